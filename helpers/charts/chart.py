"""Charts as value objects: a figure, one sentence that says what it shows, and the table behind it.

matplotlib is imported when a chart is drawn, never before: a lesson's kernel stays small. The browser edition has no
matplotlib: there a chart with fixed numbers comes as a picture, drawn beforehand, and any other as a table with bars.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpers.charts.still import Still
from helpers.html import Card, Html, element, folded, table

INCHES = 8
STYLE = Path(__file__).with_name("who_says_so.mplstyle")
DRAWN_BEFORE = Path(__file__).with_name("drawn")  # in the wheel of the browser edition only


def picture_name(sentence: str, table: str) -> str:
    """Name the file of a chart drawn beforehand by its sentence and table, so that an old picture is never shown."""
    drawn = "\n".join([sentence, table])
    return f"{sha256(drawn.encode()).hexdigest()[:24]}.png"


@dataclass(frozen=True)
class Chart:
    """Bars with their sentence and their table; the table's second column is drawn, one row a bar."""

    title: str
    seen: str  # what one sees at a glance, in a sentence
    header: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    more: str = field(default="", kw_only=True)  # all that is behind it, in words

    @property
    def sentence(self) -> str:
        """The text description: what one sees, and what is behind it."""
        return f"{self.seen} {self.more}".rstrip()

    def __repr__(self) -> str:
        return f"Chart: {self.sentence}"

    def _repr_html_(self) -> str:
        return self.card()._repr_html_()

    def card(self) -> Card:
        """Show the chart with its sentence, and its table folded away."""
        try:
            png = base64.b64encode(self._picture()).decode()
            picture = element("img", alt=self.sentence, src=f"data:image/png;base64,{png}")
        except ImportError:
            picture = self._bars_in_html()
        figure = element("figure", picture, element("figcaption", self.sentence, dir=None), css="wss-chart")
        return Card(repr(self), figure + folded("The same as a table", self.table()))

    def framed(self, *drawn: Html, css: str = "wss-chart") -> Card:
        """Put what was drawn below its title and what one sees at a glance; fold the rest away, with the table."""
        title = element("p", self.title, css="wss-known-title")
        says = element("figcaption", title, element("p", self.seen, dir=None))
        still = self.still()
        figure = element("figure", says, still and still.image(self.sentence), *drawn, css=css)
        rest = element("p", self.more, dir=None) if self.more else None
        return Card(repr(self), figure + folded("The same in words and as a table", rest, self.table()))

    def still(self) -> Still | None:
        """Return what stands for the picture on a code host; None where the HTML reads well without its look."""
        return None

    def table(self) -> Html:
        """Write the numbers behind the chart."""
        return table(self.title, self.header, self.rows)

    def png(self) -> bytes:
        """Draw the chart as a PNG, the same for the same numbers; an ImportError says that matplotlib is not there."""
        from matplotlib import rc_context

        names, numbers = [str(row[0]) for row in self.rows], [int(row[1]) for row in self.rows]
        places = range(len(self.rows))
        with rc_context(fname=STYLE):
            figure = _new_figure(0.9 + 0.52 * len(self.rows))
            axes = figure.add_subplot()
            axes.barh(places, numbers, height=0.62)
            for place, number in zip(places, numbers, strict=True):
                axes.text(number + max(numbers) * 0.015, place, str(number), va="center", weight="bold")
            axes.set_yticks(list(places), names)
            axes.set_title(self.title)
            axes.set_xlim(0, max(numbers, default=1) * 1.08 or 1)
            axes.invert_yaxis()
            return _png_of(figure)

    def _picture(self) -> bytes:
        before = DRAWN_BEFORE / picture_name(self.sentence, self.table())
        return before.read_bytes() if before.is_file() else self.png()

    def _bars_in_html(self) -> Html:
        most = max((int(row[1]) for row in self.rows), default=1) or 1
        rows = (
            element("tr", element("th", name, scope="row"), *bar_cells(int(number), most))
            for name, number, *_ in self.rows
        )
        caption = element("caption", self.title, dir=None)
        return element("table", caption, element("tbody", *rows), css="wss-table")


def bar_cells(number: int, most: int) -> tuple[Html, Html]:
    """Write a number and its bar as two cells of a table, for where nothing can be drawn; `most` fills the width."""
    bar = element("meter", min=0, max=most, value=number)
    return element("td", number, dir=None), element("td", bar, aria_hidden="true")


def _new_figure(height: float) -> Any:
    """Make an empty figure of the width that all charts have; the height is in inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(INCHES, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def _png_of(figure: Any) -> bytes:
    """Write a figure as a PNG that names no program and no version."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()
