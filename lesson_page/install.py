"""Lay the lesson page where Jupyter looks for extensions, with the code cells that it may run by itself."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from helpers.notebooks import CLASS_REPORT, HOME

HERE = Path(__file__).resolve().parent
NAME = "who-says-so"
GUIDE = "teaching_guide.md"
# What a teacher's lesson of a story of one's own says it is. Its cells are known by their form (in JavaScript): one
# shows something of a story, or asks a question, by a plain name; an answer stands before that in a line of its own.
OWN = "Own"
OWN_CELL = r'(?:^(?:open_story|show_[a-z_]+)\("[a-z\d-]+"\)|\n(?:ask|build|mark|sort|write)\("[a-z\d-]+", answer\))$'
# Cells of earlier releases that today's lessons no longer hold: a learner's older copy still runs.
EARLIER = HERE / "earlier_cells.json"
SENT = (".js", ".css")
SETUP = "from helpers import *"


def install(
    folder: Path, lessons: Iterable[Path], *, signed: bool, home: str = HOME, for_teachers: str = GUIDE
) -> dict[str, str]:
    """Lay the extension into a folder; what is there and fits stays as it is.

    Parameters
    ----------
    folder : pathlib.Path
        Where extensions lie: `share/jupyter/labextensions` of an environment, or `extensions` of a JupyterLite site.
    lessons : iterable of pathlib.Path
        The lessons as they come with this release.
    signed : bool
        Whether the copies that learners get are signed as trusted. The page then leaves one that is not alone.
    home : str
        The page that leads to all lessons, as seen from a lesson.
    for_teachers : str
        The page that leads to all that is for teachers, as seen from the class report.

    Returns
    -------
    dict of str to str
        What a JupyterLite site writes into its list of extensions.
    """
    place = folder / NAME
    listed = known_lessons(lessons, _known_before(place))
    for number, lesson in listed.items():
        up = [for_teachers, "For teachers"] if number == Path(CLASS_REPORT).stem else [home, "All lessons"]
        if up[0] != f"{number}.ipynb":
            lesson["up"] = up
    known = json.dumps({"signed": signed, "lessons": listed}, ensure_ascii=False, sort_keys=True)
    files = {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir()) if path.suffix in SENT}
    files["lessons.json"] = (known + "\n").encode()
    # A name of its own for each text of these files: no browser's copy of an older one can stand in for it.
    static = "static-" + hashlib.sha256(b"\0".join(files.values())).hexdigest()[:12]
    package = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    build = package["jupyterlab"]["_build"] | {"load": f"{static}/remoteEntry.js"}
    package["jupyterlab"]["_build"] = build
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    if not _holds(place / static, files) or not _holds(place, {"package.json": text.encode()}):
        (place / static).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (place / static / name).write_bytes(content)
        # Last of all, since it says which of the folders is the one.
        (place / "package.json").write_bytes(text.encode())
        for older in place.glob("static-*"):
            if older.name != static:
                shutil.rmtree(older, ignore_errors=True)
    return {"name": NAME, **build}


def known_lessons(lessons: Iterable[Path], before: dict) -> dict[str, dict]:
    """List each lesson's title and code cells, those of this release first, then those of earlier ones."""
    earlier = json.loads(EARLIER.read_text(encoding="utf-8"))
    known = {}
    for path in sorted(lessons):
        cells = _read_json(path).get("cells", [])
        if not cells:
            continue  # a lesson that cannot be read is none; opening it says what is wrong with it
        sources = [(cell["cell_type"], "".join(cell["source"]).strip()) for cell in cells]
        code = [source for kind, source in sources if kind == "code"]
        metadata = _read_json(path).get("metadata", {})
        number = metadata.get("who_says_so", {}).get("lesson") or path.name[:2]
        title = next(source for kind, source in sources if kind == "markdown").partition("\n")[0].removeprefix("# ")
        # Numbers change from release to release: a lesson is known by its name after the number.
        name = path.stem[3:] if number.isdecimal() else path.stem
        remembered = [
            cell
            for lesson in before.get("lessons", {}).values()
            if name == lesson.get("name") or title == lesson.get("title")
            for cell in lesson.get("cells", [])
        ]
        everything = [*code, *earlier.get("all", []), *earlier.get(name, []), *remembered]
        known[number] = {"name": name, "title": title, "cells": list(dict.fromkeys(everything))}
        if not number.isdecimal():  # no lesson: all of it is shown, and nothing that was typed runs by itself
            known[number]["page"] = True
    setups = [cell for lesson in known.values() for cell in lesson["cells"] if SETUP in cell]
    known[OWN] = {"name": OWN, "title": "story", "cells": list(dict.fromkeys(setups)), "own": OWN_CELL}
    return known


def _read_json(path: Path) -> dict:
    """Read a JSON object; an empty one if there is none that can be read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _known_before(place: Path) -> dict:
    """Return what an earlier installation knew of the lessons."""
    folders = sorted(place.glob("static-*/lessons.json"), key=lambda path: path.stat().st_mtime)
    return _read_json(folders[-1]) if folders else {}


def _holds(folder: Path, files: dict[str, bytes]) -> bool:
    try:
        return all((folder / name).read_bytes() == content for name, content in files.items())
    except OSError:
        return False
