"""The record keeps every answer, whatever happens to its file."""

import json
import os
import stat
from pathlib import Path

import jsonschema
import pytest
from examples import junk
from hypothesis import given
from hypothesis import strategies as st

import helpers.record
import helpers.safe_file
from helpers.content import PACKAGE, data_folder, read_json
from helpers.kinds.exercise import Entry
from helpers.record import PLACE_VARIABLE, Record, RecordProblem, default_place, id_of, of_one_learner

SCHEMA = read_json(data_folder() / "schemas" / "record.schema.json")
FORM_OF = {"a-one": "A", "a-two": "A", "b-one": "B"}
SOUND = '{"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": '
NOT_SAVED = "Keep this lesson open: your answer is saved together with your next one."
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """Wait no second for a file that is held; return how long it would have been."""
    waited = []
    for module in (helpers.safe_file, helpers.record):
        monkeypatch.setattr(module, "pause", waited.append)
    return waited


def files(record):
    """Name what lies beside a record, but for its lock."""
    return sorted(path.name for path in record.path.parent.iterdir() if not path.name.endswith(".lock"))


def written(record):
    return json.loads(record.path.read_text(encoding="utf-8"))


def answers(record, exercise_id="pick"):
    return [attempt["answer"] for attempt in record.attempts(exercise_id)]


def refuse(*arguments, **options):
    """Stand in for a method that the system does not allow."""
    raise PermissionError(13, "Permission denied")


def put(record, text):
    record.path.write_text(text, encoding="utf-8")
    return record


@pytest.fixture
def dies(monkeypatch):
    """Stop the program between writing and replacing, as a power cut would."""

    def die(self, target):
        raise KeyboardInterrupt

    def now(on=True):
        monkeypatch.setattr(Path, "replace", die) if on else monkeypatch.undo()

    return now


# -- keeping and finding again


def test_what_was_kept_is_found_again(record):
    assert record.last("pick") is None and record.attempts("pick") == []
    assert record.keep("pick", Entry("wait", 80, "it is early"), how="buttons") == "Saved in record.json."
    assert Record(record.path).last("pick") == Entry("wait", 80, "it is early")


def test_every_attempt_is_kept_in_order(record):
    for answer in ("wait", "as-fact", "wait"):
        record.keep("pick", Entry(answer), how="buttons")
    assert answers(record) == ["wait", "as-fact", "wait"]
    assert record.last("pick") == Entry("wait")


def test_a_kept_file_fits_its_schema_and_reads_well(record):
    record.keep("pick", Entry("wait", 80, "“früh”"), how="buttons")
    record.keep("spot", Entry([{"label": "cue", "sentence": "p1-s1", "words": "said"}]), how="typed")
    jsonschema.validate(written(record), SCHEMA)
    assert "“früh”" in record.path.read_text(encoding="utf-8")
    assert set(written(record)["answers"]["spot"][0]) == {"when", "how", "answer"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values, st.none() | st.integers(50, 100), st.text())
def test_any_answer_comes_back_as_it_was_kept(tmp_path_factory, answer, confidence, because):
    record = Record(tmp_path_factory.mktemp("record") / "record.json")
    entry = Entry(answer, confidence, because)
    assert record.keep("pick", entry, how="typed").startswith("Saved")
    assert record.last("pick") == entry


def test_half_an_emoji_is_kept_and_comes_back(record):
    record.keep("tell", Entry("half \ud83d", because="\ude00"), how="typed")
    assert record.last("tell") == Entry("half \ud83d", because="\ude00")
    record.path.read_text(encoding="utf-8")


def test_a_typed_answer_is_not_kept_twice_when_its_cell_runs_again(record):
    for _ in range(3):
        assert record.keep("pick", Entry("wait", 80), how="typed") == "Saved in record.json."
    assert answers(record) == ["wait"]


def test_a_typed_answer_that_changed_is_a_new_attempt(record):
    for entry in (Entry("wait", 80), Entry("wait", 90), Entry("as-fact", 90), Entry("wait", 80)):
        record.keep("pick", entry, how="typed")
    assert answers(record) == ["wait", "wait", "as-fact", "wait"]


