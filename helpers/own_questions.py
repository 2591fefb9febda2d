"""Questions of one's own: plain dictionaries, or a JSON file of them, checked before anything of them is shown.

They have the form of the course's questions, as the rooms' ``schema.json`` tell it, and may leave out what can be
filled in. Whoever wrote them may be a stranger: they are bounded and copied first, and nothing in them is run. Their
answers are kept in the learner's record under ids that begin with ``own/``, which no question of the course has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any

from helpers.content import ContentProblem
from helpers.kinds import kind_of, kinds
from helpers.kinds.exercise import Exercise, clip, whole_characters
from helpers.kinds.faults import Fault, place_in_question
from helpers.kinds.library import open_exercise
from helpers.kinds.schema import question_schema
from helpers.kinds.sound import question_faults

OWN = "own/"
LARGEST_FILE, MOST_QUESTIONS = 1_000_000, 100
# Of one question: values in it, levels in each other, letters in all its texts, and what a number in it may be.
MOST_VALUES, MOST_LEVELS, MOST_LETTERS, LARGEST_NUMBER = 2_000, 12, 40_000, 1_000_000
# Told to those who know them from another package for quizzes in notebooks.
_FOREIGN = {"question", "answers", "correct", "type"}
_HERE = (
    'Here a question looks like this: {"prompt": "…?", "options": [{"text": "…", "accepted": True, "reason": "…"}, '
    '{"text": "…", "reason": "…"}]}.'
)


def own_exercise(question: Any, verb: str = "ask", which: str = "This question") -> Exercise:
    """Make an exercise of a question of one's own, with an id that no exercise of the course has.

    It is as in the course's question files. Its kind may be left out where the verb and the other names tell it, and
    its ``id``: then one is made from what stands in it. A ContentProblem says what is wrong and where; `which` is how
    it calls the question.
    """
    try:
        found = _plain(question)
    except _NoQuestion as problem:
        raise ContentProblem(f"{which} cannot be asked. {problem}") from None
    if not isinstance(found, dict):
        raise ContentProblem(f"{which} cannot be asked: it is no dictionary. {_HERE}")
    if "prompt" not in found and _FOREIGN & set(found):
        raise ContentProblem(f"{which} has the form of another quiz. {_HERE}")
    kind = _kind(found, verb, which)
    filled = kind.complete(_common(found | {"kind": kind.kind}))
    fault = next(_faults(filled), None)
    if fault:
        raise ContentProblem(f"{which} cannot be asked. {place_in_question(fault.path)}{fault.what}")
    return replace(kind.from_question(filled), id=OWN + filled["id"])


def own_set(questions: str | PathLike[str] | Sequence[Any]) -> tuple[str, list[Exercise]]:
    """Make exercises of several questions of one's own; return what they ask, and the exercises in order.

    They stand in a JSON file or a list: each as for `own_exercise` (one without a ``kind`` is a choice), or the id of
    one of the course. ContentProblem, if there are none or too many, two have one id, or one is not as it should be.
    """
    prompt, place = "", ""
    if isinstance(questions, str | PathLike):
        place = f" of “{clip(Path(questions).name)}”"
        prompt, questions = _read(questions)
    if not isinstance(questions, list | tuple):
        raise ContentProblem(
            f"ask_all() takes a list of questions, the path of a JSON file, or the id of a set. {_HERE}"
        )
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise ContentProblem(f"These are {len(questions)} questions. From 1 to {MOST_QUESTIONS} can be asked.")
    exercises: dict[str, Exercise] = {}
    for number, question in enumerate(questions, 1):
        which = f"Question {number}{place}"
        of_course = isinstance(question, str)
        exercise = open_exercise(question) if of_course else own_exercise(question, _verb_of(question), which)
        if exercise.id in exercises:
            raise ContentProblem(f"{which} is there twice, or has the id of another one: write another “id”.")
        exercises[exercise.id] = exercise
    only = next(iter(exercises.values()))
    return prompt or (only.prompt if len(exercises) == 1 else f"{len(exercises)} questions."), list(exercises.values())


def _read(path: str | PathLike[str]) -> tuple[str, list[Any]]:
    """Read a file: a list of questions, or ``{"prompt": "…", "questions": […]}``."""
    name = clip(Path(path).name)
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise ContentProblem(f"There is no file “{clip(path)}” in the folder {Path.cwd()}.") from None
    except (OSError, ValueError) as error:
        raise ContentProblem(
            f"The file “{name}” cannot be opened: {getattr(error, 'strerror', None) or error}."
        ) from None
    if len(content) > LARGEST_FILE:
        raise ContentProblem(
            f"The file “{name}” is larger than {LARGEST_FILE // 1_000_000} MB: it is no list of questions."
        )
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ContentProblem(f"The file “{name}” is not UTF-8 text. Save it again as UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ContentProblem(f"The file “{name}” is not valid JSON: {where}: {error.msg}.") from None
    except (ValueError, RecursionError):
        raise ContentProblem(f"The file “{name}” is no list of questions.") from None
    prompt, questions = "", data
    if isinstance(data, dict) and set(data) <= {"prompt", "questions"}:
        prompt, questions = data.get("prompt", ""), data.get("questions")
    if not isinstance(questions, list) or not isinstance(prompt, str):
        raise ContentProblem(f"The file “{name}” is no list of questions. {_HERE.replace('True', 'true')}")
    return prompt[:1_000], questions


class _NoQuestion(ValueError):
    """A value is no plain JSON, or larger than any question need be."""


def _plain(value: Any) -> Any:
    """Copy a value into plain JSON values, as far as it is of a size that a question can have."""
    left = {"values": MOST_VALUES, "letters": MOST_LETTERS}

    def copied(value: Any, level: int) -> Any:
        left["values"] -= 1
        if left["values"] < 0 or level > MOST_LEVELS:
            raise _NoQuestion("It is too large for one question.")
        if isinstance(value, str):
            left["letters"] -= len(value)
            if left["letters"] < 0:
                raise _NoQuestion(f"It has more than {MOST_LETTERS:,} letters.")
            return whole_characters(str(value))
        if isinstance(value, int | float) and abs(value) > LARGEST_NUMBER:
            raise _NoQuestion("A number in it is too large.")
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Mapping):
            if not all(isinstance(name, str) for name in value):
                raise _NoQuestion("Its names must be texts.")
            return {copied(name, level + 1): copied(inner, level + 1) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [copied(inner, level + 1) for inner in value]
        raise _NoQuestion(f"“{clip(value)}” in it is no text, number, list or dictionary.")

    return copied(value, 0)


def _verb_of(question: Any) -> str:
    """Return the verb that asks a question of a list: that of its kind, else `ask`."""
    kind = question.get("kind") if isinstance(question, Mapping) else None
    return kind_of(kind).verb if isinstance(kind, str) and kind in kinds() else "ask"


def _kind(question: Mapping[str, Any], verb: str, which: str) -> type[Exercise]:
    """Find the kind of a question: what it says, else the one of the verb's whose names it has."""
    of_verb = {name: kind for name in kinds() if (kind := kind_of(name)).verb == verb}
    if "kind" in question:
        if not isinstance(question["kind"], str) or question["kind"] not in of_verb:
            told = f"{verb}() asks questions of the kind {_quoted(of_verb)}, but not “{clip(question['kind'])}”."
            raise ContentProblem(f"{which} cannot be asked. {told}")
        return of_verb[question["kind"]]
    if len(of_verb) == 1:
        return next(iter(of_verb.values()))
    needed = {name: set(question_schema(name)["required"]) - {"id", "kind", "prompt"} for name in of_verb}
    fitting = [name for name, names in needed.items() if names <= set(question)]
    if len(fitting) == 1:
        return of_verb[fitting[0]]
    told = " ".join(f"The kind “{name}” needs {_quoted(sorted(names), ' and ')}." for name, names in needed.items())
    raise ContentProblem(f"{which} cannot be asked: say of which “kind” it is. {told}")


def _common(question: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what questions of all kinds may leave out."""
    filled = dict(question)
    passage = filled.get("passage")
    if isinstance(passage, str):
        passage = {"paragraphs": [passage]}
    elif isinstance(passage, list):
        passage = {"paragraphs": passage}
    if isinstance(passage, dict):
        filled["passage"] = passage | ({"invented": True} if "paragraphs" in passage else {})
    content = json.dumps(filled, ensure_ascii=False, sort_keys=True)
    return {"id": sha256(content.encode("utf-8")).hexdigest()[:12], **filled}


def _faults(question: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong in a question, and what is for the course's own questions only."""
    if question.get("marking") == "later":
        yield Fault(("marking",), 'In a question of one’s own this can be "now" or "prediction".')
    yield from question_faults(question)


def _quoted(names: Iterable[str], between: str = " or ") -> str:
    return between.join(f"“{name}”" for name in names)
