"""A card of the class report, and how a question is called on it."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.html import Html, checked
from helpers.kinds.exercise import Exercise, clip


@dataclass(frozen=True)
class ReportCard:
    """One card: its title in plain text, and what stands below it."""

    title: str
    body: Html
    is_for_teacher: bool = False  # what is in it stands on no whole screen, and can be printed

    def __post_init__(self) -> None:
        checked(self.body)


def asked(exercise: Exercise) -> str:
    """Return what was asked, with the beginning of the text that it was asked about."""
    about = exercise.passage[0].partition(". ")[0] if exercise.passage else ""
    return f"{clip(about, 90)}: {exercise.prompt}" if about else exercise.prompt
