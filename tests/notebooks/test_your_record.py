"""The notebook about the record is no lesson, but keeps the rules that make its cells like those of a lesson."""

import json
import shutil

import nbformat
import notebook_rules as rules
import pytest
from kernels import execute

from helpers.notebooks import YOUR_RECORD, page_file

NOTEBOOK = page_file(YOUR_RECORD)
LIKE_A_LESSON = (
    rules.the_setup_cell_is_the_same_everywhere,
    rules.answer_cells_have_two_lines,
    rules.text_cells_are_short,
)
WHEN = "2026-11-23T10:00:00+00:00"


@pytest.mark.parametrize("rule", LIKE_A_LESSON)
def test_its_cells_are_like_those_of_a_lesson(rule):
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert not list(rule(notebook, NOTEBOOK))
    verbs = set().union(*(rules.names_in(rules.text_of(cell)) for cell in rules.code_cells(notebook)))
    assert rules.RECORD_VERBS <= verbs


def test_an_answer_cell_of_the_record_that_is_broken_is_found():
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    rules.code_cells(notebook)[-1]["source"] = 'answer = "delete all 3 answers"\ndelete_my_record(answer)'
    assert list(rules.answer_cells_have_two_lines(notebook, NOTEBOOK))
    rules.code_cells(notebook)[-1]["outputs"] = []
    assert list(rules.exercises_read_as_questions_before_they_are_run(notebook, NOTEBOOK))


def test_running_every_cell_changes_no_record_and_stores_nothing_of_it(tmp_path):
    record = tmp_path / "my_record.json"
    attempt = {"when": WHEN, "how": "typed", "answer": "my very own words"}
    held = {"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": {"retell-headline": [attempt]}}
    record.write_text(json.dumps(held), encoding="utf-8")
    before = record.read_bytes()
    shutil.copy(NOTEBOOK, tmp_path)
    shipped = nbformat.read(NOTEBOOK, as_version=4)
    ran = execute(nbformat.read(tmp_path / NOTEBOOK.name, as_version=4), tmp_path, record)
    assert record.read_bytes() == before
    sentences = [
        [[o.data["text/plain"] for o in c.outputs] for c in n.cells if c.cell_type == "code"] for n in (ran, shipped)
    ]
    assert sentences[0] == sentences[1]
    assert not list(tmp_path.glob("my_record-*"))
