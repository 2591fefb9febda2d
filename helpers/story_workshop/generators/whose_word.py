"""Ask whose word it is: the outlet’s own, told of somebody, or quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.story import plain
from helpers.story_workshop.generators import Material, evenly, is_agreed, words_of
from helpers.story_workshop.reading_of import voice_at
from helpers.story_workshop.reasons import voice_reasons

STEP, ORDER = "check", 2
ASKS = "Whose word is it?"
_MOST, _LEAST, _MOST_LABELS, _MOST_LOUD, _LONGEST = 6, 3, 4, 2, 6
_GROUPS = (
    ("agency", "The outlet’s own word"),
    ("paraphrase", "Told of a speaker, not quoted"),
    ("quotation", "Quoted: the speaker’s own word"),
)
_REASONS = {
    "agency": "{words} stands outside all that a speaker is told to have said: {where}.",
    "paraphrase": "{words} stands in what is told of a speaker, without quotation marks: {where}.",
    "quotation": "{words} stands inside quotation marks: {where}.",
}

NEAR_A_SPEAKER = ("speaker comes soon", "next quotation may cover it", "only the showing is attributed")
"""Degrees of a claim without a speaker that one who speaks near it may cover."""

_QUOTED_ALONE = re.compile(r'[“"][^“”"]+[”"]')
# Of careful words only those that tell how the writer has it: nobody asks whose “may” is.
HEARSAY = re.compile(
    r"(?:allegedly|apparently|perhaps|probably|possibly|presumably|purportedly|reportedly|seemingly|supposedly|"
    r"(?:is|are|was|were) (?:said|believed|thought|feared|understood))",
    re.IGNORECASE,
)


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one sorting of loaded, loud and careful words, if they are not all in one voice; labels come first."""
    reading, seen, some = material.reading, set(), []
    boosters = [booster for booster in reading["boosters"] if is_agreed(booster)]
    for entries, most in ((_labels(material), _MOST_LABELS), (boosters, _MOST_LOUD), (_careful(reading), _MOST)):
        new = {plain(entry["words"]["words"]).casefold().strip("\"' "): entry for entry in reversed(entries)}
        fresh = [entry for words, entry in reversed(new.items()) if words not in seen]
        some += evenly(fresh, min(most, _MOST - len(some)), lambda entry: _heard(material, entry))
        seen |= new.keys()
    some.sort(key=lambda entry: material.read.index(entry["words"]["sentence"]))
    items = [(_voice(material, entry), entry) for entry in some]
    if len(items) < _LEAST or len({voice for voice, _ in items}) < 2:
        return
    voices = {voice for voice, _ in items} | (
        {"paraphrase"} if any(_is_held(material, one) for _, one in items) else set()
    )
    groups = [group for group in _GROUPS if group[0] in voices]
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


def _heard(material: Material, entry: dict[str, Any]) -> str:
    """Return on whose side a word is told, or that it is the outlet’s: of each some are asked for."""
    words, sentence = entry["words"]["words"], entry["words"]["sentence"]
    for said in material.attributions_in(sentence):
        if any(words in content["words"] for content in said["content"] if content["sentence"] == sentence):
            return material.side(said)
    return "agency"


def _labels(material: Material) -> list[dict[str, Any]]:
    """Return words that take a side: in scare quotes, marked as such, or quoted alone within a claim."""
    reading = material.reading
    found = [*reading["scare_quotes"], *(one for one in reading["presuppositions"] if one["does"] == "evaluates")]
    known = [plain(entry["words"]["words"]).strip("\"'") for entry in found]
    for attribution in reading["attributions"]:
        for content in attribution["content"] if attribution["quotation"] == "mixed" else ():
            for words in _QUOTED_ALONE.findall(content["words"]):
                if len(words.split()) <= _LONGEST and plain(words).strip("\"'") not in known:
                    span = {"sentence": content["sentence"], "words": words}
                    found.append({"words": span})
    if material.is_headline_unmarked:
        found = [entry for entry in found if entry["words"]["sentence"] != "headline"]
    return sorted(found, key=lambda entry: material.read.index(entry["words"]["sentence"]))


def _careful(reading: dict[str, Any]) -> list[dict[str, Any]]:
    # Where readers differ on who says a sentence, whose word a part of it is cannot be asked with one answer.
    unsettled = {claim["words"]["sentence"] for claim in reading["without_speaker"] if claim["second_readings"]}
    return [
        hedge
        for hedge in reading["hedges"]
        if HEARSAY.fullmatch(hedge["words"]["words"])
        and is_agreed(hedge)
        and hedge["words"]["sentence"] not in unsettled
    ]


def _voice(material: Material, entry: dict[str, Any]) -> str:
    """Tell whose word it is; what stands in marks within somebody’s claim is quoted."""
    voice = voice_at(material.confirmed.story, material.reading, entry["words"])
    return "quotation" if voice == "paraphrase" and _is_in_marks(entry) else voice


def _is_in_marks(entry: dict[str, Any]) -> bool:
    return plain(entry["words"]["words"])[:1] in ('"', "'")


def _is_held(material: Material, entry: dict[str, Any]) -> bool:
    """Tell whether a person said of marks within a claim that they keep a distance from the word."""
    return entry in material.reading["scare_quotes"] and _voice(material, entry) == "quotation"


def _item(material: Material, voice: str, entry: dict[str, Any], identity: str, groups: list[str]) -> dict[str, Any]:
    words, where = words_of(entry["words"]), material.where(entry["words"])
    reasons = voice_reasons(groups, voice, _REASONS, words=words, where=where)
    accepted = [voice]
    if voice == "quotation" and _is_held(material, entry):
        accepted.append("paraphrase")
        reasons["paraphrase"] = f"One may read it so, too: the marks may only hold {words} away, and quote nobody."
    if voice == "agency" and _is_in_marks(entry):
        reasons["agency"] = (
            f"Nobody is told to have said {words} here. The marks hold it away; it stays the outlet’s word: {where}."
        )
        if "quotation" in groups:
            reasons["quotation"] = f"Marks stand around {words}, but nobody is told to have said it: {where}."
    if voice == "agency" and "paraphrase" in groups and entry["words"]["sentence"] in _near_a_speaker(material):
        accepted.append("paraphrase")
        reasons["paraphrase"] = f"One may read it so: somebody speaks in the lines near {words}, and may be meant."
    return {"id": identity, "text": words, "accepted": accepted, "reasons": reasons}


def _near_a_speaker(material: Material) -> set[str]:
    """Find sentences without a speaker that one near them may cover."""
    bare = material.reading["without_speaker"]
    return {claim["words"]["sentence"] for claim in bare if claim["degree"] in NEAR_A_SPEAKER}
