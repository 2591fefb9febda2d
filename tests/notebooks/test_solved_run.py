"""Who types an accepted answer into every cell meets no error, matches our reading, and keeps it all."""

import ast
import copy
import json
import re
from dataclasses import dataclass

import nbformat
import pytest
from kernels import execute

from helpers.kinds.library import open_exercise, open_set
from helpers.notebooks import NOTEBOOKS

LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))
SURE = 80


def accepted_answer(exercise):
    """Return an answer that matches our reading, as a learner could type it; the learner's own text is known here."""
    answer = exercise.for_learner(lambda asked: open_exercise(asked).accepted_answer()).accepted_answer()
    if exercise.because:
        return {"answer": answer, "because": "The words say so."} | ({"sure": SURE} if exercise.confidence else {})
    return (answer, SURE) if exercise.confidence else answer


def expected_sign(exercise):
    """Return the sign that feedback to an accepted answer begins with."""
    return "✓" if exercise.keys() and exercise.marking == "now" else "•"


def exercises_of(cell, form):
    """Return the exercises that an answer cell asks."""
    call = ast.parse(cell.source).body[-1].value
    if call.func.id in ("take_form", "take_other_form"):  # in an empty record, the other form is A
        return open_set(f"form-{form.lower()}")[1]
    if call.func.id == "ask_all":
        return open_set(call.args[0].value)[1]
    return [open_exercise(call.args[0].value)]


def fill_in(notebook, form):
    """Put an answer into every answer cell; return the exercises of each such cell."""
    asked = {}
    for cell in notebook.cells:
        if "answer" in cell.metadata.get("tags", ()):
            asked[cell.id] = exercises_of(cell, form)
            answers = [accepted_answer(exercise) for exercise in asked[cell.id]]
            name, rest = re.fullmatch(r"(answers?) = \.\.\.\n(.*)", cell.source, re.DOTALL).groups()
            cell.source = f"{name} = {answers if name == 'answers' else answers[0]!r}\n{rest}"
    return asked


def told(cell):
    [output] = cell.outputs
    return output.data["text/plain"]


@dataclass
class Solved:
    """A lesson after an answer was typed into every cell."""

    notebook: nbformat.NotebookNode
    asked: dict
    record: dict
    record_of_second_run: dict

    def exercises(self):
        return [exercise for exercises in self.asked.values() for exercise in exercises]


# Between two runs in one kernel: the record is put aside as it is, and nothing else of ours is remembered.
COME_BACK = """
import shutil, sys
shutil.copy({record!r}, {aside!r})
for name in [name for name in sys.modules if name.partition(".")[0] == "helpers"]:
    del sys.modules[name]
"""


def solve(path, form, folder):
    """Run a lesson with its answers, twice, for a learner whose coin shows a form."""
    record, aside = folder / "record.json", folder / "record_of_first_run.json"
    empty = {"schema": "who-says-so/record", "version": 1, "coin": form, "answers": {}}
    record.write_text(json.dumps(empty), encoding="utf-8")
    notebook = nbformat.read(path, as_version=4)
    asked = fill_in(notebook, form)
    come_back = nbformat.v4.new_code_cell(COME_BACK.format(record=str(record), aside=str(aside)), id="come-back")
    twice = copy.copy(notebook)
    twice.cells = [*copy.deepcopy(notebook.cells), come_back, *notebook.cells]
    execute(twice, folder, record)
    return Solved(notebook, asked, *(json.loads(path.read_text(encoding="utf-8")) for path in (aside, record)))


pytestmark = pytest.mark.sampled(3, "every lesson run twice with its answers")
RUNS = [(path, form) for path in LESSONS for form in ("AB" if path.name.startswith("00") else "A")]


@pytest.fixture(scope="module", params=RUNS, ids=lambda run: f"{run[0].stem}, form {run[1]}")
def solved(request, tmp_path_factory):
    path, form = request.param
    return solve(path, form, tmp_path_factory.mktemp("solved"))


def test_every_answer_matches_our_reading_or_is_kept(solved):
    assert solved.asked
    for cell in solved.notebook.cells:
        if cell.id in solved.asked:
            lines = [line for line in told(cell).splitlines() if not line.startswith(" ")]
            signs = [re.sub(r"^Question \d+: ", "", line)[0] for line in lines]
            wanted = [expected_sign(one) for one in solved.asked[cell.id]]
            assert signs == wanted, told(cell)


def test_the_record_holds_one_attempt_for_every_exercise(solved):
    answers = solved.record["answers"]
    assert sorted(answers) == sorted(exercise.id for exercise in solved.exercises())
    assert all(len(attempts) == 1 for attempts in answers.values())
    for exercise in solved.exercises():
        [attempt] = answers[exercise.id]
        assert attempt["how"] == "typed"
        assert attempt.get("confidence") == (SURE if exercise.confidence else None)
        assert bool(attempt.get("because")) == exercise.because


def test_running_the_lesson_again_adds_no_attempt(solved):
    assert solved.record_of_second_run == solved.record


def test_cells_without_a_question_print_what_they_print_for_everybody(solved):
    shipped = {cell.id: cell for path in LESSONS for cell in nbformat.read(path, as_version=4).cells}
    for cell in solved.notebook.cells:
        if cell.cell_type == "code" and cell.id not in solved.asked and cell.outputs:
            [now], [then] = cell.outputs, shipped[cell.id].outputs
            assert now.get("text") == then.get("text")
            assert now.get("data", {}).get("text/plain") == then.get("data", {}).get("text/plain")


def test_an_answer_that_we_do_not_accept_gets_another_sign():
    for exercise_id, wrong in (
        ("first-choice", ("b", SURE)),
        ("first-marks", {"source": "in two steel beams"}),
    ):
        exercise = open_exercise(exercise_id)
        right = accepted_answer(exercise)
        signs = [exercise.feedback(exercise.entry_typed(one).answer).symbol for one in (right, wrong)]
        assert signs == ["✓", "✗"]
