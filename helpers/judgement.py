"""The one rule, and counting judgements by it: passing on and holding back, how sure and how often it fitted.

`accepted_uses` works out from the features of a text what one may do with its main point. No key of the course that
asks this is typed: the features are marked, and the answers follow.

Pure functions on plain values. What one learner sees are counts (`count_judgements`, `surest_misses`, `leaning`). The
measures of signal detection (`class_change`) are for a whole class only: for one learner with the few texts of a
form they are mostly chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from statistics import NormalDist
from typing import Any, NamedTuple, Protocol, TypeVar

# Below these numbers the counts are told, and nothing is read out of them.
ENOUGH_ANSWERS = 5
ENOUGH_MISSES = 5
SMALLEST_CLASS = 5
# One kind of miss stands out if its share is at least so many times that of the other.
STANDS_OUT = 2

# -- the rule: what one may do with the main point of a text

AS_FACT, WITH_SPEAKER, AS_CLAIM = USES = ("repeat-as-fact", "repeat-with-speaker", "wait")

# What a text may give for its main point, as the features of a text name it.
SHOWS_IT = frozenset({"reporter-saw", "open-document", "independent-others"})
TELLS_WHO = frozenset({"speaker-named", "speaker-described"})
CAN_KNOW = frozenset({"place-to-know", "says-how"})
# What takes away: the point claims more than its support shows; somebody who can know says otherwise.
TOO_BIG, DISPUTED = "bigger-than-support", "disputed"
FEATURES = SHOWS_IT | TELLS_WHO | CAN_KNOW | {TOO_BIG, DISPUTED}


def accepted_uses(features: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Work out what one may do with the main point of a text.

    As a fact, if the text shows it and nobody who can know disputes it. With its speaker, if one who is named or
    clearly described is in a place to know and the text says how; what may be told as a fact may also be told with its
    source. Else only as a claim, or one waits; so, too, if the point is bigger than its support.

    Parameters
    ----------
    features : iterable of mapping
        Each with a ``feature``, one of `FEATURES`. One that is ``in_doubt`` may be there or not for a careful reader:
        what is accepted either way is accepted.

    Returns
    -------
    tuple of str
        Of `USES`, in their order.
    """
    given = list(features)
    sure = {feature["feature"] for feature in given if not feature.get("in_doubt")}
    doubtful = sorted({feature["feature"] for feature in given} - sure)
    accepted: set[str] = set()
    for kept in product((True, False), repeat=len(doubtful)):
        there = sure | {name for name, keep in zip(doubtful, kept, strict=True) if keep}
        accepted |= _uses_of(there)
    return tuple(use for use in USES if use in accepted)


def _uses_of(there: set[str]) -> set[str]:
    if TOO_BIG in there:
        return {AS_CLAIM}
    if there & SHOWS_IT and DISPUTED not in there:
        return {AS_FACT, WITH_SPEAKER}
    if there & TELLS_WHO and there >= CAN_KNOW:
        return {WITH_SPEAKER}
    return {AS_CLAIM}


def status_by_rule(features: Sequence[Mapping[str, Any]], part: str) -> str:
    """Say by the same rule how a part of a claim stands in a ledger, from what one text gives for it.

    What careful readers may doubt supports nothing. An aim can be known from nobody but the one who acts, and nothing
    at all from a text that does not speak of it.
    """
    sure = {feature["feature"] for feature in features if not feature.get("in_doubt")}
    if DISPUTED in sure:
        return "disputed"
    if AS_CLAIM not in accepted_uses(features):
        return "supported"
    if not features or (part == "purpose" and "place-to-know" not in sure):
        return "cannot be known from this"
    return "asserted"


# -- counting what was passed on and held back


@dataclass(frozen=True)
class Judged:
    """One text, whether it deserves to be passed on by the rubric, and whether the reader would pass it on."""

    well_supported: bool
    passed_on: bool  # as a fact or with its speaker


@dataclass(frozen=True)
class Counts:
    """How many well-supported texts there were, and passed on; how many weak ones, and held back."""

    well_supported: int = 0
    passed_on: int = 0
    weak: int = 0
    held_back: int = 0

    @property
    def lost(self) -> int:
        """Well-supported texts that were held back."""
        return self.well_supported - self.passed_on

    @property
    def let_through(self) -> int:
        """Weak texts that were passed on."""
        return self.weak - self.held_back

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.well_supported + other.well_supported,
            self.passed_on + other.passed_on,
            self.weak + other.weak,
            self.held_back + other.held_back,
        )


def count_judgements(judged: Iterable[Judged]) -> Counts:
    """Count texts that were passed on and held back."""
    return sum(
        (
            Counts(well_supported=1, passed_on=int(text.passed_on))
            if text.well_supported
            else Counts(weak=1, held_back=int(not text.passed_on))
            for text in judged
        ),
        Counts(),
    )


def leaning(counts: Counts) -> str:
    """Tell which of two opposite misses came more often: "passing on", "holding back", "neither" or "too few" to say.

    "passing on": weak texts were passed on more often than well-supported ones were held back.
    """
    if counts.lost + counts.let_through < ENOUGH_MISSES or not counts.weak or not counts.well_supported:
        return "too few"
    let_through, lost = counts.let_through / counts.weak, counts.lost / counts.well_supported
    if let_through >= STANDS_OUT * lost:
        return "passing on"
    return "holding back" if lost >= STANDS_OUT * let_through else "neither"


# -- how sure, and how often it fitted


class Sure(Protocol):
    """An answer with how sure the learner was of it."""

    confidence: int
    fitted: bool


