"""The lesson page in the browser edition: a lesson is ready on opening, and whatever happens ends well."""

import re

import pytest
from playwright.sync_api import expect

from conftest import LAN_NAME, walking

LESSON = "01_who_says_so.ipynb"
WINDOW = {"width": 1366, "height": 768}
PYTHON = re.compile(r"\.wasm$")
FOLDED = "() => document.querySelectorAll('.wss-page-away').length"
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel().then(() => null)"
more_ways = pytest.mark.full(
    "the browser edition: the lesson page in a second tab, switched off, without Python, and from page to page"
)


@pytest.fixture
def learner(new_learner):
    """A learner who sees the lesson page."""
    return new_learner(notebook=False, viewport=WINDOW)


@pytest.fixture
def in_the_room(new_learner):
    """One who has the address from the teacher's computer: no https, so the browser takes the page for not secure."""
    return new_learner(LAN_NAME, notebook=False, viewport=WINDOW)


def warm_up(learner):
    """Answer the first two questions."""
    learner.button("Continue").click()
    learner.answer_deck(learner.page.locator(".jp-Cell:visible .wss-view").first)


def test_a_lesson_is_ready_when_it_is_opened_and_what_was_answered_is_back_next_day(in_the_room):
    learner = in_the_room
    learner.open(LESSON).ready()
    assert learner.page.evaluate("[window.isSecureContext, 'serviceWorker' in navigator]") == [False, False]
    learner.see_each_run()
    assert learner.not_ours() == []
    warm_up(learner)
    assert learner.grave() == []
    learner.button("Continue").click()
    before = learner.cells()
    learner.page.wait_for_timeout(500)  # the place is remembered a little after the last scrolling

    # a reload is what a new day is here: a page and a Python that know of nothing but what the browser keeps
    learner.load_again().ready()
    learner.see_each_run()
    assert learner.cells() == before
    expect(learner.page.get_by_text("Your answer from before is back.").filter(visible=True)).to_have_count(1)
    bar = learner.page.get_by_role("progressbar", name="The lesson")
    expect(bar).to_have_attribute("aria-valuetext", "1 of 6 exercises answered")


@pytest.mark.full("the browser edition: the core of a lesson, walked by mouse")
def test_the_core_of_a_lesson_without_a_fault(learner):
    """As in JupyterLab, and to the same bounds: see tests/browser/lesson_page/test_lesson_walk.py."""
    learner.open(LESSON).ready()
    figures = walking.Walker(learner).walk()
    print(figures)
    bar = learner.page.get_by_role("progressbar", name="The lesson")
    expect(bar).to_have_attribute("aria-valuetext", "6 of 6 exercises answered")
    assert (figures["cell runs"], figures["out of view"]) == (0, [])
    assert figures["clicks"] + figures["keys"] <= 45 and figures["screens scrolled by hand"] <= 12
    # The wheel knows what belongs to the core: no notebook lies there.
    expect(learner.page.locator(".wss-finish")).to_contain_text("You have done the lesson.")


@more_ways
def test_in_a_second_tab_a_lesson_is_ready_and_sees_what_the_other_kept(learner):
    learner.open(LESSON).ready()
    warm_up(learner)
    learner.button("Continue").click()
    before = learner.cells()
    learner.page.wait_for_timeout(500)  # the place is remembered a little after the last scrolling
    other = learner.beside()
    other.open(LESSON).ready()
    other.see_each_run()
    assert other.cells() == before
    other.button("Skip this question").click()
    assert len(other.cells()) > len(before)
    assert learner.cells() == before


@more_ways
def test_the_notebook_is_one_switch_away_and_python_may_start_anew(learner):
    learner.open(LESSON).ready()
    learner.button("Show the notebook").click()
    assert learner.not_ours() != []
    assert len(learner.cells()) == len(learner.source())
    learner.load_again().ready()
    learner.page.evaluate(RESTART)
    learner.ready(times=2)
    learner.see_each_run()
    learner.button("Show the lesson page").click()
    assert learner.not_ours() == []
    assert learner.cells() == [0, 1, 2]


@more_ways
def test_a_python_that_does_not_come_is_told_of_with_a_way_to_start_again(learner):
    learner.page.clock.install()
    learner.page.context.route(PYTHON, lambda route: route.abort())
    learner.open(LESSON)
    expect(learner.page.locator(".wss-page-status")).to_have_text("Getting the lesson ready …")
    learner.page.clock.fast_forward(61_000)
    expect(learner.page.get_by_role("alert")).to_contain_text("has not come yet")
    learner.page.context.unroute_all()
    learner.button("Start again").click()
    learner.wait_for_notebook().ready()
    learner.see_each_run()
    expect(learner.page.get_by_role("alert")).to_be_hidden()


@more_ways
def test_a_browser_that_keeps_nothing_shows_the_page_as_well(learner):
    learner.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    learner.open(LESSON).ready()
    learner.see_each_run()
    warm_up(learner)
    learner.button("Continue").click()


@more_ways
def test_the_way_leads_to_the_record_the_next_lesson_and_home(learner):
    """Each in the same page, which holds one document; the page about the record is one of ours."""
    learner.open("your_record.ipynb").ready()
    assert learner.not_ours() == []
    learner.button("All lessons").click()
    learner.page.wait_for_url("**/index.html", wait_until="commit")
    learner.page.locator("#actions").wait_for()
    learner.open("00_start_here.ipynb").ready()
    link = learner.page.locator(".wss-record a", has_text="Next: 01")
    link.evaluate("(node) => node.click()")  # it stands at the end, which is folded away yet
    learner.name = LESSON
    learner.wait_for_notebook().ready()
    assert "01_who_says_so" in learner.page.url
