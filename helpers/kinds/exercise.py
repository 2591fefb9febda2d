"""What all kinds of exercises share: entries, feedback, and the sentence for an answer that cannot be read.

An exercise is a plain object. The widget only shows it, a typed answer goes the same way, and tests and
reports use the same methods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from helpers.judgement import CERTAIN, GUESS, SURENESS
from helpers.series import lesson_with_form
from helpers.story import Paragraph, Sentence, load_story

MAX_BECAUSE = 300


class AnswerProblem(ValueError):
    """An answer cannot be used as it is; the message tells the learner what to do.

    Nothing was kept or lost.
    """


@dataclass(frozen=True)
class Entry:
    """What a learner gives: the answer, how sure they are, and their "because".

    Parameters
    ----------
    answer : object
        In the form that the record keeps: plain JSON values, words instead of offsets.
    confidence : int or None
        From 50 (a guess) to 100 (certain), in percent.
    because : str
        One line, given before the feedback.
    """

    answer: Any
    confidence: int | None = None
    because: str = ""


@dataclass(frozen=True)
class Row:
    """One line of feedback: an option, a label or an item, and the reason.

    Parameters
    ----------
    symbol : str
        A sign that says at a glance what the words say in full.
    label : str
        What the row is about.
    text : str
        The reason.
    yours, ours : str
        The learner's words and ours, where they can be set side by side.
    """

    symbol: str
    label: str
    text: str
    yours: str = ""
    ours: str = ""

    def __str__(self) -> str:
        sides = (("your answer", self.yours), ("our reading", self.ours))
        told = "; ".join(f"{name}: {words}" for name, words in sides if words)
        return f"{self.symbol} {self.label}{f' ({told})' if told else ''}: {self.text}"


@dataclass(frozen=True)
class Reading:
    """Marks to set side by side: the learner's, ours, or a second reading."""

    name: str
    marks: tuple[Mapping[str, Any], ...]
    says: str = ""


@dataclass(frozen=True)
class Feedback:
    """What an answer is told.

    Parameters
    ----------
    outcome : {"matches", "partly", "differs", "kept", "problem"}
        How the answer stands to the accepted readings. Predictions and open answers are only ever "kept"; a
        "problem" is an answer that cannot be used yet.
    heading, summary : str
        The answer to the answer, in words.
    rows : sequence of Row
        A reason for every option, right and wrong.
    readings : sequence of Reading
        For marks in a text only.
    """

    outcome: str
    heading: str
    summary: str = ""
    rows: Sequence[Row] = ()
    readings: Sequence[Reading] = ()

    SYMBOLS: ClassVar[Mapping[str, str]] = {
        "matches": "✓",
        "partly": "≈",
        "differs": "→",
        "kept": "•",
        "problem": "!",
    }

    @property
    def symbol(self) -> str:
        """The sign that goes with the outcome."""
        return self.SYMBOLS[self.outcome]

    def __repr__(self) -> str:
        first = f"{self.symbol} {self.heading} {self.summary}".rstrip()
        return "\n".join([first, *(f"  {row}" for row in self.rows)])


