"""Exercises made of a confirmed reading: one module for each use, in this folder, and nothing else has to be told.

A generator has ``STEP`` (the part of the lesson that it belongs to), ``ORDER`` (its place there), ``ASKS`` (what it
asks, for the teacher who chooses) and ``questions(material)``, which yields questions in the form of the shipped ones.
It makes them of the rule, the words and the reading: wrong options are words of the story, and every option has a
reason that quotes words of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from helpers.story import Sentence, plain
from helpers.story_workshop.confirmed import Confirmed
from helpers.story_workshop.reasons import all_words_of, within, words_of
from helpers.story_workshop.sides import denial, sides

STEPS = ("look first", "who says so", "how it is told", "how sure", "check", "your turn")
"""The parts of a lesson that have exercises, in order."""

# What is denied, demanded or feared is no claim of who does so, and “this” is none that one can read.
_AGAINST = re.compile(
    r"den(?:y|ies|ied)|dismiss(?:es|ed)?|reject(?:s|ed)?|refut(?:es|ed?)|doubt(?:s|ed)?|contradict(?:s|ed)?|"
    r"demand(?:s|ed)?|call(?:s|ed)? for|ask(?:s|ed)?(?: for)?|order(?:s|ed)?|warn(?:s|ed)? (?:\w+ )?against|"
    r"appeal(?:s|ed)?.*|"
    r"fear(?:s|ed)?|hope(?:s|d)?|wish(?:es|ed)?|want(?:s|ed)?|refus(?:es|ed)|(?:did|does|do) not .*"
)
_POINTS_BACK = ("this", "that", "it", "so")
_BEHIND_A_DASH = re.compile(r"\s[–—-]\s([^–—:]+)$")
_BEFORE_A_COLON = re.compile(r"^([^–—:]+):\s")


@dataclass(frozen=True)
class Generated:
    """A question that was made, the generator that made it, its part of the lesson, and what it asks."""

    question: Mapping[str, Any]
    use: str
    step: str
    asks: str = ""


@dataclass(frozen=True)
class Material:
    """What exercises are made of: only what was confirmed."""

    confirmed: Confirmed

    @cached_property
    def reading(self) -> dict[str, Any]:
        """The reading as it would be kept."""
        return self.confirmed.reading()

    @property
    def story_id(self) -> str:
        """The name of the story's folder."""
        return self.confirmed.story.id

    @cached_property
    def names(self) -> dict[str, str]:
        """Name the speakers whose words were confirmed, by id."""
        return {speaker["id"]: speaker["name"] for speaker in self.reading["speakers"]}

    @cached_property
    def read(self) -> list[str]:
        """The sentences that were confirmed, in order."""
        return [sentence for sentence in self.confirmed.to_read if sentence in self.confirmed.settled]

    @cached_property
    def below(self) -> list[str]:
        """The sentences that were confirmed below headline and deck, in order."""
        return [sentence for sentence in self.read if sentence not in ("headline", "deck")]

    @cached_property
    def first_lines(self) -> list[str]:
        """Headline, deck and first sentence: what most readers see, and many see nothing else."""
        above = [sentence for sentence in self.confirmed.to_read if sentence in ("headline", "deck")]
        return [*above, *[sentence for sentence in self.confirmed.to_read if sentence not in above][:1]]

    @cached_property
    def outer(self) -> list[dict[str, Any]]:
        """Attributions that stand inside no other, in order."""
        return [attribution for attribution in self.reading["attributions"] if not attribution["inside"]]

    @cached_property
    def dispute(self) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
        """The claim that somebody denies, and the denial."""
        return denial(self.outer)

    @cached_property
    def sides(self) -> dict[str, int]:
        """On which side of that dispute each speaker stands, by id; those on none are left out."""
        return sides(self.outer, self.names)

    def side(self, entry: Mapping[str, Any]) -> str:
        """Return the side of an attribution's speaker; of one who is on none, the speaker."""
        return str(self.sides.get(entry["speaker"], entry["speaker"]))

    @cached_property
    def headline_speaker(self) -> str:
        """The words by which the headline names who says so; empty if it names nobody.

        Nobody may have marked what stands behind its dash, or before its colon, and yet it names a speaker.
        """
        marked = (one["source"] for one in self.attributions_in("headline") if one["source"])
        if source := next(marked, None):
            return source["words"]
        text = self.confirmed.story.sentence("headline").text
        parts = [*_BEHIND_A_DASH.findall(text)[-1:], *_BEFORE_A_COLON.findall(text)]
        known = {word for name in self.names.values() for word in _words(name)}
        return next((part for part in parts if _words(part) and _words(part) <= known), "")

    @cached_property
    def is_headline_unmarked(self) -> bool:
        """Whether the headline names a speaker whom nobody marked: then whose words it tells is not known."""
        return bool(self.headline_speaker) and not any(entry["source"] for entry in self.attributions_in("headline"))

    def sentence(self, sentence: str) -> Sentence:
        """Return a sentence of the story."""
        return self.confirmed.story.sentence(sentence)

    def where(self, span: Mapping[str, Any]) -> str:
        """Quote the sentence in which words stand, as a reason does: without its full stop, of a long one the first."""
        return words_of({"words": self.sentence(span["sentence"]).text})

    def attributions_in(self, sentence: str) -> list[dict[str, Any]]:
        """Return all attributions whose cue stands in a sentence."""
        return [
            attribution for attribution in self.reading["attributions"] if attribution["cue"]["sentence"] == sentence
        ]

    def name(self, use: str, *more: str) -> str:
        """Make the id of a question."""
        return "-".join((self.story_id, use, *more))

    def passage(self, *sentences: str) -> dict[str, Any]:
        """Show sentences of the story above a question."""
        return {"story": self.story_id, "sentences": list(sentences)}

    @staticmethod
    def one_sentence(entry: Mapping[str, Any]) -> bool:
        """Tell whether all that an attribution marks stands in one sentence."""
        spans = [entry["cue"], *entry["content"], *([entry["source"]] if entry["source"] else [])]
        return len({span["sentence"] for span in spans}) == 1


