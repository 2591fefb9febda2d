"""A learner's own text: the marker's marks to begin with, the learner's corrections beside them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.drafts import Drafts
from helpers.kinds.exercise import Entry
from helpers.kinds.own_text.model import MAX_OWN_TEXT, MOST_SUGGESTED, OwnText
from helpers.kinds.spans.model import MAX_MARKS
from helpers.kinds.text.model import TextAnswer
from helpers.lesson.asking import _last_text, show_exercises
from helpers.reading import Label

LABELS = tuple(
    Label(one, one.capitalize(), f"what {one} is")
    for one in ("source", "cue", "content", "hedge", "booster", "scare-quote", "presupposition")
)
TEXT = "Ann Lee said the mill may close. Tom Roe said it would not.\n\n“We will never sell,” the owner told reporters."


def own(text):
    return OwnText(id="mine", prompt="Correct the marks.", labels=LABELS, text=text, text_from="my-text")


def marks(exercise, label):
    return [mark["words"] for mark in exercise.begin_with() if mark["label"] == label]


def test_it_begins_with_the_marks_of_the_marker():
    exercise = own(TEXT)
    assert marks(exercise, "source") == ["Ann Lee", "Tom Roe", "the owner"]
    assert "said" in marks(exercise, "cue")
    assert marks(exercise, "hedge") == ["may"]


def test_the_same_words_further_on_are_told_apart():
    exercise = own("Ann said the mill may close. Ann said the mill may close. The mill may close, Ann said.")
    places = [mark for mark in exercise.begin_with() if mark["label"] == "source"]
    assert [mark["sentence"] for mark in places] == ["p1-s1", "p1-s2", "p1-s3"]


def test_who_keeps_every_mark_is_told_so():
    exercise = own(TEXT)
    told = exercise.feedback(exercise.begin_with())
    assert told.outcome == "kept"
    assert "took away or changed 0, and added 0" in told.summary
    assert {row.symbol for row in told.rows} == {"✓"}


def test_a_mark_taken_away_and_one_added_are_told_with_the_rule():
    exercise = own(TEXT)
    mine = [mark for mark in exercise.begin_with() if mark["label"] != "hedge"]
    mine += exercise.read({"booster": "never"})[:1]
    told = exercise.feedback(mine)
    taken = [row for row in told.rows if row.symbol == "•"]
    assert [row.ours for row in taken] == ["may"]
    assert len(taken[0].text) > len("You took this mark away, or changed its words.")
    assert "took away or changed 1" in told.summary


def test_a_text_without_marks_begins_with_none():
    exercise = own("Rain. Wind. Snow.")
    assert exercise.begin_with() == []
    assert exercise.feedback(exercise.read({"hedge": "Wind"})).outcome == "kept"


def test_the_view_is_one_to_mark_in_and_holds_no_reason():
    view = own(TEXT).view()
    assert view["kind"] == "own_text"
    assert view["button"] == "Keep my marks"
    assert "rule" not in repr(view)


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "🚒 " * 500, "<b>Ann</b> said it may.", "Он сказал: да."])
def test_any_text_can_be_shown(text):
    exercise = own(text)
    exercise.view()
    assert all(mark["words"] in text for mark in exercise.begin_with())


@given(st.text(max_size=400))
def test_the_marks_to_begin_with_can_be_kept_as_they_are(text):
    exercise = own(text)
    begun = exercise.begin_with()
    if begun:
        assert exercise.read(begun) == begun
        assert exercise.from_view(exercise.to_view(begun)) == begun


def test_a_long_text_has_no_more_marks_than_can_be_kept():
    exercise = own("Ann said it may rain. " * (MAX_OWN_TEXT // 22))
    assert len(exercise.begin_with()) == MOST_SUGGESTED < MAX_MARKS


def test_the_view_begins_with_the_marks_and_then_with_what_was_kept(record, monkeypatch):
    monkeypatch.setattr(Drafts, "_held", {})
    exercise = own(TEXT)
    assert show_exercises("", [exercise]).drafts["mine"]["answer"] == exercise.to_view(exercise.begin_with())
    kept = exercise.read({"source": "Tom Roe"})
    record.keep("mine", Entry(kept), how="buttons")
    assert show_exercises("", [exercise]).drafts["mine"]["answer"] == exercise.to_view(kept)


def test_the_learners_own_text_takes_the_place_of_the_sample(record):
    assert own(TEXT).for_learner(_last_text).text == TEXT
    record.keep("my-text", Entry("Ann said it rains."), how="buttons")
    assert own(TEXT).for_learner(_last_text).text == "Ann said it rains."


def test_a_view_that_is_on_show_follows_the_learners_own_text(record, monkeypatch):
    monkeypatch.setattr(Drafts, "_held", {})
    asked = TextAnswer("my-text", "Your text.")
    paste, view = show_exercises("", [asked]), show_exercises("", [own(TEXT)])
    view.give("mine", {"source": "Tom Roe"})
    paste.give("my-text", "Ann said it may rain.")

    assert view.exercises == [own("Ann said it may rain.").view() | {"draft_key": view.exercises[0]["draft_key"]}]
    begun = own("Ann said it may rain.")
    assert view.drafts["mine"]["answer"] == begun.to_view(begun.begin_with())
    assert view.responses == {}  # they were about other words
    assert view.value is None
    view.give("mine", {"source": "Ann"})
    assert record.last("mine").answer[0]["words"] == "Ann"
    again = view.responses
    paste.give("my-text", "Ann said it may rain.")  # the same words: what was said of them stays
    assert view.responses == again


@pytest.mark.parametrize("kept", [7, ["words"], "  "])
def test_a_kept_answer_that_is_no_text_leaves_the_sample(record, kept):
    record.keep("my-text", Entry(kept), how="buttons")
    assert own(TEXT).for_learner(_last_text).text == TEXT


def test_marks_of_another_text_do_not_come_back(record, monkeypatch):
    monkeypatch.setattr(Drafts, "_held", {})
    record.keep("mine", Entry(own(TEXT).read({"source": "Tom Roe"})), how="buttons")
    other = replace(own(TEXT), text="Bo Rust said the mill may close.")
    assert show_exercises("", [other]).drafts["mine"]["answer"] == other.to_view(other.begin_with())
