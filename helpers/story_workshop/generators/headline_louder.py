"""Hold the headline against the first paragraphs: what does it say more strongly, or leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, words_of

STEP, ORDER = "check", 1
ASKS = "Is the headline louder than the text?"
_SENTENCES, _MOST = 4, 2


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question, if the first paragraphs are careful or name a speaker where the headline is not so."""
    begins = material.below[:_SENTENCES]
    if "headline" not in material.read or not begins:
        return
    look_for = []
    careful = [hedge for hedge in material.reading["hedges"] if hedge["words"]["sentence"] in begins]
    if careful and not any(hedge["words"]["sentence"] == "headline" for hedge in material.reading["hedges"]):
        words = " and ".join(dict.fromkeys(words_of(hedge["words"]) for hedge in careful[:_MOST]))
        look_for.append(f"The text is careful, with {words}. Is the headline?")
    heard = [one for sentence in begins for one in material.attributions_in(sentence) if one["source"]]
    if heard and not material.headline_speaker:
        look_for.append(f"In the text somebody says it: {words_of(heard[0]['source'])}. Who says it in the headline?")
    loud = [one for one in material.reading["boosters"] if one["words"]["sentence"] == "headline"]
    look_for += [f"{words_of(one['words'])} stands in the headline. Does the text bear it out?" for one in loud[:_MOST]]
    if not look_for:
        return
    look_for.append("Is anything more, nearer, bigger, worse or sooner in the headline than in the text?")
    yield {
        "id": material.name("headline-louder"),
        "kind": "text",
        "prompt": "Hold the headline against the first sentences. What does it say more strongly, or leave out?",
        "passage": material.passage("headline", *begins),
        "max_length": 500,
        "look_for": look_for,
    }
