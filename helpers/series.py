"""The lessons of the series, as the question files name them: which there are, in what order, and what each one asks.

Nothing else lists the lessons. A lesson is a file of questions and a notebook of the same name; its number is the
beginning of that name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from helpers.content import ContentProblem, data_folder, load, load_own, own_stories_folder, own_story_folder
from helpers.story import own_story_ids

# The one exercise that no question file has: the first lesson asks it, and says how this computer does.
SELF_CHECK = "self-check"


@dataclass(frozen=True)
class Lesson:
    """One lesson: the name of its files, its questions, and which of the learner's two forms it asks."""

    name: str  # of its files: its number, and its title in small letters with low lines between
    questions: Sequence[Mapping[str, Any]]  # the texts of the two forms are not in it: two lessons share them
    form: str = ""  # "first", "second", or none
    sets: Sequence[Mapping[str, Any]] = ()  # questions that are shown one after another

    @property
    def number(self) -> str:
        """Its number, such as ``"01"``: texts of lessons sort and compare as their numbers do."""
        return self.name[:2]

    @property
    def title(self) -> str:
        """What the lesson asks, in words."""
        return self.name[3:].replace("_", " ").capitalize()

    def parts(self, core: Collection[str]) -> tuple[list[str], list[str]]:
        """Part the ids of its questions into those of its core, which names them or their sets, and the others."""
        in_core = self.asked_by(core)
        return in_core, [question["id"] for question in self.questions if question["id"] not in in_core]

    def asked_by(self, names: Collection[str]) -> list[str]:
        """Return the ids of its questions that some names in its code ask, each its own or that of a set."""
        rows = {asked for group in self.sets if group["id"] in names for asked in group.get("questions", ())}
        return [question["id"] for question in self.questions if question["id"] in {*names, *rows}]


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return the lessons in reading order."""
    return tuple(
        Lesson(file["lesson"], file["questions"], file.get("form", ""), file.get("sets", ()))
        for file in question_files()
        if file["lesson"][:2].isdigit()
    )


@cache
def lesson_with_form(which: Literal["first", "second"]) -> Lesson:
    """Return the lesson that asks a learner's first form, or the second one."""
    for lesson in lessons():
        if lesson.form == which:
            return lesson
    raise ContentProblem(f"No file in data/questions says that its lesson asks the {which} form.")


def numbers_with_forms() -> tuple[str, str]:
    """Return the numbers of the lessons with the first and with the second form."""
    return lesson_with_form("first").number, lesson_with_form("second").number


def question_files() -> Iterator[Mapping[str, Any]]:
    """Read the question files: of the lessons, then of the forms; one that cannot be used is passed over."""
    yield from _files()[0]


def files_left_out() -> Mapping[str, str]:
    """Tell which question files cannot be used: by its name, a sentence that says why."""
    return _files()[1]


def own_files(name: str) -> Iterator[Mapping[str, Any]]:
    """Read a file such as ``"questions"`` of each story of one's own, anew where it changed; who has none has none."""
    for story in own_story_ids():
        folder = own_story_folder(story, f"{name}.json")
        try:
            file = load_own(folder / f"{name}.json") if folder else None
        except (ContentProblem, RecursionError, ValueError):
            continue
        if isinstance(file, dict):
            yield file


@dataclass(frozen=True)
class OwnLesson:
    """The lesson of a story of one's own: the story's folder, its headline, and its questions."""

    story: str
    title: str
    questions: Sequence[Mapping[str, Any]]


def own_lessons() -> list[OwnLesson]:
    """Return the lessons of stories of one's own that lie among the learner's; what cannot be used is passed over."""
    found = []
    for story in own_story_ids():
        with suppress(ContentProblem, LookupError, TypeError, AttributeError, ValueError, RecursionError, OSError):
            folder = own_stories_folder() / story
            title = load_own(folder / "story.json")["title"]
            file = load_own(folder / "questions.json")
            if own_lesson_file(story).is_file() and _is_question_file(file) and isinstance(title, str):
                found.append(OwnLesson(story, title, file["questions"]))
    return found


def own_lesson_file(story: str) -> Path:
    """Return where the lesson of a story of one's own lies; it may not be there."""
    return own_stories_folder().parent / "my_lessons" / f"{story}.ipynb"


def own_questions() -> dict[str, Mapping[str, Any]]:
    """Return the questions of all stories of one's own by their ids."""
    files = [file for file in own_files("questions") if _is_question_file(file)]
    return {question["id"]: question for file in files for question in file["questions"]}


@cache
def _files() -> tuple[Sequence[Mapping[str, Any]], Mapping[str, str]]:
    usable, left_out = [], {}
    for path in sorted((data_folder() / "questions").glob("*.json")):
        try:
            file = load(f"questions/{path.name}")
        except ContentProblem as problem:
            left_out[path.name] = str(problem)
            continue
        if _is_question_file(file):
            usable.append(file)
        else:
            left_out[path.name] = f"The file {path} is no question file: “python3 start.py check” says what it lacks."
    return usable, left_out


def _is_question_file(file: Any) -> bool:
    """Tell whether a file names its lesson, and each of its questions and sets."""
    match file:
        case {"lesson": str(), "questions": list(questions)}:
            sets = file.get("sets", [])
            return all(
                isinstance(entry, dict) and isinstance(entry.get("id"), str)
                for entry in [*questions, *(sets if isinstance(sets, list) else [None])]
            )
    return False
