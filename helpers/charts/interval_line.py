"""A figure with its range on a line that has a zero: a dot for the figure, a bar for the range, all on one scale."""

from __future__ import annotations

from helpers.html import Html, element

HALF, HIGH = 60, 16  # the line's half, from its zero, and its height
MOST = 3.0  # that is drawn; what lies beyond stands at the end of the line


def interval_line(value: float, low: float, high: float) -> Html:
    """Draw a figure and its range; what it says stands beside it in words."""
    middle, at, first, last = HIGH / 2, _place(value), _place(low), _place(high)
    return element(
        "svg",
        element("path", d=f"M1 {middle}H{2 * HALF - 1}", css="wss-interval-line"),
        element("path", d=f"M{HALF} 1V{HIGH - 1}", css="wss-interval-zero"),
        element("path", d=f"M{first} {middle}H{last}", css="wss-interval-range"),
        element("circle", cx=at, cy=middle, r=2.5, css="wss-interval-value"),
        viewBox=f"0 0 {2 * HALF} {HIGH}",
        css="wss-interval",
        aria_hidden="true",
        focusable="false",
    )


def _place(value: float) -> float:
    inside = max(-MOST, min(MOST, value))
    return round(HALF + inside / MOST * (HALF - 4), 1)
