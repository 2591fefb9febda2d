"""The verbs of a lesson: what a learner's cell calls.

Each returns an object that prints as a sentence (the same for every learner) and shows itself richly in a
notebook. The top layer: it ties stories, exercises, the record, charts and the view together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from helpers.charts import Chart, speakers_chart
from helpers.content import ContentProblem, load
from helpers.exercises.base import AnswerProblem, Entry, Exercise
from helpers.exercises.library import labels, marks_of, open_exercise, open_set
from helpers.exercises.self_check import SelfCheck
from helpers.html import Card, element, table
from helpers.marker.lexicon import rules
from helpers.record import Record
from helpers.story import load_reading, load_story

SEED_STORY = "tass-2017-11-14"


class Asked:
    """One exercise, or several in a row, in a cell: buttons to press, or answers that were typed.

    Parameters
    ----------
    prompt : str
        What the cell asks.
    exercises : sequence of Exercise
        Shown one after another.
    typed : sequence
        For each exercise what was typed in the cell; ``...`` where nothing was.
    problem : str, optional
        Why nothing that was typed could be used.
    """

    def __init__(self, prompt: str, exercises: Sequence[Exercise], typed: Sequence[Any], problem: str = "") -> None:
        self._prompt = prompt
        self._exercises = exercises
        self._entries: dict[str, Entry] = {}
        self._problems = {exercises[0].id: problem} if problem else {}
        for exercise, given in zip(exercises, typed, strict=True):
            if given is ...:
                continue
            try:
                self._entries[exercise.id] = exercise.entry_typed(given)
            except AnswerProblem as found:
                self._problems[exercise.id] = str(found)

    @cached_property
    def view(self) -> Any:
        """The widget, made when it is first shown: only then is it needed."""
        from helpers.widgets.exercise_view import ExerciseView

        view = ExerciseView(self._exercises, Record())
        for exercise_id, entry in self._entries.items():
            view.submit(exercise_id, entry, how="typed")
        for exercise_id, problem in self._problems.items():
            view.refuse(exercise_id, problem)
        return view

    def __repr__(self) -> str:
        told = []
        for number, exercise in enumerate(self._exercises, 1):
            which = f"Question {number}: " if len(self._exercises) > 1 else ""
            if exercise.id in self._problems:
                told.append(f"{which}! {self._problems[exercise.id]}")
            elif exercise.id in self._entries:
                told.append(which + repr(exercise.feedback(self._entries[exercise.id].answer)))
        return "\n".join(told) or f"Run this cell to answer: {self._prompt}"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        shown = self.view._repr_mimebundle_(**options)
        data = shown[0] if isinstance(shown, tuple) else shown
        return {**data, "text/plain": repr(self)}


def _one(exercise_id: str, answer: Any, kinds: Sequence[str]) -> Asked:
    exercise = open_exercise(exercise_id)
    if exercise.kind not in kinds:
        raise ContentProblem(f"“{exercise_id}” is an exercise of the kind “{exercise.kind}”: it needs another verb.")
    return Asked(exercise.prompt, [exercise], [answer])


def ask(exercise_id: str, answer: Any = ...) -> Asked:
    """Ask a question with a few options.

    Parameters
    ----------
    exercise_id : str
        Id of the question.
    answer : object, optional
        ``...`` to use the buttons; or a letter such as ``"b"``; where confidence is asked, ``("b", 80)``.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, ["choice"])


def mark(exercise_id: str, answer: Any = ...) -> Asked:
    """Let the learner mark words in a text.

    Parameters
    ----------
    exercise_id : str
        Id of the exercise.
    answer : object, optional
        ``...`` to use mouse, touch or keys; or ``{"source": "the words", "cue": "the words"}``.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, ["spans"])


def sort(exercise_id: str, answer: Any = ...) -> Asked:
    """Let the learner put items in order or into groups.

    Parameters
    ----------
    exercise_id : str
        Id of the exercise.
    answer : object, optional
        ``...`` to use the buttons; or the numbers in order, ``[2, 1, 3]``; or a letter for each item,
        ``["a", "b", "a"]``.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, ["ordering", "sorting"])


def write(exercise_id: str, answer: Any = ...) -> Asked:
    """Ask for a few words of the learner's own.

    Parameters
    ----------
    exercise_id : str
        Id of the exercise.
    answer : str, optional
        ``...`` to use the box; or the text.

    Returns
    -------
    Asked
    """
    return _one(exercise_id, answer, ["text"])


def ask_all(set_id: str, answers: Any = ...) -> Asked:
    """Ask several questions, one after another.

    Parameters
    ----------
    set_id : str
        Id of the set.
    answers : list, optional
        ``...`` to use the buttons; or one answer a question, ``...`` for those left open.

    Returns
    -------
    Asked
    """
    prompt, exercises = open_set(set_id)
    if answers is ...:
        return Asked(prompt, exercises, [...] * len(exercises))
    if isinstance(answers, list | tuple) and len(answers) == len(exercises):
        return Asked(prompt, exercises, answers)
    problem = (
        f"Type a list with one answer for each of the {len(exercises)} questions; leave ... where you have none yet."
    )
    return Asked(prompt, exercises, [...] * len(exercises), problem)


