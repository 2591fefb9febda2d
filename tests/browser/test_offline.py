"""The lessons need no network: server, kernel and browser in a namespace without a route out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from no_network import has_way_out

from helpers.notebooks import NOTEBOOKS

HERE = Path(__file__).parent
ENOUGH = 480  # seconds


def namespace():
    """Return the command that runs another one without a network; skip where the system has none."""
    as_root = ["--user", "--map-root-user"] if getattr(os, "geteuid", lambda: 1)() else []
    command = ["unshare", *as_root, "--net"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("not on this system: network namespaces")
    return command


def test_whole_lessons_run_and_answer_without_a_network(chromium):
    command = [*namespace(), sys.executable, str(HERE / "no_network.py"), "-q", str(HERE / "whole_lessons.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=ENOUGH, cwd=HERE.parents[1])
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(list(NOTEBOOKS.glob('*.ipynb'))) + 1} passed" in done.stdout


def test_the_check_for_a_way_out_can_fail():
    if not Path("/proc/net/route").exists() or len(Path("/proc/net/route").read_text().splitlines()) < 2:
        pytest.skip("not on this system: a network to compare with")
    assert has_way_out()
