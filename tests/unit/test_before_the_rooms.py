"""A record and hand-ins that an earlier release wrote: today's code opens them, counts the same, and tells the same."""

import html
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
from helpers.class_report.figures import agreements, common_misreadings, strips
from helpers.class_report.hand_ins import Problems
from helpers.judgement import BANDS
from helpers.kinds.library import open_exercise
from helpers.past_answers import forms_of, judged, last_text, past_answer, practice_answers, sure_answers

FOLDER = Path(__file__).parents[1] / "fixtures" / "before_the_rooms"


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


# What the one rule of the course decides otherwise than the earlier release did, on purpose. Every figure and every
# word that follows from it stands in by_the_rule.json, place by place; all the rest is as it was.
BY_THE_RULE = {
    "a-station-roof": "a reporter saw it: a fact, and one may say that the paper's reporter saw it",
    "b-town-pool": "the same in form B",
    "pool-prices": "the same in lesson 09",
    "real-ones": "that a ministry claims it does not make the point more than a claim",
    "no-speaker": "what our reading lists as a second reading is accepted, and “nowhere” is a group",
    "two-readings-of-could": "“in a position to” is a reading as well, and no straw man",
    "headline-lab": "“refused to strike” takes the convoy for granted, so it is no goal",
}


# A question that accepted every answer is asked no more, nor are two that asked what another lesson had asked: what was
# answered to them is passed over.
GONE = {"predict-change", "recall-friend-concludes", "recall-missing"}
# The forms have six texts now: these four stand in a part called More of the last lesson, and are told there.
FROM_THE_FORMS = {"a-lake-level", "a-bus-app", "b-bakery-accounts", "b-swim-training"}


def by_the_rule(told, changes):
    """Bring what an earlier release told to what the rule makes of it, and nothing else."""
    for change in changes:
        *path, last = change["where"]
        place = told
        for step in path:
            place = place[step]
        assert place[last] == change["then"], change
        place[last] = change["now"]
    return told


CHANGES = read("by_the_rule.json")
ANSWERS, TOLD = read("learner.json")["answers"], by_the_rule(read("learner_told.json"), CHANGES["learner"])
CLASS, CLASS_TOLD = read("class.json"), by_the_rule(read("class_told.json"), CHANGES["class"])


def without_the_marker(told):
    """In a text of the learner's own, what only the marker sees (•) changes with each release of it."""
    return told and told | {"symbols": told["symbols"].replace("•", ""), "readings": None}


def as_today(told, exercise, attempt):
    """Write what was told then in today's signs: ✗ is a miss; a chosen option stands first, then those that fit.

    Of an ordering the items out of order alone are misses now, and of a reading that is just what was marked the marks
    are shown no second time.
    """
    if told is None:
        return None
    signs = told["symbols"].replace("→", "✗")
    if exercise.kind == "choice" and signs:
        chosen = [option.id for option in exercise.options].index(attempt["answer"])
        signs = signs[chosen].replace("–", "✗") + "".join(sorted(signs[:chosen] + signs[chosen + 1 :], reverse=True))
    if exercise.kind == "ordering" and "✗" in signs:
        now = "".join(row.symbol for row in past_answer(exercise, attempt).feedback.rows)
        assert "✗" in now and all(then in ("✗", sign) for then, sign in zip(signs, now, strict=True))
        signs = now
    if exercise.kind == "spans" and told["outcome"] == "matches":
        now = [len(reading.marks) for reading in past_answer(exercise, attempt).feedback.readings]
        assert Counter(now) <= Counter(told["readings"]) and len(now) == len(told["readings"]) - 1
        told = told | {"readings": now}
    return told | {"symbols": signs}


def as_json(data):
    return json.loads(json.dumps(data))


def test_every_change_has_its_reason_and_no_outcome_changes_but_of_what_the_rule_decides():
    assert all(change["why"] in CHANGES["why"] for changes in ("learner", "class") for change in CHANGES[changes])
    assert {change["where"][1] for change in CHANGES["learner"] if change["where"][0] == "attempts"} == {*BY_THE_RULE}


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


@pytest.mark.parametrize("exercise_id", [one for one in ANSWERS if one not in GONE])
def test_every_attempt_has_the_same_outcome(exercise_id):
    exercise = open_exercise(exercise_id).for_learner(lambda asked: last_text(ANSWERS, asked))
    now = [told_of(exercise, one) for one in ANSWERS[exercise_id]]
    then = [
        as_today(told, exercise, attempt)
        for told, attempt in zip(TOLD["attempts"][exercise_id], ANSWERS[exercise_id], strict=True)
    ]
    if exercise_id == "my-marks":
        now, then = [without_the_marker(one) for one in now], [without_the_marker(one) for one in then]
    assert now == then


