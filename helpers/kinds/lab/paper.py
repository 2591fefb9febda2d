"""The sentence lab on paper."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.html import Html, bullets, element
from helpers.kinds.lab.model import STATES, Lab
from helpers.kinds.paper import BOX, LINE, reason


def asked(exercise: Lab) -> Iterator[Html]:
    """Write a box for each choice, lines for the sentence, and the claims that it may carry."""
    for slot in exercise.slots:
        yield element("p", f"{slot.name} {' · '.join(f'{BOX} {option.text}' for option in slot.options)}")
    yield element("p", "Write your sentence.") + LINE + LINE
    names = "; ".join(f"{sign} {words}" for sign, words in STATES.values())
    yield element("p", f"What becomes of each claim? Write the sign. {names}.", css="help")
    yield bullets(f"____ {commitment.name}" for commitment in exercise.commitments)


def answered(exercise: Lab) -> Iterator[Html]:
    """Write a sentence that reaches the goal, and what becomes of each claim in which version."""
    if exercise.goal:
        yield reason("✓ For example", exercise.text_of(exercise.accepted_answer()), exercise.goal.reached)
    for commitment in exercise.commitments:
        yield element("p", commitment.name)
        yield bullets(f"{' '.join(STATES[rule.state])}: {rule.says}" for rule in commitment.rules)
