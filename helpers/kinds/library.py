"""From the question files to exercise objects."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from helpers.content import ContentProblem, data_folder, read_json
from helpers.kinds import kind_of
from helpers.kinds.exercise import Exercise
from helpers.series import files_left_out, own_questions, question_files


def open_exercise(exercise_id: str) -> Exercise:
    """Open an exercise by its id, of the course or of a story of one's own; ContentProblem, if no file has it."""
    if exercise_id in questions_by_id():
        return _of_the_course(exercise_id)
    question = own_questions().get(exercise_id)
    if question is None:
        raise _not_there(f"There is no exercise “{exercise_id}” in data/questions.")
    try:
        return exercise_from(question)
    except (LookupError, TypeError, AttributeError):
        raise ContentProblem(f"The exercise “{exercise_id}” of a story in my_stories is not as it should be.") from None


@cache
def _of_the_course(exercise_id: str) -> Exercise:
    lines = in_other_words()
    more = {"in_other_words": lines[exercise_id]} if exercise_id in lines else {}
    return exercise_from({**questions_by_id()[exercise_id], **more})


def open_set(set_id: str) -> tuple[str, list[Exercise]]:
    """Open exercises that are shown one after another: what the set asks, and they in order."""
    for file in question_files():
        for group in file.get("sets", ()):
            if group["id"] == set_id:
                return group["prompt"], [open_exercise(exercise_id) for exercise_id in group["questions"]]
    raise _not_there(f"There is no set of exercises “{set_id}” in data/questions.")


def _not_there(sentence: str) -> ContentProblem:
    """Say that something is not there; it may stand in a file that cannot be used."""
    return ContentProblem(" ".join((sentence, *files_left_out().values())))


def exercise_ids() -> list[str]:
    """Return the ids of all exercises of the course, in the order of the question files."""
    return list(questions_by_id())


@cache
def exercises_that_open() -> Mapping[str, Exercise]:
    """Open all exercises, by id, for what looks back over the series; one that cannot be opened is passed over."""
    found = {}
    for exercise_id in exercise_ids():
        with suppress(Exception):  # a teacher's question may hold anything; what is to be mended, `sound` tells
            found[exercise_id] = open_exercise(exercise_id)
    return found


@cache
def in_other_words() -> Mapping[str, str]:
    """Return what stands below a question for who works with help, by its id: in files of their own, by lesson."""
    files = sorted((data_folder() / "in_other_words").glob("*.json"))
    return {exercise_id: line for file in files for exercise_id, line in read_json(file)["lines"].items()}


@cache
def questions_by_id() -> dict[str, Mapping[str, Any]]:
    """Return all questions by their ids, as the question files have them."""
    return {question["id"]: question for file in question_files() for question in file["questions"]}


def exercise_from(question: Mapping[str, Any]) -> Exercise:
    """Build an exercise from one question of a question file; ContentProblem as in `Exercise.from_question`."""
    return kind_of(question["kind"]).from_question(question)
