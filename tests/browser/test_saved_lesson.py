"""The next day: a lesson that was saved while in use shows sentences, no dead widgets."""

import json

from playwright.sync_api import expect

LESSON = "00_start_here.ipynb"
QUESTION = "first-choice"


def test_a_lesson_that_was_saved_in_use_shows_its_sentences_and_then_its_answers(lesson, lab):
    lesson.open(LESSON).run_all()
    cell = lesson.exercise(QUESTION)
    cell.get_by_role("radio").first.check()
    cell.get_by_role("slider").fill("80")
    cell.get_by_role("button", name="Check my answer").click()
    expect(cell.locator(".wss-feedback")).to_be_visible()
    lesson.save()

    # what is on disk
    stored = json.loads((lab.lessons / LESSON).read_text(encoding="utf-8"))
    outputs = [output for one in stored["cells"] for output in one.get("outputs", ())]
    assert len(outputs) > 5 and not any("widget" in kind for one in outputs for kind in one.get("data", {}))
    assert "widgets" not in stored["metadata"]
    # what is on show meanwhile goes on
    expect(cell.get_by_role("radio").first).to_be_checked()

    # the next day: no kernel of yesterday is there
    for session in lab._ask("api/sessions"):
        lab._ask(f"api/sessions/{session['id']}", "DELETE")
    lesson.close_all()
    lesson.open(LESSON)
    sentence = lesson.exercise(QUESTION).locator(".jp-OutputArea-output")
    expect(sentence).to_contain_text("Run this cell to answer: ")
    expect(lesson.page.get_by_text("model not found")).to_have_count(0)
    lesson.run_all()
    expect(lesson.exercise(QUESTION).get_by_role("radio").first).to_be_checked()
    lesson.save()
    expect(lesson.page.get_by_role("dialog")).to_have_count(0)
