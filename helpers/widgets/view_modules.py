"""From the files of a view to the one ES module that the browser gets."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def view_module(name: str) -> str:
    """Return the module of a view: what all views share, then its own text.

    anywidget sends one text to the browser, from which it can fetch no other file.

    Parameters
    ----------
    name : str
        Name of the view's file in this folder, such as ``"exercise_view.js"``.

    Returns
    -------
    str
        JavaScript.
    """
    return "\n".join((_HERE / file).read_text(encoding="utf-8") for file in ("view_parts.js", name))
