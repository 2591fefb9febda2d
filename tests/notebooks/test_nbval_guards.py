"""The strict comparison really compares: an altered output fails, only the bytes of a chart may differ."""

import configparser
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import nbformat
import pytest
from kernels import ROOT, execute, small_notebook, surroundings

from authoring.refresh import lessons

PICTURE = re.compile(r"base64,[A-Za-z0-9+/=]{20}")
CHART = "show_marker_rates()"
# A chart that is drawn as a picture.
DRAWN = (
    "from helpers.charts.chart import Chart\n"
    'Chart("Boats by day", "Boats by day: Monday 3; Tuesday 5.", ("Day", "Boats"), [("Monday", 3), ("Tuesday", 5)])'
)
LIVING = "show_speakers()"
PRINTED = 'print("You ran a cell.")'
CARD = 'open_story(sentences=["headline"])'
EXERCISE = 'answer = ...\nmark("who-says-lead", answer)'


def put(old, new, kind="text/plain"):
    """Return an alteration: other words in what a cell stores."""

    def alter(cell):
        data = cell.outputs[0].data
        assert old in data[kind]
        data[kind] = data[kind].replace(old, new, 1)

    return alter


def put_other_picture(cell):
    data = cell.outputs[0].data
    data["text/html"], changed = PICTURE.subn("base64,AAAABBBBCCCCDDDDEEEE", data["text/html"], count=1)
    assert changed


MAY_DIFFER = {
    "the same chart": (CHART, lambda cell: None),
    "the same line": (PRINTED, lambda cell: None),
    "the same card": (CARD, lambda cell: None),
    "the same question": (EXERCISE, lambda cell: None),
    "other bytes of the picture": (DRAWN, put_other_picture),
}
MUST_FAIL = {
    "another sentence of the chart": (CHART, put("finds 48 in 100", "finds 49 in 100")),
    "another number in the chart's table": (CHART, put(">48</td>", ">49</td>", "text/html")),
    "another square that is full": (CHART, put("■□", "■■", "text/html")),
    "another sentence of a text by voice": (LIVING, put("Ministry: 15", "Ministry: 16")),
    "another number beside a text by voice": (LIVING, put("15 sentences", "16 sentences", "text/html")),
    "another text for those who cannot see the chart": (DRAWN, put('alt="', 'alt="Not ', "text/html")),
    "another printed line": (PRINTED, lambda cell: cell.outputs[0].update(text="You ran a cell!\n")),
    "another word of a card": (CARD, put("Russian", "Prussian", "text/html")),
    "another question": (EXERCISE, put("source", "cue")),
    "no output": (PRINTED, lambda cell: cell.update(outputs=[])),
}


@pytest.fixture(scope="module")
def passed(tmp_path_factory):
    """Run a notebook with altered outputs under the course's own options; tell which of them passed."""
    folder = tmp_path_factory.mktemp("altered")
    alterations = MAY_DIFFER | MUST_FAIL
    notebook = small_notebook("from helpers import *", *(source for source, _ in alterations.values()))
    execute(notebook, folder, folder / "record.json")
    for cell, (_, alter) in zip(notebook.cells[1:], alterations.values(), strict=True):
        alter(cell)
    nbformat.write(notebook, folder / "altered.ipynb")
    report = folder / "report.xml"
    options = ["-c", str(ROOT / "pyproject.toml"), f"--junitxml={report}"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder / "altered.ipynb")],
        cwd=ROOT,
        env=surroundings(folder / "record.json"),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 1, ran.stdout.decode()
    cases = list(ElementTree.parse(report).iter("testcase"))[1:]
    return {name: case.find("failure") is None for name, case in zip(alterations, cases, strict=True)}


@pytest.mark.parametrize("name", MAY_DIFFER)
def test_what_prints_as_it_is_stored_passes(passed, name):
    assert passed[name]


@pytest.mark.parametrize("name", MUST_FAIL)
def test_one_altered_output_makes_nbval_fail(passed, name):
    assert not passed[name]


def rules_of_the_comparison():
    rules = configparser.ConfigParser(interpolation=None)
    rules.read(ROOT / "tests" / "nbval_sanitize.cfg", encoding="utf-8")
    return [(rules[name]["regex"], rules[name]["replace"]) for name in rules.sections()]


def outputs_but_for_pictures(rules):
    """Return every stored text that the rules change anywhere but in the bytes of a picture."""
    changed = []
    for path in lessons():
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                for text in (output.get("text", ""), *output.get("data", {}).values()):
                    bare = re.sub(r"data:image/png;base64,[^\"]*", "", str(text))
                    if any(re.sub(regex, replace, bare) != bare for regex, replace in rules):
                        changed.append(f"{path.name}, cell {cell.id}")
    return changed


def test_one_rule_takes_out_the_bytes_of_a_picture_and_no_more():
    [(regex, replace)] = rules_of_the_comparison()
    before = '<img alt="15 of 18" src="data:image/png;base64,iVBORw0KGgo+/=="><td>15</td>'
    assert re.sub(regex, replace, before) == '<img alt="15 of 18" src="data:image/png;base64,PNG"><td>15</td>'
    assert not outputs_but_for_pictures([(regex, replace)])


@pytest.mark.parametrize("rule", [(r"\d+", "N"), (r"<[^>]+>", ""), (r"Chart: .*", "")])
def test_a_rule_that_hides_more_is_found(rule):
    assert outputs_but_for_pictures([rule])


def test_nothing_else_is_left_out_of_the_comparison():
    """Neither a looser mode nor a tag that skips a cell."""
    options = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "--nbval" in options and "nbval-lax" not in options
    for path in lessons():
        assert "nbval" not in path.read_text(encoding="utf-8").casefold()
