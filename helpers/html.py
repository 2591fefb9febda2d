"""Plain text to safe HTML: a type that only this module can make, and the few builders that make it.

All text that comes in is taken as hostile. A builder escapes every ``str`` that it is given and lets `Html` in as it
is; whatever ends in a browser or in a file takes `Html` only. So an escape cannot be forgotten: text that was glued
together elsewhere is a plain ``str`` again, and shows its signs instead of obeying them, or is refused.

The lowest layer: it knows nothing of stories or exercises, and uses the standard library only. (``markupsafe`` has a
type like this one, but anybody can make it of any text, and it has compiled wheels only, while the lessons and the
browser edition run on pure Python.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any, Protocol

from helpers.runs import Run, runs_of
from helpers.stylesheet import rules_for

_TAG = re.compile(r"(?!(?:script|style)$)[a-z][a-zA-Z0-9]*")  # `style` and `script_data` write the two
_VOID = frozenset({"br", "hr", "img", "input", "meta"})
# No handler of events, and nothing that holds code of another language.
_ATTRIBUTE = re.compile(r"(?!on|style$|srcdoc$)[a-z][a-zA-Z0-9:-]*")
_ADDRESSES = frozenset({"href", "src", "action", "formaction"})
_ADDRESS = re.compile(r"https?://.*|data:image/png;base64,[A-Za-z0-9+/=]*|[^:]*", re.DOTALL)
_WRITTEN_TAG = re.compile("<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)[^>]*>")
# A style sheet, what stands in a card for where its style sheet is taken away, and what steps through a picture: paper
# shows it whole.
_NOT_ON_PAPER = re.compile(
    '<style>.*?</style>|<img [^>]*class="wss-still">|'
    '<fieldset (?:(?!</fieldset>).)*class="wss-step-1"(?:(?!</fieldset>).)*</fieldset>',
    re.DOTALL,
)
_FOLDED_ENTRY = re.compile("(<li[^>]*>)<details(?! open)[^>]*><summary[^>]*>(.*?)</summary>", re.DOTALL)
# A table that has the name of its fold says it twice where the fold is open.
_NAMED_TWICE = re.compile(r"(<summary[^>]*>([^<]*)</summary><table[^>]*>)<caption[^>]*>\2</caption>")
# Nothing in a page that is kept may run or be fetched, whatever stands in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Html(str):
    """HTML that is safe to show: every text in it was escaped when it was put in.

    Only the builders of this module make it; calling it raises ``TypeError``. ``+`` joins it with more of it, and with
    text, which is escaped. All else that can be done with a ``str`` gives a plain ``str``, which counts as text again.
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


def checked(html: Html) -> Html:
    """Let HTML pass and refuse plain text: for the last step before a browser or a file."""
    if not isinstance(html, Html):
        raise TypeError("Here goes HTML from the builders of helpers.html, not plain text.")
    return html


# -- elements


def join(*parts: object, between: str = "") -> Html:
    """Put parts one after the other: HTML as it is, text and numbers escaped; ``None`` and ``False`` are left out."""
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
    if not _TAG.fullmatch(tag):
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


def shown_by_look(tag: str, text: str, **attributes: object) -> Html:
    """Write text that only our style sheet shows (``[data-says]`` in card.css): what makes no sense without it.

    A code host takes style sheets, classes and ``hidden`` away, and shows each text that is left: all that a switch
    shows and hides would stand in one row. It takes such an attribute away, too.
    """
    return element(tag, data_says=text, **attributes)


def bullets(lines: Iterable[object]) -> Html:
    """Write a list; nothing if there are no lines."""
    items = [element("li", line) for line in lines]
    return element("ul", *items) if items else join()


def folded(title: str, *content: object, css: str = "") -> Html:
    """Write something that is folded away until a reader opens it."""
    return element("details", element("summary", title, dir=None), *content, css=css)


def table(caption: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> Html:
    """Write a table: the header has one text a column, the first cell of each row heads it."""
    head = (element("th", name, scope="col", dir=None) for name in header)
    body = (
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in others))
        for first, *others in rows
    )
    return element(
        "table",
        element("caption", caption, dir=None),
        element("thead", element("tr", *head)),
        element("tbody", *body),
        css="wss-table",
    )


# -- marked text


class Drawn(Protocol):
    """A stretch of a text, a half-open range, that knows how it looks."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last."""

    def around(self, words: Html, *, begins: bool) -> Html:
        """Write the words with the look; a stretch that is cut by another one `begins` with its first piece only."""


@dataclass(frozen=True)
class Highlight:
    """Some characters of a text, a half-open range, with a label."""

    start: int
    end: int
    label: str  # its id, used for the look: "source", "cue" …
    name: str  # what the reader sees before the words; as HTML it stands there as it is

    def around(self, words: Html, *, begins: bool) -> Html:
        """Write the words as a mark. See `Drawn`."""
        if begins:  # the run keeps the tag from ending a line alone
            # The name stands in the text, so that colour never carries a meaning alone.
            named = isinstance(self.name, Html)
            tag = self.name if named else element("b", f"{self.name} ", css="wss-tag", dir=None)
            words = tag + element("span", words, css="wss-run")
        return element("mark", words, css=f"wss-mark wss-mark--{self.label}")


def marked_text(text: str, highlights: Iterable[Drawn]) -> Html:
    """Write a text in which some stretches are marked, each with the name of its label at its beginning.

    Highlights may nest and cross; where they cross, a mark is closed and opened again, so the HTML stays well formed.
    Those that are empty or reach out of the text are left out.
    """
    return _nested(text, runs_of(len(text), highlights))


