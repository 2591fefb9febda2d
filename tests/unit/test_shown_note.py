"""What a class was shown belongs to the folder of hand-ins: the next run, another day, a second teacher keep to it."""

import copy
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.class_report import on_show as on_show_module
from helpers.class_report import shown_note
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
from helpers.class_report.hand_ins import NOTE_NAME, Problems
from helpers.class_report.invented import invented_class
from helpers.class_report.on_show import OnShow
from helpers.class_report.shown_note import (
    DAMAGED,
    NEWER,
    NO_FOLDER,
    NOT_WRITTEN,
    NewerNote,
    note_place,
    read_note,
    write_note,
)
from helpers.lesson.classroom import ClassReport

NOTE = f"{NOTE_NAME}.json"
CLASS = invented_class()


def learner(number, answer="below", **more):
    tried = {"when": f"2026-09-07T08:{number % 60:02}:00+00:00", "how": "buttons"}
    answers = {one: [tried | {"answer": given}] for one, given in ({"first-choice": answer} | more).items()}
    record = {"schema": "who-says-so/record", "version": 1, "coin": "A", "id": f"{number:016x}", "answers": answers}
    return f"{number}.json", json.dumps(record).encode()


def hand_in(folder, numbers, *args, **more):
    folder.mkdir(exist_ok=True)
    for number in numbers:
        name, content = learner(number, *args, **more)
        (folder / name).write_bytes(content)


def shown(source, dropped=()):
    """Open the report as a new notebook does; return how many answered the first question and how, and what is told."""
    return seen(ClassReport(source), dropped)


def seen(report, dropped=()):
    cards, told = report.look(dropped)
    assert cards
    tally = report._notes[False].on_show.counts.exercises.get("first-choice")
    return (tally.learners if tally else 0, dict(tally.parts) if tally else {}), told


def parts(**numbers):
    return sum(numbers.values()), {("answer", answer): number for answer, number in numbers.items()}


@pytest.fixture
def folder(tmp_path):
    hand_in(tmp_path / "hand_ins", range(5), "sent")
    hand_in(tmp_path / "hand_ins", range(5, 12))
    return tmp_path / "hand_ins"


def test_one_late_hand_in_moves_nothing_in_the_next_run(folder):
    """At 6 of 12 a share is “half or more”, at 6 of 13 “under half”: that would tell what the 13th did not choose."""
    hand_in(folder, [5], "sent")
    first, told = shown(folder)
    assert first == parts(sent=6, below=6) and told == "The report counts all hand-ins that are there."
    hand_in(folder, [12])
    for _ in range(3):
        again, told = shown(folder)
        assert again == first and told == "Some figures wait: each changes when it has 5 new learners."
    hand_in(folder, range(13, 16))
    assert shown(folder)[0] == first
    hand_in(folder, [16])
    assert shown(folder)[0] == parts(sent=6, below=11)


@pytest.mark.full("a note of what was shown, in another process")
def test_it_holds_in_another_process_too(folder):
    code = (
        "import sys; from helpers.lesson.classroom import ClassReport; r = ClassReport(sys.argv[1]); "
        "print(r.look()[1]); "
        "print(r._notes[False].on_show.counts.exercises['first-choice'].learners)"
    )
    for seed, late, told in (("1", [], "counts all"), ("2", [12], "wait"), ("3", range(13, 17), "counts all")):
        hand_in(folder, late)
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
        assert told in done.stdout and done.stdout.split()[-1] == ("17" if seed == "3" else "12"), done


def test_two_teachers_see_the_same(folder):
    ours, theirs = ClassReport(folder), ClassReport(folder)
    assert seen(ours)[0] == seen(theirs)[0] == parts(sent=5, below=7)
    hand_in(folder, range(20, 24))
    assert seen(theirs)[0] == parts(sent=5, below=7)
    hand_in(folder, [24])
    assert seen(ours)[0] == seen(theirs)[0] == parts(sent=5, below=12)
    hand_in(folder, [25])
    assert seen(theirs)[0] == seen(ours)[0] == parts(sent=5, below=12)


