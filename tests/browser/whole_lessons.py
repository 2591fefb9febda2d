"""Every lesson from start to end where there is no network: run by `test_offline.py`, and not by itself."""

import re

import pytest
from no_network import has_way_out
from playwright.sync_api import expect

from helpers.kinds.library import open_exercise
from helpers.notebooks import NOTEBOOKS

LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))


def test_there_is_no_way_out():
    assert not has_way_out()


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_and_answers(lesson, lab, name):
    lesson.open(name).run_all()
    asked = re.findall(r'ask\("([a-z0-9-]+)", answer\)', "\n".join(source for _, source in lesson.source()))
    first = asked[0]
    cell = lesson.exercise(first)
    cell.get_by_role("radio").first.check()
    if open_exercise(first).confidence:
        cell.get_by_role("slider").fill("80")
    if open_exercise(first).because:
        cell.get_by_role("textbox").fill("The words say so.")
    cell.get_by_role("button", name=open_exercise(first).view()["button"]).click()
    expect(cell.locator(".wss-feedback")).to_be_visible()
    assert [attempt["answer"] for attempt in lab.attempts(first)]
    for chart in lesson.page.locator(".wss-chart img").all():
        assert chart.evaluate("(img) => img.complete && img.naturalWidth > 0")
