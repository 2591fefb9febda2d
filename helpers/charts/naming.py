"""By which names a story calls its actors, and in whose voice: outside or inside quotation marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from helpers.charts.certainty import by_certainty
from helpers.charts.living_story import LivingStory, MarksBySentence
from helpers.charts.quoted import find_wordings
from helpers.charts.speakers import by_voice
from helpers.living_text import KeyEntry, Way, WayMark
from helpers.story import Story, count_of, load_beside, load_glosses, load_listed, load_story

LETTERS = "XYZ"  # for who is named; see the table in `helpers.charts`
PLAIN_LOOKS = 4


@dataclass(frozen=True)
class NameCount:
    """How often a story uses one name for an actor, outside and inside quotation marks."""

    actor: str
    name: str
    outside: int
    inside: int


class Naming(NamedTuple):
    """One name where it stands."""

    actor: str
    name: str
    sentence: str
    start: int
    end: int
    inside: bool  # double quotation marks


def count_names(story: Story, actors: Sequence[Mapping[str, Any]]) -> list[NameCount]:
    """Count the names of some actors of ``names.json`` in a story, by voice, in the order of the file.

    A name counts as inside if it stands in double quotation marks. Where a longer name holds a shorter one, only the
    longer one counts. The page label is left out.
    """
    found = Counter((wording.actor, wording.name, wording.inside) for wording in find_names(story, actors))
    named = dict.fromkeys((actor["name"], name["name"]) for actor in actors for name in actor["names"])
    return [NameCount(*owner, found[(*owner, False)], found[(*owner, True)]) for owner in named]


def find_names(story: Story, actors: Sequence[Mapping[str, Any]]) -> Iterator[Naming]:
    """Find the names of some actors where they stand; see `count_names`."""
    owners = {
        form: (actor["name"], name["name"]) for actor in actors for name in actor["names"] for form in name["forms"]
    }
    for wording in find_wordings(story, owners):
        yield Naming(*wording.owner, wording.sentence, wording.start, wording.end, wording.inside)


def by_names(story_id: str) -> tuple[Way, MarksBySentence]:
    """Mark the names of a story by whom they name, and whether they stand inside quotation marks."""
    story, names = load_story(story_id), load_beside(story_id, "names")
    actors = [actor["name"] for actor in names["actors"]]
    marks, counts = defaultdict(list), defaultdict(Counter)
    for wording in find_names(story, names["actors"]):
        place = actors.index(wording.actor)
        counts[wording.actor][wording.name] += 1
        look = f"{plain_look(place)} wss-{'quoted' if wording.inside else 'reported'}"
        said = f"{wording.actor}, as “{wording.name}”, {names['inside' if wording.inside else 'outside']}"
        marks[wording.sentence].append(WayMark(wording.start, wording.end, look, _sign(place), _sign(place), said))
    key = tuple(
        KeyEntry(plain_look(place), _sign(place), _named(actor, counts[actor])) for place, actor in enumerate(actors)
    )
    return Way(
        "Names",
        key,
        f"High bar, or full line below words: {names['inside']}. Low bar, or dotted line: {names['outside']}.",
    ), marks


def naming_chart(story_id: str) -> LivingStory:
    """Show by which names a story calls its actors, and in whose voice; ContentProblem if no names are listed."""
    story = load_story(story_id)
    names = load_listed(story, "names", "no names are")
    counts = count_names(story, names["actors"])
    by_actor = [
        f"{actor}: " + ", ".join(f"{count.name} {count.outside} and {count.inside}" for count in group)
        for actor, group in groupby(counts, key=lambda count: count.actor)
    ]
    inside, outside = sum(count.inside for count in counts), sum(count.outside for count in counts)
    seen = (
        f"{story.about['outlet']['name']}: {count_of(inside, 'name')} {names['inside']}, and {outside} "
        f"{names['outside']}, {inside + outside} in all."
    )
    more = (
        f"Of each name, the first number counts {names['outside']}, the second {names['inside']}. "
        f"{'; '.join(by_actor)}."
    )
    header = ("Name", _capital(names["outside"]), _capital(names["inside"]), "Who is meant")
    rows = [(count.name, count.outside, count.inside, count.actor) for count in counts]
    ways = (by_names(story_id), by_certainty(story_id), by_voice(story_id))
    title = "Which name, in whose voice?"
    return LivingStory(title, seen, header, rows, story, ways, load_glosses(story_id), more=more)


def _named(actor: str, names: Counter[str]) -> str:
    """Write how often an actor is named, and by which names, the most frequent first."""
    return f"{actor}, named {count_of(names.total(), 'time')}: {', '.join(name for name, _ in names.most_common())}"


def plain_look(place: int) -> str:
    """Return a look without a hue, by its place in the key: how its bar is filled tells it from the others."""
    return f"wss-mark--plain-{place % PLAIN_LOOKS + 1}"


def _sign(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else f"X{place + 1}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