def marked_lines(text: str, highlights: Iterable[Drawn]) -> Iterator[tuple[str, Html]]:
    """Yield each line of a text, and the same line marked; over several lines a highlight has its name in the first."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    runs = runs_of(len(text), highlights, breaks=starts)
    numbers = {start: number for number, start in enumerate(starts)}
    at = 0

    def line_of(run: Run[Drawn]) -> int:
        nonlocal at
        at = numbers.get(run.start, at)
        return at

    for number, of_line in groupby(runs, key=line_of):
        yield text[starts[number] : starts[number + 1]], _nested(text, of_line)


def _nested(text: str, runs: Iterable[Run[Drawn]]) -> Html:
    """Write runs one after the other, those that a mark covers inside one element, from the outermost mark in."""
    written: list[list[Html]] = [[]]  # what stands in the text itself, in the mark that is open, in the one in it …
    opened: list[tuple[Drawn, bool]] = []

    def close(still_open: int) -> None:
        while len(opened) > still_open:
            mark, begins = opened.pop()
            inside = join(*written.pop())
            written[-1].append(mark.around(inside, begins=begins))

    for run in runs:
        pairs = enumerate(zip(opened, run.covering, strict=False))
        close(next((at for at, ((mark, _), goes_on) in pairs if mark != goes_on), min(len(opened), len(run.covering))))
        for mark in run.covering[len(opened) :]:
            opened.append((mark, mark.start == run.start))
            written.append([])
        written[-1].append(join(text[run.start : run.end]))
    close(0)
    return join(*written[0])


# -- cards and pages


def style(css: str) -> Html:
    """Write a style sheet of ours."""
    if "</style" in css.lower():
        raise ValueError("A style sheet cannot hold its own end.")
    return _safe(f"<style>{css}</style>")


def script_data(element_id: str, content: Any) -> Html:
    """Write what JSON can hold for a script of ours to read, in an element that is neither shown nor run."""
    # A browser looks for the element's end and for comments only, and both begin with this sign.
    written = json.dumps(content).replace("<", "\\u003c")
    return _safe(f'<script type="application/json" id="{escape(element_id)}">{written}</script>')


def comment(text: str) -> Html:
    """Write a comment of ours."""
    if "--" in text or ">" in text:
        raise ValueError("A comment cannot hold “--” or “>”.")
    return _safe(f"<!-- {text} -->")


def document(title: str, look: str, *content: object, css: str = "", pictures: bool = False) -> Html:
    """Write a page with its style sheet that needs nothing else to be read, runs nothing and fetches nothing.

    With `pictures` it shows those that stand in it.
    """
    policy = f"{_POLICY}; img-src data:" if pictures else _POLICY
    head = (
        element("meta", charset="utf-8"),
        _safe(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
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
    """Fill in a page of ours that lies in a file, with a ``$name`` for each part."""
    page = Template(template.read_text(encoding="utf-8"))
    return _safe(page.substitute({name: join(part) for name, part in parts.items()}))


def unfolded(html: Html) -> Html:
    """Make HTML fit to be printed: folds are opened; style sheets and stills are left out."""
    # In texts and attributes the sign < is escaped, so each one begins a tag of the builders.
    plain = _NAMED_TWICE.sub(r"\1", _NOT_ON_PAPER.sub("", checked(html)))
    return _safe(re.sub("<details( open)?", "<details open", plain))


def without_folds(html: Html, *, but_of_lists: bool = False) -> Html:
    """Make HTML fit to be printed for who need not read what is folded away: it is left out, with the style sheets.

    Of an entry of a list that is all folded away, the line on the fold stays; all of it, if asked for.
    """
    kept, depth = [], 0
    plain = _NOT_ON_PAPER.sub("", checked(html))
    if but_of_lists:
        plain = re.sub(r"(<li[^>]*><details)( open)?", r"\1 open", plain)
    plain = _FOLDED_ENTRY.sub(r"\1\2<details>", plain)
    for piece in re.split("(<details[^>]*>|</details>)", plain):
        if piece.startswith("<details") and (depth or " open" not in piece):
            depth += 1
        elif piece == "</details>" and depth:
            depth -= 1
        elif not depth:
            kept.append(piece)
    return _safe("".join(kept))


def blocks_of(html: Html) -> list[Html]:
    """Cut HTML of the builders into the elements that stand one after the other.

    A title stays with what follows it, and a list of bullets is cut into its entries, each a list of its own.
    """
    joined, title = [], ""
    for block in _elements(checked(html)):
        if block.startswith('<p class="wss-known-title"'):
            title += block
            continue
        begin = re.match("<ul[^>]*>", block)
        entries = _elements(block[begin.end() : -len("</ul>")]) if begin else ()
        first, *others = [f"{begin[0]}{entry}</ul>" for entry in entries] or [block]
        joined += [_safe(title + first), *map(_safe, others)]
        title = ""
    return joined + ([_safe(title)] if title else [])


def _elements(html: str) -> list[str]:
    """Cut HTML where no element is open; text before an element stays with it."""
    found, depth, begin = [], 0, 0
    for tag in _WRITTEN_TAG.finditer(html):
        depth += 0 if tag["name"] in _VOID else -1 if tag["end"] else 1
        if not depth:
            found.append(html[begin : tag.end()])
            begin = tag.end()
    return [block for block in (*found, html[begin:]) if block]


@dataclass(frozen=True)
class Card:
    """Something to look at that also prints as a sentence, in plain words, the same for every learner.

    Notebooks compare and screen readers read the sentence; a browser shows the body.
    """

    sentence: str
    body: Html

    def __post_init__(self) -> None:
        checked(self.body)

    def __repr__(self) -> str:
        return self.sentence

    def html(self) -> Html:
        """Write the card with its look, whole in itself."""
        return style(rules_for(self.body)) + element("div", self.body, css="wss wss-card")

    def _repr_html_(self) -> str:
        return str(self.html())
