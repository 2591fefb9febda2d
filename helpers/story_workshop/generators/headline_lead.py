"""Ask what the first sentence tells that the headline leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import plain
from helpers.story_workshop.generators import Material, option, words_of
from helpers.story_workshop.generators.purpose import first_purpose
from helpers.story_workshop.speakers import is_pronoun

STEP, ORDER = "check", 0
ASKS = "What does the headline leave out?"
_LEAST, _MOST = 3, 4
# All of about one length, so that none stands out.
_SAYS, _WHICH, _HEDGE, _LOUD = (
    "who it is that says this",
    "who the speaker is in full",
    "that this is not certain",
    "a word that sounds surer",
)
_PURPOSE, _FIGURE, _DAY = "what it was done for", "a number, put in figures", "on which day of the week"
_DAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one question, if both were read and the first sentence tells something more.

    What matters most comes first: who says so, how sure it sounds, what it was for; a weekday only to fill up.
    """
    if "headline" not in material.read or not material.below:
        return
    lead = material.below[0]
    head, text = material.sentence("headline").text, material.sentence(lead).text
    can_tell = [
        _speaker(material, lead),
        _marked(material, lead, "hedges", _HEDGE, "makes it less sure"),
        _marked(material, lead, "boosters", _LOUD, "makes it sound surer"),
        _purpose(head, text),
        _compared("number", _FIGURE, _NUMBER.findall(head), _NUMBER.findall(text), head),
        _compared("day", _DAY, _DAYS.findall(head), _DAYS.findall(text), head),
    ]
    told = [one for one in can_tell if one]
    right, wrong = ([one for one in told if one["accepted"] is fits] for fits in (True, False))
    if not right or not wrong or len(told) < _LEAST or right[0]["id"] == "day":
        return
    some = [*right[: _MOST // 2], *wrong[: _MOST // 2]]
    yield {
        "id": material.name("headline-lead"),
        "kind": "choice",
        "prompt": "Name one thing that the first sentence tells and the headline does not.",
        "passage": material.passage("headline", lead),
        "options": [one for one in told if one in some],
    }


def _same(above: str, here: str) -> bool:
    """Tell whether the words for a speaker in the headline are a part of those below it."""
    return set(plain(above).casefold().split()) <= set(plain(here).casefold().split())


def _speaker(material: Material, lead: str) -> dict[str, Any] | None:
    sources = [entry["source"] for entry in material.attributions_in(lead) if entry["source"]]
    here = [source for source in sources if not is_pronoun(source["words"])]
    above = material.headline_speaker
    if here and not above:
        reason = f"{words_of(here[0])} stands in the first sentence; the headline names nobody who says so."
        return option("speaker", _SAYS, reason, accepted=True)
    if above and here and _same(above, here[0]["words"]) and len(here[0]["words"].split()) > len(above.split()) + 1:
        reason = f"The headline has {quoted(above)} only; in the first sentence it is {words_of(here[0])}."
        return option("speaker", _WHICH, reason, accepted=True)
    if above and here and not _same(above, here[0]["words"]):  # the two tell of different claims
        return None
    if above:
        return option("speaker", _SAYS, f"The headline names a speaker, too: {quoted(above)}.")
    return option("speaker", _SAYS, f"Nobody is named as a speaker in {_short(material, lead)} either.")


def _marked(material: Material, lead: str, kind: str, text: str, does: str) -> dict[str, Any]:
    def words(sentence: str) -> list[dict[str, Any]]:
        return [entry["words"] for entry in material.reading[kind] if entry["words"]["sentence"] == sentence]

    here, above, identity = words(lead), words("headline"), kind.rstrip("s")
    if here and not above:
        return option(
            identity, text, f"{words_of(here[0])} {does}. It stands in the first sentence only.", accepted=True
        )
    if above:
        return option(identity, text, f"The headline has such a word, too: {words_of(above[0])}.")
    return option(identity, text, f"Nothing in {_short(material, lead)} {does}.")


def _purpose(head: str, text: str) -> dict[str, Any] | None:
    found = first_purpose(text)
    if not found or first_purpose(head):
        return None
    return option(
        "purpose", _PURPOSE, f"{quoted(found.group().strip())} stands in the first sentence only.", accepted=True
    )


def _compared(name: str, thing: str, above: list[str], here: list[str], head: str) -> dict[str, Any] | None:
    new = [words for words in here if plain(words) not in plain(head)]
    if new:
        return option(name, thing, f"{quoted(new[0])} stands in the first sentence only.", accepted=True)
    if above:
        return option(name, thing, f"The headline tells it, too: {quoted(above[0])}.")
    return None


def _short(material: Material, sentence: str) -> str:
    return quoted(material.sentence(sentence).text.rstrip(". "), 60)
