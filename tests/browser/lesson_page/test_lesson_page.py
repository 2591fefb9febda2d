"""The lesson page: ready on opening, quiet, one question in view; whatever happens to kernels, files and keys."""

import json
import re

import nbformat
import pytest
from on_the_lab_page import OnLabPage
from on_the_page import IN_VIEW
from playwright.sync_api import expect

from conftest import Learners

LESSON = "01_who_says_so.ipynb"
WINDOW = {"width": 1366, "height": 768}
SCROLLER = "window.jupyterapp.shell.currentWidget.content.outerNode"
TOP = f"() => {SCROLLER}.scrollTop"


@pytest.fixture
def new_page(chromium, page_lab):
    with Learners(chromium, page_lab, OnLabPage).new() as new:

        def new_page():
            return new(viewport=WINDOW)

        new_page.watched = new.watched
        yield new_page


@pytest.fixture
def page(new_page):
    return new_page()


# -- ready on opening


def test_a_lesson_is_ready_when_it_is_opened(page):
    # Left by a release in which another lesson had this number: nobody is led to a place in it.
    left = json.dumps({"lessons": {"01": {"reached": {"core": 9}}}})
    page.page.add_init_script(f"localStorage['who-says-so:page'] ??= {json.dumps(left)}")
    page.open(LESSON).ready()
    page.see_each_run()
    assert page.page.evaluate(TOP) == 0
    assert page.not_ours() == []
    assert page.console == []
    expect(page.page.get_by_text("Not Trusted")).to_have_count(0)
    # The first step and its way on; nothing below.
    assert page.cells() == [0, 1, 2]
    assert page.page.locator(".wss-page-status").inner_text() == ""


def test_next_day_every_answer_is_back_and_the_page_stands_where_it_was_left(page):
    page.open(LESSON).ready()
    page.button("Continue").click()
    deck = page.page.locator(".jp-Cell:visible .wss-view").first
    page.answer_deck(deck)
    page.button("Continue").click()
    before = page.cells()
    section = page.page.get_by_role("heading", name="Look first")
    top = "(node) => node.getBoundingClientRect().top"
    place = section.evaluate(top)
    assert place < 120
    page.page.wait_for_timeout(500)  # the place is remembered a little after the last scrolling
    page.save()
    for session in page.lab._ask("api/sessions"):
        page.lab._ask(f"api/sessions/{session['id']}", "DELETE")
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    assert page.cells() == before
    expect(page.page.get_by_text("Your answer from before is back.").first).to_be_attached()
    assert abs(section.evaluate(top) - place) < 2
    expect(section).to_be_focused()
    page.see_each_run()
    # In a browser that remembers nothing the record knows how far one was.
    page.page.evaluate("() => localStorage.clear()")
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    assert page.cells() == [0, 1, 2, 3, 4]
    assert page.page.get_by_role("heading", name="Warm up").evaluate(IN_VIEW)


def test_who_left_in_the_middle_of_a_question_comes_back_to_its_beginning(page):
    page.open(LESSON).ready()
    page.button("Continue").click()
    deck = page.place(4)
    page.page.evaluate(f"(top) => {{ {SCROLLER}.scrollTop = top; }}", 10_000)
    assert not deck.get_by_role("heading", name="Question 1 of 2").evaluate(IN_VIEW)
    page.page.wait_for_timeout(500)  # the place is remembered a little after the last scrolling
    page.save()
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    title = deck.get_by_role("heading", name="Question 1 of 2")
    assert title.evaluate(IN_VIEW)
    expect(title).to_be_focused()


def test_reopened_while_its_kernel_is_alive_it_runs_once_more_and_no_more(page):
    page.open(LESSON).ready()
    page.save()
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    page.see_each_run(times=2)
    assert page.console == []


def test_open_in_two_tabs_it_is_ready_in_both(page):
    page.open(LESSON).ready()
    other = OnLabPage(page.page.context.new_page(), page.lab)
    other.open(LESSON).ready()
    other.see_each_run(times=2)
    for one in (page, other):
        one.button("Continue").click()
        one.page.locator(".jp-Cell:visible .wss-view").first.get_by_role("radio").first.check()
        one.page.locator(".wss-panel:visible .wss-button--main").first.click()
        expect(one.page.locator(".wss-feedback:visible").first).to_be_visible()


