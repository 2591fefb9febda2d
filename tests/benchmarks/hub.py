"""A class at a hub: all start at once, open a lesson, run all its cells and answer, beside the same with core widgets.

Ours runs with the configuration in deploy/, the baseline with a plain hub that waits as long. Afterwards learners
crash, loop without end, and try to read each other's records. Needs npm, and root for separate users; installs about
470 MB into a folder that is removed afterwards. For a quick check: --learners 5 --runs 1.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import psutil
from class_hub import (
    Hub,
    Place,
    bare_settings,
    empty_homes,
    give,
    learners_of_this_computer,
    our_settings,
    prepared_place,
    running_hub,
    separate_users_possible,
)
from copied_project import FIRST_LESSON, ROOT, code_of
from hub_learner import Kernel, Learner, Lost
from measuring import HEAD, RULE, Aim, Pairs, machine, ratio_aim, row

sys.path.append(str(ROOT))
from helpers.class_report.invented import invented_record
from helpers.kinds.library import open_exercise

LESSON = f"my_lessons/{FIRST_LESSON}"
RECORD = "who_says_so/my_record.json"
BARE = "bare.ipynb"
SEED, RECORDS = 35, 8
OTHERS_RECORD = """
import os
def tried(act):
    try:
        act()
    except OSError as problem:
        return type(problem).__name__
    return "done"
neighbour, its_record, its_processes = {home!r}, {record!r}, {processes!r}
print(*[tried(act) for act in (
    lambda: open(its_record).read(),
    lambda: open(its_record, "a"),
    lambda: os.listdir(neighbour),
    lambda: os.remove(its_record),
    *[lambda one=one: open(f"/proc/{{one}}/environ").read() for one in its_processes],
)])
"""


@dataclass
class Pupil:
    """A learner and what came of the lesson."""

    learner: Learner
    answers: dict[str, Any]
    kernel: Kernel | None = None
    ready: float = 0.0
    done: float = 0.0
    lost: str = ""
    kept: dict[str, Any] = field(default_factory=dict)


def class_of(names: Sequence[str], address: str) -> list[Pupil]:
    """Give each learner invented answers of their own."""
    return [Pupil(Learner(address, name), invented_answers(number)) for number, name in enumerate(names)]


def invented_answers(number: int) -> dict[str, Any]:
    """Put several invented records together: one alone leaves questions out, and knows one of the two forms only."""
    answers: dict[str, Any] = {}
    for again in range(RECORDS):
        answers = invented_record(Random(f"{SEED}/{number}/{again}"))["answers"] | answers
    return answers


def all_at_once(pupils: Sequence[Pupil], act: Callable[[Pupil], None]) -> None:
    """Let all learners do something at the same moment; those who cannot are lost."""

    def carefully(pupil: Pupil) -> None:
        try:
            act(pupil)
        except Exception as problem:  # one learner's trouble must not end the run: it is counted
            pupil.lost = f"{type(problem).__name__}: {problem}"

    with ThreadPoolExecutor(len(pupils)) as threads:
        list(threads.map(carefully, [pupil for pupil in pupils if not pupil.lost]))


def begin(notebook: str, began: float) -> Callable[[Pupil], None]:
    """Return what learners do at the start: log in, open a notebook, run all its cells."""

    def act(pupil: Pupil) -> None:
        pupil.learner.start_server()
        pupil.ready = time.perf_counter() - began
        cells, pupil.kernel = pupil.learner.open(notebook)
        for source in cells:
            pupil.kernel.run(source)
        pupil.done = time.perf_counter() - began

    return act


def answer_all(pupil: Pupil) -> None:
    """Answer every exercise that the notebook shows, with the buttons."""
    for exercise_id in list(pupil.kernel.shown):
        answer_one(pupil, exercise_id)


def answer_one(pupil: Pupil, exercise_id: str) -> None:
    """Answer one exercise, if this learner has an answer to it."""
    for attempt in pupil.answers.get(exercise_id, [])[:1]:
        answer = open_exercise(exercise_id).to_view(attempt["answer"])
        if not answer:
            continue
        told = pupil.kernel.submit(exercise_id, answer, attempt.get("confidence"), attempt.get("because", ""))
        if not told.startswith("Saved"):
            raise Lost(f"{exercise_id}: {told}")
        pupil.kept[exercise_id] = attempt["answer"]


# -- figures


@dataclass(frozen=True)
class Figures:
    """What one class took."""

    megabytes: float
    work: float
    ready: float
    last_ready: float
    last_done: float


def figures_of(pupils: Sequence[Pupil], hub: Hub) -> Figures:
    """Sum up a class that has run all cells."""
    there = [pupil for pupil in pupils if not pupil.lost]
    if not there:
        sys.exit(f"No learner came through: {pupils[0].lost}")
    return Figures(
        hub.megabytes() / len(there),
        hub.seconds_of_work() / len(there),
        statistics.median(pupil.ready for pupil in there),
        max(pupil.ready for pupil in there),
        max(pupil.done for pupil in there),
    )


def bare_notebook(cells: int) -> bytes:
    """Make a notebook of as many cells, each with one core widget, and one plot."""
    sources = ["import ipywidgets\nimport matplotlib.pyplot as plt", "plt.plot([1, 3, 2]);"]
    sources += ['ipywidgets.RadioButtons(options=["a", "b", "c"])'] * (cells - len(sources))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return nbformat.writes(notebook).encode()


def bare_class(place: Place, names: Sequence[str]) -> Figures:
    """Let a class run the bare notebook at a plain hub."""
    content = bare_notebook(len(code_of(ROOT / "notebooks" / FIRST_LESSON)))
    for name in names:
        give(place.home(name), BARE, content)
    with running_hub(place, bare_settings(place)) as hub:
        pupils = class_of(names, hub.address)
        all_at_once(pupils, begin(BARE, time.perf_counter()))
        tell_lost("bare notebook at a plain hub", pupils)
        return figures_of(pupils, hub)


def our_class(place: Place, names: Sequence[str], *, with_trouble: bool) -> Figures:
    """Let a class run and answer a lesson at our hub; then make trouble, once."""
    with running_hub(place, our_settings(place)) as hub:
        pupils = class_of(names, hub.address)
        all_at_once(pupils, begin(LESSON, time.perf_counter()))
        figures = figures_of(pupils, hub)
        began = time.perf_counter()
        all_at_once(pupils, answer_all)
        took, answers = time.perf_counter() - began, sum(len(pupil.kept) for pupil in pupils)
        tell_lost("lesson 01 at our hub", pupils)
        print(
            f"  {answers} answers in {took:.0f} s, then {hub.megabytes() / len(pupils):.0f} MB a learner; "
            f"{records_lost(place, pupils)} records not as answered; "
            f"lessons trusted: {all(pupil.learner.trusts(LESSON) for pupil in pupils[:3] if not pupil.lost)}"
        )
        if with_trouble:
            make_trouble(place, hub, [pupil for pupil in pupils if not pupil.lost])
        return figures


def tell_lost(what: str, pupils: Sequence[Pupil]) -> None:
    """Say how many learners a class lost, and why."""
    lost = [pupil for pupil in pupils if pupil.lost]
    print(f"\n- {what}: {len(lost)} of {len(pupils)} learners lost", flush=True)
    for why in sorted({pupil.lost for pupil in lost})[:3]:
        print(f"  {why}")


def records_lost(place: Place, pupils: Sequence[Pupil]) -> int:
    """Count the learners whose record holds anything but exactly what they answered."""
    return sum(kept_by(place, pupil) != pupil.kept for pupil in pupils if not pupil.lost)


def kept_by(place: Place, pupil: Pupil) -> dict[str, Any]:
    """Read the newest answers in a learner's record."""
    path = place.home(pupil.learner.name) / RECORD
    answers = json.loads(path.read_text(encoding="utf-8"))["answers"]
    return {exercise_id: attempts[-1]["answer"] for exercise_id, attempts in answers.items()}


