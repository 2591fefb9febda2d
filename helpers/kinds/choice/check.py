"""What a schema cannot see in a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.kinds.choice.model import asks_for_use, options_with_answers
from helpers.kinds.faults import (
    Course,
    Fault,
    blank_reason_faults,
    doubled,
    feature_faults,
    passage_words,
    typed_id_faults,
)

TYPED = "Take this away: the rule works it out from the features."


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check ids, reasons, and that some option is accepted."""
    options = question["options"]
    if "features" in question:
        yield from feature_faults(question["features"], passage_words(question, course), ("features",))
    for number, option in enumerate(options):
        if ("accepted" in option) == asks_for_use(question):
            what = TYPED if "accepted" in option else 'Write "accepted": true or "accepted": false.'
            yield Fault(("options", number, "accepted"), what)
            return
    options = options_with_answers(question)
    yield from typed_id_faults(options, ("options",))
    yield from doubled(options, ("options",), "text")
    yield from blank_reason_faults(options, ("options",))
    for number, option in enumerate(options):
        if question.get("marking") == "prediction" and not option["accepted"]:
            what = 'A prediction is never called wrong: write "accepted": true.'
            yield Fault(("options", number, "accepted"), what)
    if not any(option["accepted"] for option in options):
        yield Fault(("options",), 'No option is accepted. Write "accepted": true for one at least.')
