"""What a question asks to look for in a learner's own headline or lead: who may speak, what may be told, which words.

How it is looked for is told in `helpers.kinds.text.rewrite_check`, which needs the marker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.content import ContentProblem, load, source_records
from helpers.story import load_beside, load_story


@dataclass(frozen=True)
class Speaker:
    """Somebody who may be named, and the words that do it; words all in capitals must be written so."""

    id: str
    name: str
    words: Sequence[str]


@dataclass(frozen=True)
class Statement:
    """A claim or a fact that the text may tell."""

    id: str
    name: str  # as the learner reads it, such as “that the bridge is safe”
    tells: Sequence[Sequence[str]]  # a word of each list stands in the sentence; help* is every word that begins so
    speaker: str = ""  # id of whose claim it is; empty for a fact, which needs none
    keeps: Sequence[str] = ()  # words of care, one of which belongs to it
    keeps_reason: str = ""  # why, for the learner


@dataclass(frozen=True)
class Watch:
    """Words that may say more than the sources do, and why."""

    id: str
    name: str
    words: Sequence[str]  # or phrases; a last * stands for any ending
    reason: str
    only_as_cue: bool = False  # where it tells that somebody speaks: she claims that, but not her claims


@dataclass(frozen=True)
class RewriteChecks:
    """What to look for in a learner's rewrite."""

    speakers: Sequence[Speaker] = ()
    claims: Sequence[Statement] = ()
    facts: Sequence[Statement] = ()
    material: Sequence[str] = ()  # texts that the rewrite may draw on
    watch: Sequence[Watch] = ()
    plain: Sequence[str] = ()  # words that add nothing, beside the function words of English
    saying_nouns: Sequence[str] = ()  # they tie words to a speaker before them, as in: the council's claim that


def checks_from(checks: Mapping[str, Any]) -> RewriteChecks:
    """Gather what a question looks for in a rewrite; ContentProblem, if a story or source it draws on is not there."""
    drawn, shared = checks["material"], load("rewrite_words.json")
    sources = source_records()
    material = [sentence.text for story in drawn["stories"] for sentence in load_story(story).sentences.values()]
    material += [line["text"] for story in drawn["status"] for line in load_beside(story, "status")["lines"]]
    for name in drawn["sources"]:
        if name not in sources:
            raise ContentProblem(f"There is no source “{name}” in data/sources.json.")
        source = sources[name]
        material += [source["title"], source["publisher"], *source["supports"], *source.get("quotations", ())]
    return RewriteChecks(
        speakers=tuple(Speaker(**entry) for entry in checks["speakers"]),
        claims=tuple(Statement(**entry) for entry in checks["claims"]),
        facts=tuple(Statement(**entry) for entry in checks["facts"]),
        material=tuple(material),
        watch=tuple(Watch(**entry) for entry in shared["watch"]),
        plain=(*shared["plain"], *checks.get("plain", ())),
        saying_nouns=tuple(shared["saying_nouns"]),
    )
