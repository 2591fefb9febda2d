"""The home page: where one stands, one lesson at a time, and the way home."""

import json
import re
import sys

import psutil
import pytest
from on_the_lab_page import WINDOW
from playwright.sync_api import expect

from conftest import PATIENCE
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
