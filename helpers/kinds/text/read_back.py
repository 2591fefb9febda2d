"""Read a learner's retelling back: a friend who hears it knows who said so, or does not.

Rules see words and no sense: the marker's rules (`helpers.marker`) and a few simple ones for the short ways in which
people talk ("says Russia", "Russia: …", "accused by Russia"). What they find is told as a question, never as an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from helpers.content import load
from helpers.kinds.exercise import clip

Outcome = Literal["hears", "turned round", "another", "somebody", "name only", "does not", "cannot tell"]

LONGEST = 1000  # characters that are looked at
_LONGEST_SHOWN = 60
_NEAR, _LONGEST_NAME = 4, 6  # words
_LEAST_KNOWN = 1 / 3  # of the words, or it is no English that the rules could read
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_STOP = re.compile(r"(?<=[.!?])\s+|\n+")
_CUT_OFF = re.compile(r"\s[-–—|]+\s|\s*[:(]\s*|[–—]")
_BREAKS = re.compile(r"[,;:–—()]")
_OF = re.compile(r"\b(?:by|of|from|to)\s+(?:the\s+|some\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+|some\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class ReadBackRules:
    """Who speaks in what is retold, the words that name them, and the words that it is about."""

    speaker: Sequence[str]
    about: Sequence[str]
    hint: str = ""  # where the speaker stands; told to those whose friend does not hear it

    @classmethod
    def from_question(cls, data: Mapping[str, Any]) -> ReadBackRules:
        """Read what a question says."""
        return cls(data["speaker"], data["about"], data.get("hint", ""))


@dataclass(frozen=True)
class ReadBack:
    """What a friend would hear, and the words of the retelling that this rests on."""

    outcome: Outcome
    says: str


def read_back(text: str, rules: ReadBackRules) -> ReadBack:
    """Tell whether whoever hears a retelling also hears who said it.

    Parameters
    ----------
    text : str
        The retelling, in any language; only the first 1,000 characters are looked at.
    rules : ReadBackRules
        Who speaks, and what it is about.

    Returns
    -------
    ReadBack
        With a kind sentence. In words that the rules do not know, or too few, they cannot tell, and say so.
    """
    text = text[:LONGEST]
    if not _can_read(text, rules):
        return _told("cannot tell", rules)
    # Most lessons never need the marker: it is loaded where a retelling is read.
    from helpers.marker import MarkerProblem, mark_text

    try:
        said = [*_attributions(mark_text(text, "wide"), rules)]
    except MarkerProblem:
        return _told("cannot tell", rules)
    speaker = _pattern(tuple(rules.speaker))
    for source, words in (*said, *_said_shortly(text, rules)):
        if speaker.search(source):
            return _told("turned round" if _negated(words) else "hears", rules, words)
    for source, _ in said:
        if source and not _unnamed().fullmatch(source.strip()):
            return _told("another", rules, source)
    if said or _telling().search(text) or _pattern(tuple(_lists()["unsaid_by_whom"])).search(text):
        return _told("somebody", rules)
    if name := speaker.search(text):
        return _told("name only", rules, name.group())
    return _told("does not", rules)


def _told(outcome: Outcome, rules: ReadBackRules, words: str = "") -> ReadBack:
    shown = f"“{clip(' '.join(words.split()).strip(' -–—:|'), _LONGEST_SHOWN)}”"
    says = {
        "hears": f"Your friend hears who said it: {shown}. So your friend can think about the speaker, too.",
        "turned round": f"Your friend hears the speaker: {shown}. But is that what you read? Look at that word again.",
        "another": f"Your friend hears {shown} as the speaker. In what you read, somebody else speaks.",
        "somebody": "Your friend hears that somebody said it, but not who.",
        "name only": f"Your friend hears the name {shown}, but not that it is the one who said so.",
        "does not": "Your friend does not hear who said it. It sounds like something that you know yourself.",
        "cannot tell": "The rules cannot tell: they know English only, and few words of it. "
        "Ask yourself: does your friend hear who said it?",
    }[outcome]
    told_where = outcome in ("another", "somebody", "name only", "does not")
    return ReadBack(outcome, f"{says} {rules.hint}".rstrip() if told_where else says)


# -- what the marker found


def _attributions(marks: Any, rules: ReadBackRules) -> Iterator[tuple[str, str]]:
    """Yield who is read as saying something, and the words that say so."""
    about = _pattern(tuple(rules.about))
    for found in marks.attributions:
        source, cue = (" ".join(map(marks.words, part)) for part in (found.source, found.cue))
        if about.fullmatch(cue.strip()):
            continue  # to support somebody is not to say something
        parts = (*found.source, *found.cue)
        start, end = min(part.start for part in parts), max(part.end for part in parts)
        words = marks.text[start:end] if end - start <= _LONGEST_SHOWN else f"{source} {cue}"
        yield source, words


# -- the short ways in which people talk


def _said_shortly(text: str, rules: ReadBackRules) -> Iterator[tuple[str, str]]:
    """Yield the speaker and the words around it where one is named beside a word of telling, or cut off by a sign."""
    speaker = _pattern(tuple(rules.speaker))
    for sentence in filter(None, _STOP.split(text)):
        for name in speaker.finditer(sentence):
            if words := _beside_a_telling_word(sentence, name.span(), rules):
                yield name.group(), words
        ends = [part.strip() for part in _CUT_OFF.split(sentence.rstrip(" .!?)"))]
        for end in (ends[0], ends[-1]) if len(ends) > 1 else ():
            if speaker.search(end) and len(_WORD.findall(end)) <= _LONGEST_NAME:
                yield end, end


def _beside_a_telling_word(sentence: str, name: tuple[int, int], rules: ReadBackRules) -> str:
    """Return the words from a name to the word by which it tells something; empty if there is none near it."""
    start, end = name
    for telling in _telling().finditer(sentence):
        if telling.start() >= end:  # Russia has now claimed
            between, words = sentence[end : telling.start()], sentence[start : telling.end()]
            fits = _near(between) and not _BREAKS.search(between) and not _somebody_else().search(between)
        elif telling.end() <= start:
            between, words = sentence[telling.end() : start], sentence[telling.start() : end]
            fits = _near(between) and (_belongs(between) or _ends(between, sentence[end:], rules))
            fits = fits or (telling.group().endswith("ed") and bool(_BY.search(between)))  # accused of … by Russia
        else:
            continue
        if fits:
            return words
    return ""


def _near(between: str) -> bool:
    return len(_WORD.findall(between)) <= _NEAR


def _belongs(between: str) -> bool:
    """Tell whether a word of telling is the speaker's own: the opinion of Russia, according to Russia."""
    return bool(_OF.search(between))


