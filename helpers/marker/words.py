"""A raw text cut into paragraphs, sentences and words, each with its place in the text.

Everything here takes time in proportion to the length of the text, whatever the text is. The cuts of one
paragraph never depend on another paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import methodcaller

LONGEST_SENTENCE = 300
"""Words after which a sentence is cut, so that no sentence can make a rule slow."""

# Letters, digits and the marks that join them: it's, well-known, U.S., 3.5, 9:40, al-Amr, AT&T. Anything else that is
# no space is a token of its own.
_TOKEN = re.compile(r"[^\W_]+(?:(?:[’'\-‑.&_]|(?<=\d):(?=\d))[^\W_]+)*|[^\s]")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
# A run of marks is tried once, from its beginning, so that a million full stops take no longer than other words.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*\s+(?=[\"“‘'«„(\[]*[^\W_a-z])")
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
_OPEN_END = re.compile(
    r"(?:[,;(\-–—]|\b(?:the|a|an|of|in|on|at|to|for|by|with|from|and|or|but|that|Mr\.|Mrs\.|Ms\.|Dr\.))$"
)


@dataclass(frozen=True)
class Stretch:
    """Words that belong together, a paragraph or a sentence: a half-open range of characters of the whole text."""

    text: str
    start: int
    end: int

    @cached_property
    def tokens(self) -> list[re.Match[str]]:
        """Words and punctuation, in order, as matches whose positions count in the whole text."""
        return list(_TOKEN.finditer(self.text, self.start, self.end))

    @cached_property
    def words(self) -> list[str]:
        """The same tokens in lower case, with straight apostrophes."""
        return [token.group().lower().replace("’", "'") for token in self.tokens]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Return where the first to the last token, both counted, stand in the whole text."""
        return self.tokens[first].start(), self.tokens[last].end()


class RawSentence(Stretch):
    """One sentence."""

    @classmethod
    def part(cls, paragraph: RawParagraph, first: int, last: int) -> RawSentence:
        """Take the tokens from the first to before the last of a paragraph, which need not be looked for anew."""
        tokens = paragraph.tokens[first:last]
        sentence = cls(paragraph.text, tokens[0].start(), tokens[-1].end())
        vars(sentence).update(tokens=tokens, words=paragraph.words[first:last])
        return sentence


class RawParagraph(Stretch):
    """One paragraph."""

    @cached_property
    def sentences(self) -> list[RawSentence]:
        """Its sentences, in order; a very long one is cut."""
        sentences, first = [], 0
        for end in _sentence_ends(self.text, self.start, self.end):
            last = bisect_left(self.tokens, end, first, key=_start_of)
            for cut in range(first, last, LONGEST_SENTENCE):
                sentences.append(RawSentence.part(self, cut, min(cut + LONGEST_SENTENCE, last)))
            first = last
        return sentences


def paragraphs_of(text: str) -> Iterator[RawParagraph]:
    """Cut a text into paragraphs; none is empty, none begins or ends with white space.

    A blank line ends a paragraph, and so does a line break, unless the line before it breaks off in the middle of
    a sentence, as in text that was wrapped by hand.
    """
    start = end = None
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if not stripped:
            if start is not None:
                yield RawParagraph(text, start, end)
                start = None
            continue
        first = line.start() + line.group().index(stripped[0])
        if start is not None and not _goes_on(text, start, end, line.start(), stripped):
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
    return stripped[0].islower() or bool(_OPEN_END.search(text, max(start, end - 12), end))


_start_of = methodcaller("start")


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the next sentence begins, for each, and where the last one ends."""
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        mark = match.start()
        if text[mark] == "." and _ABBREVIATION.search(text, max(begin, mark - 12), mark + 1):
            continue
        if _CLOCK.match(text, max(begin, mark - 3)) and _TIME_GOES_ON.match(text, match.end()):
            continue
        begin = match.end()
        yield begin
    if begin < end:
        yield end
