"""From the command to the first widget on screen: lesson 01 beside one core widget in a bare notebook.

Counted: `python -m jupyterlab …` is given, the server answers, the page loads, the notebook opens, its kernel
connects, its cells are run from the top as with Shift+Enter, and the first widget stands in the window. The second
figure is the part from the first cell on, where what is ours can show. Chromium runs already, with an empty cache;
the files of Python and JupyterLab are in the page cache.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from copied_project import FIRST_LESSON, copied_project
from lab_server import LabServer, browser, opened
from measuring import Pairs, alternate, print_head, ratio_aim, row, runs_asked_for

BASELINE = "core_widget.ipynb"
# The verbs that show an exercise; the first of them makes the first widget.
ASKING = ("ask(", "ask_all(", "mark(", "sort(", "write(", "check_setup(", "take_form(")
CORE_WIDGET = "import ipywidgets\nipywidgets.RadioButtons(options=['fact', 'with its speaker', 'wait'], value=None)"

RUN_TO = """(last) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    for (let place = 0; place <= last; place += 1) {
        notebook.activeCellIndex = place;
        window.jupyterapp.commands.execute("notebook:run-cell-and-select-next");
    }
}"""
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


def seconds_to_widget(folder: Path, chromium: Any, notebook: str, widget: str, parts: list[float]) -> float:
    """Return the seconds since the command; those since its first cell was run go into `parts`."""
    server = LabServer(folder)
    try:
        server.wait()
        with opened(chromium, server, notebook) as lesson:
            cells = place_of_widget(lesson)
            pressed = time.perf_counter()
            lesson.page.evaluate(RUN_TO, cells)
            lesson.page.wait_for_function(IN_WINDOW, arg=widget)
            shown = time.perf_counter()
        parts.append(shown - pressed)
        return shown - server.began
    finally:
        server.close()


def main() -> None:
    runs = runs_asked_for(__doc__)
    print_head(runs)
    with copied_project() as folder, browser() as chromium:
        write_baseline(folder / "my_lessons" / FIRST_LESSON, folder / "my_lessons" / BASELINE)
        measure = partial(seconds_to_widget, folder, chromium)
        ours: list[float] = []
        bare: list[float] = []
        pairs = alternate(
            partial(measure, FIRST_LESSON, ".wss-view", ours),
            partial(measure, BASELINE, ".widget-radio", bare),
            runs,
        )
    print(row("command to first widget, lesson 01", pairs, "s", aim=ratio_aim(1.25), digits=2))
    running = Pairs(ours[-runs:], bare[-runs:])  # without the one before that fills the caches
    print(row("of these, from the first cell run", running, "s", digits=2))


if __name__ == "__main__":
    main()
