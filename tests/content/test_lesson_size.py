"""The core of every lesson is no longer than the design allows, and what is counted is what is asked."""

import pytest

from authoring.measure_lessons import MOST_DECISIONS, MOST_EXERCISES, MOST_WORDS, measure, measure_lesson
from helpers.kinds.library import open_set
from helpers.series import lessons


def notebook(*sources):
    return {"cells": [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]}


@pytest.mark.parametrize("lesson", [lesson.name for lesson in lessons()])
def test_a_core_is_no_longer_than_the_design_allows(lesson):
    core, _ = measure_lesson(lesson)
    assert core.exercises <= MOST_EXERCISES and core.decisions <= MOST_DECISIONS and core.words <= MOST_WORDS


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("answers = ...\ntake_form(answers)", "form-a"),
        ("answers = ...\ntake_other_form(answers)", "form-b"),
        ('answers = ...\nask_all("more-09", answers)', "more-09"),
    ],
)
def test_questions_that_stand_together_count_each(source, name):
    core, _ = measure(notebook(source))
    assert core.exercises == core.decisions == len(open_set(name)[1])
