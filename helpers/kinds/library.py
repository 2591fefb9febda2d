"""From the question files to exercise objects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from helpers.content import ContentProblem
from helpers.kinds import kind_of
from helpers.kinds.exercise import Exercise
from helpers.series import question_files


@cache
def open_exercise(exercise_id: str) -> Exercise:
    """Open an exercise by its id in ``data/questions``; ContentProblem, if no question file has it."""
    question = _questions().get(exercise_id)
    if question is None:
        raise ContentProblem(f"There is no exercise “{exercise_id}” in data/questions.")
    return exercise_from(question)


def open_set(set_id: str) -> tuple[str, list[Exercise]]:
    """Open exercises that are shown one after another: what the set asks, and they in order."""
    for file in question_files():
        for group in file.get("sets", ()):
            if group["id"] == set_id:
                return group["prompt"], [open_exercise(exercise_id) for exercise_id in group["questions"]]
    raise ContentProblem(f"There is no set of exercises “{set_id}” in data/questions.")


def exercise_ids() -> list[str]:
    """Return the ids of all exercises, in the order of the question files."""
    return list(_questions())


@cache
def _questions() -> dict[str, Mapping[str, Any]]:
    return {question["id"]: question for file in question_files() for question in file["questions"]}


def exercise_from(question: Mapping[str, Any]) -> Exercise:
    """Build an exercise from one question of a question file; ContentProblem as in `Exercise.from_question`."""
    return kind_of(question["kind"]).from_question(question)
