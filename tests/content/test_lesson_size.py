"""The lessons with the two forms are no longer than the design allows, and what is counted is what is asked."""

import pytest

from authoring.measure_lessons import MOST_DECISIONS, MOST_EXERCISES, MOST_WORDS, measure, measure_lesson
from helpers.kinds.library import open_set
from helpers.series import lesson_with_form


def notebook(*sources):
    return {"cells": [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]}


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_lesson_with_a_form_is_no_longer_than_the_design_allows(which):
    core, _ = measure_lesson(lesson_with_form(which).name)
    assert core.exercises <= MOST_EXERCISES and core.decisions <= MOST_DECISIONS and core.words <= MOST_WORDS


@pytest.mark.parametrize("verb, form", [("take_form", "form-a"), ("take_other_form", "form-b")])
def test_a_form_is_one_exercise_with_a_decision_for_each_text(verb, form):
    core, _ = measure(notebook(f"answers = ...\n{verb}(answers)"))
    assert (core.exercises, core.decisions) == (1, len(open_set(form)[1]))


def test_other_questions_that_stand_together_count_each():
    core, _ = measure(notebook('answers = ...\nask_all("check-09", answers)'))
    assert core.exercises == core.decisions == len(open_set("check-09")[1])
