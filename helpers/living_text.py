"""A text as text, with switches above it that mark it in several ways, and beside it a miniature of the whole.

There is no script and no widget. The switches are radio buttons, and the look follows from the one that is checked
(``:has()`` in ``living_text.css``); the gloss of a word shows while the word has the focus; a line of the miniature is
a link to its sentence. So the picture lives wherever its HTML stands: in JupyterLab, the browser edition, a saved page,
and in a lesson that is opened the next day without a kernel.

Measured in JupyterLab 4: a notebook that it does not trust loses style sheets, drawings (``svg``), the names of radio
buttons and ``tabindex``. What needs any of them is therefore ``hidden`` until the style sheet shows it. A code host
takes ``hidden`` away, too (GitHub: pydata/xarray #4053 and #6125) and may keep a drawing (Kotlin/kandy #252): so what
is hidden has its words in an attribute (`shown_by_look`), and a drawing has no size before the style sheet gives it
one. What is left is a text whose first way of marking stands in it in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from helpers.html import Html, element, join, marked_text, shown_by_look
from helpers.runs import runs_of

PLACE_AND_DATE = "dateline"  # the place of a line that is no sentence
MOST_LETTERS_OF_A_LINE = 370  # that fill the miniature's width, in every text: two of them can be compared
LEAST_LETTERS_SEEN = 4.2  # a mark of one letter is drawn as wide as this
# JupyterLab takes single keys from plain controls in an output; only this attribute on each control keeps them.
_KEEP_KEYS = {"data_lm_suppress_shortcuts": "true"}


@dataclass(frozen=True)
class WayMark:
    """A stretch of a sentence that one way of looking marks."""

    start: int
    end: int
    look: str  # the classes of its look: "wss-mark--hedge"
    name: str  # what stands in its tag
    sign: str = ""  # what stands for it in the miniature, told apart without colour
    told: str = ""  # what is said of it to those who hear the miniature; else its name

    @property
    def says(self) -> str:
        """What is said of it to those who hear the miniature."""
        return self.told or self.name


@dataclass(frozen=True)
class KeyEntry:
    """What a look and a sign mean, and how often they are there."""

    look: str
    sign: str
    means: str


@dataclass(frozen=True)
class Way:
    """One way to look at a text: the name on its switch, and what its marks mean."""

    name: str
    key: Sequence[KeyEntry] = ()
    note: str = ""  # what the plain words are


PLAIN = Way("Plain")


@dataclass(frozen=True)
class Note:
    """What some words of a sentence mean; shown at the words when they are chosen."""

    start: int
    end: int
    means: str


@dataclass(frozen=True)
class Line:
    """One sentence, with its marks by the number of the way that they belong to."""

    text: str
    place: str  # such as "headline" or "paragraph 2, sentence 1"
    marks: Mapping[int, Sequence[WayMark]] = field(default_factory=dict)
    notes: Sequence[Note] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph: its number or its role, as it stands at the edge, and its sentences."""

    edge: str
    role: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class LivingText:
    """A text with the ways to look at it; the first one is shown first."""

    blocks: Sequence[Block]
    ways: Sequence[Way] = ()

    def html(self, below: Html | None = None) -> Html:
        """Write the text with its switches, its key and its miniature; what comes `below` stands under the text.

        Who looks at a text in several ways has read it before, and the miniature has all of it: so of the text a
        screen shows a few lines, those that are gone to, until the whole is asked for.
        """
        group = self._group()
        blocks = _blocks(self.blocks, group, bool(self.ways))
        under = join(_list_of_notes(self.blocks, group), below)
        if not self.ways:
            return element("div", element("div", *blocks, under, css="wss-living-words", lang="en"), css="wss-living")
        words = element("div", *blocks, css="wss-living-words wss-living-lines", lang="en")
        beside = element("div", words, _switch_to_whole(), under)
        sides = element("div", _miniature(self, group, hidden=True), beside, css="wss-living-sides wss-wide")
        names = [way.name for way in self.ways]
        return element(
            "div", switches("Show the text", names, group, "wss-way"), _keys(self.ways), sides, css="wss-living"
        )

    def miniature(self) -> Html:
        """Write the miniature alone, as seen in the first way, without a word of the text."""
        first = LivingText(self.blocks, self.ways[:1])
        return element("div", _keys(first.ways), _miniature(first, None), css="wss-living wss-living--alone")

    def _group(self) -> str:
        return f"wss-{sha256(repr(self).encode()).hexdigest()[:10]}"


