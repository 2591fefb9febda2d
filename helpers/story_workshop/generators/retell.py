"""Retell the headline in one sentence, so that nobody is misled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story_workshop.generators import Material, is_claim, words_of
from helpers.story_workshop.pieces import as_sentence
from helpers.story_workshop.reasons import claimed, names
from helpers.story_workshop.speakers import is_pronoun

_LONGEST, _LONGEST_DENIAL = 300, 90
# Words that are no name, and had their capital from the beginning of a sentence.
_BEGINS_SMALL = re.compile(
    r"^(?:A|After|All|An|Any|At|Both|Each|Every|For|Half|He|His|Her|If|In|It|Its|Many|More|Most|No|Nobody|On|She|Some|That|"
    r"The|Their|There|These|They|This|Those|We|When|With|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b"
)

STEP, ORDER = "your turn", 0
ASKS = "Tell what the headline is about"


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question, with a version that keeps the speaker and the words."""
    if "headline" not in material.read:
        return
    first = _told_first(material)
    if first is None:
        return
    name, source = material.names[first["speaker"]], first["source"]["words"]
    who = source if names(first["source"], name) and first["cue"]["sentence"] != "headline" else name
    first_hedges = (
        hedge for hedge in material.reading["hedges"] if hedge["words"]["sentence"] == first["cue"]["sentence"]
    )
    hedge = next(first_hedges, None)
    look_for = [f"Does your sentence say who says so? In the story that is: {material.names[first['speaker']]}."]
    if hedge:
        look_for.append(f"Did you keep what makes it less sure, such as {words_of(hedge['words'])}?")
    against = _says_otherwise(material, first)
    if against:
        look_for.append(f"Does it tell that somebody says otherwise? In the story: {against}.")
    look_for.append("Would somebody who reads your sentence only take a claim for a fact?")
    yield {
        "id": material.name("retell"),
        "kind": "text",
        "prompt": "Tell a friend in one sentence what the headline is about, so that nobody is misled.",
        "passage": material.passage("headline"),
        "max_length": 400,
        "look_for": look_for,
        "model_answer": _model(who, first) + (f" But {_within(against)}." if against else ""),
    }


def _told_first(material: Material) -> dict[str, Any] | None:
    """Find what the headline is about as the first sentence tells it, by the speaker of the headline.

    A deck often tells the other side, and a headline may give the words of one who is heard later only.
    """
    above = [said for said in material.attributions_in("headline") if said["source"] and is_claim(said)]
    lead = (said for sentence in material.below[:1] for said in material.attributions_in(sentence))
    below = [said for said in lead if said["source"] and is_claim(said)]
    of_one = [said for said in below if not above or said["speaker"] == above[0]["speaker"]]
    return next(iter([*of_one, *above]), None)


def _says_otherwise(material: Material, first: dict[str, Any]) -> str:
    """Tell in the story's words who denies it, if somebody of another side does; else empty."""
    if not material.dispute:
        return ""
    claim, other = material.dispute
    source, name = other["source"], material.names[other["speaker"]]
    if claim["speaker"] != first["speaker"] or source is None:
        return ""
    who = name if is_pronoun(source["words"]) else source["words"]
    what = claimed(other)
    return f"{who} {other['cue']['words']} {'it' if len(what) > _LONGEST_DENIAL else what}"


def _model(who: str, said: dict[str, Any]) -> str:
    """Retell a claim with its speaker: what is quoted stays quoted, and so does a headline."""
    words = " … ".join(span["words"].strip("\"“”‘’' ") for span in said["content"])
    begins = f"According to {_within(who)}"
    if said["quotation"] == "direct" or said["cue"]["sentence"] == "headline":
        return f"{begins}: {quoted(words.rstrip(',. '), _LONGEST)}."
    return f"{begins}, {_within(as_sentence(words, _LONGEST))}"


def _within(words: str) -> str:
    """Write words as they stand within a sentence."""
    return _BEGINS_SMALL.sub(lambda found: found[0].casefold(), words)
