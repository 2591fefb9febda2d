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
    """Somebody who may be named.

    Parameters
    ----------
    id, name : str
        Id, and the name as the learner reads it.
    words : sequence of str
        Words that name the speaker. Words all in capitals must be written so.
    """

    id: str
    name: str
    words: Sequence[str]


@dataclass(frozen=True)
class Statement:
    """A claim or a fact that the text may tell.

    Parameters
    ----------
    id, name : str
        Id, and what the learner reads, such as “that the bridge is safe”.
    tells : sequence of sequence of str
        A sentence tells it if it has a word of each list. ``help*`` stands for every word that begins so.
    speaker : str
        Id of the speaker whose claim it is; empty for a fact that needs none.
    keeps : sequence of str
        Words of care, one of which belongs to it.
    keeps_reason : str
        Why, for the learner.
    """

    id: str
    name: str
    tells: Sequence[Sequence[str]]
    speaker: str = ""
    keeps: Sequence[str] = ()
    keeps_reason: str = ""


@dataclass(frozen=True)
class Watch:
    """Words that may say more than the sources do, and why.

    Parameters
    ----------
    id, name : str
        Id, and the name of the group.
    words : sequence of str
        Words or phrases; a last ``*`` stands for any ending.
    reason : str
        For the learner.
    only_as_cue : bool
        Whether a word counts only where it tells that somebody speaks: *she claims that*, but not *her claims*.
    """

    id: str
    name: str
    words: Sequence[str]
    reason: str
    only_as_cue: bool = False


@dataclass(frozen=True)
class RewriteChecks:
    """What to look for in a learner's rewrite.

    Parameters
    ----------
    speakers : sequence of Speaker
        Who may be named.
    claims, facts : sequence of Statement
        Claims need their speaker; facts can stand by themselves.
    material : sequence of str
        Texts that the rewrite may draw on.
    watch : sequence of Watch
        Words to look at twice.
    plain : sequence of str
        Words that add nothing, beside the function words of English.
    saying_nouns : sequence of str
        Nouns that tie words to a speaker who stands before them, as in *the council's claim that*.
    """

    speakers: Sequence[Speaker] = ()
    claims: Sequence[Statement] = ()
    facts: Sequence[Statement] = ()
    material: Sequence[str] = ()
    watch: Sequence[Watch] = ()
    plain: Sequence[str] = ()
    saying_nouns: Sequence[str] = ()


def checks_from(checks: Mapping[str, Any]) -> RewriteChecks:
    """Gather what a learner's rewrite is looked through for.

    Parameters
    ----------
    checks : mapping
        The ``checks`` of a question for a text.

    Returns
    -------
    RewriteChecks

    Raises
    ------
    ContentProblem
        If it draws on a story or a source that is not there.
    """
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
        speakers=tuple(Speaker(**one) for one in checks["speakers"]),
        claims=tuple(Statement(**one) for one in checks["claims"]),
        facts=tuple(Statement(**one) for one in checks["facts"]),
        material=tuple(material),
        watch=tuple(Watch(**one) for one in shared["watch"]),
        plain=(*shared["plain"], *checks.get("plain", ())),
        saying_nouns=tuple(shared["saying_nouns"]),
    )