# -- trouble


def make_trouble(place: Place, hub: Hub, pupils: list[Pupil]) -> None:
    """Let learners loop, crash and pry, and look what it does to the others."""
    looping, crashing, stopped, *others = pupils
    before = {pupil.learner.name: (place.home(pupil.learner.name) / RECORD).read_bytes() for pupil in pupils[:3]}
    looping.kernel.send("execute_request", {"code": "while True: pass", "silent": False})
    with contextlib.suppress(Lost):
        crashing.kernel.socket.settimeout(1)
        crashing.kernel.send("execute_request", {"code": "import os; os.kill(os.getpid(), 9)", "silent": False})
    stopped.kernel.send("execute_request", {"code": "import os; os.kill(os.getppid(), 9)", "silent": False})

    began = time.perf_counter()
    all_at_once(others, answer_all)
    took = time.perf_counter() - began
    there = [pupil for pupil in others if not pupil.lost]
    same = all((place.home(name) / RECORD).read_bytes() == content for name, content in before.items())
    print(
        f"- One kernel loops, one is killed, one server is killed: {len(there)} of {len(others)} others answered again "
        f"({took:.0f} s), {records_lost(place, there)} of their records lost an answer; the three records are "
        f"{'untouched' if same else 'CHANGED'}"
    )
    for pupil in others:
        if pupil.lost:
            print(f"  {pupil.lost}")
    come_back(place, [crashing, stopped])
    pry(place, hub, there)


