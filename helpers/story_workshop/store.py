"""Stories of one's own on the disk: ``my_stories/NAME/``, kept after each step; a stop at any moment loses no more.

``progress.json`` is what a person did so far; all other files but the text can be made anew from it. Each file is
written whole or not at all, and ``story.json`` comes last: a folder without it is no story yet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpers.browser import hand_over
from helpers.content import OWN_NAME, ContentProblem, own_stories_folder, read_json
from helpers.kinds.exercise import clip
from helpers.safe_file import one_at_a_time, write_whole
from helpers.story import Story, story_from, story_ids
from helpers.story_workshop.confirmed import NAMED, Confirmed, fitting
from helpers.story_workshop.draft import About, draft_story, name_for, recut
from helpers.story_workshop.generators import Generated, generate
from helpers.story_workshop.pasted import Pasted, StoryProblem

VERSION = 1
KEPT_STEPS = 30
LARGEST_FILE = 3_000_000


@dataclass(frozen=True)
class Kept:
    """A story of one's own as it is kept: its reading so far, and which exercises were chosen.

    Parameters
    ----------
    confirmed : Confirmed
        The story and its reading.
    chosen : mapping of str to mapping
        By id of a question: ``asked`` (whether it is in the lesson) and ``prompt`` (in other words), where a person
        said so.
    no_longer : tuple of str
        Words of marks that stand in the text no more, since it was edited.
    lesson : str
        What the lesson's file was when the workshop wrote it last, by sha256.
    """

    confirmed: Confirmed
    chosen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    no_longer: tuple[str, ...] = ()
    lesson: str = ""

    @property
    def name(self) -> str:
        """The name of the story's folder."""
        return self.confirmed.story.id

    @cached_property
    def made(self) -> tuple[Generated, ...]:
        """Every exercise that what was confirmed gives."""
        return tuple(generate(self.confirmed))


def folder_of(name: str) -> Path:
    """Return the folder of a story of one's own; it may not be there."""
    if not OWN_NAME.fullmatch(name):
        raise StoryProblem(f"“{clip(name)}” cannot be the name of a story: small letters, digits and hyphens can.")
    return own_stories_folder() / name


def taken_names() -> set[str]:
    """Return the names that no new story can have."""
    folder = own_stories_folder()
    mine = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return mine | set(story_ids())


def begin(pasted: Pasted, about: About) -> Kept:
    """Make a folder for a new story, under a name that no other has, and keep it there; StoryProblem as in drafting."""
    headlines = pasted.of_role("headline")
    taken = taken_names()
    while True:
        name = name_for(headlines[0] if headlines else "", taken)
        data, text = draft_story(pasted, about, name)
        try:
            folder_of(name).mkdir(parents=True)
            break
        except FileExistsError:  # another window was quicker
            taken.add(name)
    kept = Kept(Confirmed.begin(story_from(data, text)))
    write_whole(folder_of(name) / "story.txt", text)
    keep(kept)
    write_json(folder_of(name) / "story.json", data)
    return kept


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
        data = read_bounded(folder / "story.json")
        if not isinstance(data, dict) or data.get("id") != name:
            raise StoryProblem(f"In the file {folder / 'story.json'} the id must be “{name}”, as the folder is called.")
        text = (folder / "story.txt").read_text(encoding="utf-8")
        if sha256(text.encode()).hexdigest() != data["sha256"]:  # somebody edited the text
            data, text = recut(data, text)
            write_whole(folder / "story.txt", text)
            write_json(folder / "story.json", data)
        story = story_from(data, text)
        outlet, rights = data["outlet"]["name"], data["rights"]["holder"]
        if not all(isinstance(value, str) for value in (data["title"], outlet, rights, data["published"])):
            raise TypeError
    except (ContentProblem, OSError, UnicodeDecodeError) as problem:
        raise StoryProblem(f"The story “{name}” cannot be opened. {problem}") from None
    except (LookupError, TypeError, AttributeError):
        raise StoryProblem(f"The file {folder / 'story.json'} is not as a story needs it.") from None
    progress = read_bounded(folder / "progress.json") if (folder / "progress.json").is_file() else {}
    return kept_from(story, progress)


def kept_from(story: Story, progress: Any) -> Kept:
    """Take what is usable of what was kept; the rest is proposed anew."""
    fresh = Confirmed.begin(story)
    if not isinstance(progress, dict):
        return Kept(fresh)
    speakers = [speaker for speaker in _list(progress.get("speakers")) if _is_speaker(speaker)] or list(fresh.speakers)
    known = {speaker["id"] for speaker in speakers}
    lost: list[str] = []
    parts: dict[str, dict[str, Any]] = {"settled": {}, "drafts": {}}
    for part, found in parts.items():
        for sentence, entries in _mapping(progress.get(part)).items():
            if sentence not in fresh.to_read:
                lost += [f"all marks of {clip(sentence)}"]
                continue
            try:
                fits, gone = fitting(story, entries)
                whole = all(
                    attribution["speaker"] in known and attribution["reason"] for attribution in fits["attributions"]
                )
            except (LookupError, TypeError, AttributeError):
                whole, gone = False, ["marks that cannot be read"]
            lost += gone
            if whole and (not gone or part == "drafts"):
                found[sentence] = fits
            elif whole:
                parts["drafts"].setdefault(sentence, fits)
    steps = tuple(step for step in _list(progress.get("steps")) if isinstance(step, dict)) if not lost else ()
    confirmed = Confirmed(story, tuple(speakers), parts["settled"], parts["drafts"])
    for about, said in _mapping(progress.get("said")).items():
        for name, value in _mapping(said).items():
            with suppress(StoryProblem):  # what it was said of may be there no more
                confirmed = confirmed.say(about, name, value if isinstance(value, str) else "")
    confirmed = replace(confirmed, steps=steps)
    chosen = {
        exercise_id: {name: value for name, value in _mapping(how).items() if name in ("asked", "prompt", "words")}
        for exercise_id, how in _mapping(progress.get("chosen")).items()
    }
    return Kept(confirmed, chosen, tuple(dict.fromkeys(lost)), str(progress.get("lesson", ""))[:64])


def keep(kept: Kept) -> Kept:
    """Write down how far a story is: what was done, and the reading that comes of it."""
    folder, confirmed = folder_of(kept.name), kept.confirmed
    with one_at_a_time(folder / "progress.json"):
        progress = {
            "version": VERSION,
            "not_read": confirmed.not_read,
            "speakers": [dict(speaker) for speaker in confirmed.speakers],
            "settled": confirmed.settled,
            "drafts": confirmed.drafts,
            "said": confirmed.said,
            "chosen": kept.chosen,
            "lesson": kept.lesson,
            "steps": confirmed.steps[-KEPT_STEPS:],
        }
        write_json(folder / "progress.json", progress)
        write_json(folder / "reading.json", confirmed.reading())
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


def _is_speaker(speaker: Any) -> bool:
    return (
        isinstance(speaker, dict)
        and set(speaker) == {"id", "name", "named"}
        and all(isinstance(value, str) and value for value in speaker.values())
        and OWN_NAME.fullmatch(speaker["id"]) is not None
        and speaker["named"] in NAMED
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
