"""Ask of claims whether they were seen, inferred or tell an aim: a person has sorted them before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story_workshop.confirmed import CLAIMS
from helpers.story_workshop.generators import Material, words_of

STEP, ORDER = "check", 3
_MOST, _LEAST, _MOST_TO_SORT, _LONGEST = 6, 3, 10, 200
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
    """Return claims that a person can sort, each with the name of its speaker."""
    whole = [
        attribution
        for attribution in material.outer
        if len(attribution["content"]) == 1
        and 3 <= len(attribution["content"][0]["words"].split())
        and attribution["content"][0]["sentence"] != "deck"
    ]
    return [(claim, material.names[claim["speaker"]]) for claim in whole[:_MOST_TO_SORT]]


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one sorting of claims, if a person sorted at least three of them, and not all alike."""
    said = material.confirmed.said.get("claims", {})
    some = [(claim, who) for claim, who in claims_to_sort(material) if said.get(claim["id"]) in CLAIMS][:_MOST]
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
    words = words_of(entry["content"][0])
    return {
        "id": identity,
        "text": f"{who}: {quoted(entry['content'][0]['words'], _LONGEST)}",
        "accepted": [ours],
        "reasons": {
            group: (_FITS[ours] if group == ours else _WHY_NOT[group, ours]).format(words=words) for group in _GROUPS
        },
    }
