"""A text with the marker's marks, to look at: filters by kind, and the reason of each mark.

There is no script. The filters are checkboxes, and the tags in the text are radio buttons of one group: one stop
for Tab, then the arrow keys go from tag to tag, and the reason of the tag that is chosen shows. The look follows
from what is checked (``:has()`` in ``helpers/card.css``); a browser that does not know it shows all marks.

JupyterLab takes single keys from plain controls in an output (an arrow leaves the cell, ``b`` inserts one): only
``data-lm-suppress-shortcuts`` on each control itself keeps them, an ancestor's does not. JupyterLab takes styles and
that attribute away in a notebook that it does not trust, and so does a code host. The card is then plain paragraphs
with the names of the marks in them, and the list below, which needs no style, has every reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from helpers.html import Card, Highlight, Html, bullets, element, join, marked_lines, shown_by_look
from helpers.marker.marks import KIND_NAMES, Mark, how_sure, shortened
from helpers.marker.result import Marks

_SHOWN_FIRST = ("source", "cue", "content", "unattributed")
_MOST_LETTERS = 20_000
_MOST_MARKS = 1_000
_KEEP_KEYS = {"data_lm_suppress_shortcuts": "true"}


@dataclass(frozen=True)
class MarkedText:
    """What the marker found, to look at: in a notebook it shows as the card.

    Parameters
    ----------
    marks : Marks
        What `helpers.marker.mark_text` returned.
    """

    marks: Marks

    def card(self) -> Card:
        """Show the text with its marks and their reasons."""
        return marks_card(self.marks)

    def __repr__(self) -> str:
        return repr(self.marks)

    def _repr_html_(self) -> str:
        return self.card()._repr_html_()


def marks_card(marks: Marks) -> Card:
    """Show a text with its marks; the card's sentence is that of the marks."""
    sentence = repr(marks)
    body = [element("p", sentence)]
    shown = [mark for mark in marks.marks[:_MOST_MARKS] if 0 <= mark.start < mark.end <= len(marks.text)]
    end = _shown_letters(marks.text)
    group = f"wss-{sha256(repr((marks.text, marks.mode, marks.marks)).encode()).hexdigest()[:12]}"
    if shown:
        body += [_filters(shown), _help(group)]
    body.append(element("div", *_paragraphs(marks, shown, end, group), css="wss-marked"))
    if end < len(marks.text):
        body.append(
            element(
                "p",
                f"The text has {len(marks.text):,} characters. The first {end:,} are shown here;"
                " the list below goes on to the end of the text.",
            )
        )
    if shown:
        body.append(_list(marks, shown, group))
    return Card(sentence, element("div", *body, css="wss-marker"))


def _css(kind: str) -> str:
    return kind.replace(" ", "-")


def _filters(marks: Sequence[Mark]) -> Html:
    """Write a checkbox for each kind that is there."""
    counts = {kind: sum(mark.kind == kind for mark in marks) for kind in KIND_NAMES}
    first = [kind for kind in _SHOWN_FIRST if counts[kind]] or list(KIND_NAMES)
    boxes = []
    for kind, number in counts.items():
        if number:
            look, says = _css(kind), f" ({number})"
            box = element(
                "input",
                type="checkbox",
                css=f"wss-show--{look}",
                checked=kind in first,
                aria_label=f"{KIND_NAMES[kind]}{says}",
                **_KEEP_KEYS,
            )
            name = shown_by_look("span", KIND_NAMES[kind], css="wss-filter-name")
            boxes.append(element("label", box, name, shown_by_look("span", says), css=f"wss-filter wss-mark--{look}"))
    legend = "Show in the text"
    says = shown_by_look("b", legend, css="wss-filters-legend")
    return element("fieldset", says, *boxes, css="wss-filters", aria_label=legend)


def _help(group: str) -> Html:
    name = "No reason open."
    none = element("input", type="radio", name=group, value="none", checked=True, aria_label=name, **_KEEP_KEYS)
    help_ = (
        " To read why something is marked, choose its tag in the text:"
        " click it, or come here with Tab and go on with the arrow keys."
    )
    chosen = element("label", none, shown_by_look("span", f" {name}"))
    return element("div", chosen, shown_by_look("span", help_), css="wss-marker-help")


def _shown_letters(text: str) -> int:
    """Return how many characters are shown: not more than the limit, and no cut word if that can be."""
    if len(text) <= _MOST_LETTERS:
        return len(text)
    space = max(text.rfind(gap, _MOST_LETTERS - 200, _MOST_LETTERS) for gap in " \n")
    return space if space > 0 else _MOST_LETTERS


def _paragraphs(marks: Marks, shown: Sequence[Mark], end: int, group: str) -> list[Html]:
    """Write the text line by line; a mark that goes on in the next line has its tag in the first only."""
    highlights = [
        Highlight(mark.start, min(mark.end, end), _css(mark.kind), _tag(marks, mark, group, number))
        for number, mark in enumerate(shown)
        if mark.start < end
    ]
    lines = marked_lines(marks.text[:end], highlights)
    return [element("p", html, css="wss-paragraph", dir="auto") for line, html in lines if line.strip()]


def _tag(marks: Marks, mark: Mark, group: str, number: int) -> Html:
    """Write the tag before the marked words, and the reason that shows when the tag is chosen."""
    kind = KIND_NAMES[mark.kind]
    described = {"aria_label": kind, "aria_describedby": f"{group}-{number}"}
    choose = element("input", type="radio", name=group, value=number, **described, **_KEEP_KEYS)
    reason = f"{kind}. {marks.reason(mark)} The rule is {how_sure(mark)}."
    return element("label", choose, element("b", kind, dir=None), " ", css="wss-tag") + shown_by_look(
        "span", reason, css="wss-reason", hidden=True
    )


def _list(marks: Marks, shown: Sequence[Mark], group: str) -> Html:
    """Write all marks with their reasons, as plain text that needs no style."""
    entries = (
        element(
            "li",
            element("b", KIND_NAMES[mark.kind], dir=None),
            ": ",
            element("i", element("bdi", shortened(marks.words(mark)), dir=None)),
            " – ",
            element("span", marks.reason(mark)),
            f" (The rule is {how_sure(mark)}.)",
            id=f"{group}-{number}",
        )
        for number, mark in enumerate(shown)
    )
    left = len(marks.marks) - len(shown)
    more = element("p", f"{left:,} more {'mark is' if left == 1 else 'marks are'} left out.") if left else None
    title = f"All marks with their reasons ({len(shown):,})"
    return element(
        "details", element("summary", title, dir=None, **_KEEP_KEYS), element("ol", *entries), more, _guesses(marks)
    )


def _guesses(marks: Marks) -> Html:
    """Write the links across paragraphs apart from the marks, since they are weaker."""
    first = {mark.relation_id: marks.words(mark) for mark in reversed(marks.marks) if mark.kind == "content"}
    first |= {mark.relation_id: marks.words(mark) for mark in reversed(marks.marks) if mark.kind == "source"}
    meaning = {"antecedent": "may be meant by", "continuation": "may go on with what is told of"}
    entries = [
        f"“{shortened(marks.text[link.start : link.end])}” {meaning[link.kind]}"
        f" “{shortened(first.get(link.relation_id, '…'))}” ({how_sure(link)})."
        for link in marks.links[:_MOST_MARKS]
    ]
    head = element("p", "Guesses from one paragraph to another, less sure than the marks:", dir=None)
    return head + bullets(entries) if entries else join()
