"""A room for each kind of exercise: its folder here holds all that the kind is.

What a room must hold stands in `helpers.kinds.exercise.Exercise`. A kind is known by the name of its folder, and is
loaded when a question asks for it: a new kind is a new folder, and nothing else has to be told.

Beside the rooms stands what they share::

    exercise       what every exercise is and promises
    library        from the question files to exercises; `sound`: which of them have nothing to mend
    schema, form   the schema of a question, put together from the rooms; whether a question has its form
    typed          what somebody typed, taken as meant
    faults         what is to be mended, and the checks that rooms share
    paper          a whole exercise on paper, with its answers or without
    examples       the rooms' examples, for those who try them all
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from helpers.content import ContentProblem

if TYPE_CHECKING:
    from helpers.kinds.exercise import Exercise


def kinds() -> list[str]:
    """Name the kinds of exercises that there are, in alphabetical order."""
    return list(_kinds_in(tuple(__path__)))


@cache
def _kinds_in(folders: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules(folders) if module.ispkg))


def room_of(name: str) -> Path:
    """Return the folder of a kind; ContentProblem if there is no such kind."""
    _check(name)
    return Path(import_module(f"{__name__}.{name}").__file__).parent


def kind_of(name: str) -> type[Exercise]:
    """Return the class of a kind, by the name that a question gives it; ContentProblem if there is no such kind."""
    return part_of(name, "model").KIND


def part_of(name: str, part: str) -> ModuleType:
    """Load a module from the room of a kind, such as ``"paper"``; ContentProblem if there is no such kind."""
    _check(name)
    return import_module(f"{__name__}.{name}.{part}")


def _check(name: str) -> None:
    if name not in kinds():
        raise ContentProblem(f"There is no kind of exercise “{name}”. There are: {', '.join(kinds())}.")
