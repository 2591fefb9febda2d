"""What runs each time and what with --full only: a sweep, and all but a sample of the cases of a dear test."""

import os
import subprocess
import sys

import pytest
from machine import PROJECT

TESTS = """
import pytest

@pytest.mark.sampled(2, "other cases")
@pytest.mark.parametrize("case", ["a", "b", "c", "d", "last"])
def test_cases(case): print("ran", case)

@pytest.mark.full("a sweep")
def test_sweep(): print("ran sweep")

def test_always(): print("ran always")
"""


@pytest.mark.parametrize(
    ("words", "ran"),
    [
        ([], ["a", "c", "always"]),
        (["-k", "cases and last"], ["last"]),
    ],
)
def test_what_runs(tmp_path, words, ran):
    file = tmp_path / "test_some.py"
    file.write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "pytest", "-s", "-q", "-p", "conftest", f"--rootdir={tmp_path}", *words]
    done = subprocess.run(
        [*command, "-c", os.devnull, str(file)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.split("ran ")[1] for line in done.stdout.splitlines() if "ran " in line] == ran
    told = "--full adds: a sweep (1 tests); other cases (3 tests)." in done.stdout
    assert told is (words == [])
