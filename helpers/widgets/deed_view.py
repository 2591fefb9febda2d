"""A question whose answer is carried out: the view of an exercise, but nothing is marked, kept or brought back."""

from __future__ import annotations

from collections.abc import Callable

from helpers.kinds.exercise import Entry, Exercise, Feedback
from helpers.widgets.exercise_view import ExerciseView, response_of


class DeedView(ExerciseView):
    """Shows a question, and does something when its button is pressed.

    Parameters
    ----------
    question : Exercise
        What is asked.
    button : str
        What the button says.
    act : callable
        Takes the answer, does something, and returns what came of it.
    """

    def __init__(self, question: Exercise, button: str, act: Callable[[str], Feedback]) -> None:
        super().__init__([question], _NothingKept())
        self.exercises = [self.exercises[0] | {"button": button}]
        self._act = act

    def submit(self, exercise_id: str, entry: Entry, *, how: str) -> Feedback:
        """Carry out an answer, and say what came of it. See `ExerciseView.submit`.

        If nothing came of it, what the learner chose or wrote stays as it is.
        """
        feedback = self._act(entry.answer)
        if feedback.outcome == "problem":
            self._respond(exercise_id, response_of(feedback))
            return feedback
        self._show(exercise_id, entry, response_of(feedback))
        self._unsent.pop(self._shown[exercise_id].draft_key, None)
        return feedback


class _NothingKept:
    """Stands in for the record: what is done is no answer in it."""

    def last(self, exercise_id: str) -> None:
        """Return nothing: what was done is not brought back. See `Record.last`."""