Answer = TypeVar("Answer", bound=Sure)


class Band(NamedTuple):
    """A range of confidence, in percent."""

    name: str
    low: int
    high: int


class Sureness(NamedTuple):
    """Words for how sure one is, with the first and the last percentage that they stand for."""

    words: str
    low: int
    high: int


# The one list of these words: the handle, the sheet on paper and every count of answers take them from here.
SURENESS = (
    Sureness("a guess", 50, 50),
    Sureness("leaning this way", 51, 69),
    Sureness("fairly sure", 70, 89),
    Sureness("nearly sure", 90, 99),
    Sureness("certain", 100, 100),
)
GUESS, CERTAIN = SURENESS[0].low, SURENESS[-1].high


def sureness_words(percent: int) -> str:
    """Say in words how sure somebody is, from `GUESS` to `CERTAIN` percent."""
    return next(level.words for level in SURENESS if level.low <= percent <= level.high)


def meant_by(percent: int, chance: float | None = None) -> float:
    """Say which share of such answers would fit if somebody's sureness were just right, from 0 to 1.

    A guess means the chance of the question, where that can be told: with three options one in three, and not one in
    two. So somebody who guesses, and says so, comes out calibrated.
    """
    return chance if percent == GUESS and chance is not None else percent / 100


def _band(*levels: Sureness) -> Band:
    return Band(" or ".join(level.words for level in levels).capitalize(), levels[0].low, levels[-1].high)


# Answers are counted in three bands, each of whole words; the surest first.
BANDS = (_band(*SURENESS[3:]), _band(SURENESS[2]), _band(*SURENESS[:2]))
SURE = BANDS[1].low


def told_range(band: Band) -> str:
    """Say which percentages a band stands for; the lowest begins with a guess, which has none of its own."""
    return f"up to {band.high} percent" if band.low <= GUESS else f"{band.low} to {band.high} percent"


def surest_misses(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers of the two upper bands that did not fit, the surest first; equals stay in the order given."""
    misses = [answer for answer in answers if not answer.fitted and answer.confidence >= SURE]
    return sorted(misses, key=lambda answer: -answer.confidence)


# -- for a class only


@dataclass(frozen=True)
class Detection:
    """Telling apart and leaning, as signal detection measures them."""

    d_prime: float  # how well well-supported and weak texts are told apart; 0 is chance
    criterion: float  # above 0: leaning to hold back; below 0: leaning to pass on


@dataclass(frozen=True)
class Interval:
    """A value of a class with the range in which it may well lie."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ClassDetection:
    """Both measures for a class, each with its bootstrap interval."""

    learners: int
    d_prime: Interval
    criterion: Interval


@dataclass(frozen=True)
class ClassChange:
    """Both measures of the same learners before and after, and how d′ changed, each with its bootstrap interval."""

    before: ClassDetection
    after: ClassDetection
    d_prime: Interval


def detection(counts: Counts) -> Detection:
    """Work out d′ and c with the log-linear correction.

    Half an answer is added to the texts passed on of each kind, and one to the texts of each kind (Hautus 1995,
    https://doi.org/10.3758/BF03203619), so that no rate is 0 or 1. With H and F the shares passed on of the
    well-supported and of the weak texts, d′ = z(H) - z(F) and c = -(z(H) + z(F)) / 2 (Stanislaw & Todorov 1999,
    https://doi.org/10.3758/BF03207704).
    """
    z = NormalDist().inv_cdf
    hits = z((counts.passed_on + 0.5) / (counts.well_supported + 1))
    false_alarms = z((counts.let_through + 0.5) / (counts.weak + 1))
    return Detection(hits - false_alarms, -(hits + false_alarms) / 2)


def class_change(pairs: Sequence[tuple[Counts, Counts]], *, rounds: int = 2000, seed: int = 1999) -> ClassChange:
    """Compare the same learners before and after, each pair in this order, with bootstrap intervals of 95 percent.

    The answers of all learners are pooled. For the intervals whole learners are drawn anew with replacement, since the
    answers of one learner hang together; each comes with both sides, so what makes learners differ from each other is
    not taken for a change. The seed gives the same class the same interval. ValueError if there are fewer than
    `SMALLEST_CLASS` learners.
    """
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    # The same seed draws the same learners on both sides.
    drawn_before, drawn_after = _drawn(before, rounds, seed), _drawn(after, rounds, seed)
    was, now = _with_intervals(before, drawn_before), _with_intervals(after, drawn_after)
    changes = [new.d_prime - old.d_prime for old, new in zip(drawn_before, drawn_after, strict=True)]
    return ClassChange(was, now, _interval(now.d_prime.value - was.d_prime.value, changes))


def _drawn(learners: Sequence[Counts], rounds: int, seed: int) -> list[Detection]:
    if len(learners) < SMALLEST_CLASS:
        raise ValueError(f"These measures need at least {SMALLEST_CLASS} learners, and there are {len(learners)}.")
    random = Random(seed)
    return [detection(sum(random.choices(learners, k=len(learners)), Counts())) for _ in range(rounds)]


def _with_intervals(learners: Sequence[Counts], drawn: Sequence[Detection]) -> ClassDetection:
    whole = detection(sum(learners, Counts()))
    return ClassDetection(
        len(learners),
        _interval(whole.d_prime, [measures.d_prime for measures in drawn]),
        _interval(whole.criterion, [measures.criterion for measures in drawn]),
    )


def _interval(value: float, drawn: list[float]) -> Interval:
    return Interval(value, _percentile(drawn, 0.025), _percentile(drawn, 0.975))


def _percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies, between two neighbours if need be."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
