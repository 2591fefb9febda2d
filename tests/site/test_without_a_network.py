"""The whole course in a namespace without a route out: all ten lessons run to their end."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NO_NETWORK = HERE.parent / "browser" / "no_network.py"
ENOUGH = 900  # seconds


def namespace():
    """Return the command that runs another one without a network; skip where the system has none."""
    as_root = ["--user", "--map-root-user"] if getattr(os, "geteuid", lambda: 1)() else []
    command = ["unshare", *as_root, "--net"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("not on this system: network namespaces")
    return command


def test_all_ten_lessons_run_without_a_network(built):
    command = [*namespace(), sys.executable, str(NO_NETWORK), "-q", str(HERE / "all_lessons.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=ENOUGH, cwd=HERE.parents[1])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11 passed" in done.stdout
