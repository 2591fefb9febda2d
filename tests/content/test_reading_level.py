"""The lessons' prose can be read at fourteen: Flesch-Kincaid grade and length of sentences, by lesson.

Quotations are the object of study and terms are what is to be learned, so both are left aside. The formula counts
syllables and words; it knows nothing of sense (Kincaid et al. 1975, https://apps.dtic.mil/sti/citations/ADA006655).
"""

import re
from statistics import median

import course_texts
import pytest
import textstat

from helpers.content import data_folder

HIGHEST_GRADE, LONGEST_MEDIAN_SENTENCE = 9, 18
# A sentence of this many words is read twice, whatever the grade says.
LONGEST_SENTENCE = 40
QUOTED = re.compile(r"“[^”]*”")
NOT_PROSE = re.compile(
    r"^```.*?^```|^\|.*$|^\*\*Sources:?\*\*.*$|^#+ .*$|`[^`]*`|https?://\S+", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
BULLET = re.compile(r"^\s*(?:[-*]|\d+\.) +", re.MULTILINE)
SENTENCE_END = re.compile(r"(?<=[.!?…:])[\s*]+|\n+")


def terms():
    """Return the words that the course teaches, and the labels of its buttons; long ones first."""
    glossary = course_texts.read(data_folder() / "glossary.json")
    names = [name for entry in glossary["terms"] for name in (entry["term"], *entry.get("also", ()))]
    return sorted({*names, *(label["name"] for label in glossary["labels"])}, key=len, reverse=True)


TERMS = re.compile(rf"\b(?:{'|'.join(map(re.escape, terms()))})s?\b", re.IGNORECASE)


def plain(markdown):
    """Return our own words in a text: quotations stand as “this”, terms as “word”."""
    text = LINK.sub(r"\1", NOT_PROSE.sub("", markdown))
    text = TERMS.sub("word", QUOTED.sub("this", BULLET.sub("", text)))
    return re.sub(r"[*_]", "", text)


def sentences(text):
    found = (sentence.strip() for sentence in SENTENCE_END.split(text))
    return [sentence for sentence in found if re.search(r"[^\W\d_]", sentence)]


def prose_of(lesson):
    texts = [text.words for text in course_texts.texts_of_lessons() if text.lesson == lesson]
    texts += [text.words for text in course_texts.texts_of_questions("[0-9][0-9]_*.json") if text.lesson == lesson]
    return [sentence for text in texts for sentence in sentences(plain(text))]


def grade(found):
    return textstat.flesch_kincaid_grade(" ".join(s if s[-1] in ".!?…:" else f"{s}." for s in found).replace(":", "."))


LESSONS = [path.stem for path in course_texts.lesson_files()]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_can_be_read_at_fourteen(lesson):
    found = prose_of(lesson)
    assert grade(found) <= HIGHEST_GRADE
    assert median(len(sentence.split()) for sentence in found) <= LONGEST_MEDIAN_SENTENCE


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_sentence_goes_on_and_on(lesson):
    assert not [sentence for sentence in prose_of(lesson) if len(sentence.split()) > LONGEST_SENTENCE]


def test_hard_prose_is_found():
    hard = "Institutional accountability necessitates considerable epistemological sophistication notwithstanding."
    assert grade([hard]) > HIGHEST_GRADE


def test_quotations_terms_and_code_are_left_aside():
    text = "The *attribution* says “an extraordinarily complicated formulation”. Type `answer`. [Go on](x.md)."
    assert plain(text) == "The word says this. Type . Go on."


# -- what is asked, and the reasons: warm and whole sentences, not telegrams

SHORTEST_MEDIAN_SENTENCE = 9
ASKED_OR_TOLD = {"prompt", "help", "reason", "reasons", "look_for"}
FULL_STOP = re.compile(r"(?<=[.!?…])[”)]?\s+")


def asked_or_told(value, key=""):
    """Yield what the questions of a lesson ask and tell: prompts, helps, reasons."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in ("passage", "on_paper"):
                yield from asked_or_told(part, key if key == "reasons" else name)
    elif isinstance(value, list):
        for part in value:
            yield from asked_or_told(part, key)
    elif isinstance(value, str) and key in ASKED_OR_TOLD:
        yield value


def sentence_lengths(questions):
    return [
        len(sentence.split())
        for text in asked_or_told(questions)
        for sentence in FULL_STOP.split(text)
        if re.search(r"\w", sentence)
    ]


@pytest.mark.parametrize("path", course_texts.question_files(), ids=lambda path: path.stem)
def test_questions_and_reasons_are_not_clipped(path):
    assert median(sentence_lengths(course_texts.read(path))) >= SHORTEST_MEDIAN_SENTENCE


def test_clipped_reasons_are_found():
    clipped = {"questions": [{"prompt": "Who? Look.", "options": [{"reason": "Yes. It does. Nobody says so."}]}]}
    assert sentence_lengths(clipped) == [1, 1, 1, 2, 3]
