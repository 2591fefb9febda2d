"""Ask whose wording a claim has: direct, indirect or mixed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, all_words_of, evenly, is_agreed, is_claim

STEP, ORDER = "how it is told", 0
ASKS = "Direct, indirect or mixed?"
_MOST, _LEAST, _SHORT = 6, 3, 60
_GROUPS = (
    ("direct", "Direct: all that is claimed stands in quotation marks"),
    ("indirect", "Indirect: the writer tells it, without quotation marks"),
    ("mixed", "Mixed: some words stand in quotation marks, some do not"),
)
_FITS = {
    "direct": "The claim, {content}, stands in quotation marks from its first word to its last.",
    "indirect": "No quotation marks stand around {content}: the writer words it.",
    "mixed": "Quotation marks stand around a part of {content} only.",
}
_WHY_NOT = {
    ("direct", "indirect"): "Look at the first word of {content}: no quotation mark opens there.",
    ("direct", "mixed"): "In {content} some words stand outside the quotation marks.",
    ("indirect", "direct"): "Quotation marks open before {content}: these are given as the speaker’s own words.",
    ("indirect", "mixed"): "In {content} some words stand in quotation marks.",
    ("mixed", "direct"): "In {content} no word of the claim stands outside the quotation marks.",
    ("mixed", "indirect"): "In {content} no word stands in quotation marks.",
}


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one sorting of sentences in which one speaker is heard, if at least two of the groups have some."""
    distant = {scare_quote["words"]["sentence"] for scare_quote in material.reading["scare_quotes"]}
    single = [
        found[0]
        for sentence in material.read
        if sentence not in distant
        and len(found := material.attributions_in(sentence)) == 1
        and material.one_sentence(found[0])
        and is_claim(found[0])
        and is_agreed(found[0])
    ]
    # Some of each sort, from all of the story, and of each of these from several speakers.
    of_each = [[entry for entry in single if entry["quotation"] == group] for group, _ in _GROUPS]
    several = sum(1 for some in of_each if some)
    chosen = [entry for some in of_each for entry in evenly(some, _MOST // max(1, several), material.side)]
    chosen.sort(key=single.index)
    if len(chosen) < _LEAST or len({attribution["quotation"] for attribution in chosen}) < 2:
        return
    groups = [group for group in _GROUPS if any(attribution["quotation"] == group[0] for attribution in chosen)]
    yield {
        "id": material.name("how-quoted"),
        "kind": "sorting",
        "prompt": "Whose wording is it? Sort the sentences by how the claim is told.",
        "groups": [{"id": group, "text": text} for group, text in groups],
        "items": [_item(material, attribution, [group for group, _ in groups]) for attribution in chosen],
    }


def _item(material: Material, entry: dict[str, Any], groups: list[str]) -> dict[str, Any]:
    ours, content = entry["quotation"], all_words_of(entry["content"], _SHORT)
    reasons = {
        group: (_FITS[ours] if group == ours else _WHY_NOT[group, ours]).format(content=content) for group in groups
    }
    return {
        "id": f"in-{entry['cue']['sentence']}",
        "text": {"story": material.story_id, "sentence": entry["cue"]["sentence"]},
        "accepted": [ours],
        "reasons": reasons,
    }
