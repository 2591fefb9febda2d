"""Inside a browser: what a lesson has to do there that it need not do on a computer of its own.

In the browser edition Python runs in the page (Pyodide). Its files are gone when the page is closed, so what is to
last is handed to the page, which keeps it; `browser_edition/kernel/` is the other half.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PLACE_VARIABLE = "WHO_SAYS_SO_RECORD"
"""Names the file of the record, where it is not beside the lessons: in a browser and in tests."""


READS_MARKDOWN = "mistune"
"""The package that what is printed needs, and no lesson: in a browser it is fetched when it is asked for."""


def in_browser() -> bool:
    """Tell whether Python runs inside a browser."""
    return sys.platform == "emscripten"


def hand_over() -> None:
    """Let the page keep the learner's files as they are now; on other computers the files themselves stay.

    OSError, if the browser keeps nothing; the message says why.
    """
    if not in_browser():
        return
    import js  # there in a browser only

    page = getattr(js, "whoSaysSo", None)
    problem = page.keep() if page else "this page keeps no files"
    if problem:
        raise OSError(problem)


def fetch_ahead(package: str) -> None:
    """In a browser, begin to fetch a package of the site that no lesson waits for; elsewhere it is installed."""
    if in_browser():
        import pyodide_js  # there in a browser only

        pyodide_js.loadPackage(package)


def kept_folder() -> Path | None:
    """Return the folder whose files the page keeps, with those in its folders; None on other computers."""
    named = os.environ.get(PLACE_VARIABLE)
    return Path(named).parent if named and in_browser() else None


def place_of(path: Path) -> str:
    """Say where a file of the learner is kept: its name, or this browser, where nobody can open it by its name."""
    return "this browser" if in_browser() else path.name
