"""``import helpers`` costs next to nothing, and a lesson loads only what it uses."""

import ast
import inspect
import json
import subprocess
import sys

import pytest

import helpers
from helpers.content import PACKAGE
from helpers.kinds.library import open_exercise, open_set
from helpers.lesson import verbs

HEAVY = {"anywidget", "ipywidgets", "matplotlib", "numpy", "IPython", "jsonschema"}
LESSONS = sorted((PACKAGE.parent / "notebooks").glob("*.ipynb"))
MOST_FOR_THE_FIRST_EXERCISE = 30
# Verbs that go through the answers to all exercises of the series, of whatever kind.
OF_THE_WHOLE_SERIES = {"look_back_at_confidence", "save_my_page"}
WITH_THE_MARKER = {"show_marks", "measure_marker", "show_marker_rates"}


def loaded_by(code):
    """Run code in a new process and return what it imported."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.splitlines()[-1].split())


def ours(loaded):
    return {name for name in loaded if name.partition(".")[0] == "helpers"}


def cells_of(lesson):
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def calls_in(cells):
    """Yield each verb that is called, with the id that it is called with, if there is one."""
    for node in ast.walk(ast.parse("\n".join(cells))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in helpers.__all__:
            first = node.args[0] if node.args else None
            yield node.func.id, first.value if isinstance(first, ast.Constant) else ""


def kinds_asked(calls):
    """Name the kinds of all exercises that are asked."""
    for verb, name in calls:
        if verb in ("ask", "mark", "sort", "build", "write"):
            yield open_exercise(name).kind
        elif verb in ("ask_all", "take_form", "take_other_form"):
            yield from (one.kind for one in open_set(name if verb == "ask_all" else "form-a")[1])
        elif verb == "check_setup":
            yield "choice"


def test_importing_helpers_imports_nothing_of_it():
    loaded = loaded_by("import helpers")
    assert ours(loaded) == {"helpers"} and not loaded & HEAVY


def test_all_verbs_together_import_one_page():
    loaded = loaded_by("from helpers import *")
    assert ours(loaded) == {"helpers", "helpers.lesson", "helpers.lesson.verbs"} and not loaded & HEAVY


@pytest.mark.parametrize("module", ["html", "story", "kinds.library", "answering", "record", "charts", "past_answers"])
def test_the_lower_layers_import_no_widget(module):
    assert not loaded_by(f"import helpers.{module}") & HEAVY


def test_the_first_exercise_of_a_lesson_loads_little_and_nothing_of_the_marker(record):
    [setup, first] = cells_of(LESSONS[1])[:2]
    loaded = ours(loaded_by(f"{setup}\n{first}"))
    assert "helpers.widgets.exercise_view" in loaded, "the exercise was not asked"
    assert len(loaded) <= MOST_FOR_THE_FIRST_EXERCISE
    assert not {name for name in loaded if name.startswith(("helpers.marker", "helpers.class_report"))}


@pytest.mark.sampled(2, "what each lesson loads")
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_a_lesson_loads_the_kinds_that_it_asks_and_the_marker_where_it_marks(lesson, record):
    cells = cells_of(lesson)
    calls = list(calls_in(cells))
    called, asked = {verb for verb, _ in calls}, set(kinds_asked(calls))
    loaded = ours(loaded_by("\n".join(cells)))
    models = {name.split(".")[2] for name in loaded if name.startswith("helpers.kinds.") and name.endswith(".model")}
    if called & OF_THE_WHOLE_SERIES:
        assert models >= asked
    else:
        # Marks in a text of one's own are marks too.
        assert models == asked | ({"spans"} if "own_text" in asked else set())
    on_paper_and_in_class = (".paper", ".check", ".faults", ".schema", ".invented")
    assert not {
        name for name in loaded if name.startswith("helpers.class_report") or name.endswith(on_paper_and_in_class)
    }
    assert ("helpers.marker.marking" in loaded) == bool(called & WITH_THE_MARKER or "own_text" in asked)
    assert not loaded & {"matplotlib"}


@pytest.mark.parametrize("verb", helpers.__all__)
def test_every_verb_is_there_and_explained(verb):
    function = getattr(helpers, verb)
    assert function.__module__ == "helpers.lesson.verbs" and function.__name__ == verb
    explained = inspect.getdoc(function)
    assert "Returns\n-------" in explained
    assert all(f"\n{name} : " in explained for name in inspect.signature(function).parameters)


def test_the_page_has_no_verb_that_a_lesson_does_not_get():
    on_page = {name for name, one in vars(verbs).items() if inspect.isfunction(one)}
    assert on_page == set(helpers.__all__) <= set(dir(helpers))


def test_a_name_that_is_no_verb_is_told():
    with pytest.raises(AttributeError, match="module 'helpers' has no attribute 'no_such_verb'"):
        helpers.no_such_verb  # noqa: B018
