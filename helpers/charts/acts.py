"""Who acts in a story, and who is hidden: the forms in which it tells what is done.

A passive may leave out who did it, a noun made of a verb may too, and a country that acts stands for people. None of
these is wrong; the words of each are listed beside the story and counted in its text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from helpers.charts.living_story import LivingStory, MarksBySentence
from helpers.charts.naming import by_names, plain_look
from helpers.charts.quoted import find_wordings
from helpers.charts.speakers import by_voice
from helpers.living_text import KeyEntry, Way, WayMark
from helpers.story import Story, load_glosses, load_listed, load_story, plain


@dataclass(frozen=True)
class Act:
    """Words that tell what is done, where they stand."""

    form: str
    words: str
    sentence: str
    start: int
    end: int
    actor_follows: bool  # “conducted by the army”, and not “found in the town”


def find_acts(story: Story, forms: Sequence[Mapping[str, Any]]) -> Iterator[Act]:
    """Find the words of some forms of ``acts.json`` where they stand in a story, in its order."""
    owners = {words: form for form in forms for words in form["words"]}
    if not owners:
        return
    for wording in find_wordings(story, owners):
        text = story.sentence(wording.sentence).text
        after = plain(text[wording.end :]).split()[:1]
        follows = after == [wording.owner.get("actor_after")]
        yield Act(
            wording.owner["id"],
            text[wording.start : wording.end],
            wording.sentence,
            wording.start,
            wording.end,
            follows,
        )


def by_acts(story_id: str) -> tuple[Way, MarksBySentence]:
    """Mark in a story in which form it tells what is done. Who did it is left to the reader to find."""
    story = load_story(story_id)
    forms = load_listed(story, "acts", "no acts are")["forms"]
    found = list(find_acts(story, forms))
    looks = {form["id"]: (plain_look(place), form["name"], form["sign"]) for place, form in enumerate(forms)}
    marks = defaultdict(list)
    for act in found:
        look, name, sign = looks[act.form]
        marks[act.sentence].append(WayMark(act.start, act.end, look, sign, sign, f"{name}: {act.words}"))
    key = tuple(
        KeyEntry(*looks[form["id"]][::2], _counted(form, [act for act in found if act.form == form["id"]]))
        for form in forms
    )
    return Way("Who acts", key, "None of these forms is wrong. With each, ask who did it."), marks


def acts_chart(story_id: str) -> LivingStory:
    """Show in which forms a story tells what is done; ContentProblem if none are listed."""
    story = load_story(story_id)
    forms = load_listed(story, "acts", "no acts are")["forms"]
    found = list(find_acts(story, forms))
    by_form = [(form, [act for act in found if act.form == form["id"]]) for form in forms]
    rows = [
        (form["name"], len(acts), ", ".join(dict.fromkeys(act.words for act in acts)) or "none")
        for form, acts in by_form
    ]
    most_first = sorted(by_form, key=lambda counted: -len(counted[1]))
    seen = f"{story.about['outlet']['name']}, most often first: {'; '.join(starmap(_counted, most_first))}."
    ways = [by_acts(story_id), by_names(story_id), by_voice(story_id)]
    header = ("Form", "How often", "Words")
    return LivingStory("Who acts, and who is hidden?", seen, header, rows, story, ways, load_glosses(story_id))


def _counted(form: Mapping[str, Any], acts: Sequence[Act]) -> str:
    """Write how often a form stands there, and how often the one who acted is told after it."""
    told = f"{form['name']}: {len(acts)}"
    if "actor_after" not in form:
        return told
    return f"{told} ({sum(act.actor_follows for act in acts)} with “{form['actor_after']}”)"
