"""Mark words in a text: who says it, with which verb, what is claimed, what a hedge covers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import islice, product
from random import Random
from typing import Any, NamedTuple, Self

from helpers.content import ContentProblem
from helpers.kinds.exercise import (
    AnswerProblem,
    Exercise,
    Feedback,
    Part,
    Reading,
    Row,
    SentencePart,
    Unaccepted,
    passage_of,
    quoted,
    shared_parts,
)
from helpers.kinds.spans.overlap import TOUCHING, agreement, close, telling_words, words_in
from helpers.kinds.spans.search import WordSearch
from helpers.kinds.typed import labelled, pieces_of, same_label
from helpers.reading import Label, labels, marks_of, name_of_second_reading
from helpers.story import Paragraph, Sentence, Span, Token, count_of, find_words, load_reading, tokens_of

# Counted on what is kept: a mark that reaches into three sentences is kept as three.
MAX_MARKS = 300
MAX_READINGS = 16
MAX_TYPED = 10_000
HALF = 0.5
# Between the first and the last words of a long mark.
LEFT_OUT = re.compile(r"\s*(?:…|\.{3})\s*")
NAME_AND_SIGN = re.compile(r"(\w[\w ]{0,40}?)\s*[:=]")
# Our own reading is the measure unless another accepted one fits the marks clearly better.
CLEARLY = 0.2
NO_MARKS = "There are no marks yet. Mark some words first."
NOT_THIS_TEXT = "These marks do not fit this text. Run the cell again and mark once more."


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


class Marked(NamedTuple):
    """Words with a label, by their places in the passage: those that count, and those that tell (no small one)."""

    label: str
    words: frozenset[int]
    telling: frozenset[int]

    def closeness(self, other: Marked) -> float:
        """Return how far two marks agree; a small word more or less does not count."""
        return agreement(self.telling, other.telling)


@dataclass(frozen=True)
class Spans(Exercise):
    """A passage to mark.

    Marking goes by words shared, label by label, against the accepted reading that fits best; a partial match says
    which words are missing and which are more than we mark.
    """

    paragraphs: Sequence[Paragraph] = ()
    labels: Sequence[Label] = ()  # in the order of the buttons
    accepted: Sequence[AcceptedReading] = ()  # at least one
    reasons: Mapping[str, str] = field(default_factory=dict)  # for each label, why we mark what we mark
    misreadings: Sequence[Misreading] = ()
    story: str = ""  # that the passage is from; empty for a text of the question's own
    kind = "spans"
    verb = "mark"
    minutes = 1.5
    read_after = ("reason", "reasons")

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """See `Exercise.from_question`."""
        return cls(
            **shared_parts(question),
            paragraphs=passage_of(question),
            labels=tuple(labels()[label] for label in question["labels"]),
            accepted=tuple(_accepted_in(question)),
            reasons=question.get("reasons", {}),
            misreadings=tuple(
                Misreading(usual["label"], Span.of(usual), usual["reason"]) for usual in question.get("misreadings", ())
            ),
            story=question["passage"].get("story", ""),
        )

    @property
    def passage_to_read(self) -> Sequence[str]:
        """See `Exercise.passage_to_read`."""
        return [sentence.text for paragraph in self.paragraphs for sentence in paragraph.sentences]

    @property
    def typed_example(self) -> str:
        """See `Exercise.typed_example`."""
        if len(self.labels) == 1:
            return '"…"'
        return '"' + "; ".join(f"{label.name.lower()}: …" for label in self.labels) + '"'

    @cached_property
    def _tokens(self) -> tuple[Token, ...]:
        """Every word of the passage, in order."""
        return tuple(token for p in self.paragraphs for s in p.sentences for token in tokens_of(s))

    @cached_property
    def _search(self) -> WordSearch:
        return WordSearch(self._tokens)

    @cached_property
    def _has_ellipsis(self) -> bool:
        """Whether an ellipsis is one of the text's own signs, and leaves out nothing."""
        return any(LEFT_OUT.search(token.text) for token in self._tokens)

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
        """Find typed words in the passage: ``"source: …; cue: …"``, or a dictionary. See `Exercise.read`.

        A label may stand more than once, and may be left out where there is one only; in a dictionary a value may be a
        list. How the words are spelt does not matter (`helpers.story.folded`); of a long mark the first and the last
        words are enough, with ``…`` between them. A list of marks as the record keeps them is taken too.
        """
        if isinstance(typed, str):
            typed = self._from_text(typed)
        if isinstance(typed, Mapping):
            typed = [
                {"label": label, "words": words}
                for label, given in typed.items()
                for words in (given if isinstance(given, list | tuple) else [given])
            ]
        if not isinstance(typed, list) or not all(isinstance(mark, Mapping) for mark in typed):
            raise AnswerProblem(f"Write the words for each label. For example: {self.how_to_type}")
        marks = [mark for mark in typed if mark.get("words") not in (None, "", ...)]
        if not marks:
            raise AnswerProblem(NO_MARKS)
        _check_count(len(marks))
        return self._kept([(self._known_label(mark.get("label")), self._places_of(mark)) for mark in marks])

    def from_view(self, given: Any) -> list[dict[str, Any]]:
        """Read marks as places of words in paragraphs. See `Exercise.from_view`."""
        if not given or not isinstance(given, list):
            raise AnswerProblem(NO_MARKS)
        _check_count(len(given))
        marks = []
        for mark in given:
            try:
                offset = self._paragraph_starts[mark["p"]]
                places = range(offset + mark["start"], offset + mark["end"])
            except (KeyError, IndexError, TypeError):
                raise AnswerProblem(NOT_THIS_TEXT) from None
            if not places or places.start < 0 or places.stop > len(self._tokens):
                raise AnswerProblem(NOT_THIS_TEXT)
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

    @property
    def draft_key(self) -> str:
        """See `Exercise.draft_key`."""
        texts = "\n".join(sentence.text for paragraph in self.paragraphs for sentence in paragraph.sentences)
        return f"{self.id} {sha256(texts.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def _from_text(self, text: str) -> list[dict[str, str]]:
        """Read labels with the words behind them."""
        names = [(label.id, label.name) for label in self.labels]
        before, given = labelled(text, names) if len(text) <= MAX_TYPED else ("", [])
        if not given and len(names) == 1:
            before, given = "", [(names[0][0], text)]
        if before or not given:
            if other := NAME_AND_SIGN.match(before):
                self._known_label(other[1])
            if before or text.strip():
                what = quoted(before or text)
                told = f"Write the words for each label: which label has {what}?"
                raise AnswerProblem(f"{told} For example: {self.how_to_type}")
        marks = []
        for label, words in given:
            whole = next(self._places(words), None) is not None
            marks += [{"label": label, "words": piece} for piece in ([words] if whole else pieces_of(words) or [words])]
        return marks

    def _known_label(self, label: Any) -> str:
        names = [known.id for known in self.labels]
        if label in names:  # as marks that were kept or clicked have it, which may be many
            return label
        known = same_label(label, [(known.id, known.name) for known in self.labels])
        if known is None:
            raise AnswerProblem(f"{quoted(label)} is none of the labels here. They are: {', '.join(names)}.")
        return known

    def _places_of(self, mark: Mapping[str, Any]) -> range:
        """Find the words of a mark among the words of the passage."""
        words = mark.get("words")
        if not isinstance(words, str):
            raise AnswerProblem(f"Write words of the text between quotation marks. For example: {self.how_to_type}")
        number = mark.get("occurrence", 1)
        if isinstance(number, int):
            for count, places in enumerate(self._places(words, mark.get("sentence")), 1):
                if count == number:
                    return places
        raise AnswerProblem(f"I cannot find the words {quoted(words)} in the text. Copy them just as they stand there.")

    def _places(self, words: str, sentence: Any = None) -> Iterator[range]:
        """Find every stretch of the passage that some words mean."""
        if len(words) > MAX_TYPED:
            return
        ends = [tokens_of(Sentence("", end)) for end in LEFT_OUT.split(words)]
        if len(ends) != 2 or not all(ends) or self._has_ellipsis:
            yield from self._search.matches(tokens_of(Sentence("", words)), sentence)
            return
        for first in self._search.matches(ends[0], sentence):
            same_sentence = self._search.matches(ends[1], self._tokens[first.start].sentence)
            if last := next((last for last in same_sentence if last.start >= first.stop), None):
                yield range(first.start, last.stop)

    def _kept(self, marks: Sequence[tuple[str, range]]) -> list[dict[str, Any]]:
        """Write marks as the record keeps them: by their words, one sentence at a time, from word to word."""
        _check_count(sum(self._search.sentences_touched(places) for _, places in marks))
        kept = []
        for label, places in marks:
            for inside in self._search.by_sentence(places):
                words = [place for place in inside if self._tokens[place].word] or inside
                tokens = self._tokens[words[0] : words[-1] + 1]
                sentence = tokens[0].sentence
                text = self._sentences[sentence].text[tokens[0].start : tokens[-1].end]
                mark = {"label": label, "sentence": sentence, "words": text}
                earlier = sum(1 for _ in self._search.matches(tokens, sentence, before=words[0]))
                kept.append(mark | ({"occurrence": earlier + 1} if earlier else {}))
        return kept

    # -- marking

    def _marks(self, kept: Sequence[Mapping[str, Any]]) -> list[tuple[str, range]]:
        return [(mark["label"], self._places_of(mark)) for mark in kept]

    @cached_property
    def _accepted_marks(self) -> list[list[tuple[str, range]]]:
        """The words of each accepted reading among the passage's words."""
        return [[(label, self._places_of_span(span)) for label, span in reading.marks] for reading in self.accepted]

    @cached_property
    def _candidates(self) -> list[list[Marked]]:
        return [self._marked(marks) for marks in self._accepted_marks]

    @cached_property
    def _usual(self) -> list[tuple[Marked, str]]:
        """The usual misreadings, each with the reason against it."""
        marks = self._marked((usual.label, self._places_of_span(usual.span)) for usual in self.misreadings)
        return [(mark, usual.reason) for mark, usual in zip(marks, self.misreadings, strict=True)]

    def _places_of_span(self, span: Span) -> range:
        start, end = find_words(self._sentences[span.sentence], span)
        places = [
            place
            for place, token in enumerate(self._tokens)
            if token.sentence == span.sentence and token.start < end and token.end > start
        ]
        return range(places[0], places[-1] + 1)

    def _marked(self, marks: Iterable[tuple[str, range]]) -> list[Marked]:
        words = ((label, words_in(self._tokens, places)) for label, places in marks)
        return [Marked(label, places, telling_words(self._tokens, places)) for label, places in words]

    def _mark(self, answer: Sequence[Mapping[str, Any]]) -> Feedback:
        given = self._marks(answer)
        mine = self._marked(given)
        every = [mark for marks in self._candidates for mark in marks]
        measure, ours = self._measure(mine, every)
        rows, hits, touched = self._rows(mine, ours, every)
        extra = self._extra_rows(mine, ours, every)
        if hits == len(ours) and not extra:
            outcome, heading = "matches", "Your marks match our reading."
            if measure:
                heading = "Your marks match another reading that stands as well."
        elif touched:
            outcome, heading = "partly", "Part of your marks match our reading."
            heading = heading if hits else "Your marks come near ours."
        else:
            outcome, heading = "differs", "We mark other words."
        summary = _how_many(hits, touched - hits, len(ours)) if len(ours) > 1 else ""
        yours = Reading("Your marks", tuple(self._view_mark(*mark) for mark in given))
        accepted = [
            Reading(reading.name, tuple(self._view_mark(*mark) for mark in marks), reading.says)
            for reading, marks in zip(self.accepted, self._accepted_marks, strict=True)
        ]
        if (same := next((reading for reading in accepted if _same_marks(reading, yours)), None)) is not None:
            # Nothing stands there twice: one picture is both, and the words need no column beside the reasons.
            accepted.remove(same)
            yours = replace(same, name=f"{yours.name}, and {same.name[0].lower()}{same.name[1:]}")
            reasons = (self.reasons.get(mark.label) or row.text for row, mark in zip(rows, ours, strict=True))
            rows = [replace(row, text=why, yours="", ours="") for row, why in zip(rows, reasons, strict=True)]
        return Feedback(outcome, heading, summary, [*rows, *extra], [yours, *accepted])

    def _hint(self, answer: Sequence[Mapping[str, Any]]) -> str:
        """See `Exercise.hint_for`: how many marks are met, and the label to look at, never the words."""
        if self.keys() != 1:
            return ""
        mine, ours = self._marked(self._marks(answer)), self._candidates[0]
        rows, hits, touched = self._rows(mine, ours, ours)
        more = len(self._extra_rows(mine, ours, ours))
        if len(ours) > 1:
            told = _how_many(hits, touched - hits, len(ours))
        elif hits:
            told = "One mark of yours stands where we put ours."
        else:
            told = "You are near: some words are missing, or too many." if touched else "We mark other words."
        if more:
            told += f" {count_of(more, 'mark')} of yours {'stands' if more == 1 else 'stand'} where we mark nothing so."
        missed = next((label for row, label in zip(rows, ours, strict=True) if row.symbol != "✓"), None)
        if self.hint or missed is None:
            return f"{told} {self.hint}".rstrip()
        label = next(known for known in self.labels if known.id == missed.label)
        return f"{told} Look for: {label.name}. {label.hint}".rstrip()

    @property
    def advice(self) -> str:
        """See `Exercise.advice`."""
        return self.hint or "Take one label at a time. Read what it stands for, then look for its words."

    def _measure(self, mine: Sequence[Marked], every: Sequence[Marked]) -> tuple[int, Sequence[Marked]]:
        """Choose the reading to measure by: one that the marks match, else ours, if no other fits clearly better."""
        for number, ours in enumerate(self._candidates):
            _, hits, _ = self._rows(mine, ours, every)
            if hits == len(ours) and not self._extra_rows(mine, ours, every):
                return number, ours
        scores = [_score(mine, ours) for ours in self._candidates]
        best = max(range(len(scores)), key=scores.__getitem__)
        number = best if scores[best] - scores[0] >= CLEARLY else 0
        return number, self._candidates[number]

    def _rows(
        self, mine: Sequence[Marked], ours: Sequence[Marked], every: Sequence[Marked]
    ) -> tuple[list[Row], int, int]:
        """Answer each mark of ours with the learner's nearest; count full matches and touched ones.

        A mark that lies between a shorter and a longer accepted one is as good as they are.
        """
        rows, hits, touched = [], 0, 0
        for mark in ours:
            name, reason = self._name(mark.label), self.reasons.get(mark.label, "")
            same = (other for other in mine if other.label == mark.label)
            nearest = max(same, key=mark.closeness, default=None)
            if nearest is None or mark.closeness(nearest) < TOUCHING:
                some = nearest is not None and nearest.words & mark.words
                text = f"You marked {'few' if some else 'none'} of these words. {reason}".rstrip()
                rows.append(Row("✗", name, text, "", self._text(mark.words)))
                continue
            between = mark.words <= nearest.words and any(
                other.label == mark.label and nearest.words <= other.words for other in every
            )
            hit = between or close(nearest.telling, mark.telling)
            touched += 1
            hits += hit
            text = f"{self._difference(nearest, mark)} {reason}".rstrip()
            rows.append(Row("✓" if hit else "≈", name, text, self._text(nearest.words), self._text(mark.words)))
        return rows, hits, touched

    def _extra_rows(self, mine: Sequence[Marked], ours: Sequence[Marked], every: Sequence[Marked]) -> list[Row]:
        """Answer the learner's marks that none of ours stands near."""
        rows = []
        for mark in mine:
            if any(mark.label == other.label and mark.closeness(other) >= TOUCHING for other in ours):
                continue
            if any(mark.label == other.label and mark.closeness(other) >= HALF for other in every):
                text = "Another reading that stands marks these words so."
            else:
                text = self._why_not(mark, ours, mine)
            rows.append(Row("+", self._name(mark.label), text, self._text(mark.words)))
        return rows

    def _why_not(self, mark: Marked, ours: Sequence[Marked], mine: Sequence[Marked]) -> str:
        for usual, reason in self._usual:
            if usual.label == mark.label and mark.closeness(usual) >= HALF:
                return reason
        for other in ours:
            if mark.closeness(other) >= HALF:
                reason = self.reasons.get(other.label, "")
                return f"In our reading these words are: {self._name(other.label)}. {reason}".rstrip()
        name = self._name(mark.label)
        if wanted := [other for other in ours if other.label == mark.label]:
            # What the label means may fit these words as well: it is others that are asked about.
            more = all(any(other.closeness(given) >= TOUCHING for given in mine) for other in wanted)
            words = "; ".join(quoted(self._text(other.words).rstrip(",;: "), MAX_TYPED) for other in wanted)
            return f"Here we mark {'only this' if more else 'other words'} as {name}: {words}."
        hint = next(known.hint for known in self.labels if known.id == mark.label)
        return f"We do not mark these words as {name}. {hint}"

    def _difference(self, given: Marked, wanted: Marked) -> str:
        """Say which words are missing and which are more than we mark."""
        mine, ours = given.words, wanted.words
        if mine == ours:
            return "The same words."
        if given.telling == wanted.telling:
            small = quoted(self._text(mine ^ ours), MAX_TYPED)
            return f"The same words, with or without {small}."
        parts = [f"You marked {len(mine & ours)} of our {count_of(len(ours), 'word')}."]
        if ours - mine:
            parts.append(f"Not marked: {quoted(self._text(ours - mine), MAX_TYPED)}.")
        if mine - ours:
            parts.append(f"More than we mark: {quoted(self._text(mine - ours), MAX_TYPED)}.")
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
        paragraph = bisect_right(self._paragraph_starts, places.start) - 1
        offset = self._paragraph_starts[paragraph]
        return {"label": label, "p": paragraph, "start": places.start - offset, "end": places.stop - offset}

    def marks_in_story(self, answer: Sequence[Mapping[str, Any]]) -> tuple[str, Sequence[Mapping[str, Any]]]:
        """See `Exercise.marks_in_story`."""
        return self.story, answer

    # -- the key, and the class report

    def accepted_answer(self) -> list[dict[str, Any]]:
        """See `Exercise.accepted_answer`."""
        return self._kept(self._accepted_marks[0])

    def keys(self) -> int:
        """See `Exercise.keys`."""
        return len(self.accepted)

    def parts(self, answer: Sequence[Mapping[str, Any]], feedback: Feedback) -> Iterator[Part]:
        """Yield the sentences and the words that have a label, and the usual misreadings. See `Exercise.parts`.

        ``("sentence", "LABEL SENTENCE")``, ``("word", "LABEL PARAGRAPH NUMBER")``, ``("misreading", "NUMBER")``.
        """
        yield from dict.fromkeys(("sentence", f"{mark['label']} {mark['sentence']}") for mark in answer)
        words = (
            ("word", f"{mark['label']} {mark['p']} {place}")
            for mark in self.to_view(answer) or ()
            for place in range(mark["start"], mark["end"])
        )
        yield from dict.fromkeys(words)
        extra = [row.text for row in feedback.rows if row.symbol == "+"]
        for number, misreading in enumerate(self.misreadings):
            if any(text.endswith(misreading.reason) for text in extra):
                yield "misreading", str(number)

    def unaccepted(self) -> Iterator[Unaccepted]:
        """See `Exercise.unaccepted`."""
        for number, usual in enumerate(self.misreadings):
            words = f"{usual.span.words} → {self._name(usual.label)}"
            yield Unaccepted(("misreading", str(number)), words, usual.reason)

    def fitting(self, part: Part) -> Iterator[tuple[str, str]]:
        """Yield what we mark with the label of a usual misreading. See `Exercise.fitting`."""
        label = self.misreadings[int(part[1])].label
        marks = (f"{span.words} → {self._name(label)}" for of, span in self.accepted[0].marks if of == label)
        if words := "; ".join(marks):
            yield words, self.reasons.get(label, self.accepted[0].says)

    def asked_about(self, part: Part) -> str:
        """Return the sentence of a usual misreading. See `Exercise.asked_about`."""
        wanted = self.misreadings[int(part[1])].span.sentence
        sentences = (sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)
        return next((sentence.text for sentence in sentences if sentence.id == wanted), "")

    def sentence_parts(self) -> Iterator[SentencePart]:
        """See `Exercise.sentence_parts`."""
        if self.story:
            for label in self.labels:
                for sentence in self._sentences:
                    yield SentencePart(self.story, sentence, label.name, ("sentence", f"{label.id} {sentence}"))

    def agreement(self, numbers: Mapping[Part, int], learners: int) -> dict[str, float]:
        """Each word that anybody marked is marked or not: the larger share. See `Exercise.agreement`."""
        marked = ((word, number / learners) for (kind, word), number in numbers.items() if kind == "word")
        return {word: max(part, 1 - part) for word, part in sorted(marked)}

    def how_divided(self, part: str, numbers: Mapping[Part, int], share: Callable[[int], str]) -> str:
        """See `Exercise.how_divided`."""
        label, paragraph, place = part.split()
        word = self._tokens[self._paragraph_starts[int(paragraph)] + int(place)].text
        return f"“{word}” marked as {self._name(label)}: {share(numbers['word', part])}"

    @cached_property
    def _ways_to_mark(self) -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]]]:
        """The marks of the first two accepted readings, and the usual misreadings, as a record keeps them."""
        usual = []
        for misreading in self.misreadings:
            span = {"sentence": misreading.span.sentence, "words": misreading.span.words}
            with suppress(AnswerProblem):  # words that begin or end inside a longer one cannot be typed
                usual += self.read([{"label": misreading.label, **span}])
        return [self._kept(marks) for marks in self._accepted_marks[:2]], usual

    def invent(self, skill: float, random: Random) -> list[dict[str, Any]]:
        """See `Exercise.invent`."""
        readings, usual = self._ways_to_mark
        marks = random.choice(readings)
        answer = [mark for mark in marks if random.random() < 0.5 + skill / 2] or marks[:1]
        if usual and random.random() > skill:
            slip = random.choice(usual)
            answer = [mark for mark in answer if mark["label"] != slip["label"]] + [slip]
        return answer


