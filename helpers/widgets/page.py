"""A card as a widget: a notebook shows it while its kernel runs, and its file does not keep it."""

from __future__ import annotations

import ipywidgets

from helpers.html import Card


def page_of(card: Card) -> ipywidgets.HTML:
    """Put a card into a widget.

    Nothing in it can take the focus, so it needs no key guard.

    Parameters
    ----------
    card : Card
        What to show.

    Returns
    -------
    ipywidgets.HTML
    """
    return ipywidgets.HTML(value=card._repr_html_())
