"""Ask to mark who says so: the speaker, the reporting words and the claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Span
from helpers.story_workshop.generators import Material, is_claim, words_of
from helpers.story_workshop.reasons import all_words_of, names

STEP, ORDER = "who says so", 0
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 60  # words of a sentence that is marked


_NUMBERS = {2: "two", 3: "three"}


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for each sentence in which somebody speaks, the sentences with most speakers last."""
    attributions = {
        sentence: found
        for sentence in material.read
        if (found := material.attributions_in(sentence))
        and all(material.one_sentence(entry) and entry["source"] and is_claim(entry) for entry in found)
        and all(_LETTER.search(entry["cue"]["words"]) for entry in found)  # no dash of a headline
        and len(found) <= 3
        and len(material.sentence(sentence).text.split()) <= _LONGEST
    }
    for sentence in sorted(attributions, key=lambda name: (len(attributions[name]), _is_late(material, name))):
        yield _question(material, sentence, attributions[sentence])


def _is_late(material: Material, sentence: str) -> bool:
    """Tell whether the claim comes before its speaker: that is harder to see."""
    first, story = material.attributions_in(sentence)[0], material.confirmed.story
    return story.find(Span.of(first["content"][0])) < story.find(Span.of(first["cue"]))


def _question(material: Material, sentence: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    speakers = {entry["speaker"] for entry in entries}
    several = "speakers" if len(speakers) == len(entries) else "claims"
    more = f" There are {_NUMBERS[len(entries)]} {several} here." if len(entries) > 1 else ""
    more += " A claim has two parts." if any(len(entry["content"]) > 1 for entry in entries) else ""
    return {
        "id": material.name("who-says", sentence),
        "kind": "spans",
        "prompt": f"Who says so? Mark the speaker, the words that tell so, and what is claimed.{more}",
        "passage": material.passage(sentence),
        "labels": ["source", "cue", "content"],
        "key": [f"attributions/{entry['id']}" for entry in entries],
        "reasons": {
            "source": " ".join(_source(material, entry) for entry in entries),
            "cue": " ".join(f"{words_of(entry['cue'])} leads you to who says so." for entry in entries),
            "content": " ".join(
                f"{all_words_of(entry['content'])} is what is claimed, without speaker and cue." for entry in entries
            ),
        },
        "misreadings": [longer for entry in entries[:1] if (longer := _longer_source(material, entry))],
    }


def _source(material: Material, entry: dict[str, Any]) -> str:
    name = material.names[entry["speaker"]]
    if names(entry["source"], name):
        return f"{words_of(entry['source'])} names who says so."
    return f"{words_of(entry['source'])} means: {name}."


def _longer_source(material: Material, entry: dict[str, Any]) -> dict[str, Any] | None:
    """Find a usual misreading: what stands between speaker and cue is not the speaker."""
    story = material.confirmed.story
    text = story.sentence(entry["cue"]["sentence"]).text
    _, start = story.find(Span.of(entry["source"]))
    end, _ = story.find(Span.of(entry["cue"]))
    words = text[start:end].strip(" ,")
    if len(words.split()) < 3 or text.count(words) > 1 or any(sign in words for sign in '.!?"“”'):
        return None
    return {
        "label": "source",
        "sentence": entry["cue"]["sentence"],
        "words": words,
        "reason": f"{quoted(words, 90)} tells about the speaker; {words_of(entry['source'])} is enough to name them.",
    }