def test_a_kernel_that_is_restarted_or_dies_runs_it_again_and_a_lost_connection_changes_nothing(page):
    page.open(LESSON).ready()
    page.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel().then(() => null)")
    page.ready(times=2)
    page.see_each_run()
    page.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.reconnect().then(() => null)"
    )
    page.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.connectionStatus === 'connected'"
    )
    page.page.wait_for_timeout(1000)
    page.see_each_run()
    page.page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
            .requestExecute({ code: 'import os; os._exit(1)' }).done.catch(() => null); }"""
    )
    page.ready(times=3)
    page.see_each_run()
    expect(page.page.locator(".jp-Dialog")).to_have_count(0)


def test_a_kernel_that_does_not_come_is_told_of_with_a_way_to_start_again(new_page):
    page = new_page()
    refuse = {"status": 500, "body": '{"message": "no kernel today"}', "content_type": "application/json"}
    page.page.route(
        re.compile(r"/api/sessions"),
        lambda route: route.fulfill(**refuse) if route.request.method == "POST" else route.continue_(),
    )
    page.open(LESSON)
    notice = page.page.get_by_role("alert")
    expect(notice).to_contain_text("has not come yet")
    # What a notebook says that nobody has run is not for those who run none.
    page.button("Continue").click()
    stored = page.page.get_by_text("Run this cell to answer: Two questions from lesson 00.")
    expect(stored).to_have_count(1)
    expect(stored).to_be_hidden()
    page.page.unroute_all()
    expect(page.page.locator(".jp-Dialog")).to_have_count(0)
    page.button("Start again").click()
    page.ready()
    page.see_each_run()
    expect(notice).to_be_hidden()
    # ipywidgets stumbles over a notebook without a kernel.
    assert new_page.watched.errors == ["Cannot read properties of null (reading 'kernel')"]
    new_page.watched.errors.clear()


# -- what is ours


def change(lab, name, *, sign=True, **sources):
    """Change cells of a learner's copy, as another program would."""
    path = lab.lessons / name
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = sources.get(cell.id.replace("-", "_"), cell.source)
    nbformat.write(notebook, path)
    if sign:
        lab.sign(path)


def test_a_strangers_notebook_with_our_metadata_is_left_alone(page):
    name = page.lab.scratch("stranger.ipynb", "print('a stranger')")
    path = page.lab.lessons / name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["who_says_so"] = {"lesson": "01"}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    page.lab.sign(path)
    page.open(name)._wait_for_notebook()
    page.page.wait_for_timeout(2000)
    assert page.counts() == [None, None]
    expect(page.page.locator(".wss-page")).to_have_count(0)
    expect(page.page.locator(".jp-InputPrompt").first).to_be_visible()


def test_a_changed_cell_is_not_run_and_a_typed_answer_is(page):
    lead = 'answer = [{"source": "The Russian Defense Ministry", "cue": "has said"}]\nmark("who-says-lead", answer)'
    change(page.lab, LESSON, **{"01_09": "open('/tmp/never', 'w')", "01_13": lead})
    page.open(LESSON).ready()
    expect(page.page.get_by_role("alert")).to_contain_text("What you changed is not run")
    # The cell keeps the number that it came with, and the next one has the next.
    assert page.counts()[:5] == [1, 2, 3, 4, 4]
    page.button("Close").click()
    expect(page.page.get_by_role("alert")).to_be_hidden()


def test_a_copy_that_nobody_signed_waits_for_the_learner(page):
    change(page.lab, LESSON, sign=False, **{"01_07": 'answer = "b"\nask("predict-speakers", answer)'})
    page.open(LESSON)
    expect(page.page.get_by_role("alert")).to_contain_text("Another program saved this copy")
    assert set(page.counts()) <= {None, *range(1, 30)} and page.page.locator(".wss-view").count() == 0
    page.button("Make it ready").click()
    page.ready()
    page.see_each_run()


# -- quiet


