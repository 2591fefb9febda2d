"""A card as a widget: a notebook shows it while its kernel runs, and its file does not keep it."""

from __future__ import annotations

from typing import Any

import ipywidgets

from helpers.charts.chart import Chart
from helpers.html import Card


class Page(ipywidgets.HTML):
    """A card that is shown but not stored: a notebook file keeps its sentence only, or a chart in its place.

    The full text of a story that others own stands in one data file and in no notebook; what is made from a learner's
    record stands in none either. What can take the focus in a card guards its own keys.

    Parameters
    ----------
    card : Card
        What is shown while the kernel runs.
    kept : Chart, optional
        What the file keeps in its place.
    """

    def __init__(self, card: Card, kept: Chart | None = None) -> None:
        self.card, self.kept = card, kept
        super().__init__(value=card._repr_html_())

    def __repr__(self) -> str:
        return repr(self.card)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        # The library cuts long sentences.
        kept = {"text/html": self.kept._repr_html_()} if self.kept else {}
        return {**super()._repr_mimebundle_(**options), "text/plain": repr(self), **kept}
