"""Marking words on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers.html import Highlight, Html, bullets, element, marked_text
from helpers.kinds.paper import paragraphs, reason
from helpers.kinds.spans.model import Spans
from helpers.story import Span, find_words


def asked(exercise: Spans) -> Iterator[Html]:
    """Write the labels with their numbers, and the passage with room between the lines."""
    yield legend(exercise)
    texts = (" ".join(sentence.text for sentence in paragraph.sentences) for paragraph in exercise.paragraphs)
    yield element("div", *paragraphs(texts), css="passage to-mark")


def answered(exercise: Spans) -> Iterator[Html]:
    """Write the passage with the marks of every accepted reading, the reasons, and the usual misreadings."""
    names = {label.id: label.name for label in exercise.labels}
    for reading in exercise.accepted:
        yield reason(reading.name, reading.says)
        yield element("div", *_marked(exercise, reading.marks), css="passage")
    yield bullets(f"{names[label]}: {why}" for label, why in exercise.reasons.items())
    yield bullets(f"Not “{usual.span.words}” as {names[usual.label]}: {usual.reason}" for usual in exercise.misreadings)


def legend(exercise: Spans) -> Html:
    """Say how words are marked, and with which numbers."""
    how = "Underline the words, and write the number of the label below them."
    lines = (f"{number} {label.name}: {label.hint}" for number, label in enumerate(exercise.labels, 1))
    return element("p", how, css="help") + bullets(lines)


def _marked(exercise: Spans, marks: Iterable[tuple[str, Span]]) -> Iterator[Html]:
    names = {label.id: label.name for label in exercise.labels}
    for paragraph in exercise.paragraphs:
        for sentence in paragraph.sentences:
            here = [
                Highlight(*find_words(sentence, span), label, names[label])
                for label, span in marks
                if span.sentence == sentence.id
            ]
            yield element("p", marked_text(sentence.text, here))
