"""One claim of a story in several places, one below the other: what each place adds, loses or tells in other words.

Which words are which part of the claim stands beside the story. What changed from place to place is worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product, takewhile

from helpers.charts.chart import Chart
from helpers.html import Card, Html, element, join
from helpers.story import Span, count_of, load_listed, load_story
from helpers.story import folded as in_one_spelling

# Sign and word of what became of a part; see the table in `helpers.charts`.
SIGNS = {
    "new": "+ new",
    "lost": "− lost",
    "back": "≠ back, changed",
    "other": "≠ other words",
    "form": "(=) partly the same",
    "same": "= same words",
}
LEAST_STEM, MOST_ENDING = 5, 3  # letters


@dataclass(frozen=True)
class Place:
    """The claim in one place of the story: its words by part, and by part what became of those of the place before."""

    name: str
    words: Mapping[str, str]
    became: Mapping[str, str]  # part -> one of `SIGNS`; empty for the first place
    before: Mapping[str, str]
    back: Mapping[str, str]  # part -> the words of an earlier place that it goes back to


def compare(before: Mapping[str, str], now: Mapping[str, str], earlier: Sequence[str] = ()) -> dict[str, str]:
    """Say for each part that is in either place what became of it: one of `SIGNS`.

    What is not in the place before is not new, either, if a word of the same stem stood in an `earlier` one.
    """
    became = {}
    for part in [*before, *(part for part in now if part not in before)]:
        if part not in now:
            became[part] = "lost"
        elif part not in before:
            became[part] = "back" if goes_back_to(now[part], earlier) else "new"
        else:
            same = in_one_spelling(before[part]) == in_one_spelling(now[part])
            became[part] = "same" if same else "form" if goes_back_to(now[part], [before[part]]) else "other"
    return became


def goes_back_to(words: str, earlier: Sequence[str]) -> str:
    """Return the latest earlier words with a word of the same stem (“direct”, “directly”); empty, if there are none."""
    for stood in reversed(earlier):
        if any(_of_one_stem(*pair) for pair in product(_words_of(words), _words_of(stood))):
            return stood
    return ""


def _words_of(words: str) -> list[str]:
    return re.findall(r"\w+", in_one_spelling(words).casefold())


def _of_one_stem(word: str, other: str) -> bool:
    """Tell whether two words have one beginning, and no more than an ending after it: good enough for English."""
    shared = len(list(takewhile(lambda letters: letters[0] == letters[1], zip(word, other, strict=False))))
    return shared >= LEAST_STEM and max(len(word), len(other)) - shared <= MOST_ENDING


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
        says = f"{SIGNS[became]}: “{place.back[part]}” stood above" if became == "back" else SIGNS.get(became)
        sign = element("span", says, css="wss-part-sign", dir=None) if became else None
        return element("div", join(name, " ", words, " ", sign), css=f"wss-part wss-part--{became or 'first'}")


def growing_chart(story_id: str) -> Growing:
    """Show one claim of a story in several places; ContentProblem if none is listed, or its words stand elsewhere."""
    story = load_story(story_id)
    data = load_listed(story, "growing", "no claim is")
    parts = {part["id"]: part["name"] for part in data["parts"]}
    places: list[Place] = []
    for row in data["places"]:
        for words in row["told"].values():
            story.find(Span(row["where"], words))
        before = places[-1].words if places else {}
        earlier = [words for place in places for words in place.words.values()]
        became = compare(before, row["told"], earlier) if places else {}
        back = {part: goes_back_to(row["told"][part], earlier) for part, what in became.items() if what == "back"}
        places.append(Place(row["name"], row["told"], became, before, back))
    outlet = story.about["outlet"]["name"]
    steps = " ".join(
        f"From {above.name} to {below.name}: {'; '.join(_changes(below, parts))}." for above, below in pairwise(places)
    )
    header = ("Place", *parts.values())
    rows = [(place.name, *(_in_table(place, part) for part in parts)) for place in places]
    seen = f"{outlet}, one claim in {len(places)} places{_on_the_way(places)}."
    return Growing("The same claim, place by place", seen, header, rows, parts, places, story.origin(), more=steps)


def _on_the_way(places: Sequence[Place]) -> str:
    """Say what one sees at a glance: what was lost on the way, what is new, and what came back changed."""
    found = {
        told: [f"“{where(place)[part]}”" for place in places for part, became in place.became.items() if became == what]
        for what, told, where in (
            ("lost", "lost", lambda place: place.before),
            ("new", "new", lambda place: place.words),
            ("back", "back, changed", lambda place: place.words),
        )
    }
    told = "; ".join(f"{what}: {', '.join(words)}" for what, words in found.items() if words)
    return f", {told}" if told else ""


def _changes(place: Place, parts: Mapping[str, str]) -> Iterator[str]:
    for what, told in (("lost", "lost"), ("new", "new")):
        words = [
            f"“{(place.before if what == 'lost' else place.words)[part]}”"
            for part, became in place.became.items()
            if became == what
        ]
        if words:
            yield f"{told} {', '.join(words)}"
    yield from (f"back, changed: “{place.words[part]}” (before: “{stood}”)" for part, stood in place.back.items())
    for what, told in (("other", "other words for"), ("form", "partly the same for"), ("same", "the same words for")):
        if number := sum(place.became.get(part) == what for part in parts):
            yield f"{told} {count_of(number, 'part')}"
    if not place.became:
        yield "nothing to compare"


def _in_table(place: Place, part: str) -> str:
    became = place.became.get(part)
    words = place.words.get(part, place.before.get(part, "") if became == "lost" else "")
    return f"{words} ({SIGNS[became]})" if became and words else words or "none"
