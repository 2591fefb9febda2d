"""A note beside the hand-ins: what their class report shows, so that the next run can keep its promise.

It holds sums and, for each figure, numbers that stand for the learners in it. No name, no id and no text is in it; the
numbers are made with a key that was drawn for this folder, another one for each figure and without the answers. So they
tell whether a hand-in that one holds is already in a figure, and nothing else. The hand-ins beside it tell more.
"""

from __future__ import annotations

import base64
import json
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from helpers.class_report.archives import MAX_FILES
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import (
    FORMS_FIGURE,
    HAND_INS,
    BandTally,
    ClassCounts,
    Figure,
    FormsTally,
    Members,
    Tally,
    band_figure,
    exercise_figure,
)
from helpers.class_report.hand_ins import NOTE_NAME, Problems
from helpers.class_report.on_show import OnShow
from helpers.judgement import BANDS, Counts
from helpers.kinds.sound import sound_exercises
from helpers.safe_file import one_at_a_time, patiently, write_whole

SCHEMA, VERSION = "who-says-so/shown-in-class-report", 1
ABOUT = (
    "What the class report of this folder shows: sums only, no names and no answers of one learner. Each figure "
    "changes only with five new learners; without this file the report forgets what it has shown. Delete it together "
    "with the hand-ins."
)
MAX_NOTE = 100_000_000
OUT_OF_GIT = "# Hand-ins of learners belong into no repository. Written by the class report.\n*\n"

NO_FOLDER = "These files have no folder of their own: what was shown is remembered until this notebook is stopped."
NOT_WRITTEN = "This folder cannot be written to: what was shown is remembered until this notebook is stopped."
DAMAGED = "The file {} is damaged, so what was shown before is not known, and the report begins anew."
NEWER = "The file {} was made by a newer release: what is shown is remembered until this notebook is stopped."

Rest = TypeVar("Rest")


class NewerNote(Exception):
    """A note was written by a newer release."""


def note_place(source: object, code: str = "") -> Path | None:
    """Say where the note of a report belongs: in its folder, or beside its zip; else, or if nothing is there, none.

    Of a report with a code it has another name.
    """
    with_code = f", code {code}" if code else ""
    if isinstance(source, list | tuple) and len(source) == 1:
        (source,) = source
    if not isinstance(source, str | Path):
        return None
    path = Path(source).expanduser()
    try:
        if path.is_dir():
            return path / f"{NOTE_NAME}{with_code}.json"
        return path.with_name(f"{NOTE_NAME} {path.name}{with_code}.json") if path.is_file() else None
    except (OSError, ValueError):
        return None


@dataclass
class ShownNote:
    """What a report shows, remembered by the folder of its hand-ins; without a folder nothing is written."""

    source: object = None
    code: str = ""  # of the hand-ins that it counts; all, if empty
    on_show: OnShow = field(default_factory=OnShow)
    _path: Path | None = None
    _text: str = ""  # of the note, as it was last read or written here
    _alone: str = ""  # why the note is not used any more

    def look(self, count: Callable[[bytes, Sequence[Members]], tuple[ClassCounts, Rest]]) -> tuple[Rest, bool, str]:
        """Count the hand-ins and bring what is shown up to date.

        `count` takes the key of the learners' numbers, and who is in another report of the folder; it returns the sums
        and whatever else is known. Returned are
        that, whether no figure on show waits for further learners, and a sentence where the promise does not outlive
        the notebook, or could not be kept.
        """
        if not self.on_show.has_shown:
            self._path = note_place(self.source, self.code)
        told = self._fetch()
        key = self.on_show.key
        # A count may take long: it is made before another teacher, who looks at the same time, has to wait.
        counts, rest = count(key, self._elsewhere())
        if self._path and not self._alone:
            try:
                with one_at_a_time(self._path):
                    told = self._fetch() or told
                    if self.on_show.key != key:
                        counts, rest = count(self.on_show.key, self._elsewhere())
                    whole = self.on_show.take(counts)
                    self._write()
                return rest, whole, self._alone or told
            except OSError:
                # From now on it knows more than the note, which must not take it back.
                self._alone = NOT_WRITTEN
                if self.on_show.key != key:
                    counts, rest = count(self.on_show.key, self._elsewhere())
        return rest, self.on_show.take(counts), self._alone or told or NO_FOLDER

    def _fetch(self) -> str:
        """Take over what the note says, if somebody else wrote it; return what is wrong with it."""
        if not self._path or self._alone:
            return ""
        try:
            text = _read(self._path)
            if text != self._text:
                self.on_show = _shown_in(text) if text else self.on_show
                self._text = text
        except OSError:
            self._alone = NOT_WRITTEN
        except NewerNote:
            self._alone = NEWER.format(self._path.name)
        except ValueError:
            # What this notebook has shown it still knows, and writes again.
            return "" if self.on_show.has_shown else DAMAGED.format(self._path.name)
        return ""

    def _elsewhere(self) -> list[Members]:
        """Tell who is in another report of this folder: each learner is in one, so that no two can be compared."""
        found = []
        for path in _other_notes(self.source, self._path) if self._path else ():
            try:
                other = read_note(_read(path))
            except (OSError, ValueError, NewerNote):
                continue  # what it has shown is not known any more
            found.append(Members(other.key, other.ever.get(HAND_INS, set())))
        return found

    def _write(self) -> None:
        if self.on_show.has_shown and (text := write_note(self.on_show)) != self._text:
            write_whole(self._path, text)
            self._text = text
            if self._path == note_place(self._path.parent, self.code):  # and not beside a zip
                _keep_out_of_git(self._path.parent)


