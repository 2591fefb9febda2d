"""Plain text to safe HTML: a type that only this module can make, and the few builders that make it.

All text that comes in is taken as hostile. A builder escapes every ``str`` that it is given and lets `Html` in as it
is; whatever ends in a browser or in a file takes `Html` only. So an escape cannot be forgotten: text that was glued
together elsewhere is a plain ``str`` again, and shows its signs instead of obeying them, or is refused.

The lowest layer: it knows nothing of stories or exercises, and uses the standard library only. (``markupsafe`` has a
type like this one, but anybody can make it from any text, and it comes as compiled wheels only, while the lessons and
the browser edition run on pure Python.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from helpers.runs import Run, runs_of

# Their content is no text to a browser, so escaping does not help there: `style` and `data` write them.
_RAW = ("script", "style")
_VOID = frozenset({"br", "hr", "img", "input", "meta"})
_TAG = re.compile(r"[a-z][a-zA-Z0-9]*")
# No handler of events, and nothing that holds code of another language.
_ATTRIBUTE = re.compile(r"(?!on|style$|srcdoc$)[a-z][a-zA-Z0-9:-]*")
_ADDRESSES = frozenset({"href", "src", "action", "formaction"})
_ADDRESS = re.compile(r"https?://.*|data:image/png;base64,[A-Za-z0-9+/=]*|[^:]*", re.DOTALL)
# Nothing in a page that is kept may run or be fetched, whatever stands in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Html(str):
    """HTML that is safe to show: every text in it was escaped when it was put in.

    Only the builders of this module make it; calling it raises ``TypeError``. Beside ``+`` all that can be done with a
    ``str`` gives a plain ``str``, which counts as text again.
    """

    __slots__ = ()

    def __init__(self, *_: object) -> None:
        raise TypeError("Only the builders of helpers.html make HTML: put the text into an element.")

    def __add__(self, other: str) -> Html:
        return join(self, other)

    def __radd__(self, other: str) -> Html:
        return join(other, self)


def _safe(html: str) -> Html:
    return str.__new__(Html, html)


def join(*parts: object, between: str = "") -> Html:
    """Put parts one after the other.

    Parameters
    ----------
    *parts : Html, str or number
        HTML goes in as it is, all else is escaped; ``None`` and ``False`` are left out.
    between : str or Html
        What stands between two parts.

    Returns
    -------
    Html
    """
    return _safe(_escaped(between).join(_escaped(part) for part in parts if part is not None and part is not False))


def _escaped(part: object) -> str:
    if isinstance(part, Html):
        return str(part)
    if isinstance(part, str | int | float):
        return escape(str(part))
    raise TypeError(f"HTML is made of HTML, text and numbers, not of {type(part).__name__}.")


def element(tag: str, *content: object, **attributes: object) -> Html:
    """Write one element.

    Parameters
    ----------
    tag : str
        Name of the element.
    *content : Html, str or number
        As `join` takes it. Around nothing but plain text the element keeps the direction of that text to itself
        (``dir="auto"``), unless ``dir=None`` is given.
    **attributes : str, number or bool
        In this order. ``css`` is the class; an underscore stands for a hyphen (``aria_hidden``), one at the end is
        dropped (``for_``). ``True`` writes the name alone; ``None``, ``False`` and an empty class are left out.

    Returns
    -------
    Html

    Raises
    ------
    ValueError
        If the tag, an attribute or an address could run something.
    """
    if not _TAG.fullmatch(tag) or tag in _RAW:
        raise ValueError(f"No element is made with the tag “{tag}”.")
    if content and not any(isinstance(part, Html) for part in content):
        attributes.setdefault("dir", "auto")
    start = f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}>"
    return _safe(start if tag in _VOID else f"{start}{join(*content)}</{tag}>")


def _attribute(name: str, value: object) -> str:
    if value is None or value is False or (name == "css" and not value):
        return ""
    name = "class" if name == "css" else name.rstrip("_").replace("_", "-")
    if not _ATTRIBUTE.fullmatch(name):
        raise ValueError(f"No element is made with the attribute “{name}”.")
    if name in _ADDRESSES and not _ADDRESS.fullmatch(str(value)):
        raise ValueError(f"This address could run something: {value}")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def bullets(lines: Iterable[object]) -> Html:
    """Write a list; nothing if there are no lines.

    Parameters
    ----------
    lines : iterable of Html or str
        As `join` takes it.

    Returns
    -------
    Html
    """
    items = [element("li", line) for line in lines]
    return element("ul", *items) if items else join()


def folded(title: str, *content: object, **attributes: object) -> Html:
    """Write something that is folded away until a reader opens it.

    Parameters
    ----------
    title : str or Html
        What stands on the fold.
    *content, **attributes
        As `element` takes them.

    Returns
    -------
    Html
    """
    return element("details", element("summary", title, dir=None), *content, **attributes)


def table(caption: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> Html:
    """Write a table whose first column heads its rows.

    Parameters
    ----------
    caption : str
        What the table shows.
    header : sequence of str
        One text a column; none for a table without a head.
    rows : iterable of sequences
        One sequence a row, as long as the header.

    Returns
    -------
    Html
    """
    head = element("thead", element("tr", *(element("th", name, scope="col", dir=None) for name in header)))
    body = (
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in others))
        for first, *others in rows
    )
    caption = element("caption", caption, dir=None)
    return element("table", caption, head if header else None, element("tbody", *body), css="wss-table")


@dataclass(frozen=True)
class Highlight:
    """Some characters of a text with a label.

    Parameters
    ----------
    start, end : int
        Half-open range of character positions.
    label : str
        Id of the label, used for the look (``"source"``, ``"cue"`` …).
    name : str or Html
        What the reader sees as the label's name.
    """

    start: int
    end: int
    label: str
    name: str


def marked_text(text: str, highlights: Iterable[Highlight]) -> Html:
    """Write a text in which some stretches are marked.

    Highlightes may nest and may cross: where they cross, a mark is closed and opened again, so the HTML stays well
    formed. The name of the label stands in the text at the start of each mark, so that colour never carries a
    meaning alone.

    Parameters
    ----------
    text : str
        The plain text.
    highlights : iterable of Highlight
        In any order; empty ones and those outside the text are left out.

    Returns
    -------
    Html
        With ``<mark>`` elements.
    """
    return join(*(_run(text, run) for run in runs_of(len(text), highlights)))


def marked_lines(text: str, highlights: Iterable[Highlight]) -> Iterator[tuple[str, Html]]:
    """Write a marked text line by line; a stretch over several lines has its name in the first only.

    Parameters
    ----------
    text, highlights
        See `marked_text`.

    Yields
    ------
    str, Html
        Each line as it stands, and the same with its marks.
    """
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    line_of = {start: number for number, start in enumerate(starts)}
    number = 0

    def line(run: Run[Highlight]) -> int:
        nonlocal number
        number = line_of.get(run.start, number)
        return number

    for at, runs in groupby(runs_of(len(text), highlights, breaks=starts), key=line):
        yield text[starts[at] : starts[at + 1]], join(*(_run(text, run) for run in runs))


def _run(text: str, run: Run[Highlight]) -> Html:
    html = join(text[run.start : run.end])
    for highlight in reversed(run.covering):
        if highlight.start == run.start:  # the run keeps the tag from ending a line alone
            named = isinstance(highlight.name, Html)
            tag = highlight.name if named else element("b", f"{highlight.name} ", css="wss-tag", dir=None)
            html = tag + element("span", html, css="wss-run")
        html = element("mark", html, css=f"wss-mark wss-mark--{highlight.label}")
    return html


def style(css: str) -> Html:
    """Write a style sheet.

    Parameters
    ----------
    css : str
        Ours: nothing from a learner, a file or the web.

    Returns
    -------
    Html

    Raises
    ------
    ValueError
        If it could end the element that holds it.
    """
    if "</style" in css.lower():
        raise ValueError("A style sheet cannot hold its own end.")
    return _safe(f"<style>{css}</style>")


def data(data_id: str, content: Any) -> Html:
    """Write data for a script of ours to read, in an element that is neither shown nor run.

    Parameters
    ----------
    data_id : str
        By which the script finds it.
    content : object
        What JSON can hold.

    Returns
    -------
    Html
    """
    # A browser looks for the element's end and for comments only, and both begin with this sign.
    written = json.dumps(content).replace("<", "\\u003c")
    return _safe(f'<script type="application/json" id="{escape(data_id)}">{written}</script>')


def comment(text: str) -> Html:
    """Write a comment, which nobody sees who does not read the file.

    Parameters
    ----------
    text : str
        Ours.

    Returns
    -------
    Html

    Raises
    ------
    ValueError
        If it could end the comment.
    """
    if "--" in text or ">" in text:
        raise ValueError("A comment cannot hold “--” or “>”.")
    return _safe(f"<!-- {text} -->")


def document(title: str, look: str, *content: object, css: str = "") -> Html:
    """Write a page that needs nothing else to be read: it runs nothing and fetches nothing.

    Parameters
    ----------
    title : str
        Of the page.
    look : str
        Its style sheet; see `style`.
    *content : Html or str
        As `join` takes it.
    css : str, optional
        Class of the page's main part.

    Returns
    -------
    Html
    """
    head = (
        element("meta", charset="utf-8"),
        _safe(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title, dir=None),
        style(f"\n{look}"),
    )
    main = element("main", *_lines(content), css=css)
    parts = element("head", *_lines(head)), element("body", *_lines([main]))
    return _safe(f"<!doctype html>\n{element('html', *_lines(parts), lang='en')}\n")


def _lines(parts: Iterable[object]) -> Iterator[object]:
    for part in parts:
        yield from ("\n", part)
    yield "\n"


def filled(template: Path, **parts: object) -> Html:
    """Fill in a page of ours that lies in a file.

    Parameters
    ----------
    template : pathlib.Path
        The file, with a ``$name`` for each part.
    **parts : Html or str
        As `join` takes it.

    Returns
    -------
    Html
    """
    page = Template(template.read_text(encoding="utf-8"))
    return _safe(page.substitute({name: join(part) for name, part in parts.items()}))


def unfolded(html: Html) -> Html:
    """Make HTML fit to be printed: folds are opened, and style sheets are left out.

    Parameters
    ----------
    html : Html
        As the builders made it: in their texts and attributes the sign ``<`` is escaped, so each one begins a tag.

    Returns
    -------
    Html

    Raises
    ------
    TypeError
        If it is plain text.
    """
    plain = re.sub("<style>.*?</style>", "", checked(html), flags=re.DOTALL)
    return _safe(plain.replace("<details", "<details open"))


def checked(html: Html) -> Html:
    """Let HTML pass, and refuse plain text: every way to a browser or a file leads through here.

    Parameters
    ----------
    html : Html
        From the builders.

    Returns
    -------
    Html
        The same.

    Raises
    ------
    TypeError
        If it is plain text.
    """
    if not isinstance(html, Html):
        raise TypeError("Here goes HTML from the builders of helpers.html, not plain text.")
    return html


@dataclass(frozen=True)
class Card:
    """Something to look at that also prints as a sentence.

    Notebooks compare and screen readers read the sentence; a browser shows the HTML.

    Parameters
    ----------
    sentence : str
        What the card says, in plain words, the same for every learner.
    body : Html
        What it shows.

    Raises
    ------
    TypeError
        If the body is plain text.
    """

    sentence: str
    body: Html

    def __post_init__(self) -> None:
        checked(self.body)

    def __repr__(self) -> str:
        return self.sentence

    def _repr_html_(self) -> str:
        return str(style(stylesheet()) + element("div", self.body, css="wss wss-card"))


@cache
def stylesheet() -> str:
    """Return the look that cards and the exercise view share.

    Returns
    -------
    str
        CSS.
    """
    return Path(__file__).with_name("card.css").read_text(encoding="utf-8")
