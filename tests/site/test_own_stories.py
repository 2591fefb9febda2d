"""Stories of one's own with a browser only: one that was handed on is dropped, another is made a lesson."""

import json
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import content
from helpers.content import data_folder
from helpers.story_workshop import hand_on
from helpers.story_workshop.desk import Desk

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from workshop_texts import PASTE

NAME = "millbrook-orchard-to-lose-40"
WINDOW = {"width": 1366, "height": 768}
# Let go of a file over the page, as from the folder in which it lies.
DROP = """([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name));
    document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
}"""
whole_way = pytest.mark.full(
    "the browser edition: a story brought by a teacher, and one that was handed on, opened again"
)


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """A story as a teacher hands it on."""
    data_folder()
    monkeypatch.setattr(content, "PACKAGE", tmp_path / "helpers")
    desk = Desk()
    desk.act({"type": "paste", "text": PASTE})
    desk.act({"type": "begin", "fits": True, "about": {"owner": "Valley Media"}})
    for sentence in desk.kept.confirmed.to_read:
        desk.act({"type": "settle", "sentence": sentence})
    desk.act({"type": "make"})
    return hand_on.pack(desk.kept.name)


def serious(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


def drop_and_answer(learner, packed):
    """Drop a story on the first page, answer its first question, and hand the answers in."""
    page = learner.first_page()
    page.evaluate(DROP, ["photo.png", [1, 2, 3]])
    expect(page.locator("#story-told")).to_contain_text("is no story that was handed on")
    page.evaluate(DROP, [f"{NAME}.wss.zip", list(packed)])
    page.wait_for_url(f"**/*{NAME}.ipynb*", timeout=120_000)  # Python starts, looks into it, and leads to the lesson
    learner.name = f"{NAME}.ipynb"
    learner.wait_for_notebook().run_all()
    asked = f"{NAME}-who-says-deck"
    cell = learner.cell_with(asked)
    cell.get_by_role("listbox").focus()
    learner.press("Home", "Space", "Space", "1")
    cell.get_by_role("button", name="Check my answer").click()
    expect(cell.get_by_text("Saved")).to_be_visible()
    other = learner.beside()
    other.first_page()
    other.wait_for_attempts(asked, 1)
    expect(other.page.locator("#kept-stories-list")).to_contain_text("Millbrook orchard to lose 40 trees")
    assert serious(other.page) == []
    with other.page.expect_download() as download:
        other.page.locator("#hand-in").click()
    assert asked in json.loads(Path(download.value.path()).read_text("utf-8"))["answers"]


@whole_way
def test_a_story_that_was_handed_on_is_dropped_on_the_first_page_and_its_answers_are_handed_in(new_learner, packed):
    drop_and_answer(new_learner(viewport=WINDOW), packed)


@whole_way
def test_a_story_that_was_handed_on_is_there_again(new_learner, packed):
    learner = new_learner(viewport=WINDOW)
    drop_and_answer(learner, packed)
    page = learner.load_again().run_all().page  # another kernel: the story is there
    page.goto(page.url.replace(f"{NAME}.ipynb", "own_stories.ipynb"))
    card = page.locator(".wss-lesson").first
    expect(card).to_contain_text("1 of 9 questions answered")
    card.get_by_role("link").click()
    page.wait_for_url(f"**/*{NAME}.ipynb*")


@whole_way
def test_a_teacher_brings_a_story_and_has_a_lesson_and_a_file_to_hand_on(new_learner):
    teacher = new_learner(notebook=False, viewport=WINDOW)
    page = teacher.first_page()
    page.get_by_role("link", name="Bring your own story").click()
    shop = page.locator(".wss-workshop")
    told = shop.locator(".wss-workshop-status")
    expect(shop.get_by_text("It may end in .txt, .md, .html, .htm, .zip.")).to_be_visible(timeout=120_000)
    paragraphs = "".join(f"<p>{part}</p>" for part in PASTE.split("\n\n"))
    files = {
        "story.html": f"<nav>Menu</nav><article>{paragraphs}</article>",
        "story.txt": PASTE,
        "story.md": f"# {PASTE}",
    }
    for name, text in files.items():
        given = {"name": name, "mimeType": "text/plain", "buffer": text.encode("utf-8")}
        shop.get_by_label("Or open a file").set_input_files(given)
        expect(told).to_contain_text("Your text has come in")
        expect(shop.locator(".wss-workshop-parts")).to_contain_text("Millbrook orchard to lose 40 trees")
        expect(shop.locator(".wss-workshop-parts")).not_to_contain_text("Menu")
        shop.get_by_role("button", name="1 Bring").click()
    shop.get_by_label("Paste the story").fill(PASTE)
    shop.get_by_role("button", name="Go on with this text").click()
    shop.get_by_label("Who owns the publisher?").fill("Valley Media")
    shop.get_by_label("I may use this text").check()
    shop.get_by_role("button", name="Now read it").click()
    card = shop.locator(".wss-workshop-card")
    card.focus()
    for number in range(1, 21):
        expect(card).to_be_focused()
        page.keyboard.press("Enter")
        expect(told).to_contain_text(f"{number} of 20" if number < 20 else "All 20")
        if number == 10:  # the window is closed in the middle
            teacher.wait_for_notebook()
            page.reload()
            shop.get_by_role("button", name="Go on with: Millbrook").click(timeout=120_000)
            expect(told).to_contain_text("10 of 20")
            card.focus()
    shop.get_by_role("button", name="Choose exercises").last.click()
    shop.get_by_role("button", name="Make the lesson").click()
    with page.expect_download() as download:
        shop.get_by_role("button", name="Save one file to hand on").click()
    assert download.value.suggested_filename == f"{NAME}.wss.zip"
    assert hand_on.title_in(Path(download.value.path()).read_bytes()).startswith("Millbrook orchard")
    for sheet, name in (("Worksheet", NAME), ("Story", f"story-{NAME}"), ("Answers", f"{NAME}-answers")):
        with page.expect_download() as download:
            shop.get_by_role("button", name=f"Save: {sheet}").click()
        assert download.value.suggested_filename == f"{name}.html"
        assert "Millbrook orchard to lose 40 trees" in Path(download.value.path()).read_text("utf-8")
    with page.expect_download() as download:
        shop.get_by_role("button", name="Save the plan").click()
    assert Path(download.value.path()).read_text("utf-8").startswith("# Plan: Millbrook")
    shop.get_by_role("link", name="Open the lesson").click()
    page.wait_for_url(f"**/*{NAME}.ipynb*")
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .wss-view").first).to_contain_text("Mark the source")
