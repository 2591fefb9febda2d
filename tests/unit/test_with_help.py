"""With help: the learner's own choice, kept in the record, and in nothing that anybody else sees."""

import json

import pytest

from helpers import ask, with_help, without_help
from helpers.kinds.exercise import Entry
from helpers.kinds.library import exercises_that_open
from helpers.lesson.my_record_acts import hand_in_of
from helpers.living_text import Block, Line, LivingText, Note
from helpers.record import Record, RecordProblem

QUESTION = "recall-cue"
pytestmark = pytest.mark.usefixtures("record")


def test_a_record_from_before_there_was_a_choice_is_without_help(record):
    record.keep(QUESTION, Entry("that-speaks"), how="buttons")
    assert not record.with_help() and not Record(record.path.with_name("none.json")).with_help()


def test_the_choice_stands_in_the_record_and_takes_nothing_from_it(record):
    record.keep(QUESTION, Entry("that-speaks"), how="buttons")
    before = record.path.read_bytes()
    record.choose_help(True)
    assert record.with_help()
    record.keep(QUESTION, Entry("that-so"), how="buttons")
    assert record.with_help() and len(record.entries(QUESTION)) == 2
    record.begin_again([QUESTION])
    assert record.with_help()
    record.choose_help(False)
    assert not record.with_help() and b"with_help" not in record.path.read_bytes()
    assert json.loads(before)["id"] == record.read()["id"]


def test_a_record_that_is_deleted_forgets_it(record):
    record.choose_help(True)
    assert all(b"help" in path.read_bytes() for path in record.files())
    for path in record.files():
        path.unlink()
    assert not record.with_help()


def test_nothing_that_is_handed_in_tells_of_it(record, tmp_path):
    record.keep(QUESTION, Entry("that-speaks"), how="buttons")
    data = record.read()
    for own_words in (False, True):
        plain = hand_in_of(data, own_words=own_words)
        assert plain == hand_in_of(data | {"with_help": True}, own_words=own_words)
        assert "help" not in json.dumps(plain)


def test_a_view_shows_the_choice_and_takes_it():
    view, other = ask(QUESTION), ask("recall-no-speaker")
    assert view.with_help is False
    view._receive(view, {"type": "help", "wanted": True}, [])
    assert view.with_help and other.with_help and Record().with_help() and ask(QUESTION).with_help
    view._receive(view, {"type": "help", "wanted": "yes"}, [])
    assert not Record().with_help()


def test_the_verbs_do_the_same_and_say_so():
    view = ask(QUESTION)
    assert repr(with_help()).startswith("You work with help now.") and view.with_help and Record().with_help()
    assert "in nothing that you hand in" in repr(without_help())
    assert not view.with_help and not Record().with_help()


def test_where_nothing_can_be_kept_it_holds_for_now_and_says_so(record, monkeypatch):
    def refuse(self, wanted):
        raise RecordProblem("Your record my_record.json is damaged and cannot be read.")

    view = ask(QUESTION)
    monkeypatch.setattr(Record, "choose_help", refuse)
    assert "Only until you close this lesson: Your record my_record.json is damaged" in repr(with_help())
    assert view.with_help


def test_advice_comes_before_no_guess_and_no_form():
    for exercise in exercises_that_open().values():
        if exercise.marking != "now":
            assert not exercise.advice, exercise.id


def test_a_gloss_names_its_words_where_it_stands_open():
    living = LivingText([Block("1", "body", [Line("A bridge is shut.", "paragraph 1", notes=[Note(2, 8, "a way")])])])
    assert '<b data-says="bridge: " class="wss-meaning-of"></b>' in str(living.html())
