"""The author's tools."""

from __future__ import annotations

import argparse
import subprocess

from commands.environment import LESSONS_LOCK, TESTS_LOCK, Environment
from commands.messages import ROOT


def check_story(options: argparse.Namespace) -> int:
    """Look through the files of one story, or of all."""
    return run_tool("authoring.check", *([options.story] if options.story else []))


def refresh(options: argparse.Namespace) -> int:
    """Run the lessons again and keep what they print."""
    return run_tool("authoring.refresh", *(["--check"] if options.check else []))


def run_tool(module: str, *words: str) -> int:
    """Run one of the tools; return its exit code."""
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK, TESTS_LOCK])
    environment.prepare()
    command = [str(environment.python), "-m", module, *words]
    return subprocess.call(command, env=environment.environ(), cwd=str(ROOT))
