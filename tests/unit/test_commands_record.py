"""The learner's record from the terminal: again, hand-in and forget need nothing installed."""

import json
import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest
from machine import COPIES, PROJECT, START, is_one_sentence, names


@pytest.fixture
def type_in(machine):
    """Lay lines ready that are typed when start.py asks."""

    def lay_ready(*lines):
        left = list(lines)

        def line(prompt):
            if not left:
                raise EOFError
            return left.pop(0)

        machine.monkeypatch.setattr("builtins.input", line)

    lay_ready()
    return lay_ready


RECORD_COMMANDS = [
    (["again"], ["again", "all", "notebooks", "my_lessons"]),
    (["again", "01"], ["again", "01", "notebooks", "my_lessons"]),
    (["again", "1"], ["again", "01", "notebooks", "my_lessons"]),
    (["hand-in"], ["hand-in"]),
    (["hand-in", "--code", "green frog"], ["hand-in", "GREEN-FROG"]),
    (["hand-in", "--take-back"], ["take-back"]),
    (["forget"], ["forget"]),
]


@pytest.fixture
def asked_for(machine):
    """Stand in for what does something to the record; remember what it was asked, and answer as is wanted."""
    asked = SimpleNamespace(words=[], code=0)

    def main(words):
        asked.words.append(list(words))
        return asked.code

    machine.monkeypatch.setattr("helpers.lesson.my_record_commands.main", main)
    return asked


@pytest.mark.parametrize(("line", "asked"), RECORD_COMMANDS)
def test_what_is_done_to_the_record_needs_nothing_installed_and_starts_nothing_else(
    machine, type_in, asked_for, line, asked
):
    code, _, err = machine.run(*line)
    assert (code, err) == (0, "")
    folders = {name: str(machine.root / name) for name in ("notebooks", "my_lessons")}
    words = [folders.get(word, word) for word in asked]
    assert asked_for.words == [words] and machine.calls == []
    assert machine.handed is None and not (machine.root / ".venv").exists()


RECORD_SLIPS = ["again 77", "again 00 01", "again all", "again lesson", "hand-in 01", "hand-in --code !", "forget me"]


@pytest.mark.parametrize("line", RECORD_SLIPS)
def test_a_slip_in_a_command_about_the_record_changes_nothing(machine, asked_for, line):
    code, _, err = machine.run(*line.split())
    assert code == 2
    assert is_one_sentence(err)
    assert machine.calls == [] and asked_for.words == []


def test_what_the_learner_did_not_confirm_touches_no_copy(machine, type_in, asked_for):
    machine.run()
    (machine.mine / "01_who_says_so.ipynb").write_text("my work", encoding="utf-8")
    asked_for.code = 1
    type_in("delete my lessons")
    assert machine.run("forget")[0] == 1
    assert (machine.mine / "01_who_says_so.ipynb").read_text(encoding="utf-8") == "my work"


@pytest.mark.parametrize("typed", [[], ["yes"], ["delete"]])
def test_the_copies_of_the_lessons_are_deleted_only_if_asked_for(machine, type_in, asked_for, typed):
    machine.run()
    type_in(*typed)
    code, out, _ = machine.run("forget")
    assert code == 0 and "The folder stays." in out and names(machine.mine) == COPIES
    type_in(" Delete my  lessons")
    code, out, _ = machine.run("forget")
    assert code == 0 and "Deleted." in out and not machine.mine.exists()


def test_the_real_commands_find_the_helpers_and_the_record(tmp_path):
    record = tmp_path / "my_record.json"
    attempt = {"when": "2026-11-23T10:00:00+00:00", "how": "typed", "answer": "some words"}
    held = {"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": {"my-plan": [attempt]}}
    record.write_text(json.dumps(held), encoding="utf-8")
    environ = dict(os.environ, WHO_SAYS_SO_RECORD=str(record))

    def start(*line, typed):
        command = [sys.executable, str(START), *line]
        return subprocess.run(command, input=typed, env=environ, cwd=tmp_path, capture_output=True, text=True)

    done = start("hand-in", typed="write with my own words\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("my_record-hand-in-*.json"))) == 1
    done = start("forget", typed="delete all 1 answer\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.glob("my_record*")) == []


def test_the_real_command_puts_copies_aside_only_when_its_sentence_was_typed(machine):
    machine.run()
    for name in ("helpers", "data"):
        ours = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, machine.root / name, ignore=ours, dirs_exist_ok=True)
    mine = machine.mine / "01_who_says_so.ipynb"
    mine.write_text("my work", encoding="utf-8")
    (machine.root / "my_record.json").unlink()

    def again(typed):
        command = [sys.executable, str(machine.root / "start.py"), "again", "1"]
        return subprocess.run(command, input=typed, cwd=machine.root.parent, capture_output=True, text=True)

    done = again("yes\n")
    assert (done.returncode, done.stderr) == (1, "") and done.stdout.endswith("Nothing was changed.\n")
    assert mine.read_text(encoding="utf-8") == "my work"
    done = again("begin 01 again, 0 answers\n")
    assert (done.returncode, done.stderr) == (0, "") and "fresh one" in done.stdout
    assert (machine.mine / "01_who_says_so (before).ipynb").read_text(encoding="utf-8") == "my work"
    assert not mine.exists()
