"""Adding up the answers of a class while they are read: sums are held, and no learner's answers.

Of each exercise a learner's first answer counts, the one given before its reasons were seen. What cannot be read is
passed over. Free texts are counted and never kept. Each figure knows its own learners, by numbers that nobody can lead
back to them or compare between figures: `on_show` lets a figure change only when enough of them are new.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, ClassVar

from helpers.class_report.hand_ins import (
    STRANGE,
    FileProblem,
    Problems,
    Source,
    Survey,
    digest_of,
    files_of,
    learner_of,
    record_in,
    taken_back_in,
)
from helpers.class_report.open_texts import OpenTexts
from helpers.judgement import BANDS, SMALLEST_CLASS, Counts, Judged, count_judgements
from helpers.kinds.exercise import AnswerProblem, Part
from helpers.kinds.library import open_exercise
from helpers.kinds.sound import sound_exercises
from helpers.past_answers import MAY_BE_LEFT_OPEN, WAIT, deserves, form_of, forms_begun, single_key_ids
from helpers.record import OUR_TIME

# Nobody needs more tries to give an answer that can be read; a hostile file may hold thousands that cannot.
MAX_ATTEMPTS = 20
MAX_ANSWER = 20_000
# Shares are told from so many answers on; helpers.class_report.figures says why.
LEAST_ANSWERS = 12

# Names of the figures, each of which has learners of its own.
HAND_INS, FORMS_FIGURE = "hand-ins", "forms"


@dataclass(frozen=True)
class Marked:
    """What the report needs of one answer, worked out once for all who gave it."""

    value: Any  # as `Exercise.read` returns it
    parts: tuple[Part, ...]
    fitted: bool  # the whole answer fits a reading that we accept


@dataclass
class Figure:
    """What is known of the learners in one figure; as such the hand-ins that count."""

    told_from: ClassVar[int] = SMALLEST_CLASS

    learners: int = 0
    # A number for each of them, another one in each figure.
    members: array[int] = field(default_factory=lambda: array("I"), compare=False, repr=False)

    def take(self, member: int) -> None:
        """Count the learner with this number."""
        self.learners += 1
        self.members.append(member)


@dataclass(frozen=True)
class Members:
    """Who is in a report: the numbers of its learners, and the key that makes them."""

    key: bytes
    numbers: Collection[int]


@dataclass
class Tally(Figure):
    """The answers to one exercise: how many learners put what where."""

    told_from: ClassVar[int] = LEAST_ANSWERS

    parts: Counter[Part] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter, compare=False)  # on which how many learners gave their answer

    @property
    def day(self) -> str:
        """The day on which most answered, such as 2026-09-07; the earlier one of two; empty if no time tells."""
        return min(self.days, key=lambda day: (-self.days[day], day), default="")


@dataclass
class BandTally(Figure):
    """The answers in one band of confidence, to exercises with a single key."""

    answers: int = 0
    fitted: int = 0
    with_fitting: int = 0  # learners who gave an answer that fitted
    with_missing: int = 0  # learners who gave one that did not


@dataclass
class FormsTally(Figure):
    """The short texts, of learners who judged them both before and after: how many judged so and so."""

    pairs: Counter[tuple[Counts, Counts]] = field(default_factory=Counter)


@dataclass
class ClassCounts:
    """All sums of a class. Their size rests on the course, and grows by a number for each learner in each figure.

    Parameters
    ----------
    hand_ins : Figure
        Those that count.
    exercises : dict
        Tallies by exercise id.
    bands : tuple of BandTally
        In the order of `helpers.judgement.BANDS`.
    forms : FormsTally
        Both forms.
    key : bytes
        Makes the numbers of the learners: with another key they are others.
    """

    hand_ins: Figure = field(default_factory=Figure)
    exercises: dict[str, Tally] = field(default_factory=dict)
    bands: tuple[BandTally, ...] = field(default_factory=lambda: tuple(BandTally() for _ in BANDS))
    forms: FormsTally = field(default_factory=FormsTally)
    key: bytes = field(default=b"", compare=False, repr=False)

    @property
    def learners(self) -> int:
        """How many hand-ins count."""
        return self.hand_ins.learners

    def add(self, answers: Mapping[str, Sequence[Mapping[str, Any]]], who: object = None) -> None:
        """Add one learner's attempts by exercise id, as a checked record holds them.

        `who` stays the same when the learner hands in again; without it everybody is somebody else.
        """
        # All is worked out before anything is added: so a hand-in is counted whole or not at all.
        known = sound_exercises()
        first = {
            answered: found
            for answered in answers
            if answered in known and (found := first_answer(answered, answers[answered]))
        }
        forms = tuple(form_counts(form, first) if form else None for form in forms_begun(answers))
        who = self.learners if who is None else who
        self.hand_ins.take(self._member(HAND_INS, who))
        sure: dict[int, list[tuple[str, bool]]] = {}
        for exercise_id, (marked, confidence) in first.items():
            tally = self.exercises.setdefault(exercise_id, Tally())
            tally.take(self._member(exercise_figure(exercise_id), who))
            tally.parts.update(marked.parts)
            tally.days.update(day_of(answers[exercise_id][0]["when"]))
            if confidence is not None and exercise_id in sure_ids():
                sure.setdefault(band_of(confidence), []).append((exercise_id, marked.fitted))
        for number, given in sure.items():
            band, fitted = self.bands[number], sum(fits for _, fits in given)
            band.take(self._member(band_figure(number), who))
            band.answers += len(given)
            band.fitted += fitted
            band.with_fitting += fitted > 0
            band.with_missing += fitted < len(given)
        if all(forms):
            self.forms.take(self._member(FORMS_FIGURE, who))
            self.forms.pairs[forms] += 1

    def _member(self, figure: str, who: object) -> int:
        """Return a learner's number in a figure: four bytes, so if two share one, it waits for one learner more."""
        return member_of(figure, who, self.key)


