"""What every exercise says to our own answer and to such as a class would give reads like one hand's writing."""

import re
from random import Random

import pytest

from helpers.kinds.library import exercise_ids, open_exercise

ANSWERS = 12
DOUBLED = re.compile(r"[“‘][“‘]|[”’]”")
ECHO = re.compile(r"\b(\w{4,})\. \1\b", re.IGNORECASE)


@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_no_quotation_mark_is_doubled_no_word_echoes_and_none_is_part_of_nothing(exercise_id):
    exercise, random = open_exercise(exercise_id), Random(exercise_id)
    answers = [exercise.accepted_answer(), *(exercise.invent(0.0, random) for _ in range(ANSWERS))]
    for feedback in (exercise.feedback(answer) for answer in answers if answer):
        told = [feedback.heading, feedback.summary, *(text for row in feedback.rows for text in vars(row).values())]
        for text in (text for text in told if isinstance(text, str)):
            assert not DOUBLED.search(text) and not ECHO.search(text), text
        assert not ("Part of" in feedback.heading and feedback.summary.startswith("0 ")), feedback.summary
