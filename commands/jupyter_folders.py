"""Where Jupyter keeps its files: where it always does, or in the environment's folder if nothing can be written there.

A home may belong to somebody else, be full, be read-only, or not be there at all; Jupyter then stops with a traceback.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

# As much as a folder must take to be of use: a full quota shows only when something is written.
SOME_BYTES = bytes(16384)
HOME_VARIABLE = "USERPROFILE" if os.name == "nt" else "HOME"


def folders_to_use_instead(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Name places in a folder for those of Jupyter's folders that cannot be written, as environment variables to add.

    None, if all can be written; an OSError, if that folder cannot be written either.
    """
    home = home_of(environ)
    instead = {}
    if home is None:
        home = folder / "home"
        instead[HOME_VARIABLE] = make(home)
    for variable, places in usual_places(home, environ).items():
        if not all(can_be_written(place) for place in places):
            instead[variable] = make(folder / variable.lower())
    return instead


def home_of(environ: Mapping[str, str]) -> Path | None:
    """Return the user's home, or None if there is none."""
    if environ.get(HOME_VARIABLE):
        return Path(environ[HOME_VARIABLE])
    try:
        return Path.home()
    except RuntimeError:
        return None


def usual_places(home: Path, environ: Mapping[str, str]) -> dict[str, list[Path]]:
    """List where Jupyter, IPython and matplotlib write, by the variable that names another place for each.

    These are the rules of `jupyter_core.paths`, `IPython.paths` and `matplotlib.get_configdir`: packages that are not
    there yet when this is asked.
    """
    config = Path(environ.get("JUPYTER_CONFIG_DIR") or home / ".jupyter")
    data = Path(environ.get("JUPYTER_DATA_DIR") or data_place(home, config, environ))
    ipython = Path(environ.get("IPYTHONDIR") or home / ".ipython")
    drawing = [Path(environ["MPLCONFIGDIR"])] if environ.get("MPLCONFIGDIR") else drawing_places(home, environ)
    return {
        "JUPYTER_CONFIG_DIR": [config, config / "lab" / "user-settings", config / "lab" / "workspaces"],
        "JUPYTER_DATA_DIR": [data],
        "JUPYTER_RUNTIME_DIR": [Path(environ.get("JUPYTER_RUNTIME_DIR") or data / "runtime")],
        "IPYTHONDIR": [ipython, ipython / "profile_default"],
        "MPLCONFIGDIR": drawing,
    }


def data_place(home: Path, config: Path, environ: Mapping[str, str]) -> Path:
    """Return where Jupyter keeps data on this system."""
    if sys.platform == "darwin":
        return home / "Library" / "Jupyter"
    if sys.platform == "win32":
        return Path(environ["APPDATA"], "jupyter") if environ.get("APPDATA") else config / "data"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "jupyter"


def drawing_places(home: Path, environ: Mapping[str, str]) -> list[Path]:
    """Return where matplotlib keeps settings and what it knows of fonts; without them it warns in the lesson."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return [home / ".matplotlib"]
    settings = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    kept = Path(environ.get("XDG_CACHE_HOME") or home / ".cache")
    return [settings / "matplotlib", kept / "matplotlib"]


def can_be_written(place: Path) -> bool:
    """Tell whether a folder takes a file; if it is not there, whether the nearest above it that is takes one."""
    try:
        while not os.path.lexists(place):
            place = place.parent
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(SOME_BYTES)
    except OSError:
        return False
    return True


def make(folder: Path) -> str:
    """Make a folder, and see that it takes a file."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(SOME_BYTES)
    return str(folder)
