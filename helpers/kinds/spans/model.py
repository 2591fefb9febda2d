"""Mark words in a text: who says it, with which verb, what is claimed, what a hedge covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product
from typing import Any, Self

from helpers.content import ContentProblem
from helpers.kinds.exercise import AnswerProblem, Exercise, Feedback, Reading, Row, clip, passage_of, shared_parts
from helpers.kinds.spans.overlap import TOUCHING, agreement, close, telling_words, words_in
from helpers.reading import Label, labels, marks_of, name_of_second_reading
from helpers.story import Paragraph, Sentence, Span, Token, find_words, load_reading, plain, tokens_of

MAX_MARKS = 200
MAX_READINGS = 16
MAX_TYPED = 10_000
HALF = 0.5
# Our own reading is the measure unless another accepted one fits the marks clearly better.
CLEARLY = 0.2
_DASHES = str.maketrans("‐‑‒–—―−", "-------")


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

    Marking goes by words shared, label by label, against the accepted reading that fits best; a partial match
    says which words are missing and which are more than we mark.

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

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        entries = [_reading_entry(question["passage"]["story"], key) for key in question["key"]]
        sentences = set(question["passage"]["sentences"])
        return cls(
            **shared_parts(question),
            paragraphs=passage_of(question),
            labels=tuple(labels()[label] for label in question["labels"]),
            accepted=tuple(accepted_readings(entries, question["labels"], sentences)),
            reasons=question.get("reasons", {}),
            misreadings=tuple(
                Misreading(usual["label"], Span.of(usual), usual["reason"]) for usual in question.get("misreadings", ())
            ),
        )

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

    # -- answers

    def read(self, typed: Any) -> list[dict[str, Any]]:
        """Find typed words in the passage: ``{"source": "…", "cue": "…"}``. See `Exercise.read`.

        A value may be a list, for more than one mark with a label. Capitals, quotation marks, spaces and the
        length of a dash do not matter. A list of marks as the record keeps them is taken too.
        """
        if isinstance(typed, Mapping):
            typed = [
                {"label": label, "words": words}
                for label, given in typed.items()
                for words in (given if isinstance(given, list | tuple) else [given])
            ]
        if not isinstance(typed, list) or not all(isinstance(mark, Mapping) for mark in typed):
            raise AnswerProblem(f"Write the words for each label. For example: {self.how_to_type}")
        marks = [mark for mark in typed if mark.get("words") not in (None, "", ...)]
        _check_count(len(marks))
        return self._kept((self._known_label(mark.get("label")), self._places_of(mark)) for mark in marks)

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
                raise AnswerProblem("These marks do not fit this text. Run the cell again and mark once more.")
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

    def _places_of(self, mark: Mapping[str, Any]) -> range:
        """Find the words of a mark among the words of the passage."""
        words = mark.get("words")
        if not isinstance(words, str):
            raise AnswerProblem(f"Write words of the text between quotation marks. For example: {self.how_to_type}")
        short_enough = len(words) <= MAX_TYPED
        found = self._matches(tokens_of(Sentence("", words)), mark.get("sentence")) if short_enough else []
        number = mark.get("occurrence", 1)
        if not isinstance(number, int) or not 1 <= number <= len(found):
            raise AnswerProblem(
                f"I cannot find the words “{clip(words)}” in the text. Copy them just as they stand there."
            )
        return found[number - 1]

    def _matches(self, wanted: Sequence[Token], sentence: Any) -> list[range]:
        """Find every stretch of the passage, or all that begin in one sentence, that says the same.

        A dash or a lone quotation mark is passed over, unless nothing else is looked for.
        """
        words = [token for token in wanted if token.word]
        pattern = [_key(token) for token in words or wanted]
        places = [place for place, token in enumerate(self._tokens) if token.word or not words]
        keys = [_key(self._tokens[place]) for place in places]
        size = len(pattern)
        return [
            range(places[first], places[first + size - 1] + 1)
            for first in range(len(places) - size + 1 if pattern else 0)
            if keys[first : first + size] == pattern
            and (sentence is None or sentence == self._tokens[places[first]].sentence)
        ]

    def _kept(self, marks: Iterable[tuple[str, range]]) -> list[dict[str, Any]]:
        """Write marks as the record keeps them: by their words, one sentence at a time, from word to word."""
        kept = []
        for label, places in marks:
            for sentence_id in dict.fromkeys(self._tokens[place].sentence for place in places):
                inside = [place for place in places if self._tokens[place].sentence == sentence_id]
                wordy = [place for place in inside if self._tokens[place].word] or inside
                tokens = self._tokens[wordy[0] : wordy[-1] + 1]
                words = self._sentences[sentence_id].text[tokens[0].start : tokens[-1].end]
                mark = {"label": label, "sentence": sentence_id, "words": words}
                earlier = sum(found.start < wordy[0] for found in self._matches(tokens, sentence_id))
                kept.append(mark | ({"occurrence": earlier + 1} if earlier else {}))
        return kept

    # -- marking

    def _marks(self, kept: Sequence[Mapping[str, Any]]) -> list[tuple[str, range]]:
        return [(mark["label"], self._places_of(mark)) for mark in kept]

    def _accepted_marks(self, reading: AcceptedReading) -> list[tuple[str, range]]:
        """Find the words of an accepted reading among the passage's words."""
        return [(label, self._places_of_span(span)) for label, span in reading.marks]

    def _places_of_span(self, span: Span) -> range:
        start, end = find_words(self._sentences[span.sentence], span)
        places = [
            place
            for place, token in enumerate(self._tokens)
            if token.sentence == span.sentence and token.start < end and token.end > start
        ]
        return range(places[0], places[-1] + 1)

    def _words_in(self, marks: Iterable[tuple[str, range]]) -> list[tuple[str, frozenset[int]]]:
        return [(label, words_in(self._tokens, places)) for label, places in marks]

    def _closeness(self, mine: frozenset[int], ours: frozenset[int]) -> float:
        """Return how far two marks agree; an article more or less does not count."""
        return agreement(telling_words(self._tokens, mine), telling_words(self._tokens, ours))

    def _score(self, mine: Sequence[tuple[str, frozenset[int]]], ours: Sequence[tuple[str, frozenset[int]]]) -> float:
        """Return how well the learner's marks fit a reading: the mean, over its marks, of the closest."""
        best = [
            max((self._closeness(places, words) for other, places in mine if other == label), default=0.0)
            for label, words in ours
        ]
        return sum(best) / len(best)

    def _mark(self, answer: Sequence[Mapping[str, Any]]) -> Feedback:
        given = self._marks(answer)
        mine = self._words_in(given)
        candidates = [(reading, self._words_in(self._accepted_marks(reading))) for reading in self.accepted]
        every = [mark for _, marks in candidates for mark in marks]
        reading, ours = self._measure(mine, candidates, every)
        rows, hits, touched = self._rows(mine, ours, every)
        extra = self._extra_rows(mine, ours, every)
        if hits == len(ours) and not extra:
            outcome, heading = "matches", "Your marks match our reading."
            if reading is not self.accepted[0]:
                heading = "Your marks match another reading that stands as well."
        elif touched:
            outcome, heading = "partly", "Part of your marks match our reading."
        else:
            outcome, heading = "differs", "We mark other words."
        summary = f"{hits} of {len(ours)} marks stand where we put them." if len(ours) > 1 else ""
        yours = Reading("Your marks", tuple(self._view_mark(*mark) for mark in given))
        accepted = (
            Reading(r.name, tuple(self._view_mark(*mark) for mark in self._accepted_marks(r)), r.says)
            for r in self.accepted
        )
        return Feedback(outcome, heading, summary, [*rows, *extra], [yours, *accepted])

    def _measure(
        self,
        mine: Sequence[tuple[str, frozenset[int]]],
        candidates: Sequence[tuple[AcceptedReading, Sequence[tuple[str, frozenset[int]]]]],
        every: Sequence[tuple[str, frozenset[int]]],
    ) -> tuple[AcceptedReading, Sequence[tuple[str, frozenset[int]]]]:
        """Choose the reading to measure by: one that the marks match, else ours, if no other fits clearly better."""
        for reading, ours in candidates:
            _, hits, _ = self._rows(mine, ours, every)
            if hits == len(ours) and not self._extra_rows(mine, ours, every):
                return reading, ours
        best = max(candidates, key=lambda candidate: self._score(mine, candidate[1]))
        gained = self._score(mine, best[1]) - self._score(mine, candidates[0][1])
        return best if gained >= CLEARLY else candidates[0]

    def _rows(
        self,
        mine: Sequence[tuple[str, frozenset[int]]],
        ours: Sequence[tuple[str, frozenset[int]]],
        every: Sequence[tuple[str, frozenset[int]]],
    ) -> tuple[list[Row], int, int]:
        """Answer each mark of ours with the learner's nearest; count full matches and touched ones.

        A mark that lies between a shorter and a longer accepted one is as good as they are.
        """
        rows, hits, touched = [], 0, 0
        for label, words in ours:
            name, reason = self._name(label), self.reasons.get(label, "")
            same = [place for mark_label, place in mine if mark_label == label]
            nearest = max(same, key=lambda places: self._closeness(places, words), default=frozenset())
            closeness = self._closeness(nearest, words)
            if closeness < TOUCHING:
                text = f"You marked few of these words, or none. {reason}".rstrip()
                rows.append(Row("→", name, text, "", self._text(words)))
                continue
            between = words <= nearest and any(label == other and nearest <= more for other, more in every)
            hit = between or close(telling_words(self._tokens, nearest), telling_words(self._tokens, words))
            touched += 1
            hits += hit
            text = f"{self._difference(nearest, words)} {reason}".rstrip()
            symbol = "✓" if hit else "≈"
            rows.append(Row(symbol, name, text, self._text(nearest), self._text(words)))
        return rows, hits, touched

    def _extra_rows(
        self,
        mine: Sequence[tuple[str, frozenset[int]]],
        ours: Sequence[tuple[str, frozenset[int]]],
        every: Sequence[tuple[str, frozenset[int]]],
    ) -> list[Row]:
        """Answer the learner's marks that none of ours stands near."""
        rows = []
        for label, words in mine:
            if any(label == other and self._closeness(words, places) >= TOUCHING for other, places in ours):
                continue
            if any(label == other and self._closeness(words, places) >= HALF for other, places in every):
                text = "Another reading that stands marks these words so."
            else:
                text = f"More than we mark. {self._why_not(label, words, ours)}"
            rows.append(Row("+", self._name(label), text, self._text(words)))
        return rows

    def _why_not(self, label: str, words: frozenset[int], ours: Sequence[tuple[str, frozenset[int]]]) -> str:
        for misreading in self.misreadings:
            usual = words_in(self._tokens, self._places_of_span(misreading.span))
            if misreading.label == label and self._closeness(words, usual) >= HALF:
                return misreading.reason
        for other, places in ours:
            if self._closeness(words, places) >= HALF:
                reason = self.reasons.get(other, "")
                return f"In our reading these words are: {self._name(other)}. {reason}".rstrip()
        hint = next(known.hint for known in self.labels if known.id == label)
        return f"We do not mark these words as {self._name(label)}. {hint}"

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


