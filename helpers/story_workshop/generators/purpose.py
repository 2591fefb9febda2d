"""Ask who says that this was the purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Span, plain
from helpers.story_workshop.generators import Material, all_words_of, in_turn, option, words_of
from helpers.story_workshop.pieces import of_like_length
from helpers.story_workshop.reading_of import voice_at
from helpers.story_workshop.words_of import span_in

STEP, ORDER = "how it is told", 4
ASKS = "Who says that this is the purpose?"
_MOST, _OTHERS = 4, 2
PURPOSE = re.compile(
    r"\b(?:in order to|so as to|in an? (?:attempt|effort|bid|move) to|with the aim of|aimed at|designed to|meant to|"
    r"intended to|for the purpose of|to (?:avoid|hide|conceal|prevent|protect|win|gain|punish|silence|deceive|mislead|"
    r"frighten|scare|save|make room|make way|make sure|keep|stop|force|raise|please|distract|ensure|hamper|shield|"
    r"weaken|harm|attract|attain|calm))\b[^,;:.!?\"“”()]*"
)
_ASKS_SOMEBODY = re.compile(r"(?:advis|ask|invit|order|remind|request|tell|told|urg|warn)(?:e|es|s|ed|ing)?")
# In “the pump meant to protect homes did not start” the purpose ends before its last word.
_GOES_ON = re.compile(r"\b(?:did|does|had|has|have|was|were|will|would)\b")
# After these “to” tells what is promised, tried or due, and not what something is for.
_ASKS_FOR_TO = re.compile(
    r"(?:abl|admi|agree|aim|ask|attempt|beg[aiu]n|choose|chose|continue|decid|demand|expect|fail|forc|had|has|have|hop|"
    r"intend|know|learn|like|manag|mean|need|offer|order|ought|plan|prepar|pretend|promis|refus|right|seem|start|threat|"
    r"tri|try|urg|vow|want|warn|way|willing|wish)\w*"
)


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for a phrase that tells a purpose, in a sentence that was confirmed."""
    asked = 0
    for sentence in material.read:
        text = material.sentence(sentence).text
        found = first_purpose(text)
        span = span_in(sentence, text, found.start(), found.end(), bare=True) if found and asked < _MOST else None
        if span is None or sentence in ("headline", "deck") or _GOES_ON.search(span["words"]):
            continue
        entry = next((attribution for attribution in material.outer if _holds(material, attribution, span)), None)
        if entry is None and not _is_the_outlets(material, span):
            continue
        others = [
            attribution for attribution in material.outer if entry is None or attribution["speaker"] != entry["speaker"]
        ]
        others = list({other["speaker"]: other for other in others if other["source"]}.values())
        # Who is a party to it is the one whom a reader could take for the speaker.
        parties = [other for other in others if other["speaker"] in material.sides]
        others = parties if len(parties) >= _OTHERS else others
        if not others:
            continue
        asked += 1
        phrase = quoted(span["words"], 90)
        yield {
            "id": material.name("purpose", sentence),
            "kind": "choice",
            "prompt": f"{phrase} tells a purpose. Who says that this is the purpose?",
            "passage": material.passage(sentence),
            "options": in_turn(_options(material, entry, others, phrase), sentence),
        }


def first_purpose(text: str) -> re.Match[str] | None:
    """Find the first phrase that tells a purpose: “trying to weaken the port in order to win” has it at “in order”."""
    found = PURPOSE.search(text)
    while found and _is_asked_for(text[: found.start()]):
        found = PURPOSE.search(text, found.start() + 1)
    return found


def _is_asked_for(before: str) -> bool:
    """Tell whether words before a phrase ask for it: the last one, or “advised everybody who has one to stop”."""
    words = before.split()
    return bool(words and _ASKS_FOR_TO.fullmatch(words[-1])) or any(_ASKS_SOMEBODY.fullmatch(word) for word in words)


def _options(
    material: Material, entry: dict[str, Any] | None, others: list[dict[str, Any]], phrase: str
) -> list[dict[str, Any]]:
    if entry is None:
        own = option("outlet", "the outlet itself", f"Nobody is told to have said it: {phrase}.", accepted=True)
        options = [own]
    else:
        cue = words_of(entry["cue"])
        options = [
            option("outlet", "the outlet itself", f"{cue} gives it to somebody: {phrase}."),
            option(
                "speaker", material.names[entry["speaker"]], f"{phrase} stands in what {cue} leads to.", accepted=True
            ),
        ]
    right = next(each["text"] for each in options if each["accepted"])
    some = of_like_length(right, others, _OTHERS, phrase, lambda other: material.names[other["speaker"]])
    for number, other in enumerate(some, 1):
        reason = f"{words_of(other['source'])} says something else: {all_words_of(other['content'])}."
        options.append(option(f"other-{number}", material.names[other["speaker"]], reason))
    return options


def _is_the_outlets(material: Material, span: dict[str, Any]) -> bool:
    """Tell whether words are the outlet’s own, and no speaker near them may be meant."""
    near = ("speaker comes soon", "next quotation may cover it", "only the showing is attributed")
    shared = (claim for claim in material.reading["without_speaker"] if claim["degree"] in near)
    if any(claim["words"]["sentence"] == span["sentence"] for claim in shared):
        return False
    return voice_at(material.confirmed.story, material.reading, span) == "agency"


def _holds(material: Material, entry: dict[str, Any], span: dict[str, Any]) -> bool:
    """Tell whether words stand inside what somebody says."""
    story = material.confirmed.story
    start, end = story.find(Span.of(span))
    for content in entry["content"]:
        if content["sentence"] == span["sentence"]:
            first, last = story.find(Span.of(content))
            if first <= start and end <= last + len(plain(" ")):
                return True
    return False
