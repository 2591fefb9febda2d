"""Worksheets hold every exercise of a lesson, and no key but on the sheet for teachers."""

import re
import subprocess
from functools import cache
from pathlib import Path

import course_texts
import pytest
import test_no_leaks
from nbconvert.filters import markdown2html
from test_question_data import asked_in

from helpers.kinds.library import open_exercise
from helpers.notebooks import lesson_files
from helpers.on_paper import __main__ as command
from helpers.on_paper.lesson import sheets_of
from helpers.on_paper.lesson_code import is_for_the_screen
from helpers.on_paper.pages import pages_of
from helpers.on_paper.prose import prose
from helpers.on_paper.sections import lesson_on_paper
from helpers.on_paper.slides import slides_of
from helpers.story import load_story

SHEETS = {path: sheets_of(path) for path in lesson_files()}
SLIDES = {path: slides_of(path) for path in lesson_files()}
SHORT = 15  # so few letters may stand elsewhere too, such as those of “, then run the cell”
each_lesson = pytest.mark.parametrize("path", lesson_files(), ids=lambda path: path.stem)


@cache
def exercises_of(path):
    other = {"00": "b-", "10": "a-"}.get(path.stem[:2], "-")
    forms = {
        q["id"]
        for form in "ab"
        for q in course_texts.read(path.parents[1] / f"data/questions/form_{form}.json")["questions"]
    }
    notebook = course_texts.read(path)
    on_paper = {"cells": [cell for cell in notebook["cells"] if not is_for_the_screen(cell)]}
    return [one for one in asked_in(on_paper) if not (one in forms and one.startswith(other))]


def for_learners(path):
    """Return what learners get, core first."""
    return "".join(filter(None, SHEETS[path][:2]))


@each_lesson
def test_the_sheets_ask_every_exercise_of_their_lesson(path):
    asked, number = for_learners(path), r'"><p class="prompt"><b>(\d+)\.'
    numbers = re.findall(f'<section class="exercise{number}', asked)
    assert numbers == re.findall(f'<section class="exercise answered{number}', SHEETS[path].answers)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)] != []
    for exercise_id in exercises_of(path):
        if path.stem[:2] == "10" and "form" in exercise_id:
            continue
        prompt = open_exercise(exercise_id).for_paper("prompt")
        assert test_no_leaks.flat(prompt) in test_no_leaks.flat(asked), exercise_id


@each_lesson
def test_neither_a_learners_sheet_nor_a_slide_tells_a_key(path):
    own = [q for q in test_no_leaks.QUESTIONS if q["id"] in exercises_of(path)]
    assert not list(test_no_leaks.leaks_in(for_learners(path), own))
    assert not list(test_no_leaks.leaks_in(SLIDES[path], own))


@pytest.mark.sampled(3, "the answers on paper of every lesson")
@each_lesson
def test_a_teachers_sheet_tells_every_reason(path):
    seen = test_no_leaks.flat(SHEETS[path].answers)
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
def test_all_the_prose_but_what_is_for_the_screen_is_read_or_told(path):
    sheets = without_addresses("".join(filter(None, SHEETS[path])))
    for html, for_the_screen in prose_of(path):
        pieces = [html] if for_the_screen else re.split(r"</(?:p|li|h\d|tr|blockquote|div)>", html)
        for piece in map(without_addresses, pieces):
            assert len(piece) <= SHORT or (piece in sheets) is not for_the_screen, piece


def without_addresses(html):
    """Return the letters of a text without the addresses in brackets, which on paper follow each link."""
    shown = re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)
    return test_no_leaks.flat(re.sub(r" ?\(https?:[^)]*\)", "", shown))


@each_lesson
def test_what_a_sheet_says_can_be_done_on_paper(path):
    told = re.sub(r"<style>.*?</style>|<[^>]+>", " ", for_learners(path), flags=re.DOTALL)
    found = re.findall(
        r"(?i)\b(?:click\w*|scroll\w*|keyboard|mouse|kernel|run (?:the|this)|next cell|button|the handle|slider"
        r"|drag|folded|open (?:it|one:|a row|those that|the claims|lesson)|watch the (?:list|lines|claims)"
        r"|our reading[^.]* appears|your own record|your two tellings|when you keep)\b.{30}",
        told,
    )
    assert not found, "mark prose for the screen only (helpers/on_paper/lesson_code.py), give a question its on_paper"


