"""How far two marks agree: by words, never by commas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.kinds.spans.overlap import agreement, close, telling_words, words_in
from helpers.story import Sentence, tokens_of

places = st.frozensets(st.integers(0, 9))
TOKENS = tokens_of(Sentence("s", "The road — the old road — is a wet one"))
#                                 0   1    2 3   4   5    6 7  8 9   10


@given(places, places)
def test_agreement_is_the_same_both_ways_and_between_none_and_all(mine, ours):
    assert 0 <= agreement(mine, ours) == agreement(ours, mine) <= 1
    assert (agreement(mine, ours) == 1) == (mine == ours)
    if mine or ours:
        assert (agreement(mine, ours) == 0) == mine.isdisjoint(ours)


@given(places, places, st.integers(0, 9))
def test_a_shared_word_more_never_makes_agreement_less(mine, ours, word):
    assert agreement(mine | {word}, ours | {word}) >= agreement(mine, ours)


@pytest.mark.parametrize(
    "mine, ours, dice",
    [({1, 2}, {1, 2}, 1), ({1, 2, 3, 4}, {3, 4, 5, 6}, 0.5), ({1}, {1, 2, 3}, 0.5), ({1}, {2}, 0), (set(), {1}, 0)],
)
def test_agreement_is_twice_the_shared_words_over_all_words(mine, ours, dice):
    assert agreement(frozenset(mine), frozenset(ours)) == dice


@given(places)
def test_the_same_words_are_close(ours):
    assert close(ours, ours)


@pytest.mark.parametrize(
    "mine, ours, near",
    [
        (range(4), range(5), True),
        (range(5), range(4), True),
        (range(3), range(5), False),
        (range(1), range(2), False),
        (range(16), range(20), True),
        (range(15), range(20), False),
        (range(5, 22), range(20), False),
        (range(25), range(20), False),
        (range(24), range(20), True),
    ],
)
def test_marks_are_close_up_to_one_word_in_five_on_either_side(mine, ours, near):
    assert close(frozenset(mine), frozenset(ours)) is near


@pytest.mark.parametrize("marked, words", [({0, 1, 2}, {0, 1}), ({2}, {2}), ({2, 6}, {2, 6}), (set(), set())])
def test_a_dash_counts_only_where_nothing_else_is_marked(marked, words):
    assert words_in(TOKENS, marked) == words


@pytest.mark.parametrize(
    "marked, telling",
    [({0, 1}, {1}), ({2, 3, 4, 5}, {4, 5}), ({0}, {0}), ({0, 2}, {0}), ({2}, {2}), ({7, 8, 9, 10}, {7, 9, 10})],
)
def test_an_article_counts_only_where_no_other_word_is_marked(marked, telling):
    assert telling_words(TOKENS, marked) == telling