def switches(legend: str, names: Sequence[str], group: str, css: str) -> Html:
    """Write radio buttons as switches, the first one on; the class of each is the given one with its number."""
    options = []
    for number, name in enumerate(names, 1):
        look = f"{css}-{number}"
        button = element(
            "input", type="radio", name=group, css=look, checked=number == 1, aria_label=name, **_KEEP_KEYS
        )
        options.append(element("label", button, shown_by_look("span", name), css="wss-way"))
    says = shown_by_look("span", legend, css="wss-ways-legend")
    return element("fieldset", says, *options, css="wss-ways", aria_label=legend, hidden=True)


def _switch_to_whole() -> Html:
    name = "Show all of the text"
    box = element("input", type="checkbox", css="wss-whole-text", aria_label=name, **_KEEP_KEYS)
    return element("label", box, shown_by_look("span", name), css="wss-way", hidden=True)


def _keys(ways: Sequence[Way]) -> Html:
    """Write what the marks of each way mean; that of the first way is seen without the style sheet too."""
    keys = [_key(ways[0])] if ways and ways[0].key else []
    keys += [_key_of_other(way, number) for number, way in enumerate(ways[1:], 2) if way.key]
    return join(*keys)


def _key(way: Way) -> Html:
    entries = (
        element("li", element("b", entry.sign, css="wss-sign", dir=None), f" {entry.means}", css=entry.look, dir=None)
        for entry in way.key
    )
    note = element("p", way.note, css="wss-key-note", dir=None) if way.note else None
    return element("div", element("ul", *entries, css="wss-key"), note, css="wss-in-1")


def _key_of_other(way: Way, number: int) -> Html:
    entries = (
        element(
            "div",
            shown_by_look("b", entry.sign, css="wss-sign"),
            shown_by_look("span", f" {entry.means}"),
            css=entry.look,
            role="listitem",
        )
        for entry in way.key
    )
    note = shown_by_look("div", way.note, css="wss-key-note") if way.note else None
    return element(
        "div", element("div", *entries, css="wss-key", role="list"), note, css=f"wss-in-{number}", hidden=True
    )


# -- the text


@dataclass(frozen=True)
class _Marked:
    """A mark of some way in the text: the first way in a mark with its tag, the others hidden until they are chosen."""

    mark: WayMark
    way: int

    @property
    def start(self) -> int:
        return self.mark.start

    @property
    def end(self) -> int:
        return self.mark.end

    def around(self, words: Html, *, begins: bool) -> Html:
        if begins:
            name = f"{self.mark.name} "
            tag = (
                element("b", name, css="wss-tag", dir=None)
                if self.way == 1
                else shown_by_look("b", name, css="wss-tag", hidden=True)
            )
            words = tag + element("span", words, css="wss-run")
        look = f"wss-mark {self.mark.look} wss-in-{self.way}"
        return element("mark" if self.way == 1 else "span", words, css=look)


@dataclass(frozen=True)
class _Glossed:
    """Words that are explained: a button, and what it shows while it has the focus."""

    words: str
    note: Note
    id: str

    @property
    def start(self) -> int:
        return self.note.start

    @property
    def end(self) -> int:
        return self.note.end

    def around(self, words: Html, *, begins: bool) -> Html:
        if not begins:
            return words
        opens = {"tabindex": 0, "role": "button", "aria_describedby": self.id, **_KEEP_KEYS}
        # For who works with help it stands below their line, and names them.
        named = shown_by_look("b", f"{self.words}: ", css="wss-meaning-of")
        means = element("span", named, shown_by_look("span", self.note.means), css="wss-meaning", hidden=True)
        return element("span", words, css="wss-gloss", **opens) + means


