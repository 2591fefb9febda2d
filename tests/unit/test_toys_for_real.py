"""Toy story and toy lesson, added to a whole copy of the project by the steps of CONTRIBUTING: all stays green."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import toys

pytestmark = pytest.mark.full("a lesson and a story added for real")
LEFT_OUT = {".git", ".venv", "my_lessons", "node_modules", "site", "worksheets", "__pycache__"}
SECONDS = 1_800


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with both added: files in their folders, and a line in each of the two tables."""
    folder = tmp_path_factory.mktemp("toys") / "project"
    shutil.copytree(toys.ROOT, folder, ignore=lambda _, names: LEFT_OUT & set(names))
    toys.add_story(folder)
    lesson = toys.add_lesson(folder)
    number, title = lesson[:2], "What killed the fish?"
    add_row(folder / "README.md", f"| [{number}](notebooks/{lesson}.ipynb) | {title} | keep a hedge | 15 |")
    add_row(folder / "notebooks" / "for_teachers" / "teaching_guide.md", f"| {number} | [{title}](plans/{lesson}.md) |")
    return folder


def add_row(page, row):
    """Add a row to the table of lessons in a page, after the last lesson."""
    text = page.read_text(encoding="utf-8")
    *_, last = re.finditer(r"^\| (?:\[\d\d\]|\d\d \| \[).*$", text, re.MULTILINE)
    toys.write(page, text[: last.end()] + f"\n{row}" + text[last.end() :])


def run(project, *words):
    command = [sys.executable, "-m", *words]
    environ = os.environ | {"PYTHONPATH": str(project)}
    done = subprocess.run(
        command, cwd=project, env=environ, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
    )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    return done.stdout


def test_the_authors_check_finds_nothing_to_mend(project):
    assert run(project, "authoring.check").startswith("Nothing to mend")
    assert run(project, "authoring.check", toys.STORY).startswith("Nothing to mend")


def test_the_notebook_is_what_a_refresh_gives_and_its_time_what_the_estimate_says(project):
    [notebook] = (project / "notebooks").glob("*_what_killed_the_fish.ipynb")
    before = notebook.read_bytes()
    assert f"{notebook.name}: fresh" in run(project, "authoring.refresh")
    assert notebook.read_bytes() == before
    assert f"{notebook.stem}: about 15 minutes" in run(project, "authoring.estimate")


@pytest.mark.parametrize("tests", ["tests/content", "tests/notebooks", "tests/unit"])
def test_the_tests_of_the_project_pass(project, tests):
    run(project, "pytest", "-q", "-x", tests)


def test_every_notebook_prints_what_stands_in_it(project):
    assert " passed" in run(project, "pytest", "-q", "-x", "notebooks")
