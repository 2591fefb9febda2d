"""One exercise of every kind with every outcome that it can have: the specimens that are looked at most closely.

They are the course's own, and of those that fit, the one with the most to show. This module is copied beside a
notebook, whose kernel shows them.
"""

from dataclasses import replace
from functools import cache
from random import Random

from helpers.kinds import kinds
from helpers.kinds.examples import examples_of
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.lesson.asking import show_exercises
from helpers.lesson.self_check import SelfCheck
from helpers.record import Record

NOT_YET, PROBLEM = "not answered", "problem"
UNREADABLE = object()
WHY = "The words say so."


def answers_to(exercise):
    """Return answers by their outcome: our own, and such as a class would give."""
    random = Random(exercise.id)
    answers = [exercise.accepted_answer(), *(exercise.invent(0.0, random) for _ in range(8))]
    return {exercise.feedback(answer).outcome: answer for answer in answers if answer}


@cache
def all_specimens():
    """Return an exercise and its answer for each kind and outcome, one of each; ``None`` for no answer yet."""
    tried = [(exercise, answers_to(exercise)) for exercise in map(open_exercise, exercise_ids())]
    tried += [(example.exercise, example.answers) for kind in kinds() for example in examples_of(kind)]
    found = {}
    for exercise, answers in tried:
        size = len(repr(exercise))
        for outcome, answer in {NOT_YET: None, PROBLEM: UNREADABLE, **answers}.items():
            if size > found.get((exercise.kind, outcome), (0,))[0]:
                found[exercise.kind, outcome] = size, exercise, answer
    return {name: (exercise, answer) for name, (_, exercise, answer) in sorted(found.items())}


def answer_everything(record):
    """Keep an answer to every exercise: mostly one that differs from ours, since that gives the longest feedback."""
    for exercise in map(open_exercise, exercise_ids()):
        answers = answers_to(exercise)
        answer = answers.get("differs") or next(iter(answers.values()))
        record.keep(exercise.id, exercise.entry(answer, 80, WHY), how="buttons")
    check = SelfCheck()
    record.keep(check.id, check.entry(check.options[0].id), how="buttons")


def show(kind, outcome):
    """Show one of them in a cell, as it comes back for a learner who has answered it."""
    exercise, answer = all_specimens()[kind, outcome]
    exercise = replace(exercise, id=f"{kind}-{outcome.replace(' ', '-')}")
    if answer is UNREADABLE:
        return show_exercises(exercise.prompt, [exercise], [UNREADABLE])
    if answer is not None:
        Record().keep(exercise.id, exercise.entry(answer, 80, WHY), how="buttons")
    return show_exercises(exercise.prompt, [exercise])
