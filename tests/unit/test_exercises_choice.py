"""Choosing one of a few options."""

from dataclasses import replace

import pytest
from examples import CHOICE

from helpers.kinds.exercise import KEEP_GUESS, AnswerProblem


@pytest.mark.parametrize(
    "typed",
    [
        "b",
        "B",
        " b ",
        "b.",
        '"b"',
        "with-speaker",
        "Say “who says so”.",
        'say "who says so"',
        "  SAY  “Who says so” ",
        "b)",
        "(b)",
        "b:",
        "“b”",
        "'b",
        'b"',
        "option b",
        "Answer: B",
        "ｂ",
        "𝐛",
        "В",  # Cyrillic
        "b\u00ad",
        "\u200bb\ufeff",
        "WITH-SPEAKER",
        "with speaker",
        "with–speaker",
        "b) Say “who says so”.",
        "b. say “who says",
    ],
)
def test_an_option_is_named_by_letter_id_or_words(typed):
    assert CHOICE.read(typed) == "with-speaker"


@pytest.mark.parametrize("typed", [None, ""])
def test_nothing_chosen_is_told(typed):
    with pytest.raises(AnswerProblem, match="Choose one of the options first"):
        CHOICE.read(typed)


@pytest.mark.parametrize(
    "typed", ["d", "bb", "?", 1, True, ["b"], {"b": 1}, "b or c", "b) wait", "\N{CYRILLIC SMALL LETTER BE}"]
)
def test_what_is_no_option_is_told_with_the_letters(typed):
    with pytest.raises(
        AnswerProblem, match=r'none of the options\..* Type one of these letters: a, b, c. .* answer = "b"'
    ):
        CHOICE.read(typed)


def test_a_letter_that_only_looks_like_ours_is_taken_and_any_other_is_told_to_be_of_another_alphabet():
    assert CHOICE.read("\N{CYRILLIC SMALL LETTER A}") == "as-fact"
    with pytest.raises(AnswerProblem, match="one of another alphabet"):
        CHOICE.read("\N{CYRILLIC SMALL LETTER BE}")


def test_words_that_fit_two_options_name_none():
    two = replace(CHOICE, options=(replace(CHOICE.options[0], text="Wait?"), *CHOICE.options[1:]))
    assert (two.read("wait?"), two.read("Wait.")) == ("as-fact", "wait")
    with pytest.raises(AnswerProblem, match="none of the options"):
        two.read("wait!")


def test_every_option_gets_its_reason_right_or_wrong():
    for option in CHOICE.options:
        feedback = CHOICE.feedback(option.id)
        others = sorted((o for o in CHOICE.options if o is not option), key=lambda o: not o.accepted)
        in_order = [option, *others]  # the learner's own comes first, then what fits
        assert [(row.label, row.text) for row in feedback.rows] == [(o.text, o.reason) for o in in_order]
        assert [bool(row.yours) for row in feedback.rows] == [o is option for o in in_order]
        signs = ["✓" if o.accepted else "✗" if o is option else "–" for o in in_order]
        assert [row.symbol for row in feedback.rows] == signs


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


@pytest.mark.parametrize("option", CHOICE.options, ids=lambda option: option.id)
def test_a_guess_hears_what_its_own_option_says_and_nothing_of_the_others(option):
    feedback = replace(CHOICE, marking="prediction").feedback(option.id)
    assert (feedback.heading, feedback.summary) == ("Your prediction is kept.", option.reason)
    assert not feedback.rows


def test_a_guess_of_somebody_s_own_question_is_never_told_that_it_does_not_fit():
    options = [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}]
    filled = CHOICE.complete({"id": "x", "marking": "prediction", "options": options})
    assert {option["reason"] for option in filled["options"]} == {KEEP_GUESS}
