"""What axe-core, Chromium's accessibility tree and a narrow page say about everything that can stand in an output.

One notebook shows it all: each kind of exercise with each outcome, and each verb of the lessons. The lessons
themselves are looked at in `test_every_lesson.py`. JupyterLab's own page has faults that we cannot mend: they are
counted and printed, and fail nothing.
"""

import ast
import shutil
from collections import Counter

import accessibility as a11y
import nbformat
import pytest
import specimens

from helpers.kinds.exercise import Feedback
from helpers.notebooks import lesson_files
from helpers.record import Record

# Programs that start.py starts look for no module beside a notebook: the specimens are found because this cell says so.
BEGIN = 'import sys\nsys.path.append(".")\nfrom helpers import *\nfrom specimens import show'
BAD = """
from IPython.display import HTML

HTML(
    '<button></button><fieldset></fieldset><p style="color: #bbb; background: #fff">Pale.</p>'
    '<div style="overflow: auto"><div style="width: 3000px">Wide.</div></div>'
)
"""


def cells_of_verbs():
    """Return for every verb of the lessons a cell that calls it: the first one."""
    cells = {}
    for path in lesson_files():
        for cell in nbformat.read(path, as_version=4).cells:
            nodes = ast.walk(ast.parse(cell.source)) if cell.cell_type == "code" else ()
            for verb in (getattr(node.func, "id", "") for node in nodes if isinstance(node, ast.Call)):
                cells.setdefault(verb, cell.source)
    return cells


def see(lesson):
    """Look at a notebook in both themes and all widths."""
    page = lesson.page
    a11y.lay_out(page)
    with a11y.outputs_alone(page):
        names = a11y.nameless(page)
        axe = {theme: a11y.look_in_theme(page, theme, every_text=False) for theme in reversed(a11y.THEMES)}
    return {"axe": axe, "names": names, "sideways": {width: a11y.sideways(page, width) for width in a11y.NARROW}}


@pytest.fixture(scope="module")
def found(request, learners, lab):
    """Look at all that can be shown, and at a bad sample."""
    with learners.kept(request.session) as lesson:
        specimens.answer_everything(Record(lab.record))
        shutil.copy(specimens.__file__, lab.lessons)
        shown = [f"show({kind!r}, {outcome!r})" for kind, outcome in specimens.all_specimens()]
        lesson.open(lab.scratch("specimens.ipynb", BEGIN, *cells_of_verbs().values(), *shown)).run_all()
        found = {"specimens": see(lesson)}
        lesson.open(lab.scratch("bad.ipynb", BAD)).run_all()
        found |= {"bad sample": see(lesson), "whole page": a11y.look(lesson.page, where=None)}
    return found


def test_no_serious_fault_in_our_outputs(found, capsys):
    for theme, seen in found["specimens"]["axe"].items():
        assert a11y.grave(seen["violations"])[0] == [], theme
        assert seen["judged"] > a11y.MOST, theme
    with capsys.disabled():
        theirs = Counter(one["rule"] for one in a11y.grave(found["whole page"]["violations"])[1])
        told = ", ".join(f"{rule} {count}" for rule, count in sorted(theirs.items()))
        print(f"\nserious or critical in JupyterLab itself: {told or 'none'}")


def test_every_control_has_a_name(found):
    assert found["specimens"]["names"] == []


def test_nothing_scrolls_sideways(found):
    assert found["specimens"]["sideways"] == {width: [] for width in a11y.NARROW}


def test_every_kind_is_seen_with_no_answer_with_one_that_cannot_be_read_and_with_feedback():
    kinds = {kind for kind, _ in specimens.all_specimens()}
    outcomes = {kind: {outcome for other, outcome in specimens.all_specimens() if other == kind} for kind in kinds}
    assert all({specimens.NOT_YET, specimens.PROBLEM} < those for those in outcomes.values())
    assert set().union(*outcomes.values()) == {*Feedback.SYMBOLS, specimens.NOT_YET}


def test_a_bad_sample_is_seen(found):
    bad = found["bad sample"]
    light, dark = (bad["axe"][theme]["violations"] for theme in a11y.THEMES)
    assert {one["rule"] for one in a11y.grave(light)[0]} == {"button-name", "color-contrast"}
    assert {one["rule"] for one in a11y.grave(dark)[0]} == {"color-contrast"}
    assert bad["names"] == ["- button", "<fieldset></fieldset>"]
    assert all(bad["sideways"].values())
    ours, theirs = a11y.grave(found["whole page"]["violations"])
    assert {one["rule"] for one in ours} == {"button-name"} and theirs  # of contrast axe says nothing here
