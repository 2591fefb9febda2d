"""What can be written after start.py, and what a slip of the pen gets."""

import pytest
from machine import is_one_sentence

SLIPS = ["--port many", "--port 0", "--port 70000", "--port", "--colour", "--no", "tset", "tset --port 9"]


@pytest.mark.parametrize("line", SLIPS)
def test_a_slip_of_the_pen_gives_one_sentence_and_exit_code_2(machine, line):
    code, _, err = machine.run(*line.split())
    assert code == 2
    assert is_one_sentence(err)
    assert "--help" in err
    assert machine.calls == [] and machine.handed is None


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["--no-browser", "-h"]])
def test_help_names_every_command_and_starts_nothing(machine, arguments):
    code, out, err = machine.run(*arguments)
    assert (code, err, machine.calls) == (0, "", [])
    for word in ("--port", "--no-browser", "--newest", "--check", *machine.command_line.COMMANDS):
        assert word in out


HELP = {
    "teach": ["--port", "--no-browser"],
    "print": ["LESSON", "--paper"],
    "again": ["LESSON"],
    "hand-in": [],
    "forget": [],
    "test": ["--full", "--site", "--newest", "pytest"],
    "check": ["STORY"],
    "story": ["--check", "--port", "open FILE"],
    "refresh": ["--check"],
    "site": ["--out", "--release"],
    "serve": ["--room", "--port"],
    "test-site": ["--full", "pytest"],
}


def test_each_command_has_help_of_its_own_that_starts_nothing(machine):
    assert set(HELP) == set(machine.command_line.COMMANDS)
    for command, words in HELP.items():
        code, out, err = machine.run(command, "--help")
        assert (code, err, machine.calls, machine.handed) == (0, "", [], None)
        assert f"start.py {command}" in out.splitlines()[0]
        assert machine.command_line.COMMANDS[command].carry_out.__doc__.split()[:3] == out.split("\n\n")[1].split()[:3]
        for word in words:
            assert word in out


@pytest.mark.parametrize(
    "line", ["refresh --chek", "check a b", "serve --port 0", "site --to x", "teach 01", "hand-in 01", "story shut x"]
)
def test_a_slip_after_a_command_names_the_help_of_that_command(machine, line):
    code, _, err = machine.run(*line.split())
    assert code == 2
    assert is_one_sentence(err)
    assert f"start.py {line.split()[0]} --help`" in err
    assert machine.calls == []


def test_a_command_after_the_options_is_told_to_come_first(machine):
    code, _, err = machine.run("--port", "9999", "teach")
    assert code == 2
    assert is_one_sentence(err)
    assert "start.py teach`" in err and machine.calls == []


def test_words_for_pytest_keep_their_order_and_their_spaces(machine):
    words = ["-k", "story and not slow", "tests/unit", "-p", "no:randomly", "--port"]
    assert machine.command_line.read(["test", *words[:2], "--full", *words[2:]]).for_pytest == words
