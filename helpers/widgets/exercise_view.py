"""One view for every exercise: a thin widget over the plain exercise objects.

Only questions, a learner's own answers and the feedback to a given answer cross to the browser; keys and
reasons stay here until an answer has come.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from functools import cache
from os.path import relpath
from pathlib import Path
from time import time
from typing import Any, ClassVar
from weakref import WeakSet

import anywidget
import traitlets

from helpers.answering import How, Response, Settle, answer, one_by_one, refusal
from helpers.drafts import Drafts
from helpers.judgement import SURENESS
from helpers.kinds import part_of
from helpers.kinds.exercise import AnswerProblem, Exercise
from helpers.widgets.bundle import bundle

_HERE = Path(__file__).parent


class _Answer(traitlets.Any):
    """Any plain JSON value; unlike `traitlets.Any` it does not let ``None`` pass unchecked."""

    allow_none = False


class ExerciseView(anywidget.AnyWidget):
    """Shows one exercise, or several one after another: what `ask`, `mark` and the other verbs that ask return.

    It is a widget like any other: it can stand in an ``ipywidgets.VBox``, and its ``value`` can be observed and linked.

    Parameters
    ----------
    shown : sequence of Exercise
        The exercises.
    settle : callable
        What becomes of an answer; see `helpers.answering`.
    sentence : str
        What it prints. A notebook's file keeps it, so it depends on nobody's record.
    before, typed : mapping of str to Response
        By exercise id: answers of another time, and what came of those that were typed in the cell.
    button : str, optional
        What the button says, in place of the exercise's own words.
    unsent : Drafts, optional
        What keeps what is not answered yet; without it, nothing of that outlives the view.
    with_help : bool, optional
        Whether the learner works with help; without it, there is nothing to choose.
    choose_help : callable, optional
        What becomes of that choice when it is made in the view.

    Attributes
    ----------
    value : object
        The kept answer in plain JSON values, such as an option's id; ``None`` while there is none. Of several
        exercises, a dictionary by id. To set it is to give an answer, as it would be typed in the cell; if it cannot
        be used, the exercise says why, and the value stays.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    value = _Answer().tag(sync=True)
    exercises = traitlets.List().tag(sync=True)
    sureness = traitlets.List([[level.low, level.words] for level in SURENESS]).tag(sync=True)
    drafts = traitlets.Dict().tag(sync=True)
    responses = traitlets.Dict().tag(sync=True)
    previews = traitlets.Dict().tag(sync=True)
    # Whose drafts the browser may keep and bring back; None where it is to keep none.
    learner = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    # Nobody has seen it yet since its cell was run: the first page that shows it says so.
    fresh = traitlets.Bool(True).tag(sync=True)
    # When an answer was kept in this view, by exercise id, in milliseconds: what was begun before is older.
    since = traitlets.Dict().tag(sync=True)
    # Whether the learner works with help; None where there is nothing to choose.
    with_help = traitlets.Bool(None, allow_none=True).tag(sync=True)

    _on_show: ClassVar[WeakSet[ExerciseView]] = WeakSet()

    def __init__(
        self,
        shown: Sequence[Exercise],
        settle: Settle,
        sentence: str,
        *,
        before: Mapping[str, Response] | None = None,
        typed: Mapping[str, Response] | None = None,
        button: str = "",
        unsent: Drafts | None = None,
        with_help: bool | None = None,
        choose_help: Callable[[bool], None] | None = None,
    ) -> None:
        self._shown = {exercise.id: exercise for exercise in shown}
        self._unsent, self._choose_help = unsent, choose_help
        self._settle, self._sentence, self._button = settle, sentence, button
        self._kept: dict[str, Any] = {}
        self._given: dict[str, Any] = {}  # which version of a draft the browser's last answer was
        super().__init__(
            **program_for(tuple(sorted({exercise.kind for exercise in shown}))),
            exercises=self._views(),
            value=self._kept_value(),
            learner=None if unsent is None else unsent.learner(),
            with_help=with_help,
        )
        with self.hold_sync():
            for exercise_id, response in (before or {}).items():
                self._show(self._shown[exercise_id], response)
            self.drafts = self._begun() | self.drafts | self._held_back()
            for exercise_id, response in (typed or {}).items():
                self._show(self._shown[exercise_id], response)
        self.on_msg(self._receive)
        self._on_show.add(self)

    def __repr__(self) -> str:
        return self._sentence

    def give(self, exercise_id: str, given: Any, how: How = "typed") -> Response:
        """Give an answer, as it would be typed in the cell or as the browser sends it, and show what came of it."""
        exercise = self._shown[exercise_id]
        response = answer(exercise, given, how, self._settle)
        self._show(exercise, response)
        return response

    @classmethod
    def show_help(cls, wanted: bool) -> None:
        """Show every exercise of this kernel with help, or without it, where that can be chosen."""
        for view in list(cls._on_show):
            if view.with_help is not None:
                view.with_help = wanted

    # -- what the browser gets

    def _show(self, exercise: Exercise, response: Response) -> None:
        if response.entry is not None:
            self.drafts = {**self.drafts, exercise.id: response.draft()}
            if not response.restored:
                self.since = {**self.since, exercise.id: round(time() * 1000)}
                if self._unsent is not None:
                    self._unsent.forget(exercise.draft_key)
        # The number makes each response a new one, so that the same words are shown (and read out) again.
        number = self.responses.get(exercise.id, {}).get("number", 0) + 1
        self.responses = {**self.responses, exercise.id: response.told() | {"number": number}}
        if response.entry is not None:
            self._kept[exercise.id] = response.entry.answer
            self.value = self._kept_value()
            if not response.restored:
                self._follow_everywhere(exercise.id, response.entry.answer)

    @classmethod
    def _follow_everywhere(cls, exercise_id: str, answer: Any) -> None:
        """Show an exercise about the learner's own words with the new words, wherever in this kernel it is on show."""
        for view in list(cls._on_show):
            view._follow(exercise_id, answer)

    def _follow(self, exercise_id: str, answer: Any) -> None:
        new = {
            i: exercise.for_learner(lambda _: answer)
            for i, exercise in self._shown.items()
            if exercise.is_about == exercise_id
        }
        new = {i: exercise for i, exercise in new.items() if exercise.draft_key != self._shown[i].draft_key}
        if not new:
            return
        self._shown |= new
        for i in new:
            self._kept.pop(i, None)
        # What stood there was about other words. The view is drawn anew when its exercises change, with all the rest.
        with self.hold_sync():
            self.responses = {i: response for i, response in self.responses.items() if i not in new}
            self.drafts = {i: draft for i, draft in self.drafts.items() if i not in new}
            self.drafts = self._begun() | self.drafts | self._held_back()
            self.exercises = self._views()
            self.value = self._kept_value()

    def _views(self) -> list[dict[str, Any]]:
        """Return what the browser needs to show the questions."""
        shown, named = list(self._shown.values()), {"button": self._button} if self._button else {}
        return [_view_in_row(shown, place) | named for place in range(len(shown))]

    def _begun(self) -> dict[str, Any]:
        """Return the answers that exercises begin with, where there is none yet."""
        begun = {
            exercise.id: exercise.begin_with() for exercise in self._shown.values() if exercise.id not in self.drafts
        }
        return {
            name: {"answer": self._shown[name].to_view(start), "confidence": None, "because": ""}
            for name, start in begun.items()
            if start
        }

    def _held_back(self) -> dict[str, Any]:
        """Return what was chosen or written at another time and not kept: neither a run nor a restart loses it."""
        kept = {} if self._unsent is None else self._unsent.read()
        return {i: kept[exercise.draft_key] for i, exercise in self._shown.items() if exercise.draft_key in kept}

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the browser sends, and hold on to the drafts in it."""
        before = self.drafts
        super().set_state(sync_data)
        new = {
            exercise.draft_key: self.drafts[i]
            for i, exercise in self._shown.items()
            if i in self.drafts and self.drafts[i] != before.get(i) and not self._was_given(i)
        }
        if new and self._unsent is not None:
            self._unsent.keep(new)
            self.learner = self._unsent.learner()

    def _was_given(self, exercise_id: str) -> bool:
        """Tell whether a draft came late: widgets hold changes back while they wait, an answer overtakes its draft."""
        return exercise_id in self._given and self._given[exercise_id] == _version(self.drafts[exercise_id])

    # -- the value

    def _kept_value(self) -> Any:
        kept = {
            exercise_id: deepcopy(self._kept[exercise_id]) for exercise_id in self._shown if exercise_id in self._kept
        }
        return kept if len(self._shown) > 1 else next(iter(kept.values()), None)

    @traitlets.validate("value")
    def _take_value(self, proposal: dict[str, Any]) -> Any:
        """Give a value that was set from outside as an answer; the value is always what is kept."""
        given, kept = proposal["value"], self._kept_value()
        if given is not None and given is not ... and given != kept:
            self._give_value(given, kept)
        return self._kept_value()

    def _give_value(self, given: Any, kept: Any) -> None:
        if len(self._shown) == 1:
            self.give(next(iter(self._shown)), given)
            return
        try:
            by_id = one_by_one(list(self._shown.values()), given)
        except AnswerProblem as problem:
            self._show(next(iter(self._shown.values())), refusal(str(problem)))
            return
        for exercise_id, typed in by_id.items():
            if exercise_id not in kept or typed != kept[exercise_id]:
                self.give(exercise_id, typed)

    # -- messages of the browser

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Answer the view's message; whatever it holds, the kernel must not fail."""
        if not isinstance(content, dict):
            return
        if content.get("type") == "help":
            if self._choose_help is not None:
                self._choose_help(content.get("wanted") is True)
            return
        exercise = next((asked for asked in self._shown.values() if asked.id == content.get("id")), None)
        if exercise is None:
            return
        match content.get("type"):
            case "submit":
                self._given[exercise.id] = _version(content)
                if self.give(exercise.id, content, "buttons").entry is None:
                    del self._given[exercise.id]
            case "try":
                # A version that cannot be read is one the view has not finished: there is nothing to show yet.
                with suppress(AnswerProblem):
                    if preview := exercise.preview(content.get("answer")):
                        self.previews = {**self.previews, exercise.id: preview}


