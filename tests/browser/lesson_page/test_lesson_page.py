"""The lesson page: whatever happens to kernels, files and keys. How it looks and leads on is in `test_shown.py`.

What comes back, and where the page then stands, needs a page that is loaded anew, ten times as dear as a test in one
that is there: one such test, in `test_lesson_walk.py`, belongs to every run, the others to the full one.
"""

import json
import re

import nbformat
import pytest
from on_the_lab_page import WINDOW, OnLabPage
from on_the_page import IN_VIEW
from playwright.sync_api import expect

LESSON = "01_who_says_so.ipynb"
SCROLLER = "window.jupyterapp.shell.currentWidget.content.outerNode"

loaded_anew = pytest.mark.full("the lesson page loaded anew: next day, in two tabs, alone in its page")
by_key_and_click = pytest.mark.full("steps by key, a guess and the lighter text on the lesson page")


@pytest.fixture
def page(page_learners, request):
    """The page that is kept open."""
    with page_learners.kept(request.session) as page:
        page.page.set_viewport_size(WINDOW)
        yield page


@pytest.fixture
def fresh_page(page_learners):
    with page_learners.new() as new:
        yield new(viewport=WINDOW)


# -- ready on opening


@loaded_anew
def test_next_day_every_answer_is_back_and_the_page_stands_where_it_was_left(fresh_page):
    page = fresh_page
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
    page.next_day(LESSON)
    assert page.cells() == before
    expect(page.page.get_by_text("Your answer from before is back.").first).to_be_attached()
    assert abs(section.evaluate(top) - place) < 2
    expect(section).to_be_focused()
    page.see_each_run()
    # In a browser that remembers nothing the record knows how far one was.
    page.page.evaluate("() => localStorage.clear()")
    page.page.goto("about:blank")
    page.load(LESSON).ready()
    assert page.cells() == [0, 1, 3, 4]  # the second shows nothing, and takes no room
    assert page.page.get_by_role("heading", name="Warm up").evaluate(IN_VIEW)


@loaded_anew
def test_who_left_in_the_middle_of_a_question_comes_back_to_its_beginning(fresh_page):
    page = fresh_page
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


@loaded_anew
def test_reopened_while_its_kernel_is_alive_it_runs_once_more_and_no_more(fresh_page):
    page = fresh_page
    page.open(LESSON).ready()
    page.save()
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    page.see_each_run(times=2)
    assert page.console == []


@loaded_anew
def test_open_in_two_tabs_it_is_ready_in_both(fresh_page):
    page = fresh_page
    page.open(LESSON).ready()
    other = OnLabPage(page.page.context.new_page(), page.lab)
    other.open(LESSON).ready()
    other.see_each_run(times=2)
    for one in (page, other):
        one.button("Continue").click()
        one.page.locator(".jp-Cell:visible .wss-view").first.get_by_role("radio").first.check()
        one.page.locator(".wss-panel:visible .wss-button--main").first.click()
        expect(one.page.locator(".wss-feedback:visible").first).to_be_visible()


def test_a_kernel_that_does_not_come_is_told_of_with_a_way_to_start_again(page):
    refuse = {"status": 500, "body": '{"message": "no kernel today"}', "content_type": "application/json"}
    asked = []
    page.page.route(
        re.compile(r"/api/sessions"),
        lambda route: asked.append(route) if route.request.method == "POST" else route.continue_(),
    )
    page.open(LESSON)
    notice = page.page.get_by_role("alert")
    # One that is slow is waited for in one calm line.
    expect(page.page.locator(".wss-page-status")).to_have_text("Getting the lesson ready …")
    while not asked:
        page.page.wait_for_timeout(50)
    page.page.wait_for_timeout(300)
    expect(page.page.locator(".wss-page-status")).to_have_text("Getting the lesson ready …")
    expect(notice).to_be_hidden()
    asked[0].fulfill(**refuse)
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
    assert page.watched.errors == ["Cannot read properties of null (reading 'kernel')"]
    page.watched.errors.clear()


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


# -- one question in view


@by_key_and_click
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


@by_key_and_click
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


@by_key_and_click
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


@loaded_anew
def test_single_document_mode(fresh_page):
    page = fresh_page
    page.load(LESSON, path="doc/tree").ready()
    page.see_each_run()
    assert page.not_ours() == []
