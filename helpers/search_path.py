"""Where Python looks for a module: in our folder after its own library, and before what is installed.

Python puts the folder of a program, or the one that a command was typed in, before its own library: a `random.py` that
somebody left there would run in place of Python's. Whatever of ours is started calls this before it imports anything
else. So this module imports only what every Python has loaded when it starts.
"""

import os
import sys

FOLDER = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120 (pathlib is not loaded yet)


def look_here_after_python() -> None:
    """Give our folder its place in the search path, and take it away wherever else it stands."""
    path = [entry for entry in sys.path if os.path.realpath(entry) != FOLDER]
    place = next((n for n, entry in enumerate(path) if entry.endswith("-packages")), len(path))
    sys.path[:] = [*path[:place], FOLDER, *path[place:]]
