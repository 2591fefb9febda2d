"""The files of a class: a folder, a zip or a list of files, each read within bounds and checked.

A hand-in is a stranger's file. Nothing is written or unpacked, no more than `MAX_BYTES` of a file are read, and
whatever cannot be used is told in a sentence; the others count. Of two hand-ins of one learner the longer counts: files
of one learner have one id, and those of older releases, which have none, begin with the same answers. What a learner
took back does not count, and neither does a hand-in with another code than the one that is asked for.
"""

from __future__ import annotations

import io
import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from helpers.class_report.archives import (
    DAMAGED_ZIP,
    MAX_BYTES,
    MAX_FILES,
    TOO_LARGE,
    ZIP_START,
    FileProblem,
    open_archive,
)
from helpers.hand_in_code import code_of
from helpers.kinds.exercise import CERTAIN, GUESS, clip
from helpers.kinds.sound import sound_exercises
from helpers.record import SCHEMA, VERSION, handed_in_at, id_of, is_whole, taken_back_until

# A hand-in of the whole course has some 1,500 parts: lists, objects and commas.
MAX_PARTS = 50_000
MOST_PROBLEMS = 50
MOST_OF_A_TAKE_BACK = 2_000  # bytes
# Files that are remembered because they cannot be used.
MOST_REFUSED = 10_000
# So many first answers, with their times, tell whether two files without an id come from one learner. Texts are not
# among them: the learner decides whether these go with a hand-in.
FIRST_ANSWERS = 5
# What the report remembers of a folder has a name that begins so, also where a program that syncs folders copied it.
NOTE_NAME = "class_report_shown"
# What computers put beside files by themselves.
PASSED_OVER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
Source = str | os.PathLike | tuple[str, bytes]

SAME_LEARNER = "Another file of the same learner counts: a longer one, or a copy of this one."
NO_RECORD = "It is no record of this course."
TAKEN_BACK = "Its learner has taken it back. Delete it, please."
TAKES_BACK = "It takes back what its learner handed in before."
OTHER_CODE = "It has another code, or none."
SHOWN_ELSEWHERE = "Its learner is in another report of this folder, with another code or without one."
STRANGE = "It holds something that no record of this course holds."


class Invented(tuple):
    """Hand-ins of no real class, as pairs of name and bytes: the report says that they are invented."""

    def __repr__(self) -> str:
        return f"{len(self)} invented hand-ins."


@dataclass(frozen=True)
class HandIn:
    """One file: its name, and how to read it."""

    name: str  # shown only if the file cannot be used
    read: Callable[[], bytes]  # returns at most MAX_BYTES, or raises FileProblem


@dataclass
class Problems:
    """What was left out and why: the first by name are kept, all are counted."""

    reasons: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)  # beside what was left out: how many learners have which code
    _kept: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, why: str) -> None:
        """Keep a problem, if its name is among the first."""
        self.reasons[why] += 1
        self._kept.append((clip(name), why))
        if len(self._kept) >= 4 * MOST_PROBLEMS:
            self._kept = sorted(self._kept)[:MOST_PROBLEMS]

    @property
    def count(self) -> int:
        """How many files were left out."""
        return self.reasons.total()

    def first(self) -> tuple[tuple[str, str], ...]:
        """Return the first by name, each with its reason.

        For the teacher alone: pupils often name a file after themselves.
        """
        return tuple(sorted(self._kept)[:MOST_PROBLEMS])


# -- files


def files_of(source: Source | Iterable[Source], problems: Problems) -> Iterator[HandIn]:
    """Yield the files of a folder and its folders, of a zip without unpacking it, or of a list; at most `MAX_FILES`."""
    for number, found in enumerate(_all_files(source, problems)):
        if number >= MAX_FILES:
            problems.add("all further files", f"More than {MAX_FILES:,} files are not read.")
            return
        yield found


def _all_files(source: Source | Iterable[Source], problems: Problems) -> Iterator[HandIn]:
    if isinstance(source, str | os.PathLike):
        path = Path(source).expanduser()
        if path.is_dir():
            yield from _in_folder(path, problems)
        else:
            yield from _in_file(path, path.name, problems)
        return
    for part in source:
        if isinstance(part, tuple):
            name, content = part
            yield from _in_bytes(name, content, problems)
        else:
            yield from _all_files(part, problems)


def _in_folder(folder: Path, problems: Problems) -> Iterator[HandIn]:
    def tell(error: OSError) -> None:
        problems.add(Path(error.filename or "?").name, f"The folder cannot be opened ({error.strerror}).")

    for place, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not _passed_over(name))
        for name in sorted(names):
            path = Path(place, name)
            if not _passed_over(name):
                yield from _in_file(path, path.relative_to(folder).as_posix(), problems)


