"""Hand-ins with the code of a class: how it is written, whose count, what is taken back, what git passes over."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

import helpers
from helpers.class_report.hand_ins import NOTE_NAME, OTHER_CODE, SHOWN_ELSEWHERE, TAKEN_BACK, TAKES_BACK
from helpers.content import data_folder, read_json
from helpers.hand_in_code import LONGEST, code_of
from helpers.lesson import my_record_acts as acts
from helpers.lesson import my_record_commands as commands
from helpers.lesson.classroom import ClassReport, size_of
from helpers.record import handed_in_at

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = read_json(data_folder() / "schemas" / "record.schema.json")
OLD = "2026-09-07T08:00:00+00:00"


def hand_in(number, answer="below", when=OLD, **more):
    answers = {"first-choice": [{"when": when, "how": "buttons", "answer": answer}]} if answer else {}
    record = {"schema": "who-says-so/record", "version": 1, "coin": "A", "id": f"{number:016x}", "answers": answers}
    return f"{number}.json", json.dumps(record | more).encode()


def put(folder, *files):
    folder.mkdir(exist_ok=True)
    for name, content in files:
        (folder / name).write_bytes(content)


def seen(source, **more):
    """Open a report as a new notebook does: its first card, what was left out by reason, and how many count now."""
    report = ClassReport(source, **more)
    cards, _ = report.look()
    shown = report._notes[False].on_show.counts.exercises.get("first-choice")
    return cards[0].body, " ".join(card.body for card in cards), shown.learners if shown else 0


# -- the code


@pytest.mark.parametrize("typed", ["GREEN-FROG", " green frog ", "Green_Frog!", "green\tfrog", "<green>&frog"])
def test_however_it_is_typed_it_is_one_code(typed):
    assert code_of(typed) == "GREEN-FROG"


@pytest.mark.parametrize("typed", ["", "  ", "—!", None, 7, ["x"], "../.."])
def test_what_has_no_word_is_no_code(typed):
    assert code_of(typed) == ""


def test_a_code_has_bounds_and_letters_of_all_alphabets():
    assert len(code_of("x" * 10**6)) == LONGEST and code_of(code_of("a b " * 99)) == code_of("a b " * 99)
    assert code_of("grüner frosch 7") == code_of("gru\u0308ner-FROSCH 7") == "GRÜNER-FROSCH-7"


def test_a_hand_in_has_the_code_by_cell_page_and_command(full_record, monkeypatch, capsys):
    def written():
        (path,) = full_record.path.parent.glob("*-hand-in-*.json")
        data = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(data, SCHEMA)
        return data

    helpers.hand_in("a", code="green frog")
    assert written()["code"] == "GREEN-FROG"
    page, sent = helpers.show_lessons(), []
    page.send = lambda content, buffers=None: sent.append(content)
    page._receive(page, {"type": "hand in", "own_words": False, "code": "blue owl"}, [])
    assert written()["code"] == "BLUE-OWL" and "Its code is BLUE-OWL." in sent[0]["told"]
    monkeypatch.setattr("builtins.input", lambda prompt: "write")
    assert commands.main(["hand-in", "RED-HEN"]) == 0 and written()["code"] == "RED-HEN"
    assert "RED-HEN" in capsys.readouterr().out
    helpers.hand_in("a")
    assert "code" not in written()


@pytest.fixture
def full_record(record):
    from helpers.kinds.exercise import Entry

    record.keep("first-choice", Entry("below", 80), how="buttons")
    record.keep("my-plan", Entry("my very own words"), how="typed")
    return record


# -- whose hand-ins count


def test_only_hand_ins_with_the_code_count_and_how_many_of_how_many_is_told(tmp_path):
    green = [hand_in(n, code="green frog") for n in range(12)]
    put(tmp_path, *green, hand_in(50, code="GREEN-FORG"), hand_in(51), *(hand_in(n, code="OWL") for n in range(60, 66)))
    first, whole, shown = seen(tmp_path, code="Green Frog", of=14)
    assert "12 of 14 hand-ins with the code GREEN-FROG count." in first and shown == 12
    assert f'{OTHER_CODE}</th><td dir="auto">8<' in whole
    teacher = first.split('<details class="wss-report-names">')[1]
    assert "12 of 14" in teacher and "OWL" in teacher and "at least 5" in teacher
    assert "FORG" not in whole and "1 other code, each of fewer than 5" not in whole and "2 other codes" in teacher


def test_what_comes_later_is_told_to_the_teacher_at_once_and_to_the_class_in_fives(tmp_path):
    put(tmp_path, *(hand_in(n) for n in range(12)))
    assert "12 of 28 hand-ins count." in seen(tmp_path, of=28)[0]
    put(tmp_path, *(hand_in(n) for n in range(12, 15)))
    first, _, shown = seen(tmp_path, of=28)
    class_sees, teacher_sees = first.split('<details class="wss-report-names">')
    assert "12 of 28 hand-ins count." in class_sees and "15 of 28" not in class_sees and shown == 12
    assert "15 of 28" in teacher_sees


def test_in_one_folder_a_learner_is_in_one_report_only(tmp_path):
    """Else the report of all, less that of the code, would be the answers of one learner."""
    put(tmp_path, *(hand_in(n, code="A") for n in range(12)), hand_in(90, "sent"))
    assert seen(tmp_path, code="A")[2] == 12
    _, whole, shown = seen(tmp_path)
    assert shown == 0 and SHOWN_ELSEWHERE in whole and "Fewer than 5" in whole
    put(tmp_path, *(hand_in(n, code="B") for n in range(20, 32)), hand_in(0, code="B"))
    assert seen(tmp_path, code="B")[2] == 12
    assert seen(tmp_path, code="A")[2] == 12


def test_a_report_of_all_comes_first_too(tmp_path):
    put(tmp_path, *(hand_in(n, code="A") for n in range(12)), hand_in(90))
    assert seen(tmp_path)[2] == 13
    assert seen(tmp_path, code="A")[2] == 0


def told_by(view, *messages):
    for message in messages:
        view._receive(view, message, [])
    return view.cards[0]["body"], view.status["text"]


def of_class(code="", of="", folder=False):
    return {"type": "class", "code": code, "of": of, "folder": folder}


@pytest.fixture
def page(monkeypatch, tmp_path):
    """Open the report as its page does, where a folder with hand-ins lies beside the record."""
    monkeypatch.setenv("WHO_SAYS_SO_RECORD", str(tmp_path / "my_record.json"))
    put(tmp_path / "hand_ins", *(hand_in(n, code="green frog") for n in range(6, 12)), hand_in(50))
    put(tmp_path / "hand_ins" / "Tuesday", *(hand_in(n, code="green frog") for n in range(6)))
    return helpers.report_class


def test_a_teacher_names_the_class_on_the_page_and_takes_the_folder_beside_the_record(page):
    view = page()
    assert "This class is invented" in view.cards[0]["body"]
    assert view.choices["folder"] == [["hand_ins", "13 files"]]
    first, _ = told_by(view, of_class("Green Frog", "14"))
    assert "This class is invented" in first and "14" not in first
    first, _ = told_by(view, of_class("Green Frog", "14", folder=True))
    assert "12 of 14 hand-ins with the code GREEN-FROG count." in first and view.choices["folder"] == []


def test_what_a_class_has_seen_is_not_compared_with_another_code(page):
    view = page()
    first, _ = told_by(view, of_class(folder=True))
    assert "13 hand-ins count." in first
    first, told = told_by(view, of_class("GREEN-FROG"))
    assert "13 hand-ins count." in first and "close this page" in told
    first, _ = told_by(view, of_class("", "20"))
    assert "13 of 20 hand-ins count." in first


def test_files_that_are_dropped_count_by_the_code_that_was_given_before():
    view = helpers.report_class([])
    told_by(view, of_class("green frog", "14"))
    for number in range(13):
        name, content = hand_in(number, code="GREEN-FROG" if number else "OWL")
        view._receive(view, {"type": "file", "name": name}, [memoryview(content)])
    first, _ = told_by(view, {"type": "look", "sent": 13, "not_taken": 0})
    assert "12 of 14 hand-ins with the code GREEN-FROG count." in first


def test_what_cannot_be_read_of_a_class_is_told_and_changes_nothing(page):
    view = page()
    for message, sentence in ((of_class("!!!"), "letters and numbers"), (of_class("", "many"), "whole number")):
        first, told = told_by(view, message)
        assert sentence in told and "This class is invented" in first


def test_where_no_folder_lies_beside_the_record_none_is_offered(monkeypatch, tmp_path):
    monkeypatch.setenv("WHO_SAYS_SO_RECORD", str(tmp_path / "my_record.json"))
    view = helpers.report_class()
    assert view.choices["folder"] == []
    first, _ = told_by(view, of_class(folder=True))
    assert "This class is invented" in first


@pytest.mark.parametrize("of", ["many", -1, 0, 2.5, "<b>", 10**12, "²"])
def test_a_size_that_is_none_is_told(of, tmp_path):
    with pytest.raises(ValueError, match="whole number"):
        ClassReport(tmp_path, of=of)
    with pytest.raises(ValueError, match="letters and numbers"):
        ClassReport(tmp_path, code="!!!")
    assert size_of(" 28 ") == 28 and size_of("") is None


@pytest.mark.parametrize("code", [7, None, ["A"], {"A": 1}, "A" * 10**5, "<script>"])
def test_no_code_in_a_file_makes_the_report_fail(code, tmp_path):
    put(tmp_path, *(hand_in(n) for n in range(12)), hand_in(50, code=code))
    assert seen(tmp_path)[2] == 13 and "<script>" not in seen(tmp_path)[1]


# -- taking back


def test_what_was_taken_back_does_not_count_and_what_was_handed_in_after_it_does(full_record, tmp_path):
    folder = tmp_path / "class"
    put(folder, *(hand_in(n) for n in range(12)))
    first, text, _ = acts.written_hand_in(own_words=True)
    put(folder, (first.name, text.encode()))
    before = ClassReport(folder).look()[0]
    assert "13 hand-ins count." in before[0].body
    path, text, told = acts.written_take_back()
    assert not first.exists() and path.exists() and "does not count" in told
    data = json.loads(text)
    jsonschema.validate(data, SCHEMA)
    assert data["answers"] == {} and "own words" not in text
    put(folder, (path.name, text.encode()))
    (folder / f"{NOTE_NAME}.json").unlink()
    first_card, whole, shown = seen(folder)
    assert shown == 12 and TAKEN_BACK in whole and TAKES_BACK in whole and "12 hand-ins count." in first_card
    again, text, _ = acts.written_hand_in(own_words=False)
    data = json.loads(text)
    assert data["handed_in"] > json.loads((folder / path.name).read_text())["taken_back"] < handed_in_at(data)
    put(folder, (again.name, text.encode()))
    (folder / f"{NOTE_NAME}.json").unlink()
    assert seen(folder)[2] == 13


def test_taking_back_by_cell_page_and_command(full_record, monkeypatch, capsys):
    def beside():
        return sorted(path.name.split("-", 1)[1][:9] for path in full_record.path.parent.glob("record-*.json"))

    helpers.hand_in("a")
    assert beside() == ["hand-in-" + beside()[0][8:]]
    helpers.hand_in("c")
    assert [one[:7] for one in beside()] == ["take-ba"]
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    assert commands.main(["take-back"]) == 1
    monkeypatch.setattr("builtins.input", lambda prompt: "Take back.")
    assert commands.main(["take-back"]) == 0 and "Written: record-take-back-" in capsys.readouterr().out
    assert len(beside()) == 1
    page, sent = helpers.show_lessons(), []
    page.send = lambda content, buffers=None: sent.append(content)
    page._receive(page, {"type": "take back"}, [])
    assert sent[0]["name"].startswith("record-take-back-")
    assert all(
        "take-back" not in path.name or path in full_record.files() for path in full_record.path.parent.iterdir()
    )


def test_without_answers_there_is_nothing_to_take_back(record):
    from helpers.record import RecordProblem

    with pytest.raises(RecordProblem, match="nothing to take back"):
        acts.take_back()
    assert list(record.path.parent.glob("*take-back*")) == []


@pytest.mark.parametrize("until", [7, None, "", "soon", "9999-99-99", ["2026-09-08T08:00:00+00:00"]])
def test_only_a_time_of_ours_with_an_id_takes_back(until, tmp_path):
    put(tmp_path, *(hand_in(n) for n in range(12)), ("z.json", hand_in(0, None, taken_back=until)[1]))
    put(tmp_path, ("y.json", hand_in(0, None, taken_back="2026-09-08T08:00:00+00:00", id="other")[1]))
    assert seen(tmp_path)[2] == 12
    put(tmp_path, ("x.json", hand_in(0, None, taken_back="2026-09-08T08:00:00+00:00")[1]))
    (tmp_path / f"{NOTE_NAME}.json").unlink()
    assert seen(tmp_path)[2] == 0


# -- git


@pytest.mark.parametrize("place", ["9b", "Abgaben der 9b", "my class", "notebooks/9b", "notebooks/for_teachers/x", "."])
@pytest.mark.parametrize("name", ["anna.json", "my_record-hand-in-0a1b2c3d.json", "all.zip", f"{NOTE_NAME}.json"])
def test_git_passes_over_hand_ins_in_a_folder_of_any_name(place, name):
    done = subprocess.run(["git", "check-ignore", "-q", "--no-index", f"{place}/{name}"], cwd=ROOT)
    assert done.returncode == 0


def test_git_passes_over_nothing_of_ours():
    ours = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    done = subprocess.run(
        ["git", "check-ignore", "-z", "--no-index", "--stdin"], cwd=ROOT, input=ours, capture_output=True
    )
    assert done.stdout == b""


def test_a_report_keeps_git_out_of_any_folder_and_lets_a_gitignore_be(tmp_path):
    put(tmp_path / "a", *(hand_in(n) for n in range(12)))
    put(tmp_path / "b", *(hand_in(n) for n in range(12)), (".gitignore", b"mine"))
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name in "ab":
        seen(tmp_path / name)
    status = subprocess.run(["git", "status", "--short", "-uall", "a"], cwd=tmp_path, capture_output=True, check=True)
    assert status.stdout == b"" and (tmp_path / "b" / ".gitignore").read_bytes() == b"mine"
