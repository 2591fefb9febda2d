"""Lessons from start to end without a network: they run in a browser, show their charts, and axe finds nothing.

Three of them stand for all: the first, the smallest with a chart, and lesson 01 in `test_lesson_page.py`. `--full`
runs every one.
"""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import leaving, site_folder

COUNTS = """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
    .filter((cell) => cell.cell_type === 'code').map((cell) => cell.execution_count)"""


def charts_of(path):
    """Return the places of the cells that show a chart, as the file stores them."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [number for number, cell in enumerate(cells) if "<figure " in json.dumps(cell.get("outputs", ""))]


def lessons():
    """Yield the lessons after the first, with the places of their charts; all but one belong to the full run."""
    paths = sorted((site_folder() / "files").glob("*/[0-9]*.ipynb"))[1:]
    charts = {path.name: charts_of(path) for path in paths}
    sizes = {path.name: path.stat().st_size for path in paths if charts[path.name]}
    smallest = min(sizes, key=sizes.get, default=None)
    full = pytest.mark.full("every lesson of the browser edition")
    for name, places in charts.items():
        yield pytest.param(name, places, id=name, marks=[] if name == smallest else full)


def test_there_is_no_way_out(no_network):
    if not no_network.is_possible:
        pytest.skip(leaving.NOT_HERE)
    assert not leaving.has_way_out()


def test_the_first_lesson_runs_to_its_end(first_lesson):
    see_it_through(first_lesson, charts=[])


@pytest.mark.parametrize(("name", "charts"), list(lessons()))
def test_a_lesson_runs_to_its_end(learner, name, charts):
    see_it_through(learner.open(name).run_all(), charts)


def see_it_through(learner, charts):
    """See that all cells have run, that the charts are there, and what axe says."""
    counts = learner.page.evaluate(COUNTS)
    assert counts == list(range(1, len(counts) + 1)) and len(counts) >= 9
    for number in charts:
        figure = learner.cell(number).locator("figure").first
        assert figure.is_visible() and re.search(r"\w", figure.locator("figcaption").inner_text())
    assert serious_in_outputs(learner.page) == []


def serious_in_outputs(page):
    """Return what axe finds serious or worse in the outputs of a lesson: JupyterLab's own page is not ours."""
    found = Axe().run(page, context=".jp-OutputArea-output").response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
