"""Ask whom one would ring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, all_words_of, is_claim, within
from helpers.story_workshop.pieces import POINTS_BACK
from helpers.story_workshop.speakers import shortest_source

STEP, ORDER = "your turn", 1
ASKS = "Whom would you ring?"
_MOST_OTHERS = 6
_LONGEST = 140  # signs of a claim that is quoted whole
_A_DOCUMENT = re.compile(r"\b(?:report|figures?|data|survey|study|statistics|website|letter|judgment)\b", re.IGNORECASE)


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question about the claim that is most in dispute."""
    entry, against = _disputed(material)
    if entry is None:
        return
    sentence, who = entry["cue"]["sentence"], material.names[entry["speaker"]]
    claim = " … ".join(span["words"] for span in entry["content"])
    is_clear = len(claim) <= _LONGEST and not POINTS_BACK.match(claim)
    what = all_words_of(entry["content"], _LONGEST) if is_clear else "this claim"
    look_for = [f"Is it somebody else than {within(who)}, who says so already?"]
    if against:
        look_for.append(
            f"{shortest_source(material.names[against['speaker']])} says otherwise. Who depends on neither of the two?"
        )
    look_for += [
        "Does that person have a way to know, such as having been there, or a document?",
        "Would you ask a question that can be answered with yes, no, or a number?",
    ]
    speakers = {entry["speaker"], *([against["speaker"]] if against else [])}
    others = _others(material, speakers)
    if others:
        more = "; and others" if len(others) > _MOST_OTHERS else ""
        named = "; ".join(others[:_MOST_OTHERS])
        look_for.append(f"Who else is heard in the story: {named}{more}. Could one of them know?")
    yield {
        "id": material.name("whom-to-ring"),
        "kind": "text",
        "prompt": f"You have one phone call, to check {what}. Whom do you ring, and what do you ask?",
        "passage": material.passage(sentence),
        "max_length": 500,
        "look_for": look_for,
    }


def _others(material: Material, speakers: set[str]) -> list[str]:
    """Name who else is heard, persons first; a report has no telephone, and who speaks for a side says what it says."""
    sides = {material.sides.get(speaker) for speaker in speakers} - {None}
    kinds = {one["id"]: one["named"] for one in material.reading["speakers"]}
    others = [
        (kinds[speaker] != "person", name)
        for speaker, name in material.names.items()
        if speaker not in speakers and material.sides.get(speaker) not in sides and not _A_DOCUMENT.search(name)
    ]
    return [name for _, name in sorted(others, key=lambda other: other[0])]


def _disputed(material: Material) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Find the claim that somebody denies, and the denial; else one that is held away, or sounds surest."""
    if material.dispute and not POINTS_BACK.match(material.dispute[0]["content"][0]["words"]):
        return material.dispute
    # Out of its sentence, “she remembered the talk” says of nobody what is to be checked.
    clear = [
        entry
        for entry in material.outer
        if is_claim(entry)
        and entry["cue"]["sentence"] not in ("headline", "deck")
        and not POINTS_BACK.match(entry["content"][0]["words"])
        and not _A_DOCUMENT.search(material.names[entry["speaker"]])
    ]
    loud = {booster["words"]["sentence"] for booster in material.reading["boosters"]}
    return max(
        clear,
        key=lambda entry: (
            entry["stance"] == "doubting",
            entry["cue"]["sentence"] in loud,
            len(entry["content"][0]["words"]),
        ),
        default=None,
    ), None
