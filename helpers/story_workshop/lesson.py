"""A lesson of one's own: the chosen exercises, a plan, what a class may talk about, and a notebook in the anatomy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from itertools import chain, count
from pathlib import Path
from threading import Thread
from typing import Any

from helpers.browser import in_browser
from helpers.kinds import kind_of
from helpers.safe_file import write_whole
from helpers.series import own_lesson_file
from helpers.story import count_of
from helpers.story_workshop.choice import MADE_OF_WHAT_WAS_SAID
from helpers.story_workshop.generators import Generated, generators
from helpers.story_workshop.own_words import in_own_words
from helpers.story_workshop.pasted import StoryProblem
from helpers.story_workshop.progress import Kept
from helpers.story_workshop.store import folder_of, keep, write_json

_TALK = 2  # minutes about one exercise
_SETUP = """\
import sys
from pathlib import Path
near = [str(up) for up in Path.cwd().parents[:2] if (up / "helpers" / "lesson").is_dir()]
after_python = next((n for n, path in enumerate(sys.path) if not path or path.endswith("-packages")), len(sys.path))
sys.path[after_python:after_python] = near  # the folder “helpers” is near this lesson: nothing to install
from helpers import *"""
_STEPS = (
    ("look first", "Look first", "A guess before you read. No guess is wrong."),
    ("who says so", "Step 1: Who says so?", "Find the speaker, the words that tell so, and the claim."),
    ("how it is told", "Step 2: How is it told?", "Whose wording is it, and is there a speaker at all?"),
    ("how sure", "Step 3: How sure does it sound?", "Small words make a claim surer, or less sure."),
    ("check", "Check yourself", "Look back at the whole story."),
    ("your turn", "Your turn", "There is no key to these."),
)
_CANNOT = (
    "To know who speaks is not to know who is right. A careful word is no sign of a lie, and a flat one is no proof. "
    "One story cannot show what it leaves out."
)
_ENTITIES = {ord(sign): f"&{name};" for sign, name in (("&", "amp"), (chr(60), "lt"), (">", "gt"))}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()+!|~$])")


def chosen(kept: Kept) -> list[Generated]:
    """Return the exercises that are in the lesson, as a person chose them and put them; at first the usual ones."""
    found = []
    for exercise in kept.made:
        told = kept.chosen.get(exercise.question["id"], {})
        asked = told.get("asked")
        if asked is None and exercise.use not in MADE_OF_WHAT_WAS_SAID:
            asked = exercise.question["id"] in kept.usual
        if asked is not False:
            found.append(in_own_words(exercise, told))
    return found


def lesson_name(name: str) -> str:
    """Name a story's lesson as question files do; none of the course's begins so."""
    return f"my_{name.replace('-', '_')}"


def make_lesson(kept: Kept) -> tuple[Kept, Path]:
    """Write the files of a lesson, and return where its notebook is.

    It is always the notebook of the story's name, which all pages lead to. One in which somebody wrote since it was
    made is laid aside, under another name; answers given by buttons are in the record, and need no notebook.

    Raises
    ------
    StoryProblem
        If nothing was confirmed of which an exercise could be made.
    """
    exercises = chosen(kept)
    if not exercises:
        raise StoryProblem("There is no exercise yet: read some sentences first, in which somebody speaks.")
    folder = folder_of(kept.name)
    write_json(
        folder / "questions.json", {"lesson": lesson_name(kept.name), "questions": [e.question for e in exercises]}
    )
    write_json(folder / "discussion.json", {"questions": list(_discussion(exercises))})
    write_whole(folder / "plan.md", plan(kept, exercises))
    made, path = notebook(kept, exercises), own_lesson_file(kept.name)
    if is_written_in(kept):
        path.rename(_free_place(path))
    write_whole(path, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    _sign(path)
    return keep(replace(kept, lesson=_as_written(made))), path


def is_written_in(kept: Kept) -> bool:
    """Tell whether somebody wrote in the lesson since it was made; to run its cells is not to write in it."""
    path = own_lesson_file(kept.name)
    if not path.exists():
        return False
    try:
        return _as_written(json.loads(path.read_text(encoding="utf-8"))) != kept.lesson
    except (OSError, ValueError, LookupError, TypeError, RecursionError):  # whatever it is, we did not write it
        return True


def _as_written(notebook: Mapping[str, Any]) -> str:
    """Tell one text of a notebook's cells from another, whatever came of running them."""
    cells = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return sha256(json.dumps(cells).encode()).hexdigest()


