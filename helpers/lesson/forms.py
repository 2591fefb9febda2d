"""How the short unseen texts are asked: form A or B first, the other one in the last lesson."""

from __future__ import annotations

from typing import Any

from helpers.lesson.asking import ask_several
from helpers.past_answers import form_of, forms_met
from helpers.record import Record, RecordProblem
from helpers.widgets.exercise_view import ExerciseView


def ask_form(typed: Any) -> ExerciseView:
    """Ask the form that the record's coin says."""
    return ask_several(f"form-{Record().form(form_of()).lower()}", typed)


def ask_other_form(typed: Any) -> ExerciseView:
    """Ask the form that was not met before; form A, if none was."""
    try:
        _, form = forms_met(Record().read()["answers"])
    except RecordProblem:
        form = "A"
    return ask_several(f"form-{form.lower()}", typed)
