"""One file to hand on, ``NAME.wss.zip``: a colleague or a learner opens it, and has the story and its lesson.

Only the text, the form about it and the reading are taken from such a file. Exercises, plan and notebook are made anew
of them here: so a file holds content only, and nothing in it is ever run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from helpers.content import OWN_NAME, ContentProblem
from helpers.kinds.exercise import clip
from helpers.safe_file import write_whole
from helpers.series import own_lesson_file
from helpers.story import own_story_ids, story_from
from helpers.story_workshop.lesson import make_lesson
from helpers.story_workshop.pasted import LONGEST_HEADLINE, StoryProblem
from helpers.story_workshop.progress import Kept, kept_from, progress_of
from helpers.story_workshop.store import LONGEST_NAME, folder_of, name_for, open_kept, take_folder, write_story
from helpers.story_workshop.story_file import form_from

ENDING = ".wss.zip"
INSIDE = ("story.json", "story.txt", "progress.json")
LARGEST, LARGEST_INSIDE, MOST_FILES = 3_000_000, 3_000_000, 20
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same content is the same file


def pack(name: str) -> bytes:
    """Pack a story of one's own and its reading into one file, without what was taken back and who did it."""
    kept = open_kept(name)
    progress = json.dumps(progress_of(_as_handed_on(kept)), ensure_ascii=False)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in INSIDE:
            content = progress if file == "progress.json" else (folder_of(name) / file).read_bytes()
            archive.writestr(ZipInfo(f"{name}/{file}", _MOMENT), content, ZIP_DEFLATED)
    return packed.getvalue()


def write_pack(name: str) -> Path:
    """Write the file to hand on into the story's folder."""
    path = folder_of(name) / f"{name}{ENDING}"
    write_whole(path, pack(name))
    return path


def unpack(content: bytes) -> tuple[Kept, Path | None]:
    """Open a file that was handed on: lay the story into ``my_stories`` under a free name, and make its lesson.

    A class that opens the same file twice has the story once; and if its teacher has mended something since, the new
    file takes the place of the old one, unless somebody here has worked on that. There is no notebook, if there is
    nothing to ask yet. StoryProblem, if it is no such file, is too large, or holds what no story needs.
    """
    data, text, progress = _parts(_read(content))
    kept = kept_from(story_from(data, text), progress)
    there = _there_already(kept)
    if there and _content(there) == _content(kept):
        lesson = own_lesson_file(there.name)
        return there, lesson if lesson.is_file() else None
    if there and there.came == _content(there) and there.confirmed.story.about["title"] == data["title"]:
        kept = replace(kept, lesson=there.lesson)
    else:
        name = take_folder(partial(_free, data))
        kept = kept_from(story_from(data | {"id": name}, text), _renamed(progress, kept.name, name))
    kept = replace(kept, came=_content(kept))
    write_story(kept, data | {"id": kept.name}, text)
    if not kept.confirmed.settled:
        return kept, None
    try:
        return make_lesson(kept)
    except StoryProblem:
        return kept, None


def title_in(content: bytes) -> str:
    """Return the headline of a story that was handed on; StoryProblem as in opening it, but nothing is laid down."""
    data, _, _ = _parts(_read(content))
    return clip(data["title"], LONGEST_HEADLINE)


def _parts(files: Mapping[str, bytes]) -> tuple[dict[str, Any], str, Any]:
    """Read form, text and progress of a story; of the form only what a story needs."""
    try:
        data, progress = (json.loads(files[name].decode("utf-8")) for name in ("story.json", "progress.json"))
        text = files["story.txt"].decode("utf-8")
        data, text = form_from(data, text)
        data |= {"sha256": sha256(text.encode()).hexdigest()}
        story_from(data, text)
    except (ContentProblem, ValueError, RecursionError) as problem:
        told = str(problem) if isinstance(problem, ContentProblem) else ""
        raise StoryProblem(f"The file holds no story that can be read here. {told}".strip()) from None
    return data, text, progress


def _free(data: Mapping[str, Any], taken: Set[str]) -> str:
    """Keep the name that the file has, so that answers of a class count together; another one where it is taken."""
    name = data["id"]
    usable = OWN_NAME.fullmatch(name) and name[0].isalpha() and len(name) <= LONGEST_NAME and name not in taken
    return name if usable else name_for(data["title"], taken)


def beside_which(kept: Kept) -> str:
    """Say that a story was opened beside one of its name; empty if there is none."""
    first = re.sub(r"-\d+$", "", kept.name)
    if first == kept.name or first not in own_story_ids():
        return ""
    return f"A story of this name is here already: this one lies beside it, as {kept.name}."


def _renamed(progress: Any, before: str, name: str) -> Any:
    """Name the exercises that were chosen after a story's new name, as they are made then."""
    if not isinstance(progress, dict) or not isinstance(progress.get("chosen"), dict):
        return progress
    chosen = {f"{name}{which.removeprefix(before)}": how for which, how in progress["chosen"].items()}
    return {**progress, "chosen": chosen}


def _there_already(kept: Kept) -> Kept | None:
    """Open the story of this name that is here, if there is one, and it can be used."""
    with suppress(ContentProblem):
        return open_kept(kept.name)
    return None


def _content(kept: Kept) -> str:
    """Tell one content of a story from another, by sha256."""
    story = kept.confirmed.story
    sentences = [sentence.text for sentence in story.sentences.values()]
    whole = [dict(story.about), sentences, progress_of(_as_handed_on(kept))]
    return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _as_handed_on(kept: Kept) -> Kept:
    """Leave out what was taken back, and what is true of one computer only."""
    return replace(kept, confirmed=replace(kept.confirmed, steps=()), lesson="", came="")


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
