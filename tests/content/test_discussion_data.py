"""Every answer that the class report may bring up has a question to talk about, and every question an exercise."""

import pytest
import textstat

from helpers.class_report.figures import discussion_questions
from helpers.content import load
from helpers.kinds.library import exercise_ids, open_exercise

ENTRIES = load("discussion.json")["questions"]
LONGEST_SENTENCE, HARDEST_GRADE = 24, 9


def brought_up():
    exercises = (open_exercise(one) for one in exercise_ids())
    return {one.id for one in exercises if one.is_discussed and any(True for _ in one.unaccepted())}


def problems_of(entries):
    named = [one for entry in entries for one in entry["exercises"]]
    yield from (f"{one} stands twice" for one in {one for one in named if named.count(one) > 1})
    yield from (f"{one} has no question in data/discussion.json" for one in brought_up() - set(named))
    yield from (f"{one} is never brought up" for one in set(named) - brought_up())


def test_questions_and_exercises_fit():
    assert not list(problems_of(ENTRIES))
    assert set(discussion_questions()) == brought_up()


def test_a_question_that_does_not_fit_is_found():
    first, *others = ENTRIES
    assert list(problems_of(others))
    assert list(problems_of([*ENTRIES, {"exercises": ["no-such-exercise"], "ask": "Why?"}]))
    assert list(problems_of([*ENTRIES, first]))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["exercises"][0])
def test_a_question_asks_in_plain_words_and_quotes_nothing(entry):
    ask = entry["ask"]
    assert "“" not in ask and '"' not in ask
    assert "?" in ask or ask.split()[0] in {"Ask", "Draw", "Say", "Try", "Point"}, "it asks for nothing"
    assert max(len(sentence.split()) for sentence in ask.replace("?", ".").split(".")) <= LONGEST_SENTENCE


def test_the_questions_together_are_for_fourteen_year_olds():
    assert textstat.flesch_kincaid_grade(" ".join(entry["ask"] for entry in ENTRIES)) <= HARDEST_GRADE


def test_no_question_stands_twice():
    asks = [entry["ask"] for entry in ENTRIES]
    assert len(set(asks)) == len(asks)
