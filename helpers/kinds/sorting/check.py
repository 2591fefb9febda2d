"""What a schema cannot see in a sorting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.kinds.faults import (
    Course,
    Fault,
    doubled,
    feature_faults,
    item_faults,
    reasons_faults,
    there_are,
    typed_id_faults,
)
from helpers.kinds.sorting.model import accepted_groups


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check ids and groups, a reason for each group, and that each group has an item."""
    yield from item_faults(question, course)
    groups = [group["id"] for group in question["groups"]]
    yield from typed_id_faults(question["groups"], ("groups",))
    yield from doubled(question["items"], ("items",))
    for number, item in enumerate(question["items"]):
        path = ("items", number)
        if ("accepted" in item) == ("features" in item):
            yield Fault((*path, "accepted"), "Write either “accepted” or “features”, from which the rule works it out.")
            return
        yield from feature_faults(item.get("features", ()), str(item["text"]), (*path, "features"))
        for place, group in enumerate(accepted_groups(question, item)):
            if group not in groups:
                yield Fault((*path, "accepted", place), f"There is no group “{group}”.{there_are(group, groups)}")
        yield from reasons_faults(item["reasons"], groups, "group", (*path, "reasons"))
    used = {group for item in question["items"] for group in accepted_groups(question, item)}
    for number, group in enumerate(groups):
        if group not in used:
            yield Fault(("groups", number), "Nothing belongs to this group. Add an item, or take the group away.")
