"""Files that are written whole or not at all, and by one program at a time.

Standard library only, by the locks of the operating system: start.py uses this too, before anything is installed. A
library for it (``filelock``) would be a second way to do one thing, and it has no lock to offer in the browser either.
Where there is no lock, files are still written whole; they are then guarded by that alone.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TypeVar

from helpers.browser import hand_over

WINDOWS = os.name == "nt"
# Seconds between tries: a program that syncs a folder, or looks for viruses, lets go of a file after moments.
WAITS = (0.05, 0.1, 0.2, 0.4, 0.75)
# A cell brings back one answer after the other, each with a look at the file: waiting for each must stay short.
WAITS_TO_READ = WAITS[:3]
LOCK_TRIES, LOCK_WAIT = 100, 0.05
HELD = (errno.EBUSY, errno.EAGAIN, errno.EDEADLK, errno.ETXTBSY)
TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)

Result = TypeVar("Result")


def pause(seconds: float) -> None:
    """Wait a moment; tests put something quicker in its place."""
    time.sleep(seconds)


def patiently(act: Callable[[], Result], waits: Sequence[float] = WAITS) -> Result:
    """Do something to a file, and try again after each of some seconds if another program is holding it.

    The OSError comes through that has another reason, or is still there at the end.
    """
    for seconds in waits:
        try:
            return act()
        except OSError as problem:
            if not _is_held(problem):
                raise
        pause(seconds)
    return act()


def _is_held(problem: OSError) -> bool:
    # Windows calls a file that somebody else has open a matter of permission.
    return problem.errno in HELD or (WINDOWS and isinstance(problem, PermissionError))


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file in one step, a text as UTF-8: a stop in the middle, or an OSError, leaves the old one whole."""
    # Half an emoji (a lone surrogate) has no UTF-8 form: a backslash escape brings it back unchanged.
    content = content.encode("utf-8", errors="backslashreplace") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        patiently(lambda: unfinished.replace(path))
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Let the new name reach the disk too, where the system can do that: else a power cut may bring the old one."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def unfinished_files(path: Path) -> list[Path]:
    """Find what a writer of a file left behind when it was stopped in the middle.

    Only whoever holds the file's lock can tell that nobody is still writing them.
    """
    begins = f".{path.name}."
    with suppress(OSError):
        return sorted(p for p in path.parent.iterdir() if p.name.startswith(begins) and p.suffix == ".new")
    return []


def lock_of(path: Path) -> Path:
    """Name the hidden file that is locked while another one is changed: that one is replaced, and can carry no lock."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock of a file while it is read, changed and written; clear away what was left half-written.

    OSError if another program does not let go of it for seconds, if the folder cannot be written, or if a browser
    keeps nothing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(lock_of(path), _some_seconds) as is_ours:
        if is_ours:
            for leftover in unfinished_files(path):
                with suppress(OSError):
                    leftover.unlink()
        yield
    hand_over()


def _some_seconds(tries: int) -> None:
    if tries >= LOCK_TRIES:
        raise OSError(errno.EBUSY, "Another lesson is writing it right now")
    pause(LOCK_WAIT)


@contextmanager
def locked(lock: Path, wait: Callable[[int], None]) -> Iterator[bool]:
    """Hold a lock; the system lets go of it when the process ends, however it ends.

    Yields False where there are no locks: better unguarded than not at all. Each time that somebody else holds it,
    `wait` is called with the number of tries so far, and waits a moment or raises. OSError if the folder cannot be
    written.
    """
    with lock.open("a+b") as file:
        tries = 0
        while (taken := _take(file)) is False:
            tries += 1
            wait(tries)
        try:
            yield bool(taken)
        finally:
            # When a file is closed, Windows may let go of its lock only some time later.
            with suppress(ImportError, OSError):
                if taken:
                    _set_lock(file, held=False)


def _take(file: IO[bytes]) -> bool | None:
    """Try to take a lock once: whether it was free, or None where there are no locks (as in a browser)."""
    try:
        _set_lock(file, held=True)
    except (ImportError, AttributeError):  # Python in a browser has fcntl without its locks
        return None
    except OSError as problem:
        return False if problem.errno in TAKEN else None
    return True


def _set_lock(file: IO[bytes], *, held: bool) -> None:
    """Take a lock or let go of it, at once or not at all."""
    if WINDOWS:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK if held else msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB if held else fcntl.LOCK_UN)