def take_form(answers: Any = ...) -> Asked:
    """Ask the short unseen items of form A or B, as the record's coin says.

    Parameters
    ----------
    answers : list, optional
        As in :func:`ask_all`.

    Returns
    -------
    Asked
    """
    form_of = {exercise.id: form for form in "AB" for exercise in open_set(f"form-{form.lower()}")[1]}
    return ask_all(f"form-{Record().form(form_of).lower()}", answers)


def check_setup() -> Asked:
    """Check that this computer has what the lessons need, and that a click reaches Python.

    Returns
    -------
    Asked
    """
    check = SelfCheck()
    return Asked(check.prompt, [check], [...])


class Page:
    """A card that is shown but not stored: a notebook file keeps its sentence only.

    The full text of a story that others own stands in one data file and in no notebook.

    Parameters
    ----------
    card : Card
        What to show.
    """

    def __init__(self, card: Card) -> None:
        self._card = card

    def __repr__(self) -> str:
        return repr(self._card)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        from helpers.widgets.page import page_of

        return {**page_of(self._card)._repr_mimebundle_(**options), "text/plain": repr(self)}


def open_story(story_id: str = SEED_STORY, sentences: Sequence[str] | None = None) -> Card | Page:
    """Show a story, or some of its sentences.

    Parameters
    ----------
    story_id : str
        Name of the story's folder in ``data/stories``.
    sentences : list of str, optional
        Ids of sentences; all, if not given.

    Returns
    -------
    Card or Page
        A page, which no file keeps, for the whole of a story that others own.
    """
    story = load_story(story_id)
    card = story.card(sentence_ids=sentences)
    return card if sentences or story.about["written_for_the_course"] else Page(card)


def show_example(entry_id: str, story_id: str = SEED_STORY) -> Card:
    """Show one worked example: who speaks, with which words, and what is claimed.

    Parameters
    ----------
    entry_id : str
        Id of an attribution in our reading of the story.
    story_id : str
        Name of the story's folder.

    Returns
    -------
    Card

    Raises
    ------
    ContentProblem
        If our reading has no such attribution.
    """
    entry = next((one for one in load_reading(story_id)["attributions"] if one["id"] == entry_id), None)
    if entry is None:
        raise ContentProblem(f"Our reading of {story_id} has no attribution “{entry_id}”.")
    names = labels()
    marks = [(label, names[label].name, span) for label, span in marks_of("attributions", entry)]
    story = load_story(story_id)
    card = story.card(marks, sentence_ids=dict.fromkeys(span.sentence for *_, span in marks))
    told = "; ".join(f"{name}: {span.words}" for _, name, span in marks).replace('"', "")
    return Card(f"Worked example. {told}.", card.body)


def show_speakers(story_id: str = SEED_STORY) -> Chart:
    """Draw who speaks in a story, and how often.

    Parameters
    ----------
    story_id : str
        Name of the story's folder.

    Returns
    -------
    Chart
    """
    return speakers_chart(story_id)


def show_status(story_id: str = SEED_STORY) -> Card:
    """Show what became known later, dated and sourced, so that nobody leaves with the accusation alone.

    Parameters
    ----------
    story_id : str
        Name of the story's folder.

    Returns
    -------
    Card
    """
    status = load(f"stories/{story_id}/status.json")
    lines = [line["text"] for line in status["lines"]]
    told = " ".join([f"Status, as of {status['as_of']}.", *lines])
    body = element("p", f"Status, as of {status['as_of']}", css="wss-known-title") + "".join(
        element("p", line) for line in lines
    )
    sources = {source["id"]: source for source in load("sources.json")["sources"]}
    used = dict.fromkeys(source for line in status["lines"] for source in line["sources"])
    rows = [
        (
            sources[s]["title"],
            sources[s]["publisher"],
            sources[s]["party"],
            sources[s]["address"],
            sources[s]["date_read"],
        )
        for s in used
    ]
    body += f"<details><summary>Where this comes from</summary>{_source_table(rows)}</details>"
    return Card(told, f'<aside class="wss-known">{body}</aside>')


def _source_table(rows: Sequence[Sequence[str]]) -> str:
    return table("Sources", ("Title", "Publisher", "Party to the dispute?", "Address", "Read on"), rows)


def look_up(term: str) -> Card:
    """Explain a term of the course.

    Parameters
    ----------
    term : str
        Such as ``"reporting verb"``, or the id of one of the marker's rules; capitals do not matter.

    Returns
    -------
    Card
        What it means, with an example; or the terms that there are.
    """
    terms = load("glossary.json")["terms"]
    wanted = str(term).strip().casefold()
    for entry in terms:
        if wanted in [entry["term"].casefold(), *(name.casefold() for name in entry.get("also", ()))]:
            told = f"{entry['term']}: {entry['means']} Example: {entry['example']}"
            body = element("p", f"{entry['term']}: {entry['means']}") + element("p", f"Example: {entry['example']}")
            return Card(told, body)
    if wanted in rules():
        rule = rules()[wanted]
        lines = [
            f"{rule.id}: {rule.idea}",
            f"Example: {rule.example}",
            f"Not this: {rule.counter_example}",
            rule.source,
        ]
        return Card(" ".join(lines), "".join(element("p", line) for line in lines))
    known = ", ".join(sorted(entry["term"] for entry in terms))
    told = f"The glossary does not have “{wanted[:60]}”. It has: {known}."
    return Card(told, element("p", told))
