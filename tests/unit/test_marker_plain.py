"""A text that was wrapped, or that holds invisible characters, has the marks of the same text without them."""

import re
import textwrap
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.marker import annotate
from helpers.marker.benchmark_texts import load_test_text, text_ids
from helpers.marker.plain import plain


def wrapped(width, line_end="\n"):
    def change(text):
        paragraphs = text.split("\n\n")
        return (line_end * 2).join(
            textwrap.fill(paragraph, width, break_on_hyphens=False, break_long_words=False).replace("\n", line_end)
            for paragraph in paragraphs
        )

    return change


CHANGES = {
    "45 characters": wrapped(45),
    "72 characters": wrapped(72),
    "CRLF": wrapped(72, "\r\n"),
    "BOM": lambda text: "\ufeff" + text,
    "soft hyphens": lambda text: re.sub(r"(\w{4})(\w{3})", "\\1\u00ad\\2", text),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "word joiners": lambda text: text.replace(" ", "\u2060 "),
    "marks of direction": lambda text: text.replace("“", "\u200e“"),
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}


def bare(words):
    kept = re.sub(r"\W+", "", unicodedata.normalize("NFKC", words))
    return kept


def marked(text):
    return [(mark["kind"], mark["rule"], bare(text[mark["start"] : mark["end"]])) for mark in annotate(text)]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("text_id", text_ids()[::4])
def test_the_marks_stay(text_id, change):
    text = load_test_text(text_id).text
    assert marked(change(text)) == marked(text)


@pytest.mark.full("the marks of all test texts under every change")
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_marks_of_every_text_stay(change):
    for text_id in text_ids():
        text = load_test_text(text_id).text
        assert marked(change(text)) == marked(text), text_id


def test_a_word_that_was_cut_at_the_end_of_a_line_is_whole():
    text = "The coun-\ncil said that the bridge is safe."
    source = next(mark for mark in annotate(text) if mark["kind"] == "source")
    assert text[source["start"] : source["end"]] == "The coun-\ncil"


@pytest.mark.parametrize(
    "text",
    [
        "Bread\nMilk\nTwo Eggs",
        "Bridge May Reopen Soon, Mayor of Leeds Says\nBy Ann Lee",
        "A short line.\nAnother short line.",
    ],
)
def test_lines_that_were_not_wrapped_stay_apart(text):
    assert plain(text).text == text


@given(st.text(st.sampled_from("ab. \n\r-\u00ad\u200bﬁe\u0301A“"), max_size=80))
def test_each_character_has_its_place(text):
    read = plain(text)
    places = [read.place(at, at + 1) for at in range(len(read.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[0] <= after[0] and before[1] <= after[1] for before, after in pairwise(places))
    assert read.place(0, len(read.text))[1] <= len(text) if read.text else True
