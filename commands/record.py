"""What a learner does to the record from the terminal: these commands need nothing installed."""

from __future__ import annotations

import argparse
import shutil

from commands.copies import MY_LESSONS, check_shipped
from commands.messages import ROOT, Stop, say


def begin_again(options: argparse.Namespace) -> int:
    """Begin a lesson again, or all: take the answers out of the record, and put the learner's copies aside."""
    check_shipped(ROOT / "notebooks")
    lessons = sorted(path.name[:2] for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    asked = [lesson.zfill(2) for lesson in options.lesson]
    if len(asked) > 1 or not set(asked) <= set(lessons):
        raise Stop(f"Write one lesson, from {lessons[0]} to {lessons[-1]}, or none for all of them.", code=2)
    return change_record("again", *(asked or ["all"]), str(ROOT / "notebooks"), str(ROOT / MY_LESSONS))


def hand_in(options: argparse.Namespace) -> int:
    """Write a file with the learner's answers, to hand in; or one that takes back what was handed in."""
    from helpers.hand_in_code import code_of  # here, as below

    if options.take_back:
        return change_record("take-back")
    code = code_of(options.code)
    if options.code and not code:
        raise Stop("A code is made of letters and numbers, such as GREEN-FROG.", code=2)
    return change_record("hand-in", *([code] if code else []))


def add_hand_in_options(parser: argparse.ArgumentParser) -> None:
    """Let the code of the class follow, or the wish to take back."""
    parser.add_argument("--code", default="", metavar="CODE", help="the one that the teacher chose, such as GREEN-FROG")
    parser.add_argument("--take-back", action="store_true", help="take back what was handed in before")


def forget(_: argparse.Namespace) -> int:
    """Delete all that was kept of the learner: the record, what was made from it, and the copies of the lessons."""
    code = change_record("forget")
    mine = ROOT / MY_LESSONS
    if code == 0 and mine.exists():
        say(f"What you typed into cells is in your copies of the lessons, in {mine}.")
        say("To delete this folder too, with all that is in it, type: delete my lessons")
        if type_line().split() == ["delete", "my", "lessons"]:
            shutil.rmtree(mine)
            say("Deleted.")
        else:
            say("The folder stays.")
    return code


def change_record(*words: str) -> int:
    """Let the helpers do something with the record."""
    from helpers.lesson import my_record_commands  # here, since no other command needs the record's modules

    return my_record_commands.main(words)


def type_line() -> str:
    """Read a line from the keyboard; an empty one if there is no keyboard."""
    try:
        return input("> ").casefold()
    except EOFError:
        return ""
