"""The learner's record: one readable file beside the lessons, saved after every answer, sent nowhere.

Answers are kept under the exercise's id, every attempt with its time, so that a lesson can bring them back
and the last lesson can look at the whole series. A file that cannot be read is never overwritten: it is set aside,
and the learner is told. An answer that cannot be saved waits, and is saved with the next one.

A record has an `id`: 16 hexadecimal digits in lower case, by chance (8 random bytes), from which nothing can be learned
about anybody. It tells which files come from one record, and the rule for it is the same in Python and in the browser:

- It is made with the first answer: a record without answers may be copied, with the course, to all computers of a
  school. A record from before there were ids gets one when it is next written. What is not of that form counts as none.
- It stays with the record: saving, beginning again (one lesson or all) and bringing a record in change neither coin nor
  id. When two records are merged, the one that is kept keeps its own; if that one has no answers yet, those of the one
  that is brought in take their place. If only one of the two has an id, that one holds.
- Deleting everything, setting a damaged record aside, and putting the file away begin a record with a new coin and id.
- A hand-in has the id of its record. One without an id is from an older release.
- So has what takes hand-ins back: the time until which they do not count any more, and no answers. A hand-in that is
  made after that says when.
- The version stays 1: older releases pass over the id, and keep it when they save.
"""

from __future__ import annotations

import json
import os
import random
import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from helpers.browser import PLACE_VARIABLE, place_of
from helpers.content import PACKAGE
from helpers.kinds.exercise import Entry
from helpers.safe_file import WAITS_TO_READ, one_at_a_time, patiently, pause, unfinished_files, write_whole

SCHEMA = "who-says-so/record"
VERSION = 1
ID = re.compile(r"[0-9a-f]{16}")
OUR_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", re.ASCII)
# What comes between the record's name and ".json" in the names of files that we lay beside it, and in those of the
# copies that a syncing program makes when two computers wrote at once: "(1)", " 2", "-LAPTOP7", ".sync-conflict-…".
# A number alone after a hyphen is a teacher's: the guide says how to put records of several classes away. Whose the
# others are, only what is in them tells.
BESIDE = re.compile(r"-(?:set-aside|before)-\d+|-(?:hand-in|take-back)-[0-9a-f]{8}|-drafts")
CONFLICT = re.compile(r" \(.+\)| \d+|\.sync-conflict-.+| - .+|[-_](?=.*[^\W\d_]).+")
KEEP_OPEN = "Keep this lesson open: your answer is saved together with your next one."


def default_place() -> Path:
    """Return where the record lies: where the environment says, as in tests, else beside ``my_lessons``."""
    named = os.environ.get(PLACE_VARIABLE)
    return Path(named) if named else PACKAGE.parent / "my_record.json"


