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
_SENTENCES = 6
FEATURE_ASKS = {
    "speaker-named": "A speaker for the main point, by name",
    "speaker-described": "A speaker for it who is described, and not named",
    "place-to-know": "What puts that speaker in a place to know it",
    "says-how": "How that speaker knows it",
    "reporter-saw": "That the reporter saw it",
    "open-document": "A document that anybody can open",
    "independent-others": "Several who say so and do not depend on each other",
    "disputed": "Somebody who can know, and says otherwise",
    "bigger-than-support": "What in the main point is bigger than all this shows, such as an aim",
}
"""What a person says of a text for the one rule (data/rule.json): by the name of the feature."""
_TEXTS = {
    AS_FACT: "As a fact: the text shows it.",
    WITH_SPEAKER: "With its speaker, who can know it.",
    AS_CLAIM: "As a claim, or wait.",
}


def main_point(confirmed: Confirmed) -> str:
    """Return the beginning of the story, in which its main point and what is given for it stand."""
    return "\n".join(confirmed.story.sentence(sentence_id).text for sentence_id in _beginning(confirmed))


def as_it_stands(confirmed: Confirmed, typed: str) -> str:
    """Return words that somebody typed as they stand in the beginning of the story; empty if they do not."""
    text = main_point(confirmed)
    tokens = tokens_of(Sentence("", text))
    found = next(WordSearch(tokens).matches(tokens_of(Sentence("", typed))), None)
    return text[tokens[found.start].start : tokens[found.stop - 1].end].strip(' ,;:.!?"“”') if found else ""


def _beginning(confirmed: Confirmed) -> list[str]:
    return [sentence for sentence in confirmed.to_read if sentence not in ("headline", "deck")][:_SENTENCES]


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one question, if a person marked what the beginning of the story gives for its main point."""
    text = " ".join(main_point(material.confirmed).split())
    said = material.confirmed.said.get("features", {})
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
        "help": "The main point stands in the first sentence.",
        "passage": material.passage(*_beginning(material.confirmed)),
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
    if "bigger-than-support" in words:
        big = f"{words['bigger-than-support']} is bigger than what the text shows"
        return f"This fits: {big}." if fits else f"No: {big}."
    if use == AS_FACT:
        if fits:
            return f"This fits: {', '.join(shown)} shows it, and nobody who can know says otherwise."
        return f"Somebody says otherwise: {words['disputed']}." if shown else "Nothing in the text shows that it is so."
    if use == WITH_SPEAKER:
        if fits:
            return (
                f"This fits: {who}, in a place to know: {', '.join(knows)}."
                if who and knows
                else "The source of a fact may be named, too."
            )
        return f"The text does not say how {who} can know it." if who else "No speaker is named or described for it."
    if fits:
        return "This fits: nothing in the text carries it further. Say who claims it, and what is missing."
    return f"It can be carried further: {', '.join([*shown, *([who] if who else []), *knows])}."
