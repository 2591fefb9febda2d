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