def _key(token: Token) -> str:
    """Return what must be the same for two words to be the same."""
    return token.word or plain(token.text).translate(_DASHES)


def _check_count(count: int) -> None:
    if count == 0:
        raise AnswerProblem("There are no marks yet. Mark some words first.")
    if count > MAX_MARKS:
        raise AnswerProblem(f"These are {count:,} marks. Up to {MAX_MARKS} can be kept. Delete some.")


def _reading_entry(story_id: str, key: str) -> tuple[str, Mapping[str, Any]]:
    kind, entry_id = key.split("/")
    for entry in load_reading(story_id)[kind]:
        if entry["id"] == entry_id:
            return kind, entry
    raise ContentProblem(f"Our reading of {story_id} has no entry “{key}”.")


def accepted_readings(
    entries: list[tuple[str, Mapping[str, Any]]], wanted: list[str], sentences: set[str]
) -> Iterator[AcceptedReading]:
    """Work out every combination of first and second readings of some entries.

    Parameters
    ----------
    entries : list of (kind, entry)
        Entries of a reading, such as ``("attributions", {…})``.
    wanted : list of str
        Labels that the exercise asks for.
    sentences : set of str
        Sentences shown; marks in others are left out.

    Yields
    ------
    AcceptedReading
        Our reading first; at most 16 in all. Second readings that change no mark shown, or that leave nothing to
        mark, are left out: no answer could be told apart by them.

    Raises
    ------
    ContentProblem
        If our own reading marks nothing that the exercise asks for.
    """
    versions = [[(kind, entry, ""), *_second_versions(kind, entry)] for kind, entry in entries]
    seen: dict[tuple, AcceptedReading] = {}
    for number, combination in enumerate(islice(product(*versions), MAX_READINGS)):
        marks = tuple(
            (label, span)
            for kind, entry, _ in combination
            for label, span in marks_of(kind, entry)
            if label in wanted and span.sentence in sentences
        )
        if number == 0:
            if not marks:
                keys = ", ".join(f"{kind}/{entry['id']}" for kind, entry, _ in combination)
                raise ContentProblem(f"Our reading ({keys}) marks nothing with {', '.join(wanted)} here.")
            says = " ".join(entry["reason"] for _, entry, _ in combination)
        else:
            says = " ".join(note for *_, note in combination if note)
        if marks and marks not in seen:
            name = "Our reading" if number == 0 else name_of_second_reading(len(seen) - 1)
            seen[marks] = AcceptedReading(name, says, marks)
    yield from seen.values()


def _second_versions(kind: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    for second in entry["second_readings"]:
        changed = {name: value for name, value in second.items() if name not in ("says", "reason")}
        yield kind, {**entry, **changed}, f"{second['says']} {second['reason']}"


KIND = Spans
