"""The light mode with a class: kernels started beforehand, all pages opened at once, all exercises answered.

Beside it the same with a notebook of core widgets at a plain Voilà. For a quick check: --learners 5.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any

import psutil
from class_hub import Place, free_ports, prepared_place
from copied_project import FIRST_LESSON, ROOT, code_of
from hub import answer_one, bare_notebook, invented_answers
from hub_learner import Kernel, Session
from kernel_memory import memory_of
from measuring import HEAD, RULE, Pairs, machine, ratio_aim, row

LIGHT_NEEDS = ROOT / "deploy/light_requirements.txt"
FULL = "is filled with"
PATIENCE = 900
STILL = 3.0


@dataclass
class Visitor:
    """Somebody who opened the page."""

    answers: dict[str, Any]
    kernel: Kernel
    kept: dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """What a page for a class took."""

    megabytes: float
    pool: float
    median: float
    last: float


@contextmanager
def serving(command: Sequence[str], folder: Path) -> Iterator[tuple[Popen, float]]:
    """Lend a page whose kernels are ready, with the seconds that it took."""
    began, log = time.perf_counter(), folder / "light.log"
    with log.open("w", encoding="utf-8") as written:
        program = Popen(command, stdout=written, stderr=written, cwd=folder)
    try:
        while FULL not in log.read_text(encoding="utf-8"):
            if program.poll() is not None or time.perf_counter() - began > PATIENCE:
                sys.exit(f"The page did not come:\n{log.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.1)
        _wait_until_idle(program)
        yield program, time.perf_counter() - began - STILL
    finally:
        left = psutil.Process(program.pid).children(recursive=True)
        for one in (psutil.Process(program.pid), *left):
            with contextlib.suppress(psutil.NoSuchProcess):
                one.terminate()
        _, alive = psutil.wait_procs(left, timeout=60)
        for one in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        program.wait()


def open_page(address: str) -> tuple[float, str, Session]:
    """Open the page; return the seconds, its kernel, and the browser."""
    web, began = Session(address), time.perf_counter()
    page = web.get("/")
    page.raise_for_status()
    return time.perf_counter() - began, re.search(r'kernelId": "([^"]+)"', page.text)[1], web


def visit(number: int, kernel_id: str, web: Session) -> Visitor:
    """Connect to the page's kernel and find its exercises, as the page does."""
    session = f"visitor-{number}"
    socket = web.socket(f"/api/kernels/{kernel_id}/channels?session_id={session}", under="/")
    kernel = Kernel(socket, session)
    kernel.ask_for_widgets()
    return Visitor(invented_answers(number), kernel, {})


def answer_all(visitor: Visitor) -> None:
    """Answer every exercise of the page."""
    for exercise_id in list(visitor.kernel.shown):
        answer_one(visitor, exercise_id)


def all_at_once(act: Callable[..., Any], *rows: Sequence[Any]) -> list[Any]:
    """Do something for everybody at the same moment."""
    with ThreadPoolExecutor(len(rows[0])) as threads:
        return list(threads.map(act, *rows))


def our_page(place: Place, learners: int, folder: Path) -> Figures:
    """Show lesson 01 to a class and let everybody answer."""
    [port] = free_ports(1)
    script = str(place.course / "deploy/light_mode.py")
    command = [place.python, script, "01", f"--learners={learners}", f"--port={port}"]
    with serving(command, folder) as (program, pool):
        megabytes = _megabytes(program) / learners
        opened = all_at_once(open_page, [f"http://127.0.0.1:{port}"] * learners)
        seconds, kernels, browsers = zip(*opened, strict=True)
        visitors = all_at_once(visit, range(learners), kernels, browsers)
        all_at_once(answer_all, visitors)
        records = list(_records(program))
        kept = [visitor.kept for visitor in visitors]
        _wait_until_idle(program)
        print(
            f"\n- {sum(map(len, kept))} answers of {learners} pages with {len(set(kernels))} kernels; "
            f"{sum(one not in records for one in kept)} not kept apart as answered; "
            f"{_megabytes(program) / learners:.0f} MB a page when further kernels have been made ready",
            flush=True,
        )
        return Figures(megabytes, pool, statistics.median(seconds), max(seconds))


