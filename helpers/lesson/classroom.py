"""A verb for teachers: what a class found, from the files that learners handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from helpers.browser import in_browser
from helpers.class_report.archives import MAX_FILES
from helpers.class_report.cards import report_cards
from helpers.class_report.chosen import Choices, day_choices, lesson_choices, take_days
from helpers.class_report.counting import ClassCounts, Members, count_class
from helpers.class_report.first_cards import HandedIn
from helpers.class_report.hand_ins import NOTE_NAME, Invented, Problems, Source
from helpers.class_report.invented import invented_class
from helpers.class_report.open_cards import open_card
from helpers.class_report.open_texts import OpenTexts, TextsOnShow
from helpers.class_report.report_card import ReportCard
from helpers.class_report.shown_note import ShownNote
from helpers.hand_in_code import code_of
from helpers.record import Record
from helpers.story import count_of
from helpers.widgets.hand_ins import HandInsView

SENTENCE = "What a class found: run this cell. The report is shown here, and this file does not keep it."
FOLDER = "hand_ins"  # beside the record: what lies there is offered to the teacher
HAS_BEGUN = (
    "This report has begun to show a class, and no two can be compared. For another code or folder close this page, "
    "and open it again."
)


def class_report_view(
    hand_ins: Source | Iterable[Source] | None = None, code: str = "", of: int | None = None
) -> HandInsView:
    """Show what a class found; a notebook shows it while its kernel runs, and its file does not keep it."""
    report = ClassReport(hand_ins, code, of)
    return HandInsView(report.look, SENTENCE, report.choices, report.take_class)


def size_of(typed: object) -> int | None:
    """Read how many learners a class has, a number or a text; a ValueError says why not."""
    if typed is None or typed == "":
        return None
    written = str(typed).strip()
    if not (written.isascii() and written.isdigit() and 0 < int(written[:9]) <= MAX_FILES):
        raise ValueError("How many learners the class has is a whole number, such as 28.")
    return int(written)


def _code_in(typed: str) -> str:
    """Read the code of a class as it was typed; a ValueError says why not."""
    code = code_of(typed)
    if typed.strip() and not code:
        raise ValueError("A code is made of letters and numbers, such as GREEN-FROG.")
    return code


def hand_ins_folder() -> Path | None:
    """Find the folder with hand-ins beside the record; none if there is no file in it."""
    folder = Record().path.parent / FOLDER
    with suppress(OSError):
        return folder if not in_browser() and _files_in(folder) else None
    return None


def _files_in(folder: Path) -> int:
    files = (one.name for one in folder.rglob("*") if one.suffix.lower() in (".json", ".zip"))
    return sum(1 for name in islice(files, MAX_FILES) if not name.startswith((".", NOTE_NAME)))


class ClassReport:
    """The report of a class: hand-ins are read anew at each look, and their folder remembers what was shown.

    Without hand-ins it begins with an invented class, until a teacher brings some.
    """

    def __init__(
        self, hand_ins: Source | Iterable[Source] | None = None, code: str = "", of: int | None = None
    ) -> None:
        hand_ins = invented_class() if hand_ins is None else hand_ins
        in_a_list = isinstance(hand_ins, Iterable) and not isinstance(hand_ins, str | Invented)
        self._hand_ins = tuple(hand_ins) if in_a_list else hand_ins
        self._code, self._of = _code_in(code), size_of(of)
        self._notes = {True: ShownNote(), False: self._note()}
        self._refused: dict[bytes, str] = {}
        self._shown = ClassCounts()
        self._texts = {True: TextsOnShow(), False: TextsOnShow()}

    def _note(self) -> ShownNote:
        # An invented class has nothing to hide; files that take its place have no folder.
        invented = isinstance(self._hand_ins, Invented)
        return ShownNote(None if invented else self._hand_ins, self._code)

    def take_class(self, code: str, of: str, from_folder: bool) -> None:
        """Take what a teacher says of the class; a ValueError says why not.

        That is its code, how many learners it has, and whether the hand-ins are those in the folder beside the record.
        Code and folder can be chosen until something of a class was shown.
        """
        written, size = _code_in(code), size_of(of)
        folder = hand_ins_folder() if from_folder else None
        if (folder or written != self._code) and self._notes[False].on_show.has_shown:
            raise ValueError(HAS_BEGUN)
        self._code, self._of = written, size
        if folder:
            self._hand_ins = folder
        if not self._notes[False].on_show.has_shown:
            self._notes[False] = self._note()

    def look(
        self, dropped: Sequence[tuple[str, bytes]] = (), lesson: str = "", day: str = ""
    ) -> tuple[list[ReportCard], str]:
        """Read all hand-ins anew; return the cards, and what happened for those who watch.

        With a `lesson` or a `day` the cards are about its questions only (`helpers.class_report.chosen`). Files that
        were dropped in take the place of an invented class and come on top of a real one. A figure to which too few
        have come since it was shown stays as it was: see `helpers.class_report.on_show`.
        """
        invented = isinstance(self._hand_ins, Invented) and not dropped
        sources, note = self._sources(dropped), self._notes[invented]
        (problems, now, texts), whole, told_of_note = note.look(
            partial(self._count, sources, "" if invented else self._code)
        )
        told = ["The report counts all hand-ins that are there."]
        if not whole:
            told = ["Some figures wait: each changes when it has 5 new learners."]
        told += [told_of_note] if told_of_note and not invented else []
        told += [f"{count_of(problems.count, 'file')} left out."] if problems.count else []
        handed_in = None if invented else HandedIn(now.learners, self._of, self._code)
        self._shown = note.on_show.counts
        take_days(self._shown, now)
        cards = report_cards(self._shown, problems, invented=invented, handed_in=handed_in, lesson=lesson, day=day)
        self._texts[invented].take(texts)
        return [*cards, *open_card(self._texts[invented], lesson)], " ".join(told)

    def choices(self) -> dict[str, Choices]:
        """Return the lessons and the days of what was shown last, to look at one; and the folder that can be taken."""
        folder = hand_ins_folder() if isinstance(self._hand_ins, Invented) else None
        offered = [(FOLDER, count_of(_files_in(folder), "file"))] if folder else []
        return {"lesson": lesson_choices(self._shown), "day": day_choices(self._shown), "folder": offered}

    def _count(
        self, sources: Source | Iterable[Source], code: str, key: bytes, elsewhere: Sequence[Members]
    ) -> tuple[ClassCounts, tuple[Problems, ClassCounts, OpenTexts]]:
        texts = OpenTexts()
        counts, problems = count_class(sources, self._refused, key=key, code=code, elsewhere=elsewhere, texts=texts)
        return counts, (problems, counts, texts)

    def _sources(self, dropped: Sequence[tuple[str, bytes]]) -> Source | Iterable[Source]:
        if not dropped:
            return self._hand_ins
        if isinstance(self._hand_ins, Invented):
            return tuple(dropped)
        given = self._hand_ins if isinstance(self._hand_ins, tuple) else (self._hand_ins,)
        return (*given, *dropped)
