"""The class report on the screen: cards by mouse and keyboard, files dropped in, the whole screen, axe."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SHOW = "from helpers import *\nreport_class([])"
ANSWERS = {"first-choice": "sent", "first-typed": "web", "check-good": "doubt"}
WIDE = {"width": 1280, "height": 720}


def hand_in(number):
    tries = {
        one: [{"when": f"2026-09-07T08:{number:02}:00+00:00", "how": "buttons", "answer": given, "confidence": 95}]
        for one, given in ANSWERS.items()
    }
    own_id = f"{number:016x}"
    record = {"schema": "who-says-so/record", "version": 1, "coin": "A", "id": own_id, "answers": tries}
    return {"name": "my_record.json", "mimeType": "application/json", "buffer": json.dumps(record).encode()}


def other(name, content):
    return {"name": name, "mimeType": "application/json", "buffer": content}


def empty_report(lesson):
    """Show an empty report in a notebook of its own."""
    lesson.lab.scratch("scratch.ipynb", SHOW)
    lesson.page.set_viewport_size(WIDE)
    lesson.open("scratch.ipynb").run_all()
    cell = lesson.cell(1)
    expect(cell.get_by_text("Fewer than 5 hand-ins count so far.")).to_be_visible()
    return lesson, cell


@pytest.fixture
def report(lesson):
    return empty_report(lesson)


@pytest.mark.full("the class report of JupyterLab, looked at card by card")
def test_a_class_is_dropped_in_and_looked_at_card_by_card(report):
    _, cell = report
    field, status = cell.get_by_label("Add hand-ins"), cell.get_by_role("status")
    hostile = "<img src=x onerror=alert(1)>.json"
    field.set_input_files([*map(hand_in, range(6)), other(hostile, b"no record")])
    expect(cell.get_by_text("6 hand-ins count.")).to_be_visible()
    expect(status).to_contain_text("1 file left out.")

    field.set_input_files([hand_in(n) for n in range(6, 9)])
    expect(status).to_contain_text("Some figures wait")
    expect(cell.get_by_text("6 hand-ins count.")).to_be_visible()

    field.set_input_files([other("huge.json", b" " * 5_000_001), *map(hand_in, range(9, 12))])
    expect(cell.get_by_text("12 hand-ins count.")).to_be_visible()
    expect(status).to_contain_text("1 file was not taken")

    cell.get_by_role("combobox", name="Card").select_option(label="6 of 10: Where the class differs most")
    expect(cell.get_by_role("heading", name="Where the class differs most")).to_be_visible()
    cell.get_by_role("button", name="Next card").click()
    expect(cell.get_by_role("heading", name="Where the class agrees most")).to_be_focused()

    cell.get_by_role("combobox", name="Card").select_option(index=9)
    expect(cell.get_by_role("rowheader", name="It is no record of this course.")).to_be_visible()
    name_of_file = cell.get_by_role("rowheader", name=hostile)
    expect(name_of_file).to_be_hidden()
    cell.get_by_text("Names of these files").click()
    expect(name_of_file).to_be_visible()
    cell.get_by_role("button", name="Whole screen").click()
    expect(name_of_file).to_be_hidden()
    expect(cell.get_by_text("Names of these files")).to_be_hidden()
    cell.get_by_role("button", name="Whole screen").click()
    assert cell.locator(".wss-report-body img").count() == 0
    expect(cell.get_by_role("button", name="Next card")).to_have_attribute("aria-disabled", "true")

    cell.get_by_role("button", name="Look again").click()
    expect(cell.get_by_role("heading", name="Files left out")).to_be_visible()


def test_no_plain_key_reaches_the_notebook(report):
    lesson, cell = report
    before = lesson.source()
    button = cell.get_by_role("button", name="Next card")
    button.focus()
    lesson.press("a", "b", "d", "d", "x", "m", "y", "ArrowDown")
    expect(button).to_be_focused()
    assert lesson.source() == before
    lesson.press("Escape")
    expect(button).not_to_be_focused()


def test_the_whole_screen_and_axe(report):
    lesson, cell = report
    cell.get_by_label("Add hand-ins").set_input_files([hand_in(n) for n in range(12)])
    expect(cell.get_by_text("12 hand-ins count.")).to_be_visible()
    cell.get_by_role("button", name="Whole screen").click()
    lesson.page.wait_for_function("() => document.fullscreenElement?.classList.contains('wss-report')")
    cards = cell.get_by_role("combobox", name="Card").locator("option").count()
    for number in range(cards):
        cell.get_by_role("combobox", name="Card").select_option(index=number)
        found = Axe().run(lesson.page, context=".wss-report")
        assert not found.response["violations"], found.generate_report()
        # The controls stay in sight, whatever the card holds.
        assert lesson.page.evaluate(
            "() => document.querySelector('.wss-report-status').getBoundingClientRect().bottom <= innerHeight"
        )
    assert cards >= 8

    # Part of it, and what is looked at while hand-ins arrive.
    lesson_field, heading = cell.get_by_role("combobox", name="Lesson"), cell.get_by_role("heading", level=2)
    expect(lesson_field.locator("option")).to_have_text(["All lessons", "00 Start here", "01 Who says so"])
    lesson_field.select_option("01")
    cell.get_by_role("combobox", name="Card").select_option(index=0)
    expect(heading).to_have_text("What the class found: 01 Who says so")
    cell.get_by_role("combobox", name="Day").select_option("2026-09-07")
    expect(heading).to_have_text("What the class found: 01 Who says so, 7 September 2026")
    cell.get_by_role("button", name="Live view").click()
    expect(cell.locator(".wss-report").get_by_role("button")).to_have_text(["End the live view"])
    lesson.page.evaluate("() => document.exitFullscreen()")  # as Escape does where there is a window
    expect(cell.get_by_role("button", name="Live view", exact=True)).to_be_visible()
    expect(cell.get_by_role("button", name="Back")).to_be_visible()


@pytest.mark.full("the class report: a file that is gone, and two looks at once")
def test_what_cannot_be_read_or_sent_is_told_and_no_old_warning_comes(new_lesson):
    """Two looks at once, a file that is gone when it is read, and the patience of the first look."""
    lesson, cell = empty_report(new_lesson())  # a page of its own, since its clock stays ours
    lesson.page.clock.install()
    lesson.page.evaluate(
        """() => {
          const gone = new File(["x"], "gone.json");
          gone.arrayBuffer = () => Promise.reject(new Error("gone"));
          const event = new Event("drop", { bubbles: true, cancelable: true });
          event.dataTransfer = { files: [gone] };
          const report = document.querySelector(".wss-report");
          [...report.querySelectorAll("button")].find((one) => one.textContent === "Look again").click();
          report.dispatchEvent(event);
        }"""
    )
    status = cell.get_by_role("status")
    expect(status).to_contain_text("1 file was not taken")
    expect(cell.get_by_role("button", name="Look again")).to_have_attribute("aria-disabled", "false")
    lesson.page.clock.fast_forward(61_000)
    expect(status).to_contain_text("1 file was not taken")
    expect(status).not_to_contain_text("does not answer")
