"""The home page: where one stands, one lesson at a time, and the way home."""

import os
import re

import pytest
from playwright.sync_api import expect
from test_lesson_page import WINDOW, OnPage

from conftest import PATIENCE, Lab, Learners
from helpers.notebooks import lesson_files

HOME = "home.ipynb"
CHOSEN = {"when": "2026-01-01T10:00:00+00:00", "how": "buttons", "answer": "b"}

PICTURES = os.environ.get("WSS_PICTURES")


@pytest.fixture(scope="module")
def page_lab(tmp_path_factory):
    server = Lab(tmp_path_factory.mktemp("home"), lesson_page=True)
    yield server
    server.close()


@pytest.fixture
def page(chromium, page_lab):
    with Learners(chromium, page_lab, OnPage).new() as new:
        yield new(viewport=WINDOW)


def kernels(lesson):
    """Name the notebooks that have a kernel."""
    token = f"token {lesson.token}" if hasattr(lesson, "token") else None
    headers = {"Authorization": token} if token else {}
    answer = lesson.page.request.get(f"{lesson.lab.address}/api/sessions", headers=headers)
    return [session["path"] for session in answer.json()]


def picture(lesson, name, *sizes):
    if PICTURES:
        for width, height in sizes or [(1366, 768)]:
            lesson.page.set_viewport_size({"width": width, "height": height})
            lesson.page.wait_for_timeout(300)
            lesson.page.screenshot(path=f"{PICTURES}/{name}-{width}.png")
        lesson.page.set_viewport_size(WINDOW)


def test_home_leads_to_a_lesson_and_back_and_one_kernel_is_left(page, page_lab):
    page.open(HOME).ready()
    cards = page.page.locator(".wss-lesson")
    assert cards.count() == len(lesson_files())
    first = cards.first
    expect(first).to_contain_text("20 minutes")
    picture(page, "home", (400, 800), (768, 900), (1366, 768), (683, 384))
    assert page.page.evaluate("() => document.querySelectorAll('.wss-page-foot').length") == 0
    first.get_by_role("link", name=re.compile("^Start: lesson 00")).click()
    page.name = "00_start_here.ipynb"
    page.ready(2)
    page.page.wait_for_function("() => document.querySelectorAll('.jp-NotebookPanel').length === 1", timeout=PATIENCE)
    assert kernels(page) == ["00_start_here.ipynb"]
    page.button("All lessons").click()
    page.name = HOME
    page.ready(3)
    assert kernels(page) == [HOME]
