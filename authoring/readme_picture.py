"""Make the pictures of the README: a lesson as a learner has begun it, and a story in the workshop.

``python -m authoring.readme_picture`` writes ``docs/lesson-01.png`` and ``docs/story-workshop.png``. It needs what the
tests need.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from helpers.notebooks import lesson_files

ROOT = Path(__file__).resolve().parents[1]
PICTURE, WORKSHOP_PICTURE = ROOT / "docs" / "lesson-01.png", ROOT / "docs" / "story-workshop.png"
STORY = ROOT / "tests" / "fixtures" / "workshop" / "court.txt"
READ_ALREADY = 4  # sentences
WINDOW = {"width": 900, "height": 540}
EXERCISE = "who-says-lead"
MARKS = [("The Russian Defense Ministry", 0), ("has said", 1)]


def main() -> None:
    """Begin the lesson in a browser of this computer, mark the first words, and take the picture."""
    sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "browser" / "lesson_page")]
    from on_the_lab_page import OnLabPage
    from playwright.sync_api import sync_playwright

    from conftest import CHROMIUM_FLAGS, Lab, find_chromium

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder) / "project", lesson_page=True)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        try:
            page = browser.new_page(viewport=WINDOW, color_scheme="light")
            page.set_default_timeout(60_000)
            show(OnLabPage(page, lab))
            page.screenshot(path=str(PICTURE))
            page.close()
            page = browser.new_page(viewport=WINDOW, color_scheme="light")
            page.set_default_timeout(60_000)
            show_workshop(OnLabPage(page, lab))
            page.screenshot(path=str(WORKSHOP_PICTURE))
        finally:
            browser.close()
            lab.close()
    for picture in (PICTURE, WORKSHOP_PICTURE):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")


def show(lesson: Any) -> None:
    """Go on to the first exercise that asks for marks, and make some."""
    asks = next(path for path in lesson_files() if EXERCISE in path.read_text(encoding="utf-8"))
    page = lesson.open(asks.name).ready().page
    cell = lesson.place(lesson.number(EXERCISE))
    while not cell.is_visible():
        # The newest step's way on, and where a question is open, past it.
        page.locator(".wss-page-foot:visible").last.get_by_role("button").first.click()
    for words, label in MARKS:
        first, last = lesson.words(cell, words)
        first.click()
        last.click()
        cell.get_by_role("toolbar", name="Labels").get_by_role("button").nth(label).click()
    page.locator(".wss-page-header").hover()
    # Nothing has the focus, and the question's own words are the first ones under the strip.
    cell.evaluate("() => document.activeElement.blur()")
    below = "window.jupyterapp.shell.currentWidget.content.outerNode"
    cell.locator(".wss-prompt").evaluate(f"(node) => {below}.scrollBy(0, node.getBoundingClientRect().top - 56)")


def show_workshop(lesson: Any) -> None:
    """Bring a story of ours, and say yes to the first sentences."""
    page = lesson.open("story_workshop.ipynb").ready().page
    shop = page.locator(".wss-workshop")
    shop.get_by_label("Paste the story").fill(STORY.read_text(encoding="utf-8"))
    shop.get_by_role("button", name="Go on with this text").click()
    shop.get_by_label("Who published it?").fill("Halden Bay Post")
    shop.get_by_label("Who owns the publisher?").fill("Bay Media")
    shop.get_by_label("I may use this text").check()
    shop.get_by_role("button", name="Now read it").click()
    card = shop.locator(".wss-workshop-card")
    for number in range(1, READ_ALREADY + 1):
        card.press("Enter")
        shop.get_by_text(f"{number} of 18 sentences read").first.wait_for()
    card.evaluate("(node) => { document.activeElement.blur(); node.scrollIntoView(); }")


if __name__ == "__main__":
    main()
