"""Where the course's content lies, and how it is read.

Content is data: no question, reading, reason or source stands in Python. It lies in ``data/`` beside this
package (a checkout) or in ``helpers/data`` (inside one wheel, as in the browser edition); this module is the
only one that knows.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from helpers.browser import kept_folder

OWN_FOLDER_VARIABLE = "WHO_SAYS_SO_OWN_FOLDER"
PACKAGE = Path(__file__).resolve().parent
OWN_NAME = re.compile(r"(?=.{1,200}\Z)[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,9}")  # no longer than a folder can be called


class ContentProblem(ValueError):
    """Content is missing or not what it should be; the message is a sentence for the reader of it."""


@cache
def data_folder() -> Path:
    """Return the folder of the course's data: ``data`` beside the package, or ``data`` inside it."""
    for folder in (PACKAGE.parent / "data", PACKAGE / "data"):
        if (folder / "glossary.json").is_file():
            return folder
    raise ContentProblem(f"The folder “data” is missing. It belongs beside the folder {PACKAGE}.")


def own_stories_folder() -> Path:
    """Return the folder of a teacher's own stories; it may not be there, and no release touches it.

    It lies beside ``data``; in a browser beside the record, where the page keeps files; and where the environment says,
    as on a hub, where nobody can write beside ``data``.
    """
    named = os.environ.get(OWN_FOLDER_VARIABLE)
    return (Path(named) if named else kept_folder() or PACKAGE.parent) / "my_stories"


def own_story_folder(name: str, file: str = "story.json") -> Path | None:
    """Return the folder of a story of one's own if it has such a file; what is no plain name names none."""
    folder = own_stories_folder() / name
    return folder if OWN_NAME.fullmatch(name) and (folder / file).is_file() else None


def load_own(path: Path) -> Any:
    """Read a JSON file of a story of one's own: anew when it was changed. It is shared: do not change what it holds."""
    try:
        state = path.stat()
    except OSError:
        raise ContentProblem(f"The file {path} is missing.") from None
    return _read_version(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read_version(path: Path, changed: int, size: int) -> Any:  # noqa: ARG001 (they tell one version from another)
    return read_json(path)


def read_json(path: Path) -> Any:
    """Read one UTF-8 JSON file; a ContentProblem says what is wrong with it, and where."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentProblem(f"The file {path} is missing.") from None
    except UnicodeDecodeError:
        raise ContentProblem(f"The file {path} is not UTF-8 text. Save it again as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ContentProblem(
            f"The file {path} is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        ) from None


def source_records() -> dict[str, Any]:
    """Return every record of ``sources.json`` by its id."""
    return {source["id"]: source for source in load("sources.json")["sources"]}


@cache
def load(name: str) -> Any:
    """Read a data file once, such as ``"glossary.json"``. What it holds is shared between callers: do not change it."""
    return read_json(data_folder() / name)
