"""A pasted text, mended, with its parts told apart; what was mended and left out is told, never silent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import category, normalize

from helpers.content import ContentProblem
from helpers.kinds.exercise import clip
from helpers.marker.words import paragraphs_of
from helpers.story import count_of

SHORTEST, LONGEST = 50, 1_500
"""Words that the body of a story may have: less is no story to read closely, more is no lesson of one period."""

MOST_LETTERS = 200_000
LONGEST_HEADLINE = 300
ROLES = ("headline", "deck", "byline", "dateline", "body", "left out")

_UNSEEN = ("Cf", "Cc", "Co", "Cn", "Cs")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_HYPHENED = re.compile(r"(?<![\w-])[^\W\d_]{2,}-[^\W\d_]{2,}")
_SPLIT_WORD = re.compile(r"(?<![\w-])([^\W\d_]{2,})-\n([^\W\d_A-Z]{2,}[.,;:!?”\"]*) ?")
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’»)\]]*$")
_LONGEST_WRAPPED = 120
_FULL = 0.7
_SENTENCES_TOGETHER = 3
# What a web page or a sheet of paper sets around a story. A whole line must be so, and be short.
_FURNITURE = re.compile(
    r"(?:share(?: (?:this|on|via)\b.*| article)?|tweet|print|e-?mail(?: this.*)?|save|copy link|"
    r"whatsapp|facebook|twitter|x|"
    r"advertis(?:e?ment|ing)|sponsored(?: content)?|story continues below.*|"
    r"article continues.*|continue reading.*|"
    r"(?:read|see|watch|listen) (?:more|also|next|now)\b.*|"
    r"(?:related|more) (?:stories|articles|topics|on this story|news)\b.*|"
    r"related:.*|recommended.*|most (?:read|popular|viewed).*|trending.*|sign (?:up|in)\b.*|log in.*|subscribe\b.*|"
    r"newsletter.*|follow us\b.*|(?:leave|post|add) a comment.*|\d* ?comments?(?: \(\d+\))?|"
    r"skip to .*|back to top|menu|search|"
    r"home(?: [|›»>/] [\w&’' -]{2,25}){1,6}|[\w&’'-]{2,20}(?: [|›»>] [\w&’'-]{2,20}){2,6}|"
    r"home|cookies?\b.*|accept(?: all)?(?: cookies)?|(?:©|\(c\) ?\d|copyright\b).*|all rights reserved.*|"
    r"(?:photo|image|picture|getty|credit|photograph)s?(?: credit)?:.*|\d+ min(?:ute)?s? read|topics?:.*|tags?:.*|"
    r"page \d+(?: of \d+)?|\d{1,3}|[-–—*_=·• ]{1,80})[.!:…>» ]*",
    re.IGNORECASE,
)
# A row of a page's sections, “Home News Schools Sport”; the name of the paper stands above it.
_SECTIONS = frozenset(
    "about arts business community contact culture education entertainment events food health home jobs life lifestyle "
    "local money more national news obituaries opinion people politics schools science society sport sports technology "
    "travel tv video weather world".split()
)
_NEAR_THE_TOP = 4  # paragraphs
_CAPTION = re.compile(
    r".+[.!?”\"] ?\(?(?:Photo|Photograph|Picture|Image|Credit)s?(?: by (?=[A-Z])|: ?| credit: ?)[^.!?]{2,60}\)?\.?"
)
_ROLE_LINE = re.compile(r"(?:[\w-]+ ){0,3}(?:reporter|correspondent|editor|writer)s?", re.IGNORECASE)
_LONGEST_CAPTION = 45  # words
_LONGEST_FURNITURE, _LONGEST_HEAD = 14, 12  # words
_PAGE_NUMBERS = (re.compile(r"\W*(\d{1,3})\W*"), re.compile(r"page (\d{1,3})(?: (?:of|/) \d{1,3})?", re.IGNORECASE))
_BYLINE = re.compile(
    r"(?:(?:(?:Story|Words|Written|Reported|story|words|written|reported) )?[Bb]y|BY|[Ff]rom)\s+"
    r"(?:our |the |Our |The )?[A-Z].*|(?:By|From) (?:our|the) (?:\w+ ){0,3}(?:reporter|correspondent|staff|editor)s?|"
    r"(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+,? (?:(?:is )?(?:an? |the |our )?(?:\w+ ){0,3})"
    r"(?:reporter|correspondent|editor|staff writer)s?(?: (?:in|at|for) .*)?",
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTHS = r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
DAY = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTHS}|{_SHORT_MONTHS}),? "
    rf"(?P<year>\d{{4}})|"
    rf"(?P<month2>{_MONTHS}|{_SHORT_MONTHS}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}}))\b"
)
_DAY_LINE = re.compile(
    rf"(?:(?:first |last )?(?:published|updated|posted|modified)\b.*|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?:{DAY.pattern.replace('?P<', '?P<line_')}).{{0,40}})",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z’'.\-]+(?:[ ,]+[A-Z][A-Z’'.\-]+){0,3}(?:, [A-Z][A-Za-z]+\.?)?)"
    rf"(?:, (?:{_MONTHS}|{_SHORT_MONTHS}) \d{{1,2}}(?:, \d{{4}})?)?"
    r"\.?(?: ?[(/\[](?P<agency>[A-Z][\w .]{1,20})[)/\]]\.?)?\s*(?:[—–]|--?(?= )|(?<=[.\d])(?= )|\s/)\s*(?=[\"“‘'A-Z])"
)


class StoryProblem(ContentProblem):
    """A text cannot become a story; the message is a sentence for the teacher, and nothing was lost."""


@dataclass(frozen=True)
class Block:
    """A part of what was pasted: one of `ROLES`, and its words in one line."""

    role: str
    text: str


@dataclass(frozen=True)
class Pasted:
    """A pasted text, cut into its parts, and what was mended in it, in sentences."""

    blocks: tuple[Block, ...]
    mended: tuple[str, ...] = ()

    def of_role(self, role: str) -> list[str]:
        """Return the texts of one role, in order."""
        return [block.text for block in self.blocks if block.role == role]

    @property
    def page_name(self) -> str:
        """What stands above a row of the page's sections: the name of the paper; empty if there is none."""
        above = _above_the_story([block.text for block in self.blocks])
        return self.blocks[0].text if above > 1 and self.blocks[0].role == "left out" else ""

    @property
    def words(self) -> int:
        """How many words the body has."""
        return sum(len(_WORD.findall(text)) for text in self.of_role("body"))


