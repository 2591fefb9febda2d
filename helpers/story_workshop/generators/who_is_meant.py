"""Ask whom “the ministry” or “he” means, where several could be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import plain
from helpers.story_workshop.generators import Material, in_turn, is_agreed, option, words_of
from helpers.story_workshop.pieces import of_like_length
from helpers.story_workshop.reasons import names
from helpers.story_workshop.speakers import is_institution, is_pronoun, shortest_source

STEP, ORDER = "who says so", 1
ASKS = "Whom do “the ministry” or “he” mean?"
_MOST, _OTHERS, _FAR = 4, 2, 6  # questions; wrong options; sentences between a name and what means it
_OF_WHOM = {"he": ("he",), "she": ("she",), "it": ("it",), "they": ("they", "it")}


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield questions for words that stand for a speaker, where another one who was heard could be meant, too."""
    asked = 0
    for place, entry in enumerate(material.outer):
        source, sentence = entry["source"], entry["cue"]["sentence"]
        if not source or asked == _MOST or not is_agreed(entry) or sentence in ("headline", "deck"):
            continue
        name = material.names[entry["speaker"]]
        named = None if names(source, name) else _named_before(material, place, entry)
        others = _others(material, place, entry)
        if named is None or not others:
            continue
        asked += 1
        words = words_of(source)
        right = shortest_source(name)
        some = of_like_length(right, others, _OTHERS, entry["id"], lambda other: _called(material, other))
        told = f"{words_of(named['source'])} speaks before it, and since then nobody whom {words} could mean."
        options = [option("meant", right, told, accepted=True)]
        for number, other in enumerate(some, 1):
            reason = _why_not(material, entry, other)
            options.append(option(f"other-{number}", _called(material, other), reason))
        yield {
            "id": material.name("who-is-meant", entry["id"])[:120],
            "kind": "choice",
            "prompt": f"Whom does {words} mean, in the last of these sentences?",
            "passage": material.passage(*_shown(material, [named, *some], sentence)),
            "options": in_turn(options, entry["id"]),
        }


def _called(material: Material, other: dict[str, Any]) -> str:
    return shortest_source(material.names[other["speaker"]])


def _shown(material: Material, named: list[dict[str, Any]], last: str) -> list[str]:
    """Show the lines from where the first of them is named, if that is near enough, to the words that are asked for."""
    row = material.confirmed.to_read
    end = row.index(last)
    starts = [row.index(one["cue"]["sentence"]) for one in named]
    start = min(at for at in [*starts, end] if end - _FAR < at <= starts[0])
    return row[start : end + 1]


def _named_before(material: Material, place: int, entry: dict[str, Any]) -> dict[str, Any] | None:
    """Find where the same one is named, not far before, with nobody since whom the words could mean, too."""
    row = material.confirmed.to_read
    for before in reversed(material.outer[:place]):
        if before["source"] and before["speaker"] == entry["speaker"]:
            if names(before["source"], material.names[before["speaker"]]):
                apart = row.index(entry["cue"]["sentence"]) - row.index(before["cue"]["sentence"])
                return before if 0 < apart < _FAR else None
        elif before["speaker"] != entry["speaker"] and _could_be(material, entry, before["speaker"]):
            return None
    return None


def _others(material: Material, place: int, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Find others whom the words could mean, each once, by the words with which they are named first.

    Of “he” only those who were heard before could be meant; “the ministry” one asks of the whole story.
    """
    found: dict[str, dict[str, Any]] = {}
    heard = material.outer[:place] if is_pronoun(entry["source"]["words"]) else material.outer
    for other in heard:
        is_named = other["source"] and names(other["source"], material.names[other["speaker"]])
        if is_named and other["speaker"] != entry["speaker"] and _could_be(material, entry, other["speaker"]):
            found.setdefault(other["speaker"], other)
    return list(found.values())


def _could_be(material: Material, entry: dict[str, Any], speaker: str) -> bool:
    """Tell whether the words for one speaker could be words for another one, by themselves."""
    words, name = plain(entry["source"]["words"]).casefold(), plain(material.names[speaker])
    if not is_pronoun(words):
        # Of “coast guard spokeswoman Mira Tolan” the coast guard is no more than a part.
        noun = re.escape(words.split()[-1])
        return re.search(rf"\b{noun}(?= (?:at|for|from|in|of|on|to)\b|$|,)", name, re.IGNORECASE) is not None
    called = {
        plain(one["source"]["words"]).casefold()
        for one in material.outer
        if one["speaker"] == speaker and one["source"] and is_pronoun(one["source"]["words"])
    }
    kind = next(one["named"] for one in material.reading["speakers"] if one["id"] == speaker)
    if called:
        return bool(called & set(_OF_WHOM.get(words, ())))
    if words in ("he", "she"):
        return kind == "person" and not is_institution(name)
    return kind == "institution" or is_institution(name)


def _why_not(material: Material, entry: dict[str, Any], other: dict[str, Any]) -> str:
    row, there, here = material.confirmed.to_read, other["cue"]["sentence"], entry["cue"]["sentence"]
    words = words_of(other["source"])
    if row.index(there) > row.index(here):
        return f"{words} is not heard before: only later, in {quoted(material.sentence(there).text.rstrip('. '), 60)}."
    return f"{words} was heard before, but another one has spoken since."
