"""What the marker finds: one mark a stretch of words, with the rule that found it; and how that is said in words."""

from __future__ import annotations

from typing import NamedTuple

KIND_NAMES = {
    "source": "Source",
    "cue": "Cue",
    "content": "Content",
    "unattributed": "No speaker",
    "hedge": "Hedge",
    "scope": "Scope",
    "booster": "Booster",
    "scare quote": "Scare quotes",
    "presupposition": "Taken for granted",
    "name": "Name",
    "loaded-word candidate": "Loaded word?",
}
"""The kinds of marks, in the order of the filters, with the names that a reader sees."""

_LONGEST_WORDS = 60


class Mark(NamedTuple):
    """Some characters of a text, what they do there, and the rule that says so.

    Parameters
    ----------
    kind : str
        Such as ``"source"``, ``"cue"``, ``"content"``, ``"hedge"`` or ``"scope"``.
    start, end : int
        Half-open range of character positions in the whole text.
    rule : str
        Id of the rule in ``data/marker/rules``.
    confidence : float
        How often the rule is right, between 0 and 1: the share that the glossary gives it, not a probability
        for this very case.
    relation_id : str
        The same for marks that belong together (the source, cue and content of one attribution; a hedge and its
        scope). Empty for a mark that stands alone.
    note : str
        What else the rule knows, in a word or two, such as the stance of a reporting verb or the id of the actor
        that is named. Empty if nothing.
    inside : str
        The relation id of the attribution in whose content this source, cue or content stands: somebody tells what
        somebody else says. Empty if the writer tells it.
    """

    kind: str
    start: int
    end: int
    rule: str
    confidence: float
    relation_id: str = ""
    note: str = ""
    inside: str = ""


class Link(NamedTuple):
    """A guess across sentences or paragraphs, kept apart from the marks.

    Parameters
    ----------
    kind : str
        ``"continuation"``: a quotation goes on here. ``"antecedent"``: the name that a pronoun may stand for.
    start, end : int
        Half-open range of character positions in the whole text.
    relation_id : str
        The attribution that the words may belong to.
    rule : str
        Id of the rule.
    confidence : float
        Between 0 and 1.
    """

    kind: str
    start: int
    end: int
    relation_id: str
    rule: str
    confidence: float


def shortened(words: str) -> str:
    """Put words in one line of at most 60 characters, for a sentence or a table."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1].rstrip() + "…"


def how_sure(mark: Mark | Link) -> str:
    """Say in words how often the rule of a mark is right."""
    steps = ((0.9, "very often right"), (0.75, "mostly right"), (0.5, "often right"))
    return next((words for least, words in steps if mark.confidence >= least), "a guess")
