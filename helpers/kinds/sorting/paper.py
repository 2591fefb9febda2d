"""Sorting on paper."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.html import Html, bullets, table
from helpers.kinds.paper import BOX, reason
from helpers.kinds.sorting.model import Sorting


def asked(exercise: Sorting) -> Iterator[Html]:
    """Write a table: a row for each item, a box for each group."""
    groups = [group.text for group in exercise.groups]
    rows = ((item.text, *[BOX] * len(groups)) for item in exercise.items)
    yield table("Tick one box in each row", ("", *groups), rows)


def answered(exercise: Sorting) -> Iterator[Html]:
    """Write for each item the groups that are accepted, and the reason for every group."""
    names = {group.id: group.text for group in exercise.groups}
    for item in exercise.items:
        yield reason(item.text, f"✓ {' or '.join(names[group] for group in item.accepted)}")
        yield bullets(f"{names[group]}: {why}" for group, why in item.reasons.items())
