"""How far two AI readers agree on the features of the short texts, and on the answers that follow from them.

Run ``python -m authoring.feature_agreement`` to print the table that stands in ``data/README.md``. Both raw readings
lie in ``data/feature_readings``. The second reader saw the texts and the rule, and neither features nor answers. As in
`authoring.agreement`, agreement on what was marked is told as F1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from helpers.content import load
from helpers.judgement import FEATURES, accepted_uses

Text = Mapping[str, Any]


class Counted(NamedTuple):
    """One feature: in how many texts each reader marked it, surely or in doubt, and in how many both did."""

    feature: str
    first: int
    second: int
    both: int

    @property
    def f1(self) -> float:
        """Return the share of all marks that have a partner; 1 if nobody marked it."""
        return 2 * self.both / (self.first + self.second) if self.first + self.second else 1.0


def readings() -> tuple[list[Text], list[Text]]:
    """Return the texts of both raw readings, in the same order."""
    first, second = (load(f"feature_readings/{name}.json")["texts"] for name in ("first", "second"))
    return first, second


def counted(first: Sequence[Text], second: Sequence[Text]) -> list[Counted]:
    """Count each feature over all texts."""
    marked = [[{one["feature"] for one in text["features"]} for text in reading] for reading in (first, second)]
    return [
        Counted(
            feature,
            sum(feature in text for text in marked[0]),
            sum(feature in text for text in marked[1]),
            sum(feature in one and feature in other for one, other in zip(*marked, strict=True)),
        )
        for feature in sorted(FEATURES)
    ]


def same_answers(first: Sequence[Text], second: Sequence[Text]) -> tuple[int, int]:
    """Return for how many texts both readings accept exactly the same answers, and for how many at least one."""
    pairs = [
        (set(accepted_uses(one["features"])), set(accepted_uses(other["features"])))
        for one, other in zip(first, second, strict=True)
    ]
    return sum(one == other for one, other in pairs), sum(bool(one & other) for one, other in pairs)


def features_table() -> str:
    """Write the table and the sentence below it in Markdown."""
    first, second = readings()
    lines = ["| feature | first | second | in both | F1 |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {row.feature} | {row.first} | {row.second} | {row.both} | {row.f1:.2f} |" for row in counted(first, second)
    ]
    same, shared = same_answers(first, second)
    share = f"{100 * same / len(first):.0f} %"
    answers = f"The same accepted answers: {same} of {len(first)} texts ({share}). At least one in common: {shared}."
    return "\n".join([*lines, "", answers])


if __name__ == "__main__":
    print(features_table())
