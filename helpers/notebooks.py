"""The lessons as files: where they lie, and what the first lines of each say of it.

Only in a checkout: inside a wheel there are no notebooks, but what they say of themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
# What is no lesson and is opened like one, by its name; and where each lies here. The first three lie among the
# learner's lessons, the class report where a teacher's other pages are.
HOME, YOUR_RECORD, WORKSHOP = "home.ipynb", "your_record.ipynb", "story_workshop.ipynb"
CLASS_REPORT = "class_report.ipynb"
AMONG_LESSONS = (f"home/{HOME}", f"your_record/{YOUR_RECORD}", f"for_teachers/{WORKSHOP}")
PAGES = (*AMONG_LESSONS, f"for_teachers/{CLASS_REPORT}")
# Among the data in a wheel.
HEADS = "lesson_heads.json"
LIGHTER = "More: The lighter text"  # its heading, which the lesson page knows, too
_TITLE = re.compile(r"# (.+)")
_SECTION = re.compile(r"^## (.*)", re.MULTILINE)
_NAME = re.compile(r'"([a-z\d-]+)"')
_TIME = re.compile(r"\*\*Time:\*\* about (\d+) minutes(?:, with the parts called \*More\* about (\d+) minutes)?")


class LessonHead(NamedTuple):
    """What a lesson says of itself: its question, about how many minutes it takes, and what its core asks.

    What is asked are names in the code, of exercises and of rows of them.
    """

    title: str
    core: int
    all: int  # with the parts called More
    asks: frozenset[str]  # outside those parts
    lighter: frozenset[str]  # in the one that can stand in for the core


def lesson_files() -> list[Path]:
    """Return the lessons in reading order, without the notebooks beside them."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def page_files() -> list[Path]:
    """Return the pages that are no lessons and are opened like them: home, the record, workshop, class report."""
    return [path for page in PAGES if (path := NOTEBOOKS / page).is_file()]


def page_file(name: str) -> Path:
    """Return one of those pages by its name."""
    return next(NOTEBOOKS / page for page in PAGES if page.endswith(f"/{name}"))


def lesson_head(path: Path) -> LessonHead:
    """Read what a lesson says of itself; one without title or minutes is a fault, and raises."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    title, time = _TITLE.match(texts[0]), next(filter(None, map(_TIME.search, texts)), None)
    if not title or not time:
        raise ValueError(f"{path.name}: its first cell begins with “# ”, and a line with “**Time:** about … minutes”.")
    core = int(time[1])
    asked = list(_names_by_section(cells))
    in_core = frozenset(name for section, name in asked if not section.startswith("More"))
    lighter = frozenset(name for section, name in asked if section == LIGHTER)
    return LessonHead(title[1], core, int(time[2] or core), in_core, lighter)


def write_heads(path: Path) -> None:
    """Write what the lessons say of themselves, for a wheel."""
    heads = {lesson.stem: lesson_head(lesson)._asdict() for lesson in lesson_files()}
    path.write_text(json.dumps(heads, default=sorted), encoding="utf-8")  # a set has no form in JSON, and no order


def read_heads(written: Mapping[str, Mapping[str, Any]]) -> dict[str, LessonHead]:
    """Take what was written, by the names of the lessons."""
    return {
        name: LessonHead(**{**head, "asks": frozenset(head["asks"]), "lighter": frozenset(head["lighter"])})
        for name, head in written.items()
    }


def _names_by_section(cells: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the names in the code, each with the heading under which it stands."""
    section = ""
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            section = next(reversed(_SECTION.findall(source)), section)
        else:
            yield from ((section, name) for name in _NAME.findall(source))
