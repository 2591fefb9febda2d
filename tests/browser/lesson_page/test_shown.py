"""One lesson on the lesson page, looked at from all sides and walked for a few steps: from opening to a dead kernel.

All tests share it, since to load JupyterLab and to run a lesson takes longer than to look. Up to `answered` nothing is
done to the lesson, and whoever changes its look puts it back; from there on each test goes on where the one before it
stopped.
"""

import json

import pytest
from on_the_lab_page import WINDOW
from on_the_page import IN_VIEW
from playwright.sync_api import expect

LESSON = "01_who_says_so.ipynb"
SCROLLER = "window.jupyterapp.shell.currentWidget.content.outerNode"
# Left by a release in which another lesson had this number: nobody is led to a place in it.
LEFT = json.dumps({"lessons": {"01": {"reached": {"core": 9}}}})


@pytest.fixture(scope="module")
def shown(page_learners, request):
    """A lesson that was just opened."""
    with page_learners.kept(request.session) as page:
        page.page.set_viewport_size(WINDOW)
        page.page.evaluate("(left) => { localStorage['who-says-so:page'] = left; }", LEFT)
        page.console.clear()
        page.open(LESSON).ready()
        yield page


@pytest.fixture(scope="module")
def answered(shown):
    """The same lesson after its first questions; what its bar said before and then."""
    bar = shown.page.get_by_role("progressbar", name="The lesson")
    said = [bar.get_attribute("aria-valuetext")]
    shown.button("Continue").click()
    shown.answer_deck(shown.place(4))
    return shown, [*said, bar.get_attribute("aria-valuetext")]


def test_a_lesson_is_ready_when_it_is_opened(shown):
    shown.see_each_run()
    assert shown.page.evaluate(f"() => {SCROLLER}.scrollTop") == 0
    assert shown.not_ours() == []
    assert shown.console == []
    expect(shown.page.get_by_text("Not Trusted")).to_have_count(0)
    # The first step and its way on; nothing below.
    assert shown.cells() == [0, 1, 2]
    assert shown.page.locator(".wss-page-status").inner_text() == ""


def test_at_the_end_something_is_still_in_the_window(shown):
    shown.page.evaluate(f"() => {{ {SCROLLER}.scrollTop = 1e6; }}")
    assert shown.button("Continue").evaluate(IN_VIEW)
    shown.page.evaluate(f"() => {{ {SCROLLER}.scrollTop = 0; }}")


def test_the_text_is_made_larger_by_a_button_and_a_key(shown):
    size = "() => parseFloat(getComputedStyle(document.querySelector('.jp-RenderedMarkdown p')).fontSize)"
    assert shown.page.evaluate(size) == 17
    shown.button("Larger text").click()
    assert shown.page.evaluate(size) == 26
    shown.press("Alt+p")
    assert shown.page.evaluate(size) == 17


def test_a_line_holds_60_to_70_characters(shown):
    line = """() => {
        const text = document.querySelectorAll('.jp-RenderedMarkdown p')[1].firstChild.parentNode;
        const range = document.createRange();
        const node = [...text.childNodes].find((one) => one.nodeType === 3 && one.data.length > 60);
        const { width } = text.getBoundingClientRect();
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()];
        return width / (rects.reduce((sum, rect) => sum + rect.width, 0) / node.data.length);
    }"""
    assert 58 <= shown.page.evaluate(line) <= 72


@pytest.mark.parametrize(("width", "height"), [(400, 800), (683, 384), (1366, 768)])
def test_most_of_the_window_is_lesson_and_nothing_scrolls_sideways(shown, width, height):
    shown.page.set_viewport_size({"width": width, "height": height})
    # JupyterLab lays itself out a little after the window has another size.
    shown.page.wait_for_function(f"(width) => {SCROLLER}.scrollWidth <= width", arg=width)
    shown.page.wait_for_function(f"(height) => {SCROLLER}.clientHeight >= 0.6 * height", arg=height)
    shown.page.set_viewport_size(WINDOW)


