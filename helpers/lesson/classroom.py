"""A verb for teachers: what a class found, from the files that learners handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from helpers.class_report.archives import MAX_FILES
from helpers.class_report.cards import report_cards
from helpers.class_report.chosen import Choices, day_choices, lesson_choices, take_days
from helpers.class_report.counting import ClassCounts, Members, count_class
from helpers.class_report.first_cards import HandedIn
from helpers.class_report.hand_ins import Invented, Problems, Source
from helpers.class_report.open_cards import open_cards
from helpers.class_report.open_texts import OpenTexts, TextsOnShow
from helpers.class_report.report_card import ReportCard
from helpers.class_report.shown_note import ShownNote
from helpers.hand_in_code import code_of
from helpers.story import count_of
from helpers.widgets.hand_ins import HandInsView

SENTENCE = "What a class found: run this cell. The report is shown here, and this file does not keep it."


def class_report_view(hand_ins: Source | Iterable[Source], code: str = "", of: int | None = None) -> HandInsView:
    """Show what a class found; a notebook shows it while its kernel runs, and its file does not keep it."""
    report = ClassReport(hand_ins, code, of)
    return HandInsView(report.look, SENTENCE, report.choices)


def size_of(typed: object) -> int | None:
    """Read how many learners a class has, a number or a text; a ValueError says why not."""
    if typed is None or typed == "":
        return None
    written = str(typed).strip()
    if not (written.isascii() and written.isdigit() and 0 < int(written[:9]) <= MAX_FILES):
        raise ValueError("How many learners the class has is a whole number, such as 28.")
    return int(written)


class ClassReport:
    """The report of a class: hand-ins are read anew at each look, and their folder remembers what was shown."""

    def __init__(self, hand_ins: Source | Iterable[Source], code: str = "", of: int | None = None) -> None:
        in_a_list = isinstance(hand_ins, Iterable) and not isinstance(hand_ins, str | Invented)
        self._hand_ins = tuple(hand_ins) if in_a_list else hand_ins
        invented = isinstance(hand_ins, Invented)
        # An invented class has nothing to hide; files that take its place have no folder.
        self._code, self._of = code_of(code), size_of(of)
        if code and not self._code:
            raise ValueError("A code is made of letters and numbers, such as GREEN-FROG.")
        self._notes = {True: ShownNote(), False: ShownNote(None if invented else self._hand_ins, self._code)}
        self._refused: dict[bytes, str] = {}
        self._shown = ClassCounts()
        self._texts = {True: TextsOnShow(), False: TextsOnShow()}

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
        handed_in = HandedIn(now.learners, self._of, self._code)
        self._shown = note.on_show.counts
        take_days(self._shown, now)
        cards = report_cards(self._shown, problems, invented=invented, handed_in=handed_in, lesson=lesson, day=day)
        self._texts[invented].take(texts)
        return [*cards, *open_cards(self._texts[invented], lesson)], " ".join(told)

    def choices(self) -> dict[str, Choices]:
        """Return the lessons and the days among which the report can be looked at, of what was shown last."""
        return {"lesson": lesson_choices(self._shown), "day": day_choices(self._shown)}

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
