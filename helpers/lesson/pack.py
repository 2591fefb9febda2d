"""A verb that shows what others found: the cards of the evidence pack.

The pack is frozen: it holds short notes of our own, each with who, when, how strong and why, and the places that it
rests on. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.html import Card, Html, bullets, element, join, style
from helpers.lesson.sources import where_from
from helpers.story import load_beside, main_story

# A strength is told by word and by sign, never by colour.
STRENGTH_SIGNS = {"strong": "●", "fair": "◐", "one side’s word": "○", "open": "?"}
# A line between the cards of a part.
PACK_LOOK = """
.wss-found { margin-top: 1.2em; border-top: 1px solid var(--wss-line); }
.wss-found p { margin-block: 0.6em; }
.wss-found-who { color: var(--wss-quiet); font-size: 0.9em; }
"""


def pack_card(topic: str = "", story_id: str | None = None) -> Card:
    """Show one part of the evidence pack."""
    story_id = story_id or main_story()
    pack = load_beside(story_id, "evidence")
    found = next((listed for listed in pack["topics"] if listed["id"] == topic), None)
    if found is None:
        return _contents(pack, topic)
    told, parts = [], []
    for item in (listed for listed in pack["items"] if listed["topic"] == topic):
        told.append(f"{item['title']}: {item['summary']} How strong: {item['strength']}. {item['why']}")
        parts.append(_item(item))
    if topic == "checkers":
        for difference in pack["differences"]:
            versions = "; ".join(version["says"] for version in difference["versions"])
            told.append(f"{difference['point']} Versions: {versions}. {difference['reading']}")
            parts.append(_difference(difference))
    if topic == "open":
        told += [f"{question['question']} {question['why']}" for question in pack["open"]]
        parts.append(
            bullets(join(element("b", question["question"]), f" {question['why']}") for question in pack["open"])
        )
    head = f"{found['title']} (evidence pack, as of {pack['as_of']})"
    title = element("p", head, css="wss-known-title") + element("p", found["about"])
    return Card(
        " ".join([f"{head}.", found["about"], *told]),
        style(PACK_LOOK) + element("div", title, *parts, css="wss-known"),
    )


def _contents(pack: Mapping[str, Any], asked: str) -> Card:
    lines = [f'open_pack("{topic["id"]}"): {topic["title"]}' for topic in pack["topics"]]
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


def _difference(difference: Mapping[str, Any]) -> Html:
    places = [place for version in difference["versions"] for place in version["sources"]]
    return element(
        "div",
        element("p", difference["point"], css="wss-known-title"),
        bullets(version["says"] for version in difference["versions"]),
        element("p", difference["reading"]),
        where_from(places),
        css="wss-found",
    )
