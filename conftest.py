"""Every check uses an empty record of its own: a learner's answers neither help nor harm.

What is marked `full` runs with `--full` only, as in the weekly workflow; its mark says in words what that adds.
"""

from helpers.search_path import look_here_after_python

look_here_after_python()  # pytest puts the folder of this file before Python's own library

import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from helpers.record import PLACE_VARIABLE

LEFT_TO_FULL = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="also run the long sweeps that are marked “full”")


def pytest_configure(config):
    """Give this run, and the kernels it starts, a record place that is empty."""
    place = tempfile.TemporaryDirectory(prefix="who-says-so-")
    config.add_cleanup(place.cleanup)
    os.environ[PLACE_VARIABLE] = str(Path(place.name) / "record.json")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of some thirty kernels would compile the helpers anew
    config.addinivalue_line("markers", "full(what): a long sweep, for --full and the weekly workflow only")


def pytest_collection_modifyitems(config, items):
    if config.getoption("full"):
        return
    sweeps = {item: mark for item in items if (mark := item.get_closest_marker("full"))}
    config.stash[LEFT_TO_FULL] = Counter(mark.args[0] for mark in sweeps.values())
    config.hook.pytest_deselected(items=list(sweeps))
    items[:] = [item for item in items if item not in sweeps]


def pytest_terminal_summary(terminalreporter, config):
    if left := config.stash.get(LEFT_TO_FULL, None):
        told = "; ".join(f"{what} ({number} tests)" for what, number in sorted(left.items()))
        terminalreporter.write_line(f"--full adds: {told}.")
