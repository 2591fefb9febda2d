"""One claim of a story in several places, one below the other: what each place adds, loses or tells in other words.

Which words are which part of the claim stands beside the story. What changed from place to place is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.charts.chart import Chart
from helpers.content import ContentProblem
from helpers.html import Card, Html, element, join
from helpers.story import Span, count_of, load_beside, load_story, stories_with
from helpers.story import folded as in_one_spelling

# Sign and word of what became of a part: told by both, colour only helps.
SIGNS = {"new": "+ new", "lost": "− lost", "other": "≈ other words", "same": "= same words"}


@dataclass(frozen=True)
class Place:
    """The claim in one place of the story: its words by part, and by part what became of those of the place before."""

    name: str
    words: Mapping[str, str]
    became: Mapping[str, str]  # part -> one of `SIGNS`; empty for the first place
    before: Mapping[str, str]


def compare(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Say for each part that is in either place what became of it: new, lost, other or the same words."""
    became = {}
    for part in [*before, *(part for part in now if part not in before)]:
        if part not in now:
            became[part] = "lost"
        elif part not in before:
            became[part] = "new"
        else:
            same = in_one_spelling(before[part]) == in_one_spelling(now[part])
            became[part] = "same" if same else "other"
    return became


@dataclass(frozen=True, repr=False)
class Growing(Chart):
    """A claim in several places, with the comparison of each with the one above it."""

    parts: Mapping[str, str]  # id -> the question that its words answer
    places: Sequence[Place]
    origin: str

    def card(self) -> Card:
        """Show the places one below the other, then the sentence, and the table folded away."""
        look = f"wss-rungs wss-rungs--{len(self.parts)} wss-wide"
        rungs = element("ol", *(self._rung(place) for place in self.places), css=look)
        return self.framed(rungs, element("p", self.origin, css="wss-origin"))

    def _rung(self, place: Place) -> Html:
        cells = (self._cell(place, part) for part in self.parts)
        return element("li", element("b", place.name, css="wss-rung-place", dir=None), *cells, css="wss-rung")

    def _cell(self, place: Place, part: str) -> Html:
        became = place.became.get(part, "")
        if part in place.words:
            words = element("span", place.words[part], css="wss-part-words", lang="en")
        elif became == "lost":
            words = element("s", place.before[part], css="wss-part-words", lang="en")
        else:
            return element("div", css="wss-part wss-part--none", aria_hidden="true")
        name = element("span", self.parts[part], css="wss-part-name", dir=None)
        sign = element("span", SIGNS[became], css="wss-part-sign", dir=None) if became else None
        return element("div", join(name, " ", words, " ", sign), css=f"wss-part wss-part--{became or 'first'}")


def growing_chart(story_id: str) -> Growing:
    """Show one claim of a story in several places; ContentProblem if none is listed, or its words stand elsewhere."""
    story = load_story(story_id)
    listed = stories_with("growing")
    if story.id not in listed:
        raise ContentProblem(f"For the story {story.id} no claim is listed. There is one for: {', '.join(listed)}.")
    data = load_beside(story.id, "growing")
    parts = {part["id"]: part["name"] for part in data["parts"]}
    places, before = [], None
    for one in data["places"]:
        for words in one["told"].values():
            story.find(Span(one["where"], words))
        places.append(
            Place(one["name"], one["told"], {} if before is None else compare(before, one["told"]), before or {})
        )
        before = one["told"]
    outlet = story.about["outlet"]["name"]
    steps = " ".join(
        f"From {above.name} to {below.name}: {'; '.join(_changes(below, parts))}." for above, below in pairwise(places)
    )
    header = ("Place", *parts.values())
    rows = [(place.name, *(_in_table(place, part) for part in parts)) for place in places]
    sentence = f"{outlet}, one claim in {len(places)} places. {steps}"
    return Growing("The same claim, place by place", sentence, header, rows, parts, places, story.origin())


def _changes(place: Place, parts: Mapping[str, str]) -> Iterator[str]:
    for what, told in (("lost", "lost"), ("new", "new")):
        words = [
            f"“{(place.before if what == 'lost' else place.words)[part]}”"
            for part, became in place.became.items()
            if became == what
        ]
        if words:
            yield f"{told} {', '.join(words)}"
    for what, told in (("other", "other words for"), ("same", "the same words for")):
        if number := sum(place.became.get(part) == what for part in parts):
            yield f"{told} {count_of(number, 'part')}"
    if not place.became:
        yield "nothing to compare"


def _in_table(place: Place, part: str) -> str:
    became = place.became.get(part)
    words = place.words.get(part, place.before.get(part, "") if became == "lost" else "")
    return f"{words} ({SIGNS[became]})" if became and words else words or "none"
