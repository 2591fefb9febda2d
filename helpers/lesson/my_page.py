"""One page to keep or print: a file beside the record that needs nothing else to be read.

It is replaced in one step, and only if it is still as we wrote it: a file of somebody else's, or one that was changed
by hand, stays, and the page gets the next free name.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from helpers.browser import hand_over, in_browser
from helpers.html import Html, checked, comment, document
from helpers.safe_file import write_whole

NAME = "my_page"
MOST_NAMES, LARGEST_OF_OURS = 99, 1_000_000
OURS = re.compile(r"\A<!-- who-says-so/page ([0-9a-f]{64}) -->\n")


def save_page(body: Html, folder: Path) -> str:
    """Save a page, and say in a sentence where it lies or why it could not be saved."""
    try:
        path = _free(folder)
        write_whole(path, whole_page(body))
        hand_over()
    except OSError as error:
        return f"Not saved: {error.strerror or error}. What it would say stands in the lesson."
    if in_browser():
        return "Saved in this browser. To read or print it, go to the course’s first page and save it as a file there."
    kept = ""
    if path.stem != NAME:
        kept = f" A file called {NAME}.html was there that this lesson did not write, or that was changed: it stays."
    return (
        f"Saved as {path.name}, beside your record, in the folder {folder.resolve()}. "
        f"Open it with your browser to read or print it. It is sent nowhere.{kept}"
    )


def whole_page(body: Html) -> Html:
    """Put a body into a page of its own, with its look and a first line that lets us know it again."""
    look = Path(__file__).with_name("my_page.css").read_text(encoding="utf-8")
    page = document("Who Says So? Your page", look, checked(body))
    return comment(f"who-says-so/page {_sum(page)}") + "\n" + page


def is_ours(text: str) -> bool:
    """Tell whether a file is a page that we wrote and nobody changed."""
    found = OURS.match(text)
    return bool(found) and _sum(text[found.end() :]) == found.group(1)


def _sum(page: str) -> str:
    return sha256(page.encode("utf-8")).hexdigest()


def _free(folder: Path) -> Path:
    """Return the first name that is free, or taken by a page of ours."""
    for number in range(1, MOST_NAMES + 1):
        path = folder / f"{NAME}{'' if number == 1 else f'-{number}'}.html"
        if _may_be_written(path):
            return path
    raise OSError(f"the names up to {path.name} are all taken")


def _may_be_written(path: Path) -> bool:
    if path.is_symlink():
        return False
    try:
        return path.stat().st_size <= LARGEST_OF_OURS and is_ours(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return True
    except (OSError, UnicodeDecodeError):
        return False
