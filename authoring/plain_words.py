"""What is wrong with a data file, in words that an author of school material understands.

JSON Schema says what a file must look like, and the ``jsonschema`` library finds where one does not; its messages are
written for programmers. Here they are said anew: what is missing, what is unknown and which name comes nearest,
which words may stand in a place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from helpers.kinds.exercise import clip
from helpers.kinds.faults import Fault, Steps, id_like, nearest

TYPES = {
    "string": "a text in quotation marks",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false, without quotation marks",
    "array": "a list in [ ]",
    "object": "a group of names and values in { }",
    "null": "null",
}

FORMS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "small letters a–z and digits, with single hyphens between them, such as “two-words”",
    "[^.]$": "a text without a full stop at its end",
    "^[A-Z].*\\.$": "a whole sentence, or several: a capital letter first, a full stop last",
    "^\\d{4}-\\d{2}-\\d{2}$": "a day as year-month-day, such as “2017-11-14”",
    "^[a-z]{2}$": "the two small letters of a language, such as “ru”",
    "^[0-9a-f]{64}$": "the 64 signs of the checksum of story.txt",
    "^\\d{2}_[a-z0-9_]+$": "the name of a lesson, such as “03_in_small_letters”",
    "^[a-z0-9_]+$": "small letters, digits and low lines, such as “03_in_small_letters”",
    "^(attributions|hedges|boosters|scare_quotes|presuppositions|without_speaker)/[a-z0-9-]+$": (
        "a list of the reading and the id of an entry, such as “attributions/lead-has-said”"
    ),
}


def schema_faults(data: Any, schema: Mapping[str, Any]) -> Iterator[Fault]:
    """Say where data leave their schema: each fault once, in the order of the file."""
    errors = sorted(
        Draft202012Validator(schema).iter_errors(data), key=lambda error: [str(e).zfill(6) for e in error.path]
    )
    yield from dict.fromkeys(fault for error in errors for fault in _faults_of(error))


def place_of(data: Any, path: Steps) -> str:
    """Write a path so that an author finds the place, as in ``attributions → “lead-has-said” → cue``.

    Entries are called by their ids, if they have some.
    """
    parts = []
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            data = None
        parts.append(_entry_name(data, step) if isinstance(step, int) else step)
    return " → ".join(parts)


def _entry_name(entry: Any, number: int) -> str:
    if isinstance(entry, Mapping):
        if isinstance(entry.get("id"), str) and entry["id"]:
            return f"“{clip(entry['id'])}”"
        words = entry["words"].get("words") if isinstance(entry.get("words"), Mapping) else entry.get("words")
        if isinstance(words, str) and words:
            return f"no. {number + 1} (“{clip(words, 40)}”)"
    return f"no. {number + 1}"


def _faults_of(error: ValidationError) -> Iterator[Fault]:
    """Say one error of jsonschema in plain words."""
    path, value, wanted = tuple(error.absolute_path), error.instance, error.validator_value
    match error.validator:
        case "oneOf" | "anyOf":
            yield from _branch_faults(error)
        case "required":
            for name in (name for name in wanted if name not in value):
                about = error.schema.get("properties", {}).get(name, {}).get("description", "")
                yield Fault(path, f"“{name}” is missing. Add it. {about}".rstrip())
        case "dependentRequired":
            for name, others in wanted.items():
                for other in (word for word in others if name in value and word not in value):
                    yield Fault(path, f"“{other}” is missing: where there is “{name}”, it must stand, too.")
        case "additionalProperties":
            known = list(error.schema.get("properties", {}))
            for name in (name for name in value if name not in known):
                hint = nearest(name, known) or f" These names can stand here: {', '.join(known)}."
                yield Fault(path, f"The name “{clip(name)}” is not known here.{hint}")
        case "type":
            types = [wanted] if isinstance(wanted, str) else wanted
            should = " or ".join(TYPES[item] for item in types)
            yield Fault(path, f"{should.capitalize()} must stand here, but there is {_shown(value)}.")
        case "enum":
            hint = nearest(value, [item for item in wanted if isinstance(item, str)])
            words = ", ".join(map(str, wanted))
            yield Fault(path, f"{_shown(value)} cannot stand here. One of these must: {words}.{hint}")
        case "const":
            yield Fault(path, f"{_shown(wanted)} must stand here, but there is {_shown(value)}.")
        case "pattern":
            yield Fault(path, _form_in_words(value, wanted))
        case "minLength":
            yield Fault(path, "Nothing is written here. Write it, or take the name away if it may be left out.")
        case "minItems":
            yield Fault(path, f"This list has {len(value)}, and needs at least {wanted}.")
        case "uniqueItems":
            often = next(item for item in value if value.count(item) > 1)
            yield Fault(path, f"This list has {_shown(often)} more than once. Keep one.")
        case "minProperties":
            known = ", ".join(error.schema.get("properties", {}))
            yield Fault(path, f"This group is empty. It needs at least {wanted} of these names: {known}.")
        case "minimum" | "maximum":
            least = "least" if error.validator == "minimum" else "most"
            yield Fault(path, f"The number must be at {least} {wanted}, but it is {_shown(value)}.")
        case _:
            yield Fault(path, f"This does not have the form it should have ({clip(error.message, 200)}).")


def _form_in_words(value: str, pattern: str) -> str:
    form = FORMS.get(pattern, "another form: look how other files write it")
    hint = id_like(value) if pattern.startswith("^[a-z0-9]+(-") else ""
    return f"“{clip(value)}” does not fit. Here stands {form}.{hint}"


def _branch_faults(error: ValidationError) -> Iterator[Fault]:
    """Where a part may have one of several forms, speak of the form that its author seems to want."""
    path, value = tuple(error.absolute_path), error.instance
    kinds = [e.validator_value for e in error.context if e.validator == "const" and list(e.path) == ["kind"]]
    if isinstance(value, Mapping) and "kind" not in value and any(_needs_kind(e) for e in error.context):
        yield Fault(path, "“kind” is missing: it says what kind of exercise this is, such as “choice”.")
        return
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    if kinds and len(kinds) == len(branches):
        hint = nearest(value["kind"], kinds)
        message = f"{_shown(value['kind'])} is no kind of exercise. One of these must stand here: {', '.join(kinds)}."
        yield Fault((*path, "kind"), message + hint)
        return
    if all(_is_other_type(errors) for errors in branches.values()):
        should = " or ".join(TYPES[inner.validator_value] for errors in branches.values() for inner in errors)
        yield Fault(path, f"{should.capitalize()} must stand here, but there is {_shown(value)}.")
        return
    for inner in min(branches.values(), key=_distance, default=()):
        yield from _faults_of(inner)


def _needs_kind(error: ValidationError) -> bool:
    return error.validator == "required" and "kind" in error.validator_value


def _is_other_type(errors: Sequence[ValidationError]) -> bool:
    return any(error.validator == "type" and not error.path for error in errors)


def _distance(errors: Sequence[ValidationError]) -> tuple[bool, bool, int]:
    """Say how far a part is from one of the forms it may have."""
    other_kind = any(error.validator == "const" and list(error.path) == ["kind"] for error in errors)
    return _is_other_type(errors), other_kind, len(errors)


def _shown(value: Any) -> str:
    """Show a value as the author wrote it, but short."""
    match value:
        case str():
            return f"“{clip(value)}”" if value else "an empty text"
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case list():
            return "a list"
        case dict():
            return "a group of names and values in { }"
    return f"the number {clip(value)}"
