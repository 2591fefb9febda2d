"""Ask before reading how many will be heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, option

STEP, ORDER = "look first", 0


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a prediction; no guess is wrong."""
    speakers = len({attribution["speaker"] for attribution in material.outer})
    if not speakers:
        return
    told = f"In what was read there {'is 1 speaker' if speakers == 1 else f'are {speakers} speakers'}."
    yield {
        "id": material.name("guess-first"),
        "kind": "choice",
        "prompt": "You have seen the headline. How many will be heard in the story?",
        "passage": material.passage("headline"),
        "marking": "prediction",
        "options": [
            option("one-or-two", "One or two.", told, accepted=True),
            option("three-or-four", "Three or four.", told, accepted=True),
            option("five-or-more", "Five or more.", told, accepted=True),
        ],
    }
