"""A text of the learner's own: the marker marks it, the learner corrects the marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from helpers.kinds.exercise import Feedback, Reading, Row, passage_texts, shared_parts
from helpers.kinds.spans.model import MAX_MARKS, Spans
from helpers.kinds.spans.overlap import telling_words
from helpers.marker import MarkerProblem, mark_text
from helpers.marker.marks import Mark
from helpers.marker.words import paragraphs_of
from helpers.reading import labels
from helpers.story import Paragraph, Sentence, count_of

# Longer texts would be slow to mark word by word in a browser.
MAX_OWN_TEXT = 6_000
# Dense texts would begin with as many marks as can be kept, and leave no room for the learner's own.
MOST_SUGGESTED = MAX_MARKS - 50
# The label that stands for each kind of mark; the marker's other kinds have no button here.
LABEL_OF = {
    "source": "source",
    "cue": "cue",
    "content": "content",
    "hedge": "hedge",
    "booster": "booster",
    "scare quote": "scare-quote",
    "presupposition": "presupposition",
}


@dataclass(frozen=True)
class OwnText(Spans):
    """A passage that the marker has marked, for the learner to correct. There is no key: nobody has read the text.

    Parameters
    ----------
    text : str
        The passage; its paragraphs and sentences are found here.
    text_from : str
        Id of the text exercise whose answer is the learner's own text.
    """

    paragraphs: Sequence[Paragraph] = field(init=False, default=())
    text: str = ""
    text_from: str = ""
    kind = "own_text"
    own_words = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "paragraphs", tuple(paragraphs_from(self.text)))

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        return cls(
            **shared_parts(question),
            text="\n\n".join(passage_texts(question)),
            labels=tuple(labels()[label] for label in LABEL_OF.values()),
            text_from=question["text_from"],
        )

    def view(self) -> dict[str, Any]:
        """Show it as a passage to mark. See `Exercise.view`."""
        return super().view() | {
            "button": "Keep my marks",
            "columns": {"yours": "You marked", "ours": "The marker marked"},
        }

    @property
    def draft_key(self) -> str:
        """See `Exercise.draft_key`."""
        return f"{self.id} {sha256(self.text.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def begin_with(self) -> list[dict[str, Any]]:
        """Begin with the marker's marks. See `Exercise.begin_with`."""
        return self._kept((label, places) for label, places, _ in self._suggested)

    @cached_property
    def _suggested(self) -> list[tuple[str, range, str]]:
        """The marker's marks: label, places of the words, and the rule's reason."""
        try:
            marks = mark_text(self.text)
        except MarkerProblem:  # nothing here that the marker could read
            return []
        starts = dict(zip(self._sentences, _sentence_starts(self.text), strict=True))
        spans = [(starts[token.sentence] + token.start, starts[token.sentence] + token.end) for token in self._tokens]
        suggested = []
        for mark in marks.marks:
            if mark.kind in LABEL_OF and len(suggested) < MOST_SUGGESTED:
                places = _places_of(mark, spans)
                suggested.append((LABEL_OF[mark.kind], places, marks.reason(mark)))
        return [one for one in suggested if one[1]]

    def _mark(self, answer: Sequence[Mapping[str, Any]]) -> Feedback:
        given = self._marks(answer)
        mine = [(label, telling_words(self._tokens, words)) for label, words in self._words_in(given)]
        theirs = [(label, places, why) for label, places, why in self._suggested]
        rows, kept, found = [], 0, []
        for (label, places, why), (_, words) in zip(
            theirs, self._words_in((label, places) for label, places, _ in theirs), strict=True
        ):
            mark = (label, telling_words(self._tokens, words))
            found.append(mark)
            same = mark in mine
            kept += same
            told = "You kept this mark." if same else "You took this mark away, or changed its words."
            rows.append(Row("✓" if same else "•", self._name(label), f"{told} {why}", ours=self._text(places)))
        added = [(label, places) for (label, places), one in zip(given, mine, strict=True) if one not in found]
        for label, places in added:
            told = "You added this mark. The marker has no rule for it, or other words in mind."
            rows.append(Row("+", self._name(label), told, yours=self._text(places)))
        summary = (
            f"The marker made {count_of(len(theirs), 'mark')}. You kept {kept}, "
            f"took away or changed {len(theirs) - kept}, and added {len(added)}. "
            "The marker only follows rules. Where you differ, look at the words: you may well be right."
        )
        readings = (
            Reading("Your marks", tuple(self._view_mark(*mark) for mark in given)),
            Reading("The marker’s marks", tuple(self._view_mark(label, places) for label, places, _ in theirs)),
        )
        return Feedback("kept", "Your marks are kept.", summary, rows, readings)


def paragraphs_from(text: str) -> Iterator[Paragraph]:
    """Cut a text of unknown origin into paragraphs and sentences with ids.

    Parameters
    ----------
    text : str
        Any text.

    Yields
    ------
    Paragraph
        ``p1``, ``p2`` … with sentences ``p1-s1`` …
    """
    for number, found in enumerate(paragraphs_of(text), 1):
        sentences = (
            Sentence(f"p{number}-s{place}", text[one.start : one.end]) for place, one in enumerate(found.sentences, 1)
        )
        yield Paragraph(f"p{number}", "body", tuple(sentences))


def _sentence_starts(text: str) -> Iterator[int]:
    for paragraph in paragraphs_of(text):
        yield from (sentence.start for sentence in paragraph.sentences)


def _places_of(mark: Mark, spans: Sequence[tuple[int, int]]) -> range:
    """Find the words that a mark covers, in the order of the text."""
    inside = [place for place, (start, end) in enumerate(spans) if start < mark.end and mark.start < end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


KIND = OwnText
