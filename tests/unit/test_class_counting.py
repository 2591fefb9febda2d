"""Sums of small classes, counted by hand; nothing about fewer than five; hostile answers; growth."""

import json
from collections import Counter
from copy import deepcopy
from random import Random

import pytest
from counting import calls_of
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.synthetic_class import invented_class, invented_files, invented_record
from helpers import past_answers
from helpers.class_report import counting, figures
from helpers.class_report.counting import ClassCounts, Tally, count_class, mark_answer
from helpers.class_report.figures import (
    ALL_BUT_FEW,
    FEW,
    TOO_SMALL,
    agreements,
    class_bands,
    common_misreadings,
    may_follow,
    share,
    strips,
    telling_apart,
)
from helpers.exercises.library import exercise_ids, open_exercise
from helpers.judgement import SMALLEST_CLASS, Counts

CLASS = invented_class()


def attempt(answer, **more):
    return {"when": "2026-09-07T08:00:00+00:00", "how": "buttons", "answer": answer, **more}


def a_class(*records):
    """Count records that are dictionaries from exercise to answer, or to a list of attempts."""
    counts = ClassCounts()
    for record in records:
        counts.add({one: [attempt(given)] if not isinstance(given, list) else given for one, given in record.items()})
    return counts


def one_of(found, exercise_id):
    return next(one for one in found if one.exercise.id == exercise_id)


# -- sums


def test_options_are_counted_and_what_cannot_be_read_is_passed_over():
    counts = a_class(
        {"first-choice": "below", "no-speaker": {"refused": "near"}},
        {"first-choice": "sent", "an-exercise-of-tomorrow": "x"},
        {"first-choice": "sent", "retell-headline": "My own words."},
    )
    assert counts.learners == 3
    assert counts.exercises == {
        "first-choice": Tally(3, Counter({("answer", "sent"): 2, ("answer", "below"): 1})),
        "retell-headline": Tally(1, Counter()),
    }


def sorting(first):
    return [attempt(dict(zip(["refused", "also-said", "showed", "plans", "could-act"], first, strict=True)))]


def marks(*marked):
    return [attempt([{"label": label, "sentence": "p6-s1", "words": words} for label, words in marked])]


def test_groups_orders_slots_and_marked_words_are_counted():
    order = [item.id for item in open_exercise("order-the-ladder").items]
    version = next(open_exercise("move-allegedly").versions())
    words = open_exercise("who-says-late").view()["paragraphs"][0]
    first = words[0]["text"]
    counts = a_class(
        {
            "no-speaker": sorting(["near", "named", "half", "named", "near"]),
            "order-the-ladder": [attempt(order)],
            "move-allegedly": version,
            "who-says-late": marks(("content", first), ("source", first)),
        },
        {"no-speaker": sorting(["named", "named", "half", "named", "near"])},
    )
    parts = counts.exercises["no-speaker"].parts
    assert (parts["refused", "near"], parts["refused", "named"], parts["showed", "half"]) == (1, 1, 2)
    assert counts.exercises["order-the-ladder"].parts == {(item, str(n)): 1 for n, item in enumerate(order, 1)}
    assert counts.exercises["move-allegedly"].parts == dict.fromkeys(version.items(), 1)
    assert counts.exercises["who-says-late"].parts == {
        ("sentence", "content p6-s1"): 1,
        ("sentence", "source p6-s1"): 1,
        ("word", "content 0 0"): 1,
        ("word", "source 0 0"): 1,
    }


def test_the_first_answer_that_can_be_read_counts():
    tries = [attempt("no such option"), attempt("sent", confidence=95), attempt("below", confidence=50)]
    counts = a_class({"first-choice": tries})
    assert counts.exercises["first-choice"].parts == {("answer", "sent"): 1}
    assert [band.answers.total() for band in counts.bands] == [1, 0, 0]


def test_no_more_than_some_tries_are_looked_at():
    tries = [attempt("nothing")] * counting.MAX_ATTEMPTS + [attempt("below")]
    assert not a_class({"first-choice": tries}).exercises


