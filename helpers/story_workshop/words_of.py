"""Places in a whole text to words of its sentences, and back: the marker counts characters, a reading names words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.story import Story, plain

_EDGE = " \t\n,;:—–"


@dataclass(frozen=True)
class StoryText:
    """A story as one text, for the marker, with the place where each sentence begins.

    Parameters
    ----------
    text : str
        Paragraphs with an empty line between them.
    starts : tuple of int
        Of the sentences, in order.
    sentences : tuple of (str, str)
        Id and words of each.
    """

    text: str
    starts: tuple[int, ...]
    sentences: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, story: Story) -> StoryText:
        """Put a story together; page labels and datelines are set apart, as paragraphs of their own."""
        text, starts, sentences = "", [], []
        for paragraph in story.paragraphs:
            before = "\n\n" if text else ""
            for sentence in paragraph.sentences:
                text += before
                before = "\n\n" if sentence.id == "dateline" else " "
                starts.append(len(text))
                sentences.append((sentence.id, sentence.text))
                text += sentence.text
        return cls(text, tuple(starts), tuple(sentences))

    def spans(self, start: int, end: int, *, bare: bool = False) -> Iterator[dict[str, Any]]:
        """Yield the words of a stretch, a span for each sentence that it touches; `bare` of commas at its edges."""
        first = max(0, bisect_right(self.starts, start) - 1)
        for (sentence, words), begins in zip(self.sentences[first:], self.starts[first:], strict=True):
            if begins >= end:
                return
            inside = span_in(sentence, words, max(start - begins, 0), min(end - begins, len(words)), bare=bare)
            if inside:
                yield inside


def span_in(sentence: str, text: str, start: int, end: int, *, bare: bool = False) -> dict[str, Any] | None:
    """Name a stretch of a sentence by its words; None if nothing stands there."""
    words = text[start:end]
    cut = words.strip(_EDGE if bare else None)
    if not cut:
        return None
    start += words.index(cut)
    wanted, here, count, found = plain(cut), plain(text), 0, -1
    while found < start:
        found = here.find(wanted, found + 1)
        count += 1
    return {"sentence": sentence, "words": cut} | ({"occurrence": count} if count > 1 else {})


def slug(words: str, most: int = 4) -> str:
    """Make an id of some words; empty if they have no letters that an id can have."""
    return "-".join(re.findall("[a-z0-9]+", plain(words).casefold().replace("'", ""))[:most])[:60].strip("-")


def free_id(words: Sequence[str], taken: set[str]) -> str:
    """Make an id of words that no other entry has, and take it."""
    base = "-".join(part for part in (slug(word) for word in words) if part) or "entry"
    identity, number = base, 1
    while identity in taken:
        number += 1
        identity = f"{base}-{number}"
    taken.add(identity)
    return identity
