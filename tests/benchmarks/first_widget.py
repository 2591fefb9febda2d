"""From the command to the first exercise of lesson 01 on the lesson page, beside one core widget in a bare notebook.

Counted: `python -m jupyterlab …` is given, the server answers, the page loads, the notebook opens, its kernel
connects, and the first widget stands in the window. The lesson page runs its cells by itself, and *Continue* is pressed
as soon as the first exercise is there; in the bare notebook the cells are run from the top as with Shift+Enter. The
second figure is the part from the connected kernel on. Chromium runs already, with an empty cache; the files of Python
and JupyterLab are in the page cache.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from copied_project import FIRST_LESSON, copied_project
from lab_server import LabServer, browser, lay_lesson_page, opened
from measuring import Pairs, alternate, print_head, ratio_aim, row, runs_asked_for

BASELINE = "core_widget.ipynb"
OURS = ".wss-view"
# The verbs that show an exercise; the first of them makes the first widget.
ASKING = ("ask(", "ask_all(", "mark(", "sort(", "write(", "check_setup(", "take_form(")
CORE_WIDGET = "import ipywidgets\nipywidgets.RadioButtons(options=['fact', 'with its speaker', 'wait'], value=None)"

# In the bare notebook somebody runs the cells.
RUN_TO = """(last) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    for (let place = 0; place <= last; place += 1) {
        notebook.activeCellIndex = place;
        window.jupyterapp.commands.execute("notebook:run-cell-and-select-next");
    }
}"""
# On the lesson page nobody does: what leads on is there at once, and is pressed when there is something to lead to.
IS_THERE = "(widget) => document.querySelector(widget)"
LEAD_ON = "() => document.querySelector('.wss-page-foot .is-main').click()"
IN_WINDOW = """(widget) => {
    const box = document.querySelector(widget)?.getBoundingClientRect();
    return box && box.height > 0 && box.top < window.innerHeight && box.bottom > 0;
}"""


def asks(source: str) -> bool:
    return any(verb in source for verb in ASKING)


def place_of_widget(lesson: Any) -> int:
    """The place of the first cell that shows a widget."""
    cells = enumerate(lesson.source())
    return next(n for n, (kind, source) in cells if kind == "code" and (asks(source) or source == CORE_WIDGET))


def write_baseline(lesson: Path, baseline: Path) -> None:
    """Write the lesson's cells as one line each, with a core widget where its first widget is."""
    notebook = nbformat.read(lesson, as_version=4)
    widget_is_there = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = "One line of text."
            continue
        first = not widget_is_there and asks(cell.source)
        cell.source = CORE_WIDGET if first else "None"
        cell.outputs, cell.execution_count = [], None
        widget_is_there |= first
    nbformat.write(notebook, baseline)


def run_the_cells(lesson: Any) -> None:
    """Run the cells up to the first widget, as a learner does in a bare notebook."""
    lesson.page.evaluate(RUN_TO, place_of_widget(lesson))


def go_on(lesson: Any) -> None:
    """Go to the first exercise of a lesson that makes itself ready."""
    lesson.page.wait_for_function(IS_THERE, arg=OURS)
    lesson.page.evaluate(LEAD_ON)


def seconds_to_widget(
    folder: Path,
    chromium: Any,
    notebook: str,
    widget: str,
    do: Callable[[Any], None],
    parts: list[float],
) -> float:
    """Return the seconds since the command; those since the kernel was connected go into `parts`."""
    server = LabServer(folder, lesson_page=widget == OURS)
    try:
        server.wait()
        with opened(chromium, server, notebook) as lesson:
            connected = time.perf_counter()
            do(lesson)
            lesson.page.wait_for_function(IN_WINDOW, arg=widget)
            shown = time.perf_counter()
        parts.append(shown - connected)
        return shown - server.began
    finally:
        server.close()


def main() -> None:
    runs = runs_asked_for(__doc__)
    print_head(runs)
    with copied_project() as folder, browser() as chromium:
        lay_lesson_page(folder)
        write_baseline(folder / "my_lessons" / FIRST_LESSON, folder / "my_lessons" / BASELINE)
        measure = partial(seconds_to_widget, folder, chromium)
        ours: list[float] = []
        bare: list[float] = []
        pairs = alternate(
            partial(measure, FIRST_LESSON, OURS, go_on, ours),
            partial(measure, BASELINE, ".widget-radio", run_the_cells, bare),
            runs,
        )
    print(row("command to first exercise, lesson 01", pairs, "s", aim=ratio_aim(1.25), digits=2))
    running = Pairs(ours[-runs:], bare[-runs:])  # without the one before that fills the caches
    print(row("of these, from the connected kernel", running, "s", digits=2))


if __name__ == "__main__":
    main()
