"""What a schema cannot see in a sorting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.kinds.faults import Course, Fault, doubled, item_faults, reasons_faults, there_are, typed_id_faults


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check ids and groups, a reason for each group, and that each group has an item."""
    yield from item_faults(question, course)
    groups = [group["id"] for group in question["groups"]]
    yield from typed_id_faults(question["groups"], ("groups",))
    yield from doubled(question["items"], ("items",))
    for number, item in enumerate(question["items"]):
        path = ("items", number)
        for place, group in enumerate(item["accepted"]):
            if group not in groups:
                yield Fault((*path, "accepted", place), f"There is no group “{group}”.{there_are(group, groups)}")
        yield from reasons_faults(item["reasons"], groups, "group", (*path, "reasons"))
    used = {group for item in question["items"] for group in item["accepted"]}
    for number, group in enumerate(groups):
        if group not in used:
            yield Fault(("groups", number), "Nothing belongs to this group. Add an item, or take the group away.")