def test_teachers_who_look_at_once_agree(folder):
    """Without a note each begins with a key of its own; the one who comes second counts with the key of the first."""
    reports = [ClassReport(folder) for _ in range(4)]
    threads = [threading.Thread(target=report.look) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({report._notes[False].on_show.key for report in reports}) == 1
    hand_in(folder, [30])
    assert [seen(report)[0] for report in reports] == [parts(sent=5, below=7)] * 4


def test_a_count_that_was_made_with_another_key_is_made_again(folder):
    """While one teacher's files are counted, another one's report writes the first note."""
    note, keys = shown_note.ShownNote(folder), []

    def count(key, elsewhere):
        if not keys:
            shown(folder)
        keys.append(key)
        return count_class(folder, key=key)

    assert note.look(count)[1:] == (True, "")
    assert len(keys) == 2 and keys[1] == read_note(note_of(folder)).key
    assert len(note.on_show.ever["hand-ins"]) == 12


def test_nothing_but_the_note_is_written_and_only_when_there_is_something_to_remember(tmp_path):
    folder = tmp_path / "hand_ins"
    hand_in(folder, range(4))
    shown(folder)
    assert not (folder / NOTE).exists()
    hand_in(folder, range(4, 6))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    shown(folder)
    written = {path for path in folder.iterdir() if not path.name.startswith(".")} - set(before)
    assert written == {folder / NOTE} and all(path.read_bytes() == content for path, content in before.items())
    moment = (folder / NOTE).stat().st_mtime_ns
    shown(folder)
    assert (folder / NOTE).stat().st_mtime_ns == moment


def test_the_note_is_no_hand_in(folder):
    shown(folder)
    shutil.copy(folder / NOTE, folder / f"{NOTE_NAME} (1).json")
    assert "left out" not in shown(folder)[1]


def test_a_note_that_is_deleted_is_written_again_by_an_open_notebook_and_forgotten_by_the_next(folder):
    report = ClassReport(folder)
    seen(report)
    (folder / NOTE).unlink()
    hand_in(folder, [12])
    assert seen(report)[0] == parts(sent=5, below=7) and (folder / NOTE).exists()
    assert shown(folder)[0] == parts(sent=5, below=7)
    (folder / NOTE).unlink()
    assert shown(folder)[0] == parts(sent=5, below=8)


def test_a_folder_that_is_moved_or_copied_takes_its_note_along(folder, tmp_path):
    shown(folder)
    shutil.copytree(folder, tmp_path / "copy")
    folder.rename(tmp_path / "moved")
    for place in ("copy", "moved"):
        hand_in(tmp_path / place, [12])
        assert shown(tmp_path / place)[0] == parts(sent=5, below=7)


def test_a_new_class_in_the_old_folder_sees_nothing_of_the_old_one(folder):
    shown(folder)
    for path in folder.glob("[0-9]*.json"):
        path.unlink()
    assert shown(folder)[0] == parts(sent=5, below=7)  # an empty folder may be one that is being filled
    hand_in(folder, range(100, 106))
    counts = ClassReport(folder)
    assert seen(counts)[0] == (0, {}) and counts._notes[False].on_show.counts.learners == 6
    hand_in(folder, range(106, 112), "sent")
    assert shown(folder)[0] == parts(below=6, sent=6)
    for path in folder.glob("1*.json"):
        path.unlink()
    hand_in(folder, range(5), "sent")
    hand_in(folder, range(5, 13))
    assert shown(folder)[0] == parts(below=6, sent=6)  # the old class again, and one more: that one would stand alone


def test_files_that_are_dropped_in_are_remembered_too(folder):
    assert shown(folder, [learner(50), learner(51)])[0] == parts(sent=5, below=9)
    assert shown(folder)[0] == parts(sent=5, below=9)
    hand_in(folder, range(60, 64))
    assert shown(folder, [learner(52)])[0] == parts(sent=5, below=12)


def test_a_zip_has_its_note_beside_it_and_a_list_of_one_is_that_one(folder, tmp_path):
    def pack():
        with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
            for path in folder.iterdir():
                archive.write(path, path.name)

    pack()
    for source in (tmp_path / "class.zip", str(tmp_path / "class.zip"), [tmp_path / "class.zip"]):
        assert shown(source) == (parts(sent=5, below=7), "The report counts all hand-ins that are there.")
    assert (tmp_path / f"{NOTE_NAME} class.zip.json").is_file()
    hand_in(folder, [12])
    pack()
    assert shown(tmp_path / "class.zip")[0] == parts(sent=5, below=7)
    assert note_place([folder]) == note_place(str(folder)) == folder / NOTE


@pytest.mark.parametrize("source", [lambda f: sorted(f.iterdir()), lambda f: [learner(n) for n in range(12)]])
def test_files_without_a_folder_are_remembered_by_the_notebook_and_it_says_so(folder, source):
    report = ClassReport(source(folder))
    (first, _), told = seen(report)
    assert first == 12 and told.endswith(NO_FOLDER)
    assert seen(report, [learner(70)])[0][0] == 12
    assert not (folder / NOTE).exists()


def test_a_report_of_an_invented_class_writes_nothing_and_says_nothing_of_it():
    assert ClassReport(CLASS).look()[1] == "The report counts all hand-ins that are there."
    assert ClassReport(CLASS).look(list(CLASS))[1].endswith(NO_FOLDER)


@pytest.mark.parametrize("place", ["one_at_a_time", "write_whole", "_read"])
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence_and_the_notebook_remembers(folder, place, monkeypatch):
    shown(folder)

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shown_note, place, refused)
    hand_in(folder, range(12, 17))
    report = ClassReport(folder)
    assert seen(report) == (parts(sent=5, below=12), f"The report counts all hand-ins that are there. {NOT_WRITTEN}")
    hand_in(folder, [17])
    # The note knows 12 learners only: by it six would be new.
    assert seen(report)[0] == parts(sent=5, below=12)


