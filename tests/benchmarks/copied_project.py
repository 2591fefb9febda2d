"""A copy of the project in a folder of its own, as a learner has it.

Nobody's edits and nobody's answers come between two runs.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
FIRST_LESSON = "01_who_says_so.ipynb"


@contextmanager
def copied_project() -> Iterator[Path]:
    """Lend a folder with helpers, data and my_lessons, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="who-says-so-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        for name in ("helpers", "data"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "my_lessons").mkdir()
        for lesson in (ROOT / "notebooks").glob("*.ipynb"):
            shutil.copy(lesson, folder / "my_lessons")
        yield folder


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment for a process of this copy: settings and record of its own.

    Python may keep what it compiled, as it does for a learner; else each start would compile all modules.
    """
    left_out = ("WHO_SAYS_SO_RECORD", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONPATH": str(folder),
    }


def code_of(notebook: Path) -> list[str]:
    """Return the code cells of a notebook."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]
