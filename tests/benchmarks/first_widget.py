"""From the command to the first widget on screen: lesson 01 beside one core widget in a bare notebook.

Counted: `python -m jupyterlab …` is given, the server answers, the page loads, the notebook opens, its kernel connects,
all cells are run, and the first widget is visible. The second figure is the part from "Run All Cells" on, where what is
ours can show. Chromium runs already, with an empty cache; the files of Python and JupyterLab are in the page cache.
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
CORE_WIDGET = (
    "import ipywidgets\nipywidgets.RadioButtons(options=['fact', 'with its speaker', 'wait'], value=None)"
)


def write_baseline(lesson: Path, baseline: Path) -> None:
    """Write the lesson's cells as one line each, nothing stored, and a core widget where its first widget is."""
    notebook = nbformat.read(lesson, as_version=4)
    widget_is_there = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = "One line of text."
            continue
        first = not widget_is_there and any(verb in cell.source for verb in ASKING)
        cell.source = CORE_WIDGET if first else "None"
        cell.outputs, cell.execution_count = [], None
        widget_is_there |= first
    nbformat.write(notebook, baseline)


def seconds_to_widget(folder: Path, chromium: Any, notebook: str, widget: str, parts: list[float]) -> float:
    """Return the seconds since the command; those since all cells were run go into `parts`."""
    server = LabServer(folder)
    try:
        server.wait()
        with opened(chromium, server, notebook) as lesson:
            pressed = time.perf_counter()
            # Not awaited: the first widget is there before the last cell has run.
            lesson.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
            lesson.page.locator(widget).first.wait_for(state="visible")
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
    run_all = Pairs(ours[-runs:], bare[-runs:])  # without the one before that fills the caches
    print(row("of these, “Run All Cells” to first widget", run_all, "s", digits=2))


if __name__ == "__main__":
    main()
