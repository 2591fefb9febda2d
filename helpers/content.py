"""Where the course's content lies, and how it is read.

Content is data: no question, reading, reason or source stands in Python. It lies in ``data/`` beside this
package (a checkout) or in ``helpers/data`` (inside one wheel, as in the browser edition); this module is the
only one that knows.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent


class ContentProblem(ValueError):
    """Content is missing or not what it should be; the message is a sentence for the reader of it."""


@cache
def data_folder() -> Path:
    """Return the folder of the course's data: ``data`` beside the package, or ``data`` inside it."""
    for folder in (PACKAGE.parent / "data", PACKAGE / "data"):
        if (folder / "glossary.json").is_file():
            return folder
    raise ContentProblem(f"The folder “data” is missing. It belongs beside the folder {PACKAGE}.")


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
