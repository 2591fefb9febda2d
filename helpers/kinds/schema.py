"""The schema of the question files, put together from those of the rooms.

A room's ``schema.json`` is a part of a JSON Schema: the ``properties`` that its questions have besides those that all
questions have, which of them are ``required``, and perhaps ``$defs`` of its own. ``"confidence": false`` says that its
questions do not have what others have. ``{"$ref": "#/$defs/text"}`` and the like stand in ``questions.schema.json``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.content import read_json
from helpers.kinds import kinds, room_of

_FRAME = Path(__file__).with_name("questions.schema.json")


def questions_schema() -> dict[str, Any]:
    """Return the schema of a question file (JSON Schema 2020-12)."""
    frame = read_json(_FRAME)
    rooms = {kind: read_json(room_of(kind) / "schema.json") for kind in kinds()}
    every = frame["$defs"]["question"]
    for room in rooms.values():
        frame["$defs"] |= room.get("$defs", {})
    frame["$defs"]["question"] = {"oneOf": [_question(every, kind, room) for kind, room in rooms.items()]}
    return frame


def question_schema(kind: str) -> dict[str, Any]:
    """Return the schema of one question of a kind (JSON Schema 2020-12)."""
    whole = questions_schema()["$defs"]
    forms = whole.pop("question")["oneOf"]
    return {**next(form for form in forms if form["properties"]["kind"]["const"] == kind), "$defs": whole}


def _question(every: dict[str, Any], kind: str, room: dict[str, Any]) -> dict[str, Any]:
    """Add what is special to a kind to what every question has."""
    properties = {"kind": {"const": kind}, **every["properties"], **room["properties"]}
    return {
        "description": room["description"],
        "type": "object",
        "properties": {name: form for name, form in properties.items() if form is not False},
        "required": ["kind", *every["required"], *room["required"]],
        "additionalProperties": False,
    }
