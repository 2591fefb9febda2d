"""Answers typed into a cell that is no Python: taken as meant, or told in a sentence; never a traceback.

A notebook runs what stands in a cell. Someone who types ``answer = b``, or a sentence with quotation marks in it, is no
programmer, and meets a traceback in place of the exercise. So before IPython reads a cell, what was typed for an answer
is turned into the text or list that it means (`helpers.kinds.typed`); the exercise then says what it makes of it.

Only cells that end with one of our verbs are touched, and only where Python could not read the answer as a plain value.
What was typed is never run. The cell itself stays as the learner wrote it, and all other code runs as it always did.

``from helpers import *`` installs it. A kernel that we start loads it as an extension of IPython; then it also knows
the verbs in a cell that is run before the first one.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple
from warnings import catch_warnings, simplefilter

import helpers
from helpers.kinds.typed import meant, plain_value

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# The verbs that take what was typed, by the names that the lessons give it.
ANSWERED_BY = frozenset(
    "ask ask_all build delete_my_record hand_in mark sort start_again take_form take_other_form write".split()
)
NAMES = ("answer", "answers")
SETUP = "from helpers import *; "
LIKE_ENOUGH = 0.75
_VERB = re.compile(rf"[ \t]*(?:{'|'.join(sorted(ANSWERED_BY))})[ \t]*\(")
_BEGINS = re.compile(r"[ \t]*([A-Za-z]{3,12})[ \t]*(?::=|={1,2}|:|＝|：|(?=[\"'“”‘’„«\[({]|\s)|$)[ \t]*")


# What an expression has, beside calls and names, that is somebody's own code and no words.
_CODE = (ast.JoinedStr, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class AnswerCell(NamedTuple):
    """A cell with an answer: the name given to it, what was typed, and the call that takes it."""

    name: str
    typed: str
    call: str


def install(shell: InteractiveShell | None) -> None:
    """Let a notebook's kernel take typed answers as they are meant; once is enough, and twice does no harm."""
    if shell is None:
        return
    transformers = shell.input_transformers_cleanup
    if not any(type(transformer).__name__ == TypedCells.__name__ for transformer in transformers):
        transformers.append(TypedCells(shell))


# IPython looks for this name in an extension.
load_ipython_extension = install


