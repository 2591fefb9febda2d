"""The browser edition: what its build takes in and refuses, and what the helpers do in a browser.

The built site itself is tried in a browser, in tests/site.
"""

import base64
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import fake_network
import pytest
from serving import running

from browser_edition import fetch, own_stories, serve, wheels
from browser_edition.build import archive_of, outside_addresses, write_zip
from browser_edition.first_page import write_first_page
from browser_edition.own_stories import FOLDER, files_of, write_own_stories
from browser_edition.pictures import pictures_of
from helpers.charts import chart
from helpers.charts.chart import Chart, picture_name
from helpers.html import element, join
from helpers.kinds.exercise import Entry
from helpers.lesson.my_page import save_page
from helpers.lesson.my_record_acts import delete_all, write_hand_in
from helpers.lesson.my_record_cells import contents
from helpers.lesson.self_check import SelfCheck
from helpers.notebooks import YOUR_RECORD, lesson_files, page_file
from helpers.record import Record, RecordProblem

ROOT = Path(__file__).resolve().parents[2]
EDITION = ROOT / "browser_edition"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLATFORM = {"abi_version": "1", "arch": "wasm32", "platform": "emscripten_1", "python": "3.14.9"}
RECORDS = json.loads(Path(__file__).with_name("records_good_and_bad.json").read_text(encoding="utf-8"))["files"]


# -- what it is made of


