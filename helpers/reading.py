"""Our reading of a story: its labels, the marks that its entries make, and its lines in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from helpers.content import load
from helpers.story import Span, count_of, load_reading, load_story

ORDINALS = ("second", "third", "fourth", "fifth", "sixth")
# What a stretch of words does with what it says, in the words of the lesson on what slips in unsaid.
_DOES = {
    "presupposes": "takes for granted",
    "implies": "suggests",
    "asserts": "claims openly",
    "evaluates": "judges",
    "points back": "points back",
}


@dataclass(frozen=True)
class Label:
    """A kind of mark, as its button shows it."""

    id: str
    name: str
    hint: str


class ReadingLine(NamedTuple):
    """One entry of a reading in words: what is marked, who speaks or what the words do, and why."""

    words: str
    marked_as: str
    reasons: str


def labels() -> dict[str, Label]:
    """Return every kind of mark by its id, as the glossary file names it."""
    return {label["id"]: Label(**label) for label in load("glossary.json")["labels"]}


def reading_lines(story: str, kinds: Sequence[str]) -> Iterator[ReadingLine]:
    """Put our reading of a story into words, in the order of the story; the reasons end with the second readings."""
    text, reading = load_story(story), load_reading(story)
    speakers = {speaker["id"]: speaker["name"] for speaker in reading["speakers"]}
    order = {sentence_id: place for place, sentence_id in enumerate(text.sentences)}
    entries = [(kind, entry) for kind in kinds for entry in reading[kind]]
    entries.sort(key=lambda kind_and_entry: order[_main_span(*kind_and_entry).sentence])
    for kind, entry in entries:
        marked_as = (
            f"{speakers[entry['speaker']]} ({entry['quotation']})"
            if kind == "attributions"
            else entry.get("degree", _DOES.get(entry.get("does"), ""))
        )
        reasons = [entry["says"]] if "says" in entry else []
        reasons.append(entry["reason"])
        others = enumerate(second["says"] for second in entry["second_readings"])
        reasons += [f"{name_of_second_reading(number)}: {says}" for number, says in others]
        yield ReadingLine(_main_span(kind, entry).words, marked_as, " ".join(reasons))


def not_read_in(reading: Mapping[str, Any]) -> str:
    """Say how many sentences of a story nobody has read yet; empty for a reading that is finished."""
    left = len(reading.get("not_read", ()))
    return f" Not read, and not counted: {count_of(left, 'sentence')}." if left else ""


def _main_span(kind: str, entry: Mapping[str, Any]) -> Span:
    return Span.of(entry["content"][0] if kind == "attributions" else entry["words"])


def name_of_second_reading(number: int) -> str:
    """Name a reading beside ours; the first of them has the number 0."""
    return f"A {ORDINALS[number]} reading" if number < len(ORDINALS) else "Another reading"


def marks_of(kind: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Span]]:
    """Yield label id and words of each mark that an entry of a reading makes; `kind` is the list that it stands in."""
    match kind:
        case "attributions":
            if entry["source"]:
                yield "source", Span.of(entry["source"])
            yield "cue", Span.of(entry["cue"])
            yield from (("content", Span.of(span)) for span in entry["content"])
        case "hedges":
            yield "hedge", Span.of(entry["words"])
            yield from (("scope", Span.of(span)) for span in entry["scope"])
        case "boosters" | "scare_quotes" | "presuppositions" | "without_speaker":
            label = {
                "boosters": "booster",
                "scare_quotes": "scare-quote",
                "presuppositions": "presupposition",
                "without_speaker": "no-speaker",
            }[kind]
            yield label, Span.of(entry["words"])