def _same_marks(reading: Reading, other: Reading) -> bool:
    return len(reading.marks) == len(other.marks) and all(mark in other.marks for mark in reading.marks)


def _score(mine: Sequence[Marked], ours: Sequence[Marked]) -> float:
    """Return how well the learner's marks fit a reading: the mean, over its marks, of the closest."""
    best = [max((mark.closeness(other) for other in mine if other.label == mark.label), default=0.0) for mark in ours]
    return sum(best) / len(best)


def _how_many(hits: int, near: int, ours: int) -> str:
    """Tell how many of our marks were met, and how many nearly."""
    come = "comes" if near == 1 else "come"
    if near and not hits:
        return f"{near} of {ours} marks {come} near, but none stands just where we put it."
    return f"{hits} of {ours} marks stand where we put them{f', and {near} more {come} near' if near else ''}."


def _check_count(count: int) -> None:
    if count > MAX_MARKS:
        raise AnswerProblem(
            f"These are {count:,} marks. Up to {MAX_MARKS} can be kept. Delete some, or make long ones shorter: each "
            "sentence that a mark reaches into counts."
        )


def _accepted_in(question: Mapping[str, Any]) -> Iterator[AcceptedReading]:
    """Return the accepted readings of a question: those of a story's reading, or its own."""
    if "accepted" in question:
        for reading in question["accepted"]:
            marks = tuple((mark["label"], Span.of(mark)) for mark in reading["marks"])
            yield AcceptedReading(reading["name"], reading["says"], marks)
        return
    entries = [_reading_entry(question["passage"]["story"], key) for key in question["key"]]
    yield from accepted_readings(entries, question["labels"], set(question["passage"]["sentences"]))


def _reading_entry(story_id: str, key: str) -> tuple[str, Mapping[str, Any]]:
    kind, entry_id = key.split("/")
    for entry in load_reading(story_id)[kind]:
        if entry["id"] == entry_id:
            return kind, entry
    raise ContentProblem(f"Our reading of {story_id} has no entry “{key}”.")


def accepted_readings(
    entries: list[tuple[str, Mapping[str, Any]]], wanted: list[str], sentences: set[str]
) -> Iterator[AcceptedReading]:
    """Work out every combination of first and second readings of some entries."""
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
