"""The table that the marker is held to: what each measure was, should reach and aims at, and what it is now.

    python tests/benchmarks/marker_table.py --bench FOLDER

The folder holds `gum_news.json` and `measure.py` (24 news articles) and `real_texts/` (eight texts with readings); they
are not part of the project. Without it their rows say so. What no texts are here for is told in its row, too.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from marker_peers import Gum, total  # it also puts the project on the path
from measuring import machine

from helpers.marker import annotate
from helpers.marker.benchmark_texts import AnnotatedText, annotated_text, load_test_text, text_ids
from helpers.marker.scoring import (
    ROLES,
    Relation,
    Score,
    relations_of,
    score_relations,
    score_role,
    score_spans,
    spans_of,
)

HEAD = "| measure | was, 2026-11-28 | reach | aim | now | |\n|---|---|---|---|---|---|"
NOT_HERE = "not measured here: no such texts in this folder"
ENOUGH_SECONDS = 1.0


def real_texts(folder: Path) -> list[AnnotatedText]:
    """Read the eight texts with readings; none if there is no such folder."""
    return [
        annotated_text(
            file.stem,
            json.loads((folder / "texts" / file.name).read_text(encoding="utf-8"))["paragraphs"],
            json.loads(file.read_text(encoding="utf-8")),
        )
        for file in sorted((folder / "readings").glob("*.json"))
    ]


@cache
def found_in(text: str, mode: str) -> Sequence[Relation]:
    """Mark a text once in each mode, the contents as the readings count them: without *that*."""
    return relations_of(annotate(text, mode, that=False))


def attributions(texts: Sequence[AnnotatedText], mode: str) -> Score:
    return total(texts, lambda each: score_relations(each.text, found_in(each.text, mode), each.attributions))


def part(texts: Sequence[AnnotatedText], mode: str, role: str) -> Score:
    return total(texts, lambda each: score_role(each.text, found_in(each.text, mode), each.attributions, role))


def cues(texts: Sequence[AnnotatedText]) -> Score:
    """Compare the cues of saying and thinking alone, by a word shared: which verbs are seen at all."""

    def of(each: AnnotatedText) -> Score:
        said = [one["cue"] for one in each.attributions if one["type"] != "attitude"]
        return score_spans(each.text, [one["cue"] for one in found_in(each.text, "speech")], said, exact=False)

    return total(texts, of)


def kind(texts: Sequence[AnnotatedText], name: str, gold: Callable[[AnnotatedText], Iterable]) -> Score:
    marks = {each.text: annotate(each.text, "wide", that=False) for each in texts}
    return total(texts, lambda each: score_spans(each.text, spans_of(marks[each.text], name), gold(each), exact=False))


def characters_a_second(text: str, mode: str) -> float:
    """Mark a text again and again for a second or more of processor time; return the best run."""
    runs, began = [], time.process_time()
    while not runs or time.process_time() - began < ENOUGH_SECONDS:
        start = time.process_time()
        annotate(text, mode)
        runs.append(time.process_time() - start)
    return len(text) / min(runs)


def told(score: Score) -> str:
    return f"{100 * score.f1:.1f} (P {100 * score.precision:.0f}, R {100 * score.recall:.0f})"


def row(measure: str, was: str, reach: float | None, aim: float | None, now: float | None, words: str) -> str:
    reached = (
        ""
        if now is None or reach is None
        else "aim met"
        if aim and now >= aim
        else "reached"
        if now >= reach
        else "missed"
    )
    cells = (measure, was, "–" if reach is None else f"{reach:g}", "–" if aim is None else f"{aim:g}", words, reached)
    return f"| {' | '.join(cells)} |"


def rows(bench: Path | None) -> Iterator[str]:
    """Write the table, a row a measure."""
    ours_ = [load_test_text(each) for each in text_ids()]
    real = real_texts(bench / "real_texts") if bench else []
    yield row("fresh US news, who says what, lenient F1", "52.8", 60, 64, None, NOT_HERE)
    yield row("the same, speech verbs, recall (at precision)", "74 (82)", 88, 92, None, NOT_HERE)
    for role, was, reach, aim in (("source", "55", 62, 66), ("cue", "56", 62, 64), ("content", "37", 46, 50)):
        yield row(f"the same, {role}, exact F1", was, reach, aim, None, NOT_HERE)
    if bench:
        gum = Gum(bench)
        for mode, was, reach, aim in (("speech", "72.3", 74, 77), ("wide", "–", None, None)):
            found = {text: found_in(text, mode) for text in gum.texts}
            precision, recall, f1 = map(float, gum.figures(found))
            words = f"{f1:.1f} (P {precision:.0f}, R {recall:.0f})"
            yield row(f"GUM news, {mode} mode, clause and content", was, reach, aim, f1, words)
    else:
        yield row("GUM news, speech mode", "72.3", 74, 77, None, "not measured: no --bench FOLDER")
    yield row("hedged sentences, encyclopedia, F1", "46", 52, 58, None, NOT_HERE)
    yield row("hedged sentences, biomedical, F1", "80", 82, 84, None, NOT_HERE)
    for name, texts, was, reach in (("eight real texts", real, "54.4", 60.4), ("our sixteen texts", ours_, "–", None)):
        if not texts:
            yield row(f"{name}, wide mode, lenient F1", was, reach, None, None, "not measured: no --bench FOLDER")
            continue
        for mode, least in (("wide", reach), ("speech", None)):
            score = attributions(texts, mode)
            before = was if mode == "wide" else "–"
            yield row(f"{name}, {mode} mode, lenient F1", before, least, None, 100 * score.f1, told(score))
        for role in ROLES:
            score = part(texts, "wide", role)
            yield row(f"{name}, {role}, wide mode, exact F1", "–", None, None, 100 * score.f1, told(score))
        score = cues(texts)
        yield row(f"{name}, cues of saying and thinking, speech mode", "–", None, None, 100 * score.f1, told(score))
    kinds = {
        "booster": ("26–43", lambda each: each.boosters),
        "scare quote": ("29–54", lambda each: each.scare_quotes),
    }
    for name, (was, gold) in kinds.items():
        score = kind(ours_, name, gold)
        yield row(f"{name}s, F1 on our readings", was, 60, None, 100 * score.f1, told(score))
    score = kind(ours_, "hedge", lambda each: [hedge["cue"] for hedge in each.hedges])
    yield row("hedges, F1 on our readings, wide mode", "–", None, None, 100 * score.f1, told(score))
    text = "\n\n".join(each.text for each in ours_)
    for mode in ("speech", "wide"):
        speed = characters_a_second(text, mode) / 1e6
        yield row(f"million characters a second, {mode} mode", "0.65–0.72", 0.65, 1.5, speed, f"{speed:.2f}")
    yield row("memory, import, growth, hostile texts", "21 MB", None, None, None, "see `marker_cost.py`")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, metavar="FOLDER", help="folder with gum_news.json and real_texts/")
    asked = parser.parse_args()
    print(f"{machine()}\n\n{HEAD}")
    for line in rows(asked.bench):
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
