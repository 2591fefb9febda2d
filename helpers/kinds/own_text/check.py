"""What a schema cannot see in a text of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.kinds.faults import Course, Fault, nearest


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check that the question is there whose answer is the text."""
    if course.questions is not None and question["text_from"] not in course.questions:
        what = f"No question file has “{question['text_from']}”.{nearest(question['text_from'], course.questions)}"
        yield Fault(("text_from",), what)
