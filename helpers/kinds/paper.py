"""Exercises on paper: what a learner fills in, and what a teacher looks up. What is special to a kind says its room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers.html import Html, element, join
from helpers.judgement import SURENESS
from helpers.kinds import part_of
from helpers.kinds.exercise import Exercise

BOX = "☐"
LINE = element("div", css="line")
TO_RING = (50, 60, 70, 80, 90, 100)


def on_paper(exercise: Exercise, number: int) -> Html:
    """Write an exercise as it is printed for a learner, with its number on the sheet: no key, no reason."""
    return element("section", *_printed(exercise, number), css="exercise")


def _printed(exercise: Exercise, number: int) -> Iterator[Html]:
    yield _prompt(exercise, number)
    if exercise.help:
        yield element("p", exercise.help, css="help")
    if exercise.passage:
        yield element("div", *paragraphs(exercise.passage), css="passage")
    yield from part_of(exercise.kind, "paper").asked(exercise)
    if exercise.confidence:
        ring = join(*(element("span", percent, dir=None) for percent in TO_RING), between=" ")
        how = "How sure are you? Put a ring around a number: "
        yield element("p", how, ring, f" percent. {_scale()}", css="sure")
    if exercise.because:
        yield element("p", "Because:") + LINE


def _scale() -> str:
    """Tell the words for sureness, the same as on the handle."""
    first, *between, last = SURENESS
    words = [f"{first.low} is {first.words}", *(f"to {level.high}: {level.words}" for level in between)]
    return ", ".join([*words, f"{last.low}: {last.words}"]) + "."


def with_answers(exercise: Exercise, number: int) -> Html:
    """Write the accepted answers of an exercise with every reason, for a teacher."""
    if exercise.marking == "prediction":
        answers: Iterable[Html] = [element("p", "A guess. No answer is better than another.")]
    else:
        answers = part_of(exercise.kind, "paper").answered(exercise)
    return element("section", _prompt(exercise, number), *answers, css="exercise")


def _prompt(exercise: Exercise, number: int) -> Html:
    return element("p", element("b", f"{number}.", dir=None), f" {exercise.prompt}", css="prompt")


def paragraphs(texts: Iterable[str]) -> list[Html]:
    """Write each text as a paragraph."""
    return [element("p", text) for text in texts]


def reason(what: str, how: str, why: str = "") -> Html:
    """Write what is accepted or not, how it stands, and why."""
    return element("p", element("b", what, dir=None), f" {how}{f'. {why}' if why else ''}")