def test_a_sheet_asks_nothing_about_the_page_or_the_record():
    """What an exercise of the screen does with an answer, nobody can try on paper."""
    lesson = next(path for path in lesson_files() if path.stem.startswith("00"))
    for sheet in (for_learners(lesson), SHEETS[lesson].answers, SLIDES[lesson]):
        assert "It goes into your own record" not in sheet and "Where is your work kept" not in sheet


def test_on_paper_a_list_that_opens_is_open_and_what_is_drawn_has_its_look():
    lesson = next(path for path in lesson_files() if path.stem.startswith("06"))
    sheet = SHEETS[lesson].exercises
    results = re.search(r'<ol class="wss-results">.*?</ol>', sheet, re.DOTALL)[0]
    assert "<blockquote" in results and "<details>" not in results
    shown = re.search(r'<ol class="wss-results">.*?</ol>', SLIDES[lesson], re.DOTALL)[0]
    assert "wss-result-title" in shown and "<blockquote" not in shown
    look = re.search(r"<style>.*?</style>", sheet, re.DOTALL)[0]
    for drawn in {name for svg in re.findall("<svg.*?</svg>", sheet) for name in re.findall('class="([^"]+)"', svg)}:
        assert any(f".{name}" in look for name in drawn.split()), drawn
    assert ".wss-card" not in look and "var(--jp" not in look


def test_newsrooms_stand_on_the_slides_with_their_words_and_a_heading_as_its_author_set_it():
    unsaid, framed = (SLIDES[path] for path in lesson_files() if path.stem[:2] in ("04", "03"))
    assert re.search("<summary[^>]*><b>Who speaks in the headline[^§]*?<b>Reuters:</b>", framed)
    assert "Where the words come from" not in framed  # their addresses are for the sheets
    assert "<h2>Step 1: Put <em>not</em> in</h2>" in unsaid


def test_a_timeline_is_shown_whole_where_nobody_can_step_through_it():
    lesson = next(path for path in lesson_files() if path.stem.startswith("06"))
    for page in (SHEETS[lesson].exercises, SLIDES[lesson]):
        assert "Step through the dates" not in page and "wss-ledger" in page
        assert page.count("How each claim stood, by date") == 2  # its title, and the name that its table has unseen


def test_what_tells_an_answer_is_for_the_teacher(lesson_01):
    """Prose that follows an exercise, and the picture of what is to be found, come when the class has answered."""
    sheets = SHEETS[lesson_01]
    for told in ("Notice how much of the sentence is claim", "in 15 of the 18 sentences the same office speaks"):
        assert told not in sheets.exercises and told in sheets.answers and told in SLIDES[lesson_01]
    assert "Sentences</th>" not in sheets.exercises and "Sentences</th>" in sheets.answers
    assert "Take the source and the cue away" in sheets.exercises  # an exercise follows it


def test_nobody_leaves_with_the_accusation_alone():
    """Whatever a class leaves out: where a lesson shows what became known later, its first sheet does."""
    for path in lesson_files():
        if "show_status(" in path.read_text(encoding="utf-8"):
            assert "Status, as of" in SHEETS[path].exercises, path.stem
            assert "Status, as of" in SLIDES[path], path.stem


@each_lesson
def test_no_card_on_a_sheet_is_empty(path):
    """A card that is folded away as a whole, such as the rule, is printed: on paper nobody can open it."""
    for sheet in filter(None, SHEETS[path]):
        assert '<div class="passage"></div>' not in sheet


def test_a_story_is_printed_once_and_whole(lesson_01):
    pages = dict(pages_of([lesson_01]))
    names = [name for name in pages if name.startswith("story-")]
    assert names == ["story-tass-2017-11-14.html", "story-harbour-bridge.html"]
    assert "50 hard words in plain words" in pages[names[0]]
    for name in names:
        story = load_story(name.removeprefix("story-").removesuffix(".html"))
        sentences = [test_no_leaks.flat(sentence.text) for sentence in story.sentences.values()]
        read = {other: re.sub(r'<span class="wss-meaning".*?</span>', "", page) for other, page in pages.items()}
        told = {other: sum(one in test_no_leaks.flat(page) for one in sentences) for other, page in read.items()}
        assert told[name] >= len(sentences) - 1  # not the label of the page
        assert all(number < len(sentences) * 3 / 4 for other, number in told.items() if other != name), told
        assert story.about["title"] in pages["01_who_says_so.html"]
        assert story.origin().split("”")[0][1:] in pages[name]


