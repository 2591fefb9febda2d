"""From a click on "Check my answer" to feedback on screen, beside a bare anywidget that echoes a message.

Both stand in the same page of a real JupyterLab and use the same kernel: a copy of lesson 01 with an echo
cell after each of two exercises. Exercise and echo are clicked in turn. The clock starts with the browser's
click event and stops when the frame with the answer has been painted. Before each click the answer is
changed; a click into the echo's cell takes the place of that, for JupyterLab needs time to make another cell
the active one.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any

import nbformat
from copied_project import FIRST_LESSON, copied_project
from lab_server import browser, lab_server, opened
from measuring import Pairs, own_aim, percentile, print_head, row, runs_asked_for

SPANS, CHOICE = "who-says-lead", "good-attribution"
CLICKS = 50
PAUSE = 200  # ms after a change of answer: its draft is in Python before a person can press the button
NOTEBOOK = "feedback_latency.ipynb"
ECHO = '''# echo
import anywidget

class Echo(anywidget.AnyWidget):
    _esm = """
    function render({ model, el }) {
      const button = document.createElement("button");
      const answer = document.createElement("p");
      button.className = "echo-button";
      answer.className = "echo-answer";
      button.textContent = "Echo";
      answer.textContent = 0;
      button.onclick = () => model.send({ number: Number(answer.textContent) + 1 });
      model.on("msg:custom", ({ number }) => { answer.textContent = number; });
      el.append(button, answer);
    }
    export default { render };
    """

    def __init__(self):
        super().__init__()
        self.on_msg(lambda _widget, content, _buffers: self.send(content))

Echo()'''
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)"
# The observer runs when the answer is in the page; the message comes when the frame that shows it is painted.
WATCH = """([button, answer]) => {
    window.painted = new Promise((resolve) => {
        let clicked = null;
        const note = (event) => { clicked = event.timeStamp; };
        button.addEventListener("click", note, { capture: true, once: true });
        const observer = new MutationObserver(() => {
            if (clicked === null || answer.hidden) return;
            observer.disconnect();
            requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => resolve(performance.now() - clicked);
                channel.port2.postMessage(null);
            });
        });
        observer.observe(answer, { childList: true, subtree: true, characterData: true });
    });
}"""


def write_notebook(folder: Path) -> None:
    notebook = nbformat.read(folder / "my_lessons" / FIRST_LESSON, as_version=4)
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.cell_type == "code" and any(f'"{exercise}"' in cell.source for exercise in (SPANS, CHOICE)):
            cells.append(nbformat.v4.new_code_cell(ECHO))
    notebook.cells = cells
    nbformat.write(notebook, folder / "my_lessons" / NOTEBOOK)


def milliseconds_of_click(lesson: Any, cell: Any, button: str, answer: str) -> float:
    """Click a button and return how long it took until the answer was painted."""
    pressed = cell.locator(button)
    lesson.page.evaluate(WATCH, [pressed.element_handle(), cell.locator(answer).element_handle()])
    pressed.click()
    return lesson.page.evaluate("() => window.painted")


class SpansChanger:
    """A span exercise with three marks; a fourth comes and goes."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell
        for number, word in enumerate((0, 3, 6)):
            self._mark(word, word + 2, number)
        self._turn = cycle((True, False))

    def _mark(self, first: int, last: int, label: int) -> None:
        self.cell.locator(".wss-word").nth(first).click()
        self.cell.locator(".wss-word").nth(last).click()
        self.cell.locator("button.wss-label").nth(label).click()

    def change(self) -> None:
        if next(self._turn):
            self._mark(10, 12, 0)
        else:
            self.cell.get_by_role("button", name="Undo", exact=True).click()


class ChoiceChanger:
    """A choice of which each option has its turn."""

    def __init__(self, cell: Any) -> None:
        options = cell.locator("input[type=radio]")
        self._turn = cycle([options.nth(number) for number in range(options.count())])

    def change(self) -> None:
        next(self._turn).check()


def clicks_of(lesson: Any, exercise: str, changer: type) -> tuple[list[float], list[float]]:
    """Click exercise and echo in turn; return the milliseconds of both."""
    place = next(number for number, (_, source) in enumerate(lesson.source()) if f'"{exercise}"' in source)
    cell = lesson.cell(place)
    cell.locator(".wss-view").wait_for()
    answer = changer(cell)
    slider = cell.locator("input[type=range]")
    if slider.count():
        slider.press("ArrowRight")
    ours, echoes = [], []
    for _ in range(CLICKS):
        answer.change()
        lesson.page.wait_for_timeout(PAUSE)
        ours.append(milliseconds_of_click(lesson, cell, ".wss-button--main", ".wss-feedback"))
        if cell.locator(".wss-feedback--problem").count():
            raise RuntimeError(f"“{exercise}” did not take the answer: {cell.locator('.wss-feedback').inner_text()}")
        below = lesson.cell(place + 1)
        below.locator(".echo-answer").click()
        lesson.page.wait_for_timeout(PAUSE)
        echoes.append(milliseconds_of_click(lesson, below, ".echo-button", ".echo-answer"))
        cell = lesson.cell(place)
    return ours, echoes


def main() -> None:
    runs = runs_asked_for(__doc__)
    print_head(runs)
    kinds = {
        f"marks in a text ({SPANS})": (SPANS, SpansChanger),
        f"a choice ({CHOICE})": (CHOICE, ChoiceChanger),
    }
    measured: dict[str, list[tuple[list[float], list[float]]]] = {kind: [] for kind in kinds}
    with copied_project() as folder, browser() as chromium:
        write_notebook(folder)
        for _ in range(runs):
            with lab_server(folder) as server:
                server.record.unlink(missing_ok=True)
                with opened(chromium, server, NOTEBOOK) as lesson:
                    lesson.page.evaluate(RUN_ALL)
                    for kind, (exercise, changer) in kinds.items():
                        measured[kind].append(clicks_of(lesson, exercise, changer))
    for kind, clicks in measured.items():
        for percent in (50, 95):
            pairs = Pairs(*([percentile(side, percent) for side in sides] for sides in zip(*clicks, strict=True)))
            aim = own_aim(100, "ms") if percent == 95 else None
            print(row(f"feedback on {kind}, p{percent} of {CLICKS} clicks", pairs, "ms", aim=aim))


if __name__ == "__main__":
    main()
