"""A new story is a new folder: the toy story opens in every way that a story and its reading allow; nothing is told."""

import pytest
import toys

import helpers
from authoring.check import check
from authoring.estimate import estimate
from helpers import content
from helpers.charts.certainty import certainty_of
from helpers.charts.speakers import count_speakers
from helpers.story import load_story, main_story, story_ids

STORY = toys.STORY
MARKS = {
    "prompt": "Who says so?",
    "passage": {"story": STORY, "sentences": ["p3-s2"]},
    "labels": ["source", "cue", "content"],
    "key": ["attributions/moor-paint-works"],
    "reasons": dict.fromkeys(("source", "cue", "content"), "The words show it."),
}


@pytest.fixture
def course(tmp_path, monkeypatch, record):
    with toys.course_in(tmp_path / "course", monkeypatch) as course:
        toys.add_story(course)
        toys.forget()
        yield course


def test_it_is_there_and_another_one_stays_the_main_one(course):
    assert STORY in story_ids() and main_story() != STORY


def test_it_opens_whole_and_in_parts_and_says_whose_it_is(course):
    told = repr(helpers.open_story(STORY))
    assert told.startswith("“Mill pond closed to swimmers after fish die”, written for this course.")
    assert told.endswith("Shown here: 10 sentences.")
    assert repr(helpers.open_story(STORY, sentences=["p1-s2"])).endswith("Shown here: 1 sentence.")


def test_an_example_shows_an_entry_of_its_reading(course):
    shown = helpers.show_example("moor-paint-works", STORY)
    assert repr(shown).startswith("Worked example. Source: He; Cue: said; Content: the paint works")
    with pytest.raises(content.ContentProblem, match="no attribution “nothing-such”"):
        helpers.show_example("nothing-such", STORY)


def test_charts_count_what_its_reading_says(course):
    heard = {speaker.name: speaker.sentences for speaker in count_speakers(STORY)[0]}
    assert heard == {"Ada Brook, water tester": 2, "Ken Moor, boat hire": 2}
    assert repr(helpers.show_speakers(STORY))
    assert repr(helpers.show_certainty(STORY))
    assert certainty_of(STORY)


def test_what_needs_another_file_says_which(course):
    for show in (helpers.show_naming, helpers.show_who, helpers.show_map, helpers.show_status, helpers.show_newsrooms):
        with pytest.raises(content.ContentProblem, match=STORY):
            show(STORY)


def test_an_exercise_on_it_is_asked_answered_and_marked_by_its_reading(course):
    asked = helpers.mark(MARKS)
    assert repr(asked) == "Run this cell to answer: Who says so?"
    right = {"source": "He", "cue": "said", "content": "the paint works upstream might be the cause"}
    assert repr(helpers.mark(MARKS, right)).startswith("✓")
    assert not repr(helpers.mark(MARKS, right | {"source": "the paint works"})).startswith("✓")


def test_the_authors_check_finds_nothing_to_mend_and_what_is_broken(course):
    assert check(course / "data", STORY) == ([], "1 story")
    assert check(course / "data")[0] == []
    reading = course / "data" / "stories" / STORY / "reading.json"
    toys.change(reading, lambda there: there["hedges"][0]["words"].update(words="may"))
    [problem] = check(course / "data", STORY)[0]
    assert "might-be-the-cause" in problem.place and "may" in problem.what


def test_the_time_to_read_it_is_estimated(course):
    words = sum(len(sentence.text.split()) for sentence in load_story(STORY).sentences.values())
    cell = {"cell_type": "code", "source": f'open_story("{STORY}")'}
    assert words / 250 < estimate({"cells": [cell]}).core < words / 100


def test_a_course_without_the_folder_does_not_know_it():
    assert STORY not in story_ids()
