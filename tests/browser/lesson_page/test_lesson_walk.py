"""The core of lesson 01, walked without a fault on the lesson page: what it costs in runs, clicks, keys and scrolling.

The learner of this walk uses the mouse, and Enter where the page says so. She reads all: before she acts, all that is
on show has been in the window.
"""

import re

import pytest
from on_the_lab_page import OnLabPage
from playwright.sync_api import expect

from conftest import Learners
from helpers.kinds.library import open_exercise

LESSON = "01_who_says_so.ipynb"
WINDOW = {"width": 1366, "height": 768}
# What the same walk cost in Jupyter as it comes: shared/reviews/learner.md.
RUNS, ACTIONS, SCREENS = 0, 61, 20
SENTENCE = "The US refused to attack the leaving convoy, the Russian Defense Ministry said."
SCROLLER = "window.jupyterapp.shell.currentWidget.content.outerNode"
LAST = f"""() => {{
    const all = [...{SCROLLER}.querySelectorAll('.jp-Cell, .wss-page-foot')];
    const ends = all.map((node) => node.getBoundingClientRect().bottom);
    return Math.max(...ends) - window.innerHeight;
}}"""
RUN_COUNT = """() => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    window.timesRun = 0;
    kernel.anyMessage.connect((_, { msg, direction }) => {
        if (direction === 'send' && msg.header.msg_type === 'execute_request') window.timesRun += 1;
    });
}"""


class Walker:
    """Goes through a lesson and counts."""

    def __init__(self, lesson):
        self.lesson = lesson
        self.page = lesson.page
        self.clicks, self.keys, self.typed = 0, 0, 0
        self.by_hand, self.out_of_view = 0.0, []
        self.height = self.page.evaluate(f"{SCROLLER}.clientHeight")

    def scroll(self, pixels):
        """Turn the wheel, by what is missing and no more."""
        before = self.page.evaluate(f"{SCROLLER}.scrollTop")
        self.page.evaluate(f"(pixels) => {{ {SCROLLER}.scrollTop += pixels; }}", pixels)
        self.by_hand += abs(self.page.evaluate(f"{SCROLLER}.scrollTop") - before)

    def read_on(self):
        """Read to the end of what is on show."""
        self.scroll(max(0, self.page.evaluate(LAST)))

    def bring_into_view(self, target):
        box, top = target.bounding_box(), WINDOW["height"] - self.height
        if box["y"] + box["height"] > WINDOW["height"]:
            self.scroll(min(box["y"] + box["height"] - WINDOW["height"] + 8, box["y"] - top))
        elif box["y"] < top:
            self.scroll(box["y"] - top)

    def click(self, target):
        self.bring_into_view(target)
        target.click()
        self.clicks += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def mark(self, cell, words, label):
        self.lesson.drag(cell, words)
        self.clicks += 1
        self.click(cell.get_by_role("toolbar", name="Labels").get_by_role("button", name=label))

    def answer(self, panel, exercise_id):
        """Give our own answer to one question, check it, and see that the feedback is in the window."""
        exercise = open_exercise(exercise_id)
        prompt = panel.get_by_text(exercise.prompt.split("\n")[0], exact=False).first
        if not prompt.evaluate(IN_WINDOW):
            self.out_of_view.append(exercise_id)
        answer, radios = exercise.accepted_answer(), panel.get_by_role("radio")
        if exercise.kind == "choice":
            self.click(radios.nth([option.id for option in exercise.options].index(answer)))
        elif exercise.kind == "sorting":
            groups = [group.id for group in exercise.groups]
            for number, item in enumerate(exercise.items):
                self.click(radios.nth(number * len(groups) + groups.index(answer[item.id])))
        elif exercise.kind == "spans":
            for label, span in exercise.accepted[0].marks:
                self.mark(panel, span.words, re.compile(label, re.IGNORECASE))
        else:
            self.click(panel.get_by_role("textbox").first)
            self.page.keyboard.type(SENTENCE)
            self.typed += len(SENTENCE)
        if exercise.confidence:
            slider = panel.get_by_role("slider")
            self.bring_into_view(slider)
            slider.click(position={"x": slider.bounding_box()["width"] * 0.9, "y": 10})
            self.clicks += 1
        self.click(panel.locator(".wss-button--main"))
        feedback = panel.locator(".wss-feedback")
        expect(feedback).to_be_visible()
        self.page.wait_for_timeout(100)  # the page brings it into view with the next picture
        if not feedback.get_by_role("heading").first.evaluate(IN_WINDOW):
            self.out_of_view.append(f"feedback of {exercise_id}")

    def answer_all(self, names):
        """Answer the questions of an exercise, one after another."""
        view, ids = self.page.locator(f".wss-view[data-wss-ids='{names}']"), names.split()
        for number, exercise_id in enumerate(ids):
            self.answer(view.locator(".wss-panel:visible"), exercise_id)
            if number + 1 < len(ids):
                self.click(view.get_by_role("button", name="Next", exact=True))


IN_WINDOW = f"""(node) => {{
    const {{ top, bottom }} = node.getBoundingClientRect();
    return top >= {SCROLLER}.getBoundingClientRect().top - 1 && bottom <= window.innerHeight + 1;
}}"""
OPEN = ".wss-view[data-wss-answered='false']:visible"


@pytest.fixture
def page(chromium, page_lab):
    with Learners(chromium, page_lab, OnLabPage).new() as new:
        yield new(viewport=WINDOW)


def test_the_core_of_lesson_01_without_a_fault(page):
    page.open(LESSON).ready()
    page.page.evaluate(RUN_COUNT)
    walker, main = Walker(page), page.page.locator(".wss-page-foot .is-main")
    steps = 0
    while True:
        steps += 1
        assert steps < 40
        if page.page.locator(OPEN).count():
            walker.answer_all(page.page.locator(OPEN).first.get_attribute("data-wss-ids"))
        walker.read_on()
        if main.count() == 0:
            break
        if page.page.evaluate("() => document.activeElement?.matches('.wss-feedback-heading')"):
            walker.press("Enter")
        else:
            walker.click(main.first)
    bar = page.page.get_by_role("progressbar", name="The lesson")
    expect(bar).to_have_attribute("aria-valuetext", "6 of 6 exercises answered")
    travelled = page.page.evaluate(f"{SCROLLER}.scrollTop")
    figures = {
        "cell runs": page.page.evaluate("window.timesRun"),
        "clicks": walker.clicks,
        "keys": walker.keys,
        "typed characters": walker.typed,
        "screens scrolled by hand": round(walker.by_hand / walker.height, 1),
        "screens from top to end": round(travelled / walker.height, 1),
        "out of view": walker.out_of_view,
    }
    print(figures)
    assert figures["cell runs"] == RUNS
    assert walker.clicks + walker.keys <= ACTIONS
    assert figures["screens scrolled by hand"] <= SCREENS
    assert walker.out_of_view == []

    # Next day: another kernel, another page; every answer is in view with no action.
    page.save()
    for session in page.lab._ask("api/sessions"):
        page.lab._ask(f"api/sessions/{session['id']}", "DELETE")
    page.page.goto("about:blank")
    page.open(LESSON).ready()
    expect(bar).to_have_attribute("aria-valuetext", "6 of 6 exercises answered")
    expect(page.page.locator(".wss-feedback:visible")).to_have_count(6)
