"""The stories as a learner marked them: every mark is there, ours beside it, and nothing that cannot be read counts."""

import re

import pytest

from helpers.kinds.library import exercises_that_open
from helpers.kinds.spans.model import Spans
from helpers.lesson.my_marks import MINE, NO_MARKS, OURS, marked_story, my_marks
from helpers.story import load_story, main_story, story_ids

WHEN = "2026-11-01T10:00:00+00:00"
IN_STORIES = [one for one in exercises_that_open().values() if isinstance(one, Spans) and one.story]
MARKED_STORIES = [story_id for story_id in story_ids() if any(one.story == story_id for one in IN_STORIES)]


def attempts(*answers):
    return [{"when": WHEN, "how": "buttons", "answer": answer} for answer in answers]


@pytest.mark.parametrize("story_id", MARKED_STORIES)
def test_whoever_marks_as_we_do_sees_the_same_marks_twice(story_id):
    answers = {one.id: attempts(one.accepted_answer()) for one in IN_STORIES}
    living = marked_story(story_id, answers)
    (mine, my), (ours, our) = living.ways
    assert (mine.name, ours.name, mine.key) == (MINE, OURS, ours.key) and my == our
    told = int(re.search(r"(\d+) marks of yours", living.sentence)[1])
    assert told == sum(len(one.accepted_answer()) for one in IN_STORIES if one.story == story_id)
    for sentence, marks in my.items():
        text = load_story(story_id).sentence(sentence).text
        assert all(text[mark.start : mark.end].strip() for mark in marks)


def test_the_newest_answer_counts_and_other_stories_are_left_out():
    one = next(one for one in IN_STORIES if one.story == main_story())
    first, last = one.accepted_answer()[:1], one.accepted_answer()
    living = marked_story(main_story(), {one.id: attempts(last, first)})
    assert f"{len(first)} mark of yours" in living.sentence
    assert all(marked_story(other, {one.id: attempts(last)}) is None for other in story_ids() if other != main_story())


@pytest.mark.parametrize(
    "given", [None, [], "x", [{"label": "source", "words": "<script>", "sentence": "p9-s9"}], [{}]]
)
def test_what_cannot_be_read_counts_for_nothing(given):
    assert NO_MARKS in my_marks({one.id: attempts(given) for one in IN_STORIES})
    assert NO_MARKS in my_marks({})
