"""From the question files to exercise objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from helpers.content import ContentProblem, data_folder, load
from helpers.kinds import kind_of
from helpers.kinds.exercise import Exercise


@cache
def open_exercise(exercise_id: str) -> Exercise:
    """Open an exercise by its id.

    Parameters
    ----------
    exercise_id : str
        As in ``data/questions``.

    Returns
    -------
    Exercise

    Raises
    ------
    ContentProblem
        If no question file has it.
    """
    question = _questions().get(exercise_id)
    if question is None:
        raise ContentProblem(f"There is no exercise “{exercise_id}” in data/questions.")
    return exercise_from(question)


def open_set(set_id: str) -> tuple[str, list[Exercise]]:
    """Open exercises that are shown one after another.

    Parameters
    ----------
    set_id : str
        As in the ``sets`` of a question file.

    Returns
    -------
    str, list of Exercise
        What the set asks, and its exercises in order.

    Raises
    ------
    ContentProblem
        If no question file has it.
    """
    for file in _question_files():
        for one in file.get("sets", ()):
            if one["id"] == set_id:
                return one["prompt"], [open_exercise(exercise_id) for exercise_id in one["questions"]]
    raise ContentProblem(f"There is no set of exercises “{set_id}” in data/questions.")


def exercise_ids() -> list[str]:
    """Return the ids of all exercises, in the order of the question files.

    Returns
    -------
    list of str
    """
    return list(_questions())


@cache
def questions_of_lessons() -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return the questions of each lesson, as their files have them.

    Returns
    -------
    dict of str to list of mapping
        From the lesson's name, such as ``"01_who_says_so"``, in reading order. The items of the forms are not in it:
        two lessons share them.
    """
    return {file["lesson"]: file["questions"] for file in _question_files() if file["lesson"][:2].isdigit()}


def _question_files() -> Iterator[Mapping[str, Any]]:
    for path in sorted((data_folder() / "questions").glob("*.json")):
        yield load(f"questions/{path.name}")


@cache
def _questions() -> dict[str, Mapping[str, Any]]:
    return {question["id"]: question for file in _question_files() for question in file["questions"]}


def exercise_from(question: Mapping[str, Any]) -> Exercise:
    """Build an exercise from one question of a question file.

    Parameters
    ----------
    question : mapping
        As its schema says.

    Returns
    -------
    Exercise

    Raises
    ------
    ContentProblem
        If it is of no kind that there is, or names a story, a sentence, words or a reading that is not there.
    """
    return kind_of(question["kind"]).from_question(question)
