"""What a schema cannot see in a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.kinds.faults import Course, Fault, blank_reason_faults, doubled, typed_id_faults


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check ids, reasons, and that some option is accepted."""
    options = question["options"]
    yield from typed_id_faults(options, ("options",))
    yield from doubled(options, ("options",), "text")
    yield from blank_reason_faults(options, ("options",))
    for number, option in enumerate(options):
        if question.get("marking") == "prediction" and not option["accepted"]:
            what = 'A prediction is never called wrong: write "accepted": true.'
            yield Fault(("options", number, "accepted"), what)
    if not any(option["accepted"] for option in options):
        yield Fault(("options",), 'No option is accepted. Write "accepted": true for one at least.')
