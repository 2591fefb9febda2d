"""How much a lesson asks and gives to read: exercises, decisions and words of its core, and of all of it.

Run ``python -m authoring.measure_lessons`` for a table. The bounds stand in the design (section 3): a core of at most 9
exercises, 16 decisions and 2,500 words, as somebody reads it who answers everything and reads all the feedback.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from authoring.estimate import answered_in_full, words_of_call
from helpers import notebooks
from helpers.content import read_json
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import questions_by_id
from helpers.on_paper.lesson_code import TELLS_TO_RUN, Call, calls_in, text_on_screen

MOST_EXERCISES, MOST_DECISIONS, MOST_WORDS = 9, 16, 2500
# A link is read by its words; an address is read by nobody.
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|\(?https?://\S+")


@dataclass(frozen=True)
class Measure:
    """What a part of a lesson asks and gives to read."""

    exercises: int = 0
    decisions: int = 0
    words: int = 0

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.exercises + other.exercises, self.decisions + other.decisions, self.words + other.words)


def measure(notebook: Mapping[str, Any]) -> tuple[Measure, Measure]:
    """Measure what a notebook holds: its core, and all of it with the sections called “More”."""
    core = everything = Measure()
    for in_more, part in _parts(notebook):
        everything += part
        if not in_more:
            core += part
    return core, everything


def measure_lesson(lesson: str) -> tuple[Measure, Measure]:
    """Measure a lesson of the course by the name of its file without ``.ipynb``: its core, and all of it."""
    return measure(read_json(notebooks.NOTEBOOKS / f"{lesson}.ipynb"))


def decisions(exercise: Exercise) -> int:
    """Count what an exercise asks to be decided.

    A choice is one decision and so is a text of one's own; a thing to sort or to put in order is one each, and so is a
    part of a sentence to mark or to choose. How sure one is, and a line that begins with *because*, are not counted.
    """
    question = questions_by_id()[exercise.id]
    return next((len(question[parts]) for parts in ("items", "slots", "labels") if parts in question), 1)


def core_exercises(lesson: str) -> list[Exercise]:
    """Return what the core of a lesson asks, in order, by the name of its file without ``.ipynb``."""
    pieces = _pieces(read_json(notebooks.NOTEBOOKS / f"{lesson}.ipynb"))
    return [
        exercise for in_more, piece in pieces if isinstance(piece, Call) and not in_more for exercise in piece.asked()
    ]


def _parts(notebook: Mapping[str, Any]) -> Iterator[tuple[bool, Measure]]:
    for in_more, piece in _pieces(notebook):
        if isinstance(piece, str):
            yield in_more, Measure(words=len(LINK.sub(r"\1", piece).split()))
        elif asked := piece.asked():
            words = sum(len(answered_in_full(exercise).split()) for exercise in asked)
            yield in_more, Measure(len(asked), sum(map(decisions, asked)), words)
        else:
            yield in_more, Measure(words=words_of_call(piece))


def _pieces(notebook: Mapping[str, Any]) -> Iterator[tuple[bool, str | Call]]:
    """Take a notebook apart into sections of its text and calls of verbs; each with whether it is in a “More”."""
    in_more = False
    for cell in notebook["cells"]:
        source = TELLS_TO_RUN.sub("", text_on_screen("".join(cell["source"])))
        if cell["cell_type"] == "markdown":
            for part in re.split(r"^(?=## )", source, flags=re.MULTILINE):
                if part.startswith("## "):
                    in_more = part.startswith("## More")
                yield in_more, part
            continue
        for call in calls_in(source):
            yield in_more, call


def main() -> int:
    """Print a table: a line for each lesson, its core and all of it."""
    print("| lesson | exercises | decisions | words | all: exercises | decisions | words |")
    print("|---|---|---|---|---|---|---|")
    for path in notebooks.lesson_files():
        core, everything = measure_lesson(path.stem)
        cells = [
            part
            for measured in (core, everything)
            for part in (measured.exercises, measured.decisions, f"{measured.words:,}")
        ]
        print(f"| {path.stem[:2]} | {' | '.join(map(str, cells))} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
