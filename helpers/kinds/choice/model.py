"""Choose one of a few options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase
from typing import Any, Self

from helpers.judgement import USES, accepted_uses
from helpers.kinds.exercise import (
    KEEP_GUESS,
    AnswerProblem,
    Exercise,
    Feedback,
    Part,
    Row,
    Unaccepted,
    ids_and_texts,
    passage_texts,
    quoted,
    shared_parts,
)
from helpers.kinds.typed import choose, other_alphabet


@dataclass(frozen=True)
class Option:
    """One option, whether a careful reader may take it, and why or why not."""

    id: str
    text: str
    accepted: bool
    reason: str


def asks_for_use(question: Mapping[str, Any]) -> bool:
    """Tell whether a question gives features and asks what one may do with the text, so that the rule answers it."""
    ids = [option.get("id") for option in question["options"]]
    return "features" in question and len(ids) == len(USES) and all(use in ids for use in USES)


def options_with_answers(question: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the options, each with whether it is accepted: by the rule, where it answers; a guess is never wrong."""
    if not asks_for_use(question):
        return question["options"]
    if question.get("marking") == "prediction":
        return [{**option, "accepted": True} for option in question["options"]]
    accepted = accepted_uses(question["features"])
    return [{**option, "accepted": option["id"] in accepted} for option in question["options"]]


@dataclass(frozen=True)
class Choice(Exercise):
    """One question, a few options, a reason for each. More than one may be accepted: careful readers differ."""

    options: Sequence[Option] = ()  # in the order shown; they can be typed as "a", "b" … too
    kind = "choice"
    verb = "ask"
    minutes = 0.5
    typed_example = '"b"'
    read_before = ("prompt", "help", "text")

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        options = tuple(Option(**option) for option in options_with_answers(question))
        return cls(**shared_parts(question), passage=passage_texts(question), options=options)

    @classmethod
    def complete(cls, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask of an option its words only, and to be accepted where it is. See `Exercise.complete`."""
        options = question.get("options")
        if not isinstance(options, list) or not all(isinstance(option, dict) for option in options):
            return question
        if asks_for_use(question):
            return question
        filled = []
        for number, option in enumerate(options, 1):
            fits = "This one fits." if option.get("accepted") is True else "This one does not fit."
            if question.get("marking") == "prediction":
                fits = KEEP_GUESS
            filled.append({"id": f"option-{number}", "accepted": False, "reason": fits, **option})
        return {**question, "options": filled}

    def read(self, typed: Any) -> str:
        """Find the option that a letter, an id or the option's words name. See `Exercise.read`."""
        if typed is None or typed == "":
            raise AnswerProblem("Choose one of the options first.")
        option = choose(typed, [(option.id, option.text) for option in self.options])
        if option is not None:
            return option
        letters = ", ".join(ascii_lowercase[: len(self.options)])
        raise AnswerProblem(
            f"{quoted(typed)} is none of the options.{other_alphabet(typed)} Type one of these letters: {letters}. "
            f"For example: {self.how_to_type}"
        )

    def view(self) -> dict[str, Any]:
        """Add the options' texts. See `Exercise.view`."""
        return super().view() | {"options": ids_and_texts(self.options), "columns": {"ours": "Our reading"}}

    def _said_of_guess(self, answer: str) -> str:
        return self._option(answer).reason

    def _mark(self, answer: str) -> Feedback:
        chosen = self._option(answer)
        if chosen.accepted:
            outcome, heading = "matches", "That fits."
            if self.keys() > 1:
                heading = "That fits. It is not the only answer that stands."
        else:
            outcome, heading = "differs", "Not this one."
        # The learner's choice comes first, then what fits.
        in_order = sorted(self.options, key=lambda option: (option is not chosen, not option.accepted))
        rows = [
            Row(
                "✓" if option.accepted else "✗" if option is chosen else "–",
                option.text,
                option.reason,
                "this one" if option is chosen else "",
                "it fits" if option.accepted else "it does not fit",
            )
            for option in in_order
        ]
        return Feedback(outcome, heading, "", rows)

    def _hint(self, answer: str) -> str:
        """See `Exercise.hint_for`. Of two options the other one would be the key."""
        if self.keys() != 1 or len(self.options) < 3:
            return ""
        return self.hint or f"Another one fits. Read {self._read_first} once more, word by word, and then the options."

    @property
    def advice(self) -> str:
        """See `Exercise.advice`."""
        if self.marking != "now" or len(self.options) < 3:  # before a guess or a form nobody gets more than others
            return ""
        if self.passage:
            return self.hint or f"Read {self._read_first} word by word. Then ask of each option: which words say so?"
        return self.hint or "Say an answer of your own first. Then look for the option that comes nearest to it."

    @property
    def _read_first(self) -> str:
        return "the text above the question" if self.passage else "the question"

    def _option(self, answer: str) -> Option:
        return next(option for option in self.options if option.id == answer)

    def accepted_answer(self) -> str:
        """See `Exercise.accepted_answer`."""
        return next(option.id for option in self.options if option.accepted)

    def choices(self) -> list[str]:
        """See `Exercise.choices`."""
        return [option.id for option in self.options]

    def keys(self) -> int:
        """See `Exercise.keys`."""
        return sum(option.accepted for option in self.options)

    def chance(self) -> float | None:
        """See `Exercise.chance`."""
        return self.keys() / len(self.options)

    @property
    def is_opinion(self) -> bool:
        """See `Exercise.is_opinion`."""
        return all(option.accepted for option in self.options)

    def answer_in_words(self, answer: str, feedback: Feedback) -> str:
        """See `Exercise.answer_in_words`."""
        return self._option(answer).text

    def reasons_for(self, answer: str, feedback: Feedback) -> list[str]:
        """Give the reason for the option, and for each one that fits if this one does not."""
        mine = self._option(answer)
        fitting = [] if mine.accepted else [option for option in self.options if option.accepted]
        return [mine.reason, *(f"We accept: {option.text} {option.reason}" for option in fitting)]

    def parts(self, answer: str, feedback: Feedback) -> Iterator[Part]:
        """See `Exercise.parts`."""
        yield "answer", answer

    def part_names(self, part: str) -> tuple[str, Mapping[str, str]]:
        """See `Exercise.part_names`."""
        return "", {option.id: option.text for option in self.options}

    def unaccepted(self) -> Iterator[Unaccepted]:
        """See `Exercise.unaccepted`."""
        for option in self.options:
            if not option.accepted:
                yield Unaccepted(("answer", option.id), option.text, option.reason)

    def fitting(self, part: Part) -> Iterator[tuple[str, str]]:
        """See `Exercise.fitting`."""
        yield from ((option.text, option.reason) for option in self.options if option.accepted)

    def invent(self, skill: float, random: Random) -> str:
        """See `Exercise.invent`; errors are not spread evenly: the first one comes more often."""
        accepted = [option.id for option in self.options if option.accepted]
        others = [option.id for option in self.options if not option.accepted]
        if random.random() < skill or not others:
            return random.choice(accepted)
        return random.choices(others, weights=[2] + [1] * (len(others) - 1))[0]


KIND = Choice