def test_a_folder_that_is_not_there_yet_is_remembered_when_it_is(folder, tmp_path):
    report = ClassReport(tmp_path / "later")
    assert "1 file left out" in report.look()[1]
    folder.rename(tmp_path / "later")
    seen(report)
    assert (tmp_path / "later" / NOTE).is_file()


# -- what stands in a note


def note_of(folder):
    return (folder / NOTE).read_text(encoding="utf-8")


def test_a_note_holds_no_name_id_time_or_text(tmp_path):
    folder = tmp_path / "hand_ins"
    hand_in(folder, range(12), **{"retell-headline": "My name is Eve"})
    (folder / "Eve.json").write_bytes(learner(30)[1])
    shown(folder)
    text = note_of(folder)
    assert "Eve" not in text and "2026" not in text and ".json" not in text
    assert not any(f"{number:016x}" in text for number in range(31))
    assert '"exercise retell-headline"' in text and '"parts": []' in text.replace("\n", "")


def test_numbers_of_a_learner_cannot_be_compared_between_figures_folders_or_answers(folder, tmp_path):
    hand_in(folder, range(12), **{"first-typed": "web"})
    shutil.copytree(folder, tmp_path / "other")
    hand_in(tmp_path / "other", range(12), "sent", **{"first-typed": "web"})
    for place in (folder, tmp_path / "other"):
        shown(place)
    ours, theirs = read_note(note_of(folder)), read_note(note_of(tmp_path / "other"))
    sets = [frozenset(numbers) for on_show in (ours, theirs) for numbers in on_show.ever.values() if numbers]
    assert len(sets) >= 6 and sum(map(len, sets)) == len(frozenset().union(*sets))
    counts, _ = count_class(tmp_path / "other", key=ours.key)
    members = set(counts.exercises["first-choice"].members)
    assert members == ours.ever["exercise first-choice"]  # the answers are not in them


def test_a_note_brings_back_what_was_shown():
    on_show = OnShow()
    counts, _ = count_class(CLASS, key=on_show.key)
    on_show.take(counts)
    text = write_note(on_show)
    again = read_note(text)
    again.ever = {name: numbers for name, numbers in again.ever.items() if numbers}
    on_show.ever = {name: numbers for name, numbers in on_show.ever.items() if numbers}
    on_show.counts.exercises = {one: tally for one, tally in on_show.counts.exercises.items() if tally.learners}
    assert again == on_show and write_note(again) == text
    assert report_cards(again.counts, Problems()) == report_cards(on_show.counts, Problems())
    assert len(text) < 200_000


