"""How far two independent readings of a story agree.

Run ``python -m authoring.agreement [STORY]`` to print the table that stands in ``data/README.md``. Both raw
readings lie in the story's folder, as ``readings/first.json`` and ``readings/second.json``.

Nobody can count the phrases that a reader rightly left alone, so agreement on *what was marked* is told as
F1, which is here the same as positive specific agreement (Hripcsak and Rothschild 2005,
https://doi.org/10.1197/jamia.M1733). Agreement on *which kind* a phrase is, where both readers marked it, is
told in per cent and as kappa, which takes off what chance alone would give (Cohen 1960,
https://doi.org/10.1177/001316446002000104).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.content import ContentProblem, data_folder, load
from helpers.kinds.spans.overlap import CLOSE, agreement, words_in
from helpers.story import Span, Story, Token, load_story, story_ids, tokens_of

PARTLY = 0.5

Item = Mapping[str, Any]
Reading = Mapping[str, Any]


@dataclass(frozen=True)
class Pair:
    """A mark of the first reading and the mark of the second that is taken for the same."""

    first: int
    second: int
    closeness: float


@dataclass(frozen=True)
class MarkAgreement:
    """How many marks of one sort two readers made, and which of them are taken for the same, one to one."""

    what: str
    first: int
    second: int
    pairs: tuple[Pair, ...]

    @property
    def close(self) -> int:
        """Pairs that share nearly all words."""
        return sum(pair.closeness >= CLOSE for pair in self.pairs)

    @property
    def partly(self) -> int:
        """Pairs that share about half of their words or more, but not nearly all."""
        return len(self.pairs) - self.close

    def f1(self, matched: int) -> float:
        """Return the share of all marks that have a partner, if so many pairs count; 1 if nobody marked anything."""
        marks = self.first + self.second
        return 2 * matched / marks if marks else 1.0


@dataclass(frozen=True)
class ClassAgreement:
    """Into which class the first and the second reader put each mark that both made."""

    what: str
    pairs: tuple[tuple[Hashable, Hashable], ...]

    @property
    def same(self) -> int:
        """Marks that both put into the same class."""
        return sum(first == second for first, second in self.pairs)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, or None where it says nothing."""
        return kappa(self.pairs)


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of two readers (Cohen 1960, https://doi.org/10.1177/001316446002000104).

    It is 1 for full agreement, 0 for what chance would give; None if there is nothing to compare or if both readers
    used one and the same class throughout, for then kappa is 0 divided by 0.
    """
    if not pairs:
        return None
    count = len(pairs)
    firsts, seconds = (Counter(side) for side in zip(*pairs, strict=True))
    by_chance = sum(firsts[kind] * seconds[kind] for kind in firsts) / count**2
    if by_chance == 1:
        return None
    seen = sum(first == second for first, second in pairs) / count
    return (seen - by_chance) / (1 - by_chance)


def match(first: Sequence[frozenset[int]], second: Sequence[frozenset[int]]) -> tuple[Pair, ...]:
    """Pair the marks of two readers, each a set of places, with one partner at most, closest pairs first.

    Pairs need a Dice coefficient of at least `PARTLY` (Dice 1945, https://doi.org/10.2307/1932409); of two equally
    close ones, the one listed earlier counts.
    """
    candidates = sorted(
        (-agreement(mine, other), i, j)
        for i, mine in enumerate(first)
        for j, other in enumerate(second)
        if mine & other
    )
    pairs: dict[int, Pair] = {}
    taken: set[int] = set()
    for closeness, i, j in candidates:
        if -closeness >= PARTLY and i not in pairs and j not in taken:
            pairs[i] = Pair(i, j, -closeness)
            taken.add(j)
    return tuple(pairs[i] for i in sorted(pairs))


@dataclass(frozen=True)
class Words:
    """The words of a story in reading order, so that marks can be compared by their places."""

    story: Story
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, story: Story) -> Words:
        """Split a story into words."""
        return cls(story, tuple(token for sentence in story.sentences.values() for token in tokens_of(sentence)))

    def places(self, spans: Iterable[Item | None]) -> frozenset[int]:
        """Find the places of marked words; None (no source named) has none.

        A dash or quotation mark counts only if nothing else is marked.
        """
        places: set[int] = set()
        for data in spans:
            if data is not None:
                start, end = self.story.find(Span.of(data))
                places.update(
                    place
                    for place, token in enumerate(self.tokens)
                    if token.sentence == data["sentence"] and token.start < end and token.end > start
                )
        return words_in(self.tokens, places)


def spans_of(item: Item, *fields: str) -> list[Item | None]:
    """Collect the spans of some fields of an entry, such as ``"cue"`` (one span) or ``"content"`` (several)."""
    spans: list[Item | None] = []
    for field in fields:
        value = item[field]
        spans.extend(value if isinstance(value, list) else [value])
    return spans


def compare_words(
    words: Words, what: str, first: Sequence[Item], second: Sequence[Item], *fields: str
) -> MarkAgreement:
    """Compare what two readers marked, by the words of some fields of their entries of one kind."""
    mine = [words.places(spans_of(item, *fields)) for item in first]
    other = [words.places(spans_of(item, *fields)) for item in second]
    return MarkAgreement(what, sum(map(bool, mine)), sum(map(bool, other)), match(mine, other))


def compare_kinds(
    what: str,
    matched: MarkAgreement,
    first: Sequence[Item],
    second: Sequence[Item],
    kind: str | tuple[Callable, Callable],
) -> ClassAgreement:
    """Compare how two readers sorted what both had marked, by a field, or by a function for each reading."""
    of_first, of_second = ((lambda item: item[kind]),) * 2 if isinstance(kind, str) else kind
    return ClassAgreement(
        what, tuple((of_first(first[pair.first]), of_second(second[pair.second])) for pair in matched.pairs)
    )


def _outer(matched: MarkAgreement, first: Sequence[Item], second: Sequence[Item]) -> tuple[Callable, Callable]:
    """Name the attribution that another stands in, alike in both readings where it is the same one."""
    names = {second[pair.second]["id"]: first[pair.first]["id"] for pair in matched.pairs}

    def of_second(item: Item) -> Hashable:
        return item["inside"] and names.get(item["inside"], ("only in the second", item["inside"]))

    return (lambda item: item["inside"]), of_second


def compare(story: Story, first: Reading, second: Reading) -> tuple[list[MarkAgreement], list[ClassAgreement]]:
    """Compare two readings of a story: which words were marked; how those were sorted that both marked."""
    words = Words.of(story)
    marked: list[MarkAgreement] = []
    kinds: list[ClassAgreement] = []

    def words_of(what: str, name: str, *fields: str) -> MarkAgreement:
        marked.append(compare_words(words, what, first[name], second[name], *fields))
        return marked[-1]

    def kind_of(what: str, same: MarkAgreement, name: str, kind: str | tuple[Callable, Callable]) -> None:
        kinds.append(compare_kinds(what, same, first[name], second[name], kind))

    whole = words_of("attributions (source and cue together)", "attributions", "source", "cue")
    for field in ("source", "cue", "content"):
        words_of(f"attributions, {field}", "attributions", field)
    kind_of("attributions: direct, indirect or mixed", whole, "attributions", "quotation")
    inside = _outer(whole, first["attributions"], second["attributions"])
    kind_of("attributions: inside which other one", whole, "attributions", inside)
    kind_of("attributions: construction", whole, "attributions", "construction")
    kind_of("attributions: stance of the cue", whole, "attributions", "stance")
    same = words_of("claims without a speaker", "without_speaker", "words")
    kind_of("claims without a speaker: degree", same, "without_speaker", "degree")
    words_of("hedges", "hedges", "words")
    words_of("hedges, scope", "hedges", "scope")
    kind_of("boosters: clear or arguable", words_of("boosters", "boosters", "words"), "boosters", "strength")
    words_of("scare quotes", "scare_quotes", "words")
    same = words_of("presuppositions and look-alikes", "presuppositions", "words")
    kind_of("presuppositions and look-alikes: what they do", same, "presuppositions", "does")
    kind_of("names: voice", words_of("names", "names", "words"), "names", "voice")
    return marked, kinds


def as_markdown(marked: Sequence[MarkAgreement], kinds: Sequence[ClassAgreement]) -> str:
    """Write the comparison as two Markdown tables."""
    lines = [
        "| what was marked | first | second | nearly the same words | about half or more "
        "| F1, nearly the same | F1, both |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {row.what} | {row.first} | {row.second} | {row.close} | {row.partly} "
        f"| {row.f1(row.close):.2f} | {row.f1(len(row.pairs)):.2f} |"
        for row in marked
    ]
    lines += [
        "",
        "| how both sorted it | marked by both | sorted the same | per cent | kappa |",
        "|---|--:|--:|--:|--:|",
    ]
    for row in kinds:
        share = f"{100 * row.same / len(row.pairs):.0f}" if row.pairs else "–"
        value = "–" if row.kappa is None else f"{row.kappa:.2f}"
        lines.append(f"| {row.what} | {len(row.pairs)} | {row.same} | {share} | {value} |")
    return "\n".join(lines)


def agreement_table(story_id: str) -> str:
    """Compare the two raw readings of a story in two Markdown tables; ContentProblem, if one is not there."""
    story = load_story(story_id)
    first, second = (load(f"stories/{story.id}/readings/{name}.json") for name in ("first", "second"))
    return as_markdown(*compare(story, first, second))


def main(arguments: Sequence[str]) -> int:
    """Print the table of the story that is named, or of all that were read twice; 1 if something is missing."""
    try:
        if arguments:
            print(agreement_table(arguments[0]))
            return 0
        twice = [
            story for story in story_ids() if (data_folder() / "stories" / story / "readings" / "second.json").is_file()
        ]
        print("\n\n".join(f"{story}\n\n{agreement_table(story)}" for story in twice))
    except ContentProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
