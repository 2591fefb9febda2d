"""The marker's word lists and rules, read from ``data/marker`` when they are first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers.marker.data import load


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the marker, as the glossary tells it."""

    id: str  # reads like words, such as "cue-before-that-clause"
    kind: str  # "attribution", "hedge", "booster", "presupposition" …
    mode: str  # "speech", "wide" or "guess": the first mode that uses it (`helpers.marker.marking.MODES`)
    confidence: float  # the share of its marks that are right, between 0 and 1
    confidence_from: str  # "measured" (eight marks or more) or "estimate"
    says: str  # one sentence for a learner; {words} stands for the marked words
    idea: str
    example: str
    counter_example: str
    source: str
    measured: Sequence[int] = (0, 0)  # of its marks in the test texts, how many are right, and how many there are


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its id."""
    files = ("attribution", "certainty", "presupposition", "framing")
    return {entry["id"]: Rule(**entry) for name in files for entry in load(f"rules/{name}.json")["rules"]}


class Phrases:
    """Phrases in lower case, each with a value, to look for in a row of words; of two equal ones the later counts."""

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        # By the first word: the longer ones by the second word, and what the first word means alone.
        self._by_first: dict[str, tuple[dict[str, list[tuple[list[str], Any]]], Any]] = {}
        signs: list[str] = []
        for words, value in {tuple(phrase.split(" ")): value for phrase, value in entries}.items():
            first, *rest = words
            signs.append(max(words, key=len))
            longer, alone = self._by_first.get(first, ({}, None))
            if rest:
                longer.setdefault(rest[0], []).append((rest, value))
            self._by_first[first] = (longer, alone if rest else value)
        for longer, _ in self._by_first.values():
            for phrases in longer.values():
                phrases.sort(key=lambda pair: -len(pair[0]))
        self.signs = frozenset(signs)  # the longest word of each: where none of them stands, no phrase does

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Any]]:
        """Yield first word, last word and value of each phrase; where several begin, the longest; none overlap."""
        if self.signs.isdisjoint(words):
            return
        skip_to = 0
        by_first = self._by_first
        for position in [position for position, word in enumerate(words) if word in by_first]:
            if position < skip_to:
                continue
            longer, alone = by_first[words[position]]
            for rest, value in longer.get(words[position + 1], ()) if longer and position + 1 < len(words) else ():
                if words[position + 1 : position + 1 + len(rest)] == rest:
                    skip_to = position + 1 + len(rest)
                    yield position, skip_to - 1, value
                    break
            else:
                if alone is not None:
                    yield position, position, alone
