"""In a real kernel: what is typed and is no Python meets a sentence in the exercise, and no cell fails."""

import nbformat
import pytest
from kernels import execute, small_notebook

from commands.environment import kernel_settings
from commands.messages import ROOT
from helpers.notebooks import lesson_files

SETUP = nbformat.read(lesson_files()[1], as_version=4).cells
SETUP = next(cell.source for cell in SETUP if cell.cell_type == "code")
TYPED = {
    'answer = b)\nask("recall-sure", answer)': "✗ Not this one yet.",
    'answer = “z”\nask("recall-sure", answer)': "! “z” is none of the options.",
    'answer = I don\'t know "yet"\nwrite("retell-headline", answer)': "• Your answer is kept.",
    'answer = "He said "no"\nwrite("retell-headline", answer)': "• Your answer is kept.",
    'answer = source: the mill\nmark("who-says-lead", answer)': "! I cannot find the words “the mill” in the text.",
    'answer = [a, b\nsort("how-quoted", answer)': "! Write one letter for each item.",
    'answers = b, a\nask_all("warm-up-01", answers)': "Question 1: ",
}


def told_by(notebook):
    """Return what the cells printed; an error would have stopped the run."""
    return [output.data["text/plain"] for cell in notebook.cells for output in cell.outputs if "data" in output]


def test_after_the_setup_cell(tmp_path):
    notebook = execute(small_notebook(SETUP, *TYPED), tmp_path, tmp_path / "record.json")
    for told, begins in zip(told_by(notebook), TYPED.values(), strict=True):
        assert told.startswith(begins)
    assert [cell.source for cell in notebook.cells] == [SETUP, *TYPED]


@pytest.fixture
def our_kernel(tmp_path, monkeypatch):
    """Let kernels start with the settings that we write."""
    profile = tmp_path / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(kernel_settings(ROOT), encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))


def test_before_the_setup_cell_where_we_start_the_kernel(our_kernel, tmp_path):
    notebook = execute(small_notebook(*TYPED, "show_status()", "1 + 1"), tmp_path, tmp_path / "record.json")
    *answers, status, two = told_by(notebook)
    for told, begins in zip(answers, TYPED.values(), strict=True):
        assert told.startswith(begins)
    assert status.startswith("Status, as of") and two == "2"


def test_other_errors_are_those_of_python(our_kernel, tmp_path):
    notebook = small_notebook("answer = b", "nothing_of_ours(3)", "x = “b”", SETUP, 'ask("recall-sure", “b”)')
    for cell in notebook.cells:
        cell.metadata.tags = ["raises-exception"]
    execute(notebook, tmp_path, tmp_path / "record.json")
    failed = [output.ename for cell in notebook.cells for output in cell.outputs if output.output_type == "error"]
    assert failed == ["NameError", "NameError", "SyntaxError", "SyntaxError"]