def test_the_notebook_comes_back_by_one_switch_and_it_is_remembered(page):
    page.open(LESSON).ready()
    page.button("Show the notebook").click()
    assert page.not_ours() != []
    expect(page.page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    assert len(page.cells()) == len(page.source())
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    expect(page.page.locator("#jp-top-panel")).to_be_visible()
    page.button("Show the lesson page").click()
    assert page.not_ours() == []


def test_the_typed_way_is_one_click_away(page):
    page.open(LESSON).ready()
    page.button("Continue").click()
    page.button("Skip this question").click()
    cell = page.place(6)
    cell.get_by_text("Type your answer instead").click()
    editor = cell.locator(".cm-content")
    expect(editor).to_be_visible()
    editor.click()
    page.press("Control+Home")
    page.page.keyboard.press("End")
    page.press("Backspace", "Backspace", "Backspace")
    page.page.keyboard.type('"b"')
    page.press("Shift+Enter")
    expect(cell.locator(".wss-feedback")).to_be_visible()
    assert [attempt["answer"] for attempt in page.lab.attempts("predict-speakers")] == ["few"]
    assert page.cells()[-1] == 6
    expect(page.button("Continue")).to_be_visible()


def test_at_the_end_something_is_still_in_the_window(page):
    page.open(LESSON).ready()
    page.page.evaluate(f"() => {{ {SCROLLER}.scrollTop = 1e6; }}")
    assert page.button("Continue").evaluate(IN_VIEW)


# -- one question in view


def test_steps_by_mouse(page):
    page.open(LESSON).ready()
    page.button("Continue").click()
    assert page.cells()[-1] == 4
    expect(page.button("Continue")).to_have_count(0)
    heading = page.page.get_by_role("heading", name="Warm up")
    assert heading.evaluate("(node) => node.getBoundingClientRect().top") < 120
    deck = page.place(4)
    page.answer_deck(deck)
    assert deck.locator(".wss-feedback:visible").evaluate(IN_VIEW)
    page.button("Continue").click()
    assert page.cells()[-1] == 6
    assert page.page.get_by_role("heading", name="Look first").evaluate(IN_VIEW)
    page.button("Skip this question").click()
    assert page.cells()[-1] == 8


def test_steps_by_keyboard(page):
    page.open(LESSON).ready()
    page.tab_to(page.button("Continue"))
    page.press("Enter")
    assert page.cells()[-1] == 4
    deck = page.place(4)
    for question in range(2):
        panel = deck.locator(".wss-panel:visible")
        page.tab_to(panel.get_by_role("radio").first)
        page.press("Space")
        page.tab_to(panel.locator(".wss-button--main"))
        page.press("Enter")
        expect(panel.locator(".wss-feedback")).to_be_visible()
        if (reasons := panel.get_by_role("button", name="Show me the reasons")).count():
            page.tab_to(reasons)
            page.press("Enter")
            expect(reasons).to_have_count(0)
        if question == 0:
            page.tab_to(deck.get_by_role("button", name="Next", exact=True))
            page.press("Enter")
    # The focus is at the feedback's heading: Enter leads on from there.
    page.press("Enter")
    assert page.cells()[-1] == 6
    assert page.page.evaluate("() => document.activeElement.innerText.trim()") == "Look first"


def test_a_chart_that_tells_the_answer_waits_for_the_guess(page):
    page.open("02_how_sure_does_it_sound.ipynb").ready()
    chart = page.number("show_certainty()")
    for _ in range(20):
        if page.button("I have my guess: show it").count():
            break
        page.page.locator(".wss-page-foot .wss-page-button").first.click()
    assert chart not in page.cells()
    page.button("I have my guess: show it").click()
    assert chart in page.cells()


def test_the_lighter_text_is_one_click_away_and_more_does_not_hold_up_the_core(page):
    page.open(LESSON).ready()
    page.button("Continue").click()
    page.button("Go to the lighter text").click()
    late, bridge, end = 27, 36, 47  # who-says-late, the bridge story, the key points
    assert bridge in page.cells() and late not in page.cells()
    assert page.page.get_by_role("heading", name="More: The lighter text").evaluate(IN_VIEW)
    for _ in range(20):
        foot = page.page.locator(".wss-page-foot").first.locator(".wss-page-button")
        if end in page.cells():
            break
        foot.first.click()
    assert end in page.cells()
    more = page.button("More: The speaker comes late")
    expect(more).to_have_attribute("aria-expanded", "false")
    more.click()
    assert late in page.cells()
    page.button("Fold this part").first.click()
    assert late not in page.cells()


def test_single_document_mode(page):
    page.open(LESSON, path="doc/tree").ready()
    page.see_each_run()
    assert page.not_ours() == []


# -- one page that is looked at from all sides: to load JupyterLab takes longer than to look


@pytest.fixture(scope="module")
def shown(chromium, page_lab):
    """A lesson that was just opened: whoever changes its look puts it back."""
    with Learners(chromium, page_lab, OnLabPage).new() as new:
        yield new(viewport=WINDOW).open(LESSON).ready()


@pytest.fixture(scope="module")
def answered(shown):
    """The same lesson after its first questions; what its bar said before and then."""
    bar = shown.page.get_by_role("progressbar", name="The lesson")
    said = [bar.get_attribute("aria-valuetext")]
    shown.button("Continue").click()
    shown.answer_deck(shown.place(4))
    return shown, [*said, bar.get_attribute("aria-valuetext")]


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
    scroller = "window.jupyterapp.shell.currentWidget.content.outerNode"
    # JupyterLab lays itself out a little after the window has another size.
    shown.page.wait_for_function(f"(width) => {scroller}.scrollWidth <= width", arg=width)
    shown.page.wait_for_function(f"(height) => {scroller}.clientHeight >= 0.6 * height", arg=height)
    shown.page.set_viewport_size(WINDOW)


def test_on_paper_everything_is_shown(shown):
    shown.page.emulate_media(media="print")
    with_height = "() => [...document.querySelectorAll('.jp-Cell')].filter((node) => node.offsetHeight > 0).length"
    assert shown.page.evaluate(with_height) == len(shown.source())
    expect(shown.page.locator(".wss-page-header")).to_be_hidden()
    shown.page.emulate_media(media="screen")


def test_progress_is_told_in_words(answered):
    shown, said = answered
    assert said == ["0 of 6 exercises answered", "1 of 6 exercises answered"]
    expect(shown.page.get_by_role("progressbar", name="The parts called More")).to_be_visible()


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_no_serious_fault_in_the_page(answered, theme):
    shown, _ = answered
    shown.show_in(theme)
    assert shown.grave() == []


def test_no_key_and_no_double_click_changes_the_lesson(shown):
    """Last of all, since Enter may lead on to the next step."""
    before = shown.source()
    shown.page.get_by_role("heading", name="Who says so?").dblclick()
    for key in ("a", "b", "d", "d", "x", "m", "y", "Enter", "Control+ArrowUp", "Shift+M", "Control+Shift+ArrowDown"):
        shown.press(key)
    assert shown.source() == before
    assert shown.not_ours() == []
    expect(shown.page.get_by_role("heading", name="Who says so?")).to_be_visible()
