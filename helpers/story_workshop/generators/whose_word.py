"""Ask whose word it is: the outlet’s own, told of somebody, or quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, words_of
from helpers.story_workshop.reading_of import voice_at
from helpers.story_workshop.reasons import voice_reasons

STEP, ORDER = "check", 1
_MOST, _LEAST = 6, 3
_GROUPS = (
    ("agency", "The outlet’s own word"),
    ("paraphrase", "Told of a speaker, not quoted"),
    ("quotation", "Quoted: the speaker’s own word"),
)
_REASONS = {
    "agency": "Around {words} nobody is reported: {where}.",
    "paraphrase": "{words} stands in what is told of a speaker, outside quotation marks: {where}.",
    "quotation": "{words} stands inside quotation marks: {where}.",
}


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one sorting of strong and careful words, if they are not all in one voice."""
    reading = material.reading
    entries = [*reading["boosters"], *reading["hedges"]]  # a word in scare quotes is quoted of nobody
    seen: set[str] = set()
    items: list[tuple[str, dict[str, Any]]] = []
    for entry in sorted(entries, key=lambda claim: material.read.index(claim["words"]["sentence"])):
        words = entry["words"]["words"]
        if words.casefold() not in seen and len(items) < _MOST:
            seen.add(words.casefold())
            items.append((voice_at(material.confirmed.story, reading, entry["words"]), entry))
    if len(items) < _LEAST or len({voice for voice, _ in items}) < 2:
        return
    groups = [group for group in _GROUPS if any(voice == group[0] for voice, _ in items)]
    yield {
        "id": material.name("whose-word"),
        "kind": "sorting",
        "prompt": "Whose word is it? Look it up in the story.",
        "passage": material.passage(*dict.fromkeys(entry["words"]["sentence"] for _, entry in items)),
        "groups": [{"id": group, "text": text} for group, text in groups],
        "items": [
            _item(material, voice, entry, f"word-{number}", [group for group, _ in groups])
            for number, (voice, entry) in enumerate(items, 1)
        ],
    }


def _item(material: Material, voice: str, entry: dict[str, Any], identity: str, groups: list[str]) -> dict[str, Any]:
    words, where = words_of(entry["words"]), material.where(entry["words"])
    reasons = voice_reasons(groups, voice, _REASONS, words=words, where=where)
    accepted = [voice]
    if voice == "agency" and "paraphrase" in groups and entry["words"]["sentence"] in _near_a_speaker(material):
        accepted.append("paraphrase")
        reasons["paraphrase"] = f"One may read it so: somebody speaks in the lines near {words}, and may be meant."
    return {"id": identity, "text": words, "accepted": accepted, "reasons": reasons}


def _near_a_speaker(material: Material) -> set[str]:
    """Find sentences without a speaker that one near them may cover."""
    near = ("speaker comes soon", "next quotation may cover it", "only the showing is attributed")
    return {claim["words"]["sentence"] for claim in material.reading["without_speaker"] if claim["degree"] in near}