def come_back(place: Place, pupils: Sequence[Pupil]) -> None:
    """Let learners whose kernel or server was killed start again, and count their answers."""
    time.sleep(3)

    def again(pupil: Pupil) -> None:
        pupil.learner = Learner(pupil.learner.address, pupil.learner.name)
        began = time.perf_counter()
        begin(LESSON, began)(pupil)
        shown = [one for one in pupil.kept if pupil.kernel.responses.get(one, {}).get("restored")]
        pupil.lost = "" if len(shown) == len(pupil.kept) else f"{len(shown)} of {len(pupil.kept)} answers came back"

    all_at_once(pupils, again)
    back = sum(not pupil.lost for pupil in pupils)
    print(f"- They came back to the lesson with all their answers: {back} of {len(pupils)}")
    for pupil in pupils:
        if pupil.lost:
            print(f"  {pupil.lost}")


def pry(place: Place, hub: Hub, pupils: Sequence[Pupil]) -> None:
    """Let each learner try to get at the next one's record: by files, processes, the hub, and ports."""
    if not separate_users_possible():
        print("- Not tested: whether learners can read each other's records (needs root, to make separate users)")
        return
    tries = done = 0
    for pupil, neighbour in zip(pupils, [*pupils[1:], pupils[0]], strict=True):
        home = place.home(neighbour.learner.name)
        user = home.stat().st_uid
        processes = [one.pid for one in hub.learners_processes() if Path(f"/proc/{one.pid}").stat().st_uid == user]
        source = OTHERS_RECORD.format(home=str(home), record=str(home / RECORD), processes=processes)
        # A server cuts off who leaves its pings unanswered, as a script does that was busy elsewhere: so connect anew.
        told = pupil.learner.connect(*pupil.learner.kernels()).run(source).split()
        theirs = f"/user/{neighbour.learner.name}/"
        told += [
            "done" if pupil.learner.web.get(f"{theirs}{path}").status_code == 200 else "refused"
            for path in ("files/my_record.json", "api/contents/my_record.json?content=1", "api/kernels")
        ]
        tries, done = tries + len(told), done + told.count("done")
    open_to_all, all_kernels = kernels_open_to_all(hub)
    print(
        f"- {tries} tries of {len(pupils)} learners to get at another's record (files, folders, processes, pages of "
        f"the hub): {done} succeeded; kernels that talk over ports, where others can listen: {open_to_all} of "
        f"{all_kernels}"
    )


def kernels_open_to_all(hub: Hub) -> tuple[int, int]:
    """Count the kernels that talk over ports of the computer, and all kernels.

    Each kernel has one port all the same: ipykernel takes in there what child processes print, and gives nothing out.
    """
    transports = []
    for one in hub.learners_processes():
        with contextlib.suppress(psutil.Error, OSError):
            command = one.cmdline()
            if "ipykernel_launcher" in command:
                connection = json.loads(Path(command[command.index("-f") + 1]).read_text())
                transports.append(connection["transport"])
    return sum(transport != "ipc" for transport in transports), len(transports)


# -- the run


def measured(place: Place, names: Sequence[str], runs: int) -> list[tuple[Figures, Figures]]:
    """Run both classes in turn, in alternating order."""
    pairs = []
    for run in range(runs):
        both = {}
        for ours in (True, False) if run % 2 == 0 else (False, True):
            empty_homes(place, names)
            both[ours] = our_class(place, names, with_trouble=run == 0) if ours else bare_class(place, names)
        pairs.append((both[True], both[False]))
    return pairs


def print_figures(pairs: Sequence[tuple[Figures, Figures]], learners: int) -> None:
    """Print the table."""
    print(f"\n{len(pairs)} runs each\n\n{HEAD}\n{RULE}")
    rows: list[tuple[str, str, str, Aim | None]] = [
        ("memory (PSS) a learner, server and kernel", "megabytes", "MB", ratio_aim(1.05)),
        ("processor time a learner, until all cells are run", "work", "s", ratio_aim(1.05)),
        ("from the log-in to JupyterLab, median learner", "ready", "s", ratio_aim(1.05)),
        ("from the log-in to JupyterLab, last learner", "last_ready", "s", ratio_aim(1.05)),
        ("from the log-in to all cells run, last learner", "last_done", "s", None),
    ]
    for figure, name, unit, aim in rows:
        values = Pairs([getattr(ours, name) for ours, _ in pairs], [getattr(bare, name) for _, bare in pairs])
        print(row(f"{learners} at once: {figure}", values, unit, aim=aim, digits=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=35, help="how many start at once (default: 35)")
    parser.add_argument("--runs", type=int, default=2, help="runs of each side (default: 2)")
    parser.add_argument("--environment", type=Path, help="an environment that make_environment has made before")
    options = parser.parse_args()
    if options.learners < 5:
        parser.error("a class has 5 learners or more here")
    names = [f"wss{number:02}" for number in range(1, options.learners + 1)]
    print(machine(), flush=True)
    with prepared_place(options.environment) as place, learners_of_this_computer(place, names):
        pairs = measured(place, names, options.runs)
    print_figures(pairs, options.learners)


if __name__ == "__main__":
    main()
