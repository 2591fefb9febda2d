"""``import helpers`` costs next to nothing: no widget, no matplotlib, no layer before it is used."""

import subprocess
import sys

import pytest

import helpers
from helpers.content import PACKAGE

HEAVY = {"anywidget", "ipywidgets", "matplotlib", "numpy", "IPython", "jsonschema"}


def loaded_by(code):
    """Run code in a new process and return what it imported."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


def test_importing_helpers_imports_nothing_of_it():
    loaded = loaded_by("import helpers")
    assert not {name for name in loaded if name.startswith("helpers.")}
    assert not loaded & HEAVY


def test_all_verbs_together_import_no_widget_and_no_matplotlib():
    assert not loaded_by("from helpers import *") & HEAVY


@pytest.mark.parametrize("module", ["html", "story", "kinds.library", "lesson.self_check", "record", "charts"])
def test_the_lower_layers_import_no_widget(module):
    assert not loaded_by(f"import helpers.{module}") & HEAVY


def test_a_question_that_is_asked_and_not_shown_makes_no_widget():
    loaded = loaded_by(
        "from helpers import *\nrepr(ask('first-choice')), repr(mark('first-marks')), repr(open_story())"
    )
    assert not loaded & HEAVY


@pytest.mark.parametrize("verb", helpers.__all__)
def test_every_verb_is_there_and_explained(verb):
    assert getattr(helpers, verb).__module__.startswith("helpers.lesson.")
    assert getattr(helpers, verb).__doc__


def test_a_name_that_is_no_verb_is_told():
    with pytest.raises(AttributeError, match="module 'helpers' has no attribute 'no_such_verb'"):
        helpers.no_such_verb  # noqa: B018
