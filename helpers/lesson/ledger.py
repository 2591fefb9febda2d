"""The claim ledger as a timeline: a row for each part of a claim, a column for each date, a mark for how it stood.

One steps from date to date by the switches above it, and opens a row to read who says so, and why. There is no script:
the look follows from the switch that is chosen (``ledger.css``). Without the style sheet, in print and for whoever
hears it, it is what it is anyhow: one table with all its dates.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from helpers.claims import PARTS, Citation, Entry, Ledger, load_claims
from helpers.html import Card, Html, bullets, element, folded, join
from helpers.lesson.evidence import NAMES_OF_PARTS
from helpers.lesson.sources import publisher_of, told_place, where_from
from helpers.living_text import switches
from helpers.story import load_beside, main_story

STATUS_MEANS = {
    "asserted": "somebody says so, and what we have does not show it",
    "supported": "what we have shows it, or somebody who can know says so and tells how",
    "contradicted": "what was found speaks against it",
    "disputed": "sources that could know differ, or a side rejects just this",
    "cannot be known from this": "nothing that we have could show it, even if all of it is genuine",
}
_RING = element("circle", cx=12, cy=12, r=8)
# The shape tells the status, and the word beside it: colour only helps.
MARKS: Mapping[str, Html] = {
    "asserted": _RING,
    "supported": element("circle", cx=12, cy=12, r=9, css="wss-filled"),
    "contradicted": element("path", d="M4 4 L20 20 M20 4 L4 20"),
    "disputed": _RING + element("path", d="M12 4 A8 8 0 0 1 12 20 Z", css="wss-filled"),
    "cannot be known from this": element("rect", x=3, y=3, width=18, height=18, rx=3, css="wss-dashed")
    + element("path", d="M9 10 a3 3 0 1 1 4.4 2.6 q-1.4 .7 -1.4 2 M12 17.4 v.8"),
}
AS_BEFORE = "as before"
TITLE = "How each claim stood, by date"
# JupyterLab takes single keys from plain controls in an output; only this attribute on each control keeps them.
_KEEP_KEYS = {"data_lm_suppress_shortcuts": "true"}


@dataclass(frozen=True)
class _Row:
    """One part of a claim, with what is entered for each date; None where nothing new was found."""

    name: str
    part: str
    says: str
    entries: Sequence[Entry | None]

    def turns(self) -> Iterator[tuple[Entry, Entry]]:
        """Yield each two entries, one after the other, of which the second has another status."""
        entered = (entry for entry in self.entries if entry)
        return ((before, now) for before, now in pairwise(entered) if before.status != now.status)


def ledger_card(
    claims: Sequence[str] | None = None, story_id: str | None = None, parts: Sequence[str] | None = None
) -> Card:
    """Show the ledger by date: for each claim, what a careful reader could know when, and from whom."""
    story_id = story_id or main_story()
    ledger = load_claims(story_id)
    shown = [ledger.claim(other) for other in claims] if claims else list(ledger.claims.values())
    rows = [
        _Row(claim.name, part, wording.says, [ledger.entry(claim.id, part, column) for column in ledger.columns])
        for claim in shown
        for part, wording in claim.parts.items()
        if part in (parts or PARTS)
    ]
    dates = list(ledger.columns.values())
    told = [f"{row.name}, {row.part}: {_told(row, dates)}." for row in rows]
    sentence = _sentence(rows, ledger)
    cited = (citation for row in rows for entry in row.entries if entry for citation in entry.sources)
    places = [{"id": place.source, "locator": place.locator} for place in dict.fromkeys(cited)]
    figure = element(
        "figure",
        element("p", TITLE, css="wss-known-title"),
        _steps(dates, told) if len(dates) > 1 else None,
        _table(rows, _heads(ledger)),
        element("figcaption", sentence, css=f"wss-at-{len(dates)} wss-ledger-says", dir=None),
        css="wss-chart wss-ledger wss-wide",
    )
    legend = folded("What the marks say", _legend())
    return Card(f"Ledger by date. {sentence} {' '.join(told)}", figure + legend + where_from(places, "All sources"))


# -- in words


def _told(row: _Row, dates: Sequence[str]) -> str:
    return "; ".join(f"{date}: {entry.status}" for date, entry in zip(dates, row.entries, strict=True) if entry)


def _sentence(rows: Sequence[_Row], ledger: Ledger) -> str:
    """Say in a few words which rows turned, when, from what to what; and how many of the others stand how."""
    turned = [
        f"“{row.name}” ({row.part}) turned from “{before.status}” to “{now.status}” ({ledger.columns[now.column]})"
        for row in rows
        for before, now in row.turns()
    ]
    kept = Counter(row.entries[0].status for row in rows if row.entries[0] and not any(row.turns()))
    counted = ", ".join(f"{number} {status}" for status, number in kept.items())
    dates = len(ledger.columns)
    head = f"{_many(len(rows), 'row')}, {_many(dates, 'date')}"
    if dates == 1:
        return f"{head}: {counted}."
    stayed = f"{'The others stayed' if turned else 'All stayed'} as they were: {counted}." if kept else ""
    return " ".join([f"{head}.", *(f"{word}." for word in turned), stayed]).strip()


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _heads(ledger: Ledger) -> list[str]:
    """Return the heads of the columns; the last of a story with a pack names the day of the pack."""
    dates = dict(ledger.columns)
    if "date-of-pack" in dates:
        day = datetime.date.fromisoformat(load_beside(ledger.story, "evidence")["as_of"])
        dates["date-of-pack"] += f" ({day.day} {day:%B %Y})"
    return list(dates.values())


# -- the picture


def _steps(dates: Sequence[str], told: Sequence[str]) -> Html:
    """Write the switches: nothing is seen of a date before one has stepped to it."""
    group = f"wss-{sha256(' '.join([*dates, *told]).encode()).hexdigest()[:10]}"
    return switches("Step through the dates", dates, group, "wss-step")


def _table(rows: Sequence[_Row], heads: Sequence[str]) -> Html:
    # The roles stay when the look turns the cells into blocks; without them some browsers forget that it is a table.
    names = [element("th", "Claim", scope="col", role="columnheader", dir=None)]
    names += [
        element("th", head, scope="col", role="columnheader", css=f"wss-head-{number}", dir=None)
        for number, head in enumerate(heads, 1)
    ]
    head = element("thead", element("tr", *names, role="row"), role="rowgroup")
    caption = element("caption", TITLE, css="wss-unseen", dir=None)
    bodies = (element("tbody", _row(row, heads), _opened(row, heads), role="rowgroup") for row in rows)
    return element("table", caption, head, *bodies, css="wss-table", role="table")


def _row(row: _Row, heads: Sequence[str]) -> Html:
    says = element("span", f"{NAMES_OF_PARTS[row.part]}: {row.says}", css="wss-ledger-part", dir=None)
    claim = element("th", element("b", row.name, dir=None), element("br"), says, scope="row", role="rowheader")
    turned = {now.column for _, now in row.turns()}
    cells = []
    for number, (head, entry) in enumerate(zip(heads, row.entries, strict=True), 1):
        look = f"wss-at-{number} wss-ledger-mark"
        if entry is None:
            look, says = f"{look} wss-ledger-none", element("span", AS_BEFORE, dir=None)
        else:
            look = f"{look} wss-ledger-turned" if entry.column in turned else look
            says = join(_mark(entry.status), element("b", entry.status, dir=None))
        cells.append(element("td", says, role="cell", data_date=head, css=look))
    return element("tr", claim, *cells, role="row")


def _opened(row: _Row, heads: Sequence[str]) -> Html:
    """Write what a row opens to: for each date who says so, and why."""
    summary = element(
        "summary", "Who says so, and why", aria_label=f"Who says so, and why: {row.name}, {row.part}", **_KEEP_KEYS
    )
    entries = [
        element("li", _why(entry, head), css=f"wss-at-{number}")
        for number, (head, entry) in enumerate(zip(heads, row.entries, strict=True), 1)
        if entry
    ]
    details = element("details", summary, element("ul", *entries))
    return element("tr", element("td", details, colspan=1 + len(heads), role="cell"), role="row", css="wss-ledger-why")


def _why(entry: Entry, head: str) -> Html:
    sources = "; ".join(_short(citation) for citation in entry.sources)
    return join(element("b", f"{head}: {entry.status}.", dir=None), f" {entry.says} ", element("small", sources))


def _short(citation: Citation) -> str:
    return f"{publisher_of(citation.source)}, {told_place(citation.locator)}"


def _legend() -> Html:
    return bullets(join(_mark(status), f" {status}: {means}") for status, means in STATUS_MEANS.items())


def _mark(status: str) -> Html:
    look = status.partition(" ")[0]
    return element(
        "svg",
        MARKS[status],
        viewBox="0 0 24 24",
        width=0,  # until the style sheet gives it a size
        height=0,
        aria_hidden="true",
        focusable="false",
        css=f"wss-ledger-sign wss-ledger-sign--{look}",
    )
