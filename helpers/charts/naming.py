"""By which names a story calls its actors, and in whose voice: outside or inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from helpers.charts.chart import BAR, INK, Chart, bar_cells, leave_names_only, new_figure, png_of
from helpers.content import ContentProblem, data_folder
from helpers.html import Html, element
from helpers.marker.quotations import find_quotations
from helpers.marker.words import RawParagraph
from helpers.story import Story, load_beside, load_story, plain, story_ids

# The second colour of the palette, with lines over it: the two voices differ without colour too.
INSIDE, LINES = "#F0C36B", "///"


@dataclass(frozen=True)
class NameCount:
    """How often a story uses one name for an actor, outside and inside quotation marks."""

    actor: str
    name: str
    outside: int
    inside: int


@dataclass(frozen=True, repr=False)
class NamingChart(Chart):
    """Two-part bars, one a name: outside and inside quotation marks. Rows hold name, both counts, who is meant."""

    def png(self) -> bytes:
        """Draw the chart. See `Chart.png`."""
        groups = [(actor, list(rows)) for actor, rows in groupby(self.rows, key=lambda row: row[3])]
        lines = len(self.rows) + len(groups)
        figure = new_figure(1.3 + 0.4 * lines, layout="constrained")
        axes = figure.add_subplot()
        most = max((int(row[1]) + int(row[2]) for row in self.rows), default=1) or 1
        labels, place = [], 0
        for actor, rows in groups:
            labels.append((place, str(actor), "bold"))
            for name, outside, inside, _ in rows:
                place += 1
                labels.append((place, str(name), "normal"))
                _draw_part(axes, place, 0, int(outside), BAR, "")
                _draw_part(axes, place, int(outside), int(inside), INSIDE, LINES)
                axes.text(
                    int(outside) + int(inside) + most * 0.02,
                    place,
                    f"{outside} outside, {inside} inside",
                    va="center",
                    fontsize=11,
                    color=INK,
                )
            place += 1
        axes.set_yticks([at for at, *_ in labels], [text for _, text, _ in labels], fontsize=12, parse_math=False)
        for tick, (_, _, weight) in zip(axes.get_yticklabels(), labels, strict=True):
            tick.set_color(INK)
            tick.set_fontweight(weight)
        axes.set_title(self.title, loc="left", fontsize=13, color=INK, parse_math=False)
        axes.set_xlim(0, most * 1.45)
        axes.set_ylim(lines - 0.4, -0.6)
        leave_names_only(axes)
        self._draw_legend(axes)
        return png_of(figure)

    def _draw_legend(self, axes: Any) -> None:
        from matplotlib.patches import Patch

        _, outside, inside, _ = self.header
        parts = [
            Patch(facecolor=BAR, edgecolor=INK, label=outside),
            Patch(facecolor=INSIDE, edgecolor=INK, hatch=LINES, label=inside),
        ]
        axes.legend(handles=parts, loc="upper center", bbox_to_anchor=(0.4, -0.01), ncols=2, frameon=False, fontsize=11)

    def _bars_in_html(self) -> Html:
        most = max((max(int(row[1]), int(row[2])) for row in self.rows), default=1) or 1
        _, outside, inside, _ = self.header
        lines = []
        for name, first, second, _ in self.rows:
            head = element("th", name, scope="row", rowspan=2)
            lines.append(element("tr", head, element("td", outside), *bar_cells(int(first), most)))
            lines.append(element("tr", element("td", inside), *bar_cells(int(second), most)))
        caption = element("caption", self.title, dir=None)
        return element("table", caption, element("tbody", *lines), css="wss-table")


def _draw_part(axes: Any, place: int, start: int, length: int, color: str, hatch: str) -> None:
    if length:
        axes.barh(place, length, left=start, height=0.66, color=color, edgecolor=INK, linewidth=0.8, hatch=hatch)


def count_names(story: Story, actors: list[Mapping[str, Any]]) -> list[NameCount]:
    """Count the names of some actors of ``names.json`` in a story, by voice, in the order of the file.

    A name counts as inside if it stands in double quotation marks. Where a longer name holds a shorter one, only the
    longer one counts. The page label is left out.
    """
    owners = {
        plain(form): (actor["name"], name["name"])
        for actor in actors
        for name in actor["names"]
        for form in name["forms"]
    }
    longest_first = "|".join(re.escape(form) for form in sorted(owners, key=len, reverse=True))
    # Some forms end with a quotation mark, so the limits of a word are looked for by its neighbours alone.
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")
    counts: dict[tuple[str, str], list[int]] = {owner: [0, 0] for owner in owners.values()}
    for paragraph in story.paragraphs:
        if paragraph.role == "page label":
            continue
        text = " ".join(sentence.text for sentence in paragraph.sentences)
        quoted = [
            (quotation.start, quotation.end)
            for quotation in find_quotations(RawParagraph(text, 0, len(text)))
            if text[quotation.start] in '"“'
        ]
        for match in pattern.finditer(plain(text)):
            inside = any(start <= match.start() and match.end() <= end for start, end in quoted)
            counts[owners[match.group()]][inside] += 1
    return [NameCount(actor, name, *numbers) for (actor, name), numbers in counts.items()]


def naming_chart(story_id: str) -> NamingChart:
    """Draw by which names a story calls its actors, and in whose voice; ContentProblem if no names are listed."""
    story = load_story(story_id)
    listed = [name for name in story_ids() if (data_folder() / "stories" / name / "names.json").is_file()]
    if story.id not in listed:
        raise ContentProblem(f"For the story {story.id} no names are listed. There are names for: {', '.join(listed)}.")
    names = load_beside(story.id, "names")
    counts = count_names(story, names["actors"])
    by_actor = [
        f"{actor}: " + ", ".join(f"{count.name} {count.outside} and {count.inside}" for count in group)
        for actor, group in groupby(counts, key=lambda count: count.actor)
    ]
    sentence = (
        f"{story.about['outlet']['name']}, names by voice. The first number counts {names['outside']}, "
        f"the second {names['inside']}. {'; '.join(by_actor)}."
    )
    header = ("Name", _capital(names["outside"]), _capital(names["inside"]), "Who is meant")
    rows = [(count.name, count.outside, count.inside, count.actor) for count in counts]
    return NamingChart("Which name, in whose voice?", sentence, header, rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
