"""Every check uses an empty record of its own: a learner's answers neither help nor harm.

What is marked `full` runs with `--full` only, as in the weekly workflow; its mark says in words what that adds. Of the
cases of a test that is `sampled`, so many run each time, evenly spread, and the others with `--full`.
"""

from helpers.search_path import look_here_after_python

look_here_after_python()  # pytest puts the folder of this file before Python's own library

import os
import tempfile
from collections import Counter, defaultdict
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
    config.addinivalue_line(
        "markers", "sampled(number, what): of the cases of this test, all but so many are such a sweep"
    )


@pytest.hookimpl(trylast=True)  # of the cases that somebody asks for by name, at least one runs
def pytest_collection_modifyitems(config, items):
    if config.getoption("full"):
        return
    sweeps = {item: mark.args[0] for item in items if (mark := item.get_closest_marker("full"))}
    cases = defaultdict(list)
    for item in items:
        if item not in sweeps and item.get_closest_marker("sampled"):
            cases[item.parent.nodeid, item.originalname].append(item)
    for alike in cases.values():
        number, what = alike[0].get_closest_marker("sampled").args
        stay = {at * len(alike) // number for at in range(number)}
        sweeps |= {item: what for at, item in enumerate(alike) if at not in stay}
    config.stash[LEFT_TO_FULL] = Counter(sweeps.values())
    config.hook.pytest_deselected(items=list(sweeps))
    items[:] = [item for item in items if item not in sweeps]


def pytest_terminal_summary(terminalreporter, config):
    if left := config.stash.get(LEFT_TO_FULL, None):
        told = "; ".join(f"{what} ({number} tests)" for what, number in sorted(left.items()))
        terminalreporter.write_line(f"--full adds: {told}.")


@pytest.fixture(autouse=True, scope="session")
def tell_the_report_what_full_adds(request, record_testsuite_property):
    """Lay it into the junit report, from which the command that runs the checks reads it."""
    for what, number in request.config.stash.get(LEFT_TO_FULL, {}).items():
        record_testsuite_property("full adds", f"{what} ({number} tests)")
