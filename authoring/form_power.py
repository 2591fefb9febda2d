"""How many learners a class needs before a gain between forms A and B can be told from chance, by texts in a form.

Run ``python -m authoring.form_power`` to print the table that stands in ``data/README.md``. It answers one question of
design: may a form have fewer texts? The model is the plainest one: each answer of a learner fits with the same chance,
on each text alone; the class is the same before and after; what is tested is the mean of the learners' differences.
Real texts and real learners differ more among themselves, so the numbers are the least that one would need.
"""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist

from helpers.content import load

# The share of texts answered as the rule does, before: the same learner as in the last lesson.
BEFORE = 0.75
GAINS = (0.05, 0.1, 0.15)
TEXTS = (6, 8, 10)
ALPHA, POWER = 0.05, 0.8  # two-sided
# A class as the course is written for.
SMALLEST, USUAL, LARGEST = 20, 25, 35
# The gain that a class should be able to see: one text in ten.
SHOULD_BE_SEEN = 0.1
_NORMAL = NormalDist()


def spread(texts: int, gain: float, before: float = BEFORE) -> float:
    """Return the standard deviation of one learner's difference between two forms, in shares of a form."""
    after = before + gain
    return sqrt((before * (1 - before) + after * (1 - after)) / texts)


def power(learners: int, texts: int, gain: float) -> float:
    """Return the chance that a class with this true gain shows one, tested on both sides at the level of 5 %."""
    distance = gain * sqrt(learners) / spread(texts, gain)
    edge = _NORMAL.inv_cdf(1 - ALPHA / 2)
    return 1 - _NORMAL.cdf(edge - distance) + _NORMAL.cdf(-edge - distance)


def learners_needed(texts: int, gain: float) -> int:
    """Return from how many learners on a gain is seen in four classes out of five."""
    quantiles = _NORMAL.inv_cdf(1 - ALPHA / 2) + _NORMAL.inv_cdf(POWER)
    return ceil((quantiles * spread(texts, gain) / gain) ** 2)


def enough(texts: int) -> bool:
    """Tell whether the largest class that the course is written for would see a gain of one text in ten."""
    return learners_needed(texts, SHOULD_BE_SEEN) <= LARGEST


def texts_of_a_form() -> int:
    """Return how many texts a form of the course has."""
    return len(load("questions/form_a.json")["sets"][0]["questions"])


def power_table() -> str:
    """Write the table and what follows from it in Markdown."""
    head = [f"{gain:.0%} more".replace("%", " %") for gain in GAINS]
    lines = [
        f"| texts in a form | {' | '.join(f'learners needed, {one}' for one in head)} "
        f"| a class of {USUAL} sees {SHOULD_BE_SEEN * 100:.0f} % more |",
        "|--:" * (len(GAINS) + 2) + "|",
    ]
    for texts in TEXTS:
        needed = " | ".join(f"{learners_needed(texts, gain):,}" for gain in GAINS)
        lines.append(f"| {texts} | {needed} | in {100 * power(USUAL, texts, SHOULD_BE_SEEN):.0f} % of cases |")
    fewest = next(texts for texts in range(1, 100) if enough(texts))
    return "\n".join([*lines, "", f"The fewest texts that are enough for a class of {LARGEST}: {fewest}."])


if __name__ == "__main__":
    print(power_table())
