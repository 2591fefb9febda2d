"""What a learner answered in the whole series, as far as it still fits the exercises: the ground of looking back.

A record may be empty, from an older release, or written by a stranger's hand. What cannot be read is passed over;
nothing here fails because of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from helpers.content import load
from helpers.judgement import Judged, meant_by
from helpers.kinds.exercise import CERTAIN, GUESS, AnswerProblem, Exercise, Feedback
from helpers.kinds.library import exercises_that_open, open_exercise, open_set
from helpers.series import lesson_with_form, lessons

FORMS = "AB"
# What the items of the forms ask: pass the text on, and how; or wait.
ANSWER, WAIT = "answer", "wait"
# Some items may be left out, and nobody need give a reason: the others are looked at all the same.
MAY_BE_LEFT_OPEN = 2

Attempts = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class PastAnswer:
    """One answer of the record that still fits its exercise, as `Exercise.read` returns it."""

    exercise: Exercise
    answer: Any
    confidence: int | None = None  # from 50 to 100, in percent

    @cached_property
    def feedback(self) -> Feedback:
        """What the answer is told once its reasons are open."""
        exercise = self.exercise
        if exercise.marking == "later":
            exercise = replace(exercise, marking="now")
        return exercise.feedback(self.answer)

    @property
    def fitted(self) -> bool:
        """Whether the whole answer fits a reading that we accept."""
        return self.feedback.outcome == "matches"

    @property
    def would_fit(self) -> float | None:
        """Which share of such answers would fit if the sureness were just right; None if it was not asked."""
        return None if self.confidence is None else meant_by(self.confidence, self.exercise.chance())

    @property
    def in_words(self) -> str:
        """What was answered."""
        return self.exercise.answer_in_words(self.answer, self.feedback)

    @property
    def reasons(self) -> list[str]:
        """The reasons that matter most to the answer."""
        return self.exercise.reasons_for(self.answer, self.feedback)


def past_answer(exercise: Exercise, attempt: Mapping[str, Any]) -> PastAnswer | None:
    """Read one attempt of a record; None if the answer does not fit the exercise of this release."""
    try:
        answer = exercise.read(attempt["answer"])
    except AnswerProblem:
        return None
    given = attempt.get("confidence")
    sure = given if type(given) is int and GUESS <= given <= CERTAIN else None
    return PastAnswer(exercise, answer, sure)


def _readable(exercise: Exercise, attempts: Attempts) -> Iterator[tuple[str, PastAnswer]]:
    """Yield moment and answer of each attempt that can be read."""
    for attempt in attempts:
        if answer := past_answer(exercise, attempt):
            yield str(attempt.get("when", "")), answer


def first_answer(answers: Mapping[str, Attempts], exercise_id: str) -> PastAnswer | None:
    """Return the first answer to an exercise: the one given before its reasons were seen."""
    return next((answer for _, answer in _readable(open_exercise(exercise_id), answers.get(exercise_id, ()))), None)


def newest_answer(answers: Mapping[str, Attempts], exercise: Exercise) -> PastAnswer | None:
    """Return the newest answer to an exercise that can be read."""
    newest_first = (past_answer(exercise, attempt) for attempt in reversed(answers.get(exercise.id, ())))
    return next((newest for newest in newest_first if newest), None)


def last_text(answers: Mapping[str, Attempts], exercise_id: str) -> str:
    """Return the newest text of an open question; empty if there is none."""
    newest = newest_answer(answers, open_exercise(exercise_id))
    return newest.answer if newest else ""


# -- the two forms


def form_items(form: str) -> list[Exercise]:
    """Return the items of form A or B."""
    return open_set(f"form-{form.lower()}")[1]


@cache
def form_of() -> dict[str, str]:
    """Return the form of each item, ``"A"`` or ``"B"``, by the item's id."""
    return {item.id: form for form in FORMS for item in form_items(form)}


@cache
def _last_lesson() -> frozenset[str]:
    """Name what is first met in the last lesson: not its short texts, which in older records stood in the forms."""
    questions = lesson_with_form("second").questions
    return frozenset(question["id"] for question in questions if "features" not in question)


def forms_begun(answers: Iterable[str]) -> tuple[str, str]:
    """Say which form came first, and which one was or is to be met in the last lesson, from the ids of a record.

    A record keeps exercises in the order in which they were first answered. Form items that stand before all
    questions of the last lesson were met earlier. The first is empty if no form was begun before the last lesson; the
    second is then the one begun there, or empty.
    """
    earlier, later = [], []
    in_last_lesson = False
    for exercise_id in answers:
        in_last_lesson = in_last_lesson or exercise_id in _last_lesson()
        if exercise_id in form_of():
            (later if in_last_lesson else earlier).append(form_of()[exercise_id])
    if earlier:
        return earlier[0], FORMS.replace(earlier[0], "")
    return "", later[0] if later else ""


