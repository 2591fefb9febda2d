"""Shares of a hundred as a hundred little squares: one row of pictures for each thing that is counted.

The squares are signs of the text, full and empty: they take the theme's colours, print in black and white, and stand
there, too, where a notebook loses its style sheets and drawings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.charts.chart import Chart
from helpers.html import Card, Html, element, join

FULL, EMPTY = "■", "□"
IN_A_ROW = 10


def squares(full: int) -> str:
    """Write a hundred squares in ten lines, the full ones first."""
    signs = FULL * full + EMPTY * (100 - full)
    return "\n".join(signs[start : start + IN_A_ROW] for start in range(0, 100, IN_A_ROW))


@dataclass(frozen=True, repr=False)
class Squares(Chart):
    """Rows of which some columns are shares of a hundred, each drawn as a hundred squares."""

    shares: Sequence[str]  # what one full square means, for the second column, the third …

    def card(self) -> Card:
        """Show each share with its squares, then the sentence, and the table folded away."""
        rows = [element("div", element("b", row[0]), *self._pictures(row), css="wss-squares-row") for row in self.rows]
        return self.framed(*rows)

    def _pictures(self, row: Sequence[str | int]) -> list[Html]:
        pictures = []
        for number, means in zip(row[1:], self.shares, strict=False):
            drawn = element("pre", squares(int(number)), css="wss-squares", aria_hidden="true", dir="ltr")
            says = join(element("b", number, dir=None), f" {means}")
            pictures.append(element("div", drawn, element("span", says, css="wss-squares-says"), css="wss-squares-one"))
        return pictures
