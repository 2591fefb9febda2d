"""Every room holds what a kind must bring, each part does what it promises, and nobody else asks what kind it is."""

import ast
import re
from pathlib import Path
from random import Random

import pytest
from examples import EXAMPLES
from jsonschema import Draft202012Validator

import helpers
from helpers.kinds import kind_of, kinds, part_of, room_of
from helpers.kinds.exercise import Exercise
from helpers.kinds.faults import Course
from helpers.kinds.paper import on_paper, with_answers
from helpers.kinds.schema import question_schema
from helpers.reading import labels

ROOT = Path(__file__).parents[2]
FILES = {"model.py", "paper.py", "check.py", "schema.json", "examples.json", "view.js"}

every_kind = pytest.mark.parametrize("kind", kinds())
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question["id"])


# -- a room


@every_kind
def test_a_room_holds_all_that_a_kind_must_bring(kind):
    assert {path.name for path in room_of(kind).iterdir()} >= FILES
    cls = kind_of(kind)
    assert issubclass(cls, Exercise) and cls.kind == kind and cls.verb in helpers.__all__
    assert {example.question["kind"] for example in EXAMPLES} == set(kinds())


@every_example
def test_an_example_fits_its_schema_and_passes_its_check(example):
    question = example.question
    assert not list(Draft202012Validator(question_schema(question["kind"])).iter_errors(question))
    course = Course([], labels=list(labels()), questions=[one.question["id"] for one in EXAMPLES])
    assert not list(part_of(question["kind"], "check").faults(question, course))


@every_example
def test_an_example_has_an_answer_for_each_outcome(example):
    exercise = example.exercise
    assert {exercise.feedback(exercise.read(answer)).outcome: answer for answer in example.answers.values()} == dict(
        example.answers
    )
    assert set(example.answers) >= ({"matches", "differs"} if exercise.keys() else {"kept"})


@every_example
def test_an_accepted_answer_is_accepted(example):
    exercise = example.exercise
    accepted = exercise.accepted_answer()
    assert exercise.read(accepted) == accepted
    assert exercise.feedback(accepted).outcome == ("matches" if exercise.keys() else "kept")


@every_example
def test_a_made_up_learner_answers_as_the_skill_says(example):
    exercise, random = example.exercise, Random(1)
    outcomes = [
        [exercise.feedback(exercise.read(exercise.invent(skill, random))).outcome for _ in range(200)]
        for skill in (0.1, 0.95)
    ]
    if exercise.keys():
        low, high = (given.count("matches") for given in outcomes)
        assert low < high


@every_example
def test_the_parts_of_an_answer_have_names_and_reasons(example):
    exercise = example.exercise
    numbers = {}
    for answer in example.answers.values():
        parts = list(exercise.parts(answer, exercise.feedback(answer)))
        assert len(parts) == len(set(parts))
        numbers |= dict.fromkeys(parts, 1)
    for part in exercise.agreement(numbers, 1):
        told = exercise.how_divided(part, numbers, lambda number: f"{number} of 1")
        assert "1 of 1" in told
    wrong = {one.part: one for one in exercise.unaccepted()}
    assert all(one.words and one.reason for one in wrong.values())
    accepted = exercise.accepted_answer()
    assert not wrong.keys() & set(exercise.parts(accepted, exercise.feedback(accepted)))


@every_example
def test_an_answer_is_told_in_words_with_a_reason(example):
    exercise = example.exercise
    for answer in example.answers.values():
        feedback = exercise.feedback(answer)
        assert exercise.answer_in_words(answer, feedback)
        assert all(exercise.reasons_for(answer, feedback))


PARTS_OF_A_PAGE = (ROOT / "helpers" / "widgets" / "exercise_view" / "parts.js").read_text(encoding="utf-8")
SYMBOLS = re.findall(r'^  \["(.)", "', PARTS_OF_A_PAGE, re.MULTILINE)


@every_example
def test_each_sign_of_a_row_has_a_word_for_who_hears_the_page(example):
    view = room_of(example.exercise.kind) / "view.js"
    if not re.search(r"\breasons[:,]", view.read_text(encoding="utf-8")):
        return  # it draws no rows: what they would say stands in the exercise
    for answer in example.answers.values():
        assert {row.symbol for row in example.exercise.feedback(answer).rows} <= set(SYMBOLS)


@every_example
def test_typed_feedback_reads_as_plain_sentences(example):
    exercise = example.exercise
    for answer in example.answers.values():
        for row in repr(exercise.feedback(answer)).splitlines()[1:]:
            assert not re.search(r"\((your answer: your|.*reading: (yes|no)\b)", row)
            # symbol, what it is about, whose words side by side, and a sentence
            assert re.fullmatch(r"  \S .+?( \([a-z ]+: .+\))?: \S.*[.?!”]", row), row


