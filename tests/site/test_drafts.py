"""No word is lost in the browser edition either: what was begun and not kept is there again, in every kind of exercise.

Other ways of losing it, and two tabs, are tried in JupyterLab (tests/browser/test_drafts.py): the views are the same.
"""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from conftest import ROOT, browser_tests, load
from helpers.kinds import kinds

begun = load("begun", ROOT / "tests/browser/begun.py")
NAME = "begun.ipynb"
SET_UP = """
from dataclasses import replace
from helpers.kinds.examples import examples_of
from helpers.lesson.asking import show_exercises

def show(kind):
    exercise = replace(examples_of(kind)[0].exercise, id=f"{kind}-not-answered")
    return show_exercises(exercise.prompt, [exercise])
"""
LAY = """([path, content]) => window.jupyterapp.serviceManager.contents
    .save(path, { type: 'notebook', format: 'json', content }).then(() => null)"""
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel().then(() => null)"


def run_all(learner):
    return browser_tests.Lesson.run_all(learner)


def page_reloaded(learner):
    return learner.load_again()


def tab_closed(learner):
    other = learner.beside()
    learner.page.close()
    return other.open(NAME)


def python_restarted(learner):
    learner.page.evaluate(RESTART)
    return learner.wait_for_notebook()


WAYS = [page_reloaded, tab_closed, python_restarted]


@pytest.mark.full("drafts in the browser edition: a page loaded anew, a closed tab, Python started anew")
def test_no_word_is_lost(learner, site, capsys):
    folder, (first, *_) = site.lessons
    notebook = new_notebook(
        cells=[new_code_cell(source) for source in (SET_UP, *(f"show({kind!r})" for kind in kinds()))]
    )
    notebook.metadata.kernelspec = {"name": "python", "display_name": "Python", "language": "python"}
    learner.open(first)
    learner.page.evaluate(LAY, [f"{folder}/{NAME}", notebook])
    run_all(learner.open(NAME))
    words = {}
    for turn, way in enumerate(WAYS):
        begun.begin(learner, turn)
        before = learner.page.evaluate(begun.BEGUN)
        assert len(before) == len(kinds())
        learner = run_all(way(learner))
        after = learner.page.evaluate(begun.BEGUN)
        words |= {(way.__name__, one): both for one, both in begun.lost(before, after).items()}
    with capsys.disabled():
        print(f"\nways of losing × kinds of exercise: {len(WAYS)} × {len(kinds())}; words lost: {len(words)}")
    assert words == {}
