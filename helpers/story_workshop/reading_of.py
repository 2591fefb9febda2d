"""What was confirmed of a story, in the form of ``reading.json``, with the names that stand in it and their voices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.story import Span, Story, plain
from helpers.story_workshop.entries import KINDS, Entries, Entry, empty
from helpers.story_workshop.speakers import name_alone, shortest_source
from helpers.story_workshop.words_of import span_in


def reading_of(
    story: Story, to_read: Sequence[str], settled: Mapping[str, Entries], speakers: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Put a reading together of the sentences that were settled, and of nothing else.

    Parameters
    ----------
    story : Story
        The text.
    to_read : sequence of str
        The sentences that a reading is made of, in order.
    settled : mapping of str to Entries
        By sentence: what was confirmed.
    speakers : sequence of mapping
        Who may speak; who says nothing in what was confirmed is left out.

    Returns
    -------
    dict
        Also which sentences nobody has read, if there are some.
    """
    lists: dict[str, list[Entry]] = {
        kind: [entry for sentence in to_read for entry in settled.get(sentence, empty())[kind]] for kind in KINDS
    }
    kept = {attribution["id"] for attribution in lists["attributions"]}
    persons = {speaker["id"] for speaker in speakers if speaker["named"] == "person"}
    lists["attributions"] = [
        _by_name(story, attribution) if attribution["speaker"] in persons else attribution
        for attribution in lists["attributions"]
    ]
    lists["attributions"] = [
        attribution if attribution["inside"] in kept else {**attribution, "inside": None}
        for attribution in lists["attributions"]
    ]
    used = {attribution["speaker"] for attribution in lists["attributions"]}
    heard = [dict(speaker) for speaker in speakers if speaker["id"] in used]
    left = [sentence for sentence in to_read if sentence not in settled]
    read = [sentence for sentence in to_read if sentence in settled]
    names = list(_names(story, read, heard, lists))
    return {"story": story.id, **({"not_read": left} if left else {}), "speakers": heard, **lists, "names": names}


def _by_name(story: Story, attribution: Entry) -> Entry:
    """Take the shortest words that name a speaker, as in the shipped readings; what stood there is a second reading."""
    source = attribution["source"]
    name = name_alone(source["words"]) if source else ""
    if not name:
        return attribution
    start, _ = story.find(Span.of(source))
    text = story.sentence(source["sentence"]).text
    start = text.index(name, start)
    alone = span_in(source["sentence"], text, start, start + len(name))
    second = {
        "says": "The source is the name with the words beside it.",
        "reason": "They belong to the same speaker and tell who it is. We mark the shortest part that names this one.",
        "source": source,
    }
    return {**attribution, "source": alone, "second_readings": [*attribution["second_readings"], second]}


def voice_at(story: Story, lists: Mapping[str, Sequence[Entry]], span: Mapping[str, Any]) -> str:
    """Tell in whose voice words stand: the outlet's own, reported, or quoted."""
    start, end = story.find(Span.of(span))
    for entry in lists["attributions"]:
        for content in entry["content"]:
            if content["sentence"] == span["sentence"]:
                first, last = story.find(Span.of(content))
                if first <= start and end <= last:
                    inside = plain(story.sentence(span["sentence"]).text)[first:start].count('"') % 2
                    return "quotation" if inside else "paraphrase"
    return "agency"


def _names(
    story: Story, read: Sequence[str], speakers: Sequence[Mapping[str, str]], lists: Mapping[str, Sequence[Entry]]
) -> Iterator[Entry]:
    """Find where confirmed sentences name a speaker, and in whose voice."""
    for sentence in read:
        text = story.sentence(sentence).text
        for speaker in speakers:
            name = shortest_source(plain(speaker["name"]))
            forms = [name, *name.split()[-1:]] if speaker["named"] == "person" else [name]
            start, form = next(((at, form) for form in forms if form and (at := _word_at(text, form)) >= 0), (-1, ""))
            if start >= 0 and (span := span_in(sentence, text, start, start + len(form))):
                yield {"actor": speaker["id"], "words": span, "voice": voice_at(story, lists, span)}


def _word_at(text: str, form: str) -> int:
    """Find a whole word, or several, in a text; -1 if they do not stand there."""
    here, wanted, start = plain(text), plain(form), -1
    while (start := here.find(wanted, start + 1)) >= 0:
        end = start + len(wanted)
        if not (start and here[start - 1].isalnum()) and not (end < len(here) and here[end].isalnum()):
            return start
    return -1
