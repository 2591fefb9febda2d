"""Verbs that ask: each shows exercises in a cell, to be answered by buttons or by typing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from helpers.content import ContentProblem
from helpers.kinds.exercise import AnswerProblem, Entry, Exercise
from helpers.kinds.library import open_exercise, open_set
from helpers.lesson.in_a_cell import InACell
from helpers.lesson.self_check import SelfCheck
from helpers.past_answers import form_of, forms_met
from helpers.record import Record, RecordProblem


class Asked(InACell):
    """One exercise, or several in a row, in a cell: buttons to press, or answers that were typed.

    Parameters
    ----------
    prompt : str
        What the cell asks.
    exercises : sequence of Exercise
        Shown one after another.
    typed : sequence
        For each exercise what was typed in the cell; ``...`` where nothing was.
    problem : str, optional
        Why nothing that was typed could be used.
    """

    def __init__(self, prompt: str, exercises: Sequence[Exercise], typed: Sequence[Any], problem: str = "") -> None:
        self._prompt = prompt
        self._exercises = exercises
        self._entries: dict[str, Entry] = {}
        self._problems = {exercises[0].id: problem} if problem else {}
        for exercise, given in zip(exercises, typed, strict=True):
            if given is ...:
                continue
            try:
                self._entries[exercise.id] = exercise.entry_typed(given)
            except AnswerProblem as found:
                self._problems[exercise.id] = str(found)

    @cached_property
    def view(self) -> Any:
        """The widget, made when it is first shown: only then is it needed."""
        from helpers.widgets.exercise_view import ExerciseView

        view = ExerciseView(self._exercises, Record())
        for exercise_id, entry in self._entries.items():
            view.submit(exercise_id, entry, how="typed")
        for exercise_id, problem in self._problems.items():
            view.refuse(exercise_id, problem)
        return view

    def __repr__(self) -> str:
        told = []
        for number, exercise in enumerate(self._exercises, 1):
            which = f"Question {number}: " if len(self._exercises) > 1 else ""
            if exercise.id in self._problems:
                told.append(f"{which}! {self._problems[exercise.id]}")
            elif exercise.id in self._entries:
                told.append(which + repr(exercise.feedback(self._entries[exercise.id].answer)))
        return "\n".join(told) or f"Run this cell to answer: {self._prompt}"


def _one(exercise_id: str, answer: Any, verb: str) -> Asked:
    exercise = open_exercise(exercise_id)
    if exercise.verb != verb:
        raise ContentProblem(f"“{exercise_id}” is an exercise of the kind “{exercise.kind}”: it needs another verb.")
    return Asked(exercise.prompt, [exercise.for_learner(_last_text)], [answer])


def _last_text(exercise_id: str) -> str:
    """Return the learner's newest answer to a text exercise; empty if there is none."""
    entry = Record().last(exercise_id)
    return entry.answer if entry is not None and isinstance(entry.answer, str) else ""


def ask(exercise_id: str, answer: Any = ...) -> Asked:
    """Ask a question with a few options.

    Parameters
    ----------
    exercise_id : str
        Id of the question.
    answer : object, optional
        ``...`` to use the buttons; or a letter such as ``"b"``; where confidence is asked, ``("b", 80)``.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, "ask")


def mark(exercise_id: str, answer: Any = ...) -> Asked:
    """Let the learner mark words in a text.

    Parameters
    ----------
    exercise_id : str
        Id of the exercise.
    answer : object, optional
        ``...`` to use mouse, touch or keys; or ``{"source": "the words", "cue": "the words"}``.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, "mark")


def build(exercise_id: str, answer: Any = ...) -> Asked:
    """Let the learner build a sentence from choices, and see what each version commits its writer to.

    Parameters
    ----------
    exercise_id : str
        Id of the exercise.
    answer : object, optional
        ``...`` to use the buttons; or one choice for each part, ``{"verb": "said", "order": "speaker-first"}``.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, "build")


def sort(exercise_id: str, answer: Any = ...) -> Asked:
    """Let the learner put items in order or into groups.

    Parameters
    ----------
    exercise_id : str
        Id of the exercise.
    answer : object, optional
        ``...`` to use the buttons; or the numbers in order, ``[2, 1, 3]``; or a letter for each item,
        ``["a", "b", "a"]``.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, "sort")


def write(exercise_id: str, answer: Any = ...) -> Asked:
    """Ask for a few words of the learner's own.

    Parameters
    ----------
    exercise_id : str
        Id of the exercise.
    answer : str, optional
        ``...`` to use the box; or the text.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, "write")


def ask_all(set_id: str, answers: Any = ...) -> Asked:
    """Ask several questions, one after another.

    Parameters
    ----------
    set_id : str
        Id of the set.
    answers : list, optional
        ``...`` to use the buttons; or one answer a question, ``...`` for those left open.

    Returns
    -------
    Asked
    """
    prompt, exercises = open_set(set_id)
    if answers is ...:
        return Asked(prompt, exercises, [...] * len(exercises))
    if isinstance(answers, list | tuple) and len(answers) == len(exercises):
        return Asked(prompt, exercises, answers)
    problem = (
        f"Type a list with one answer for each of the {len(exercises)} questions; leave ... where you have none yet."
    )
    return Asked(prompt, exercises, [...] * len(exercises), problem)


def take_form(answers: Any = ...) -> Asked:
    """Ask the short unseen items of form A or B, as the record's coin says.

    Parameters
    ----------
    answers : list, optional
        As in :func:`ask_all`.

    Returns
    -------
    Asked
    """
    return ask_all(f"form-{Record().form(form_of()).lower()}", answers)


def take_other_form(answers: Any = ...) -> Asked:
    """Ask the short unseen items of the form that was not met before; form A, if none was.

    Parameters
    ----------
    answers : list, optional
        As in :func:`ask_all`.

    Returns
    -------
    Asked
    """
    try:
        _, form = forms_met(Record().read()["answers"])
    except RecordProblem:
        form = "A"
    return ask_all(f"form-{form.lower()}", answers)


def check_setup() -> Asked:
    """Check that this computer has what the lessons need, and that a click reaches Python.

    Returns
    -------
    Asked
    """
    check = SelfCheck()
    return Asked(check.prompt, [check], [...])
