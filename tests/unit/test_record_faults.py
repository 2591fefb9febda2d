"""The record under faults: whatever happens to a computer, no answer is lost that the learner was told is safe.

Each fault is tried on records of its own. An answer is *lost* if the learner was told “Saved” and it stands neither in
the record nor in a file set aside; or if the learner was told to keep the lesson open, did so, and it is not there
after the fault. ``pytest tests/unit/test_record_faults.py -rP -k figure`` prints the table.
"""

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import jsonschema
import pytest
from counting import calls_of

import helpers.record
from helpers import safe_file
from helpers.answering import from_before
from helpers.content import PACKAGE, data_folder, read_json
from helpers.kinds.exercise import Entry
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.record import Record

SCHEMA = read_json(data_folder() / "schemas" / "record.schema.json")
SOUND = '{"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": '
POSIX = os.name == "posix"
AS_ROOT = POSIX and os.geteuid() == 0


class Learner:
    """Answers questions, and remembers what the record told about each answer."""

    def __init__(self, folder):
        self.record = Record(folder / "my_record.json")
        self.told = {}

    def answers(self, count=1):
        """Give some answers, each unlike all others; return what was told."""
        for _ in range(count):
            words = f"answer {len(self.told)}"
            self.told[words] = self.record.keep(f"question-{len(self.told) % 7}", Entry(words), how="buttons")
        return [*self.told.values()][-count:]

    def lost(self):
        """Return the answers that stand in no file, after one more was given without any fault."""
        assert self.answers()[0].startswith("Saved in my_record.json.")
        return sorted(self.told.keys() - in_files(self.record.path.parent))


def in_files(folder):
    """Return every answer in the records of a folder, those set aside too."""
    found = set()
    for path in folder.glob("my_record*.json"):
        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            attempts = [one for attempts in json.loads(text)["answers"].values() for one in attempts]
        except (ValueError, TypeError, KeyError, RecursionError):
            attempts = []
        found |= {one["answer"] for one in attempts if isinstance(one, dict) and isinstance(one.get("answer"), str)}
    return found


def refusing(number, times=None):
    """Return a stand-in for an act of the system that is refused, always or the first times."""
    left = [times]

    def make(real):
        def act(*arguments, **options):
            if left[0] is None or left[0] > 0:
                left[0] = left[0] and left[0] - 1
                raise OSError(number, os.strerror(number))
            return real(*arguments, **options)

        return act

    return make


@contextmanager
def broken(owner, name, make):
    with patch.object(owner, name, make(getattr(owner, name))):
        yield


@contextmanager
def no_waiting():
    """Count the waits instead of waiting."""
    waits = []
    with patch.object(safe_file, "pause", waits.append), patch.object(helpers.record, "pause", waits.append):
        yield waits


# -- the faults: each breaks something, lets the learner answer, and returns how often it struck

STEPS_OF_A_SAVE = [(Path, "mkdir"), (Path, "open"), (os, "fsync"), (Path, "replace")]


def refused_at_each_step(number):
    def fault(learner):
        for owner, name in STEPS_OF_A_SAVE:
            learner.answers(2)
            with broken(owner, name, refusing(number)):
                reasons = learner.answers(2)
            assert all(told.startswith(f"Not saved: {os.strerror(number)}. Keep this lesson open") for told in reasons)
        return len(STEPS_OF_A_SAVE)

    return fault


def disk_that_takes_some_bytes(learner):
    """The system itself refuses to write more bytes than fit, in the middle of the file."""
    import resource

    learner.answers(20)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    sizes = (0, 1, 100, 1000)
    for size in sizes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            [told] = learner.answers()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert told.startswith("Not saved: File too large.")
    return len(sizes)


def folder_that_is_read_only(learner):
    learner.answers(2)
    learner.record.path.parent.chmod(0o500)
    try:
        [told] = learner.answers()
    finally:
        learner.record.path.parent.chmod(0o700)
    assert told.startswith("Not saved: Permission denied.")
    return 1


def folder_that_is_a_file(learner):
    """No folder can be made where a file is: refused even to root."""
    inside = learner.record.path.parent / "folder"
    inside.write_text("a file", encoding="utf-8")
    learner.record = Record(inside / "my_record.json")
    [told] = learner.answers()
    assert told.startswith("Not saved: File exists")
    inside.unlink()
    return 1


