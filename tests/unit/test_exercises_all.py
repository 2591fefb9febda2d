"""What every exercise promises, whatever its kind: answers are read or refused with a sentence, and never betrayed."""

import json
import re
from dataclasses import replace

import pytest
from counting import calls_of
from examples import CHOICE, EVERY, ORDERING, TEXT, junk, reasons_in, view_answers
from hypothesis import given
from hypothesis import strategies as st

from helpers.kinds import kinds
from helpers.kinds.exercise import (
    MAX_BECAUSE,
    AnswerProblem,
    Entry,
    Exercise,
    Feedback,
    Row,
    clip,
    quoted,
    whole_characters,
)
from helpers.kinds.schema import question_schema

MEGABYTE = 1_000_000
every_kind = pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.id)


def is_sentence(problem):
    """Tell whether a learner can read a message: a sentence of some length, on one line."""
    told = str(problem)
    return re.match(r"[A-Z“]", told) and len(told) < 400 and "\n" not in told and told == whole_characters(told)


def sendable(data):
    """Tell whether data can go to the browser and into the record."""
    return json.loads(json.dumps(data, allow_nan=False, ensure_ascii=False).encode("utf-8")) is not None


# -- answers


@every_kind
@given(data=st.data())
def test_an_answer_from_the_view_survives_keeping_and_showing(exercise, data):
    kept = exercise.from_view(data.draw(view_answers(exercise)))
    assert sendable(kept)
    again = exercise.read(json.loads(json.dumps(kept)))
    assert exercise.to_view(again) == exercise.to_view(kept) is not None
    assert exercise.from_view(exercise.to_view(kept)) == kept


@every_kind
@given(data=st.data())
def test_feedback_meets_every_answer(exercise, data):
    feedback = exercise.feedback(exercise.from_view(data.draw(view_answers(exercise))))
    assert feedback.outcome in ("matches", "partly", "differs", "kept")
    assert feedback.heading.endswith(".")
    assert all(row.symbol and row.label and row.text for row in feedback.rows)
    assert feedback.outcome != "partly" or not re.match(r"(0|None) of", feedback.summary)
    assert repr(feedback).startswith(f"{feedback.symbol} {feedback.heading}")


@every_kind
@given(junk)
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(exercise, typed):
    for asks in (exercise, replace(exercise, confidence=True)):
        try:
            entry = asks.entry_typed(typed)
        except AnswerProblem as problem:
            assert is_sentence(problem)
        else:
            assert sendable(entry.answer)
            assert asks.feedback(entry.answer)


@every_kind
@given(junk, junk, junk)
def test_whatever_the_view_sends_is_read_or_refused_with_a_sentence(exercise, answer, confidence, because):
    try:
        entry = replace(exercise, confidence=True).entry(answer, confidence, because, from_view=True)
    except AnswerProblem as problem:
        assert is_sentence(problem)
    else:
        assert 50 <= entry.confidence <= 100
        assert exercise.feedback(entry.answer)


@every_kind
@given(junk)
def test_an_answer_of_an_earlier_release_is_shown_or_passed_over(exercise, kept):
    shown = exercise.to_view(kept)
    assert shown is None or sendable(shown)