@every_example
def test_paper_tells_a_learner_no_key_and_a_teacher_every_reason(example):
    asked, answered = str(on_paper(example.exercise, 1)), str(with_answers(example.exercise, 1))
    assert "REASON" not in asked
    text = str(example.question)
    if "REASON" in text:
        assert "REASON" in answered


# -- nobody else asks what kind it is


def code_files():
    folders = [
        path for name in ("helpers", "authoring", "browser_edition", "commands") if (path := ROOT / name).is_dir()
    ]
    found = [path for folder in folders for end in ("py", "js", "mjs") for path in folder.rglob(f"*.{end}")]
    found.append(ROOT / "start.py")
    rooms = [room_of(kind) for kind in kinds()]
    return [path for path in found if not any(path.is_relative_to(room) for room in rooms)]


def names_of_classes():
    """Names of the kinds' classes, as a dispatch by isinstance or match would write them."""
    return {kind_of(kind).__name__ for kind in kinds()}


def dispatches(source):
    """Yield the lines of a program that ask what kind an exercise is."""
    classes, names = names_of_classes(), set(kinds())

    def strings(nodes):
        return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, asked]):
                found = {one.id for one in ast.walk(asked) if isinstance(one, ast.Name)} & classes
            case ast.MatchClass(cls=ast.Name(id=name)):
                found = {name} & classes
            case ast.MatchValue(value=ast.Constant(value=str() as name)):
                found = {name} & (names - COMMON)
            case ast.Compare():
                sides = [node.left, *node.comparators]
                of_kind = any("kind" in ast.unparse(side) for side in sides)
                inside = {word for side in sides for word in strings(ast.walk(side))}
                found = inside & names if of_kind else set()
            case ast.Dict(keys=keys):
                found = names & strings(keys) if len(names & strings(keys)) > 1 else set()
            case ast.Tuple(elts=inside) | ast.List(elts=inside) | ast.Set(elts=inside):
                found = names & strings(inside) if len(names & strings(inside)) > 1 else set()
            case _:
                continue
        if found:
            yield node.lineno


def dispatches_in_a_script(source):
    """Yield the lines of a script on which kinds are compared with, or several are keys."""
    every = "|".join(kinds())
    for number, line in enumerate(source.splitlines(), 1):
        keys = set(re.findall(rf"\b({every})\b\s*:", line))
        if len(keys) > 1 or re.search(rf"""kind\b[^;]*===?\s*["']({every})["']|case ["']({every})["']""", line):
            yield number
    if re.search(rf"\{{\s*({every})(: \w+)?,\s*({every})\b", source):
        yield 0


# Words that mean something else in most places: a match on them alone is no dispatch over kinds.
COMMON = {"text", "choice", "spans"}


def test_no_program_outside_the_rooms_asks_what_kind_an_exercise_is():
    found = {}
    for path in code_files():
        find = dispatches if path.suffix == ".py" else dispatches_in_a_script
        if lines := sorted(set(find(path.read_text(encoding="utf-8")))):
            found[path.relative_to(ROOT).as_posix()] = lines
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        "if isinstance(one, Choice): pass",
        "x = isinstance(one, Lab | Spans)",
        "match one:\n case Sorting(): pass",
        "match one:\n case {'kind': 'lab'}: pass",
        "if one.kind == 'choice': pass",
        "if one['kind'] in ('text', 'own_text'): pass",
        "if one.kind not in {'own_text'}: pass",
        "MINUTES = {'choice': 1, 'spans': 2}",
        "DISCUSSED = ('choice', 'sorting')",
    ],
)
def test_a_dispatch_over_kinds_is_found(source):
    assert list(dispatches(source))


@pytest.mark.parametrize(
    "source",
    [
        'const NAMES = { choice: "Option", spans: "Label" };',
        "const CONTROLS = {\n  choice: choiceControl,\n  text: textControl,\n};",
        'if (exercise.kind === "lab") show();',
        'switch (kind) {\n  case "sorting":',
    ],
)
def test_a_dispatch_over_kinds_in_a_script_is_found(source):
    assert list(dispatches_in_a_script(source))


@pytest.mark.parametrize(
    "source", ["x = {'text': 1, 'label': 2}", "if mark.kind == 'source': pass", "isinstance(x, str)", "one.kind"]
)
def test_what_asks_something_else_is_left_alone(source):
    assert not list(dispatches(source))
