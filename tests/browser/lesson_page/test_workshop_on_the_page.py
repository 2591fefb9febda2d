"""The story workshop on the lesson page: its kernel is killed at each step; a lesson that it made is done in full."""

import os
import re
import signal
import sys
from pathlib import Path

import pytest
from on_the_lab_page import WINDOW, OnLabPage
from playwright.sync_api import expect
from walking import Walker

from conftest import Learners
from helpers import content
from helpers.content import data_folder
from helpers.story_workshop.desk import Desk

sys.path.insert(0, str(Path(__file__).parents[2] / "unit"))
from workshop_texts import PASTE

NAME = "millbrook-orchard-to-lose-40"
TITLE = "Millbrook orchard to lose 40 trees"


@pytest.fixture
def page(chromium, page_lab):
    with Learners(chromium, page_lab, OnLabPage).new() as new:
        yield new(viewport=WINDOW)


@pytest.mark.full("the kernel of the workshop killed at each of its steps")
def test_the_kernel_is_killed_at_each_step_and_nothing_that_was_done_is_lost(page):
    """Each step is kept before the page shows it; the lesson page runs what has stopped again."""
    page.open("story_workshop.ipynb").ready()
    shop = page.page.locator(".wss-workshop")
    told, card = shop.locator(".wss-workshop-status"), shop.locator(".wss-workshop-card")
    deaths = 0

    def killed():
        nonlocal deaths
        deaths += 1
        os.kill(int(page.ask_kernel("__import__('os').getpid()")), signal.SIGKILL)
        page.ready(times=deaths + 1)

    def go_on():
        killed()
        shop.get_by_role("button", name=f"Go on with: {TITLE}").click()

    killed()
    shop.get_by_label("Paste the story").fill(PASTE)
    killed()  # pasted, and not sent: this browser has it
    expect(shop.get_by_text("What you had pasted is back.")).to_be_visible()
    assert "Hanna Weiss called the plan a disgrace" in shop.get_by_label("Paste the story").input_value()
    shop.get_by_role("button", name="Go on with this text").click()
    shop.get_by_label("Who owns the publisher?").fill("Valley Media")
    shop.get_by_label("Where can the story be read?").fill("valley-post.example/orchard")
    page.page.keyboard.press("Tab")
    expect(shop.locator("input[value^='https://']")).to_have_count(1)  # Python has it, and has kept it
    killed()
    expect(shop.get_by_label("Who owns the publisher?")).to_have_value("Valley Media")
    expect(shop.get_by_label("Where can the story be read?")).to_have_value("https://valley-post.example/orchard")
    expect(shop.locator(".wss-workshop-parts")).to_contain_text("The town council will cut down 40 apple trees")
    shop.get_by_label("I may use this text").check()
    shop.get_by_role("button", name="Now read it").click()
    card.wait_for()
    go_on()
    expect(told).to_contain_text("0 of 20")
    card.press("Enter")
    expect(told).to_contain_text("1 of 20")
    go_on()
    expect(told).to_contain_text("1 of 20")
    card.get_by_role("button", name=re.compile("Careful readers differ")).first.click()
    expect(card).to_contain_text("changed: needs your yes")
    card.get_by_role("button", name=re.compile("^Change 1,")).click()
    words = shop.get_by_role("listbox", name="Words to mark")
    words.press("Delete")
    words.press("Home")
    words.press(" ")
    words.press("ArrowRight")
    words.press("1")
    shop.get_by_label("Or somebody new").fill("A neighbour")
    begun = shop.locator(".wss-marks li").all_inner_texts()
    go_on()  # a mark that is half made, and was not kept, is open again
    expect(shop.get_by_text("What you had begun here is back.")).to_be_visible()
    expect(shop.get_by_label("Or somebody new")).to_have_value("A neighbour")
    assert shop.locator(".wss-marks li").all_inner_texts() == begun != []
    words.press("Escape")
    go_on()
    expect(card).to_contain_text("changed: needs your yes")
    expect(shop.get_by_text("What you had begun here is back.")).to_have_count(0)  # it was left as it was
    shop.get_by_label("Order of the sentences").select_option("story")
    shop.get_by_text("The whole story").click()
    expect(card).to_contain_text("needs your yes")
    for number in range(2, 21):
        card.press("Enter")
        expect(told).to_contain_text(f"{number} of 20" if number < 20 else "All 20")
    go_on()
    shop.get_by_text("exercises chosen").wait_for()  # all is read: it goes on with choosing
    first = shop.locator(".wss-workshop-exercises input").nth(1)
    first.uncheck()
    expect(shop.get_by_text("8 exercises chosen")).to_be_visible()
    go_on()
    expect(shop.get_by_text("8 exercises chosen")).to_be_visible()
    shop.get_by_role("button", name="Make the lesson").click()
    link = shop.get_by_role("link", name="Open the lesson")
    link.wait_for()
    go_on()
    shop.get_by_role("button", name="Make the lesson").click()
    link.click()
    page.name = f"{NAME}.ipynb"
    page.page.wait_for_url(f"**/{NAME}.ipynb*")
    expect(page.page.get_by_role("heading", name=f"Who says so? {TITLE}")).to_be_visible()


# -- the lesson, done to its end


@pytest.fixture
def lesson_of_everything(page_lab, monkeypatch):
    """A lesson that asks every exercise there is, in the folder of the server; its questions are known here, too."""
    data_folder()
    page_lab.reset()
    monkeypatch.setattr(content, "PACKAGE", page_lab.folder / "helpers")
    desk = Desk()
    desk.act({"type": "paste", "text": PASTE})
    desk.act({"type": "begin", "fits": True, "about": {"owner": "Valley Media"}})
    for sentence in desk.kept.confirmed.to_read:
        desk.act({"type": "settle", "sentence": sentence})
    shown = desk.act({"type": "stage", "stage": "choose"})["choose"]
    for claim, kind in zip(shown["say"]["claims"], ["seen", "intended", "inferred", "seen"], strict=False):
        desk.act({"type": "say", "about": "claims", "name": claim["id"], "value": kind})
    for feature, words in (("speaker-named", "Owen Darby"), ("place-to-know", "Council leader")):
        desk.act({"type": "say", "about": "features", "name": feature, "value": words})
    for one in desk.kept.made:
        desk.act({"type": "asked", "exercise": one.question["id"], "asked": True})
    assert not desk.act({"type": "make"})["problem"]
    page_lab.sign(desk.notebook)
    return desk


@pytest.mark.full("a lesson that the workshop made, with every exercise there is, done to its end")
def test_a_made_lesson_is_done_to_its_end(page, lesson_of_everything):
    page.open(f"{NAME}.ipynb").ready()
    walker = Walker(page)
    figures = walker.walk()
    print(figures)
    answers = page.lab.read_record()["answers"]
    assert {one.question["id"] for one in lesson_of_everything.kept.made} <= answers.keys()
    assert figures["out of view"] == []
