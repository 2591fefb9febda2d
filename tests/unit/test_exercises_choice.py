"""Choosing one of a few options."""

from dataclasses import replace

import pytest
from examples import CHOICE

from helpers.kinds.exercise import AnswerProblem


@pytest.mark.parametrize(
    "typed",
    ["b", "B", " b ", "b.", '"b"', "with-speaker", "Say “who says so”.", 'say "who says so"', "  SAY  “Who says so” "],
)
def test_an_option_is_named_by_letter_id_or_words(typed):
    assert CHOICE.read(typed) == "with-speaker"


@pytest.mark.parametrize("typed", [None, ""])
def test_nothing_chosen_is_told(typed):
    with pytest.raises(AnswerProblem, match="Choose one of the options first"):
        CHOICE.read(typed)


@pytest.mark.parametrize("typed", ["d", "bb", "?", 1, True, ["b"], {"b": 1}])
def test_what_is_no_option_is_told_with_the_letters(typed):
    with pytest.raises(
        AnswerProblem, match=r'none of the options. Type one of these letters: a, b, c. .* answer = "b"'
    ):
        CHOICE.read(typed)


def test_every_option_gets_its_reason_right_or_wrong():
    for option in CHOICE.options:
        feedback = CHOICE.feedback(option.id)
        assert [(row.label, row.text) for row in feedback.rows] == [(o.text, o.reason) for o in CHOICE.options]
        assert [bool(row.yours) for row in feedback.rows] == [o is option for o in CHOICE.options]
        assert [row.symbol == "✓" for row in feedback.rows] == [o.accepted for o in CHOICE.options]


def test_more_than_one_answer_can_stand_and_that_is_told():
    assert {o.id: CHOICE.feedback(o.id).outcome for o in CHOICE.options} == {
        "as-fact": "differs",
        "with-speaker": "matches",
        "wait": "matches",
    }
    only_one = replace(CHOICE, options=CHOICE.options[:2])
    assert only_one.feedback("with-speaker").outcome == "matches"
    assert only_one.feedback("with-speaker").heading != CHOICE.feedback("with-speaker").heading


def test_the_view_shows_the_options_as_they_stand():
    assert CHOICE.view()["options"] == [{"id": o.id, "text": o.text} for o in CHOICE.options]
