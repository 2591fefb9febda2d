"""Charts as value objects: a figure, one sentence that says what it shows, and the table behind it.

matplotlib is imported when a chart is drawn, never before: a lesson's kernel stays small, and the browser
edition, which has no matplotlib, shows the table with bars instead.
"""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from helpers.html import stylesheet, table
from helpers.story import load_reading, load_story

INK, BAR = "#1f2328", "#0072B2"

# A reader of the chart needs fewer degrees than a reader of the reading.
WITHOUT_SPEAKER = {
    "speaker comes soon": "No speaker of its own",
    "next quotation may cover it": "No speaker of its own",
    "no speaker": "No speaker of its own",
    "only the showing is attributed": "Shown, but nobody says what is seen",
    "seen by the reporter": "Seen by the reporter, or open to check",
}


@dataclass(frozen=True)
class Chart:
    """Bars with their sentence and their table.

    Parameters
    ----------
    title : str
        What the chart counts.
    sentence : str
        What it shows, in one sentence: the text description.
    header : sequence of str
        Head of the table; its second column is drawn.
    rows : sequence of sequences
        One row a bar: name, number, then whatever else the table says.
    """

    title: str
    sentence: str
    header: Sequence[str]
    rows: Sequence[Sequence[str | int]]

    def __repr__(self) -> str:
        return f"Chart: {self.sentence}"

    def _repr_html_(self) -> str:
        try:
            png = base64.b64encode(self.png()).decode()
            picture = f'<img alt="{escape(self.sentence)}" src="data:image/png;base64,{png}">'
        except ImportError:
            picture = self._bars_in_html()
        return (
            f'<style>{stylesheet()}</style><div class="wss wss-card"><figure class="wss-chart">{picture}'
            f"<figcaption>{escape(self.sentence)}</figcaption></figure>"
            f"<details><summary>The numbers as a table</summary>{self.table()}</details></div>"
        )

    def table(self) -> str:
        """Write the numbers behind the chart.

        Returns
        -------
        str
            An HTML table.
        """
        return table(self.title, self.header, self.rows)

    def png(self) -> bytes:
        """Draw the chart.

        Returns
        -------
        bytes
            A PNG of fixed size, the same for the same numbers.

        Raises
        ------
        ImportError
            If matplotlib is not there.
        """
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(8, 0.9 + 0.52 * len(self.rows)), dpi=110, layout="constrained", facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        names, numbers = [str(row[0]) for row in self.rows], [int(row[1]) for row in self.rows]
        places = range(len(self.rows))
        axes.barh(places, numbers, height=0.62, color=BAR, edgecolor=INK, linewidth=0.8)
        for place, number in zip(places, numbers, strict=True):
            axes.text(number + max(numbers) * 0.015, place, str(number), va="center", fontsize=13, color=INK)
        axes.set_yticks(list(places), names, fontsize=12, color=INK, parse_math=False)
        axes.set_title(self.title, loc="left", fontsize=13, color=INK, parse_math=False)
        axes.set_xlim(0, max(numbers, default=1) * 1.08 or 1)
        axes.set_xticks([])
        axes.tick_params(length=0)
        axes.invert_yaxis()
        for side in ("top", "right", "bottom"):
            axes.spines[side].set_visible(False)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()

    def _bars_in_html(self) -> str:
        most = max((int(row[1]) for row in self.rows), default=1) or 1
        rows = "".join(
            f'<tr><th scope="row">{escape(str(row[0]))}</th><td>{int(row[1])}</td>'
            f'<td aria-hidden="true"><meter min="0" max="{most}" value="{int(row[1])}"></meter></td></tr>'
            for row in self.rows
        )
        return f'<table class="wss-table"><caption>{escape(self.title)}</caption><tbody>{rows}</tbody></table>'


@dataclass(frozen=True)
class SpeakerCount:
    """How often one speaker speaks in a story.

    Parameters
    ----------
    name : str
        The speaker.
    sentences : int
        Sentences in which the story gives words or claims to this speaker.
    inside : int
        Sentences in which the speaker is heard only inside somebody else's words.
    """

    name: str
    sentences: int
    inside: int


def count_speakers(story_id: str) -> tuple[list[SpeakerCount], dict[str, int]]:
    """Count who speaks in a story, sentence by sentence, from our reading of it.

    Headline and deck are counted, page label and dateline are not. A sentence with a claim that has no
    speaker of its own is counted by the degree of that, not for the speaker who may stand beside it.

    Parameters
    ----------
    story_id : str
        Name of the story's folder.

    Returns
    -------
    list of SpeakerCount
        Every speaker of the reading, most sentences first.
    dict of str to int
        Sentences without a speaker of their own, by the names in `WITHOUT_SPEAKER`.
    """
    reading = load_reading(story_id)
    bare = {entry["words"]["sentence"]: WITHOUT_SPEAKER[entry["degree"]] for entry in reading["without_speaker"]}
    outer: dict[str, set[str]] = {speaker["id"]: set() for speaker in reading["speakers"]}
    inner: dict[str, set[str]] = {speaker["id"]: set() for speaker in reading["speakers"]}
    for attribution in reading["attributions"]:
        heard = inner if attribution["inside"] else outer
        heard[attribution["speaker"]] |= {span["sentence"] for span in attribution["content"]} - bare.keys()
    counts = [
        SpeakerCount(speaker["name"], len(outer[speaker["id"]]), len(inner[speaker["id"]] - outer[speaker["id"]]))
        for speaker in reading["speakers"]
    ]
    return sorted(counts, key=lambda c: (-c.sentences, -c.inside, c.name)), dict(Counter(bare.values()))


def speakers_chart(story_id: str) -> Chart:
    """Draw who speaks in a story.

    Parameters
    ----------
    story_id : str
        Name of the story's folder.

    Returns
    -------
    Chart
        One bar a speaker, and one for each way in which a sentence can be without one.
    """
    counts, bare = count_speakers(story_id)
    rows: list[tuple[str, int, int]] = [(count.name, count.sentences, count.inside) for count in counts]
    rows += [(name, number, 0) for name, number in bare.items()]
    told = [f"{name}: {number}" for name, number, _ in rows if number]
    sentence = f"{load_story(story_id).about['outlet']['name']}, sentences by speaker. {'; '.join(told)}."
    silent = [name for name, number, _ in rows if not number]
    if silent:
        sentence += f" Heard only inside somebody else’s words: {'; '.join(silent)}."
    header = ("Speaker", "Sentences", "Only inside somebody else’s words")
    return Chart("Who speaks? Sentences by speaker", sentence, header, rows)
