"""Build a later release into a folder: the same course, with one lesson corrected. Run by `conftest.py`."""

import json
import sys
from pathlib import Path

from browser_edition.build import build
from helpers.notebooks import lesson_files

CORRECTED = "This sentence was corrected in a later release."

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    lessons = folder / "lessons"
    lessons.mkdir()
    for path in lesson_files():
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if path.name.startswith("00"):
            notebook["cells"][0]["source"] = "".join(notebook["cells"][0]["source"]) + f"\n\n{CORRECTED}"
        (lessons / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    build(folder, "99.1.0", sorted(lessons.iterdir()))
