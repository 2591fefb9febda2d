"""Worksheets hold every exercise of a lesson, and no key but on the sheet for teachers."""

import re

import course_texts
import pytest
import test_no_leaks
from test_question_data import asked_in

from authoring.worksheets import __main__ as command
from authoring.worksheets.lesson import lessons, sheets_of
from helpers.exercises.library import open_exercise

SHEETS = {path: sheets_of(path) for path in lessons()}
each_lesson = pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)


def exercises_of(path):
    other = {"00": "b-", "09": "a-"}.get(path.stem[:2], "-")
    forms = {
        q["id"]
        for form in "ab"
        for q in course_texts.read(path.parents[1] / f"data/questions/form_{form}.json")["questions"]
    }
    return [one for one in asked_in(course_texts.read(path)) if not (one in forms and one.startswith(other))]


@each_lesson
def test_a_sheet_asks_every_exercise_of_its_lesson(path):
    sheet, answers = SHEETS[path]
    numbers = len(re.findall(r'<section class="exercise">', sheet))
    assert numbers == len(re.findall(r'<section class="exercise">', answers)) > 0
    for exercise_id in exercises_of(path):
        if path.stem[:2] == "09" and "form" in exercise_id:
            continue
        assert test_no_leaks.flat(open_exercise(exercise_id).prompt) in test_no_leaks.flat(sheet), exercise_id


@each_lesson
def test_a_learners_sheet_tells_no_key(path):
    own = [q for q in test_no_leaks.QUESTIONS if q["id"] in exercises_of(path)]
    assert not list(test_no_leaks.leaks_in(SHEETS[path][0], own))


@each_lesson
def test_a_teachers_sheet_tells_every_reason(path):
    seen = test_no_leaks.flat(SHEETS[path][1])
    for question in test_no_leaks.QUESTIONS:
        if (
            question["id"] in exercises_of(path)
            and question["kind"] == "choice"
            and question.get("marking") != "prediction"
        ):
            assert all(test_no_leaks.flat(option["reason"]) in seen for option in question["options"]), question["id"]


@each_lesson
def test_a_sheet_fetches_nothing_and_runs_nothing(path):
    for sheet in SHEETS[path]:
        assert not re.search(r"<script|<link|<iframe|<img|@import|\bsrc=", sheet)


def test_a_lesson_that_is_not_there_is_told(capsys):
    assert command.main(["42"]) == 2
    assert "There is no lesson 42. The lessons are: 00, 01" in capsys.readouterr().out


def test_the_command_writes_both_sheets(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command.shutil, "which", lambda name: None)
    assert command.main(["01", "--to", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01_who_says_so-answers.html", "01_who_says_so.html"]
    assert "open the pages in a browser and print them" in capsys.readouterr().out