def _version(draft: Any) -> Any:
    """Return by whose hand a draft is, and of which moment."""
    return (draft.get("mark"), draft.get("when")) if isinstance(draft, dict) else None


@cache
def program_for(kinds: tuple[str, ...]) -> Mapping[str, str]:
    """Return what the browser needs to show exercises of some kinds: a lesson's page is sent no other kind's view.

    A page holds one look for each id of anywidget, so each set of kinds has an id of its own.
    """
    rooms = [Path(relpath(Path(part_of(kind, "model").__file__).parent, _HERE)).as_posix() for kind in kinds]
    lines = [f'import kind{number} from "{room}/view.js";' for number, room in enumerate(rooms)]
    views = ", ".join(f"[{json.dumps(kind)}, kind{number}]" for number, kind in enumerate(kinds))
    entry = ['import { viewOf } from "./exercise_view/view.js";', *lines, f"export default viewOf(new Map([{views}]));"]
    program = bundle("\n".join(entry), _HERE)
    return {"_esm": program.esm, "_css": program.css, "_anywidget_id": f"{__name__}: {' '.join(kinds)}"}


def _view_in_row(shown: Sequence[Exercise], place: int) -> dict[str, Any]:
    """Return one exercise's view; in a row of several, its typed answer is one of a list."""
    view = shown[place].view() | {"draft_key": shown[place].draft_key}
    if len(shown) > 1:
        entries = ["..."] * len(shown)
        # Where one writes anyhow, nothing is told of typing.
        if view["typed"]:
            entries[place] = view["typed"].removeprefix("answer = ")
            view["typed"] = f"answers = [{', '.join(entries)}]"
    return view
