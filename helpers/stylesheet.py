"""The look of a card: of our style sheets, the rules that its elements can use and no others.

Each output of a notebook must look right by itself, whichever cells were run. So each one carries its look; only the
rules that fit a class in it, though, and without comments. The sheets of all cards together are ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_SHEETS = (
    "look.css",
    "marked_words.css",
    "card.css",
    "living_text.css",
    "growing.css",
    "squares.css",
    "pictures.css",
    "ledger.css",
    "tree.css",
    "map.css",
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.(wss[\w-]*)")
_CLASSES = re.compile(r'\sclass="([^"]*)"')
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_NOT_IN = re.compile(r":not\([^()]*(?:\([^()]*\))?[^()]*\)")


def stylesheet() -> str:
    """Return the look of all cards."""
    return "".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _SHEETS)


def rules_for(html: str) -> str:
    """Return the rules of all cards that can apply to this HTML, in their order and in few characters.

    A rule is left out if each of its selectors needs a class of ours that no element has.
    """
    classes = {name for found in _CLASSES.findall(html) for name in found.split()} | {"wss", "wss-card"}
    return "".join(_used(_rules_of_all(), classes))


def rules_for_drawings(html: str) -> str:
    """Return the rules for what is drawn in this HTML and for nothing else in it: where the page has a look of its own.

    The colours that they name are the page's to give.
    """
    classes = {name for found in _CLASSES.findall("".join(_DRAWING.findall(html))) for name in found.split()}
    plain = tuple((head, body) for head, body in _rules_of_all() if not head.startswith("@"))
    named = ((", ".join(selector for selector in _selectors(head) if _needed(selector)), body) for head, body in plain)
    return "".join(_used(tuple((head, body) for head, body in named if head), classes))


@cache
def _rules_of_all() -> tuple[tuple[str, str], ...]:
    return tuple(_rules(re.sub(r"\s+", " ", _COMMENT.sub("", stylesheet()))))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Cut a style sheet into what stands before a block, and what stands in it; a block may hold others."""
    depth = start = opened = 0
    for at, sign in enumerate(css):
        if sign == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if not depth:
                yield css[start:opened].strip(), css[opened + 1 : at].strip()
                start = at + 1


def _used(rules: tuple[tuple[str, str], ...], classes: set[str]) -> Iterator[str]:
    for head, body in rules:
        if head.startswith("@"):
            if inside := "".join(_used(tuple(_rules(body)), classes)):
                yield f"{head}{{{inside}}}"
        elif selectors := [selector for selector in _selectors(head) if _needed(selector) <= classes]:
            yield f"{','.join(selectors)}{{{_short(body)}}}"


def _selectors(head: str) -> list[str]:
    """Split at the commas that stand outside brackets."""
    return [selector.strip() for selector in re.split(r",(?![^()]*\))", head)]


def _needed(selector: str) -> set[str]:
    """Return the classes without which a selector fits nothing; one of several, or to be missing, is not."""
    plain = re.sub(r":is\([^()]*\)", "", _NOT_IN.sub("", selector))
    return set(_CLASS.findall(plain))


def _short(body: str) -> str:
    return re.sub(r"\s*([;:,])\s+", r"\1", body).removesuffix(";")