class TypedCells:
    """Turns the lines of a cell into those that are run: an input transformer of IPython."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell

    def __call__(self, lines: list[str]) -> list[str]:
        """Return the lines that are run."""
        source = "".join(lines)
        ready = with_setup(as_meant(source, self._shell.user_ns), self._shell.user_ns)
        return lines if ready == source else ready.splitlines(keepends=True)


def as_meant(source: str, names: Collection[str]) -> str:
    """Return the code of a cell with its answer as a plain value, where it has the form of an answer and is no Python.

    `names` are those that the notebook has given to something: an expression of such names is somebody's own code.
    """
    cell = answer_cell(source)
    if cell is None:
        return source
    tree, typed = _parsed(source), cell.typed
    if tree is not None:
        if _is_own_code(tree, cell, names):
            return source
        if isinstance(tree.body[0], ast.Assign) and len(tree.body) == 2:
            typed = ast.get_source_segment(source, tree.body[0].value)  # without a comment behind it
    code = repr(meant(typed))
    # Not every number can be written down again: what is too large for one is taken as words.
    code = code if _names_in(_parsed(code)) <= {"Ellipsis"} else repr(typed)
    return f"{cell.name} = {code}\n{cell.call}"


def with_setup(source: str, names: Collection[str]) -> str:
    """Return the code of a cell with the verbs of the lessons before it, if it calls one that none of `names` is."""
    if "(" not in source or any(name in names for name in helpers.__all__):
        return source
    tree = _parsed(source)
    last = tree.body[-1] if tree and tree.body else None
    if not (isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) and isinstance(last.value.func, ast.Name)):
        return source
    assigned = tree.body[:-1]
    ours = last.value.func.id in helpers.__all__ and all(isinstance(statement, ast.Assign) for statement in assigned)
    return SETUP + source.lstrip() if ours else source


def answer_cell(source: str) -> AnswerCell | None:
    """Take a cell apart that has the form of an answer, whether or not it is Python; None, if it has another form."""
    lines = source.split("\n")
    begins = next((n for n, line in enumerate(lines) if _says_something(line)), len(lines))
    calls = next((n for n in range(len(lines) - 1, begins, -1) if _VERB.match(lines[n])), None)
    first = _BEGINS.match(lines[begins]) if calls else None
    if first is None:
        return None
    for ends in range(calls + 1, len(lines) + 1):
        call = "\n".join(lines[calls:ends]).lstrip(" \t")
        if name := _name_in_call(call):
            break
    else:
        return None
    if SequenceMatcher(None, first[1].casefold(), name).ratio() < LIKE_ENOUGH:
        return None
    above = [lines[begins][first.end() :], *lines[begins + 1 : calls]]
    below = [line for line in lines[ends:] if _says_something(line)]
    if below and meant("\n".join(above)) is not ...:
        return None
    return AnswerCell(name, "\n".join(below or above).strip(), call)


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _name_in_call(call: str) -> str | None:
    """Return the name of the answer that a call hands on."""
    tree = _parsed(call)
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    called = tree.body[0].value
    last = called.args[-1] if isinstance(called, ast.Call) and called.args else None
    return last.id if isinstance(last, ast.Name) and last.id in NAMES else None


def _is_own_code(tree: ast.Module, cell: AnswerCell, names: Collection[str]) -> bool:
    """Tell whether Python can run a cell as it stands: its answer is a plain value, or somebody's own code."""
    first, *others = tree.body
    known, value = plain_value(cell.typed)
    before = set(names) - set(NAMES)  # an earlier answer is none to this question
    if isinstance(first, ast.Assign) and _names_given(first) == [cell.name]:
        if known and len(others) == 1:
            # Python would warn of some texts, such as one with a backslash.
            return not isinstance(value, str) or _parsed(f"(\n{cell.typed}\n)", strict=True) is not None
        if _is_code(first.value, before):
            return True
    elif not known and _is_code(_parsed(f"(\n{cell.typed}\n)"), before):
        return True
    if isinstance(first, ast.Assign | ast.Expr) and not (plain_value(first.value)[0] or _is_code(first.value, before)):
        return False  # it would fail
    here = {*before, *(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_stored(node))}
    return not all(
        isinstance(statement, ast.Expr) and (_asks(statement) or not _is_code(statement, here)) for statement in others
    )


def _asks(statement: ast.Expr) -> bool:
    called = statement.value.func if isinstance(statement.value, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in ANSWERED_BY


def _is_code(tree: ast.AST | None, names: Collection[str]) -> bool:
    """Tell whether something is code that can run: it uses names or calls something, and all of that is there."""
    used = _names_in(tree)
    own = {name for name in used if name in names and name not in helpers.__all__}
    calls = any(
        isinstance(node, _CODE) or (isinstance(node, ast.Call) and not isinstance(node.func, ast.Constant))
        for node in ast.walk(tree or ast.Module([], []))
    )
    return bool(own or calls) and all(name in own or hasattr(builtins, name) for name in used)


def _names_in(tree: ast.AST | None) -> set[str]:
    """Return the names that code uses and does not give itself."""
    nodes = [node for node in ast.walk(tree or ast.Module([], [])) if isinstance(node, ast.Name)]
    return {node.id for node in nodes} - {node.id for node in nodes if _is_stored(node)}


def _names_given(assignment: ast.Assign) -> list[str | None]:
    return [getattr(target, "id", None) for target in assignment.targets]


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _parsed(code: str, *, strict: bool = False) -> ast.Module | None:
    """Read code without running it; None if it is no Python, or, where that counts, if Python has doubts about it."""
    try:
        with catch_warnings():
            simplefilter("error" if strict else "ignore")
            tree = ast.parse(code)
            # Some code fails only here, such as a "return" outside a function; IPython allows an "await" there.
            compile(tree, "answer", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            return tree
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
