"""Answers typed into a cell that is no Python: the exercise takes them as they are meant, or says what to type."""

import ast
import inspect
import json
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import helpers
from helpers.answering import answer
from helpers.content import PACKAGE
from helpers.kinds.exercise import Entry
from helpers.kinds.library import open_exercise
from helpers.lesson import typed_cells
from helpers.lesson.typed_cells import ANSWERED_BY, NAMES, as_meant, install, with_setup
from helpers.widgets.exercise_view import ExerciseView

VERBS = frozenset(helpers.__all__)
SETUP_NAMES = VERBS | {"sys", "Path", "near", "after_python", "helpers"}
SHIPPED = sorted((PACKAGE.parent / "notebooks").rglob("*.ipynb"))
SPOKEN = "The ministry said “no” to it"
THREE = "source: The Russian Defense Ministry; cue: has said; content: it has obtained … Islamic State"


def shipped_cells():
    for path in SHIPPED:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])


def run_as(source, names=SETUP_NAMES):
    """Return what the answer of a cell is when it runs."""
    code = as_meant(source, names)
    return ast.literal_eval(ast.parse(code).body[0].value) if "Ellipsis" not in code else ...


@pytest.fixture
def shell(record, tmp_path, monkeypatch):
    """Give what runs the cells of a notebook, before its first cell was run."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    made = InteractiveShell(config=Config(HistoryManager={"enabled": False}))
    install(made)
    return made


def shown_by(shell, source):
    """Run a cell that must not fail; return what it shows."""
    done = shell.run_cell(source)
    assert done.error_before_exec is None and done.error_in_exec is None, source
    return done.result


# -- which cells are touched


def test_no_cell_that_we_ship_is_touched():
    cells = list(shipped_cells())
    assert len(cells) > 200
    for source in cells:
        assert as_meant(source, SETUP_NAMES) == source
        assert with_setup(source, SETUP_NAMES) == source
        assert typed_cells.answer_cell(source) is None or "= ..." in source


PLAIN = [
    "...",
    '"b"',
    "'b'",
    '("b", 80)',
    '"""He said "no"."""',
    '{"source": "x", "cue": ["y", "z"]}',
    "[2, 1, 3]",
    "3",
]


@pytest.mark.parametrize("typed", PLAIN)
def test_an_answer_that_is_python_stays_as_it_is(typed):
    for source in shipped_cells():
        for name in NAMES:
            if source.startswith(f"{name} = ..."):
                changed = source.replace("...", typed, 1)
                assert as_meant(changed, SETUP_NAMES) == changed


@pytest.mark.parametrize(
    "source",
    [
        "b",
        "answer = b",
        "x = “b”\nprint(x)",
        'answer = "b"\nprint(answer)',
        'answer = "b"\nprint(answer)\nask("first-choice", answer)',
        'answer = mine\nask("first-choice", answer)',
        'answer = str(3)\nask("first-choice", answer)',
        'answer = mine["a"] + f"{mine}"\nask("first-choice", answer)',
        'answer = [mine for _ in "ab"]\nask("first-choice", answer)',
        'answer = "b"\nfor one in mine: print(one)\nask("first-choice", answer)',
        'answer = ...\nask("first-choice", answer)\nprint(answer)',
        'answer = ...\nask("first-choice", answer)\nx = 1',
        'answer = "b"\nask("first-choice", answer)\nb',
        'answer = "b"\nask("first-choice", other)',
        'answer = “b”\nask("first-choice", other)',
        'answer = “b”\nask("first-choice", answer',
        'other = “b”\nask("first-choice", answer)',
        'ask("first-choice", “b”)',
        "%%time\nanswer = b\n",
        "def answer(: pass",
        "answer = (\n",
        "",
        "\n\n# only words\n",
    ],
)
def test_other_code_stays_as_it_is(source):
    assert as_meant(source, SETUP_NAMES | {"mine", "other"}) == source


@given(st.text(max_size=60) | st.sampled_from(list(shipped_cells())))
def test_what_was_made_of_a_cell_stays_as_it_is(source):
    made = as_meant(source, SETUP_NAMES)
    assert as_meant(made, SETUP_NAMES) == made


def test_the_verbs_that_take_an_answer_are_known():
    taking = {name for name in VERBS if set(inspect.signature(getattr(helpers, name)).parameters) & {*NAMES}}
    assert taking == ANSWERED_BY


# -- what is made of them

B = "b"
TYPED = {
    # letters, with quotation marks of all kinds or of none
    "answer = b": B,
    "answer = B": "B",
    "answer = “b”": B,
    "answer = ”b“": B,
    "answer = „b“": B,
    "answer = «b»": B,
    "answer = ‘b’": B,
    "answer = `b`": B,
    'answer = "b': B,
    'answer = b"': B,
    "answer = 'b": B,
    "answer = \"b'": B,
    'answer = “b"': B,
    "answer = b)": "b)",
    "answer = b.": "b.",
    "answer = (b)": B,
    "answer = [b": "[b",
    "answer = ｂ": "ｂ",
    "answer = ... b": B,
    'answer = ..."b"': B,
    "answer = b  # my guess": B,
    "answer = with-speaker": "with-speaker",
    "answer = a or b": "a or b",
    # the name, and the sign behind it
    "answer=b": B,
    "answer  =   b": B,
    " answer = b": B,
    "Answer = b": B,
    'ANSWER = "b"': B,
    'anwser = "b"': B,
    "answer == b": B,
    "answer := b": B,
    "answer: b": B,
    'answer "b"': B,
    "answer b": B,
    "answer ＝ “b”": B,
    "# here\n\nanswer = b\n": B,
    "answer =\nb": B,
    # nothing yet
    "answer =": ...,
    "answer": ...,
    "answer = …": ...,
    "answer = ..": ...,
    "answer = ....": ...,
    # words of one's own
    f"answer = {SPOKEN}": SPOKEN,
    f'answer = "{SPOKEN}"': SPOKEN,
    f"answer = “{SPOKEN}”": SPOKEN,
    'answer = "The ministry said "no" to it"': 'The ministry said "no" to it',
    'answer = "He said "no""': 'He said "no"',
    'answer = "He said "no"': 'He said "no"',
    'answer = """He said "no""""': 'He said "no"',
    "answer = “““He said “no”.”””": "He said “no”.",
    'answer = "It is so," he said': '"It is so," he said',
    'answer = "It is so," he said, "and it stays."': '"It is so," he said, "and it stays."',
    "answer = 'I think it's fine'": "I think it's fine",
    "answer = I don't know": "I don't know",
    "answer = don’t": "don’t",
    'answer = "It is fine': "It is fine",
    'answer = It is fine"': "It is fine",
    'answer = "one\ntwo"': "one\ntwo",
    "answer = one\ntwo": "one\ntwo",
    'answer = "one"\n"two"': "one\ntwo",
    'answer = "one\n\ntwo': "one\n\ntwo",
    "answer = The US: helps; it is said (so)": "The US: helps; it is said (so)",
    "answer = ¿Qué? 你好 👍": "¿Qué? 你好 👍",
    'answer = "He said \\"no"': 'He said "no',
    # what would do something, or fail, if it ran
    "answer = !ls": "!ls",
    "answer = ?": "?",
    "answer = what?": "what?",
    "answer = %b": "%b",
    "answer = 1/0": "1/0",
    "answer = 9**9**9": "9**9**9",
    'answer = "b" * 9': '"b" * 9',
    "answer = {[1]: 2}": "{[1]: 2}",
    "answer = yield b": "yield b",
    "answer = await b": "await b",
    "answer = all": "all",
    "answer = sort": "sort",
    "answer = “b”, 1e999": "“b”, 1e999",
    "answer = import os": "import os",
    'answer = "C:\\data"': "C:\\data",
    f"answer = {'(' * 300}b": "(" * 300 + "b",
    f"answer = {'-' * 9000}b": "-" * 9000 + "b",
    f"answer = {'9' * 9000}": "9" * 9000,
    # several at once
    "answer = b, 80": "b, 80",
    "answer = (“b”, 80)": ("b", 80),
    "answer = “b”, 80": ("b", 80),
    "answer = [a, b, a]": "[a, b, a]",
    "answer = [“a”, “b”]": ["a", "b"],
    "answer = ［“a”，“b”］": ["a", "b"],
    "answer = a b a": "a b a",
    "answer = 2 1 3": "2 1 3",
    "answer = 2 > 1 > 3": "2 > 1 > 3",
    "answer = 2-1-3": "2-1-3",
    "answer = {“source”: “x”, “cue”: “it’s”}": {"source": "x", "cue": "it's"},
    "answer = source: x; cue: y": "source: x; cue: y",
    "answer = {source: x, cue: y}": "{source: x, cue: y}",
}


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_taken_as_a_plain_value(typed):
    assert run_as(f'{typed}\nask("first-choice", answer)') == TYPED[typed]


def test_the_call_may_be_long_and_be_indented():
    own = 'ask({\n    "prompt": "Which?",\n    "options": [{"text": "a"}, {"text": "b"}],\n}, answer)'
    assert run_as(f"answer = b)\n{own}") == "b)"
    assert run_as('answer = "b"\n    ask("first-choice", answer)') == "b"
    assert as_meant(f"answer = b)\n{own}", VERBS).endswith(own)


@pytest.mark.parametrize("below", ["b", "“b”", "\nb\n", "# here\n'b"])
def test_an_answer_below_the_exercise_is_an_answer(below):
    assert run_as(f'answer = ...\nask("first-choice", answer)\n{below}') == "b"
    assert run_as(f'answer =\nask("first-choice", answer)\n{below}') == "b"


def test_names_that_the_notebook_has_given_are_code():
    source = 'answer = mine\nask("first-choice", answer)'
    assert as_meant(source, {"mine"}) == source
    assert run_as(source, set()) == "mine"


# -- how the exercises read it

READ = [
    ("ask", "recall-sure", "a)", "half"),
    ("ask", "recall-sure", "“A”", "half"),
    ("ask", "recall-sure", "\N{CYRILLIC SMALL LETTER A}", "half"),
    ("ask", "recall-sure", "a\u00ad", "half"),
    ("ask", "recall-sure", "z", "! “z” is none of the options. Type one of these letters: a, b, c. For example: "),
    ("ask", "recall-sure", "a or b", "! “a or b” is none of the options. Type one of these letters: a, b, c. For"),
    ("ask", "recall-sure", "", "Run this cell to answer: "),
    ("sort", "no-speaker-bridge", "x", "! Write one letter for each item. For example: answer = "),
    ("sort", "how-quoted", "[a, b, a", "! Write one letter for each item. For example: answer = "),
    ("sort", "order-the-ladder", "2 4 1 3", ["provides", "direct", "directly", "interests"]),
    ("sort", "order-the-ladder", "[2, 4, 1, 3", ["provides", "direct", "directly", "interests"]),
    ("sort", "order-the-ladder", "2413", ["provides", "direct", "directly", "interests"]),
    ("sort", "order-the-ladder", "2, 4, 1, 5", "! “5” is none of the items. They are numbered 1 to 4."),
    ("write", "retell-headline", f"“{SPOKEN}”", SPOKEN),
    ("write", "retell-headline", "one\ntwo", "one\ntwo"),
    (
        "write",
        "retell-headline",
        "3",
        '! Write your answer as words between quotation marks. For example: answer = """',
    ),
    ("write", "retell-headline", '""', "! There is nothing to keep yet."),
    ("mark", "who-says-lead", THREE, "! Say also how sure you are, from 50 (a guess) to 100 (certain)."),
    ("mark", "who-says-lead", "the ministry, 80", "! Write the words for each label: which label has “the ministry”?"),
    ("mark", "who-says-lead", "speaker: the ministry, 80", "! “speaker” is none of the labels here."),
    (
        "mark",
        "who-says-lead",
        "source: the mill; cue: has said; 80",
        "! I cannot find the words “the mill” in the text.",
    ),
]


