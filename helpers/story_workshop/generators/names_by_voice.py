"""Ask in whose voice a name stands: the outlet’s own, told of a speaker, or quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Span
from helpers.story_workshop.generators import Material, words_of
from helpers.story_workshop.reasons import voice_reasons
from helpers.story_workshop.words_of import span_in

STEP, ORDER = "check", 2
ASKS = "In whose voice does a name stand?"
_MOST, _LEAST, _LONGEST = 6, 3, 200
_NO_NAMES = (
    "anybody",
    "anyone",
    "everybody",
    "everyone",
    "nobody",
    "no one",
    "somebody",
    "someone",
    "he",
    "she",
    "they",
)
_CAPITALS_BEFORE = re.compile(r"(?:(?!The |A |An |In |On |At )[A-Z][\w-]* )+$")
_CAPITALS_AFTER = re.compile(r"(?: [A-Z][\w-]*)+")
_GROUPS = (
    ("agency", "The outlet names them in its own voice"),
    ("paraphrase", "A speaker names them, as the outlet tells it"),
    ("quotation", "A speaker names them, in quotation marks"),
)
_FITS = {
    "agency": "{words} stands outside all that a speaker is told to have said: {where}.",
    "paraphrase": "{words} stands in what a speaker is told to have said, without quotation marks: {where}.",
    "quotation": "{words} stands inside quotation marks: {where}.",
}


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one sorting of names, if they are not all in one voice."""
    names, seen = [], set()
    for naming in material.reading["names"]:
        naming = _whole(material, naming)
        voice, words = naming["voice"], naming["words"]
        unmarked = words["sentence"] == "headline" and material.is_headline_unmarked
        # Of a name that stands twice in its sentence nobody could tell which one is meant.
        stands_once = material.sentence(words["sentence"]).text.count(words["words"]) == 1
        is_name = _is_name(material, words) and stands_once and not unmarked
        if (
            is_name
            and (words["words"].casefold(), voice) not in seen
            and voice in _FITS
            and words["sentence"] in material.read
        ):
            seen.add((words["words"].casefold(), voice))
            names.append(naming)
    some = _evenly(names)
    if len(some) < _LEAST or len({naming["voice"] for naming in some}) < 2:
        return
    groups = [group for group in _GROUPS if any(naming["voice"] == group[0] for naming in some)]
    yield {
        "id": material.name("names"),
        "kind": "sorting",
        "prompt": "In whose voice does the name stand? Look it up in the sentence.",
        "passage": material.passage(*dict.fromkeys(naming["words"]["sentence"] for naming in some)),
        "groups": [{"id": group, "text": text} for group, text in groups],
        "items": [_item(material, naming, f"name-{number}", groups) for number, naming in enumerate(some, 1)],
    }


def _whole(material: Material, naming: dict[str, Any]) -> dict[str, Any]:
    """Take a name with all that is written with a capital around it: “Guard” alone is half of one."""
    span, story = naming["words"], material.confirmed.story
    text = material.sentence(span["sentence"]).text
    start, end = story.find(Span.of(span))
    before, after = _CAPITALS_BEFORE.search(text[:start]), _CAPITALS_AFTER.match(text[end:])
    start, end = start - len(before[0]) if before else start, end + len(after[0]) if after else end
    return {**naming, "words": span_in(span["sentence"], text, start, end) or span}


def _is_name(material: Material, span: dict[str, Any]) -> bool:
    """Tell a name from a word that is capital only since a sentence begins with it."""
    words = span["words"]
    if not words[0].isupper() or words.casefold() in _NO_NAMES:
        return False
    inside = [sentence.text[1:] for sentence in material.confirmed.story.sentences.values()]
    return " " in words or any(words in text for text in inside)


def _evenly(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take some of each voice, in the order of the story."""
    by_voice: dict[str, list[dict[str, Any]]] = {}
    for naming in names:
        by_voice.setdefault(naming["voice"], []).append(naming)
    most = max(1, _MOST // max(1, len(by_voice)))
    chosen = [naming for some in by_voice.values() for naming in some[:most]]
    return [naming for naming in names if naming in chosen]


def _item(material: Material, naming: dict[str, Any], identity: str, groups: list[tuple[str, str]]) -> dict[str, Any]:
    words, where = words_of(naming["words"]), material.where(naming["words"])
    text = material.sentence(naming["words"]["sentence"]).text.rstrip(". ")
    reasons = voice_reasons([group for group, _ in groups], naming["voice"], _FITS, words=words, where=where)
    return {
        "id": identity,
        "text": f"{words}, in: {quoted(text, _LONGEST)}",
        "accepted": [naming["voice"]],
        "reasons": reasons,
    }
