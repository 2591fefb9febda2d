"""Whether a question has the form that its kind asks for, told in one plain sentence for each fault.

This knows as much of JSON Schema as the rooms' ``schema.json`` use, so that a question of one's own can be checked
wherever a lesson runs: not everywhere is there a library for it. A test holds it against one that knows all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.kinds.exercise import clip
from helpers.kinds.faults import Fault, Steps, id_like, nearest

_TYPES = {
    "string": (str, "a text"),
    "integer": (int, "a whole number"),
    "boolean": (bool, "True or False (in a JSON file true or false)"),
    "array": (list, "a list"),
    "object": (dict, "a group of names and values in { }"),
}
_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
_ID_IN_WORDS = "small letters a–z and digits, with single hyphens between, such as “two-words”"
# What of JSON Schema only tells or is told elsewhere.
_SAYS_NOTHING = {
    "$schema",
    "title",
    "description",
    "default",
    "$defs",
    "type",
    "properties",
    "additionalProperties",
    "items",
}


def form_faults(value: Any, schema: Mapping[str, Any]) -> Iterator[Fault]:
    """Say where plain JSON values leave their form, such as `helpers.kinds.schema.question_schema` returns."""
    yield from _faults(value, schema, (), schema.get("$defs", {}))


def _faults(value: Any, form: Mapping[str, Any], path: Steps, shared: Mapping[str, Any]) -> Iterator[Fault]:
    if "type" in form and not _is(value, form["type"]):
        yield Fault(path, f"Here {_TYPES[form['type']][1]} is wanted.")
        return
    if isinstance(value, dict):  # a name that nobody knows explains why another one is missing
        yield from _faults_inside(value, form, path, shared)
    for rule, wanted in form.items():
        if rule == "$ref":
            yield from _faults(value, shared[wanted.removeprefix("#/$defs/")], path, shared)
        elif rule in ("oneOf", "anyOf"):
            yield from _faults_of_nearest(value, wanted, path, shared)
        elif rule not in _SAYS_NOTHING and (what := _RULES[rule](value, wanted)):
            yield Fault(path, what)
    if isinstance(value, list) and "items" in form:
        for number, entry in enumerate(value):
            yield from _faults(entry, form["items"], (*path, number), shared)


def _faults_inside(value: dict, form: Mapping[str, Any], path: Steps, shared: Mapping[str, Any]) -> Iterator[Fault]:
    known, others = form.get("properties", {}), form.get("additionalProperties", True)
    for name, inner in value.items():
        if name in known:
            yield from _faults(inner, known[name], (*path, name), shared)
        elif others is False:
            hint = nearest(name, known) or f" There are: {', '.join(known)}."
            yield Fault(path, f"“{clip(name)}” has no meaning here.{hint}")
        elif others is not True:
            yield from _faults(inner, others, (*path, name), shared)


def _faults_of_nearest(value: Any, forms: Sequence[Any], path: Steps, shared: Mapping[str, Any]) -> Iterator[Fault]:
    """Of several forms that would do, tell the faults of the one that comes nearest; none, if one fits."""
    faults_by_form = [list(_faults(value, form, path, shared)) for form in forms]
    if all(faults_by_form):
        yield from min(faults_by_form, key=lambda faults: (-max(len(fault.path) for fault in faults), len(faults)))


def _is(value: Any, name: str) -> bool:
    return isinstance(value, _TYPES[name][0]) and not (name == "integer" and isinstance(value, bool))


_RULES = {
    "required": lambda value, names: _missing([name for name in names if name not in value]),
    "enum": lambda value, known: "" if value in known else f"Here one of these is wanted: {_listed(known)}.",
    "const": lambda value, only: (
        "" if value == only and type(value) is type(only) else f"Here only {_listed([only])} fits."
    ),
    "minItems": lambda value, least: f"Here {least} or more are wanted." if len(value) < least else "",
    "minLength": lambda value, least: "This is empty." if len(value) < least else "",
    "minimum": lambda value, least: f"This is less than {least}." if value < least else "",
    "maximum": lambda value, most: f"This is more than {most}." if value > most else "",
    "pattern": lambda value, pattern: "" if _fits(pattern, value) else _other_form(pattern, value),
}


def _fits(pattern: str, value: str) -> bool:
    # The $ of JSON Schema is the very end; that of Python comes before a last new line, too.
    return bool(re.search(re.sub(r"\$$", r"\\Z", pattern), value))


def _other_form(pattern: str, value: str) -> str:
    if pattern == _ID:
        return f"“{clip(value)}” is not of the form: {_ID_IN_WORDS}.{id_like(value)}"
    return f"“{clip(value)}” is not of the form: {pattern}."


def _missing(names: Sequence[str]) -> str:
    """Say which names are missing; nothing, if none is."""
    if not names:
        return ""
    return f"{' and '.join(f'“{name}”' for name in names)} {'is' if len(names) == 1 else 'are'} missing."


def _listed(values: Sequence[Any]) -> str:
    return ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values)
