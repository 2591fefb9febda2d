"""Verbs for the learner's own record: see what is in it, hand it in, begin a lesson again, delete everything.

What takes something away asks for a sentence with the number of answers in it. So it happens to nobody by mistake, and
a cell in which the sentence was typed does nothing when it runs again: the number is another one by then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpers.content import ContentProblem, data_folder
from helpers.exercises.base import AnswerProblem, Exercise, Feedback
from helpers.exercises.choice import Choice, Option
from helpers.exercises.library import open_exercise
from helpers.exercises.text_answer import TextAnswer
from helpers.html import Card, element, table
from helpers.lesson.my_page import NAME as PAGE
from helpers.lesson.my_page import is_ours
from helpers.lesson.showing import Page
from helpers.past_answers import LAST_LESSON, Attempts, form_items, forms_met, lesson_of, past_answer
from helpers.record import OUR_TIME, SCHEMA, VERSION, Record, RecordProblem, text_of
from helpers.safe_file import write_whole

Answers = Mapping[str, Attempts]
FIRST, LAST, ALL = "00", LAST_LESSON[:2], "all"
FORMS = "AB"
OWN_WORDS = ("text", "own_text")
HOLDS = "your answers, how sure you were, and the times. It holds no name. Every attempt counts as an answer."
NO_RECORD_YET = "There is no record yet. It begins with your first answer."


# -- what is in it


def lesson_titles() -> dict[str, str]:
    """Return the lessons in their order.

    Returns
    -------
    dict of str to str
        From the number, such as ``"05"``, to what the lesson asks.
    """
    files = sorted((data_folder() / "questions").glob("[0-9][0-9]_*.json"))
    return {path.name[:2]: path.stem[3:].replace("_", " ").capitalize() for path in files}


def ids_by_lesson(answers: Answers) -> dict[str, list[str]]:
    """Sort what a record holds by lesson.

    Parameters
    ----------
    answers : mapping
        Attempts by exercise id, as a record holds them.

    Returns
    -------
    dict of str to list of str
        Ids of exercises by the number of their lesson; under an empty text those that no lesson of this release has.
    """
    number_of = dict(lesson_of())
    _, second = forms_met(answers)
    for form in FORMS:
        number_of |= dict.fromkeys((item.id for item in form_items(form)), LAST if form == second else FIRST)
    found: dict[str, list[str]] = {}
    for one in answers:
        found.setdefault(number_of.get(one, ""), []).append(one)
    return found


def ids_to_begin_again(answers: Answers, lesson: str) -> list[str] | None:
    """Name the exercises that are taken out when a lesson is begun again.

    Lesson 09 compares its texts with those of lesson 00: without them it could not tell which came first.

    Parameters
    ----------
    answers : mapping
        Attempts by exercise id.
    lesson : str
        Its number, or ``"all"``.

    Returns
    -------
    list of str or None
        ``None`` for all.
    """
    if lesson == ALL:
        return None
    found = ids_by_lesson(answers)
    return found.get(lesson, []) + (found.get(LAST, []) if lesson == FIRST else [])


def count_answers(answers: Answers, ids: Iterable[str] | None = None) -> int:
    """Count answers, every attempt.

    Parameters
    ----------
    answers : mapping
        Attempts by exercise id.
    ids : iterable of str, optional
        Which exercises; all, if not given.

    Returns
    -------
    int
    """
    return sum(len(answers[one]) for one in (answers if ids is None else ids))


def so_many(count: int) -> str:
    """Say how many answers.

    Parameters
    ----------
    count : int
        How many.

    Returns
    -------
    str
        Such as “1 answer”.
    """
    return f"{count} answer{'' if count == 1 else 's'}"


def sentence_to_begin_again(answers: Answers, lesson: str) -> str:
    """Return the sentence that must be typed.

    Parameters
    ----------
    answers : mapping
        Attempts by exercise id.
    lesson : str
        Its number, or ``"all"``.

    Returns
    -------
    str
    """
    return f"begin {lesson} again, {so_many(count_answers(answers, ids_to_begin_again(answers, lesson)))}"


def sentence_to_delete() -> str:
    """Return the sentence that must be typed.

    Returns
    -------
    str
        Without a number, if the record cannot be read.
    """
    try:
        return f"delete all {so_many(count_answers(Record().read()['answers']))}"
    except RecordProblem:
        return "delete everything"


def same_sentence(typed: str, wanted: str) -> bool:
    """Compare two sentences by their words: capitals, commas and a plural do not matter.

    Parameters
    ----------
    typed, wanted : str
        What was typed, and what must be typed.

    Returns
    -------
    bool
    """
    one, other = (re.findall(r"\w+", text.casefold().replace("answers", "answer")) for text in (typed, wanted))
    return one == other


def show_my_record() -> Page:
    """Show what is in the record, where it lies, and what lies beside it.

    Returns
    -------
    Page
    """
    told = "What is in your record: run this cell. It reads your record, and shows this to you alone."
    return Page(Card(told, element("p", "Your record", css="wss-known-title") + contents()))


def contents() -> str:
    """Write what the record holds, lesson by lesson.

    Returns
    -------
    str
        HTML.
    """
    record = Record()
    beside = [path.name for path in all_files(record) if path != record.path]
    also = element("p", f"Beside it lie: {', '.join(beside)}.") if beside else ""
    if not record.path.exists():
        return element("p", NO_RECORD_YET) + also
    try:
        answers = record.read()["answers"]
    except RecordProblem as problem:
        return element("p", f"{problem} With your next answer it is set aside, and nothing in it is lost.") + also
    found, titles = ids_by_lesson(answers), lesson_titles() | {"": "Questions that this release no longer asks"}
    rows = [
        (f"{number} {titles[number]}".strip(), len(ids), count_answers(answers, ids), _way_back(answers, number))
        for number, ids in sorted(found.items(), key=lambda one: one[0] or "~")
    ]
    rows.append(("All", len(answers), count_answers(answers), sentence_to_begin_again(answers, ALL)))
    place = f"The file {record.path.name} in the folder {record.path.parent.resolve()}. It holds {HOLDS}"
    header = ("Lesson", "Questions", "Answers", "To begin again, type")
    return element("p", place) + table("What your record holds", header, rows) + also


def _way_back(answers: Answers, number: str) -> str:
    return sentence_to_begin_again(answers, number) if number else "together with all"


# -- handing in


def hand_in_of(data: Mapping[str, Any], *, own_words: bool) -> dict[str, Any]:
    """Make a copy of a record to hand in.

    Only answers that fit an exercise of this release are in it. So without own words there is no way for a text into
    it, whoever wrote the file.

    Parameters
    ----------
    data : mapping
        The record.
    own_words : bool
        Whether texts and reasons in the learner's own words go with it.

    Returns
    -------
    dict
        As the record's schema says. Texts stand last, so that both kinds of copies begin alike.
    """
    chosen, texts = {}, {}
    for exercise_id, attempts in data["answers"].items():
        exercise = _exercise(exercise_id)
        if exercise is None or (exercise.kind in OWN_WORDS and not own_words):
            continue
        if kept := [one for attempt in attempts if (one := _copied(exercise, attempt, own_words))]:
            (texts if exercise.kind in OWN_WORDS else chosen)[exercise_id] = kept
    coin = data.get("coin") if data.get("coin") in ("A", "B") else "A"
    return {"schema": SCHEMA, "version": VERSION, "coin": coin, "answers": chosen | texts}


def _exercise(exercise_id: str) -> Exercise | None:
    try:
        return open_exercise(exercise_id)
    except ContentProblem:
        return None


def _copied(exercise: Exercise, attempt: Mapping[str, Any], own_words: bool) -> dict[str, Any] | None:
    if not OUR_TIME.fullmatch(str(attempt.get("when"))):
        return None
    if exercise.kind in OWN_WORDS:
        found, sure = attempt["answer"], None
    else:
        past = past_answer(exercise, attempt)
        if past is None:
            return None
        found, sure = past.answer, past.confidence
    copied = {"when": attempt["when"], "how": attempt["how"], "answer": found}
    copied |= {} if sure is None else {"confidence": sure}
    because = attempt.get("because", "")
    return copied | ({"because": because} if own_words and because else {})


def told_before_handing_in(data: Mapping[str, Any]) -> str:
    """Say what a hand-in would hold, before it is written.

    Parameters
    ----------
    data : mapping
        The record.

    Returns
    -------
    str
        A few sentences.
    """
    short, long = (hand_in_of(data, own_words=own)["answers"] for own in (False, True))
    texts = count_answers(long) - count_answers(short)
    reasons = sum("because" in attempt for attempts in long.values() for attempt in attempts)
    return (
        f"Your hand-in holds {so_many(count_answers(short))}: what you chose, marked and sorted, how sure you were, "
        f"and the times. It holds no name. Your own words are {so_many(texts)} that you wrote and {reasons} reasons. "
        "They go with it only if you choose that."
    )


def write_hand_in(*, own_words: bool) -> str:
    """Write a hand-in beside the record, in place of an earlier one.

    Its name comes from what is in it. So the hand-ins of a class have different names, and no name of a person.

    Parameters
    ----------
    own_words : bool
        Whether texts and reasons in the learner's own words go with it.

    Returns
    -------
    str
        A sentence for the learner.

    Raises
    ------
    RecordProblem, OSError
        If the record cannot be read or has nothing to hand in, or the file cannot be written.
    """
    record = Record()
    data = hand_in_of(record.read(), own_words=own_words)
    if not data["answers"]:
        raise RecordProblem("There is nothing to hand in: your record has no answer of this kind yet.")
    text = text_of(data)
    path = record.path.with_name(f"{record.path.stem}-hand-in-{_sum(text)}{record.path.suffix}")
    write_whole(path, text)
    for old in record.path.parent.glob(f"{record.path.stem}-hand-in-*{record.path.suffix}"):
        if old != path and _is_our_hand_in(old):
            old.unlink()
    return (
        f"Written: {path.name}, beside your record, in the folder {path.parent.resolve()}. It holds "
        f"{so_many(count_answers(data['answers']))}{', your own words too' if own_words else ''}. "
        "It is sent nowhere: give it to your teacher yourself."
    )


def _sum(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _is_our_hand_in(path: Path) -> bool:
    """Tell whether a hand-in is as we wrote it: one that was changed by hand stays."""
    try:
        return path.stem.endswith(f"-hand-in-{_sum(path.read_text(encoding='utf-8'))}")
    except (OSError, ValueError):
        return False


# -- beginning again, and deleting


def begin_again(lesson: str) -> str:
    """Take the answers of a lesson out of the record, or all; a copy of the record stays.

    Parameters
    ----------
    lesson : str
        Its number, or ``"all"``.

    Returns
    -------
    str
        Sentences for the learner.

    Raises
    ------
    RecordProblem, OSError
        If the record cannot be read, or a file cannot be written.
    """
    record = Record()
    copy = record.begin_again(ids_to_begin_again(record.read()["answers"], lesson))
    what = "All lessons begin" if lesson == ALL else f"Lesson {lesson} begins"
    with_it = f" Lesson {LAST} begins again too, for it looks back at lesson {FIRST}." if lesson == FIRST else ""
    return (
        f"{what} again.{with_it} A copy of your record as it was is {copy.name}, beside it. "
        "Answers that you typed into the cells of your lessons are still there: take them out, or they are kept again "
        "when the cells run."
    )


def all_files(record: Record) -> list[Path]:
    """Name every file that was made for this learner outside the lessons.

    Parameters
    ----------
    record : Record
        The record.

    Returns
    -------
    list of pathlib.Path
        The record, what lies beside it, and the pages that were saved and are as we wrote them.
    """
    pages = sorted(path for path in record.path.parent.glob(f"{PAGE}*.html") if _is_our_page(path))
    return [*record.files(), *pages]


def _is_our_page(path: Path) -> bool:
    try:
        return is_ours(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def delete_all() -> str:
    """Delete the record and all that was made from it.

    Returns
    -------
    str
        Sentences for the learner.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    record = Record()
    files = all_files(record)
    pages = [path for path in files if path not in record.files()]
    left = [*record.delete()]
    for page in pages:
        try:
            page.unlink()
        except OSError:
            left.append(page)
    gone = ", ".join(path.name for path in files if path not in left)
    told = f"Deleted: {gone}." if gone else "Nothing was deleted."
    if left:
        told += f" Could not be deleted: {', '.join(path.name for path in left)}. Close other programs, and try again."
    return (
        f"{told} What you typed into cells is still in your copies of the lessons, in the folder my_lessons: delete "
        "them too, if you like."
    )


