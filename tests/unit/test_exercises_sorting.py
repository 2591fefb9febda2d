"""Sorting items into groups."""

import pytest
from examples import SORTING

from helpers.kinds.exercise import AnswerProblem

KEPT = {"first": "direct", "second": "mixed"}


@pytest.mark.parametrize(
    "typed",
    [
        ["a", "c"],
        ("A", " c "),
        ["direct", "mixed"],
        {"first": "a", "second": "c"},
        {"second": "mixed", "first": "Direct"},
        "a c",
        "a, c",
        "ac",
        "A) C)",
        "1a 2c",
        "1. a\n2. c",
        "[“a”, c",
        "а с",  # Cyrillic
        "ａ　ｃ",
        "a\u00ad \u200bc",
        "direct mixed",
        "The speaker's, both",
        "the speaker’s; BOTH",
    ],
)
def test_groups_are_named_by_letter_or_id(typed):
    assert SORTING.read(typed) == KEPT


@pytest.mark.parametrize(
    "typed, told",
    [
        (None, "Write one letter for each item"),
        ("a", "Write one letter for each item"),
        ("acc", "Write one letter for each item"),
        ("aд", "“д” is none of the groups. This letter is one of another alphabet"),
        ({}, "Give every item a group. Still open: “‘Rain,’ she said.”"),
        (["a", ...], "Still open: “She spoke of ‘rain’.”"),
        (["a", ""], "Still open: “She spoke of ‘rain’.”"),
        ({"first": "a", "second": None}, "Still open: “She spoke of ‘rain’.”"),
        (["a"], "There are 2 items, but your list has 1 entries"),
        (["a", "d"], "“d” is none of the groups"),
        (["a", 2], "“2” is none of the groups"),
        (["a", ["c"]], r"“\['c'\]” is none of the groups"),
    ],
)
def test_what_is_no_group_is_told(typed, told):
    with pytest.raises(AnswerProblem, match=told):
        SORTING.read(typed)


@pytest.mark.parametrize(
    "second, first, outcome, hits",
    [
        ("mixed", "direct", "matches", 2),
        ("indirect", "direct", "matches", 2),
        ("direct", "direct", "partly", 1),
        ("direct", "mixed", "differs", 0),
    ],
)
def test_an_item_may_stand_in_each_group_that_is_accepted(first, second, outcome, hits):
    feedback = SORTING.feedback({"first": first, "second": second})
    assert feedback.outcome == outcome
    assert feedback.summary == f"{hits} of 2 items stand where we put them."


def test_a_learner_reads_the_reason_for_the_own_group_first():
    [quoted, spoke] = SORTING.feedback({"first": "mixed", "second": "indirect"}).rows
    assert (quoted.symbol, quoted.yours, quoted.ours) == ("✗", "Both", "The speaker's")
    assert quoted.text == "REASON all is quoted. “The speaker's” fits. REASON quoted."
    assert (spoke.symbol, spoke.yours, spoke.ours) == ("✓", "The paper's", "Both or The paper's")
    assert spoke.text == "REASON most words. “Both” fits as well. REASON some of each."


def test_the_view_shows_groups_and_items_as_they_stand():
    view = SORTING.view()
    assert [group["id"] for group in view["groups"]] == ["direct", "indirect", "mixed"]
    assert view["items"][1] == {"id": "second", "text": "She spoke of “rain”."}
