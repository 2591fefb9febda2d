"""Mark words in a text: who says it, with which verb, what is claimed, what a hedge covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from helpers.exercises.base import AnswerProblem, Exercise, Feedback, Reading, Row, clip
from helpers.exercises.overlap import CLOSE, TOUCHING, agreement, words_in
from helpers.story import Paragraph, Sentence, Span, Token, find_words, tokens_of

MAX_MARKS = 200


@dataclass(frozen=True)
class Label:
    """A kind of mark, as its button shows it."""

    id: str
    name: str
    hint: str


@dataclass(frozen=True)
class AcceptedReading:
    """Marks that a careful reader may make, and what speaks for them."""

    name: str
    says: str
    marks: Sequence[tuple[str, Span]]


@dataclass(frozen=True)
class Misreading:
    """A usual mark that we do not accept, and why not."""

    label: str
    span: Span
    reason: str


@dataclass(frozen=True)
class Spans(Exercise):
    """A passage to mark.

    Marking goes by words shared, label by label, against the accepted reading that fits best; a partial match says which words
    are missing and which are more than we mark.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        The passage.
    labels : sequence of Label
        In the order of the buttons.
    accepted : sequence of AcceptedReading
        At least one.
    reasons : mapping
        For each label, why we mark what we mark.
    misreadings : sequence of Misreading
        Usual marks that deserve an answer of their own.
    """

    paragraphs: Sequence[Paragraph] = ()
    labels: Sequence[Label] = ()
    accepted: Sequence[AcceptedReading] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    misreadings: Sequence[Misreading] = ()
    kind = "spans"

    @property
    def how_to_type(self) -> str:
        """An example of a typed answer."""
        marks = "{" + ", ".join(f'"{label.id}": "…"' for label in self.labels) + "}"
        return f"answer = ({marks}, 80)" if self.confidence else f"answer = {marks}"

    @cached_property
    def _tokens(self) -> tuple[Token, ...]:
        """Every word of the passage, in order."""
        return tuple(token for p in self.paragraphs for s in p.sentences for token in tokens_of(s))

    @cached_property
    def _sentences(self) -> dict[str, Sentence]:
        return {sentence.id: sentence for p in self.paragraphs for sentence in p.sentences}

    @cached_property
    def _paragraph_starts(self) -> tuple[int, ...]:
        """Place of the first word of each paragraph."""
        starts, count = [], 0
        for paragraph in self.paragraphs:
            starts.append(count)
            count += sum(len(tokens_of(sentence)) for sentence in paragraph.sentences)
        return tuple(starts)

    # -- answers -------------------------------------------------------------------------------------------------------------

    def read(self, typed: Any) -> list[dict[str, Any]]:
        """Find typed words in the passage: ``{"source": "…", "cue": "…"}``. See `Exercise.read`.

        A value may be a list, for more than one mark with a label. Capitals, quotation marks and spaces do not matter. A list of
        marks as the record keeps them is taken too.
        """
        if isinstance(typed, list) and all(isinstance(mark, Mapping) for mark in typed):
            wanted = [
                (mark.get("label"), mark.get("words"), mark.get("sentence"), mark.get("occurrence", 1))
                for mark in typed
            ]
        elif isinstance(typed, Mapping):
            wanted = [
                (label, words, None, 1)
                for label, given in typed.items()
                for words in (given if isinstance(given, list | tuple) else [given])
            ]
        else:
            raise AnswerProblem(f"Write the words for each label. For example: {self.how_to_type}")
        wanted = [one for one in wanted if one[1] not in (None, "", ...)]
        _check_count(len(wanted))
        return self._kept(
            (self._known_label(label), self._places_of(words, sentence, n))
            for label, words, sentence, n in wanted
        )

    def from_view(self, given: Any) -> list[dict[str, Any]]:
        """Read marks as places of words in paragraphs. See `Exercise.from_view`."""
        _check_count(len(given) if isinstance(given, list) else 0)
        marks = []
        for mark in given:
            try:
                offset = self._paragraph_starts[mark["p"]]
                places = range(offset + mark["start"], offset + mark["end"])
            except (KeyError, IndexError, TypeError):
                raise AnswerProblem(
                    "These marks do not fit this text. Run the cell again and mark once more."
                ) from None
            if not places or places.start < 0 or places.stop > len(self._tokens):
                raise AnswerProblem(
                    "These marks do not fit this text. Run the cell again and mark once more."
                )
            marks.append((self._known_label(mark.get("label")), places))
        return self._kept(marks)

    def to_view(self, answer: Any) -> list[dict[str, Any]] | None:
        """Turn kept marks into places of words. See `Exercise.to_view`."""
        try:
            return [self._view_mark(label, places) for label, places in self._marks(self.read(answer))]
        except AnswerProblem:
            return None

    def view(self) -> dict[str, Any]:
        """Add labels and words. See `Exercise.view`."""
        paragraphs = []
        for paragraph in self.paragraphs:
            words = [token for sentence in paragraph.sentences for token in tokens_of(sentence)]
            paragraphs.append([{"text": token.text, "after": " "} for token in words])
        labels = [{"id": label.id, "name": label.name, "hint": label.hint} for label in self.labels]
        return super().view() | {"labels": labels, "paragraphs": paragraphs}

    def _known_label(self, label: Any) -> str:
        names = [known.id for known in self.labels]
        if label not in names:
            raise AnswerProblem(f"“{clip(label)}” is none of the labels here. They are: {', '.join(names)}.")
        return label

    def _places_of(self, words: Any, sentence: str | None, occurrence: int) -> range:
        """Find typed words among the words of the passage."""
        if not isinstance(words, str):
            raise AnswerProblem(
                f"Write words of the text between quotation marks. For example: {self.how_to_type}"
            )
        pattern = [token.word or token.text for token in tokens_of(Sentence("", words))]
        texts = [token.word or token.text for token in self._tokens]
        wordy = [part for part in pattern if any(c.isalnum() for c in part)] or pattern
        # Typed words may leave out a dash or a lone quotation mark: places without a word are passed over unless asked for.
        places = [i for i, t in enumerate(self._tokens) if t.word or wordy is pattern]
        seen = 0
        for first in range(len(places) - len(wordy) + 1) if wordy else ():
            found = places[first : first + len(wordy)]
            if [texts[place] for place in found] == wordy:
                if sentence not in (None, self._tokens[found[0]].sentence):
                    continue
                seen += 1
                if seen == occurrence:
                    return range(found[0], found[-1] + 1)
        raise AnswerProblem(
            f"I cannot find the words “{clip(words)}” in the text. Copy them just as they stand there."
        )

    def _kept(self, marks: Iterable[tuple[str, range]]) -> list[dict[str, Any]]:
        """Write marks as the record keeps them: by their words, one sentence at a time."""
        kept = []
        for label, places in marks:
            for sentence_id in dict.fromkeys(self._tokens[place].sentence for place in places):
                inside = [
                    self._tokens[place] for place in places if self._tokens[place].sentence == sentence_id
                ]
                text = self._sentences[sentence_id].text
                start, end = inside[0].start, inside[-1].end
                words = text[start:end]
                occurrence = self._occurrence(sentence_id, places, inside)
                mark = {"label": label, "sentence": sentence_id, "words": words}
                kept.append(mark | ({"occurrence": occurrence} if occurrence > 1 else {}))
        return kept

    def _occurrence(self, sentence_id: str, places: range, inside: Sequence[Token]) -> int:
        """Count how often the same words stood earlier in the sentence."""
        here = [
            token
            for token in self._tokens
            if token.sentence == sentence_id and (token.word or not any(t.word for t in inside))
        ]
        pattern = [
            token.word or token.text for token in inside if token.word or not any(t.word for t in inside)
        ]
        count = 0
        for first in range(len(here) - len(pattern) + 1):
            if [t.word or t.text for t in here[first : first + len(pattern)]] == pattern:
                count += 1
                if here[first].start >= inside[0].start:
                    break
        return max(count, 1)

    # -- marking -------------------------------------------------------------------------------------------------------------

    def _marks(self, kept: Sequence[Mapping[str, Any]]) -> list[tuple[str, range]]:
        return [
            (m["label"], self._places_of(m["words"], m["sentence"], m.get("occurrence", 1))) for m in kept
        ]

    def _accepted_marks(self, reading: AcceptedReading) -> list[tuple[str, range]]:
        """Find the words of an accepted reading among the passage's words."""
        marks = []
        for label, span in reading.marks:
            start, end = find_words(self._sentences[span.sentence], span)
            places = [
                i
                for i, t in enumerate(self._tokens)
                if t.sentence == span.sentence and t.start < end and t.end > start
            ]
            marks.append((label, range(places[0], places[-1] + 1)))
        return marks

    def _mark(self, answer: Sequence[Mapping[str, Any]]) -> Feedback:
        mine = [(label, words_in(self._tokens, places)) for label, places in self._marks(answer)]
        candidates = [
            (
                reading,
                [(label, words_in(self._tokens, places)) for label, places in self._accepted_marks(reading)],
            )
            for reading in self.accepted
        ]
        reading, ours = max(candidates, key=lambda candidate: _score(mine, candidate[1]))
        wider = [mark for _, marks in candidates for mark in marks]
        rows, hits, touched = self._rows(mine, ours, wider)
        extra = self._extra_rows(mine, ours)
        if hits == len(ours) and not extra:
            outcome, heading = "matches", "Your marks match our reading."
            if reading is not self.accepted[0]:
                heading = "Your marks match a second reading that stands as well."
        elif touched:
            outcome, heading = "partly", "Part of your marks match our reading."
        else:
            outcome, heading = "differs", "We mark other words."
        summary = f"{hits} of {len(ours)} marks stand where we put them."
        if reading.says:
            summary += f" {reading.says}"
        yours = Reading("Your marks", tuple(self._view_mark(*mark) for mark in self._marks(answer)))
        accepted = (
            Reading(r.name, tuple(self._view_mark(*mark) for mark in self._accepted_marks(r)), r.says)
            for r in self.accepted
        )
        return Feedback(outcome, heading, summary, [*rows, *extra], [yours, *accepted])

    def _rows(
        self,
        mine: Sequence[tuple[str, frozenset[int]]],
        ours: Sequence[tuple[str, frozenset[int]]],
        wider: Sequence[tuple[str, frozenset[int]]],
    ) -> tuple[list[Row], int, int]:
        """Answer each mark of ours with the learner's nearest; count full matches and touched ones.

        A mark that lies between a shorter and a longer accepted one is as good as they are.
        """
        rows, hits, touched = [], 0, 0
        for label, words in ours:
            name, reason = self._name(label), self.reasons.get(label, "")
            same = [place for mark_label, place in mine if mark_label == label]
            nearest = max(same, key=lambda places: agreement(places, words), default=frozenset())
            closeness = agreement(nearest, words) if nearest else 0.0
            if closeness < TOUCHING:
                text = f"You did not mark these words. {reason}".rstrip()
                rows.append(Row("→", name, text, "", self._text(words)))
                continue
            between = words <= nearest and any(label == other and nearest <= more for other, more in wider)
            hit = closeness >= CLOSE or between
            touched += 1
            hits += hit
            text = f"{self._difference(nearest, words)} {reason}".rstrip()
            symbol = "✓" if hit else "≈"
            rows.append(Row(symbol, name, text, self._text(nearest), self._text(words)))
        return rows, hits, touched

    def _extra_rows(
        self, mine: Sequence[tuple[str, frozenset[int]]], ours: Sequence[tuple[str, frozenset[int]]]
    ) -> list[Row]:
        """Answer the learner's marks that none of ours stands near."""
        rows = []
        for label, words in mine:
            if any(label == other and agreement(words, places) >= TOUCHING for other, places in ours):
                continue
            text = f"More than we mark. {self._why_not(label, words, ours)}"
            rows.append(Row("+", self._name(label), text, self._text(words)))
        return rows

    def _why_not(self, label: str, words: frozenset[int], ours: Sequence[tuple[str, frozenset[int]]]) -> str:
        for misreading in self.misreadings:
            reading = AcceptedReading("", "", [(misreading.label, misreading.span)])
            [(_, places)] = self._accepted_marks(reading)
            if misreading.label == label and agreement(words, words_in(self._tokens, places)) >= 0.5:
                return misreading.reason
        for other, places in ours:
            if agreement(words, places) >= 0.5:
                return f"In our reading these words are: {self._name(other)}. {self.reasons.get(other, '')}".rstrip()
        hint = next(known.hint for known in self.labels if known.id == label)
        return f"We do not mark these words as {self._name(label)}. {self._name(label)} means: {hint}"

    def _difference(self, mine: frozenset[int], ours: frozenset[int]) -> str:
        """Say which words are missing and which are more than we mark."""
        if mine == ours:
            return "The same words."
        parts = [f"You marked {len(mine & ours)} of our {len(ours)} words."]
        if ours - mine:
            parts.append(f"Not marked: “{self._text(ours - mine)}”.")
        if mine - ours:
            parts.append(f"More than we mark: “{self._text(mine - ours)}”.")
        return " ".join(parts)

    def _name(self, label: str) -> str:
        return next(known.name for known in self.labels if known.id == label)

    def _text(self, places: Iterable[int]) -> str:
        """Write words in order, with an ellipsis where some are left out."""
        ordered = sorted(places)
        pieces = []
        for before, place in zip([None, *ordered], ordered, strict=False):
            if before is not None and place != before + 1:
                pieces.append("…")
            pieces.append(self._tokens[place].text)
        return " ".join(pieces)

    def _view_mark(self, label: str, places: range) -> dict[str, Any]:
        paragraph = max(i for i, start in enumerate(self._paragraph_starts) if start <= places.start)
        offset = self._paragraph_starts[paragraph]
        return {"label": label, "p": paragraph, "start": places.start - offset, "end": places.stop - offset}


def _score(mine: Sequence[tuple[str, frozenset[int]]], ours: Sequence[tuple[str, frozenset[int]]]) -> float:
    """Return how well the learner's marks fit a reading: the mean over its marks of the best agreement."""
    best = [
        max((agreement(places, words) for other, places in mine if other == label), default=0.0)
        for label, words in ours
    ]
    return sum(best) / len(best)


def _check_count(count: int) -> None:
    if count == 0:
        raise AnswerProblem("There are no marks yet. Mark some words first.")
    if count > MAX_MARKS:
        raise AnswerProblem(f"These are {count:,} marks. Up to {MAX_MARKS} can be kept. Delete some.")
