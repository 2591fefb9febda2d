"""Ordering on paper."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.html import Html, bullets, element
from helpers.kinds.ordering.model import Ordering
from helpers.kinds.paper import reason


def asked(exercise: Ordering) -> Iterator[Html]:
    """Write a line before each item, for its number."""
    yield element("p", f"Number them. 1 is: {exercise.first}. The last number is: {exercise.last}.")
    yield bullets(f"____ {item.text}" for item in exercise.items)


def answered(exercise: Ordering) -> Iterator[Html]:
    """Write every accepted order, and the reason for each item."""
    texts = {item.id: item.text for item in exercise.items}
    for accepted in exercise.accepted:
        yield reason("✓ Accepted order", " → ".join(texts[item] for item in accepted.order), accepted.says)
    yield bullets(f"{item.text}: {item.reason}" for item in exercise.items)
