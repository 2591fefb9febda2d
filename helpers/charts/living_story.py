"""A story as a living text: marked by whose words it is, how sure it sounds, and by which names it calls its actors.

What the picture shows, the sentence below it and the table behind it are all made from the same marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.charts.chart import Chart
from helpers.html import Card, element
from helpers.living_text import PLAIN, LivingText, Way, WayMark
from helpers.story import Gloss, Story

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

    def without_words(self) -> LivingStory:
        """Return the same without the text: the miniature only. A file may keep it of a story that others own."""
        return replace(self, in_words=False)