def member_of(figure: str, who: object, key: bytes) -> int:
    """Return the number that stands for a learner in a figure, under a key."""
    return int.from_bytes(blake2b(f"{figure} {who!r}".encode(), key=key, digest_size=4).digest(), "little")


def day_of(when: str) -> list[str]:
    """Return the day of a time of ours, where this computer is; none of any other text."""
    if OUR_TIME.fullmatch(when):
        with suppress(ValueError, OverflowError, OSError):  # a day of no calendar, or of none that a system knows
            return [datetime.fromisoformat(when).astimezone().date().isoformat()]
    return []


def exercise_figure(exercise_id: str) -> str:
    """Name the figure of an exercise."""
    return f"exercise {exercise_id}"


def band_figure(number: int) -> str:
    """Name the figure of a band of confidence, by its place in `BANDS`."""
    return f"band {BANDS[number].low}-{BANDS[number].high}"


def band_of(confidence: int) -> int:
    """Return the place of a confidence in `BANDS`."""
    return next(number for number, band in enumerate(BANDS) if band.low <= confidence <= band.high)


@cache
def sure_ids() -> frozenset[str]:
    """Return the exercises whose confidence is counted: those with a single key."""
    return frozenset(single_key_ids())


def count_class(
    source: Source | Iterable[Source],
    refused: dict[bytes, str] | None = None,
    *,
    key: bytes = b"",
    code: str = "",
    elsewhere: Sequence[Members] = (),
    texts: OpenTexts | None = None,
) -> tuple[ClassCounts, Problems]:
    """Read the hand-ins of a class twice: first to find which count, then to add them up.

    Parameters
    ----------
    source : path, or list of paths or of (name, bytes)
        See `helpers.class_report.hand_ins.files_of`.
    refused : dict, optional
        What is known of files that cannot be used, from an earlier look; this look adds to it.
    key : bytes, optional
        Of the numbers that stand for learners, at most 64 bytes.
    code : str, optional
        The code that a hand-in must have, as `helpers.hand_in_code.code_of` writes it; any, if it is empty.
    elsewhere : sequence of Members, optional
        Who is in another report of the same folder, and so in none but that.
    texts : OpenTexts, optional
        Takes what learners handed in of their own words.

    Returns
    -------
    ClassCounts
    Problems
        What was left out.
    """
    files = source if isinstance(source, str) or not isinstance(source, Iterable) else tuple(source)
    counts, survey = ClassCounts(key=key), survey_of(files, refused, code, elsewhere)
    for name, data, who in records_that_count(files, survey):
        try:
            counts.add(data["answers"], who)
            if texts is not None:
                texts.add(data["answers"], who)
        except Exception:
            # Whatever one file holds, the others count.
            survey.problems.add(name, STRANGE)
    return counts, survey.problems


