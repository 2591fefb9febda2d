"""Saved lessons hold sentences, no dead widgets: an extension of the Jupyter server that we start.

A saved view of a widget is of no use without the kernel that made it: the page shows "model not found" in its place,
and the next day a whole lesson looks lost. The answers are in the record. So when a lesson is saved, of each such
output only its sentence is stored, "Run this cell to answer: …", as in the lessons that we ship. Other notebooks stay
as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

VIEW, SENTENCE = "application/vnd.jupyter.widget-view+json", "text/plain"
WIDGETS = "widgets"  # where some pages keep the state of all widgets, in the notebook's metadata
_USES_HELPERS = re.compile(r"^[ \t]*from helpers import ", re.MULTILINE)


def keep_sentences(model: dict[str, Any], **_: Any) -> None:
    """Take dead widgets out of what is to be saved, if it is a lesson: a "pre-save hook" of the server.

    `model` is changed in place. What is no notebook of a known form stays as it is.
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    cells = [cell for cell in notebook.get("cells", ()) if cell.get("cell_type") == "code"]
    if not any(_USES_HELPERS.search("".join(cell.get("source", ""))) for cell in cells):
        return
    notebook.get("metadata", {}).pop(WIDGETS, None)
    for cell in cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if VIEW in data:
                output["data"] = {kind: data[kind] for kind in data if kind == SENTENCE}
                output["metadata"] = {
                    kind: value for kind, value in output.get("metadata", {}).items() if kind == SENTENCE
                }


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Say where the extension is: the server asks for this name."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Begin: the server calls this name. Another hook of the same kind is left in place."""
    server.contents_manager.register_pre_save_hook(keep_sentences)