def read_paste(text: object) -> Pasted:
    """Mend a pasted text and tell its parts apart.

    Parameters
    ----------
    text : str
        What somebody pasted: at most `MOST_LETTERS` characters.

    Returns
    -------
    Pasted
        The roles are guesses, which a person may change: see `with_role`.

    Raises
    ------
    StoryProblem
        If it is empty, no text, or so long that it can be no news story. Whether it is too short or too long for a
        lesson, or in another language, `check_size` says, once the parts are right.
    """
    _check_is_text(text)
    text, mended = _mended(text)
    lines = _without_running_heads(_paragraphs(_without_page_ends(text.split("\n"), mended)), mended)
    return Pasted(tuple(_with_paragraphs(list(_blocks(lines)), mended)), tuple(mended))


def with_role(pasted: Pasted, number: int, role: str) -> Pasted:
    """Give one block another role, since the guess was wrong.

    Raises
    ------
    StoryProblem
        If there is no such block or role.
    """
    if role not in ROLES:
        raise StoryProblem(f"A part of a story is one of these: {', '.join(ROLES)}.")
    if not 0 <= number < len(pasted.blocks):
        raise StoryProblem(f"There is no part {number + 1}: this text has {count_of(len(pasted.blocks), 'part')}.")
    blocks = [*pasted.blocks]
    blocks[number] = Block(role, blocks[number].text)
    return Pasted(tuple(blocks), pasted.mended)


def with_left_out(pasted: Pasted, texts: Iterable[str]) -> Pasted:
    """Add what came with a text and is no part of it, such as captions: a person may want some of it."""
    return replace(pasted, blocks=(*pasted.blocks, *(Block("left out", text) for text in texts if text.strip())))


def with_headline(pasted: Pasted, headline: str) -> Pasted:
    """Give a text that has none a headline that the teacher wrote, or another one."""
    words = clip(without_unseen(headline), LONGEST_HEADLINE)
    if not words.strip():
        raise StoryProblem("Write a headline first.")
    others = [replace(b, role="left out") if b.role == "headline" else b for b in pasted.blocks]
    return Pasted((Block("headline", words), *others), pasted.mended)


def check_size(pasted: Pasted) -> None:
    """Raise `StoryProblem` for a body that is too short, too long, or does not look like English."""
    from helpers.marker import mark_text

    if not pasted.of_role("headline"):
        raise StoryProblem("Which line is the headline? Say so of one part of the text, or write one.")
    if len(pasted.of_role("headline")[0]) > LONGEST_HEADLINE:
        raise StoryProblem(
            f"The headline has more than {LONGEST_HEADLINE} characters. Is it another part? Or write a shorter one."
        )
    words = pasted.words
    if words < SHORTEST:
        raise StoryProblem(
            f"The story has {count_of(words, 'word')}. With fewer than {SHORTEST} there is too little to read closely: "
            "paste all of it."
        )
    if words > LONGEST:
        raise StoryProblem(
            f"The story has {words:,} words. A lesson takes {LONGEST:,} at most: leave some of its parts out."
        )
    if doubt := mark_text("\n\n".join(pasted.of_role("body"))).doubt:
        raise StoryProblem(f"{doubt} So no lesson can be made of it.")


