"""The learner's own record: seen, handed in, begun again, deleted; by cells and by commands."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers.class_report import hand_ins
from helpers.content import PACKAGE, data_folder, read_json
from helpers.html import element
from helpers.kinds.exercise import Entry
from helpers.kinds.library import exercise_ids, open_exercise, open_set
from helpers.lesson import my_page, my_record_acts, my_record_cells
from helpers.lesson import my_record_commands as commands
from helpers.past_answers import forms_met
from helpers.record import PLACE_VARIABLE, Record
from helpers.series import lesson_with_form, numbers_with_forms

SCHEMA = read_json(data_folder() / "schemas" / "record.schema.json")
SECRET = "my very own words"
FORM_A, FORM_B = ([item.id for item in open_set(f"form-{form}")[1]] for form in "ab")
KINDS = {one: open_exercise(one).kind for one in exercise_ids()}
BEFORE, AFTER = numbers_with_forms()
FIRST_FORM, SECOND_FORM = (lesson_with_form(which).name for which in ("first", "second"))
CHOICES = [one for one, lesson in my_record_acts.lesson_of().items() if lesson == "01" and KINDS[one] == "choice"]


def choose(record, *ids):
    """Answer questions with their first option, with a reason in own words."""
    for one in ids:
        exercise = open_exercise(one)
        answer = exercise.options[0].id
        record.keep(one, Entry(answer, 80 if exercise.confidence else None, SECRET), how="buttons")


def write_texts(record):
    for one in ("retell-headline", "my-plan"):
        record.keep(one, Entry(SECRET), how="buttons")


@pytest.fixture
def full(record):
    """Give a record with form A, some of lesson 01, form B, a look back, texts, and something that no release asks."""
    record.keep("retell-headline", Entry(SECRET), how="buttons")
    choose(record, *FORM_A, *CHOICES[:2], *CHOICES[:1], "check-very-sure", *FORM_B)
    record.keep("my-plan", Entry(SECRET), how="typed")
    record.keep("an-exercise-that-is-gone", Entry(SECRET), how="typed")
    record.keep(CHOICES[1], Entry(SECRET), how="typed")
    return record


def attempts(record):
    return sum(map(len, record.read()["answers"].values()))


def names(record, pattern="*"):
    return sorted(path.name for path in record.path.parent.glob(pattern) if not path.name.endswith(".lock"))


def press(cell, answer):
    """Press the button of a cell, as the browser does; return what is told."""
    [shown] = cell.exercises
    cell._receive(None, {"type": "submit", "id": shown["id"], "answer": answer}, [])
    response = cell.responses[shown["id"]]
    return f"{response['heading']} {response['summary']}"


def html(page):
    return page.card._repr_html_()


# -- what is in it


def test_the_table_counts_each_lesson_and_gives_its_sentence(full):
    shown = html(helpers.show_my_record())
    for row in (
        f'{BEFORE} Start here</th><td dir="auto">7</td><td dir="auto">7</td>',
        '01 Who says so</th><td dir="auto">2</td>',
    ):
        assert row in shown
    assert f"begin {BEFORE} again, {7 + 8} answers – lesson {AFTER} goes with it" in shown
    assert "begin 01 again, 4 answers" in shown and f"begin {AFTER} again, 8 answers" in shown
    assert "Questions that this release no longer asks" in shown
    assert f"begin all again, {attempts(full)} answers" in shown
    assert SECRET not in shown


def test_the_self_check_is_one_of_lesson_00_and_no_question_of_another_release(record):
    helpers.check_setup().give("self-check", "alive")
    shown = html(helpers.show_my_record())
    assert '00 Start here</th><td dir="auto">1</td><td dir="auto">1</td>' in shown
    assert "no longer asks" not in shown


def test_without_a_record_it_says_so(record):
    assert my_record_cells.NO_RECORD_YET in html(helpers.show_my_record())


@pytest.mark.parametrize("text", ["damaged", '{"schema": "who-says-so/record", "version": 2, "answers": {}}'])
def test_a_record_that_cannot_be_read_is_told_and_stays(record, text):
    record.path.write_text(text, encoding="utf-8")
    told = html(helpers.show_my_record())
    assert "nothing in it is lost" in told
    assert press(helpers.hand_in(), "without-own-words").startswith("Nothing was changed. Your record")
    assert press(helpers.start_again(), "begin all again, 0 answers").startswith("Not yet. Your record")
    assert record.path.read_text(encoding="utf-8") == text and names(record) == ["record.json"]


def test_the_sentences_are_the_same_for_everybody(full):
    told = [repr(verb()) for verb in (helpers.hand_in, helpers.start_again, helpers.delete_my_record)]
    full.delete()
    assert told == [repr(verb()) for verb in (helpers.hand_in, helpers.start_again, helpers.delete_my_record)]
    assert all(one.startswith("Run this cell to answer: ") for one in told)


def test_what_lies_beside_the_record_is_named(full):
    helpers.save_my_page()._repr_mimebundle_()
    my_page.save_page(element("p", "x"), full.path.parent)
    my_record_acts.write_hand_in(own_words=False)
    shown = html(helpers.show_my_record())
    assert all(name in shown for name in ("record-hand-in-", "my_page.html"))


def test_every_exercise_of_the_course_belongs_to_a_lesson():
    for ids in ([*KINDS], [*reversed(KINDS)]):
        found = my_record_acts.ids_by_lesson(dict.fromkeys(ids, ()))
        assert found.keys() == my_record_acts.lesson_titles().keys()
        assert sorted(one for some in found.values() for one in some) == sorted(KINDS)


# -- handing in


def test_a_hand_in_holds_no_own_words_and_what_it_holds_was_said_before(full):
    said = helpers.hand_in().exercises[0]["help"]
    assert names(full, "*hand-in*") == [], "nothing is written before the button is pressed"
    told = press(helpers.hand_in(), "without-own-words")
    [name] = names(full, "*hand-in*")
    text = (full.path.parent / name).read_text(encoding="utf-8")
    data = json.loads(text)
    jsonschema.validate(data, SCHEMA)
    assert SECRET not in text and "because" not in text
    count = sum(map(len, data["answers"].values()))
    assert f"Your hand-in holds {count} answers:" in said and "It holds no name" in said
    assert "Your own words are 2 answers that you wrote and 16 reasons" in said
    assert name in told and "It is sent nowhere" in told
    assert count == attempts(full) - 2 - 2  # texts, and what no longer fits
    assert data["coin"] == full.read()["coin"]
    assert forms_met(data["answers"]) == forms_met(full.read()["answers"]) == ("A", "B")


def test_own_words_go_with_it_only_if_chosen_and_stand_last(full):
    short, long = (my_record_acts.hand_in_of(full.read(), own_words=own)["answers"] for own in (False, True))
    assert list(long)[: len(short)] == list(short), "both begin alike, so that they count as one learner's"
    assert list(long)[len(short) :] == ["retell-headline", "my-plan"]
    assert long[CHOICES[0]][0]["because"] == SECRET
    assert "an-exercise-that-is-gone" not in long


def test_the_class_report_takes_both_kinds_for_one_learner(full):
    for own in (False, True):
        text = my_record_acts.text_of(my_record_acts.hand_in_of(full.read(), own_words=own))
        assert hand_ins.record_in(text.encode()) == json.loads(text)
    short, long = (my_record_acts.hand_in_of(full.read(), own_words=own) for own in (False, True))
    assert hand_ins._fingerprints(short) == hand_ins._fingerprints(long)


def test_a_new_hand_in_takes_the_place_of_the_old_one_but_not_of_a_changed_one(full):
    press(helpers.hand_in(), "without-own-words")
    [first] = names(full, "*hand-in*")
    press(helpers.hand_in(), "without-own-words")
    assert names(full, "*hand-in*") == [first], "the same answers, the same file"
    changed = full.path.parent / first
    changed.write_text(changed.read_text(encoding="utf-8") + " ", encoding="utf-8")
    press(helpers.hand_in("b"), "with-own-words")
    assert len(names(full, "*hand-in*")) == 2
    choose(full, CHOICES[0])
    press(helpers.hand_in(), "without-own-words")
    assert len(names(full, "*hand-in*")) == 2 and first in names(full)


def test_a_hand_in_has_the_id_of_its_record_and_stays_when_another_learner_hands_in(full):
    press(helpers.hand_in(), "without-own-words")
    [first] = names(full, "*hand-in*")
    theirs = (full.path.parent / first).read_bytes()
    assert json.loads(theirs)["id"] == full.read()["id"]
    full.path.rename(full.path.with_name("record-1.json"))  # as the guide says: the next class
    choose(full, CHOICES[0])
    for own_words in ("without-own-words", "with-own-words", "without-own-words"):
        press(helpers.hand_in(), own_words)
    assert len(names(full, "*hand-in*")) == 2 and (full.path.parent / first).read_bytes() == theirs
    assert f"This may be somebody else's and stays: {first}." in helpers.delete_my_record().exercises[0]["help"]
    told = press(helpers.delete_my_record(), "delete all 1 answer")
    assert f"This may be somebody else's and stays: {first}." in told
    assert names(full) == ["record-1.json", first]
    assert first in html(helpers.show_my_record())


def test_a_record_without_an_id_gets_one_before_something_is_made_from_it(full):
    for make in (lambda: my_record_acts.write_hand_in(own_words=False), lambda: my_record_acts.begin_again("all")):
        data = full.read()
        del data["id"]
        full.path.write_text(my_record_acts.text_of(data), encoding="utf-8")
        make()
        assert all(Record(full.path.parent / name).read()["id"] for name in names(full))
        press(helpers.delete_my_record(), my_record_acts.sentence_to_delete())
        assert names(full) == []
        choose(full, CHOICES[0])


def test_an_old_hand_in_that_is_held_by_another_program_is_no_failure(full, monkeypatch):
    press(helpers.hand_in(), "without-own-words")

    def held(path, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.unlink", held)
    assert press(helpers.hand_in(), "with-own-words").startswith("Done. Written: record-hand-in-")
    assert len(names(full, "*hand-in*")) == 2


def test_one_reason_is_told_as_one(record):
    choose(record, CHOICES[0])
    assert "0 answers that you wrote and 1 reason. They go" in helpers.hand_in().exercises[0]["help"]


def test_two_learners_have_two_names(tmp_path):
    found = set()
    for number in range(2):
        record = Record(tmp_path / f"{number}.json")
        choose(record, CHOICES[number])
        found.add(
            my_record_acts._sum(my_record_acts.text_of(my_record_acts.hand_in_of(record.read(), own_words=False)))
        )
    assert len(found) == 2


def test_an_empty_record_has_nothing_to_hand_in(record):
    assert "There is nothing to hand in" in press(helpers.hand_in(), "without-own-words")
    write_texts(record)
    assert "There is nothing to hand in" in press(helpers.hand_in(), "without-own-words")
    assert names(record) == ["record.json"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(SECRET),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([SECRET, *KINDS]), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*KINDS, "gone", SECRET]), st.lists(anything, max_size=2), max_size=6), anything)
def test_no_text_gets_into_a_hand_in_whoever_wrote_the_record(answers, extra):
    held = {
        one: [
            {"when": my_record_time(n), "how": "typed", "answer": a, "because": SECRET, SECRET: extra}
            for n, a in enumerate(given)
        ]
        for one, given in answers.items()
    }
    data = my_record_acts.hand_in_of({"answers": held, "coin": SECRET, "name": SECRET}, own_words=False)
    assert SECRET not in json.dumps(data)
    jsonschema.validate(data, SCHEMA)


def my_record_time(number):
    return f"2026-11-23T10:00:0{number}+00:00"


@pytest.mark.parametrize("when", [SECRET, None, "2026-11-23T10:00:00+00:00 " + SECRET])
def test_a_time_that_is_none_stays_at_home(record, when):
    choose(record, CHOICES[0])
    data = record.read()
    data["answers"][CHOICES[0]][0]["when"] = when
    assert my_record_acts.hand_in_of(data, own_words=False)["answers"] == {}


# -- beginning again


def test_a_lesson_is_begun_again_with_its_sentence_only(full):
    before = full.path.read_bytes()
    for words in ("begin 01 again", "begin 01 again, 5 answers", "01", "begin 1 again, 4 answers", "yes"):
        assert press(helpers.start_again(), words).startswith("Not yet. This is none of the sentences")
    assert full.path.read_bytes() == before and names(full) == ["record.json"]
    told = press(helpers.start_again(), "  Begin 01 again: 4 ANSWERS. ")
    assert told.startswith("Done. Lesson 01 begins again. A copy of your record as it was is record-before-1.json")
    assert (full.path.parent / "record-before-1.json").read_bytes() == before
    assert full.last(CHOICES[0]) is None and full.last("my-plan") == Entry(SECRET)


def test_the_typed_sentence_does_nothing_the_second_time(full):
    typed = "begin 01 again, 4 answers"
    helpers.start_again(typed)
    choose(full, *CHOICES[:3])
    kept = full.path.read_bytes()
    cell = helpers.start_again(typed)
    assert cell.responses["begin-again"]["heading"] == "Not yet."
    assert full.path.read_bytes() == kept


def test_the_first_form_again_takes_the_second_with_it_so_that_the_forms_keep_their_order(full, monkeypatch):
    form_of = dict.fromkeys(FORM_A, "A") | dict.fromkeys(FORM_B, "B")
    data = full.read()
    full._write(data | {"coin": "A"})
    told = press(helpers.start_again(), f"begin {BEFORE} again, 15 answers")
    assert f"Lesson {AFTER} begins again too" in told
    assert not set(full.read()["answers"]) & {*FORM_A, *FORM_B, "retell-headline", "my-plan", "check-very-sure"}
    assert full.form(form_of) == "A"
    choose(full, *FORM_A, "check-very-sure", *FORM_B)
    assert forms_met(full.read()["answers"]) == ("A", "B")


def test_the_lesson_with_the_second_form_again_leaves_that_with_the_first_as_it_was(full):
    press(helpers.start_again(), f"begin {AFTER} again, 8 answers")
    assert set(FORM_A) <= set(full.read()["answers"]) and not set(FORM_B) & set(full.read()["answers"])
    assert forms_met(full.read()["answers"]) == ("A", "B")


def test_all_again_takes_what_no_release_asks_too(full):
    press(helpers.start_again(), f"begin all again, {attempts(full)} answers")
    assert full.read()["answers"] == {}


def test_a_lesson_without_answers_is_not_begun_again(record):
    assert "no answers to that" in press(helpers.start_again(), "begin 05 again, 0 answers")
    assert names(record) == []


def test_a_full_disk_is_told_and_nothing_is_taken_out(full, monkeypatch):
    before = full.path.read_bytes()

    def refuse(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    told = press(helpers.start_again(), "begin 01 again, 4 answers")
    assert told == "This did not work. No space left on device."
    assert full.path.read_bytes() == before


# -- deleting


def test_everything_is_deleted_with_the_right_sentence_only(full):
    my_page.save_page(element("p", "mine"), full.path.parent)
    my_record_acts.write_hand_in(own_words=True)
    press(helpers.start_again(), "begin 01 again, 4 answers")
    changed = full.path.parent / "my_page-2.html"
    changed.write_text("a page of somebody else", encoding="utf-8")
    number = attempts(full)
    cell = helpers.delete_my_record()
    for name in (
        "record.json",
        "record-before-1.json",
        "record-hand-in-",
        "my_page.html",
        f"delete all {number} answers",
    ):
        assert name in cell.exercises[0]["help"]
    before = names(full)
    for words in ("delete all", f"delete all {number + 1} answers", "delete everything"):
        assert press(cell, words).startswith("Not yet. Nothing was deleted.")
    assert names(full) == before
    told = press(cell, f"delete all {number} answers")
    assert told.startswith("Done. Deleted: record.json, ") and "my_lessons" in told
    assert names(full) == ["my_page-2.html"]
    assert press(cell, "delete all 0 answers") == "Not yet. There is nothing to delete."


def test_a_typed_deletion_does_nothing_to_a_record_that_was_begun_since(full):
    typed = f"delete all {attempts(full)} answers"
    helpers.delete_my_record(typed)
    assert not full.path.exists()
    choose(full, *CHOICES[:2])
    helpers.delete_my_record(typed)
    assert attempts(full) == 2


def test_a_damaged_record_can_be_deleted(record):
    record.path.write_text("damaged", encoding="utf-8")
    assert press(helpers.delete_my_record(), "delete all 0 answers").startswith("Not yet.")
    press(helpers.delete_my_record(), "Delete everything.")
    assert names(record) == []


def test_what_cannot_be_deleted_is_named(full, monkeypatch):
    monkeypatch.setattr(Record, "delete", lambda record: [record.path])
    told = press(helpers.delete_my_record(), my_record_acts.sentence_to_delete())
    assert "Nothing was deleted. Could not be deleted: record.json." in told


# -- the views


@pytest.mark.parametrize("verb", [helpers.hand_in, helpers.start_again, helpers.delete_my_record])
@pytest.mark.parametrize("typed", [5, "", "no", ["a"], None, "x" * 500, "\ud83d"])
def test_nothing_that_is_typed_makes_a_cell_fail_or_changes_a_record(full, verb, typed):
    before = full.path.read_bytes()
    bundle = verb(typed)._repr_mimebundle_()[0]
    assert bundle["text/plain"].startswith("Run this cell to answer")
    press(verb(), typed)
    assert full.path.read_bytes() == before and names(full) == ["record.json"]


@pytest.mark.parametrize("verb", [helpers.hand_in, helpers.start_again, helpers.delete_my_record])
def test_reading_and_marking_an_answer_changes_nothing(full, verb):
    before = full.path.read_bytes()
    cell = verb()
    [question] = cell._shown.values()
    right = {"hand-in": "a", "begin-again": "begin 01 again, 4 answers"}.get(
        question.id, my_record_acts.sentence_to_delete()
    )
    read = question.read(right)
    question.to_view(read)
    question.feedback(read)
    assert full.path.read_bytes() == before and names(full) == ["record.json"]


def test_a_sentence_that_did_nothing_stays_in_its_box_and_one_that_was_carried_out_does_not(full):
    cell = helpers.start_again()
    press(cell, "begin 01 again")
    assert "begin-again" not in cell.drafts, "the browser keeps what is written there"
    press(cell, "begin 01 again, 4 answers")
    assert cell.drafts["begin-again"]["answer"] is None


def test_no_cell_is_kept_as_an_answer(full):
    press(helpers.hand_in(), "without-own-words")
    assert not {"hand-in", "begin-again", "delete-my-record"} & set(full.read()["answers"])
    assert not {"hand-in", "begin-again", "delete-my-record"} & set(KINDS)


# -- by commands


@pytest.fixture
def type_in(monkeypatch, capsys):
    """Run a command with lines that are typed; return exit code and what was printed."""

    def run(*arguments, lines=()):
        left = iter(lines)

        def line(prompt):
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", line)
        return commands.main(arguments), capsys.readouterr().out

    return run


@pytest.fixture
def folders(tmp_path):
    """Give the folders of the lessons, shipped and the learner's, all of whose copies are fresh."""
    for folder in ("notebooks", "my_lessons"):
        (tmp_path / folder).mkdir()
        for name in (FIRST_FORM, "01_who_says_so", SECOND_FORM):
            (tmp_path / folder / f"{name}.ipynb").write_text("as it came", encoding="utf-8")
    return str(tmp_path / "notebooks"), str(tmp_path / "my_lessons")


