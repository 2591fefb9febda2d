"""Writing words of one's own."""

from dataclasses import replace

import pytest
from examples import TEXT
from hypothesis import given
from hypothesis import strategies as st

from helpers.kinds.exercise import AnswerProblem, Row
from helpers.kinds.text.model import MORE_WORDS


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_words_are_kept_letter_for_letter(text):
    assert TEXT.read(text) == TEXT.from_view(text) == TEXT.to_view(text) == text


@pytest.mark.parametrize(
    "typed, told",
    [
        (None, "between quotation marks. For example: answer = "),
        (5, "between quotation marks"),
        (["text"], "between quotation marks"),
        ("", "nothing to keep yet"),
        (" \n\t\u00a0", "nothing to keep yet"),
        ("x" * 201, "has 201 characters. There is room for 200. It is still here: make it shorter"),
    ],
)
def test_what_cannot_be_kept_is_told(typed, told):
    with pytest.raises(AnswerProblem, match=told):
        TEXT.read(typed)


def test_an_open_question_is_never_marked_but_gives_something_to_look_for():
    feedback = TEXT.feedback("My sentence.")
    assert feedback.outcome == "kept"
    assert [(row.symbol, row.label, row.text) for row in feedback.rows] == [
        ("?", "Ask yourself", TEXT.look_for[0]),
        ("•", "Our version", TEXT.model_answer),
    ]


def test_a_question_with_nothing_to_look_for_says_that_the_answer_is_kept():
    feedback = replace(TEXT, look_for=(), model_answer="").feedback("My sentence.")
    assert (feedback.summary, list(feedback.rows)) == ("", [])


def test_our_reading_appears_once_an_answer_is_kept():
    shown = replace(TEXT, reveal=(Row("•", "It will rain", "REASON her words."),))
    assert not [row for row in shown.view().values() if row == shown.reveal]
    assert shown.feedback("Mine.").rows[-1] == shown.reveal[0]
    assert shown.feedback("This one is mine.").summary.startswith("Here is our reading.")


@pytest.mark.parametrize("room, rows", [(200, 3), (300, 3), (301, 6)])
def test_the_view_gives_room_for_the_answer(room, rows):
    view = replace(TEXT, max_length=room).view()
    assert (view["max_length"], view["rows"], view["button"]) == (room, rows, "Keep my answer")


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("asdf", False),
        ("asdf asdf asdf asdf", False),
        ("...", False),
        ("1 2 3 4 5", False),
        ("I don't", False),
        ("The second sentence, because nobody speaks.", True),
        ("das dritte Wort", True),
        ("我认为第二句最难", True),
    ],
)
def test_a_line_that_is_none_is_kept_and_met_with_one_kind_sentence(line, is_one):
    for exercise in (TEXT, replace(TEXT, reveal=[Row("•", "Ours", "Our reading.")])):
        feedback = exercise.feedback(line)
        assert feedback.outcome == "kept"
        assert feedback.rows == exercise.feedback("The second sentence, because nobody speaks.").rows
        assert feedback.summary.count(MORE_WORDS) == (not is_one)
    assert MORE_WORDS not in replace(TEXT, look_for=(), model_answer="").feedback(line).summary
