"""How good marks are, measured against a careful reading of the same text.

An attribution has three parts: the source, the cue and the content (Pareti 2015; Newell, Margolin & Ruths 2018). Each
part is compared as a set of words, so that a comma or a quotation mark never decides. Two measures are common, and
both are here: *exact*, where all words of a part must be the same, and *lenient*, where the content must share half
of its words (Dice 1945) and source and cue at least one. The half is our choice, as is pairing the greatest overlap
first; figures of other studies with other choices are near these, not equal.

Silvia Pareti, *Attribution: a computational approach*, PhD thesis, Edinburgh 2015, http://hdl.handle.net/1842/14170.
Edward Newell, Drew Margolin & Derek Ruths, "An Attribution Relations Corpus for Political News", LREC 2018,
https://github.com/networkdynamics/PolNeAR. Lee R. Dice, "Measures of the Amount of Ecologic Association Between
Species", Ecology 26 (1945), https://doi.org/10.2307/1932409.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROLES = ("source", "cue", "content")
ENOUGH_CONTENT = 0.5

Range = tuple[int, int]
Relation = Mapping[str, Sequence[Range]]
WordSet = frozenset[int]

# A token is a word or one other character; only those that begin with a letter or digit count (``_Words``).
_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Score:
    """How many marks there are, how many there should be, and how many of them are the same.

    Scores of several texts add up: ``sum(scores, Score())`` counts each mark once, in whichever text it stands.

    Parameters
    ----------
    true_positive : int
        Marks that are right.
    predicted : int
        Marks that were made.
    gold : int
        Marks of the reading.
    """

    true_positive: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the marks that are right; 0 if there are none."""
        return self.true_positive / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is to find that was found; 0 if there is nothing."""
        return self.true_positive / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 if both are 0."""
        both = self.predicted + self.gold
        return 2 * self.true_positive / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        if not isinstance(other, Score):
            return NotImplemented
        return Score(self.true_positive + other.true_positive, self.predicted + other.predicted, self.gold + other.gold)

    def __repr__(self) -> str:
        right = f"{self.true_positive} of {self.predicted} {'mark is' if self.predicted == 1 else 'marks are'} right"
        hits = f"{self.true_positive} of {self.gold} in the text {'is' if self.gold == 1 else 'are'} found"
        f1 = f"{self.f1:.2f}".removeprefix("0")
        return f"{right}; {hits} (precision {self.precision:.0%}, recall {self.recall:.0%}, F1 {f1})".replace("%", " %")


def relations_of(marks: Iterable[Mapping[str, Any]]) -> list[dict[str, list[Range]]]:
    """Put the marks of each attribution together.

    Parameters
    ----------
    marks : iterable of mapping
        What `helpers.marker.annotate` returns. Marks that are no source, cue or content are left out.

    Returns
    -------
    list of dict
        For each attribution its ``"source"``, ``"cue"`` and ``"content"``, each a list of character ranges; in the
        order in which the attributions first occur. A mark without a relation id is an attribution of its own.
    """
    relations: dict[Any, dict[str, list[Range]]] = {}
    for number, mark in enumerate(marks):
        if mark["kind"] in ROLES:
            key = mark["relation_id"] or (number,)
            parts = relations.setdefault(key, {role: [] for role in ROLES})
            parts[mark["kind"]].append((mark["start"], mark["end"]))
    return list(relations.values())


def spans_of(marks: Iterable[Mapping[str, Any]], kind: str) -> list[list[Range]]:
    """Take the marks of one kind; what belongs to one relation is one item, in one or more pieces.

    Parameters
    ----------
    marks : iterable of mapping
        What `helpers.marker.annotate` returns.
    kind : str
        Such as ``"hedge"``.

    Returns
    -------
    list of list
        The character ranges of each item.
    """
    items: dict[Any, list[Range]] = {}
    for number, mark in enumerate(marks):
        if mark["kind"] == kind:
            items.setdefault(mark["relation_id"] or (number,), []).append((mark["start"], mark["end"]))
    return list(items.values())


