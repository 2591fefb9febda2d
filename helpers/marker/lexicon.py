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
        by_first: dict[str, dict[tuple[str, ...], Any]] = {}
        for phrase, value in entries:
            first, *rest = phrase.split(" ")
            by_first.setdefault(first, {})[tuple(rest)] = value
        self._by_first = {
            first: sorted(rests.items(), key=lambda pair: -len(pair[0])) for first, rests in by_first.items()
        }

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Any]]:
        """Yield first word, last word and value of each phrase; where several begin, the longest; none overlap."""
        skip_to = 0
        by_first = self._by_first
        if by_first.keys().isdisjoint(words):
            return
        for position, word in enumerate(words):
            if position < skip_to or word not in by_first:
                continue
            for rest, value in by_first[word]:
                if not rest or tuple(words[position + 1 : position + 1 + len(rest)]) == rest:
                    skip_to = position + 1 + len(rest)
                    yield position, skip_to - 1, value
                    break