def test_the_parts_called_more_are_a_sheet_of_their_own(lesson_01):
    core, more, _ = SHEETS[lesson_01]
    assert "More:" not in core.replace("<em>More: The lighter text</em>", "")
    assert "More: The lighter text" in more and "Name</span>" in core and "Name</span>" in more


def test_an_address_is_whole_and_a_link_to_a_file_is_not_told():
    told = str(
        prose("Read [their page](https://example.org/a?b=c&d) and [lesson 02](02_how.ipynb), https://example.org/e.")
    )
    assert "their page (https://example.org/a?b=c&amp;d)" in told and told.count("example.org") == 2
    assert "lesson 02" in told and ".ipynb" not in told and "<a" not in told


@pytest.fixture
def lesson_01():
    return next(path for path in lesson_files() if path.stem.startswith("01"))


@each_lesson
def test_sheets_and_slides_fetch_nothing_and_run_nothing(path):
    for sheet in filter(None, SHEETS[path]):
        assert not re.search(r"<script|<link|<iframe|<img|@import|\bsrc=", sheet)
    assert not re.search(r"<script|<link|<iframe|@import|url\(|\bsrc=\"(?!data:image/png)", SLIDES[path])


@each_lesson
def test_the_slides_ask_what_the_core_asks(path):
    core = {q for q in re.findall(r'class="prompt"><b>(\d+)\.', SHEETS[path].exercises)}
    assert {q for q in re.findall(r'class="prompt"><b>(\d+)\.', SLIDES[path])} == core
    headings = [section.heading for section in lesson_on_paper(path).core if section.heading]
    shown = re.findall(r"<h2>(.*?)</h2>", SLIDES[path])
    assert [test_no_leaks.flat(one) for one in dict.fromkeys(shown)] == [test_no_leaks.flat(one) for one in headings]


def test_a_lesson_that_is_not_there_is_told(capsys):
    assert command.main(["42"]) == 2
    assert "There is no lesson 42. The lessons are: 00, 01" in capsys.readouterr().out


def test_the_command_writes_all_that_a_lesson_needs(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command.shutil, "which", lambda name: None)
    assert command.main(["01", "--to", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "01_who_says_so-answers.html",
        "01_who_says_so-more.html",
        "01_who_says_so-slides.html",
        "01_who_says_so.html",
        "story-harbour-bridge.html",
        "story-tass-2017-11-14.html",
    ]
    assert "open the pages in a browser and print them" in capsys.readouterr().out


def prints(page_printed):
    """Return what stands in for the browser: it writes the PDF, fails, hangs, or says all is well and writes none."""

    def run(command, *, check, timeout, **streams):
        assert check and timeout
        if isinstance(page_printed, Exception):
            raise page_printed
        if page_printed:
            pdf = Path(next(one for one in command if one.startswith("--print-to-pdf=")).partition("=")[2])
            printed = Path(command[-1].removeprefix("file://")).read_text(encoding="utf-8")
            paper = " size: letter;"
            assert paper in printed
            assert printed.replace(paper, "", 1) == pdf.with_suffix(".html").read_text(encoding="utf-8")
            pdf.write_text("printed")

    return run


def test_a_browser_prints_each_sheet_also_into_a_folder_named_from_here(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command.shutil, "which", lambda name: "browser")
    monkeypatch.setattr(command.subprocess, "run", prints(True))
    assert command.main(["01", "--to", "sheets", "--paper", "letter"]) == 0
    assert len(list((tmp_path / "sheets").glob("*.html"))) == len(list((tmp_path / "sheets").glob("*.pdf"))) == 6
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
    assert len(list(tmp_path.glob("*.html"))) == 9 and not list(tmp_path.glob("*.pdf"))
    assert capsys.readouterr().out.count("The browser could not print") == 1
