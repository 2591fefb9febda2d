"""A hint and a second try before the reasons, where there is one key; and a word on how sure one was."""

import json
from dataclasses import replace
from random import Random

import pytest
from examples import CHOICE, ORDERING, SORTING

from helpers.answering import answer, from_before, kept_in
from helpers.kinds.choice.model import Option
from helpers.kinds.exercise import Entry
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.past_answers import first_answer

ONE_KEY = replace(
    CHOICE, options=tuple(Option(one, f"Option {one}.", one == "b", f"REASON {one}.") for one in ("a", "b", "c"))
)


def give(exercise, given, record, how="buttons"):
    sent = {"answer": given, "confidence": None} if how == "buttons" else given
    return answer(exercise, sent, how, kept_in(record))


def test_a_first_miss_gets_a_hint_and_the_second_answer_the_reasons(record):
    first = give(ONE_KEY, "a", record)
    assert first.again and first.told()["again"] and first.feedback.outcome == "differs"
    assert "REASON" not in json.dumps(first.told()) and not first.feedback.rows
    assert "check it again" in first.feedback.summary
    second = give(ONE_KEY, "c", record)
    assert not second.again and "again" not in second.told() and len(second.feedback.rows) == 3
    assert [entry.answer for entry in record.entries(ONE_KEY.id)] == ["a", "c"]
    assert [attempt.get("hint") for attempt in record.attempts(ONE_KEY.id)] == [True, None]


def test_the_same_answer_again_by_the_buttons_asks_for_the_reasons(record):
    give(ONE_KEY, "a", record)
    assert give(ONE_KEY, "a", record).feedback.rows
    assert len(record.attempts(ONE_KEY.id)) == 2


def test_reasons_that_were_told_stay_told_when_a_cell_gives_the_same_answer(record):
    for _ in range(2):
        give(ONE_KEY, "a", record)
    assert give(ONE_KEY, "a", record, "typed").feedback.rows


def test_a_cell_that_is_run_again_is_no_second_try(record):
    for _ in range(2):
        assert give(ONE_KEY, "a", record, "typed").again
    assert len(record.attempts(ONE_KEY.id)) == 1
    assert give(ONE_KEY, "c", record, "typed").feedback.rows
    assert give(ONE_KEY, "c", record, "typed").feedback.rows
    assert give(ONE_KEY, "a", record, "typed").feedback.rows


def test_a_hint_comes_back_as_a_hint_and_what_was_told_before_there_were_hints_as_it_was(record):
    give(ONE_KEY, "a", record)
    back = from_before(ONE_KEY, record)
    assert back.again and back.restored and not back.feedback.rows
    record.keep("older", Entry("a"), how="buttons")
    older = from_before(replace(ONE_KEY, id="older"), record)
    assert not older.again and older.feedback.rows


def test_the_first_answer_is_the_one_that_counts(record):
    question = next(one for one in map(open_exercise, exercise_ids()) if one.has_single_key and one.kind == "choice")
    wrong = next(one for one in question.choices() if one != question.accepted_answer())
    for given in (wrong, question.accepted_answer()):
        record.keep(question.id, question.entry(given, 90), how="buttons")
    assert not first_answer(record.read()["answers"], question.id).fitted


@pytest.mark.parametrize("changed", [{"options": ONE_KEY.options[:2]}, {"marking": "later"}, {"marking": "prediction"}])
def test_where_a_hint_would_be_the_key_or_nothing_is_marked_there_is_none(changed, record):
    assert not give(replace(ONE_KEY, **changed), "a", record).again


def test_an_answer_that_fits_gets_no_hint(record):
    assert not give(ONE_KEY, "b", record).again


def test_an_authors_hint_is_told(record):
    assert "Look at the verb." in give(replace(ONE_KEY, hint="Look at the verb."), "a", record).feedback.summary
    view = replace(ONE_KEY, hint="Look at the verb.").view()
    assert view.pop("advice") == "Look at the verb."  # before the first try it is for who works with help
    assert "Look at the verb." not in json.dumps(view)


@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_a_hint_is_true_and_names_no_key(exercise_id):
    exercise, random = open_exercise(exercise_id), Random(1)
    for _ in range(4):
        given = exercise.invent(0.0, random)
        feedback = exercise.feedback(given)
        hint = exercise.hint_for(given, feedback)
        assert not hint or feedback.outcome in ("partly", "differs")
        for row in feedback.rows if hint else ():
            assert row.text not in hint and (not row.ours or len(row.ours) < 12 or row.ours not in hint)
        if hint and exercise.kind == "choice":
            assert not any(option.text in hint or option.reason in hint for option in exercise.options)


def test_a_sorting_tells_how_many_but_not_that_all_of_two_groups_are_wrong():
    items = tuple(replace(SORTING.items[0], id=str(n), accepted=("direct",)) for n in range(3))
    sorting = replace(SORTING, items=items)

    def hint(exercise, *groups):
        given = dict(zip("012", groups, strict=True))
        return exercise.hint_for(given, exercise.feedback(given))

    assert hint(sorting, "direct", "mixed", "direct").startswith("1 of the 3 stands elsewhere")
    assert hint(sorting, "mixed", "mixed", "indirect").startswith("None of them stands where we put it")
    two = replace(sorting, groups=(SORTING.groups[0], SORTING.groups[2]))
    assert hint(two, "mixed", "mixed", "mixed").startswith("More than one stands elsewhere")


def test_an_ordering_tells_how_many_stand_elsewhere():
    hint = ORDERING.hint_for(given := ["will", "could", "may"], ORDERING.feedback(given))
    assert hint.startswith("1 of the 3 stands elsewhere in our order.")


@pytest.mark.parametrize(
    "given, sure, told",
    [
        ("a", 90, "You said 90 %, nearly sure, and it does not fit: worth a second look."),
        ("a", 55, "You said 55 %, leaning this way, and it does not fit: your doubt was right."),
        ("b", 100, "You said 100 %, certain, and it fits."),
        ("b", 60, "You said 60 %, leaning this way, and it fits: you knew more than you thought."),
        ("b", 50, "You said 50 %, a guess, and it fits. Can you say now why it does?"),
    ],
)
def test_a_word_on_how_sure_one_was(given, sure, told, record):
    exercise = replace(ONE_KEY, confidence=True)
    response = answer(exercise, (given, sure), "typed", kept_in(record))
    assert response.feedback.sureness == told and told in repr(response.feedback)
    assert from_before(exercise, record).feedback.sureness == told


def test_a_second_try_hears_nothing_of_how_sure_it_was(record):
    exercise = replace(ONE_KEY, confidence=True)
    first = {"answer": "a", "confidence": 100, "because": ""}
    take = kept_in(record)
    assert answer(exercise, first, "buttons", take).feedback.sureness
    assert answer(exercise, first, "buttons", take).feedback.sureness  # “Show me the reasons”: of the same answer
    assert answer(exercise, first | {"answer": "b", "confidence": 55}, "buttons", take).feedback.sureness == ""
    assert from_before(exercise, record).feedback.sureness == ""


def test_a_prediction_hears_nothing_of_it(record):
    exercise = replace(ONE_KEY, confidence=True, marking="prediction")
    assert answer(exercise, ("a", 90), "typed", kept_in(record)).feedback.sureness == ""
