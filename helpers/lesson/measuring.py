"""Verbs that measure the marker: what it finds in a text, beside a careful reading of the same text."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.charts.marker_rates import score_rows, scores_of
from helpers.content import ContentProblem, load
from helpers.html import Card, element, table
from helpers.marker import mark_text
from helpers.marker.benchmark_texts import load_test_text, text_ids
from helpers.marks_card import MarkedText


def marks_of_text(text_id: str, paragraphs: Sequence[int] | None = None) -> MarkedText:
    """Show what the marker finds in a text of the test set, or in some of its paragraphs."""
    _known(text_id)
    parts = load_test_text(text_id).text.split("\n\n")
    wrong = [number for number in paragraphs or () if not 1 <= number <= len(parts)]
    if wrong:
        raise ContentProblem(f"The text “{text_id}” has paragraphs 1 to {len(parts)}, but none with number {wrong[0]}.")
    shown = parts if paragraphs is None else [parts[number - 1] for number in paragraphs]
    return MarkedText(mark_text("\n\n".join(shown)))


def measure(text_id: str) -> Card:
    """Count what the marker finds, misses and marks besides, in one text of the test set."""
    _known(text_id)
    about = load(f"marker/texts/{text_id}.json")
    rows = score_rows(scores_of(load_test_text(text_id)))
    counted = [(part, wanted, found, wanted - found, besides) for part, wanted, found, besides in rows]
    told = "; ".join(
        f"{part}: {found} of {wanted} found, {besides} marked besides" for part, wanted, found, _, besides in counted
    )
    header = ("What", "In our reading", "Found", "Missed", "Marked besides")
    title = element("p", f"{about['title']} (written for this course)")
    body = title + table("The marker beside our reading", header, counted)
    return Card(f"The marker beside our reading of “{about['title']}”. {told}.", body)


def _known(text_id: str) -> None:
    if text_id not in text_ids():
        raise ContentProblem(f"There is no test text “{text_id}”. There are: {', '.join(text_ids())}.")