def _ends(between: str, rest: str, rules: ReadBackRules) -> bool:
    """Tell whether a sentence or a part of it ends with the name that says it: says Russia."""
    follows = _WORD.findall(_BREAKS.split(rest)[0])
    about = _pattern(tuple(rules.about))
    goes_on = any(about.fullmatch(word) for word in follows) or len(follows) > _NEAR
    return not goes_on and len(_WORD.findall(between)) <= 1 and "that" not in between.casefold()


def _negated(words: str) -> bool:
    return bool(re.search(r"\b(?:not|never|no|nobody|cannot)\b|n['’]t\b|\bden(?:y|ies|ied)\b", words, re.IGNORECASE))


# -- words


def _lists() -> Mapping[str, Any]:
    return load("rewrite_words.json")["read_back"]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Find any of some words; a star stands for any ending."""
    each = (re.escape(word).replace(r"\*", r"[\w’']*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)


def _telling() -> re.Pattern[str]:
    return _pattern(tuple(_lists()["telling"]))


def _unnamed() -> re.Pattern[str]:
    return _pattern(tuple(_lists()["unnamed"]))


def _somebody_else() -> re.Pattern[str]:
    return _pattern(tuple(_lists()["somebody_else"]))


def _can_read(text: str, rules: ReadBackRules) -> bool:
    """Tell whether enough of the words are English, or what the retelling is about."""
    words = _WORD.findall(text)
    lists = _lists()
    known = _pattern((*lists["english"], *lists["telling"], *lists["unnamed"], *rules.speaker, *rules.about))
    seen = sum(bool(known.fullmatch(word)) for word in words)
    return len(words) > 1 and seen > _LEAST_KNOWN * len(words)
