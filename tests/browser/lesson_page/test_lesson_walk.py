"""The core of every lesson, walked without a fault on the lesson page: what it costs in clicks, keys and scrolling.

Run with ``-s`` for the table. The walks of one lesson, by mouse, by keyboard and on the day after, belong to every run;
the others to the full one.
"""

import pytest
from on_the_lab_page import OnLabPage
from playwright.sync_api import expect
from walking import WINDOW, KeyboardWalker, Walker

from conftest import Learners
from helpers.notebooks import lesson_files

LESSON = "01_who_says_so.ipynb"
OTHERS = [path.name for path in lesson_files() if path.name != LESSON]
# In Jupyter as it comes the same walk of LESSON cost 16 runs, 61 clicks and 35 screens.
RUNS, ACTIONS = 0, 45
# Of any lesson: so much is scrolled by hand. A step that comes up by itself, and a text shown again, do not count.
SCREENS = 12
IN_LINES = """(node) => {
    const { top } = node.getBoundingClientRect();
    const lines = node.closest('.wss-living-lines').getBoundingClientRect();
    return top >= lines.top && top < lines.bottom && top < window.innerHeight;
}"""


@pytest.fixture
def page(chromium, page_lab):
    with Learners(chromium, page_lab, OnLabPage).new() as new:
        yield new(viewport=WINDOW)


def test_the_core_of_lesson_01_without_a_fault(page):
    page.open(LESSON).ready()
    figures = Walker(page).walk()
    print(figures)
    bar = page.page.get_by_role("progressbar", name="The lesson")
    expect(bar).to_have_attribute("aria-valuetext", "6 of 6 exercises answered")
    assert figures["cell runs"] == RUNS
    assert figures["clicks"] + figures["keys"] <= ACTIONS
    assert figures["screens scrolled by hand"] <= SCREENS
    assert figures["out of view"] == []
    # Both stories by voice have their switches and their miniature, though cards without any stand below them.
    for part in (".wss-ways", ".wss-mini"):
        expect(page.page.locator(f"{part}:visible")).to_have_count(2)
    # Of the text there are a few lines: the one that its line in the miniature leads to, and all of them on request.
    story = page.page.locator(".wss-living:has(.wss-ways)").first
    last, lines = story.locator(".wss-sentence").last, story.locator(".wss-living-lines")
    assert not last.evaluate(IN_LINES)
    story.locator("a.wss-mini-line:visible").last.click()
    page.page.wait_for_function(f"(node) => ({IN_LINES})(node)", arg=last.element_handle())
    assert lines.evaluate("(node) => node.clientHeight < node.scrollHeight")
    story.get_by_role("checkbox", name="Show all of the text").click()
    assert lines.evaluate("(node) => node.clientHeight === node.scrollHeight")

    # Next day: another kernel, another page; every answer is in view with no action.
    page.save()
    for session in page.lab._ask("api/sessions"):
        page.lab._ask(f"api/sessions/{session['id']}", "DELETE")
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    expect(bar).to_have_attribute("aria-valuetext", "6 of 6 exercises answered")
    expect(page.page.locator(".wss-feedback:visible")).to_have_count(6)


def walk_by_keyboard(page, lesson):
    """Walk without a mouse; see that every key has left the focus somewhere in the window."""
    page.open(lesson).ready()
    figures = KeyboardWalker(page).walk()
    print(lesson, figures)
    assert figures["cell runs"] == RUNS and figures["clicks"] == 0
    assert figures["out of view"] == []


def test_the_core_of_lesson_01_by_keyboard(page):
    walk_by_keyboard(page, LESSON)


@pytest.mark.full("the core of every other lesson, walked to its end")
@pytest.mark.parametrize("lesson", OTHERS)
def test_the_core_of_a_lesson_without_a_fault(page, lesson):
    page.open(lesson).ready()
    figures = Walker(page).walk()
    print(lesson, figures)
    assert figures["cell runs"] == RUNS
    assert figures["screens scrolled by hand"] <= SCREENS
    assert figures["out of view"] == []


@pytest.mark.full("the core of every other lesson, walked by keyboard")
@pytest.mark.parametrize("lesson", OTHERS)
def test_the_core_of_a_lesson_by_keyboard(page, lesson):
    walk_by_keyboard(page, lesson)
