"""What is counted of a learner's judgements, and the two measures that exist for classes only."""

from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.judgement import (
    AS_CLAIM,
    AS_FACT,
    BANDS,
    ENOUGH_MISSES,
    FEATURES,
    GUESS,
    SMALLEST_CLASS,
    USES,
    WITH_SPEAKER,
    Counts,
    Judged,
    accepted_uses,
    class_change,
    count_judgements,
    detection,
    leaning,
    meant_by,
    status_by_rule,
    surest_misses,
)
from helpers.kinds.library import exercise_from
from helpers.past_answers import PastAnswer


@dataclass(frozen=True)
class Said:
    confidence: int
    fitted: bool
    name: str = ""


# -- the rule


def features(names, *in_doubt):
    return [{"feature": name, "in_doubt": name in in_doubt} for name in [*names.split(), *in_doubt]]


SHOWN, TOLD, CLAIMED = (AS_FACT, WITH_SPEAKER), (WITH_SPEAKER,), (AS_CLAIM,)


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        (features("reporter-saw"), SHOWN),
        (features("open-document"), SHOWN),
        (features("speaker-named independent-others"), SHOWN),
        (features("speaker-named place-to-know says-how"), TOLD),
        (features("speaker-described place-to-know says-how"), TOLD),
        (features("speaker-named place-to-know says-how disputed"), TOLD),
        (features("open-document speaker-named place-to-know says-how disputed"), TOLD),
        (features("open-document disputed"), CLAIMED),
        (features("speaker-named place-to-know"), CLAIMED),
        (features("speaker-named says-how"), CLAIMED),
        (features("place-to-know says-how"), CLAIMED),
        (features("reporter-saw speaker-named place-to-know says-how bigger-than-support"), CLAIMED),
        (features(""), CLAIMED),
        (features("speaker-described place-to-know", "says-how"), (WITH_SPEAKER, AS_CLAIM)),
        (features("speaker-named place-to-know says-how", "independent-others"), SHOWN),
        (features("reporter-saw", "bigger-than-support"), USES),
        (features("speaker-named", "place-to-know", "says-how"), (WITH_SPEAKER, AS_CLAIM)),
    ],
)
def test_the_rule_works_out_what_one_may_do(given, accepted):
    assert accepted_uses(given) == accepted


@given(st.sets(st.sampled_from(sorted(FEATURES))), st.sampled_from(sorted(FEATURES)))
def test_a_feature_in_doubt_accepts_what_is_accepted_either_way(there, doubtful):
    sure = there - {doubtful}
    without, with_it = (set(accepted_uses(features(" ".join(names)))) for names in (sure, sure | {doubtful}))
    assert set(accepted_uses(features(" ".join(sure), doubtful))) == without | with_it


# -- a guess


@pytest.mark.parametrize("options", [2, 3, 4])
def test_an_honest_guesser_comes_out_calibrated(options):
    question = {
        "id": "guessed",
        "kind": "choice",
        "prompt": "Which?",
        "confidence": True,
        "options": [
            {"id": letter, "text": letter, "accepted": letter == "a", "reason": "So."} for letter in "abcd"[:options]
        ],
    }
    exercise, random, rounds = exercise_from(question), Random(options), 6000
    guesses = [
        PastAnswer(exercise, random.choice([option.id for option in exercise.options]), GUESS) for _ in range(rounds)
    ]
    would_fit, fitted = sum(one.would_fit for one in guesses), sum(one.fitted for one in guesses)
    # Three standard deviations of a share near one in three.
    assert abs(would_fit - fitted) / rounds < 3 * (0.25 / rounds) ** 0.5
    assert would_fit == pytest.approx(rounds / options)


def test_what_is_no_guess_means_what_it_says_and_so_does_a_guess_without_a_chance():
    assert meant_by(GUESS + 1, 0.25) == 0.51 and meant_by(80, 0.25) == 0.8 and meant_by(100, 0.25) == 1
    assert meant_by(GUESS) == meant_by(GUESS, None) == 0.5 and meant_by(GUESS, 0.25) == 0.25


# -- passing on and holding back


def test_texts_are_counted_by_kind_and_by_what_was_done():
    judged = [Judged(True, True), Judged(True, True), Judged(True, False), Judged(False, True), Judged(False, False)]
    counts = count_judgements(judged)
    assert counts == Counts(well_supported=3, passed_on=2, weak=2, held_back=1)
    assert (counts.lost, counts.let_through) == (1, 1)
    assert count_judgements([]) == Counts()


@given(st.lists(st.builds(Judged, st.booleans(), st.booleans())))
def test_every_text_is_counted_once(judged):
    counts = count_judgements(judged)
    assert counts.well_supported + counts.weak == len(judged)
    assert counts.passed_on + counts.let_through == sum(one.passed_on for one in judged)
    assert 0 <= counts.lost <= counts.well_supported and 0 <= counts.let_through <= counts.weak


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (Counts(8, 8, 8, 4), "too few"),
        (Counts(8, 8, 8, 3), "passing on"),
        (Counts(8, 3, 8, 8), "holding back"),
        (Counts(8, 5, 8, 5), "neither"),
        (Counts(8, 6, 8, 5), "neither"),
        (Counts(8, 6, 8, 4), "passing on"),
        (Counts(), "too few"),
        (Counts(9, 3, 0, 0), "too few"),
        (Counts(0, 0, 9, 3), "too few"),
        # three in four deserve to be passed on: shares count, not numbers
        (Counts(24, 20, 8, 4), "passing on"),
        (Counts(24, 18, 8, 6), "neither"),
    ],
)
def test_a_leaning_is_told_only_where_there_is_enough(counts, told):
    assert leaning(counts) == told


