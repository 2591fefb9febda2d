"""Ask which words a hedge makes less sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.marker.clauses import has_verb
from helpers.story import Span, plain
from helpers.story_workshop.generators import Material, in_turn, is_agreed, option, words_of
from helpers.story_workshop.pieces import is_like_length, length_apart, of_like_length

STEP, ORDER = "how sure", 0
ASKS = "What does a careful word make less sure?"
_LEAST, _MOST, _LONGEST = 2, 3, 110
_QUOTES = ' "“”‘’'
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:but|although|while)\s")
_NOT_THESE, _NOT_ALONE = "does not soften these words.", "softens these words, and more."
_GOES_ON = re.compile(r"^\W*\b(although|but|though|whereas|while)\b ")
_RELATIVE = re.compile(r"(?:who|which|whose) ")
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
        second = {plain(words): (words, also) for also in entry["second_readings"] if (words := _whole_scope(also))}
        some = of_like_length(scope["words"], others, _MOST, entry["id"], lambda other: other[0])
        for number, (words, why) in enumerate(some, 1):
            _, also = second.pop(plain(words), ("", None))
            reason = also["reason"] if also else f"{hedge} {_NOT_THESE if 'reaches' not in why else _NOT_ALONE} {why}"
            options.append(option(f"other-{number}", quoted(words, _LONGEST), reason, accepted=bool(also)))
        for number, (words, also) in enumerate(second.values(), 1):
            reason = f"{also['says']} {also['reason']}"
            options.append(option(f"second-{number}", quoted(words, _LONGEST), reason, accepted=True))
        yield {
            "id": material.name("scope", entry["id"])[:120],
            "kind": "choice",
            "prompt": f"Which of these does {hedge} make less sure? Choose what takes in all of it.",
            "passage": material.passage(entry["words"]["sentence"]),
            "options": in_turn(options, entry["id"]),
        }


def _whole_scope(reading: dict[str, Any]) -> str:
    """Return the words that a second reading takes for softened, in one line; empty if it tells of other things."""
    return " … ".join(span["words"] for span in reading.get("scope") or ())


def _others(material: Material, entry: dict[str, Any], scope: dict[str, Any]) -> list[tuple[str, str]]:
    """Find words of other clauses of the sentence that are as many, and say why the hedge leaves them as they are.

    Its own clause it makes less sure as a whole, also who did it and when: such words are no wrong option. Parts of the
    scope are, beside a clause that the hedge does not touch: they are not all of it.
    """
    sentence, story = scope["sentence"], material.confirmed.story
    text, hedge, whole = material.sentence(sentence).text, words_of(entry["words"]), words_of(scope)
    at, end = story.find(Span.of(entry["words"]))
    taken, found = [plain(scope["words"]), plain(entry["words"]["words"])], []

    def add(why: str, *ways: str) -> None:
        """Take of several ways to cut a piece the one that is most like the scope in length."""
        bare = [words.strip(f"{_QUOTES},;:.") for words in ways]
        free = [
            words
            for words in bare
            if len(words.split()) > 1
            and all(plain(words) not in other and other not in plain(words) for other in taken)
            and is_like_length(scope["words"], words)
        ]
        if free:
            best = min(free, key=lambda words: length_apart(scope["words"], words))
            taken.append(plain(best))
            found.append((best, why))

    begins, stops = 0, len(text)
    for attribution in material.attributions_in(sentence):
        inside = [
            (start, stop)
            for content in attribution["content"]
            if content["sentence"] == sentence
            for start, stop in [story.find(Span.of(content))]
            if start <= at < stop
        ]
        source, cue = attribution["source"], attribution["cue"]
        if not inside or not source or source["sentence"] != sentence:
            continue
        begins, stops = max(begins, inside[0][0]), min(stops, inside[0][1])
        first, second = sorted((story.find(Span.of(source)), story.find(Span.of(cue))))
        add("That somebody speaks is told flatly.", text[first[0] : first[1]], text[first[0] : second[1]])
        between = text[first[1] : second[0]].strip(" ,")
        if _RELATIVE.match(between):
            add("It tells about the speaker, and flatly.", between)
    before = [clause for clause in _CLAUSE.split(text[begins:at])[:-1] if has_verb(clause)]
    if before:
        add("It is another clause, before the one with the hedge.", before[-1], " ".join(before[-1].split()[-8:]))
    after = text[max(end, story.find(Span.of(scope))[1]) : stops]
    if joined := _GOES_ON.search(after):
        clause = _CLAUSE.split(after[joined.end() :])[0]
        if has_verb(clause):
            add("It is another clause, after the words that are softened.", f"{joined[1]} {clause}", clause)
    if found:
        for part in _halves(scope["words"]):
            if is_like_length(scope["words"], part):
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
