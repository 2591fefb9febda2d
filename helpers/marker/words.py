"""A raw text cut into paragraphs, sentences and words, each with its place in the text.

Everything here takes time in proportion to the length of the text, whatever the text is. The cuts of one
paragraph never depend on another paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from operator import add
from typing import TypeVar

LONGEST_SENTENCE = 300
"""Words after which a sentence is cut, so that no sentence can make a rule slow."""

# Letters, digits and the marks that join them: it's, well-known, U.S., 3.5, 9:40, al-Amr, AT&T. Anything else that is
# no space is a token of its own. With the white space after it, so that places need only be added up. The first
# alternative is the most frequent case of the second, and faster. No group is repeated possessively: Python up to
# 3.11.4 matches that wrongly; so after a hundred parts a word is cut.
_TOKEN = re.compile(r"(?:[a-zA-Z]++(?=[ ,])|[^\W_]++(?:(?:[’'\-‑.&_]|(?<=\d):(?=\d))[^\W_]++){0,99}|\S)\s*+")
_SPACE = re.compile(r"\s*+")
# A run of marks is tried once, as a whole, so that a million full stops take no longer than other words.
_MARKS = re.compile(r"[.!?…][.!?…]*+(?P<end>[\"”’'»)\]]*\s+(?=[\"“‘'«„(\[]*[^\W_a-z]))?")
_ABBREVIATION = re.compile(
    r"(?<![^\s(\"“‘'])(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Sr|Jr|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Brig|Sen|Rep|Gov|Pres|Hon"
    r"|Rev|Fr|Supt|Insp|Det|Msgr|vs|v|No|Nos|Fig|Art|Sec|approx|ca|c|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar|Apr|Aug|Sept|Sep"
    r"|Oct|Nov|Dec|MR|MRS|MS|DR|PROF|SEN|REP|GOV|GEN|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"
)
# 5 p.m. Monday
_CLOCK = re.compile(r"[ap]\.m\.")
_TIME_GOES_ON = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|March|Mar|April|Apr|May|June|July"
    r"|Aug|Sep|Oct|Nov|Dec|[A-Z]{2,4}T)\b|(?:January|February|August|September|October|November|December)\b"
)
# After these a line that breaks off goes on in the next one.
_OPEN_MARKS = ",;(-–—"
_OPEN_WORDS = frozenset("the a an of in on at to for by with from and or but that".split())


_Part = TypeVar("_Part", bound="Stretch")


class Stretch:
    """Words that belong together, a paragraph or a sentence: a half-open range of characters of the whole text.

    Its tokens are words and punctuation, in order. They stand in rows of their own, since there are so many: as they
    are written, in lower case with straight apostrophes, and where in the whole text each begins and ends.
    """

    __slots__ = ("end", "ends", "start", "starts", "text", "words", "written")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        start = _SPACE.match(text, start, end).end()
        tokens = _TOKEN.findall(text, start, end)
        self.written = list(map(str.rstrip, tokens))
        self.starts = list(accumulate(map(len, tokens), initial=start))
        self.starts.pop()
        self.ends = list(map(add, self.starts, map(len, self.written)))
        # No token holds a line break.
        self.words = "\n".join(self.written).lower().replace("’", "'").split("\n") if tokens else []

    def number_at(self, place: int) -> int:
        """Return the number of the first token that begins at or after a place in the whole text."""
        return bisect_left(self.starts, place)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Return where the first to the last token, both counted, stand in the whole text."""
        return self.starts[first], self.ends[last]

    def part(self, kind: type[_Part], start: int, end: int) -> _Part:
        """Take a half-open range of characters whose tokens need not be looked for anew: none is cut by its edges."""
        return self._tokens(kind, self.number_at(start), self.number_at(end), start, end)

    def _tokens(self, kind: type[_Part], first: int, last: int, start: int, end: int) -> _Part:
        part = kind.__new__(kind)
        part.text, part.start, part.end = self.text, start, end
        part.written, part.words = self.written[first:last], self.words[first:last]
        part.starts, part.ends = self.starts[first:last], self.ends[first:last]
        return part


class RawSentence(Stretch):
    """One sentence."""

    __slots__ = ()


class RawParagraph(Stretch):
    """One paragraph."""

    _sentences: list[RawSentence] | None = None

    @property
    def sentences(self) -> list[RawSentence]:
        """Its sentences, in order; a very long one is cut."""
        if self._sentences is None:
            self._sentences = self._cut()
        return self._sentences

    def _cut(self) -> list[RawSentence]:
        sentences, first = [], 0
        for end in _sentence_ends(self.text, self.start, self.end):
            last = self.number_at(end)
            for cut in range(first, last, LONGEST_SENTENCE):
                stop = min(cut + LONGEST_SENTENCE, last)
                sentences.append(self._tokens(RawSentence, cut, stop, *self.place(cut, stop - 1)))
            first = last
        return sentences


def paragraphs_of(text: str) -> Iterator[RawParagraph]:
    """Cut a text into paragraphs; none is empty, none begins or ends with white space.

    A blank line ends a paragraph, and so does a line break, unless the line before it breaks off in the middle of
    a sentence, as in text that was wrapped by hand.
    """
    start = end = None
    next_line = 0
    for line in text.splitlines(keepends=True):
        begins, next_line = next_line, next_line + len(line)
        stripped = line.strip()
        if not stripped:
            if start is not None:
                yield RawParagraph(text, start, end)
                start = None
            continue
        first = begins + line.index(stripped[0])
        if start is not None and not _goes_on(text, start, end, begins, stripped):
            yield RawParagraph(text, start, end)
            start = None
        if start is None:
            start = first
        end = first + len(stripped)
    if start is not None:
        yield RawParagraph(text, start, end)


def _goes_on(text: str, start: int, end: int, next_line: int, stripped: str) -> bool:
    """Tell whether a line goes on in the next one, which is not blank."""
    gap = text[end:next_line]
    if gap.count("\n") > 1 or "\u2029" in gap or "\x0c" in gap or gap.count("\r") > 1:
        return False
    if text[end - 1] in '.!?…:"”’»':
        return False
    if stripped[0].islower() or text[end - 1] in _OPEN_MARKS:
        return True
    return text[max(start, end - 12) : end].rpartition(" ")[2].lstrip("-–—([“‘\"'") in _OPEN_WORDS


def _is_long(ending: str) -> bool:
    """Tell whether four small letters end a word, so that it is no abbreviation, as most words are none."""
    return ending.isalpha() and ending.islower() and ending != "prox"  # approx.


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the next sentence begins, for each, and where the last one ends."""
    begin = start
    for match in _MARKS.finditer(text, start, end):
        if match["end"] is None:
            continue
        mark = match.start()
        if text[mark] == "." and not _is_long(text[mark - 4 : mark]):
            if _ABBREVIATION.search(text, max(begin, mark - 12), mark + 1):
                continue
        if _CLOCK.match(text, max(begin, mark - 3)) and _TIME_GOES_ON.match(text, match.end()):
            continue
        begin = match.end()
        yield begin
    if begin < end:
        yield end