def broken_files(learner):
    """Whatever stands in the file, it is set aside as it is, and the answers go on; what the disk ate is not ours."""
    path = learner.record.path
    learner.answers(3)
    whole = path.read_bytes()
    newer = whole.replace(b'"version": 1', b'"version": 2')
    texts = [b"", b"\0" * len(whole), b"\xff\xfe", b"[" * 200_000, b"my answers", newer, b"null", b"[1]"]
    texts += [whole[: len(whole) * part // 8] for part in range(1, 8)]
    for number, text in enumerate(texts, 1):
        path.rename(path.with_name(f"my_record-{number}.json"))
        path.write_bytes(text)
        [told] = learner.answers()
        assert f"It was set aside as my_record-set-aside-{number}.json" in told
        assert path.with_name(f"my_record-set-aside-{number}.json").read_bytes() == text
    return len(texts)


def file_that_is_half_there_for_a_moment(learner):
    """A syncing program is in the middle of writing the file: it is read again, not set aside."""
    learner.answers(3)
    path = learner.record.path
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with patch.object(helpers.record, "pause", lambda seconds: path.write_bytes(whole)):
        assert learner.answers() == ["Saved in my_record.json."]
    return 1


def synced_folder_that_holds_the_file(learner):
    """Somebody has the file open: replacing it is refused, some times or until we give up."""
    learner.answers()
    held = [(number, 1) for number in safe_file.HELD] + [(errno.EBUSY, len(safe_file.WAITS))]
    for number, times in held:
        with broken(Path, "replace", refusing(number, times)), no_waiting() as waits:
            assert learner.answers() == ["Saved in my_record.json."]
        assert len(waits) == times
    with broken(Path, "replace", refusing(errno.EBUSY)), no_waiting() as waits:
        assert learner.answers()[0].startswith("Not saved: ")
    assert waits == list(safe_file.WAITS) and sum(waits) < 2
    with patch.object(safe_file, "WINDOWS", True), patch.object(safe_file, "_take", lambda file: True):
        with broken(Path, "replace", refusing(errno.EACCES, 2)), no_waiting() as waits:
            assert learner.answers() == ["Saved in my_record.json."]
        assert len(waits) == 2
        with broken(Path, "read_text", refusing(errno.EACCES, 2)), no_waiting():
            assert learner.answers() == ["Saved in my_record.json."]
    return len(held) + 3


COPIES = [
    "my_record-LAPTOP7.json",
    "my_record (1).json",
    "my_record 2.json",
    "my_record (conflicted copy 2026-11-23 101500).json",
    "my_record.sync-conflict-20261123-101500-ABCDEFG.json",
    "my_record_conflict-20261123-101500.json",
]


def conflict_copies(learner):
    """Two computers wrote at once: the copy is told of, once, and stays as it is."""
    for name in COPIES:
        copy = learner.record.path.with_name(name)
        copy.write_text(SOUND + '{"pick": [{"answer": "theirs", "how": "typed"}]}}', encoding="utf-8")
        before = copy.read_bytes()
        first, second = learner.answers(2)
        assert first.startswith(f"Saved in my_record.json. A second record lies beside it, {name}: ")
        assert second == "Saved in my_record.json."
        assert copy.read_bytes() == before
    return len(COPIES)


def lock_that_is_never_let_go(learner):
    """Another program was stopped while it held the lock: we wait for seconds, not for ever."""
    learner.answers()
    with safe_file.one_at_a_time(learner.record.path), no_waiting() as waits:
        [told] = learner.answers()
    assert told.startswith("Not saved: Another lesson is writing it right now. Keep this lesson open")
    assert sum(waits) <= 5
    return 1


def system_without_locks(learner):
    """A browser, or a folder on a server that has no locks: files are still written whole."""
    no_module = patch.dict(sys.modules, {"fcntl": None, "msvcrt": None})
    with no_module:
        assert learner.answers(2)[1] == "Saved in my_record.json."
    if POSIX:
        with patch("fcntl.flock", refusing(errno.ENOLCK)(None)):
            assert learner.answers(2)[1] == "Saved in my_record.json."
    return 2


def clock_that_goes_backwards(learner):
    moments = [f"20{year}-01-01T00:00:00+00:00" for year in (30, 26, 29, 31, 12)]
    for moment in moments:
        with patch.object(helpers.record, "_now", lambda moment=moment: moment):
            learner.answers(3)
    data = json.loads(learner.record.path.read_text(encoding="utf-8"))
    when = {one["answer"]: one["when"] for attempts in data["answers"].values() for one in attempts}
    in_order = [when[words] for words in learner.told]
    assert in_order == sorted(in_order)
    return len(moments)


def lessons_updated_under_an_old_record(learner):
    """Every exercise of the course meets answers of another release: none is shown, none is lost."""
    path = learner.record.path
    strange = ["an option that is gone", ["gone"], {"gone": "gone"}, 5, None, {"source": ["words that are gone"]}]
    old = {one: [{"answer": answer, "how": "typed", "when": "2026-01-01T00:00:00+00:00"} for answer in strange]
           for one in (*exercise_ids(), "an-exercise-that-is-gone")}  # fmt: skip
    path.write_text(SOUND + json.dumps(old) + "}", encoding="utf-8")
    for one in exercise_ids():
        exercise = open_exercise(one)
        back = from_before(exercise, learner.record)
        assert (back is None) == (exercise.to_view(strange[-1]) is None)
    learner.answers(2)
    kept = json.loads(path.read_text(encoding="utf-8"))["answers"]
    assert {one: kept[one] for one in old} == old
    return len(old)


def five_thousand_answers(learner):
    """A long record: each answer is one look and one write, and work grows no faster than the record."""
    work = {}
    for answers in (500, 5_000):
        attempt = {"when": "2026-01-01T00:00:00+00:00", "how": "buttons", "answer": "wait", "confidence": 80}
        old = {f"old-{number}": [attempt] * 10 for number in range(answers // 10)}
        learner.answers()
        data = json.loads(learner.record.path.read_text(encoding="utf-8"))
        data["answers"] |= old
        learner.record.path.write_text(json.dumps(data), encoding="utf-8")
        with patch.object(Record, "_write", autospec=True, side_effect=Record._write) as writes:
            with patch.object(Record, "read", autospec=True, side_effect=Record.read) as reads:
                learner.answers()
        assert (len(reads.mock_calls), len(writes.mock_calls)) == (1, 1)
        work[answers] = calls_of(learner.answers)
    assert work[5_000] < 12 * work[500], work
    return 1


CHILD = """
import sys
from helpers.record import Record
from helpers.kinds.exercise import Entry
record, name = Record(), sys.argv[1]
for number in range(int(sys.argv[2])):
    words = f"{name} {number}"
    if record.keep("question", Entry(words), how="buttons").startswith("Saved"):
        print(words, flush=True)
"""
# Ends the process, as a power cut would, at the n-th thing that it asks of the system while it saves.
CHILD_THAT_ENDS = """
import os, sys
from helpers.record import Record
from helpers.kinds.exercise import Entry
record, left, begun = Record(), int(sys.argv[1]), False
def look(event, arguments):
    global left
    if begun and event.startswith(("open", "os.", "fcntl.", "msvcrt.", "fsync")):
        left -= 1
        if left == 0:
            os._exit(9)
record.keep("question", Entry(f"warm-up {left}"), how="buttons")
print(f"warm-up {left}", flush=True)
sys.addaudithook(look)
fsync = os.fsync
os.fsync = lambda opened: (sys.audit("fsync"), fsync(opened), sys.audit("fsynced"))
begun, words = True, f"cut at {left}"
record.keep("question", Entry(words), how="buttons")
begun = False
print(words, flush=True)
"""


def child(learner, code, *arguments):
    environ = os.environ | {helpers.record.PLACE_VARIABLE: str(learner.record.path)}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=PACKAGE.parent, env=environ, stdout=subprocess.PIPE, text=True)


def two_writers_at_once(learner):
    """Three programs answer at the same time, on the same record."""
    writers = [child(learner, CHILD, name, 25) for name in ("one", "two", "three")]
    for writer in writers:
        learner.told |= dict.fromkeys(writer.communicate(timeout=120)[0].splitlines(), "Saved")
        assert writer.returncode == 0
    assert len(learner.told) == 75
    return len(writers)


def power_cut_at_each_step(learner):
    """The process ends at each thing in turn that it asks of the system during a save: no step leaves half a file."""
    steps = 0
    for step in range(1, 200):
        before = in_files(learner.record.path.parent)
        ended = child(learner, CHILD_THAT_ENDS, step)
        said = ended.communicate(timeout=60)[0].splitlines()
        learner.told |= dict.fromkeys(said, "Saved")
        assert said[0] == f"warm-up {step}" and before <= in_files(learner.record.path.parent)
        data = json.loads(learner.record.path.read_text(encoding="utf-8"))
        jsonschema.validate(data, SCHEMA)
        if ended.returncode == 0:
            break
        assert ended.returncode == 9
        steps = step
    assert 5 < steps < 199 and f"cut at {steps + 1}" in learner.told
    learner.answers()
    assert not safe_file.unfinished_files(learner.record.path), "what was left half-written is cleared away"
    return steps


def kernel_killed_during_saves(learner):
    """The process is killed from outside at moments that nobody chose."""
    moments = random.Random(5)
    kills = 15
    for number in range(kills):
        writer = child(learner, CHILD, f"kernel {number}", 100_000)
        said = [writer.stdout.readline().rstrip("\n") for _ in range(moments.randint(1, 8))]
        time.sleep(moments.random() * 0.02)
        writer.kill()
        said += writer.communicate(timeout=60)[0].splitlines()
        learner.told |= dict.fromkeys(said, "Saved")
        jsonschema.validate(json.loads(learner.record.path.read_text(encoding="utf-8")), SCHEMA)
    return kills


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and where it can be tried."""

    act: Callable
    not_here: str = ""
    alone: bool = True  # nobody else is at work, so that nobody need be waited for


NO_ROOT = "not on this system: root may write everywhere" if AS_ROOT else ""
NO_POSIX = "" if POSIX else "not on this system: limits of a process"
NO_MODES = "" if POSIX else "not on this system: a folder that is read-only"
FAULTS = {
    "power cut, at each step of a save": Fault(power_cut_at_each_step, alone=False),
    "kernel killed during saves": Fault(kernel_killed_during_saves, alone=False),
    "full disk, at each step of a save": Fault(refused_at_each_step(errno.ENOSPC)),
    "full disk, in the middle of the file": Fault(disk_that_takes_some_bytes, NO_POSIX),
    "no permission, at each step of a save": Fault(refused_at_each_step(errno.EACCES)),
    "read-only disk, at each step of a save": Fault(refused_at_each_step(errno.EROFS)),
    "read-only folder": Fault(folder_that_is_read_only, NO_MODES or NO_ROOT),
    "a file where the folder should be": Fault(folder_that_is_a_file),
    "broken file, or from a newer release": Fault(broken_files),
    "file half there for a moment": Fault(file_that_is_half_there_for_a_moment),
    "two lessons writing at once": Fault(two_writers_at_once, alone=False),
    "a lock that is never let go": Fault(lock_that_is_never_let_go),
    "no locks (a browser, some servers)": Fault(system_without_locks),
    "clock going backwards": Fault(clock_that_goes_backwards),
    "synced folder holding the file": Fault(synced_folder_that_holds_the_file),
    "synced folder making a second record": Fault(conflict_copies),
    "5,000 answers": Fault(five_thousand_answers),
    "lessons updated under an old record": Fault(lessons_updated_under_an_old_record),
}


@cache
def tried(name):
    """Try a fault once: how often it struck, how many answers were given, which were lost."""
    with TemporaryDirectory(prefix="who-says-so-") as folder:
        learner = Learner(Path(folder))
        with no_waiting() if FAULTS[name].alone else nullcontext():
            struck = FAULTS[name].act(learner)
        lost = learner.lost()
        return struck, len(learner.told), lost


@pytest.mark.sampled(9, "every fault that a record can meet")
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_loses_no_answer(name):
    if FAULTS[name].not_here:
        pytest.skip(FAULTS[name].not_here)
    struck, given, lost = tried(name)
    assert struck and given and not lost


def test_the_figure():
    rows = [(name, *tried(name)) for name, fault in FAULTS.items() if not fault.not_here]
    print(f"\n{'fault':42}{'tried':>7}{'answers':>9}{'lost':>6}")
    for name, struck, given, lost in rows:
        print(f"{name:42}{struck:7}{given:9}{len(lost):6}")
    struck, given = (sum(row[column] for row in rows) for column in (1, 2))
    print(f"{f'{len(rows)} kinds of fault':42}{struck:7}{given:9}{sum(len(row[3]) for row in rows):6}")
    assert not any(row[3] for row in rows)


def test_an_answer_that_is_lost_is_found_out(tmp_path):
    learner = Learner(tmp_path)
    learner.answers(3)
    learner.record.path.unlink()
    assert learner.lost() == ["answer 0", "answer 1", "answer 2"]
