"""A picture as pixels, for where a notebook is only looked at and its style sheets are taken away: a code host.

It is drawn by matplotlib when the lessons are refreshed, lies here as a file, and stands in the card of its picture,
where our style sheet hides it. So a learner's kernel draws nothing and loads no matplotlib. What is drawn is a value:
the file has its name by it, so that a picture of other words or other bars is never shown.

GitHub shows an image in the HTML of an output (Kotlin/kandy #155), and HTML before any image beside it, as nbconvert
does; GitLab shows either.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from helpers.html import Html, element
from helpers.stylesheet import stylesheet

FOLDER = Path(__file__).with_name("stills")
STYLE = Path(__file__).with_name("who_says_so.mplstyle")
WIDTH = 880  # of the picture, in pixels
INK, QUIET, PAPER = "#1f2328", "#555b63", "#ffffff"
DOTS_AN_INCH, POINTS_AN_INCH = 110, 72
COLOURS = 24  # that are kept: a few hues, and what lies between them and the paper
OUTLINED = ("wss-mark--plain-2", "wss-mark--booster-arguable")


class Bar(NamedTuple):
    """A box; without a fill it is an outline, and may be dashed."""

    x: float
    y: float
    width: float
    height: float
    fill: str = PAPER
    edge: str = ""
    dashed: bool = False


class Line(NamedTuple):
    """A line through points; with one point it is a dot."""

    points: Sequence[tuple[float, float]]
    width: float
    colour: str = INK
    dashes: tuple[float, ...] = ()


class Words(NamedTuple):
    """Words that stand left, in the middle or right of a place, on a line through it."""

    x: float
    y: float
    text: str
    align: str = "left"
    look: str = ""  # "bold" or "italic"
    colour: str = INK


@dataclass(frozen=True)
class Still:
    """What is drawn, from back to front, in pixels to the right and down."""

    height: int
    marks: tuple[Bar | Line | Words, ...]

    def file(self) -> Path:
        """Say where its picture lies, if there is one."""
        return FOLDER / f"{sha256(repr(self).encode()).hexdigest()[:24]}.png"

    def image(self, says: str) -> Html | None:
        """Write its picture with what it says; nothing if none was drawn, as for a story of one's own."""
        file = self.file()
        if not file.is_file():
            return None
        png = base64.b64encode(file.read_bytes()).decode()
        return element("img", alt=says, src=f"data:image/png;base64,{png}", css="wss-still")

    def png(self) -> bytes:
        """Draw it; in a few colours, which make a small file."""
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from PIL import Image

        with rc_context(fname=STYLE):
            figure = Figure(figsize=(WIDTH / DOTS_AN_INCH, self.height / DOTS_AN_INCH), dpi=DOTS_AN_INCH)
            canvas, axes = FigureCanvasAgg(figure), figure.add_axes((0, 0, 1, 1))
            axes.set_axis_off()
            axes.set_xlim(0, WIDTH)
            axes.set_ylim(self.height, 0)
            for order, mark in enumerate(self.marks):
                _put(axes, mark, order)
            canvas.draw()
            pixels = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()))
        drawn = pixels.convert("RGB").quantize(COLOURS)
        file = BytesIO()
        drawn.save(file, "PNG", optimize=True)
        return file.getvalue()


def _put(axes: Any, mark: Bar | Line | Words, order: int) -> None:
    pixel = POINTS_AN_INCH / DOTS_AN_INCH
    if isinstance(mark, Words):
        how = {"bold": {"weight": "bold"}, "italic": {"style": "italic"}}.get(mark.look, {})
        axes.text(mark.x, mark.y, mark.text, ha=mark.align, va="center", color=mark.colour, size=9, zorder=order, **how)
    elif isinstance(mark, Line):
        xs, ys = zip(*mark.points, strict=True)
        dot = {"marker": "o", "markersize": mark.width * pixel} if len(xs) == 1 else {}
        style = (0, tuple(dash / mark.width for dash in mark.dashes)) if mark.dashes else "-"
        axes.plot(xs, ys, color=mark.colour, linewidth=mark.width * pixel, linestyle=style, zorder=order, **dot)
    else:
        from matplotlib.patches import Rectangle

        edge = {"edgecolor": mark.edge, "linewidth": 1.3, "linestyle": "--" if mark.dashed else "-"}
        where = (mark.x, mark.y), mark.width, mark.height
        axes.add_patch(Rectangle(*where, facecolor=mark.fill, zorder=order, **(edge if mark.edge else {})))


def bar_of(look: str, x: float, middle: float, width: float) -> Bar:
    """Return the bar that the style sheet gives a look in a miniature: its hue, its fill and its height."""
    hue, high = hue_of(look), 7 if "wss-reported" in look else 12
    if "wss-mark--nobody" in look:
        return Bar(x, middle - 5, width, 10, PAPER, hue, dashed=True)
    if any(outlined in look for outlined in OUTLINED):
        return Bar(x, middle - high / 2 + 1, width, high - 2, PAPER, hue)
    return Bar(x, middle - high / 2, width, high, hue)


@cache
def hue_of(look: str) -> str:
    """Return the colour of a look on a light page, as the last rule of the style sheet that has one of its classes."""
    sheet, found = stylesheet(), "var(--wss-scope)"
    for heads, body in re.findall(r"([^{}]*)\{([^{}]*)\}", sheet):
        mark = re.search(r"--wss-mark: ([^;]*);", body)
        if mark and any(re.search(rf"\.{css}(?![\w-])", heads) for css in look.split()):
            found = mark[1]
    name = found.removeprefix("var(").removesuffix(")")
    light = re.search(rf"{name}: (?:var\([^,]*, )?(#[0-9a-f]{{3,6}})", sheet)
    return light[1] if light else INK
