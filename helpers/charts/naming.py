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
    """How often a story uses one name for an actor.

    Parameters
    ----------
    actor : str
        Who is meant.
    name : str
        The name.
    outside, inside : int
        How often it stands outside and inside quotation marks.
    """

    actor: str
    name: str
    outside: int
    inside: int


@dataclass(frozen=True, repr=False)
class NamingChart(Chart):
    """Two-part bars, one a name: what stands outside quotation marks, and what stands inside.

    Rows hold the name, both counts and who is meant.
    """

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
    """Count the names of some actors in a story, by voice.

    A name counts as inside if it stands in double quotation marks. Where a longer name holds a shorter one, only the
    longer one counts. The page label is left out.

    Parameters
    ----------
    story : Story
        The text.
    actors : list of mapping
        As ``names.json`` has them.

    Returns
    -------
    list of NameCount
        One for each name, in the order of the file.
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
    found: dict[tuple[str, str], list[int]] = {owner: [0, 0] for owner in owners.values()}
    for paragraph in story.paragraphs:
        if paragraph.role == "page label":
            continue
        text = " ".join(sentence.text for sentence in paragraph.sentences)
        quoted = [
            (one.start, one.end) for one in find_quotations(RawParagraph(text, 0, len(text))) if text[one.start] in '"“'
        ]
        for match in pattern.finditer(plain(text)):
            inside = any(start <= match.start() and match.end() <= end for start, end in quoted)
            found[owners[match.group()]][inside] += 1
    return [NameCount(actor, name, *counts) for (actor, name), counts in found.items()]


def naming_chart(story_id: str) -> NamingChart:
    """Draw by which names a story calls its actors, and in whose voice.

    Parameters
    ----------
    story_id : str
        Name of the story's folder.

    Returns
    -------
    NamingChart

    Raises
    ------
    ContentProblem
        If there is no list of names for the story; the message says which stories have one.
    """
    story = load_story(story_id)
    listed = [one for one in story_ids() if (data_folder() / "stories" / one / "names.json").is_file()]
    if story.id not in listed:
        raise ContentProblem(f"For the story {story.id} no names are listed. There are names for: {', '.join(listed)}.")
    names = load_beside(story.id, "names")
    counts = count_names(story, names["actors"])
    told = [
        f"{actor}: " + ", ".join(f"{one.name} {one.outside} and {one.inside}" for one in group)
        for actor, group in groupby(counts, key=lambda one: one.actor)
    ]
    sentence = (
        f"{story.about['outlet']['name']}, names by voice. The first number counts {names['outside']}, "
        f"the second {names['inside']}. {'; '.join(told)}."
    )
    header = ("Name", _capital(names["outside"]), _capital(names["inside"]), "Who is meant")
    rows = [(one.name, one.outside, one.inside, one.actor) for one in counts]
    return NamingChart("Which name, in whose voice?", sentence, header, rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
