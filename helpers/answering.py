"""The one way of an answer: read it, keep it, mark it, respond. It is the same for one that was typed and one clicked.

Nothing here knows a page or a file. What a page shows of an exercise are its responses; what becomes of an answer that
could be read is a callable: most answers are kept and marked (`kept_in`), some are carried out (`carried_out`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Protocol

from helpers.judgement import GUESS, SURE, sureness_words
from helpers.kinds.exercise import AnswerProblem, Entry, Exercise, Feedback
from helpers.kinds.typed import entries

How = Literal["buttons", "typed"]


class Store(Protocol):
    """What keeps answers: the learner's record."""

    def entries(self, exercise_id: str) -> Sequence[Entry]:
        """Return all answers to an exercise, oldest first."""

    def keep(self, exercise_id: str, entry: Entry, *, how: How) -> str:
        """Keep an answer; return a sentence that says so, or why it could not be saved."""


@dataclass(frozen=True)
class Response:
    """What came of an answer."""

    feedback: Feedback
    entry: Entry | None = None  # none if the answer could not be used, and the learner's work stays as it is
    shown: Any = None  # the answer as the exercise view shows it
    saved: str = ""  # what is told of its saving
    restored: bool = False  # it was given at another time, and is back
    again: bool = False  # it was told a hint, and there is a second try before the reasons

    def draft(self) -> dict[str, Any]:
        """Return the answer, how sure, and why, as the exercise view shows them: plain JSON values."""
        return {"answer": self.shown, "confidence": self.entry.confidence, "because": self.entry.because}

    def told(self) -> dict[str, Any]:
        """Return the rest of what the exercise view shows: plain JSON values."""
        told = asdict(self.feedback) | {"symbol": self.feedback.symbol}
        told |= {"saved": self.saved} if self.saved else {}
        told |= {"restored": True} if self.restored else {}
        return told | ({"again": True} if self.again else {})


Settle = Callable[[Exercise, Entry, How], Response]


def answer(exercise: Exercise, given: Any, how: How, settle: Settle) -> Response:
    """Take an answer all its way, whether it was typed or clicked; `settle` says what becomes of it once it is read.

    The view sends a mapping with ``answer``, ``confidence`` and ``because``. If it cannot be used, the response says
    what to do.
    """
    try:
        if how == "typed":
            entry = exercise.entry_typed(given)
        else:
            because = given.get("because", "")
            entry = exercise.entry(given.get("answer"), given.get("confidence"), because, from_view=True)
        return settle(exercise, entry, how)
    except AnswerProblem as problem:
        return refusal(str(problem))


def refusal(problem: str) -> Response:
    """Say in a sentence for the learner why an answer cannot be used yet; nothing was kept, and nothing is lost."""
    return Response(Feedback("problem", "Not yet.", problem))


def kept_in(store: Store) -> Settle:
    """Keep answers in the learner's record, and mark them: for `answer`.

    What could not be shown again is refused: nothing is said to be saved that does not come back. A first answer that
    does not fit is told a hint, where there is one, and what is given next is told the reasons; it is kept as a second
    answer, so that the first one counts.
    """

    def settle(exercise: Exercise, entry: Entry, how: How) -> Response:
        shown = exercise.to_view(entry.answer)
        if shown is None:
            raise AnswerProblem("This could not be shown to you again, so it was not kept. Make it shorter.")
        marked = exercise.feedback(entry.answer)
        earlier = store.entries(exercise.id)
        hint = exercise.hint_for(entry.answer, marked) if _is_first_try(entry, earlier, how) else ""
        entry = replace(entry, hinted=bool(hint))
        saved = store.keep(exercise.id, entry, how=how)
        return Response(_told(marked, entry, hint, earlier), entry, shown, saved, again=entry.hinted)

    return settle


def _is_first_try(entry: Entry, earlier: Sequence[Entry], how: How) -> bool:
    """Tell whether nothing was answered before; a cell that is run again gives its typed answer no second time."""
    return not earlier or (how == "typed" and all(before == entry and before.hinted for before in earlier))


