"""An open question on paper."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.html import Html, bullets, element
from helpers.kinds.paper import LINE, reason
from helpers.kinds.text.model import TextAnswer


def asked(exercise: TextAnswer) -> Iterator[Html]:
    """Write lines to write on."""
    yield from [LINE] * exercise.rows


def answered(exercise: TextAnswer) -> Iterator[Html]:
    """Write what to look for, our version, and our reading where it is shown afterwards."""
    if exercise.read_back:
        hint = exercise.read_back.hint
        yield element("p", f"There is no right or wrong here. Would a friend hear who said it? {hint}".rstrip())
    if exercise.look_for:
        yield element("p", "An open question has no key. Look for:")
        yield bullets(exercise.look_for)
    if exercise.model_answer:
        yield reason("Our version", exercise.model_answer)
    yield bullets(f"{row.label} {row.ours and f'({row.ours})'}: {row.text}" for row in exercise.reveal)
