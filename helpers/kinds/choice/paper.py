"""A choice on paper."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from helpers.html import Html, bullets
from helpers.kinds.choice.model import Choice, Option
from helpers.kinds.paper import BOX, reason


def asked(exercise: Choice) -> Iterator[Html]:
    """Write a box for each option."""
    yield bullets(f"{BOX} {letter}) {option.text}" for letter, option in _lettered(exercise))


def answered(exercise: Choice) -> Iterator[Html]:
    """Write for each option whether it is accepted, and why."""
    for letter, option in _lettered(exercise):
        sign = "✓ accepted" if option.accepted else "– not our reading"
        yield reason(f"{letter}) {option.text}", sign, option.reason)


def _lettered(exercise: Choice) -> Iterator[tuple[str, Option]]:
    return zip(ascii_lowercase, exercise.options, strict=False)
