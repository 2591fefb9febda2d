"""The table of lessons in the README says what the lessons say: their questions and their estimated minutes."""

import re

import course_texts

from authoring.estimate import estimate_of
from helpers.notebooks import NOTEBOOKS

README = (NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| \[(\d\d)\]\(notebooks/(\w+)\.ipynb\) \| ([^|]+) \| [^|]+ \| (\d+)(?: / (\d+))? \|$", re.MULTILINE
)


def rows():
    return [
        (name, title, int(core), int(everything or core)) for _, name, title, core, everything in ROW.findall(README)
    ]


def test_every_lesson_stands_in_the_table_in_order():
    assert [name for name, *_ in rows()] == [path.stem for path in course_texts.lesson_files()]


def test_the_table_tells_each_lessons_question_and_minutes():
    for name, title, *minutes in rows():
        first = "".join(course_texts.read(NOTEBOOKS / f"{name}.ipynb")["cells"][0]["source"])
        assert first.splitlines()[0] == f"# {title}"
        assert minutes == list(estimate_of(name).about()), name
