"""Ask what still stands when the opposite of a sentence is said: that was taken for granted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.story import plain
from helpers.story_workshop.generators import Material, in_turn, is_agreed, option, words_of
from helpers.story_workshop.pieces import POINTS_BACK, as_sentence, clauses_of, of_like_length

STEP, ORDER = "how it is told", 3
ASKS = "What is taken for granted?"
_MOST, _NEAR = 3, 12
_PROMPT = "Say the opposite: what is claimed here is not so. What does the sentence take for granted all the same?"


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield questions for what is taken for granted, one in a sentence, where somebody has said what it is."""
    asked: set[str] = set()
    for entry in material.reading["presuppositions"]:
        sentence = entry["words"]["sentence"]
        if entry["does"] != "presupposes" or sentence in asked or len(asked) == _MOST or not is_agreed(entry):
            continue
        elsewhere = _claims_elsewhere(material, sentence)
        if not elsewhere:
            continue
        asked.add(sentence)
        words, granted = words_of(entry["words"]), as_sentence(entry["says"])
        (claimed,) = of_like_length(granted, _claims_here(material, entry), 1, entry["id"], as_sentence)
        alike = [clause for clause in elsewhere if _stems(clause) & _stems(material.sentence(sentence).text)]
        (other,) = of_like_length(granted, alike if len(alike) >= _MOST else elsewhere, 1, entry["id"], as_sentence)
        told, beside = words_of({"words": claimed}), words_of({"words": other})
        yield {
            "id": material.name("negation", entry["id"])[:120],
            "kind": "choice",
            "prompt": _PROMPT,
            "passage": material.passage(sentence),
            "options": in_turn(
                [
                    option("granted", granted, f"{words} takes it for granted, also in the opposite.", accepted=True),
                    option("claimed", as_sentence(claimed), f"This is told: {told}. Say the opposite, and it is gone."),
                    option(
                        "elsewhere", as_sentence(other), f"This sentence does not need it; another one has {beside}."
                    ),
                ],
                entry["id"],
            ),
        }


def _stems(text: str) -> set[str]:
    """Return how the longer words of a text begin, to tell what two sentences are both about."""
    return {word[:5] for word in re.findall(r"[^\W\d_]{5,}", plain(text).casefold())}


def _claims_here(material: Material, entry: dict[str, Any]) -> list[str]:
    """Find what the sentence tells with the words that take something for granted; at worst the whole sentence."""
    sentence, words = entry["words"]["sentence"], plain(entry["words"]["words"])
    text = material.sentence(sentence).text
    contents = [span["words"] for said in material.attributions_in(sentence) for span in said["content"]]
    clauses = [clause for content in contents for clause in clauses_of(content, whole_claim=True)]
    return [clause for clause in clauses if words in plain(clause)] or clauses_of(text, whole_claim=True)[-1:] or [text]


def _claims_elsewhere(material: Material, sentence: str) -> list[str]:
    """Find claims of sentences near this one that are no part of it, and say by themselves of whom they tell."""
    here = plain(material.sentence(sentence).text).casefold()
    place = {sentence_id: number for number, sentence_id in enumerate(material.confirmed.to_read)}
    others = [
        attribution
        for attribution in material.outer
        if attribution["cue"]["sentence"] not in (sentence, "headline", "deck")
        and attribution["construction"] in ("clause", "according-to")
    ]
    others.sort(key=lambda claim: abs(place[claim["cue"]["sentence"]] - place[sentence]))
    clauses = [clause for claim in others[:_NEAR] for clause in clauses_of(claim["content"][0]["words"])]
    return [
        clause
        for clause in clauses
        if plain(clause).strip(" \"'.,").casefold() not in here and not POINTS_BACK.match(plain(clause).strip(" \"'"))
    ]
