"""Where words stand in a passage: found by an index that is built once, in time linear in the passage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from helpers.story import Token, folded


class WordSearch:
    """An index of a passage, made of all its words in order; those of one sentence stand together."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._size = len(tokens)
        everything = range(len(tokens))
        self._all = _Words(tokens, everything)
        self._wordy = _Words(tokens, [place for place in everything if tokens[place].word])
        self._bounds: dict[str, range] = {}
        for sentence, places in groupby(everything, key=lambda place: tokens[place].sentence):
            inside = list(places)
            self._bounds[sentence] = range(inside[0], inside[-1] + 1)
        self._starts = [places.start for places in self._bounds.values()]

    def sentences_touched(self, places: range) -> int:
        """Count the sentences in which some of the places lie."""
        return bisect_left(self._starts, places.stop) - bisect_right(self._starts, places.start) + 1

    def by_sentence(self, places: range) -> Iterator[range]:
        """Cut a stretch where one sentence ends and the next begins."""
        first = bisect_right(self._starts, places.start) - 1
        for number in range(first, first + self.sentences_touched(places)):
            end = self._starts[number + 1] if number + 1 < len(self._starts) else self._size
            yield range(max(places.start, self._starts[number]), min(places.stop, end))

    def matches(self, wanted: Sequence[Token], sentence: Any = None, *, before: int | None = None) -> Iterator[range]:
        """Find every stretch of the passage that says the same.

        A dash or a lone quotation mark is passed over, unless nothing else is looked for.
        """
        if sentence is None:
            begins = range(self._size)
        elif isinstance(sentence, str) and sentence in self._bounds:
            begins = self._bounds[sentence]
        else:
            return
        words = [token for token in wanted if token.word]
        end = begins.stop if before is None else min(before, begins.stop)
        yield from (self._wordy if words else self._all).matches(
            [_key(token) for token in words or wanted], range(begins.start, end)
        )


class _Words:
    """Some words of a passage: their places, and what must be the same for two of them to be the same."""

    def __init__(self, tokens: Sequence[Token], places: Sequence[int]) -> None:
        self._places = places
        self._keys = [_key(tokens[place]) for place in places]

    def matches(self, pattern: Sequence[str], begins: range) -> Iterator[range]:
        """Find a pattern by the way of Knuth, Morris and Pratt: no word is compared more than twice."""
        if not pattern:
            return
        fallback = _fallback(pattern)
        first, stop = bisect_left(self._places, begins.start), bisect_left(self._places, begins.stop)
        matched = 0
        for number in range(first, min(len(self._keys), stop - 1 + len(pattern))):
            while matched and self._keys[number] != pattern[matched]:
                matched = fallback[matched - 1]
            matched += self._keys[number] == pattern[matched]
            if matched == len(pattern):
                yield range(self._places[number - matched + 1], self._places[number] + 1)
                matched = fallback[matched - 1]


def _fallback(pattern: Sequence[str]) -> list[int]:
    """For each beginning of a pattern, say how much of its end is a beginning of the pattern again."""
    fallback = [0]
    for word in pattern[1:]:
        length = fallback[-1]
        while length and word != pattern[length]:
            length = fallback[length - 1]
        fallback.append(length + (word == pattern[length]))
    return fallback


def _key(token: Token) -> str:
    """Return what must be the same for two words to be the same."""
    return token.word or folded(token.text)
