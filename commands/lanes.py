"""Several groups of checks side by side, and what each prints whole and unmixed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import IO, NamedTuple

from commands.messages import ROOT, WINDOWS, say

# As many as there are cores, and no more than there are groups. Tried: with three or four on two cores, browsers have
# too little and tests wait longer than they should; the whole took no less time.
LANES = min(max(2, os.cpu_count() or 2), 4)
GRACE = 20  # seconds in which pytest may end its servers and browsers after Ctrl-C


class Step(NamedTuple):
    """One check."""

    name: str
    command: Sequence[str]
    report: Path | None = None  # the junit report that it writes, if it is a pytest


class Group:
    """Checks that run one after the other, whatever becomes of those before."""

    def __init__(self, name: str, steps: Sequence[Step]):
        self.name = name
        self.steps = steps
        self.failed: list[str] = []
        self.began = self.ended = 0.0
        self._output: IO[bytes] | None = None
        self._process: subprocess.Popen | None = None
        self._stopped = False
        self._changing = threading.Lock()

    def print_later(self) -> None:
        """Keep what the checks print until `print_output`."""
        self._output = tempfile.TemporaryFile()

    def print_output(self) -> None:
        """Print what was kept."""
        sys.stdout.flush()
        with self._output as output:
            output.seek(0)
            shutil.copyfileobj(output, sys.stdout.buffer)
        sys.stdout.flush()

    def run(self, environ: Mapping[str, str]) -> None:
        """Run the checks until all are done or `stop` is called."""
        self.began = time.monotonic()
        try:
            self._run_steps(environ)
        finally:
            self.ended = time.monotonic()

    def _run_steps(self, environ: Mapping[str, str]) -> None:
        for step in self.steps:
            self._say(f"\n--- {step.name}")
            with self._changing:
                if self._stopped:
                    return
                self._process = begin(step.command, self._output, environ)
            if self._process.wait() != 0:
                self.failed.append(step.name)

    def _say(self, line: str) -> None:
        if self._output is None:
            say(line)
        else:
            self._output.write(f"{line}\n".encode())
            self._output.flush()

    def stop(self) -> None:
        """Ask the check that is running to end, and begin no other."""
        with self._changing:
            self._stopped = True
            if self._process and not WINDOWS:  # there Ctrl-C went to all programs of the window
                with contextlib.suppress(ProcessLookupError):
                    self._process.send_signal(signal.SIGINT)

    def end(self) -> None:
        """Wait for the check to end after `stop`, for a while or till Ctrl-C; then end it, and all that it started."""
        if not self._process:
            return
        try:
            self._process.wait(GRACE)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            self._process.kill()
        if not WINDOWS:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def begin(command: Sequence[str], output: IO[bytes] | None, environ: Mapping[str, str]) -> subprocess.Popen:
    """Start a check; what it prints goes into a file, or is seen at once."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output and subprocess.STDOUT}
    # In a session of its own it hears of Ctrl-C once, and from us: pytest takes a second one for a reason to leave its
    # servers behind. Windows has no such thing.
    own_session = {} if WINDOWS else {"start_new_session": True}
    return subprocess.Popen(command, env=environ, cwd=str(ROOT), **streams, **own_session)


@contextlib.contextmanager
def running(group: Group, environ: Mapping[str, str]) -> Iterator[None]:
    """Run one group beside what the caller does meanwhile, and wait for it; then what it printed is seen."""
    group.print_later()
    with heed_interrupts(), ThreadPoolExecutor(1) as lane:
        future = lane.submit(group.run, environ)
        try:
            yield
            wait_for([future])
        except BaseException:
            group.stop()
            group.end()
            raise
    group.print_output()
    future.result()


def run_side_by_side(groups: Sequence[Group], environ: Mapping[str, str]) -> None:
    """Run groups of checks, as many at a time as there are lanes; Ctrl-C ends all.

    What the first prints is seen at once, what each other prints when it has ended. At the end it is told when each
    began and ended: of lanes that do not end together, one had nothing to do.
    """
    for group in groups[1:]:
        group.print_later()
    start = time.monotonic()
    with heed_interrupts(), ThreadPoolExecutor(LANES) as lanes:
        try:
            futures = {lanes.submit(group.run, environ): group for group in groups}
            first_future, *waiting = futures
            wait_for([first_future])
            first_future.result()
            while waiting:
                if not any(future.done() for future in waiting):
                    names = " and ".join(futures[future].name for future in waiting)
                    say(f"\nStill running: {names}. What they print follows when they have ended ...")
                    wait_for(waiting)
                for future in [future for future in waiting if future.done()]:
                    waiting.remove(future)
                    futures[future].print_output()
                    future.result()
        except BaseException:
            for group in groups:
                group.stop()
            for group in groups:
                group.end()
            raise
    times = [f"{group.name} {clock(group.began - start)} to {clock(group.ended - start)}" for group in groups]
    say(f"\nIn minutes: {'; '.join(times)}.")


def clock(seconds: float) -> str:
    """Write a time as minutes and seconds."""
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes}:{seconds:02}"


def wait_for(futures: Sequence[Future]) -> None:
    """Wait until one is done; in short steps, since on Windows Ctrl-C does not end a long one."""
    while not wait(futures, timeout=0.5, return_when="FIRST_COMPLETED").done:
        pass


@contextlib.contextmanager
def heed_interrupts() -> Iterator[None]:
    """Let Ctrl-C, and being ended or hung up on, end the checks as well, even if whoever started us had turned it off.

    A shell starts what runs in its background with Ctrl-C ignored; so would all that we start, and the checks are
    about Ctrl-C, too.
    """
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), signal.default_int_handler) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler or signal.SIG_DFL)  # none, if it was not set by Python
