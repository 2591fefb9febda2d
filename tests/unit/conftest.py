"""What all unit tests share: Hypothesis without a clock, a record place for each test, a course to start."""

import os
import sys

import machine as course
import pytest
from hypothesis import settings

from helpers.record import PLACE_VARIABLE, Record

# How many examples are tried: a few on each push, many once a week.
settings.register_profile("short", deadline=None, max_examples=20, database=None)
settings.register_profile("full", deadline=None, max_examples=300, database=None)


def pytest_configure(config):
    # No test asks what is left after a power cut, and thousands of files written through to the disk take minutes.
    os.fsync = lambda opened: None
    settings.load_profile("full" if config.getoption("full") else "short")


@pytest.fixture
def record(tmp_path, monkeypatch):
    """Give a record, and all that opens one, an empty place."""
    place = tmp_path / "record.json"
    monkeypatch.setenv(PLACE_VARIABLE, str(place))
    return Record(place)


@pytest.fixture
def machine(tmp_path, monkeypatch, capsys):
    """Give a course of its own, with stand-ins for all that its commands would start."""
    root = tmp_path / "a course with spaces"
    course.lay_out(root)
    monkeypatch.delenv("CI", raising=False)
    before = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "commands"}
    yield course.Machine(root, monkeypatch, capsys)
    for name in [name for name in sys.modules if name.partition(".")[0] == "commands"]:
        del sys.modules[name]
    sys.modules.update(before)