HUGE = {
    "word": lambda size: "x" * size,
    "words": lambda size: "x " * (size // 2),
    "list": lambda size: ["a"] * size,
    "marks": lambda size: {"source": "x y " * (size // 4)},
}


@every_kind
@pytest.mark.parametrize("answer", HUGE)
def test_a_megabyte_is_refused_with_no_more_work_than_less(exercise, answer):
    def work(size):
        typed, problems = HUGE[answer](size), []

        def act():
            try:
                exercise.entry_typed(typed)
            except AnswerProblem as problem:
                problems.append(problem)

        act()  # what is worked out only once does not count
        calls = calls_of(act)
        assert len(problems) == 2 and is_sentence(problems[0])
        return calls

    assert work(MEGABYTE) < 2 * work(MEGABYTE // 10)


# -- what a question gives away


@every_kind
def test_the_view_of_a_question_holds_no_key(exercise):
    view = exercise.view()
    assert sendable(view)
    assert not reasons_in(view)
    assert view["id"] == exercise.id and view["kind"] in kinds()


@every_kind
def test_the_example_of_a_typed_answer_is_read(exercise):
    [word, *_] = " ".join(exercise.passage_to_read).split() or ["road"]
    typed = eval(exercise.how_to_type.removeprefix("answer = ").replace("…", word))
    assert exercise.entry_typed(typed)
    sure = replace(exercise, confidence=True)
    if exercise is not TEXT:
        typed = eval(sure.how_to_type.removeprefix("answer = ").replace("…", word))
        assert sure.entry_typed(typed).confidence == 80


@pytest.mark.parametrize("exercise", [exercise for exercise in EVERY if not exercise.own_words])
@given(data=st.data())
def test_a_prediction_is_kept_and_never_called_wrong(exercise, data):
    asked = replace(exercise, marking="prediction")
    feedback = asked.feedback(asked.from_view(data.draw(view_answers(exercise))))
    assert feedback.outcome == "kept" and not feedback.rows and not feedback.readings
    if exercise.kind != "choice":  # there an option says where the guess is taken up again
        assert not reasons_in(feedback)


MARKED_LATER = [one for one in EVERY if "marking" in question_schema(one.kind)["properties"]]


@pytest.mark.parametrize("exercise", MARKED_LATER, ids=lambda exercise: exercise.id)
@given(data=st.data())
def test_reasons_that_come_later_do_not_come_now(exercise, data):
    asked = replace(exercise, marking="later")
    feedback = asked.feedback(asked.from_view(data.draw(view_answers(exercise))))
    assert feedback.outcome == "kept" and not reasons_in(feedback)
    assert asked.view()["button"] == "Keep my answer"


# -- confidence and because

SURE = replace(CHOICE, confidence=True)


@pytest.mark.parametrize("given_, kept", [(50, 50), (100, 100), (79.6, 80)])
def test_confidence_is_kept_in_percent(given_, kept):
    assert SURE.entry("b", given_) == Entry("with-speaker", kept)


@pytest.mark.parametrize("given_", [None, 49, 101, "80", True, float("nan"), float("inf"), [80]])
def test_confidence_that_says_nothing_is_asked_for_again(given_):
    with pytest.raises(AnswerProblem, match=r'from 50 \(a guess\) to 100 \(certain\).*answer = \("b", 80\)'):
        SURE.entry("b", given_)
    with pytest.raises(AnswerProblem, match="move the handle"):
        SURE.entry("b", given_, from_view=True)


def test_confidence_that_is_not_asked_for_is_not_kept():
    assert CHOICE.entry("b", 80) == Entry("with-speaker")


def test_an_answer_can_be_typed_with_its_confidence_and_its_because():
    assert SURE.entry_typed(("b", 80)) == Entry("with-speaker", 80)
    typed = {"answer": "b", "sure": 90, "because": "  the speaker is named "}
    assert SURE.entry_typed(typed) == Entry("with-speaker", 90, "the speaker is named")


@pytest.mark.parametrize(
    "typed",
    [
        "b, 80",
        "(b, 80)",
        "(“b”, 80",
        "b 80",
        "b 80%",
        "“b”, 80 %",
        "b; 80",
        "b) 80 percent",
        "b, I am sure 80",
        ("b", "80 %"),
    ],
)
def test_how_sure_is_read_behind_an_answer(typed):
    assert SURE.entry_typed(typed) == Entry("with-speaker", 80)


@pytest.mark.parametrize("typed", ["b", "b, very", "80", "b, 8", "b, 800"])
def test_how_sure_is_asked_for_where_it_cannot_be_read(typed):
    with pytest.raises(AnswerProblem):
        SURE.entry_typed(typed)


def test_a_number_in_words_of_ones_own_is_no_sureness():
    assert replace(TEXT, confidence=True).entry_typed(("He is 60", 80)) == Entry("He is 60", 80)
    with pytest.raises(AnswerProblem, match="how sure"):
        replace(TEXT, confidence=True).entry_typed("He is 60")


def test_an_unknown_name_beside_the_answer_is_told():
    with pytest.raises(AnswerProblem, match="I know “answer”, “sure” and “because” here, but not “shure”"):
        SURE.entry_typed({"answer": "b", "shure": 90})


def test_a_pair_is_an_answer_of_its_own_where_no_confidence_is_asked():
    two = replace(ORDERING, items=ORDERING.items[:2])
    assert two.entry_typed((2, 1)) == Entry(["may", "will"])


def test_a_because_is_one_line():
    assert CHOICE.entry("b", because="x" * MAX_BECAUSE).because == "x" * MAX_BECAUSE
    with pytest.raises(AnswerProblem, match=r"has 1,000,000 characters. One line is enough: up to 300"):
        CHOICE.entry("b", because="x" * MEGABYTE)
    with pytest.raises(AnswerProblem, match="words between quotation marks"):
        CHOICE.entry("b", because=5)


# -- texts


@given(st.text(st.characters(), max_size=20) | junk)
def test_a_clipped_text_is_one_short_line(text):
    line = clip(text, 10)
    assert len(line) <= 10 and "\n" not in line and sendable(line)


@pytest.mark.parametrize(
    "text, told",
    [("rain", "“rain”"), ("“Rain,” she said.", "“‘Rain,’ she said.”"), ('a "b"', "“a 'b'”"), ("don’t", "“don’t”")],
)
def test_quotation_marks_inside_quotation_marks_are_single_ones(text, told):
    assert quoted(text) == told


def nested(depth):
    """Lists in lists in lists."""
    inner = []
    for _ in range(depth):
        inner = [inner]
    return inner


UNWRITABLE = [10**5000, [10**5000], {"source": 10**5000}, nested(100_000)]
unwritable = pytest.mark.parametrize("text", UNWRITABLE, ids=["number", "in a list", "in a group", "nested"])


@unwritable
def test_what_cannot_be_written_out_is_clipped_all_the_same(text):
    assert sendable(clip(text))


@every_kind
@unwritable
def test_what_cannot_be_written_out_is_refused_all_the_same(exercise, text):
    with pytest.raises(AnswerProblem) as problem:
        exercise.entry_typed(text)
    assert is_sentence(problem.value)


@given(st.text())
def test_whole_characters_stay_as_they_are(text):
    assert whole_characters(text) == text


@pytest.mark.parametrize(
    "broken, mended", [("a\ud83d", "a\ufffd"), ("\ud83d\ude00", "😀"), ("\ude00\ud83d", "\ufffd\ufffd")]
)
def test_half_an_emoji_is_mended(broken, mended):
    assert whole_characters(broken) == mended
    assert CHOICE.entry("b", because=broken).because == mended
    assert TEXT.entry(broken).answer == mended


def test_feedback_prints_as_sentences():
    rows = [Row("✓", "The lead", "It is named.", "source", "source"), Row("→", "The end", "Nobody speaks.")]
    assert repr(Feedback("partly", "Partly.", "1 of 2.", rows)) == (
        "≈ Partly. 1 of 2.\n"
        "  ✓ The lead (your answer: source; our reading: source): It is named.\n"
        "  → The end: Nobody speaks."
    )
    assert repr(Feedback("kept", "Kept.")) == "• Kept."


def test_an_exercise_of_no_kind_reads_and_marks_nothing():
    bare = Exercise("bare", "Nothing?")
    for call in (bare.read, bare.feedback):
        with pytest.raises(NotImplementedError):
            call("x")
