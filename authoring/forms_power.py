"""How many texts a form needs: how often a class that reads better would be seen to read better.

``python -m authoring.forms_power`` prints the table of ``data/README.md``. Each learner meets one form before and the
other one after; what is looked at is the mean change of a class, with the usual test of pairs (two-sided, 5 %). The
texts of one kind are taken as equally hard, and learners as alike; the coin of the record evens out the rest. Nothing
here measures one learner: for that, ten times as many texts would be few.

Source of the idea: J. Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed. 1988, chapter 2.
"""

from math import sqrt
from statistics import NormalDist

BEFORE, AFTER = 0.65, 0.80  # share of answers that fit: assumed, not measured
TEXTS, LEARNERS = (4, 6, 8, 10), (10, 20, 30)
ALPHA = 0.05
ENOUGH, CLASS = 0.8, 30


def power(texts: int, learners: int, before: float = BEFORE, after: float = AFTER) -> float:
    """Return how often a change of a class would be seen, from 0 to 1, by the normal approximation.

    `texts` are those of each form, `learners` those who answered both; `before` and `after` are shares of what fits.
    """
    spread = sqrt((before * (1 - before) + after * (1 - after)) / texts / learners)
    normal = NormalDist()
    return normal.cdf(abs(after - before) / spread - normal.inv_cdf(1 - ALPHA / 2))


def fewest() -> int:
    """Return the fewest texts, half of them weak, with which a class of 30 is seen often enough."""
    return next(texts for texts in TEXTS if power(texts, CLASS) >= ENOUGH)


def table() -> str:
    """Return the table of data/README.md."""
    head = "| texts in a form | " + " | ".join(f"{learners} learners" for learners in LEARNERS) + " |"
    rows = [
        f"| {texts} | " + " | ".join(f"{power(texts, learners):.0%}" for learners in LEARNERS) + " |" for texts in TEXTS
    ]
    return "\n".join((head, "|---|" + "---|" * len(LEARNERS), *rows))


if __name__ == "__main__":
    print(table())
