"""Verbs that show what others found: the cards of the evidence pack, and the claim ledger by date.

The pack is frozen: it holds short notes of our own, each with who, when, how strong and why, and the places that it
rests on. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from helpers.claims import PARTS, Citation, Entry, Ledger, load_claims
from helpers.html import Card, Html, bullets, element, folded, join, style
from helpers.lesson.evidence import NAMES_OF_PARTS
from helpers.lesson.sources import publisher_of, told_place, where_from
from helpers.story import load_beside, main_story

# A status and a strength are told by word and by sign, never by colour.
STATUS_SIGNS = {
    "asserted": "○",
    "supported": "●",
    "contradicted": "×",
    "disputed": "◐",
    "cannot be known from this": "?",
}
STATUS_MEANS = {
    "asserted": "somebody says so, and what we have does not show it",
    "supported": "what we have shows it, or somebody who can know says so and tells how",
    "contradicted": "what was found speaks against it",
    "disputed": "sources that could know differ, or a side rejects just this",
    "cannot be known from this": "nothing that we have could show it, even if all of it is genuine",
}
STRENGTH_SIGNS = {"strong": "●", "fair": "◐", "one side’s word": "○", "open": "?"}
AS_BEFORE = "= as before"
# A line between the cards of a part.
PACK_LOOK = """
.wss-found { margin-top: 1.2em; border-top: 1px solid var(--wss-line); }
.wss-found p { margin-block: 0.6em; }
.wss-found-who { color: var(--wss-quiet); font-size: 0.9em; }
"""
# A card has at most the width of a line that reads well; the ledger needs what room there is. Where that is little,
# each cell stands by itself under its date.
LEDGER_LOOK = """
.wss-card:has(.wss-ledger) { max-width: none; }
.wss-ledger { container-type: inline-size; }
.wss .wss-ledger .wss-table { width: 100%; margin-bottom: 1em; table-layout: fixed; }
.wss .wss-ledger .wss-table :is(th, td) { padding: 0.5em 0.9em 0.5em 0; overflow-wrap: break-word; }
.wss-ledger .wss-table tbody th { font-weight: 400; }
.wss-ledger td b { display: block; }
.wss-ledger small { display: block; margin-top: 0.3em; color: var(--wss-quiet); font-size: 0.85em; }
@container (max-width: 52rem) {
  .wss-ledger .wss-table, .wss-ledger .wss-table :is(caption, tbody, tr, th, td) { display: block; }
  .wss-ledger .wss-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .wss .wss-ledger .wss-table tbody th { padding-top: 1em; font-weight: 700; }
  .wss .wss-ledger .wss-table td { padding-inline-start: 1em; }
  .wss-ledger td::before { display: block; color: var(--wss-quiet); content: attr(data-date); }
}
"""


def pack_card(topic: str = "", story_id: str | None = None) -> Card:
    """Show one part of the evidence pack."""
    story_id = story_id or main_story()
    pack = load_beside(story_id, "evidence")
    found = next((one for one in pack["topics"] if one["id"] == topic), None)
    if found is None:
        return _contents(pack, topic)
    told, parts = [], []
    for item in (one for one in pack["items"] if one["topic"] == topic):
        told.append(f"{item['title']}: {item['summary']} How strong: {item['strength']}. {item['why']}")
        parts.append(_item(item))
    if topic == "checkers":
        for one in pack["differences"]:
            versions = "; ".join(version["says"] for version in one["versions"])
            told.append(f"{one['point']} Versions: {versions}. {one['reading']}")
            parts.append(_difference(one))
    if topic == "open":
        told += [f"{one['question']} {one['why']}" for one in pack["open"]]
        parts.append(bullets(join(element("b", one["question"]), f" {one['why']}") for one in pack["open"]))
    head = f"{found['title']} (evidence pack, as of {pack['as_of']})"
    title = element("p", head, css="wss-known-title") + element("p", found["about"])
    return Card(
        " ".join([f"{head}.", found["about"], *told]),
        style(PACK_LOOK) + element("div", title, *parts, css="wss-known"),
    )


def _contents(pack: Mapping[str, Any], asked: str) -> Card:
    lines = [f'open_pack("{one["id"]}"): {one["title"]}' for one in pack["topics"]]
    head = f"The pack has nothing called “{asked[:60]}”. It has these parts." if asked else "The pack has these parts."
    body = element("p", head) + bullets(lines)
    return Card(f"{head} {'; '.join(lines)}.", body)


def _item(item: Mapping[str, Any]) -> Html:
    """Write one card: what was found, by whom, how strong; folded below, where it stands."""
    strength = f"{STRENGTH_SIGNS[item['strength']]} {item['strength'].capitalize()}: {item['why']}"
    return element(
        "div",
        element("p", item["title"], css="wss-known-title"),
        element("p", f"{item['who']}. When: {item['when']}.", css="wss-found-who"),
        element("p", item["summary"]),
        element("p", strength),
        where_from(item["sources"], f"Where this comes from (those who say it: {item['party']})"),
        css="wss-found",
    )


def _difference(one: Mapping[str, Any]) -> Html:
    places = [place for version in one["versions"] for place in version["sources"]]
    return element(
        "div",
        element("p", one["point"], css="wss-known-title"),
        bullets(version["says"] for version in one["versions"]),
        element("p", one["reading"]),
        where_from(places),
        css="wss-found",
    )


def ledger_card(
    claims: Sequence[str] | None = None, story_id: str | None = None, parts: Sequence[str] | None = None
) -> Card:
    """Show the ledger by date: for each claim, what a careful reader could know when, and from whom."""
    story_id = story_id or main_story()
    ledger = load_claims(story_id)
    shown = [ledger.claim(one) for one in claims] if claims else list(ledger.claims.values())
    dates = _dates(ledger)
    told, tables, cited = [], [], []
    for claim in shown:
        rows = []
        for part, wording in claim.parts.items():
            if part not in (parts or PARTS):
                continue
            cells = [ledger.entry(claim.id, part, column) for column in ledger.columns]
            cited += [citation for cell in cells if cell for citation in cell.sources]
            told.append(f"{claim.name}, {part}: {_told(cells, ledger)}.")
            rows.append(_row(f"{NAMES_OF_PARTS[part]}: {wording.says}", cells, dates))
        if rows:
            tables.append(_table(claim.name, dates, rows))
    note = (
        "The second date holds what a reader could find that day, older reports included. "
        f"“{AS_BEFORE}”: we found nothing new."
    )
    signs = bullets(f"{sign} {status}: {STATUS_MEANS[status]}" for status, sign in STATUS_SIGNS.items())
    legend = folded("What the signs say", signs)
    places = [{"id": one.source, "locator": one.locator} for one in dict.fromkeys(cited)]
    sources = where_from(places, "All sources of this ledger")
    return Card(
        f"Ledger by date. {' '.join(told)}",
        style(LEDGER_LOOK) + element("div", element("p", note), legend, *tables, sources, css="wss-ledger"),
    )


def _told(cells: Sequence[Entry | None], ledger: Ledger) -> str:
    pairs = zip(ledger.columns.values(), cells, strict=True)
    return "; ".join(f"{date}: {cell.status}" for date, cell in pairs if cell)


def _dates(ledger: Ledger) -> list[str]:
    """Return the heads of the columns; the last of a story with a pack names the day of the pack."""
    dates = dict(ledger.columns)
    if "date-of-pack" in dates:
        dates["date-of-pack"] += f" ({load_beside(ledger.story, 'evidence')['as_of']})"
    return list(dates.values())


def _table(name: str, dates: Sequence[str], rows: Iterable[Html]) -> Html:
    # The roles stay when the look turns the cells into blocks; without them some browsers forget that it is a table.
    names = (element("th", name, scope="col", role="columnheader", dir=None) for name in ("Part", *dates))
    head = element("thead", element("tr", *names, role="row"), role="rowgroup")
    body = element("tbody", *rows, role="rowgroup")
    return element("table", element("caption", name, dir=None), head, body, css="wss-table", role="table")


def _row(part: str, cells: Sequence[Entry | None], dates: Sequence[str]) -> Html:
    head = element("th", part, scope="row", role="rowheader", dir=None)
    written = (element("td", _cell(cell), role="cell", data_date=date) for date, cell in zip(dates, cells, strict=True))
    return element("tr", head, *written, role="row")


def _cell(cell: Entry | None) -> Html:
    if cell is None:
        return join(AS_BEFORE)
    sources = "; ".join(_short(citation) for citation in cell.sources)
    status = element("b", f"{STATUS_SIGNS[cell.status]} {cell.status}", dir=None)
    return join(status, cell.says, element("small", sources))


def _short(citation: Citation) -> str:
    return f"{publisher_of(citation.source)}, {told_place(citation.locator)}"
