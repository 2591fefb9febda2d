"""The verb that shows how sure a story sounds."""

from __future__ import annotations

from helpers.charts.certainty import CertaintyStrip, certainty_chart
from helpers.story import main_story


def show_certainty(story_id: str | None = None) -> CertaintyStrip:
    """Draw what each sentence of a story has in the way of reporting words, hedges and boosters.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    CertaintyStrip
        One line for each sentence, in order.
    """
    story_id = story_id or main_story()
    return certainty_chart(story_id)
