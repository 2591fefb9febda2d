"""Stories of one's own in the site: the workshop, the page that opens what was handed on, and stories built in.

A story that is built in is the same file that one hands on: a click opens it as if it had been dropped on the page.
Its text belongs to somebody: such an edition is for a school's own network, and says so wherever it is made or opened.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from browser_edition.fetch import BuildProblem
from helpers.content import ContentProblem, read_json
from helpers.html import Html, bullets, element, join
from helpers.notebooks import HOME, WORKSHOP, page_file
from helpers.story_workshop.hand_on import ENDING, pack, title_in

OWN_STORIES = "own_stories.ipynb"
FOLDER = "stories"
NOT_FOR_THE_WEB = "with-stories-not-for-the-web"
"""What the zip of such an edition is called, after its version."""

_FOR_WHOM = (
    "The texts of these stories belong to others. This edition is for our school’s own network, not for the web."
)
# What the pages say where no folder is near: by the id of a cell.
_WORKSHOP_THERE = {
    "what-you-need": (
        "## What you need, and what it takes\n\nA story in English, 50 to 1,500 words, that you may use in your class. "
        "We estimate half an hour for 250 words, an hour for 450, an hour and a half for 800: half of it for a yes to "
        "each sentence, half for reading every key. All works by mouse and by keyboard.\n\n"
        "Nothing leaves this browser. All that you do is kept in it after each step: you can stop and come back. "
        "Clearing the browser’s data deletes it, so save the file to hand on, at the end."
    ),
    "what-comes-of-it": (
        "## What comes of it\n\nA lesson, a plan for you, and worksheet, answers and slides to print or to show. "
        "The lesson opens from here, and from *Stories of your own* on the first page. Its answers are kept in each "
        "learner’s record like all others. One file hands it on: your class drops it on the first page of this "
        "edition; so does a colleague.\n\n"
        "To go on with a story, open this page again: all that you began are listed."
    ),
}
_STORIES_THERE = {
    "title": "# Stories of your own\n\nLessons of stories that you or your teacher brought.",
    "care": None,
    "lessons": "show_own_stories()",
}


def page_in_the_browser(path: Path, texts: Mapping[str, str | None], work: Path, name: str = "") -> Path:
    """Write a page into a folder as the site has it, and return its path.

    `texts` says by the id of a cell what stands there in a browser; None leaves the cell out.
    """
    notebook = read_json(path)
    missing = texts.keys() - {cell["id"] for cell in notebook["cells"]}
    if missing:
        raise BuildProblem(
            f"{path.name} has no cell {', '.join(sorted(missing))}: see what its page says in a browser."
        )
    cells = [
        cell | {"source": texts.get(cell["id"], cell["source"])}
        for cell in notebook["cells"]
        if texts.get(cell["id"], "") is not None
    ]
    target = work / (name or path.name)
    known = notebook["metadata"] | {"who_says_so": {"lesson": target.stem}}  # the lesson page knows it by that
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = notebook | {"cells": cells, "metadata": known}
    target.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def pages_of_own_stories(work: Path) -> list[Path]:
    """Write the workshop, and the page with one's own stories, as the site has them."""
    return [
        page_in_the_browser(page_file(WORKSHOP), _WORKSHOP_THERE, work),
        page_in_the_browser(page_file(HOME), _STORIES_THERE, work, OWN_STORIES),
    ]


def files_of(stories: Sequence[str]) -> dict[str, bytes]:
    """Pack stories of one's own, or take what was handed on (a path), by the names of their files."""
    if stories and os.environ.get("GITHUB_ACTIONS"):
        raise BuildProblem("A story of one’s own is not built in here: what GitHub builds may go on the web.")
    files = {}
    for story in stories:
        try:
            path = Path(story)
            content = path.read_bytes() if story.endswith(ENDING) else pack(story)
            title_in(content)
        except ContentProblem as problem:
            raise BuildProblem(f"{story}: {problem}") from None
        except OSError as problem:
            raise BuildProblem(f"{story} cannot be opened: {problem.strerror}.") from None
        files[path.name if story.endswith(ENDING) else f"{story}{ENDING}"] = content
    return files


def write_own_stories(out: Path, files: Mapping[str, bytes]) -> Html:
    """Lay stories into the site, and return the links of the first page to them; nothing, where there are none."""
    folder = out / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    if not files:
        return join()
    folder.mkdir()
    links = []
    for number, (name, content) in enumerate(sorted(files.items()), 1):
        file = f"{number}{ENDING}"  # a name that any server hands out
        (folder / file).write_bytes(content)
        links.append(element("a", title_in(content), href=f"{FOLDER}/{file}", data_story=name, dir="auto"))
    return bullets(links) + element("p", _FOR_WHOM)
