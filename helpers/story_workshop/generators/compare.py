"""Ask about what careful readers differ on, and hold one's own reading against the confirmed one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.confirmed import DIFFER
from helpers.story_workshop.entries import first_span
from helpers.story_workshop.generators import Material, words_of

STEP, ORDER = "your turn", 2
ASKS = "Where do careful readers differ?"
_MOST = 3
_PROMPT = "Which words speak for one way to read this, and which for another?"
_MARKED = {
    "attributions": "words that tell who speaks",
    "without_speaker": "a claim with no speaker",
    "hedges": "a hedge",
    "boosters": "a booster",
    "scare_quotes": "scare quotes",
    "presuppositions": "words that take something for granted",
}


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question about what a person said careful readers differ on."""
    reading = material.reading
    differ = [
        {**entry, "kind": kind, "other": second}
        for kind in _MARKED
        for entry in reading[kind]
        for second in entry["second_readings"][:1]
        if "source" not in second  # how much of a name one marks is no other way to read it
    ]
    differ.sort(key=lambda entry: material.read.index(first_span(entry)["sentence"]))
    if not differ:
        return
    sentences = list(dict.fromkeys(first_span(entry)["sentence"] for entry in differ))[:_MOST]
    look_for = [
        f"{words_of(first_span(entry))} can be read as {_MARKED[entry['kind']]}. But: {_other(entry['other'])}"
        for entry in differ
        if first_span(entry)["sentence"] in sentences
    ]
    yield {
        "id": material.name("compare"),
        "kind": "text",
        "prompt": f"Careful readers differ here. {_PROMPT}",
        "passage": material.passage(*sentences),
        "max_length": 500,
        "look_for": look_for[:5],
    }


def _other(second: dict[str, Any]) -> str:
    """Give what a person wrote for the other reading; what the program wrote for them says nothing more."""
    return second["says"] if second["reason"] == DIFFER["reason"] else f"{second['says']} {second['reason']}"