# -- the cells


def hand_in(answer: Any = ...) -> Deed:
    """Write a file to hand in, once the learner has chosen what goes with it.

    Parameters
    ----------
    answer : str, optional
        ``...`` to use the buttons; or ``"a"`` without own words, ``"b"`` with them.

    Returns
    -------
    Deed
    """
    return Deed("Write a file to hand in. What goes with it?", _hand_in_exercise, answer)


def start_again(answer: Any = ...) -> Deed:
    """Begin a lesson again, or all of them, once the learner has typed the sentence for it.

    Parameters
    ----------
    answer : str, optional
        ``...`` to use the box; or the sentence that `show_my_record` shows.

    Returns
    -------
    Deed
    """
    return Deed("Begin a lesson again. Which one?", _again_exercise, answer)


def delete_my_record(answer: Any = ...) -> Deed:
    """Delete everything that was kept, once the learner has typed the sentence for it.

    Parameters
    ----------
    answer : str, optional
        ``...`` to use the box; or the sentence that the question names.

    Returns
    -------
    Deed
    """
    return Deed("Delete my record and all that was made from it?", _delete_exercise, answer)


class Deed:
    """A cell that does something to the record when its button is pressed, or when the right words were typed.

    Parameters
    ----------
    prompt : str
        What it does; the same for everybody, since a notebook file keeps it.
    ask : callable
        Takes the prompt and makes the question from the record as it is now.
    typed : object
        What was typed in the cell; ``...`` where nothing was.
    """

    def __init__(self, prompt: str, ask: Callable[[str], Exercise], typed: Any) -> None:
        self._prompt, self._ask, self._typed = prompt, ask, typed

    @cached_property
    def view(self) -> Any:
        """The widget, made when it is first shown: then the typed words are carried out too."""
        from helpers.widgets.exercise_view import ExerciseView

        exercise = self._ask(self._prompt)
        view = ExerciseView([exercise], Unkept())
        if self._typed is not ...:
            try:
                view.submit(exercise.id, exercise.entry_typed(self._typed), how="typed")
            except AnswerProblem as problem:
                view.refuse(exercise.id, str(problem))
        return view

    def __repr__(self) -> str:
        return f"Run this cell to answer: {self._prompt}"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        shown = self.view._repr_mimebundle_(**options)
        data = shown[0] if isinstance(shown, tuple) else shown
        return {**data, "text/plain": repr(self)}


