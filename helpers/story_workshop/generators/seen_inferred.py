"""Ask of claims whether they were seen, inferred or tell an aim: a person has sorted them before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.story import plain
from helpers.story_workshop.confirmed import CLAIMS
from helpers.story_workshop.generators import Material, all_words_of, evenly, is_claim
from helpers.story_workshop.generators.purpose import first_purpose
from helpers.story_workshop.reasons import claimed
from helpers.story_workshop.sides import is_denial

STEP, ORDER = "check", 3
ASKS = "Seen, inferred or intended?"
_MOST, _LEAST, _SHORTEST, _LONGEST, _MOST_OF_A_SORT = 6, 3, 3, 200, 4
_WANTS = re.compile(r"\b(?:want|wish|hope|intend|aim|tr(?:y|ies|ied)|plan|mean)\w*\b")
_CONCLUDES = re.compile(
    r"\b(?:because|believ\w*|caus\w*|clearly|could|fear\w*|likely|may|might|must|obviously|possibl\w+|probabl\w+|"
    r"prov\w+|show\w*|suggest\w*|suspect\w*|therefore|thinks?|too|undeniable)\b"
)
_GROUPS = {
    "seen": "Seen or counted: somebody who was there, or a document, can show it",
    "inferred": "Inferred: somebody concluded it from something else",
    "intended": "Intended: it tells what somebody wanted, or why",
}
_FITS = {
    "seen": "{words} is such that somebody who was there, or a document, can show it.",
    "inferred": "{words} is concluded: from what, and could something else be behind it?",
    "intended": "{words} tells an aim, and an aim shows on no picture.",
}
_WHY_NOT = {
    ("seen", "inferred"): "Ask who could have seen {words} as such: somebody put it together from other things.",
    ("seen", "intended"): "An aim cannot be seen: {words}.",
    ("inferred", "seen"): "Nothing has to be concluded: {words} can be shown as it stands.",
    ("inferred", "intended"): "More is told in {words} than what follows from something: what somebody wanted.",
    ("intended", "seen"): "No aim is told: {words}.",
    ("intended", "inferred"): "Something is concluded, but nobody’s aim: {words}.",
}


def claims_to_sort(material: Material) -> list[tuple[dict[str, Any], str]]:
    """Return claims that a person can sort, each with the name of its speaker.

    Of each sort some, as far as their words let one guess: an aim, what is concluded, what was seen or counted; and of
    each side about as many.
    """
    whole = [
        attribution
        for attribution in material.outer
        if is_claim(attribution)
        and not is_denial(attribution)
        and len(claimed(attribution).split()) >= _SHORTEST
        and attribution["cue"]["sentence"] not in ("headline", "deck")
    ]
    told = material.confirmed.said.get("claims", {})
    of_each = [[claim for claim in whole if _guess(claim) == kind] for kind in ("intended", "inferred", "seen")]
    some = [claim for claims in of_each for claim in evenly(claims, _MOST_OF_A_SORT, material.side)]
    return [(claim, material.names[claim["speaker"]]) for claim in whole if claim in some or claim["id"] in told]


def _guess(claim: dict[str, Any]) -> str:
    """Guess from its words what a claim is; only a person says what it is."""
    words = plain(claimed(claim))
    if first_purpose(words) or _WANTS.search(words):
        return "intended"
    return "inferred" if _CONCLUDES.search(f"{claim['cue']['words']} {words}") else "seen"


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one sorting of claims, if a person sorted at least three of them, and not all alike."""
    said = material.confirmed.said.get("claims", {})
    sorted_ones = {
        claim["id"]: (claim, who) for claim, who in claims_to_sort(material) if said.get(claim["id"]) in CLAIMS
    }
    chosen = evenly([claim for claim, _ in sorted_ones.values()], _MOST, lambda claim: said[claim["id"]])
    some = [sorted_ones[claim["id"]] for claim in chosen]
    if len(some) < _LEAST or len({said[claim["id"]] for claim, _ in some}) < 2:
        return
    yield {
        "id": material.name("seen-inferred"),
        "kind": "sorting",
        "prompt": "What kind of claim is it? Look at the words only, not at whether it is true.",
        "groups": [{"id": group, "text": text} for group, text in _GROUPS.items()],
        "items": [
            _item(claim, who, said[claim["id"]], f"claim-{number}") for number, (claim, who) in enumerate(some, 1)
        ],
    }


def _item(entry: dict[str, Any], who: str, ours: str, identity: str) -> dict[str, Any]:
    words = all_words_of(entry["content"], 70)
    return {
        "id": identity,
        "text": f"{who}: {all_words_of(entry['content'], _LONGEST)}",
        "accepted": [ours],
        "reasons": {
            group: (_FITS[ours] if group == ours else _WHY_NOT[group, ours]).format(words=words) for group in _GROUPS
        },
    }
