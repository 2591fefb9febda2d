"""The marker in a terminal: ``python -m helpers.marker FILE``."""

import json
import shutil
import subprocess
import sys

import pytest

from helpers.content import PACKAGE, data_folder
from helpers.marker import annotate
from helpers.marker.__main__ import main
from helpers.marker.marks import KIND_NAMES

TEXT = "Ann Lee said that the road is closed."


@pytest.fixture
def file(tmp_path):
    def written(data):
        path = tmp_path / "story.txt"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return str(path)

    return written


def test_json_is_what_annotate_returns(file, capsys):
    assert main([file(TEXT), "--as", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == annotate(TEXT, "speech")


def test_a_table_tells_kind_rule_and_words(file, capsys):
    assert main([file(TEXT)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1:3] for line in lines] == [[kind, "cue-then-that"] for kind in ("source", "cue", "content")]
    assert lines[0].endswith("Ann Lee")


def test_a_text_that_nobody_speaks_in_gets_a_sentence(file, capsys):
    assert main([file("The road is closed.")]) == 0
    assert "no verdict" in capsys.readouterr().out


def test_the_text_with_its_marks_holds_the_whole_text(file, capsys):
    assert main([file(TEXT), "--as", "text"]) == 0
    out = capsys.readouterr().out
    assert "\033[1mAnn Lee\033[0m" in out
    for code in ("\033[1m", "\033[4m", "\033[7m", "\033[0m"):
        out = out.replace(code, "")
    assert out.rstrip("\n") == TEXT


@pytest.mark.parametrize("form", ["table", "text"])
def test_a_text_cannot_command_the_terminal(file, capsys, form):
    assert main([file("Ann \033]0;owned\007Lee said that \033[31mit is late."), "--as", form, "--mode", "wide"]) == 0
    out = capsys.readouterr().out
    assert "\007" not in out and "\033]" not in out and "\033[31m" not in out


@pytest.mark.parametrize(
    ("data", "part"),
    [(b"\xff\xfe\x00bad", "UTF-8"), (b"", "no text here yet"), (b" \n", "no text here yet")],
)
def test_a_file_that_is_no_text_gets_a_sentence(file, capsys, data, part):
    assert main([file(data)]) == 2
    told = capsys.readouterr()
    assert part in told.err and not told.out and "Traceback" not in told.err


def test_a_file_that_is_not_there_or_is_a_folder_gets_a_sentence(tmp_path, capsys):
    for name in (str(tmp_path / "none.txt"), str(tmp_path), "a\0b"):
        assert main([name]) == 2
        assert "cannot be read" in capsys.readouterr().err


def test_a_file_that_is_too_long_gets_a_sentence(file, capsys, monkeypatch):
    monkeypatch.setattr("helpers.marker.__main__._MOST_BYTES", 10)
    assert main([file(TEXT)]) == 2
    assert "too long" in capsys.readouterr().err


def test_the_package_works_alone(tmp_path, file):
    """Nothing lies beside it but its data."""
    shutil.copytree(PACKAGE / "marker", tmp_path / "helpers" / "marker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(data_folder() / "marker", tmp_path / "data" / "marker")
    command = [sys.executable, "-m", "helpers.marker", file(TEXT), "--as", "json", "--mode", "guesses"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert not done.stderr
    assert json.loads(done.stdout) == annotate(TEXT, "guesses")


def test_the_docstring_names_every_kind():
    table = annotate.__doc__.split("=====\n")[1]
    named = [line[4:25].strip() for line in table.splitlines() if line.strip() and "==" not in line]
    assert named == [*KIND_NAMES, "continuation", "antecedent"]
