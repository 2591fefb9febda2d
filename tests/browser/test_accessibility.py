"""What axe-core, Chromium's accessibility tree and a narrow page say about everything that can stand in an output.

All is shown at once: each kind of exercise with each outcome, and each verb of the lessons; each time in a plain page,
and in a notebook in the full run. The lessons themselves are looked at in `test_every_lesson.py`. JupyterLab's own page
has faults that we cannot mend: they are counted and printed, and fail nothing.
"""

import ast
import shutil
from collections import Counter

import accessibility as a11y
import nbformat
import plain_page
import pytest
import specimens

import helpers
from helpers.kinds.exercise import Feedback
from helpers.notebooks import lesson_files
from helpers.record import PLACE_VARIABLE, Record

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
                if hasattr(helpers, verb):
                    cells.setdefault(verb, cell.source)
    return cells


def see_plainly(page, outputs):
    """Draw outputs in a plain page, and look at them in both themes and all widths."""
    plain_page.draw(page, outputs)
    names = a11y.nameless(page)
    axe = {theme: plain_page.look_in_theme(page, theme, every_text=False) for theme in reversed(a11y.THEMES)}
    return {"axe": axe, "names": names, "sideways": {width: plain_page.sideways(page, width) for width in a11y.NARROW}}


def see_in_notebook(lesson):
    """Look at a notebook in both themes and all widths."""
    page = lesson.page
    a11y.lay_out(page)
    with a11y.outputs_alone(page):
        names = a11y.nameless(page)
        axe = {theme: a11y.look_in_theme(page, theme, every_text=False) for theme in reversed(a11y.THEMES)}
    return {"axe": axe, "names": names, "sideways": {width: a11y.sideways(page, width) for width in a11y.NARROW}}


def found_plainly(chromium, place):
    """Show all that can be shown, and a bad sample, in a plain page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PLACE_VARIABLE, str(place / "record.json"))
        specimens.answer_everything(Record())
        names = {name: getattr(helpers, name) for name in helpers.__all__}
        outputs = [plain_page.shown_by(source, names) for source in cells_of_verbs().values()]
        outputs += [specimens.show(*name) for name in specimens.all_specimens()]
    page = chromium.new_page(viewport=a11y.LARGE)
    found = {"specimens": see_plainly(page, outputs), "bad sample": see_plainly(page, [plain_page.shown_by(BAD, {})])}
    found["whole page"] = a11y.look(page, where=None)
    page.close()
    return found


def found_in_notebook(learners, lab, session):
    """Show the same in a notebook."""
    with learners.kept(session) as lesson:
        specimens.answer_everything(Record(lab.record))
        shutil.copy(specimens.__file__, lab.lessons)
        shown = [f"show({kind!r}, {outcome!r})" for kind, outcome in specimens.all_specimens()]
        lesson.open(lab.scratch("specimens.ipynb", BEGIN, *cells_of_verbs().values(), *shown)).run_all()
        found = {"specimens": see_in_notebook(lesson)}
        lesson.open(lab.scratch("bad.ipynb", BAD)).run_all()
        return found | {"bad sample": see_in_notebook(lesson), "whole page": a11y.look(lesson.page, where=None)}


IN_NOTEBOOK = pytest.param("notebook", marks=pytest.mark.full("each kind with each outcome, looked at in JupyterLab"))


@pytest.fixture(scope="module", params=["plain", IN_NOTEBOOK])
def found(request, chromium, tmp_path_factory):
    """What was found in all that can be shown, and in a bad sample."""
    if request.param == "plain":
        return found_plainly(chromium, tmp_path_factory.mktemp("plain"))
    fixtures = map(request.getfixturevalue, ("learners", "lab"))
    return found_in_notebook(*fixtures, request.session)


def test_no_serious_fault_in_our_outputs(found, capsys):
    for theme, seen in found["specimens"]["axe"].items():
        assert a11y.grave(seen["violations"])[0] == [], theme
        assert seen["judged"] > a11y.MOST, theme
    with capsys.disabled():
        theirs = Counter(one["rule"] for one in a11y.grave(found["whole page"]["violations"])[1])
        told = ", ".join(f"{rule} {count}" for rule, count in sorted(theirs.items()))
        print(f"\nserious or critical around our outputs: {told or 'none'}")


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
    ours, _ = a11y.grave(found["whole page"]["violations"])
    assert "button-name" in {one["rule"] for one in ours}  # of contrast axe says nothing in a whole notebook