def _free_place(path: Path) -> Path:
    """Find a name that says what the notebook is: the one in which somebody had written."""
    names = (f"{path.stem} (written in{more}).ipynb" for more in chain([""], (f" {number}" for number in count(2))))
    return next(place for name in names if not (place := path.with_name(name)).exists())


def get_ready() -> None:
    """Fetch what only the last steps need while somebody reads: it takes longer than a step may."""

    def fetch() -> None:
        with suppress(Exception):  # then it is tried again when it is needed
            generators()
            import_module("nbformat.sign")

    if not in_browser():  # there is one thread there, and Jupyter signs nothing
        Thread(target=fetch, daemon=True).start()


def _sign(path: Path) -> None:
    """Tell Jupyter that this notebook is ours; where it is not beside us, who opens the lesson is asked once."""
    with suppress(Exception):  # whatever Jupyter's own files are like, the lesson is there
        import nbformat
        from nbformat.sign import NotebookNotary

        NotebookNotary().sign(nbformat.read(path, as_version=4))


def _discussion(exercises: Sequence[Generated]) -> Iterator[dict[str, Any]]:
    asks = {
        "mark": "Read the sentence aloud, and change your voice for each speaker. Where does each one stop?",
        "sort": "Which sentence was hardest to place, and which words decided it?",
        "ask": "Which words speak for your answer, and which against it?",
    }
    for verb, ask in asks.items():
        if ids := [
            exercise.question["id"] for exercise in exercises if kind_of(exercise.question["kind"]).verb == verb
        ]:
            yield {"exercises": ids, "ask": ask}


def plan(kept: Kept, exercises: Sequence[Generated]) -> str:
    """Write a teacher's plan: aims, minutes, what to look for."""
    story = kept.confirmed.story
    lines = [
        f"# Plan: {in_markdown(story.about['title'])}",
        "",
        "All minutes are estimates; nothing here was tested with pupils.",
        "",
        "**Aims.** A pupil can find who says what, tell quoted from told, and keep what makes a claim less sure.",
        "",
        f"**Time.** {how_long(kept, exercises).capitalize()}. {kept.confirmed.told}",
        "",
        f"**Whose text.** {in_markdown(story.about['rights']['holder'])}. Whether you may use it is for you to judge.",
        "",
    ]
    lines += ["**What is asked.**", ""]
    lines += [f"{number}. {in_markdown(one.question['prompt'])}" for number, one in enumerate(exercises, 1)]
    lines += [""]
    open_ones = [exercise.question for exercise in exercises if exercise.question.get("look_for")]
    for question in open_ones:
        lines += [f"**{in_markdown(question['prompt'])}** Look for:", ""]
        lines += [f"- {in_markdown(look_for)}" for look_for in question["look_for"]]
        if question.get("model_answer"):
            lines += ["", f"One way to say it: {in_markdown(question['model_answer'])}"]
        lines += [""]
    return "\n".join(lines).rstrip("\n") + "\n"


def with_talk(alone: int, exercises: Sequence[Generated]) -> int:
    """Estimate the minutes of a lesson in which the class talks about each exercise when it is done."""
    return round((alone + _TALK * len(exercises)) / 5) * 5


def how_long(kept: Kept, exercises: Sequence[Generated]) -> str:
    """Say what the minutes of a lesson are: the same words on the page and in the plan."""
    alone = minutes(kept, exercises)
    return (
        f"about {alone} minutes to read the story and answer alone, and about {with_talk(alone, exercises)} "
        "if your class talks about each answer"
    )


def minutes(kept: Kept, exercises: Iterable[Generated]) -> int:
    """Estimate the minutes of a lesson: reading at 180 words a minute, and what each kind of exercise takes."""
    words = sum(len(sentence.text.split()) for sentence in kept.confirmed.story.sentences.values())
    work = sum(
        m if isinstance(m := kind_of(exercise.question["kind"]).minutes, int | float) else 2 for exercise in exercises
    )
    return max(5, round((words / 180 + work + 3) / 5) * 5)


