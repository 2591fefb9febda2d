"""Open answers as a card: question by question what to look for, and what learners wrote, for the teacher to read.

The teacher ticks for the class how many reach a point, and never for one text. The ticks stay on the screen: they are
kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.class_report.open_texts import TextsOnShow
from helpers.class_report.report_card import ReportCard
from helpers.class_report.standing import lesson_of
from helpers.html import Html, element, folded
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise
from helpers.story import count_of

HOW_MANY = ("most", "some", "few")
FOR_THE_TEACHER = (
    "For you alone: the whole screen passes this card over. These learners chose to hand their own words in. There is "
    "no name; the order is by chance, another one under each question. A hand may still be known: read a text to the "
    "class only if whoever wrote it wants that."
)


def open_card(texts: TextsOnShow, lesson: str = "") -> Iterator[ReportCard]:
    """Write the card, if there are texts: a fold for each question that has some, in the order of the lessons."""
    of_lesson = lesson_of()
    order = list(of_lesson)
    asked = [question for question in texts.questions() if not lesson or of_lesson.get(question) == lesson]
    asked.sort(key=lambda question: order.index(question) if question in of_lesson else len(order))
    if not asked:
        return
    folds = [_fold(of_lesson.get(one, ""), open_exercise(one), texts.texts(one)) for one in asked]
    told = element("p", FOR_THE_TEACHER, css="wss-report-small")
    yield ReportCard("Open answers", element("div", told, *folds, css="wss-report-names"), is_for_teacher=True)


def _fold(lesson: str, exercise: Exercise, found: list[str]) -> Html:
    written = (element("li", text) for text in found)
    return folded(
        f"{lesson} {exercise.prompt}".strip(),
        _rubric(exercise),
        element("p", f"{count_of(len(found), 'text')}:"),
        element("ul", *written, css="wss-report-texts"),
    )


def _rubric(exercise: Exercise) -> Html:
    """Write what to look for, each point with a tick for how many of the class reach it."""
    head = (element("th", name, scope="col", dir=None) for name in ("What to look for", *HOW_MANY))
    rows = []
    for number, point in enumerate(exercise.rubric, 1):
        name = f"{exercise.id}-{number}"
        ticks = (
            element("td", element("input", type="radio", name=name, value=many, aria_label=f"{point} – {many}"))
            for many in HOW_MANY
        )
        rows.append(element("tr", element("th", point, scope="row"), *ticks))
    caption = element("caption", "How many of the class reach it", dir=None)
    return element(
        "table",
        caption,
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        css="wss-table wss-report-rubric",
    )
