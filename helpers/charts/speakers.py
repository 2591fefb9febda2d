"""Who speaks in a story, and how often."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.charts.living_story import LivingStory, MarksBySentence
from helpers.charts.quoted import quoted_words
from helpers.living_text import KeyEntry, Way, WayMark
from helpers.reading import not_read_in
from helpers.story import Span, count_of, load_glosses, load_reading, load_story

# A reader of the chart needs fewer degrees than a reader of the reading.
WITHOUT_SPEAKER = {
    "speaker comes soon": "No speaker of its own",
    "next quotation may cover it": "No speaker of its own",
    "speaker before may cover it": "No speaker of its own",
    "no speaker": "No speaker of its own",
    "only the showing is attributed": "Shown, but nobody says what is seen",
    "seen by the reporter": "Seen by the reporter, or open to check",
}
SIGNS_WITHOUT_SPEAKER = {
    "No speaker of its own": "○",
    "Shown, but nobody says what is seen": "◐",
    "Seen by the reporter, or open to check": "●",
}
NOBODY, LOOKS = "wss-mark--nobody", 6
# Other letters have another meaning in the pictures of this course: see the table in `helpers.charts`.
LETTERS = "ABDEFGIJKLMOQRSTUVW"
HOW_TO_READ = (
    "High bar: quoted. Low bar: reported. Dashed (○ ◐ ●): no speaker of its own. Thin line: words of the paper that"
    " only say who speaks. A line has the signs of all who are heard in it, also inside somebody else’s words."
)


@dataclass(frozen=True)
class SpeakerCount:
    """In how many sentences a speaker is given words or claims, and in how many only inside somebody else's words."""

    name: str
    sentences: int
    inside: int


def count_speakers(story_id: str) -> tuple[list[SpeakerCount], dict[str, int]]:
    """Count who speaks in a story, most sentences first, and which sentences have no speaker of their own.

    Headline and deck are counted, page label and dateline are not. A sentence with a claim that has no
    speaker of its own is counted by the degree of that, not for the speaker who may stand beside it; one with two such
    claims by both degrees.
    """
    reading = load_reading(story_id)
    degrees = [(entry["words"]["sentence"], WITHOUT_SPEAKER[entry["degree"]]) for entry in reading["without_speaker"]]
    bare = {sentence for sentence, _ in degrees}
    outer: dict[str, set[str]] = {speaker["id"]: set() for speaker in reading["speakers"]}
    inner: dict[str, set[str]] = {speaker["id"]: set() for speaker in reading["speakers"]}
    for attribution in reading["attributions"]:
        heard = inner if attribution["inside"] else outer
        heard[attribution["speaker"]] |= {span["sentence"] for span in attribution["content"]} - bare
    counts = [
        SpeakerCount(speaker["name"], len(outer[speaker["id"]]), len(inner[speaker["id"]] - outer[speaker["id"]]))
        for speaker in reading["speakers"]
    ]
    most_first = sorted(counts, key=lambda c: (-c.sentences, -c.inside, c.name))
    return most_first, dict(Counter(name for _, name in dict.fromkeys(degrees)))


def speakers_chart(story_id: str) -> LivingStory:
    """Show a story by voice; count for each speaker, and for each way to be without one, the sentences that it has."""
    story = load_story(story_id)
    counts, bare = count_speakers(story_id)
    rows: list[tuple[str, int, int]] = [(count.name, count.sentences, count.inside) for count in counts]
    rows += [(name, number, 0) for name, number in bare.items()]
    spoken = [f"{name}: {number}" for name, number, _ in rows if number]
    reading = load_reading(story_id)
    read = len(story.places) - len(reading.get("not_read", ()))
    seen = f"{story.about['outlet']['name']}: {_most_heard(counts, read)}"
    more = f"Sentences by speaker: {'; '.join(spoken)}."
    silent = [name for name, number, _ in rows if not number]
    if silent:
        more += f" Heard only inside somebody else’s words: {'; '.join(silent)}."
    more += not_read_in(reading)
    header = ("Speaker", "Sentences", "Only inside somebody else’s words")
    if not any(inside for _, _, inside in rows):  # a column of nothing tells nothing
        header, rows = header[:2], [row[:2] for row in rows]
    title = "Who speaks? The story by voice"
    ways = (by_voice(story_id),)
    return LivingStory(title, seen, header, rows, story, ways, load_glosses(story_id), more=more)