@dataclass
class Record:
    """Reads and writes one record file.

    The file is locked, read anew and replaced in one step for each save. So two open lessons do not undo each
    other, and a stop in the middle leaves the old file whole.

    Parameters
    ----------
    path : pathlib.Path
        The file; it need not exist.
    """

    path: Path = field(default_factory=default_place)

    # Of each record: the attempts that could not be saved yet, and the copies beside it that were told of.
    _waiting: ClassVar[dict[Path, list[tuple[str, dict[str, Any]]]]] = {}
    _conflicts_reported: ClassVar[set[Path]] = set()

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
            data = json.loads(patiently(lambda: self.path.read_text(encoding="utf-8-sig"), WAITS_TO_READ))
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
        if not is_whole(data):
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
        entries = self.entries(exercise_id)
        return entries[-1] if entries else None

    def entries(self, exercise_id: str) -> list[Entry]:
        """Return what was given in all attempts at an exercise, oldest first.

        Parameters
        ----------
        exercise_id : str
            Id of the exercise.

        Returns
        -------
        list of Entry
            See `attempts`.
        """
        return [_entry(attempt) for attempt in self.attempts(exercise_id)]

    def attempts(self, exercise_id: str) -> list[dict[str, Any]]:
        """Return all attempts at an exercise, oldest first.

        Parameters
        ----------
        exercise_id : str
            Id of the exercise.

        Returns
        -------
        list of dict
            Those in the file, if it can be read, and those that wait to be saved.
        """
        try:
            kept = self.read()["answers"].get(exercise_id, [])
        except RecordProblem:
            kept = []
        waiting = self._waiting.get(self.path, ())
        return [*kept, *(attempt for waits_for, attempt in waiting if waits_for == exercise_id)]

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
        attempt: dict[str, Any] = {"when": _now(), "how": how, "answer": entry.answer}
        if entry.confidence is not None:
            attempt["confidence"] = entry.confidence
        if entry.because:
            attempt["because"] = entry.because
        if entry.hinted:
            attempt["hint"] = True
        self._waiting.setdefault(self.path, []).append((exercise_id, attempt))
        try:
            with one_at_a_time(self.path):
                note = self._save_waiting()
        except RecordProblem as problem:
            return f"Not saved: {problem} {KEEP_OPEN}"
        except OSError as error:
            return f"Not saved: {error.strerror or error}. {KEEP_OPEN}"
        return f"Saved in {place_of(self.path)}.{note}{self._tell_conflicts()}"

    def _save_waiting(self) -> str:
        """Put all that waits into the file; return what the learner must be told."""
        waiting = self._waiting.get(self.path, [])
        data, note = self._read_or_set_aside()
        added = [self._add(data["answers"], *given, again=given is not waiting[-1]) for given in waiting]
        if any(added):
            self._write(data)
        waiting.clear()
        return note

    def _add(self, answers: dict[str, Any], exercise_id: str, attempt: dict[str, Any], *, again: bool) -> bool:
        """Add an attempt, unless it is there; tell whether it was added."""
        attempts = answers.get(exercise_id, [])
        if again and attempt in attempts:  # a save that was interrupted had come through
            return False
        typed_before = [earlier for earlier in attempts if earlier["how"] == "typed"]
        if attempt["how"] == "typed" and typed_before and _entry(typed_before[-1]) == _entry(attempt):
            return False
        attempt["when"] = _not_before_others(attempt["when"], answers)
        answers.setdefault(exercise_id, []).append(attempt)
        return True

    def begin_again(self, exercise_ids: Collection[str] | None = None) -> Path:
        """Take answers out of the record, and keep a copy of the record as it was.

        Parameters
        ----------
        exercise_ids : collection of str, optional
            The exercises; all, if not given.

        Returns
        -------
        pathlib.Path
            The copy.

        Raises
        ------
        RecordProblem, OSError
            If the record cannot be read, or a file cannot be written. The record is then as it was.
        """
        with one_at_a_time(self.path):
            self._save_waiting()
            data = self._read_with_id()
            copy = self._free_name("before")
            write_whole(copy, text_of(data))
            for exercise_id in list(data["answers"] if exercise_ids is None else exercise_ids):
                data["answers"].pop(exercise_id, None)
            self._write(data)
        return copy

    def read_with_id(self) -> dict[str, Any]:
        """Return what the record holds, and give it an id if it has none: what is made from it shall carry that.

        Returns
        -------
        dict
            See `read`. Where there is no file, none is made.

        Raises
        ------
        RecordProblem, OSError
            If the record cannot be read, or not be written.
        """
        with one_at_a_time(self.path):
            return self._read_with_id()

    def _read_with_id(self) -> dict[str, Any]:
        data = self.read()
        if data["answers"] and not id_of(data):
            self._write(data)
        return data

    def files(self) -> list[Path]:
        """Name all that was ever kept for this learner, the record first: what we laid beside it, and copies of it."""
        others = self.of_others()
        beside = [path for path in self._named_alike() if path not in others]
        return [path for path in (self.path, *beside, *unfinished_files(self.path)) if path.exists()]

    def of_others(self) -> list[Path]:
        """Name the records beside this one that may be somebody else's, such as another class's on the same computer.

        Their names are like those of our files and copies, but what is in them has nothing in common with this record.
        Without this record nobody can tell, so each of them may be somebody else's.
        """
        mine = _record_in(self.path)
        alike = ((path, _record_in(path)) for path in self._named_alike())
        return [path for path, data in alike if data and not (mine and of_one_learner(mine, data))]

    def _named_alike(self) -> list[Path]:
        return [*self._beside(BESIDE), *self.conflicts()]

    def conflicts(self) -> list[Path]:
        """Find second records of the course, such as a syncing program makes when two computers wrote at once."""
        return [path for path in self._beside(CONFLICT) if _record_in(path)]

    def delete(self) -> list[Path]:
        """Delete the record, what we laid beside it, and copies of it.

        Returns
        -------
        list of pathlib.Path
            What could not be deleted. The record then stays too: it tells whose the rest is when this is tried again.
            The lock, an empty file, always stays: somebody may be waiting for it.

        Raises
        ------
        OSError
            If the folder cannot be written.
        """
        self._waiting.pop(self.path, None)
        left = []
        with one_at_a_time(self.path):
            for path in reversed(self.files()):
                if left and path == self.path:
                    left.append(path)
                    continue
                try:
                    patiently(path.unlink)
                except OSError:
                    left.append(path)
        return left

    def _beside(self, between: re.Pattern[str]) -> list[Path]:
        """Return the files that are named like this one, with something in between."""
        stem, end = self.path.stem, self.path.suffix
        with suppress(OSError):
            return sorted(
                path
                for path in self.path.parent.iterdir()
                if path.name.startswith(stem)
                and path.suffix == end
                and between.fullmatch(path.name[len(stem) : -len(end) or None])
                and (between is BESIDE or not BESIDE.fullmatch(path.name[len(stem) : -len(end) or None]))
            )
        return []

    def _tell_conflicts(self) -> str:
        """Tell of each second record once: on every answer it would drown what else is told."""
        new = [path for path in self.conflicts() if path not in self._conflicts_reported]
        self._conflicts_reported.update(new)
        return "".join(
            f" A second record lies beside it, {path.name}: a program that syncs folders may have made it, or "
            "it is somebody else's. Nothing in it is lost, and nothing of it is used here."
            for path in new
        )

    def with_help(self) -> bool:
        """Tell whether the learner chose to work with help: it stands in the record, and goes with it.

        Returns
        -------
        bool
            False, if nothing was chosen or the record cannot be read.
        """
        try:
            return self.read().get("with_help") is True
        except RecordProblem:
            return False

    def choose_help(self, wanted: bool) -> None:
        """Keep whether the learner works with help.

        Parameters
        ----------
        wanted : bool
            Without help, nothing stands in the record.

        Raises
        ------
        RecordProblem, OSError
            If the record cannot be read, or not be written. It is then as it was.
        """
        if self.with_help() == wanted:
            return
        with one_at_a_time(self.path):
            data = self.read()
            data.pop("with_help", None)
            self._write({**data, "with_help": True} if wanted else data)

    def begin(self) -> bool:
        """Make the file and toss its coin, if there is no file yet.

        Returns
        -------
        bool
            Whether there is a record now.
        """
        try:
            with one_at_a_time(self.path):
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
        if data["answers"] and not id_of(data):
            data["id"] = secrets.token_hex(8)
        write_whole(self.path, text_of(data))

    def _read_or_set_aside(self) -> tuple[dict[str, Any], str]:
        """Read the file; if it is no record we can use, rename it and say so: nothing in it is lost."""
        for seconds in (*WAITS_TO_READ, None):
            try:
                return self.read(), ""
            except RecordProblem as problem:
                if not problem.readable:
                    raise
                unusable = problem
            if seconds is not None:  # a syncing program may be in the middle of writing it
                pause(seconds)
        try:
            aside = self._free_name("set-aside")
            patiently(lambda: self.path.rename(aside))
        except OSError as error:
            message = f"{unusable} It could not be set aside ({error.strerror or error})."
            raise RecordProblem(message, readable=False) from error
        return self.read(), f" {unusable} It was set aside as {aside.name}, and a new record was begun."

    def _free_name(self, what: str) -> Path:
        names = (self.path.with_name(f"{self.path.stem}-{what}-{number}{self.path.suffix}") for number in count(1))
        return next(path for path in names if not path.exists())


