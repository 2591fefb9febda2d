"""Which words of a story stand inside double quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.marker.quotations import find_quotations
from helpers.marker.words import RawParagraph
from helpers.story import Paragraph, Story


def quoted_words(story: Story) -> dict[str, list[tuple[int, int]]]:
    """Return the ranges of each sentence that stand inside double quotation marks, marks included.

    A quotation may run over several sentences of its paragraph and ends with it. The page label is left out.
    """
    return {sentence: ranges for p in story.paragraphs if p.role != "page label" for sentence, ranges in _ranges(p)}


def _ranges(paragraph: Paragraph) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    text = " ".join(sentence.text for sentence in paragraph.sentences)
    found = find_quotations(RawParagraph(text, 0, len(text)))
    quoted = [(one.start, one.end) for one in found if text[one.start] in '"“']
    begin = 0
    for sentence in paragraph.sentences:
        length = len(sentence.text)
        inside = [(max(0, start - begin), min(length, end - begin)) for start, end in quoted]
        yield sentence.id, [(start, end) for start, end in inside if start < end]
        begin += length + 1
