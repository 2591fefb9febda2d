"""Every lesson from start to end, without a network: it runs, it answers, and axe finds nothing in what it shows.

The first stands for all: every verb and every kind of exercise with every outcome is looked at in
`test_accessibility.py`. `--full` runs every one.
"""

import ast
import json

import accessibility as a11y
import pytest
from playwright.sync_api import expect
from specimens import answer_everything

from helpers.kinds.library import open_exercise
from helpers.notebooks import lesson_files
from helpers.record import Record

BROKEN_CHARTS = """() => [...document.querySelectorAll('.wss-chart img')]
    .filter((img) => !(img.complete && img.naturalWidth)).map((img) => img.alt)"""


def lessons():
    """Yield the name of each lesson; all but the first are marked as part of the full run."""
    first, *others = (path.name for path in lesson_files())
    full = pytest.mark.full("every lesson run, answered and looked at in JupyterLab")
    yield pytest.param(first, id=first)
    yield from (pytest.param(name, id=name, marks=full) for name in others)


def first_asked(lesson):
    """Return the first question that a lesson asks by itself."""
    calls = (
        node
        for kind, source in lesson.source()
        if kind == "code"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ask"
    )
    return open_exercise(next(calls).args[0].value)


def answer(lesson, exercise):
    """Answer a question by hand, and see that there is feedback and a record."""
    cell = lesson.exercise(exercise.id)
    cell.get_by_role("radio").first.check()
    if exercise.confidence:
        cell.get_by_role("slider").fill("80")
    if exercise.because:
        cell.get_by_role("textbox", name="Because").fill("The words say so.")
    cell.get_by_role("button", name=exercise.view()["button"]).click()
    expect(cell.locator(".wss-feedback")).to_be_visible()
    [attempt] = lesson.lab.attempts(exercise.id)
    assert attempt["answer"]


@pytest.fixture(scope="module")
def full_record(tmp_path_factory):
    """The record of somebody who has answered everything."""
    record = Record(tmp_path_factory.mktemp("full") / "record.json")
    answer_everything(record)
    return record.read()


@pytest.fixture(scope="module", params=lessons())
def answered(request, learners, lab, full_record):
    """A lesson in which all was answered: the first question by hand, the others before."""
    with learners.kept(request.session) as lesson:
        lesson.open(request.param)
        exercise = first_asked(lesson)
        others = {name: attempts for name, attempts in full_record["answers"].items() if name != exercise.id}
        lab.record.write_text(json.dumps(full_record | {"answers": others}), encoding="utf-8")
        lesson.run_all()
        answer(lesson, exercise)
        yield lesson


def test_a_lesson_runs_answers_and_hides_nothing_from_a_screen_reader(answered):
    page = answered.page
    a11y.lay_out(page)
    assert page.evaluate(BROKEN_CHARTS) == []
    with a11y.outputs_alone(page):
        seen = a11y.look(page, every_text=False)
        assert a11y.nameless(page) == []
    assert a11y.grave(seen["violations"])[0] == []
    assert seen["judged"] > a11y.MOST


@pytest.mark.full("every word of every lesson in both themes, in a narrow window and at 200 %")
def test_a_lesson_can_be_read_in_the_dark_narrow_and_large(answered):
    page = answered.page
    a11y.lay_out(page)
    with a11y.outputs_alone(page):
        looks = {theme: a11y.look_in_theme(page, theme) for theme in reversed(a11y.THEMES)}
    for theme, seen in looks.items():
        assert a11y.grave(seen["violations"])[0] == [], theme
        assert seen["judged"] > a11y.MOST, theme
    assert [(width, node) for width in a11y.NARROW for node in a11y.sideways(page, width)] == []
