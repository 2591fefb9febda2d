"""Ask which words a hedge makes less sure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Span, plain
from helpers.story_workshop.generators import Material, in_turn, is_agreed, option, words_of

STEP, ORDER = "how sure", 0
_LEAST, _LONGEST = 2, 110
_BEFORE_THESE = frozenset(
    "about after against and at because before but by during for from in into on or over since that through "
    "under until when where which while who with without".split()
)
_NOT_LAST = frozenset(
    "a an the his her its their our your my this that these those is are was were be been has had".split()
)


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for each hedge beside whose scope the sentence says other things."""
    for entry in material.reading["hedges"]:
        scope = entry["scope"][0]
        if (
            not is_agreed(entry)
            or entry["words"]["words"].casefold() == "whether"
            or len(entry["scope"]) > 1
            or scope["sentence"] != entry["words"]["sentence"]
        ):
            continue
        others = _others(material, entry, scope)
        if len(others) < _LEAST:
            continue
        hedge, right = words_of(entry["words"]), quoted(scope["words"], _LONGEST)
        options = [option("scope", right, f"{hedge} makes all of this less sure: {right}.", accepted=True)]
        second = {
            plain(reading["scope"][0]["words"]): reading for reading in entry["second_readings"] if reading.get("scope")
        }
        for number, (words, why) in enumerate(others[:3], 1):
            also = second.pop(plain(words), None)
            reason = also["reason"] if also else f"{hedge} does not go with these words alone. {why}"
            options.append(option(f"other-{number}", quoted(words, _LONGEST), reason, accepted=bool(also)))
        for number, (_, also) in enumerate(second.items(), 1):
            words = quoted(also["scope"][0]["words"], _LONGEST)
            options.append(option(f"second-{number}", words, f"{also['says']} {also['reason']}", accepted=True))
        yield {
            "id": material.name("scope", entry["id"])[:120],
            "kind": "choice",
            "prompt": f"Which words does {hedge} make less sure: all of them, and no others?",
            "passage": material.passage(entry["words"]["sentence"]),
            "options": in_turn(options, entry["id"]),
        }


def _others(material: Material, entry: dict[str, Any], scope: dict[str, Any]) -> list[tuple[str, str]]:
    """Find other words of the sentence, which the hedge leaves as they are, and say why."""
    sentence, taken = scope["sentence"], [plain(scope["words"]), plain(entry["words"]["words"])]
    found: list[tuple[str, str]] = []
    story, text = material.confirmed.story, material.sentence(sentence).text
    at = story.find(Span.of(scope))[0]

    def add(words: str, why: str) -> None:
        same = plain(words).strip(" ,.;:")
        clear = all(same not in phrase and phrase not in same for phrase in [*taken, *(plain(w) for w, _ in found)])
        if clear and len(same.split()) > 1:
            found.append((words, why))

    for attribution in material.attributions_in(sentence):
        source, cue = attribution["source"], attribution["cue"]
        if source and source["sentence"] == sentence:
            (start, _), (end, stop) = story.find(Span.of(source)), story.find(Span.of(cue))
            if start < end and end - start < _LONGEST:
                add(text[start:stop], "That somebody speaks is told flatly.")
            else:
                add(source["words"], "Who speaks is told flatly.")
        for content in attribution["content"]:
            before, _, after = plain(content["words"]).partition(plain(entry["words"]["words"]))
            if after and content["sentence"] == sentence:
                start = story.find(Span.of(content))[0]
                piece = text[start : start + len(before)].strip(" ,")
                add(piece, "It stands before the hedge, and stays as it is.")
    after = text[at + len(taken[0]) :].strip(' ,;:.”"’')
    if at >= 0 and 2 <= len(after.split()) <= 16:
        add(after, "It comes after the words that are softened.")
    hedge, whole = words_of(entry["words"]), words_of(scope)
    for part in _halves(scope["words"]) if len(found) < _LEAST else ():
        found.append((part, f"It reaches further: {hedge} softens all of {whole}."))
    return found


def _halves(scope: str) -> tuple[str, ...]:
    """Cut words in two where a reader would take a breath, as near to the middle as can be; else not at all."""
    words = [word.casefold() for word in scope.split()]
    places = [
        at
        for at in range(2, len(words) - 2)
        if words[at - 1].isalpha()
        and words[at - 1] not in (*_BEFORE_THESE, *_NOT_LAST)
        # “to another town”, and not “to do with it”
        and (words[at] in _BEFORE_THESE or (words[at] == "to" and words[at + 1] in ("another", *_NOT_LAST)))
    ]
    if not places:
        return ()
    at = min(places, key=lambda place: abs(place - len(words) / 2))
    return " ".join(scope.split()[:at]), " ".join(scope.split()[at:])
