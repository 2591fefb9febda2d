"""A picture that was drawn for the course, out of plain shapes in a data file, in the theme's own colours.

A part of it may be shown, or all of it with left and right changed over: so a lesson can do to a harmless picture what
is done to real ones. A notebook that JupyterLab does not trust shows no drawing; what is to be seen stands beside each
picture in words, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.html import Html, element

_NOT_OF_THE_TAG = ("draw", "look", "says")


def drawing(picture: Mapping[str, Any], shows: Mapping[str, Any], name: str) -> Html:
    """Draw what a post shows of a picture; `name` is what those hear who do not see it."""
    x, y, width, height = (shows[side] for side in ("x", "y", "width", "height"))
    turned = f"translate({2 * x + width} 0) scale(-1 1)" if shows["mirrored"] else None
    return element(
        "svg",
        element("g", *_shapes(picture), transform=turned),
        viewBox=f"{x} {y} {width} {height}",
        role="img",
        fill="none",  # a line drawing, where a host keeps it without its style sheet
        stroke="currentColor",
        aria_label=name,
        focusable="false",
        css="wss-drawn",
    )


def _shapes(picture: Mapping[str, Any]) -> Iterator[Html]:
    for shape in picture["shapes"]:
        where = {side: given for side, given in shape.items() if side not in _NOT_OF_THE_TAG}
        said = [f"{shape['says']} "] if "says" in shape else []
        plain = {"fill": "currentColor", "stroke": "none"} if said else {}
        yield element(shape["draw"], *said, css=f"wss-shape wss-shape--{shape['look']}", dir=None, **plain, **where)
