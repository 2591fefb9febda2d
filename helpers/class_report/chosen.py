"""A part of the report: the questions of one lesson, or those that a class answered on one day.

It is a choice among the questions, and never among the learners: each figure is the same as in the whole report, so
that two of them cannot be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from helpers.class_report.counting import LEAST_ANSWERS, ClassCounts
from helpers.class_report.standing import lesson_of
from helpers.series import lessons

# Names beside their values, as a field offers them.
Choices = Sequence[tuple[str, str]]


def lesson_choices(counts: ClassCounts) -> Choices:
    """Return the lessons of which a figure is told."""
    of_lesson = lesson_of()
    answered = {
        of_lesson.get(exercise_id) for exercise_id, tally in counts.exercises.items() if tally.learners >= LEAST_ANSWERS
    }
    return [(lesson.number, f"{lesson.number} {lesson.title}") for lesson in lessons() if lesson.number in answered]


def day_choices(counts: ClassCounts) -> Choices:
    """Return the days on which a class answered the most of some question, the newest first."""
    days = {day for tally in counts.exercises.values() if tally.learners >= LEAST_ANSWERS and (day := tally.day)}
    return [(day, _name_of(day)) for day in sorted(days, reverse=True)]


def chosen_part(counts: ClassCounts, lesson: str, day: str) -> tuple[ClassCounts, str]:
    """Return the sums with the questions of a lesson and of a day only, and what to call them; or all.

    The day of a question is the one on which most learners answered it.
    """
    of_lesson = lesson_of()
    titles = dict(lesson_choices(counts)) if lesson else {}
    days = dict(day_choices(counts)) if day else {}
    names = [named for named in (titles.get(lesson), days.get(day)) if named]
    if not names:
        return counts, ""
    asked = {
        exercise_id: tally
        for exercise_id, tally in counts.exercises.items()
        if (lesson not in titles or of_lesson.get(exercise_id) == lesson) and (day not in days or tally.day == day)
    }
    return replace(counts, exercises=asked), ", ".join(names)


def take_days(shown: ClassCounts, now: ClassCounts) -> None:
    """Tell the figures on show the days of the answers that are there now: what was shown is kept without a time."""
    for exercise_id, tally in shown.exercises.items():
        if exercise_id in now.exercises:
            tally.days = now.exercises[exercise_id].days


def _name_of(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"
