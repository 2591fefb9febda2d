"""Ask what the first sentence tells that the headline leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import plain
from helpers.story_workshop.generators import Material, option, words_of

STEP, ORDER = "check", 0
# All of one length, so that none stands out.
_SAYS, _HEDGE = "who it is that says this", "that this is not certain"
_DAY, _FIGURE = "on which day of the week", "a number, put in figures"
_DAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one question, if both were read and the first sentence tells something more."""
    lead = next((sentence for sentence in material.read if sentence not in ("headline", "deck")), None)
    if "headline" not in material.read or lead is None:
        return
    head, text = material.sentence("headline").text, material.sentence(lead).text
    can_tell = [_speaker(material, lead), _hedge(material, lead)]
    can_tell += [
        _compared(name, thing, pattern.findall(head), pattern.findall(text), head)
        for name, thing, pattern in (
            ("day", _DAY, _DAYS),
            ("number", _FIGURE, _NUMBER),
        )
    ]
    options = [told for told in can_tell if told]
    if len(options) < 2 or len({told["accepted"] for told in options}) < 2:
        return
    yield {
        "id": material.name("headline-lead"),
        "kind": "choice",
        "prompt": "Name one thing that the first sentence tells and the headline does not.",
        "passage": material.passage("headline", lead),
        "options": options,
    }


def _speaker(material: Material, lead: str) -> dict[str, Any]:
    here = [attribution for attribution in material.attributions_in(lead) if attribution["source"]]
    above = [attribution for attribution in material.attributions_in("headline") if attribution["source"]]
    if here and not above:
        reason = f"{words_of(here[0]['source'])} stands in the first sentence; the headline names nobody who says so."
        return option("speaker", _SAYS, reason, accepted=True)
    if above:
        return option("speaker", _SAYS, f"The headline names a speaker, too: {words_of(above[0]['source'])}.")
    return option("speaker", _SAYS, f"Nobody is named as a speaker in {_short(material, lead)} either.")


def _hedge(material: Material, lead: str) -> dict[str, Any]:
    def hedges(sentence: str) -> list[dict[str, Any]]:
        return [hedge for hedge in material.reading["hedges"] if hedge["words"]["sentence"] == sentence]

    here, above = hedges(lead), hedges("headline")
    if here and not above:
        words = words_of(here[0]["words"])
        return option("hedge", _HEDGE, f"{words} stands in the first sentence only.", accepted=True)
    if above:
        return option("hedge", _HEDGE, f"The headline is careful, too: {words_of(above[0]['words'])}.")
    return option("hedge", _HEDGE, f"Nothing in {_short(material, lead)} makes it less sure.")


def _compared(name: str, thing: str, above: list[str], here: list[str], head: str) -> dict[str, Any] | None:
    new = [words for words in here if plain(words) not in plain(head)]
    if new:
        return option(name, thing, f"{quoted(new[0])} stands in the first sentence only.", accepted=True)
    if above:
        return option(name, thing, f"The headline tells it, too: {quoted(above[0])}.")
    return None


def _short(material: Material, sentence: str) -> str:
    return quoted(material.sentence(sentence).text.rstrip(". "), 60)
