"""A sentence with choices: what each version reads like, and what becomes of its claims."""

import ast

import pytest
from examples import LAB

from helpers.kinds.exercise import AnswerProblem
from helpers.kinds.lab.model import STATES, Lab


def test_the_first_options_make_the_sentence_shown_first():
    assert LAB.view()["preview"]["sentence"] == "The bridge closes."
    assert LAB.view()["preview"]["answer"] == {"speaker": "nobody", "hedge": "sure"}


def test_every_version_is_written_with_single_spaces_and_a_capital():
    assert [LAB.text_of(version) for version in LAB.versions()] == [
        "The bridge closes.",
        "The bridge may close.",
        "The bridge will close.",
        "The mayor said the bridge closes.",
        "The mayor said the bridge may close.",
        "The mayor said the bridge will close.",
    ]


@pytest.mark.parametrize(
    ("speaker", "hedge", "state"),
    [("mayor", "may", "attributed"), ("nobody", "may", "softened"), ("nobody", "will", "stated")],
)
def test_the_first_rule_that_fits_tells_what_becomes_of_a_claim(speaker, hedge, state):
    [row] = LAB.preview({"speaker": speaker, "hedge": hedge})["rows"]
    assert (row["symbol"], row["state"]) == STATES[state]


@pytest.mark.parametrize("hedge", ["may", "will"])
def test_each_accepted_version_reaches_the_goal(hedge):
    told = LAB.feedback({"speaker": "mayor", "hedge": hedge})
    assert (told.outcome, told.summary) == ("matches", "REASON she speaks.")


@pytest.mark.parametrize("choices", [{"speaker": "nobody", "hedge": "may"}, {"speaker": "mayor", "hedge": "sure"}])
def test_another_version_is_told_what_it_does(choices):
    told = LAB.feedback(choices)
    assert (told.outcome, told.summary) == ("differs", "REASON who speaks?")
    assert len(told.rows) == 1


def test_without_a_goal_the_sentence_is_kept():
    told = Lab("free", "Try it.", slots=LAB.slots, sentence=LAB.sentence, commitments=LAB.commitments).feedback(
        {"speaker": "mayor", "hedge": "may"}
    )
    assert told.outcome == "kept"
    assert "The mayor said the bridge may close." in told.summary


def test_a_letter_stands_for_an_option():
    assert LAB.read({"speaker": "b", "hedge": " A "}) == {"speaker": "mayor", "hedge": "sure"}


@pytest.mark.parametrize(
    "typed",
    [
        "speaker: mayor; hedge: sure",
        "Speaker = “mayor”, HEDGE = sure",
        "hedge: A\nspeaker: b",
        "{speaker: the mayor, hedge: sure}",
        "b a",
        "the mayor, sure",
        {"Speaker": "The mayor", "hedge": "sure."},
    ],
)
def test_choices_are_read_in_one_text(typed):
    assert LAB.read(typed) == {"speaker": "mayor", "hedge": "sure"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("mayor", "Write one choice for each part"),
        ({"speaker": "mayor"}, "no choice yet for “hedge”"),
        ("speaker: mayor", "no choice yet for “hedge”"),
        ("colour: red; speaker: mayor; hedge: may", "“colour: red” is no part"),
        ({"speaker": "queen", "hedge": "may"}, "“queen” is no choice here"),
        ({"speaker": "mayor", "hedge": "may", "colour": "red"}, "“colour” is no part"),
        ({"speaker": ["mayor"], "hedge": "may"}, "is no choice here"),
    ],
)
def test_a_typed_answer_that_cannot_be_used_is_told_why(typed, told):
    with pytest.raises(AnswerProblem, match=told):
        LAB.read(typed)


def test_the_example_of_a_typed_answer_can_be_read_and_does_not_reach_the_goal():
    example = ast.literal_eval(LAB.how_to_type.removeprefix("answer = "))
    assert not LAB.reaches_goal(LAB.read(example))


def test_the_view_holds_neither_goal_nor_rules():
    told = repr(LAB.view())
    assert "REASON" not in told
    assert "accepted" not in told
