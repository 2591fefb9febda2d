"""Lesson 01 in a real JupyterLab: mark, get feedback, close, find the work again; by mouse, keyboard and finger."""

import re

import pytest
from playwright.sync_api import expect

from helpers.kinds.library import open_exercise
from helpers.record import VERSION

LESSON = "01_who_says_so.ipynb"
LEAD, LATE = "who-says-lead", "who-says-late"
SOURCE, CUE = "The Russian Defense Ministry", "has said"
KEPT_MARKS = [
    {"label": "source", "sentence": "p1-s1", "words": SOURCE},
    {"label": "cue", "sentence": "p1-s1", "words": CUE},
]
ORDERING = """
from helpers.kinds.ordering.model import Item, Order, Ordering
from helpers.lesson.asking import show_exercises

words = Ordering(
    "strength",
    "Put the words in order.",
    first="strongest",
    last="weakest",
    items=[Item(word, word, "A reason.") for word in ("says", "may", "proves")],
    accepted=[Order(["proves", "says", "may"], "From proof to possibility.")],
)
show_exercises(words.prompt, [words])
"""


def label_button(cell, name):
    return cell.get_by_role("toolbar", name="Labels").get_by_role("button", name=name)


def kept(lab, exercise_id):
    """Return the only attempt in the record file, without its time."""
    [attempt] = lab.attempts(exercise_id)
    return {name: value for name, value in attempt.items() if name != "when"}


def feedback_of(cell):
    feedback = cell.locator(".wss-feedback")
    expect(feedback).to_be_visible()
    return feedback


def see_feedback(cell, exercise_id, answer):
    """Wait until the feedback shows all that Python says about an answer."""
    exercise = open_exercise(exercise_id)
    feedback, said = feedback_of(cell), exercise.feedback(answer)
    expect(feedback.get_by_role("heading").first).to_have_text(f"{said.symbol}{said.heading}")
    expect(feedback).to_contain_text(said.summary)
    # A reason for an item that was sorted stands inside the item, which shows one group: the learner's, if it fits.
    inside = exercise.kind == "sorting"
    for row in said.rows:
        for text in (row.label, row.text, row.yours, "" if inside and row.symbol == "✓" else row.ours):
            expect(cell.locator(".wss-view") if inside else feedback).to_contain_text(text)
    return said


def test_mark_by_mouse_and_find_it_again(lesson, lab):
    lesson.open(LESSON).run_all()
    cell = lesson.exercise(LEAD)

    # by dragging; then by clicking the first word and the last
    lesson.drag(cell, SOURCE)
    expect(cell.get_by_text(f"Selected: {SOURCE}")).to_be_visible()
    label_button(cell, "Source").click()
    for word in lesson.words(cell, CUE):
        word.click()
    label_button(cell, "Cue").click()
    expect(cell.locator(".wss-marks li")).to_have_count(2)
    expect(cell.locator(".wss-word[aria-label$='marked Source']")).to_have_count(len(SOURCE.split()))

    # the draft is in Python; nothing is kept before the button is pressed
    marks = [{"label": "source", "p": 0, "start": 0, "end": 4}, {"label": "cue", "p": 0, "start": 4, "end": 6}]
    lesson.wait_for_draft(LEAD, marks)
    assert lesson.held(LEAD, "responses") is None
    assert lab.attempts(LEAD) == []

    # without a confidence: asked for it, nothing lost, nothing kept
    check = cell.get_by_role("button", name="Check my answer")
    check.click()
    feedback = feedback_of(cell)
    expect(feedback).to_contain_text("Say first how sure you are")
    assert lab.attempts(LEAD) == []
    slider = cell.get_by_role("slider", name="How sure are you")
    slider.click(position={"x": slider.bounding_box()["width"] * 0.8, "y": 15})
    expect(slider).to_have_value("90")
    check.click()

    # feedback that explains, both readings side by side, and the focus on it
    said = see_feedback(cell, LEAD, KEPT_MARKS)
    assert said.outcome == "partly"
    expect(feedback.get_by_role("heading").first).to_be_focused()
    for reason in open_exercise(LEAD).reasons.values():
        expect(feedback).to_contain_text(reason)
    readings = feedback.locator(".wss-reading")
    expect(readings).to_have_count(len(said.readings))
    for shown, reading in zip(readings.all(), said.readings, strict=True):
        expect(shown.locator(".wss-tag")).to_have_count(len(reading.marks))
    expect(cell.get_by_text("Saved in my_record.json.")).to_be_visible()

    # the terminal does not say that others could read what is told on the way between server and kernel
    assert "encryption" not in (lab.folder / "server.log").read_text(encoding="utf-8")

    # it is in Python, and in the record
    assert lesson.held(LEAD, "responses")["outcome"] == "partly"
    assert kept(lab, LEAD) == {"how": "buttons", "answer": KEPT_MARKS, "confidence": 90}
    assert lab.read_record()["version"] == VERSION

    # after the kernel was restarted; a page that is loaded anew is in `test_drafts.py`
    told = feedback.inner_text()
    lesson.restart().run_all()
    cell = lesson.exercise(LEAD)
    expect(cell.get_by_text("Your answer from before is back.")).to_be_visible()
    expect(cell.locator(".wss-marks li")).to_have_count(2)
    expect(cell.locator(".wss-word[aria-label$='marked Cue']")).to_have_count(len(CUE.split()))
    expect(cell.get_by_text("How sure: 90 %.")).to_be_visible()
    # JupyterLab does not lay out what is far from the window; text that is not laid out has no inner text.
    feedback_of(cell).scroll_into_view_if_needed()
    expect(feedback_of(cell)).to_have_text(told, use_inner_text=True)
    assert lesson.held(LEAD, "drafts")["answer"] == marks
    assert len(lab.attempts(LEAD)) == 1


