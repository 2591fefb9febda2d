"""Sums of small classes, counted by hand; nothing about fewer than five; hostile answers; growth."""

import json
from collections import Counter
from copy import deepcopy
from random import Random

import pytest
from counting import calls_of
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import past_answers
from helpers.class_report import counting, figures
from helpers.class_report.counting import BandTally, ClassCounts, Figure, FormsTally, Tally, count_class, mark_answer
from helpers.class_report.figures import (
    TOO_SMALL,
    agreements,
    at_least,
    common_misreadings,
    compare_forms,
    fitted_in_ten,
    is_divided,
    share,
    step,
    steps,
    strips,
)
from helpers.class_report.invented import invented_class, invented_files, invented_record
from helpers.class_report.on_show import OnShow
from helpers.judgement import SMALLEST_CLASS, Counts, Interval, class_change
from helpers.kinds.library import exercise_ids, open_exercise

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
        "first-choice": Tally(3, parts=Counter({("answer", "sent"): 2, ("answer", "below"): 1})),
        "retell-headline": Tally(1),
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
    assert [band.answers for band in counts.bands] == [1, 0, 0]


def test_no_more_than_some_tries_are_looked_at():
    tries = [attempt("nothing")] * counting.MAX_ATTEMPTS + [attempt("below")]
    assert not a_class({"first-choice": tries}).exercises


def test_confidence_is_pooled_over_single_keys_only():
    one = {
        "first-choice": [attempt("below", confidence=90)],  # fits
        "check-headline": [attempt("nothing", confidence=100)],  # does not
        "check-good": [attempt("fact", confidence=70)],
        "good-attribution": [attempt("quill", confidence=60)],  # two answers stand here
        "whose-april": [attempt("strand", confidence=69)],
    }
    other = {"check-good": [attempt("wait")], "first-choice": [attempt("sent", confidence=95)]}
    assert a_class(one, other).bands == (
        BandTally(2, answers=3, fitted=1, with_fitting=1, with_missing=2),
        BandTally(1, answers=1, fitted=1, with_fitting=1),
        BandTally(1, answers=1, fitted=1, with_fitting=1),
    )


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
        forms("A", 3, 2) | last | forms("B", 2, 3),
        forms("B", 1, 1) | last,
        last | forms("A", 2, 2),
        forms("A", 3, 3, skip=3),
    )
    # Only the first learner did both.
    assert counts.forms == FormsTally(1, pairs=Counter({(Counts(3, 3, 3, 2), Counts(3, 2, 3, 3)): 1}))
    halves = forms("A", 3, 2, skip=3) | last | forms("B", 2, 3)
    assert a_class(halves).forms == FormsTally()


def test_forms_and_single_keys_are_what_the_learner_sees():
    single = {one for one in exercise_ids() if open_exercise(one).has_single_key}
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
        (6, 11, TOO_SMALL),
        (5, 12, "under half"),
        (6, 12, "half or more"),
        (5, 18, "under a third"),
        (6, 18, "a third to two thirds"),
        (12, 18, "two thirds or more"),
        (0, 35, "under 2 in 10"),
        (6, 35, "under 2 in 10"),
        (7, 35, "2 to 4 in 10"),
        (27, 35, "6 to 8 in 10"),
        (35, 35, "8 in 10 or more"),
        (5, 60, "under 1 in 10"),
        (36, 60, "6 to 7 in 10"),
        (1000, 1000, "9 in 10 or more"),
    ],
)
def test_a_share_is_told_in_wide_steps(number, of, told):
    assert share(number, of) == told


@given(st.integers(1, 3000))
def test_each_step_holds_six_numbers_of_learners_at_least(of):
    held = Counter(step(number, of) for number in range(of + 1))
    assert sorted(held) == [*range(steps(of))]
    assert steps(of) == 1 or min(held.values()) > SMALLEST_CLASS
    assert len({share(number, of) for number in range(of + 1)}) == steps(of)


