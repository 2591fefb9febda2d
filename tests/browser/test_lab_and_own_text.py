"""A sentence built from choices, and a text of the learner's own, in a real JupyterLab."""

import re

import pytest
from playwright.sync_api import expect

LAB = """
from helpers.kinds.lab.model import Commitment, Goal, Lab, Slot, SlotOption, When
from helpers.lesson.asking import show_exercises

lab = Lab(
    "say-it",
    "Say who says so.",
    slots=[
        Slot("speaker", "Who speaks?", [SlotOption("nobody", "nobody"), SlotOption("mayor", "the mayor")]),
        Slot("hedge", "How sure?", [SlotOption("will", "will"), SlotOption("may", "may")]),
    ],
    sentence=[
        [When("the mayor said ", when={"speaker": ["mayor"]}), When("")],
        [When("the bridge")],
        [When(" may", when={"hedge": ["may"]}), When(" will")],
        [When(" close.")],
    ],
    commitments=[
        Commitment("closing", "that it closes", [
            When("She says it.", "attributed", {"speaker": ["mayor"]}), When("You say it.", "stated"),
        ]),
    ],
    goal=Goal([{"speaker": ["mayor"]}], "The mayor speaks.", "Nobody speaks yet."),
)
show_exercises(lab.prompt, [lab])
"""
OWN = """
from dataclasses import replace

from helpers.reading import labels
from helpers.kinds.own_text.model import LABEL_OF, OwnText
from helpers.kinds.text.model import TextAnswer
from helpers.lesson.asking import _last_text, show_exercises

paste = TextAnswer("my-text", "Your text.", max_length=6000, file=True)
show_exercises(paste.prompt, [paste])
"""
MARK = """
own = OwnText("my-marks", "Correct the marks.", labels=[labels()[one] for one in LABEL_OF.values()],
              text="A sample, she said.", text_from="my-text")
show_exercises(own.prompt, [own.for_learner(_last_text)])
"""
TEXT = "Ann Lee said the mill may close. <b>Tom Roe</b> said it would not."


@pytest.fixture
def scratch(lesson, lab):
    def show(*cells):
        lab.scratch("scratch.ipynb", *cells)
        lesson.open("scratch.ipynb").run_all()
        return lesson

    return show


def test_each_choice_shows_its_sentence_and_what_it_commits_to(scratch, lesson, lab):
    view = scratch(LAB).exercise("say-it")
    sentence, claims = view.locator(".wss-lab-sentence"), view.locator(".wss-lab-claims")
    expect(sentence).to_have_text("The bridge will close.")
    expect(claims).to_contain_text("told as a fact")

    # by keyboard: Tab into the group, arrows choose; the change is also told to those who listen
    view.get_by_role("radio", name="a nobody").focus()
    view.page.keyboard.press("ArrowDown")
    expect(sentence).to_have_text("The mayor said the bridge will close.")
    expect(claims).to_contain_text("told with its speaker. She says it.")
    expect(view.locator(".wss-unseen[role=status]").first).to_contain_text("that it closes: told with its speaker")
    assert lab.attempts("say-it") == []

    view.get_by_role("radio", name="b may").check()
    view.get_by_role("button", name="Check my answer").click()
    expect(view.locator(".wss-feedback")).to_contain_text("The mayor speaks.")
    [attempt] = lab.attempts("say-it")
    assert attempt["answer"] == {"speaker": "mayor", "hedge": "may"}

    # and it comes back, with what it commits to
    view = lesson.run_all().exercise("say-it")
    expect(view.get_by_role("radio", name="b may")).to_be_checked()
    expect(view.locator(".wss-lab-sentence")).to_have_text("The mayor said the bridge may close.")


def test_a_file_is_opened_marked_and_corrected(scratch, lesson, lab, tmp_path):
    lesson = scratch(OWN, MARK)
    view = lesson.exercise("my-text")
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    view.get_by_label("Open a text file").set_input_files(file)
    expect(view.locator("textarea")).to_have_value(TEXT)
    view.get_by_role("button", name="Keep my answer").click()
    expect(view.locator(".wss-feedback")).to_contain_text("kept")

    # what stands below, on show already, marks it: marks to be corrected, and nothing is kept yet
    view = lesson.exercise("my-marks")
    expect(view.locator(".wss-word[aria-label*='marked Source']").first).to_contain_text("Ann")
    assert view.locator("b", has_text="Tom Roe").count() == 0
    assert lab.attempts("my-marks") == []
    view.get_by_role("button", name="Keep my marks").click()
    expect(view.locator(".wss-feedback")).to_contain_text("took away or changed 0")
    assert {"label": "hedge", "sentence": "p1-s1", "words": "may"} in lab.attempts("my-marks")[0]["answer"]


WRONG = {b"\xff\xfe\x00x": "is not plain text", b"x" * 1_000_001: "too large", b"PK\x00\x03": "is not plain text"}


def test_a_file_that_is_no_text_is_refused_and_of_a_long_one_the_first_part_is_taken(scratch, tmp_path):
    view = scratch(OWN).exercise("my-text")
    view.locator("textarea").fill("My own words.")
    field = view.get_by_label("Open a text file")
    for number, (content, told) in enumerate(WRONG.items()):
        file = tmp_path / f"picture_{number}.txt"
        file.write_bytes(content)
        field.set_input_files(file)
        expect(view.get_by_text(re.compile(f"{file.name} .*{told}"))).to_be_visible()
        expect(view.locator("textarea")).to_have_value("My own words.")
    file = tmp_path / "long.txt"
    file.write_text("Rain. " * 2000, encoding="utf-8")
    field.set_input_files(file)
    expect(view.get_by_text("12000 characters: the first 6000 were taken")).to_be_visible()
    assert len(view.locator("textarea").input_value()) == 6000


AMONG_OTHERS = """
from ipywidgets import HTML, Label, VBox, dlink, jslink
from helpers import ask

question = ask({"id": "mine", "prompt": "Which?", "options": [{"text": "may", "accepted": True}, {"text": "is"}]})
by_python, by_page = Label(), HTML()
dlink((question, "value"), (by_python, "value"), lambda value: f"Python: {value}")
jslink((question, "value"), (by_page, "value"))
VBox([question, by_python, by_page])
"""


def test_a_question_of_ones_own_stands_among_other_widgets_and_its_value_is_linked(scratch, lab):
    view = scratch(AMONG_OTHERS).exercise("mine")
    expect(view).to_contain_text("Python: None")
    view.get_by_role("radio", name="b is").check()
    view.get_by_role("button", name="Check my answer").click()
    expect(view).to_contain_text("Python: option-2")
    expect(view.locator(".widget-html")).to_have_text("option-2")
    [attempt] = lab.attempts("own/mine")
    assert (attempt["answer"], attempt["how"]) == ("option-2", "buttons")
