"""The texts on which the marker is measured, each with the marks of a careful reader.

That reader was an AI: see data/marker/README.md.

A text lies in ``data/marker/texts``, its reading in ``data/marker/readings``. A reading names words, not positions:
each piece is the number of a paragraph (the first is 1), the exact words, and which occurrence of these letters in the
paragraph is meant (the first, unless it says otherwise).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

from helpers.marker.data import MarkerProblem, data_folder, load
from helpers.marker.scoring import ROLES, Range

BETWEEN_PARAGRAPHS = "\n\n"


@dataclass(frozen=True)
class AnnotatedText:
    """A text and what a careful reader marked in it, as character ranges.

    Parameters
    ----------
    id : str
        Its name in ``data/marker/texts``.
    text : str
        The paragraphs, parted by blank lines.
    attributions : tuple of dict
        For each its ``"source"``, ``"cue"`` and ``"content"`` as lists of ranges, and its ``"id"``, ``"quotation"``,
        ``"type"`` and ``"inside"`` as the reading has them.
    hedges : tuple of dict
        For each its ``"cue"`` and ``"scope"`` as lists of ranges.
    boosters, scare_quotes : tuple of list
        The ranges of each item.
    """

    id: str
    text: str
    attributions: tuple[dict[str, Any], ...]
    hedges: tuple[dict[str, list[Range]], ...]
    boosters: tuple[list[Range], ...]
    scare_quotes: tuple[list[Range], ...]


def text_ids() -> list[str]:
    """Name the texts that have a reading, in alphabetical order."""
    return sorted(path.stem for path in (data_folder() / "readings").glob("*.json"))


def load_test_text(text_id: str) -> AnnotatedText:
    """Read a text with its reading.

    Raises
    ------
    MarkerProblem
        If a file is missing, or if a piece of the reading does not stand in the text; the message says which.
    """
    paragraphs = load(f"texts/{text_id}.json")["paragraphs"]
    return annotated_text(text_id, paragraphs, load(f"readings/{text_id}.json"))


def annotated_text(text_id: str, paragraphs: Sequence[str], reading: Mapping[str, Any]) -> AnnotatedText:
    """Find the pieces of a reading in its text; MarkerProblem names the piece that does not stand there."""
    if reading["text"] != text_id:
        raise MarkerProblem(f"The reading of the text “{text_id}” says that it is of the text “{reading['text']}”.")
    find = _Finder(text_id, paragraphs).ranges
    attributions = tuple(
        {key: entry.get(key) for key in ("id", "quotation", "type", "inside")}
        | {role: find(f"the {role} of attribution {entry.get('id')}", entry.get(role, ())) for role in ROLES}
        for entry in reading.get("attributions", ())
    )
    hedges = tuple(
        {part: find(f"the {part} of hedge {number}", entry.get(part, ())) for part in ("cue", "scope")}
        for number, entry in enumerate(reading.get("hedges", ()), start=1)
    )
    boosters, scare_quotes = (
        tuple(find(f"{name} {number}", pieces) for number, pieces in enumerate(reading.get(key, ()), start=1))
        for key, name in (("boosters", "booster"), ("scare_quotes", "scare quote"))
    )
    text = BETWEEN_PARAGRAPHS.join(paragraphs)
    return AnnotatedText(text_id, text, attributions, hedges, boosters, scare_quotes)


class _Finder:
    def __init__(self, text_id: str, paragraphs: Sequence[str]) -> None:
        self._id = text_id
        self._paragraphs = paragraphs
        lengths = (len(paragraph) + len(BETWEEN_PARAGRAPHS) for paragraph in paragraphs)
        self._starts = list(accumulate(lengths, initial=0))

    def ranges(self, part: str, pieces: Sequence[Mapping[str, Any]]) -> list[Range]:
        return [self._range(part, piece) for piece in pieces]

    def _range(self, part: str, piece: Mapping[str, Any]) -> Range:
        number, words, occurrence = piece.get("paragraph"), piece.get("words"), piece.get("occurrence", 1)
        if not isinstance(words, str) or not words or not isinstance(number, int) or not isinstance(occurrence, int):
            raise MarkerProblem(
                f"In the reading of the text “{self._id}”, {part} has a piece without a paragraph number or without "
                f"words: {dict(piece)}."
            )
        if not 1 <= number <= len(self._paragraphs):
            raise MarkerProblem(
                f"In the reading of the text “{self._id}”, {part} points at paragraph {number} for the words "
                f"“{words}”, but the text has the paragraphs 1 to {len(self._paragraphs)}."
            )
        places = _places(words, self._paragraphs[number - 1])
        place = next(islice(places, occurrence - 1, None), None) if occurrence >= 1 else None
        if place is None:
            count = sum(1 for _ in _places(words, self._paragraphs[number - 1]))
            raise MarkerProblem(
                f"In the reading of the text “{self._id}”, {part} asks for occurrence {occurrence} of the words "
                f"“{words}” in paragraph {number}, where they stand {count} {'time' if count == 1 else 'times'}."
            )
        start = self._starts[number - 1] + place
        return start, start + len(words)


def _places(words: str, paragraph: str) -> Iterator[int]:
    place = paragraph.find(words)
    while place >= 0:
        yield place
        place = paragraph.find(words, place + 1)
