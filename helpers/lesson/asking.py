"""Exercises asked in a cell: those of the course by their ids, or one's own; with the answers that were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any

from helpers.answering import answer, from_before, kept_in, one_by_one, refusal, sentence_of
from helpers.content import ContentProblem
from helpers.drafts import Drafts
from helpers.html import Card, element
from helpers.kinds.exercise import AnswerProblem, Exercise
from helpers.kinds.library import open_exercise, open_set
from helpers.record import Record, RecordProblem
from helpers.widgets.exercise_view import ExerciseView

_WITH_HELP = (
    "You work with help now. Hard words stand explained below their line, a question is told once more in plain words, "
    "its parts come one at a time, and you can have a hint before you answer. Each lesson also has a lighter text: the "
    "part called “More: The lighter text”."
)
_WITHOUT_HELP = "You work without help now. A hard word shows what it means when you choose it."
_FOR_YOU_ALONE = "This stands in your record, on this computer. It is in nothing that you hand in."


def ask_one(verb: str, question: str | Mapping[str, Any], typed: Any) -> ExerciseView:
    """Ask one exercise of the course with the verb that belongs to it, or a question of one's own."""
    if not isinstance(question, str):
        from helpers.own_questions import own_exercise  # most lessons have none

        exercise = own_exercise(question, verb)
        return show_exercises(exercise.prompt, [exercise], [typed])
    exercise = open_exercise(question)
    if exercise.verb != verb:
        told = f"“{question}” is an exercise of the kind “{exercise.kind}”"
        raise ContentProblem(f"{told}: it needs another verb, {exercise.verb}().")
    return show_exercises(exercise.prompt, [exercise], [typed])


def ask_several(questions: str | PathLike[str] | Sequence[Any], typed: Any) -> ExerciseView:
    """Ask a set of the course's exercises, or questions of one's own, one after another."""
    if isinstance(questions, str) and not questions.casefold().endswith(".json"):
        prompt, exercises = open_set(questions)
    else:
        from helpers.own_questions import own_set  # most lessons have none

        prompt, exercises = own_set(questions)
    return show_exercises(prompt, exercises, typed)


def show_exercises(prompt: str, exercises: Sequence[Exercise], typed: Any = ...) -> ExerciseView:
    """Show exercises one after another with the answers of before; keep and mark those that were typed.

    `typed` holds one for each exercise, ``...`` where nothing was typed; or they are by id.
    """
    exercises = [exercise.for_learner(_last_text) for exercise in exercises]
    record = Record()
    settle = kept_in(record)
    try:
        given = one_by_one(exercises, typed)
        responses = {
            asked.id: answer(asked, given[asked.id], "typed", settle) for asked in exercises if asked.id in given
        }
    except AnswerProblem as problem:
        responses = {exercises[0].id: refusal(str(problem))}
    open_ones = (asked for asked in exercises if asked.id not in responses or responses[asked.id].entry is None)
    before = {asked.id: back for asked in open_ones if (back := from_before(asked, record))}
    sentence = sentence_of(prompt, exercises, responses)
    unsent = Drafts(record.path)
    return ExerciseView(
        exercises,
        settle,
        sentence,
        before=before,
        typed=responses,
        unsent=unsent,
        with_help=record.with_help(),
        choose_help=choose_help,
    )


def choose_help(wanted: bool) -> str:
    """Work with help or without it from now on; say in a sentence what that changes, and whether it is kept."""
    ExerciseView.show_help(wanted)
    try:
        Record().choose_help(wanted)
    except (RecordProblem, OSError) as problem:
        why = str(problem) if isinstance(problem, RecordProblem) else problem.strerror or str(problem)
        return f"{_WITH_HELP if wanted else _WITHOUT_HELP} Only until you close this lesson: {why}"
    return f"{_WITH_HELP if wanted else _WITHOUT_HELP} {_FOR_YOU_ALONE}"


def help_card(*, wanted: bool) -> Card:
    """Choose help or none in a cell, and say so."""
    told = choose_help(wanted)
    return Card(told, element("p", told))


def _last_text(exercise_id: str) -> str:
    entry = Record().last(exercise_id)
    return entry.answer if entry is not None and isinstance(entry.answer, str) else ""
