"""Hold one's own reading against the confirmed one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material

STEP, ORDER = "your turn", 2
_PROMPT = "Which sentence can one read in two ways? Say which words speak for each."


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield one open question that ends with the whole reading of who says what."""
    kinds = [kind for kind in ("attributions", "without_speaker", "hedges") if material.reading[kind]]
    if not kinds:
        return
    yield {
        "id": material.name("compare"),
        "kind": "text",
        "prompt": f"{_PROMPT} Then see how it was read.",
        "on_paper": {"prompt": _PROMPT},
        "max_length": 500,
        "reveal": {"story": material.story_id, "kinds": kinds},
    }