def _most_heard(counts: Sequence[SpeakerCount], sentences: int) -> str:
    """Say what one sees first: one voice fills the story, or several share it."""
    if not counts:
        return f"in {count_of(sentences, 'sentence')} nobody is heard."
    most = counts[0]
    if 2 * most.sentences > sentences:
        return f"in {most.sentences} of {sentences} sentences one voice speaks, {_short(most.name)}."
    heard = sum(count.sentences > 0 for count in counts)
    return f"{count_of(heard, 'voice')} in {sentences} sentences; none has more than {most.sentences} to itself."


def by_voice(story_id: str) -> tuple[Way, MarksBySentence]:
    """Mark each stretch of a story by whose words it is: quoted, reported, or without a speaker of its own."""
    story, reading = load_story(story_id), load_reading(story_id)
    counts, bare = count_speakers(story_id)
    names = {speaker["id"]: speaker["name"] for speaker in reading["speakers"]}
    order = [count.name for count in counts]
    outer = {entry["id"]: names[entry["speaker"]] for entry in reading["attributions"]}
    quoted, marks = quoted_words(story), defaultdict(list)
    for entry in reading["attributions"]:
        place = order.index(names[entry["speaker"]])
        name, sign, look = _short(names[entry["speaker"]]), letter(place), voice_look(place)
        for span in map(Span.of, entry["content"]):
            start, end = story.find(span)
            if entry["inside"]:
                says = f"{name}, told by {_short(outer[entry['inside']])}"
                marks[span.sentence].append(WayMark(start, end, f"{look} wss-reported", sign, sign, says))
                continue
            for first, last, inside in _by_quotation(start, end, quoted[span.sentence]):
                how = "quoted" if inside else "reported"
                marks[span.sentence].append(WayMark(first, last, f"{look} wss-{how}", sign, sign, f"{name}, {how}"))
    for entry in reading["without_speaker"]:
        span, name = Span.of(entry["words"]), WITHOUT_SPEAKER[entry["degree"]]
        sign = SIGNS_WITHOUT_SPEAKER[name]
        marks[span.sentence].append(WayMark(*story.find(span), NOBODY, sign, sign, name))
    lines = Counter(sign for of_line in marks.values() for sign in {mark.sign for mark in of_line})
    key = [
        KeyEntry(voice_look(place), letter(place), f"{count.name}: {_heard(count, lines[letter(place)])}")
        for place, count in enumerate(counts)
    ]
    key += [
        KeyEntry(NOBODY, SIGNS_WITHOUT_SPEAKER[name], f"{name}: {count_of(number, 'sentence')}")
        for name, number in bare.items()
    ]
    return Way("By voice", tuple(key), HOW_TO_READ), marks


def voice_look(place: int) -> str:
    """Return the look of a voice by its place in the key; after the sixth the colours begin again, the signs do not."""
    return f"wss-mark--voice-{place % LOOKS + 1}"


def letter(place: int) -> str:
    """Return the sign of a voice by its place in the key."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def _short(name: str) -> str:
    """Return a name without what explains it: “Nora Quill” for “Nora Quill, engineer”."""
    return re.split(r", | \(", name)[0]


def _heard(count: SpeakerCount, lines: int) -> str:
    """Tell what is counted for a speaker, and what else whoever counts the lines with its letter finds."""
    if not count.sentences:
        return f"only inside somebody else’s words, in {count_of(lines, 'line')}"
    more = lines - count.sentences  # those sentences are counted elsewhere, for what else they say
    heard = count_of(count.sentences, "sentence")
    return f"{heard}, and part of {more} more" if more > 0 else heard


def _by_quotation(start: int, end: int, quoted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Cut a stretch where quotation marks open and close; say of each piece whether it stands inside them."""
    for first, last in quoted:
        if first < end and last > start:
            if start < first:
                yield start, first, False
            yield max(start, first), min(end, last), True
            start = min(end, last)
    if start < end:
        yield start, end, False
