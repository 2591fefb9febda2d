"""A file that somebody opened, read as a text. Nothing in it is run or fetched.

Plain texts, Markdown and web pages are read here; for Word files and PDFs see `helpers.story_workshop.documents`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from helpers.kinds.exercise import clip
from helpers.story_workshop.documents import read_document, usable_endings
from helpers.story_workshop.pasted import MOST_LETTERS, StoryProblem

MOST_BYTES = 2_000_000
MOST_TAGS = 100_000
ENDINGS = (".txt", ".md", ".html", ".htm")

_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote div section article br tr td main header".split())
_LEFT_OUT = frozenset(
    "script style noscript template svg nav aside footer form figure button iframe select textarea".split()
)
_MOST_UNENDED = 10
_MOST_CAPTIONS, _LONGEST_CAPTION = 20, 300
# These have no end, so nothing can be inside them.
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_MARKDOWN = (
    # No bracket inside a text, one pair of parentheses inside an address: so no sign is looked at again and again.
    (re.compile(r"!\[[^\[\]\n]*\]\((?:[^()\n]|\([^()\n]*\))*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6} +(.*?)(?: +#+)?$", re.MULTILINE), r"\1"),
    (re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n*_]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^\n*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
)


def read_file(name: str, content: bytes) -> tuple[str, Mapping[str, str]]:
    """Read a file that somebody opened: its text, and what a web page says of itself, as far as it does.

    What it may say is ``title``, ``outlet``, ``published``, ``address``, and in lines of their own the ``captions`` of
    its pictures, which are no part of the text. StoryProblem, if the file is too large, of
    another kind, or no text.
    """
    ending = "." + name.rpartition(".")[2].casefold() if "." in name else ""
    if ending in usable_endings():
        return read_document(name, content), {}
    if ending not in ENDINGS:
        usable = [*ENDINGS[:-1], *usable_endings()]
        raise StoryProblem(
            f"The file “{clip(name)}” is of a kind that is not read here. Open it yourself, select the story, copy it "
            f"and paste it; or choose a file that ends in {', '.join(usable[:-1])} or {usable[-1]}."
        )
    if len(content) > MOST_BYTES:
        raise StoryProblem(
            f"The file “{clip(name)}” is larger than {MOST_BYTES // 1_000_000} MB: no story is. "
            "Copy the story out of it."
        )
    text = _decoded(name, content)
    if ending in (".html", ".htm"):
        if len(re.findall("<", text)) > MOST_TAGS:
            raise StoryProblem(
                f"The file “{clip(name)}” has more than {MOST_TAGS:,} tags: no story has. Copy the story out of it."
            )
        page = _Page()
        page.read(text)
        return page.text()[: MOST_LETTERS + 1], page.told()
    if ending == ".md":
        for pattern, instead in _MARKDOWN:
            text = pattern.sub(instead, text)
    return text, {}


def _decoded(name: str, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in content:
            raise StoryProblem(
                f"The file “{clip(name)}” is no text. Open it yourself, copy the story and paste it."
            ) from None
        return content.decode("cp1252", errors="replace")


class _Page(HTMLParser):
    """Takes the words out of a web page, and what it says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._all: list[str] = []
        self._article: list[str] = []
        self._hidden = ""  # the tag of the outermost part that is left out and open here
        self._deep = 0  # how many of that name are open, one inside the other
        self._articles = 0
        self._title: list[str] = []
        self._captions: list[str] = []
        self._inside = ""  # whether a title or a caption is open: these are told apart from the text
        self._meta: dict[str, str] = {}

    def read(self, text: str) -> None:
        """Read a whole page. A tag that never ends is text; after a few of them nothing more is read.

        `close` would look for the end of each one in all that follows: a page of such tags would take hours.
        """
        self.feed(text)
        for _ in range(_MOST_UNENDED):
            if not self.rawdata:
                return
            rest, self.rawdata = self.rawdata, ""
            self.handle_data(rest[:1])
            self.feed(rest[1:])

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over “<![if …]>”, as a browser does: the library fails at those that it does not know."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta.setdefault((given.get("property") or given.get("name", "")).casefold(), given.get("content", ""))
        elif tag == "link" and given.get("rel") == "canonical":
            self._meta.setdefault("canonical", given.get("href", ""))
        elif tag in ("title", "figcaption"):
            self._inside = tag
            self._captions += [""] if tag == "figcaption" else []
        if not self._hidden and (tag in _LEFT_OUT or "hidden" in given) and tag not in _VOID:
            self._hidden = tag
        self._deep += tag == self._hidden  # the end of one inside must not end the outer one
        self._articles += tag == "article"
        if tag in _BLOCKS:
            self._add("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in (self._inside, "figure"):
            self._inside = ""
        if tag == self._hidden:
            self._deep -= 1
            self._hidden = tag if self._deep else ""
        if tag in _BLOCKS:
            self._add("\n\n")
        self._articles -= tag == "article" and self._articles > 0

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self._title.append(data)
        elif self._inside:
            self._captions[-1] = (self._captions[-1] + data)[: 2 * _LONGEST_CAPTION]
        elif not self._hidden:
            self._add(re.sub(r"\s+", " ", data))

    def _add(self, words: str) -> None:
        self._all.append(words)
        if self._articles:
            self._article.append(words)

    def text(self) -> str:
        """Return the words of the article, if the page says which they are, else of all the page."""
        article, everything = ("".join(words).strip() for words in (self._article, self._all))
        return article if len(article.split()) >= 50 else everything

    def told(self) -> dict[str, str]:
        """Return what the page says of itself."""
        day = self._meta.get("article:published_time", "")[:10]
        address = self._meta.get("canonical") or self._meta.get("og:url", "")
        told = {
            "title": self._meta.get("og:title") or " ".join("".join(self._title).split()),
            "outlet": self._meta.get("og:site_name", ""),
            "published": day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "",
            "address": address if re.match(r"https?://", address) else "",
        }
        lines = [clip(caption, _LONGEST_CAPTION) for caption in self._captions[:_MOST_CAPTIONS] if caption.strip()]
        told = {name: clip(value) for name, value in told.items() if value.strip()}
        return told | ({"captions": "\n".join(lines)} if lines else {})
