"""Ask to mark who says so: the speaker, the reporting words and the claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Span
from helpers.story_workshop.generators import Material, is_claim, words_of
from helpers.story_workshop.pieces import POINTS_BACK
from helpers.story_workshop.reasons import all_words_of, cue_does, names, source_reason

STEP, ORDER = "who says so", 0
ASKS = "Who says so?"
_LETTER = re.compile(r"[^\W\d_]")
_LISTENERS = re.compile(r" ((?:[^\W\d_]+ ){0,3}?[^\W\d_]+)(?= that\b|[.,]| on [A-Z])")
_LONGEST_CLAIM = 400  # signs: a key is judged by all of its words
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
    before = _before(material, sentence, entries)
    more += " Mark the last sentence only; the one before it is there to be read first." if before else ""
    more += " A claim has two parts." if any(len(entry["content"]) > 1 for entry in entries) else ""
    return {
        "id": material.name("who-says", sentence),
        "kind": "spans",
        "prompt": (
            "Who says so? Mark the source (the words for the speaker), the cue (the words that tell so) "
            f"and the content (what is claimed).{more}"
        ),
        "passage": material.passage(*before, sentence),
        "labels": ["source", "cue", "content"],
        "key": [f"attributions/{entry['id']}" for entry in entries],
        "reasons": {
            "source": " ".join(source_reason(entry["source"], material.names[entry["speaker"]]) for entry in entries),
            "cue": " ".join(dict.fromkeys(_cue(entry) for entry in entries)),
            "content": " ".join(_content(entry) for entry in entries),
        },
        "misreadings": [
            wrong
            for entry in entries[:1]
            for wrong in (_longer_source(material, entry), _told_to(material, entry))
            if wrong
        ],
    }


def _before(material: Material, sentence: str, entries: list[dict[str, Any]]) -> list[str]:
    """Show the sentence before one that “he” or “the ministry” begins: alone it tells of nobody."""
    row = material.confirmed.to_read
    before = row[max(0, row.index(sentence) - 1)]
    points_back = any(
        not names(entry["source"], material.names[entry["speaker"]]) or POINTS_BACK.match(entry["content"][0]["words"])
        for entry in entries
    )
    return [before] if points_back and before not in ("headline", "deck", sentence) else []


def _cue(entry: dict[str, Any]) -> str:
    words = entry["content"]
    leads = f"{words_of(entry['cue'])} leads you to who says so"
    return f"{leads}: it stands in the middle of what is claimed." if len(words) > 1 else f"{leads}."


def _content(entry: dict[str, Any]) -> str:
    return (
        cue_does(entry)
        or f"{all_words_of(entry['content'], _LONGEST_CLAIM)} is what is claimed, without speaker and cue."
    )


def _told_to(material: Material, entry: dict[str, Any]) -> dict[str, Any] | None:
    """Find another: in “She told reporters that …” the reporters listen."""
    story, sentence = material.confirmed.story, entry["cue"]["sentence"]
    text = story.sentence(sentence).text
    _, end = story.find(Span.of(entry["cue"]))
    found = _LISTENERS.match(text[end:]) if entry["cue"]["words"] == "told" else None
    if not found or text.count(found[1]) > 1 or any(found[1] in span["words"] for span in entry["content"]):
        return None
    reason = f"{quoted(found[1])} tells who listens. Who speaks is told by {words_of(entry['source'])}."
    return {"label": "source", "sentence": sentence, "words": found[1], "reason": reason}


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
