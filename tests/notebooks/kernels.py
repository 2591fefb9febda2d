"""Kernels for notebooks outside the course's folder: they find the helpers and keep their own record."""

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.record import PLACE_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


def surroundings(record):
    """Return the environment variables of a kernel or a pytest of its own."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return os.environ | {"PYTHONPATH": path, PLACE_VARIABLE: str(record)}


def execute(notebook, folder, record):
    """Run a notebook from top to bottom in a folder, with its own record; outputs change in place."""
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=False,
    )
    client.execute(env=surroundings(record))
    return notebook


def small_notebook(*sources):
    """Return a notebook of a few code cells, with ids that read."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    return notebook
