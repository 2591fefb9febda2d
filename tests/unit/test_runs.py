"""A marked text is cut into runs, in one way for all who draw it."""

import json
from collections import namedtuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.runs import runs_of

CASES = json.loads(Path(__file__).with_name("marked_text_cases.json").read_text(encoding="utf-8"))["cases"]
Mark = namedtuple("Mark", "number start end")
places = st.integers(-2, 30)


def told(runs):
    return [
        {
            "start": run.start,
            "end": run.end,
            "covering": [mark.number for mark in run.covering],
            "beginning": [mark.number for mark in run.beginning],
        }
        for run in runs
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_is_cut_as_the_table_says(case):
    marks = [Mark(number, *place) for number, place in enumerate(case["marks"])]
    assert told(runs_of(len(case["text"]), marks)) == case["runs"]


@given(st.integers(0, 28), st.lists(st.tuples(places, places), max_size=8), st.lists(places, max_size=4))
def test_runs_cover_the_text_once_and_each_mark_begins_once(length, given_marks, breaks):
    marks = [Mark(number, *place) for number, place in enumerate(given_marks)]
    runs = runs_of(length, marks, breaks)
    assert [place for run in runs for place in range(run.start, run.end)] == list(range(length))
    assert {place for place in breaks if 0 < place < length} <= {run.start for run in runs}
    fitting = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    for run in runs:
        assert set(run.covering) == {mark for mark in fitting if mark.start <= run.start and run.end <= mark.end}
        assert run.beginning == tuple(mark for mark in run.covering if mark.start == run.start)
    assert sorted(mark.number for run in runs for mark in run.beginning) == [mark.number for mark in fitting]
