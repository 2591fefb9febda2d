"""A marked text, cut into runs: the one way in which stretches that nest or cross become something to draw.

The view of the exercises does the same in its own language (``helpers/widgets``); both are held to the cases in
``tests/unit/marked_text_cases.json``. Positions count whatever the caller counts: characters here, words there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar


class Marked(Protocol):
    """Anything that covers a half-open range of positions."""

    @property
    def start(self) -> int:
        """First position."""

    @property
    def end(self) -> int:
        """Position after the last."""


AnyMark = TypeVar("AnyMark", bound=Marked)


@dataclass(frozen=True)
class Run(Generic[AnyMark]):
    """A piece of a text, a half-open range, in which no mark begins or ends."""

    start: int
    end: int
    # The marks over it, outermost first: what begins earlier, then what ends later, then what came earlier.
    covering: tuple[AnyMark, ...] = ()
    # Those of them that begin with it. What is said of a mark once, such as its name, is said there.
    beginning: tuple[AnyMark, ...] = ()


def runs_of(length: int, marks: Iterable[AnyMark], breaks: Iterable[int] = ()) -> list[Run[AnyMark]]:
    """Cut a text of some length into runs, one after the other from its beginning to its end; none for an empty text.

    Marks may nest and cross, and come in any order. Empty ones, and those that reach out of the text, are left out.
    `breaks` are further positions to cut at, such as the ends of lines.
    """
    kept = sorted((m for m in marks if 0 <= m.start < m.end <= length), key=lambda m: (m.start, -m.end))
    edges = {0, length, *(m.start for m in kept), *(m.end for m in kept), *(b for b in breaks if 0 < b < length)}
    runs: list[Run[AnyMark]] = []
    active: list[AnyMark] = []
    upcoming = 0
    for start, end in pairwise(sorted(edges)):
        active = [mark for mark in active if mark.end > start]
        going_on = len(active)
        while upcoming < len(kept) and kept[upcoming].start == start:
            active.append(kept[upcoming])
            upcoming += 1
        runs.append(Run(start, end, tuple(active), tuple(active[going_on:])))
    return runs
