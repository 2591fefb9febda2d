"""What pages add to a text: their numbers, and the heads that stand on each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Line = tuple[int, int]
"""Half-open range of the characters of a line, without white space at its ends."""

_LONGEST_HEAD = 80
_DIGITS = re.compile(r"\d{1,9}")


def running_heads(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Find the numbers of the lines that belong to pages.

    A line is a head if it comes back with a number that counts up, as in *The Norvale Echo 2*, *The Norvale Echo 3*,
    and so is one beside it that comes back unchanged.
    """
    alike: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(lines):
        if 0 < end - start <= _LONGEST_HEAD and text[end - 1] not in '.!?…:;,"”’':
            alike.setdefault(_DIGITS.sub("#", text[start:end]), []).append(number)
    heads: set[int] = set()
    for shape, numbers in alike.items():
        if "#" in shape and len(numbers) > 1 and _counts_up([text[slice(*lines[number])] for number in numbers]):
            heads.update(numbers)
    if heads:
        beside = {near for head in heads for near in _neighbours(lines, head)}
        for numbers in alike.values():
            if len(numbers) > 1 and beside.issuperset(numbers):
                heads.update(numbers)
    return frozenset(heads)


def _counts_up(lines: Sequence[str]) -> bool:
    """Tell whether a number in lines of the same shape grows by one or two from each to the next."""
    counted = zip(*(map(int, _DIGITS.findall(line)) for line in lines), strict=True)
    return any({after - before for before, after in pairwise(row)} in ({1}, {2}) for row in counted)


def _neighbours(lines: Sequence[Line], number: int) -> Iterator[int]:
    """Yield the numbers of the next lines that are not blank, on both sides."""
    for step in (-1, 1):
        near = number + step
        while 0 <= near < len(lines) and lines[near][0] == lines[near][1]:
            near += step
        if 0 <= near < len(lines):
            yield near
