"""Plain text to safe HTML: escaping, text with marks, tables, and the card that holds them.

The lowest layer: it knows nothing of stories or exercises, and uses the standard library only. All text that
comes in is taken as hostile and escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path


@dataclass(frozen=True)
class Mark:
    """Some characters of a text with a label.

    Parameters
    ----------
    start, end : int
        Half-open range of character positions.
    label : str
        Id of the label, used for the look (``"source"``, ``"cue"`` …).
    name : str
        What the reader sees as the label's name.
    """

    start: int
    end: int
    label: str
    name: str


@dataclass(frozen=True)
class Card:
    """Something to look at that also prints as a sentence.

    Notebooks compare and screen readers read the sentence; a browser shows the HTML.

    Parameters
    ----------
    sentence : str
        What the card says, in plain words, the same for every learner.
    body : str
        Finished HTML; every text in it has been escaped.
    """

    sentence: str
    body: str

    def __repr__(self) -> str:
        return self.sentence

    def _repr_html_(self) -> str:
        return f'<style>{stylesheet()}</style><div class="wss wss-card">{self.body}</div>'


@cache
def stylesheet() -> str:
    """Return the look that cards and the exercise view share.

    Returns
    -------
    str
        CSS.
    """
    return Path(__file__).with_name("card.css").read_text(encoding="utf-8")


def element(tag: str, text: str, *, css: str = "") -> str:
    """Write one element around a plain text.

    Parameters
    ----------
    tag : str
        Name of the element.
    text : str
        Plain text; it is escaped, and its direction is kept to itself.
    css : str, optional
        Class of the element.

    Returns
    -------
    str
        HTML.
    """
    attribute = f' class="{escape(css)}"' if css else ""
    return f'<{tag}{attribute} dir="auto">{escape(text)}</{tag}>'


def bullets(lines: Iterable[str]) -> str:
    """Write a list.

    Parameters
    ----------
    lines : iterable of str
        Plain texts.

    Returns
    -------
    str
        HTML; nothing if there are no lines.
    """
    items = "".join(element("li", line) for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def marked_text(text: str, marks: Iterable[Mark]) -> str:
    """Write a text in which some stretches are marked.

    Marks may nest and may cross: where they cross, a mark is closed and opened again, so the HTML stays well
    formed. The name of the label stands in the text at the start of each mark, so that colour never carries a
    meaning alone.

    Parameters
    ----------
    text : str
        The plain text.
    marks : iterable of Mark
        In any order; empty marks and marks outside the text are left out.

    Returns
    -------
    str
        HTML with ``<mark>`` elements.
    """
    kept = sorted((mark for mark in marks if 0 <= mark.start < mark.end <= len(text)), key=lambda m: (m.start, -m.end))
    edges = sorted({0, len(text), *(m.start for m in kept), *(m.end for m in kept)})
    pieces = []
    upcoming = 0
    active: list[Mark] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start]
        while upcoming < len(kept) and kept[upcoming].start == start:
            active.append(kept[upcoming])
            upcoming += 1
        inner = escape(text[start:end])
        for mark in reversed(active):
            if mark.start == start:  # the run keeps the tag from ending a line alone
                inner = f'<b class="wss-tag">{escape(mark.name)} </b><span class="wss-run">{inner}</span>'
            inner = f'<mark class="wss-mark wss-mark--{escape(mark.label)}">{inner}</mark>'
        pieces.append(inner)
    return "".join(pieces)


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table whose first column heads its rows.

    Parameters
    ----------
    caption : str
        What the table shows.
    header : sequence of str
        One text a column.
    rows : iterable of sequences
        One sequence a row, as long as the header.

    Returns
    -------
    str
        HTML.
    """
    head = "".join(f'<th scope="col">{escape(str(cell))}</th>' for cell in header)
    body = []
    for first, *others in rows:
        cells = "".join(f'<td dir="auto">{escape(str(cell))}</td>' for cell in others)
        body.append(f'<tr><th scope="row" dir="auto">{escape(str(first))}</th>{cells}</tr>')
    return (
        f'<table class="wss-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )
