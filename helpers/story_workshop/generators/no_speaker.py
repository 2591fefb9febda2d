"""Ask which sentences have a speaker, and which tell a claim with none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story_workshop.generators import Material, is_agreed, words_of
from helpers.story_workshop.speakers import is_pronoun

STEP, ORDER = "how it is told", 1
_MOST = 6
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
        sentence
        for sentence in material.read
        if material.attributions_in(sentence) and sentence not in {*bare, *two_clauses}
    ]
    spoken = [
        sentence
        for sentence in spoken
        # “It said” in a sentence that stands alone names nobody.
        if all(is_agreed(entry) and not _is_by_pronoun(entry) for entry in material.attributions_in(sentence))
    ]
    bare_ones = [
        sentence
        for sentence in material.read
        if sentence in bare and is_agreed(bare[sentence]) and not material.attributions_in(sentence)
    ]
    if not spoken or not bare_ones:
        return
    some = [*bare_ones[: _MOST // 2 + 1], *spoken[: _MOST // 2]][:_MOST]
    has_open = any(bare[sentence]["degree"] == "seen by the reporter" for sentence in some if sentence in bare)
    groups = [group for group in _GROUPS if group[0] != "open" or has_open]
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


def _is_by_pronoun(entry: dict[str, Any]) -> bool:
    return bool(entry["source"]) and is_pronoun(entry["source"]["words"])


def _item(material: Material, sentence: str, bare: dict[str, Any] | None, groups: list[str]) -> dict[str, Any]:
    if bare is None:
        entry = material.attributions_in(sentence)[0]
        who = words_of(entry["source"] or entry["cue"])
        reasons = {
            "speaker": f"{who} stands there with {words_of(entry['cue'])}.",
            "none": f"Look again at {words_of(entry['cue'])}: it leads to {who}.",
            "open": f"{words_of(entry['cue'])} gives it to somebody: {who}.",
        }
        accepted = ["speaker"]
    else:
        words, seen = words_of(bare["words"]), bare["degree"] == "seen by the reporter"
        writes = _WHO_WRITES.search(material.sentence(sentence).text) if seen else None
        told = quoted(writes.group()) if writes else ""
        heard = next((hedge for hedge in material.reading["hedges"] if hedge["words"]["sentence"] == sentence), None)
        reasons = {
            "speaker": (
                f"One may read it so, too: {told} is named, and tells what was seen."
                if writes
                else f"In {words} nobody is named as the one who says so."
            ),
            "none": (
                f"{told} is named here, as the one who saw it."
                if writes
                else f"Right, nobody is named for {words}; but it is the paper’s own work, or open to check."
                if seen
                else f"{words_of(heard['words'])} makes it less sure, and nobody is named who says so."
                if heard
                else f"{words} is told with no reporting words, and nobody is named for it."
            ),
            "open": (
                f"{words} tells what the paper itself did or saw, or what anybody can look up."
                if seen
                else f"{words_of(heard['words'])} shows that it was neither seen nor looked up."
                if heard
                else f"One may read it so, too: {words} can perhaps be looked up, though it does not say where."
            ),
        }
        accepted = ["none"] if heard or "open" not in groups else ["none", "open"]
        if seen:
            accepted = ["open", "speaker" if writes else "none"]
    return {
        "id": f"in-{sentence}",
        "text": {"story": material.story_id, "sentence": sentence},
        "accepted": accepted,
        "reasons": {group: reasons[group] for group in groups},
    }
