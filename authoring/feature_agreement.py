"""How far two AI readers agree on the features of the short texts, and on the answers that follow from them.

Run ``python -m authoring.feature_agreement`` to print what stands in ``data/README.md``. The raw readings lie in
``data/feature_readings``. The second reader saw the texts and the rule, and neither features nor answers. So did a
third, and, after some texts had other words, a fourth, who is laid beside the features that decide today. The parts of
the claims of two stories were read in the same way, by one more reader. As in `authoring.agreement`, agreement on what
was marked is told as F1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from helpers.content import data_folder, load
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


def readings(of: str = "") -> tuple[list[Text], list[Text]]:
    """Return the texts of both raw readings, in the same order; of the ledgers those of "ledgers_"."""
    first, second = (load(f"feature_readings/{of}{name}.json")["texts"] for name in ("first", "second"))
    return first, second


def today() -> tuple[list[Text], list[Text]]:
    """Return the texts with the features that decide today, and the fourth reader's, in the same order."""
    deciding = {}
    for path in sorted((data_folder() / "questions").glob("*.json")):
        for question in load(f"questions/{path.name}")["questions"]:
            for item, asked in [("", question), *((row["id"], row) for row in question.get("items", ()))]:
                if "features" in asked:
                    deciding[question["id"], item] = asked
    fourth = load("feature_readings/fourth.json")["texts"]
    return [deciding[text["question"], text.get("item", "")] for text in fourth], fourth


def counted(first: Sequence[Text], second: Sequence[Text]) -> list[Counted]:
    """Count each feature over all texts."""
    marked = [[{feature["feature"] for feature in text["features"]} for text in reading] for reading in (first, second)]
    return [
        Counted(
            feature,
            sum(feature in text for text in marked[0]),
            sum(feature in text for text in marked[1]),
            sum(feature in ours and feature in other for ours, other in zip(*marked, strict=True)),
        )
        for feature in sorted(FEATURES)
    ]


def same_answers(first: Sequence[Text], second: Sequence[Text]) -> tuple[int, int]:
    """Return for how many texts both readings accept exactly the same answers, and for how many at least one."""
    pairs = [
        (set(accepted_uses(ours["features"])), set(accepted_uses(other["features"])))
        for ours, other in zip(first, second, strict=True)
    ]
    return sum(ours == other for ours, other in pairs), sum(bool(ours & other) for ours, other in pairs)


def features_table() -> str:
    """Write the table and the sentence below it in Markdown."""
    first, second = readings()
    lines = ["| feature | first | second | in both | F1 |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {row.feature} | {row.first} | {row.second} | {row.both} | {row.f1:.2f} |" for row in counted(first, second)
    ]
    return "\n".join([*lines, "", answers_in_words(first, second)])


def answers_in_words(first: Sequence[Text], second: Sequence[Text], what: str = "texts") -> str:
    """Say how far the answers of two readings agree."""
    same, shared = same_answers(first, second)
    share = f"{100 * same / len(first):.0f} %"
    return f"The same accepted answers: {same} of {len(first)} {what} ({share}). At least one in common: {shared}."


if __name__ == "__main__":
    ledgers = answers_in_words(*readings("ledgers_"), "parts of claims")
    print(features_table(), "", answers_in_words(*today()), "", ledgers, sep="\n")
