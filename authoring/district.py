"""The class report of many classes at once: DuckDB reads and counts the files, the report's own code does the rest.

Run ``python -m authoring.district FOLDER PAGE``: it reads all hand-ins in the folder and writes one page. The counting
stands in ``district.sql``, beside this file; each different answer is then marked once, however many gave it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.class_report.cards import report_cards
from helpers.class_report.counting import (
    BandTally,
    ClassCounts,
    Figure,
    FormsTally,
    Tally,
    band_of,
    first_answer,
    form_counts,
    sure_ids,
)
from helpers.class_report.hand_ins import Problems
from helpers.html import Html, document, element
from helpers.judgement import BANDS
from helpers.kinds.sound import sound_exercises
from helpers.past_answers import form_of, forms_begun
from helpers.series import lesson_with_form
from helpers.widgets.hand_ins import HandInsView

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCRIPT = Path(__file__).with_suffix(".sql")
USAGE = "python -m authoring.district FOLDER PAGE.html"


def count_district(base: DuckDBPyConnection, folder: Path) -> ClassCounts:
    """Count the hand-ins of many classes, in a folder and those in it (no zips), as the class report counts."""
    in_forms = {*form_of(), *(question["id"] for question in lesson_with_form("second").questions)}
    base.execute("CREATE OR REPLACE TEMP TABLE d_exercises (exercise VARCHAR, own_words BOOLEAN, in_forms BOOLEAN)")
    rows = [
        (exercise_id, exercise.own_words, exercise_id in in_forms)
        for exercise_id, exercise in sound_exercises().items()
    ]
    base.execute("INSERT INTO d_exercises SELECT unnest(?), unnest(?), unnest(?)", _columns(rows))
    base.execute("SET VARIABLE hand_ins = ?", [f"{folder.as_posix()}/**/*.json"])
    base.execute(SCRIPT.read_text(encoding="utf-8"))
    exercises = _tallies(base)
    bands = [BandTally() for _ in BANDS]
    columns = ("learners", "answers", "fitted", "with_fitting", "with_missing")
    for number, *sums in base.sql(f"SELECT band, {', '.join(columns)} FROM d_bands").fetchall():
        bands[number] = BandTally(**dict(zip(columns, sums, strict=True)))
    ((learners,),) = base.sql("SELECT count(*) FROM h_learners").fetchall()
    return ClassCounts(Figure(learners), exercises, tuple(bands), _forms(base))


def _tallies(base: DuckDBPyConnection) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    marked: list[tuple[str, str, int | None, bool]] = []
    for exercise_id, tries, learners in base.sql("FROM d_tries").fetchall():
        if not (first := first_answer(exercise_id, _attempts(tries))):
            continue
        answer, confidence = first
        tally = tallies.setdefault(exercise_id, Tally())
        tally.learners += learners
        tally.parts.update(dict.fromkeys(answer.parts, learners))
        is_counted = confidence is not None and exercise_id in sure_ids()
        marked.append((exercise_id, tries, band_of(confidence) if is_counted else None, answer.fitted))
    if marked:
        base.execute("INSERT INTO d_marked SELECT unnest(?), unnest(?), unnest(?), unnest(?)", _columns(marked))
    return tallies


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    """Turn rows around: a table is filled at once, for which DuckDB is made."""
    return [list(column) for column in zip(*rows, strict=True)]


def _forms(base: DuckDBPyConnection) -> FormsTally:
    tally = FormsTally(pairs=Counter())
    for begun, tries, learners in base.sql("FROM d_forms").fetchall():
        given = {learner: first_answer(learner, _attempts(text)) for learner, text in zip(begun, tries, strict=True)}
        first = {exercise_id: found for exercise_id, found in given.items() if found}
        pair = tuple(form_counts(form, first) if form else None for form in forms_begun(begun))
        if all(pair):
            tally.learners += learners
            tally.pairs[pair] += learners
    return tally


def _attempts(tries: str) -> list[dict[str, Any]]:
    return json.loads(tries)


def page_of(counts: ClassCounts) -> Html:
    """Write the cards of a report as one page, which a browser opens without this course."""
    cards = (
        element("section", element("h2", card.title), card.body, css="wss-report-card")
        for card in report_cards(counts, Problems(), in_words=False)
    )
    return document("What the district found", HandInsView._css, *cards, css="wss-report")


def main(arguments: list[str] | None = None) -> int:
    """Read a folder and write the page."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 2:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        import duckdb
    except ImportError:
        print("DuckDB is not here yet: python -m pip install duckdb", file=sys.stderr)
        return 1
    folder, page = map(Path, given)
    if not any(folder.rglob("*.json")):
        print(f"There is no hand-in in {folder}.", file=sys.stderr)
        return 1
    page.write_text(page_of(count_district(duckdb.connect(), folder)), encoding="utf-8")
    print(f"Written: {page}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