def _check_is_text(text: object) -> None:
    if not isinstance(text, str):
        raise StoryProblem("A story is a text: paste it, or open a file with it.")
    if len(text) > MOST_LETTERS:
        raise StoryProblem(
            f"This text has {len(text):,} characters, and no more than {MOST_LETTERS:,} are read. "
            "Paste the story alone."
        )
    odd = sum(category(sign) in ("Cc", "Co", "Cn", "Cs") and sign not in "\n\r\t\x0b\x0c\x85" for sign in text)
    if "\x00" in text or odd > len(text) / 50:
        raise StoryProblem(
            "This does not look like a text but like some other kind of file. Paste the words themselves."
        )
    if not any(sign.isalpha() for sign in text):
        raise StoryProblem("There is no text here yet. Copy the story where you read it, and paste it here.")


def without_unseen(text: str) -> str:
    """Take out what nobody sees and what can turn a line round: marks of direction, soft hyphens, halves of signs."""
    gone = {sign for sign in set(text) if category(sign) in _UNSEEN and sign not in "\n\t"}
    return "".join(sign for sign in text if sign not in gone) if gone else text


def _mended(text: str) -> tuple[str, list[str]]:
    """Mend what pasting does to a text, and say what was mended."""
    told = []
    if _LINE_ENDS.search(text):
        text = _LINE_ENDS.sub("\n", text)
    seen = without_unseen(text)
    if seen != text:
        told.append(f"{count_of(len(text) - len(seen), 'character')} that nobody sees: taken out.")
        text = seen
    if (whole := normalize("NFC", text)) != text:  # as PDFs and file names on a Mac have them
        told.append(f"{count_of(len(text) - len(whole) or 1, 'letter')} with the accent apart: put together.")
        text = whole
    joined = sorted(set(text) & set(_LIGATURES))
    if joined:
        number = sum(text.count(sign) for sign in joined)
        text = text.translate(str.maketrans(_LIGATURES))
        told.append(f"{count_of(number, 'ligature')}, such as “{joined[0]}”: written as letters.")
    text, number = _SPACES.subn(" ", text)
    if number:
        told.append(f"{count_of(number, 'special space')} or tabs: made plain.")
    text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)).strip()
    pieces = []
    hyphened = set(_HYPHENED.findall(text))

    def put_together(found: re.Match[str]) -> str:
        first, rest = found.groups()
        word = rest.rstrip('.,;:!?”"')
        # A word that has its hyphen elsewhere in the text, too, keeps it.
        between = "-" if f"{first}-{word}" in hyphened else ""
        pieces.append(first + between + word)
        return first + between + rest + "\n"

    text = _SPLIT_WORD.sub(put_together, text)
    if pieces:
        shown = ", ".join(f"“{piece}”" for piece in pieces[:5]) + (" …" if len(pieces) > 5 else "")
        told.append(f"{count_of(len(pieces), 'word')} cut at a line end, put together: {shown}.")
    return text, told


def _without_page_ends(lines: Sequence[str], mended: list[str]) -> list[str]:
    """Leave out page numbers that go up, and the head that stands beside each: a sheet may end within a sentence."""
    written = [place for place, line in enumerate(lines) if line]
    numbers: dict[int, int] = {}
    for form in _PAGE_NUMBERS:
        found = {place: int(number[1]) for place in written if (number := form.fullmatch(lines[place]))}
        counted = list(found.values())
        if len(counted) > 1 and counted == list(range(counted[0], counted[0] + len(counted))):
            numbers |= found
    if not numbers:
        return list(lines)
    beside = Counter(
        lines[other]
        for here, place in enumerate(written)
        if place in numbers
        for other in {*written[max(here - 1, 0) : here + 2]} - {place}
    )
    heads = {line for line, number in beside.items() if number > 1 and len(_WORD.findall(line)) <= _LONGEST_HEAD}
    gone = {place for place in written if place in numbers or lines[place] in heads}
    mended.append(f"{count_of(len(gone), 'line')} that a page begins or ends with: left out.")
    kept: list[str] = []
    for place, line in enumerate(lines):
        if place not in gone:
            kept.append(line)
        elif kept and _ENDS_SENTENCE.search(kept[-1]):
            kept.append("")  # where a sentence ends with its page, a paragraph may: two short ones are no harm
    return kept


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Cut a text into paragraphs, whether its lines are wrapped or each is a paragraph."""
    longest = max(map(len, lines), default=0)
    wrapped = longest <= _LONGEST_WRAPPED
    paragraphs: list[str] = []
    open_line = ""  # the last line, if the next one may go on with it
    for line in lines:
        if not line:
            open_line = ""
            continue
        ended = _ENDS_SENTENCE.search(open_line)
        goes_on = open_line and (
            (wrapped and len(open_line) >= _FULL * longest and not (ended and _is_furniture(line)))
            or (line[0].islower() and not ended and not _is_furniture(open_line))
        )
        if goes_on:
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        open_line = line
    return paragraphs


def _without_running_heads(lines: Sequence[str], mended: list[str]) -> list[str]:
    """Leave out all but the first of a short line that comes back again and again: the head of each page."""
    often = {
        line for line, number in Counter(lines).items() if number >= 3 and len(_WORD.findall(line)) <= _LONGEST_HEAD
    }
    seen: set[str] = set()
    kept = []
    for line in lines:
        if line not in often or line not in seen:
            kept.append(line)
        seen.add(line)
    if len(kept) < len(lines):
        mended.append(f"{count_of(len(lines) - len(kept), 'line')} that came back on each page: left out.")
    return kept


def _is_furniture(line: str) -> bool:
    return len(_WORD.findall(line)) <= _LONGEST_FURNITURE and bool(_FURNITURE.fullmatch(line.strip()))


def _is_row_of_sections(line: str) -> bool:
    words = _WORD.findall(line.casefold())
    return len(words) >= 3 and _SECTIONS.issuperset(words)


def _above_the_story(paragraphs: Sequence[str]) -> int:
    """Count the paragraphs at the top that are the page's own: a row of its sections, and its name above that."""
    rows = (number for number, text in enumerate(paragraphs[:_NEAR_THE_TOP], 1) if _is_row_of_sections(text))
    return next(rows, 0)


