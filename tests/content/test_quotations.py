"""Curly double quotation marks stand only around words that stand verbatim in the course's data."""

import re
from functools import cache

import course_texts
import pytest

from authoring.rules import same_marks, stands_in
from helpers.content import data_folder

# Words of the page itself: the course quotes its own buttons and boxes.
WORDS_ON_THE_PAGE = {"1 Source", "because"}
QUOTED = re.compile("“([^“”]*)”")


with_same_marks = cache(same_marks)  # the same sources are asked for every text


def not_verbatim(text, sources):
    """Return what stands in curly quotation marks in a text, but in none of the sources."""
    ready = [with_same_marks(source) for source in sources]
    quoted = QUOTED.findall(text)
    return [
        words for words in quoted if words not in WORDS_ON_THE_PAGE and not any(stands_in(words, one) for one in ready)
    ]


def unpaired(text):
    """Tell whether a curly quotation mark has no partner."""
    return bool(re.search("[“”]", QUOTED.sub("", text)))


def every_text():
    yield from course_texts.texts_of_lessons()
    yield from course_texts.texts_of_questions()
    yield from course_texts.texts_of_readings()
    yield from course_texts.texts_of_glossary()
    yield from course_texts.texts_of_status()
    yield from course_texts.texts_about_stories()


def shared_sources():
    sources = course_texts.read(data_folder() / "sources.json")["sources"]
    return course_texts.story_texts() + [words for source in sources for words in source.get("quotations", ())]


def test_every_quotation_stands_verbatim_in_the_data():
    sources = shared_sources()
    found = [(text.where, bad) for text in every_text() for bad in not_verbatim(text.words, [*sources, *text.passages])]
    assert not found


def test_every_curly_quotation_mark_has_its_partner():
    assert not [text.where for text in every_text() if unpaired(text.words)]


def test_the_course_quotes_a_lot():
    """If this number falls, the checks above may be looking at nothing."""
    assert sum(len(QUOTED.findall(text.words)) for text in every_text()) > 200


STORY = 'The mayor said "the ‘old mill’ could open" in May. It is old.'


@pytest.mark.parametrize(
    "words",
    [
        "The mayor said",
        "the mayor said",
        "‘the ‘old mill’ could open’",
        "The mayor … in May",
        "Could open",
        "mayor … It is",
    ],
)
def test_words_of_the_story_may_be_quoted(words):
    assert not not_verbatim(f"Here stands “{words}”.", [STORY])


@pytest.mark.parametrize(
    "words",
    [
        "the mayor says",
        "mill … mayor",
        "The Mayor said",
        "ma",
        "mayor said the",
        "",
        "…",
        "the old mill could",
    ],
)
def test_other_words_may_not(words):
    assert not_verbatim(f"Here stands “{words}”.", [STORY]) == [words]


def test_a_passage_may_be_quoted_by_its_own_question_only():
    assert not_verbatim("It says “a red gate”.", ["some story"]) == ["a red gate"]
    assert not not_verbatim("It says “a red gate”.", ["some story", "There was a red gate."])


def test_a_lost_quotation_mark_is_noticed():
    assert unpaired("He said “this.") and unpaired("He said this”.") and not unpaired("He said “this”.")