def generators() -> list[str]:
    """Name the generators that there are, in the order in which a lesson asks what they make."""
    names = [module.name for module in iter_modules(__path__)]
    loaded = {name: import_module(f"{__name__}.{name}") for name in names}
    return sorted(names, key=lambda name: (STEPS.index(loaded[name].STEP), loaded[name].ORDER, name))


def generate(confirmed: Confirmed) -> Iterator[Generated]:
    """Make every exercise that a confirmed reading gives, in the order of a lesson.

    Parameters
    ----------
    confirmed : Confirmed
        What a person confirmed; nothing else is used.

    Yields
    ------
    Generated
    """
    material = Material(confirmed)
    for name in generators():
        module = import_module(f"{__name__}.{name}")
        for question in module.questions(material):
            yield Generated(question, name, module.STEP, module.ASKS)


def _words(text: str) -> set[str]:
    """Return the words of a name, without articles and the like."""
    return {word for word in re.findall(r"[^\W_]+", plain(text).casefold()) if len(word) > 3}


def evenly(
    entries: Sequence[Mapping[str, Any]], most: int, of: Callable[[Mapping[str, Any]], Any]
) -> list[Mapping[str, Any]]:
    """Choose some of the entries, from all of the story, and of each speaker or kind about as many; in their order.

    Parameters
    ----------
    entries : sequence of mapping
        In the order of the story.
    most : int
        How many are wanted.
    of : callable
        Returns what is to be spread: a speaker, a side, a degree.

    Returns
    -------
    list of mapping
    """
    rows: dict[Any, list[int]] = {}
    for place, entry in enumerate(entries):
        rows.setdefault(of(entry), []).append(place)
    chosen: list[int] = []
    while any(rows.values()) and len(chosen) < most:
        for _, row in sorted(rows.items(), key=lambda one: str(one[0])):
            if row and len(chosen) < most:
                # The one farthest from all that was chosen; of the first ones the first.
                place = max(row, key=lambda at: (min((abs(at - other) for other in chosen), default=0), -at))
                chosen.append(place)
                row.remove(place)
    return [entries[place] for place in sorted(chosen)]


def is_claim(entry: Mapping[str, Any]) -> bool:
    """Tell whether the words that are marked as content are what the speaker claims."""
    words = entry["content"][0]["words"].casefold()
    cue = re.sub(r"^(?:has|have|had) | that$", "", entry["cue"]["words"].casefold())
    return words not in _POINTS_BACK and not (words.startswith("against ") or _AGAINST.fullmatch(cue))


def is_agreed(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry can be a key: nobody said of it that careful readers differ, and left it at that."""
    return all(second.keys() & {"source", "content", "scope"} for second in entry["second_readings"])


def option(identity: str, text: str, reason: str, *, accepted: bool = False) -> dict[str, Any]:
    """Write an option of a choice."""
    return {"id": identity, "text": text, "accepted": accepted, "reason": reason}


def in_turn(options: list[dict[str, Any]], seed: str) -> list[dict[str, Any]]:
    """Put options in an order that has nothing to do with which fits, the same each time."""
    from random import Random

    mixed = sorted(options, key=lambda choice: choice["id"])
    Random(seed).shuffle(mixed)
    return mixed


__all__ = [
    "STEPS",
    "Generated",
    "Material",
    "all_words_of",
    "evenly",
    "generate",
    "generators",
    "in_turn",
    "is_agreed",
    "is_claim",
    "option",
    "within",
    "words_of",
]
