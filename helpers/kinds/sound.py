"""Which questions of the course are sound, for what looks at all of them at once.

A question file may be a teacher's own. A fault in it takes its questions out of the class report and of what looks back
over the series, and takes nothing else down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any, TypeVar

from helpers.content import source_records
from helpers.kinds import kind_of, part_of
from helpers.kinds.exercise import Exercise
from helpers.kinds.faults import Course, Fault, place_in_question
from helpers.kinds.form import form_faults
from helpers.kinds.library import exercise_ids, open_exercise, questions_by_id
from helpers.kinds.schema import question_schema
from helpers.reading import labels
from helpers.series import files_left_out, own_questions
from helpers.story import load_reading, load_story, own_state, own_story_ids, story_ids

Content = TypeVar("Content")


def sound_exercises() -> Mapping[str, Exercise]:
    """Return the exercises whose questions have nothing to mend, by id, in the order of the question files."""
    return {**_own_looked_through(own_state())[0], **_looked_through()[0]}


def questions_left_out() -> Mapping[str, str]:
    """Tell which are not among the sound ones: by file or id of a question, a sentence that says why."""
    return {**_own_looked_through(own_state())[1], **_looked_through()[1]}


@cache
def _looked_through() -> tuple[Mapping[str, Exercise], Mapping[str, str]]:
    sound, left_out = _sorted_out(questions_by_id())
    return sound, {**files_left_out(), **left_out}


@lru_cache(maxsize=2)
def _own_looked_through(state: object) -> tuple[Mapping[str, Exercise], Mapping[str, str]]:  # noqa: ARG001 (of which moment)
    return _sorted_out(own_questions())


def _sorted_out(questions: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Exercise], dict[str, str]]:
    sound, left_out = {}, {}
    for exercise_id, question in questions.items():
        try:
            fault = next(question_faults(question), None)
            if fault is None:
                sound[exercise_id] = open_exercise(exercise_id)
        except Exception as problem:  # whatever one question holds, the others are asked
            fault = Fault((), str(problem))
        if fault:
            left_out[exercise_id] = place_in_question(fault.path) + fault.what
    return sound, left_out


def question_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    """Say what is to be mended in a question of plain JSON values: its form first, then what no form can tell.

    ContentProblem, if it is of no kind that there is.
    """
    kind = question.get("kind")
    kind_of(kind)
    faults = list(form_faults(question, _form_of(kind)))
    yield from faults or part_of(kind, "check").faults(question, _course(own_state()))


@cache
def _form_of(kind: str) -> Mapping[str, Any]:
    return question_schema(kind)


@lru_cache(maxsize=2)
def _course(state: object) -> Course:  # noqa: ARG001 (stories of one's own change while a kernel runs)
    """Gather what questions may name, as far as it can be read."""
    course = Course(
        [*story_ids(), *own_story_ids()],
        questions=exercise_ids(),
        labels=_read_or_none(lambda: list(labels())),
        sources=_read_or_none(source_records),
    )
    for name in course.folders:
        # A story that is to be mended is told where a question names it.
        with suppress(Exception):
            course.stories[name] = load_story(name)
            course.readings[name] = load_reading(name)
    return course


def _read_or_none(read: Callable[[], Content]) -> Content | None:
    try:
        return read()
    except Exception:
        return None
