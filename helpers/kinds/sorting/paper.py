"""Sorting on paper."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from helpers.html import Html, bullets, element, table
from helpers.kinds.paper import BOX, reason
from helpers.kinds.sorting.model import Sorting

LONGEST_HEAD = 12  # letters of a group's name that stand above its boxes; longer ones stand above the table


def asked(exercise: Sorting) -> Iterator[Html]:
    """Write a table: a row for each item, a box for each group."""
    heads = [group.text for group in exercise.groups]
    if any(len(head) > LONGEST_HEAD for head in heads):
        yield _lettered(exercise)
        heads = list(ascii_lowercase[: len(heads)])
    rows = ((item.text, *[BOX] * len(heads)) for item in exercise.items)
    yield table("Tick one box in each row", ("Text", *heads), rows)


def projected(exercise: Sorting) -> Iterator[Html]:
    """Write the groups, then the items one by one."""
    yield _lettered(exercise)
    for item in exercise.items:
        yield element("p", item.text, css="item")


def _lettered(exercise: Sorting) -> Html:
    names = (group.text for group in exercise.groups)
    return bullets(f"{letter}) {name}" for letter, name in zip(ascii_lowercase, names, strict=False))


def answered(exercise: Sorting) -> Iterator[Html]:
    """Write for each item the groups that are accepted, and why; then, closer, why it is none of the others."""
    names = {group.id: group.text for group in exercise.groups}
    for item in exercise.items:
        why = " ".join(item.reasons[group] for group in item.accepted)
        yield reason(item.text, f"✓ {' or '.join(names[group] for group in item.accepted)}", why)
        others = (group for group in item.reasons if group not in item.accepted)
        yield element("p", " ".join(f"Not “{names[group]}”: {item.reasons[group]}" for group in others), css="help")
