"""A whole lesson on paper: its prose, its texts and cards, its exercises in order."""

from __future__ import annotations

from pathlib import Path

from authoring.lesson_code import Call, calls_in, is_for_the_screen, text_on_paper
from authoring.worksheets.prose import prose
from helpers.charts.chart import Chart
from helpers.content import read_json
from helpers.html import Html, document, element, unfolded
from helpers.kinds.paper import on_paper, with_answers
from helpers.marker.result import Marks
from helpers.widgets.page import Page

STYLE = Path(__file__).with_name("sheets.css").read_text(encoding="utf-8")


def sheets_of(path: Path) -> tuple[Html, Html]:
    """Write the sheet of a lesson for learners, and the one with answers for teachers.

    Each page of HTML is whole in itself: no script, no address that is fetched.
    """
    notebook = read_json(path)
    title = "".join(notebook["cells"][0]["source"]).splitlines()[0].lstrip("# ")
    name = f"{path.stem[:2]} {title}"
    lesson, answers, number = [], [], 0
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if is_for_the_screen(cell):
            continue
        if cell["cell_type"] == "markdown":
            lesson.append(prose(text_on_paper(source)))
            continue
        for call in calls_in(source):
            exercises = call.asked()
            if not exercises:
                lesson.append(_shown(call))
            for exercise in exercises:
                number += 1
                lesson.append(on_paper(exercise, number))
                answers.append(with_answers(exercise, number))
    note = "Answers for teachers. Where more than one answer is accepted, all of them stand."
    head = element("h1", name), element("p", note, css="about")
    return _page(name, *lesson), _page(f"Answers: {name}", *head, *answers)


def _shown(call: Call) -> Html:
    """Write what a cell shows: a card as it is, a chart as its sentence and its table."""
    shown = call.shown()
    if isinstance(shown, Page):
        shown = shown.kept or shown.card
    if isinstance(shown, Chart):
        body = element("p", shown.sentence) + shown.table()
    elif isinstance(shown, Marks):
        body = unfolded(shown.card().body)
    else:
        body = unfolded(shown.body)
    return element("div", body, css="passage")


def _page(title: str, *content: Html) -> Html:
    rights = "Who Says So? A story belongs to whom its sheet names. Lesson text: CC BY 4.0. For use in your own class."
    return document(title, STYLE, *content, element("p", rights, css="about"), css="wss")
