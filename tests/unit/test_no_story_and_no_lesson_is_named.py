"""No code knows a story by its name or a lesson by its number: what there is stands in the folders."""

import re
from pathlib import Path

import pytest

from helpers.notebooks import lesson_files
from helpers.story import load_story, story_ids

ROOT = Path(__file__).parents[2]
FOLDERS = ("helpers", "authoring", "commands", "browser_edition")
SUFFIXES = {".py", ".js", ".mjs", ".ts", ".css", ".html", ".sql", ".json"}
CODE = [ROOT / "start.py", *(path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.suffix in SUFFIXES)]
# Two lessons ask a form, and a sentence may say so; a count of all is a higher one.
COUNTS = r"\d\d|six|seven|eight|nine|ten|eleven|twelve|thirteen"
NAMES = "|".join(path.stem for path in lesson_files())
LESSON = re.compile(rf"\blessons? \d\d\b|\b(?:{COUNTS}) (?:short )?lessons\b|\b(?:{NAMES})\b", re.IGNORECASE)


def story_names():
    """Return what would name a story: its folder, its title, how the course calls it, who published it."""
    for story in map(load_story, story_ids()):
        yield from (story.id, story.about["title"], story.about["outlet"]["name"])


STORY = re.compile("|".join(rf"\b{re.escape(name)}" for name in story_names()))


def named_in(text):
    return [found.group() for pattern in (LESSON, STORY) for found in pattern.finditer(text)]


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_names_no_story_and_no_lesson(path):
    assert not named_in(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["see lesson 09", "Lessons 00 to 05", "ten short lessons", lesson_files()[0].name])
def test_a_lesson_that_is_named_and_a_count_are_found(text):
    assert named_in(text)


def test_a_story_that_is_named_is_found():
    for story in map(load_story, story_ids()):
        assert named_in(f'load_story("{story.id}")') and named_in(f"as {story.about['outlet']['name']} wrote")


def test_there_is_code_to_look_at():
    assert len(CODE) > 150
