"""Quotation marks: which mark opens, which closes, and which is only an apostrophe.

A mark is read by its neighbours, not by its shape alone, since shapes are often wrong: “so“ and ''so'' and "so” all
happen in real text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.marker.words import Paragraph

_GLYPH = re.compile(r"``|''|[\"“”„‟«»″'‘’‚‹›]")
_DOUBLE = frozenset(("``", "''", *'"“”„‟«»″'))
_OPENS_BY_SHAPE = frozenset("“„«‘‚‹") | {"``"}
_BEFORE_OPENING = frozenset("([{-–—/\"“„«‘'")
# 'em, 'til, '90s: a mark that stands for missing letters
_ELISION = re.compile(r"(?:em|til|till|twas|tis|cause|n|round|bout|cos|neath|\d0s|\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks.

    Parameters
    ----------
    start, end : int
        Half-open range of character positions, quotation marks included.
    inner_start, inner_end : int
        The same without the quotation marks.
    level : int
        0 for a quotation, 1 for one inside another.
    closed : bool
        False if the paragraph ends before the quotation does.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    level: int
    closed: bool


@dataclass(slots=True)
class _Pending:
    """A quotation that was opened; `maybe` is a mark that may close it or be the apostrophe of a plural (workers')."""

    double: bool
    start: int
    inner_start: int
    by_shape: bool
    maybe: tuple[int, int] | None = None


def find_quotations(paragraph: Paragraph) -> list[Quotation]:
    """Find the quotations of a paragraph.

    Parameters
    ----------
    paragraph : Paragraph
        With quotation marks of any shape, single or double.

    Returns
    -------
    list of Quotation
        In order of their beginning. One that no mark closes runs to the end of the paragraph; a single mark that
        nothing closes is taken for an apostrophe, unless it opens the paragraph.
    """
    text, limit = paragraph.text, paragraph.end
    found: list[tuple[int, int, int, int, bool]] = []
    pending: list[_Pending] = []

    def close(one: _Pending, start: int, end: int) -> None:
        if text[one.inner_start : start].strip():
            found.append((one.start, end, one.inner_start, start, True))

    def give_up(one: _Pending, at: int) -> None:
        """No mark closes it before `at`."""
        if one.maybe:
            close(one, *one.maybe)
        elif one.double or (one.by_shape and one.start == paragraph.start):
            end = at
            while end > one.inner_start and text[end - 1].isspace():
                end -= 1
            if end > one.inner_start:
                found.append((one.start, end, one.inner_start, end, False))

    for glyph in _GLYPH.finditer(text, paragraph.start, limit):
        shape, start, end = glyph.group(), glyph.start(), glyph.end()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < limit else " "
        double = shape in _DOUBLE
        if not double and before.isalnum() and after.isalnum():
            continue
        can_open = not after.isspace() and (before.isspace() or before in _BEFORE_OPENING)
        can_close = not before.isspace() and not after.isalnum()
        same = next((one for one in reversed(pending) if one.double == double), None)
        if same is None:
            spaced = double and shape != "”" and before.isspace() and after.isspace() and end < limit
            if (can_open or spaced) and (double or not _ELISION.match(text, end, min(end + 6, limit))):
                if double or after.isalnum() or after in '"“([$£€¿¡…':
                    pending.append(_Pending(double, start, end, shape in _OPENS_BY_SHAPE))
            continue
        if can_open and not can_close and (double or not _ELISION.match(text, end, min(end + 6, limit))):
            # One opens before the last was closed: that one has lost its closing mark.
            if not double and not same.maybe and shape not in _OPENS_BY_SHAPE:
                continue
            while pending:
                last = pending.pop()
                give_up(last, start)
                if last is same:
                    break
            pending.append(_Pending(double, start, end, shape in _OPENS_BY_SHAPE))
            continue
        if not double:
            if not can_close:
                continue
            plural = before in "sS" and after == " " and text[end + 1 : end + 2].islower() and shape in "'’"
            if plural:
                same.maybe = same.maybe or (start, end)
                continue
        while pending:
            last = pending.pop()
            if last is same:
                close(last, start, end)
                break
            give_up(last, start) if last.maybe else None
    for one in pending:
        give_up(one, limit)
    return _with_levels(sorted(found))


def _with_levels(ranges: list[tuple[int, int, int, int, bool]]) -> list[Quotation]:
    around: list[int] = []
    quotations = []
    for start, end, inner_start, inner_end, closed in ranges:
        while around and around[-1] <= start:
            around.pop()
        quotations.append(Quotation(start, end, inner_start, inner_end, len(around), closed))
        around.append(end)
    return quotations
