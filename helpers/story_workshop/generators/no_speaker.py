"""Ask which sentences have a speaker, and which tell a claim with none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story_workshop.generators import Material, evenly, is_agreed, words_of
from helpers.story_workshop.generators.whose_word import HEARSAY, NEAR_A_SPEAKER
from helpers.story_workshop.speakers import is_pronoun

STEP, ORDER = "how it is told", 1
ASKS = "Who stands behind each sentence?"
_MOST, _SHORT = 6, 60
# Who writes names himself: “our reporter counted” needs no other speaker, and has one.
_WHO_WRITES = re.compile(
    r"\b(?:our|this|the) (?:own )?(?:reporter|correspondent|photographer|newspaper|paper|agency|website|station)s?\b",
    re.IGNORECASE,
)
_GROUPS = (
    ("speaker", "A speaker is named in the sentence"),
    ("none", "No speaker is named in the sentence, and it needs one"),
    ("open", "It names none, and needs none: seen by the reporter, or open to check"),
)


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one sorting of sentences, if some have a speaker and some have none."""
    bare = {claim["words"]["sentence"]: claim for claim in material.reading["without_speaker"]}
    two_clauses = {sentence_id for sentence_id in material.read if ";" in material.sentence(sentence_id).text}
    spoken = [
        found[0]
        for sentence in material.read
        if sentence not in {*bare, *two_clauses}
        and (found := material.attributions_in(sentence))
        # “It said” in a sentence that stands alone names nobody.
        and all(is_agreed(entry) and entry["source"] and not is_pronoun(entry["source"]["words"]) for entry in found)
    ]
    bare_ones = [
        claim
        for sentence, claim in bare.items()
        if sentence in material.read and is_agreed(claim) and not material.attributions_in(sentence)
    ]
    if not spoken or not bare_ones:
        return
    some = {claim["words"]["sentence"] for claim in evenly(bare_ones, _MOST // 2 + 1, _needs_none)}
    some |= {entry["cue"]["sentence"] for entry in evenly(spoken, _MOST - len(some), material.side)}
    degrees = {_needs_none(bare[sentence]) for sentence in some if sentence in bare}
    groups = [group for group in _GROUPS if group[0] == "speaker" or (group[0] == "open") in degrees]
    yield {
        "id": material.name("no-speaker"),
        "kind": "sorting",
        "prompt": "Who stands behind each sentence? Look at this sentence only.",
        "groups": [{"id": group, "text": text} for group, text in groups],
        "items": [
            _item(material, sentence, bare.get(sentence), [group for group, _ in groups])
            for sentence in sorted(some, key=material.read.index)
        ],
    }


def _needs_none(claim: dict[str, Any]) -> bool:
    return claim["degree"] == "seen by the reporter"


def _item(material: Material, sentence: str, bare: dict[str, Any] | None, groups: list[str]) -> dict[str, Any]:
    accepted, reasons = _with_speaker(material, sentence) if bare is None else _without(material, sentence, bare)
    return {
        "id": f"in-{sentence}",
        "text": {"story": material.story_id, "sentence": sentence},
        "accepted": accepted,
        "reasons": {group: reasons[group] for group in groups},
    }


def _with_speaker(material: Material, sentence: str) -> tuple[list[str], dict[str, str]]:
    entry = next(one for one in material.attributions_in(sentence) if one["source"])
    who, cue = words_of(entry["source"]), words_of(entry["cue"])
    is_word = any(sign.isalpha() for sign in entry["cue"]["words"])
    where = (
        f"stands there with {cue}" if is_word else "stands beside the dash or colon: so a headline names who says so"
    )
    return ["speaker"], {
        "speaker": f"{who} {where}.",
        "none": f"Look again: {who} {where}.",
        "open": f"The paper does not say it of itself here: {who} {where}.",
    }


def _without(material: Material, sentence: str, bare: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Go by what a person said of a claim, and say why that is so in the words of the sentence."""
    words = words_of(bare["words"], _SHORT)
    if _needs_none(bare):
        writes = _WHO_WRITES.search(material.sentence(sentence).text)
        told = quoted(writes.group()) if writes else ""
        return ["open", *(["speaker"] if writes else [])], {
            "speaker": (
                f"One may read it so, too: {told} is named, and tells what was seen."
                if writes
                else f"In {words} nobody is named as the one who says so."
            ),
            "none": f"It needs nobody else: {words} is what the paper can know by itself, or anybody can look up.",
            "open": f"{words} tells what the paper itself did or saw, or what anybody can look up.",
        }
    hearsay = (one for one in material.reading["hedges"] if HEARSAY.fullmatch(one["words"]["words"]))
    heard = next((hedge for hedge in hearsay if hedge["words"]["sentence"] == sentence), None)
    if heard:
        careful = words_of(heard["words"])
        return ["none"], {
            "speaker": f"{careful} tells that somebody says or thinks so, and names nobody.",
            "none": f"{careful} makes it less sure, and nobody is named who says so.",
            "open": f"Who saw it or looked it up would not write {careful}.",
        }
    near = " One may be meant who speaks in the lines near it." if bare["degree"] in NEAR_A_SPEAKER else ""
    return ["none"], {
        "speaker": f"In {words} nobody is named as the one who says so.{near}",
        "none": f"{words} is told flatly: nobody is named for it, nor does it say how the paper knows.{near}",
        "open": f"Who was there, or where could one look it up? The sentence does not say: {words}.",
    }
