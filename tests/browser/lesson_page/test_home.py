"""The home page: where one stands, one lesson at a time, and the way home."""

import json
import re
import sys

import psutil
import pytest
from on_the_lab_page import WINDOW
from on_the_page import IN_VIEW
from playwright.sync_api import expect

from conftest import PATIENCE
from helpers.kinds.library import open_exercise
from helpers.notebooks import HOME, lesson_files

EMPTY_BELOW = """() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.outerNode.scrollTop = 1e6;
    const ends = content.widgets.map(({ node }) => node.getBoundingClientRect().bottom);
    return window.innerHeight - Math.max(...ends);
}"""
OPEN = "(path) => window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)"
# Of lesson 00 all steps are on show, as for somebody who has been through it.
AT_ITS_END = {"lessons": {"start_here": {"reached": {"core": 99}}}}
AT_THE_END_OF_01 = {"lessons": {"who_says_so": {"reached": {"core": 99}}}}
THEMES = ["JupyterLab Dark", "JupyterLab Light"]  # the light one last: it stays
ONE_PAGE = "() => document.querySelectorAll('.jp-NotebookPanel').length === 1"
MOST_MEGABYTES = 250


@pytest.fixture
def page(page_learners, request):
    with page_learners.kept(request.session) as page:
        page.page.set_viewport_size(WINDOW)
        yield page


def kernels(lesson):
    """Name the notebooks that have a kernel."""
    return [session["path"] for session in lesson.lab._ask("api/sessions")]


def test_home_leads_to_a_lesson_and_back_and_one_kernel_is_left(page, page_lab):
    page.open(HOME).ready()
    cards = page.page.locator("ol .wss-lesson")
    expect(cards).to_have_count(len(lesson_files()))
    first = cards.first
    expect(first).to_contain_text("20 minutes")
    assert page.page.evaluate("() => document.querySelectorAll('.wss-page-foot').length") == 0
    # Nothing is to be brought to the top: so the page ends where its last line does.
    assert page.page.evaluate(EMPTY_BELOW) < 100
    first.get_by_role("link", name=re.compile("^Start: lesson 00")).click()
    page.name = "00_start_here.ipynb"
    page.ready(2)
    page.page.wait_for_function(ONE_PAGE, timeout=PATIENCE)
    assert kernels(page) == ["00_start_here.ipynb"]
    page.button("All lessons").click()
    page.name = HOME
    page.ready(3)
    assert kernels(page) == [HOME]
    # The browser's own Back leads to where one was, too.
    page.page.go_back()
    page.name = "00_start_here.ipynb"
    page.ready(4)


def test_the_card_at_the_end_leads_to_the_question_it_names(page):
    """Also in a part that is folded, and to the right one of several."""
    asked = open_exercise("whose-april")
    wrong = next(option.id for option in asked.options if not option.accepted)
    attempt = {"when": "2026-11-23T10:00:00+00:00", "how": "buttons", "answer": wrong, "confidence": 95}
    held = {"schema": "who-says-so/record", "version": 1, "coin": "A", "id": "0123456789abcdef"}
    page.lab.record.write_text(json.dumps(held | {"answers": {asked.id: [attempt]}}), encoding="utf-8")
    page.open(HOME).ready()
    page.page.evaluate("(all) => { localStorage['who-says-so:page'] = all; }", json.dumps(AT_THE_END_OF_01))
    page.open("01_who_says_so.ipynb").ready()
    prompt = page.page.locator(".wss-view[data-wss-ids~='whose-april']").get_by_text(asked.prompt.split("\n")[0])
    expect(prompt).to_be_hidden()
    page.page.locator(".wss-finish a[data-question]").press("Enter")
    expect(prompt).to_be_visible()
    assert prompt.evaluate(IN_VIEW)
    assert page.page.evaluate("() => document.activeElement.innerText").startswith("Question ")


def test_axe_finds_no_serious_fault_at_home_nor_at_a_lessons_end(page):
    page.open(HOME).ready()
    page.page.evaluate("(all) => { localStorage['who-says-so:page'] = all; }", json.dumps(AT_ITS_END))
    for theme in THEMES:
        page.show_in(theme)
        assert page.grave() == []
    page.open("00_start_here.ipynb").ready()
    expect(page.page.locator(".wss-finish")).to_be_visible()
    for theme in THEMES:
        page.show_in(theme)
        assert page.grave() == []


def megabytes(server):
    """Return what a server's kernels take, each with its share of common pages; and the server itself."""
    processes = psutil.Process(server.server.pid)
    kernels = [one.memory_full_info().pss for one in processes.children(recursive=True)]
    return sum(kernels) / 2**20, processes.memory_full_info().pss / 2**20


@pytest.mark.full("the memory of ten lessons, opened one after another")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the share of common pages")
def test_ten_lessons_one_after_another_stay_small(page, page_lab, capsys):
    page.open(HOME).ready()
    taken = []
    for number, path in enumerate(lesson_files(), 2):
        page.name = path.name
        page.page.evaluate(OPEN, path.name)
        page.ready(number)
        page.page.wait_for_function(ONE_PAGE, timeout=PATIENCE)
        taken.append(megabytes(page_lab))
    with capsys.disabled():
        print("\nMB of the kernels, and of the server:", [tuple(map(round, one)) for one in taken])
    assert len(kernels(page)) == 1
    assert max(of_kernels for of_kernels, _ in taken) < MOST_MEGABYTES
