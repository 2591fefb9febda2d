"""Where a fact comes from: the one way in which cards list their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from helpers.content import source_records
from helpers.html import Html, bullets, element
from helpers.story import load_story


def where_from(places: Iterable[Mapping[str, str]], title: str = "Where this comes from") -> Html:
    """Write sources as a list, which stays readable on a narrow page; folded away, each once with all its places.

    Each place has the ``id`` of a source, and the ``locator`` of the place in it, if one is known.
    """
    used: dict[str, list[str]] = {}
    for place in places:
        locators = used.setdefault(place["id"], [])
        if place.get("locator"):
            locators += [where for where in [told_place(place["locator"])] if where not in locators]
    lines = (_line(source_id, locators) for source_id, locators in used.items())
    return element("details", element("summary", title), bullets(lines))


def publisher_of(source_id: str) -> str:
    """Name who published a source; a text of ours is no record among the sources, but a story."""
    source = source_records().get(source_id)
    return source["publisher"] if source else load_story(source_id).about["outlet"]["name"]


def owner_told(source: Mapping[str, str]) -> str:
    """Say to whom a source belongs, and where that stands in the dispute, if the source is about it."""
    owner = f"Belongs to: {source['owner']}."
    if source["party"] == "not applicable":
        return owner
    return f"{owner} It is {source['party'].removesuffix(' to the dispute')} to the dispute."


def told_place(locator: str) -> str:
    """Say a place such as “headline, p4-s1” as “headline, paragraph 4”: on the page the sentences have no numbers."""
    places = [re.sub(r"^p(\d+)-s\d+$", r"paragraph \1", place) for place in locator.split(", ")]
    return ", ".join(dict.fromkeys(places))


def _line(source_id: str, locators: list[str]) -> str:
    where = f" Where in it: {'; '.join(locators)}." if locators else ""
    source = source_records().get(source_id)
    if source is None:
        return f"{publisher_of(source_id)}, a text written for the course.{where}"
    return (
        f"{source['publisher']}: {source['title']}. Published: {source['published'] or 'day not known'}.{where} "
        f"{owner_told(source)} {source['address']} "
        f"(read on {source['date_read']}: {source['read']})"
    )
