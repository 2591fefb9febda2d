"""A lesson cut into sections, and each of them into what a class does first and what it hears afterwards.

What stands below an exercise mostly tells its answer. On a screen it comes when one has answered; on paper it would
stand there from the beginning. So it goes to the teacher, who tells it, and onto the slides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from helpers.charts.chart import Chart
from helpers.charts.living_story import LivingStory
from helpers.content import read_json
from helpers.html import Card
from helpers.kinds.exercise import Exercise
from helpers.marks_card import MarkedText
from helpers.on_paper.lesson_code import Call, calls_in, is_for_the_screen, text_on_paper
from helpers.story import main_story
from helpers.widgets.page import Page

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
# Whoever has read the accusation also reads what became known later.
FOR_EVERYBODY = "show_status"


class Told(NamedTuple):
    """Some of the lesson's own text, in Markdown."""

    markdown: str


class Asked(NamedTuple):
    """An exercise, with its number on the sheets of its lesson."""

    exercise: Exercise
    number: int

    @property
    def has_answer(self) -> bool:
        """Whether what comes after it can tell its answer."""
        return self.exercise.marking != "prediction"


class Shown(NamedTuple):
    """A card or a chart, as it stands where no kernel runs."""

    verb: str
    what: Card | Chart | MarkedText

    @property
    def is_finding(self) -> bool:
        """Whether it shows what a class is to find, and not what it reads."""
        return isinstance(self.what, Chart | MarkedText)


class WholeStory(NamedTuple):
    """A story from its beginning to its end, which has a sheet of its own."""

    story_id: str


Piece = Told | Asked | Shown | WholeStory


@dataclass
class Section:
    """What stands under one heading of a lesson."""

    heading: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_more(self) -> bool:
        """Whether a class can leave it out."""
        return self.heading.startswith("More")

    def _turn(self) -> int:
        """Return where what comes first ends: after the last answer, or before what is to be found."""
        asked = [(at, piece.has_answer) for at, piece in enumerate(self.pieces) if isinstance(piece, Asked)]
        found = (at for at, piece in enumerate(self.pieces) if isinstance(piece, Shown) and piece.is_finding)
        return asked[-1][0] + 1 if any(has_answer for _, has_answer in asked) else next(found, len(self.pieces))

    @property
    def first(self) -> Sequence[Piece]:
        """What learners read and do."""
        turn = self._turn()
        return self.pieces[:turn] + [piece for piece in self.pieces[turn:] if is_for_everybody(piece)]

    @property
    def afterwards(self) -> Sequence[Piece]:
        """What comes when they have done it."""
        return [piece for piece in self.pieces[self._turn() :] if not is_for_everybody(piece)]


def is_for_everybody(piece: Piece) -> bool:
    """Tell whether nobody leaves without it, whichever parts are left out."""
    return isinstance(piece, WholeStory) or (isinstance(piece, Shown) and piece.verb == FOR_EVERYBODY)


def whole_story(piece: Piece) -> str | None:
    """Name the story that a piece shows from its beginning to its end, as a text or as a picture of one."""
    match piece:
        case WholeStory(story_id):
            return story_id
        case Shown(_, LivingStory() as living):
            return living.story.id
    return None


class LessonOnPaper(NamedTuple):
    """A lesson in its order, without what is for the screen only."""

    name: str  # such as “01 Who says so?”
    sections: Sequence[Section]

    @property
    def core(self) -> Iterator[Section]:
        """What every class does; of a part called *More* only what nobody leaves without."""
        for section in self.sections:
            if not section.is_more:
                yield section
            elif status := [piece for piece in section.pieces if isinstance(piece, Shown) and is_for_everybody(piece)]:
                yield Section(section.heading.removeprefix("More: "), status)

    @property
    def more(self) -> Iterator[Section]:
        """The parts that a class can leave out."""
        return (section for section in self.sections if section.is_more)

    def stories(self) -> list[str]:
        """Name the stories that are read whole, each once."""
        pieces = (piece for section in self.sections for piece in section.pieces)
        return list(dict.fromkeys(filter(None, map(whole_story, pieces))))


def lesson_on_paper(path: Path) -> LessonOnPaper:
    """Read a notebook."""
    cells = read_json(path)["cells"]
    title = "".join(cells[0]["source"]).splitlines()[0].lstrip("# ")
    sections, number = [Section("")], 0
    for cell in cells:
        source = "".join(cell["source"])
        if is_for_the_screen(cell):
            continue
        if cell["cell_type"] == "markdown":
            before, *headed = _HEADING.split(text_on_paper(source))
            _tell(sections[-1], re.sub(r"^# .*$", "", before, count=1, flags=re.MULTILINE))
            for heading, text in zip(headed[::2], headed[1::2], strict=True):
                sections.append(Section(heading.strip()))
                _tell(sections[-1], text)
            continue
        for call in calls_in(source):
            for exercise in (exercises := call.asked()):
                number += 1
                sections[-1].pieces.append(Asked(exercise, number))
            if not exercises:
                sections[-1].pieces.append(_shown(call))
    number = path.stem[:2]
    return LessonOnPaper(f"{number} {title}" if number.isdecimal() else title, sections)


def _tell(section: Section, markdown: str) -> None:
    if re.search(r"[^\W_]", re.sub("<!--.*?-->", "", markdown, flags=re.DOTALL)):
        section.pieces.append(Told(markdown))


def _shown(call: Call) -> Shown | WholeStory:
    """Take what a cell shows as it is where no kernel runs."""
    if call.verb == "open_story" and not (call.given[1:] or call.named.get("sentences")):
        return WholeStory(call.given[0] if call.given else main_story())
    shown = call.shown()
    return Shown(call.verb, shown.lasting if isinstance(shown, Page) else shown)
