"""The core of every lesson, walked without a fault on the lesson page: what it costs in clicks, keys and scrolling.

Run with ``-s`` for the table. The walk of one lesson by keyboard, and a look at it on the day after, belong to every
run: whatever is done there by a key is done by the mouse in other tests. The other walks belong to the full run.
"""

import pytest
from on_the_lab_page import WINDOW
from playwright.sync_api import expect
from walking import KeyboardWalker, Walker

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
def page(page_learners, request):
    with page_learners.kept(request.session) as page:
        page.page.set_viewport_size(WINDOW)
        yield page


@pytest.mark.full("the core of every lesson, walked by mouse")
def test_the_core_of_lesson_01_without_a_fault(page):
    page.open(LESSON).ready()
    figures = Walker(page).walk()
    print(figures)
    bar = page.page.get_by_role("progressbar", name="The lesson")
    expect(bar).to_have_attribute("aria-valuetext", "6 of 6 exercises answered")
    assert figures["cell runs"] == RUNS
    assert figures["clicks"] + figures["keys"] <= ACTIONS
    assert figures["screens scrolled by hand"] <= SCREENS
    assert figures["led down to a question"] == 0
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


@pytest.mark.full("the walk in a window that is too low for a text and its question")
@pytest.mark.parametrize("walker", [Walker, KeyboardWalker])
def test_at_200_percent_the_text_comes_first_and_a_button_leads_to_its_question(page, walker):
    page.page.set_viewport_size({name: pixels // 2 for name, pixels in WINDOW.items()})
    page.open(LESSON).ready()
    figures = walker(page).walk()
    print(figures)
    assert figures["led down to a question"] > 0
    assert figures["out of view"] == []


def walk_by_keyboard(page, lesson):
    """Walk without a mouse; see that every key has left the focus somewhere in the window."""
    page.open(lesson).ready()
    figures = KeyboardWalker(page).walk()
    print(lesson, figures)
    assert figures["cell runs"] == RUNS and figures["clicks"] == 0
    assert figures["out of view"] == []


def test_the_core_of_lesson_01_by_keyboard_and_next_day_every_answer_is_in_view(page):
    walk_by_keyboard(page, LESSON)
    bar = page.page.get_by_role("progressbar", name="The lesson")
    page.save()
    page.close_all()  # and with it what the page and the kernel knew
    page.open(LESSON).ready()
    expect(bar).to_have_attribute("aria-valuetext", "6 of 6 exercises answered")
    expect(page.page.locator(".wss-feedback:visible")).to_have_count(6)


@pytest.mark.full("the core of every lesson, walked by mouse")
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
