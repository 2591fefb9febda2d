"""A verb for teachers: bring a story of one's own, and make a lesson of it."""

from __future__ import annotations

from helpers.drafts import Drafts
from helpers.record import Record
from helpers.story_workshop.desk import Desk
from helpers.widgets.workshop_page import WorkshopPage

SENTENCE = "The story workshop: run this cell. What you do there is kept in my_stories, and this file does not keep it."


def workshop_view(name: str = "") -> WorkshopPage:
    """Show the workshop, with a story of one's own on the desk if its name is given."""
    return WorkshopPage(Desk(name).act, SENTENCE, Drafts(Record().path).learner())
