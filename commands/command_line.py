"""Read what was typed after `start.py`, carry it out, and turn every failure into one sentence and an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from commands import authoring, checks, lessons, record, site, story
from commands.messages import START, Stop, explain

PAGE = """\
Open the lessons, or run the project's checks, with one command.

  python3 start.py                 open the lessons in JupyterLab, in your browser
      --port N                     ... on this port, not on any free one
      --no-browser                 ... and print the address instead of opening it
  python3 start.py teach           open the teaching guide, the plans and the class report
  python3 start.py story           bring a story of your own, and make a lesson of it
      open FILE                    ... or open one that was handed on (NAME.wss.zip)
      --check [NAME]               ... or look through one, or all, and say what to mend
  python3 start.py print [LESSON]  write worksheets, answers and slides, such as for 01
      --paper letter               ... with PDFs on letter paper, not on A4
  python3 start.py again [LESSON]  begin a lesson again, such as 05, or all of them
  python3 start.py hand-in         write a file with your answers, to hand in
      --code CODE                  ... with the code that your teacher chose
      --take-back                  ... or take back what you handed in
  python3 start.py forget          delete everything that was kept of you
  python3 start.py test [...]      run the checks; what follows goes to pytest
      --full                       ... with the long sweeps over every lesson
      --site                       ... with the browser edition, built and tried
      --newest                     ... with the newest releases instead of the locked ones
  python3 start.py check [STORY]   look through a story's files and say what to fix
  python3 start.py refresh         run the lessons again and keep what they print
      --check                      ... and only say what would change
  python3 start.py site            build the browser edition, into the folder dist
  python3 start.py serve           hand it out to this computer's browser
      --room                       ... and to the other devices in this network
  python3 start.py test-site       build it, and try it in a browser
  python3 start.py --help          this page; after a command: what can follow it

On Windows write `py start.py`. Each command first installs what it needs into the
folder .venv, once; nothing is installed elsewhere, and nothing about you or your
answers is sent anywhere. Your copies of the lessons are in the folder my_lessons;
a new release never overwrites them. For a fresh copy of a lesson, rename or delete
yours and start again. The commands again, hand-in and forget install nothing, say
first what they will do, and do it when you have typed a sentence. The notebook
your_record in my_lessons does the same by mouse and keyboard.
"""


class Command(NamedTuple):
    """A word that can stand after `start.py`."""

    carry_out: Callable[[argparse.Namespace], int]
    add_options: Callable[[argparse.ArgumentParser], None] = lambda parser: None
    passes_words_on: bool = False  # what it does not know goes to pytest


COMMANDS = {
    "teach": Command(lessons.teach, lessons.add_lab_options),
    "story": Command(story.bring_story, story.add_options),
    "print": Command(authoring.print_lessons, authoring.add_print_options),
    "again": Command(
        record.begin_again, lambda parser: parser.add_argument("lesson", nargs="*", metavar="LESSON", help="such as 05")
    ),
    "hand-in": Command(record.hand_in, record.add_hand_in_options),
    "forget": Command(record.forget),
    "test": Command(checks.run_checks, checks.add_test_options, passes_words_on=True),
    "check": Command(
        authoring.check_story,
        lambda parser: parser.add_argument("story", nargs="?", metavar="STORY", help="its folder; all, if left out"),
    ),
    "refresh": Command(
        authoring.refresh,
        lambda parser: parser.add_argument("--check", action="store_true", help="only say what would change"),
    ),
    "site": Command(site.build_site, site.add_build_options),
    "serve": Command(site.serve_site, site.add_serve_options),
    "test-site": Command(
        checks.check_site,
        lambda parser: parser.add_argument("--full", action="store_true", help="with every lesson, as once a week"),
        passes_words_on=True,
    ),
}


class Parser(argparse.ArgumentParser):
    """Says in one sentence what cannot be read."""

    def error(self, message: str) -> None:
        """Stop with the sentence."""
        message = message[:1].upper() + message[1:]
        raise Stop(f"{message}: `{self.prog} --help` shows what can be written.", code=2)


class PageParser(Parser):
    """Shows the page about all commands as its help."""

    def format_help(self) -> str:
        """Return the page."""
        return PAGE


def make_parser() -> Parser:
    """Make the parser of the whole command line."""
    parser = PageParser(prog=START, allow_abbrev=False)
    lessons.add_lab_options(parser)
    parser.set_defaults(command=Command(lessons.open_lessons), parser=parser)
    words = parser.add_subparsers(parser_class=Parser)
    for word, command in COMMANDS.items():
        about = command.carry_out.__doc__
        epilog = "All other words go to pytest, such as -k NAME." if command.passes_words_on else None
        subparser = words.add_parser(word, description=about, epilog=epilog, allow_abbrev=False)
        command.add_options(subparser)
        subparser.set_defaults(command=command, parser=subparser)
    return parser


def read(words: Sequence[str]) -> argparse.Namespace:
    """Read a command line; stop with a sentence if it cannot be read."""
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        raise Stop(f"There is no command {words[0]!r}: `{START} --help` lists those there are.", code=2)
    late = [word for word in words[1:] if word in COMMANDS] if words and words[0].startswith("-") else []
    if late:
        raise Stop(f"The command comes first, as in `{START} {late[0]}`: `{START} --help` shows the rest.", code=2)
    options, others = make_parser().parse_known_args(words)
    if others and not options.command.passes_words_on:
        options.parser.error(f"{' '.join(others)!r} is not known here")
    options.for_pytest = others
    return options


def main(words: Sequence[str]) -> int:
    """Carry out the command line; return the exit code."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        options = read(words)
        return options.command.carry_out(options)
    except KeyboardInterrupt:
        stopped = Stop(f"\nStopped; `{START}` goes on where this left off.", code=130)
    except Stop as stop:
        stopped = stop
    except OSError as problem:
        stopped = explain(problem)
    print(stopped, file=sys.stderr)
    return stopped.code
