"""A text of the learner's own: the marker marks it, the learner corrects the marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import islice
from random import Random
from typing import Any, Self

from helpers import marker
from helpers.kinds.exercise import Feedback, Reading, Row, passage_texts, shared_parts
from helpers.kinds.spans.model import Spans
from helpers.marker.marks import Mark
from helpers.marker.words import paragraphs_of
from helpers.reading import labels
from helpers.story import Paragraph, Sentence, count_of

# Longer texts would be slow to mark word by word in a browser.
MAX_OWN_TEXT = 6_000
# Dense texts would begin with as many marks as can be kept, and leave no room for the learner's own.
MOST_SUGGESTED = 150
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
    """A passage that the marker has marked, for the learner to correct. There is no key: nobody has read the text."""

    paragraphs: Sequence[Paragraph] = field(init=False, default=())
    text: str = ""
    text_from: str = ""  # id of the text exercise whose answer is the learner's own text
    kind = "own_text"
    minutes = 3
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

    def for_learner(self, last_text: Callable[[str], str]) -> Self:
        """Put the learner's own text in place of the sample. See `Exercise.for_learner`."""
        text = last_text(self.text_from)[:MAX_OWN_TEXT]
        return replace(self, text=text) if text.strip() else self

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
        return self._kept([(label, places) for label, places, _ in self._suggested])

    @cached_property
    def _suggested(self) -> list[tuple[str, range, str]]:
        """The marker's marks: label, places of the words, and the rule's reason."""
        try:
            marks = marker.mark_text(self.text)
        except marker.MarkerProblem:  # nothing here that the marker could read
            return []
        starts = dict(zip(self._sentences, _sentence_starts(self.text), strict=True))
        spans = [(starts[token.sentence] + token.start, starts[token.sentence] + token.end) for token in self._tokens]
        # Cut as they are kept, so that a mark left as it is counts as the same.
        suggested = (
            (LABEL_OF[mark.kind], inside, marks.reason(mark))
            for mark in marks.marks
            if mark.kind in LABEL_OF and (places := _places_of(mark, spans))
            for inside in self._search.by_sentence(places)
        )
        return list(islice(suggested, MOST_SUGGESTED))

    def _mark(self, answer: Sequence[Mapping[str, Any]]) -> Feedback:
        given, theirs = self._marks(answer), [(label, places) for label, places, _ in self._suggested]
        mine = [(mark.label, mark.telling) for mark in self._marked(given)]
        suggested = [(mark.label, mark.telling) for mark in self._marked(theirs)]
        rows, kept, all_mine, all_suggested = [], 0, set(mine), set(suggested)
        for (label, places, why), mark in zip(self._suggested, suggested, strict=True):
            same = mark in all_mine
            kept += same
            text = "You kept this mark." if same else "You took this mark away, or changed its words."
            rows.append(Row("✓" if same else "•", self._name(label), f"{text} {why}", ours=self._text(places)))
        added = [words for words, mark in zip(given, mine, strict=True) if mark not in all_suggested]
        for label, places in added:
            text = "You added this mark. The marker has no rule for it, or other words in mind."
            rows.append(Row("+", self._name(label), text, yours=self._text(places)))
        summary = (
            f"The marker made {count_of(len(theirs), 'mark')}. You kept {kept}, "
            f"took away or changed {len(theirs) - kept}, and added {len(added)}. "
            "The marker only follows rules. Where you differ, look at the words: you may well be right."
        )
        readings = (
            Reading("Your marks", tuple(self._view_mark(*mark) for mark in given)),
            Reading("The marker’s marks", tuple(self._view_mark(*mark) for mark in theirs)),
        )
        return Feedback("kept", "Your marks are kept.", summary, rows, readings, ("you marked", "the marker marked"))

    @property
    def advice(self) -> str:
        """See `Exercise.advice`."""
        return "Go from mark to mark: does the name fit these words? Then read what is not marked."

    def accepted_answer(self) -> list[dict[str, Any]]:
        """Mark the first word. See `Exercise.accepted_answer`."""
        return self._kept([(self.labels[0].id, range(1))])

    def invent(self, skill: float, random: Random) -> list[dict[str, Any]]:
        """See `Exercise.invent`."""
        return self.accepted_answer()


def paragraphs_from(text: str) -> Iterator[Paragraph]:
    """Cut a text of unknown origin into paragraphs and sentences with ids."""
    for number, paragraph in enumerate(paragraphs_of(text), 1):
        sentences = (
            Sentence(f"p{number}-s{place}", text[span.start : span.end])
            for place, span in enumerate(paragraph.sentences, 1)
        )
        yield Paragraph(f"p{number}", "body", tuple(sentences))


def _sentence_starts(text: str) -> Iterator[int]:
    for paragraph in paragraphs_of(text):
        yield from (sentence.start for sentence in paragraph.sentences)


def _places_of(mark: Mark, spans: Sequence[tuple[int, int]]) -> range:
    """Find the words that a mark covers, in the order of the text."""
    first = bisect_right(spans, mark.start, key=lambda span: span[1])
    return range(first, bisect_left(spans, mark.end, key=lambda span: span[0]))


KIND = OwnText
