"""A toy lesson and a toy story from `tests/fixtures/toys`, laid into a copy of the course; nothing else is told."""

import json
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from helpers import content, notebooks

ROOT = Path(__file__).parents[2]
TOYS = ROOT / "tests" / "fixtures" / "toys"
STORY = "mill-pond"
# In the fixture's files NN stands for the number: that of the toy lesson is the first that no lesson has.
LESSON = "NN_what_killed_the_fish"


def add_story(course):
    """Lay the toy story into a course, the folder that has `data` in it."""
    shutil.copytree(TOYS / "data" / "stories" / STORY, course / "data" / "stories" / STORY)


def add_lesson(course, discussed=True):
    """Lay the toy lesson, which asks about the toy story, behind the last lesson of a course; return its name."""
    name = LESSON.replace("NN", f"{len(list((course / 'notebooks').glob('[0-9][0-9]_*.ipynb'))):02}")
    for file in TOYS.rglob(f"{LESSON}.*"):
        text = re.sub(r"\bNN\b", name[:2], file.read_text(encoding="utf-8").replace(LESSON, name))
        write(course / file.relative_to(TOYS).with_name(name + file.suffix), text)
    if discussed:
        discussion = course / "data" / "discussion.json"
        change(
            discussion, lambda there: there["questions"].extend(read(TOYS / "data" / "discussion.json")["questions"])
        )
    return name


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def write(file, text):
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def change(file, how):
    """Change what a JSON file holds."""
    data = read(file)
    how(data)
    write(file, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def forget():
    """Empty every cache of the course: what was read from data, and which exercises there are."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("helpers", "authoring", "browser_edition"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@contextmanager
def course_in(folder, monkeypatch):
    """Copy the course into a folder and let the helpers find it there, while what is inside runs."""
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, folder / part)
    monkeypatch.setattr(content, "PACKAGE", folder / "helpers")
    monkeypatch.setattr(notebooks, "NOTEBOOKS", folder / "notebooks")
    forget()
    yield folder
    forget()
