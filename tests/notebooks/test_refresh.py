"""Refreshing brings outputs into a notebook the one way, and a second time it changes nothing."""

import copy

import nbformat
import pytest
from kernels import ROOT, small_notebook

from authoring import refresh
from helpers.record import PLACE_VARIABLE


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """Let kernels outside the course's folder find the helpers, and put back what a refresh sets."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv(PLACE_VARIABLE, str(tmp_path / "record.json"))


def without_pictures(text):
    return refresh.PICTURE.sub("PNG", text)


@pytest.mark.parametrize("path", list(refresh.lessons()), ids=lambda path: path.stem)
def test_a_committed_notebook_is_what_a_refresh_of_its_bare_cells_gives(path, tmp_path):
    bare = nbformat.read(path, as_version=4)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    copied = tmp_path / path.name
    nbformat.write(bare, copied)
    fresh = refresh.written(refresh.run(copied))
    assert without_pictures(fresh) == without_pictures(path.read_text(encoding="utf-8"))


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with one small notebook that was never run, written the way another program would."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    sources = ("from helpers import *", "show_speakers()", 'ask("first-choice")', "open_story()")
    notebook = small_notebook(*sources)
    notebook.cells[0].metadata = {"collapsed": True, "tags": ["answer"]}
    notebook.metadata.widgets = {"state": {}}
    nbformat.write(notebook, folder / "00_small.ipynb")
    monkeypatch.setattr(refresh, "NOTEBOOKS", folder)
    return folder / "00_small.ipynb"


def test_refreshing_twice_changes_nothing_and_check_writes_nothing(course, capsys):
    never_run = course.read_bytes()
    assert refresh.main(["--check"]) == 1
    assert course.read_bytes() == never_run
    assert refresh.main([]) == 0
    once = course.read_bytes()
    assert once != never_run
    assert refresh.main([]) == 0
    assert course.read_bytes() == once
    assert capsys.readouterr().out.splitlines() == [
        "00_small.ipynb: would change",
        "00_small.ipynb: written",
        "00_small.ipynb: fresh",
    ]
    notebook = nbformat.reads(once.decode("utf-8"), as_version=4)
    assert notebook.metadata == refresh.METADATA | {"who_says_so": {"lesson": "00"}}
    assert notebook.cells[0].metadata == {"tags": ["answer"]}
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3, 4]
    assert refresh.WIDGET_VIEW not in once.decode("utf-8")
    assert b"\r" not in once and once.endswith(b"}\n")


def test_a_failing_cell_stops_the_refresh(course):
    before = course.read_text(encoding="utf-8")
    course.write_text(before.replace("open_story()", "open_story('nowhere')"), encoding="utf-8")
    broken = course.read_bytes()
    with pytest.raises(Exception, match="There is no story"):
        refresh.main([])
    assert course.read_bytes() == broken


def chart(sentence, picture):
    html = f'<img alt="{sentence}" src="data:image/png;base64,{picture}">'
    return nbformat.v4.new_output("execute_result", {"text/plain": sentence, "text/html": html})


def tidied(new, old):
    """Return the outputs of a notebook with one cell, freshly run and tidied."""
    notebook = small_notebook("show_speakers()")
    notebook.cells[0].outputs = [new]
    notebook.cells[0].metadata["execution"] = {"iopub.status.busy": "2017-11-14T00:00:00Z"}
    refresh.tidy(notebook, [[copy.deepcopy(one) for one in old]])
    assert notebook.cells[0].metadata == {}
    return notebook.cells[0].outputs


def test_other_bytes_of_a_chart_with_the_same_sentence_are_not_taken_over():
    assert tidied(chart("15 of 18", "NEW"), [chart("15 of 18", "OLD")]) == [chart("15 of 18", "OLD")]


def test_a_chart_with_another_sentence_is_taken_over():
    assert tidied(chart("14 of 18", "NEW"), [chart("15 of 18", "OLD")]) == [chart("14 of 18", "NEW")]
    assert tidied(chart("14 of 18", "NEW"), []) == [chart("14 of 18", "NEW")]


def test_the_view_of_a_widget_is_taken_out_and_its_sentence_stays():
    sentence = {"text/plain": "Run this cell to answer: Who says so?"}
    view = nbformat.v4.new_output("execute_result", {refresh.WIDGET_VIEW: {"model_id": "a1"}, **sentence})
    assert tidied(view, []) == [nbformat.v4.new_output("execute_result", sentence)]
