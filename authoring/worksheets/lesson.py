"""A whole lesson on paper: its prose, its texts and cards, its exercises in order."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from nbconvert.filters import markdown2html

from authoring.lesson_code import Call, calls_in
from helpers.charts.chart import Chart
from helpers.content import read_json
from helpers.html import Card
from helpers.kinds.paper import on_paper, with_answers
from helpers.lesson.showing import Page

STYLE = Path(__file__).with_name("sheets.css").read_text(encoding="utf-8")
# What only makes sense at a computer: how to run a cell, what the view or the record does, the look back at it.
AT_THE_COMPUTER = re.compile(
    r"[^.!?\n]*\b(?:cells?|[Rr]un|[Pp]ress|[Cc]lick\w*|scroll|buttons?|record|mouse|keyboard|[Kk]ernel|lesson ready)\b"
    r"[^.!?\n]*[.!?]+\s?"
)
TIME = re.compile(r"^\*\*Time:\*\*.*$", re.MULTILINE)
NOT_ON_PAPER = {
    "check_setup",
    "look_back_at_retelling",
    "look_back_at_forms",
    "look_back_at_confidence",
    "save_my_page",
}


def sheets_of(path: Path) -> tuple[str, str]:
    """Write the sheet of a lesson for learners, and the one with answers for teachers.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.

    Returns
    -------
    str, str
        Two pages of HTML, each whole in itself: no script, no address that is fetched.
    """
    notebook = read_json(path)
    title = "".join(notebook["cells"][0]["source"]).splitlines()[0].lstrip("# ")
    name = f"{path.stem[:2]} {title}"
    lesson, answers, number = [], [], 0
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            lesson.append(_prose(source))
            continue
        for call in calls_in(source):
            exercises = call.asked()
            if not exercises:
                lesson.append(_shown(call))
            for exercise in exercises:
                number += 1
                lesson.append(on_paper(exercise, number))
                answers.append(with_answers(exercise, number))
    note = "<p class='about'>Answers for teachers. Where more than one answer is accepted, all of them stand.</p>"
    return _page(name, "".join(lesson)), _page(f"Answers: {name}", f"<h1>{escape(name)}</h1>{note}{''.join(answers)}")


def _shown(call: Call) -> str:
    """Write what a cell shows: a card as it is, a chart as its sentence and its table."""
    if call.verb in NOT_ON_PAPER:
        return ""
    shown = call.shown()
    if isinstance(shown, Page):
        shown = shown.card
    if isinstance(shown, Card):
        body = re.sub("<style>.*?</style>", "", shown.body, flags=re.DOTALL)
        return f'<div class="passage">{body.replace("<details", "<details open")}</div>'
    if isinstance(shown, Chart):
        return f'<div class="passage"><p>{escape(shown.sentence)}</p>{shown.table()}</div>'
    html = re.sub("<(style|script|img)\\b[^>]*>(.*?</\\1>)?", "", shown._repr_html_(), flags=re.DOTALL)
    return f'<div class="passage">{html}</div>'


def _prose(markdown: str) -> str:
    text = AT_THE_COMPUTER.sub("", TIME.sub("", markdown))
    return re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", markdown2html(text))


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f'<body class="wss">{body}<p class="about">Who Says So? The story belongs to its agency. '
        "Lesson text: CC BY 4.0. For use in your own class.</p></body></html>"
    )
