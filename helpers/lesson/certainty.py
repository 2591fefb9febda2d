"""The verb that shows how sure a story sounds."""

from __future__ import annotations

from helpers.charts.certainty import CertaintyStrip, certainty_chart
from helpers.lesson.showing import SEED_STORY


def show_certainty(story_id: str = SEED_STORY) -> CertaintyStrip:
    """Draw what each sentence of a story has in the way of reporting words, hedges and boosters.

    Parameters
    ----------
    story_id : str
        Name of the story's folder.

    Returns
    -------
    CertaintyStrip
        One line for each sentence, in order.
    """
    return certainty_chart(story_id)
