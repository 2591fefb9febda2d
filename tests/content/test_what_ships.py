"""Nothing that ships stands on the author's tools, and what the lessons say of themselves is read from them."""

import ast
import json
import re
import subprocess
import sys

import pytest

from authoring.estimate import estimate_of
from helpers.notebooks import NOTEBOOKS, lesson_files, lesson_head

ROOT = NOTEBOOKS.parent
SHIPS = (
    "helpers/**/*.py",
    "browser_edition/**/*.py",
    "deploy/**/*.py",
    "start.py",
    "notebooks/**/*.ipynb",
)


def sources():
    for pattern in SHIPS:
        for path in sorted(ROOT.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".ipynb":
                cells = json.loads(text)["cells"]
                text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
            yield path.relative_to(ROOT).as_posix(), text


def imported(source):
    """Return the packages that a program imports, also inside its functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
            yield from (given.value.split(".")[0] for given in node.args if isinstance(given, ast.Constant))


def test_nothing_that_ships_imports_the_authors_tools():
    found = {name: set(imported(text)) & {"authoring", "tests"} for name, text in sources()}
    assert len(found) > 60 and not {name: what for name, what in found.items() if what}


@pytest.mark.parametrize(
    "source",
    ["import authoring.check", "def f():\n    from authoring import rules", 'import_module("authoring.estimate")'],
)
def test_an_import_of_the_authors_tools_is_seen(source):
    assert "authoring" in set(imported(source))


def test_the_browser_edition_is_built_without_the_authors_tools_and_without_what_runs_a_notebook():
    code = "import sys; sys.modules.update(authoring=None, nbclient=None, nbformat=None); import browser_edition.build"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", lesson_files(), ids=lambda path: path.stem)
def test_a_lesson_tells_its_question_and_about_the_minutes_that_were_estimated(path):
    head = lesson_head(path)
    assert head.title.strip() and (head.core, head.all) == estimate_of(path.stem).about()


def test_a_lesson_without_title_or_minutes_is_named(tmp_path):
    path = tmp_path / "99_new.ipynb"
    for texts in (["# Why?", "no time"], ["Why?", "**Time:** about 5 minutes."]):
        cells = [{"cell_type": "markdown", "source": [text]} for text in texts]
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        with pytest.raises(ValueError, match=re.escape("99_new.ipynb")):
            lesson_head(path)
