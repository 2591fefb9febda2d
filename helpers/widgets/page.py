"""A card as a widget: a notebook shows it while its kernel runs, and its file does not keep it."""

from __future__ import annotations

from typing import Any

import ipywidgets

from helpers.html import Card


class Page(ipywidgets.HTML):
    """A card that is shown but not stored: a notebook file keeps its sentence only.

    The full text of a story that others own stands in one data file and in no notebook; what is made from a learner's
    record stands in none either. Nothing in it can take the focus, so it needs no key guard.
    """

    def __init__(self, card: Card) -> None:
        self.card = card
        super().__init__(value=card._repr_html_())

    def __repr__(self) -> str:
        return repr(self.card)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        # The library cuts long sentences.
        return {**super()._repr_mimebundle_(**options), "text/plain": repr(self)}
