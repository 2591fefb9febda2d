"""One view for every exercise: a thin widget over the plain exercise objects.

Only questions, a learner's own answers and the feedback to a given answer cross to the browser; keys and
reasons stay here until an answer has come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from os.path import relpath
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from helpers.judgement import SURENESS
from helpers.kinds import part_of
from helpers.kinds.exercise import AnswerProblem, Entry, Exercise, Feedback
from helpers.record import Record
from helpers.widgets.bundle import bundle

_HERE = Path(__file__).parent


class ExerciseView(anywidget.AnyWidget):
    """Shows one exercise, or several one after another.

    Parameters
    ----------
    shown : sequence of Exercise
        The exercises.
    record : Record
        Where answers are kept and from where they come back.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    # What was chosen or written and not yet submitted, by draft key: running a cell again must not lose it.
    _unsent: ClassVar[dict[str, Any]] = {}

    exercises = traitlets.List().tag(sync=True)
    sureness = traitlets.List([[level.low, level.words] for level in SURENESS]).tag(sync=True)
    drafts = traitlets.Dict().tag(sync=True)
    responses = traitlets.Dict().tag(sync=True)
    previews = traitlets.Dict().tag(sync=True)

    def __init__(self, shown: Sequence[Exercise], record: Record) -> None:
        super().__init__(
            **program_for(tuple(sorted({exercise.kind for exercise in shown}))),
            exercises=[_view_in_row(shown, place) for place in range(len(shown))],
        )
        self._shown = {exercise.id: exercise for exercise in shown}
        self._record = record
        for exercise in shown:
            self._bring_back(exercise)
            self._begin(exercise)
        self.drafts = {**self.drafts, **self._held_back()}
        self.observe(self._remember, "drafts")
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return f"An exercise to answer: {self.exercises[0]['prompt']}"

    def submit(self, exercise_id: str, entry: Entry, *, how: str) -> Feedback:
        """Keep an answer, mark it, and show both.

        Parameters
        ----------
        exercise_id : str
            Id of one of the exercises shown.
        entry : Entry
            The learner's answer.
        how : {"buttons", "typed"}
            Which face of the exercise it came through.

        Returns
        -------
        Feedback
        """
        saved = self._record.keep(exercise_id, entry, how=how)
        feedback = self._shown[exercise_id].feedback(entry.answer)
        self._show(exercise_id, entry, response_of(feedback) | {"saved": saved})
        self._unsent.pop(self._shown[exercise_id].draft_key, None)
        return feedback

    def refuse(self, exercise_id: str, problem: str) -> None:
        """Say why an answer cannot be used yet; what the learner did stays as it is.

        Parameters
        ----------
        exercise_id : str
            Id of one of the exercises shown.
        problem : str
            A sentence for the learner.
        """
        self._respond(exercise_id, response_of(Feedback("problem", "Not yet.", problem)))

    def _remember(self, change: dict[str, Any]) -> None:
        """Hold on to drafts that the browser sends; those of answers just kept are removed by `submit`."""
        self._unsent.update(
            {
                self._shown[i].draft_key: draft
                for i, draft in change["new"].items()
                if i in self._shown and draft != change["old"].get(i)
            }
        )

    def _held_back(self) -> dict[str, Any]:
        return {i: self._unsent[one.draft_key] for i, one in self._shown.items() if one.draft_key in self._unsent}

    def _begin(self, exercise: Exercise) -> None:
        """Show the answer that an exercise begins with, where there is none yet."""
        answer = None if exercise.id in self.drafts else exercise.begin_with()
        if answer:
            draft = {"answer": exercise.to_view(answer), "confidence": None, "because": ""}
            self.drafts = {**self.drafts, exercise.id: draft}

    def _bring_back(self, exercise: Exercise) -> None:
        entry = self._record.last(exercise.id)
        if entry is None or exercise.to_view(entry.answer) is None:
            return
        # The answer is read again, so that one from an earlier release is marked by today's rules.
        answer = exercise.read(entry.answer)
        self._show(exercise.id, entry, response_of(exercise.feedback(answer)) | {"restored": True})

    def _show(self, exercise_id: str, entry: Entry, response: dict[str, Any]) -> None:
        draft = {
            "answer": self._shown[exercise_id].to_view(entry.answer),
            "confidence": entry.confidence,
            "because": entry.because,
        }
        self.drafts = {**self.drafts, exercise_id: draft}
        self._respond(exercise_id, response)

    def _respond(self, exercise_id: str, response: dict[str, Any]) -> None:
        # The number makes each response a new one, so that the same words are shown (and read out) again.
        number = self.responses.get(exercise_id, {}).get("number", 0) + 1
        self.responses = {**self.responses, exercise_id: response | {"number": number}}

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Answer the view's message; whatever it holds, the kernel must not fail."""
        if not isinstance(content, dict):
            return
        exercise = next((one for one in self._shown.values() if one.id == content.get("id")), None)
        if exercise is None:
            return
        match content.get("type"):
            case "submit":
                self._receive_answer(exercise, content)
            case "try":
                # An answer that cannot be read is one the view has not finished: there is nothing to show yet.
                with suppress(AnswerProblem):
                    if preview := exercise.preview(content.get("answer")):
                        self.previews = {**self.previews, exercise.id: preview}

    def _receive_answer(self, exercise: Exercise, content: dict[str, Any]) -> None:
        try:
            entry = exercise.entry(
                content.get("answer"), content.get("confidence"), content.get("because", ""), from_view=True
            )
        except AnswerProblem as problem:
            self.refuse(exercise.id, str(problem))
            return
        self.submit(exercise.id, entry, how="buttons")


@cache
def program_for(kinds: tuple[str, ...]) -> Mapping[str, str]:
    """Return what the browser needs to show exercises of some kinds: a lesson's page is sent no other kind's view.

    Parameters
    ----------
    kinds : tuple of str
        Names of the kinds, each once.

    Returns
    -------
    mapping
        The traits of anywidget. A page holds one look for each id, so each set of kinds has an id of its own.
    """
    rooms = [Path(relpath(Path(part_of(kind, "model").__file__).parent, _HERE)).as_posix() for kind in kinds]
    lines = [f'import kind{number} from "{room}/view.js";' for number, room in enumerate(rooms)]
    views = ", ".join(f"[{json.dumps(kind)}, kind{number}]" for number, kind in enumerate(kinds))
    entry = ['import { viewOf } from "./exercise_view/view.js";', *lines, f"export default viewOf(new Map([{views}]));"]
    program = bundle("\n".join(entry), _HERE)
    return {"_esm": program.esm, "_css": program.css, "_anywidget_id": f"{__name__}: {' '.join(kinds)}"}


def _view_in_row(shown: Sequence[Exercise], place: int) -> dict[str, Any]:
    """Return one exercise's view; in a row of several, its typed answer is one of a list."""
    view = shown[place].view()
    if len(shown) > 1:
        entries = ["..."] * len(shown)
        entries[place] = view["typed"].removeprefix("answer = ")
        view["typed"] = f"answers = [{', '.join(entries)}]"
    return view


def response_of(feedback: Feedback) -> dict[str, Any]:
    """Write feedback as plain JSON values for the view.

    Parameters
    ----------
    feedback : Feedback
        The feedback.

    Returns
    -------
    dict
        Outcome, symbol, heading, summary, rows and readings.
    """
    return asdict(feedback) | {"symbol": feedback.symbol}