def test_a_cell_that_runs_again_between_buttons_is_no_new_attempt(record):
    for how, answer in (("typed", "wait"), ("buttons", "as-fact"), ("typed", "wait")):
        record.keep("pick", Entry(answer), how=how)
    assert answers(record) == ["wait", "as-fact"]


def test_a_button_pressed_twice_is_two_attempts(record):
    for _ in range(2):
        record.keep("pick", Entry("wait"), how="buttons")
    assert answers(record) == ["wait", "wait"]


def test_two_open_lessons_do_not_undo_each_other(record):
    one, two = Record(record.path), Record(record.path)
    for number in range(3):
        one.keep("pick", Entry(f"one-{number}"), how="buttons")
        two.keep("rank", Entry(f"two-{number}"), how="buttons")
    assert answers(record) == ["one-0", "one-1", "one-2"]
    assert answers(record, "rank") == ["two-0", "two-1", "two-2"]


def test_the_place_is_beside_the_lessons_unless_the_environment_says_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv(PLACE_VARIABLE, str(tmp_path / "mine.json"))
    assert default_place() == tmp_path / "mine.json" == Record().path
    monkeypatch.delenv(PLACE_VARIABLE)
    assert default_place() == PACKAGE.parent / "my_record.json"


def test_folders_that_are_not_there_are_made(tmp_path):
    record = Record(tmp_path / "new" / "folder" / "record.json")
    assert record.keep("pick", Entry("wait"), how="buttons").startswith("Saved")


# -- a stop in the middle


def test_a_stop_between_write_and_replace_loses_no_earlier_answer(record, dies):
    record.keep("pick", Entry("first"), how="buttons")
    before = record.path.read_bytes()
    dies()
    with pytest.raises(KeyboardInterrupt):
        record.keep("pick", Entry("second"), how="buttons")
    assert record.path.read_bytes() == before
    dies(False)
    record.keep("pick", Entry("third"), how="buttons")
    assert [attempt["answer"] for attempt in written(record)["answers"]["pick"]] == ["first", "second", "third"]


def test_a_stop_leaves_no_half_file_behind(record, dies):
    dies()
    with pytest.raises(KeyboardInterrupt):
        record.keep("pick", Entry("first"), how="buttons")
    assert files(record) == []


def test_a_full_disk_is_told_and_loses_nothing(record, monkeypatch):
    record.keep("pick", Entry("first"), how="buttons")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told = record.keep("pick", Entry("second"), how="buttons")
    assert told == f"Not saved: No space left on device. {NOT_SAVED}"
    assert "second" not in record.path.read_text(encoding="utf-8")
    assert files(record) == ["record.json"]


@pytest.mark.skipif(os.name == "nt", reason="not on this system: a folder that is read-only")
@pytest.mark.skipif(AS_ROOT, reason="not on this system: root may write everywhere")
def test_a_read_only_folder_is_told(record):
    record.path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        told = record.keep("pick", Entry("wait"), how="buttons")
        assert not record.begin()
    finally:
        record.path.parent.chmod(stat.S_IRWXU)
    assert told == f"Not saved: Permission denied. {NOT_SAVED}"


@pytest.mark.parametrize("method", ["mkdir", "replace"])
def test_a_place_that_cannot_be_written_is_told(record, monkeypatch, method):
    monkeypatch.setattr(Path, method, refuse)
    told = record.keep("pick", Entry("wait"), how="buttons")
    assert told == f"Not saved: Permission denied. {NOT_SAVED}"
    assert not record.begin()


def test_a_file_that_cannot_be_opened_is_left_alone(record, monkeypatch):
    record.keep("pick", Entry("first"), how="buttons")
    monkeypatch.setattr(Path, "read_text", refuse)
    assert record.last("pick") is None
    told = record.keep("pick", Entry("second"), how="buttons")
    assert told.startswith("Not saved: Your record record.json cannot be opened (Permission denied).")
    monkeypatch.undo()
    assert "second" not in record.path.read_text(encoding="utf-8")
    assert answers(record) == ["first", "second"]