def test_confidence_is_pooled_over_single_keys_only():
    one = {
        "first-choice": [attempt("below", confidence=90)],  # fits
        "check-headline": [attempt("nothing", confidence=100)],  # does not
        "check-good": [attempt("fact", confidence=70)],
        "good-attribution": [attempt("quill", confidence=60)],  # two answers stand here
        "no-speaker": [attempt(sorting(["near", "named", "half", "named", "near"])[0]["answer"], confidence=69)],
    }
    other = {"check-good": [attempt("wait")], "first-choice": [attempt("sent", confidence=95)]}
    bands = a_class(one, other).bands
    assert [(b.answers.total(), b.fitted.total(), b.sure.total(), b.learners) for b in bands] == [
        (3, 1, 285, 2),
        (1, 1, 70, 1),
        (1, 1, 69, 1),
    ]
    assert bands[2].answers == {"sorting": 1}


def forms(form, passed_on, held_back, skip=0):
    """Answer a form: so many well-supported texts are passed on, so many weak ones held back."""
    items = [open_exercise(item) for item, its in counting.form_of().items() if its == form]
    answers = {}
    for item in items:
        weak = "wait" in {option.id for option in item.options if option.accepted}
        if weak:
            answers[item.id] = "wait" if held_back > 0 else "repeat-as-fact"
            held_back -= 1
        else:
            answers[item.id] = "repeat-with-speaker" if passed_on > 0 else "wait"
            passed_on -= 1
    return dict(list(answers.items())[skip:])


def test_the_form_of_the_last_lesson_comes_after():
    last = {"recall-good-text": "support"}
    counts = a_class(
        forms("A", 4, 2) | last | forms("B", 3, 4),
        forms("B", 1, 1) | last,
        last | forms("A", 2, 2),
        forms("A", 4, 4, skip=3),
    )
    assert counts.before == {Counts(4, 4, 4, 2): 1, Counts(4, 1, 4, 1): 1}
    assert counts.after == {Counts(4, 3, 4, 4): 1, Counts(4, 2, 4, 2): 1}


def test_forms_and_single_keys_are_what_the_learner_sees():
    single = {one for one in exercise_ids() if past_answers.has_single_key(open_exercise(one))}
    assert single == set(past_answers.single_key_ids())
    random = Random(5)
    for number in range(30):
        answers = invented_record(Random(number))["answers"]
        ids = list(answers)
        kept = ids[random.randrange(len(ids)) :] if number % 2 else ids
        first, second = past_answers.forms_met({one: answers[one] for one in kept})
        assert past_answers.forms_begun(kept) in {(first, second), (first, "")}


def test_texts_of_learners_are_not_held():
    secret = "My name is Eve"
    assert mark_answer("retell-headline", secret).parts == ()
    counts = a_class({"retell-headline": secret, "first-choice": [attempt("below", because=secret)]})
    assert secret not in repr(counts)
    held = counting._marked.cache_info().currsize
    for number in range(3):
        mark_answer("retell-headline", f"{secret} {number}")
    assert counting._marked.cache_info().currsize == held


# -- what is told


@pytest.mark.parametrize(
    ("number", "of", "told"),
    [
        (0, 35, FEW),
        (4, 35, FEW),
        (5, 35, "1 in 10"),
        (30, 35, "9 in 10"),
        (31, 35, ALL_BUT_FEW),
        (35, 35, ALL_BUT_FEW),
        (4, 8, TOO_SMALL),
        (4, 9, FEW),
        (5, 9, ALL_BUT_FEW),
        (5, 10, "5 in 10"),
        (25, 1000, "0 in 10"),
    ],
)
def test_a_share_tells_nothing_of_fewer_than_five(number, of, told):
    assert share(number, of) == told


@given(st.integers(5, 400), st.data())
def test_no_share_lets_fewer_than_five_be_worked_out(of, data):
    number = data.draw(st.integers(0, of))
    alike = [other for other in range(of + 1) if share(other, of) == share(number, of)]
    small = [other for other in alike if 0 < other < SMALLEST_CLASS or 0 < of - other < SMALLEST_CLASS]
    # Where a small group is possible, so is none at all, and a group of every other small size.
    assert not small or len(alike) >= min(SMALLEST_CLASS, of - SMALLEST_CLASS + 1)


