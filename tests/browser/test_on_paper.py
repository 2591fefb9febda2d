"""Sheets and slides as a browser prints and shows them: how many pages, nothing cut off, no barrier."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpers.notebooks import lesson_files
from helpers.on_paper.lesson import sheets_of, story_sheet
from helpers.on_paper.slides import slides_of
from helpers.story import main_story

LESSON_01 = next(path for path in lesson_files() if path.stem.startswith("01"))
SCREEN = {"width": 1280, "height": 720}
# A slide that is not marked as long must show all that is on it.
# Lists that we lay out ourselves have no numbers and no room for them, with a card around them or without.
INDENTED = """() => [...document.querySelectorAll('.wss :is(ol, ul)[class]')]
    .filter((list) => getComputedStyle(list).paddingLeft !== '0px').map(({ className }) => className)"""
CUT_OFF = """() => [...document.querySelectorAll('.slide:not(.long)')]
    .filter((slide) => slide.scrollHeight > slide.clientHeight || slide.scrollWidth > slide.clientWidth)
    .map((slide) => `${slide.querySelector('h1, h2').textContent}: ${slide.scrollHeight - slide.clientHeight}`)"""
# A long text goes on, on the next page; a picture in two pieces is none.
IN_TWO = """() => [...document.querySelectorAll('.slide.shows')]
    .filter((slide) => slide.getBoundingClientRect().height > 7.5 * 96 + 1)
    .map((slide) => slide.querySelector('h1, h2').textContent)"""
PAPERS = {"A4": ("210mm", "297mm"), "letter": ("8.5in", "11in")}


def lessons():
    """Yield the files of the lessons; all but one are marked as part of the full run."""
    full = pytest.mark.full("the slides of every lesson, on the screen")
    for path in lesson_files():
        yield pytest.param(path, id=path.stem, marks=[] if path == LESSON_01 else full)


@pytest.fixture(scope="module")
def page(chromium):
    page = chromium.new_page(viewport=SCREEN)
    yield page
    page.close()


def pages_printed(page, html, paper):
    page.set_content(str(html))
    width, height = PAPERS[paper]
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(width=width, height=height, print_background=True)))


@pytest.mark.parametrize("paper", ["A4", pytest.param("letter", marks=pytest.mark.full("sheets on letter paper"))])
def test_lesson_01_takes_six_pages_and_the_story_one_sheet(page, paper):
    assert pages_printed(page, sheets_of(LESSON_01).exercises, paper) <= 6
    assert pages_printed(page, story_sheet(main_story()), paper) <= 2  # its two sides


@pytest.mark.parametrize("path", list(lessons()))
def test_nothing_on_a_slide_is_cut_off(page, path):
    page.emulate_media(media="print")
    page.set_content(str(slides_of(path)))
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(INDENTED) == []
    assert page.evaluate(IN_TWO) == []
    page.emulate_media(media="screen")


def test_a_sheet_and_slides_are_accessible(page):
    sheets = sheets_of(LESSON_01)
    for html in (sheets.exercises, sheets.answers, slides_of(LESSON_01), story_sheet(main_story())):
        page.set_content(str(html))
        assert not Axe().run(page).response["violations"]
