"""Draw the stills of all pictures of the shipped stories: what a code host shows of them (`helpers.charts.still`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from helpers.charts.acts import acts_chart
from helpers.charts.certainty import certainty_chart
from helpers.charts.naming import naming_chart
from helpers.charts.plain_map import plain_map
from helpers.charts.speakers import speakers_chart
from helpers.charts.still import FOLDER, Still
from helpers.content import ContentProblem
from helpers.story import load_beside, stories_with, story_ids


def stills() -> Iterator[Still]:
    """Yield the still of each picture that a shipped story has."""
    for story_id in story_ids():
        for chart in (speakers_chart, certainty_chart, acts_chart, naming_chart):
            with suppress(ContentProblem):  # not every story has names or acts beside it
                yield chart(story_id).still()
    for story_id in set(stories_with("background")) & set(story_ids()):
        if drawn := load_beside(story_id, "background").get("map", {}).get("drawn"):
            yield plain_map(drawn).still()


def draw() -> list[str]:
    """Draw what is missing and delete what no picture has any more; return the names of the files that changed."""
    wanted = {still.file(): still for still in stills()}
    FOLDER.mkdir(exist_ok=True)
    old = [file for file in FOLDER.glob("*.png") if file not in wanted]
    new = [file for file in wanted if not file.is_file()]
    for file in old:
        file.unlink()
    for file in new:
        file.write_bytes(wanted[file].png())
    return sorted(file.name for file in [*old, *new])
