"""Hostile text in any file of the course, or from a learner, changes no element of any card, page, report or sheet.

All is written twice: once as it is, once with signs of HTML behind every sentence of the data. A browser must see the
same elements with the same attributes in the same order.
"""

import json
import shutil
import sys
from datetime import date
from html.parser import HTMLParser

import pytest

from browser_edition import first_page
from helpers import content
from helpers.charts import still
from helpers.charts.chart import Chart
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
from helpers.class_report.invented import invented_files
from helpers.html import Card
from helpers.kinds.exercise import Entry
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.kinds.text.model import TextAnswer
from helpers.lesson import look_back, my_record_cells
from helpers.lesson.my_page import whole_page
from helpers.lesson.verbs import look_up
from helpers.marker import mark_text
from helpers.marks_card import MarkedText, marks_card
from helpers.notebooks import lesson_files
from helpers.on_paper.lesson_code import calls_in
from helpers.on_paper.pages import pages_of
from helpers.on_paper.slides import slides_of
from helpers.past_answers import form_items
from helpers.widgets.page import Page
from helpers.widgets.record_page import RecordPage

SIGNS = "<script>alert(1)</script>\"><img src=x onerror='alert(2)'>' onload='x' <!-- &lt;b&gt; &amp \u202e\u2066 \x00"
SEEN = 20  # so many of them are left where a long text is cut
# Names of things, and words that stand in a text: with signs behind them they would be other names and other words.
NAMES = {
    "words",
    "begins",
    "sentence",
    "status",
    "strength",
    "locator",
    "forms",
    "actor",
    "topic",
    "role",
    "degree",
    "construction",
    "voice",
}
# What the marker knows of English, and the texts on which it is measured, place by place.
LANGUAGE = {"lexicons", "texts", "readings", "schemas"}


class Structure(HTMLParser):
    """The elements of a page with the names of their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, *(name for name, _ in attributes)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.found.append("comment")


def poisoned(value, name=""):
    if isinstance(value, dict) and name == "told":  # the parts of a claim, in words of its text
        return value
    if isinstance(value, dict):
        return {key: poisoned(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, name) for part in value]
    return f"{value} {SIGNS}" if isinstance(value, str) and " " in value and name not in NAMES else value


def forget_what_was_read():
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("helpers", "authoring", "browser_edition"):
            for part in vars(module).values():
                getattr(part, "cache_clear", int)()


@pytest.fixture
def hostile_course(tmp_path, monkeypatch):
    """The course with signs of HTML behind every sentence of its data."""

    def poison():
        shutil.copytree(content.data_folder(), tmp_path / "data")
        prose = [path for path in (tmp_path / "data").rglob("*.json") if path.parent.name not in LANGUAGE]
        for path in prose:
            path.write_text(json.dumps(poisoned(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
        for path in (tmp_path / "data").rglob("story.txt"):
            lines = path.read_text(encoding="utf-8").split("\n")
            path.write_text("\n".join(f"{line} {SIGNS}" if line.strip() else line for line in lines), encoding="utf-8")
        monkeypatch.setattr(content, "PACKAGE", tmp_path / "helpers")
        forget_what_was_read()

    monkeypatch.setattr(still, "FOLDER", tmp_path / "none")  # what is drawn of other words is another file
    forget_what_was_read()
    yield poison
    monkeypatch.undo()
    forget_what_was_read()


def every_page():
    """Yield a name and the HTML of all that the course can show, keep or print."""
    for path in lesson_files():
        calls = [
            call
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "code"
            for call in calls_in("".join(cell["source"]))
            if not call.asked()
        ]
        for number, call in enumerate(calls):
            shown = call.shown()
            name = f"{path.stem} {number} {call.verb}"
            if type(shown) is Chart:
                yield f"{name} as bars", shown._bars_in_html()
            if isinstance(shown, RecordPage):
                yield name, shown.body
            shown = shown.card if isinstance(shown, Page) else shown
            if isinstance(shown, Card | Chart | MarkedText):
                yield name, shown._repr_html_()
        yield from ((name, page) for name, page in pages_of([path]) if not name.endswith("-slides.html"))
        yield f"{path.stem} on the first page", first_page._row(path, "lessons")


def the_same_elements(clean, hostile):
    """Check that each page has the elements of its twin; return the text of the hostile ones."""
    text = ""
    for (name, page), (_, twin) in zip(clean, hostile, strict=True):
        seen = Structure(twin)
        assert seen.found == Structure(page).found, name
        text += seen.text
    return text


def test_hostile_data_changes_no_element(hostile_course, record, monkeypatch):
    monkeypatch.setattr(Chart, "_picture", lambda self: b"")
    clean = list(every_page())
    hostile_course()
    hostile = list(every_page())
    assert [name for name, _ in clean] == [name for name, _ in hostile]
    assert the_same_elements(clean, hostile).count(SIGNS[:SEEN]) > 1000


def test_hostile_data_brings_no_new_element_onto_a_slide(hostile_course, monkeypatch):
    """Longer texts need more slides, so the elements are not as many; but they are the same ones."""
    monkeypatch.setattr(Chart, "_picture", lambda self: b"")

    def seen():
        slides = [Structure(slides_of(path)) for path in lesson_files()]
        return {found for page in slides for found in page.found}, "".join(page.text for page in slides)

    clean, _ = seen()
    hostile_course()
    hostile, text = seen()
    assert hostile <= clean and text.count(SIGNS[:SEEN]) > 500


def test_a_class_report_over_hostile_data_and_file_names_has_the_same_elements(hostile_course):
    def cards(name):
        files = [*invented_files(35), (f"{name}.json", b"{"), (f"x{name}", b"[]")]
        return [(card.title, card.body) for card in report_cards(*count_class(files))]

    clean = cards("name")
    hostile_course()
    assert the_same_elements(clean, cards(SIGNS)).count(SIGNS[:SEEN]) > 20


def answers(words):
    """Return a record's answers: both forms, all missed, and own words wherever a page shows them."""

    def attempt(answer):
        return [{"when": "2026-11-01T10:00:00+00:00", "how": "buttons", "answer": answer, "confidence": 90}]

    missed = {
        item.id: attempt(next(option.id for option in item.options if not option.accepted))
        for form in "AB"
        for item in form_items(form)
    }
    own = [one for one in exercise_ids() if isinstance(open_exercise(one), TextAnswer)]
    return missed | {exercise_id: attempt(words) for exercise_id in own}


