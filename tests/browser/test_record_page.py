"""The notebook about the record, by keyboard alone: see, hand in, begin a lesson again, delete everything."""

import json
import shutil

from playwright.sync_api import expect

from helpers.notebooks import YOUR_RECORD, page_file

NOTEBOOK = page_file(YOUR_RECORD)
OWN_WORDS = "My very own words."


def attempt(answer):
    return [{"when": "2026-11-23T10:00:00+00:00", "how": "buttons", "answer": answer}]


def files(lab):
    return sorted(path.name for path in lab.folder.glob("my_*") if path.is_file())


def test_the_record_is_seen_handed_in_begun_again_and_deleted_by_keyboard(lesson, lab):
    shutil.copy(NOTEBOOK, lab.lessons)
    answers = {"retell-headline": attempt(OWN_WORDS), "first-choice": attempt("below"), "old": attempt("x")}
    held = {"schema": "who-says-so/record", "version": 1, "coin": "B", "id": "0123456789abcdef", "answers": answers}
    lab.record.write_text(json.dumps(held), encoding="utf-8")
    before = lab.record.read_bytes()
    lesson.open(NOTEBOOK.name).run_all()
    assert lab.record.read_bytes() == before and files(lab) == ["my_page.html", "my_record.json"]
    keyboard = lesson.page.keyboard

    # the page to keep opens from where it is named
    link = lesson.cell(lesson.number("save_my_page")).get_by_role("link", name="Open the page")
    with lesson.page.expect_popup() as opened:
        link.press("Enter")
    expect(opened.value.get_by_role("heading", name="Who Says So? Your page")).to_be_visible()
    opened.value.close()

    # hand in: the first option is without own words
    cell = lesson.cell(lesson.number("hand_in"))
    expect(cell.get_by_text("Your hand-in holds 1 answer:")).to_be_visible()
    cell.get_by_role("radio").first.focus()
    keyboard.press("Space")
    press(cell, "Write the file", keyboard)
    expect(cell.get_by_text("Written: my_record-hand-in-")).to_be_visible()
    assert OWN_WORDS not in handed_in(lab)
    cell.get_by_role("radio").first.focus()
    keyboard.press("ArrowDown")
    press(cell, "Write the file", keyboard)
    expect(cell.get_by_text("your own words too")).to_be_visible()
    assert OWN_WORDS in handed_in(lab)

    # begin again: another sentence does nothing, the right one takes the answers out
    cell = lesson.cell(lesson.number("start_again"))
    type_in(cell, "begin 00 again", keyboard)
    expect(cell.get_by_text("This is none of the sentences")).to_be_visible()
    assert lab.record.read_bytes() == before
    type_in(cell, "begin all again, 3 answers", keyboard)
    expect(cell.get_by_text("All lessons begin again.")).to_be_visible()
    assert lab.read_record()["answers"] == {}

    # delete: run the cell again, to see what is there now
    cell = lesson.run(lesson.number("delete_my_record"))
    expect(cell.get_by_text("my_record-before-1.json")).to_be_visible()
    type_in(cell, "delete all 0 answers", keyboard)
    expect(cell.get_by_text("Deleted: my_record.json")).to_be_visible()
    assert files(lab) == []


def handed_in(lab):
    """Return the text of the one file to hand in."""
    [path] = lab.folder.glob("my_record-hand-in-*")
    return path.read_text(encoding="utf-8")


def type_in(cell, words, keyboard):
    """Put a sentence into the box of a cell, and press its button."""
    cell.get_by_role("textbox", name="Begin a lesson").or_(cell.get_by_role("textbox", name="Delete my record")).focus()
    keyboard.press("ControlOrMeta+a")
    keyboard.type(words)
    press(cell, "Do it", keyboard)


def press(cell, name, keyboard):
    """Press a button by its name."""
    cell.get_by_role("button", name=name).focus()
    keyboard.press("Enter")
