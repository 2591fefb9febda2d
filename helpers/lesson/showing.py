"""Verbs that show: stories, worked examples, charts, what is known today, and what a term means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpers.charts.chart import Chart
from helpers.charts.speakers import speakers_chart
from helpers.content import ContentProblem, load
from helpers.html import Card, element, join
from helpers.lesson.in_a_cell import InACell
from helpers.lesson.sources import where_from
from helpers.marker.lexicon import rules
from helpers.reading import labels, marks_of
from helpers.story import load_beside, load_glosses, load_reading, load_story, main_story


class Page(InACell):
    """A card that is shown but not stored: a notebook file keeps its sentence only.

    The full text of a story that others own stands in one data file and in no notebook.

    Parameters
    ----------
    card : Card
        What to show.
    """

    def __init__(self, card: Card) -> None:
        self.card = card

    def __repr__(self) -> str:
        return repr(self.card)

    @property
    def view(self) -> Any:
        """The card as a widget, a new one each time that it is shown."""
        from helpers.widgets.page import page_of

        return page_of(self.card)


def open_story(story_id: str | None = None, sentences: Sequence[str] | None = None) -> Card | Page:
    """Show a story, or some of its sentences, with its hard words explained in lists that are folded at first.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder in ``data/stories``; the story of the course, if not given.
    sentences : list of str, optional
        Ids of sentences; all, if not given.

    Returns
    -------
    Card or Page
        A page, which no file keeps, for the whole of a story that others own.
    """
    story_id = story_id or main_story()
    story = load_story(story_id)
    card = story.card(sentence_ids=sentences, glosses=load_glosses(story_id))
    return card if sentences or story.about["written_for_the_course"] else Page(card)


def show_example(entry_id: str, story_id: str | None = None) -> Card:
    """Show one worked example: who speaks, with which words, and what is claimed.

    Parameters
    ----------
    entry_id : str
        Id of an attribution in our reading of the story.
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card

    Raises
    ------
    ContentProblem
        If our reading has no such attribution.
    """
    story_id = story_id or main_story()
    entry = next((one for one in load_reading(story_id)["attributions"] if one["id"] == entry_id), None)
    if entry is None:
        raise ContentProblem(f"Our reading of {story_id} has no attribution “{entry_id}”.")
    names = labels()
    marks = [(label, names[label].name, span) for label, span in marks_of("attributions", entry)]
    story = load_story(story_id)
    card = story.card(marks, sentence_ids=dict.fromkeys(span.sentence for *_, span in marks))
    told = "; ".join(f"{name}: {span.words}" for _, name, span in marks).replace('"', "")
    return Card(f"Worked example. {told}.", card.body)


def show_speakers(story_id: str | None = None) -> Chart:
    """Draw who speaks in a story, and how often.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Chart
    """
    story_id = story_id or main_story()
    return speakers_chart(story_id)


def show_status(story_id: str | None = None) -> Card:
    """Show what became known later, dated and sourced, so that nobody leaves with the accusation alone.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
    """
    story_id = story_id or main_story()
    status = load_beside(story_id, "status")
    lines = [line["text"] for line in status["lines"]]
    told = " ".join([f"Status, as of {status['as_of']}.", *lines])
    body = element("p", f"Status, as of {status['as_of']}", css="wss-known-title")
    body += join(*(element("p", line) for line in lines))
    body += where_from({"id": source} for line in status["lines"] for source in line["sources"])
    return Card(told, element("aside", body, css="wss-known"))


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
        return Card(" ".join(lines), join(*(element("p", line) for line in lines)))
    known = ", ".join(sorted(entry["term"] for entry in terms))
    told = f"The glossary does not have “{wanted[:60]}”. It has: {known}."
    return Card(told, element("p", told))
