"""A teacher with a browser only: from the address to a result that is talked about, with an invented class of 30.

Run by hand, with the packages of the tests, after ``python3 start.py site``::

    .venv/bin/python tests/site/teacher_day.py [FOLDER]

The zip of the browser edition is unpacked and handed out by its own ``serve.py --room``, and everybody comes by the
address that it names. The clock is the script's: it says what the computer takes, never how long a person reads, thinks
or walks. Two pupils answer lesson 01 in browsers of their own, on the lesson page; the other 28 hand-ins are made up.
Into the folder, if one is named, go pictures of each step. `test_for_teachers.py` goes the same way without the zip.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from playwright.sync_api import expect

sys.path.append(str(Path(__file__).resolve().parents[2]))  # the course

from conftest import FLAGS, Site, SiteLesson, browser_tests, site_folder
from helpers.class_report.invented import invented_files

CLASS, CODE = 30, "GREEN-FROG"
LESSON = "01_who_says_so"
LONGEST_SHEET = 6
TEACHERS_SCREEN = {"width": 1366, "height": 768}
DEVICES = {"phone": {"width": 400, "height": 800}, "tablet": {"width": 768, "height": 1024}}
LEAD = "The Russian Defense Ministry"
WRITTEN = "Whoever stood at that road: what did you see there, and when?"


class Room:
    """A site in the room, as its own server hands it out."""

    lessons = Site.lessons

    def __init__(self, folder):
        self.folder = folder
        command = [sys.executable, "serve.py", "--room"]
        self.server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        for line in self.server.stdout:
            if told := re.match(r"In the room: +(\S+)/$", line):
                self.told = told[1]
                return
            if "is in no network" in line:
                sys.exit(line)

    def address(self, host=""):
        return self.told

    def close(self):
        self.server.terminate()
        self.server.wait()


class Day:
    """The steps so far, each with the seconds that it took."""

    def __init__(self, pictures=None):
        self.pictures, self.steps, self.last = pictures, [], time.monotonic()

    def step(self, told, page=None):
        """Tell a step that is done, and take a picture of where it led."""
        now = time.monotonic()
        self.steps.append(now - self.last)
        print(f"{len(self.steps):>3}. {self.steps[-1]:5.1f} s  {told}", flush=True)
        if self.pictures and page:
            page.screenshot(path=self.pictures / f"{len(self.steps):02}.png")
        self.last = time.monotonic()


def spend(day, site, chromium, host=""):
    """Spend the day: prepare, let the class in, collect, and lead to what is talked about."""
    context = chromium.new_context(viewport=TEACHERS_SCREEN)
    context.set_default_timeout(browser_tests.PATIENCE)
    page = SiteLesson(context.new_page(), site, host).first_page()
    prepare(day, page)
    page.goto(f"{site.address(host)}/room")
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    day.step("The page for the projector, with the address and its code", page)
    files = [pupil(day, site, chromium, host, device) for device in DEVICES]
    made_up = [(name, with_code(content)) for name, content in invented_files(CLASS - len(files))]
    assert json.loads(files[0][1]).keys() == json.loads(made_up[0][1]).keys(), "they are made up in another form"
    page.goto(f"{site.address(host)}/for_teachers/index.html")
    report(day, page, files + made_up)
    context.close()


def with_code(content):
    """Hand in with the code of the class."""
    return json.dumps(json.loads(content) | {"code": CODE}).encode()


def prepare(day, page):
    """Find guide and plan, print the worksheet, see the slides: all from the first page."""
    day.step("The address: the first page", page)
    page.get_by_role("link", name="guide, plans, class report, worksheets and slides").click()
    day.step("For teachers", page)
    page.get_by_role("link", name="teaching guide").first.click()
    expect(page.get_by_role("heading", name="Teaching guide")).to_be_visible()
    day.step("The teaching guide", page)
    page.get_by_role("link", name="Who says so?").first.click()
    expect(page.get_by_role("heading", name="Lesson 01: Who says so?")).to_be_visible()
    day.step("... leads to the plan of lesson 01", page)
    page.get_by_role("link", name="For teachers").first.click()
    row = page.get_by_role("row", name="01 Who says so?")
    for name in ("Exercises", "Answers", "Slides"):
        row.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading").first).to_be_visible()
        if name == "Exercises":
            pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
            assert pages <= LONGEST_SHEET
            name = f"Exercises, printed on {pages} pages of A4"
        day.step(f"{name} of lesson 01", page)
        page.go_back()


# -- a pupil


def pupil(day, site, chromium, host, device):
    """Come by the address, answer, hand in with the code of the class; return the file."""
    context = chromium.new_context(viewport=DEVICES[device], accept_downloads=True)
    context.set_default_timeout(browser_tests.PATIENCE)
    learner = SiteLesson(context.new_page(), site, host)
    page = learner.first_page()
    expect(page.locator("#onward")).to_contain_text("Begin: 00")
    page.get_by_role("row", name="01 Who says so?").get_by_role("link").click()
    learner.name = f"{LESSON}.ipynb"
    learner.wait_for_notebook().ready()
    day.step(f"A pupil with a {device}: the address, lesson 01 is there", page)
    screens = 1
    while answer(learner):
        screens += 1
    day.step(f"... {screens} screens, answered as fast as a script can", page)
    page = learner.first_page()
    expect(page.get_by_role("row", name="01 Who says so?")).to_contain_text("answered")
    page.get_by_label("My own words, too").check()
    page.get_by_label("The code of your class").fill("green frog")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a file to hand in").click()
    name, content = f"{device}-{download.value.suggested_filename}", download.value.path().read_bytes()
    day.step(f"... a file to hand in, {len(content):,} bytes", page)
    context.close()
    return name, content


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
            for group in view.get_by_role("radiogroup").all():
                group.get_by_role("radio").first.check()
        elif view.locator("textarea").count():
            view.locator("textarea").first.fill(WRITTEN)
        else:
            view.get_by_role("listbox").first.focus()
            learner.press("Home", "Space", *["ArrowRight"] * (len(LEAD.split()) - 1), "Space", "1")
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


# -- the result


def report(day, page, files):
    """Drop the files; talk about a card on the whole screen, look at what sits and what does not, read open answers."""
    page.get_by_role("link", name="What did the class find?").click()
    field = page.get_by_label("Add hand-ins")
    field.wait_for()
    day.step("The class report is open", page)
    page.get_by_label("Code of your class").fill("green frog")
    page.get_by_label("Learners in it").fill(str(CLASS))
    page.keyboard.press("Tab")
    field.set_input_files([{"name": n, "mimeType": "application/json", "buffer": c} for n, c in files])
    expect(page.get_by_text(f"{CLASS} of {CLASS} hand-ins with the code {CODE} count.")).to_be_visible()
    day.step(f"The code, the number, {len(files)} files dropped: the report is there, three questions first", page)
    page.get_by_role("combobox", name="Lesson").select_option("01")
    expect(page.get_by_role("heading", name="What the class found: 01")).to_be_visible()
    day.step("Lesson 01 alone", page)
    cards = page.get_by_role("combobox", name="Card")
    names = cards.locator("option").all_inner_texts()
    cards.select_option(next(name for name in names if "To talk about" in name))
    page.get_by_role("button", name="Whole screen").click()
    expect(page.locator(".wss-report.is-still")).to_be_visible()
    day.step("A card to talk about on the whole screen (the controls go after 4 seconds)", page)
    page.locator(".wss-report-why summary").click()
    expect(page.locator(".wss-report-why")).to_contain_text("✓")
    day.step("... and, when the class has talked, which answer fits, and why", page)
    for title in ("What sits well", "Where the class is stuck"):
        cards.select_option(next(name for name in names if title in name))
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        day.step(title, page)
    page.get_by_role("button", name="Whole screen").click()
    read_open_answers(day, page, cards)


def read_open_answers(day, page, cards):
    """Open what a pupil wrote, tick for the class, and print it."""
    cards.select_option(index=cards.locator("option").count() - 1)
    fold = page.locator(".wss-report-body details").filter(has_text=WRITTEN).first
    fold.locator("summary").click()
    expect(fold.get_by_text(WRITTEN).first).to_be_visible()
    fold.get_by_role("radio").first.check()
    day.step("Open answers beside the rubric, a tick for the class", page)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Open answers to print").click()
    printed = opened.value
    expect(printed.locator("input:checked")).to_have_count(1)
    pages = len(re.findall(rb"/Type\s*/Page\b", printed.pdf(format="A4")))
    day.step(f"... printed on {pages} pages, {printed.locator('section').count()} questions", printed)


def main():
    pictures = Path(sys.argv[1]) if sys.argv[1:] else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    began, day = time.monotonic(), Day(pictures)
    with tempfile.TemporaryDirectory() as stick, browser_tests.sync_playwright() as playwright:
        (packed,) = site_folder().parent.glob("who-says-so-browser-*.zip")
        zipfile.ZipFile(packed).extractall(stick)
        room = Room(Path(stick, site_folder().name))
        day.step(f"The zip, unpacked; `serve.py --room` names {room.address()}")
        # The room's address is this computer's own, as it stands in its network.
        flags = [flag for flag in FLAGS if not flag.startswith("--host-resolver-rules")]
        try:
            chromium = playwright.chromium.launch(executable_path=browser_tests.find_chromium(), args=flags)
            spend(day, room, chromium)
            chromium.close()
        finally:
            room.close()
    print(f"{len(day.steps)} steps, {(time.monotonic() - began) / 60:.1f} minutes by the script's clock.")


if __name__ == "__main__":
    main()
