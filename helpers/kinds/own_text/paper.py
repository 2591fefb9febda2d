"""A text of one's own on paper."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.html import Html, element
from helpers.kinds.own_text.model import OwnText
from helpers.kinds.spans.paper import legend


def asked(exercise: OwnText) -> Iterator[Html]:
    """Ask for a text, and write the labels with their numbers."""
    yield element("p", "Work on the text that you brought, and show it to somebody.")
    yield legend(exercise)


def answered(exercise: OwnText) -> Iterator[Html]:
    """Say that there is no key."""
    yield element("p", "An own text has no key.")