def pins(path):
    return dict(re.findall(r"^([\w-]+)(?:\[\S+\])?==([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_versions_belong_together():
    inside, builder, lessons = (
        pins(path)
        for path in (EDITION / "in_the_browser.lock", EDITION / "requirements.lock", ROOT / "requirements.lock")
    )
    # The views of both go into the site from the builder; lessons are tested with the third.
    for name in ("anywidget", "ipywidgets", "jupyterlab-widgets"):
        assert inside[name] == builder[name] == lessons[name]
    assert builder["jupyterlite-core"] == builder["jupyterlite-pyodide-kernel"]


def test_every_package_of_the_locks_has_its_hash():
    for name in ("in_the_browser.lock", "requirements.lock"):
        entries = re.split(r"\n(?=[\w-]+(?:\[\S+\])?==)", (EDITION / name).read_text(encoding="utf-8"))[1:]
        assert len(entries) > 15
        assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize(
    ("environ", "npmrc", "asked"),
    [
        ({}, "", "https://registry.npmjs.org"),
        ({}, "fund=false\nregistry = https://npm.school.example/\n", "https://npm.school.example"),
        ({"NPM_CONFIG_REGISTRY": "http://10.0.0.1/npm"}, "registry=https://other.example/", "http://10.0.0.1/npm"),
        ({"npm_config_registry": "http://10.0.0.1/npm/"}, "", "http://10.0.0.1/npm"),
    ],
)
def test_the_usual_settings_name_the_registry(tmp_path, environ, npmrc, asked):
    (tmp_path / ".npmrc").write_text(npmrc, encoding="utf-8")
    assert fetch.registry(environ, tmp_path) == asked


@pytest.fixture
def own_registry(tmp_path, monkeypatch):
    """A registry on this computer that holds a small Pyodide of its own."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as packed:
        for name in ("package/pyodide.mjs", "package/../../escaped", "package/pyodide.asm.wasm"):
            packed.addfile(tarfile.TarInfo(name), io.BytesIO())
        told = json.dumps({"info": PLATFORM, "packages": {}}).encode()
        entry = tarfile.TarInfo("package/pyodide-lock.json")
        entry.size = len(told)
        packed.addfile(entry, io.BytesIO(told))
    folder = tmp_path / "registry" / "pyodide" / "-"
    folder.mkdir(parents=True)
    (folder / "pyodide-1.2.3.tgz").write_bytes(archive.getvalue())
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.getvalue()).digest()).decode()
    lock = {"name": "pyodide", "version": "1.2.3", "integrity": integrity, "files": ["pyodide.mjs", "pyodide.asm.wasm"]}
    monkeypatch.setattr(fetch, "pyodide_lock", lambda: lock)
    with running(serve.make_server(tmp_path / "registry", port=0)) as port:
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", f"http://127.0.0.1:{port}")
        yield lock


def test_pyodide_is_fetched_once_and_only_what_is_named(own_registry, tmp_path, monkeypatch):
    store = tmp_path / "store"
    folder = fetch.fetch_pyodide(store)
    assert sorted(path.name for path in folder.iterdir()) == ["pyodide.asm.wasm", "pyodide.mjs"]
    assert not (tmp_path / "escaped").exists()
    monkeypatch.setattr(fetch, "download", None)
    assert fetch.fetch_pyodide(store) == folder
    assert fetch.pyodide_platform(store) == PLATFORM


def test_another_pyodide_than_the_tested_one_is_refused(own_registry, tmp_path):
    own_registry["integrity"] = "sha512-" + base64.b64encode(bytes(64)).decode()
    with pytest.raises(fetch.BuildProblem, match="not the Pyodide that we tested"):
        fetch.fetch_pyodide(tmp_path / "store")
    assert list((tmp_path / "store").iterdir()) == []


def test_a_registry_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://127.0.0.1:1")
    with pytest.raises(fetch.BuildProblem, match="could not be fetched"):
        fetch.fetch_pyodide(tmp_path)


NETWORKS = {
    "a filter": (fake_network.always(403), "does not hand out .* filter"),
    "a log-in page": (fake_network.always(200), "not the Pyodide that we tested.* filter"),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_what_stands_between_us_and_the_registry_is_told(tmp_path, monkeypatch, name):
    behaviour, sentence = NETWORKS[name]
    fake_network.clean_settings(monkeypatch)
    with fake_network.server(behaviour) as port:
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", f"http://127.0.0.1:{port}")
        with pytest.raises(fetch.BuildProblem, match=sentence):
            fetch.fetch_pyodide(tmp_path)


def test_a_foreign_certificate_is_told(tmp_path, monkeypatch):
    certificate = fake_network.make_certificate(tmp_path)
    fake_network.clean_settings(monkeypatch)
    with fake_network.server(fake_network.always(200), certificate) as port:
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", f"https://127.0.0.1:{port}")
        with pytest.raises(fetch.BuildProblem, match="SSL_CERT_FILE"):
            fetch.fetch_pyodide(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
        with pytest.raises(fetch.BuildProblem, match="not the Pyodide that we tested"):
            fetch.fetch_pyodide(tmp_path)


def test_a_program_that_fails_is_told_whatever_bytes_it_prints():
    script = "import sys; sys.stderr.buffer.write(b'T\\xfcr \\xff zu'); sys.exit(3)"
    with pytest.raises(fetch.BuildProblem, match=r"(?s)It broke:.*T.r . zu"):
        fetch.run([sys.executable, "-c", script], "It broke")


def test_a_wheel_without_one_of_our_files_is_refused(tmp_path):
    folder = tmp_path / "helpers"
    for name in ("widgets/exercise_view/choice.js", "data/story.txt", "__init__.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    wheel = tmp_path / "ours.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("helpers/__init__.py", "x")
        packed.writestr("helpers/data/story.txt", "x")
    with pytest.raises(wheels.BuildProblem, match=r"lacks files:\nhelpers/widgets/exercise_view/choice.js$"):
        wheels.refuse_missing_files(folder, wheel)
    with zipfile.ZipFile(wheel, "a") as packed:
        packed.writestr("helpers/widgets/exercise_view/choice.js", "x")
    wheels.refuse_missing_files(folder, wheel)


def test_the_lock_names_files_of_the_site_only(tmp_path):
    wheels.add_stub(tmp_path, "jedi", "0.0.0", "raise ImportError('left out')\n")
    names = wheels.write_lock(tmp_path, PLATFORM)
    lock = json.loads((tmp_path / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert lock["info"] == PLATFORM
    entry = lock["packages"]["jedi"]
    assert names == ["jedi"] and entry["imports"] == ["jedi"]
    assert entry["file_name"] == "jedi-0.0.0-py3-none-any.whl"
    assert entry["sha256"] == hashlib.sha256((tmp_path / entry["file_name"]).read_bytes()).hexdigest()
    again = tmp_path / "again"
    again.mkdir()
    wheels.add_stub(again, "jedi", "0.0.0", "raise ImportError('left out')\n")
    assert (again / entry["file_name"]).read_bytes() == (tmp_path / entry["file_name"]).read_bytes()


def test_addresses_outside_are_found(tmp_path):
    files = {
        "index.html": '<a href="https://one.example/x">x</a><!-- https://comment.example -->',
        "jupyter-lite.json": '{"pyodideUrl": "//two.example/pyodide.mjs", "base": "./notebooks"}',
        "static/python-1/kernel_start.mjs": "// a comment\nimport 'http://three.example/a.mjs';",
        "static/python-1/first_page.css": "@import url(https://four.example/a.css);",
        "files/lessons-1/01.ipynb": '{"source": "[TASS](http://tass.com/defense/975528)"}',
        "notebooks/index.html": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = {line.partition(": ")[2].split("/")[2] for line in outside_addresses(tmp_path)}
    assert found == {"one.example", "two.example", "three.example", "four.example"}


def test_our_own_pages_and_scripts_name_no_address_outside(tmp_path):
    for path in [*(EDITION / "kernel").iterdir(), *(EDITION / "page").iterdir()]:
        target = tmp_path / "static" / "python-1" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    write_first_page(tmp_path, lesson_files(), lessons="lessons-1", python="python-1", release="1", given=join())
    assert outside_addresses(tmp_path) == []


def test_the_zip_is_the_same_again_for_the_same_moment(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795440000")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("one", encoding="utf-8")
    for name in ("a.zip", "b.zip"):
        write_zip(site, tmp_path / name, inside="site")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("file", RECORDS, ids=lambda file: file["name"])
def test_python_says_of_a_file_what_the_page_says(file, tmp_path):
    """The page is asked about the same files in tests/site."""
    path = tmp_path / "my_record.json"
    path.write_text(file["text"] if "text" in file else json.dumps(file["record"]), encoding="utf-8")
    try:
        Record(path).read()
        told = None
    except RecordProblem as problem:
        told = str(problem)
    assert told is None if file["problem"] is None else file["problem"] in told


# -- what the helpers do in a browser


@pytest.fixture
def in_a_browser(monkeypatch):
    """Let the helpers believe that they run in a browser, whose page is the object that this returns."""
    page = SimpleNamespace(problem="", kept=0)

    def keep():
        page.kept += 1
        return page.problem

    page.keep = keep
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setitem(sys.modules, "js", SimpleNamespace(whoSaysSo=page))
    return page


def test_a_chart_that_a_lesson_draws_comes_drawn(tmp_path, monkeypatch):
    """Today no lesson draws one with matplotlib; a lesson of somebody else may."""
    first = Chart("Boats", "Boats by day: Monday 3; Tuesday 5.", ("Day", "Boats"), [("Monday", 3), ("Tuesday", 5)])
    stored = {"cells": [{"cell_type": "code", "outputs": [{"data": {"text/html": first._repr_html_()}}]}]}
    (tmp_path / "boats.ipynb").write_text(json.dumps(stored), encoding="utf-8")
    pictures = pictures_of([tmp_path / "boats.ipynb"])
    assert pictures[picture_name(first.sentence, first.table())].startswith(b"\x89PNG")

    def no_matplotlib(_self):
        raise ImportError

    monkeypatch.setattr(Chart, "png", no_matplotlib)
    assert "<img" not in first._repr_html_() and "<meter" in first._repr_html_()
    name = picture_name(first.sentence, first.table())
    (tmp_path / name).write_bytes(pictures[name])
    monkeypatch.setattr(chart, "DRAWN_BEFORE", tmp_path)
    assert base64.b64encode(pictures[name]).decode() in first._repr_html_()


def test_other_numbers_never_get_an_old_picture():
    names = {picture_name("One: 1.", "<table>1</table>"), picture_name("One: 1.", "<table>2</table>")}
    assert len(names | {picture_name("One: 2.", "<table>1</table>")}) == 3


def test_the_self_check_asks_for_no_jupyterlab_and_no_matplotlib(in_a_browser):
    feedback = SelfCheck().feedback("alive")
    assert feedback.heading == "Everything works."
    assert [row.label for row in feedback.rows] == ["Exercises", "Python", "ipywidgets", "anywidget"]


def test_an_answer_is_handed_to_the_page(in_a_browser, record):
    assert record.keep("a-question", Entry("a"), how="buttons") == "Saved in this browser."
    assert in_a_browser.kept == 1


def test_a_browser_that_keeps_nothing_is_told(in_a_browser, record):
    in_a_browser.problem = "this browser keeps nothing for this page (SecurityError)"
    told = record.keep("a-question", Entry("a"), how="buttons")
    assert told.startswith("Not saved: this browser keeps nothing for this page (SecurityError).")


def test_a_page_without_our_other_half_is_told(in_a_browser, record, monkeypatch):
    monkeypatch.setitem(sys.modules, "js", SimpleNamespace())
    assert "this page keeps no files" in record.keep("a-question", Entry("a"), how="buttons")


def test_the_page_to_keep_is_handed_over_too(in_a_browser, tmp_path):
    assert save_page(element("h1", "My page"), tmp_path).startswith("Saved in this browser.")
    assert in_a_browser.kept == 1


@pytest.mark.parametrize("path", [*NOTEBOOKS, page_file(YOUR_RECORD)], ids=lambda path: path.stem)
def test_no_lesson_asks_for_a_command_or_a_place_that_a_browser_lacks(path):
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "markdown"]
    text = "\n".join("".join(cell["source"]) for cell in cells)
    found = re.findall(r"start\.py|my_lessons|beside your record", text)
    assert not found
    # Where the file is named that holds the record, the other place is named too.
    assert "my_record.json" not in text or "with nothing installed: in this browser" in text


def test_what_is_told_of_the_record_names_no_folder_that_nobody_can_open(in_a_browser, record):
    record.keep("predict-speakers", Entry("few"), how="buttons")
    told = contents()
    told += write_hand_in(own_words=False)
    told += delete_all()
    assert "It is kept in this browser." in told and "go to the course’s first page" in told
    assert str(record.path.parent) not in told and "my_lessons" not in told


def test_on_a_computer_no_page_is_asked(record, monkeypatch):
    monkeypatch.setitem(sys.modules, "js", None)
    assert record.keep("a-question", Entry("a"), how="buttons") == f"Saved in {record.path.name}."


# -- a story of one's own is for a school, and not for the web


def test_an_edition_with_somebodys_text_says_that_it_is_not_for_the_web(tmp_path, monkeypatch):
    monkeypatch.setattr(own_stories, "title_in", lambda content: "A bridge")
    files = {"bridge.wss.zip": b"as it is handed on"}
    assert "not for the web" in write_own_stories(tmp_path, files)
    assert write_own_stories(tmp_path, {}) == ""
    folder = tmp_path / "who-says-so-browser"
    assert archive_of(folder, "1.0", []).name == "who-says-so-browser-1.0.zip"
    assert "not-for-the-web" in archive_of(folder, "1.0", ["bridge"]).name


def test_what_github_builds_or_publishes_holds_no_story_of_ones_own(monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    with pytest.raises(fetch.BuildProblem, match="may go on the web"):
        files_of(["bridge"])
    assert files_of([]) == {}
    workflow = (ROOT / ".github/workflows/publish-browser-edition.yml").read_text(encoding="utf-8")
    assert f"test ! -e dist/who-says-so-browser/{FOLDER}\n" in workflow
    assert workflow.index("test ! -e") < workflow.index("upload-pages-artifact")
