"""Laying the lesson page where Jupyter looks for it: once, whole, and with the cells that it may run."""

import json
import re

import pytest

from helpers.notebooks import lesson_files
from lesson_page import install as installing

LARGEST = 40_000
SETUP = "from helpers import *"


def write_lesson(folder, number="01", code=(SETUP, "open_story()"), name="lesson", title="Who says so?"):
    cells = [{"cell_type": "markdown", "source": [f"# {title}\n", "\n", "Text."]}]
    cells += [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in code]
    path = folder / f"{number}_{name}.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path):
    return tmp_path / "labextensions"


def install(place, *lessons, signed=True):
    """Install, and return what Jupyter's pages would load: the folder with the scripts, and what it knows."""
    entry = installing.install(place, lessons, signed=signed)
    package = json.loads((place / "who-says-so" / "package.json").read_text(encoding="utf-8"))
    assert entry == {"name": "who-says-so", **package["jupyterlab"]["_build"]}
    assert package["jupyterlab"]["extension"] is True
    script = place / "who-says-so" / entry["load"]
    assert script.is_file() and script.name == "remoteEntry.js"
    return script.parent, json.loads((script.parent / "lessons.json").read_text(encoding="utf-8"))


def test_all_that_is_needed_is_there_and_nothing_else(place, tmp_path):
    static, known = install(place, write_lesson(tmp_path))
    code = "".join(path.read_text(encoding="utf-8") for path in static.glob("*.js"))
    imported = set(re.findall(r'"(?:\./)?(\w+\.(?:js|css|json))"', re.sub(r"@import .*", "", code)))
    assert imported | {"remoteEntry.js"} == {path.name for path in static.iterdir()}
    assert known["signed"] is True
    assert known["lessons"]["01"]["title"] == "Who says so?"
    assert known["lessons"]["01"]["cells"][:2] == [SETUP, "open_story()"]


def test_the_second_time_nothing_is_written(place, tmp_path):
    lesson = write_lesson(tmp_path)
    static, _ = install(place, lesson)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert install(place, lesson)[0] == static
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_a_new_release_has_an_address_of_its_own_and_remembers_the_cells_of_the_last(place, tmp_path):
    old, _ = install(place, write_lesson(tmp_path, code=(SETUP, "open_story()")))
    new, known = install(place, write_lesson(tmp_path, code=(SETUP, "show_speakers()")))
    assert new != old and not old.exists()
    cells = known["lessons"]["01"]["cells"]
    assert cells[:2] == [SETUP, "show_speakers()"] and "open_story()" in cells
    assert cells.count(SETUP) == 1


def test_a_lesson_that_has_another_number_is_the_same_lesson(place, tmp_path):
    install(place, write_lesson(tmp_path, "01", code=(SETUP, "open_story()")))
    new = write_lesson(tmp_path, "01", code=(SETUP, "show_sources()"), name="another", title="Another")
    moved = write_lesson(tmp_path, "02", code=(SETUP, "show_speakers()"))
    lessons = install(place, new, moved)[1]["lessons"]
    # by it the page remembers the learner's place: not by a number that is another lesson's now
    assert (lessons["01"]["name"], lessons["02"]["name"]) == ("another", "lesson")
    assert "open_story()" in lessons["02"]["cells"] and "open_story()" not in lessons["01"]["cells"]


def test_what_was_left_half_made_is_made_whole(place, tmp_path):
    lesson = write_lesson(tmp_path)
    static, _ = install(place, lesson)
    (static / "plugin.js").unlink()
    install(place, lesson)
    assert (static / "plugin.js").is_file()
    (place / "who-says-so" / "package.json").write_text("{", encoding="utf-8")
    install(place, lesson)


def test_a_lesson_that_cannot_be_read_stops_nothing(place, tmp_path):
    broken = tmp_path / "02_broken.ipynb"
    broken.write_text("no JSON", encoding="utf-8")
    _, known = install(place, write_lesson(tmp_path), broken, tmp_path / "03_none.ipynb")
    assert set(known["lessons"]) == {"01", installing.OWN}


def test_every_code_cell_of_every_lesson_may_be_run(place):
    _, known = install(place, *lesson_files())
    for path in lesson_files():
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = {"".join(cell["source"]).strip() for cell in cells if cell["cell_type"] == "code"}
        assert code <= set(known["lessons"][path.name[:2]]["cells"])


def test_the_page_stays_small(place, tmp_path):
    """Comments and indentation are for readers; what is counted is what a browser must understand."""
    static, _ = install(place, write_lesson(tmp_path))
    code = [path.read_text(encoding="utf-8") for path in static.iterdir() if path.suffix in (".js", ".css")]
    bare = [re.sub(r"/\*.*?\*/|^\s*//[^\n]*|^[ \t]+", "", text, flags=re.DOTALL | re.MULTILINE) for text in code]
    assert all("export" in text or "_JUPYTERLAB" in text or "@media" in text for text in bare)
    assert sum(len(text.encode()) for text in bare) <= LARGEST
