"""How far two readings agree, on cases whose numbers are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.agreement import (
    ClassAgreement,
    MarkAgreement,
    Pair,
    Words,
    agreement_table,
    as_markdown,
    compare_kinds,
    compare_words,
    kappa,
    main,
    match,
    spans_of,
)
from helpers.content import data_folder
from helpers.story import story_from

STORY = story_from(
    {
        "id": "rain",
        "paragraphs": [
            {
                "id": "p1",
                "role": "body",
                "sentences": [{"id": "s1", "begins": "Ann Lee"}, {"id": "s2", "begins": "It will"}],
            }
        ],
    },
    "Ann Lee has said — twice — that it may rain. It will rain, she said.",
)
WORDS = Words.of(STORY)


def table(yes_yes, yes_no, no_yes, no_no):
    counted = ((("yes", "yes"), yes_yes), (("yes", "no"), yes_no), (("no", "yes"), no_yes), (("no", "no"), no_no))
    return [pair for pair, count in counted for _ in range(count)]


def entry(words, sentence="s1", **more):
    return {"words": {"sentence": sentence, "words": words}} | more


@pytest.mark.parametrize(
    "cells, value",
    [
        ((20, 5, 10, 15), 0.4),  # 70 % seen, 50 % by chance
        ((45, 15, 25, 15), 0.1304),  # the same 60 % seen as below, but 54 % by chance
        ((25, 35, 5, 35), 0.2593),  # 60 % seen, 46 % by chance
        ((10, 0, 0, 10), 1),
        ((5, 5, 5, 5), 0),
        ((0, 5, 5, 0), -1),
    ],
)
def test_kappa_takes_off_what_chance_would_give(cells, value):
    assert kappa(table(*cells)) == pytest.approx(value, abs=0.0001)


@pytest.mark.parametrize("pairs", [[], [("yes", "yes")] * 5])
def test_kappa_says_nothing_where_there_is_nothing_to_tell_apart(pairs):
    assert kappa(pairs) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_does_not_depend_on_who_reads_first(pairs):
    forth, back = kappa(pairs), kappa([(second, first) for first, second in pairs])
    assert forth == back is None or forth == pytest.approx(back)
    assert forth is None or -1 <= forth <= 1


def test_f1_is_the_share_of_marks_that_have_a_partner():
    found = MarkAgreement("hedges", 4, 6, (Pair(0, 0, 1.0), Pair(1, 2, 0.9), Pair(3, 3, 0.5)))
    assert (found.close, found.partly) == (2, 1)
    assert found.f1(found.close) == 0.4
    assert found.f1(len(found.pairs)) == 0.6
    assert MarkAgreement("hedges", 0, 0, ()).f1(0) == 1


def test_each_mark_has_one_partner_and_the_closest_come_first():
    first = [frozenset({1, 2, 3, 4}), frozenset({3, 4})]
    second = [frozenset({3, 4}), frozenset({1, 2, 3}), frozenset({9})]
    assert match(first, second) == (Pair(0, 1, pytest.approx(6 / 7)), Pair(1, 0, 1.0))


def test_marks_that_share_less_than_half_are_not_the_same():
    assert match([frozenset(range(10))], [frozenset({0, 1})]) == ()


marks = st.lists(st.frozensets(st.integers(0, 8), min_size=1), max_size=6)


@given(marks, marks)
def test_no_mark_is_paired_twice(first, second):
    pairs = match(first, second)
    assert len({pair.first for pair in pairs}) == len({pair.second for pair in pairs}) == len(pairs)
    assert all(pair.closeness >= 0.5 for pair in pairs)


def test_words_are_compared_by_their_places_in_the_story():
    assert WORDS.places([{"sentence": "s1", "words": "has said"}]) == {2, 3}
    assert WORDS.places([{"sentence": "s1", "words": "— twice —"}, None]) == {5}
    assert WORDS.places([{"sentence": "s1", "words": "—"}]) == {4}
    assert WORDS.places([{"sentence": "s2", "words": "said"}]) == {15}
    assert WORDS.places([None]) == set()


def test_two_readings_of_the_same_words_agree():
    first = [entry("may"), entry("that it may rain"), entry("said", "s2")]
    second = [entry("it may rain"), entry("has said")]
    found = compare_words(WORDS, "hedges", first, second, "words")
    assert (found.first, found.second) == (3, 2)
    assert found.pairs == (Pair(1, 0, pytest.approx(6 / 7)),)


def test_kinds_are_compared_where_both_marked():
    first = [entry("may", does="hedges"), entry("said", "s2", does="asserts")]
    second = [entry("said", "s2", does="asserts"), entry("may", does="boosts")]
    found = compare_words(WORDS, "words", first, second, "words")
    kinds = compare_kinds("what they do", found, first, second, "does")
    assert kinds.pairs == (("hedges", "boosts"), ("asserts", "asserts"))
    assert kinds.same == 1


def test_spans_of_several_fields_come_in_order():
    item = {"source": None, "cue": {"words": "said"}, "content": [{"words": "a"}, {"words": "b"}]}
    assert spans_of(item, "source", "cue", "content") == [None, {"words": "said"}, {"words": "a"}, {"words": "b"}]


def test_the_table_shows_numbers_or_a_dash():
    found = [MarkAgreement("hedges", 4, 6, (Pair(0, 0, 1.0), Pair(1, 2, 0.5)))]
    kinds = [ClassAgreement("voice", (("a", "a"), ("b", "a"))), ClassAgreement("degree", ())]
    lines = as_markdown(found, kinds).splitlines()
    assert "| hedges | 4 | 6 | 1 | 1 | 0.20 | 0.40 |" in lines
    assert "| voice | 2 | 1 | 50 | 0.00 |" in lines
    assert "| degree | 0 | 0 | – | – |" in lines


def test_the_table_of_the_readme_is_that_of_the_two_readings():
    assert agreement_table("tass-2017-11-14") in (data_folder() / "README.md").read_text(encoding="utf-8")


def test_the_command_prints_tables_and_tells_what_is_missing(capsys):
    assert main([]) == 0
    assert "tass-2017-11-14\n\n| what was marked |" in capsys.readouterr().out
    assert main(["harbour-bridge"]) == 1
    assert "first.json is missing" in capsys.readouterr().err
    assert main(["no-such-story"]) == 1
    assert "There is no story “no-such-story”" in capsys.readouterr().err
