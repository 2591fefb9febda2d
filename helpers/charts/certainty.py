"""How sure a story sounds: what each sentence has in the way of reporting words, hedges and boosters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from helpers.charts.chart import INK, Chart, new_figure, png_of
from helpers.html import Html, table
from helpers.story import Story, count_of, load_reading, load_story

HEADER = ("Sentence", "Reporting word", "Hedge", "Booster", "Booster, arguable")
# One sign for each column after the first: shape and place tell the kinds apart, colour only helps.
SIGNS = ("❝", "≈", "▲", "△")
TINTS = ("#fbf0bd", "#f6e3f0", "#fde6d6", "#fff8f2")
EDGES = ("#7d6200", "#9a4a83", "#b04600", "#b04600")
LINES = ("solid", "dashed", "solid", "dotted")
# Left edges of the columns and the right edge of the last, as shares of the picture's width.
COLUMNS = (0.0, 0.15, 0.335, 0.52, 0.76, 1.0)
# What a letter and the edges of a box take at most on average, by the same measure.
LETTER, EDGES_OF_BOX = 0.0084, 0.02
INCHES_OF_HEAD, INCHES_OF_ROW = 0.85, 0.3
NO_SENTENCE_OF_ITS_OWN = "dateline"


@dataclass(frozen=True)
class SentenceCertainty:
    """What tells the reader of one sentence how sure to be, in the words of the story."""

    place: str  # such as "deck" or "paragraph 4, sentence 2"
    reporting: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    boosters: tuple[str, ...] = ()
    arguable: tuple[str, ...] = ()  # boosters by one reading only


class CertaintyStrip(Chart):
    """A strip with one line for each sentence, from the headline to the end, and one column for each kind.

    Its rows hold words and no numbers; an empty cell says that the sentence has nothing of the kind.
    """

    def png(self) -> bytes:
        """Draw the strip. See `Chart.png`."""
        height = INCHES_OF_HEAD + INCHES_OF_ROW * len(self.rows)
        figure = new_figure(height)
        axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        # One unit is one line; the head takes what is left above.
        axes.set_ylim(len(self.rows), -INCHES_OF_HEAD / INCHES_OF_ROW)
        look = {"va": "center", "color": INK, "parse_math": False}
        axes.text(0, -2.2, self.title, fontsize=13, **look)
        for column, name in enumerate(self.header):
            sign = f"{SIGNS[column - 1]} " if column else ""
            axes.text(COLUMNS[column] + 0.006, -0.75, f"{sign}{name}", fontsize=10, weight="bold", **look)
        for line, row in enumerate(self.rows):
            axes.axhline(line, color="#d0d4da", linewidth=0.8)
            axes.text(0.006, line + 0.5, _short(str(row[0])), fontsize=10, **look)
            for column, words in enumerate(row[1:]):
                if words:
                    self._draw_words(axes, line, column, str(words))
        return png_of(figure)

    @staticmethod
    def _draw_words(axes: Any, line: int, column: int, words: str) -> None:
        from matplotlib.patches import Rectangle

        left, right = COLUMNS[column + 1], COLUMNS[column + 2]
        box = Rectangle(
            (left, line + 0.1),
            right - left - 0.01,
            0.8,
            facecolor=TINTS[column],
            edgecolor=EDGES[column],
            linestyle=LINES[column],
            linewidth=1.2,
        )
        axes.add_patch(box)
        axes.text(
            left + 0.008,
            line + 0.5,
            _fitting(f"{SIGNS[column]} {words}", right - left),
            fontsize=9.5,
            va="center",
            color=INK,
            parse_math=False,
        )

    def _bars_in_html(self) -> Html:
        lines = []
        for place, *cells in self.rows:
            signed = (f"{sign} {words}" if words else "" for sign, words in zip(SIGNS, cells, strict=True))
            lines.append((_short(str(place)), *signed))
        return table(self.title, self.header, lines)


def _fitting(words: str, width: float) -> str:
    """Cut words that are too long for their box; the table has them all."""
    room = int((width - EDGES_OF_BOX) / LETTER)
    return words if len(words) <= room else f"{words[: room - 1].rstrip(' ,')}…"


def _short(place: str) -> str:
    """Write a place as the number at the edge of the story does: “4, sentence 2”."""
    return place.removeprefix("paragraph ")


def certainty_of(story_id: str) -> list[SentenceCertainty]:
    """Collect, sentence by sentence, what tells a reader how sure to be, from our reading of a story.

    Headline and deck count, page label and dateline do not. Of the reporting words those of the outer speakers
    count: a speaker inside a speaker's words does not tell what the writer commits to. To show something is not
    to say something, so the words of a mere showing are left out.
    """
    story, reading = load_story(story_id), load_reading(story_id)
    reporting = [
        entry["cue"] for entry in reading["attributions"] if not entry["inside"] and entry["construction"] != "shown"
    ]
    hedges = [entry["words"] for entry in reading["hedges"]]
    boosters = {
        strength: [entry["words"] for entry in reading["boosters"] if entry["strength"] == strength]
        for strength in ("clear", "arguable")
    }

    def words(spans: Sequence[dict], sentence_id: str) -> tuple[str, ...]:
        return tuple(span["words"] for span in spans if span["sentence"] == sentence_id)

    return [
        SentenceCertainty(
            place,
            words(reporting, sentence_id),
            words(hedges, sentence_id),
            words(boosters["clear"], sentence_id),
            words(boosters["arguable"], sentence_id),
        )
        for sentence_id, place in _places(story)
    ]


def _places(story: Story) -> Iterator[tuple[str, str]]:
    """Yield the id of each sentence that counts, and where it stands, in words."""
    for paragraph in story.paragraphs:
        if paragraph.role == "page label":
            continue
        sentences = [sentence.id for sentence in paragraph.sentences if sentence.id != NO_SENTENCE_OF_ITS_OWN]
        name = f"paragraph {paragraph.id.removeprefix('p')}" if paragraph.role == "body" else paragraph.role
        for number, sentence_id in enumerate(sentences, 1):
            yield sentence_id, name if len(sentences) == 1 else f"{name}, sentence {number}"


def certainty_chart(story_id: str) -> CertaintyStrip:
    """Draw how sure a story sounds, sentence by sentence."""
    entries = certainty_of(story_id)
    outlet = load_story(story_id).about["outlet"]["name"]
    rows = [
        (entry.place, *(_shown(words) for words in (entry.reporting, entry.hedges, entry.boosters, entry.arguable)))
        for entry in entries
    ]
    counts = "; ".join(
        [
            _count_and_places("hedge", [(entry.place, entry.hedges) for entry in entries]),
            _count_and_places("clear booster", [(entry.place, entry.boosters) for entry in entries]),
            _count_and_places("arguable booster", [(entry.place, entry.arguable) for entry in entries]),
        ]
    )
    said = sum(bool(entry.reporting) for entry in entries)
    sentence = (
        f"{outlet}, {count_of(len(entries), 'sentence')} in order: {counts}; "
        f"a reporting word in {said} ({_reporting_words(entries)})."
    )
    return CertaintyStrip(f"How sure does it sound? {outlet}, sentence by sentence", sentence, HEADER, rows)


def _shown(words: Sequence[str]) -> str:
    """Write the words of a cell; a dash alone would be passed over when it is read aloud."""
    return ", ".join("— (dash)" if word == "—" else word for word in words)


def _count_and_places(thing: str, words_at: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """Say how many of a thing there are, and where: “2 hedges (could, allegedly: paragraph 13)”."""
    number = sum(len(words) for _, words in words_at)
    where = "; ".join(f"{', '.join(words)}: {place}" for place, words in words_at if words)
    return f"{count_of(number, thing)} ({where})" if number else f"no {thing}"


def _reporting_words(sentences: Sequence[SentenceCertainty]) -> str:
    """Count the reporting words, “has said” and “also said” with “said”, the most frequent first."""
    words = [_main(cue) for cue in chain.from_iterable(sentence.reporting for sentence in sentences)]
    counts = sorted(Counter(words).items(), key=lambda counted: (-counted[1], counted[0]))
    return ", ".join(f"{word} {number}" for word, number in counts) or "none"


def _main(cue: str) -> str:
    """Return a reporting word without what only stands before it: “also said” is “said”."""
    plain = cue.casefold()
    return plain if plain == "according to" else plain.rpartition(" ")[2].replace("—", "dash")
