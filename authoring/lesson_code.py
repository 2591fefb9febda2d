"""What the code cells of the lessons call: the verbs, and the exercises that they ask."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import helpers
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise, open_set

ASK_ONE = {"ask", "build", "mark", "sort", "write"}
# On paper, and to be timed, everybody meets form A first.
FORM_OF = {"take_form": "form-a", "take_other_form": "form-b"}


class Call(NamedTuple):
    """One call of a verb.

    Parameters
    ----------
    verb : str
        Its name.
    given : sequence
        The arguments that are written out; a name, such as ``answer``, is left out.
    named : mapping
        Arguments by name.
    """

    verb: str
    given: Sequence[Any]
    named: Mapping[str, Any]

    def shown(self) -> Any:
        """Call the verb.

        Returns
        -------
        object
            What the cell shows.
        """
        return getattr(helpers, self.verb)(*self.given, **self.named)

    def asked(self) -> list[Exercise]:
        """Open the exercises that the call asks.

        Returns
        -------
        list of Exercise
            None for a verb that only shows.
        """
        if self.verb in ASK_ONE:
            return [open_exercise(self.given[0])]
        if self.verb == "ask_all":
            return open_set(self.given[0])[1]
        return open_set(FORM_OF[self.verb])[1] if self.verb in FORM_OF else []


def calls_in(source: str) -> Iterator[Call]:
    """Find the verbs of a lesson that a cell calls.

    Parameters
    ----------
    source : str
        The code of a cell.

    Yields
    ------
    Call
        In the order of the syntax tree.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in helpers.__all__:
            given = [ast.literal_eval(one) for one in node.args if not isinstance(one, ast.Name)]
            named = {one.arg: ast.literal_eval(one.value) for one in node.keywords if one.arg}
            yield Call(node.func.id, given, named)
