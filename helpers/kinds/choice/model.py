"""Choose one of a few options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any, Self

from helpers.kinds.exercise import AnswerProblem, Exercise, Feedback, Row, clip, passage_texts, shared_parts
from helpers.story import plain


@dataclass(frozen=True)
class Option:
    """One option, whether a careful reader may take it, and why or why not."""

    id: str
    text: str
    accepted: bool
    reason: str


@dataclass(frozen=True)
class Choice(Exercise):
    """One question, a few options, a reason for each.

    More than one option may be accepted: careful readers differ.

    Parameters
    ----------
    options : sequence of Option
        In the order shown; they can be typed as ``"a"``, ``"b"`` … too.
    """

    options: Sequence[Option] = ()
    kind = "choice"

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        options = tuple(Option(**option) for option in question["options"])
        return cls(**shared_parts(question), passage=passage_texts(question), options=options)

    @property
    def how_to_type(self) -> str:
        """An example of a typed answer."""
        return 'answer = ("b", 80)' if self.confidence else 'answer = "b"'

    def read(self, typed: Any) -> str:
        """Find the option that a letter, an id or the option's words name. See `Exercise.read`."""
        if typed is None or typed == "":
            raise AnswerProblem("Choose one of the options first.")
        given = _same(typed) if isinstance(typed, str) else None
        for letter, option in zip(ascii_lowercase, self.options, strict=False):
            if given in (letter, option.id, _same(option.text)):
                return option.id
        letters = ", ".join(ascii_lowercase[: len(self.options)])
        raise AnswerProblem(
            f"“{clip(typed)}” is none of the options. Type one of these letters: {letters}. "
            f"For example: {self.how_to_type}"
        )

    def view(self) -> dict[str, Any]:
        """Add the options' texts. See `Exercise.view`."""
        return super().view() | {"options": [{"id": o.id, "text": o.text} for o in self.options]}

    def _mark(self, answer: str) -> Feedback:
        chosen = next(option for option in self.options if option.id == answer)
        accepted = [option for option in self.options if option.accepted]
        if chosen.accepted:
            outcome, heading = "matches", "That fits."
            if len(accepted) > 1:
                heading = "That fits. It is not the only answer that stands."
        else:
            outcome, heading = "differs", "Not this one."
        rows = [
            Row(
                "✓" if option.accepted else "–",
                option.text,
                option.reason,
                "your choice" if option is chosen else "",
                "yes" if option.accepted else "no",
            )
            for option in self.options
        ]
        return Feedback(outcome, heading, "", rows)


def _same(text: str) -> str:
    return " ".join(plain(text).casefold().split()).strip(" .\"'")


KIND = Choice
