"""What a kind of exercise must bring, and what all kinds share: entries, feedback, the answer that cannot be read.

An exercise is a plain object. The widget only shows it, a typed answer goes the same way, and the record, the
worksheets, the class report and the tests use the same methods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, ClassVar, NamedTuple, Self

from helpers.judgement import CERTAIN, GUESS, SURENESS
from helpers.kinds.typed import percent, with_sureness
from helpers.series import lesson_with_form
from helpers.story import Paragraph, Sentence, load_beside, load_story

MAX_BECAUSE = 300
KEEP_GUESS = "A guess costs nothing. Read on and see."
_INSIDE = str.maketrans({"“": "‘", "”": "’", "„": "‚", '"': "'"})

# A part of an answer and what was put there: (item, group), (slot, option), ("sentence", "cue p1-s1") …
Part = tuple[str, str]


class AnswerProblem(ValueError):
    """An answer cannot be used as it is; the message tells the learner what to do. Nothing was kept or lost."""


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
    hinted : bool
        Whether it was told a hint only, before a second try. It says nothing of what was given, so two entries that
        differ in this alone are the same.
    """

    answer: Any
    confidence: int | None = None
    because: str = ""
    hinted: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Row:
    """One line of feedback: an option, a label or an item, and the reason.

    Parameters
    ----------
    symbol : str
        A sign that says at a glance what the words say in full. The page has a word for each for those who hear it:
        ``SYMBOL_WORDS`` in ``exercise_view/parts.js``.
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

    def in_words(self, yours: str, ours: str) -> str:
        """Write the row as one line; the two names say whose words stand side by side."""
        sides = "; ".join(f"{name}: {words}" for name, words in ((yours, self.yours), (ours, self.ours)) if words)
        return f"{self.symbol} {self.label}{f' ({sides})' if sides else ''}: {self.text}"


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
    sides : (str, str)
        Whose words stand side by side in a row that is told as a sentence.
    sureness : str
        What the outcome says about how sure the learner was; empty where that was not asked.
    """

    outcome: str
    heading: str
    summary: str = ""
    rows: Sequence[Row] = ()
    readings: Sequence[Reading] = ()
    sides: tuple[str, str] = ("your answer", "our reading")
    sureness: str = ""

    SYMBOLS: ClassVar[Mapping[str, str]] = {
        "matches": "✓",
        "partly": "≈",
        "differs": "✗",
        "kept": "•",
        "problem": "!",
    }

    @property
    def symbol(self) -> str:
        """The sign that goes with the outcome."""
        return self.SYMBOLS[self.outcome]

    def __repr__(self) -> str:
        first = " ".join(filter(None, (self.symbol, self.heading, self.summary, self.sureness)))
        return "\n".join([first, *(f"  {row.in_words(*self.sides)}" for row in self.rows)])


class SentencePart(NamedTuple):
    """A part of an answer that says something about one sentence of a story, and the name of what is said."""

    story: str
    sentence: str
    name: str
    part: Part


class Unaccepted(NamedTuple):
    """A part of an answer that our reading does not accept, in words, and the reason against it."""

    part: Part
    words: str
    reason: str


