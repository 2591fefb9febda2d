"""Stories of one's own on the disk: ``my_stories/NAME/``, kept after each step; a stop at any moment loses no more.

``progress.json`` is what a person did so far; all other files but the text can be made anew from it. Each file is
written whole or not at all, and ``story.json`` comes last: a folder without it is no story yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from helpers.browser import hand_over
from helpers.content import OWN_NAME, ContentProblem, own_stories_folder, read_json
from helpers.kinds.exercise import clip
from helpers.safe_file import one_at_a_time, write_whole
from helpers.story import story_from, story_ids
from helpers.story_workshop.about import About
from helpers.story_workshop.confirmed import Confirmed
from helpers.story_workshop.pasted import Pasted, StoryProblem
from helpers.story_workshop.progress import Kept, kept_from, progress_of
from helpers.story_workshop.story_file import draft_story, form_from, recut

LARGEST_FILE = 3_000_000
LONGEST_NAME = 60
"""Letters of a folder's name: files lie deep on some computers, and Windows takes 260 letters for all of a path."""

# Windows keeps these for devices, whatever follows after a dot; “home” is the page with all lessons.
_NO_NAMES = frozenset("aux con nul prn home".split()) | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}


def folder_of(name: str) -> Path:
    """Return the folder of a story of one's own; it may not be there."""
    if not OWN_NAME.fullmatch(name):
        raise StoryProblem(f"“{clip(name)}” cannot be the name of a story: small letters, digits and hyphens can.")
    return own_stories_folder() / name


def taken_names() -> set[str]:
    """Return the names that no new story can have: of other stories, of a page, and of devices on Windows."""
    folder = own_stories_folder()
    mine = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return mine | set(story_ids()) | _NO_NAMES


def name_for(headline: str, taken: Set[str] = frozenset()) -> str:
    """Make the name of a story's folder of its headline: small letters, digits and hyphens, and not one that is taken.

    It begins with a letter: what begins with a number is a lesson of the course.
    """
    letters = "".join(sign for sign in normalize("NFKD", headline) if not combining(sign))
    words = [word[:40] for word in re.findall("[a-z0-9]+", letters.casefold())]
    name = "-".join(words[:5]) or "story"
    name = name if name[0].isalpha() else f"story-{name}"
    name = name[:LONGEST_NAME].strip("-")
    number, free = 1, name
    while free in taken or not OWN_NAME.fullmatch(free):
        number += 1
        free = f"{name}-{number}" if OWN_NAME.fullmatch(name) else f"story-{number}"
    return free


def take_folder(name: Callable[[Set[str]], str]) -> str:
    """Make the folder of a new story and return its name; `name` makes one of those that are taken."""
    taken = taken_names()
    while True:
        free = name(taken)
        try:
            folder_of(free).mkdir(parents=True)
        except FileExistsError:  # another window was quicker, or the system knows no capitals
            taken.add(free)
        else:
            return free


def begin(pasted: Pasted, about: About) -> Kept:
    """Make a folder for a new story, under a name that no other has, and keep it there; StoryProblem as in drafting."""
    data, text = draft_story(pasted, about, "unnamed")
    name = take_folder(partial(name_for, data["title"]))
    data |= {"id": name}
    kept = Kept(Confirmed.begin(story_from(data, text)))
    write_story(kept, data, text)
    return kept


def write_story(kept: Kept, data: Mapping[str, Any], text: str) -> None:
    """Lay a story into its folder; what makes the folder a story comes last."""
    folder = folder_of(kept.name)
    write_whole(folder / "story.txt", text)
    keep(kept)
    write_json(folder / "story.json", data)


def open_kept(name: str) -> Kept:
    """Open a story of one's own where it was left.

    Marks whose words stand in the text no more, since somebody edited it, are told, and their sentences are to be read
    again.

    Raises
    ------
    StoryProblem
        If there is no such story, or its files cannot be used.
    """
    folder = folder_of(name)
    if not (folder / "story.json").is_file():
        raise StoryProblem(f"There is no story “{clip(name)}” in the folder my_stories.")
    try:
        data, text = _story_in(folder)
        if data["id"] != name:
            raise StoryProblem(f"In the file {folder / 'story.json'} the id must be “{name}”, as the folder is called.")
        story = story_from(data, text)
    except (ContentProblem, OSError) as problem:
        raise StoryProblem(f"The story “{name}” cannot be opened. {problem}") from None
    progress = read_bounded(folder / "progress.json") if (folder / "progress.json").is_file() else {}
    kept = kept_from(story, progress)
    with suppress(OSError):  # where nothing can be written, one can look at it all the same
        _bring_up_to_date(kept)
    return kept


def _story_in(folder: Path) -> tuple[dict[str, Any], str]:
    """Read what a folder's story is; cut it anew, if somebody edited its text."""
    data = read_bounded(folder / "story.json")
    try:
        if (folder / "story.txt").stat().st_size > LARGEST_FILE:
            raise StoryProblem("Its text is larger than any story.")
        text = (folder / "story.txt").read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise StoryProblem("Its text is not saved as UTF-8. Save it again so.") from None
    data, text = form_from(data, text)
    if sha256(text.encode()).hexdigest() != data["sha256"]:
        data, text = recut(data, text)
        write_whole(folder / "story.txt", text)
        write_json(folder / "story.json", data)
    return data, text


def _bring_up_to_date(kept: Kept) -> None:
    """Write the reading anew, if the text was edited, or a stop came between the writing of two files."""
    path = folder_of(kept.name) / "reading.json"
    with suppress(ContentProblem):
        if read_bounded(path) == kept.confirmed.reading():
            return
    keep(kept)


def keep(kept: Kept) -> Kept:
    """Write down how far a story is: what was done, and the reading that comes of it."""
    folder = folder_of(kept.name)
    with one_at_a_time(folder / "progress.json"):
        write_json(folder / "progress.json", progress_of(kept))
        write_json(folder / "reading.json", kept.confirmed.reading())
    return kept


def stamp_of(name: str) -> tuple[int, ...]:
    """Return what changes whenever somebody writes down how far a story is."""
    with suppress(OSError):
        found = (folder_of(name) / "progress.json").stat()
        return found.st_ino, found.st_mtime_ns, found.st_size
    return ()


def write_json(path: Path, data: Any) -> None:
    """Write a JSON file as all files of a story are written; where a browser keeps them, let it."""
    write_whole(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    hand_over()


def read_bounded(path: Path) -> Any:
    """Read a JSON file that somebody may have changed; StoryProblem if it is larger than any story makes it."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise StoryProblem(f"The file {path} is larger than any story makes it.")
        return read_json(path)
    except OSError as problem:
        raise StoryProblem(f"The file {path} cannot be opened: {problem.strerror}.") from None
    except (RecursionError, ValueError) as problem:
        if isinstance(problem, ContentProblem):
            raise
        raise StoryProblem(f"The file {path} cannot be read.") from None
