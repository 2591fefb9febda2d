"""Worksheets hold every exercise of a lesson, and no key but on the sheet for teachers."""

import re
import subprocess
from pathlib import Path

import course_texts
import pytest
import test_no_leaks
from nbconvert.filters import markdown2html
from test_question_data import asked_in

from authoring.worksheets import __main__ as command
from authoring.worksheets.lesson import sheets_of
from helpers.kinds.library import open_exercise
from helpers.notebooks import lesson_files

SHEETS = {path: sheets_of(path) for path in lesson_files()}
SHORT = 15  # so few letters may stand elsewhere too, such as those of “, then run the cell”
each_lesson = pytest.mark.parametrize("path", lesson_files(), ids=lambda path: path.stem)


def exercises_of(path):
    other = {"00": "b-", "10": "a-"}.get(path.stem[:2], "-")
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
        if path.stem[:2] == "10" and "form" in exercise_id:
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


def prose_of(path):
    """Yield the pieces of a lesson's prose in order, and whether each is marked for the screen only."""
    for cell in course_texts.read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            whole = "screen-only" in cell["metadata"].get("tags", [])
            for number, piece in enumerate(re.split("<!-- /?screen -->", "".join(cell["source"]))):
                html = re.sub('<a class="anchor-link".*?</a>', "", markdown2html(piece))
                if re.search(r"[^\W_]", piece):
                    yield html, whole or number % 2 == 1


@each_lesson
def test_a_sheet_holds_all_the_prose_but_what_is_marked_for_the_screen(path):
    sheet = test_no_leaks.flat(SHEETS[path][0])
    at = 0
    for html, for_the_screen in prose_of(path):
        piece = test_no_leaks.flat(html)
        if for_the_screen:
            assert len(piece) < SHORT or piece not in sheet
        else:
            at = sheet.index(piece, at) + len(piece)


@each_lesson
def test_prose_that_tells_how_to_use_a_screen_is_marked(path):
    left = " ".join(piece for piece, for_the_screen in prose_of(path) if not for_the_screen)
    found = re.findall(r"(?i)\b(?:click\w*|scroll|keyboard|mouse|kernel|run (?:the|this)|next cell)\b", left)
    assert not found, "mark it for the screen only, or tag its cell: see authoring/lesson_code.py"


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


def prints(page_printed):
    """Return what stands in for the browser: it writes the PDF, fails, hangs, or says all is well and writes none."""

    def run(command, *, check, timeout, **streams):
        assert check and timeout
        if isinstance(page_printed, Exception):
            raise page_printed
        if page_printed:
            pdf = Path(next(one for one in command if one.startswith("--print-to-pdf=")).partition("=")[2])
            assert command[-1] == pdf.with_suffix(".html").as_uri()
            pdf.write_text("printed")

    return run


def test_a_browser_prints_each_sheet_also_into_a_folder_named_from_here(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command.shutil, "which", lambda name: "browser")
    monkeypatch.setattr(command.subprocess, "run", prints(True))
    assert command.main(["01", "--to", "sheets"]) == 0
    assert len(list((tmp_path / "sheets").glob("*.html"))) == len(list((tmp_path / "sheets").glob("*.pdf"))) == 2
    assert "print them" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "failure",
    [subprocess.CalledProcessError(1, "browser"), subprocess.TimeoutExpired("browser", 120), OSError("gone"), None],
    ids=["fails", "hangs", "cannot start", "writes none"],
)
def test_all_pages_are_there_if_the_browser_cannot_print(failure, tmp_path, monkeypatch, capsys):
    (tmp_path / "00_start_here.pdf").write_text("of an older release")
    monkeypatch.setattr(command.shutil, "which", lambda name: "browser")
    monkeypatch.setattr(command.subprocess, "run", prints(failure))
    assert command.main(["00", "01", "--to", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("*.html"))) == 4 and not list(tmp_path.glob("*.pdf"))
    assert capsys.readouterr().out.count("The browser could not print") == 1
