"""Put items in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import factorial
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
    with_text,
)
from helpers.kinds.typed import choose, in_a_row, key_of
from helpers.story import count_of

# The largest number that is read as an order of its digits, and the longest that names one item.
LARGEST_NUMBER, LONGEST_NUMBER = 10**9, 12


@dataclass(frozen=True)
class Item:
    """One item to place, and why it belongs where we place it."""

    id: str
    text: str
    reason: str


@dataclass(frozen=True)
class Order:
    """An accepted order, and what speaks for it."""

    order: Sequence[str]
    says: str


@dataclass(frozen=True)
class Ordering(Exercise):
    """Items between two ends, with one or more accepted orders."""

    first: str = ""  # name of an end, such as "strongest"
    last: str = ""
    items: Sequence[Item] = ()  # in the order first shown; typed answers may use their numbers, from 1
    accepted: Sequence[Order] = ()
    kind = "ordering"
    verb = "sort"
    minutes = 1.5
    read_before = ("prompt", "help", "text", "first", "last")
    read_after = ("reason", "says")

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        return cls(
            **shared_parts(question),
            passage=passage_texts(question),
            first=question["first"],
            last=question["last"],
            items=tuple(Item(**with_text(item)) for item in question["items"]),
            accepted=tuple(Order(**order) for order in question["accepted"]),
        )

    @property
    def typed_example(self) -> str:
        """See `Exercise.typed_example`."""
        return '"' + " ".join(str(number) for number in range(len(self.items), 0, -1)) + '"'

    def read(self, typed: Any) -> list[str]:
        """Take a text or a list that names each item once, by number, id or words. See `Exercise.read`."""
        if isinstance(typed, int) and 0 < typed < LARGEST_NUMBER:
            typed = str(typed)
        if isinstance(typed, str):
            typed = in_a_row(typed, len(self.items))
        if not isinstance(typed, list | tuple):
            raise AnswerProblem(f"Write the numbers of the items in your order. For example: {self.how_to_type}")
        order = []
        for item in typed:
            if (name := self._named(item)) is None:
                raise AnswerProblem(f"{quoted(item)} is none of the items. They are numbered 1 to {len(self.items)}.")
            order.append(name)
        if sorted(order) != sorted(item.id for item in self.items):
            raise AnswerProblem(f"Name each of the {len(self.items)} items once. For example: {self.how_to_type}")
        return order

    def _named(self, typed: Any) -> str | None:
        """Find the item that a number, an id or its words name."""
        if isinstance(typed, str) and len(typed) <= LONGEST_NUMBER and (number := key_of(typed)).isdecimal():
            typed = int(number)
        if isinstance(typed, int):
            return self.items[typed - 1].id if 1 <= typed <= len(self.items) else None
        return choose(typed, [(item.id, item.text) for item in self.items], letters=False)

    def view(self) -> dict[str, Any]:
        """Add the items and the two ends. See `Exercise.view`."""
        return super().view() | {"items": ids_and_texts(self.items), "first": self.first, "last": self.last}

    def _mark(self, answer: list[str]) -> Feedback:
        nearest = min(self.accepted, key=lambda accepted: _swaps(answer, accepted.order))
        swaps = _swaps(answer, nearest.order)
        pairs = len(answer) * (len(answer) - 1) // 2
        if swaps == 0:
            outcome, heading = "matches", "This order matches our reading."
        elif swaps * 2 <= pairs:
            outcome, heading = "partly", "Part of this order matches our reading."
        else:
            outcome, heading = "differs", "We order them differently."
        stays = _in_order(answer, nearest.order)
        by_id = {item.id: item for item in self.items}
        rows, moves = [], []
        for place, item in enumerate(nearest.order):
            given = answer.index(item)
            ours = f"place {place + 1}"
            if item not in stays:
                moves.append(f"{count_of(abs(given - place), 'place')} {'up' if place < given else 'down'}")
            elif given != place:
                ours += ", since others move"
            # Where the whole order is ours, the rows stand in it: no place needs to be told twice.
            yours, ours = (f"place {given + 1}", ours) if swaps else ("", "")
            rows.append(Row("✓" if item in stays else "✗", by_id[item].text, by_id[item].reason, yours, ours))
        summary = nearest.says
        if len(moves) == 1:
            summary = f"One item stands elsewhere: move it {moves[0]}, and it is our order. {summary}"
        elif moves:
            summary = f"{len(moves)} items stand elsewhere in our order. {summary}"
        if len(self.accepted) > 1:
            summary += f" We accept {len(self.accepted)} orders here: careful readers differ."
        return Feedback(outcome, heading, summary, rows)

    def _hint(self, answer: list[str]) -> str:
        """See `Exercise.hint_for`: how many items stand elsewhere, never which."""
        if self.keys() != 1 or len(self.items) < 3:
            return ""
        elsewhere = len(self.items) - len(_in_order(answer, self.accepted[0].order))
        stand = "stands" if elsewhere == 1 else "stand"
        return f"{elsewhere} of the {len(self.items)} {stand} elsewhere in our order. {self.advice}"

    @property
    def advice(self) -> str:
        """See `Exercise.advice`."""
        return self.hint or f"Look at two neighbours at a time: which of them comes nearer to {quoted(self.first)}?"

    def accepted_answer(self) -> list[str]:
        """See `Exercise.accepted_answer`."""
        return list(self.accepted[0].order)

    def keys(self) -> int:
        """See `Exercise.keys`."""
        return len(self.accepted)

    def chance(self) -> float | None:
        """See `Exercise.chance`."""
        return self.keys() / factorial(len(self.items))

    def parts(self, answer: list[str], feedback: Feedback) -> Iterator[Part]:
        """See `Exercise.parts`."""
        yield from ((item, str(place)) for place, item in enumerate(answer, 1))

    def part_names(self, part: str) -> tuple[str, Mapping[str, str]]:
        """See `Exercise.part_names`."""
        item = next(item for item in self.items if item.id == part)
        return item.text, {str(place): f"place {place}" for place in range(1, len(self.items) + 1)}

    def invent(self, skill: float, random: Random) -> list[str]:
        """See `Exercise.invent`; an error is two neighbours in the wrong order."""
        order = self.accepted_answer()
        if random.random() > skill:
            place = random.randrange(len(order) - 1)
            order[place : place + 2] = reversed(order[place : place + 2])
        return order


def _swaps(order: Sequence[str], other: Sequence[str]) -> int:
    """Count the swaps of neighbours that lead from one order to the other (Kendall's tau distance)."""
    place = {item: number for number, item in enumerate(other)}
    numbers = [place[item] for item in order]
    return sum(a > b for i, a in enumerate(numbers) for b in numbers[i + 1 :])


def _in_order(order: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """Find the longest row of items that follow each other as in the other order: only the rest is misplaced."""
    place = {item: number for number, item in enumerate(other)}
    rows: list[tuple[str, ...]] = []
    for item in order:
        before = [row for row in rows if place[row[-1]] < place[item]]
        rows.append((*max(before, key=len, default=()), item))
    return max(rows, key=len)


KIND = Ordering
