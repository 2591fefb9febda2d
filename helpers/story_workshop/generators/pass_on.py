"""Ask what one may do with the main point: a person marked what the text gives for it, and the one rule answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.judgement import AS_CLAIM, AS_FACT, WITH_SPEAKER, accepted_uses
from helpers.kinds.exercise import quoted
from helpers.kinds.spans.search import WordSearch
from helpers.story import Sentence, tokens_of
from helpers.story_workshop.confirmed import Confirmed
from helpers.story_workshop.generators import Material

STEP, ORDER = "check", 4
ASKS = "What would you pass on?"
_SENTENCES, _MOST_SENTENCES = 6, 16
FEATURE_ASKS = {
    "speaker-named": "Who says it, by name",
    "speaker-described": "Who says it, if there is no name: “a nurse of the clinic”",
    "place-to-know": "Why this speaker can know it: “who was on the bridge”",
    "says-how": "How this speaker found out: “after she had counted them”",
    "reporter-saw": "Where it says that the reporter saw it",
    "open-document": "A document that anybody can open",
    "independent-others": "Others who say it, too, and did not hear it from the first",
    "disputed": "Somebody who can know it, and says that it is not so",
    "bigger-than-support": "What is bigger than all this shows, such as an aim: “in order to …”",
}
"""What a person says of a text for the one rule (data/rule.json): by the name of the feature."""
_RULE = (
    "The main point stands in the first sentence. The rule: as a fact, if the text shows it and nobody who can know "
    "says otherwise; with its speaker, if one who is in a place to know says it and the text tells how; "
    "else as a claim."
)
_TEXTS = {
    AS_FACT: "As a fact: the text shows it.",
    WITH_SPEAKER: "With its speaker, who can know it.",
    AS_CLAIM: "As a claim, or wait.",
}


def main_point(confirmed: Confirmed) -> str:
    """Return the beginning of the story, in which its main point and what is given for it stand."""
    return _lines(Material(confirmed))


def as_it_stands(confirmed: Confirmed, typed: str) -> str:
    """Return words that somebody typed as they stand in the beginning of the story; empty if they do not."""
    text = main_point(confirmed)
    tokens = tokens_of(Sentence("", text))
    found = next(WordSearch(tokens).matches(tokens_of(Sentence("", typed))), None)
    return text[tokens[found.start].start : tokens[found.stop - 1].end].strip(' ,;:.!?"“”') if found else ""


def _lines(material: Material) -> str:
    return "\n".join(material.sentence(sentence).text for sentence in _beginning(material))


def _beginning(material: Material) -> list[str]:
    """Take the first sentences, and go on to where somebody says that it is not so."""
    below = [sentence for sentence in material.confirmed.to_read if sentence not in ("headline", "deck")]
    against = material.dispute[1]["cue"]["sentence"] if material.dispute else ""
    until = below.index(against) + 1 if against in below else 0
    return below[: max(_SENTENCES, until if until <= _MOST_SENTENCES else 0)]


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one question, if a person marked what the beginning of the story gives for its main point."""
    said = material.confirmed.said.get("features", {})
    if not said:
        return
    text = " ".join(_lines(material).split())
    features = [
        {"feature": name, "words": said[name]} for name in FEATURE_ASKS if said.get(name, "") in text and said.get(name)
    ]
    if not features:
        return
    accepted = accepted_uses(features)
    words = {feature["feature"]: quoted(feature["words"], 90) for feature in features}
    yield {
        "id": material.name("pass-on"),
        "kind": "choice",
        "prompt": "You want to tell a friend about this. What fits best, by the one rule?",
        "help": _RULE,
        "passage": material.passage(*_beginning(material)),
        "features": features,
        "options": [
            {"id": use, "text": text, "reason": _reason(use, use in accepted, words)} for use, text in _TEXTS.items()
        ],
    }


def _reason(use: str, fits: bool, words: dict[str, str]) -> str:
    """Say why a use fits or not, in the words that were marked."""
    shown = [words[name] for name in ("reporter-saw", "open-document", "independent-others") if name in words]
    who = words.get("speaker-named") or words.get("speaker-described")
    knows = [words[name] for name in ("place-to-know", "says-how") if name in words]
    big, against = words.get("bigger-than-support"), words.get("disputed")
    if use == AS_FACT:
        if fits:
            return f"This fits: {', '.join(shown)} shows it, and nobody who can know says otherwise."
        if big:
            return f"The text would have to show all of it, and nothing in it shows {big}."
        return (
            f"Somebody says otherwise: {against}." if shown and against else "Nothing in the text shows that it is so."
        )
    if use == WITH_SPEAKER:
        if fits:
            known = f"This fits: {who}, in a place to know: {', '.join(knows)}." if who and len(knows) > 1 else ""
            return known or "The source of a fact may be named, too."
        if not who:
            return "No speaker is named or described for it."
        if big:
            return f"{who} says it. To name a speaker is not enough: {big} is bigger than what the text gives for it."
        return f"The text does not say how {who} can know it."
    if fits:
        missing = f"{big} is bigger than what is shown" if big else "nothing in the text carries it further"
        denied = f" Somebody denies it, too: {against}." if against else ""
        return f"This fits: {missing}. Say who claims it, and what is missing.{denied}"
    return f"It can be carried further: {', '.join([*shown, *([who] if who else []), *knows])}."
