"""How far two sets of marked words agree.

Marks are compared word by word with the Dice coefficient (Dice 1945, https://doi.org/10.2307/1932409), twice
the shared words over all words. A comma or a quotation mark is no word, and an article or the *that* which opens what
somebody says is no telling word, so that none of them ever decides alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.story import Token

CLOSE = 0.8
TOUCHING = 0.3
SPARE = 0.2
SMALL_WORDS = frozenset({"a", "an", "the", "that"})


def words_in(tokens: Sequence[Token], places: Iterable[int]) -> frozenset[int]:
    """Keep the places that hold a word; if none does (a dash, say), keep all."""
    marked = frozenset(places)
    return frozenset(place for place in marked if tokens[place].word) or marked


def telling_words(tokens: Sequence[Token], places: Iterable[int]) -> frozenset[int]:
    """Keep the places that hold a word other than a small one; if none does, keep what `words_in` keeps."""
    words = words_in(tokens, places)
    return frozenset(place for place in words if tokens[place].word not in SMALL_WORDS) or words


def close(mine: frozenset[int], ours: frozenset[int]) -> bool:
    """Tell whether two marks are near enough to be taken for the same.

    Most words must be shared, and on either side one word in five may differ, or one word if there are few: a
    mark that leaves out a clause is not close, however long it is.
    """
    spare = max(1, SPARE * len(ours))
    return agreement(mine, ours) >= CLOSE and len(ours - mine) <= spare and len(mine - ours) <= spare


def agreement(mine: frozenset[int], ours: frozenset[int]) -> float:
    """Return the Dice coefficient of two sets of words."""
    if not mine and not ours:
        return 1.0
    return 2 * len(mine & ours) / (len(mine) + len(ours))
