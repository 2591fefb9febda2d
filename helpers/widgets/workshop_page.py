"""The story workshop as a widget: what a teacher does goes to `act`, and what it returns is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from helpers.widgets.bundle import bundle

_PROGRAM = bundle('import view from "./view.js";\nexport default view;', Path(__file__).parent / "workshop")
MAX_FILE = 8_000_000


class WorkshopPage(anywidget.AnyWidget):
    """Shows the step at which a story is.

    `act` takes a message of the view, and a file's content if one comes with it; it returns what is shown then. The
    sentence is what the view prints: the same for every story, since a notebook's file keeps it.
    """

    _esm = _PROGRAM.esm
    _css = _PROGRAM.css

    shown = traitlets.Dict().tag(sync=True)
    limits = traitlets.Dict({"file": MAX_FILE}).tag(sync=True)

    # Whose the drafts are that the browser keeps of what was begun here; None where it is to keep none.
    learner = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    def __init__(
        self, act: Callable[[object, bytes | None], dict[str, Any]], sentence: str, learner: str | None = None
    ) -> None:
        self._act, self._sentence = act, sentence
        super().__init__(learner=learner)
        self._show({}, None)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return self._sentence

    def _receive(self, _widget: object, content: object, buffers: Sequence[Any] | None) -> None:
        """Answer the view's message; whatever it holds, the kernel must not fail."""
        self._show(content, bytes(buffers[0]) if buffers else None)

    def _show(self, message: object, content: bytes | None) -> None:
        if content is not None and len(content) > MAX_FILE:
            return
        shown = self._act(message, content)
        if file := shown.pop("download"):
            self.send({"type": "download", "name": file["name"]}, [file["content"]])
        self.shown = shown