def splits(of, parts):
    if parts == 1:
        return [(of,)]
    return [(number, *rest) for number in range(of + 1) for rest in splits(of - number, parts - 1)]


@pytest.mark.parametrize(("parts", "sizes"), [(2, range(5, 130)), (3, [*range(5, 64), 100]), (4, range(5, 31))])
def test_no_sum_of_shares_finds_a_group_of_one_to_four(parts, sizes):
    """Whoever sees all shares of a question, and knows how many answered, is never sure that such a group is there."""
    for of in sizes:
        told = {}
        for split in splits(of, parts):
            possible = told.setdefault(tuple(share(number, of) for number in split), [set() for _ in split])
            for sizes_of_part, number in zip(possible, split, strict=True):
                sizes_of_part.add(number)
        for possible in told.values():
            assert all(0 in one or max(one) >= SMALLEST_CLASS for one in possible)


@pytest.mark.parametrize(
    ("number", "of", "divided"),
    [(6, 12, False), (9, 18, True), (12, 18, False), (14, 35, True), (13, 35, False), (24, 60, True), (36, 60, False)],
)
def test_a_class_is_divided_in_the_middle_steps(number, of, divided):
    assert is_divided(number, of) is divided


def test_learners_are_told_in_fives():
    assert [at_least(number) for number in (4, 5, 17, 1234)] == [
        "fewer than 5",
        "at least 5",
        "at least 15",
        "at least 1,230",
    ]


def test_agreement_is_the_share_of_the_most_frequent_answer():
    counts = a_class(*[{"first-choice": "sent"}] * 9, *[{"first-choice": "below"}] * 5, {"first-choice": "gone"})
    found = one_of(agreements(counts), "first-choice")
    assert (found.answered, found.value) == (15, 0.6)
    split = [{"no-speaker": sorting([first, "named", "half", "named", "near"])} for first in ["near", "half"] * 6]
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
    assert found.splits == f"“{words[1]}” marked as Source: a third to two thirds"


def test_fewer_than_twelve_answers_are_told_of_nothing():
    counts = a_class(
        *[{"first-choice": "sent", "no-speaker": sorting(["near"] * 5)}] * 11, *[{"first-typed": "web"}] * 12
    )
    assert [one.exercise.id for one in agreements(counts)] == ["first-typed"]
    assert [one.exercise.id for one in common_misreadings(counts)] == ["first-typed"]
    assert strips(counts) == []


def test_measures_of_fewer_than_five_are_not_told():
    pair = Counts(4, 4, 4, 4), Counts(4, 4, 4, 4)
    assert compare_forms({}) is None and compare_forms({pair: 4}) is None
    assert compare_forms({pair: 5}).after.learners == 5


@pytest.mark.parametrize(
    ("fitting", "missing", "told"), [(0, 0, TOO_SMALL), (4, 9, TOO_SMALL), (9, 4, TOO_SMALL), (5, 5, "8 in 10")]
)
def test_sureness_is_told_in_tenths_if_five_fitted_and_five_missed(fitting, missing, told):
    assert fitted_in_ten(BandTally(9, answers=20, fitted=15, with_fitting=fitting, with_missing=missing)) == told


def test_a_misreading_is_common_above_the_lowest_step():
    four = a_class(*[{"first-choice": "sent"}] * 8, *[{"first-choice": "below"}] * 17)
    assert common_misreadings(four) == []
    nine = a_class(*[{"first-choice": "sent"}] * 9, *[{"first-choice": "below"}] * 16)
    found = common_misreadings(nine)
    option = open_exercise("first-choice").options[1]
    assert [(one.number, one.answered, one.given, one.reason) for one in found] == [(9, 25, option.text, option.reason)]


def test_the_usual_misreading_of_marks_is_found_and_the_most_frequent_comes_first():
    exercise = open_exercise("who-says-lead")
    usual = exercise.misreadings[0]
    mark = [{"label": usual.label, "sentence": usual.span.sentence, "words": usual.span.words}]
    wrong = {"who-says-lead": [attempt(mark)], "first-choice": "sent"}
    found = common_misreadings(a_class(*[wrong] * 12, *[{"first-choice": "below"}] * 6))
    assert [(one.exercise.id, one.number) for one in found] == [("who-says-lead", 12), ("first-choice", 12)]
    assert found[0].reason == usual.reason


