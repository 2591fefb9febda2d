"""What a schema cannot see in words to mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.kinds.exercise import passage_of
from helpers.kinds.faults import Course, Fault, Steps, reasons_faults, there_are, words_fault
from helpers.kinds.spans.model import accepted_readings
from helpers.reading import marks_of
from helpers.story import Sentence, Span

MAX_PASSAGE_WORDS = 600


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check labels, reasons and marks, and that the key gives each label something to mark."""
    passage, wanted = question.get("passage", {}), question["labels"]
    for number, label in enumerate(wanted):
        if course.labels is not None and label not in course.labels:
            what = f"glossary.json has no label “{label}”.{there_are(label, course.labels)}"
            yield Fault(("labels", number), what)
        elif wanted.index(label) != number:
            yield Fault(("labels", number), f"The label “{label}” stands here twice. Keep one.")
    yield from reasons_faults(question.get("reasons", {}), wanted, "label", ("reasons",))
    if "accepted" in question and "paragraphs" in passage:
        yield from _own_key_faults(question)
        return
    if "story" not in passage:
        what = "Words are marked in a story: give the “passage” a “story” and its “sentences”."
        yield Fault(("passage",), what)
        return
    if "key" not in question:
        yield Fault((), "“key” is missing: the entries of our reading that say what is to be marked.")
        return
    story, reading = course.stories.get(passage["story"]), course.readings.get(passage["story"])
    if story is None:
        return
    shown = {s: story.sentences[s] for s in passage["sentences"] if s in story.sentences}
    words = sum(len(sentence.text.split()) for sentence in shown.values())
    if words > MAX_PASSAGE_WORDS:
        what = (
            f"The passage has {words} words. More than {MAX_PASSAGE_WORDS} cannot be marked well: show fewer sentences."
        )
        yield Fault(("passage", "sentences"), what)
    yield from _mark_faults(question, shown, question.get("misreadings", ()), ("misreadings",))
    if reading is not None:
        yield from _key_faults(question, reading, shown)


def _own_key_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    """Check the marks of a passage that is the question's own."""
    shown = {sentence.id: sentence for paragraph in passage_of(question) for sentence in paragraph.sentences}
    for number, reading in enumerate(question["accepted"]):
        yield from _mark_faults(question, shown, reading["marks"], ("accepted", number, "marks"))
    yield from _mark_faults(question, shown, question.get("misreadings", ()), ("misreadings",))


def _mark_faults(
    question: Mapping[str, Any], shown: Mapping[str, Sentence], marks: Sequence[Mapping[str, Any]], path: Steps
) -> Iterator[Fault]:
    wanted = question["labels"]
    for number, mark in enumerate(marks):
        if mark["label"] not in wanted:
            what = f"The exercise does not ask for “{mark['label']}”.{there_are(mark['label'], wanted)}"
            yield Fault((*path, number, "label"), what)
        if what := words_fault(shown, mark):
            yield Fault((*path, number), what)


def _key_faults(
    question: Mapping[str, Any], reading: Mapping[str, Any], shown: Mapping[str, Sentence]
) -> Iterator[Fault]:
    """Check that the key is there, and that it gives each label something to mark."""
    entries = []
    for number, key in enumerate(question["key"]):
        kind, _, entry_id = key.partition("/")
        named = [entry for entry in reading[kind] if entry["id"] == entry_id]
        entries += [(kind, entry) for entry in named]
        if not named:
            hint = there_are(entry_id, [entry["id"] for entry in reading[kind]])
            yield Fault(("key", number), f"reading.json has no “{entry_id}” in “{kind}”.{hint}")
    if len(entries) < len(question["key"]):
        return
    given = {label for kind, entry in entries for label, span in marks_of(kind, entry) if span.sentence in shown}
    for number, label in enumerate(question["labels"]):
        if label not in given:
            what = f"The key marks nothing with “{label}” in these sentences. Leave the label out, or add to the key."
            yield Fault(("labels", number), what)
    if given.isdisjoint(question["labels"]):
        return
    readings = list(accepted_readings(entries, question["labels"], set(shown)))
    for version in readings:
        for number, label in enumerate(question["labels"]):
            if label in given and label not in {marked for marked, _ in version.marks}:
                what = (
                    f"{version.name} of the key marks nothing with “{label}”. Leave the label out, or change the key."
                )
                yield Fault(("labels", number), what)
    accepted = {mark for version in readings for mark in version.marks}
    for number, misreading in enumerate(question.get("misreadings", ())):
        if (misreading["label"], Span.of(misreading)) in accepted:
            what = "Our reading accepts these very words with this label: they cannot be a misreading."
            yield Fault(("misreadings", number), what)