@dataclass(frozen=True)
class Exercise:
    """A question with all that is needed to ask it, read an answer and mark it.

    Parameters
    ----------
    id : str
        Reads like words; the record keeps answers under it.
    prompt : str
        The question.
    passage : sequence of str
        Paragraphs to read first; may be empty.
    help : str
        A line that says how, if the question needs one.
    confidence, because : bool
        Whether to ask "how sure are you?" and for a one-line reason, both before the feedback.
    marking : {"now", "later", "prediction"}
        When feedback comes; a prediction is never called wrong.
    """

    id: str
    prompt: str
    passage: Sequence[str] = ()
    help: str = ""
    confidence: bool = False
    because: bool = False
    marking: str = "now"

    kind: ClassVar[str]
    how_to_type: ClassVar[str]
    own_words: ClassVar[bool] = False
    """Whether an answer is a text of the learner's own, or one that the learner brought."""

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """Build an exercise of this kind from a question of a question file.

        Parameters
        ----------
        question : mapping
            As the room's ``schema.json`` says.

        Returns
        -------
        Exercise

        Raises
        ------
        ContentProblem
            If it names a story, a sentence, words or a reading that is not there.
        """
        raise NotImplementedError

    def read(self, typed: Any) -> Any:
        """Turn an answer that was typed in a cell into the form that is kept.

        Parameters
        ----------
        typed : object
            What the learner wrote after ``answer =``.

        Returns
        -------
        object
            Plain JSON values.

        Raises
        ------
        AnswerProblem
            If it cannot be understood; the message is for the learner.
        """
        raise NotImplementedError

    def from_view(self, given: Any) -> Any:
        """Turn what the exercise view sends into the form that is kept.

        Parameters
        ----------
        given : object
            As the view writes it.

        Returns
        -------
        object
            Plain JSON values.

        Raises
        ------
        AnswerProblem
            If the answer is not complete.
        """
        return self.read(given)

    def to_view(self, answer: Any) -> Any:
        """Turn a kept answer into what the exercise view shows.

        Parameters
        ----------
        answer : object
            As it was kept, perhaps by an earlier release.

        Returns
        -------
        object or None
            ``None`` if the answer no longer fits this exercise.
        """
        try:
            return self.read(answer)
        except AnswerProblem:
            return None

    def begin_with(self) -> Any:
        """Return the answer that stands there before the learner has given one.

        Returns
        -------
        object or None
            In the form that is kept; ``None`` where the learner begins with nothing, as nearly everywhere.
        """
        return None

    @property
    def draft_key(self) -> str:
        """What a draft belongs to: a draft for another text would land on the wrong words."""
        return self.id

    def view(self) -> dict[str, Any]:
        """Return what the exercise view needs to show the question. No key, no reason.

        Returns
        -------
        dict
            Plain JSON values.
        """
        return {
            "id": self.id,
            "kind": self.kind,
            "prompt": self.prompt,
            "help": self.help,
            "passage": [{"text": text} for text in self.passage],
            "confidence": self.confidence,
            "because": self.because,
            "typed": self.how_to_type,
            "button": "Check my answer" if self.marking == "now" else "Keep my answer",
        }

    def feedback(self, answer: Any) -> Feedback:
        """Mark an answer against the accepted readings.

        Parameters
        ----------
        answer : object
            As :meth:`read` or :meth:`from_view` returned it.

        Returns
        -------
        Feedback
        """
        if self.marking == "prediction":
            return Feedback("kept", "Your prediction is kept.", "A guess costs nothing. Read on and see.")
        if self.marking == "later":
            lesson = lesson_with_form("second").number
            later = f"The reasons come in Step 2 of lesson {lesson}, when you have answered the texts there."
            return Feedback("kept", "Your answer is kept.", later)
        return self._mark(answer)

    def _mark(self, answer: Any) -> Feedback:
        raise NotImplementedError

    def entry(self, answer: Any, confidence: Any = None, because: Any = "", *, from_view: bool = False) -> Entry:
        """Read an answer with its confidence and its "because".

        Parameters
        ----------
        answer, confidence, because : object
            As they came from a cell or from the view.
        from_view : bool
            Whether they came from the view.

        Returns
        -------
        Entry

        Raises
        ------
        AnswerProblem
            If something is missing or too long; the message is for the learner.
        """
        read = self.from_view(answer) if from_view else self.read(answer)
        return Entry(read, self._read_confidence(confidence, from_view), _read_because(because))

    def entry_typed(self, typed: Any) -> Entry:
        """Read what stands after ``answer =``: the answer alone, or with confidence and "because".

        Parameters
        ----------
        typed : object
            The answer; or a pair ``(answer, 80)``; or ``{"answer": …, "sure": 80, "because": "…"}``.

        Returns
        -------
        Entry

        Raises
        ------
        AnswerProblem
            If it cannot be understood.
        """
        if isinstance(typed, Mapping) and "answer" in typed:
            unknown = [clip(name) for name in typed if name not in ("answer", "sure", "because")]
            if unknown:
                raise AnswerProblem(f"I know “answer”, “sure” and “because” here, but not “{unknown[0]}”.")
            return self.entry(typed["answer"], typed.get("sure"), typed.get("because", ""))
        if isinstance(typed, tuple) and len(typed) == 2 and self.confidence:
            return self.entry(*typed)
        return self.entry(typed)

    def _read_confidence(self, given: Any, from_view: bool) -> int | None:
        if not self.confidence:
            return None
        if isinstance(given, int | float) and not isinstance(given, bool) and GUESS <= given <= CERTAIN:
            return round(given)
        if from_view:
            raise AnswerProblem("Say first how sure you are: move the handle, then press the button again.")
        raise AnswerProblem(
            f"Say also how sure you are, from {GUESS} ({SURENESS[0].words}) to {CERTAIN} ({SURENESS[-1].words}). "
            f"For example: {self.how_to_type}"
        )


