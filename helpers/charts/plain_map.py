"""A plain map, drawn once for each week: river, border, road and towns, and beside each town who held it.

Everything stands in the data, as degrees with their source; here it is only put on paper. Over so small a piece of the
earth a degree of longitude is as wide as the cosine of the latitude in its middle says, and the ground counts as flat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from helpers.charts.chart import Chart
from helpers.charts.still import QUIET, Bar, Line, Still, Words
from helpers.charts.still import WIDTH as STILL_WIDTH
from helpers.html import Card, Html, bullets, element, join

WIDTH = 320  # of the drawing, in its own units
KM_OF_A_DEGREE = 111.2  # of latitude: 6,371 km, the mean radius of the earth, times pi, divided by 180
SCALE_KM = 50
LINE_OF_TEXT = 15
STILL_HEAD, STILL_GAP, STILL_UP = 24, 10, 5  # of a still, in pixels
Point = tuple[float, float]
# How wide a line is, and its dashes.
LOOKS: Mapping[str, tuple[float, str | None]] = {
    "river": (4, None),
    "border": (2, "9 5"),
    "road": (1.5, None),
    "ring": (1.5, "2 3"),
    "scale": (1.5, None),
}
# Where the name of a town stands: moved by so much from its dot, and how it is held there.
PLACES_OF_NAMES: Mapping[str, tuple[float, float, str]] = {
    "left": (-8, 5, "end"),
    "right": (8, 5, "start"),
    "below": (0, 21, "middle"),
}


@dataclass(frozen=True)
class Frame:
    """The piece of the earth that is drawn, in degrees."""

    west: float
    east: float
    south: float
    north: float

    @property
    def degree(self) -> float:
        """Length of a degree of latitude in the drawing."""
        return WIDTH / ((self.east - self.west) * self._narrower)

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return round((self.north - self.south) * self.degree, 1)

    @property
    def _narrower(self) -> float:
        return cos(radians((self.south + self.north) / 2))

    def length(self, km: float) -> float:
        """Turn a distance on the ground into one in the drawing."""
        return round(km / KM_OF_A_DEGREE * self.degree, 1)

    def at(self, place: Sequence[float]) -> tuple[float, float]:
        """Turn degrees east and north into units to the right and down."""
        east, north = place
        across = (east - self.west) * self._narrower * self.degree
        return round(across, 1), round((self.north - north) * self.degree, 1)


@dataclass(frozen=True)
class Week:
    """One week: what was told in it, and by town who held it at its end, by all that was told so far."""

    name: str
    told: Sequence[Mapping[str, Any]]
    held: Mapping[str, Sequence[str]]  # town -> holders; several: it changed hands, or accounts differ
    new: frozenset[str] = frozenset()  # towns that had other holders, or none told, in the week before


def weeks_of(drawn: Mapping[str, Any]) -> list[Week]:
    """Work out who held which town in which week: what is told of a town holds until a later week tells otherwise.

    Two holders stand in one order in all weeks, for the order says nothing.
    """
    order = [holder["id"] for holder in drawn["holders"]]
    held: dict[str, Sequence[str]] = {}
    weeks = []
    for week in drawn["weeks"]:
        held |= {fact["town"]: sorted(fact["held_by"], key=order.index) for fact in week["facts"]}
        before = weeks[-1].held if weeks else held
        new = frozenset(town for town, holders in held.items() if before.get(town) != holders)
        weeks.append(Week(week["name"], week["facts"], dict(held), new))
    return weeks


@dataclass(frozen=True, repr=False)
class PlainMap(Chart):
    """A map for each of some weeks."""

    drawn: Mapping[str, Any]
    weeks: Sequence[Week]

    def card(self) -> Card:
        """Show the weeks side by side, each with what was told in it, then the sentence, and the table folded away."""
        weeks = element("ol", *(self._week(week) for week in self.weeks), css="wss-weeks wss-wide")
        said = "; ".join(
            f"{holder['label']}, {holder['name']}"
            for holder in self.drawn["holders"]
            if holder["label"] != holder["name"]
        )
        legend = f"Below each town: who held it ({said}). {self.drawn['legend']}"
        legend = element("p", legend, css="wss-map-legend", dir=None)
        return self.framed(legend, weeks)

    def still(self) -> Still:
        """Draw the weeks side by side."""
        frame = Frame(**self.drawn["frame"])
        wide = STILL_WIDTH / len(self.weeks)
        scale = (wide - STILL_GAP) / WIDTH
        marks: list[Bar | Line | Words] = []
        for number, week in enumerate(self.weeks):
            left = number * wide

            def at(place: Sequence[float], right: float = 0, down: float = 0, left: float = left) -> Point:
                x, y = frame.at(place)
                return round(left + scale * x + right, 1), round(STILL_HEAD + scale * y + down, 1)

            marks.append(Words(left, STILL_HEAD / 2, week.name, look="bold"))
            marks.append(Bar(left + 1, STILL_HEAD, wide - STILL_GAP, scale * frame.height, edge=QUIET))
            for line in self.drawn["lines"]:
                thick, dashes = LOOKS[line["look"]]
                dashed = tuple(float(length) for length in dashes.split()) if dashes else ()
                marks.append(Line(tuple(map(at, line["points"])), thick, dashes=dashed))
            marks += [Words(*at(name["at"]), name["text"], "center", colour=QUIET) for name in self.drawn["names"]]
            for town in self.drawn["towns"]:
                right, down, side = PLACES_OF_NAMES[town["label"]]
                align = {"end": "right", "start": "left", "middle": "center"}[side]
                marks.append(Line((at(town["at"]),), 8))
                for text, look, lower in self._lines_of(town, week):
                    said = {"town": "bold", "held": "italic", "new": "bold"}[look]
                    marks.append(Words(*at(town["at"], right, down - STILL_UP + lower), text, align, said))
        return Still(round(STILL_HEAD + scale * frame.height + 2), tuple(marks))

    def _week(self, week: Week) -> Html:
        name = element("b", week.name, dir=None)
        return element("li", name, self._drawing(week), bullets(self._told(week)), css="wss-week")

    def _told(self, week: Week) -> Iterator[Html]:
        names = {town["id"]: town["name"] for town in self.drawn["towns"]}
        for fact in week.told:
            yield join(element("b", f"{names[fact['town']]}.", dir=None), f" {fact['text']}")

    def _drawing(self, week: Week) -> Html:
        frame = Frame(**self.drawn["frame"])
        held = "; ".join(f"{name}: {holders}" for when, name, holders in self.rows if when == week.name)
        return element(
            "svg",
            *self._ground(frame),
            *(self._town(frame, town, week) for town in self.drawn["towns"]),
            viewBox=f"0 0 {WIDTH} {frame.height}",
            width=0,  # until the style sheet gives it a size
            height=0,
            role="img",
            aria_label=f"Map, {week.name}. {held}.",
            focusable="false",
            fill="currentColor",
            css="wss-map",
        )

    def _ground(self, frame: Frame) -> Iterator[Html]:
        for line in self.drawn["lines"]:
            points = " ".join(f"{x},{y}" for x, y in map(frame.at, line["points"]))
            yield _line("polyline", line["look"], points=points)
        if ring := self.drawn.get("ring"):
            [around] = [town for town in self.drawn["towns"] if town["id"] == ring["around"]]
            x, y = frame.at(around["at"])
            yield _line("circle", "ring", cx=x, cy=y, r=frame.length(ring["km"]))
        for name in self.drawn["names"]:
            x, y = frame.at(name["at"])
            yield element("text", f" {name['text']} ", x=x, y=y, text_anchor="middle", css="wss-map-name", dir=None)
        long, low = frame.length(SCALE_KM), frame.height - 10
        yield _line("polyline", "scale", points=f"10,{low} {10 + long},{low}")
        yield element("text", f"{SCALE_KM} km ", x=10, y=low - 6, css="wss-map-name", dir=None)

    def _lines_of(self, town: Mapping[str, Any], week: Week) -> Iterator[tuple[str, str, float]]:
        """Yield what is written at a town, its look, and how much lower it stands."""
        yield town["name"], "town", 0
        if held_by := week.held.get(town["id"]):
            labels = {holder["id"]: holder["label"] for holder in self.drawn["holders"]}
            yield (
                " or ".join(labels[holder] for holder in held_by),
                "new" if town["id"] in week.new else "held",
                LINE_OF_TEXT,
            )

    def _town(self, frame: Frame, town: Mapping[str, Any], week: Week) -> Html:
        (x, y), (right, down, held_at) = frame.at(town["at"]), PLACES_OF_NAMES[town["label"]]
        written = (
            element(
                "text",
                f"{text} ",
                x=x + right,
                y=y + down + lower,
                text_anchor=held_at,
                css="wss-map-held wss-map-new" if look == "new" else f"wss-map-{look}",
                text_decoration="underline" if look == "new" else None,
                dir=None,
            )
            for text, look, lower in self._lines_of(town, week)
        )
        return join(element("circle", cx=x, cy=y, r=4, css="wss-map-dot"), *written)


def _line(tag: str, look: str, **where: object) -> Html:
    """Draw a line so that it can be told from the others without a style sheet, too, as on paper or on a code host."""
    width, dashes = LOOKS[look]
    return element(
        tag,
        fill="none",
        stroke="currentColor",
        stroke_width=width,
        stroke_dasharray=dashes,
        css=f"wss-map-line wss-map-line--{look}",
        **where,
    )


def plain_map(drawn: Mapping[str, Any]) -> PlainMap:
    """Make the map of what stands under ``drawn`` in a story's background."""
    weeks = weeks_of(drawn)
    holders = {holder["id"]: holder["name"] for holder in drawn["holders"]}
    rows = [
        (week.name, town["name"], " or ".join(holders[holder] for holder in week.held[town["id"]]))
        for week in weeks
        for town in drawn["towns"]
        if town["id"] in week.held
    ]
    header = ("Week", "Town", "Held, by these accounts, by")
    return PlainMap(drawn["title"], _sentence(drawn["towns"], weeks), header, rows, drawn, weeks)


def _sentence(towns: Sequence[Mapping[str, Any]], weeks: Sequence[Week]) -> str:
    """Say at which towns the accounts leave two holders, and in how many of the weeks."""
    twice = {
        town["name"]: often
        for town in towns
        if (often := sum(len(week.held.get(town["id"], ())) > 1 for week in weeks))
    }
    if not twice:
        return f"In none of these {len(weeks)} weeks a town has two holders."
    told = " and ".join(
        f"{name} has two holders in {often} of these {len(weeks)} weeks" for name, often in twice.items()
    )
    return f"{told}: it changed hands, or accounts differ."
