"""Ask what still stands when the opposite of a sentence is said: that was taken for granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import plain
from helpers.story_workshop.generators import Material, in_turn, is_agreed, option, words_of

STEP, ORDER = "how it is told", 3
_MOST, _LONGEST = 3, 110


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield questions for what is taken for granted, one in a sentence, where somebody has said what it is."""
    asked: set[str] = set()
    for entry in material.reading["presuppositions"]:
        sentence = entry["words"]["sentence"]
        other = _claim_elsewhere(material, sentence)
        if entry["does"] != "presupposes" or other is None or sentence in asked or len(asked) == _MOST:
            continue
        if not is_agreed(entry):
            continue
        asked.add(sentence)
        words, whole = words_of(entry["words"]), quoted(material.sentence(sentence).text, _LONGEST)
        claim = quoted(other["words"], _LONGEST)
        yield {
            "id": material.name("negation", entry["id"])[:120],
            "kind": "choice",
            "prompt": "Say the opposite: it is not so, what this sentence tells. What still stands?",
            "passage": material.passage(sentence),
            "options": in_turn(
                [
                    option(
                        "granted", entry["says"], f"{words} takes it for granted, also in the opposite.", accepted=True
                    ),
                    option("claimed", whole, f"This is what is told with {words}. Say the opposite, and it is gone."),
                    option("elsewhere", claim, f"{claim} stands in another sentence. This one does not need it."),
                ],
                entry["id"],
            ),
        }


def _claim_elsewhere(material: Material, sentence: str) -> dict[str, Any] | None:
    """Find the nearest claim of another sentence that is no part of this one, an earlier one first."""
    here = plain(material.sentence(sentence).text).casefold()
    place = {sentence_id: number for number, sentence_id in enumerate(material.confirmed.to_read)}
    others = [attribution for attribution in material.outer if attribution["cue"]["sentence"] != sentence]
    others.sort(
        key=lambda claim: (abs(place[claim["cue"]["sentence"]] - place[sentence]), place[claim["cue"]["sentence"]])
    )
    claims = (claim["content"][0] for claim in others)
    return next((claim for claim in claims if plain(claim["words"]).strip(" \"'.,").casefold() not in here), None)
