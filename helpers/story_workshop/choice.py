"""Which exercises are ticked at first: those in which there is something to see, of all of the story, of both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.story_workshop.generators import Generated, Material, is_claim
from helpers.story_workshop.generators.purpose import first_purpose
from helpers.story_workshop.reasons import claimed, names

DEFAULT = 9
"""Exercises of one period."""

MADE_OF_WHAT_WAS_SAID = ("seen_inferred", "pass_on")
"""Uses that a person took the trouble to say something for: these are asked beside the others."""

# By use: how much a class gets out of it. What hardly anybody can miss comes last.
_WORTH = {
    "who_says": 60,
    "no_speaker": 58,
    "purpose": 56,
    "retell": 55,
    "who_is_meant": 52,
    "whose_word": 50,
    "hedge_scope": 48,
    "verb_adds": 46,
    "headline_lead": 44,
    "headline_louder": 43,
    "how_quoted": 42,
    "who_acts": 40,
    "whom_to_ring": 36,
    "compare": 30,
    "write_fairly": 26,
    "negation": 20,
    "booster_out": 10,
    "names_by_voice": 6,
    "guess_first": 0,
}
_MOST_OF_A_USE = {"who_says": 2}
_PLAIN_VERB = re.compile(r"(?:said|says|told|tells|according to)", re.IGNORECASE)
_ABOUT_ALL = ("retell", "whom_to_ring", "headline_lead", "headline_louder", "write_fairly", "compare", "guess_first")
_OF_SEVERAL_LINES = ("how_quoted", "no_speaker", "whose_word", "names_by_voice")
_SAME_LINES, _NEAR_LINES = 8, 3  # taken off for a sentence that is asked about already, or one near it


def usual(made: Sequence[Generated], material: Material) -> set[str]:
    """Choose `DEFAULT` exercises, and return their ids.

    Of two sides that contradict each other neither is asked about in more than one exercise more than the other.

    Parameters
    ----------
    made : sequence of Generated
        All that can be asked.
    material : Material
        What they were made of.

    Returns
    -------
    set of str
        Ids of questions; fewer than `DEFAULT` if there are no more that are fair.
    """
    free = [one for one in made if one.use not in MADE_OF_WHAT_WAS_SAID]
    chosen: list[Generated] = []
    for limits in (_MOST_OF_A_USE, dict.fromkeys(_WORTH, 2), dict.fromkeys(_WORTH, DEFAULT)):
        while len(chosen) < DEFAULT:
            of_use = Counter(one.use for one in chosen)
            fair = [
                one
                for one in free
                if one not in chosen and of_use[one.use] < limits.get(one.use, 1) and _is_fair(one, chosen, material)
            ]
            if not fair:
                break
            chosen.append(max(fair, key=lambda one: _worth(one, chosen, material)))
    return {one.question["id"] for one in chosen}


def side_of(exercise: Generated, material: Material) -> int | None:
    """Tell whose words an exercise is about, if it is about those of one side only."""
    lines = exercise.question.get("passage", {}).get("sentences", ())
    if exercise.use in (*_ABOUT_ALL, *_OF_SEVERAL_LINES) or not lines:
        return None
    heard = {material.sides.get(entry["speaker"]) for entry in material.attributions_in(lines[-1])}
    return heard.pop() if len(heard) == 1 else None


def _is_fair(one: Generated, chosen: Sequence[Generated], material: Material) -> bool:
    side = side_of(one, material)
    if side is None:
        return True
    count = Counter(side_of(other, material) for other in chosen)
    return count[side] <= count[1 - side]


def _worth(one: Generated, chosen: Sequence[Generated], material: Material) -> float:
    """Rank an exercise beside those that were chosen before: what there is to see, and from all of the story."""
    row = material.confirmed.to_read
    lines = one.question.get("passage", {}).get("sentences", ())
    worth = _WORTH.get(one.use, 0) + _to_see(one, material)
    if len(lines) in (1, 2) and one.use not in _OF_SEVERAL_LINES:
        places = [
            row.index(other.question["passage"]["sentences"][-1])
            for other in chosen
            if len(other.question.get("passage", {}).get("sentences", ())) in (1, 2)
        ]
        apart = min((abs(row.index(lines[-1]) - place) for place in places), default=len(row))
        worth -= _SAME_LINES if apart == 0 else _NEAR_LINES if apart == 1 else 0
    return worth


def _to_see(one: Generated, material: Material) -> int:
    """Count what makes a sentence worth a look; of verbs those that take a side, of words those that are no pronoun."""
    lines = one.question.get("passage", {}).get("sentences", ())
    if one.use == "verb_adds" and any(option["id"] == "neutral" and option["accepted"] for option in _options(one)):
        return -30
    if one.use == "headline_lead" and {option["id"] for option in _options(one) if option["accepted"]} <= {
        "number",
        "day",
    }:
        return -30
    if one.use == "who_is_meant" and not re.search(r"“(?:he|she|it|they)”", one.question["prompt"], re.IGNORECASE):
        return 3
    if one.use != "who_says":
        return 0
    return sum(_seen_in(entry, material) for entry in material.attributions_in(lines[-1]))


def _seen_in(entry: Mapping[str, Any], material: Material) -> int:
    story = material.confirmed.story
    text = story.sentence(entry["cue"]["sentence"]).text
    return (
        3 * (len(entry["content"]) > 1)  # the cue stands in the middle
        + 2 * text.startswith(entry["content"][0]["words"][:20])  # the speaker comes late
        + 2 * (not names(entry["source"], material.names[entry["speaker"]]))
        + 2 * (not _PLAIN_VERB.fullmatch(entry["cue"]["words"]))
        + 3 * (first_purpose(claimed(entry)) is not None)
        + (entry["quotation"] == "mixed")
        - 4 * (not is_claim(entry))
    )


def _options(one: Generated) -> Sequence[Mapping[str, Any]]:
    return one.question.get("options", ())
