"""Cells for the learner's own record: see what is in it, hand it in, begin a lesson again, delete everything.

The questions are plain objects that change nothing. What an answer does is done when the button is pressed, or when
the cell in which the right words were typed runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.answering import answer, carried_out, sentence_of
from helpers.browser import in_browser
from helpers.html import Card, Html, element, join, table
from helpers.kinds.choice.model import Choice, Option
from helpers.kinds.exercise import AnswerProblem, Exercise, Feedback
from helpers.kinds.text.model import TextAnswer
from helpers.lesson.my_record_acts import (
    ALL,
    Answers,
    all_files,
    begin_again,
    count_answers,
    delete_all,
    ids_by_lesson,
    ids_to_begin_again,
    lesson_titles,
    lessons_begun_with,
    same_sentence,
    sentence_to_begin_again,
    sentence_to_delete,
    take_back,
    told_before_handing_in,
    told_of_others,
    write_hand_in,
)
from helpers.record import Record, RecordProblem
from helpers.widgets.exercise_view import ExerciseView
from helpers.widgets.page import Page

HOLDS = "your answers, how sure you were, and the times. It holds no name. Every attempt counts as an answer."
NOT_OF_THE_COURSE = "Questions that this release no longer asks, or that came from elsewhere"
NO_RECORD_YET = "There is no record yet. It begins with your first answer."


# -- what is in it


def record_page() -> Page:
    """Show what is in the record, where it lies, and what lies beside it."""
    told = "What is in your record: run this cell. It reads your record, and shows this to you alone."
    return Page(Card(told, element("p", "Your record", css="wss-known-title") + contents()))


def contents() -> Html:
    """Write what the record holds, lesson by lesson."""
    record = Record()
    beside = [path.name for path in (*all_files(record), *record.of_others()) if path != record.path]
    also = element("p", f"Beside it lie: {', '.join(beside)}.") if beside else join()
    if not record.path.exists():
        return element("p", NO_RECORD_YET) + also
    try:
        answers = record.read()["answers"]
    except RecordProblem as problem:
        return element("p", f"{problem} With your next answer it is set aside, and nothing in it is lost.") + also
    found, titles = (
        ids_by_lesson(answers),
        lesson_titles() | {"": NOT_OF_THE_COURSE},
    )
    rows = [
        (f"{number} {titles[number]}".strip(), len(ids), count_answers(answers, ids), _way_back(answers, number))
        for number, ids in sorted(found.items(), key=lambda begun: begun[0] or "~")
    ]
    rows.append(("All", len(answers), count_answers(answers), sentence_to_begin_again(answers, ALL)))
    place = f"The file {record.path.name} in the folder {record.path.parent.resolve()}."
    if in_browser():
        place = "It is kept in this browser."
    header = ("Lesson", "Questions", "Answers", "To begin again, type")
    return element("p", f"{place} It holds {HOLDS}") + table("What your record holds", header, rows) + also


def _way_back(answers: Answers, number: str) -> str:
    if not number:
        return "together with all"
    others = [f"lesson {other} goes with it" for other in lessons_begun_with(number) if other != number]
    return " – ".join([sentence_to_begin_again(answers, number), *others])


# -- what is done


def ask_what_to_hand_in(typed: Any = ..., code: str = "") -> ExerciseView:
    """Write a file to hand in, once the learner has chosen what goes with it; or take back what was handed in."""
    question = _what_to_hand_in("Write a file to hand in. What goes with it?")
    return _carrying_out(question, "Write the file", lambda answer: _hand_in(answer, code), typed)


def ask_what_to_begin_again(typed: Any = ...) -> ExerciseView:
    """Begin a lesson again, or all of them, once the learner has typed the sentence for it."""
    return _carrying_out(_which_to_begin_again("Begin a lesson again. Which one?"), "Do it", _begin_again, typed)


def ask_whether_to_delete(typed: Any = ...) -> ExerciseView:
    """Delete everything that was kept, once the learner has typed the sentence for it."""
    question = _whether_to_delete("Delete my record and all that was made from it?")
    return _carrying_out(question, "Do it", _delete, typed)


def _carrying_out(question: Exercise, button: str, act: Callable[[str], str], typed: Any) -> ExerciseView:
    """Show a question about the record; carry out what is answered, or what was typed in the cell.

    `act` does it, and says what was done; or raises `AnswerProblem` and has done nothing.
    """
    settle = carried_out(lambda wanted: _done(act, wanted))
    responses = {} if typed is ... else {question.id: answer(question, typed, "typed", settle)}
    # The sentence tells nothing of what was done: it depends on the record.
    sentence = sentence_of(question.prompt, [question], {})
    return ExerciseView([question], settle, sentence, typed=responses, button=button)


def _done(act: Callable[[str], str], wanted: str) -> Feedback:
    """Do it, and say what came of it."""
    try:
        return Feedback("kept", "Done.", act(wanted))
    except RecordProblem as problem:
        return Feedback("problem", "Nothing was changed.", str(problem))
    except OSError as error:
        return Feedback("problem", "This did not work.", f"{error.strerror or error}.")


@dataclass(frozen=True)
class ConfirmingSentence(TextAnswer):
    """Asks for a sentence. Whether it is the right one depends on the record, and is told when it is carried out."""

    max_length: int = 80
    example: str = ""

    @property
    def how_to_type(self) -> str:
        """An example of a typed answer."""
        return f'answer = "{self.example}"'

    def to_view(self, answer: Any) -> None:
        """Empty the box: a sentence that was carried out is not the next one. See `Exercise.to_view`."""

    def view(self) -> dict[str, Any]:
        """Make the box one line high. See `Exercise.view`."""
        return super().view() | {"rows": 1}


def _what_to_hand_in(prompt: str) -> Exercise:
    try:
        told = told_before_handing_in(Record().read())
    except RecordProblem as problem:
        told = str(problem)
    options = (
        Option("without-own-words", "Without my own words", True, ""),
        Option("with-own-words", "With my own words: the texts and reasons that I wrote", True, ""),
        Option("take-back", "Nothing more: take back what I handed in", True, ""),
    )
    return Choice("hand-in", prompt, help=told, options=options)


def _hand_in(answer: str, code: str) -> str:
    if answer == "take-back":
        return take_back()
    return write_hand_in(own_words=answer == "with-own-words", code=code)


def _which_to_begin_again(prompt: str) -> Exercise:
    told = "Type the sentence from the table above, with the number of answers. A copy of your record is kept."
    example = f"begin {next(iter(lesson_titles()))} again, 12 answers"
    return ConfirmingSentence("begin-again", prompt, help=told, example=example)


def _begin_again(typed: str) -> str:
    try:
        answers = Record().read()["answers"]
    except RecordProblem as problem:
        raise AnswerProblem(str(problem)) from None
    meant = (
        number for number in (*lesson_titles(), ALL) if same_sentence(typed, sentence_to_begin_again(answers, number))
    )
    lesson = next(meant, None)
    if lesson is None:
        raise AnswerProblem(
            "This is none of the sentences in the table above, or the number of answers has changed since. Run the "
            "cell with the table again, and type the sentence that stands beside the lesson."
        )
    if not count_answers(answers, ids_to_begin_again(answers, lesson)):
        raise AnswerProblem("Your record holds no answers to that. It is as if it were new.")
    return (
        f"{begin_again(lesson)} Answers that you typed into the cells of your lessons are still there: take them out, "
        "or they are kept again when the cells run."
    )


def _whether_to_delete(prompt: str) -> Exercise:
    record, wanted = Record(), sentence_to_delete()
    names = ", ".join(path.name for path in all_files(record))
    told = f"This deletes: {names}. There is no copy." if names else "There is nothing to delete."
    told = f"{told}{told_of_others(record)} To do it, type: {wanted}"
    return ConfirmingSentence("delete-my-record", prompt, help=told, example=wanted)


def _delete(typed: str) -> str:
    if not all_files(Record()):
        raise AnswerProblem("There is nothing to delete.")
    if not same_sentence(typed, sentence_to_delete()):
        raise AnswerProblem(f"Nothing was deleted. If you want that, type: {sentence_to_delete()}")
    return delete_all()
