"""A story as a living text: marked by whose words it is, how sure it sounds, and by which names it calls its actors.

What the picture shows, the sentence below it and the table behind it are all made from the same marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.charts.chart import Chart
from helpers.charts.still import QUIET, WIDTH, Bar, Line, Still, Words, bar_of
from helpers.html import Card, element
from helpers.living_text import MOST_LETTERS_OF_A_LINE, PLAIN, LivingText, Way, WayMark
from helpers.runs import runs_of
from helpers.story import Gloss, Story

ROW, SIGNS_AT, LINES_AT, LEAST = 20, 72, 130, 4  # of a still, in pixels


def _pixels(letters: int) -> float:
    return round(min(1, letters / MOST_LETTERS_OF_A_LINE) * (WIDTH - LINES_AT - 4), 1)


MarksBySentence = Mapping[str, Sequence[WayMark]]


@dataclass(frozen=True, repr=False)
class LivingStory(Chart):
    """A story that can be looked at in several ways; sentence and table tell what the first one shows."""

    story: Story
    ways: Sequence[tuple[Way, MarksBySentence]]  # the first is shown first
    glosses: Sequence[Gloss] = ()
    in_words: bool = True  # the text itself, or its miniature only

    def card(self) -> Card:
        """Show the text with its switches and its miniature, then its sentence, and its table folded away."""
        blocks = self.story.blocks([marks for _, marks in self.ways], glosses=self.glosses)
        living = LivingText(blocks, (*(way for way, _ in self.ways), PLAIN))
        origin = element("p", self.story.origin(), css="wss-origin")
        return self.framed(living.html(origin) if self.in_words else living.miniature() + origin)

    def still(self) -> Still:
        """Draw the miniature as seen in the first way."""
        blocks = self.story.blocks([self.ways[0][1]])
        lines = [("" if first else block.edge, line) for block in blocks for first, line in enumerate(block.lines)]
        drawn: list[Bar | Line | Words] = []
        for number, (edge, line) in enumerate(lines):
            middle = ROW * (number + 0.5)
            of_line = line.marks.get(1, ())
            signs = " ".join(dict.fromkeys(mark.sign for mark in of_line))
            drawn += [Words(4, middle, edge, colour=QUIET), Words(SIGNS_AT, middle, signs, look="bold")]
            drawn.append(Line(((LINES_AT, middle), (LINES_AT + _pixels(len(line.text)), middle)), 2, QUIET))
            for run in runs_of(len(line.text), of_line):
                if run.covering:
                    start, wide = _pixels(run.start), _pixels(run.end - run.start)
                    drawn.append(bar_of(run.covering[-1].look, LINES_AT + start, middle, max(LEAST, wide)))
        return Still(round(ROW * len(lines)), tuple(drawn))

    def without_words(self) -> LivingStory:
        """Return the same without the text: the miniature only. A file may keep it of a story that others own."""
        return replace(self, in_words=False)
