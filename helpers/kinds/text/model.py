"""Write some words of one's own; nothing is marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Self

from helpers.kinds.exercise import AnswerProblem, Exercise, Feedback, Row, passage_texts, shared_parts, whole_characters
from helpers.kinds.text.read_back import ReadBackRules, read_back
from helpers.kinds.text.rewrite import RewriteChecks, checks_from
from helpers.reading import reading_lines

# A look at our reading of a whole story: it is there to look things up in, nobody reads every line.
MINUTES_TO_LOOK_UP = 2
# Less than so many different words, or letters of a script without spaces, is no line to lay beside anything.
FEW_WORDS, FEW_LETTERS = 3, 6
MORE_WORDS = "This is kept as it is. With a few words more you would have a line of your own to lay beside these."

RULES_ERR = "There is no right or wrong here: rules read your words back, and they can err."


@dataclass(frozen=True)
class TextAnswer(Exercise):
    """An open question: the answer is kept, and told what to look for; nothing is marked."""

    max_length: int = 600  # characters
    look_for: Sequence[str] = ()  # questions that a learner can put to the own text afterwards
    model_answer: str = ""
    reveal: Sequence[Row] = ()  # parts of our reading
    file: bool = False  # whether the view offers to open a plain text file
    checks: RewriteChecks | None = None  # what the marker's rules look for; what they find is told, never marked
    read_back: ReadBackRules | None = None  # whose words are retold: would a friend hear who said it?
    kind = "text"
    verb = "write"
    typed_example = '"""My sentence."""'
    read_after = ("look_for", "model_answer")
    own_words = True

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        extra = {
            name: question[name] for name in ("max_length", "look_for", "model_answer", "file") if name in question
        }
        lines = reading_lines(**question["reveal"]) if "reveal" in question else ()
        return cls(
            **shared_parts(question),
            **extra,
            passage=passage_texts(question),
            reveal=tuple(Row("•", line.words, line.reasons, "", line.marked_as) for line in lines),
            checks=checks_from(question["checks"]) if "checks" in question else None,
            read_back=ReadBackRules.from_question(question["read_back"]) if "read_back" in question else None,
        )

    @property
    def minutes(self) -> float:
        """See `Exercise.minutes`; with a look at our reading, where it is shown."""
        return 1.5 + (MINUTES_TO_LOOK_UP if self.reveal else 0)

    @property
    def rubric(self) -> Sequence[str]:
        """See `Exercise.rubric`; a text that the learner brought is somebody else's."""
        return () if self.file else self.look_for

    @property
    def rows(self) -> int:
        """How many lines there are to write on."""
        return 3 if self.max_length <= 300 else 6

    def read(self, typed: Any) -> str:
        """Take any text that is not empty and not too long. See `Exercise.read`."""
        if not isinstance(typed, str):
            raise AnswerProblem(f"Write your answer as words between quotation marks. For example: {self.how_to_type}")
        if not typed.strip():
            raise AnswerProblem("There is nothing to keep yet. Write something first.")
        if len(typed) > self.max_length:
            raise AnswerProblem(
                f"Your answer has {len(typed):,} characters. There is room for {self.max_length:,}. "
                "It is still here: make it shorter and try again."
            )
        return whole_characters(typed)

    def view(self) -> dict[str, Any]:
        """Add the room there is. See `Exercise.view`."""
        return super().view() | {
            "max_length": self.max_length,
            "rows": self.rows,
            "file": self.file,
            "button": "Keep my answer",
            "later": False,  # the words are read back at once
            "typed": "",  # it is typed anyhow
        }

    def feedback(self, answer: str) -> Feedback:
        """Thank for the answer; an open question has no key. See `Exercise.feedback`."""
        heard = self._read_back(answer)
        if self.marking == "later":
            told = filter(None, (heard, "You will meet your words again in a later lesson."))
            return Feedback("kept", "Your answer is kept.", " ".join(told))
        by_rule = self._found_by_rule(answer)
        rows = [*by_rule, *(Row("?", "Ask yourself", question) for question in self.look_for)]
        if self.model_answer:
            rows.append(Row("•", "Our version", self.model_answer))
        summary = "An open question has no key. Hold your words against these lines." if rows else ""
        if by_rule:
            summary = (
                "An open question has no key. Rules looked at your words: they see words, not sense. They miss things, "
                "and they find things that are not there. You decide."
            )
        if self.reveal:
            summary = "Here is our reading. Where you differ, look for the words that speak for you."
        summary = f"{heard} {summary}".strip()
        if (rows or self.reveal) and not _is_a_line(answer):
            summary = f"{MORE_WORDS} {summary}".rstrip()
        return Feedback("kept", "Your answer is kept.", summary, [*rows, *self.reveal])

    def _read_back(self, answer: str) -> str:
        """Say whether somebody who hears the answer hears who said it, where the question asks for that."""
        return f"{read_back(answer, self.read_back).says} {RULES_ERR}" if self.read_back else ""

    def _found_by_rule(self, answer: str) -> list[Row]:
        """Let rules look at the words. They need the marker, which most questions never do: it is loaded only here."""
        if self.checks is None:
            return []
        from helpers.kinds.text.rewrite_check import check_rewrite

        return check_rewrite(answer, self.checks)

    def accepted_answer(self) -> str:
        """See `Exercise.accepted_answer`."""
        return self.model_answer[: self.max_length] or "An answer of one’s own."

    def invent(self, skill: float, random: Random) -> str:
        """See `Exercise.invent`."""
        return "An invented answer."


KIND = TextAnswer


def _is_a_line(answer: str) -> bool:
    """Tell whether there are a few different words, or, in a script without spaces, as many letters as they have."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", answer)}
    return len(words) >= FEW_WORDS or sum(len(word) for word in words if not word.isascii()) >= FEW_LETTERS
