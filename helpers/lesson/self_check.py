"""The self-check of the first lesson: whether a click reaches Python, and whether everything is new enough."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from helpers.browser import in_browser
from helpers.kinds.choice.model import Choice, Option
from helpers.kinds.exercise import Feedback, Row
from helpers.lesson.asking import show_exercises
from helpers.series import SELF_CHECK
from helpers.widgets.exercise_view import ExerciseView

# The lower ends of requirements.txt, which does not lie beside this package in the browser edition.
NEEDED: Mapping[str, str] = {"jupyterlab": "4.4", "ipywidgets": "8.1.5", "anywidget": "0.9.18", "matplotlib": "3.10"}
# In a browser the page itself is the notebook, and charts come drawn.
NEEDED_IN_BROWSER: Mapping[str, str] = {name: NEEDED[name] for name in ("ipywidgets", "anywidget")}
IN_BROWSER = "Load this page again."
ELSEWHERE = f"Start again with: {'py' if os.name == 'nt' else 'python3'} start.py"


@dataclass(frozen=True)
class SelfCheck(Choice):
    """One button to press; the feedback names the versions found.

    It is an exercise like any other, so that it tests what the lessons really use.
    """

    id: str = SELF_CHECK
    prompt: str = "Self-check: choose the option below and press the button."
    options: tuple[Option, ...] = (Option("alive", "I see this option and can choose it.", True, ""),)

    def view(self) -> dict[str, Any]:
        """Show the question; nothing is typed here, for the buttons are what is checked. See `Exercise.view`."""
        return super().view() | {"typed": ""}

    def _mark(self, answer: str) -> Feedback:
        rows = [Row("✓", "Exercises", "Your click reached Python, and Python answered.")]
        rows.append(Row("✓", "Python", f"version {platform.python_version()}"))
        needed, remedy = (NEEDED_IN_BROWSER, IN_BROWSER) if in_browser() else (NEEDED, ELSEWHERE)
        for name, least in needed.items():
            found = _installed(name)
            if found and _numbers(found) >= _numbers(least):
                rows.append(Row("✓", name, f"version {found}"))
                continue
            told = f"version {found} is too old" if found else "not found"
            rows.append(Row("!", name, f"{told}: {least} or newer is needed. {remedy}"))
        missing = [row for row in rows if row.symbol == "!"]
        if missing:
            return Feedback("differs", "Something is missing.", "The lines with “!” say what to do.", rows)
        return Feedback("matches", "Everything works.", "You can go on.", rows)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _numbers(text: str) -> tuple[int, ...]:
    """Read a version up to its first letter, so that a trial release of 5.0 counts as 5.0."""
    found = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, found.group().split("."))) if found else ()


def ask_self_check() -> ExerciseView:
    """Ask to press one button."""
    check = SelfCheck()
    return show_exercises(check.prompt, [check])
