"""How sure a story sounds: what each sentence has in the way of reporting words, hedges and boosters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from helpers.charts.living_story import LivingStory, MarksBySentence
from helpers.charts.speakers import by_voice
from helpers.living_text import KeyEntry, Way, WayMark
from helpers.reading import not_read_in
from helpers.story import Span, count_of, load_glosses, load_reading, load_story

HEADER = ("Sentence", "Reporting word", "Hedge", "Booster", "Booster, arguable")
# Look, name and sign of each kind: shape tells the kinds apart, colour only helps.
KINDS = {
    "reporting": ("wss-mark--cue", "Reporting word", "❝"),
    "hedges": ("wss-mark--hedge", "Hedge", "≈"),
    "boosters": ("wss-mark--booster", "Booster", "▲"),
    "arguable": ("wss-mark--booster-arguable", "Booster, arguable", "△"),
}

BELONG_TO_A_VERB = {"about", "of", "on", "to"}


@dataclass(frozen=True)
class SentenceCertainty:
    """What tells the reader of one sentence how sure to be, in the words of the story."""

    place: str  # such as "deck" or "paragraph 4, sentence 2"
    reporting: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    boosters: tuple[str, ...] = ()
    arguable: tuple[str, ...] = ()  # boosters by one reading only


def certainty_of(story_id: str) -> list[SentenceCertainty]:
    """Collect, sentence by sentence, what tells a reader how sure to be, from our reading of a story.

    Headline and deck count, page label and dateline do not. Of the reporting words those of the outer speakers
    count: a speaker inside a speaker's words does not tell what the writer commits to. To show something is not
    to say something, so the words of a mere showing are left out.
    """
    reading = load_reading(story_id)
    spans = list(_spans_of(reading))

    def words(kind: str, sentence_id: str) -> tuple[str, ...]:
        return tuple(span.words for of_kind, span in spans if of_kind == kind and span.sentence == sentence_id)

    return [
        SentenceCertainty(place, *(words(kind, sentence_id) for kind in KINDS))
        for sentence_id, place in load_story(story_id).places.items()
        if sentence_id not in reading.get("not_read", ())
    ]


def _spans_of(reading: Mapping[str, Any]) -> Iterator[tuple[str, Span]]:
    """Yield kind and place of all words that count."""
    for entry in reading["attributions"]:
        if not entry["inside"] and entry["construction"] != "shown":
            yield "reporting", Span.of(entry["cue"])
    yield from (("hedges", Span.of(entry["words"])) for entry in reading["hedges"])
    for entry in reading["boosters"]:
        yield "boosters" if entry["strength"] == "clear" else "arguable", Span.of(entry["words"])


def by_certainty(story_id: str) -> tuple[Way, MarksBySentence]:
    """Mark the words of a story that tell a reader how sure to be."""
    story, marks, counts = load_story(story_id), defaultdict(list), Counter()
    for kind, span in _spans_of(load_reading(story_id)):
        look, name, sign = KINDS[kind]
        counts[kind] += 1
        said = f"{name}: {span.words}"
        marks[span.sentence].append(WayMark(*story.find(span), look, name, sign, said))
    key = tuple(KeyEntry(look, sign, f"{name}: {counts[kind]}") for kind, (look, name, sign) in KINDS.items())
    return Way("How sure", key), marks


def certainty_chart(story_id: str) -> LivingStory:
    """Show how sure a story sounds, sentence by sentence."""
    entries = certainty_of(story_id)
    story = load_story(story_id)
    outlet = story.about["outlet"]["name"]
    rows = [
        (entry.place, *(_shown(words) for words in (entry.reporting, entry.hedges, entry.boosters, entry.arguable)))
        for entry in entries
    ]
    counts = "; ".join(
        [
            _count_and_places("hedge", [(entry.place, entry.hedges) for entry in entries]),
            _count_and_places("clear booster", [(entry.place, entry.boosters) for entry in entries]),
            _count_and_places("arguable booster", [(entry.place, entry.arguable) for entry in entries]),
        ]
    )
    said = sum(bool(entry.reporting) for entry in entries)
    hedges, clear, arguable = (
        sum(len(getattr(entry, kind)) for entry in entries) for kind in ("hedges", "boosters", "arguable")
    )
    seen = (
        f"{outlet}, {count_of(len(entries), 'sentence')}: a reporting word in {said}, {count_of(hedges, 'hedge')}, "
        f"{count_of(clear, 'clear booster')}, {count_of(arguable, 'arguable one')}."
    )
    not_read = not_read_in(load_reading(story_id))
    more = f"In order: {counts}; reporting words: {_reporting_words(entries)}.{not_read}"
    title = f"How sure does it sound? {outlet}, sentence by sentence"
    ways = (by_certainty(story_id), by_voice(story_id))
    return LivingStory(title, seen, HEADER, rows, story, ways, load_glosses(story_id), more=more)


def _shown(words: Sequence[str]) -> str:
    """Write the words of a cell; a dash alone would be passed over when it is read aloud."""
    return ", ".join("— (dash)" if word == "—" else word for word in words)


def _count_and_places(thing: str, words_at: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """Say how many of a thing there are, and where: “2 hedges (could, allegedly: paragraph 13)”."""
    number = sum(len(words) for _, words in words_at)
    where = "; ".join(f"{', '.join(words)}: {place}" for place, words in words_at if words)
    return f"{count_of(number, thing)} ({where})" if number else f"no {thing}"


def _reporting_words(sentences: Sequence[SentenceCertainty]) -> str:
    """Count the reporting words, “has said” and “also said” with “said”, the most frequent first."""
    words = [_main(cue) for cue in chain.from_iterable(sentence.reporting for sentence in sentences)]
    counts = sorted(Counter(words).items(), key=lambda counted: (-counted[1], counted[0]))
    return ", ".join(f"{word} {number}" for word, number in counts) or "none"


def _main(cue: str) -> str:
    """Return a reporting word without what only stands before it: “also said” is “said”."""
    words = cue.casefold().replace("—", "dash").split()
    return " ".join(words[-2:] if words[-1] in BELONG_TO_A_VERB else words[-1:])