def forms_met(answers: Iterable[str]) -> tuple[str, str]:
    """Say which form came first, and which one the last lesson asks: A, if none was begun."""
    first, second = forms_begun(answers)
    return first, second or "A"


@dataclass(frozen=True)
class Forms:
    """Both forms as one learner answered them, by item id."""

    first: str  # which form came first; may be empty
    second: str  # which one the last lesson asks
    then: Mapping[str, PastAnswer]
    now: Mapping[str, PastAnswer]
    open: bool  # whether enough of the second form is answered: only then are reasons shown

    @property
    def still_open(self) -> int:
        """How many items of the second form have no answer yet."""
        return len(form_items(self.second)) - len(self.now)

    def pairs(self) -> list[tuple[PastAnswer | None, PastAnswer | None]]:
        """Return the answers, then and now, to the two items of each pair that is built alike, those answered at all.

        Pairs in which something changed come first, then those with an answer that does not fit.
        """
        sides = []
        for pair in load("questions/form_b.json")["pairs"]:
            then = self.then.get(pair[self.first.lower()]) if self.first else None
            now = self.now.get(pair[self.second.lower()])
            if then or now:
                sides.append((then, now))
        return sorted(sides, key=_order_of_pair)


def _order_of_pair(pair: tuple[PastAnswer | None, PastAnswer | None]) -> int:
    fitted = {answer.fitted for answer in pair if answer}
    return 0 if len(fitted) == 2 else 1 if False in fitted else 2


def forms_of(answers: Mapping[str, Attempts]) -> Forms:
    """Collect the answers to both forms, as they stood before any reason was shown."""
    first, second = forms_met(answers)
    begun = sorted(
        moment for item in form_items(second) for moment, _ in list(_readable(item, answers.get(item.id, ())))[:1]
    )
    needed = len(form_items(second)) - MAY_BE_LEFT_OPEN
    is_open = len(begun) >= needed
    opened = begun[needed - 1] if is_open else None
    then, now = (_settled(answers, form, opened) if form else {} for form in (first, second))
    return Forms(first, second, then, now, is_open)


def _settled(answers: Mapping[str, Attempts], form: str, opened: str | None) -> dict[str, PastAnswer]:
    """Return for each item the last answer given before the reasons were open; else the first one."""
    settled = {}
    for item in form_items(form):
        given = list(_readable(item, answers.get(item.id, ())))
        if given:
            before = [answer for moment, answer in given if opened is None or moment <= opened]
            settled[item.id] = before[-1] if before else given[0][1]
    return settled


@cache
def _practice_ids() -> tuple[str, ...]:
    """Return the items outside the forms that have the options of the forms and a key.

    A prediction has none: every answer to it is accepted, so its text counts neither as weak nor as well supported.
    """
    asked = set(form_items("A")[0].choices())  # ids of whole answers; an answer with parts, or written, has none
    others = (exercise for exercise_id, exercise in exercises_that_open().items() if exercise_id not in form_of())
    return tuple(other.id for other in others if other.marking != "prediction" and set(other.choices()) == asked)


def practice_answers(answers: Mapping[str, Attempts]) -> list[PastAnswer]:
    """Collect the first answers to the items outside the forms that ask the same as the forms."""
    return [answer for exercise_id in _practice_ids() if (answer := first_answer(answers, exercise_id))]


def deserves(exercise: Exercise) -> bool:
    """Tell whether the text of a question with the three options of the forms deserves to be passed on."""
    return (ANSWER, WAIT) in (wrong.part for wrong in exercise.unaccepted())


def judged(answer: PastAnswer) -> Judged:
    """Turn an answer to a "pass on or wait" item, with the three options of the forms, into a judgement."""
    return Judged(well_supported=deserves(answer.exercise), passed_on=answer.answer != WAIT)


# -- how sure, over the whole series


@cache
def lesson_of() -> dict[str, str]:
    """Return the number of the lesson of each exercise, such as ``"01"``; the items of the forms are not in it."""
    return {question["id"]: lesson.number for lesson in lessons() for question in lesson.questions}


@cache
def single_key_ids() -> tuple[str, ...]:
    """Name the exercises that ask how sure one is and have a single key, lessons before forms."""
    return tuple(exercise_id for exercise_id, exercise in exercises_that_open().items() if exercise.has_single_key)


def sure_answers(answers: Mapping[str, Attempts]) -> list[PastAnswer]:
    """Collect the answers with a confidence to all exercises with a single key.

    Of each exercise the first answer counts: after it the reasons were seen. Items of the forms count when their
    reasons are open.
    """
    forms = forms_of(answers)
    of_forms = {**forms.then, **forms.now} if forms.open else {}
    given = [
        of_forms.get(exercise_id) if exercise_id in form_of() else first_answer(answers, exercise_id)
        for exercise_id in single_key_ids()
    ]
    return [answer for answer in given if answer and answer.confidence is not None]
