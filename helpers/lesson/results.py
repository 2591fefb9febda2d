"""A page of search results to choose from: each opens to a few words of a real report, marked and with their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from helpers.content import source_records
from helpers.html import Card, Html, element, join
from helpers.lesson.sources import owner_told
from helpers.story import load_beside, main_story


def results_card(story_id: str | None = None) -> Card:
    """Show what one may open: closed, each result says who publishes what, and when; open, it has its own words."""
    page = load_beside(story_id or main_story(), "results")
    told = [f"Search results for: {page['asked']}. {page['about']}"]
    results = []
    for number, result in enumerate(page["results"], 1):
        source = source_records()[result["source"]]
        told.append(f"{number}. {source['publisher']}: {source['title']}. {result['line']}")
        results.append(element("li", _result(result, source)))
    head = element("p", "Search: ", element("b", page["asked"]), css="wss-search")
    body = head + element("p", page["about"], css="wss-search-about")
    return Card(" ".join(told), body + element("ol", *results, css="wss-results"))


def _result(result: Mapping[str, Any], source: Mapping[str, Any]) -> Html:
    who = f"{source['publisher']} · {source['published'] or 'day not known'}"
    lines = (
        element("span", f"{who}: ", css="wss-result-who", dir=None),
        element("b", f"{source['title']}. ", css="wss-result-title", dir=None),
        element("span", result["line"], css="wss-result-line", dir=None),
    )
    # JupyterLab would take Enter and the space bar from the summary but for the attribute on it.
    summary = element("summary", *lines, data_lm_suppress_shortcuts="true")
    owner = f"{owner_told(source)} {source['address']} (read on {source['date_read']})"
    return element("details", summary, _excerpts(result["excerpts"]), element("p", owner, css="wss-result-who"))


def _excerpts(excerpts: Sequence[str]) -> Html:
    return join(*(element("blockquote", f"“… {words} …”", css="wss-excerpt") for words in excerpts))
