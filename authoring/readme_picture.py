"""Make the picture of the README: a lesson on the lesson page, as a learner has begun it. Needs what the tests need.

``python -m authoring.readme_picture`` writes ``docs/lesson-01.png``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from helpers.notebooks import lesson_files

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "lesson-01.png"
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
        finally:
            browser.close()
            lab.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB")


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


if __name__ == "__main__":
    main()