def test_on_paper_everything_is_shown(shown):
    shown.page.emulate_media(media="print")
    with_height = "() => [...document.querySelectorAll('.jp-Cell')].filter((node) => node.offsetHeight > 0).length"
    assert shown.page.evaluate(with_height) == len(shown.source())
    expect(shown.page.locator(".wss-page-header")).to_be_hidden()
    shown.page.emulate_media(media="screen")


def test_the_notebook_comes_back_by_one_switch(shown):
    shown.button("Show the notebook").click()
    assert shown.not_ours() != []
    expect(shown.page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    assert len(shown.cells()) == len(shown.source())
    shown.button("Show the lesson page").click()
    assert shown.not_ours() == []
    assert shown.cells() == [0, 1, 2]


def test_progress_is_told_in_words(answered):
    shown, said = answered
    assert said == ["0 of 6 exercises answered", "1 of 6 exercises answered"]
    expect(shown.page.get_by_role("progressbar", name="The parts called More")).to_be_visible()


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_no_serious_fault_in_the_page(answered, theme):
    shown, _ = answered
    shown.show_in(theme)
    assert shown.grave() == []


def test_a_step_comes_up_by_itself_when_the_question_before_it_is_answered(answered):
    shown, _ = answered
    assert shown.cells()[-1] == 4
    assert shown.place(4).locator(".wss-feedback:visible").evaluate(IN_VIEW)
    shown.button("Continue").click()
    assert shown.cells()[-1] == 6
    section = shown.page.get_by_role("heading", name="Look first")
    assert section.evaluate("(node) => node.getBoundingClientRect().top") < 120


def test_the_typed_way_is_one_click_away(answered):
    shown, _ = answered
    cell = shown.place(6)
    cell.get_by_text("Type your answer instead").click()
    editor = cell.locator(".cm-content")
    expect(editor).to_be_visible()
    editor.click()
    shown.press("Control+Home")
    shown.page.keyboard.press("End")
    shown.press("Backspace", "Backspace", "Backspace")
    shown.page.keyboard.type('"b"')
    shown.press("Shift+Enter")
    expect(cell.locator(".wss-feedback")).to_be_visible()
    assert [attempt["answer"] for attempt in shown.lab.attempts("predict-speakers")] == ["few"]
    assert shown.cells()[-1] == 6
    shown.button("Continue").click()
    assert shown.cells()[-1] == 8


def test_no_key_and_no_double_click_changes_the_lesson(answered):
    shown, _ = answered
    before, in_sight = shown.source(), shown.not_ours()
    shown.page.get_by_role("heading", name="Who says so?").dblclick()
    for key in ("a", "b", "d", "d", "x", "m", "y", "Enter", "Control+ArrowUp", "Shift+M", "Control+Shift+ArrowDown"):
        shown.press(key)
    assert shown.source() == before
    assert shown.not_ours() == in_sight
    expect(shown.page.get_by_role("heading", name="Who says so?")).to_be_visible()


def test_a_kernel_that_is_restarted_or_dies_runs_it_again_and_a_lost_connection_changes_nothing(answered):
    shown, _ = answered
    session = "window.jupyterapp.shell.currentWidget.sessionContext"
    shown.page.evaluate(f"() => {session}.restartKernel().then(() => null)")
    shown.ready(times=2)
    shown.see_each_run()
    shown.page.evaluate(f"() => {session}.session.kernel.reconnect().then(() => null)")
    shown.page.wait_for_function(f"() => {session}.session.kernel.connectionStatus === 'connected'")
    shown.page.wait_for_timeout(1000)
    shown.see_each_run()
    dying = f"{session}.session.kernel.requestExecute({{ code: 'import os; os._exit(1)' }}).done"
    shown.page.evaluate(f"() => {{ {dying}.catch(() => null); }}")
    shown.ready(times=3)
    shown.see_each_run()
    expect(shown.page.locator(".jp-Dialog")).to_have_count(0)
