"""Plain text becomes safe HTML, whatever the text is."""

import json
import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.html import (
    Card,
    Highlight,
    Html,
    blocks_of,
    bullets,
    document,
    element,
    filled,
    folded,
    join,
    marked_lines,
    marked_text,
    script_data,
    style,
    table,
    unfolded,
)

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
marks = st.builds(Highlight, st.integers(-2, 42), st.integers(-2, 42), texts, texts)


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
    html = marked_text("a b c", [Highlight(2, 3, "cue", "Cue"), Highlight(0, 5, "content", "Content")])
    found = Reader(html)
    assert found.text == "a b c"
    assert found.names == ["Content ", "Cue "]
    outer, inner = '<mark class="wss-mark wss-mark--content">', '<mark class="wss-mark wss-mark--cue">'
    assert html.count(outer) == html.count(inner) == 1
    assert html.startswith(outer) and html.endswith(" c</span></mark>"), "one element holds the other"


def test_marks_that_cross_are_closed_and_opened_again():
    found = Reader(marked_text("abc", [Highlight(0, 2, "x", "X"), Highlight(1, 3, "y", "Y")]))
    assert found.text == "abc"
    assert found.names == ["X ", "Y "]
    assert [tag for tag, *_ in found.seen].count("mark") == 3, "the second is opened again after the first"


@pytest.mark.parametrize("start, end", [(0, 0), (2, 1), (-1, 2), (0, 4)])
def test_a_mark_that_does_not_fit_the_text_is_left_out(start, end):
    assert marked_text("abc", [Highlight(start, end, "cue", "Cue")]) == "abc"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text):
    for html in (
        element("p", text, css=text),
        table(text, [text, text], [(text, text)]),
        marked_text(text, [Highlight(0, 1, text, text)]),
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
    card = Card("What it says.", element("p", "Body", dir=None))
    assert repr(card) == "What it says."
    html = card._repr_html_()
    assert html.endswith('<div class="wss wss-card"><p>Body</p></div>')
    assert html.startswith("<style>")


# ---- the type and its builders -----------------------------------------------------------------------------------


def test_nobody_makes_html_by_calling_it():
    for call in (lambda: Html("<b>"), lambda: Html(), lambda: type(element("p", "x"))("<b>")):
        with pytest.raises(TypeError, match="Only the builders"):
            call()


def test_what_is_done_to_html_makes_plain_text_again():
    html = element("b", "x")
    for text in (f"{html}", "".join([html]), html.replace("x", "y"), html[:3], html.strip(), str(html)):
        assert type(text) is str
        assert element("p", text) == f'<p dir="auto">{escape(text)}</p>'


@given(texts)
def test_each_builder_escapes_text_and_lets_html_in(text):
    html = element("b", "x")
    for made in (
        join(text, html),
        element("p", text, html),
        bullets([text, html]),
        folded(text, text, html),
        table(text, [text, html], [(text, html)]),
    ):
        assert type(made) is Html
        assert html in made
        assert "<b>" not in made and Reader(made.replace(html, "")).text.replace(text, "") == ""


def test_an_attribute_is_escaped_and_may_be_left_out():
    assert element("p", css='"><script>') == '<p class="&quot;&gt;&lt;script&gt;"></p>'
    assert (
        element("input", type="radio", hidden=True, checked=False, name=None, css="") == '<input type="radio" hidden>'
    )
    assert (
        element("label", "x", for_="a", aria_hidden="true", dir=None) == '<label for="a" aria-hidden="true">x</label>'
    )


@pytest.mark.parametrize("name", ["onclick", "on_click", "style", "srcdoc", "x y", 'x="', "x>", "", "1x", "X"])
def test_an_attribute_that_could_run_something_is_refused(name):
    with pytest.raises(ValueError, match="attribute"):
        element("p", **{name: "x"})


@pytest.mark.parametrize("tag", ["script", "style", "p x", "p>", "", "/p", "P"])
def test_a_tag_that_could_run_something_is_refused(tag):
    with pytest.raises(ValueError, match="tag"):
        element(tag, "x")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_an_address_that_could_run_something_is_refused(address):
    with pytest.raises(ValueError, match="address"):
        element("a", "x", href=address)
    assert element("a", "x", href="notebooks/index.html?path=a&b") != ""


def test_what_is_no_text_is_refused():
    for wrong in ([], object(), b"x"):
        with pytest.raises(TypeError, match="HTML is made of"):
            element("p", wrong)


def test_a_style_cannot_end_itself():
    assert style("p {}") == "<style>p {}</style>"
    with pytest.raises(ValueError, match="its own end"):
        style("p {} </STYLE ><script>")


@given(texts)
def test_data_for_a_script_cannot_end_its_element(text):
    html = script_data("x", {"own": [text]})
    assert html.count("<") == 2
    assert json.loads(html.split(">", 1)[1].split("</")[0]) == {"own": [text]}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_of_its_own_shows_hostile_text_as_text(text):
    page = document(text, "p {}", element("p", text), css=text)
    tags = [tag for tag, *_ in Reader(re.sub("<meta [^>]*>", "", page)).seen]
    assert tags == ["html", "head", "title", "style", "body", "main", "p"]
    assert "default-src 'none'" in page


def test_a_page_of_ours_is_filled_in(tmp_path):
    (tmp_path / "page.html").write_text("<p>$told</p><ul>$rows</ul>", encoding="utf-8")
    page = filled(tmp_path / "page.html", told="<b>", rows=element("li", "x"))
    assert page == '<p>&lt;b&gt;</p><ul><li dir="auto">x</li></ul>'


def test_on_paper_folds_are_open_and_nothing_else_changes():
    html = style("p {}") + folded("Title", element("p", "<details><style>"), css="x") + folded("Second", "x")
    assert unfolded(html) == (
        '<details open class="x"><summary>Title</summary><p dir="auto">&lt;details&gt;&lt;style&gt;</p></details>'
        "<details open><summary>Second</summary>x</details>"
    )
    assert unfolded(unfolded(html)) == unfolded(html)
    named_twice = folded("Who & what", table("Who & what", ("a",), [("b",)])) + folded("Who", table("What", ("a",), []))
    assert unfolded(named_twice).count("Who &amp; what") == 1 and "<caption>What</caption>" in unfolded(named_twice)
    with pytest.raises(TypeError, match="not plain text"):
        unfolded(str(html))


def test_a_text_is_marked_line_by_line():
    lines = dict(marked_lines("ab\n\ncd", [Highlight(1, 5, "cue", "Cue")]))
    assert list(lines) == ["ab\n", "\n", "cd"]
    assert lines["ab\n"].count("Cue") == 1 and lines["cd"] == '<mark class="wss-mark wss-mark--cue">c</mark>d'
    assert list(marked_lines("", [])) == []


def test_html_is_cut_between_its_elements_and_entries_of_a_list_and_a_title_stays_with_what_follows():
    title = element("p", "Who is <b>heard</b>?", css="wss-known-title")
    listed = bullets([element("b", "A & B"), element("br"), "c > d"])
    nested = element("div", element("div", "in"), element("p", "it"))
    whole = join(element("p", "One"), title, listed, element("hr"), nested, title)
    first, second = bullets([element("b", "A & B")]), bullets([element("br")])
    blocks = [element("p", "One"), title + first, second, bullets(["c > d"]), element("hr"), nested, title]
    assert blocks_of(whole) == blocks
    assert blocks_of(join()) == [] and blocks_of(join("a ", element("b", "c"), " d")) == ['a <b dir="auto">c</b>', " d"]
    assert all(isinstance(block, Html) for block in blocks_of(whole))
