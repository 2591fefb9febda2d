"""What learners handed in of their own words, question by question: for a teacher to read, with nobody's name.

Only who chose it hands such texts in. They are held while the report is open and written nowhere. Under each question
they stand in another order, by chance, so that no two can be laid together; and one is not seen to come alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from helpers.judgement import SMALLEST_CLASS
from helpers.kinds.exercise import AnswerProblem
from helpers.kinds.library import open_exercise
from helpers.kinds.sound import sound_exercises


@dataclass
class OpenTexts:
    """The texts of one look: by question and learner."""

    by_question: dict[str, dict[object, str]] = field(default_factory=dict)

    def add(self, answers: Mapping[str, Sequence[Mapping[str, Any]]], who: object) -> None:
        """Take a learner's newest text of each question that a teacher reads."""
        known = sound_exercises()
        for exercise_id, attempts in answers.items():
            if exercise_id in known and open_exercise(exercise_id).rubric:
                try:
                    text = open_exercise(exercise_id).read(attempts[-1]["answer"])
                except AnswerProblem:
                    continue
                self.by_question.setdefault(exercise_id, {})[who] = text


@dataclass
class TextsOnShow:
    """The texts that stand on the screen: none of fewer than five learners, and new ones only five at a time.

    What a learner took back goes at once.
    """

    _shown: dict[str, dict[object, str]] = field(default_factory=dict)
    _key: bytes = field(default_factory=lambda: os.urandom(16))

    def take(self, now: OpenTexts) -> None:
        """Bring what is shown up to date, as far as it may change."""
        for exercise_id in {**self._shown, **now.by_question}:
            there = now.by_question.get(exercise_id, {})
            shown = {who: text for who, text in self._shown.get(exercise_id, {}).items() if who in there}
            if len(there.keys() - shown.keys()) >= SMALLEST_CLASS:
                shown = there
            self._shown[exercise_id] = shown if len(shown) >= SMALLEST_CLASS else {}

    def texts(self, exercise_id: str) -> list[str]:
        """Return the texts under a question, in an order that tells nothing; the same as long as the report is open."""
        shown = self._shown.get(exercise_id, {})
        return [shown[who] for who in sorted(shown, key=lambda who: self._chance(exercise_id, who))]

    def questions(self) -> list[str]:
        """Return the questions under which there are texts."""
        return [number for number, shown in self._shown.items() if shown]

    def _chance(self, exercise_id: str, who: object) -> bytes:
        return blake2b(f"{exercise_id} {who!r}".encode(), key=self._key, digest_size=8).digest()
