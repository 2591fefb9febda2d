"""Adding up the answers of a class while they are read: sums are held, and no learner's answers.

Of each exercise a learner's first answer counts, the one given before its reasons were seen. What cannot be read is
passed over. Free texts are counted and never kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from helpers.class_report.hand_ins import Problems, Source, Survey, Unusable, digest_of, files_of, record_in
from helpers.exercises.base import AnswerProblem, Exercise, Feedback
from helpers.exercises.choice import Choice
from helpers.exercises.lab import Lab
from helpers.exercises.library import exercise_ids, open_exercise
from helpers.exercises.ordering import Ordering
from helpers.exercises.sorting import Sorting
from helpers.exercises.spans import Spans
from helpers.judgement import BANDS, Counts, Judged, count_judgements
from helpers.past_answers import MAY_BE_LEFT_OPEN, deserves, form_of, forms_begun, single_key_ids

# Nobody needs more tries to give an answer that can be read; a hostile file may hold thousands that cannot.
MAX_ATTEMPTS = 20
MAX_ANSWER = 20_000

# A part of an answer and what was put there: (item, group), (slot, option), ("mark", "cue in p1-s1") …
Part = tuple[str, str]


@dataclass(frozen=True)
class Marked:
    """What the report needs of one answer, worked out once for all who gave it.

    Parameters
    ----------
    value : object
        As `Exercise.read` returns it.
    parts : tuple of Part
        What was put where.
    fitted : bool
        Whether the whole answer fits a reading that we accept.
    """

    value: Any
    parts: tuple[Part, ...]
    fitted: bool


@dataclass
class Tally:
    """The answers to one exercise.

    Parameters
    ----------
    answered : int
        How many learners.
    parts : Counter
        How many of them put what where.
    """

    answered: int = 0
    parts: Counter[Part] = field(default_factory=Counter)


@dataclass
class BandTally:
    """The answers in one band of confidence, to exercises with a single key.

    Parameters
    ----------
    answers, fitted, sure : Counter
        By kind of exercise: answers, how many fitted, and the sum of their confidence in percent.
    learners : int
        How many gave at least one.
    """

    answers: Counter[str] = field(default_factory=Counter)
    fitted: Counter[str] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)
    learners: int = 0


@dataclass
class ClassCounts:
    """All sums of a class. Their size rests on the course, not on the class.

    Parameters
    ----------
    learners : int
        Hand-ins that count.
    exercises : dict
        Tallies by exercise id.
    bands : tuple of BandTally
        In the order of `helpers.judgement.BANDS`.
    before, after : Counter
        How many learners judged the short texts so, in lesson 00 and in lesson 09.
    """

    learners: int = 0
    exercises: dict[str, Tally] = field(default_factory=dict)
    bands: tuple[BandTally, ...] = field(default_factory=lambda: tuple(BandTally() for _ in BANDS))
    before: Counter[Counts] = field(default_factory=Counter)
    after: Counter[Counts] = field(default_factory=Counter)

    def add(self, answers: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Add one learner.

        Parameters
        ----------
        answers : mapping
            Attempts by exercise id, as a checked record holds them.
        """
        self.learners += 1
        first = {one: found for one in answers if one in _known() and (found := _first(one, answers[one]))}
        bands_met = set()
        for exercise_id, (marked, confidence) in first.items():
            tally = self.exercises.setdefault(exercise_id, Tally())
            tally.answered += 1
            tally.parts.update(marked.parts)
            if confidence is not None and exercise_id in _sure_ids():
                bands_met.add(self._add_sureness(open_exercise(exercise_id).kind, confidence, marked.fitted))
        for band in bands_met:
            self.bands[band].learners += 1
        for met, sums in zip(forms_begun(answers), (self.before, self.after), strict=True):
            if met and (counts := _form_counts(met, first)):
                sums[counts] += 1

    def _add_sureness(self, kind: str, confidence: int, fitted: bool) -> int:
        number = next(n for n, band in enumerate(BANDS) if band.low <= confidence <= band.high)
        band = self.bands[number]
        band.answers[kind] += 1
        band.fitted[kind] += fitted
        band.sure[kind] += confidence
        return number


@cache
def _sure_ids() -> frozenset[str]:
    return frozenset(single_key_ids())