def test_predictions_opinions_and_the_forms_are_not_discussed():
    counts = a_class(*[{"predict-hedges": "many", "our-weakness": "long", **forms("A", 0, 0)}] * 12)
    assert agreements(counts) == [] and common_misreadings(counts) == []


def test_a_strip_counts_learners_sentence_by_sentence():
    record = {
        "no-speaker": sorting(["near", "named", "half", "named", "near"]),
        "who-says-late": marks(("source", open_exercise("who-says-late").view()["paragraphs"][0][0]["text"])),
    }
    (found,) = strips(a_class(*[record] * 12, {"no-speaker": sorting(["named"] * 5)}))
    cells = {(row.lesson, row.name): row.cells for row in found.rows}
    assert found.story.id == "tass-2017-11-14"
    assert cells["01", "Source"] == {"p6-s1": (12, 12)}
    assert cells["01", "Yes, the sentence names its speaker"] == {
        "p4-s1": (1, 13),
        "p7-s1": (13, 13),
        "p3-s1": (1, 13),
        "p11-s1": (13, 13),
        "p13-s1": (1, 13),
    }


def test_a_strip_names_the_sentences_in_which_the_class_is_divided():
    halves = [{"no-speaker": sorting([first, "named", "half", "named", "near"])} for first in ["near", "half"] * 10]
    assert strips(a_class(*halves))[0].differing == ["p4-s1"]
    assert strips(a_class(*halves[:16]))[0].differing == []  # of so few only halves are told


# -- what was shown before


def figure(members, kind=Figure):
    found = kind()
    for member in members:
        found.take(ord(member))
    return found


def shown(*looks):
    """Return how many hand-ins stand on the screen after each look, and whether anything waits."""
    screen, seen = OnShow(), []
    for members in looks:
        waits = not screen.take(ClassCounts(figure(members)))
        seen.append((screen.counts.learners, waits))
    return seen


@pytest.mark.parametrize(
    ("looks", "seen"),
    [
        (["abcd", "abcdef"], [(0, False), (6, False)]),
        (["abcde", "abcde"], [(5, False), (5, False)]),
        (["abcde", "abcdef", "abcdefghi", "abcdefghij"], [(5, False), (5, True), (5, True), (10, False)]),
        (["abcdefghij", "abcde"], [(10, False), (10, True)]),
        (["abcde", "vwxyz"], [(5, False), (5, False)]),
        # A folder that goes away for a moment and comes back brings nothing new: f would stand alone.
        (["abcdefghij", "fvwxyz", "abcdefghijk"], [(10, False), (6, False), (6, True)]),
    ],
)
def test_a_figure_on_show_changes_only_with_five_new_learners(looks, seen):
    assert shown(*looks) == seen


def test_each_figure_waits_for_learners_of_its_own():
    """Five hand-ins come, and one of them with both forms: that one's answers cannot be worked out."""
    last = {"recall-good-text": "support"}
    both = [forms("A", 1 + n % 3, 3 - n % 2) | last | forms("B", 3, 1 + n % 2) for n in range(20)]
    short = [{"first-choice": "below"}] * 4
    screen = OnShow()
    assert screen.take(a_class(*both))
    was = deepcopy(screen.counts.forms)
    assert not screen.take(a_class(*both, *short, forms("A", 0, 0) | last | forms("B", 0, 0)))
    assert screen.counts.learners == 25 and screen.counts.forms == was
    again = a_class(*both, *short, *[forms("A", 0, 0) | last | forms("B", 0, 0)] * 6)
    assert screen.take(again)
    assert (screen.counts.learners, screen.counts.forms) == (30, again.forms)


