"""A verb for teachers: bring a story of one's own, and make a lesson of it."""

from __future__ import annotations

from pathlib import Path

from helpers.browser import READS_MARKDOWN, fetch_ahead
from helpers.drafts import Drafts
from helpers.record import Record
from helpers.story_workshop.desk import Desk
from helpers.story_workshop.pasted import StoryProblem
from helpers.widgets.workshop_page import WorkshopPage

SENTENCE = "The story workshop: run this cell. What you do there is kept in my_stories, and this file does not keep it."


def workshop_view(name: str = "") -> WorkshopPage:
    """Show the workshop, with a story of one's own on the desk if its name is given."""
    return WorkshopPage(Desk(name, sheet_of).act, SENTENCE, Drafts(Record().path).learner())


def sheet_of(lesson: Path, what: str) -> tuple[str, str]:
    """Write a page of a lesson to print or to show, with the name of its file."""
    try:
        from helpers.on_paper.pages import page_of  # here, since Markdown is read for it, and at no other step
    except ImportError:  # in a browser it is fetched when a lesson is made, or now
        fetch_ahead(READS_MARKDOWN)
        raise StoryProblem("What printing needs is still on its way here. Press once more in a moment.") from None
    return page_of(lesson, what)
