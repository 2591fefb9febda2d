"""What a teacher puts in other words: the question, an option, a reason, what to look for. Keys stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from helpers.story_workshop.generators import Generated

PROMPT = "prompt"


def texts_of(question: Mapping[str, Any]) -> dict[str, str]:
    """Return every text of a question that can be put otherwise, by its place."""
    return {place: holder[key] for place, (holder, key) in _places(dict(question))}


def in_own_words(exercise: Generated, told: Mapping[str, Any]) -> Generated:
    """Return an exercise as a teacher has put it.

    Parameters
    ----------
    exercise : Generated
        As it was made.
    told : mapping
        What was chosen for it: ``words``, by place; what is empty or of no place is left aside.

    Returns
    -------
    Generated
    """
    given = {place: text for place, text in told.get("words", {}).items() if text.strip()}
    if not given:
        return exercise
    question = deepcopy(dict(exercise.question))
    for place, (holder, key) in _places(question):
        if place in given:
            holder[key] = given[place]
            if place == PROMPT and "on_paper" in question:  # there, too, it asks what the teacher asks
                question["on_paper"] = {**question["on_paper"], PROMPT: given[place]}
    return replace(exercise, question=question)


def _places(question: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield where each text stands: its holder, and its key there."""
    yield PROMPT, (question, PROMPT)
    for option in question.get("options", ()):
        yield f"option/{option['id']}", (option, "text")
        yield f"option/{option['id']}/reason", (option, "reason")
    for item in question.get("items", ()):
        if isinstance(item["text"], str):
            yield f"item/{item['id']}", (item, "text")
        for group in item["reasons"]:
            yield f"item/{item['id']}/{group}", (item["reasons"], group)
    for label in question.get("reasons", {}):
        yield f"reason/{label}", (question["reasons"], label)
    look_for = question.get("look_for", [])
    for number in range(len(look_for)):
        yield f"look/{number}", (look_for, number)
    if question.get("model_answer"):
        yield "model", (question, "model_answer")
