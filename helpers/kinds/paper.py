"""Exercises on paper: what a learner fills in, and what a teacher looks up. What is special to a kind says its room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers.html import Html, element, join
from helpers.judgement import SURENESS
from helpers.kinds import part_of
from helpers.kinds.exercise import Exercise

BOX = "☐"
LINE = element("div", css="line")


def on_paper(exercise: Exercise, number: int) -> Html:
    """Write an exercise as it is printed for a learner, with its number on the sheet: no key, no reason."""
    return element("section", *_printed(exercise, number), css="exercise")


def on_a_slide(exercise: Exercise, number: int) -> tuple[Html, list[Html]]:
    """Write an exercise for a projector: what every slide of it begins with, and the pieces, which may need several.

    No key, no reason, and no lines to write on. A kind may say in ``projected`` what it shows in place of a form.
    """
    kind = part_of(exercise.kind, "paper")
    pieces = list(getattr(kind, "projected", kind.asked)(exercise))
    if exercise.passage:
        pieces.insert(0, element("div", *paragraphs(exercise.passage), css="passage"))
    return _prompt(exercise, number), [piece for piece in pieces if piece is not LINE]


def _printed(exercise: Exercise, number: int) -> Iterator[Html]:
    yield _prompt(exercise, number)
    if words := exercise.for_paper("help"):
        yield element("p", words, css="help")
    if exercise.passage:
        yield element("div", *paragraphs(exercise.passage), css="passage")
    yield from part_of(exercise.kind, "paper").asked(exercise)
    if exercise.confidence:
        words = join(*(element("span", level.words, dir=None) for level in SURENESS), between=" · ")
        yield element("p", "How sure are you? Put a ring around the words: ", words, css="sure")
    if exercise.because:
        yield element("p", "Because:", css="because") + LINE


def with_answers(exercise: Exercise, number: int) -> Html:
    """Write the accepted answers of an exercise with every reason, for a teacher."""
    if exercise.marking == "prediction":
        answers: Iterable[Html] = [element("p", "A guess. No answer is better than another.")]
    else:
        answers = part_of(exercise.kind, "paper").answered(exercise)
    return element("section", _prompt(exercise, number), *answers, css="exercise answered")


def _prompt(exercise: Exercise, number: int) -> Html:
    return element("p", element("b", f"{number}.", dir=None), f" {exercise.for_paper('prompt')}", css="prompt")


def paragraphs(texts: Iterable[str]) -> list[Html]:
    """Write each text as a paragraph."""
    return [element("p", text) for text in texts]


def reason(what: str, how: str, why: str = "") -> Html:
    """Write what is accepted or not, how it stands, and why."""
    return element("p", element("b", what, dir=None), f" {how}{f'. {why}' if why else ''}")