@pytest.mark.full("each kind by keyboard as a notebook, and drafts that were not sent (the lesson page is walked so)")
def test_every_kind_by_keyboard_alone_and_drafts_that_were_not_sent(lesson, lab):
    lesson.open(LESSON).run_all()

    # choice: the option is taken with Space, the button pressed with Space
    cell = lesson.go_to_cell(lesson.number('"predict-speakers"'))
    lesson.tab_to(cell.get_by_role("radio").first)
    lesson.press("Space", "ArrowDown")
    expect(cell.get_by_role("radio").nth(1)).to_be_checked()
    lesson.tab_to(cell.get_by_role("button", name="Keep my answer"))
    lesson.press("Space")
    see_feedback(cell, "predict-speakers", "few")
    assert kept(lab, "predict-speakers") == {"how": "buttons", "answer": "few"}

    # spans: Space and arrows select, numbers label, u undoes, Delete removes
    cell = lesson.go_to_cell(lesson.number(f'"{LEAD}"'))
    lesson.tab_to(cell.get_by_role("listbox"))
    lesson.press("Space", *["ArrowRight"] * 3, "Space", "1")
    expect(cell.get_by_text(f"Marked ‘{SOURCE}’ as Source")).to_be_visible()
    lesson.press("ArrowRight", "Shift+ArrowRight", "2")
    lesson.press("ArrowRight", "Space", "End", "Space", "3")
    marks = cell.locator(".wss-marks li")
    expect(marks).to_have_count(3)
    lesson.press("Delete")
    expect(marks).to_have_count(2)
    lesson.press("u")
    expect(marks).to_have_count(3)
    lesson.tab_to(cell.get_by_role("slider"))
    lesson.press("ArrowRight")
    expect(cell.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile("^80 %: "))
    lesson.tab_to(cell.get_by_role("button", name="Check my answer"))
    lesson.press("Enter")
    expect(feedback_of(cell).get_by_role("heading").first).to_be_focused()
    attempt = kept(lab, LEAD)
    assert attempt["confidence"] == 80
    assert attempt["answer"][:2] == KEPT_MARKS
    assert see_feedback(cell, LEAD, attempt["answer"]).outcome == "matches"

    # sorting: one group of radio buttons for each item
    cell = lesson.go_to_cell(lesson.number('"how-quoted"'))
    exercise = open_exercise("how-quoted")
    groups = [group.id for group in exercise.groups]
    for item in exercise.items:
        row = cell.get_by_role("radiogroup", name=item.text, exact=True)
        lesson.tab_to(row.get_by_role("radio").first)
        lesson.press("Space", *["ArrowRight"] * groups.index(item.accepted[0]))
    lesson.tab_to(cell.get_by_role("button", name="Check my answer"))
    lesson.press("Enter")
    answer = {item.id: item.accepted[0] for item in exercise.items}
    assert see_feedback(cell, "how-quoted", answer).outcome == "matches"
    assert kept(lab, "how-quoted")["answer"] == answer

    # text: every key is a letter here
    cell = lesson.go_to_cell(lesson.number('"name-the-speaker"'))
    lesson.tab_to(cell.locator(".wss-view").get_by_role("textbox"))
    sentence = "A ministry, and only it, says: they jumped back 3 km."
    lesson.page.keyboard.type(sentence)
    lesson.tab_to(cell.get_by_role("button", name="Keep my answer"))
    lesson.press("Enter")
    see_feedback(cell, "name-the-speaker", sentence)
    assert kept(lab, "name-the-speaker")["answer"] == sentence

    # drafts that were not sent: still there when the page is loaded anew and the kernel lives on. A saved lesson holds
    # no view that could be dead, so its cells run once more, as the lesson page does by itself.
    cell = lesson.go_to_cell(lesson.number(f'"{LATE}"'))
    lesson.tab_to(cell.get_by_role("listbox"))
    lesson.press("End", "Space", "Home", "1")
    line = lesson.go_to_cell(lesson.number('"argue-with-our-reading"')).locator(".wss-view").get_by_role("textbox")
    lesson.tab_to(line)
    lesson.page.keyboard.type("The sixth")
    lesson.wait_for_draft("argue-with-our-reading", "The sixth")
    for come_back in (lambda: lesson.save().load(LESSON).run_all(), lesson.run_all):
        come_back()
        line = lesson.exercise("argue-with-our-reading").locator(".wss-view").get_by_role("textbox")
        expect(line).to_have_value("The sixth")
        late = lesson.exercise(LATE)
        expect(late.locator(".wss-word[aria-label$='marked Source']")).to_have_count(late.locator(".wss-word").count())
        expect(feedback_of(lesson.exercise(LEAD))).to_be_visible()
    assert lab.attempts(LATE) == lab.attempts("argue-with-our-reading") == []

    # ordering: no lesson has it yet
    lesson.beside(lab.scratch("ordering.ipynb", ORDERING)).run_all()
    cell = lesson.go_to_cell(1)
    lesson.tab_to(cell.get_by_role("button", name="Move up: proves"))
    lesson.press("Enter", "Space")
    expect(cell.get_by_text("proves is now 1 of 3")).to_be_visible()
    expect(cell.get_by_role("listitem").first).to_contain_text("proves")
    lesson.tab_to(cell.get_by_role("button", name="Check my answer"))
    lesson.press("Space")
    expect(feedback_of(cell)).to_contain_text("From proof to possibility.")
    assert kept(lab, "strength") == {"how": "buttons", "answer": ["proves", "says", "may"]}