class Unkept:
    """Stands in for the record in the exercise view: what is done to the record is no answer in it."""

    def last(self, exercise_id: str) -> None:
        """Return nothing: a deed is not brought back. See `Record.last`."""

    def keep(self, exercise_id: str, entry: Any, *, how: str) -> str:
        """Keep nothing. See `Record.keep`."""
        return ""


def _done(act: Callable[[], str]) -> Feedback:
    """Carry something out, and say what came of it."""
    try:
        return Feedback("kept", "Done.", act())
    except RecordProblem as problem:
        return Feedback("problem", "Nothing was changed.", str(problem))
    except OSError as error:
        return Feedback("problem", "This did not work.", f"{error.strerror or error}.")


@dataclass(frozen=True)
class HandIn(Choice):
    """Chooses what goes into the hand-in, and writes it."""

    def view(self) -> dict[str, Any]:
        """Name the button for what it does. See `Exercise.view`."""
        return super().view() | {"button": "Write the file"}

    def _mark(self, answer: str) -> Feedback:
        return _done(lambda: write_hand_in(own_words=answer == "with-own-words"))


def _hand_in_exercise(prompt: str) -> Exercise:
    try:
        told = told_before_handing_in(Record().read())
    except RecordProblem as problem:
        told = str(problem)
    options = (
        Option("without-own-words", "Without my own words", True, ""),
        Option("with-own-words", "With my own words: the texts and reasons that I wrote", True, ""),
    )
    return HandIn("hand-in", prompt, help=told, options=options)