def bare_page(place: Place, learners: int, folder: Path) -> Figures:
    """Show a notebook of core widgets to a class."""
    [port] = free_ports(1)
    notebook = folder / "bare.ipynb"
    notebook.write_bytes(bare_notebook(len(code_of(ROOT / "notebooks" / FIRST_LESSON))))
    command = [place.python, "-m", "voila", str(notebook), "--no-browser", f"--port={port}"]
    command += ["--preheat_kernel=True", f"--pool_size={learners}"]
    with serving(command, folder) as (program, pool):
        megabytes = _megabytes(program) / learners
        seconds = [took for took, _, _ in all_at_once(open_page, [f"http://127.0.0.1:{port}"] * learners)]
        return Figures(megabytes, pool, statistics.median(seconds), max(seconds))


def _megabytes(program: Popen) -> float:
    """Add up the memory of the server and its kernels."""
    total = 0.0
    for one in (psutil.Process(program.pid), *psutil.Process(program.pid).children(recursive=True)):
        with contextlib.suppress(psutil.Error, OSError):
            total += memory_of(one.pid)[1]
    return total


def _wait_until_idle(program: Popen) -> None:
    """Wait until nothing has worked for a while: the log tells when kernels are there, not when they have run all."""
    before, since = -1.0, time.perf_counter()
    while time.perf_counter() - since < STILL:
        time.sleep(0.2)
        worked = _seconds_of_work(program)
        if worked > before + 0.1:
            before, since = worked, time.perf_counter()


def _seconds_of_work(program: Popen) -> float:
    total = 0.0
    for one in (psutil.Process(program.pid), *psutil.Process(program.pid).children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            total += sum(one.cpu_times()[:2])
    return total


def _records(program: Popen) -> Iterator[dict[str, Any]]:
    """Read the records of all kernels: the newest answers in each."""
    places = {one.cwd() for one in psutil.Process(program.pid).children()}
    for path in (path for place in places for path in Path(place).glob("records/*/my_record.json")):
        answers = json.loads(path.read_text(encoding="utf-8"))["answers"]
        yield {exercise_id: attempts[-1]["answer"] for exercise_id, attempts in answers.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=35, help="how many open the page at once (default: 35)")
    parser.add_argument("--runs", type=int, default=1, help="runs of each side (default: 1)")
    parser.add_argument("--environment", type=Path, help="an environment that make_environment has made before")
    options = parser.parse_args()
    print(machine(), flush=True)
    pairs = []
    with (
        prepared_place(options.environment, needs=LIGHT_NEEDS) as place,
        tempfile.TemporaryDirectory(prefix="wss-page-") as made,
    ):
        for run in range(options.runs):
            both = {}
            for show in (our_page, bare_page) if run % 2 == 0 else (bare_page, our_page):
                both[show] = show(place, options.learners, Path(made))
            pairs.append((both[our_page], both[bare_page]))
    print(f"\n{options.runs} runs each\n\n{HEAD}\n{RULE}")
    rows = (
        ("memory (PSS) a kernel that is ready, with its share of the server", "megabytes", "MB", ratio_aim(1.05)),
        ("until all kernels are ready", "pool", "s", None),
        ("all open the page at once, median", "median", "s", None),
        ("all open the page at once, last", "last", "s", None),
    )
    for figure, name, unit, aim in rows:
        values = Pairs([getattr(ours, name) for ours, _ in pairs], [getattr(bare, name) for _, bare in pairs])
        print(row(f"{options.learners} pages: {figure}", values, unit, aim=aim, digits=1))


if __name__ == "__main__":
    main()
