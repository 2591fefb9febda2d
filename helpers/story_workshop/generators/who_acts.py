"""Ask who does it, where a sentence leaves that out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Span, plain
from helpers.story_workshop.generators import Material, in_turn, option, words_of
from helpers.story_workshop.pieces import of_like_length

STEP, ORDER = "how it is told", 2
_MOST, _OTHERS = 1, 2
_NOBODY = "nobody is named"
# Deeds that somebody does. Words that may as well tell a state, such as “broken” or “closed”, are left out.
_DEEDS = (
    "accused|approved|arrested|attacked|banned|beaten|built|burned|cancelled|canceled|charged|convicted|demolished|"
    "destroyed|detained|dismissed|ejected|evacuated|expelled|fined|fired|freed|hit|imprisoned|killed|looted|mended|ordered|"
    "overturned|paid|published|raided|rejected|released|removed|repaired|replaced|robbed|sacked|searched|seized|sentenced|"
    "shelled|shot|sold|stolen|suspended|taken|targeted|threatened|torn|tortured|vandalised|vandalized"
)
_PASSIVE = re.compile(
    r"\b(?:(?:has|have|had|will|would|can|may|could|must|should) (?:not |never )?)?"
    r"(?:was|were|is|are|been|being|be|got) "
    rf"(?:also |not |never |then |again |later |first |since )?(?:{_DEEDS})(?: (?:away|back|down|off|out|up))?\b"
)
_CLAUSE = re.compile(
    r"[,;:\"“”‘()]|\b(?:that|which|who|and|but|when|after|before|because|if|while|as|until|once|unless|though)\b"
)
_LONGEST_SUBJECT = 8
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|not)\b")  # then it is no subject alone


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for a deed in a sentence that names nobody who does it."""
    asked = 0
    for sentence in material.read:
        text = material.sentence(sentence).text
        found = list(_PASSIVE.finditer(text))
        if asked == _MOST or len(found) != 1 or re.search(r"\bby\b", text[found[0].start() :]):
            continue
        subject = _CLAUSE.split(text[: found[0].start()])[-1].split()
        here, elsewhere = _heard_here(material, sentence, found[0].span()), _heard_elsewhere(material, sentence)
        whom = " ".join(subject)
        if not 1 <= len(subject) <= _LONGEST_SUBJECT or _VERB.search(whom) or whom not in text or not elsewhere:
            continue
        asked += 1
        deed, whom = quoted(found[0].group()), quoted(whom)
        names_nobody = f"{deed} names nobody who does it, nor do the words around it."
        options = [
            option("none", _NOBODY, names_nobody, accepted=True),
            option("whom", whom, f"{whom} is whom or what it is done to: {deed}."),
        ]
        for words in here:
            reason = f"{words} tells it. That {words} did it, the sentence does not say."
            options.append(option("speaker", words, reason))
        others = of_like_length(_NOBODY, elsewhere, _OTHERS - len(here), sentence, lambda other: other[0])
        for number, (name, words) in enumerate(others, 1):
            reason = f"{words} is heard in another sentence. That they do it, this sentence does not say: {deed}."
            options.append(option(f"other-{number}", name, reason))
        yield {
            "id": material.name("who-acts", sentence),
            "kind": "choice",
            "prompt": f"Look at {deed}. Whom does the sentence name as the one who does it?",
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
