"""Run the lessons again and keep what they print: the one way in which outputs get into a notebook.

Run with ``python3 start.py refresh``; with ``--check`` nothing is written. A second run changes nothing:
kernels start clean, the record is an empty place, and what differs from run to run (widget ids, times, the
bytes of an unchanged chart) does not get into the file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from authoring import stills
from helpers.notebooks import NOTEBOOKS, page_files
from helpers.record import PLACE_VARIABLE

CELL_SECONDS = 60
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def metadata_of(path: Path) -> dict:
    """Return the metadata that a notebook has: those of all, and what the lesson page reads.

    The name of a lesson, and of nothing else, begins with its number; the pages beside the lessons have their own name.
    """
    lesson = re.match(r"(\d\d)_", path.name)
    name = lesson[1] if lesson else path.stem if path in page_files() else None
    return METADATA | ({"who_says_so": {"lesson": name}} if name else {})


def lessons() -> Iterator[Path]:
    """Yield every notebook that we ship, in reading order, those for teachers after the lessons."""
    yield from sorted(NOTEBOOKS.glob("*.ipynb"))
    yield from sorted(NOTEBOOKS.glob("*/*.ipynb"))


def run(path: Path) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom in a clean kernel; return it with fresh outputs, tidied."""
    notebook = nbformat.read(path, as_version=4)
    before = [list(cell.get("outputs", ())) for cell in notebook.cells]
    with tempfile.TemporaryDirectory() as empty_place:
        environment = os.environ | {PLACE_VARIABLE: str(Path(empty_place) / "record.json")}
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            store_widget_state=False,
        )
        client.execute(env=environment)
    tidy(notebook, before)
    notebook.metadata = nbformat.from_dict(metadata_of(path))
    return notebook


def tidy(notebook: nbformat.NotebookNode, before: list[list[nbformat.NotebookNode]]) -> None:
    """Take out of a freshly run notebook, in place, what differs from run to run.

    An output that differs from the one `before` in the bytes of a picture only is kept as it was.
    """
    for cell, old in zip(notebook.cells, before, strict=True):
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {})
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET_VIEW, None)
        if _without_pictures(cell.outputs) == _without_pictures(old):
            cell.outputs = old


def _without_pictures(outputs: list[nbformat.NotebookNode]) -> str:
    return PICTURE.sub("PNG", json.dumps(outputs, sort_keys=True))


def written(notebook: nbformat.NotebookNode) -> str:
    """Write a notebook the one way that we write it, with ``\\n`` at the end of each line."""
    nbformat.validate(notebook)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Refresh all notebooks; with ``--check`` only say which would change, and return 1 if any does."""
    parser = argparse.ArgumentParser(prog="start.py refresh", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, only say what would change")
    check = parser.parse_args(arguments).check
    stale = []
    if not check and (drawn := stills.draw()):
        print(f"Pictures for code hosts that are new or gone: {len(drawn)}")
    for path in lessons():
        text = written(run(path))
        name = path.relative_to(NOTEBOOKS).as_posix()
        if text == path.read_text(encoding="utf-8"):
            print(f"{name}: fresh")
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {'would change' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
