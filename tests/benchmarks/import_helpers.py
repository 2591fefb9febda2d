"""Time to import the helpers in a fresh interpreter, beside `import anywidget`; and when matplotlib comes in.

The time of the interpreter's own start is not counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

from copied_project import copied_project, environment_of
from measuring import alternate, difference_aim, print_head, row, runs_asked_for

ANYWIDGET = "import anywidget"
BARE_WIDGET = f"""{ANYWIDGET}
class Bare(anywidget.AnyWidget):
    _esm = "export default {{ render() {{}} }}"
Bare()._repr_mimebundle_()"""
STAR = "from helpers import *"
SHOW_EXERCISE = f"{STAR}\nask('good-attribution')._repr_mimebundle_()"
# Each step of a lesson with what it does, for the question when matplotlib comes in.
STEPS = {
    "`from helpers import *`": STAR,
    "an exercise is shown": SHOW_EXERCISE,
    "a chart is made": f"{SHOW_EXERCISE}\nchart = show_speakers()",
    "a chart is drawn": f"{SHOW_EXERCISE}\nchart = show_speakers()\nchart._repr_html_()",
}
TIMED = """
import json, sys, time
began = time.perf_counter()
{}
print(json.dumps([time.perf_counter() - began, "matplotlib" in sys.modules]))
"""


def run_fresh(folder: Path, code: str) -> tuple[float, bool]:
    """Run code in a new interpreter; return its milliseconds, and whether matplotlib was imported."""
    command = [sys.executable, "-c", TIMED.format(code)]
    done = subprocess.run(command, cwd=folder, env=environment_of(folder), check=True, capture_output=True, text=True)
    seconds, matplotlib_is_there = json.loads(done.stdout.splitlines()[-1])
    return seconds * 1000, matplotlib_is_there


def milliseconds(folder: Path, code: str) -> float:
    return run_fresh(folder, code)[0]


def main() -> None:
    runs = runs_asked_for(__doc__, least=15)
    print_head(runs)
    figures = {
        "`import helpers` / `import anywidget`": ("import helpers", ANYWIDGET),
        "`from helpers import *` / `import anywidget`": (STAR, ANYWIDGET),
        "the same and the first exercise shown / a bare anywidget shown": (SHOW_EXERCISE, BARE_WIDGET),
    }
    with copied_project() as folder:
        for figure, (ours, baseline) in figures.items():
            pairs = alternate(partial(milliseconds, folder, ours), partial(milliseconds, folder, baseline), runs)
            print(row(figure, pairs, "ms", aim=difference_aim(50, "ms"), digits=1), flush=True)
        print("\n| After this step | matplotlib imported? |\n|---|---|")
        for step, code in STEPS.items():
            print(f"| {step} | {'yes' if run_fresh(folder, code)[1] else 'no'} |")


if __name__ == "__main__":
    main()
