"""Verbs about framing: the names in a text by voice, and one statement as several newsrooms told it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.content import source_records
from helpers.html import Card, element, folded, join, table
from helpers.story import load_beside, main_story


def newsrooms_card(story_id: str | None = None) -> Card:
    """Show how several newsrooms told one statement: row by row, in their own words."""
    story_id = story_id or main_story()
    data = load_beside(story_id, "newsrooms")
    newsrooms = data["newsrooms"]
    rows, told = [], [data["statement"]]
    for row in data["rows"]:
        lines = [
            (newsroom["name"], _answer(row["cells"][newsroom["id"]], newsroom, data["not_seen"]))
            for newsroom in newsrooms
        ]
        items = (element("li", element("b", f"{name}:", dir=None), f" {words}", dir="auto") for name, words in lines)
        # The lists are there to look things up in: who asks one of the questions opens its list. JupyterLab would take
        # Enter and the space bar from the summary but for the attribute on it.
        summary = element("summary", element("b", row["question"], dir=None), data_lm_suppress_shortcuts="true")
        rows.append(element("li", element("details", summary, element("ul", *items))))
        told.append(f"{row['question']} " + "; ".join(f"{name}: {words}" for name, words in lines) + ".")
    sources = source_records()
    where = [
        (
            newsroom["name"],
            sources[newsroom["source"]]["owner"],
            sources[newsroom["source"]]["party"],
            sources[newsroom["source"]]["published"],
            newsroom["part_read"],
            element("span", sources[newsroom["source"]]["address"], css="wss-address", dir="ltr"),
        )
        for newsroom in newsrooms
    ]
    header = ("Newsroom", "Belongs to", "Party to the dispute?", "Published", "What we read", "Address")
    sources_table = table("Where the words come from", header, where)
    body = join(
        element("p", data["statement"]),
        element("ul", *rows, css="wss-questions"),
        element("p", data["note"]),
        folded("Where the words come from", sources_table),
    )
    return Card(" ".join([*told, data["note"]]), body)


def _answer(cell: Mapping[str, Any], newsroom: Mapping[str, Any], not_seen: Mapping[str, str]) -> str:
    words = " … ".join(f"“{part}”" for part in cell.get("words", ())) or not_seen[newsroom["read"]]
    return f"{words} ({cell['note']})" if "note" in cell else words