def _blocks(paragraphs: Sequence[str]) -> Iterator[Block]:
    """Guess the role of each paragraph, from the head of the story to its end."""
    headline = deck = body = byline = False
    above = _above_the_story(paragraphs)
    for number, text in enumerate(paragraphs):
        words = len(_WORD.findall(text))
        is_caption = words <= _LONGEST_CAPTION and _CAPTION.fullmatch(text)
        if number < above or _is_furniture(text) or _is_row_of_sections(text) or is_caption:
            yield Block("left out", text)
        elif not body and words <= 20 and (_BYLINE.fullmatch(text) or _DAY_LINE.fullmatch(text)):
            byline = True
            yield Block("byline", text)
        elif byline and not body and _ROLE_LINE.fullmatch(text):
            yield Block("byline", text)
        elif not headline and words <= 30 and not _DATELINE.match(text) and len(paragraphs) > 1:
            headline = True
            yield Block("headline", text)
        elif headline and not deck and not body and _is_deck(paragraphs, number, words):
            deck = True
            yield Block("deck", text)
        else:
            if not body and (found := _DATELINE.match(text)):
                yield Block("dateline", found[0].strip(" -–—/"))
                text = text[found.end() :]
            body = True
            yield Block("body", text)


def _with_paragraphs(blocks: list[Block], mended: list[str]) -> list[Block]:
    """Cut a body that came as one long paragraph where sentences end, and never inside quotation marks."""
    bodies = [block for block in blocks if block.role == "body"]
    if len(bodies) != 1:
        return blocks
    pieces, here = [[]], bodies[0]
    curly = straight = 0  # quotation marks that are open
    for sentence in sentences_in(here.text):
        if len(pieces[-1]) >= _SENTENCES_TOGETHER and curly <= 0 and not straight % 2:
            pieces.append([])
            curly = straight = 0
        pieces[-1].append(sentence)
        curly += sentence.count("“") - sentence.count("”")
        straight += sentence.count('"')
    if len(pieces) == 1:
        return blocks
    mended.append(f"The story came as one paragraph: cut into {len(pieces)}, so that you can leave a part out.")
    place = blocks.index(here)
    return [*blocks[:place], *(Block("body", " ".join(piece)) for piece in pieces), *blocks[place + 1 :]]


def sentences_in(text: str) -> list[str]:
    """Cut a text into sentences: every letter is in one of them."""
    starts = [sentence.start for paragraph in paragraphs_of(text) for sentence in paragraph.sentences]
    starts = [0, *(start for start in starts[1:] if text[:start].strip())]
    return [piece for start, end in pairwise([*starts, len(text)]) if (piece := text[start:end].strip())]


def _is_deck(paragraphs: Sequence[str], number: int, words: int) -> bool:
    """Tell whether a paragraph after the headline sums the story up: a short one, before a byline or without a stop."""
    text, after = paragraphs[number], paragraphs[number + 1 : number + 2]
    if not after or words > 45 or _DATELINE.match(text):
        return False
    followed = bool(_BYLINE.fullmatch(after[0]) or _DAY_LINE.fullmatch(after[0]) or _DATELINE.match(after[0]))
    return followed or not _ENDS_SENTENCE.search(text)
