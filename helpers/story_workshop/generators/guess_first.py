"""Ask before reading how many will be heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, option

STEP, ORDER = "look first", 0
ASKS = "How many will be heard?"


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a prediction; no guess is wrong."""
    heard = list(dict.fromkeys(material.names[attribution["speaker"]] for attribution in material.outer))
    if not heard:
        return
    number = len(heard)
    speakers = "1 speaker" if number == 1 else f"{number} speakers"
    told = f"In what was read there {'is' if number == 1 else 'are'} {speakers}, {heard[0]} among them."
    yield {
        "id": material.name("guess-first"),
        "kind": "choice",
        "prompt": "You have seen the headline. How many will be heard in the story?",
        "passage": material.passage("headline"),
        "marking": "prediction",
        "options": [
            option("one-or-two", "One or two.", _beside(told, number, 1, 2), accepted=True),
            option("three-or-four", "Three or four.", _beside(told, number, 3, 4), accepted=True),
            option("five-or-more", "Five or more.", _beside(told, number, 5, number), accepted=True),
        ],
    }


def _beside(told: str, number: int, least: int, most: int) -> str:
    """Hold a guess beside what there is."""
    if least <= number <= most:
        return f"{told} That is what you expected."
    return f"{told} That is {'more' if number > most else 'fewer'} than you expected."