@pytest.mark.parametrize("late, expected", [(0, parts(sent=5, below=7)), (1, (0, {})), (5, parts(sent=5, below=12))])
def test_a_question_that_has_changed_is_counted_anew_for_the_same_learners_only(folder, monkeypatch, late, expected):
    """What was shown may name an option that is gone; and with one learner more the old and the new tell about one."""
    shown(folder)
    monkeypatch.setattr(on_show_module, "fingerprint_of", lambda _: "another release")
    hand_in(folder, range(12, 12 + late))
    assert shown(folder)[0] == expected
    monkeypatch.undo()
    shown(folder)


def test_the_fingerprint_of_a_question_is_the_same_in_every_run():
    code = (
        "from helpers.class_report.on_show import fingerprint_of; from helpers.kinds.library import exercise_ids; "
        "print([fingerprint_of(one) for one in exercise_ids()])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "12"
    ]
    assert runs[0] == runs[1] and len(set(eval(runs[0]))) > 100


# -- a note that somebody changed


BAD = ["", "{", "[]", "null", '{"schema": "other", "version": 1}', "[" * 100_000, "\ufeff{}", '{"schema": []}']


@pytest.mark.parametrize("text", BAD)
def test_a_damaged_note_is_told_and_the_report_begins_anew(folder, text):
    (folder / NOTE).write_text(text, encoding="utf-8")
    first, told = shown(folder)
    assert first == parts(sent=5, below=7)
    assert told.endswith(DAMAGED.format(NOTE)) == bool(text)
    assert shown(folder)[1] == "The report counts all hand-ins that are there."


@pytest.mark.parametrize(
    "was, now", [('"below"', '"no such option"'), ('"exercise first-choice"', '"exercise no-such-question"')]
)
def test_a_note_that_names_what_no_question_has_is_never_shown(folder, was, now):
    shown(folder)
    text = note_of(folder)
    assert was in text
    (folder / NOTE).write_text(text.replace(was, now), encoding="utf-8")
    hand_in(folder, [12])
    (_, given), _ = shown(folder)
    assert set(given) <= {("answer", "below"), ("answer", "sent")}
    assert "no such" not in note_of(folder)


def test_a_note_that_is_no_text_is_told(folder):
    (folder / NOTE).write_bytes(b"\xff\xfe\x00")
    assert shown(folder)[1].endswith(DAMAGED.format(NOTE))


def test_a_note_of_a_newer_release_is_left_alone(folder):
    shown(folder)
    newer = note_of(folder).replace('"version": 1', '"version": 2')
    (folder / NOTE).write_text(newer, encoding="utf-8")
    report = ClassReport(folder)
    for _ in range(2):
        assert seen(report)[1].endswith(NEWER.format(NOTE))
    assert note_of(folder) == newer


def places(data, path=()):
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


def whole_note():
    on_show = OnShow(key=b"k" * 16)
    on_show.take(count_class(CLASS, key=on_show.key)[0])
    return json.loads(write_note(on_show))


WHOLE = whole_note()
PLACES = [path for path in places(WHOLE) if path]
STRANGE = st.sampled_from(
    [None, True, -1, 0, 1, 10**30, 1.5, "", "x", "AAAA", "AAAAAA==", [], {}, [1], [["a", "b", 1]], [[[1], [1], 1]]]
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), STRANGE), min_size=1, max_size=3), st.booleans())
def test_whatever_was_changed_in_a_note_it_is_refused_or_can_be_shown(changes, takes_away):
    note = copy.deepcopy(WHOLE)
    for path, value in changes:
        at = note
        try:
            for key in path[:-1]:
                at = at[key]
            if takes_away:
                del at[path[-1]]
            else:
                at[path[-1]] = value
        except (LookupError, TypeError):
            continue
    try:
        on_show = shown_note._shown_in(json.dumps(note))
    except (ValueError, NewerNote):
        return
    on_show.take(count_class(CLASS, key=on_show.key)[0])
    report_cards(on_show.counts, Problems())
    assert read_note(write_note(on_show)).counts.learners == on_show.counts.learners
