"""Retell the headline in one sentence, so that nobody is misled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, words_of

STEP, ORDER = "your turn", 0


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question, with a version that keeps the speaker and the words."""
    below = (said for said in material.outer if said["source"] and said["cue"]["sentence"] != "headline")
    first = next(below, None)
    if first is None or "headline" not in material.read:
        return
    first_hedges = (hedge for hedge in material.reading["hedges"] if hedge["words"]["sentence"] in material.first_lines)
    hedge = next(first_hedges, None)
    look_for = [f"Does your sentence say who says so? In the story that is: {material.names[first['speaker']]}."]
    if hedge:
        look_for.append(f"Did you keep what makes it less sure, such as {words_of(hedge['words'])}?")
    look_for.append("Would somebody who reads your sentence only take a claim for a fact?")
    content = " … ".join(span["words"].strip("\"“”‘’' ") for span in first["content"])
    yield {
        "id": material.name("retell"),
        "kind": "text",
        "prompt": "Tell a friend in one sentence what the headline is about, so that nobody is misled.",
        "passage": material.passage("headline"),
        "max_length": 400,
        "look_for": look_for,
        "model_answer": f"According to {material.names[first['speaker']]}: {content[:300]}",
    }
