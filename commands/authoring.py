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


def add_print_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of printing."""
    parser.add_argument("lesson", nargs="*", metavar="LESSON", help="such as 01; all, if none is given")
    parser.add_argument("--paper", choices=("A4", "letter"), help="of the PDFs (A4, if left out)")
    parser.add_argument("--to", metavar="FOLDER", help="into this folder, not into worksheets")


def print_lessons(options: argparse.Namespace) -> int:
    """Write worksheets, answers, stories and slides, as pages to print and to show, and as PDFs."""
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK])
    environment.prepare()
    given = {"--paper": options.paper, "--to": options.to}
    words = [word for name, value in given.items() if value for word in (name, value)]
    command = [str(environment.python), "-m", "helpers.on_paper", *options.lesson, *words]
    return subprocess.call(command, env=environment.environ(), cwd=str(ROOT))


def run_tool(module: str, *words: str) -> int:
    """Run one of the tools; return its exit code."""
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK, TESTS_LOCK])
    environment.prepare()
    command = [str(environment.python), "-m", module, *words]
    return subprocess.call(command, env=environment.environ(), cwd=str(ROOT))