@pytest.fixture
def full(monkeypatch):
    """Let the disk be full, until it is told otherwise."""

    def refuse_bytes(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse_bytes)
    return monkeypatch.undo


def test_an_answer_that_was_not_saved_is_saved_with_the_next_one(record, full):
    record.keep("pick", Entry("first", 80, "so"), how="buttons")
    record.keep("rank", Entry(["a", "b"]), how="buttons")
    assert record.last("pick") == Entry("first", 80, "so") and not record.path.exists()
    full()
    assert record.keep("pick", Entry("second"), how="buttons") == "Saved in record.json."
    kept = written(record)["answers"]
    assert [attempt["answer"] for attempt in kept["pick"]] == ["first", "second"]
    assert [attempt["answer"] for attempt in kept["rank"]] == [["a", "b"]]
    record.keep("pick", Entry("third"), how="buttons")
    assert answers(record) == ["first", "second", "third"]


def test_a_typed_answer_that_was_not_saved_is_saved_once(record, full):
    for _ in range(3):
        record.keep("pick", Entry("wait"), how="typed")
    full()
    record.keep("pick", Entry("wait"), how="typed")
    assert answers(record) == ["wait"]


def test_a_save_that_was_stopped_after_it_came_through_is_not_repeated(record, monkeypatch):
    def stop(folder):
        raise KeyboardInterrupt

    monkeypatch.setattr(helpers.safe_file, "_settle", stop)
    with pytest.raises(KeyboardInterrupt):
        record.keep("pick", Entry("first"), how="buttons")
    monkeypatch.undo()
    record.keep("pick", Entry("second"), how="buttons")
    assert answers(record) == ["first", "second"]


# -- when a clock goes backwards


def at(monkeypatch, moment):
    monkeypatch.setattr(helpers.record, "_now", lambda: moment)


def test_the_order_of_moments_holds_when_the_clock_goes_backwards(record, monkeypatch):
    for moment in ("2031-05-01T10:00:00+00:00", "2026-11-23T09:00:00+00:00", "2026-11-23T09:00:07+00:00"):
        at(monkeypatch, moment)
        record.keep("pick", Entry(moment), how="buttons")
        record.keep(f"q-{moment[:4]}", Entry(moment), how="buttons")
    data = written(record)
    jsonschema.validate(data, SCHEMA)
    moments = sorted(attempt["when"] for attempts in data["answers"].values() for attempt in attempts)
    assert moments[0] == moments[1] == "2031-05-01T10:00:00+00:00"
    assert [attempt["when"] for attempt in data["answers"]["pick"]] == [moments[0], moments[2], moments[4]]
    assert len(set(moments[2:])) == 4


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59+00:00", "9999-99-99T99:99:99+00:00", "tomorrow", 5, None])
def test_a_moment_that_is_none_is_no_obstacle(record, moment):
    put(record, SOUND + json.dumps({"pick": [{"answer": "wait", "how": "typed", "when": moment}]}) + "}")
    assert record.keep("rank", Entry("wait"), how="buttons") == "Saved in record.json."


# -- beginning again, and deleting


def test_beginning_one_lesson_again_keeps_the_others_the_coin_and_a_copy(record):
    for exercise_id in ("a-one", "pick", "b-one"):
        record.keep(exercise_id, Entry("wait"), how="buttons")
    before = record.path.read_bytes()
    copy = record.begin_again(["a-one", "not-there"])
    assert copy.name == "record-before-1.json" and copy.read_bytes() == before
    assert record.last("a-one") is None and record.last("pick") == Entry("wait")
    assert list(written(record)["answers"]) == ["pick", "b-one"]
    jsonschema.validate(written(record), SCHEMA)
    assert record.begin_again(["pick"]).name == "record-before-2.json"
    assert copy.read_bytes() == before


def test_beginning_all_again_leaves_the_coin_and_the_id_only(record):
    record.keep("pick", Entry("wait"), how="buttons")
    before = written(record)
    assert b"wait" in record.begin_again().read_bytes()
    assert written(record) == before | {"answers": {}}


