"""Write headline and first sentence so that they say what is known, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, words_of
from helpers.story_workshop.speakers import shortest_source

STEP, ORDER = "your turn", 3
ASKS = "Write it fairly"
_MOST = 5  # speakers that are named


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question, with what to look for in the answer."""
    speakers = list(dict.fromkeys(material.names[attribution["speaker"]] for attribution in material.outer))
    if not speakers or "headline" not in material.read:
        return
    more = "; and others" if len(speakers) > _MOST else ""
    look_for = [f"Is it said who says so? Heard in the story: {'; '.join(speakers[:_MOST])}{more}."]
    reading = material.reading
    if reading["hedges"]:
        careful = ", ".join(_different(reading["hedges"]))
        look_for.append(f"Did you keep what makes it less sure, such as {careful}?")
    if reading["boosters"]:
        loud = ", ".join(_different(reading["boosters"]))
        look_for.append(f"Did you leave out, or give to a speaker, what makes it louder, such as {loud}?")
    if material.dispute:
        _, other = material.dispute
        look_for.append(
            f"Is the other side heard? {shortest_source(material.names[other['speaker']])} says that it is not so."
        )
    bare = [claim for claim in reading["without_speaker"] if claim["degree"] == "no speaker"]
    if bare:
        look_for.append(f"Did you say of this that nobody is named for it: {words_of(bare[0]['words'])}?")
    look_for.append("Did you say what is not known yet, and leave out what nobody in the story says?")
    yield {
        "id": material.name("write-fairly"),
        "kind": "text",
        "prompt": "Write a headline and a first sentence that say what is known, and by whom.",
        "passage": material.passage("headline"),
        "max_length": 500,
        "look_for": look_for,
    }


def _different(entries: list[dict[str, Any]]) -> list[str]:
    """Quote the words of some entries, each of them once."""
    return list(dict.fromkeys(words_of(entry["words"]) for entry in entries))[:3]
