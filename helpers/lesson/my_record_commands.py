"""The learner's record from the command line: what `start.py again`, `start.py hand-in` and `start.py forget` do.

It needs Python's standard library only, so that a record can be deleted where nothing could be installed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from helpers.lesson.my_record import (
    ALL,
    all_files,
    begin_again,
    count_answers,
    delete_all,
    ids_to_begin_again,
    same_sentence,
    sentence_to_begin_again,
    sentence_to_delete,
    told_before_handing_in,
    write_hand_in,
)
from helpers.record import Record, RecordProblem

WITHOUT, WITH = "write", "write with my own words"


def typed() -> str:
    """Read a line from the keyboard.

    Returns
    -------
    str
        Empty if there is no keyboard.
    """
    try:
        return input("> ")
    except EOFError:
        return ""


def again(lesson: str = ALL) -> int:
    """Begin a lesson again, or all.

    Parameters
    ----------
    lesson : str
        Its number, or ``"all"``.

    Returns
    -------
    int
        Exit code: 0 if the record now holds no answer to it.
    """
    answers = Record().read()["answers"]
    if not count_answers(answers, ids_to_begin_again(answers, lesson)):
        print("Your record holds no answers to that.")
        return 0
    wanted = sentence_to_begin_again(answers, lesson)
    print(f"This takes answers out of your record; a copy of it is kept. To do it, type: {wanted}")
    if not same_sentence(typed(), wanted):
        print("Nothing was changed.")
        return 1
    print(begin_again(lesson))
    return 0


def hand_in() -> int:
    """Write a file to hand in.

    Returns
    -------
    int
        Exit code: 0 if it was written.
    """
    print(told_before_handing_in(Record().read()))
    print(f"To write the file, type: {WITHOUT}\nWith your own words in it, type: {WITH}")
    words = typed()
    if not (same_sentence(words, WITHOUT) or same_sentence(words, WITH)):
        print("Nothing was written.")
        return 1
    print(write_hand_in(own_words=same_sentence(words, WITH)))
    return 0


def forget() -> int:
    """Delete the record and all that was made from it.

    Returns
    -------
    int
        Exit code: 0 if nothing is left.
    """
    files = all_files(Record())
    if not files:
        print("There is no record to delete.")
        return 0
    wanted = sentence_to_delete()
    print(f"This deletes: {', '.join(path.name for path in files)}. There is no copy. To do it, type: {wanted}")
    if not same_sentence(typed(), wanted):
        print("Nothing was deleted.")
        return 1
    print(delete_all())
    return int(bool(all_files(Record())))


COMMANDS = {"again": again, "hand-in": hand_in, "forget": forget}


def main(arguments: Sequence[str]) -> int:
    """Carry out one command, and turn every failure into a sentence.

    Parameters
    ----------
    arguments : sequence of str
        Name of the command, and what stands after it.

    Returns
    -------
    int
        Exit code.
    """
    try:
        return COMMANDS[arguments[0]](*arguments[1:])
    except RecordProblem as problem:
        print(problem)
    except OSError as error:
        print(f"This did not work: {error.strerror or error}.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