def count_class(source: Source | Iterable[Source]) -> tuple[ClassCounts, Problems, frozenset[bytes]]:
    """Read the hand-ins of a class twice: first to find which count, then to add them up.

    Parameters
    ----------
    source : path, or list of paths or of (name, bytes)
        See `helpers.class_report.hand_ins.files_of`.

    Returns
    -------
    ClassCounts
    Problems
        What was left out.
    frozenset of bytes
        Fingerprints of the files that count.
    """
    files = source if isinstance(source, str) or not isinstance(source, Iterable) else tuple(source)
    survey = Survey()
    for hand_in in files_of(files, survey.problems):
        survey.look_at(hand_in)
    counting = survey.close()
    counts, waiting = ClassCounts(), set(counting)
    for hand_in in files_of(files, Problems()):
        # A file that has gone or changed in between counts at the next look.
        with suppress(Unusable):
            content = hand_in.read()
            digest = digest_of(content)
            if digest in waiting:
                waiting.remove(digest)
                counts.add(record_in(content)["answers"])
    return counts, survey.problems, counting


# -- one answer


@cache
def _known() -> frozenset[str]:
    return frozenset(exercise_ids())


def _first(exercise_id: str, attempts: Sequence[Mapping[str, Any]]) -> tuple[Marked, int | None] | None:
    """Return the first answer that can be read, with its confidence."""
    for attempt in attempts[:MAX_ATTEMPTS]:
        if marked := mark_answer(exercise_id, attempt["answer"]):
            return marked, attempt.get("confidence")
    return None


def mark_answer(exercise_id: str, answer: Any) -> Marked | None:
    """Mark an answer; many learners give the same, so each is worked out once.

    Parameters
    ----------
    exercise_id : str
        Id of an exercise of the course.
    answer : object
        As a record holds it.

    Returns
    -------
    Marked or None
        ``None`` if it does not fit the exercise of this release.
    """
    written = json.dumps(answer)
    if len(written) > MAX_ANSWER:
        return None
    kind = open_exercise(exercise_id).kind
    # A learner's text is never shown, so nothing of it is held.
    return Marked(None, (), False) if kind in ("text", "own_text") else _marked(exercise_id, written)


@lru_cache(maxsize=4096)
def _marked(exercise_id: str, written: str) -> Marked | None:
    exercise = open_exercise(exercise_id)
    try:
        answer = exercise.read(json.loads(written))
    except AnswerProblem:
        return None
    shown = replace(exercise, marking="now") if exercise.marking == "later" else exercise
    feedback = shown.feedback(answer)
    return Marked(answer, tuple(parts_of(exercise, answer, feedback)), feedback.outcome == "matches")


def parts_of(exercise: Exercise, answer: Any, feedback: Feedback) -> Iterator[Part]:
    """Take an answer apart into what was put where.

    Parameters
    ----------
    exercise : Exercise
        Of any kind.
    answer : object
        As its `read` returns it.
    feedback : Feedback
        What the answer is told.

    Yields
    ------
    Part
        Each once. For marks: ``("sentence", "LABEL SENTENCE")`` for each sentence that has one, ``("word", "LABEL
        PARAGRAPH NUMBER")`` for each word, ``("misreading", "NUMBER")`` for each usual one.
    """
    match exercise:
        case Choice():
            yield "answer", answer
        case Sorting() | Lab():
            yield from answer.items()
        case Ordering():
            yield from ((item, str(place)) for place, item in enumerate(answer, 1))
        case Spans():
            yield from dict.fromkeys(("sentence", f"{mark['label']} {mark['sentence']}") for mark in answer)
            words = (
                (mark["label"], mark["p"], place)
                for mark in exercise.to_view(answer) or ()
                for place in range(mark["start"], mark["end"])
            )
            yield from dict.fromkeys(("word", f"{label} {p} {place}") for label, p, place in words)
            told = [row.text for row in feedback.rows if row.symbol == "+"]
            for number, misreading in enumerate(exercise.misreadings):
                if any(text.endswith(misreading.reason) for text in told):
                    yield "misreading", str(number)


# -- the two forms


def _form_counts(form: str, first: Mapping[str, tuple[Marked, int | None]]) -> Counts | None:
    """Count what one learner passed on and held back; None if too much of the form is open."""
    items = [item for item, its_form in form_of().items() if its_form == form]
    given = {item: first[item][0].value for item in items if item in first}
    if len(given) < len(items) - MAY_BE_LEFT_OPEN:
        return None
    return count_judgements(Judged(_deserves(item), answer != "wait") for item, answer in given.items())


@cache
def _deserves(item: str) -> bool:
    return deserves(open_exercise(item))
