"""Curly double quotation marks stand only around words that stand verbatim in the course's data."""

import re

import course_texts
import pytest

from helpers.content import data_folder

# Words of the page itself: the course quotes its own buttons and boxes.
WORDS_ON_THE_PAGE = {"1 Source", "because"}
QUOTED = re.compile("“([^“”]*)”")
QUOTATION_MARK = re.compile("[\"'‘’“”„«»]")
SPACES = re.compile(r"[\s\u00a0\u202f]+")


def same_marks(text):
    """Make all quotation marks and all spaces the same: inner marks may be written as curly single ones."""
    return SPACES.sub(" ", QUOTATION_MARK.sub("'", text)).strip()


def stands_in(quoted, text):
    """Tell whether the words stand in the text: whole words, letter for letter, pieces around “…” in order.

    Only the first letter may be large where the text has it small, or small where it is large.
    """
    position = 0
    for number, piece in enumerate(same_marks(quoted).split("…")):
        words = piece.strip()
        if not words:
            continue
        first = f"(?i:{re.escape(words[0])})" if number == 0 else re.escape(words[0])
        before = r"(?<!\w)" if words[0].isalnum() else ""
        after = r"(?!\w)" if words[-1].isalnum() else ""
        found = re.compile(before + first + re.escape(words[1:]) + after).search(text, position)
        if not found:
            return False
        position = found.end()
    return position > 0


def not_verbatim(text, sources):
    """Return what stands in curly quotation marks in a text, but in none of the sources."""
    ready = [same_marks(source) for source in sources]
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