class RecordProblem(ValueError):
    """The record file cannot be used as it is; the message is a sentence for the learner.

    `readable` tells whether the file could at least be opened.
    """

    def __init__(self, message: str, *, readable: bool = True) -> None:
        super().__init__(message)
        self.readable = readable


def is_whole(data: Mapping[str, Any]) -> bool:
    """Tell whether all that is read from a record has the form that we gave it.

    The browser edition's ``record_store.mjs`` has the same rule; one table of records tests both.
    """
    return (
        type(data.get("version")) is int
        and data["version"] >= 1
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
        and (attempt.get("confidence") is None or type(attempt["confidence"]) is int)
        and isinstance(attempt.get("because", ""), str)
    )


def _entry(attempt: Mapping[str, Any]) -> Entry:
    hinted = attempt.get("hint") is True
    return Entry(attempt["answer"], attempt.get("confidence"), attempt.get("because", ""), hinted)


def id_of(data: Mapping[str, Any]) -> str | None:
    """Return the id of a record or a hand-in, as the beginning of this module describes it, if it has one."""
    record_id = data.get("id")
    return record_id if isinstance(record_id, str) and ID.fullmatch(record_id) else None


def taken_back_until(data: Mapping[str, Any]) -> str:
    """Return until when a learner takes back what was handed in; empty if this takes nothing back."""
    until = data.get("taken_back")
    return until if id_of(data) and isinstance(until, str) and OUR_TIME.fullmatch(until) else ""


