"""What the server stores of a lesson: sentences, and no widgets that are dead the next day."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from commands.environment import SERVER_EXTENSION, as_json
from commands.messages import ROOT
from commands.saved_lessons import SENTENCE, VIEW, keep_sentences

TOKEN = "known-to-the-tests"
ASKED = "Run this cell to answer: Who says so?"
VIEW_DATA = {SENTENCE: ASKED, VIEW: {"model_id": "0123", "version_major": 2, "version_minor": 0}}


def notebook(setup="import sys\nfrom helpers import *"):
    """Return a notebook that was used: views of widgets, a card, a line that was printed, and an error."""
    outputs = [
        new_output("execute_result", {**VIEW_DATA, "text/html": "<p>a widget</p>"}, execution_count=2),
        new_output("display_data", {SENTENCE: "A card.", "text/html": "<p>A card.</p>"}, metadata={"isolated": True}),
        new_output("stream", name="stdout", text="You ran a cell.\n"),
        new_output("error", ename="NameError", evalue="x", traceback=[]),
    ]
    cells = [
        new_markdown_cell("# Who says so?", id="title"),
        new_code_cell(setup, id="setup"),
        new_code_cell("ask()", id="asked", outputs=outputs),
    ]
    return new_notebook(cells=cells, metadata={"widgets": {"state": {}}, "mine": 1})


def saved(content, kind="notebook"):
    model = {"type": kind, "content": deepcopy(content)}
    keep_sentences(model=model, path="a.ipynb", contents_manager=None)
    return model["content"]


def test_of_a_widget_only_its_sentence_is_stored():
    before, after = notebook(), saved(notebook())
    asked, *others = after["cells"][2]["outputs"]
    assert asked["data"] == {SENTENCE: ASKED}
    assert others == before["cells"][2]["outputs"][1:]
    assert after["metadata"] == {"mine": 1}
    assert [cell["source"] for cell in after["cells"]] == [cell["source"] for cell in before["cells"]]
    assert saved(after) == after
    nbformat.validate(after)


@pytest.mark.parametrize("setup", ["import ipywidgets", "# from helpers import *", "import helpers_of_mine"])
def test_other_notebooks_stay_as_they_are(setup):
    assert saved(notebook(setup)) == notebook(setup)


@pytest.mark.parametrize("content, kind", [("text", "file"), (None, "notebook"), ("x", "notebook"), ({}, "notebook")])
def test_what_is_no_notebook_stays_as_it_is(content, kind):
    assert saved(content, kind) == content


@pytest.fixture
def server(tmp_path):
    """Start a real server with the file that our environment holds; give a function that asks it."""
    settings = tmp_path / "config" / "jupyter_server_config.d"
    settings.mkdir(parents=True)
    (settings / "who-says-so.json").write_text(as_json(SERVER_EXTENSION), encoding="utf-8")
    (tmp_path / "lessons").mkdir()
    places = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", f"--IdentityProvider.token={TOKEN}", "--port=0"]
    command += [f"--ServerApp.root_dir={tmp_path / 'lessons'}", "--allow-root"]
    environment = os.environ | places | {"PYTHONPATH": str(ROOT)}
    program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = None
        for _ in range(600):
            files = list((tmp_path / "runtime").glob("jpserver-*.json"))
            if files and (text := files[0].read_text(encoding="utf-8")):
                address = json.loads(text)["url"]
                break
            assert program.poll() is None
            time.sleep(0.1)

        def ask(path, method="GET", body=None):
            headers = {"Authorization": f"token {TOKEN}"}
            data = None if body is None else json.dumps(body).encode("utf-8")
            request = urllib.request.Request(f"{address}{path}", data, headers, method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())

        yield ask
    finally:
        program.terminate()
        program.wait(30)


@pytest.mark.full("a real JupyterLab in a home that nobody can write, and one that saves a lesson")
def test_a_lesson_saved_by_a_real_server_holds_no_widget(server, tmp_path):
    server("api/contents/a.ipynb", "PUT", {"type": "notebook", "format": "json", "content": notebook()})
    stored = (tmp_path / "lessons" / "a.ipynb").read_text(encoding="utf-8")
    assert ASKED in stored and "widget" not in stored.replace("a widget", "")
    again = server("api/contents/a.ipynb?content=1")["content"]
    assert again["cells"][2]["outputs"][0]["data"] == {SENTENCE: ASKED}