def score_relations(text: str, predicted: Sequence[Relation], gold: Sequence[Relation], lenient: bool = True) -> Score:
    """Compare whole attributions.

    Each attribution is paired with one other at most. Of the pairs that match, those with the greatest overlap of
    their contents come first, then those with the greatest overlap of their sources and cues, then the first in the
    text.

    Parameters
    ----------
    text : str
        What the ranges point into.
    predicted, gold : sequence of mapping
        Attributions: ``"source"``, ``"cue"`` and ``"content"``, each a sequence of character ranges, which may be
        empty. Other keys do not matter.
    lenient : bool
        If true, two attributions match where their contents have a Dice coefficient of at least one half and their
        sources and their cues share a word; a source or cue that the reading leaves empty always matches. If
        false, all three must have the same words.

    Returns
    -------
    Score
    """
    words = _Words(text)
    predicted_words = [words.relation(relation) for relation in predicted]
    gold_words = [words.relation(relation) for relation in gold]
    return _pair(predicted_words, gold_words, _lenient_overlap if lenient else _exact_overlap)


def score_role(text: str, predicted: Sequence[Relation], gold: Sequence[Relation], role: str) -> Score:
    """Compare one part of the attributions, whichever attribution it belongs to: all its words must be the same.

    Parameters
    ----------
    text : str
        What the ranges point into.
    predicted, gold : sequence of mapping
        Attributions, as for `score_relations`. One whose part has no words does not count.
    role : str
        ``"source"``, ``"cue"`` or ``"content"``.

    Returns
    -------
    Score
    """
    return score_spans(text, [relation[role] for relation in predicted], [relation[role] for relation in gold])


def score_spans(
    text: str, predicted: Iterable[Sequence[Range]], gold: Iterable[Sequence[Range]], exact: bool = True
) -> Score:
    """Compare marks that stand alone, such as hedges, boosters or scare quotes.

    Parameters
    ----------
    text : str
        What the ranges point into.
    predicted, gold : iterable of sequence
        The character ranges of each item, one or more. An item without words does not count.
    exact : bool
        If true, an item is right where all its words are the same; if false, where it shares a word, each with one
        other at most and the greatest overlap first.

    Returns
    -------
    Score
    """
    words = _Words(text)
    predicted_words = [item for item in map(words.within, predicted) if item]
    gold_words = [item for item in map(words.within, gold) if item]
    if exact:
        return Score((Counter(predicted_words) & Counter(gold_words)).total(), len(predicted_words), len(gold_words))
    return _pair(predicted_words, gold_words, lambda mine, theirs: (_dice(mine, theirs),) if mine & theirs else None)


class _Words:
    """The words of a text, numbered."""

    def __init__(self, text: str) -> None:
        places = [token.span() for token in _TOKEN.finditer(text) if token.group()[0].isalnum()]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def within(self, ranges: Iterable[Range]) -> WordSet:
        """Return the numbers of the words that the ranges touch."""
        return frozenset(
            number
            for start, end in ranges
            if start < end
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def relation(self, relation: Relation) -> tuple[WordSet, ...]:
        return tuple(self.within(relation[role]) for role in ROLES)


def _dice(mine: WordSet, theirs: WordSet) -> float:
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else 1.0


def _lenient_overlap(predicted: tuple[WordSet, ...], gold: tuple[WordSet, ...]) -> tuple[float, ...] | None:
    """Return what to rank the pair by, or None if the two do not match."""
    source, cue, content = (_dice(mine, theirs) for mine, theirs in zip(predicted, gold, strict=True))
    source_fits = source > 0 or not gold[0]
    cue_fits = cue > 0 or not gold[1]
    return (content, source + cue) if content >= ENOUGH_CONTENT and source_fits and cue_fits else None


def _exact_overlap(predicted: tuple[WordSet, ...], gold: tuple[WordSet, ...]) -> tuple[float, ...] | None:
    return () if predicted == gold else None


def _pair(
    predicted: Sequence[Any], gold: Sequence[Any], overlap: Callable[[Any, Any], tuple[float, ...] | None]
) -> Score:
    """Pair each item with one other at most, the greatest overlap first, and count the pairs."""
    ranked = sorted(
        ([-share for share in shares], theirs, mine)
        for mine, item in enumerate(predicted)
        for theirs, other in enumerate(gold)
        if (shares := overlap(item, other)) is not None
    )
    taken: set[int] = set()
    matched: set[int] = set()
    for _, theirs, mine in ranked:
        if mine not in taken and theirs not in matched:
            taken.add(mine)
            matched.add(theirs)
    return Score(len(matched), len(predicted), len(gold))
