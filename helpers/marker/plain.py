"""A text as it reads: without invisible characters, ligatures, odd spaces and heads of pages, its wrapped lines joined.

The rules work on the plain text; every place in it can be told as a place in the text that was given. Everything here
takes time in proportion to the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.marker.pages import Line, running_heads

# Soft hyphens, zero-width spaces and joiners, byte order marks, marks of direction.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_LIKENESS, _ACCENTS = "\ufb00-\ufb06\u00a0\u2000-\u200a\u202f\u205f\u3000", "\u0300-\u036f"
_RUN = re.compile(f"[{_INVISIBLE}{_LIKENESS}{_ACCENTS}]+")  # one class of characters is searched for fast
_ODD = re.compile(
    f"(?P<invisible>[{_INVISIBLE}]+)|(?P<likeness>[{_LIKENESS}])|(?P<accented>[^\\W\\d_][{_ACCENTS}]{{1,9}})"
)
_FORM_OF = {"invisible": None, "likeness": "NFKC", "accented": "NFC"}
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^ \t\r\n]+")
_LIST_ITEM = re.compile(r"[-–—•*·▪◦]\s|\d{1,3}[.)]\s|[a-z][.)]\s")
_NARROWEST, _WIDEST = 25, 110
"""Characters of a line between which a text may have been wrapped by hand or by a program."""

_FEW_BREAKS, _LEAST_FITTING, _LEAST_WIDTH_OF_FEW = 3, 0.8, 38


@dataclass(frozen=True)
class PlainText:
    """A text as it reads, which knows where each of its characters stood.

    Parameters
    ----------
    text : str
        The plain text.
    starts : tuple of int
        Where in the plain text each stretch begins, in order: stretches that stayed as they were and others that were
        replaced take turns.
    places : tuple of tuple of int
        For each stretch the half-open range of characters that it had in the text that was given.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a half-open range of the plain text stood in the text that was given."""
        return self._character(start)[0], self._character(end - 1)[1]

    def _character(self, position: int) -> tuple[int, int]:
        number = bisect_right(self.starts, position) - 1
        start, end = self.places[number]
        if number % 2:
            return start, end
        at = start + position - self.starts[number]
        return at, at + 1


def plain(text: str) -> PlainText:
    """Read a text as plain text.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    PlainText
    """
    pieces: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    length = taken = 0
    for start, end, instead in sorted((*_odd_characters(text), *_joined_lines(text))):
        if start < taken:
            continue
        for piece, place in ((text[taken:start], (taken, start)), (instead, (start, end))):
            starts.append(length)
            places.append(place)
            pieces.append(piece)
            length += len(piece)
        taken = end
    starts.append(length)
    places.append((taken, len(text)))
    return PlainText("".join((*pieces, text[taken:])), tuple(starts), tuple(places))


Change = tuple[int, int, str]
"""Start and end in the text that was given, and what stands there instead."""


def _odd_characters(text: str) -> Iterator[Change]:
    if text.isascii():
        return
    for run in _RUN.finditer(text):
        for match in _ODD.finditer(text, max(0, run.start() - 1), run.end()):
            form = _FORM_OF[match.lastgroup or ""]
            yield match.start(), match.end(), unicodedata.normalize(form, match.group()) if form else ""


def _joined_lines(text: str) -> list[Change]:
    """Return the line breaks inside paragraphs: each becomes a space, or nothing after the hyphen of a cut word.

    What pages put between two lines goes with the break; where a paragraph ends there, a blank line stays.
    """
    lines = [_stripped(match) for match in _LINE.finditer(text)]
    heads = running_heads(text, lines)
    turns = _page_turns(lines, heads) if heads else []
    breaks = [
        (before, after)
        for before, after in pairwise(line for number, line in enumerate(lines) if number not in heads)
        if before[0] < before[1]
        and after[0] < after[1]
        and text[before[1] : after[0]].strip(" \t\u00a0") in ("\n", "\r\n", "\r")
    ]
    width = _width(text, breaks)
    changes = [_joined(text, before, after, width) or (before[1], after[0], "\n\n") for before, after in turns]
    changes += filter(None, (_joined(text, before, after, width) for before, after in breaks))
    return changes


def _page_turns(lines: Sequence[Line], heads: Collection[int]) -> list[tuple[Line, Line]]:
    """Return the lines before and after what a page puts between them."""
    kept = [number for number, (start, end) in enumerate(lines) if start < end and number not in heads]
    return [(lines[a], lines[b]) for a, b in pairwise(kept) if any(number in heads for number in range(a + 1, b))]


def _joined(text: str, before: Line, after: Line, width: int) -> Change | None:
    """Return what becomes of a line break if the two lines belong together."""
    cut = (
        text[before[1] - 1] in "-\u2010" and text[after[0]].islower() and text[before[1] - 2 : before[1] - 1].isalpha()
    )
    if cut:
        word = text[max(before[0], before[1] - 40) : before[1] - 1].rpartition(" ")[2]
        return (before[1], after[0], "") if "-" in word else (before[1] - 1, after[0], "")
    goes_on = width and _fits(text, before, after, width) and not _begins_item(text, before, after)
    return (before[1], after[0], " ") if goes_on else None


def _begins_item(text: str, before: Line, after: Line) -> bool:
    """Tell an item of a list from a dash that stands first in a line by chance."""
    if not _LIST_ITEM.match(text, after[0]):
        return False
    mark = text[after[0]]
    by_chance = mark in "–—" or text[after[0] : after[0] + 2].isdecimal()  # he is⏎81. She is
    return not by_chance or text[before[0]] == mark or text[before[1] - 1] in ".!?…:;"


def _stripped(match: re.Match[str]) -> Line:
    line = match.group()
    start = match.start() + len(line) - len(line.lstrip())
    return start, max(start, match.start() + len(line.rstrip()))


def _width(text: str, breaks: list[tuple[Line, Line]]) -> int:
    """Guess at how many characters the lines were wrapped; 0 if they were not.

    In wrapped text the first word of each line would not have had room in the line before.
    """
    if not breaks:
        return 0
    width = max(end - start for (start, end), _ in breaks)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    fitting = sum(_fits(text, before, after, width) for before, after in breaks)
    if len(breaks) < _FEW_BREAKS:
        few = all(
            end - start >= _LEAST_WIDTH_OF_FEW
            and text[end - 1] not in '.!?…:”"’»'
            and not _looks_like_title(text[start:end])
            for (start, end), _ in breaks
        )
        return width if few and fitting == len(breaks) else 0
    return width if fitting >= _LEAST_FITTING * len(breaks) else 0


def _fits(text: str, before: Line, after: Line, width: int) -> bool:
    """Tell whether a line may have been broken because the next word had no room in it."""
    word = _WORD.match(text, after[0], after[1])
    return word is not None and before[1] - before[0] + 1 + min(len(word.group()), 30) > width * 0.95


def _looks_like_title(line: str) -> bool:
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
