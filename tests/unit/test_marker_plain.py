"""A text that was wrapped, or that holds invisible characters, has the marks of the same text without them."""

import re
import textwrap
import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marker_kinds import lines

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


def hyphenated(width):
    """Wrap a text and cut long words at the ends of lines."""

    def lines_of(paragraph):
        line = ""
        for word in paragraph.split(" "):
            room = width - len(line) - 2
            if len(line) + len(word) < width:
                line += word + " "
            elif word.isalpha() and word.islower() and len(word) > 6 and room > 2:
                cut = min(room, len(word) - 3)
                yield f"{line}{word[:cut]}-"
                line = word[cut:] + " "
            else:
                yield line.rstrip()
                line = word + " "
        yield line.rstrip()

    return lambda text: "\n\n".join("\n".join(lines_of(paragraph)) for paragraph in text.split("\n\n"))


def with_pages(head, lines_a_page=15):
    """Wrap a text and put what a page adds after so many lines, wherever a paragraph or a sentence stands then."""

    def change(text):
        lines = wrapped(72)(text).split("\n")
        pages = [lines[at : at + lines_a_page] for at in range(0, len(lines), lines_a_page)]
        return "".join("\n".join(page) + head.format(number) for number, page in enumerate(pages, 1))

    return change


HEADS = re.compile(r"\n\n\d+\n\f|\d+ of 9\s+The Wenlow Echo, 4 May|29/11/2026\s+https://example.org/bridge \d+/9")
SENTENCES = [line.text for line in lines()]
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
    "hyphens at line ends": hyphenated(60),
    "numbers of pages": with_pages("\n\n{}\n\f"),
    "running heads": with_pages("\n\n{} of 9\n\nThe Wenlow Echo, 4 May\n\n"),
    "heads of a printed page": with_pages("\n29/11/2026\nhttps://example.org/bridge {}/9\n\f"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}


def bare(words):
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", HEADS.sub("", words)))


def marked(text):
    return [(mark["kind"], mark["rule"], bare(text[mark["start"] : mark["end"]])) for mark in annotate(text)]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("text_id", text_ids()[::4])
def test_the_marks_stay(text_id, change):
    text = load_test_text(text_id).text
    assert marked(change(text)) == marked(text)


PAGES = ("numbers of pages", "running heads", "heads of a printed page")
NEW_PARAGRAPHS = dict.fromkeys(PAGES, 4)
"""Marks too many: where a page ends with a full line that ends a paragraph, nobody can tell that it does."""


@pytest.mark.full("the marks of all test texts under every change")
@pytest.mark.parametrize("change", CHANGES)
def test_the_marks_of_every_text_stay(change):
    more = Counter()
    for text in (*(load_test_text(text_id).text for text_id in text_ids()), "\n\n".join(SENTENCES)):
        here, there = Counter(marked(text)), Counter(marked(CHANGES[change](text)))
        assert not here - there
        more += there - here
    assert more.total() == NEW_PARAGRAPHS.get(change, 0)


def test_a_list_that_counts_is_no_head_of_a_page():
    text = "Step 1: wash\nStep 2: dry\n\n1. Bread\n2. Milk and two eggs"
    assert plain(text).text == text


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
