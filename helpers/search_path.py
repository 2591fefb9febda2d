"""Where Python looks for a module: in a folder of ours after its own library, and before what is installed.

Python puts the folder of a script, or the one that a command was typed in, before its own library: a `random.py` that
somebody left there would run in place of Python's. Whatever of ours is started calls this before it imports anything
else. So this module imports only what every Python has loaded when it starts.
"""

import os
import sys


def look_after_python(folder: str) -> None:
    """Give a folder its place in the search path: after Python's own library, before what is installed.

    Parameters
    ----------
    folder : str
        Where our packages lie. It is taken away wherever else it stands in the search path.
    """
    folder = os.path.realpath(folder)
    path = [entry for entry in sys.path if os.path.realpath(entry) != folder]
    place = next((n for n, entry in enumerate(path) if entry.endswith("-packages")), len(path))
    sys.path[:] = [*path[:place], folder, *path[place:]]
