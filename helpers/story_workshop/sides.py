"""Who contradicts whom in a story: so that a lesson hears both sides alike, and a retelling leaves out neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.story import plain
from helpers.story_workshop.reasons import CALLS, claimed

DENIES = re.compile(
    r"(?:has |have |had )?(?:den(?:y|ies|ied)|dismiss(?:es|ed)?|reject(?:s|ed)?|refut(?:es?|ed)|disput(?:es?|ed)|"
    r"contradict(?:s|ed)?|contest(?:s|ed)?)"
)
"""Verbs that say of another's claim that it is not so."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_OF_ANOTHER = re.compile(r"(?:its|their) ", re.IGNORECASE)
# Words that stand in the names of many: they tell of nobody to which side he belongs.
_COMMON = frozenset("director leader officer police president report spokesman spokesperson spokeswoman".split())
# “called the claim absurd” denies it, too.
_THE_CLAIM = re.compile(r"(?:the|this|that|such|these|those) (?:claim|doubt|report|statement)s?\b", re.IGNORECASE)
_ACCUSATION = re.compile(r"(?:the|this|that|such|these|those|all) (?:accusation|allegation|charge)s?\b", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    "been does from have more most only over said some than that them then they this very were what "
    "when which will with would".split()
)

Claim = Mapping[str, Any]


def denial(claims: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """Find the first claim that somebody else denies, and the denial; None if nobody is told to deny one.

    “The accusation” is what was claimed first, “the claim” what was claimed last; who denies “that he was tired” denies
    a claim that has these words.

    Parameters
    ----------
    claims : sequence of mapping
        Attributions, in the order of the story.

    Returns
    -------
    tuple of (mapping, mapping) or None
        Both below headline and deck where they stand there, too.
    """
    below = [claim for claim in claims if claim["cue"]["sentence"] not in ("headline", "deck")]
    for listed in (below, claims):
        for place, other in enumerate(listed):
            before = [one for one in listed[:place] if one["speaker"] != other["speaker"] and not is_denial(one)]
            if is_denial(other) and (meant := _meant_by(other, before)):
                return meant, other
    return None


def _meant_by(denied: Claim, before: Sequence[Claim]) -> Claim | None:
    """Find which of the claims before it a denial means."""
    words = claimed(denied)
    if _ACCUSATION.match(words):
        return before[0] if before else None
    if _THE_CLAIM.match(words) or words.casefold() in ("it", "so", "that", "this"):
        return before[-1] if before else None
    wanted = _stems(words)
    for claim in reversed(before):
        shared = wanted & _stems(claimed(claim))
        if len(shared) > 1 or (wanted and shared == wanted):
            return claim
    return None


def _stems(words: str) -> set[str]:
    """Return how the longer words of a claim begin: “tired” and “tiredness” are the same."""
    return {word.casefold()[:4] for word in _WORD.findall(plain(words))} - _SMALL_WORDS


def is_denial(claim: Claim) -> bool:
    """Tell whether somebody says of what another one claims that it is not so."""
    if DENIES.fullmatch(plain(claim["cue"]["words"]).casefold()):
        return True
    words = claim["content"][0]["words"]
    return bool(CALLS.fullmatch(claim["cue"]["words"]) and (_THE_CLAIM.match(words) or _ACCUSATION.match(words)))


def sides(claims: Sequence[Claim], names: Mapping[str, str]) -> dict[str, int]:
    """Tell by speaker on which side of the story's first dispute they stand, 0 or 1; others are left out.

    A spokesman stands on the side whose name his own has in it, “its director” on the side of who spoke before.
    """
    found = denial(claims)
    if not found:
        return {}
    of = {found[0]["speaker"]: 0, found[1]["speaker"]: 1}
    for _ in range(2):  # one may belong to a side through another one
        words: list[set[str]] = [set(), set()]
        for speaker, side in of.items():
            words[side] |= _words(names[speaker])
        for speaker, name in names.items():
            shared = [len(_words(name) & (words[side] - words[1 - side])) for side in (0, 1)]
            if speaker not in of and shared[0] != shared[1] and 0 in shared:
                of[speaker] = 0 if shared[0] else 1
    last = ""
    for claim in claims:
        source = claim["source"]["words"] if claim["source"] else ""
        if claim["speaker"] not in of and last in of and _OF_ANOTHER.match(source):
            of[claim["speaker"]] = of[last]
        last = claim["speaker"]
    return of


def _words(name: str) -> set[str]:
    """Return the words of a name that tell it from others."""
    found = {word.casefold() for word in _WORD.findall(plain(name))}
    return {word.removesuffix("'s") for word in found} - _COMMON
