"""The prose of a lesson on paper: Markdown as a notebook shows it, built anew out of elements that can do no harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

from nbconvert.filters import markdown2html

from helpers.html import Html, element, join

EMPTY = {"br", "hr"}
KNOWN = EMPTY | {"b", "blockquote", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "li", "ol", "p"}
KNOWN |= {"pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"id", "colspan", "rowspan", "start"}
# Neither what a notebook adds to its headings nor what a browser would run has a place on paper.
LEFT_OUT = {"script", "style"}


def prose(markdown: str) -> Html:
    """Write Markdown as HTML; of an element that is not known only the text is left."""
    builder = _Builder()
    builder.feed(markdown2html(markdown))
    builder.close()
    return builder.finished()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = [("", {}, [])]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            self._open[-1][2].append(element(tag))
        else:
            self._open.append((tag, dict(attributes), []))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and any(tag == opened for opened, *_ in self._open):
            while self._close_last() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1][2].append(data)

    def finished(self) -> Html:
        while len(self._open) > 1:
            self._close_last()
        return join(*self._open[0][2])

    def _close_last(self) -> str:
        tag, attributes, content = self._open.pop()
        if tag not in LEFT_OUT and attributes.get("class") != "anchor-link":
            if tag == "li" and not "".join(content).strip():
                return tag  # its words are for the screen only
            self._open[-1][2].append(_around(tag, attributes, content))
        return tag


def _around(tag: str, attributes: Mapping[str, str | None], content: Sequence[str]) -> Html:
    """Write an element that is known; a link with its address, for on paper nobody can follow it otherwise."""
    address = attributes.get("href") or ""
    if tag == "a":
        told = "" if address in "".join(content) or not address.startswith("http") else f" ({address})"
        return join(*content, told)
    kept = {name: value for name, value in attributes.items() if name in ATTRIBUTES}
    return element(tag, *content, dir=None, **kept) if tag in KNOWN else join(*content)
