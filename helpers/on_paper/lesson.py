"""A lesson on paper: the exercises, those of the parts called *More*, and the answers; and a story on its own sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.charts.chart import Chart
from helpers.html import Card, Html, document, element, join, unfolded, without_folds
from helpers.kinds.paper import on_paper, with_answers
from helpers.marks_card import MarkedText
from helpers.on_paper.prose import heading, prose
from helpers.on_paper.sections import (
    Asked,
    LessonOnPaper,
    Section,
    Shown,
    Told,
    WholeStory,
    lesson_on_paper,
    whole_story,
)
from helpers.story import load_glosses, load_story
from helpers.stylesheet import rules_for_drawings

STYLE = Path(__file__).with_name("sheets.css").read_text(encoding="utf-8")
RIGHTS = "Who Says So? A story belongs to whom its sheet names. Lesson text: CC BY 4.0. For use in your own class."
WAIT = "Stop here. What comes next you look at together."


class Sheets(NamedTuple):
    """The sheets of one lesson. Each page of HTML is whole in itself: no script, no address that is fetched."""

    exercises: Html
    more: Html | None  # a lesson may have no part that can be left out
    answers: Html


def sheets_of(path: Path) -> Sheets:
    """Write the sheets of a lesson."""
    lesson = lesson_on_paper(path)
    more = list(lesson.more)
    return Sheets(
        _for_learners(lesson.name, lesson.core),
        _for_learners(f"{lesson.name} More", more) if more else None,
        _for_the_teacher(lesson),
    )


def story_sheet(story_id: str) -> Html:
    """Write a story on a sheet of its own, with its hard words explained below it."""
    story = load_story(story_id)
    body = unfolded(story.card(glosses=load_glosses(story_id)).body)
    head, foot = element("h1", "A story to read", css="about"), element("p", RIGHTS, css="about")
    return page(story.about["title"], head, element("div", body, css="story"), foot)


def page(title: str, *content: object) -> Html:
    """Write a page to be printed."""
    look = "\n".join([rules_for_drawings(join(*content)), STYLE])
    return document(title, look, *content, css="wss")


def _for_learners(name: str, sections: Iterable[Section]) -> Html:
    lines = (join(element("span", what, dir=None), element("i")) for what in ("Name", "Class", "Date"))
    head = element("h1", name), element("div", *lines, css="name-line"), element("p", RIGHTS, css="about")
    return page(name, *head, *(piece for section in sections for piece in _first(section)))


def _first(section: Section) -> Iterator[Html]:
    if section.heading and section.first:
        yield heading(section.heading)
    for piece in section.first:
        match piece:
            case Asked(exercise, number):
                yield on_paper(exercise, number)
            case Shown(verb, what):
                if story_id := whole_story(piece):
                    yield _on_its_own_sheet(story_id)
                yield _passage(what, unfolded if verb == "open_story" else without_folds)
            case _:
                yield from _plain(piece)
    if any(isinstance(piece, Shown) for piece in section.afterwards):
        yield element("p", WAIT, css="help wait")


def _for_the_teacher(lesson: LessonOnPaper) -> Html:
    note = (
        "Answers and reasons, for the teacher. Where more than one answer is accepted, all of them stand. "
        "What is headed Afterwards is for you to tell or to show, when the class has answered: the slides have it too."
    )
    parts = [element("h1", f"Answers: {lesson.name}"), element("p", f"{note} {RIGHTS}", css="about")]
    for section in lesson.sections:
        asked = [piece for piece in section.first if isinstance(piece, Asked)]
        if asked or section.afterwards:
            parts.append(heading(section.heading))
        parts += [with_answers(exercise, number) for exercise, number in asked]
        if section.afterwards:
            parts.append(element("h3", "Afterwards", dir=None))
        for piece in section.afterwards:
            parts += [_passage(piece.what, unfolded)] if isinstance(piece, Shown) else _plain(piece)
    return page(f"Answers: {lesson.name}", *parts)


def _plain(piece: Told | WholeStory) -> Iterator[Html]:
    match piece:
        case Told(markdown):
            yield prose(markdown)
        case WholeStory(story_id):
            yield _on_its_own_sheet(story_id)


def _on_its_own_sheet(story_id: str) -> Html:
    title = element("b", load_story(story_id).about["title"])
    return element("p", "Read the story on its own sheet: ", title, css="passage")


def _passage(what: Card | Chart | MarkedText, written: Callable[[Html], Html]) -> Html:
    """Write a card as it is, a chart as its sentence and its table."""
    if isinstance(what, Chart):
        body = element("p", what.sentence) + what.table()
    else:
        whole = (what.card() if isinstance(what, MarkedText) else what).body
        body = written(whole)
        # All of it was folded away, such as a rule to look up; or each entry of a list was, such as a search result.
        if not re.sub("<[^>]*>", "", body).strip() or re.search("<li[^>]*><details", whole):
            body = unfolded(whole)
    return element("div", body, css="passage")
