"""The author's tools: their arguments, and their exit codes."""

import pytest


@pytest.mark.parametrize(
    ("command", "module"),
    [(["check", "a-story"], "authoring.check"), (["refresh", "--check"], "authoring.refresh")],
)
def test_the_authors_tools_get_their_arguments_and_give_back_their_exit_code(machine, command, module):
    machine.answer(module, lambda words, stdout: 7)
    assert machine.run(*command)[0] == 7
    assert machine.calls[-1][1:] == ["-m", module, command[1]]


def test_printing_gets_its_lessons_and_its_paper(machine):
    machine.answer("helpers.on_paper", lambda words, stdout: 2)
    assert machine.run("print", "01", "02", "--paper", "letter")[0] == 2
    assert machine.calls[-1][1:] == ["-m", "helpers.on_paper", "01", "02", "--paper", "letter"]
