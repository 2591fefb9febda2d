"""Plain text becomes safe HTML, whatever the text is."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.html import Card, Mark, element, marked_text, table

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</mark></p><style>*{display:none}</style>",
    "&lt;b&gt; &amp;amp; &#60;",
    "\u202eeliF\u202c שלום مرحبا",
    "e\u0301\u0301\u0301 👩‍👩‍👧‍👦 \x00 \ud800",
]

texts = st.text(max_size=40) | st.sampled_from(HOSTILE)
marks = st.builds(Mark, st.integers(-2, 42), st.integers(-2, 42), texts, texts)


class Reader(HTMLParser):
    """Reads HTML as a browser would; the names of labels are kept apart from the text."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.names, self.text = [], [], [], ""
        self.feed(html)
        self.close()
        assert not self.open, "a tag is not closed"

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.seen.append((tag, *(name for name, _ in attributes)))
        if tag == "b":
            self.names.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, "tags cross"

    def handle_data(self, data):
        if self.open[-1:] == ["b"]:
            self.names[-1] += data
        else:
            self.text += data


@given(texts, st.lists(marks, max_size=6))
def test_a_marked_text_without_its_tags_is_the_text(text, marked):
    found = Reader(marked_text(text, marked))
    assert found.text == text
    assert set(found.seen) <= {("mark", "class"), ("b", "class"), ("span", "class")}


@given(texts, st.lists(marks, max_size=6))
def test_every_mark_inside_the_text_is_named_once(text, marked):
    inside = [mark.name for mark in marked if 0 <= mark.start < mark.end <= len(text)]
    # A space keeps the name apart from the text, also for those who hear or copy it.
    assert sorted(Reader(marked_text(text, marked)).names) == sorted(f"{name} " for name in inside)


def test_a_mark_inside_another_stands_inside_its_element():
    html = marked_text("a b c", [Mark(2, 3, "cue", "Cue"), Mark(0, 5, "content", "Content")])
    found = Reader(html)
    assert found.text == "a b c"
    assert found.names == ["Content ", "Cue "]
    outer, inner = '<mark class="wss-mark wss-mark--content">', '<mark class="wss-mark wss-mark--cue">'
    assert html.count(outer) == 3 and f"{outer}{inner}" in html and html.endswith(f"{outer} c</mark>")


def test_marks_that_cross_are_closed_and_opened_again():
    found = Reader(marked_text("abc", [Mark(0, 2, "x", "X"), Mark(1, 3, "y", "Y")]))
    assert found.text == "abc"
    assert found.names == ["X ", "Y "]
    assert [tag for tag, *_ in found.seen].count("mark") == 4


@pytest.mark.parametrize("start, end", [(0, 0), (2, 1), (-1, 2), (0, 4)])
def test_a_mark_that_does_not_fit_the_text_is_left_out(start, end):
    assert marked_text("abc", [Mark(start, end, "cue", "Cue")]) == "abc"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text):
    for html in (
        element("p", text, css=text),
        table(text, [text, text], [(text, text)]),
        marked_text(text, [Mark(0, 1, text, text)]),
    ):
        tags = {tag for tag, *_ in Reader(html).seen}
        assert tags <= {"p", "table", "caption", "thead", "tbody", "tr", "th", "td", "mark", "b", "span"}
        assert "<script" not in html and "<img" not in html and "<style" not in html


def test_an_element_keeps_the_direction_of_its_text_to_itself():
    assert element("p", "שלום", css="wss-origin") == '<p class="wss-origin" dir="auto">שלום</p>'


def test_a_table_names_its_columns_and_its_rows():
    html = table("Numbers", ["Name", "Count"], [("Ann", 3), ("Bob", 0)])
    assert "<caption>Numbers</caption>" in html
    assert '<th scope="col">Name</th><th scope="col">Count</th>' in html
    assert '<tr><th scope="row" dir="auto">Ann</th><td dir="auto">3</td></tr>' in html
    assert '<td dir="auto">0</td>' in html


def test_a_card_prints_its_sentence_and_shows_its_body():
    card = Card("What it says.", "<p>Body</p>")
    assert repr(card) == "What it says."
    html = card._repr_html_()
    assert html.endswith('<div class="wss wss-card"><p>Body</p></div>')
    assert html.startswith("<style>")
