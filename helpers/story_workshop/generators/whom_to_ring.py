"""Ask whom one would ring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, words_of
from helpers.story_workshop.pieces import POINTS_BACK

STEP, ORDER = "your turn", 1
_LONGEST = 90  # signs of a claim that is quoted whole


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question about the longest claim of one speaker."""
    if not material.outer:
        return
    # Out of its sentence, “she remembered the talk” says of nobody what is to be checked.
    clear = [attribution for attribution in material.outer if not POINTS_BACK.match(attribution["content"][0]["words"])]
    entry = max(clear or material.outer, key=_weight)
    sentence = entry["cue"]["sentence"]
    who = material.names[entry["speaker"]]
    others = [name for speaker, name in material.names.items() if speaker != entry["speaker"]]
    look_for = [
        f"Is it somebody who has not said so already? In the story it is said by: {who}.",
        "Does that person have a way to know, such as having been there, or a document?",
        "Would you ask a question that can be answered with yes, no, or a number?",
    ]
    if others:
        look_for.append(f"Who else is heard in the story: {'; '.join(others[:4])}. Could one of them know?")
    yield {
        "id": material.name("whom-to-ring"),
        "kind": "text",
        "prompt": f"One phone call, to check {words_of(entry['content'][0])}. Whom do you ring, and what do you ask?",
        "passage": material.passage(sentence),
        "max_length": 500,
        "look_for": look_for,
    }


def _weight(entry: dict[str, Any]) -> int:
    """Prefer the claim that tells most, of those that can be quoted whole."""
    length = sum(len(span["words"]) for span in entry["content"])
    return length if length <= _LONGEST else -length
