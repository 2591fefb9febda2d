#!/usr/bin/env python3
"""Open the lessons, or run the project's checks, with one command: `python3 start.py --help` shows them all.

This file only looks whether the Python that runs it is new enough, so that an old one gets a sentence. All else is in
the folder `commands`: `command_line.py` reads what was typed, `environment.py` installs what is needed.
"""

# This file must parse on Python 3.6 and import on it: no newer syntax, and nothing but sys and os before the check.
import os
import sys

OLDEST_PYTHON = (3, 11)
ROOT = os.path.dirname(os.path.realpath(__file__))


def main():
    """Carry out the command line; return the exit code."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        sentence = (
            "These lessons need Python {}.{} or newer and this is Python {}.{}: install a newer one from "
            "https://www.python.org/downloads/ and start again."
        )
        print(sentence.format(*(OLDEST_PYTHON + tuple(sys.version_info[:2]))), file=sys.stderr)
        return 1
    # Python looks into the folder of this file before its own library: a random.py that somebody put there would run.
    # So this folder is looked into first for our packages only.
    sys.path.insert(0, ROOT)
    try:
        import commands  # noqa: F401
        import lesson_page  # noqa: F401
        from helpers.search_path import look_here_after_python
    except ImportError:
        sentence = (
            "The folders that belong to {} are not beside it: fetch the whole project again and start from there."
        )
        print(sentence.format(os.path.join(ROOT, "start.py")), file=sys.stderr)
        return 1
    look_here_after_python()

    from commands.command_line import main as carry_out

    return carry_out(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
