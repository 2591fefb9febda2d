"""The lessons of the series, as the question files name them: which there are, in what order, and what each one asks.

Nothing else lists the lessons. A lesson is a file of questions and a notebook of the same name; its number is the
beginning of that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from helpers.content import ContentProblem, data_folder, load


@dataclass(frozen=True)
class Lesson:
    """One lesson: the name of its files, its questions, and which of the learner's two forms it asks."""

    name: str  # such as "01_who_says_so"
    questions: Sequence[Mapping[str, Any]]  # the texts of the two forms are not in it: two lessons share them
    form: str = ""  # "first", "second", or none

    @property
    def number(self) -> str:
        """Its number, such as ``"01"``: texts of lessons sort and compare as their numbers do."""
        return self.name[:2]

    @property
    def title(self) -> str:
        """What the lesson asks, in words."""
        return self.name[3:].replace("_", " ").capitalize()


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return the lessons in reading order."""
    return tuple(
        Lesson(file["lesson"], file["questions"], file.get("form", ""))
        for file in question_files()
        if file["lesson"][:2].isdigit()
    )


@cache
def lesson_with_form(which: Literal["first", "second"]) -> Lesson:
    """Return the lesson that asks a learner's first form, or the second one."""
    for lesson in lessons():
        if lesson.form == which:
            return lesson
    raise ContentProblem(f"No file in data/questions says that its lesson asks the {which} form.")


def numbers_with_forms() -> tuple[str, str]:
    """Return the numbers of the lessons with the first and with the second form."""
    return lesson_with_form("first").number, lesson_with_form("second").number


def question_files() -> Iterator[Mapping[str, Any]]:
    """Read the question files: of the lessons, then of the forms."""
    for path in sorted((data_folder() / "questions").glob("*.json")):
        yield load(f"questions/{path.name}")
