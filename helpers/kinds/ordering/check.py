"""What a schema cannot see in an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.kinds.faults import Course, Fault, blank_reason_faults, item_faults, there_are, typed_id_faults


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check ids, reasons, and that each accepted order names each item once."""
    yield from item_faults(question, course)
    items = [item["id"] for item in question["items"]]
    yield from typed_id_faults(question["items"], ("items",))
    yield from blank_reason_faults(question["items"], ("items",))
    for number, accepted in enumerate(question["accepted"]):
        path = ("accepted", number, "order")
        for place, item in enumerate(accepted["order"]):
            if item not in items:
                yield Fault((*path, place), f"There is no item “{item}”.{there_are(item, items)}")
            elif accepted["order"].index(item) != place:
                yield Fault((*path, place), f"“{item}” stands in this order twice. Keep one.")
        missing = [item for item in items if item not in accepted["order"]]
        if missing:
            yield Fault(path, f"This order does not name: {', '.join(missing)}. Add them.")
