"""Every check uses an empty record of its own: a learner's answers neither help nor harm."""

from helpers.search_path import look_here_after_python

look_here_after_python()  # pytest puts the folder of this file before Python's own library

import os
import tempfile
from pathlib import Path

from helpers.record import PLACE_VARIABLE


def pytest_configure(config):
    """Give this run, and the kernels it starts, a record place that is empty."""
    place = tempfile.TemporaryDirectory(prefix="who-says-so-")
    config.add_cleanup(place.cleanup)
    os.environ[PLACE_VARIABLE] = str(Path(place.name) / "record.json")