def _passed_over(name: str) -> bool:
    return name.startswith((".", NOTE_NAME)) or name in PASSED_OVER


def _in_file(path: Path, name: str, problems: Problems) -> Iterator[HandIn]:
    try:
        # A pipe or a device would be waited for, or read without end.
        if not stat.S_ISREG(path.stat().st_mode):
            problems.add(name, "It is no plain file.")
            return
        with path.open("rb") as file:
            zipped = file.read(len(ZIP_START)) == ZIP_START
            if zipped:
                yield from _in_zip(file, name, problems)
    except (OSError, ValueError) as error:
        problems.add(name, _cannot_open(error))
        return
    if not zipped:
        yield HandIn(name, lambda: _bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _within_bounds(file.read(MAX_BYTES + 1))
    except OSError as error:
        raise FileProblem(_cannot_open(error)) from None


def _cannot_open(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder."
    return f"It cannot be opened ({getattr(error, 'strerror', None) or error})."


def _in_bytes(name: str, content: bytes, problems: Problems) -> Iterator[HandIn]:
    if content.startswith(ZIP_START):
        yield from _in_zip(io.BytesIO(content), name, problems)
    else:
        yield HandIn(name, lambda: _within_bounds(content))


def _within_bounds(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise FileProblem(TOO_LARGE)
    return content


def _in_zip(file: BinaryIO, name: str, problems: Problems) -> Iterator[HandIn]:
    try:
        archive = open_archive(file)
    except FileProblem as problem:
        problems.add(name, str(problem))
        return
    for entry in archive.entries:
        # The list of contents gives each file a name; without one it is damaged.
        if not entry.filename:
            problems.add(name, DAMAGED_ZIP)
            continue
        if entry.is_dir() or any(map(_passed_over, PurePosixPath(entry.filename).parts)):
            continue
        if archive.left <= 0:
            problems.add(name, "Its further files are not read: together they are too large.")
            return
        yield HandIn(f"{name}/{entry.filename}", lambda entry=entry: archive.read(entry))


# -- records


def record_in(content: bytes) -> dict[str, Any]:
    """Read a record, and check all that is used of it; a FileProblem says why it cannot be used."""
    if not content.strip():
        raise FileProblem("It is empty.")
    # Both are seen before anything is read, so that a strange file costs no time.
    if SCHEMA.encode() not in content:
        raise FileProblem(NO_RECORD)
    if sum(map(content.count, (b"[", b"{", b","))) > MAX_PARTS:
        raise FileProblem(STRANGE)
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FileProblem("It is no record: it cannot be read, or a part of it was cut off.") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise FileProblem(NO_RECORD)
    version = data.get("version")
    if type(version) is int and version > VERSION:
        raise FileProblem("It was made by a newer release of this course. Update yours, then look again.")
    if not is_whole(data) or not _can_be_counted(data):
        raise FileProblem("It is a damaged record: a part of it is missing or changed.")
    if taken_back_until(data):
        raise FileProblem(TAKES_BACK)
    if not data["answers"]:
        raise FileProblem("It is a record without an answer.")
    return data


def _can_be_counted(data: Mapping[str, Any]) -> bool:
    """Tell whether a whole record also has what only the report looks at."""
    return data.get("coin") in (None, "A", "B") and all(
        attempts and all(_has_time_and_sureness(attempt) for attempt in attempts)
        for attempts in data["answers"].values()
    )


def _has_time_and_sureness(attempt: Mapping[str, Any]) -> bool:
    sureness = attempt.get("confidence")
    return isinstance(attempt.get("when"), str) and (sureness is None or GUESS <= sureness <= CERTAIN)


def taken_back_in(files: Iterable[HandIn]) -> dict[str, str]:
    """Return until when learners take back what they handed in, by their ids, as the files among these say."""
    found: dict[str, str] = {}
    for hand_in in files:
        try:
            content = hand_in.read()
            # It holds little; and what holds no such word need not be read.
            if len(content) <= MOST_OF_A_TAKE_BACK and b'"taken_back"' in content:
                data = json.loads(content.decode("utf-8-sig"))
                if isinstance(data, dict) and data.get("schema") == SCHEMA and data.get("answers") == {}:
                    own_id, until = id_of(data) or "", taken_back_until(data)
                    found[own_id] = max(found.get(own_id, ""), until)
        except (FileProblem, ValueError, RecursionError):
            continue
    return found


# -- one learner, one hand-in


@dataclass(frozen=True, order=True)
class Found:
    """A hand-in that can be used; the greater of two of one learner counts."""

    attempts: int
    digest: bytes  # of its content
    name: str = field(compare=False)


@dataclass
class Survey:
    """Which hand-ins count: one fingerprint for each learner is held, and no record."""

    problems: Problems = field(default_factory=Problems)
    # Why files cannot be used, by their digest: handed on from look to look, so that each is read once only.
    refused: dict[bytes, str] = field(default_factory=dict)
    # Until when the learners with these ids take back what they handed in.
    taken_back: Mapping[str, str] = field(default_factory=dict)
    code: str = ""  # that a hand-in must have; any, if empty
    is_elsewhere: Callable[[bytes], bool] = lambda who: False  # whether a learner is in another report
    _best: dict[bytes, Found] = field(default_factory=dict)
    _begun: set[bytes] = field(default_factory=set)
    _with_code: set[tuple[str, bytes]] = field(default_factory=set)

    def look_at(self, hand_in: HandIn) -> None:
        """Read one file and decide between it and another of the same learner."""
        try:
            content = hand_in.read()
            digest = digest_of(content)
            data = self._record_in(content, digest)
            beginnings = _fingerprints(data)
            self._see_that_it_counts(data, beginnings, digest)
        except FileProblem as why:
            self.problems.add(hand_in.name, str(why))
            return
        except Exception:
            # Whatever one file holds, the others count.
            self.problems.add(hand_in.name, STRANGE)
            return
        new = Found(sum(map(len, data["answers"].values())), digest, clip(hand_in.name))
        if own := id_of(data):
            identity = own.encode()
        else:
            *beginnings, identity = beginnings or [digest]
        # A file without an id gives way to one that begins alike and has one.
        self._begun.update(beginnings)
        old = self._best.get(identity)
        if old is None:
            self._best[identity] = new
            return
        # Of two equal files the one whose name comes first counts, whatever the order in which they are read.
        winner, loser = (new, old) if (new, old.name) > (old, new.name) else (old, new)
        self._best[identity] = winner
        self.problems.add(loser.name, SAME_LEARNER)

    def _see_that_it_counts(self, data: Mapping[str, Any], beginnings: list[bytes], digest: bytes) -> None:
        until = self.taken_back.get(id_of(data) or "")
        if until and handed_in_at(data) <= until:
            raise FileProblem(TAKEN_BACK)
        code, who = code_of(data.get("code")), (id_of(data) or "").encode() or next(iter(beginnings), b"") or digest
        if (code, who) not in self._with_code:
            self._with_code.add((code, who))
            self.problems.codes[code] += 1
        if self.code and code != self.code:
            raise FileProblem(OTHER_CODE)
        if self.is_elsewhere(who):
            raise FileProblem(SHOWN_ELSEWHERE)

    def _record_in(self, content: bytes, digest: bytes) -> dict[str, Any]:
        if digest in self.refused:
            raise FileProblem(self.refused[digest])
        try:
            return record_in(content)
        except FileProblem as why:
            if len(self.refused) < MOST_REFUSED:
                self.refused[digest] = str(why)
            raise

    def close(self) -> frozenset[bytes]:
        """Leave out the beginnings of hand-ins that came whole as well; return the digests of the files that count."""
        for identity in sorted(self._begun & self._best.keys()):
            self.problems.add(self._best.pop(identity).name, SAME_LEARNER)
        self._begun.clear()
        return frozenset(found.digest for found in self._best.values())


def digest_of(content: bytes) -> bytes:
    """Return a fingerprint of a file: sixteen bytes."""
    return blake2b(content, digest_size=16).digest()


def learner_of(data: Mapping[str, Any]) -> bytes:
    """Return what stays the same when a learner hands in again with more answers.

    It is the id of a checked record; of one without an id a fingerprint of its first answer that is no text.
    """
    return (id_of(data) or "").encode() or next(iter(_fingerprints(data)), b"")


def _fingerprints(data: Mapping[str, Any]) -> list[bytes]:
    """Return one fingerprint for each beginning of a record, up to its first few answers that are no texts."""
    running = blake2b(str(data.get("coin")).encode(), digest_size=16)
    found = []
    chosen = ((name, attempts) for name, attempts in data["answers"].items() if name in _no_texts())
    for exercise_id, attempts in islice(chosen, FIRST_ANSWERS):
        first = [exercise_id, attempts[0]["when"], attempts[0]["answer"]]
        running.update(json.dumps(first, sort_keys=True).encode())
        found.append(running.copy().digest())
    return found


@cache
def _no_texts() -> frozenset[str]:
    return frozenset(exercise_id for exercise_id, exercise in sound_exercises().items() if not exercise.own_words)
