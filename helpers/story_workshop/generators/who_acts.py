"""Ask who does it, where a sentence leaves that out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import plain
from helpers.story_workshop.generators import Material, in_turn, option, words_of
from helpers.story_workshop.pieces import of_like_length
from helpers.story_workshop.speakers import is_pronoun

STEP, ORDER = "how it is told", 2
ASKS = "Who does it?"
_MOST, _OTHERS, _NEAR = 3, 2, 4
_NOBODY = "nobody is named"
# Deeds that somebody does. Words that may as well tell a state, such as “broken” or “closed”, are left out.
_DEEDS = (
    "accused|approved|arrested|attacked|blamed|banned|beaten|built|burned|cancelled|canceled|charged|convicted|demolished|"
    "destroyed|detained|dismissed|ejected|evacuated|expelled|fined|fired|found|freed|held|hit|imprisoned|jammed|kidnapped|killed|looted|mended|ordered|"
    "overturned|paid|planned|published|questioned|raided|rejected|released|removed|repaired|replaced|robbed|sacked|searched|seized|sentenced|"
    "shelled|shot|sold|stolen|suspended|taken|targeted|threatened|torn|tortured|vandalised|vandalized"
)
_PASSIVE = re.compile(
    r"\b(?:(?:has|have|had|will|would|can|may|could|must|should) (?:not |never )?)?"
    r"(?:(?:was|were|is|are) being|was|were|is|are|been|being|be|got) "
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
        if asked == _MOST or len(found) != 1 or ";" in text or re.search(r"\bby\b", text[found[0].start() :]):
            continue
        subject = _CLAUSE.split(text[: found[0].start()])[-1].split()
        whom = " ".join(subject)
        here, elsewhere = _heard_here(material, sentence, whom), _heard_elsewhere(material, sentence)
        if not 1 <= len(subject) <= _LONGEST_SUBJECT or _VERB.search(whom) or whom not in text or not elsewhere:
            continue
        asked += 1
        deed, whom = quoted(found[0].group()), quoted(whom)
        names_nobody = f"{deed} names nobody who does it, and the sentence names nobody else for it."
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


def _heard_here(material: Material, sentence: str, whom: str) -> list[str]:
    """Find who tells of the deed in the sentence itself: that one is the first whom a reader takes for the doer."""
    for attribution in reversed(material.attributions_in(sentence)):
        source = attribution["source"]
        if source and source["sentence"] == sentence and plain(source["words"]) != plain(whom):
            return [words_of(source)]
    return []


def _heard_elsewhere(material: Material, sentence: str) -> list[tuple[str, str]]:
    """Find speakers of sentences near it who are not named in this one: their names, and the words for them there."""
    row = material.confirmed.to_read
    here, found = plain(material.sentence(sentence).text).casefold(), {}
    for attribution in material.outer:
        source = attribution["source"]
        if source and source["sentence"] != sentence and not is_pronoun(source["words"]):
            words, there = attribution["source"]["words"], attribution["source"]["sentence"]
            if not any(part in here for part in plain(words).casefold().split() if len(part) > 3):
                found.setdefault(
                    attribution["speaker"], (material.names[attribution["speaker"]], quoted(words, 90), there)
                )
    near = sorted(found.values(), key=lambda one: abs(row.index(one[2]) - row.index(sentence)))
    return [(name, words) for name, words, _ in near[:_NEAR]]