def shared_parts(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every kind of question may have, by the names that `Exercise` gives it.

    Parameters
    ----------
    question : mapping
        Of a question file.

    Returns
    -------
    dict
        Without what the question leaves to its default, and without the passage.
    """
    names = ("id", "prompt", "help", "confidence", "because", "marking")
    return {name: question[name] for name in names if name in question}


def passage_of(question: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    """Return the passage of a question: sentences of a story, or a short text of its own.

    Parameters
    ----------
    question : mapping
        Of a question file.

    Returns
    -------
    tuple of Paragraph
    """
    passage = question.get("passage", {})
    if "story" in passage:
        return load_story(passage["story"]).choose(passage["sentences"])
    return tuple(
        Paragraph(f"p{number}", "body", (Sentence(f"p{number}", text),))
        for number, text in enumerate(passage.get("paragraphs", ()), 1)
    )


def passage_texts(question: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paragraphs of a question's passage as plain texts.

    Parameters
    ----------
    question : mapping
        Of a question file.

    Returns
    -------
    tuple of str
    """
    return tuple(" ".join(sentence.text for sentence in paragraph.sentences) for paragraph in passage_of(question))


def with_text(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Put in the words of an item that is a sentence of a story: they stand in the story alone.

    Parameters
    ----------
    item : mapping
        With a ``text``, which may name a story and a sentence.

    Returns
    -------
    mapping
        The same, with words as its ``text``.
    """
    if isinstance(item["text"], str):
        return item
    return {**item, "text": load_story(item["text"]["story"]).sentence(item["text"]["sentence"]).text}


def clip(text: Any, length: int = 80) -> str:
    """Shorten a learner's text for use inside a sentence.

    Parameters
    ----------
    text : object
        Anything; its text form is used.
    length : int
        Longest text left whole, in characters.

    Returns
    -------
    str
        One line.
    """
    try:
        start = str(text)[: 4 * length]
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists …
        return "…"
    line = " ".join(whole_characters(start).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def whole_characters(text: str) -> str:
    """Mend characters of which only a half is there, as when an emoji was cut in two.

    Such halves (lone surrogates) have no UTF-8 form: they could be neither sent to the browser nor saved.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text; a half that has lost its other half has become U+FFFD.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _read_because(given: Any) -> str:
    if not isinstance(given, str):
        raise AnswerProblem("Write your “because” as words between quotation marks.")
    if len(given) > MAX_BECAUSE:
        raise AnswerProblem(
            f"Your “because” has {len(given):,} characters. One line is enough: up to {MAX_BECAUSE}. "
            "Your text is still here."
        )
    return whole_characters(given).strip()
