"""How far two sets of marked words agree.

Marks are compared word by word with the Dice coefficient (Dice 1945, https://doi.org/10.2307/1932409), twice the shared words over all words, so
that a comma, a quotation mark or an article never decides alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.story import Token

CLOSE = 0.8
TOUCHING = 0.3


def words_in(tokens: Sequence[Token], places: Iterable[int]) -> frozenset[int]:
    """Keep the places that hold a word; if none does (a dash, say), keep all.

    Parameters
    ----------
    tokens : sequence of Token
        The text.
    places : iterable of int
        Positions in `tokens`.

    Returns
    -------
    frozenset of int
        Positions that count.
    """
    marked = frozenset(places)
    return frozenset(place for place in marked if tokens[place].word) or marked


def agreement(mine: frozenset[int], ours: frozenset[int]) -> float:
    """Return the Dice coefficient of two sets of words.

    Parameters
    ----------
    mine, ours : frozenset of int
        Positions of words.

    Returns
    -------
    float
        From 0 (no word shared) to 1 (the same words); 1 for two empty sets.
    """
    if not mine and not ours:
        return 1.0
    return 2 * len(mine & ours) / (len(mine) + len(ours))
