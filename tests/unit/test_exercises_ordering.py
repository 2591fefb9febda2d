"""Putting items in order."""

from dataclasses import replace
from itertools import combinations, permutations

import pytest
from examples import ORDERING

from helpers.kinds.exercise import AnswerProblem
from helpers.kinds.library import open_exercise
from helpers.kinds.ordering.model import Order

TWO_ORDERS = replace(ORDERING, accepted=(*ORDERING.accepted, Order(("may", "will", "could"), "REASON the other way.")))


@pytest.mark.parametrize(
    "typed",
    [
        [2, 1, 3],
        (2, 1, 3),
        ["2", "1", "3"],
        ["may", "will", "could"],
        ["may", 1, "3"],
        ["It may rain.", "it will rain", "3."],
        "213",
        213,
        "2 1 3",
        "2, 1, 3",
        "2-1-3",
        "2 > 1 > 3",
        "[“2”, “1”, “3”",
        "２ １ ３",
        "may will could",
        "it may rain, it will rain, it could perhaps rain",
    ],
)
def test_items_are_named_by_number_or_id(typed):
    assert ORDERING.read(typed) == ["may", "will", "could"]


@pytest.mark.parametrize(
    "typed, told",
    [
        (None, "Write the numbers"),
        ("21", "Write the numbers"),
        ("the second first of all", "Write the numbers"),
        (2134, "Write the numbers"),
        (-213, "Write the numbers"),
        ({1: 2}, "Write the numbers"),
        ([1, 2, 4], "“4” is none of the items. They are numbered 1 to 3"),
        ([1, 2, 2.0], "“2.0” is none of the items"),
        ([[1], 2, 3], r"“\[1\]” is none of the items"),
        ([1, 2], "Name each of the 3 items once"),
        ([1, 2, 2], "Name each of the 3 items once"),
        ([], "Name each of the 3 items once"),
    ],
)
def test_what_is_no_order_is_told(typed, told):
    with pytest.raises(AnswerProblem, match=told):
        ORDERING.read(typed)


@pytest.mark.parametrize(
    "order, outcome, move",
    [
        (["will", "may", "could"], "matches", ""),
        (["will", "could", "may"], "partly", "One item stands elsewhere: move it 1 place up, and it is our order. "),
        (
            ["could", "will", "may"],
            "differs",
            "One item stands elsewhere: move it 2 places down, and it is our order. ",
        ),
        (["could", "may", "will"], "differs", "2 items stand elsewhere in our order. "),
    ],
)
def test_an_order_is_told_how_far_it_is_from_ours(order, outcome, move):
    feedback = ORDERING.feedback(order)
    assert (feedback.outcome, feedback.summary) == (outcome, f"{move}REASON by the number of hedges.")


def test_only_what_is_misplaced_is_marked_and_every_item_has_its_reason_and_both_places():
    rows = ORDERING.feedback(["could", "will", "may"]).rows
    assert [(row.symbol, row.label, row.yours, row.ours) for row in rows] == [
        ("✓", "It will rain.", "place 2", "place 1, since others move"),
        ("✓", "It may rain.", "place 3", "place 2, since others move"),
        ("✗", "It could perhaps rain.", "place 1", "place 3"),
    ]
    assert [row.text for row in rows] == [item.reason for item in ORDERING.items]


def test_an_order_that_is_ours_tells_its_reasons_in_that_order_and_no_places():
    rows = ORDERING.feedback(["will", "may", "could"]).rows
    assert [(row.symbol, row.label, row.yours, row.ours) for row in rows] == [
        ("✓", "It will rain.", "", ""),
        ("✓", "It may rain.", "", ""),
        ("✓", "It could perhaps rain.", "", ""),
    ]


def test_no_item_is_marked_that_need_not_move():
    """No other choice keeps more of them in place."""
    exercise = open_exercise("evidence-ladder-bridge")
    ours = exercise.accepted_answer()
    for order in map(list, permutations(ours)):
        rows = exercise.feedback(order).rows
        nearest = [next(item.id for item in exercise.items if item.text == row.label) for row in rows]
        stays = [one for one, row in zip(nearest, rows, strict=True) if row.symbol == "✓"]
        assert stays == [one for one in order if one in stays]
        longer = combinations(nearest, len(stays) + 1)
        assert not any(list(more) == [one for one in order if one in more] for more in longer)


def test_an_order_is_held_against_the_nearest_that_is_accepted():
    feedback = TWO_ORDERS.feedback(["may", "will", "could"])
    assert feedback.outcome == "matches"
    assert feedback.summary == "REASON the other way. We accept 2 orders here: careful readers differ."


def test_only_accepted_orders_match():
    matching = [
        order
        for order in permutations(ORDERING.read([1, 2, 3]))
        if TWO_ORDERS.feedback(list(order)).outcome == "matches"
    ]
    assert sorted(matching) == sorted(tuple(accepted.order) for accepted in TWO_ORDERS.accepted)


def test_the_view_names_both_ends():
    view = ORDERING.view()
    assert (view["first"], view["last"]) == ("sure", "unsure")
    assert view["items"][0] == {"id": "will", "text": "It will rain."}