@dataclass(frozen=True)
class Exercise:
    """A question with all that is needed to ask it, read an answer and mark it; the base of every kind.

    **What a kind must bring.** A kind is a folder ``helpers/kinds/NAME`` with these files; nothing else has to be told:

    ``model.py``
        A frozen dataclass that extends this class, and ``KIND = …`` that names it. It must set `kind`, `verb`,
        `minutes` and `typed_example`, and write

        - `from_question`, `read` and `view`: from the data, from an answer, to the page. What `read` returns is kept:
          plain JSON values, with words in place of offsets, which `read` takes again and `to_view` can show again;
        - `_mark`: the feedback, with a reason for every option;
        - `accepted_answer` and `invent`: an answer that fits, and one that a made-up learner gives.

        What the other methods return by itself is right for a question without a key, whose answers are not looked at
        in class. With a key, it also says `keys`, and may have a `_hint` before a second try. For the class report it
        takes an answer apart (`parts`), names what the parts are (`part_names`), and tells what is not accepted and
        what is, with the reasons (`unaccepted`, `fitting`); if it asks about sentences of a story, `sentence_parts`. If
        an answer is a text of the learner's own, `own_words` is true. What a question that somebody types in a cell may
        leave out, `complete` fills in.
    ``schema.json``
        What a question has besides what all have (`helpers.kinds.schema`).
    ``paper.py``
        ``asked(exercise)`` and ``answered(exercise)`` yield HTML: the question as it is printed for a learner, and its
        key for a teacher. ``projected(exercise)``, if it is there, yields the question for a projector, piece by piece.
    ``check.py``
        ``faults(question, course)`` yields what a schema cannot see: see `helpers.kinds.faults`.
    ``examples.json``
        Small questions of the kind, each with an answer for every outcome that it can have.
    ``view.js``
        The control that a page shows. It gets what `view` returns, and sends what `from_view` reads.

    Parameters
    ----------
    id : str
        Reads like words; the record keeps answers under it.
    prompt : str
        The question.
    passage : sequence of str
        Paragraphs to read first; may be empty.
    folded : str
        What stands on the fold, where a page shows the passage folded: a card above tells the same in another way.
    help : str
        A line that says how, if the question needs one.
    confidence, because : bool
        Whether to ask "how sure are you?" and for a one-line reason, both before the feedback.
    marking : {"now", "later", "prediction"}
        When feedback comes; a prediction is never called wrong.
    hint : str
        What helps before a second try, in place of the general words of the kind; it must not give the key away.
    on_paper : mapping of str to str
        A ``prompt`` or a ``help`` for the worksheet, where that of the screen speaks of the screen.
    in_other_words : str
        The question in short, plain sentences, for who works with help.
    """

    id: str
    prompt: str
    passage: Sequence[str] = ()
    folded: str = ""
    help: str = ""
    confidence: bool = False
    because: bool = False
    marking: str = "now"
    hint: str = ""
    on_paper: Mapping[str, str] = field(default_factory=dict)
    in_other_words: str = ""

    kind: ClassVar[str]
    """Name of the kind: that of its folder, and what questions call it."""
    verb: ClassVar[str]
    """The verb of a lesson's cell that asks it, one of those in `helpers.lesson.verbs`."""
    typed_example: ClassVar[str]
    """An answer as it stands after ``answer =``, to show the form of it; never the right one."""
    minutes: ClassVar[float]
    """What goes on top of reading the question and its feedback: an estimate for the lesson's plan."""
    read_before: ClassVar[Sequence[str]] = ("prompt", "help")
    """Names in a question whose texts are read before the answer."""
    read_after: ClassVar[Sequence[str]] = ("reason",)
    """Names in a question whose texts are read after it."""
    own_words: ClassVar[bool] = False
    """Whether an answer is a text of the learner's own, or one that the learner brought."""

    @classmethod
    def from_question(cls, question: Mapping[str, Any]) -> Self:
        """Build an exercise from a question of the form in ``schema.json``.

        ContentProblem, if it names a story, a sentence, words or a reading that is not there.
        """
        raise NotImplementedError

    @classmethod
    def complete(cls, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """Fill in what a question of one's own may leave out; what is wrong in it stays, to be told."""
        return question

    @property
    def how_to_type(self) -> str:
        """What a learner types in the cell, with how sure they are where that is asked."""
        return f"answer = ({self.typed_example}, 80)" if self.confidence else f"answer = {self.typed_example}"

    def read(self, typed: Any) -> Any:
        """Turn what was typed after ``answer =`` into plain JSON values to keep; an AnswerProblem tells why not."""
        raise NotImplementedError

    def from_view(self, given: Any) -> Any:
        """Turn what the view sends into the form that is kept; AnswerProblem, if the answer is not complete."""
        return self.read(given)

    def to_view(self, answer: Any) -> Any:
        """Turn a kept answer, perhaps of an earlier release, into what the view shows; ``None`` if it fits no more."""
        try:
            return self.read(answer)
        except AnswerProblem:
            return None

    def begin_with(self) -> Any:
        """Return the answer, as it is kept, that stands there before the learner gives one: mostly ``None``."""
        return None

    def for_paper(self, name: str) -> str:
        """Return the ``prompt`` or the ``help`` as a worksheet has it."""
        return self.on_paper.get(name, getattr(self, name))

    @property
    def passage_to_read(self) -> Sequence[str]:
        """All texts of the passage, however the page shows them."""
        return self.passage

    @property
    def is_about(self) -> str:
        """The id of the text exercise whose answer this exercise is about; empty if it is about none."""
        return ""

    def for_learner(self, last_text: Callable[[str], str]) -> Self:
        """Return the exercise about the learner's own words, where it is about them.

        `last_text` gives the learner's newest answer to a text exercise, by its id; empty if there is none.
        """
        return self

    def preview(self, answer: Any) -> dict[str, Any] | None:
        """Say in plain JSON values what an answer would do, before it is given: mostly ``None``.

        Nothing is marked or kept. AnswerProblem, if the answer is not complete.
        """
        return None

    @property
    def draft_key(self) -> str:
        """What a draft belongs to: a draft for another text would land on the wrong words."""
        return self.id

    def view(self) -> dict[str, Any]:
        """Return what the view needs to show the question, in plain JSON values. No key, no reason."""
        return {
            "id": self.id,
            "kind": self.kind,
            "prompt": self.prompt,
            "help": self.help,
            "in_other_words": self.in_other_words,
            "advice": self.advice,
            "passage": [{"text": text} for text in self.passage],
            "folded": self.folded,
            "confidence": self.confidence,
            "because": self.because,
            "typed": self.how_to_type,
            "button": "Check my answer" if self.marking == "now" else "Keep my answer",
            "later": self.marking == "later",
        }

    def feedback(self, answer: Any) -> Feedback:
        """Mark an answer, as `read` or `from_view` returned it, against the accepted readings."""
        if self.marking == "prediction":
            return Feedback("kept", "Your prediction is kept.", self._said_of_guess(answer))
        if self.marking == "later":
            lesson = lesson_with_form("second").number
            later = f"The reasons come in Step 2 of lesson {lesson}, when you have answered the texts there."
            return Feedback("kept", "Your answer is kept.", later)
        return self._mark(answer)

    def _said_of_guess(self, answer: Any) -> str:
        """Say where the guess is taken up again; it is never called wrong."""
        return KEEP_GUESS

    def _mark(self, answer: Any) -> Feedback:
        raise NotImplementedError

    def hint_for(self, answer: Any, feedback: Feedback) -> str:
        """Say what helps before a second try, without giving the key away.

        Parameters
        ----------
        answer : object
            As `read` or `from_view` returned it.
        feedback : Feedback
            Its own.

        Returns
        -------
        str
            Empty, if the answer fits or there is nothing to try a second time: then the reasons come at once.
        """
        return self._hint(answer) if feedback.outcome in ("partly", "differs") else ""

    def _hint(self, answer: Any) -> str:
        """Give the hint to an answer that does not fit in full; a kind without a key has none."""
        return ""

    @property
    def advice(self) -> str:
        """What helps before the first try, for who works with help: it depends on no answer, and gives none away."""
        return self.hint

    # -- the key

    def marks_in_story(self, answer: Any) -> tuple[str, Sequence[Mapping[str, Any]]]:
        """Return the story whose words an answer marks, and the marks: each with its label, as the record keeps it."""
        return "", ()

    def accepted_answer(self) -> Any:
        """Return an answer that our reading accepts, as it is kept; without a key, one that can be kept."""
        raise NotImplementedError

    def choices(self) -> Sequence[str]:
        """Return every answer there is, where an answer is one of a few."""
        return ()

    def keys(self) -> int:
        """Count the answers that are accepted; 0 where there is no key."""
        return 0

    def chance(self) -> float | None:
        """Tell how often an answer given blindly is accepted, from 0 to 1; None where that cannot be told."""
        return None

    @property
    def has_single_key(self) -> bool:
        """Whether it asks how sure one is, and accepts exactly one answer."""
        return self.confidence and self.marking != "prediction" and self.keys() == 1

    @property
    def is_opinion(self) -> bool:
        """Whether every answer is accepted: then it is no wonder that a class differs."""
        return False

    # -- looking back

    def answer_in_words(self, answer: Any, feedback: Feedback) -> str:
        """Say in words what was answered."""
        rows = [f"{row.label}: {row.yours}" for row in feedback.rows if row.yours]
        return clip("; ".join(rows) or feedback.summary, 200)

    def reasons_for(self, answer: Any, feedback: Feedback) -> list[str]:
        """Give the reasons that matter most to an answer."""
        differing = [f"{row.label}: {row.text}" for row in feedback.rows if row.symbol != "✓" and row.text]
        return [clip(reason, 300) for reason in differing[:2] or [feedback.summary or feedback.heading]]

    # -- the class report

    @property
    def is_discussed(self) -> bool:
        """Whether a class talks about it.

        Predictions are never called wrong, what is marked later stays unseen until then, and own words are private.
        """
        return self.marking == "now" and not self.own_words

    @property
    def rubric(self) -> Sequence[str]:
        """What to look for in answers of the learners' own; empty, if a teacher does not read them for the class."""
        return ()

    def parts(self, answer: Any, feedback: Feedback) -> Iterator[Part]:
        """Take an answer, as `read` returned it, apart into what was put where, each once; `feedback` is its own."""
        yield from ()

    def part_names(self, part: str) -> tuple[str, Mapping[str, str]]:
        """Return the words of a part, empty if it is the whole answer, and of all that can be put there, by id."""
        return "", {}

    def unaccepted(self) -> Iterator[Unaccepted]:
        """Yield every part of an answer that has a reason of ours against it."""
        yield from ()

    def fitting(self, part: Part) -> Iterator[tuple[str, str]]:
        """Yield what our reading accepts where this part was put, each in words with its reason."""
        yield from ()

    def asked_about(self, part: Part) -> str:
        """Return the words that were read before a part was put somewhere: a sentence, or a passage; empty if none."""
        return " ".join(self.passage_to_read)

    def sentence_parts(self) -> Iterator[SentencePart]:
        """Yield every part of an answer that is about one sentence of a story."""
        yield from ()

    def agreement(self, numbers: Mapping[Part, int], learners: int) -> dict[str, float]:
        """Return how far a class agrees in each part, from 0 to 1: the share of the most frequent answer.

        `numbers` says how many learners put what where, `learners` how many answered.
        """
        most: dict[str, int] = {}
        for (part, _), number in sorted(numbers.items()):
            most[part] = max(most.get(part, 0), number)
        return {part: number / learners for part, number in most.items()}

    def how_divided(self, part: str, numbers: Mapping[Part, int], share: Callable[[int], str]) -> str:
        """Tell in words how a class stands to one part of `agreement`: its two most frequent answers.

        `numbers` says how many learners put what where; `share` tells a number of learners as a share.
        """
        name, values = self.part_names(part)
        given = sorted(((number, value) for (of, value), number in numbers.items() if of == part), reverse=True)
        shares = "; ".join(f"{values[value].rstrip('.')}: {share(number)}" for number, value in given[:2])
        return f"{name} → {shares}" if name else shares

    def invent(self, skill: float, random: Random) -> Any:
        """Make up a learner's answer, as it is kept; how likely it fits is `skill`, from 0 to 1."""
        raise NotImplementedError

    def entry(self, answer: Any, confidence: Any = None, because: Any = "", *, from_view: bool = False) -> Entry:
        """Read an answer with its confidence and its "because", as they came from a cell or from the view.

        AnswerProblem, if something is missing or too long.
        """
        read = self.from_view(answer) if from_view else self.read(answer)
        return Entry(read, self._read_confidence(confidence, from_view), _read_because(because))

    def entry_typed(self, typed: Any) -> Entry:
        """Read what was typed: the answer; ``(answer, 80)``; or ``{"answer": …, "sure": 80, "because": "…"}``.

        What was typed without quotation marks comes as one text, such as ``"b, 80"``.
        """
        if isinstance(typed, Mapping) and "answer" in typed:
            unknown = [clip(name) for name in typed if name not in ("answer", "sure", "because")]
            if unknown:
                raise AnswerProblem(f"I know “answer”, “sure” and “because” here, but not “{unknown[0]}”.")
            return self.entry(typed["answer"], percent(typed.get("sure")), typed.get("because", ""))
        if self.confidence and isinstance(typed, str) and not self.own_words:
            typed = with_sureness(typed) or typed
        if self.confidence and isinstance(typed, tuple) and len(typed) == 2:
            return self.entry(typed[0], percent(typed[1]))
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
    """Return what every kind of question may have, by the names that `Exercise` gives it."""
    names = ("id", "prompt", "help", "confidence", "because", "marking", "hint", "on_paper", "in_other_words")
    folded = {"folded": question["passage"]["folded"]} if "folded" in question.get("passage", {}) else {}
    return {name: question[name] for name in names if name in question} | folded


def passage_of(question: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    """Return the passage of a question: sentences of a story, what became known of it, or a text of its own."""
    passage = question.get("passage", {})
    if "story" in passage:
        return load_story(passage["story"]).choose(passage["sentences"])
    texts = passage.get("paragraphs", ())
    if "status" in passage:
        texts = [line["text"] for line in load_beside(passage["status"], "status")["lines"]]
    return tuple(
        Paragraph(f"p{number}", "body", (Sentence(f"p{number}", text),)) for number, text in enumerate(texts, 1)
    )


def passage_texts(question: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paragraphs of a question's passage as plain texts."""
    return tuple(" ".join(sentence.text for sentence in paragraph.sentences) for paragraph in passage_of(question))


def with_text(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Put in the words of an item that is a sentence of a story: they stand in the story alone."""
    if isinstance(item["text"], str):
        return item
    return {**item, "text": load_story(item["text"]["story"]).sentence(item["text"]["sentence"]).text}


def ids_and_texts(choosable: Iterable[Any]) -> list[dict[str, str]]:
    """Return what the view gets of options, groups and items: no key, no reason."""
    return [{"id": entry.id, "text": entry.text} for entry in choosable]


def clip(text: Any, length: int = 80) -> str:
    """Shorten a learner's text for use inside a sentence."""
    try:
        start = str(text)[: 4 * length]
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists …
        return "…"
    line = " ".join(whole_characters(start).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def quoted(text: Any, length: int = 80) -> str:
    """Put a short text between quotation marks; those that stand in it become single ones, as in print.

    Parameters
    ----------
    text : object
        What is quoted.
    length : int
        What it is shortened to.

    Returns
    -------
    str
        Such as “‘Rain,’ she said.”
    """
    return f"“{clip(text, length).translate(_INSIDE)}”"


def whole_characters(text: str) -> str:
    """Mend characters of which only a half is there, as when an emoji was cut in two.

    Such halves (lone surrogates) have no UTF-8 form: they could be neither sent to the browser nor saved.
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