def test_beginning_again_saves_first_what_waits(record, full):
    record.keep("pick", Entry("waits"), how="buttons")
    full()
    assert b"waits" in record.begin_again().read_bytes()
    assert answers(record) == []


def test_without_a_copy_nothing_is_taken_out(record, full, monkeypatch):
    full()
    record.keep("pick", Entry("wait"), how="buttons")
    before = record.path.read_bytes()
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        record.begin_again()
    assert record.path.read_bytes() == before and files(record) == ["record.json"]


@pytest.mark.parametrize("text", ["damaged", '{"schema": "who-says-so/record", "version": 2, "answers": {}}'])
def test_a_record_that_cannot_be_read_is_not_begun_again(record, text):
    put(record, text)
    with pytest.raises(RecordProblem):
        record.read()
    record.begin_again()
    assert (record.path.parent / "record-set-aside-1.json").read_text(encoding="utf-8") == text


def test_deleting_takes_all_that_is_ours_and_nothing_else(record):
    theirs = ["record-1.json", "record-7b.json", "records.json", "record.txt", "other.json", "record-hand-in-x.json"]
    record.keep("pick", Entry("wait"), how="buttons")
    sound = record.path.read_text(encoding="utf-8")
    ours = ["record-before-12.json", "record-hand-in-0a1b2c3d.json", "record (1).json", "record-LAPTOP7.json"]
    for name in (*ours, "record-1.json"):
        (record.path.parent / name).write_text(sound, encoding="utf-8")
    for name in theirs[1:]:
        (record.path.parent / name).write_text("not ours", encoding="utf-8")
    (record.path.parent / "record-set-aside-1.json").write_text("damaged", encoding="utf-8")
    (record.path.parent / ".record.json.77.new").write_text("half", encoding="utf-8")
    assert record.delete() == []
    assert files(record) == sorted(theirs)
    assert record.keep("pick", Entry("new"), how="buttons") == "Saved in record.json."
    assert answers(record) == ["new"]


OF_ANOTHER = ["record-7b.json", "record (1).json", "record-hand-in-0a1b2c3d.json", "record-before-1.json"]


@pytest.mark.parametrize("own", ["begun", "damaged", "missing"])
def test_deleting_leaves_what_may_be_somebody_elses(record, own):
    record.keep("pick", Entry("another class"), how="buttons")
    theirs = record.path.read_bytes()
    record.path.unlink()
    for name in OF_ANOTHER:
        (record.path.parent / name).write_bytes(theirs)
    if own != "missing":
        record.keep("pick", Entry("mine"), how="buttons")
    if own == "damaged":
        put(record, "damaged")
    assert {path.name for path in record.of_others()} == {*OF_ANOTHER}
    assert record.files() == ([] if own == "missing" else [record.path])
    assert record.delete() == [] == record.delete()
    assert files(record) == sorted(OF_ANOTHER)
    assert all((record.path.parent / name).read_bytes() == theirs for name in OF_ANOTHER)


def test_what_could_not_be_deleted_can_be_deleted_later(record, monkeypatch):
    record.keep("pick", Entry("wait"), how="buttons")
    copy = record.begin_again()
    unlink = Path.unlink

    def held(path, **options):
        return refuse() if path == copy else unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", held)
    assert record.delete() == [copy, record.path], "without the record nobody could tell whose the copy is"
    monkeypatch.undo()
    assert record.delete() == [] and files(record) == []


def test_deleting_forgets_what_waits(record, full):
    record.keep("pick", Entry("secret"), how="buttons")
    full()
    record.delete()
    record.keep("pick", Entry("new"), how="buttons")
    assert answers(record) == ["new"]


def test_what_cannot_be_deleted_is_named(record, monkeypatch):
    record.keep("pick", Entry("wait"), how="buttons")
    monkeypatch.setattr(Path, "unlink", refuse)
    assert record.delete() == [record.path]


# -- a file that is not what it should be