@pytest.mark.parametrize("verb, name, typed, wanted", READ)
def test_an_exercise_reads_what_was_typed_or_says_what_to_type(shell, record, verb, name, typed, wanted):
    asked = shown_by(shell, f'answer = {typed}\n{verb}("{name}", answer)')
    assert isinstance(asked, ExerciseView)
    if isinstance(wanted, str) and wanted.startswith(("! ", "Run")):
        assert repr(asked).startswith(wanted)
    else:
        assert record.last(name).answer == wanted


SEVERAL = [
    ("b, a", {"recall-the-question": "three-ways", "recall-sure": "half"}),
    ("[b, a", {"recall-the-question": "three-ways", "recall-sure": "half"}),
    ("[“b”, “a”]", {"recall-the-question": "three-ways", "recall-sure": "half"}),
    ("[b), ...]", {"recall-the-question": "three-ways"}),
    ("[..., a]", {"recall-sure": "half"}),
    ("b", {}),
    ("b, a, c", {}),
]


@pytest.mark.parametrize("typed, kept", SEVERAL)
def test_several_answers_are_read_in_one_text(shell, record, typed, kept):
    asked = shown_by(shell, f'answers = {typed}\nask_all("warm-up-01", answers)')
    assert asked.value == kept
    if not kept:
        assert repr(asked).startswith("Question 1: ! Type a list with one answer for each of the 2 questions;")
        assert repr(asked).endswith('For example: answers = ["b", ...]')


