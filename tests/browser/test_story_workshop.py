"""A teacher brings a story, reads it by the keyboard, changes a mark by the mouse, and the lesson runs: in one go."""

import json
import re
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from workshop_texts import PASTE

SHOW = "from helpers import *\nbring_story()"
NAME = "millbrook-orchard-to-lose-40"
HOSTILE = "<img src=x onerror=alert(1)>"


def serious(page):
    found = Axe().run(page, ".wss-workshop").response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


def test_from_a_paste_to_a_lesson_that_is_asked_and_recorded(lesson):
    lesson.lab.scratch("scratch.ipynb", SHOW)
    lesson.open("scratch.ipynb").run_all()
    cell = lesson.cell(1)
    told = cell.locator(".wss-workshop-status")

    cell.get_by_label("Paste the story").fill(PASTE.replace("in May", f"in May {HOSTILE}"))
    assert serious(lesson.page) == []
    cell.get_by_role("button", name="Go on with this text").click()
    cell.get_by_label("Who owns the publisher?").fill("Valley Media")
    cell.get_by_role("button", name="Now read it").click()
    expect(told).to_contain_text("who will read it")
    assert cell.get_by_label("Who owns the publisher?").input_value() == "Valley Media"
    assert serious(lesson.page) == []
    cell.get_by_label("I may use this text").check()
    cell.get_by_role("button", name="Now read it").click()

    card = cell.locator(".wss-workshop-card")
    expect(card).to_contain_text("Sentence 3 of 20 of the story")  # what is sure comes first
    cell.get_by_label("Order of the sentences").select_option("doubtful ones first")
    expect(card).to_contain_text("Sentence 1 of 20 of the story")

    speakers = cell.get_by_text(re.compile("^Speakers"))
    speakers.press("Enter")
    cell.get_by_text("These are two …").first.press("Enter")
    two = cell.get_by_role("group", name=re.compile("^Two speakers instead of"))
    two.get_by_role("checkbox").first.press(" ")
    two.get_by_label("Name of the other one").fill("Somebody else")
    assert serious(lesson.page) == []
    two.get_by_role("button", name="Make two speakers").press("Enter")
    expect(cell.get_by_label("Name of Somebody else")).to_be_focused()
    cell.get_by_role("button", name="Undo").first.press("Enter")
    expect(cell.get_by_label("Name of Somebody else")).to_have_count(0)
    speakers.press("Enter")

    card.press("d")
    differ = cell.get_by_role("button", name="Careful readers differ").first
    expect(differ).to_be_focused()
    differ.press("Enter")
    expect(told).to_contain_text("No exercise with one right answer asks for this mark")
    expect(differ).to_have_attribute("aria-pressed", "true")
    expect(differ).to_be_focused()
    cell.get_by_role("button", name="No speaker in this sentence").press("Enter")
    words = cell.get_by_role("listbox", name="Words to mark")
    expect(words).to_be_focused()
    words.press("Delete")
    cell.get_by_role("button", name="Keep").click()
    expect(told).to_contain_text("Mark the words first")  # and the marks that were made are still there
    words.press("Home")
    words.press(" ")
    words.press("End")
    words.press("1")
    cell.get_by_role("button", name="Keep").click()
    expect(told).to_contain_text("still needs your yes")  # it is not the only mark there
    assert serious(lesson.page) == []
    for number in range(1, 21):
        expect(card).to_be_focused()
        lesson.page.keyboard.press("Enter")
        expect(told).to_contain_text(f"{number} of 20" if number < 20 else "All 20")

    cell.get_by_role("button", name="Choose exercises").last.click()
    expect(cell.get_by_text("9 exercises chosen")).to_be_visible()
    assert serious(lesson.page) == []
    cell.get_by_role("button", name="Make the lesson").click()
    link = cell.get_by_role("link", name="Open the lesson")
    assert link.get_attribute("href") == f"{NAME}.ipynb"
    assert cell.locator("img").count() == 0
    with lesson.page.expect_download() as download:
        cell.get_by_role("button", name="Save: Answers").press("Enter")
    assert download.value.suggested_filename == f"{NAME}-answers.html"
    expect(told).to_contain_text("among your downloads")
    assert serious(lesson.page) == []

    lesson.open(f"{NAME}.ipynb").run_all()
    first = lesson.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .wss-view").first
    expect(first).to_contain_text("Who says so? Mark the source")
    asked = json.loads((lesson.lab.folder / "my_stories" / NAME / "questions.json").read_text("utf-8"))["questions"]
    marks = next(question["id"] for question in asked if question["kind"] == "spans")
    assert lesson.ask_kernel(f"mark('{marks}', 'source: its leader').value is not None") == "True"
    assert len(lesson.lab.attempts(marks)) == 1
