"""Run the checks, and end with lines that say what did not pass and what was left out."""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from commands.environment import LESSONS_LOCK, NEWEST, TESTS_LOCK, Environment, clean_environ
from commands.lanes import Group, Step, run_side_by_side, running
from commands.messages import ROOT, START, say
from commands.reports import is_forbidden, read_left_out, read_left_to_full, tell_left_out

BROWSER, LESSON_PAGE, SITE = "tests/browser", "tests/browser/lesson_page", "tests/site"
NOTEBOOKS = ("notebooks", "tests/notebooks")
FULL = "--full"


def add_test_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the checks; all other words go to pytest."""
    parser.add_argument("--full", action="store_true", help="with the long sweeps over every lesson, as once a week")
    parser.add_argument("--site", action="store_true", help="with the browser edition, built and tried, as test-site")
    parser.add_argument("--newest", action="store_true", help="with the newest releases instead of the locked ones")


def run_checks(options: argparse.Namespace) -> int:
    """Run every check, or what the words for pytest ask for."""
    if options.newest:
        environment = Environment(ROOT / ".venv-newest", NEWEST, locked=False)
    else:
        environment = Environment(ROOT / ".venv", [LESSONS_LOCK, TESTS_LOCK])
    full = [FULL] if options.full else []
    if options.for_pytest:
        environment.prepare()
        groups = [Group("all", [*style_steps(environment), pytest_step(environment, *full, *options.for_pytest)])]
        run_alone(groups[0], environment)
    else:
        building = [Group("site", [build_step()])] if options.site else []
        with running(building[0], clean_environ()) if building else contextlib.nullcontext():
            environment.prepare()
        groups = groups_of_all(environment, full, options.site)
        say("Groups of checks run side by side: what the first prints is seen at once, the others' afterwards.")
        run_side_by_side(forget_reports(groups), environment.environ())
        if not options.full:
            sweeps = "; ".join(read_left_to_full(reports_of(groups))) or "the long sweeps of the weekly run"
            say(f"\n`{START} test {FULL}` adds: {sweeps}.")
        groups = [*building, *groups]
    return tell_outcome(groups, "All checks passed.", options.for_pytest)


def check_site(options: argparse.Namespace) -> int:
    """Build the browser edition and try it in a browser."""
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK, TESTS_LOCK])
    environment.prepare()
    full = [FULL] if options.full else []
    group = Group(SITE, [build_step(), site_step(environment, [*full, *options.for_pytest])])
    run_alone(group, environment)
    return tell_outcome([group], "All checks of the browser edition passed.", options.for_pytest)


def groups_of_all(environment: Environment, full: Sequence[str], site: bool) -> list[Group]:
    """List the checks in groups that do not disturb each other."""
    # The longest begin, so that two lanes end at about the same time.
    return [
        # All else that pytest finds, so that no folder of tests can be forgotten here.
        Group("the checks of code and data",
              [*style_steps(environment),
               pytest_step(environment, *full, *(f"--ignore={place}" for place in (BROWSER, *NOTEBOOKS)))]),
        *([Group(SITE, [site_step(environment, full)])] if site else []),
        Group(BROWSER, [pytest_step(environment, *full, f"--ignore={LESSON_PAGE}", BROWSER, name=BROWSER)]),
        Group(LESSON_PAGE, [pytest_step(environment, *full, LESSON_PAGE, name=LESSON_PAGE)]),
        Group("notebooks", [pytest_step(environment, *full, *NOTEBOOKS, name="notebooks")]),
    ]  # fmt: skip


def build_step() -> Step:
    """Build the browser edition, in an environment of its own."""
    return Step("site", [sys.executable, str(ROOT / "start.py"), "site"])


def site_step(environment: Environment, words: Sequence[str]) -> Step:
    """Try the browser edition that was built."""
    return pytest_step(environment, SITE, *words, name=SITE)


def style_steps(environment: Environment) -> list[Step]:
    """List the checks that read the code only."""
    python = str(environment.python)
    return [
        Step("ruff check", [python, "-m", "ruff", "check"]),
        Step("ruff format", [python, "-m", "ruff", "format", "--check"]),
        Step("lint-imports", [environment.script("lint-imports"), "--no-cache", "--no-logo"]),
    ]


def pytest_step(environment: Environment, *words: str, name: str = "pytest") -> Step:
    """Put together a run of pytest, with a report of its own."""
    report = environment.folder / f"{name.replace('/', '-')}-report.xml"
    return Step(name, [str(environment.python), "-m", "pytest", f"--junitxml={report}", *words], report)


def forget_reports(groups: Sequence[Group]) -> Sequence[Group]:
    """Take away the reports of an earlier run: they say nothing of this one."""
    for report in reports_of(groups):
        report.unlink(missing_ok=True)
    return groups


def reports_of(groups: Sequence[Group]) -> list[Path]:
    """List the reports that the groups write."""
    return [step.report for group in groups for step in group.steps if step.report]


def run_alone(group: Group, environment: Environment) -> None:
    """Run one group as part of this window: a debugger may ask for words there."""
    forget_reports([group])
    for step in group.steps:
        say(f"\n--- {step.name}")
        if subprocess.call(step.command, env=environment.environ(), cwd=str(ROOT)):
            group.failed.append(step.name)


def tell_outcome(groups: Sequence[Group], all_is_well: str, asked: Sequence[str]) -> int:
    """Say what did not pass and what was left out; return the exit code."""
    failed = [name for group in groups for name in group.failed]
    left_out = read_left_out(reports_of(groups))
    say("\nNot passed: " + ", ".join(failed) + "." if failed else f"\n{all_is_well}")
    say(tell_left_out(left_out, asked))
    return int(bool(failed) or is_forbidden(left_out))
