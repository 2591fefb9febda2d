"""One file to hand on, ``NAME.wss.zip``: a colleague or a learner opens it, and has the story and its lesson.

Only the text, the form about it and the reading are taken from such a file. Exercises, plan and notebook are made anew
of them here: so a file holds content only, and nothing in it is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from helpers.content import ContentProblem
from helpers.kinds.exercise import clip
from helpers.safe_file import write_whole
from helpers.series import own_lesson_file
from helpers.story import own_story_ids, story_from
from helpers.story_workshop.draft import name_for
from helpers.story_workshop.lesson import make_lesson
from helpers.story_workshop.pasted import StoryProblem
from helpers.story_workshop.store import Kept, folder_of, keep, kept_from, open_kept, taken_names, write_json

ENDING = ".wss.zip"
INSIDE = ("story.json", "story.txt", "progress.json")
LARGEST, LARGEST_INSIDE, MOST_FILES = 3_000_000, 3_000_000, 20
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same content is the same file


def pack(name: str) -> bytes:
    """Pack a story of one's own and its reading into one file, without what was taken back and who did it."""
    kept = open_kept(name)
    keep(kept)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in INSIDE:
            content = (folder_of(name) / file).read_bytes()
            if file == "progress.json":
                content = json.dumps({**json.loads(content), "steps": [], "lesson": ""}, ensure_ascii=False).encode()
            archive.writestr(ZipInfo(f"{name}/{file}", _MOMENT), content, ZIP_DEFLATED)
    return packed.getvalue()


def write_pack(name: str) -> Path:
    """Write the file to hand on into the story's folder."""
    path = folder_of(name) / f"{name}{ENDING}"
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(pack(name))
    unfinished.replace(path)
    return path


def unpack(content: bytes) -> tuple[Kept, Path | None]:
    """Open a file that was handed on: lay the story into ``my_stories`` under a free name, and make its lesson.

    There is no notebook, if there is nothing to ask yet. StoryProblem, if it is no such file, is too large, or holds
    what no story needs.
    """
    files = _read(content)
    try:
        data, progress = (json.loads(files[name].decode("utf-8")) for name in ("story.json", "progress.json"))
        text = files["story.txt"].decode("utf-8")
        if (same := _there_already(str(data["id"]), content)) is not None:
            return same
        name = name_for(data["title"], taken_names())
        data = {**data, "id": _free(str(data["id"]), name), "sha256": sha256(text.encode()).hexdigest()}
        data.pop("main", None)
        story = story_from(data, text)
        _check_form(data)
        kept = kept_from(story, progress)
    except (ContentProblem, LookupError, TypeError, AttributeError, ValueError, RecursionError) as problem:
        raise StoryProblem(f"The file holds no story that can be read here. {_told(problem)}".strip()) from None
    folder = folder_of(kept.name)
    folder.mkdir(parents=True)
    write_whole(folder / "story.txt", text)
    keep(kept)
    write_json(folder / "story.json", data)
    if not kept.confirmed.settled:
        return kept, None
    try:
        return make_lesson(kept)
    except StoryProblem:
        return kept, None


def title_in(content: bytes) -> str:
    """Return the headline of a story that was handed on; StoryProblem as in opening it, but nothing is laid down."""
    files = _read(content)
    try:
        data = json.loads(files["story.json"].decode("utf-8"))
        return clip(story_from(data, files["story.txt"].decode("utf-8")).about["title"], 200)
    except (ContentProblem, LookupError, TypeError, AttributeError, ValueError, RecursionError) as problem:
        raise StoryProblem(f"The file holds no story that can be read here. {_told(problem)}".strip()) from None


def _told(problem: Exception) -> str:
    return str(problem) if isinstance(problem, ContentProblem) else ""


def _free(wanted: str, name: str) -> str:
    """Keep the name that the file has, so that answers of a class count together; another one where it is taken."""
    try:
        folder_of(wanted)
    except StoryProblem:
        return name
    return name if wanted in taken_names() or not wanted[0].isalpha() else wanted


def _there_already(name: str, content: bytes) -> tuple[Kept, Path | None] | None:
    """Find the story that was opened from the same file before: a class that opens it twice has it once."""
    if name not in own_story_ids() or pack(name) != content:
        return None
    lesson = own_lesson_file(name)
    return open_kept(name), lesson if lesson.is_file() else None


def _check_form(data: Mapping[str, Any]) -> None:
    """Hold the form about a story against its schema, as far as this is kept without a library."""
    outlet, rights = data["outlet"], data["rights"]
    texts = [data["title"], data["published"], data["place"], *(outlet[n] for n in ("name", "kind", "owner"))]
    texts += [rights["holder"], rights["notice"]]
    if not all(isinstance(text, str) and 0 < len(text) <= 2_000 for text in texts):
        raise StoryProblem("What it says of itself is not complete.")
    if data.get("address") is not None and not str(data["address"]).startswith(("http://", "https://")):
        raise StoryProblem("Its address is no address of a web page.")
    if data.get("written_for_the_course") is not False:
        raise StoryProblem("It says that it belongs to the course, and it does not.")


def _read(content: bytes) -> dict[str, bytes]:
    """Read the files of a zip within bounds; the names of others are not even looked at."""
    if len(content) > LARGEST:
        raise StoryProblem(f"The file is larger than {LARGEST // 1_000_000} MB: no story is.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            inside = archive.infolist()
            if len(inside) > MOST_FILES:
                raise StoryProblem(f"The file holds {len(inside):,} files, and a story has {len(INSIDE)}.")
            found: dict[str, bytes] = {}
            for member in inside:
                name = member.filename.rpartition("/")[2]
                if name not in INSIDE or member.is_dir():
                    continue
                if name in found:
                    raise StoryProblem(f"The file holds “{clip(name)}” twice.")
                with archive.open(member) as file:
                    found[name] = file.read(LARGEST_INSIDE + 1)
                if len(found[name]) > LARGEST_INSIDE:
                    raise StoryProblem(f"“{clip(name)}” in the file is larger than any story makes it.")
    except (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as problem:
        if isinstance(problem, StoryProblem):
            raise
        raise StoryProblem("This is no file with a story: it should end in “.wss.zip”, and be whole.") from None
    except Exception:  # zlib.error and whatever a broken archive raises
        raise StoryProblem("This file is damaged. Ask for it once more.") from None
    if missing := [name for name in INSIDE if name not in found]:
        raise StoryProblem(f"The file holds no “{missing[0]}”: it is none of a story.")
    return found