DAMAGED = {
    "empty": "",
    "cut short": SOUND,
    "no json": "my answers",
    "too deep": "[" * 200_000,
    "no answers": '{"schema": "who-says-so/record", "version": 1}',
    "no version": '{"schema": "who-says-so/record", "answers": {}}',
    "answers in a list": SOUND + "[]}",
    "attempts in a group": SOUND + '{"pick": {"answer": "wait"}}}',
    "an attempt that is none": SOUND + '{"pick": ["wait"]}}',
    "an attempt without its answer": SOUND + '{"pick": [{"how": "typed"}]}}',
    "an attempt without its way": SOUND + '{"pick": [{"answer": "wait"}]}}',
    "confidence in words": SOUND + '{"pick": [{"answer": "wait", "how": "typed", "confidence": "80"}]}}',
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_record_is_set_aside_and_told(record, text):
    put(record, text)
    assert record.last("pick") is None and record.form(FORM_OF) == "A"
    told = record.keep("pick", Entry("wait"), how="buttons")
    assert told.startswith("Saved in record.json. Your record record.json is damaged")
    assert told.endswith("It was set aside as record-set-aside-1.json, and a new record was begun.")
    assert answers(record) == ["wait"]
    assert (record.path.parent / "record-set-aside-1.json").read_text(encoding="utf-8") == text
    assert record.keep("pick", Entry("as-fact"), how="buttons") == "Saved in record.json."


def test_bytes_that_are_no_text_are_set_aside(record):
    record.path.write_bytes(b"\xff\xfe\x00")
    assert "is damaged and cannot be read" in record.keep("pick", Entry("wait"), how="buttons")


@pytest.mark.parametrize("text", ["[]", "5", '{"schema": "another/course", "version": 1, "answers": {}}', "null"])
def test_a_file_of_another_kind_is_set_aside(record, text):
    told = put(record, text).keep("pick", Entry("wait"), how="buttons")
    assert "The file record.json is not a record of this course. It was set aside" in told


def test_a_record_of_a_newer_release_is_set_aside(record):
    put(record, '{"schema": "who-says-so/record", "version": 2, "attempts": []}')
    with pytest.raises(RecordProblem, match="made by a newer release of this course"):
        record.read()
    assert "made by a newer release" in record.keep("pick", Entry("wait"), how="buttons")
    assert "attempts" in (record.path.parent / "record-set-aside-1.json").read_text(encoding="utf-8")


def test_no_record_that_was_set_aside_is_overwritten(record):
    for number in range(3):
        put(record, f"damaged {number}").keep("pick", Entry("wait"), how="buttons")
    aside = sorted(path.read_text(encoding="utf-8") for path in record.path.parent.glob("*set-aside*"))
    assert aside == ["damaged 0", "damaged 1", "damaged 2"]


def test_a_damaged_record_that_cannot_be_set_aside_is_left_alone(record, monkeypatch):
    put(record, "damaged")
    monkeypatch.setattr(Path, "rename", refuse)
    told = record.keep("pick", Entry("wait"), how="buttons")
    assert told.startswith(
        "Not saved: Your record record.json is damaged and cannot be read. It could not be set aside"
    )
    assert record.path.read_text(encoding="utf-8") == "damaged"


def test_a_record_that_an_editor_saved_with_a_byte_order_mark_is_read(record):
    record.keep("pick", Entry("wait"), how="buttons")
    record.path.write_bytes(b"\xef\xbb\xbf" + record.path.read_bytes())
    assert record.last("pick") == Entry("wait")


@given(junk, st.booleans())
def test_no_file_makes_the_record_fail(tmp_path_factory, data, inside):
    record = Record(tmp_path_factory.mktemp("record") / "record.json")
    if inside:
        data = {"schema": "who-says-so/record", "version": 1, "coin": data, "answers": {"pick": data}}
    put(record, json.dumps(data, default=repr, skipkeys=True))
    record.last("pick")
    assert record.form(FORM_OF) in ("A", "B")
    assert record.keep("pick", Entry("wait"), how="buttons").startswith("Saved")
    assert record.last("pick") == Entry("wait")


# -- the coin


def test_without_a_record_form_a_comes_first(record):
    assert record.form(FORM_OF) == "A"
    assert not record.path.exists()


def test_the_coin_is_tossed_once(record, monkeypatch):
    monkeypatch.setattr("random.choice", lambda sides: "B")
    assert record.begin()
    monkeypatch.setattr("random.choice", lambda sides: "A")
    assert record.begin()
    record.keep("pick", Entry("wait"), how="buttons")
    assert record.form(FORM_OF) == "B"
    jsonschema.validate(written(record), SCHEMA)


@pytest.mark.parametrize("coin", ["A", "B"])
@pytest.mark.parametrize("begun", ["a-two", "b-one"])
def test_a_form_that_was_begun_stays(record, monkeypatch, coin, begun):
    monkeypatch.setattr("random.choice", lambda sides: coin)
    record.keep("pick", Entry("wait"), how="buttons")
    assert record.form(FORM_OF) == coin
    record.keep(begun, Entry("wait"), how="buttons")
    assert record.form(FORM_OF) == FORM_OF[begun]


def test_both_sides_of_the_coin_come_up(tmp_path):
    tossed = set()
    for number in range(64):
        record = Record(tmp_path / f"{number}.json")
        record.begin()
        tossed.add(record.form(FORM_OF))
    assert tossed == {"A", "B"}


# -- the id


def test_an_id_is_made_with_the_first_answer_and_stays_until_everything_is_deleted(record):
    record.begin()
    record.read_with_id()
    assert "id" not in written(record)  # such a record may be copied, with the course, to all computers of a school
    record.keep("pick", Entry("wait"), how="buttons")
    first = id_of(written(record))
    assert first
    copy = record.begin_again(["pick"])
    record.begin_again()
    assert id_of(written(record)) == id_of(json.loads(copy.read_text(encoding="utf-8"))) == first
    jsonschema.validate(written(record), SCHEMA)
    record.delete()
    record.keep("pick", Entry("wait"), how="buttons")
    assert id_of(written(record)) not in (None, first)


def test_a_record_of_an_older_release_gets_an_id_with_its_next_answer(record):
    put(record, SOUND + "{}}")
    assert id_of(record.read()) is None
    record.keep("pick", Entry("wait"), how="buttons")
    assert id_of(written(record))
    jsonschema.validate(written(record), SCHEMA)


@pytest.mark.parametrize("strange", [5, None, "Ada", "0123456789ABCDEF", "0123456789abcdef\n", ["0123456789abcdef"]])
def test_what_is_no_id_counts_as_none_and_is_replaced(record, strange):
    put(record, json.dumps(json.loads(SOUND + "{}}") | {"id": strange}))
    assert id_of(record.read()) is None
    record.keep("pick", Entry("wait"), how="buttons")
    assert id_of(written(record)) not in (None, strange)


AT_TEN, AT_NOON = (
    {"when": f"2026-11-23T{hour}:00:00+00:00", "how": "typed", "answer": "wait"} for hour in ("10", "12")
)
ONE = {"id": "0123456789abcdef", "answers": {"pick": [AT_TEN]}}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"id": ONE["id"], "answers": {}}, True),
        ({"answers": {"rank": [AT_NOON], "pick": [AT_NOON, AT_TEN | {"how": "buttons"}]}}, True),
        ({"answers": {"pick": [AT_NOON]}}, False),
        ({"id": "f" * 16, "answers": ONE["answers"]}, False),
        ({"answers": {"rank": [AT_TEN], "pick": [AT_TEN | {"answer": "as-fact"}]}}, False),
        ({"id": None, "answers": {}}, False),
    ],
)
def test_an_id_or_else_an_answer_at_the_same_moment_tells_that_two_files_are_of_one_learner(other, same):
    assert of_one_learner(ONE, other) is same is of_one_learner(other, ONE)


def test_without_ids_and_moments_nothing_is_of_one_learner():
    nobody = {"id": "x", "answers": {"pick": [{"how": "typed", "answer": "wait"}]}}
    assert not of_one_learner(nobody, nobody)
