"""Who speaks in a story, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from helpers.charts.chart import Chart
from helpers.story import load_reading, load_story

# A reader of the chart needs fewer degrees than a reader of the reading.
WITHOUT_SPEAKER = {
    "speaker comes soon": "No speaker of its own",
    "next quotation may cover it": "No speaker of its own",
    "no speaker": "No speaker of its own",
    "only the showing is attributed": "Shown, but nobody says what is seen",
    "seen by the reporter": "Seen by the reporter, or open to check",
}


@dataclass(frozen=True)
class SpeakerCount:
    """In how many sentences a speaker is given words or claims, and in how many only inside somebody else's words."""

    name: str
    sentences: int
    inside: int


def count_speakers(story_id: str) -> tuple[list[SpeakerCount], dict[str, int]]:
    """Count who speaks in a story, most sentences first, and which sentences have no speaker of their own.

    Headline and deck are counted, page label and dateline are not. A sentence with a claim that has no
    speaker of its own is counted by the degree of that, not for the speaker who may stand beside it.
    """
    reading = load_reading(story_id)
    bare = {entry["words"]["sentence"]: WITHOUT_SPEAKER[entry["degree"]] for entry in reading["without_speaker"]}
    outer: dict[str, set[str]] = {speaker["id"]: set() for speaker in reading["speakers"]}
    inner: dict[str, set[str]] = {speaker["id"]: set() for speaker in reading["speakers"]}
    for attribution in reading["attributions"]:
        heard = inner if attribution["inside"] else outer
        heard[attribution["speaker"]] |= {span["sentence"] for span in attribution["content"]} - bare.keys()
    counts = [
        SpeakerCount(speaker["name"], len(outer[speaker["id"]]), len(inner[speaker["id"]] - outer[speaker["id"]]))
        for speaker in reading["speakers"]
    ]
    return sorted(counts, key=lambda c: (-c.sentences, -c.inside, c.name)), dict(Counter(bare.values()))


def speakers_chart(story_id: str) -> Chart:
    """Draw who speaks in a story: a bar for each speaker, and for each way in which a sentence can be without one."""
    counts, bare = count_speakers(story_id)
    rows: list[tuple[str, int, int]] = [(count.name, count.sentences, count.inside) for count in counts]
    rows += [(name, number, 0) for name, number in bare.items()]
    spoken = [f"{name}: {number}" for name, number, _ in rows if number]
    sentence = f"{load_story(story_id).about['outlet']['name']}, sentences by speaker. {'; '.join(spoken)}."
    silent = [name for name, number, _ in rows if not number]
    if silent:
        sentence += f" Heard only inside somebody else’s words: {'; '.join(silent)}."
    header = ("Speaker", "Sentences", "Only inside somebody else’s words")
    return Chart("Who speaks? Sentences by speaker", sentence, header, rows)
