"""What a cell shows as a widget, with the sentence that its file keeps."""

from __future__ import annotations

from typing import Any


class InACell:
    """Shows its widget while a kernel runs; a notebook's file keeps the sentence only.

    A subclass has ``__repr__``, a sentence that does not depend on anybody's record, and ``view``, the widget, which is
    made when it is first shown: only then are the widget libraries needed.
    """

    view: Any

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        shown = self.view._repr_mimebundle_(**options)
        data = shown[0] if isinstance(shown, tuple) else shown
        return {**data, "text/plain": repr(self)}
