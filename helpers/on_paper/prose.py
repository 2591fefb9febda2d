"""The prose of a lesson on paper: Markdown as a notebook shows it, built anew out of elements that can do no harm."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser

import mistune
from mistune.toc import add_toc_hook

from helpers.html import Html, element, join

EMPTY = {"br", "hr"}
KNOWN = EMPTY | {"b", "blockquote", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "li", "ol", "p"}
KNOWN |= {"pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"id", "colspan", "rowspan", "start"}
# Neither what a notebook adds to its headings nor what a browser would run has a place on paper.
LEFT_OUT = {"script", "style"}
# What a notebook shows of Markdown; HTML in it is read below, as everything else.
_MARKDOWN = mistune.create_markdown(escape=False, plugins=["strikethrough", "table", "url"])
add_toc_hook(_MARKDOWN, max_level=6, heading_id=lambda heading, _: _anchor(heading["text"]))


def prose(markdown: str, linked: Callable[[str], str | None] | None = None) -> Html:
    """Write Markdown as HTML; of an element that is not known only the text is left.

    `linked` says where a link leads, if anywhere. Without it this is for paper: the address stands behind the words.
    """
    return _built_anew(markdown, _Builder(linked))


def heading(markdown: str) -> Html:
    """Write the heading of a section, whose words may be set apart, too."""
    return _built_anew(markdown, _Builder(paragraph="h2"))


def _built_anew(markdown: str, builder: _Builder) -> Html:
    builder.feed(_MARKDOWN(markdown))
    builder.close()
    return builder.finished()


class _Builder(HTMLParser):
    def __init__(self, linked: Callable[[str], str | None] | None = None, *, paragraph: str = "p") -> None:
        super().__init__()
        self._linked, self._paragraph = linked, paragraph
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
        if tag not in LEFT_OUT:
            if tag == "li" and not "".join(content).strip():
                return tag  # its words are for the screen only
            written = self._paragraph if tag == "p" else tag
            self._open[-1][2].append(_around(written, attributes, content, self._linked))
        return tag


def _around(
    tag: str,
    attributes: Mapping[str, str | None],
    content: Sequence[str],
    linked: Callable[[str], str | None] | None,
) -> Html:
    """Write an element that is known; on paper a link with its address, for nobody can follow it otherwise."""
    address = attributes.get("href") or ""
    if tag == "a" and linked:
        leads_to = linked(address)
        return element("a", *content, href=leads_to, dir=None) if leads_to else join(*content)
    if tag == "a":
        told = "" if address in "".join(content) or not address.startswith("http") else f" ({address})"
        return join(*content, told)
    if tag == "th" and not "".join(content).strip():
        tag = "td"  # the corner of a table is the head of nothing
    kept = {name: value for name, value in attributes.items() if name in ATTRIBUTES}
    return element(tag, *content, dir=None, **kept) if tag in KNOWN else join(*content)


def _anchor(heading: str) -> str:
    """Name a heading as code hosts and JupyterLab do, for links that lead to it."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
