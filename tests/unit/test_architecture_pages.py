"""The pages that draw the project name what is there: each folder and module that they name, and all that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("helpers", "helpers/marker", "helpers/kinds", "helpers/class_report", "helpers/story_workshop", "commands")
# Where a name with a path in it begins, in CONTRIBUTING.
TOP = (
    "notebooks/",
    "helpers/",
    "data/",
    "tests/",
    "authoring/",
    "browser_edition/",
    "commands/",
    "deploy/",
)
PARTS_OF_A_NAME = ("NN", "NAME")


def page_of(package):
    return ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8")))


def modules_of(package):
    """Return the modules of a package; a kind's room is no part of the page on kinds."""
    there = {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__"}
    rooms = {path.name for path in (ROOT / package).iterdir() if (path / "__init__.py").exists()}
    return there if package == "helpers/kinds" else there | rooms


def rows(page):
    """Return the first column of the drawings in a page: names that stand alone, or with commas between."""
    first = re.findall(r"^ {4}((?:\w+, )*\w+)(?: {2,}|$)", page, re.MULTILINE)
    return [name for names in first for name in names.split(", ")]


def named(page):
    return {*rows(page), *re.findall(r"`(\w+)`", page)}


@pytest.mark.parametrize("package", PACKAGES)
def test_the_page_of_a_package_names_each_of_its_modules(package):
    assert not modules_of(package) - named(page_of(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_page_of_a_package_draws_no_module_that_is_not_there(package):
    assert not set(rows(page_of(package))) - modules_of(package)


def tree():
    """Return the paths in the drawing of the README, a folder's content below it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [drawing] = [block for block in re.findall(r"```\n(.*?)```", readme, re.DOTALL) if "verbs.py" in block]
    folder = ""
    for line in drawing.splitlines():
        indent, name = re.match(r"( *)(\S+)", line).groups()
        if not indent:
            folder = name
        yield name if not indent else folder + name


def test_the_readme_draws_what_is_there_and_every_folder():
    drawn = list(tree())
    assert not [path for path in drawn if not (ROOT / path).exists()]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    there = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    ours = {name for name in there if name not in ignored and f"/{name}" not in ignored}
    assert not ours - set(drawn)
    assert {f"helpers/{name}" for name in packages()} <= set(drawn)


def packages():
    return {f"{path.name}/" for path in (ROOT / "helpers").iterdir() if (path / "__init__.py").exists()}


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "README.md", "data/README.md"])
def test_a_path_that_a_page_names_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"`([\w./-]+)`", text) if path.startswith(TOP)]
    assert paths
    assert not [path for path in paths if not set(PARTS_OF_A_NAME) & set(re.split(r"\W|_", path)) and not there(path)]


def there(path):
    return (ROOT / path).exists()
