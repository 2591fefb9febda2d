"""Drafts beside the record: what was begun comes back in the next kernel; nothing damaged breaks a lesson."""

import json
import os
from dataclasses import replace

import pytest
from examples import ALL, CHOICE, SPANS, TEXT

from helpers.drafts import LONGEST, MOST, Drafts
from helpers.lesson.asking import show_exercises
from helpers.lesson.my_record_acts import delete_all
from helpers.lesson.my_record_cells import ask_whether_to_delete

BEGUN = {"answer": "In my wor", "confidence": 70, "because": "so", "when": 1, "mark": "a"}


@pytest.fixture(autouse=True)
def _new_kernel(monkeypatch):
    monkeypatch.setattr(Drafts, "_held", {})


@pytest.fixture
def drafts(record):
    return Drafts(record.path)


def asked(*exercises):
    return show_exercises("Which one?", exercises or ALL)


def begin(view, exercise_id, draft=BEGUN):
    """Choose or write something, as the browser sends it."""
    view.set_state({"drafts": {**view.drafts, exercise_id: draft}})


def test_what_was_begun_is_in_a_file_and_in_the_next_view_of_another_kernel(record, drafts):
    view = asked()
    begin(view, "tell")
    assert json.loads(drafts.path.read_text(encoding="utf-8"))["drafts"] == {"tell": BEGUN}
    assert asked().drafts == {"tell": BEGUN}
    assert not record.path.exists(), "a draft is no answer"


def test_an_answer_that_was_kept_is_no_draft_any_more(drafts):
    view = asked()
    begin(view, "tell")
    begin(view, "pick", {**BEGUN, "answer": "wait"})
    view.give("tell", {"answer": "In my words.", "confidence": None, "because": ""}, "buttons")
    assert set(drafts.read()) == {"pick"}
    assert view.since["tell"] > 0 and "pick" not in view.since


def test_a_draft_that_comes_after_the_answer_made_of_it_is_not_kept(drafts):
    view = asked()
    view._handle_custom_msg({"type": "submit", "id": "tell", **BEGUN}, [])
    begin(view, "tell")
    assert drafts.read() == {}
    begin(view, "tell", {**BEGUN, "answer": "In my words, and more.", "when": 2})
    assert set(drafts.read()) == {"tell"}


def test_an_answer_that_could_not_be_used_leaves_the_draft(drafts):
    view = asked()
    begin(view, "tell")
    view.give("tell", {"answer": ""}, "buttons")
    assert drafts.read() == {"tell": BEGUN} and view.since == {}


def test_an_answer_of_another_time_is_not_newer_than_what_was_begun(drafts):
    asked().give("tell", "In my words.")
    begin(asked(), "tell")
    again = asked()
    assert again.drafts["tell"] == BEGUN and again.since == {}
    assert again.responses["tell"]["restored"] is True


def test_the_browser_is_told_whose_drafts_these_are_and_deleting_ends_it(record, drafts):
    view = asked()
    assert view.learner == ""
    begin(view, "tell")
    learner = view.learner
    assert len(learner) == 16 and asked().learner == learner
    view.give("pick", "wait")
    assert drafts.path in record.files()
    assert drafts.path.name in delete_all()
    assert not drafts.path.exists() and asked().learner == "" and asked().drafts == {}
    begin(asked(), "tell")
    assert asked().learner not in ("", learner)


def test_a_draft_without_any_answer_can_be_deleted_too(drafts):
    begin(asked(), "tell")
    assert drafts.path.name in delete_all()
    assert not drafts.path.exists()


def test_what_is_typed_to_delete_the_record_is_kept_nowhere(record, drafts):
    asked().give("pick", "wait")
    view = ask_whether_to_delete()
    begin(view, "delete-my-record")
    assert view.learner is None and not drafts.path.exists()


def test_two_lessons_keep_their_drafts_side_by_side(drafts):
    one, other = asked(CHOICE), asked(TEXT)
    begin(one, "pick")
    begin(other, "tell")
    assert set(drafts.read()) == {"pick", "tell"} and one.learner == other.learner


@pytest.mark.parametrize(
    "text",
    ["", "damaged", "null", "[]", '{"schema": "who-says-so/drafts", "drafts": []}', "[" * 100_000, "\ud800"],
    ids=["empty", "no JSON", "null", "list", "no drafts", "deep", "half a character"],
)
def test_a_damaged_file_holds_no_drafts_and_breaks_nothing(drafts, text):
    drafts.path.write_text(text, encoding="utf-8", errors="surrogatepass")
    view = asked()
    assert view.drafts == {} and view.learner == ""
    begin(view, "tell")
    assert asked().drafts == {"tell": BEGUN}


def test_a_file_that_breaks_off_keeps_its_id_so_the_browser_keeps_its_copies(drafts):
    view = asked()
    begin(view, "tell")
    drafts.path.write_text(drafts.path.read_text(encoding="utf-8")[:80], encoding="utf-8")
    assert asked().learner == view.learner and asked().drafts == {}
    begin(asked(), "tell", {**BEGUN, "when": 2})
    assert asked().learner == view.learner


@pytest.mark.parametrize(
    "draft", [7, None, {}, {"answer": "x" * LONGEST}, {"answer": "a", "html": "<b>"}], ids=lambda one: str(one)[:20]
)
def test_what_has_not_the_form_of_a_draft_is_not_kept(drafts, draft):
    begin(asked(), "tell", draft)
    assert drafts.read() == {}


def test_there_is_a_bound_to_all_drafts_and_the_newest_stay(drafts):
    drafts.keep({f"q{n}": BEGUN for n in range(MOST)})
    drafts.keep({"q0": {**BEGUN, "answer": "again"}, "new": BEGUN})
    assert len(drafts.read()) == MOST and {"q0", "new"} <= set(drafts.read()) and "q1" not in drafts.read()


@pytest.mark.skipif(os.name == "nt", reason="a folder that cannot be written is made another way there")
def test_where_nothing_can_be_written_drafts_last_as_long_as_the_kernel(record, drafts, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.drafts.write_whole", full)
    begin(asked(), "tell")
    assert not drafts.path.exists() and asked().drafts == {"tell": BEGUN}
    asked().give("tell", "In my words.")
    assert asked().drafts["tell"]["answer"] == "In my words."


def test_a_file_that_cannot_be_opened_is_not_taken_for_one_that_is_gone(drafts):
    drafts.path.mkdir()
    view = asked()
    assert view.learner is None and view.drafts == {}, "the browser throws no draft away"


def test_a_draft_for_another_text_does_not_come_back(drafts):
    marks = {**BEGUN, "answer": [{"label": "cue", "p": 0, "start": 5, "end": 7}]}
    begin(asked(SPANS), "spot", marks)
    assert asked(SPANS).drafts == {"spot": marks}
    other = replace(SPANS, paragraphs=SPANS.paragraphs[:1])
    assert asked(other).drafts == {}


def test_drafts_hold_what_the_learner_gave_and_nothing_of_ours(drafts):
    view = asked()
    for exercise in ALL:
        begin(view, exercise.id, {**BEGUN, "answer": None})
    assert all(set(draft) == set(BEGUN) for draft in drafts.read().values())