def handed_in_at(data: Mapping[str, Any]) -> str:
    """Return the time of a hand-in: the one that it says, or of its newest answer; empty if it has none of ours."""
    at = data.get("handed_in")
    said = at if isinstance(at, str) and OUR_TIME.fullmatch(at) else ""
    return max(said, *_moments(data["answers"]), "")


def of_one_learner(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Tell whether two records, or hand-ins, come from one learner: whether they have the same id.

    If one has no id, whether both hold an answer that was given at the same moment.
    """
    if id_of(first) and id_of(second):
        return id_of(first) == id_of(second)
    return any(
        given in _given(second, exercise_id) for exercise_id in first["answers"] for given in _given(first, exercise_id)
    )


def _given(data: Mapping[str, Any], exercise_id: str) -> list[tuple[str, Any]]:
    """Return moment and answer of each attempt whose moment is one of ours."""
    attempts = data["answers"].get(exercise_id, ())
    return [(when, attempt["answer"]) for attempt in attempts if OUR_TIME.fullmatch(when := str(attempt.get("when")))]


def text_of(data: Mapping[str, Any]) -> str:
    """Write a record the one way that we write it."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def moment_after(earlier: str) -> str:
    """Return the time now; if the clock has not come past an earlier time of ours, the second after that."""
    return max(_now(), _a_second_after(earlier)) if earlier else _now()


def _not_before_others(moment: str, answers: Mapping[str, Any]) -> str:
    """Return a moment not before those in the record: the order of answers must hold when a clock goes backwards."""
    newest = max(_moments(answers), default="")
    return moment if moment >= newest else _a_second_after(newest) or moment


def _a_second_after(moment: str) -> str:
    try:
        return (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat()
    except (ValueError, OverflowError):  # no day of any calendar
        return ""


def _moments(answers: Mapping[str, Any]) -> Iterator[str]:
    for attempts in answers.values():
        for attempt in attempts:
            when = attempt.get("when")
            if isinstance(when, str) and OUR_TIME.fullmatch(when):
                yield when


def _record_in(path: Path) -> dict[str, Any] | None:
    """Return what a record holds; ``None`` if there is none that can be read."""
    try:
        return Record(path).read() if path.is_file() else None
    except RecordProblem:
        return None
