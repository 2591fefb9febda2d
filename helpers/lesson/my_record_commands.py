"""The learner's record from the command line: what `start.py again`, `start.py hand-in` and `start.py forget` do.

It needs Python's standard library only, so that a record can be deleted where nothing could be installed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path

from helpers.hand_in_code import code_of
from helpers.lesson.my_record_acts import (
    all_files,
    begin_again,
    count_answers,
    delete_all,
    ids_to_begin_again,
    lessons_begun_with,
    same_sentence,
    sentence_to_begin_again,
    sentence_to_delete,
    take_back,
    told_before_handing_in,
    told_of_others,
    write_hand_in,
)
from helpers.record import Record, RecordProblem

WITHOUT, WITH, BACK = "write", "write with my own words", "take back"


def typed() -> str:
    """Read a line from the keyboard; an empty one, if there is no keyboard."""
    try:
        return input("> ")
    except EOFError:
        return ""


def again(lesson: str, shipped: str, mine: str) -> int:
    """Begin a lesson again, or all: take its answers out of the record, and put the learner's copies aside.

    The exit code is 0 if the record now holds no answer to it, and its copy is fresh or gone.
    """
    answers = Record().read()["answers"]
    copies = worked_in(lessons_begun_with(lesson), Path(shipped), Path(mine))
    has_answers = count_answers(answers, ids_to_begin_again(answers, lesson)) > 0
    if not has_answers:
        print("Your record holds no answers to that.")
        if not copies:
            return 0
    wanted = sentence_to_begin_again(answers, lesson)
    if has_answers:
        print("This takes answers out of your record; a copy of it is kept.")
    if copies:
        names = ", ".join(path.stem for path in copies)
        print(f"This renames your copies of lessons, so that the next start makes fresh ones: {names}.")
    print(f"To do it, type: {wanted}")
    if not same_sentence(typed(), wanted):
        print("Nothing was changed.")
        return 1
    if has_answers:
        print(begin_again(lesson))
    for copy in copies:
        print(f"Your copy of {copy.stem} is now {put_aside(copy).name!r}: the next start makes a fresh one.")
    return 0


def worked_in(lessons: Sequence[str], shipped: Path, mine: Path) -> list[Path]:
    """Find the learner's copies of lessons, by their numbers, that are no longer as they came."""
    found = sorted(chain.from_iterable(shipped.glob(f"{number}_*.ipynb") for number in lessons))
    copies = ((mine / lesson.name, lesson) for lesson in found)
    return [copy for copy, lesson in copies if copy.exists() and copy.read_bytes() != lesson.read_bytes()]


def put_aside(copy: Path) -> Path:
    """Rename the learner's copy of a lesson; return where it is now."""
    labels = (f"before {number}" if number > 1 else "before" for number in count(1))
    names = (copy.with_name(f"{copy.stem} ({label}).ipynb") for label in labels)
    return copy.rename(next(path for path in names if not path.exists()))


def hand_in(code: str = "") -> int:
    """Write a file to hand in, with the code that the teacher chose; the exit code is 0 if it was written."""
    print(told_before_handing_in(Record().read()))
    if code:
        print(f"The code of your class goes with it: {code_of(code)}.")
    print(f"To write the file, type: {WITHOUT}\nWith your own words in it, type: {WITH}")
    words = typed()
    if not (same_sentence(words, WITHOUT) or same_sentence(words, WITH)):
        print("Nothing was written.")
        return 1
    print(write_hand_in(own_words=same_sentence(words, WITH), code=code))
    return 0


def take_back_hand_ins() -> int:
    """Write a file that takes back what was handed in; the exit code is 0 if it was written."""
    print("This writes a file for your teacher by which nothing counts that you handed in before.")
    print(f"To write it, type: {BACK}")
    if not same_sentence(typed(), BACK):
        print("Nothing was written.")
        return 1
    print(take_back())
    return 0


def forget() -> int:
    """Delete the record and all that was made from it; the exit code is 0 if nothing is left."""
    record = Record()
    files, others = all_files(record), told_of_others(record)
    if not files:
        print(f"There is no record to delete.{others}")
        return 0
    wanted = sentence_to_delete()
    names = ", ".join(path.name for path in files)
    print(f"This deletes: {names}. There is no copy.{others} To do it, type: {wanted}")
    if not same_sentence(typed(), wanted):
        print("Nothing was deleted.")
        return 1
    print(delete_all())
    return int(bool(all_files(Record())))


COMMANDS = {"again": again, "hand-in": hand_in, "take-back": take_back_hand_ins, "forget": forget}


def main(arguments: Sequence[str]) -> int:
    """Carry out one command with what stands after its name, and turn failures into sentences; return the exit code."""
    try:
        return COMMANDS[arguments[0]](*arguments[1:])
    except RecordProblem as problem:
        print(problem)
    except OSError as error:
        print(f"This did not work: {error.strerror or error}.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
