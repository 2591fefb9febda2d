"""A teacher with a browser only: from the address to a result that is talked about, with an invented class of 30.

Run by hand, with the packages of the tests, after ``python3 start.py site``::

    .venv/bin/python tests/site/teacher_day.py [FOLDER]

The clock is the script's: it says what the computer takes, never how long a person reads, thinks or walks. Two pupils
answer lesson 01 in browsers of their own, on the lesson page; the other 28 hand-ins are made up. Into the folder, if
one is named, go pictures of each step.
"""

import sys
import time
from pathlib import Path

from playwright.sync_api import expect

sys.path.append(str(Path(__file__).resolve().parents[2]))  # the course

from conftest import FLAGS, Site, SiteLesson, browser_tests, site_folder
from helpers.class_report.invented import invented_files

CLASS, WHO_ANSWER = 30, 2
LESSON = "01_who_says_so"
TEACHERS_SCREEN, TABLET = {"width": 1366, "height": 768}, {"width": 768, "height": 1024}
LEAD = "The Russian Defense Ministry"


class Day:
    """The steps so far, each with the seconds that it took."""

    def __init__(self, pictures):
        self.pictures, self.steps, self.last = pictures, [], time.monotonic()

    def step(self, told, page):
        """Tell a step that is done, and take a picture of where it led."""
        now = time.monotonic()
        self.steps.append(now - self.last)
        print(f"{len(self.steps):>3}. {self.steps[-1]:5.1f} s  {told}", flush=True)
        if self.pictures:
            page.screenshot(path=self.pictures / f"{len(self.steps):02}.png")
        self.last = time.monotonic()


def answer(learner):
    """Answer what stands on the page now, and go on; return whether the lesson goes on."""
    page = learner.page
    for view in page.locator(".wss-view:visible").all():
        if view.locator(".wss-feedback:visible").count():
            continue
        if view.get_by_role("button", name="Next", exact=True).count():
            learner.answer_deck(view)
            continue
        if view.get_by_role("radio").count():
            view.get_by_role("radio").first.check()
        elif view.get_by_text(LEAD).count():
            view.get_by_role("listbox").first.focus()
            learner.press("Home", "Space", *["ArrowRight"] * (len(LEAD.split()) - 1), "Space", "1")
        else:
            continue
        if view.get_by_role("slider").count():
            view.get_by_role("slider").first.fill("80")
        view.locator(".wss-button--main:visible").first.click()
        expect(view.locator(".wss-feedback")).to_be_visible()
    for name in ("Continue", "I have my guess: show it", "Skip this question"):
        for onward in learner.button(name).all():
            if onward.is_visible():
                onward.click()
                return True
    return False


def pupil(day, site, chromium, number):
    """Begin at the address, answer, hand in; return the file."""
    context = chromium.new_context(viewport=TABLET, accept_downloads=True)
    learner = SiteLesson(context.new_page(), site)
    page = learner.first_page()
    page.get_by_role("row", name="01 Who says so?").get_by_role("link").click()
    learner.name = f"{LESSON}.ipynb"
    learner.wait_for_notebook().ready()
    day.step(f"Pupil {number}: the address, lesson 01 is there", page)
    screens = 1
    while answer(learner):
        screens += 1
    day.step(f"Pupil {number}: {screens} screens, answered as fast as a script can", page)
    page = learner.first_page()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a file to hand in").click()
    name, content = f"{number}-{download.value.suggested_filename}", download.value.path().read_bytes()
    day.step(f"Pupil {number}: a file to hand in, {len(content):,} bytes", page)
    context.close()
    return name, content


def prepare(day, page):
    """Find guide, plan, worksheet and slides, from the first page."""
    day.step("The address: the first page", page)
    page.get_by_role("link", name="guide, plans, class report, worksheets and slides").click()
    day.step("For teachers", page)
    page.get_by_role("link", name="teaching guide").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    day.step("The teaching guide", page)
    page.get_by_role("link", name="For teachers").first.click()
    row = page.get_by_role("row", name="01 Who says so?")
    for name in ("Plan", "Exercises", "Answers", "Slides"):
        row.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading").first).to_be_visible()
        day.step(f"{name} of lesson 01", page)
        page.go_back()


def report(day, page, files):
    """Drop the files, and lead to the first card that is talked about, on the whole screen, with its reason."""
    page.get_by_role("link", name="What did the class find?").click()
    field = page.get_by_label("Add hand-ins")
    field.wait_for()
    day.step("The class report is open", page)
    field.set_input_files([{"name": n, "mimeType": "application/json", "buffer": c} for n, c in files])
    expect(page.get_by_text(f"{len(files)} hand-ins count.")).to_be_visible()
    day.step(f"{len(files)} files dropped: the report is there", page)
    cards = page.get_by_role("combobox", name="Card")
    names = cards.locator("option").all_inner_texts()
    print("     " + " | ".join(names))
    cards.select_option(next(name for name in names if "talk about" in name.lower()))
    day.step("A card to talk about", page)
    page.get_by_role("button", name="Whole screen").click()
    day.step("... on the whole screen", page)
    for fold in page.locator(".wss-report-body summary:visible").all()[:1]:
        fold.click()
    day.step("... and, when the class has talked, its reason", page)


def main():
    pictures = Path(sys.argv[1]) if sys.argv[1:] else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    site = Site(site_folder())
    with browser_tests.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_tests.find_chromium(), args=FLAGS)
        day = Day(pictures)
        began = time.monotonic()
        teacher = SiteLesson(chromium.new_context(viewport=TEACHERS_SCREEN).new_page(), site)
        teacher.page.set_default_timeout(browser_tests.PATIENCE)
        prepare(day, teacher.first_page())
        files = [pupil(day, site, chromium, number) for number in range(1, WHO_ANSWER + 1)]
        files += invented_files(CLASS - WHO_ANSWER)
        teacher.page.goto(f"{site.address()}/for_teachers/index.html")
        report(day, teacher.page, files)
        print(f"{len(day.steps)} steps, {(time.monotonic() - began) / 60:.1f} minutes by the script's clock.")
        chromium.close()
    site.close()


if __name__ == "__main__":
    main()