@given(st.integers(0, 8), st.integers(0, 8))
def test_the_two_leanings_mirror_each_other(passed_on, held_back):
    mirror = {"passing on": "holding back", "holding back": "passing on"}
    told = leaning(Counts(8, passed_on, 8, held_back))
    other = leaning(Counts(8, held_back, 8, passed_on))
    if passed_on != held_back:
        assert other == mirror.get(told, told)
    assert (told == "too few") == (16 - passed_on - held_back < ENOUGH_MISSES)


# -- how sure, and how often it fitted


def test_the_bands_cover_every_confidence_once():
    for confidence in range(50, 101):
        assert sum(band.low <= confidence <= band.high for band in BANDS) == 1


def test_the_surest_misses_come_first_and_guesses_are_no_misses():
    said = [
        Said(70, False, "a"),
        Said(69, False, "b"),
        Said(100, False, "c"),
        Said(100, True, "d"),
        Said(70, False, "e"),
    ]
    assert [one.name for one in surest_misses(said)] == ["c", "a", "e"]


# -- for classes only


@pytest.mark.parametrize(
    ("counts", "d_prime", "criterion", "digits"),
    [
        # the example in the manual of the R package statpsych: signal(82, 46, 100, 100), [statpsych-signal]
        (Counts(100, 82, 100, 54), 1.002793, -0.4019603, 6),
        # the test of the Python package sdt-metrics: 20 hits, 5 misses, 10 false alarms, 15 rejections, [sdt-metrics]
        (Counts(25, 20, 25, 15), 1.044498705934068, -0.2788451754114444, 7),
    ],
)
def test_both_measures_agree_with_worked_values(counts, d_prime, criterion, digits):
    found = detection(counts)
    assert round(found.d_prime - d_prime, digits) == 0
    assert round(found.criterion - criterion, digits) == 0


def test_no_count_is_beyond_the_measures():
    for counts in (Counts(4, 4, 4, 4), Counts(4, 0, 4, 0), Counts(4, 4, 4, 0), Counts(4, 0, 4, 4), Counts()):
        found = detection(counts)
        assert abs(found.d_prime) < 5 and abs(found.criterion) < 5
    assert detection(Counts(4, 4, 4, 4)).d_prime > 0 > detection(Counts(4, 0, 4, 0)).d_prime
    assert detection(Counts(4, 0, 4, 4)).criterion > 0 > detection(Counts(4, 4, 4, 0)).criterion


def a_class(size, sound=0.8, weak=0.3, seed=7):
    random = Random(seed)
    return [
        Counts(4, sum(random.random() < sound for _ in range(4)), 4, sum(random.random() >= weak for _ in range(4)))
        for _ in range(size)
    ]


def measured(learners, **how):
    return class_change([(learner, learner) for learner in learners], **how).before


def test_a_class_gets_both_measures_with_their_intervals():
    found = measured(a_class(30))
    assert found.learners == 30
    for interval in (found.d_prime, found.criterion):
        assert interval.low < interval.value < interval.high
    assert found.d_prime.low > 0
    assert found.d_prime.value == detection(sum(a_class(30), Counts())).d_prime


def test_the_same_class_gets_the_same_interval_and_a_small_one_a_wider_one():
    assert measured(a_class(30)) == measured(a_class(30))
    small, large = (measured(a_class(size)).d_prime for size in (6, 60))
    assert small.high - small.low > large.high - large.low


def test_a_class_of_equals_has_no_width():
    found = measured([Counts(4, 3, 4, 3)] * 8, rounds=50)
    assert found.d_prime.low == found.d_prime.value == found.d_prime.high


def test_the_intervals_hold_the_true_value_most_of_the_time():
    true = detection(Counts(10**6, 800_000, 10**6, 700_000)).d_prime
    held = sum(
        found.low <= true <= found.high
        for seed in range(60)
        for found in [measured(a_class(30, seed=seed), rounds=200).d_prime]
    )
    assert held >= 50


def test_fewer_than_a_class_get_no_measure():
    with pytest.raises(ValueError, match="at least 5 learners, and there are 4"):
        measured(a_class(SMALLEST_CLASS - 1))


@pytest.mark.parametrize(
    "part, features, status",
    [
        ("act", [], "cannot be known from this"),
        ("act", ["speaker-named"], "asserted"),
        ("act", ["speaker-named", "place-to-know", "says-how"], "supported"),
        ("act", ["speaker-named", "place-to-know", "says-how?"], "asserted"),
        ("act", ["reporter-saw", "disputed"], "disputed"),
        ("act", ["reporter-saw", "disputed?"], "asserted"),
        ("purpose", ["speaker-named"], "cannot be known from this"),
        ("purpose", ["speaker-named", "place-to-know"], "asserted"),
        ("purpose", ["speaker-named", "place-to-know?"], "cannot be known from this"),
        ("purpose", ["speaker-named", "disputed"], "disputed"),
    ],
)
def test_a_part_of_a_claim_stands_as_what_carries_it_surely(part, features, status):
    given = [{"feature": name.rstrip("?")} | ({"in_doubt": True} if name.endswith("?") else {}) for name in features]
    assert status_by_rule(given, part) == status
