"""The class report as a page: a class is brought without a line of code, and the whole screen is the class's."""

import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from on_the_lab_page import WINDOW
from playwright.sync_api import expect

from conftest import PATIENCE, TOKEN
from helpers.class_report.invented import invented_files
from helpers.notebooks import CLASS_REPORT

TABLET = {"width": 768, "height": 1024}
ABOVE_THE_FOOT = """() => {
    const [reasons, foot] = [".wss-report-why", ".wss-report-foot"].map((name) => document.querySelector(name));
    return reasons.open && reasons.getBoundingClientRect().bottom <= foot.getBoundingClientRect().top;
}"""
IN_FRONT = f"notebook:{CLASS_REPORT}"  # as JupyterLab keeps what was open
CLASS, CODE = 12, "GREEN-FROG"
OUT_OF_VIEW = """() => [...document.querySelectorAll(".wss-report *")]
    .filter((node) => node.checkVisibility() && !node.closest(".wss-strip-frame, .wss-unseen"))
    .filter((node) => !node.matches(".wss-unseen") && node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) => node.outerHTML.slice(0, 80))"""


@pytest.fixture
def report(page_learners, request):
    with page_learners.kept(request.session) as page:
        page.page.set_viewport_size(WINDOW)
        yield page.open(CLASS_REPORT).ready()


@pytest.fixture
def folder(page_lab):
    """Lay hand-ins beside the record, as the guide says; one is of another class."""
    place = page_lab.folder / "hand_ins"
    place.mkdir()
    for number, (name, content) in enumerate(invented_files(CLASS + 1)):
        code = CODE if number else "BLUE-OWL"
        (place / name).write_text(json.dumps(json.loads(content) | {"code": code}), encoding="utf-8")
    yield place
    for path in sorted(place.glob("*"), reverse=True):
        path.unlink()
    place.rmdir()


def test_a_class_comes_from_the_folder_by_its_code_and_fills_the_whole_screen(folder, report):
    page = report.page
    expect(report.button("For teachers")).to_be_visible()
    assert not page.locator(".jp-InputArea-editor").first.is_visible()
    expect(page.get_by_text("This class is invented")).to_be_visible()
    page.get_by_label("Code of your class").fill("green frog")
    page.get_by_label("Learners in it").fill("14")
    report.button(f"Take the folder hand_ins ({CLASS + 1} files)").click()
    expect(page.get_by_text(f"{CLASS} of 14 hand-ins with the code {CODE} count.")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Code of your class").fill("blue owl")
    page.get_by_label("Code of your class").press("Enter")
    expect(page.locator(".wss-report-status")).to_contain_text("close this page")

    cards, foot = page.get_by_role("combobox", name="Card"), page.locator(".wss-report-foot")
    cards.select_option(index=1)
    report.button("Whole screen").click()
    expect(page.get_by_role("heading", name="To talk about")).to_be_focused()
    expect(page.locator(".wss-report.is-still")).to_be_visible()
    expect(foot).to_have_css("opacity", "0")
    page.keyboard.press("Tab")
    expect(foot).to_have_css("opacity", "1")
    page.locator(".wss-report-why summary").click()
    page.wait_for_function(ABOVE_THE_FOOT)
    last = cards.locator("option").count() - 1
    cards.select_option(index=last - 1)
    expect(report.button("Next card")).to_have_attribute("aria-disabled", "true")  # the last is for the teacher alone
    report.button("Whole screen").click()
    report.button("Next card").click()
    expect(page.get_by_role("heading", name="Open answers")).to_be_focused()


@pytest.mark.full("every card of the class report on a tablet, with axe")
def test_every_card_fits_a_tablet_and_the_story_begins_coloured(report):
    page = report.page
    page.set_viewport_size(TABLET)
    cards = page.get_by_role("combobox", name="Card")
    names = cards.locator("option").all_inner_texts()
    assert len(names) < 20 and names[-1].endswith("Open answers")
    for number, name in enumerate(names):
        cards.select_option(index=number)
        assert page.evaluate(OUT_OF_VIEW) == [], name
        if name.endswith("sentence by sentence"):
            expect(page.get_by_role("radio", name="By agreement")).to_be_checked()
            expect(page.locator(".wss-mark--divided").first).to_be_visible()
    found = Axe().run(page, context=".wss-report")
    assert not found.response["violations"], found.generate_report()


def test_what_a_teacher_opens_on_the_next_day_is_not_covered_by_the_report_of_the_day_before(page_lab, report):
    (page_lab.lessons / "guide.md").write_text("Words for a teacher", encoding="utf-8")
    address = f"{page_lab.address}/lab/workspaces/teach/tree/guide.md?token={TOKEN}"
    page = report.page
    page.goto(address)
    expect(page.get_by_text("Words for a teacher")).to_be_visible()
    report.beside(CLASS_REPORT)
    report.ready()
    end = time.monotonic() + PATIENCE / 1000
    while IN_FRONT not in json.dumps(page_lab._ask("lab/api/workspaces/teach")):
        assert time.monotonic() < end, "JupyterLab has not kept what was open"
        page.wait_for_timeout(100)
    page.goto(address)
    expect(page.get_by_text("Words for a teacher")).to_be_visible()
    expect(page.locator(".wss-report")).to_be_attached()  # it came, behind the page
    expect(page.get_by_text("Words for a teacher")).to_be_visible()