@pytest.mark.full("lesson 01 by finger, and its typed twin")
def test_mark_by_touch_and_by_typing(new_lesson, lab):
    lesson = new_lesson(has_touch=True)
    lesson.open(LESSON).run_all()
    cell = lesson.exercise(LEAD)
    for words, label in ((SOURCE, "Source"), (CUE, "Cue")):
        for word in lesson.words(cell, words):
            word.tap()
        expect(cell.get_by_text(f"Selected: {words}")).to_be_visible()
        label_button(cell, label).tap()
    slider = cell.get_by_role("slider")
    slider.tap(position={"x": slider.bounding_box()["width"] * 0.8, "y": 15})
    expect(slider).to_have_value("90")
    cell.get_by_role("button", name="Check my answer").tap()
    see_feedback(cell, LEAD, KEPT_MARKS)
    assert kept(lab, LEAD) == {"how": "buttons", "answer": KEPT_MARKS, "confidence": 90}

    # the typed twin: the same answer in the cell itself is told the same
    told = feedback_of(cell).inner_text()
    cell.locator(".cm-content").click()
    lesson.press("ControlOrMeta+a")
    lesson.page.keyboard.insert_text(
        f'answer = ({{"source": "the russian  defense ministry", "cue": "{CUE}"}}, 90)\nmark("{LEAD}", answer)'
    )
    before = lesson.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCell.model.executionCount")
    lesson.press("Shift+Enter")
    lesson.page.wait_for_function(
        "([n, before]) => window.jupyterapp.shell.currentWidget.content.widgets[n].model.executionCount > before",
        arg=[lesson.number(f'"{LEAD}"'), before],
    )
    lesson.wait_until_shown()
    expect(feedback_of(cell)).to_have_text(told, use_inner_text=True)
    assert [attempt["how"] for attempt in lab.attempts(LEAD)] == ["buttons", "typed"]
    assert lab.attempts(LEAD)[1]["answer"] == KEPT_MARKS
