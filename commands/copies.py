"""The learner's copies of the lessons, and the teacher's of the pages: a new release overwrites none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from commands.environment import as_json, read_json, sha256
from commands.messages import Stop, say
from helpers.notebooks import AMONG_LESSONS
from helpers.safe_file import write_whole

FOR_TEACHERS = "for_teachers"
MY_LESSONS = "my_lessons"


def check_shipped(folder: Path) -> None:
    """Refuse to start without lessons."""
    if not any(folder.glob("*.ipynb")):
        raise Stop(f"There are no lessons in {folder}: fetch the whole project again and start from there.")


def copy_lessons(shipped: Path, mine: Path) -> tuple[list[Path], list[tuple[Path, Path]]]:
    """Give the learner a copy of each lesson that has none, and touch no copy that is there.

    Of the folders beside the lessons the home page, the notebook about the record and the story workshop are copied,
    which are no lessons.
    Returns as `lay_copies`.
    """
    lessons = sorted(shipped.glob("*.ipynb")) + [path for page in AMONG_LESSONS for path in shipped.glob(page)]
    return lay_copies({lesson.name: lesson for lesson in lessons}, mine)


class Moved(NamedTuple):
    """A copy that has another number now."""

    old: Path
    new: Path
    signed: bool  # Jupyter trusted it under its old number


def follow_numbers(shipped: Path, mine: Path, is_signed: Callable[[Path], bool]) -> list[Moved]:
    """Give each of the learner's copies the number that its lesson has now; nothing else in it changes.

    A lesson is known by its name after the number. A copy that was not worked in goes, since the fresh one comes in its
    place. One that is no notebook any more, or has a copy under the new number already, stays as it is. Jupyter's
    signature does not follow: `is_signed` tells whether a copy had one, so that it can be signed again, and no other.
    """
    lessons = {lesson.stem[3:]: lesson.name for lesson in shipped.glob("[0-9][0-9]_*.ipynb")}
    handed_out = read_json(mine / ".copied.json")
    moved = []
    for copy in sorted(mine.glob("[0-9][0-9]_*.ipynb")):
        new = mine / lessons.get(copy.stem[3:], copy.name)
        if new.exists():
            continue
        if sha256(copy.read_bytes()) in handed_out.get(copy.name, ()):
            copy.unlink()
            continue
        try:
            notebook = json.loads(copy.read_text(encoding="utf-8"))
            notebook["metadata"]["who_says_so"] = {"lesson": new.name[:2]}  # the lesson page goes by it
        except (ValueError, KeyError, TypeError):
            continue
        signed = is_signed(copy)
        write_whole(new, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
        copy.unlink()
        moved.append(Moved(copy, new, signed))
    return moved


def copy_for_teachers(shipped: Path, mine: Path) -> tuple[list[Path], list[tuple[Path, Path]]]:
    """Give the teacher a copy of each page for teachers; one that the teacher has not changed follows the release.

    The copies lie as deep as the pages in the project: so links lead on, to other pages and to the learner's copies.
    """
    pages = [path for end in ("md", "ipynb") for path in sorted((shipped / FOR_TEACHERS).rglob("*." + end))]
    files = {page.relative_to(shipped).as_posix(): page for page in pages if ".ipynb_checkpoints" not in page.parts}
    return lay_copies({name: page for name, page in files.items() if name not in AMONG_LESSONS}, mine, renew=True)


def lay_copies(
    files: Mapping[str, Path], mine: Path, renew: bool = False
) -> tuple[list[Path], list[tuple[Path, Path]]]:
    """Copy files that have no copy yet, under the names given for them, and touch no copy that was worked in.

    Which texts of a file were handed out is kept in `.copied.json`, by sha256. When a release brings a text that was
    never handed out, it is laid beside the copy as "... (new)"; or with `renew`, in place of a copy that is still as it
    was handed out.

    Returned are the copies that are new; and for each file that changed, the copy, which stays, and the new one.
    """
    mine.mkdir(exist_ok=True)
    memory = mine / ".copied.json"
    handed_out = read_json(memory)
    added, beside = [], []
    for name, file in files.items():
        content = file.read_bytes()
        known = handed_out.setdefault(name, [])
        copy = mine / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if renew and sha256(content) not in known and copy.exists() and sha256(copy.read_bytes()) in known:
            copy.unlink()
        if write_new(copy, content):
            added.append(copy)
        elif sha256(content) not in known and copy.read_bytes() != content:
            beside.append((copy, write_beside(copy, content)))
        if sha256(content) not in known:
            known.append(sha256(content))
            write_whole(memory, as_json(handed_out))
    return added, beside


def write_beside(copy: Path, content: bytes) -> Path:
    """Write a new text of a file beside the copy, under the first name that is free."""
    number = 1
    while True:
        label = "new" if number == 1 else f"new {number}"
        path = copy.with_name(f"{copy.stem} ({label}){copy.suffix}")
        if write_new(path, content) or path.read_bytes() == content:
            return path
        number += 1


def write_new(path: Path, content: bytes) -> bool:
    """Write a file unless there is one of that name; tell whether it was written. Leave no half file."""
    try:
        file = path.open("xb")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink()
        raise
    return True


def tell_copies(added: list[Path], beside: list[tuple[Path, Path]], moved: Iterable[Moved] = ()) -> None:
    """Say which copies were made or have another number, and which of the learner's copies stayed as they are."""
    for old, new, _ in moved:
        say(f"{old.stem} has a new number: your copy is now {new.stem}, with all that you wrote in it.")
    if added:
        names = added[0].stem if len(added) == 1 else f"{len(added)} notebooks"
        say(f"Copied {names} to {MY_LESSONS}: work in the copies as you like.")
    for copy, new in beside:
        say(f"{copy.stem} is new in this release: your copy stays as it is, and the new one is {new.name!r}.")