def test_agreement_is_the_share_of_the_most_frequent_answer():
    counts = a_class(*[{"first-choice": "sent"}] * 6, *[{"first-choice": "below"}] * 3, {"first-choice": "gone"})
    found = one_of(agreements(counts), "first-choice")
    assert (found.answered, found.value) == (10, 0.6)
    split = [{"no-speaker": sorting([first, "named", "half", "named", "near"])} for first in ["near", "half"] * 5]
    assert one_of(agreements(a_class(*split)), "no-speaker").value == pytest.approx((0.5 + 4) / 5)


def test_agreement_of_marks_goes_word_by_word():
    words = [word["text"] for word in open_exercise("who-says-late").view()["paragraphs"][0]]
    both, one = f"{words[0]} {words[1]}", words[0]
    found = one_of(
        agreements(
            a_class(
                *[{"who-says-late": marks(("source", both))}] * 12, *[{"who-says-late": marks(("source", one))}] * 8
            )
        ),
        "who-says-late",
    )
    assert found.value == pytest.approx((1 + 0.6) / 2)
    few = [{"who-says-late": marks(("source", both))}] * 6 + [{"who-says-late": marks(("source", one))}] * 14
    assert one_of(agreements(a_class(*few)), "who-says-late").value == pytest.approx((1 + 0.7) / 2)
    assert found.splits == f"“{words[1]}” marked as Source: 6 in 10"


def test_fewer_than_five_answers_are_told_of_nothing():
    counts = a_class(
        *[{"first-choice": "sent", "no-speaker": sorting(["near"] * 5)}] * 4, *[{"first-typed": "web"}] * 9
    )
    assert [one.exercise.id for one in agreements(counts)] == ["first-typed"]
    assert [one.exercise.id for one in common_misreadings(counts)] == ["first-typed"]
    assert strips(counts) == []
    assert class_bands(counts) == [None, None, None]
    assert telling_apart(counts.before) is None
    assert telling_apart(Counter({Counts(4, 4, 4, 4): 4})) is None


def test_a_misreading_is_common_from_five_learners_on():
    four = a_class(*[{"first-choice": "sent"}] * 4, *[{"first-choice": "below"}] * 20)
    assert common_misreadings(four) == []
    five = a_class(*[{"first-choice": "sent"}] * 5, *[{"first-choice": "below"}] * 20)
    found = common_misreadings(five)
    option = open_exercise("first-choice").options[1]
    assert [(one.number, one.answered, one.given, one.reason) for one in found] == [(5, 25, option.text, option.reason)]


def test_the_usual_misreading_of_marks_is_found_and_the_most_frequent_comes_first():
    exercise = open_exercise("who-says-lead")
    usual = exercise.misreadings[0]
    mark = [{"label": usual.label, "sentence": usual.span.sentence, "words": usual.span.words}]
    wrong = {"who-says-lead": [attempt(mark)], "first-choice": "sent"}
    found = common_misreadings(a_class(*[wrong] * 6, *[{"first-choice": "below"}] * 6))
    assert [(one.exercise.id, one.number) for one in found] == [("who-says-lead", 6), ("first-choice", 6)]
    assert found[0].reason == usual.reason


def test_predictions_opinions_and_the_forms_are_not_discussed():
    counts = a_class(*[{"predict-hedges": "many", "our-weakness": "long", **forms("A", 0, 0)}] * 9)
    assert agreements(counts) == [] and common_misreadings(counts) == []


def test_a_strip_counts_learners_sentence_by_sentence():
    record = {
        "no-speaker": sorting(["near", "named", "half", "named", "near"]),
        "who-says-late": marks(("source", open_exercise("who-says-late").view()["paragraphs"][0][0]["text"])),
    }
    (found,) = strips(a_class(*[record] * 5, {"no-speaker": sorting(["named"] * 5)}))
    cells = {(row.lesson, row.name): row.cells for row in found.rows}
    assert found.story.id == "tass-2017-11-14"
    assert cells["01", "Source"] == {"p6-s1": (5, 5)}
    assert cells["01", "Yes, the sentence names its speaker"] == {
        "p4-s1": (1, 6),
        "p7-s1": (6, 6),
        "p3-s1": (1, 6),
        "p11-s1": (6, 6),
        "p13-s1": (1, 6),
    }