def notebook(kept: Kept, exercises: Sequence[Generated]) -> dict[str, Any]:
    """Return the notebook of a lesson, in the anatomy of the shipped ones; nothing in it is run yet."""
    return {
        "cells": [
            {"cell_type": kind, "id": identity, "metadata": _tagged(identity, text)}
            | ({"execution_count": None, "outputs": []} if kind == "code" else {})
            | {"source": text.splitlines(keepends=True)}
            for kind, identity, text in _cells(kept, exercises)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "who_says_so": {"lesson": "Own"},  # the lesson page goes by it
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cells(kept: Kept, exercises: Sequence[Generated]) -> Iterator[tuple[str, str, str]]:
    story = kept.confirmed.story
    title, outlet = in_markdown(story.about["title"]), in_markdown(story.about["outlet"]["name"])
    yield (
        "markdown",
        "title",
        f"# Who says so? {title}\n\nYou find out who says what in one story, and how sure it sounds.",
    )
    time = f"**Time:** about {minutes(kept, exercises)} minutes."
    yield "markdown", "time", f"{time} This is an estimate from the number of words and exercises."
    needs = f"nothing. The story is by {outlet}, {story.about['published']}. {_party(story.about['outlet'])}"
    yield (
        "markdown",
        "about",
        (
            "**What you do:** you read a story closely, sentence by sentence.\n\n"
            "**What you learn:** to find who says what; to tell quoted from told; to keep what makes a claim less sure."
            "\n\n"
            f"**What you need:** {needs}"
        ),
    )
    yield (
        "markdown",
        "run-first",
        "Run the next cell first. It makes the lesson ready.",
    )
    yield "code", "setup", _SETUP
    left = kept.confirmed.not_read
    for step, heading, says in _STEPS:
        here = [exercise for exercise in exercises if exercise.step == step]
        if step == "look first":
            yield (
                "markdown",
                "look-first",
                f"## {heading}\n\n{says}" if here else "## Read the story\n\nRead it once as a whole.",
            )
        elif here:
            yield "markdown", step.replace(" ", "-"), f"## {heading}\n\n{says}"
        for exercise in here:
            variable = "answer"
            verb = kind_of(exercise.question["kind"]).verb
            yield "code", _cell_id(exercise), f'{variable} = ...\n{verb}("{exercise.question["id"]}", {variable})'
        if step == "look first":
            if here:
                yield "markdown", "now-read", "Now read."
            yield "code", "story", f'open_story("{story.id}")'
        if step == "how it is told" and kept.confirmed.reading()["attributions"]:
            part = (
                f" This counts a part of the story only. Not read: {count_of(len(left), 'sentence')}." if left else ""
            )
            yield "markdown", "chart-first", f"A chart counts who is heard.{part}"
            yield "code", "chart", f'show_speakers("{story.id}")'
        if step == "check":
            yield "markdown", "cannot-tell", f"## What this cannot tell you\n\n{_CANNOT}"
    yield (
        "markdown",
        "key-points",
        (
            "## Key points\n\n- A verb such as *said* leads you to the speaker.\n"
            "- Look where the quotation marks open and close."
            "\n- Keep the small words that make a claim less sure.\n\n"
            f"**Sources:** {in_markdown(story.origin())} Brought by a teacher for one class."
        ),
    )
    yield "code", "finish", f'show_finish("{story.id}")'


def _tagged(identity: str, text: str) -> dict[str, Any]:
    """Tag what is answered, and what a worksheet leaves out."""
    if identity == "run-first":
        return {"tags": ["screen-only", "by-cells"]}
    if identity in ("time", "finish"):
        return {"tags": ["screen-only"]}
    return {"tags": ["answer"]} if text.startswith("answer = ") else {}


def _cell_id(exercise: Generated) -> str:
    return exercise.question["id"][-60:].strip("-")


def _party(outlet: dict[str, Any]) -> str:
    told = {
        "yes": "The outlet, or its owner, is a party to what it tells.",
        "no": "Neither the outlet nor its owner is a party to what it tells.",
    }
    return told.get(outlet.get("party", ""), "Whether it is a party to what it tells is not known.")


def in_markdown(text: str) -> str:
    """Write a text so that nothing in it is taken for Markdown or HTML."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()).translate(_ENTITIES))
