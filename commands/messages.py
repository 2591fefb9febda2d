"""Sentences for the person at the keyboard: what happened, and what to do about it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

WINDOWS = os.name == "nt"
START = "py start.py" if WINDOWS else "python3 start.py"
ROOT = Path(__file__).resolve().parents[1]

NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", None))
DISK_IS_FULL = "The disk is full, or your share of it is: free about 1 GB and start again"
CANNOT_WRITE = (
    "This folder cannot be written: close other programs that use it, or move the project to a folder of "
    "your own, and start again"
)


class Stop(Exception):
    """The end of a command, with an exit code, in one sentence that says what happened and what to do."""

    def __init__(self, sentence: str, code: int = 1):
        super().__init__(sentence)
        self.code = code


def say(sentence: str = "") -> None:
    """Print a line at once, so that it stands before what a program we start prints."""
    print(sentence, flush=True)


def explain(problem: OSError) -> Stop:
    """Turn an error of the operating system into a sentence that says what to do."""
    if problem.errno in NO_ROOM:
        return Stop(f"{DISK_IS_FULL}.")
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Stop(f"{CANNOT_WRITE} ({problem.filename or ROOT}).")
    return Stop(f"The operating system refused a step ({problem}): put that right and start again.")
