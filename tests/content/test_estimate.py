"""The minutes that a lesson names are worked out from its words and exercises."""

import pytest

from authoring.estimate import (
    STORY_WORDS_A_MINUTE,
    WORDS_A_MINUTE,
    Estimate,
    estimate,
    minutes_of_exercise,
)
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.kinds.text.model import MINUTES_TO_LOOK_UP
from helpers.story import load_story

MINUTE = "word " * WORDS_A_MINUTE


def text(source):
    return {"cell_type": "markdown", "source": source}


def code(source):
    return {"cell_type": "code", "source": source}


def minutes(*cells):
    found = estimate({"cells": list(cells)})
    return pytest.approx(found.core, abs=0.06), pytest.approx(found.all, abs=0.06)


def test_parts_called_more_count_in_the_longer_time_only():
    assert minutes(text(MINUTE), text("## More\n\n" + MINUTE), text(MINUTE)) == (1, 3)
    assert minutes(text("## More\n\n" + MINUTE), text("## Key points\n\n" + MINUTE)) == (1, 2)


def test_a_cell_may_end_one_part_and_begin_the_next():
    assert minutes(text(f"{MINUTE}\n\n## More\n\n{MINUTE}{MINUTE}\n\n## Key points\n\n{MINUTE}")) == (2, 4)


def test_a_story_is_read_and_a_hard_one_is_read_slowly():
    def words(story_id):
        return sum(len(sentence.text.split()) for sentence in load_story(story_id).sentences.values())

    ours = estimate({"cells": [code('open_story("harbour-bridge")')]}).core
    theirs = estimate({"cells": [code("open_story()")]}).core
    assert ours == pytest.approx(words("harbour-bridge") / WORDS_A_MINUTE, rel=0.15)
    assert theirs == pytest.approx(words("tass-2017-11-14") / STORY_WORDS_A_MINUTE, rel=0.15)
    assert estimate({"cells": [code('open_story(sentences=["headline"])')]}).core < theirs / 5


def test_every_exercise_takes_at_least_the_time_of_its_kind():
    exercises = [open_exercise(one) for one in exercise_ids()]
    assert all(minutes_of_exercise(one.id) > one.minutes >= 0.5 for one in exercises)


def test_a_question_that_shows_our_reading_takes_longer():
    shows, plain = open_exercise("argue-with-our-reading"), open_exercise("retell-headline")
    assert shows.minutes == plain.minutes + MINUTES_TO_LOOK_UP


def test_a_set_takes_as_long_as_its_exercises():
    both = minutes_of_exercise("recall-the-question") + minutes_of_exercise("recall-sure")
    assert minutes(code('answers = ...\nask_all("warm-up-01", answers)')) == (both, both)
    assert minutes_of_exercise("recall-sure") < both


def test_what_is_folded_away_does_not_count():
    assert estimate({"cells": [code("show_status()")]}).core < 1
    assert (
        estimate({"cells": [code("show_rule(folded=True)")]}).core
        == 0
        < estimate({"cells": [code("show_rule()")]}).core
    )


def test_minutes_are_told_to_five():
    assert Estimate(22.4, 38).about() == (20, 40)
    assert Estimate(22.6, 44).about() == (25, 45)
