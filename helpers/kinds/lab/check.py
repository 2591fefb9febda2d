"""What a schema cannot see in a sentence lab."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import prod
from typing import Any

from helpers.kinds.faults import Course, Fault, Steps, doubled, there_are, typed_id_faults
from helpers.kinds.lab.model import STATES, Lab, When

# Each is tried, and a learner should be able to try them too.
MOST_VERSIONS, MOST_OPTIONS = 500, 12


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check the names first, then every version of the sentence."""
    yield from list(_name_faults(question)) or _use_faults(question)


def _use_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    """Try every version of the sentence: each choice changes it, each line is told once, the goal can be missed."""
    lab = Lab.from_question({name: value for name, value in question.items() if name != "passage"})
    versions = list(lab.versions())
    for number, slot in enumerate(lab.slots):
        for first, other in combinations([option.id for option in slot.options], 2):
            if all(lab.text_of(v | {slot.id: first}) == lab.text_of(v | {slot.id: other}) for v in versions):
                what = f"Whether “{first}” or “{other}” is chosen never changes the sentence."
                yield Fault(("slots", number), what)
    for number, commitment in enumerate(lab.commitments):
        used = {id(next(rule for rule in commitment.rules if rule.fits(version))) for version in versions}
        for place, rule in enumerate(commitment.rules):
            if id(rule) not in used:
                yield Fault(("commitments", number, "rules", place), "No version of the sentence is told this.")
    if lab.goal is None:
        return
    for number, when in enumerate(lab.goal.accepted):
        if not any(When("", when=when).fits(version) for version in versions):
            yield Fault(("goal", "accepted", number), "No version of the sentence is like this.")
    reached = sum(map(lab.reaches_goal, versions))
    if reached in (0, len(versions)):
        yield Fault(("goal",), f"{reached} of {len(versions)} versions reach the goal: some must, and some must not.")


def _name_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    slots = {slot["id"]: [option["id"] for option in slot["options"]] for slot in question["slots"]}
    versions = prod(map(len, slots.values()))
    if versions > MOST_VERSIONS or max(map(len, slots.values())) > MOST_OPTIONS:
        what = f"These choices make {versions:,} versions of the sentence. Up to {MOST_VERSIONS} can be tried out"
        yield Fault(("slots",), f"{what}, with {MOST_OPTIONS} options in a slot.")
    yield from doubled(question["slots"], ("slots",))
    for number, slot in enumerate(question["slots"]):
        if slot["id"] in ("answer", "sure", "because"):
            what = f"“{slot['id']}” already has a meaning in a typed answer. Take another word."
            yield Fault(("slots", number, "id"), what)
    yield from doubled(question["commitments"], ("commitments",))
    for number, slot in enumerate(question["slots"]):
        yield from typed_id_faults(slot["options"], ("slots", number, "options"))
    ruled = [
        (("sentence", number, "choose"), piece["choose"])
        for number, piece in enumerate(question["sentence"])
        if not isinstance(piece, str)
    ]
    ruled += [
        (("commitments", number, "rules"), claim["rules"]) for number, claim in enumerate(question["commitments"])
    ]
    for path, rules in ruled:
        for number, rule in enumerate(rules):
            last = number == len(rules) - 1
            if last and "when" in rule:
                yield Fault((*path, number), "The last of these must fit always: take its “when” out, or add one more.")
            elif not last and "when" not in rule:
                yield Fault((*path, number), "This fits always, so that what follows is never used. Give it a “when”.")
            yield from _when_faults(rule.get("when", {}), slots, (*path, number, "when"))
    for number, claim in enumerate(question["commitments"]):
        for place, rule in enumerate(claim["rules"]):
            state = re.split("[,:]", STATES[rule["state"]][1])[0]
            if rule["says"].casefold().startswith(state):
                what = f"A learner reads “{state}” before this: begin with something else."
                yield Fault(("commitments", number, "rules", place, "says"), what)
    for number, when in enumerate(question.get("goal", {}).get("accepted", ())):
        yield from _when_faults(when, slots, ("goal", "accepted", number))


def _when_faults(when: Mapping[str, Sequence[str]], slots: Mapping[str, Sequence[str]], path: Steps) -> Iterator[Fault]:
    for slot, options in when.items():
        if slot not in slots:
            yield Fault((*path, slot), f"There is no slot “{slot}”.{there_are(slot, slots)}")
            continue
        for number, option in enumerate(options):
            if option not in slots[slot]:
                what = f"The slot “{slot}” has no option “{option}”.{there_are(option, slots[slot])}"
                yield Fault((*path, slot, number), what)