@dataclass(frozen=True)
class Sentence(TextAnswer):
    """Asks for a sentence, and does something if it is the right one.

    Parameters
    ----------
    act : callable
        Takes the sentence; returns what to do, or raises `AnswerProblem`.
    example : str
        Such a sentence.
    """

    max_length: int = 80
    example: str = ""
    act: Callable[[str], Callable[[], str]] = lambda typed: lambda: ""

    @property
    def how_to_type(self) -> str:
        """An example of a typed answer."""
        return f'answer = "{self.example}"'

    def read(self, typed: Any) -> str:
        """Take one of the sentences, and no other text. See `Exercise.read`."""
        answer = super().read(typed)
        self.act(answer)
        return answer

    def view(self) -> dict[str, Any]:
        """Name the button for what it does. See `Exercise.view`."""
        return super().view() | {"button": "Do it", "rows": 1}

    def feedback(self, answer: str) -> Feedback:
        """Carry it out. See `Exercise.feedback`."""
        try:
            return _done(self.act(answer))
        except AnswerProblem as problem:  # the record has changed since
            return Feedback("problem", "Not done.", str(problem))


def _again_exercise(prompt: str) -> Exercise:
    told = "Type the sentence from the table above, with the number of answers. A copy of your record is kept."
    return Sentence("begin-again", prompt, help=told, act=_lesson_to_begin, example="begin 05 again, 12 answers")


