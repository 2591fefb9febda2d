"""What the marker found in a text: to count, to go through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.marker.lexicon import rules
from helpers.marker.marks import KIND_NAMES, Link, Mark, shortened
from helpers.marker.words import paragraphs_of

_PARTS = ("source", "cue", "content")
_OPENING = re.compile(r"[“\"«„]|(?<!\w)[‘']\w")
_WHOLE_QUOTATION = re.compile(r"[“\"«„‘'][^“”\"«»„]*[”\"»’'.,;:!?…]*")
_COUNTED = {
    "hedge": "hedge",
    "booster": "booster",
    "scare quote": "scare quote",
    "presupposition": "presupposition",
    "name": "name",
    "loaded-word candidate": "loaded-word candidate",
    "unattributed": "claim without a speaker",
}
_MANY = {"unattributed": "claims without a speaker"}


@dataclass(frozen=True)
class Attribution:
    """Who says what: the marks of one attribution.

    Parameters
    ----------
    source, cue, content : tuple of Mark
        Its parts in text order. Any of them may be empty, or in several pieces.
    quotation : str
        ``"direct"`` if all the content is in quotation marks, ``"mixed"`` if some is, ``"indirect"`` if none, empty
        if there is no content.
    stance : str
        What the cue's marks note of the reporting verb.
    rule : str
        Id of the rule that found it.
    confidence : float
        Of that rule.
    text : str
        The whole text.
    """

    source: tuple[Mark, ...]
    cue: tuple[Mark, ...]
    content: tuple[Mark, ...]
    quotation: str
    stance: str
    rule: str
    confidence: float
    text: str

    def __repr__(self) -> str:
        source, cue, content = (
            " … ".join(shortened(self.text[mark.start : mark.end]) for mark in marks)
            for marks in (self.source, self.cue, self.content)
        )
        who = f"{source} (source)" if source else "Nobody named"
        how = f" {cue} (cue)" if cue else ""
        return f"{who}{how}: {content or '…'}"


@dataclass(frozen=True)
class Marks:
    """All that the marker found in one text: candidates to discuss.

    Parameters
    ----------
    text : str
        The text as it came.
    mode : str
        ``"speech"``, ``"wide"`` or ``"guesses"``.
    marks : tuple of Mark
        In text order.
    links : tuple of Link
        Guesses across paragraphs.
    doubt : str
        Why the marks may be worth little, such as another language; empty if nothing speaks against them.
    """

    text: str = field(repr=False)
    mode: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...] = ()
    doubt: str = ""

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who says what, in text order; attributions inside others too."""
        groups: dict[str, list[Mark]] = {}
        for mark in sorted(self.of_kind(*_PARTS), key=lambda mark: (mark.start, mark.end)):
            # A mark that stands alone is an attribution of its own, whatever else has no relation.
            groups.setdefault(mark.relation_id or f"alone {mark}", []).append(mark)
        return tuple(self._attribution(group) for group in groups.values())

    def _attribution(self, group: Sequence[Mark]) -> Attribution:
        parts = {kind: tuple(mark for mark in group if mark.kind == kind) for kind in _PARTS}
        speaks = (*parts["cue"], *parts["source"], *parts["content"])[0]
        return Attribution(
            **parts,
            quotation=_quotation(self.text, parts["content"]),
            stance=next((mark.note for mark in parts["cue"] if mark.note), ""),
            rule=speaks.rule,
            confidence=speaks.confidence,
            text=self.text,
        )

    def of_kind(self, *kinds: str) -> tuple[Mark, ...]:
        """Pick the marks of some kinds.

        Parameters
        ----------
        *kinds : str
            Such as ``"hedge"``.

        Returns
        -------
        tuple of Mark

        Raises
        ------
        ValueError
            If the marker has no such kind.
        """
        for kind in kinds:
            if kind not in KIND_NAMES:
                raise ValueError(f"The marker has no kind “{kind}”. The kinds are: {', '.join(KIND_NAMES)}.")
        return tuple(mark for mark in self.marks if mark.kind in kinds)

    def words(self, mark: Mark) -> str:
        """Return the words of a mark.

        Parameters
        ----------
        mark : Mark
            One of the marks.

        Returns
        -------
        str
            Exactly as they stand in the text.
        """
        return self.text[mark.start : mark.end]

    def reason(self, mark: Mark) -> str:
        """Tell why something is marked.

        Parameters
        ----------
        mark : Mark
            One of the marks.

        Returns
        -------
        str
            A sentence for a learner; long words are cut short in it.
        """
        return rules()[mark.rule].says.replace("{words}", shortened(self.words(mark)))

    def __repr__(self) -> str:
        doubt = f"{self.doubt} " if self.doubt else ""
        number = sum(word[0].isalnum() for part in paragraphs_of(self.text) for word in part.written)
        numbers = {"attribution": len(self.attributions)} | {kind: len(self.of_kind(kind)) for kind in _COUNTED}
        counts = [
            counted(count, _COUNTED.get(kind, kind), _MANY.get(kind, "")) for kind, count in numbers.items() if count
        ]
        where = "In this 1 word" if number == 1 else f"In these {number} words"
        if not counts:
            return f"{doubt}{where} the marker found nothing. That is no verdict: it may have missed something."
        only = "This is a candidate" if sum(numbers.values()) == 1 else "These are candidates"
        return f"{doubt}{where} the marker found {', '.join(counts)}. {only} to discuss, no verdict."


def counted(number: int, noun: str, plural: str = "") -> str:
    """Say how many there are, such as *1 mark* or *2 marks*."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _quotation(text: str, content: Sequence[Mark]) -> str:
    """Tell whether words are quoted: their quotation marks may stand in them or just outside."""
    if not content:
        return ""
    around = [text[max(0, mark.start - 1) : mark.end + 1].strip() for mark in content]
    if all(_WHOLE_QUOTATION.fullmatch(words) for words in around):
        return "direct"
    return "mixed" if any(_OPENING.search(words) for words in around) else "indirect"
