"""Ask who does it, where a sentence leaves that out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Span, plain
from helpers.story_workshop.generators import Material, in_turn, option, words_of

STEP, ORDER = "how it is told", 2
_MOST = 1
# Deeds that somebody does. Words that may as well tell a state, such as “broken” or “closed”, are left out.
_DEEDS = (
    "accused|approved|arrested|attacked|banned|beaten|built|burned|cancelled|canceled|charged|convicted|demolished|"
    "destroyed|detained|dismissed|ejected|evacuated|expelled|fined|fired|freed|hit|imprisoned|killed|looted|mended|ordered|"
    "overturned|paid|published|raided|rejected|released|removed|repaired|replaced|robbed|sacked|searched|seized|sentenced|"
    "shelled|shot|sold|stolen|suspended|taken|targeted|threatened|torn|tortured|vandalised|vandalized"
)
_PASSIVE = re.compile(
    r"\b(?:(?:has|have|had|will|would|may|could|must|should) )?(?:was|were|is|are|been|being|be|got) "
    rf"(?:also |then |again |later |first |since )?(?:{_DEEDS})(?: (?:away|back|down|off|out|up))?\b"
)
_CLAUSE = re.compile(
    r"[,;:\"“”‘()]|\b(?:that|which|who|and|but|when|after|before|because|if|while|as|until|once|unless|though)\b"
)
_LONGEST_SUBJECT = 8


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for a deed in a sentence that names nobody who does it."""
    asked = 0
    for sentence in material.read:
        text = material.sentence(sentence).text
        found = list(_PASSIVE.finditer(text))
        if asked == _MOST or len(found) != 1 or re.search(r"\bby\b", text[found[0].start() :]):
            continue
        subject = _CLAUSE.split(text[: found[0].start()])[-1].split()
        names = _heard_elsewhere(material, sentence)
        if not 1 <= len(subject) <= _LONGEST_SUBJECT or " ".join(subject) not in text or not names:
            continue
        asked += 1
        deed, whom = quoted(found[0].group()), quoted(" ".join(subject))
        options = [
            option(
                "none",
                "no words of this sentence",
                f"{deed} names nobody who does it, nor do the words around it.",
                accepted=True,
            ),
            option("whom", whom, f"{whom} is whom or what it is done to: {deed}."),
        ]
        for words in _heard_here(material, sentence, found[0].span()):
            reason = f"{words} tells it. That {words} did it, the sentence does not say."
            options.append(option("speaker", words, reason))
        for number, (name, words) in enumerate(names[: 3 - len(options)], 1):
            reason = f"{words} is heard in another sentence. That they do it, this sentence does not say: {deed}."
            options.append(option(f"other-{number}", name, reason))
        yield {
            "id": material.name("who-acts", sentence),
            "kind": "choice",
            "prompt": f"Look at {deed}. Which words of the sentence name the one who does it?",
            "passage": material.passage(sentence),
            "options": in_turn(options, sentence),
        }


def _heard_here(material: Material, sentence: str, deed: tuple[int, int]) -> list[str]:
    """Find who tells of the deed in the sentence itself; of several the nearest one before it."""
    story = material.confirmed.story
    for attribution in reversed(material.attributions_in(sentence)):
        if (
            attribution["source"]
            and attribution["source"]["sentence"] == sentence
            and story.find(Span.of(attribution["source"]))[1] <= deed[0]
        ):
            return [words_of(attribution["source"])]
    return []


def _heard_elsewhere(material: Material, sentence: str) -> list[tuple[str, str]]:
    """Find speakers of other sentences who are not named in this one: their names, and the words for them there."""
    here, found = plain(material.sentence(sentence).text).casefold(), {}
    for attribution in material.outer:
        if attribution["source"] and attribution["source"]["sentence"] != sentence:
            words = attribution["source"]["words"]
            if not any(part in here for part in plain(words).casefold().split() if len(part) > 3):
                found.setdefault(attribution["speaker"], (material.names[attribution["speaker"]], quoted(words, 90)))
    return list(found.values())