def work_in(folders, *names):
    for name in names:
        (Path(folders[1]) / f"{name}.ipynb").write_text("my work", encoding="utf-8")


def worked_in(folders):
    return sorted(path.stem for path in Path(folders[1]).iterdir() if path.read_text(encoding="utf-8") == "my work")


def test_again_asks_for_its_sentence(full, type_in, folders):
    work_in(folders, "01_who_says_so")
    before = full.path.read_bytes()
    for lines in ((), ("yes",)):
        code, told = type_in("again", "01", *folders, lines=lines)
        assert code == 1 and "type: begin 01 again, 4 answers" in told and told.endswith("Nothing was changed.\n")
        assert "renames your copies of lessons" in told and ": 01_who_says_so." in told
    assert full.path.read_bytes() == before and worked_in(folders) == ["01_who_says_so"]
    code, told = type_in("again", "01", *folders, lines=["begin 01 again, 4 answers"])
    assert code == 0 and "Lesson 01 begins again" in told and "'01_who_says_so (before).ipynb'" in told
    assert worked_in(folders) == ["01_who_says_so (before)"]
    assert type_in("again", "01", *folders) == (0, "Your record holds no answers to that.\n")
    number = attempts(full)
    assert type_in("again", "all", *folders, lines=[f"begin all again, {number} answers"])[0] == 0
    assert full.read()["answers"] == {}


