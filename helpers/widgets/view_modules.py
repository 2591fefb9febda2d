"""From the files of a view to the one ES module that the browser gets."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def view_module(*names: str) -> str:
    """Return the module of a view: what all views share, then its own files, joined to one text.

    anywidget sends one text to the browser, from which it can fetch no other file. So the files of a view import
    nothing from each other; each may use what any of them declares.

    Parameters
    ----------
    *names : str
        The view's files in this folder, such as ``"hand_ins.js"``, in the order in which they are joined.

    Returns
    -------
    str
        JavaScript.
    """
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("view_parts.js", *names))
