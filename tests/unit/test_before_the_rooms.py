"""A record and hand-ins that an earlier release wrote: today's code opens them, counts the same, and tells the same."""

import html
import json
import re
from pathlib import Path

import pytest

from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
from helpers.class_report.figures import agreements, common_misreadings, strips
from helpers.class_report.hand_ins import Problems
from helpers.judgement import in_bands
from helpers.kinds.library import open_exercise
from helpers.past_answers import forms_of, judged, last_text, past_answer, practice_answers, sure_answers

FOLDER = Path(__file__).parents[1] / "fixtures" / "before_the_rooms"


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


ANSWERS, TOLD = read("learner.json")["answers"], read("learner_told.json")
CLASS, CLASS_TOLD = read("class.json"), read("class_told.json")


def without_the_marker(told):
    """In a text of the learner's own, what only the marker sees (•) changes with each release of it."""
    return told and told | {"symbols": told["symbols"].replace("•", ""), "readings": None}


def as_json(data):
    return json.loads(json.dumps(data))


# -- a learner


def told_of(exercise, attempt):
    past = past_answer(exercise, attempt)
    if past is None:
        return None
    feedback = past.feedback
    return {
        "outcome": feedback.outcome,
        "symbols": "".join(row.symbol for row in feedback.rows),
        "readings": [len(reading.marks) for reading in feedback.readings],
        "sure": past.confidence,
        "shown": past.exercise.to_view(past.answer) is not None,
    }


@pytest.mark.parametrize("exercise_id", ANSWERS)
def test_every_attempt_has_the_same_outcome(exercise_id):
    exercise = open_exercise(exercise_id).for_learner(lambda asked: last_text(ANSWERS, asked))
    now, then = [told_of(exercise, one) for one in ANSWERS[exercise_id]], TOLD["attempts"][exercise_id]
    if exercise_id == "my-marks":
        now, then = [without_the_marker(one) for one in now], [without_the_marker(one) for one in then]
    assert now == then


def test_looking_back_counts_the_same():
    sure, forms = sure_answers(ANSWERS), forms_of(ANSWERS)
    assert [[one.exercise.id, one.confidence, one.fitted] for one in sure] == TOLD["sure"]
    assert [[band.answers, band.fitted] for band in in_bands(sure)] == TOLD["bands"]
    assert TOLD["forms"] == {
        "first": forms.first,
        "second": forms.second,
        "open": forms.open,
        "then": {item: answer.fitted for item, answer in forms.then.items()},
        "now": {item: answer.fitted for item, answer in forms.now.items()},
    }
    practice = [(one.exercise.id, judged(one)) for one in practice_answers(ANSWERS)]
    assert [[one, item.well_supported, item.passed_on] for one, item in practice] == TOLD["practice"]


# -- a class


@pytest.fixture(scope="module")
def counts():
    counted, problems = count_class([(f"{n:02}.json", json.dumps(one).encode()) for n, one in enumerate(CLASS)])
    assert not problems.count
    return counted


def test_the_sums_of_the_class_are_the_same(counts):
    assert counts.learners == CLASS_TOLD["learners"] == len(CLASS)
    exercises = {
        exercise_id: {"learners": tally.learners, "parts": sorted([*part, n] for part, n in tally.parts.items())}
        for exercise_id, tally in counts.exercises.items()
    }
    assert exercises == CLASS_TOLD["exercises"]
    bands = [[b.learners, b.answers, b.fitted, b.with_fitting, b.with_missing] for b in counts.bands]
    assert bands == CLASS_TOLD["bands"]
    pairs = sorted(
        [[[side.well_supported, side.passed_on, side.weak, side.held_back] for side in pair], number]
        for pair, number in counts.forms.pairs.items()
    )
    assert {"learners": counts.forms.learners, "pairs": pairs} == CLASS_TOLD["forms"]


def test_the_figures_of_the_class_are_the_same(counts):
    agreed = [[one.exercise.id, one.answered, round(one.value, 9), one.splits] for one in agreements(counts)]
    assert agreed == CLASS_TOLD["agreements"]
    misread = [[one.exercise.id, one.number, one.answered, one.given] for one in common_misreadings(counts)]
    assert misread == CLASS_TOLD["misreadings"]
    marked = [
        [strip.story.id, strip.differing, [[row.lesson, row.name, row.cells] for row in strip.rows]]
        for strip in strips(counts)
    ]
    assert as_json(marked) == CLASS_TOLD["strips"]


def cells_of(body):
    rows = (
        re.findall(r"<td\b[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall("<tr>(.*?)</tr>", body, re.DOTALL)
    )
    return [[" ".join(html.unescape(re.sub("<[^>]+>", " ", cell)).split()) for cell in row] for row in rows if row]


def test_the_tables_of_the_report_hold_the_same(counts):
    assert [cells_of(card.body) for card in report_cards(counts, Problems())] == CLASS_TOLD["cards"]
