"""What of a lesson is for the screen only, and what its code cells call.

What makes sense on a screen only, such as how to run a cell, is marked by the author: a whole cell by the tag
``screen-only``, some sentences of a text cell by ``<!-- screen -->`` before and ``<!-- /screen -->`` after them. These
are comments, which no page shows. Before a text at the beginning of a line the comment stands on a line of its own, for
Markdown takes the rest of its line for HTML.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import helpers
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise, open_set

SCREEN_ONLY = "screen-only"
# The lesson page puts away what tells how cells are run: a whole cell by this tag, some words by a span.
BY_CELLS = "by-cells"
TELLS_TO_RUN = re.compile(r'<span class="wss-cells">.*?</span>', re.DOTALL)
FOR_THE_SCREEN = re.compile(r"<!-- screen -->.*?<!-- /screen -->", re.DOTALL)
MARKS_OF_THE_SCREEN = re.compile(r"<!-- /?screen -->")
ASK_ONE = {"ask", "build", "mark", "sort", "write"}
# On paper, and to be timed, everybody meets form A first.
FORM_OF = {"take_form": "form-a", "take_other_form": "form-b"}


def is_for_the_screen(cell: Mapping[str, Any]) -> bool:
    """Tell whether a whole cell is for the screen only."""
    return SCREEN_ONLY in cell["metadata"].get("tags", ())


def text_on_screen(source: str) -> str:
    """Return a text cell as the screen shows it: all of it, without the marks."""
    return MARKS_OF_THE_SCREEN.sub("", source)


def text_on_paper(source: str) -> str:
    """Return a text cell without what is for the screen only."""
    return FOR_THE_SCREEN.sub("", source)


class Call(NamedTuple):
    """One call of a verb, with the arguments that are written out; a name, such as ``answer``, is left out."""

    verb: str
    given: Sequence[Any]
    named: Mapping[str, Any]

    def shown(self) -> Any:
        """Call the verb, and return what the cell shows."""
        return getattr(helpers, self.verb)(*self.given, **self.named)

    def asked(self) -> list[Exercise]:
        """Open the exercises that the call asks; none for a verb that only shows."""
        if self.verb in ASK_ONE:
            return [open_exercise(self.given[0])]
        if self.verb == "ask_all":
            return open_set(self.given[0])[1]
        return open_set(FORM_OF[self.verb])[1] if self.verb in FORM_OF else []


def calls_in(source: str) -> Iterator[Call]:
    """Find the verbs of a lesson that the code of a cell calls, in the order of the syntax tree."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in helpers.__all__:
            given = [ast.literal_eval(argument) for argument in node.args if not isinstance(argument, ast.Name)]
            named = {argument.arg: ast.literal_eval(argument.value) for argument in node.keywords if argument.arg}
            yield Call(node.func.id, given, named)