def test_again_asks_before_it_renames_a_copy_of_which_the_record_holds_nothing(record, type_in, folders):
    work_in(folders, "01_who_says_so")
    code, told = type_in("again", "01", *folders, lines=["yes"])
    assert code == 1 and "no answers to that" in told and "takes answers out" not in told
    assert worked_in(folders) == ["01_who_says_so"]
    for name in ("01_who_says_so (before)", "01_who_says_so (before 2)"):
        assert type_in("again", "01", *folders, lines=["begin 01 again, 0 answers"])[0] == 0
        assert name in worked_in(folders) and not record.path.exists()
        work_in(folders, "01_who_says_so")


def test_again_with_the_first_form_renames_the_copy_of_the_lesson_with_the_second_too(full, type_in, folders):
    work_in(folders, FIRST_FORM, "01_who_says_so", SECOND_FORM)
    _, told = type_in("again", BEFORE, *folders)
    assert f": {FIRST_FORM}, {SECOND_FORM}." in told
    assert type_in("again", BEFORE, *folders, lines=[f"begin {BEFORE} again, 15 answers"])[0] == 0
    assert worked_in(folders) == [f"{FIRST_FORM} (before)", "01_who_says_so", f"{SECOND_FORM} (before)"]


def test_all_again_puts_aside_only_copies_that_were_worked_in(full, type_in, folders):
    work_in(folders, FIRST_FORM)
    wanted = f"begin all again, {attempts(full)} answers"
    assert type_in("again", "all", *folders, lines=[wanted])[0] == 0
    left = {path.stem for path in Path(folders[1]).iterdir()}
    assert left == {f"{FIRST_FORM} (before)", "01_who_says_so", SECOND_FORM}