def _lesson_to_begin(typed: str) -> Callable[[], str]:
    try:
        answers = Record().read()["answers"]
    except RecordProblem as problem:
        raise AnswerProblem(str(problem)) from None
    for lesson in (*lesson_titles(), ALL):
        if not same_sentence(typed, sentence_to_begin_again(answers, lesson)):
            continue
        if not count_answers(answers, ids_to_begin_again(answers, lesson)):
            raise AnswerProblem("Your record holds no answers to that. It is as if it were new.")
        return lambda: begin_again(lesson)
    raise AnswerProblem(
        "This is none of the sentences in the table above, or the number of answers has changed since. Run the cell "
        "with the table again, and type the sentence that stands beside the lesson."
    )


def _delete_exercise(prompt: str) -> Exercise:
    names = ", ".join(path.name for path in all_files(Record()))
    told = f"This deletes: {names}. There is no copy. " if names else "There is nothing to delete. "
    wanted = sentence_to_delete()
    return Sentence("delete-my-record", prompt, help=f"{told}To do it, type: {wanted}", act=_to_delete, example=wanted)


def _to_delete(typed: str) -> Callable[[], str]:
    if not all_files(Record()):
        raise AnswerProblem("There is nothing to delete.")
    if not same_sentence(typed, sentence_to_delete()):
        raise AnswerProblem(f"Nothing was deleted. If you want that, type: {sentence_to_delete()}")
    return delete_all
