"""What the marker finds: one mark a stretch of words, with the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
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
    """

    kind: str
    start: int
    end: int
    rule: str
    confidence: float
    relation_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
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
