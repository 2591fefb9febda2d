"""Look through the course's data files and say what is to be mended: file, place, what to do.

Run ``python3 start.py check STORY`` for the folder of one story, ``python3 start.py check`` for all stories, question
files, numbers, sources, the glossary and what a class may talk about. A file that can be read is held against its
schema (`authoring.plain_words`), and, if it fits, against what a schema cannot see (`authoring.rules`,
`authoring.beside_a_story`).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import category

from authoring import rules
from authoring.beside_a_story import KINDS, Around, faults_beside
from authoring.plain_words import place_of, schema_faults
from helpers.content import ContentProblem, data_folder
from helpers.kinds.exercise import clip
from helpers.kinds.faults import Course, Fault, nearest, there_are
from helpers.kinds.schema import questions_schema
from helpers.story import count_of, own_story_ids, story_from
from helpers.story_workshop.own_check import faults_of

MAX_BYTES = 5_000_000
OF_EVERY_STORY = ("story.json", "story.txt", "reading.json")

WHAT_JSON_MEANS = {
    "Expecting ',' delimiter": (
        'A comma is missing before this place; or a quotation mark inside a text lacks the backslash before it: \\"'
    ),
    "Expecting ':' delimiter": "A colon is missing here, between a name and its value",
    "Expecting property name": (
        'A name in straight quotation marks (") must stand here; perhaps there is a comma too many before'
    ),
    "Illegal trailing comma": "There is a comma too many here, after the last entry",
    "Expecting value": (
        'A value must stand here: a text in straight quotation marks ("), a number, true, false, null, a list or a '
        "group; perhaps there is a comma too many before"
    ),
    "Invalid control character": "A text may not go on in a new line and may hold no tab; for a new line write \\n",
    "Unterminated string": "The text that begins here has no quotation mark at its end",
    "Invalid \\": "A backslash in a text must be written twice: \\\\",
    "Extra data": "The file should have ended before this; perhaps a bracket was closed too early",
}


@dataclass(frozen=True)
class Problem:
    """Something to mend: in which file of the data folder, where in it, what is wrong and what to do."""

    file: str  # with forward slashes
    place: str  # such as attributions → “lead-has-said” → cue; empty for the whole file
    what: str

    def __str__(self) -> str:
        where = " → ".join(part for part in (self.file, self.place) if part)
        return f"{_harmless(where)}\n    {_harmless(self.what)}"


def _harmless(text: str) -> str:
    """Take out what could steer the terminal that shows a text."""
    return "".join(c if c.isprintable() or category(c) == "Zs" else "\ufffd" for c in text)


class Unreadable(ValueError):
    """A file cannot be read; the message says why, and what to do, and `place` line and column, where that helps."""

    def __init__(self, what: str, place: str = "") -> None:
        super().__init__(what)
        self.place = place


def read_text(path: Path) -> str:
    """Read a file that an author wrote; `Unreadable` if it is missing, too large, or no UTF-8 text."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(
                f"The file has {size / 1e6:.1f} MB. More than {MAX_BYTES // 1_000_000} MB are not read: "
                "is this the right file?"
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("The file is missing. Copy that of another story and change it.") from None
    except OSError as error:
        raise Unreadable(f"The file cannot be opened ({error.strerror}).") from None
    if raw.startswith(b"\xef\xbb\xbf"):
        raise Unreadable("The file begins with an invisible mark (BOM). Save it again as UTF-8 without BOM.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable("The file is not UTF-8 text. Save it again with the encoding UTF-8.", f"line {line}") from None


def read_json(path: Path) -> Any:
    """Read a JSON file that an author wrote; `Unreadable` if it is none, with line and column."""
    try:
        return json.loads(read_text(path), object_pairs_hook=_group)
    except json.JSONDecodeError as error:
        explained = (ours for english, ours in WHAT_JSON_MEANS.items() if error.msg.startswith(english))
        what = next(explained, f"This is not valid JSON ({error.msg})")
        raise Unreadable(f"{what}.", f"line {error.lineno}, column {error.colno}") from None
    except Unreadable:
        raise
    except (RecursionError, ValueError):
        message = "Lists and groups stand inside each other too deeply, or a number is too long."
        raise Unreadable(f"The file cannot be read: {message}") from None


def _group(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            where = next((f" (in the entry “{clip(v)}”)" for n, v in pairs if n == "id"), "")
            raise Unreadable(f"The name “{clip(name)}” stands {count} times in one group{where}. Keep one.")
    return dict(pairs)


def check(data: Path, story: str | None = None) -> tuple[list[Problem], str]:
    """Look through one story, or through everything that an author of a lesson writes.

    Parameters
    ----------
    data : pathlib.Path
        The data folder.
    story : str, optional
        Name of a story's folder, also of one's own; everything of the course, if not given.

    Returns
    -------
    list of Problem
        In the order of the files.
    str
        What was looked through, such as "1 story, 4 question files".
    """
    if story is not None and story in own_story_ids():
        faults, _ = faults_of(story)
        return [Problem(f"my_stories/{story}", "", what) for what in faults], "1 story of your own"
    look = _Look(data)
    stories = sorted(path.name for path in (data / "stories").iterdir() if path.is_dir())
    # Other files lean on sources and labels, so these are looked up first; what is to be mended there comes later.
    first = _Look(data)
    sources, glossary = first.file("sources.json", "sources"), first.file("glossary.json", "glossary")
    files = sorted(f"questions/{path.name}" for path in (data / "questions").glob("*.json"))
    course = Course(
        stories,
        labels=glossary and [label["id"] for label in glossary["labels"]],
        lessons=[name for file in files if (name := Path(file).stem)[:2].isdigit()],
        sources=sources and {source["id"]: source for source in sources["sources"]},
    )
    if story is not None:
        if story not in stories:
            hint = nearest(story, stories) or f" There are: {', '.join(stories)}."
            look.problems.append(Problem(f"data/stories/{clip(story)}", "", f"There is no such story.{hint}"))
        else:
            look.story(story, course)
            look.beside(story, course)
            look.main([story], stories)
        return look.problems, "1 story"
    for name in stories:
        look.story(name, course)
    look.main(stories, stories)
    for name in stories:  # what lies beside a story may cite another one
        look.beside(name, course)
    look.questions(files, course)
    look.problems += first.problems
    if sources:
        look.tell("sources.json", sources, rules.sources_faults(sources["sources"], sources["sides"]))
    if glossary:
        look.tell("glossary.json", glossary, rules.glossary_faults(glossary, course.sources, course.lessons))
    look.discussion(course)
    for path in sorted((data / "numbers").glob("*.json")):
        look.named_for_its_lesson(f"numbers/{path.name}", "numbers")
    looked_at = "1 story" if len(stories) == 1 else f"{len(stories)} stories"
    return look.problems, f"{looked_at}, {count_of(len(files), 'question file')}"


def schema_of(name: str, data: Path) -> dict[str, Any]:
    """Return the schema of a kind of file, such as ``"story"``; the rooms of `helpers.kinds` write the questions'."""
    if name == "questions":
        return questions_schema()
    return json.loads((data / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


class _Look:
    """Goes through files of a data folder and gathers what is to be mended."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.problems: list[Problem] = []

    def tell(self, file: str, data: Any, faults: Iterable[Fault]) -> bool:
        """Keep what was found in a file; say whether there was something."""
        problems = [Problem(f"data/{file}", place_of(data, fault.path), fault.what) for fault in faults]
        self.problems += problems
        return bool(problems)

    def read(self, file: str, reader: Callable[[Path], Any]) -> Any:
        """Read a file; None, and a problem, if that cannot be done."""
        try:
            return reader(self._data / file)
        except Unreadable as problem:
            self.problems.append(Problem(f"data/{file}", problem.place, str(problem)))
            return None

    def file(self, file: str, schema: str) -> Any:
        """Read a file and hold it against its schema; None if nothing more can be said of it."""
        data = self.read(file, read_json)
        if data is None:
            return None
        if self.tell(file, data, schema_faults(data, schema_of(schema, self._data))):
            return None
        self.tell(file, data, rules.prose_faults(data))
        return data

    def story(self, name: str, course: Course) -> None:
        """Look through a story and its readings, and let the course know what is sound in them."""
        folder = f"stories/{name}"
        data = self.file(f"{folder}/story.json", "story")
        text = self.read(f"{folder}/story.txt", read_text)
        if data and text is not None:
            self.tell(f"{folder}/story.json", data, rules.story_faults(data, text, name))
            with suppress(ContentProblem):
                course.stories[name] = story_from({**data, "id": name}, text.replace("\r\n", "\n"))
                self.tell(f"{folder}/story.json", data, rules.record_faults(course.stories[name], course.sources))
        reading = self.file(f"{folder}/reading.json", "reading")
        if reading and name in course.stories:
            course.readings[name] = reading
            self.tell(f"{folder}/reading.json", reading, rules.reading_faults(reading, course.stories[name]))
        for path in sorted((self._data / folder / "readings").glob("*.json")):
            raw = self.file(f"{folder}/readings/{path.name}", "reading")
            if raw and name in course.stories:
                faults = rules.reading_faults(raw, course.stories[name])
                self.tell(f"{folder}/readings/{path.name}", raw, faults)

    def main(self, names: Iterable[str], stories: Iterable[str]) -> None:
        """Say of some stories if another one, too, is the one that lessons mean where they name none."""
        main = [name for name in stories if self._is_main(name)]
        for name in main:
            others = ", ".join(other for other in main if other != name)
            if others and name in names:
                told = f"Only one story is the main one, and {others} says so too. Take “main” out of one of them."
                self.problems.append(Problem(f"data/stories/{name}/story.json", "main", told))

    def _is_main(self, name: str) -> bool:
        with suppress(Unreadable):
            data = read_json(self._data / "stories" / name / "story.json")
            return isinstance(data, dict) and data.get("main") is True
        return False

    def beside(self, name: str, course: Course) -> None:
        """Look through what else lies in the folder of a story."""
        folder, sound = f"stories/{name}", {}
        for path in sorted((self._data / folder).iterdir()):
            file = f"{folder}/{path.name}"
            if path.is_dir() or path.name.startswith(".") or path.name in OF_EVERY_STORY:
                continue
            if path.suffix == ".json" and path.stem in KINDS:
                if data := self.file(file, path.stem):
                    sound[path.stem] = data
                continue
            message = "No file of a story has this name. It is the name of a kind, with .json at its end."
            message += there_are(path.stem, KINDS)
            self.problems.append(Problem(f"data/{file}", "", message))
        story = course.stories.get(name)
        if story is None:
            return
        around = Around(story, course, sound.get("evidence", {}).get("as_of", ""))
        for kind, data in sound.items():
            self.tell(f"{folder}/{kind}.json", data, faults_beside(kind, data, around))

    def named_for_its_lesson(self, file: str, schema: str) -> Any:
        """Read a file as `file` does, and say if it lies under another name than that of its lesson."""
        data, name = self.file(file, schema), Path(file).stem
        if data and data["lesson"] != name:
            told = f"The file is called “{name}.json”: the name of the lesson must be the same, “{name}”."
            self.problems.append(Problem(f"data/{file}", "lesson", told))
        return data

    def discussion(self, course: Course) -> None:
        """Look through what a class may talk about; a course without it has a question for any exercise."""
        if (self._data / "discussion.json").exists() and (found := self.file("discussion.json", "discussion")):
            self.tell("discussion.json", found, rules.discussion_faults(found, course.questions))

    def questions(self, files: Sequence[str], course: Course) -> None:
        """Look through the question files, which share their ids."""
        sound = {file: data for file in files if (data := self.named_for_its_lesson(file, "questions"))}
        ids = [question["id"] for data in sound.values() for question in data["questions"]]
        earlier: dict[tuple[str, str], str] = {}
        if len(sound) == len(files):
            course.questions = ids
        for file, data in sound.items():
            self.tell(file, data, rules.doubled_in_files(data, file, earlier))
            self.tell(file, data, rules.questions_faults(data, course))
            if len(sound) == len(files):
                self.tell(file, data, rules.named_question_faults(data, ids))


def main(arguments: Sequence[str]) -> int:
    """Print what is to be mended, in the story that is named or in all; return 1 if there is anything."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    problems, looked_at = check(data_folder(), arguments[0].strip("/\\") if arguments else None)
    for problem in problems:
        print(problem, end="\n\n")
    if not problems:
        print(f"Nothing to mend in {looked_at}.")
        return 0
    print("1 thing to mend." if len(problems) == 1 else f"{len(problems)} things to mend.")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
