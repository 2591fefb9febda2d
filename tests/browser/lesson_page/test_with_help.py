"""With help: the learner's own choice holds from lesson to lesson, and nobody who gets a hand-in hears of it."""

import re

import pytest
from on_the_lab_page import WINDOW
from playwright.sync_api import expect

from helpers.notebooks import HOME, lesson_files

ON_SHOW = ".wss-view[data-wss-answered='false']:visible"


@pytest.fixture
def learner(page_learners, page_lab, request):
    with page_learners.kept(request.session) as page:
        page.page.set_viewport_size(WINDOW)
        yield page
    for path in page_lab.folder.glob("my_record-hand-in-*"):
        path.unlink()


def open_lesson(learner, number):
    name = next(path.name for path in lesson_files() if path.name.startswith(number))
    learner.open(name).ready()


def go_to(learner, exercise_id):
    """Skip what comes before an exercise; return the view that shows it."""
    view = learner.page.locator(f"{ON_SHOW}[data-wss-ids~='{exercise_id}']")
    while not view.count():
        onward = learner.page.locator(".wss-page-foot .is-main:visible").first
        learner.button("Skip this question").or_(onward).first.click()
    return view


@pytest.mark.full("help that is chosen in one lesson, in the next, in the record and in no hand-in")
def test_help_is_chosen_once_and_stands_in_no_hand_in(learner, page_lab):
    open_lesson(learner, "01")
    first = go_to(learner, "recall-the-question")
    switch = first.get_by_role("switch", name="With help")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    first.get_by_role("radio").first.check()
    first.locator(".wss-button--main:visible").click()
    expect(first.locator(".wss-feedback:visible")).to_be_visible()
    assert page_lab.read_record()["with_help"] is True
    sorting = go_to(learner, "no-speaker")
    expect(sorting.get_by_text(re.compile("^Part 1 of [2-9]"))).to_be_visible()

    open_lesson(learner, "04")
    sorting = go_to(learner, "put-the-actor-back")
    expect(sorting.get_by_role("switch", name="With help")).to_have_attribute("aria-checked", "true")
    expect(sorting.get_by_text(re.compile("^Part 1 of [2-9]"))).to_be_visible()

    learner.open(HOME).ready()
    learner.page.get_by_label("The code of your class").fill("green frog")
    learner.button("Hand in").click()
    expect(learner.page.locator(".wss-hand-in [role=status]")).to_contain_text("GREEN-FROG")
    (handed_in,) = page_lab.folder.glob("my_record-hand-in-*")
    assert "help" not in handed_in.read_text(encoding="utf-8")