LOOKS = (look_back.retelling, look_back.forms, look_back.confidence, look_back.rubric)


def test_what_a_learner_wrote_changes_no_element_of_what_is_shown_back_or_kept(hostile_course):
    def pages(words):
        given = answers(words)
        for look in LOOKS:
            yield look.__name__, look(given)
        yield "page to keep", whole_page(look_back.page_body(given, date(2026, 11, 23)))

    clean = list(pages("My words."))
    assert the_same_elements(clean, pages(SIGNS)).count(SIGNS[:SEEN]) >= 4
    hostile_course()
    assert the_same_elements(clean, pages(SIGNS)).count(SIGNS[:SEEN]) > 40


def test_a_record_with_a_hostile_name_is_shown_with_the_same_elements(record):
    record.keep("retell-headline", Entry("My words."), how="buttons")
    folder = record.path.parent
    (folder / "my_record-copy.json").write_text("{}", encoding="utf-8")
    clean = Structure(my_record_cells.contents()).found
    for path in folder.glob("my_record-*"):
        path.unlink()
    (folder / "my_record-\"><img src=x onerror='alert(2)'> <script>.json").write_text("{}", encoding="utf-8")
    shown = Structure(my_record_cells.contents())
    assert shown.found == clean


@pytest.mark.parametrize("words", [SIGNS, f"The mayor said: “{SIGNS}” It could allegedly be {SIGNS}.\n\n{SIGNS}"])
def test_a_text_of_ones_own_changes_no_element_but_those_of_its_marks(words):
    harmless = {
        "/" + tag for tag in "style div p fieldset legend label span mark b i bdi details summary ol ul li".split()
    }
    found = Structure(marks_card(mark_text(words))._repr_html_()).found
    assert {tag if isinstance(tag, str) else f"/{tag[0]}" for tag in found} <= harmless | {"/input"}
    assert not {name for tag in found if isinstance(tag, tuple) for name in tag[1:]} & {"src", "onerror", "onload"}


def test_a_hostile_question_to_the_glossary_is_shown_as_text():
    assert (
        Structure(look_up(SIGNS)._repr_html_()).found == Structure(look_up("nothing that there is")._repr_html_()).found
    )