def _told(feedback: Feedback, entry: Entry, hint: str, earlier: Sequence[Entry]) -> Feedback:
    """Add a word on how sure the learner was; before a second try, tell no more than that and the hint.

    Who tries again has been told something: how sure one is then says nothing of what one knew.
    """
    is_again = any(replace(before, hinted=entry.hinted) != entry for before in earlier)
    sureness = "" if is_again else _on_sureness(entry.confidence, feedback.outcome)
    if not hint:
        return replace(feedback, sureness=sureness)
    heading = "Not all of it yet." if feedback.outcome == "partly" else "Not this one yet."
    told = f"{hint} Change your answer and check it again, or have the reasons now."
    return Feedback(feedback.outcome, heading, told, sureness=sureness)


def _on_sureness(confidence: int | None, outcome: str) -> str:
    """Hold how sure the learner was against what came of it."""
    if confidence is None or outcome not in ("matches", "partly", "differs"):
        return ""
    said = f"You said {confidence} %, {sureness_words(confidence)}"
    if outcome == "matches":
        if confidence == GUESS:
            return f"{said}, and it fits. Can you say now why it does?"
        return f"{said}, and it fits" + ("." if confidence >= SURE else ": you knew more than you thought.")
    fits = "not all of it fits" if outcome == "partly" else "it does not fit"
    if confidence >= SURE:
        return f"{said}, and {fits}: worth a second look."
    return f"{said}, and {fits}: your doubt was right."


def carried_out(act: Callable[[Any], Feedback]) -> Settle:
    """Do what an answer says: for `answer`. Nothing is kept, marked or brought back.

    `act` says what came of it. A feedback that is a "problem" means that nothing was done: then what the learner chose
    or wrote stays as it is.
    """

    def settle(exercise: Exercise, entry: Entry, _how: How) -> Response:
        feedback = act(entry.answer)
        if feedback.outcome == "problem":
            return Response(feedback)
        return Response(feedback, entry, exercise.to_view(entry.answer))

    return settle


def from_before(exercise: Exercise, store: Store) -> Response | None:
    """Bring back the newest answer to an exercise; ``None``, if there is none that still fits it."""
    entries = store.entries(exercise.id)
    entry = next(reversed(entries), None)
    shown = None if entry is None else exercise.to_view(entry.answer)
    if shown is None:
        return None
    # It is read again, so that one from an earlier release is marked by today's rules.
    entry = replace(entry, answer=exercise.read(entry.answer))
    marked = exercise.feedback(entry.answer)
    hint = exercise.hint_for(entry.answer, marked) if entry.hinted else ""
    return Response(_told(marked, entry, hint, entries[:-1]), entry, shown, restored=True, again=bool(hint))


def one_by_one(exercises: Sequence[Exercise], given: Any) -> dict[str, Any]:
    """Sort what was given to several exercises at once by their ids; AnswerProblem, if that cannot be done.

    It is one answer for each in a list, ``...`` where there is none yet, in one text too; or answers by id.
    """
    ids = [exercise.id for exercise in exercises]
    if given is ...:
        return {}
    if isinstance(given, str):
        given = entries(given)
    if isinstance(given, Mapping) and all(name in ids for name in given):
        by_id = given
    elif isinstance(given, list | tuple) and len(given) == len(ids):
        by_id = dict(zip(ids, given, strict=True))
    else:
        example = ", ".join([exercises[0].how_to_type.removeprefix("answer = "), *["..."] * (len(ids) - 1)])
        raise AnswerProblem(
            f"Type a list with one answer for each of the {len(ids)} questions; leave ... where you have none yet. "
            f"For example: answers = [{example}]"
        )
    return {name: typed_answer for name, typed_answer in by_id.items() if typed_answer is not ...}


def sentence_of(prompt: str, exercises: Sequence[Exercise], responses: Mapping[str, Response]) -> str:
    """Say what came of the answers that were typed in a cell, a line for each; without any, what the cell asks.

    It is what a notebook's file keeps, so it depends on nobody's record.
    """
    told = []
    for number, exercise in enumerate(exercises, 1):
        if response := responses.get(exercise.id):
            which = f"Question {number}: " if len(exercises) > 1 else ""
            problem = response.feedback.outcome == "problem"
            told.append(which + (f"! {response.feedback.summary}" if problem else repr(response.feedback)))
    return "\n".join(told) or f"Run this cell to answer: {prompt}"
