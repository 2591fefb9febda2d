"""Quotation marks: which mark opens, which closes, and which is only an apostrophe.

A mark is read by its neighbours, not by its shape alone, since shapes are often wrong: “so“ and ''so'' and "so” all
happen in real text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.marker.words import RawParagraph

# One mark, or two that make one; an apostrophe between two letters is none, and by far the most frequent.
_GLYPH = re.compile(r"[`'\"“”„‟«»″‘’‚‹›](?:(?<=`)`|(?<=')')?(?:(?<=[\"“”„‟«»″])|(?<=''|``)|(?<![^\W_].)|(?![^\W_]))")
_DOUBLE = frozenset(("``", "''", *'"“”„‟«»″'))
_OPENS_BY_SHAPE = frozenset("“„«‘‚‹") | {"``"}
_BEFORE_OPENING = frozenset("([{-–—/\"“„«‘'")
# 'em, 'til, '90s: a mark that stands for missing letters
_ELISION = re.compile(r"(?:em|til|till|twas|tis|cause|n|round|bout|cos|neath|\d0s|\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, as half-open ranges of characters with and without the marks."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    level: int  # 0 for a quotation, 1 for one inside another
    closed: bool  # False if the paragraph ends before the quotation does


def find_quotations(paragraph: RawParagraph) -> list[Quotation]:
    """Find the quotations of a paragraph, in order of their beginning, whatever the shape of their marks.

    One that no mark closes runs to the end of the paragraph; a single mark that nothing closes is taken for an
    apostrophe, unless it opens the paragraph.
    """
    glyphs = [match for match in _GLYPH.finditer(paragraph.text, paragraph.start, paragraph.end) if match[0] != "`"]
    if not glyphs:
        return []
    reader = _Reader(paragraph)
    for match in glyphs:
        reader.read(_Glyph(match, paragraph))
    return _with_levels(reader.finish())


class _Glyph:
    """What may be a quotation mark, with what its neighbours allow."""

    __slots__ = ("after", "before", "can_close", "can_open", "double", "end", "limit", "shape", "start", "text")

    def __init__(self, match: re.Match[str], paragraph: RawParagraph) -> None:
        self.text, self.limit = text, limit = paragraph.text, paragraph.end
        self.shape, self.start, self.end = match.group(), match.start(), match.end()
        self.before = text[self.start - 1] if self.start > paragraph.start else " "
        self.after = text[self.end] if self.end < limit else " "
        self.double = self.shape in _DOUBLE
        self.can_open = not self.after.isspace() and (self.before.isspace() or self.before in _BEFORE_OPENING)
        self.can_close = not self.before.isspace() and not self.after.isalnum()

    def elides(self) -> bool:
        """Tell whether it may stand for missing letters."""
        return not self.double and bool(_ELISION.match(self.text, self.end, min(self.end + 6, self.limit)))

    def begins(self) -> bool:
        """Tell whether it opens a quotation where none is open."""
        if not (self.can_open or self._is_spaced()) or self.elides():
            return False
        return self.double or self.after.isalnum() or self.after in '"“([$£€¿¡…'

    def _is_spaced(self) -> bool:
        around = self.before.isspace() and self.after.isspace() and self.end < self.limit
        return around and self.double and self.shape != "”"

    def may_be_plural(self) -> bool:
        """Tell whether it may be the apostrophe of a plural: *the workers' hall*."""
        if self.shape not in "'’" or self.before not in "sS" or self.after != " ":
            return False
        return self.text[self.end + 1 : self.end + 2].islower()


@dataclass(slots=True)
class _Pending:
    """A quotation that was opened; `maybe` is a mark that may close it or be the apostrophe of a plural (workers')."""

    double: bool
    start: int
    inner_start: int
    by_shape: bool
    maybe: tuple[int, int] | None = None


class _Reader:
    """Reads the marks of a paragraph one by one and keeps those that wait for their partner."""

    def __init__(self, paragraph: RawParagraph) -> None:
        self._paragraph = paragraph
        self._text = paragraph.text
        self._ranges: list[tuple[int, int, int, int, bool]] = []
        self._pending: list[_Pending] = []

    def read(self, glyph: _Glyph) -> None:
        """Let a mark open or close a quotation, or pass it by."""
        partner = next((pending for pending in reversed(self._pending) if pending.double == glyph.double), None)
        if partner is None:
            if glyph.begins():
                self._open(glyph)
        elif glyph.can_open and not glyph.can_close and not glyph.elides():
            if glyph.double or partner.maybe or glyph.shape in _OPENS_BY_SHAPE:
                # One opens before the last was closed: that one has lost its closing mark.
                self._give_up_to(partner, glyph.start)
                self._open(glyph)
        elif glyph.double:
            self._close_to(partner, glyph)
        elif glyph.can_close:
            if glyph.may_be_plural():
                partner.maybe = partner.maybe or (glyph.start, glyph.end)
            else:
                self._close_to(partner, glyph)

    def finish(self) -> list[tuple[int, int, int, int, bool]]:
        """Return start, end, inner start, inner end and whether it was closed, of each quotation in order."""
        for pending in self._pending:
            self._give_up(pending, self._paragraph.end)
        return sorted(self._ranges)

    def _open(self, glyph: _Glyph) -> None:
        self._pending.append(_Pending(glyph.double, glyph.start, glyph.end, glyph.shape in _OPENS_BY_SHAPE))

    def _close_to(self, partner: _Pending, glyph: _Glyph) -> None:
        while (last := self._pending.pop()) is not partner:
            if last.maybe:
                self._close(last, *last.maybe)
        self._close(partner, glyph.start, glyph.end)

    def _give_up_to(self, partner: _Pending, at: int) -> None:
        last = None
        while last is not partner:
            last = self._pending.pop()
            self._give_up(last, at)

    def _close(self, pending: _Pending, start: int, end: int) -> None:
        if self._text[pending.inner_start : start].strip():
            self._ranges.append((pending.start, end, pending.inner_start, start, True))

    def _give_up(self, pending: _Pending, at: int) -> None:
        """No mark closes it before `at`."""
        if pending.maybe:
            self._close(pending, *pending.maybe)
        elif pending.double or (pending.by_shape and pending.start == self._paragraph.start):
            end = at
            while end > pending.inner_start and self._text[end - 1].isspace():
                end -= 1
            if end > pending.inner_start:
                self._ranges.append((pending.start, end, pending.inner_start, end, False))


def _with_levels(ranges: list[tuple[int, int, int, int, bool]]) -> list[Quotation]:
    around: list[int] = []
    quotations = []
    for start, end, inner_start, inner_end, closed in ranges:
        while around and around[-1] <= start:
            around.pop()
        quotations.append(Quotation(start, end, inner_start, inner_end, len(around), closed))
        around.append(end)
    return quotations
