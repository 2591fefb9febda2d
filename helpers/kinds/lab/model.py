"""Build a sentence from choices, and see at once what each version commits its writer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random
from typing import Any, Self

from helpers.kinds.exercise import (
    AnswerProblem,
    Exercise,
    Feedback,
    Part,
    Row,
    ids_and_texts,
    passage_texts,
    quoted,
    shared_parts,
)
from helpers.kinds.typed import LONGEST, by_label, choose, in_a_row, labelled

# What a sentence does with a claim: a sign, and the words that say the same. After Hyland's stance markers and the
# commitment scale of Thompson and Ye, cut down to what a reader can see in a sentence.
STATES: Mapping[str, tuple[str, str]] = {
    "stated": ("●", "told as a fact, in the writer’s own voice"),
    "attributed": ("❝", "told with its speaker"),
    "softened": ("≈", "softened"),
    "doubted": ("?", "kept at a distance"),
    "pushed": ("▲", "made stronger"),
    "presupposed": ("◇", "taken for granted"),
    "left-out": ("–", "not told"),
    "added": ("+", "added: the source does not say it"),
}

Choices = Mapping[str, str]


@dataclass(frozen=True)
class SlotOption:
    """One way to fill a slot."""

    id: str
    text: str


@dataclass(frozen=True)
class Slot:
    """A place in the sentence where the learner chooses."""

    id: str
    name: str
    options: Sequence[SlotOption]


@dataclass(frozen=True)
class When:
    """Some choices, and what follows from them."""

    says: str  # words of the sentence, or what to tell the learner
    state: str = ""  # one of STATES, where a commitment is told
    when: Mapping[str, Sequence[str]] | None = None  # for each slot that counts, what fits; empty fits always

    def fits(self, choices: Choices) -> bool:
        """Tell whether the choices are among those meant here."""
        return all(choices[slot] in options for slot, options in (self.when or {}).items())


@dataclass(frozen=True)
class Commitment:
    """A claim that the sentence may carry, and what becomes of it."""

    id: str
    name: str
    rules: Sequence[When]  # tried in order; the last fits always


@dataclass(frozen=True)
class Goal:
    """What to build, where the exercise asks for something, and what the learner is told."""

    accepted: Sequence[Mapping[str, Sequence[str]]]  # sets of choices that reach it, each as the `when` of a rule
    reached: str
    not_yet: str


@dataclass(frozen=True)
class Lab(Exercise):
    """A sentence with choices; every version shows its commitments."""

    slots: Sequence[Slot] = ()  # their first options make the sentence that is shown first
    sentence: Sequence[Sequence[When]] = ()  # of each piece, the first rule that fits gives the words
    commitments: Sequence[Commitment] = ()
    goal: Goal | None = None  # without one nothing is marked
    kind = "lab"
    verb = "build"
    minutes = 2
    read_before = ("prompt", "help", "name", "text")
    read_after = ("says",)

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        slots = tuple(
            Slot(slot["id"], slot["name"], tuple(SlotOption(**option) for option in slot["options"]))
            for slot in question["slots"]
        )
        pieces = [[{"text": piece}] if isinstance(piece, str) else piece["choose"] for piece in question["sentence"]]
        sentence = tuple(tuple(When(rule["text"], when=rule.get("when")) for rule in rules) for rules in pieces)
        commitments = tuple(
            Commitment(claim["id"], claim["name"], tuple(When(**rule) for rule in claim["rules"]))
            for claim in question["commitments"]
        )
        goal = Goal(**question["goal"]) if "goal" in question else None
        return cls(
            **shared_parts(question),
            passage=passage_texts(question),
            slots=slots,
            sentence=sentence,
            commitments=commitments,
            goal=goal,
        )

    @property
    def typed_example(self) -> str:
        """See `Exercise.typed_example`; never one that reaches the goal."""
        *_, answer = [version for version in self.versions() if self.goal is None or not self.reaches_goal(version)]
        return '"' + "; ".join(f"{slot}: {option}" for slot, option in answer.items()) + '"'

    def read(self, typed: Any) -> dict[str, str]:
        """Take one option for each slot, by id, letter or words; also in one text. See `Exercise.read`."""
        if isinstance(typed, str):
            typed = self._from_text(typed)
        if not isinstance(typed, Mapping):
            raise AnswerProblem(f"Write one choice for each part of the sentence. For example: {self.how_to_type}")
        slots = [slot.id for slot in self.slots]
        typed = by_label(typed, [(slot.id, slot.name) for slot in self.slots])
        for name in typed:
            if name not in slots:
                raise AnswerProblem(f"{quoted(name)} is no part of this sentence. Its parts are: {', '.join(slots)}.")
        return {slot.id: _option_of(slot, typed) for slot in self.slots}

    def _from_text(self, text: str) -> Mapping[str, str] | None:
        """Read ``part: choice; other part: other choice``, or the choices alone in the order of the parts."""
        if len(text) > LONGEST:
            return None
        before, given = labelled(text, [(slot.id, slot.name) for slot in self.slots])
        if given:
            return dict([(before, ""), *given] if before else given)
        choices = in_a_row(text, len(self.slots))
        return choices and dict(zip((slot.id for slot in self.slots), choices, strict=True))

    def view(self) -> dict[str, Any]:
        """Add the slots, and the sentence that their first options make. See `Exercise.view`."""
        slots = [{"id": slot.id, "name": slot.name, "options": ids_and_texts(slot.options)} for slot in self.slots]
        first = next(self.versions())
        view = super().view() | {"slots": slots, "preview": self.preview(first)}
        return view if self.goal else view | {"button": "Keep my answer"}

    def preview(self, answer: Any) -> dict[str, Any]:
        """Say what a version of the sentence commits its writer to. See `Exercise.preview`."""
        choices = self.read(answer)
        rows = [
            {"symbol": STATES[rule.state][0], "label": claim.name, "state": STATES[rule.state][1], "text": rule.says}
            for claim in self.commitments
            for rule in [_first(claim.rules, choices)]
        ]
        return {"answer": choices, "sentence": self.text_of(choices), "rows": rows}

    def text_of(self, choices: Choices) -> str:
        """Write the sentence that some choices make."""
        text = " ".join("".join(_first(piece, choices).says for piece in self.sentence).split())
        return text[:1].upper() + text[1:]

    def versions(self) -> Iterator[dict[str, str]]:
        """Go through all versions of the sentence."""
        for options in product(*([option.id for option in slot.options] for slot in self.slots)):
            yield dict(zip((slot.id for slot in self.slots), options, strict=True))

    def reaches_goal(self, choices: Choices) -> bool:
        """Tell whether a version is what the exercise asks for."""
        return self.goal is None or any(When("", when=when).fits(choices) for when in self.goal.accepted)

    def _mark(self, answer: dict[str, str]) -> Feedback:
        shown = self.preview(answer)
        rows = [
            Row(row["symbol"], row["label"], f"{row['state'][0].upper()}{row['state'][1:]}. {row['text']}")
            for row in shown["rows"]
        ]
        if self.goal is None:
            return Feedback("kept", "Your sentence is kept.", f"It reads: {shown['sentence']}", rows)
        if self.reaches_goal(answer):
            return Feedback("matches", "This sentence does what was asked.", self.goal.reached, rows)
        return Feedback("differs", "This sentence does something else.", self.goal.not_yet, rows)

    @property
    def advice(self) -> str:
        """See `Exercise.advice`."""
        return self.hint or "Change one place at a time. Each time, read what becomes of the claims."

    def accepted_answer(self) -> dict[str, str]:
        """See `Exercise.accepted_answer`."""
        return next(filter(self.reaches_goal, self.versions()))

    def keys(self) -> int:
        """See `Exercise.keys`."""
        return sum(map(self.reaches_goal, self.versions())) if self.goal else 0

    def chance(self) -> float | None:
        """See `Exercise.chance`."""
        return self.keys() / prod(len(slot.options) for slot in self.slots) if self.goal else None

    def parts(self, answer: dict[str, str], feedback: Feedback) -> Iterator[Part]:
        """See `Exercise.parts`."""
        yield from answer.items()

    def part_names(self, part: str) -> tuple[str, Mapping[str, str]]:
        """See `Exercise.part_names`."""
        slot = next(slot for slot in self.slots if slot.id == part)
        return slot.name, {option.id: option.text for option in slot.options}

    def invent(self, skill: float, random: Random) -> dict[str, str]:
        """See `Exercise.invent`."""
        versions = list(self.versions())
        reaching = list(filter(self.reaches_goal, versions)) if self.goal else []
        return random.choice(reaching if reaching and random.random() < skill else versions)


def _first(rules: Sequence[When], choices: Choices) -> When:
    return next(rule for rule in rules if rule.fits(choices))


def _option_of(slot: Slot, typed: Mapping[Any, Any]) -> str:
    given = typed.get(slot.id)
    option = choose(given, [(option.id, option.text) for option in slot.options])
    if option is None:
        known = ", ".join(f"“{option.id}”" for option in slot.options)
        problem = f"There is no choice yet for “{slot.id}”." if given is None else f"{quoted(given)} is no choice here."
        raise AnswerProblem(f"{problem} For “{slot.id}” write one of {known}.")
    return option


KIND = Lab