def _blocks(blocks: Sequence[Block], group: str, anchored: bool) -> Iterable[Html]:
    number = 0
    for block in blocks:
        sentences = []
        for line in block.lines:
            number += 1
            marks = [_Marked(mark, way) for way, marks in line.marks.items() for mark in marks]
            glosses = [
                _Glossed(line.text[note.start : note.end], note, _id_of_note(group, number, place))
                for place, note in enumerate(line.notes, 1)
            ]
            text = marked_text(line.text, [*marks, *glosses])
            if anchored:
                text = element("span", text, css="wss-sentence", id=f"{group}-{number}", tabindex=-1)
            sentences.append(text)
        edge = element("span", block.edge, css="wss-number", dir=None)
        text = join(edge, " ", join(*sentences, between=" "))
        yield element("p", text, css=f"wss-paragraph wss-paragraph--{block.role}", dir="auto")


# -- the miniature


def _miniature(living: LivingText, group: str | None, *, hidden: bool = False) -> Html:
    rows, sentence = [], 0
    for block in living.blocks:
        for first, line in enumerate(block.lines):
            sentence += 1
            edge = shown_by_look("span", "" if first else block.edge, css="wss-mini-place", aria_hidden="true")
            address = f"#{group}-{sentence}" if group else None
            seen = (_seen(line, way, number, address) for number, way in enumerate(living.ways, 1))
            rows.append(element("div", edge, *seen, css="wss-mini-row", role="listitem"))
    name = "The whole story, a line for each sentence"
    dated = any(line.place == PLACE_AND_DATE for block in living.blocks for line in block.lines)
    told = f"Each line is one sentence{', but for place and date' if dated else ''}. The number is its paragraph."
    says = shown_by_look("div", told, css="wss-mini-says")
    listed = join(says, element("div", *rows, css="wss-mini-lines", role="list"))
    return element("nav" if group else "div", listed, css="wss-mini", aria_label=name if group else None, hidden=hidden)


def _seen(line: Line, way: Way, number: int, address: str | None) -> Html:
    """Write a sentence as seen in one way: the signs of its marks, and its drawing; with an address it leads there."""
    marks = line.marks.get(number, ())
    signs = shown_by_look("span", " ".join(dict.fromkeys(mark.sign for mark in marks)), css="wss-signs")
    told = "; ".join(dict.fromkeys(mark.says for mark in marks)) or "nothing marked"
    place = f"{line.place[:1].upper()}{line.place[1:]}"
    whose = {"href": address, **_KEEP_KEYS} if address else {"role": "img"}
    return element(
        "a" if address else "span",
        signs,
        _drawing(line, number),
        css=f"wss-mini-line wss-in-{number}",
        aria_label=f"{place}: {told}" if way.key else place,
        hidden=number > 1,
        **whose,
    )


def _drawing(line: Line, way: int) -> Html:
    """Draw a sentence as a line as long as its words, and on it what one way marks."""
    whole = element("rect", x="0%", width=_share(len(line.text)), css="wss-bar wss-whole")
    size = {"width": 0, "height": 0}  # until the style sheet gives it one
    return element("svg", whole, *_bars(line, way), css="wss-line", aria_hidden="true", focusable="false", **size)


def _bars(line: Line, way: int) -> Iterator[Html]:
    """Draw the stretches of one way; of those that lie in one another the innermost is seen."""
    for run in runs_of(len(line.text), line.marks.get(way, ())):
        if run.covering:
            width = _share(max(run.end - run.start, LEAST_LETTERS_SEEN))
            yield element("rect", x=_share(run.start), width=width, css=f"wss-bar {run.covering[-1].look}")


def _share(letters: float) -> str:
    return f"{min(100, 100 * letters / MOST_LETTERS_OF_A_LINE):.1f}%"


def _id_of_note(group: str, sentence: int, note: int) -> str:
    return f"{group}-{sentence}-{note}"


def _list_of_notes(blocks: Sequence[Block], group: str) -> Html | None:
    """Write all notes of a text as one list that is folded: for paper, a code host, and whoever likes a list better.

    Each is what describes its word to those who hear the page.
    """
    lines = enumerate((line for block in blocks for line in block.lines), 1)
    items = [
        element(
            "li",
            element("b", line.text[note.start : note.end], dir=None),
            f": {note.means}",
            id=_id_of_note(group, sentence, number),
            dir="auto",
        )
        for sentence, line in lines
        for number, note in enumerate(line.notes, 1)
    ]
    if not items:
        return None
    words = "1 hard word in plain words" if len(items) == 1 else f"{len(items)} hard words in plain words"
    return element("details", element("summary", words, dir=None, **_KEEP_KEYS), element("ul", *items), css="wss-notes")
