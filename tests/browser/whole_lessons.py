"""Both lessons from start to end where there is no network: run by `test_offline.py`, and not by itself."""

import pytest
from no_network import has_way_out
from playwright.sync_api import expect


def test_there_is_no_way_out():
    assert not has_way_out()


@pytest.mark.parametrize("name", ["00_start_here.ipynb", "01_who_says_so.ipynb"])
def test_a_lesson_runs_and_answers(lesson, lab, name):
    lesson.open(name).run_all()
    first_choice = {"00_start_here.ipynb": "first-choice", "01_who_says_so.ipynb": "good-attribution"}[name]
    cell = lesson.exercise(first_choice)
    cell.get_by_role("radio").first.check()
    cell.get_by_role("slider").fill("80")
    cell.get_by_role("button", name="Check my answer").click()
    expect(cell.locator(".wss-feedback")).to_contain_text("That fits.")
    assert [attempt["answer"] for attempt in lab.attempts(first_choice)]
    if name.startswith("01"):
        chart = lesson.cell(lesson.number("show_speakers()")).locator("img")
        assert chart.evaluate("(img) => img.complete && img.naturalWidth > 0")
