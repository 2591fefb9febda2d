"""How often the marker is right: counted against the settled readings of the test texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from helpers.charts.squares import Squares
from helpers.marker import annotate
from helpers.marker.benchmark_texts import AnnotatedText, load_test_text, text_ids
from helpers.marker.scoring import Score, relations_of, score_relations, score_spans, spans_of

WHO_SAYS_WHAT = "Who says what"
PARTS = (WHO_SAYS_WHAT, "Hedges", "Boosters", "Scare quotes")


def scores_of(text: AnnotatedText) -> Mapping[str, Score]:
    """Compare the marker's marks in one text with its reading, for each of `PARTS`.

    Attributions are compared leniently, the others by words shared (`helpers.marker.scoring`).
    """
    marks = annotate(text.text, "speech", that=False)
    wanted = {
        "Hedges": ("hedge", [hedge["cue"] for hedge in text.hedges]),
        "Boosters": ("booster", text.boosters),
        "Scare quotes": ("scare quote", text.scare_quotes),
    }
    scores = {WHO_SAYS_WHAT: score_relations(text.text, relations_of(marks), text.attributions)}
    for part, (kind, gold) in wanted.items():
        scores[part] = score_spans(text.text, spans_of(marks, kind), gold, exact=False)
    return scores


@cache
def total_scores() -> Mapping[str, Score]:
    """Add up the scores of all texts of the test set, for each of `PARTS`."""
    each = [scores_of(load_test_text(text_id)) for text_id in text_ids()]
    return {part: sum((scores[part] for scores in each), Score()) for part in PARTS}


def score_rows(scores: Mapping[str, Score]) -> Sequence[tuple[str, int, int, int]]:
    """Return part, how many the reading has, how many of these the marker found, how many it marked besides."""
    return [
        (part, score.gold, score.true_positive, score.predicted - score.true_positive) for part, score in scores.items()
    ]


def _range(rates: Sequence[tuple[int, str]]) -> str:
    """Name the lowest and the highest of some rates, in their order, with what they are about."""
    (least, lowest), *_, (most, highest) = rates
    return f"{least} ({lowest}) to {most} ({highest})"


def marker_rates_chart() -> Squares:
    """Show how many in a hundred the marker finds, part by part, with the counts that a reader can check by hand."""
    scores = total_scores()
    rows = [
        (part, round(100 * scores[part].recall), round(100 * scores[part].precision), *counts)
        for part, *counts in score_rows(scores)
    ]
    rates = "; ".join(
        f"{part}: finds {recall} in 100, and {precision} in 100 marks are right" for part, recall, precision, *_ in rows
    )
    header = (
        "What",
        "Found, of 100 in our reading",
        "Right, of 100 marks of the marker",
        "In our reading",
        "Found",
        "Marked besides",
    )
    found, right = (sorted((row[column], row[0].lower()) for row in rows) for column in (1, 2))
    seen = (
        f"On {len(text_ids())} test texts the marker finds {_range(found)} of 100, and {_range(right)} of 100 of its"
        f" marks are right."
    )
    title = "How often the marker, this course’s own program, is right: a hundred squares for each"
    shares = ("of 100 in our reading were found (recall)", "of 100 marks of the marker are right (precision)")
    return Squares(title, seen, header, rows, shares, more=f"{rates}.")
