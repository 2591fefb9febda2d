"""The learner's record: one readable file beside the lessons, saved after every answer, sent nowhere.

Answers are kept under the exercise's id, every attempt with its time, so that a lesson can bring them back
and lesson 09 can look at the whole series. A file that cannot be read is never overwritten: it is set aside,
and the learner is told.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from helpers.content import PACKAGE
from helpers.exercises.base import Entry

SCHEMA = "who-says-so/record"
VERSION = 1
PLACE_VARIABLE = "WHO_SAYS_SO_RECORD"


def default_place() -> Path:
    """Return where the record lies: beside ``my_lessons``, or where the environment says.

    Returns
    -------
    pathlib.Path
        ``WHO_SAYS_SO_RECORD`` if it is set (tests use an empty place of their own), else ``my_record.json``
        beside the package.
    """
    named = os.environ.get(PLACE_VARIABLE)
    return Path(named) if named else PACKAGE.parent / "my_record.json"


@dataclass
class Record:
    """Reads and writes one record file.

    The file is read anew before each save, so that two open lessons do not undo each other, and replaced in
    one step, so that a stop in the middle leaves the old file whole.

    Parameters
    ----------
    path : pathlib.Path
        The file; it need not exist.
    """

    path: Path = field(default_factory=default_place)

    def read(self) -> dict[str, Any]:
        """Return what the record holds.

        Returns
        -------
        dict
            As the record's schema says; empty of answers and without a coin if there is no file.

        Raises
        ------
        RecordProblem
            If the file is broken or from a newer release; the message says what to do.
        """
        try:
            # Some editors put a byte order mark in front: "utf-8-sig" passes over it.
            data = json.loads(self.path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return {"schema": SCHEMA, "version": VERSION, "coin": None, "answers": {}}
        except OSError as error:
            raise RecordProblem(
                f"Your record {self.path.name} cannot be opened ({error.strerror}).", readable=False
            ) from error
        except (ValueError, RecursionError):
            raise RecordProblem(f"Your record {self.path.name} is damaged and cannot be read.") from None
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise RecordProblem(f"The file {self.path.name} is not a record of this course.")
        if isinstance(data.get("version"), int) and data["version"] > VERSION:
            raise RecordProblem(f"Your record {self.path.name} was made by a newer release of this course.")
        if not _is_whole(data):
            raise RecordProblem(f"Your record {self.path.name} is damaged: a part of it is missing or changed.")
        return data

    def last(self, exercise_id: str) -> Entry | None:
        """Return the newest answer to an exercise.

        Parameters
        ----------
        exercise_id : str
            Id of the exercise.

        Returns
        -------
        Entry or None
            ``None`` if there is none or the record cannot be read.
        """
        attempts = self.attempts(exercise_id)
        return _entry(attempts[-1]) if attempts else None

    def attempts(self, exercise_id: str) -> list[dict[str, Any]]:
        """Return all attempts at an exercise, oldest first.

        Parameters
        ----------
        exercise_id : str
            Id of the exercise.

        Returns
        -------
        list of dict
            Empty if there are none or the record cannot be read.
        """
        try:
            return self.read()["answers"].get(exercise_id, [])
        except RecordProblem:
            return []

    def keep(self, exercise_id: str, entry: Entry, *, how: str) -> str:
        """Add an attempt and save the file.

        A typed answer that was kept before is not kept twice: running a cell again is no new attempt.

        Parameters
        ----------
        exercise_id : str
            Id of the exercise.
        entry : Entry
            What the learner gave.
        how : {"buttons", "typed"}
            Which face of the exercise it came through.

        Returns
        -------
        str
            A sentence for the learner: that it was saved, or why not.
        """
        saved, not_saved = f"Saved in {self.path.name}.", "Your answer stays on this page until you close it."
        try:
            data, note = self._read_or_set_aside()
        except RecordProblem as problem:
            return f"Not saved: {problem} {not_saved}"
        attempts = data["answers"].setdefault(exercise_id, [])
        typed_before = [attempt for attempt in attempts if attempt["how"] == "typed"]
        if how == "typed" and typed_before and _entry(typed_before[-1]) == entry:
            return saved + note
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        attempt = {"when": now, "how": how, "answer": entry.answer}
        if entry.confidence is not None:
            attempt["confidence"] = entry.confidence
        if entry.because:
            attempt["because"] = entry.because
        attempts.append(attempt)
        try:
            self._write(data)
        except OSError as error:
            return f"Not saved: {error.strerror or error}. {not_saved}{note}"
        return saved + note

    def begin(self) -> bool:
        """Make the file and toss its coin, if there is no file yet.

        Returns
        -------
        bool
            Whether there is a record now.
        """
        try:
            if not self.path.exists():
                self._write(self.read())
        except (OSError, RecordProblem):
            return False
        return True

    def form(self, form_of: Mapping[str, str]) -> str:
        """Say which of the two forms this learner gets first.

        Parameters
        ----------
        form_of : mapping
            From the ids of the forms' items to ``"A"`` or ``"B"``.

        Returns
        -------
        str
            The form that was begun; else the one the coin says; without a record, A.
        """
        try:
            data = self.read()
        except RecordProblem:
            return "A"
        begun = next((form_of[exercise_id] for exercise_id in data["answers"] if exercise_id in form_of), None)
        return begun or ("B" if data.get("coin") == "B" else "A")

    def _write(self, data: dict[str, Any]) -> None:
        data["coin"] = data.get("coin") or random.choice("AB")
        text = json.dumps(data, ensure_ascii=False, indent=1)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_name(f".{self.path.name}.{os.getpid()}.new")
        try:
            # Half an emoji (a lone surrogate) has no UTF-8 form; a backslash escape brings it back unchanged.
            with unfinished.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _read_or_set_aside(self) -> tuple[dict[str, Any], str]:
        """Read the file; if it is no record we can use, rename it and say so: nothing in it is lost."""
        try:
            return self.read(), ""
        except RecordProblem as problem:
            if not problem.readable:
                raise
            try:
                aside = self._set_aside()
            except OSError as error:
                told = f"{problem} It could not be set aside ({error.strerror or error})."
                raise RecordProblem(told, readable=False) from error
            return self.read(), f" {problem} It was set aside as {aside.name}, and a new record was begun."

    def _set_aside(self) -> Path:
        names = (f"{self.path.stem}-set-aside-{number}{self.path.suffix}" for number in count(1))
        free = next(name for name in names if not self.path.with_name(name).exists())
        return self.path.rename(self.path.with_name(free))


class RecordProblem(ValueError):
    """The record file cannot be used as it is; the message is a sentence for the learner.

    Parameters
    ----------
    message : str
        The sentence.
    readable : bool
        Whether the file could at least be opened.
    """

    def __init__(self, message: str, *, readable: bool = True) -> None:
        super().__init__(message)
        self.readable = readable


def _is_whole(data: Mapping[str, Any]) -> bool:
    """Tell whether all that is read from a record has the form that we gave it."""
    return (
        isinstance(data.get("version"), int)
        and isinstance(data.get("answers"), dict)
        and all(
            isinstance(attempts, list) and all(_is_attempt(attempt) for attempt in attempts)
            for attempts in data["answers"].values()
        )
    )


def _is_attempt(attempt: Any) -> bool:
    return (
        isinstance(attempt, dict)
        and "answer" in attempt
        and attempt.get("how") in ("buttons", "typed")
        and isinstance(attempt.get("confidence"), int | None)
        and isinstance(attempt.get("because", ""), str)
    )


def _entry(attempt: Mapping[str, Any]) -> Entry:
    return Entry(attempt["answer"], attempt.get("confidence"), attempt.get("because", ""))