def test_a_figure_waits_where_hand_ins_come_again_with_other_answers_elsewhere():
    """Five hand-ins came anew, but to this question only one of them has a new answer."""
    some = [{"first-choice": "sent"}] * 20
    screen = OnShow()
    screen.take(a_class(*some))
    assert not screen.take(a_class({"first-choice": "below"}, *[one | {"first-typed": "web"} for one in some[1:]]))
    assert screen.counts.exercises["first-choice"].parts == {("answer", "sent"): 20}
    assert screen.counts.exercises["first-typed"].learners == 19


def test_a_question_is_not_on_show_before_it_can_be_told():
    screen = OnShow()
    for number, learners in ((11, 0), (12, 12), (16, 12), (17, 17)):
        screen.take(a_class(*[{"first-choice": "sent"}] * number))
        assert screen.counts.exercises["first-choice"].learners == learners


def test_bands_wait_for_learners_of_their_own():
    def sure(number, answer="below"):
        return [{"first-choice": [attempt(answer, confidence=95)]}] * number

    screen = OnShow()
    screen.take(a_class(*sure(10)))
    screen.take(a_class(*sure(10), *[{"first-choice": "sent"}] * 4, *sure(1, "sent")))
    assert screen.counts.bands[0] == BandTally(10, answers=10, fitted=10, with_fitting=10)


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


@settings(max_examples=3)
@given(st.permutations(range(len(CLASS))))
def test_the_order_of_learners_changes_no_figure(order):
    counts, _ = count_class(CLASS)
    again, _ = count_class([CLASS[place] for place in order])
    assert counts == again and OnShow().take(again)
    for figures_of in (agreements, common_misreadings, strips):
        assert figures_of(counts) == figures_of(again)
    assert compare_forms(counts.forms.pairs) == compare_forms(again.forms.pairs)
    screen = OnShow()
    screen.take(counts)
    assert screen.take(again)


def test_the_invented_class_is_always_the_same_and_whole():
    assert invented_class() == CLASS and invented_class(seed=1) != CLASS
    counts, problems = count_class(CLASS)
    assert (counts.learners, problems.count) == (35, 0)
    assert repr(CLASS) == "35 invented hand-ins."


def test_the_work_grows_with_the_class_and_what_is_held_does_not():
    count_class(list(invented_files(40, seed=3)))  # fills what is worked out once
    small, large = ([*invented_files(size, seed=3)] for size in (10, 40))
    calls = [calls_of(lambda files=files: count_class(files)) for files in (small, large)]
    assert 3.6 < calls[1] / calls[0] < 4.8
    counts = [count_class(files)[0] for files in (small, large)]
    cells = [sum(len(tally.parts) for tally in one.exercises.values()) for one in counts]
    assert cells[1] < 1.5 * cells[0]
    assert counting._marked.cache_info().maxsize


def test_both_sides_of_a_change_are_of_the_same_learners():
    pairs = [(Counts(4, n % 5, 4, 4), Counts(4, n % 3 + 1, 4, 4)) for n in range(20)]
    found = class_change(pairs)
    for side, ours in enumerate((found.before, found.after)):
        assert ours == class_change([(pair[side], pair[side]) for pair in pairs]).before
    same = class_change([(before, before) for before, _ in pairs])
    assert same.d_prime == Interval(0, 0, 0) and same.before.d_prime.low < same.before.d_prime.high


def test_the_draws_grow_no_faster_than_the_class(monkeypatch):
    drawn = []
    monkeypatch.setattr(figures, "class_change", lambda pairs, rounds: drawn.append((len(pairs), rounds)))
    for size in (5, 35, 1000, 10_000):
        compare_forms({(Counts(4, 3, 4, 3), Counts(4, 4, 4, 4)): size})
    assert drawn == [(5, 2000), (35, 2000), (1000, 200), (10_000, 200)]


def test_a_record_read_is_not_changed():
    answers = invented_record(Random(1))["answers"]
    before = deepcopy(answers)
    ClassCounts().add(answers)
    assert answers == before