def _keep_out_of_git(folder: Path) -> None:
    """Let git pass over a folder of hand-ins, whatever its name; where git is told something already, that stays."""
    place = folder / ".gitignore"
    if not place.exists():
        with suppress(OSError):
            write_whole(place, OUT_OF_GIT)


def _other_notes(source: object, own: Path) -> list[Path]:
    """Find the notes of the reports with another code, or without one, that are made of the same hand-ins."""
    plain = note_place(source)
    if plain is None:
        return []
    named = re.compile(rf"{re.escape(plain.stem)}(?:, code [^ ]+)?")
    alike = (path for path in own.parent.glob(f"{NOTE_NAME}*.json") if named.fullmatch(path.stem))
    return sorted(path for path in alike if path.name != own.name)


def _shown_in(text: str) -> OnShow:
    """Read a note, and see that cards can be made of it: its sums may name what no exercise has."""
    on_show = read_note(text)
    try:
        on_show.forget_other_questions()
        report_cards(on_show.counts, Problems())
    except Exception as fault:  # whatever a stranger's note holds, the report goes on
        raise ValueError("the note holds what cannot be shown") from fault
    return on_show


def _read(path: Path) -> str:
    """Return the text of a note, empty if there is none."""
    try:
        with path.open("rb") as file:
            content = patiently(lambda: file.read(MAX_NOTE + 1))
    except FileNotFoundError:
        return ""
    if len(content) > MAX_NOTE:
        raise ValueError("no note is so long")
    return content.decode("utf-8")


# -- as text


def write_note(on_show: OnShow) -> str:
    """Write what is shown as the JSON of a note, the same for the same figures."""
    counts = on_show.counts
    figures: dict[str, Any] = {
        name: {"ever": base64.b64encode(array("I", sorted(ever)).tobytes()).decode()}
        for name, ever in sorted(on_show.ever.items())
        if ever
    }
    shown: list[tuple[str, Figure, dict[str, Any]]] = [(HAND_INS, counts.hand_ins, {})]
    for exercise_id, tally in counts.exercises.items():
        parts = [[part, value, number] for (part, value), number in sorted(tally.parts.items())]
        shown.append((exercise_figure(exercise_id), tally, {"asked": on_show.asked.get(exercise_id), "parts": parts}))
    for number, band in enumerate(counts.bands):
        shown.append((band_figure(number), band, {name: getattr(band, name) for name in _BAND_SUMS}))
    pairs = [[_numbers(before), _numbers(after), number] for (before, after), number in counts.forms.pairs.items()]
    shown.append((FORMS_FIGURE, counts.forms, {"pairs": sorted(pairs)}))
    for name, figure, sums in shown:
        if figure.learners:
            figures[name] |= {"learners": figure.learners, **sums}
    note = {"schema": SCHEMA, "version": VERSION, "about": ABOUT, "key": on_show.key.hex(), "figures": figures}
    return json.dumps(note, ensure_ascii=False, indent=0) + "\n"


_BAND_SUMS = ("answers", "fitted", "with_fitting", "with_missing")


def _numbers(counts: Counts) -> list[int]:
    return [getattr(counts, part.name) for part in fields(Counts)]


def read_note(text: str) -> OnShow:
    """Read a note that anybody may have changed: NewerNote, if a newer release wrote it; ValueError, if it is wrong."""
    try:
        note = json.loads(text)
        if note["schema"] != SCHEMA or type(note["version"]) is not int:
            raise ValueError("this is no note of ours")
        if note["version"] > VERSION:
            raise NewerNote
        return _on_show(bytes.fromhex(note["key"]), note["figures"])
    except (TypeError, LookupError, AttributeError, RecursionError) as fault:
        raise ValueError("a part of the note is missing or changed") from fault


def _on_show(key: bytes, figures: Mapping[str, Mapping[str, Any]]) -> OnShow:
    if not 16 <= len(key) <= 64:
        raise ValueError("this is no key of ours")
    read = OnShow(key=key)
    bands = {band_figure(number): BandTally() for number in range(len(BANDS))}
    for name, sums in figures.items():
        read.ever[name] = set(array("I", base64.b64decode(sums["ever"], validate=True)))
        if "learners" not in sums:
            continue
        learners = _number(sums["learners"], len(read.ever[name]))
        if name in bands:
            answers = _number(sums["answers"], MAX_FILES * len(sound_exercises()))
            within = {"fitted": answers, "with_fitting": learners, "with_missing": learners}
            others = {part: _number(sums[part], most) for part, most in within.items()}
            bands[name] = BandTally(learners, answers=answers, **others)
        elif name == FORMS_FIGURE:
            pairs = {(_counts(before), _counts(after)): _number(n, learners) for before, after, n in sums["pairs"]}
            read.counts.forms = FormsTally(learners, pairs=Counter(pairs))
        elif name == HAND_INS:
            read.counts.hand_ins = Figure(learners)
        elif name.startswith(exercise_figure("")):
            exercise_id = name.removeprefix(exercise_figure(""))
            parts = {(_text(part), _text(value)): _number(n, learners) for part, value, n in sums["parts"]}
            read.counts.exercises[exercise_id] = Tally(learners, parts=Counter(parts))
            read.asked[exercise_id] = _text(sums["asked"])
    read.counts.bands = tuple(bands.values())
    return read


def _number(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("this is no number of ours")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("this is no name")
    return value


def _counts(numbers: Iterable[object]) -> Counts:
    read = Counts(*(_number(number, 1000) for number in numbers))
    if read.passed_on > read.well_supported or read.held_back > read.weak:
        raise ValueError("a part is larger than the whole")
    return read
