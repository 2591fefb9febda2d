"""Wrong options come from the story: pieces of its sentences, of about the length of the right one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log
from random import Random
from typing import TypeVar

from helpers.kinds.exercise import clip
from helpers.marker.clauses import has_verb
from helpers.story import plain

Option = TypeVar("Option")

POINTS_BACK = re.compile(r"\W*(?:he|her|his|i|it|its|she|that|their|they|this|we)\b", re.IGNORECASE)
"""How words begin that say of nobody by themselves of whom they tell."""

_JOINS = frozenset("after although because before but if once since though unless until when while".split())
_BESIDE = frozenset("although but though whereas".split())
_BEFORE_BE = frozenset("to not will would may might can cannot could shall should must".split())
_LEAST = 3  # words of a clause that can stand alone
_LONGEST = 160
_TO_CHOOSE = 2  # more than are wanted, so that there is something to cast lots over
_QUOTES = "\"'“”‘’« »"
_MOST_APART = log(2)


def length_apart(one: str, other: str) -> float:
    """Tell how far apart two texts are in length: the same for one twice as long and for one half as long."""
    return abs(log(max(1, len(one)) / max(1, len(other))))


def is_like_length(one: str, other: str) -> bool:
    """Tell whether neither of two texts is more than twice as long as the other."""
    return length_apart(one, other) <= _MOST_APART


def of_like_length(
    right: str, others: Sequence[Option], most: int, seed: str, text: Callable[[Option], str]
) -> list[Option]:
    """Choose the wrong options whose length tells least which one is right.

    It falls to the lot, the same each time, how many of them are shorter than the right one. So the right one is not
    always the longest, nor always the one in the middle.

    Parameters
    ----------
    right : str
        The right option.
    others : sequence
        What could be a wrong one.
    most : int
        How many are wanted.
    seed : str
        What the lot falls by.
    text : callable
        Returns the words of one of `others`.

    Returns
    -------
    list
        Some of `others`, in their order.
    """
    free: list[Option] = []
    for other in sorted(others, key=lambda other: length_apart(right, text(other))):
        if len(free) < most + _TO_CHOOSE and not any(_share_words(text(other), text(one)) for one in free):
            free.append(other)
    shorter = [other for other in free if len(text(other)) < len(right)]
    longer = [other for other in free if other not in shorter]
    lot = Random(seed).randint(0, most)
    some = [*shorter[:lot], *longer[: most - lot]]
    some += [other for other in free if other not in some][: most - len(some)]
    return [other for other in others if other in some]


def _share_words(one: str, other: str) -> bool:
    """Tell whether one text stands in the other."""
    one, other = plain(one).casefold(), plain(other).casefold()
    return one in other or other in one


def clauses_of(words: str, *, whole_claim: bool = False) -> tuple[str, ...]:
    """Return what can stand as a sentence of its own: the words, and their first clause, if they go on after it.

    With `whole_claim` only what is set beside it is cut off, such as “but …”. What says when or why stays: who denies
    the claim may mean just that.
    """
    if not _is_clause(words):
        return ()
    row = words.split()
    cuts = _BESIDE if whole_claim else _JOINS
    ends = [at for at in range(1, len(row)) if plain(row[at]).strip(_QUOTES).casefold() in cuts]
    first = " ".join(row[: ends[0]]).rstrip(",;:— ") if ends else ""
    return (words, first) if first != words and _is_clause(first) else (words,)


def _is_clause(words: str) -> bool:
    """Guess whether words have a verb and do not begin as a part of something."""
    row = [plain(word).strip(_QUOTES).casefold() for word in words.split()]
    return len(row) >= _LEAST and row[0] not in _JOINS and not _needs_more(row) and has_verb(words.strip(_QUOTES))


def _needs_more(row: Sequence[str]) -> bool:
    """Tell words that go on from others: “(accused) Karvel of having …”, “(suggests that) a second trial be made”."""
    return "having" in row or any(word == "be" and before not in _BEFORE_BE for before, word in pairwise(["", *row]))


def as_sentence(words: str, longest: int = _LONGEST) -> str:
    """Write words of a story as a sentence, without quotation marks around it, so that all options look alike."""
    bare = clip(words.strip(_QUOTES).rstrip(",;: "), longest)
    return f"{bare[:1].upper()}{bare[1:]}{'' if bare.endswith(('.', '!', '?', '…')) else '.'}"