def test_a_class_is_divided_where_three_to_seven_in_ten_gave_a_label():
    halves = [{"no-speaker": sorting([first, "named", "half", "named", "near"])} for first in ["near", "half"] * 10]
    assert strips(a_class(*halves))[0].differing == ["p4-s1"]
    assert strips(a_class(*halves[:8]))[0].differing == []  # four on each side: too few


@pytest.mark.parametrize(
    ("shown", "now", "may"),
    [
        ("", "abcde", True),
        ("abc", "abcd", True),
        ("abcde", "abcde", True),
        ("abcde", "abcdef", False),
        ("abcde", "abcdefghij", True),
        ("abcdef", "abcde", False),
        ("abcdefghij", "abcde", True),
        ("abcde", "abcdx", False),
        ("abcde", "vwxyz", True),
    ],
)
def test_a_report_on_show_changes_in_steps_of_five(shown, now, may):
    assert may_follow(set(shown), set(now)) is may


# -- hostile answers


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["label", "words", "sentence", "occurrence", "source", "p1-s1", "refused", "near", "a", "place"]
)
ALMOST = st.lists(st.dictionaries(NAMES, ANYTHING | NAMES, max_size=4), max_size=3) | st.dictionaries(NAMES, ANYTHING)


@settings(max_examples=25)
@given(ANYTHING | ALMOST)
def test_no_answer_makes_it_fail(answer):
    for exercise_id in exercise_ids():
        mark_answer(exercise_id, json.loads(json.dumps(answer)))


def test_an_answer_beyond_all_measure_is_passed_over():
    assert mark_answer("who-says-lead", ["x" * counting.MAX_ANSWER]) is None


# -- the whole class


@settings(max_examples=5)
@given(st.permutations(range(len(CLASS))))
def test_the_order_of_learners_changes_no_figure(order):
    counts, _, counted = count_class(CLASS)
    again, _, counted_again = count_class([CLASS[place] for place in order])
    assert counts == again and counted == counted_again
    for figure in (agreements, common_misreadings, strips, class_bands):
        assert figure(counts) == figure(again)
    assert telling_apart(counts.before) == telling_apart(again.before)


def test_the_invented_class_is_always_the_same_and_whole():
    assert invented_class() == CLASS and invented_class(seed=1) != CLASS
    counts, problems, _ = count_class(CLASS)
    assert (counts.learners, problems.count) == (35, 0)
    assert repr(CLASS) == "35 invented hand-ins."


def test_the_work_grows_with_the_class_and_what_is_held_does_not():
    count_class(list(invented_files(200, seed=3)))  # fills what is worked out once
    small, large = ([*invented_files(size, seed=3)] for size in (50, 200))
    calls = [calls_of(lambda files=files: count_class(files)) for files in (small, large)]
    assert 3.6 < calls[1] / calls[0] < 4.4
    counts = [count_class(files)[0] for files in (small, large)]
    cells = [sum(len(tally.parts) for tally in one.exercises.values()) for one in counts]
    assert cells[1] < 1.5 * cells[0]
    assert counting._marked.cache_info().maxsize


def test_the_draws_grow_no_faster_than_the_class(monkeypatch):
    drawn = []
    monkeypatch.setattr(figures, "class_detection", lambda learners, rounds: drawn.append((len(learners), rounds)))
    for size in (5, 35, 1000, 10_000):
        telling_apart(Counter({Counts(4, 3, 4, 3): size}))
    assert drawn == [(5, 2000), (35, 2000), (1000, 200), (10_000, 200)]


def test_a_record_read_is_not_changed():
    answers = invented_record(Random(1))["answers"]
    before = deepcopy(answers)
    ClassCounts().add(answers)
    assert answers == before