def test_hand_in_says_first_what_it_holds(full, type_in):
    code, told = type_in("hand-in", lines=["no"])
    assert code == 1 and told.startswith("Your hand-in holds") and names(full, "*hand-in*") == []
    assert type_in("hand-in", lines=["write"])[0] == 0
    [name] = names(full, "*hand-in*")
    assert SECRET not in (full.path.parent / name).read_text(encoding="utf-8")
    assert type_in("hand-in", lines=["Write with my own words!"])[0] == 0
    [name] = names(full, "*hand-in*")
    assert SECRET in (full.path.parent / name).read_text(encoding="utf-8")


def test_forget_names_the_files_and_asks(full, type_in):
    number = attempts(full)
    code, told = type_in("forget", lines=["yes"])
    assert code == 1 and "This deletes: record.json" in told and full.path.exists()
    assert type_in("forget", lines=[f"delete all {number} answers"])[0] == 0
    assert names(full) == []
    assert type_in("forget") == (0, "There is no record to delete.\n")


@pytest.mark.parametrize("command", ["again", "hand-in"])
def test_a_command_that_fails_says_why_in_a_sentence(record, type_in, folders, command):
    record.path.write_text("damaged", encoding="utf-8")
    work_in(folders, "01_who_says_so")
    assert type_in(command, *(["01", *folders] if command == "again" else [])) == (
        1,
        "Your record record.json is damaged and cannot be read.\n",
    )


def test_a_command_that_may_not_write_says_so(full, type_in, monkeypatch):
    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.fsync", refuse)
    code, told = type_in("hand-in", lines=["write"])
    assert code == 1 and told.endswith("This did not work: Permission denied.\n")


def test_the_commands_need_the_standard_library_only(full):
    code = (
        "import sys\n"
        "for name in ('anywidget', 'ipywidgets', 'matplotlib', 'IPython', 'traitlets'): sys.modules[name] = None\n"
        "from helpers.lesson.my_record_commands import main\n"
        "sys.exit(main(['forget']))"
    )
    environ = {PLACE_VARIABLE: str(full.path), "PYTHONPATH": str(PACKAGE.parent)}
    told = f"delete all {attempts(full)} answers"
    done = subprocess.run([sys.executable, "-S", "-c", code], input=told, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "") and not full.path.exists()
