"""Sort items into groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from random import Random
from typing import Any, Self

from helpers.judgement import accepted_uses
from helpers.kinds.exercise import (
    AnswerProblem,
    Exercise,
    Feedback,
    Part,
    Row,
    SentencePart,
    Unaccepted,
    ids_and_texts,
    passage_texts,
    quoted,
    shared_parts,
    with_text,
)
from helpers.kinds.typed import choose, in_a_row, other_alphabet


@dataclass(frozen=True)
class Group:
    """One group."""

    id: str
    text: str


@dataclass(frozen=True)
class SortedItem:
    """One item, the groups it may stand in, a reason for each group, and its place if it is a sentence of a story."""

    id: str
    text: str
    accepted: Sequence[str]
    reasons: Mapping[str, str]
    place: tuple[str, str] | None = None


def accepted_groups(question: Mapping[str, Any], item: Mapping[str, Any]) -> list[str]:
    """Return the groups that an item may stand in: by the rule, where the item gives features."""
    if "features" not in item:
        return item["accepted"]
    uses = accepted_uses(item["features"])
    return [group["id"] for group in question["groups"] if group.get("use") in uses]


@dataclass(frozen=True)
class Sorting(Exercise):
    """Items, each of which belongs to one of the groups, or to one of several where readers differ."""

    groups: Sequence[Group] = ()  # typed answers may use "a", "b" … for them
    items: Sequence[SortedItem] = ()  # typed answers list one group for each, in this order
    kind = "sorting"
    verb = "sort"
    minutes = 1.5
    read_before = ("prompt", "help", "text")
    read_after = ("reasons",)

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        return cls(
            **shared_parts(question),
            passage=passage_texts(question),
            groups=tuple(Group(group["id"], group["text"]) for group in question["groups"]),
            items=tuple(
                SortedItem(
                    **{name: part for name, part in with_text(item).items() if name != "features"}
                    | {"accepted": accepted_groups(question, item), "place": _place(item)}
                )
                for item in question["items"]
            ),
        )

    @property
    def typed_example(self) -> str:
        """See `Exercise.typed_example`."""
        return '"' + " ".join("ab"[number % 2] for number in range(len(self.items))) + '"'

    def read(self, typed: Any) -> dict[str, str]:
        """Take one group for each item: in order, in a text or a list; or a dictionary. See `Exercise.read`."""
        groups = [(group.id, group.text) for group in self.groups]
        if isinstance(typed, str):
            typed = in_a_row(typed, len(self.items))
        if isinstance(typed, list | tuple):
            if len(typed) != len(self.items):
                raise AnswerProblem(
                    f"There are {len(self.items)} items, but your list has {len(typed)} entries. "
                    f"For example: {self.how_to_type}"
                )
            typed = {item.id: group for item, group in zip(self.items, typed, strict=True)}
        if not isinstance(typed, Mapping):
            raise AnswerProblem(f"Write one letter for each item. For example: {self.how_to_type}")
        missing = [item for item in self.items if typed.get(item.id) in (None, "", ...)]
        if missing:
            raise AnswerProblem(f"Give every item a group. Still open: {quoted(missing[0].text)}.")
        chosen = {item.id: choose(typed[item.id], groups) for item in self.items}
        for item, group in chosen.items():
            if group is None:
                raise AnswerProblem(
                    f"{quoted(typed[item])} is none of the groups.{other_alphabet(typed[item])} "
                    f"For example: {self.how_to_type}"
                )
        return chosen

    def view(self) -> dict[str, Any]:
        """Add the groups and the items. See `Exercise.view`."""
        return super().view() | {"groups": ids_and_texts(self.groups), "items": ids_and_texts(self.items)}

    def _mark(self, answer: dict[str, str]) -> Feedback:
        name = {group.id: group.text for group in self.groups}
        rows, hits = [], 0
        for item in self.items:
            mine = answer[item.id]
            hits += mine in item.accepted
            ours = " or ".join(name[group] for group in item.accepted)
            reasons = [item.reasons[mine]]
            for group in (fair for fair in item.accepted if fair != mine):
                # Which group a further reason speaks for must be said: the reason alone does not tell.
                too = " as well" if mine in item.accepted or len(reasons) > 1 else ""
                reasons.append(f"{quoted(name[group])} fits{too}. {item.reasons[group]}")
            rows.append(Row("✓" if mine in item.accepted else "✗", item.text, " ".join(reasons), name[mine], ours))
        outcome = "matches" if hits == len(rows) else "partly" if hits else "differs"
        heading = {
            "matches": "This matches our reading.",
            "partly": "Part of this matches our reading.",
            "differs": "We sort them differently.",
        }[outcome]
        return Feedback(outcome, heading, f"{hits} of {len(rows)} items stand where we put them.", rows)

    def _hint(self, answer: dict[str, str]) -> str:
        """See `Exercise.hint_for`: how many items stand elsewhere, never which; nor that all of two groups do."""
        wrong = [item for item in self.items if answer[item.id] not in item.accepted]
        total = len(self.items)
        if any(len(item.accepted) > 1 for item in wrong) or total < 2 or len(self.groups) * total < 5:
            return ""
        if len(wrong) == total and len(self.groups) == 2:
            count = "More than one stands elsewhere in our reading."
        elif len(wrong) == total:
            count = "None of them stands where we put it."
        else:
            count = f"{len(wrong)} of the {total} {'stands' if len(wrong) == 1 else 'stand'} elsewhere in our reading."
        return f"{count} {self.hint or 'Read the names of the groups once more, and then each item.'}"

    @property
    def advice(self) -> str:
        """See `Exercise.advice`."""
        return self.hint or "Read the names of all groups first. Then try each of them on the item."

    def accepted_answer(self) -> dict[str, str]:
        """See `Exercise.accepted_answer`."""
        return {item.id: item.accepted[0] for item in self.items}

    def keys(self) -> int:
        """See `Exercise.keys`."""
        return prod(len(item.accepted) for item in self.items)

    def chance(self) -> float | None:
        """See `Exercise.chance`."""
        return self.keys() / len(self.groups) ** len(self.items)

    def parts(self, answer: dict[str, str], feedback: Feedback) -> Iterator[Part]:
        """See `Exercise.parts`."""
        yield from answer.items()

    def part_names(self, part: str) -> tuple[str, Mapping[str, str]]:
        """See `Exercise.part_names`."""
        item = next(item for item in self.items if item.id == part)
        return item.text, {group.id: group.text for group in self.groups}

    def unaccepted(self) -> Iterator[Unaccepted]:
        """See `Exercise.unaccepted`."""
        name = {group.id: group.text for group in self.groups}
        for item in self.items:
            for group, reason in item.reasons.items():
                if group not in item.accepted:
                    yield Unaccepted((item.id, group), f"{item.text} → {name[group]}", reason)

    def fitting(self, part: Part) -> Iterator[tuple[str, str]]:
        """See `Exercise.fitting`."""
        item = next(item for item in self.items if item.id == part[0])
        name = {group.id: group.text for group in self.groups}
        yield from ((name[group], item.reasons[group]) for group in item.accepted)

    def asked_about(self, part: Part) -> str:
        """See `Exercise.asked_about`."""
        return next(item.text for item in self.items if item.id == part[0])

    def sentence_parts(self) -> Iterator[SentencePart]:
        """See `Exercise.sentence_parts`."""
        for item in self.items:
            if item.place:
                for group in self.groups:
                    yield SentencePart(*item.place, group.text, (item.id, group.id))

    def invent(self, skill: float, random: Random) -> dict[str, str]:
        """See `Exercise.invent`."""
        groups = [group.id for group in self.groups]
        return {
            item.id: random.choice(item.accepted) if random.random() < skill else random.choice(groups)
            for item in self.items
        }


def _place(item: Mapping[str, Any]) -> tuple[str, str] | None:
    text = item["text"]
    return None if isinstance(text, str) else (text["story"], text["sentence"])


KIND = Sorting