def survey_of(
    files: Source | Sequence[Source], refused: dict[bytes, str] | None, code: str, elsewhere: Sequence[Members]
) -> Survey:
    """Look at all files, to find which of them count."""
    survey = Survey(
        refused={} if refused is None else refused,
        taken_back=taken_back_in(files_of(files, Problems())),
        code=code,
        is_elsewhere=lambda who: any(member_of(HAND_INS, who, other.key) in other.numbers for other in elsewhere),
    )
    for hand_in in files_of(files, survey.problems):
        survey.look_at(hand_in)
    return survey


def records_that_count(
    files: Source | Sequence[Source], survey: Survey
) -> Iterator[tuple[str, Mapping[str, Any], bytes]]:
    """Read the files that count once more, one at a time: their names, what is in them, and whose they are."""
    waiting = set(survey.close())
    for hand_in in files_of(files, Problems()):
        try:
            content = hand_in.read()
            digest = digest_of(content)
            if digest not in waiting:
                continue
            waiting.remove(digest)
            data = record_in(content)
            who = learner_of(data) or digest
        except FileProblem:
            # A file that has gone or changed in between counts at the next look.
            continue
        except Exception:
            # Whatever one file holds, the others count.
            survey.problems.add(hand_in.name, STRANGE)
            continue
        yield hand_in.name, data, who


# -- one answer


def first_answer(exercise_id: str, attempts: Sequence[Mapping[str, Any]]) -> tuple[Marked, int | None] | None:
    """Return the first answer that can be read, with its confidence."""
    for attempt in attempts[:MAX_ATTEMPTS]:
        if marked := mark_answer(exercise_id, attempt["answer"]):
            return marked, attempt.get("confidence")
    return None


def mark_answer(exercise_id: str, answer: Any) -> Marked | None:
    """Mark an answer as a record holds it; ``None``, if it does not fit the exercise of this release.

    Many learners give the same, so each is worked out once.
    """
    if open_exercise(exercise_id).own_words:
        # A learner's text is never shown, so nothing of it is held.
        return Marked(None, (), False)
    written = json.dumps(answer)
    return _marked(exercise_id, written) if len(written) <= MAX_ANSWER else None


@lru_cache(maxsize=4096)
def _marked(exercise_id: str, written: str) -> Marked | None:
    exercise = open_exercise(exercise_id)
    try:
        answer = exercise.read(json.loads(written))
    except AnswerProblem:
        return None
    shown = replace(exercise, marking="now") if exercise.marking == "later" else exercise
    feedback = shown.feedback(answer)
    return Marked(answer, tuple(exercise.parts(answer, feedback)), feedback.outcome == "matches")


# -- the two forms


def form_counts(form: str, first: Mapping[str, tuple[Marked, int | None]]) -> Counts | None:
    """Count what one learner passed on and held back; None if too much of the form is open."""
    items = [item for item, its_form in form_of().items() if its_form == form]
    given = {item: first[item][0].value for item in items if item in first}
    if len(given) < len(items) - MAY_BE_LEFT_OPEN:
        return None
    return count_judgements(Judged(_deserves(item), answer != WAIT) for item, answer in given.items())


@cache
def _deserves(item: str) -> bool:
    return deserves(open_exercise(item))
