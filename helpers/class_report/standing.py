"""What sits well and where a class is stuck: how many gave an answer that fits, and how far they came. Counts only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.class_report.counting import LEAST_ANSWERS, ClassCounts, Tally
from helpers.class_report.figures import LEAST_STEPS, share, step, steps
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise
from helpers.series import Lesson, lessons


@dataclass(frozen=True)
class Fitted:
    """How many of those who answered a question gave what fits; of one with parts it is the mean over its parts."""

    lesson: str  # its number; empty for a question of none of the lessons
    exercise: Exercise
    answered: int
    value: float  # from 0 to 1

    @property
    def number(self) -> int:
        """How many learners that is."""
        return round(self.value * self.answered)

    @property
    def told(self) -> str:
        """The share, in words."""
        return share(self.number, self.answered)

    @property
    def sits(self) -> bool:
        """Whether the share is the highest that is told."""
        return steps(self.answered) >= LEAST_STEPS and step(self.number, self.answered) == steps(self.answered) - 1


def fitted(counts: ClassCounts) -> list[Fitted]:
    """Work out how many gave what fits, question by question, the most first.

    Of questions that were answered often enough, have a key, and are talked about in class. Marks in a text are left
    out: they fit more or less.
    """
    found = []
    of_lesson = lesson_of()
    for exercise_id, tally in counts.exercises.items():
        exercise = open_exercise(exercise_id)
        if tally.learners < LEAST_ANSWERS or not exercise.is_discussed or exercise.is_opinion:
            continue
        shares = _shares(exercise, tally)
        if shares:
            value = sum(shares) / len(shares)
            found.append(Fitted(of_lesson.get(exercise_id, ""), exercise, tally.learners, value))
    return sorted(found, key=lambda tried: (-tried.value, tried.exercise.id))


def _shares(exercise: Exercise, tally: Tally) -> list[float]:
    """Return for each part of a question the share of learners who put there what fits."""
    unaccepted = {part for part, _, _ in exercise.unaccepted()}
    asked = {part for part, _ in unaccepted if exercise.part_names(part)[1]}
    put = {part: 0 for part in sorted(asked)}
    for (part, value), number in tally.parts.items():
        if part in put and (part, value) not in unaccepted:
            put[part] += number
    return [number / tally.learners for number in put.values()]


def lesson_of() -> Mapping[str, str]:
    """Return the number of the lesson that asks a question, by its id."""
    return {question["id"]: lesson.number for lesson in lessons() for question in lesson.questions}


@dataclass(frozen=True)
class HowFar:
    """How many learners answered anything that a lesson asks, and the last question of it that a class talks about."""

    lesson: Lesson
    began: int
    ended: int


def how_far(counts: ClassCounts) -> list[HowFar]:
    """Tell lesson by lesson how far the class came, for lessons of which any figure is shown."""
    found = []
    for lesson in lessons():
        asked = [question["id"] for question in lesson.questions if question["id"] in counts.exercises]
        numbers = [counts.exercises[exercise_id].learners for exercise_id in asked]
        talked = [exercise_id for exercise_id in asked if open_exercise(exercise_id).is_discussed]
        if max(numbers, default=0) >= LEAST_ANSWERS and talked:
            found.append(HowFar(lesson, max(numbers), counts.exercises[talked[-1]].learners))
    return found
