"""The home page: where one stands, one lesson at a time, and the way home."""

import re

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
    page.page.wait_for_function("() => document.querySelectorAll('.jp-NotebookPanel').length === 1", timeout=PATIENCE)
    assert kernels(page) == ["00_start_here.ipynb"]
    page.button("All lessons").click()
    page.name = HOME
    page.ready(3)
    assert kernels(page) == [HOME]
