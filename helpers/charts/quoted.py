"""Where words of a story stand, and which of them inside double quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from helpers.marker.quotations import find_quotations
from helpers.marker.words import RawParagraph
from helpers.story import Paragraph, Story, plain

Owner = TypeVar("Owner")


class Wording(NamedTuple, Generic[Owner]):
    """Words of a list where they stand, and what they were listed for."""

    owner: Owner
    sentence: str
    start: int
    end: int
    inside: bool  # double quotation marks


def find_wordings(story: Story, owners: Mapping[str, Owner]) -> Iterator[Wording[Owner]]:
    """Find listed words in a story: whole words only, and where a longer one holds a shorter one, the longer one.

    The page label is left out; spaces and quotation marks of any kind count as the same.
    """
    listed = {plain(words): owner for words, owner in owners.items()}
    longest_first = "|".join(re.escape(words) for words in sorted(listed, key=len, reverse=True))
    # Some words end with a quotation mark, so the limits of a word are looked for by its neighbours alone.
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")
    for sentence, quoted in quoted_words(story).items():
        for match in pattern.finditer(plain(story.sentence(sentence).text)):
            inside = any(start <= match.start() and match.end() <= end for start, end in quoted)
            yield Wording(listed[match.group()], sentence, *match.span(), inside)


def quoted_words(story: Story) -> dict[str, list[tuple[int, int]]]:
    """Return the ranges of each sentence that stand inside double quotation marks, marks included.

    A quotation may run over several sentences of its paragraph and ends with it. The page label is left out.
    """
    return {sentence: ranges for p in story.paragraphs if p.role != "page label" for sentence, ranges in _ranges(p)}


def _ranges(paragraph: Paragraph) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    text = " ".join(sentence.text for sentence in paragraph.sentences)
    found = find_quotations(RawParagraph(text, 0, len(text)))
    quoted = [(span.start, span.end) for span in found if text[span.start] in '"“']
    begin = 0
    for sentence in paragraph.sentences:
        length = len(sentence.text)
        inside = [(max(0, start - begin), min(length, end - begin)) for start, end in quoted]
        yield sentence.id, [(start, end) for start, end in inside if start < end]
        begin += length + 1
