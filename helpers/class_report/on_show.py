"""What a class has seen so far: who watches must not be able to work out what a few learners added.

The promise
-----------
Each figure has its own learners. It is shown when there are enough to tell it (`Figure.told_from`), and changes only
when it has five that it never had before. Until then it stays as it was, even if its hand-ins have gone. So whoever
sees a figure before and after a change sees what at least five added together.

It belongs to the folder of hand-ins, not to a page: a note in the folder (`helpers.class_report.shown_note`) hands it
on to the next run, the next day, and a second teacher.

What it is not
--------------
- It guards what is shown, not the files. Whoever has the hand-ins can read them, and whoever deletes the note begins
  anew: what was shown before is then not known, and the next figures may differ from it by one learner.
- A copy of the folder has a note of its own from then on, and so has a folder inside it, or a zip. Two reports that
  share learners but no note can be compared. Where there is no folder (files dropped into a page, a list of files), or
  it cannot be written to, the promise holds until the notebook is stopped; the report says so.
- The last one to four learners of a figure are never shown, if nobody comes after them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import blake2b
from typing import TypeVar

from helpers.class_report.counting import (
    FORMS_FIGURE,
    HAND_INS,
    ClassCounts,
    Figure,
    Tally,
    band_figure,
    exercise_figure,
)
from helpers.judgement import SMALLEST_CLASS
from helpers.kinds.library import open_exercise
from helpers.kinds.sound import sound_exercises

AnyFigure = TypeVar("AnyFigure", bound=Figure)


@cache
def fingerprint_of(exercise_id: str) -> str:
    """Return what changes when a question does: then its sums may name what is no longer there."""
    whole = asdict(open_exercise(exercise_id))
    text = json.dumps(whole, sort_keys=True, default=lambda other: sorted(map(str, other)))
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


@dataclass
class OnShow:
    """The figures that stand on the screen."""

    counts: ClassCounts = field(default_factory=ClassCounts)  # a figure that is not told yet is empty
    ever: dict[str, set[int]] = field(default_factory=dict)  # the numbers of all learners that a figure ever had
    asked: dict[str, str] = field(default_factory=dict)  # by exercise on show, the fingerprint of its question
    # Makes the numbers of learners: those of two folders cannot be compared.
    key: bytes = field(default_factory=lambda: os.urandom(16))
    _waits: bool = field(default=False, compare=False, repr=False)

    @property
    def has_shown(self) -> bool:
        """Whether anything has been shown that must be remembered."""
        return any(self.ever.values())

    def take(self, now: ClassCounts) -> bool:
        """Bring each figure up to date, if it may change; tell whether no figure on show waits for further learners.

        `now` are the sums of all hand-ins that are there, with the numbers that `key` makes.
        """
        self._waits = False
        if self._is_another_class(now.hand_ins):
            self.counts = ClassCounts()
        shown = self.counts
        # An exercise that was shown stays, even if its hand-ins have gone.
        exercises = dict.fromkeys((*shown.exercises, *now.exercises))
        self.counts = ClassCounts(
            self._newer(HAND_INS, shown.hand_ins, now.hand_ins),
            {exercise_id: self._newer_tally(exercise_id, shown.exercises, now.exercises) for exercise_id in exercises},
            tuple(
                self._newer(band_figure(number), *bands)
                for number, bands in enumerate(zip(shown.bands, now.bands, strict=True))
            ),
            self._newer(FORMS_FIGURE, shown.forms, now.forms),
        )
        return not self._waits

    def _is_another_class(self, now: Figure) -> bool:
        """Tell whether the folder was emptied and filled anew: figures of those who have gone tell nothing of these."""
        return now.learners >= SMALLEST_CLASS and self.ever.get(HAND_INS, set()).isdisjoint(now.members)

    def forget_other_questions(self) -> None:
        """Take off the screen what was asked in another way, in another release: its sums may name what is gone."""
        known = sound_exercises()
        for exercise_id in list(self.counts.exercises):
            if exercise_id not in known or self.asked.get(exercise_id) != fingerprint_of(exercise_id):
                del self.counts.exercises[exercise_id]

    def _newer_tally(self, exercise_id: str, shown: Mapping[str, Tally], now: Mapping[str, Tally]) -> Tally:
        figure, newest = exercise_figure(exercise_id), now.get(exercise_id, Tally())
        if exercise_id not in shown and newest.learners and self.ever.get(figure) == set(newest.members):
            tally = newest  # counted anew with the question as it is now: exactly the same learners are in it
        else:
            tally = self._newer(figure, shown.get(exercise_id, Tally()), newest)
        if tally.learners:
            self.asked[exercise_id] = fingerprint_of(exercise_id)
        return tally

    def _newer(self, figure: str, shown: AnyFigure, now: AnyFigure) -> AnyFigure:
        ever = self.ever.setdefault(figure, set())
        members = set(now.members)
        if len(members) >= now.told_from and len(members - ever) >= SMALLEST_CLASS:
            ever |= members
            return now
        is_or_could_be_told = shown.learners or now.learners >= now.told_from
        self._waits |= bool(is_or_could_be_told) and now != shown
        return shown
