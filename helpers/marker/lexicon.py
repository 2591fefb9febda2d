"""The marker's word lists and rules, read from ``data/marker`` when they are first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers.content import load


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the marker, as the glossary tells it.

    Parameters
    ----------
    id : str
        Reads like words, such as ``"cue-before-that-clause"``.
    kind : str
        What it marks: ``"attribution"``, ``"hedge"``, ``"booster"``, ``"presupposition"`` …
    mode : str
        ``"speech"`` if both modes use it, ``"wide"`` if only the wide one does.
    confidence : float
        The share of its marks that are right, between 0 and 1.
    confidence_from : str
        ``"measured"`` or ``"estimate"``.
    says : str
        One sentence for a learner. ``{words}`` stands for the marked words.
    idea, example, counter_example, source : str
        Why the rule works, where it holds, where it does not, and the grammar or study it rests on.
    """

    id: str
    kind: str
    mode: str
    confidence: float
    confidence_from: str
    says: str
    idea: str
    example: str
    counter_example: str
    source: str


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its id.

    Returns
    -------
    mapping of str to Rule
    """
    files = ("attribution", "certainty", "presupposition", "framing")
    return {entry["id"]: Rule(**entry) for name in files for entry in load(f"marker/rules/{name}.json")["rules"]}


class Phrases:
    """Phrases to look for in a row of words, found in one pass.

    Parameters
    ----------
    entries : iterable of (str, object)
        A phrase in lower case, its words parted by single spaces, and what to hand back when it is found. A later
        entry with the same phrase replaces an earlier one.
    """

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        by_first: dict[str, dict[tuple[str, ...], Any]] = {}
        for phrase, value in entries:
            first, *rest = phrase.split(" ")
            by_first.setdefault(first, {})[tuple(rest)] = value
        self._by_first = {
            first: sorted(rests.items(), key=lambda pair: -len(pair[0])) for first, rests in by_first.items()
        }

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Any]]:
        """Find the phrases, the longest first where several begin at one word; finds do not overlap.

        Parameters
        ----------
        words : sequence of str
            In lower case.

        Yields
        ------
        tuple
            Number of the first word, number of the last word, and the entry's value.
        """
        skip_to = 0
        by_first = self._by_first
        for position, word in enumerate(words):
            if position < skip_to or word not in by_first:
                continue
            for rest, value in by_first[word]:
                if not rest or tuple(words[position + 1 : position + 1 + len(rest)]) == rest:
                    skip_to = position + 1 + len(rest)
                    yield position, skip_to - 1, value
                    break
