"""Where the marker's data lies, and how it is read.

The package imports nothing from the rest of the house: whoever wants the marker elsewhere takes this folder and
``data/marker``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


class MarkerProblem(ValueError):
    """The marker cannot work with what it was given; the message is a sentence for a learner."""


@cache
def data_folder() -> Path:
    """Return the folder of the marker's data: in ``data`` beside the package around it, or inside that (a wheel)."""
    for folder in (_PACKAGE.parent.parent, _PACKAGE.parent):
        if (folder / "data" / "marker" / "rules").is_dir():
            return folder / "data" / "marker"
    raise MarkerProblem(f"The folder “data/marker” is missing. It belongs beside the folder {_PACKAGE.parent}.")


@cache
def load(name: str) -> Any:
    """Read a file such as ``"lexicons/hedges.json"`` once. What it holds is shared: do not change it."""
    path = data_folder() / name
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise MarkerProblem(f"The file {path} is missing.") from None
    except ValueError as error:
        raise MarkerProblem(f"The file {path} is not valid JSON in UTF-8: {error}.") from None
