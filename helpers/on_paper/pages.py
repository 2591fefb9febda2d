"""All that is printed or shown of some lessons: page by page, by the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from helpers.html import Html
from helpers.on_paper.lesson import sheets_of, story_sheet
from helpers.on_paper.sections import lesson_on_paper
from helpers.on_paper.slides import slides_of

ENDINGS = {"exercises": "", "more": "-more", "answers": "-answers", "slides": "-slides"}


def page_of(lesson: Path, what: str) -> tuple[str, Html]:
    """Write one page of a lesson that reads one story, with the name of its file.

    Parameters
    ----------
    lesson : Path
        Its notebook.
    what : str
        ``"exercises"``, ``"answers"``, ``"slides"``, or ``"story"``.
    """
    begins = "story-" if what == "story" else f"{lesson.stem}{ENDINGS[what]}."
    return next((name, page) for name, page in pages_of([lesson]) if name.startswith(begins))


def pages_of(lessons: Iterable[Path]) -> Iterator[tuple[str, Html]]:
    """Write the sheets and the slides of some lessons, and each story that they read whole, once."""
    stories: dict[str, None] = {}
    for path in lessons:
        for name, page in sheets_of(path)._asdict().items():
            if page:
                yield f"{path.stem}{ENDINGS[name]}.html", page
        yield f"{path.stem}{ENDINGS['slides']}.html", slides_of(path)
        stories |= dict.fromkeys(lesson_on_paper(path).stories())
    for story_id in stories:
        yield f"story-{story_id}.html", story_sheet(story_id)