def test_looking_back_counts_the_same():
    sure, forms = sure_answers(ANSWERS), forms_of(ANSWERS)
    counted = [[one.exercise.id, one.confidence, one.fitted] for one in sure]
    # Two answers fit now: such questions are not counted among those with one.
    # Of a form's texts the newest answer counts, of all others the first.
    others = BY_THE_RULE.keys() | FROM_THE_FORMS
    assert [one for one in counted if one[0] not in FROM_THE_FORMS] == [
        one for one in TOLD["sure"] if one[0] not in others
    ]
    inside = [[one.fitted for one in sure if band.low <= one.confidence <= band.high] for band in BANDS]
    assert [[len(fitted), sum(fitted)] for fitted in inside] == TOLD["bands"]
    of_today = {
        when: {item: fitted for item, fitted in TOLD["forms"][when].items() if item not in FROM_THE_FORMS}
        for when in ("then", "now")
    }
    assert TOLD["forms"] | of_today == {
        "first": forms.first,
        "second": forms.second,
        "open": forms.open,
        "then": {item: answer.fitted for item, answer in forms.then.items()},
        "now": {item: answer.fitted for item, answer in forms.now.items()},
    }
    practice = [(one.exercise.id, judged(one)) for one in practice_answers(ANSWERS)]
    told = [[one, item.well_supported, item.passed_on] for one, item in practice]
    assert [one for one in told if one[0] not in FROM_THE_FORMS] == TOLD["practice"]
    assert {one for one, *_ in told} >= FROM_THE_FORMS


# -- a class


def counted_class(passed_over=frozenset()):
    hand_ins = [
        one | {"answers": {name: of for name, of in one["answers"].items() if name not in passed_over}} for one in CLASS
    ]
    counted, problems = count_class([(f"{n:02}.json", json.dumps(one).encode()) for n, one in enumerate(hand_ins)])
    assert not problems.count
    return counted


@pytest.fixture(scope="module")
def counts():
    return counted_class()


def test_the_sums_of_the_class_are_the_same(counts):
    assert counts.learners == CLASS_TOLD["learners"] == len(CLASS)
    exercises = {
        exercise_id: {"learners": tally.learners, "parts": sorted([*part, n] for part, n in tally.parts.items())}
        for exercise_id, tally in counts.exercises.items()
    }
    assert exercises == {one: told for one, told in CLASS_TOLD["exercises"].items() if one not in GONE}
    bands = [[b.learners, b.answers, b.fitted, b.with_fitting, b.with_missing] for b in counts.bands]
    assert bands == CLASS_TOLD["bands"]
    pairs = sorted(
        [[[side.well_supported, side.passed_on, side.weak, side.held_back] for side in pair], number]
        for pair, number in counts.forms.pairs.items()
    )
    assert {"learners": counts.forms.learners, "pairs": pairs} == CLASS_TOLD["forms"]


def test_the_figures_of_the_class_are_the_same(counts):
    agreed = [[one.exercise.id, one.answered, round(one.value, 9), one.splits] for one in agreements(counts)]
    agreed = [one for one in agreed if one[0] not in FROM_THE_FORMS]
    assert agreed == [told for told in CLASS_TOLD["agreements"] if told[0] not in GONE]
    misread = [[one.exercise.id, one.number, one.answered, one.given] for one in common_misreadings(counts)]
    misread = [one for one in misread if one[0] not in FROM_THE_FORMS]
    assert misread == [told for told in CLASS_TOLD["misreadings"] if told[0] not in GONE]
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


def test_the_tables_of_the_report_hold_the_same():
    """The cards are others now, in another order; what that release told in a table stands in one of them as it did."""
    cards = [cells_of(card.body) for card in report_cards(counted_class(FROM_THE_FORMS), Problems())]
    gone = tuple(one[3][:100] for one in CLASS_TOLD["agreements"] if one[0] in GONE)
    for whole in filter(None, CLASS_TOLD["cards"]):
        told = [row for row in whole if not row[-1].startswith(gone)]
        size = len(told)
        assert any(told == cells[at : at + size] for cells in cards for at in range(len(cells) - size + 1)), told[0]
