"""Text of a story, a question or a learner is only ever text, whatever it holds and however long it is."""

import pytest
from playwright.sync_api import expect

MEGABYTE = 1_000_000
HOSTILE = [
    "<script>window.wasRun = true</script>",
    '<img src=x onerror="window.wasRun = true"> & \'" &lt;b&gt;',
    "</style></div></p><h1>Out</h1><!--",
    "\u202egnorw eht yaw dnuor\u202c and \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "e\u0301\u0301\u0301\u0301 Z\u0351\u0352\u0353\u0354 a\u0300",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f1fa\U0001f1f3 \U0001f595\U0001f3fd",
    "${window.wasRun = true} {{ 7 * 7 }} $x^2$ `code` [link](javascript:window.wasRun=true)",
]
SHOW = """
from helpers.charts.chart import Chart
from helpers.kinds.choice.model import Choice, Option
from helpers.kinds.sorting.model import Group, SortedItem, Sorting
from helpers.kinds.spans.model import AcceptedReading, Spans
from helpers.reading import Label
from helpers.kinds.text.model import TextAnswer
from helpers.lesson.asking import show_exercises
from helpers.widgets.page import Page
from helpers.story import Paragraph, Sentence, Span, story_from


def story(text):
    about = {
        "id": "hostile", "title": text[:200], "outlet": {"name": text[:200]}, "place": "P", "published": "2017-01-01",
        "written_for_the_course": True, "rights": {"holder": text[:200]},
        "paragraphs": [{"id": "p1", "role": "body", "sentences": [{"id": "p1-s1", "begins": text[:20]}]}],
    }
    return story_from(about, text)


def exercises(text):
    words = text.split()[:1][0]
    passage = Sentence("p1-s1", text)
    return [
        Choice("choice", text, [text], text, confidence=True, options=[Option("a", text, True, text)]),
        Sorting("sorting", text, groups=[Group("g", text)], items=[SortedItem("i", text, ["g"], {"g": text})]),
        TextAnswer("text", text, because=True, max_length=600, look_for=[text], model_answer=text),
        Spans("spans", text, paragraphs=[Paragraph("p1", "body", (passage,))], labels=[Label("source", text, text)],
              accepted=[AcceptedReading(text, text, [("source", Span("p1-s1", words))])], reasons={"source": text}),
    ]


def ask(exercise, typed=...):
    return show_exercises(exercise.prompt, [exercise], [typed])
"""
more_texts = pytest.mark.full("a megabyte of text, and parts of any name, in JupyterLab")


@pytest.fixture
def hostile(lesson, lab):
    """Open a notebook with cells of our own; at the end nothing hostile may have been run."""

    def opened(*cells):
        lesson.open(lab.scratch("hostile.ipynb", SHOW, *cells)).run_all()
        return lesson

    yield opened
    assert lesson.page.evaluate("() => window.wasRun") is None


def test_hostile_text_is_shown_as_text_everywhere(hostile):
    text = " ".join(HOSTILE)
    lesson = hostile(
        f"text = {text!r}",
        "story(text).card()",
        "Page(story(text).card())",
        'Chart(text, text, ["Name", "Number"], [(text, 3)])',
        *(f"ask(exercises(text)[{number}])" for number in range(4)),
    )
    for number in range(3, 10):
        shown = lesson.cell(number).locator(".wss").first
        assert HOSTILE[0] in shown.text_content()
        assert shown.locator("script, img[src=x], h1").count() == 0
    words = lesson.cell(9).locator(".wss-word-text").all_text_contents()
    assert [word.strip() for word in words] == text.split()

    # the learner's own words come back as they were written
    view = lesson.cell(8).locator(".wss-view")
    view.locator("textarea").fill(text)
    view.get_by_label("Because").fill(text[:280])
    view.get_by_role("button", name="Keep my answer").click()
    expect(view.locator(".wss-feedback")).to_contain_text("Your answer is kept.")
    [attempt] = lesson.lab.attempts("text")
    assert (attempt["answer"], attempt["because"]) == (text, text[:280].strip())

    # and feedback to a mark tells hostile reasons as text
    view = lesson.cell(9).locator(".wss-view")
    view.locator(".wss-word").first.click()
    view.locator(".wss-label").first.click()
    view.get_by_role("button", name="Check my answer").click()
    expect(view.locator(".wss-feedback")).to_contain_text(HOSTILE[0])


@more_texts
def test_a_megabyte_is_shown_and_the_page_goes_on_answering(hostile):
    lesson = hostile(
        f"text = 'A fine day. ' * ({MEGABYTE} // 12)",
        "story(text).card()",
        "ask(Choice('choice', text, options=[Option('a', text, True, 'Fine.'), Option('b', 'No', False, 'No.')]))",
        "ask(TextAnswer('box', 'Write.', max_length=600))",
        "ask(TextAnswer('typed', 'Write.', max_length=600), text)",
    )
    assert len(lesson.cell(3).locator(".wss").text_content()) > MEGABYTE - 100
    view = lesson.cell(4).locator(".wss-view")
    assert len(view.locator("legend").text_content()) > MEGABYTE - 100
    view.get_by_role("radio").last.check()
    view.get_by_role("button", name="Check my answer").click()
    expect(view.locator(".wss-feedback")).to_contain_text("Not this one.")

    # too long for the box: told so, and not a letter lost
    view = lesson.cell(5).locator(".wss-view")
    view.locator("textarea").evaluate(
        """(box, length) => {
            box.value = 'x'.repeat(length);
            box.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }""",
        MEGABYTE,
    )
    view.get_by_role("button", name="Keep my answer").click()
    expect(view.locator(".wss-feedback")).to_contain_text("There is room for 600.")
    assert len(view.locator("textarea").input_value()) == MEGABYTE
    expect(lesson.cell(6).locator(".wss-feedback")).to_contain_text("There is room for 600.")
    assert lesson.lab.attempts("box") == lesson.lab.attempts("typed") == []


@more_texts
@pytest.mark.parametrize("name", ["constructor", "__proto__"])
def test_an_exercise_and_its_parts_may_have_any_name(hostile, name):
    """Every plain object of a script seems to hold something under these names."""
    lesson = hostile(
        f"name, other = {name!r}, 'other'",
        "ask(Choice(name, 'Choose.', options=[Option(other, 'One', False, 'No.'), Option(name, 'Two', True, 'So.')]))",
        "ask(Sorting('sort-' + name, 'Sort.', groups=[Group(other, 'G'), Group(name, 'H')],"
        " items=[SortedItem(name, 'it', [name], {other: 'No.', name: 'So.'})]))",
    )
    for again in (False, True):
        for number in (3, 4):
            view = lesson.cell(number).locator(".wss-view")
            if not again:
                expect(view.locator(".wss-feedback")).to_be_hidden()
                view.get_by_role("radio").last.check()
                view.get_by_role("button", name="Check my answer").click()
            expect(view.locator(".wss-feedback--matches")).to_be_visible()
            expect(view.get_by_role("radio").last).to_be_checked()
        lesson.run_all()  # what was kept comes back
    assert lesson.lab.attempts(name)[0]["answer"] == name
    assert lesson.lab.attempts(f"sort-{name}")[0]["answer"] == {name: name}
