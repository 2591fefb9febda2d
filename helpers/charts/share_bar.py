"""A share that is told in wide steps, as a bar of cells: those that it has at least, and those that it may have.

Full cells are dark, those of the step are light with a stroke through them, the rest is empty: so it is read in black
and white too. What it says stands beside it in words.
"""

from __future__ import annotations

from helpers.html import Html, element

WIDE, HIGH, GAP = 12, 14, 2


def share_bar(low: int, high: int, cells: int) -> Html:
    """Draw a bar of so many cells; the share ends somewhere between two of them."""
    looks = ["full"] * low + ["range"] * (high - low) + ["empty"] * (cells - high)
    drawn = (_cell(number * WIDE, look) for number, look in enumerate(looks))
    box = f"0 0 {cells * WIDE - GAP} {HIGH}"
    return element("svg", *drawn, viewBox=box, css="wss-share", aria_hidden="true", focusable="false")


def _cell(x: int, look: str) -> Html:
    size = {"x": x + 1, "y": 1, "width": WIDE - GAP - 2, "height": HIGH - 2}
    cell = element("rect", css=f"wss-share-cell wss-share-cell--{look}", **size)
    if look != "range":
        return cell
    stroke = element("path", d=f"M{x + 1} {HIGH - 1}L{x + WIDE - GAP - 1} 1", css="wss-share-stroke")
    return element("g", cell, stroke)
