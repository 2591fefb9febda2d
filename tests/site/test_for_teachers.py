"""A teacher with a browser only: the page for teachers, the class report, begin and continue, and a stick."""

import pytest
import teacher_day
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import LAN_NAME, serve
from helpers.class_report.invented import invented_files

WINDOW = {"width": 1366, "height": 768}
CLASS = 30


@pytest.fixture
def teacher(new_learner):
    return new_learner(notebook=False, viewport=WINDOW)


def violations(page):
    return [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]


def test_thirty_hand_ins_are_dropped_on_a_page_and_the_report_is_there(teacher):
    page = teacher.first_page()
    page.get_by_role("link", name="guide, plans, class report, worksheets and slides").click()
    page.get_by_role("link", name="What did the class find?").click()
    field = page.get_by_label("Add hand-ins")
    field.wait_for()
    files = [
        {"name": name, "mimeType": "application/json", "buffer": content} for name, content in invented_files(CLASS)
    ]
    field.set_input_files(files)
    expect(page.get_by_text(f"{CLASS} hand-ins count.")).to_be_visible()


def test_the_pages_for_teachers_have_no_barrier_and_fit_a_phone(teacher):
    page = teacher.first_page()
    for place in (
        "index.html",
        "teaching_guide.html",
        "sources.html",
        "plans/01_who_says_so.html",
        "sheets/01_who_says_so.html",
    ):
        page.goto(f"{teacher.site.address()}/for_teachers/{place}")
        assert violations(page) == [], place
        page.set_viewport_size({"width": 400, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), place
        page.set_viewport_size(WINDOW)


def test_the_first_page_says_begin_and_then_continue(teacher):
    page = teacher.first_page()
    expect(page.locator("#onward")).to_have_text("Begin: 00 Start here: how do you pass on the news?")
    page.evaluate(
        """async () => {
            const script = document.querySelector('script[src*="first_page.mjs"]').src;
            const { RecordStore } = await import(new URL('record_store.mjs', script).href);
            const store = await new RecordStore().open();
            const when = '2026-01-02T03:04:05+00:00';
            const answers = { 'predict-speakers': [{ when, how: 'buttons', answer: 'one' }] };
            const record = { schema: 'who-says-so/record', version: 1, coin: 'A', answers };
            await store.bringIn(JSON.stringify(record), { instead: true });
            await store.change((files) => files.set('my_record-drafts.json', '{}'));
        }"""
    )
    page = teacher.first_page()
    expect(page.locator("#onward")).to_have_text("Continue: 01 Who says so?")
    assert page.locator("#onward").get_attribute("href").endswith("01_who_says_so.ipynb")
    expect(page.locator("#from-disk")).to_have_count(0)
    expect(page.locator("#copies")).to_be_hidden()


def test_from_a_stick_the_pages_for_teachers_open_and_the_first_page_says_why_no_lesson_does(chromium, built):
    page = chromium.new_page()
    page.goto((built / "index.html").as_uri())
    expect(page.locator("#from-disk")).to_be_visible()
    expect(page.locator("#from-disk")).to_contain_text("the page was opened from a disk")
    page.locator("#from-disk").get_by_role("link").click()
    page.get_by_role("row", name="01 Who says so?").get_by_role("link", name="Slides").click()
    expect(page.get_by_role("heading", name="01 Who says so?")).to_be_visible()
    page.close()


def test_the_projector_shows_the_address_and_its_code(chromium, site, built):
    address = "http://192.168.100.200:8000/"
    svg, _ = serve.qr_codes(address, built)
    site.server.room_page = serve.room_page(address, svg, built)
    page = chromium.new_page(viewport=WINDOW)
    page.goto(f"{site.address()}/room")
    expect(page.get_by_text(address, exact=True)).to_be_visible()
    expect(page.get_by_role("img", name=f"QR code of {address}")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight"), "all at one look"
    page.close()


@pytest.mark.full("a teacher's day, from the address to a result that is talked about")
def test_a_day_leads_from_the_address_to_a_result_that_is_talked_about(chromium, site, built):
    address = f"{site.address(LAN_NAME)}/"
    svg, _ = serve.qr_codes(address, built)
    site.server.room_page = serve.room_page(address, svg, built)
    teacher_day.spend(teacher_day.Day(), site, chromium, LAN_NAME)