def test_a_cell_run_before_the_first_one_gets_the_verbs(shell):
    assert repr(shown_by(shell, "show_status()")).startswith("Status, as of")
    assert "show_status" in shell.user_ns


@pytest.mark.parametrize(
    "source", ["sort_them(3)", "print(3)", "mark = 3\nmark(4)\n", "for x in y:\n    ask(x)", "ask"]
)
def test_other_code_gets_no_verbs(source):
    assert with_setup(source, {"mark"} if "mark" in source else ()) == source


def test_it_is_installed_by_the_setup_cell_once_and_in_a_notebook_only():
    code = (
        "from IPython.core.interactiveshell import InteractiveShell as S\n"
        "shell = S.instance()\n"
        "for _ in range(3): shell.run_cell('from helpers import *')\n"
        "print(sum(type(one).__name__ == 'TypedCells' for one in shell.input_transformers_cleanup))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == ["1"]


# -- whatever is typed

SIGNS = (
    "abcde12389 \t\n.,;:!?%=+-*/\\|@#$&_~^<>()[]{}\"'`“”‘’„«»…–—"
    "\u00a0\u00ad\u200b\ufeff\u0430\u042cｂé\ud83d\x00\x0c\r\u2028"
)
WORDS = [
    *"... answer answers = == ask( ask(answer) source: cue: content; has said the ministry 80 80% lambda yield".split(),
    *"await import None True print( 1e999 0x ¿ %s {} () [ ] not or in if r' f\" \\N{ \"\"\" '''".split(),
    "The Russian Defense Ministry",
    "\n",
    "\n    ",
]
ASKING = [
    ("ask", "recall-sure"),
    ("sort", "how-quoted"),
    ("sort", "order-the-ladder"),
    ("mark", "who-says-lead"),
    ("build", "move-allegedly"),
    ("write", "retell-headline"),
]
MANY, RUN = 5_000, 200


def garbled(chance):
    """Make up what somebody might have typed: an answer that was damaged, or signs and words in any order."""
    if chance.random() < 0.5:
        whole = list(chance.choice([*(one for one in TYPED if len(one) < 200), *(f"answer = {one}" for one in PLAIN)]))
        for _ in range(chance.randint(0, 4)):
            place = chance.randrange(len(whole) + 1)
            whole[place : place + chance.randint(0, 2)] = chance.choice([*SIGNS, *WORDS])
        return "".join(whole)
    return "answer = " + "".join(chance.choice([*SIGNS, *WORDS]) for _ in range(chance.randint(0, 12)))


def test_no_garbled_answer_gives_a_traceback():
    """Each is a plain value afterwards, which the exercise takes or refuses; or the cell is none that we touch."""
    chance, taken = random.Random(12), 0
    while taken < MANY:
        verb, name = ASKING[taken % len(ASKING)]
        source = f'{garbled(chance)}\n{verb}("{name}", answer)'
        if typed_cells.answer_cell(source) is None:
            continue
        value = run_as(source)
        if value is not ...:
            done = answer(open_exercise(name), value, "typed", lambda exercise, entry, how: entry)
            assert isinstance(done, Entry) or done.feedback.heading == "Not yet."
        taken += 1


def test_no_garbled_answer_loses_the_exercise(shell, capsys):
    chance = random.Random(1999)
    for number in range(RUN):
        verb, name = ASKING[number % len(ASKING)]
        source = f'{garbled(chance)}\n{verb}("{name}", answer)'
        if typed_cells.answer_cell(source):
            assert isinstance(shown_by(shell, source), ExerciseView), source
