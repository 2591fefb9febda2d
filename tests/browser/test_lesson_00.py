"""Lesson 00 as somebody meets it who has never run a notebook."""

import json
import platform
from importlib.metadata import version

import pytest
from playwright.sync_api import expect

from helpers.kinds.library import open_set
from helpers.lesson.self_check import NEEDED

LESSON = "00_start_here.ipynb"
SURE = 80


def turn_coin(lab, coin):
    """Give the learner's record a coin that we know."""
    lab.record.write_text(json.dumps(lab.read_record() | {"coin": coin}), encoding="utf-8")


def shows(view, form):
    """Wait until the first item of a form is on show."""
    [paragraph] = open_set(f"form-{form.lower()}")[1][0].passage
    expect(view.locator(".wss-panel:visible .wss-passage")).to_have_text(paragraph)


def answer(panel, option, button="Keep and go on"):
    """Take an option, say how sure, and keep the answer; the button says whether it leads on."""
    panel.get_by_role("radio").nth(option).check()
    panel.get_by_role("slider").fill(str(SURE))
    panel.get_by_role("button", name=button).click()


@pytest.mark.full("lesson 00 as a newcomer does it, with both forms")
def test_a_newcomers_path(lesson, lab):
    lesson.open(LESSON).run_all()
    form = lesson.number("take_form(")
    view = lesson.cell(form).locator(".wss-view")
    assert not lab.record.exists()
    shows(view, "A")

    # is everything ready?
    cell = lesson.cell(lesson.number("check_setup()"))
    cell.get_by_role("radio").check()
    cell.get_by_role("button", name="Check my answer").click()
    feedback = cell.locator(".wss-feedback")
    expect(feedback).to_contain_text("Everything works.")
    for name, found in {"Python": platform.python_version(), **{name: version(name) for name in NEEDED}}.items():
        expect(feedback.get_by_role("listitem").filter(has_text=name).last).to_contain_text(f"version {found}")

    # a sentence for a friend, kept for lesson 10, and not judged
    cell = lesson.exercise("retell-headline")
    sentence = "Moscow says the US helps IS. 🤔"
    cell.locator(".wss-view").get_by_role("textbox").fill(sentence)
    cell.get_by_role("button", name="Keep my answer").click()
    expect(cell.locator(".wss-feedback")).to_contain_text("Your answer is kept.")
    expect(cell.locator(".wss-feedback")).to_contain_text("Your friend hears who said it: “Moscow says”")
    expect(cell.locator(".wss-feedback").get_by_role("table")).to_have_count(0)
    assert [attempt["answer"] for attempt in lab.attempts("retell-headline")] == [sentence]

    # by now there is a record: the form goes by its coin, and a form that was begun is gone on with
    assert lab.read_record()["coin"] in ("A", "B")
    turn_coin(lab, "B")
    lesson.run(form)
    shows(view, "B")
    answer(view.locator(".wss-panel:visible"), 2)
    expect(view.get_by_role("heading", name="Question 2 of 6")).to_be_focused()
    turn_coin(lab, "A")
    lesson.run(form)
    expect(view.get_by_role("heading", name="Question 2 of 6")).to_be_visible()
    view.get_by_role("button", name="Back", exact=True).click()
    shows(view, "B")
    expect(view.locator(".wss-panel:visible").get_by_text("Your answer from before is back.")).to_be_visible()

    # six items, one at a time, forwards and back
    items = open_set("form-b")[1]
    assert len(items) == 6
    back, further = (view.get_by_role("button", name=name, exact=True) for name in ("Back", "Next"))
    expect(back).to_have_attribute("aria-disabled", "true")
    further.click()
    for number, item in enumerate(items[1:], 2):
        expect(view.get_by_role("heading", name=f"Question {number} of 6")).to_be_focused()
        panel = view.locator(".wss-panel:visible")
        expect(panel.locator(".wss-passage")).to_have_text(item.passage[0])
        expect(view.locator(".wss-progress")).to_contain_text(f"not answered yet. {number - 1} of 6 answered.")
        answer(panel, number % 3, "Keep and go on" if number < 6 else "Keep my answer")
    expect(view.locator(".wss-panel:visible .wss-feedback")).to_contain_text("Your answer is kept.")
    expect(view.locator(".wss-progress")).to_contain_text("6 of 6 answered.")
    expect(further).to_have_attribute("aria-disabled", "true")
    back.click()
    expect(view.get_by_role("heading", name="Question 5 of 6")).to_be_focused()
    expect(view.locator(".wss-panel:visible").get_by_role("radio").nth(5 % 3)).to_be_checked()

    # all kept with their confidence; no reasons yet
    for number, item in enumerate(items, 1):
        [attempt] = lab.attempts(item.id)
        chosen = item.options[2 if number == 1 else number % 3].id
        assert (attempt["answer"], attempt["confidence"], attempt["how"]) == (chosen, SURE, "buttons")
    assert view.locator("table").count() == 0
    told = view.inner_text()
    assert not [option.reason for item in items for option in item.options if option.reason in told]
