"""A text with the marker's marks, to look at: filters by kind, and the reason of each mark.

There is no script. The filters are checkboxes, and the tags in the text are radio buttons of one group: one stop
for Tab, then the arrow keys go from tag to tag, and the reason of the tag that is chosen shows. The look follows
from what is checked (``:has()`` in ``helpers/card.css``); a browser that does not know it shows all marks.

JupyterLab takes single keys from plain controls in an output (an arrow leaves the cell, ``b`` inserts one): only
``data-lm-suppress-shortcuts`` on each control itself keeps them, an ancestor's does not. JupyterLab takes styles and
that attribute away in a notebook that it does not trust. The card is then plain paragraphs with the names of the
marks in them, and the list below, which needs no style, has every reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers.html import Card, element
from helpers.marker.marks import Link, Mark

if TYPE_CHECKING:
    from helpers.marker.result import Marks

KIND_NAMES = {
    "source": "Source",
    "cue": "Cue",
    "content": "Content",
    "unattributed": "No speaker",
    "hedge": "Hedge",
    "scope": "Scope",
    "booster": "Booster",
    "scare quote": "Scare quotes",
    "presupposition": "Taken for granted",
    "name": "Name",
    "loaded-word candidate": "Loaded word?",
}
"""The kinds of marks, in the order of the filters, with the names that a reader sees."""

_SHOWN_FIRST = ("source", "cue", "content", "unattributed")
_LONGEST_WORDS = 60
_MOST_LETTERS = 20_000
_MOST_MARKS = 1_000
_KEEP_KEYS = 'data-lm-suppress-shortcuts="true"'


def shortened(words: str) -> str:
    """Cut words short, for a sentence or a table.

    Parameters
    ----------
    words : str
        Any text.

    Returns
    -------
    str
        One line of at most 60 characters.
    """
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1].rstrip() + "…"


def how_sure(mark: Mark | Link) -> str:
    """Say in words how often the rule of a mark is right.

    Parameters
    ----------
    mark : Mark or Link
        What was found.

    Returns
    -------
    str
    """
    steps = ((0.9, "very often right"), (0.75, "mostly right"), (0.5, "often right"))
    return next((words for least, words in steps if mark.confidence >= least), "a guess")


def marks_card(marks: Marks) -> Card:
    """Show a text with its marks.

    Parameters
    ----------
    marks : Marks
        What the marker found.

    Returns
    -------
    Card
        Its sentence is that of the marks.
    """
    sentence = repr(marks)
    body = [element("p", sentence)]
    shown = [mark for mark in marks.marks[:_MOST_MARKS] if 0 <= mark.start < mark.end <= len(marks.text)]
    if shown:
        body.append(_filters(shown))
    end = _shown_letters(marks.text)
    card = sha256(repr((marks.text, marks.mode, marks.marks)).encode()).hexdigest()[:12]
    if shown:
        body.append(
            f'<p class="wss-marker-help"><label><input type="radio" name="wss-{card}" value="none" checked'
            f" {_KEEP_KEYS}> No reason open.</label> To read why something is marked, choose its tag in the text:"
            " click it, or come here with Tab and go on with the arrow keys.</p>"
        )
    body.append(f'<div class="wss-marked">{"".join(_paragraphs(marks, shown, end, card))}</div>')
    if end < len(marks.text):
        body.append(
            element(
                "p",
                f"The text has {len(marks.text):,} characters. The first {end:,} are shown here;"
                " the list below goes on to the end of the text.",
            )
        )
    if shown:
        body.append(_list(marks, shown))
    return Card(sentence, f'<div class="wss-marker">{"".join(body)}</div>')


def _css(kind: str) -> str:
    return kind.replace(" ", "-")


def _filters(marks: Sequence[Mark]) -> str:
    """Write a checkbox for each kind that is there."""
    counts = {kind: sum(mark.kind == kind for mark in marks) for kind in KIND_NAMES}
    first = [kind for kind in _SHOWN_FIRST if counts[kind]] or list(KIND_NAMES)
    boxes = [
        f'<label class="wss-filter wss-mark--{_css(kind)}"><input type="checkbox" class="wss-show--{_css(kind)}"'
        f'{" checked" if kind in first else ""} {_KEEP_KEYS}> <span class="wss-filter-name">{escape(KIND_NAMES[kind])}'
        f"</span> ({number})</label> "
        for kind, number in counts.items()
        if number
    ]
    return f'<fieldset class="wss-filters"><legend>Show in the text</legend>{"".join(boxes)}</fieldset>'


def _shown_letters(text: str) -> int:
    """Return how many characters are shown: not more than the limit, and no cut word if that can be."""
    if len(text) <= _MOST_LETTERS:
        return len(text)
    space = max(text.rfind(gap, _MOST_LETTERS - 200, _MOST_LETTERS) for gap in " \n")
    return space if space > 0 else _MOST_LETTERS


def _paragraphs(marks: Marks, shown: Iterable[Mark], stop: int, card: str) -> Iterator[str]:
    """Write the text line by line; a mark that goes on in the next line has its tag in the first only."""
    ordered = sorted(enumerate(shown), key=lambda pair: (pair[1].start, -pair[1].end))
    begin, upcoming, active = 0, 0, []
    for line in marks.text[:stop].splitlines(keepends=True):
        end = begin + len(line)
        while upcoming < len(ordered) and ordered[upcoming][1].start < end:
            active.append(ordered[upcoming])
            upcoming += 1
        if line.strip():
            yield f'<p class="wss-paragraph" dir="auto">{"".join(_pieces(marks, active, begin, end, card))}</p>'
        active = [pair for pair in active if pair[1].end > end]
        begin = end


def _pieces(marks: Marks, line: Sequence[tuple[int, Mark]], begin: int, stop: int, card: str) -> Iterator[str]:
    edges = {edge for _, mark in line for edge in (mark.start, mark.end) if begin < edge < stop}
    for start, end in pairwise(sorted({begin, stop, *edges})):
        inner = escape(marks.text[start:end])
        for number, mark in reversed([pair for pair in line if pair[1].start <= start and end <= pair[1].end]):
            if mark.start == start:
                inner = f'{_tag(marks, mark, f"wss-{card}", number)}<span class="wss-run">{inner}</span>'
            inner = f'<mark class="wss-mark wss-mark--{_css(mark.kind)}">{inner}</mark>'
        yield inner


def _tag(marks: Marks, mark: Mark, card: str, number: int) -> str:
    """Write the tag before the marked words, and the reason that shows when the tag is chosen."""
    name, reason = escape(KIND_NAMES[mark.kind]), escape(marks.reason(mark))
    return (
        f'<label class="wss-tag"><input type="radio" name="{card}" value="{number}" aria-describedby="{card}-{number}"'
        f" {_KEEP_KEYS}><b>{name}</b> </label>"
        f'<span class="wss-reason" id="{card}-{number}" hidden dir="auto"><b>{name}</b> '
        f"{reason} <i>The rule is {how_sure(mark)}.</i></span>"
    )


def _list(marks: Marks, shown: Sequence[Mark]) -> str:
    """Write all marks with their reasons, as plain text that needs no style."""
    entries = "".join(
        f"<li><b>{escape(KIND_NAMES[mark.kind])}</b>: <i><bdi>{escape(shortened(marks.words(mark)))}</bdi></i> – "
        f'<span dir="auto">{escape(marks.reason(mark))}</span> (The rule is {how_sure(mark)}.)</li>'
        for mark in shown
    )
    left = len(marks.marks) - len(shown)
    more = element("p", f"{left:,} more {'mark is' if left == 1 else 'marks are'} left out.") if left else ""
    return (
        f"<details><summary {_KEEP_KEYS}>All marks with their reasons ({len(shown):,})</summary>"
        f"<ol>{entries}</ol>{more}{_guesses(marks)}</details>"
    )


def _guesses(marks: Marks) -> str:
    """Write the links across paragraphs apart from the marks, since they are weaker."""
    first = {mark.relation_id: marks.words(mark) for mark in reversed(marks.marks) if mark.kind == "content"}
    first |= {mark.relation_id: marks.words(mark) for mark in reversed(marks.marks) if mark.kind == "source"}
    told = {"antecedent": "may be meant by", "continuation": "may go on with what is told of"}
    entries = "".join(
        element(
            "li",
            f"“{shortened(marks.text[link.start : link.end])}” {told[link.kind]}"
            f" “{shortened(first.get(link.relation_id, '…'))}” ({how_sure(link)}).",
        )
        for link in marks.links[:_MOST_MARKS]
    )
    return (
        f"<p>Guesses from one paragraph to another, less sure than the marks:</p><ul>{entries}</ul>" if entries else ""
    )
