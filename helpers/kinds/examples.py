"""Small questions of each kind, with an answer for each outcome: to try a kind on, and to begin a question with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from helpers.content import read_json
from helpers.kinds import kind_of, room_of
from helpers.kinds.exercise import Exercise


class Example(NamedTuple):
    """A question as a question file has it, and for each outcome, such as ``"matches"``, an answer as it is kept."""

    question: Mapping[str, Any]
    answers: Mapping[str, Any]

    @property
    def exercise(self) -> Exercise:
        """The exercise, built anew."""
        return kind_of(self.question["kind"]).from_question(self.question)


def examples_of(kind: str) -> list[Example]:
    """Return the examples in the room of a kind."""
    return [Example(**entry) for entry in read_json(room_of(kind) / "examples.json")]
