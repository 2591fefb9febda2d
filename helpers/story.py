"""Stories: numbered paragraphs and sentences, our reading of them, and words found where they stand.

A reading names its words (sentence, exact words, which occurrence), never offsets, like the W3C
*TextQuoteSelector* (https://www.w3.org/TR/annotation-model/#text-quote-selector); offsets are worked out here
and only here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from unicodedata import category, normalize

from helpers.content import ContentProblem, data_folder, load, load_own, own_stories_folder, own_story_folder
from helpers.html import Card, element
from helpers.living_text import PLACE_AND_DATE, Block, Line, LivingText, Note, WayMark

# What stands for a hyphen, an apostrophe or a quotation mark on some keyboard, beside those that a newspaper sets.
_TYPED_FOR = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃", "-") | dict.fromkeys("‚‛′´", "'") | dict.fromkeys("‟″〝〞", '"'))
_SAME = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)


def plain(text: str) -> str:
    """Write spaces and quotation marks one way, character for character, so that offsets stay true."""
    return text.translate(_SAME)


def folded(text: str) -> str:
    """Make all spellings of the same words the same: what somebody types is seldom spelt as a newspaper sets it.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Without capitals, ligatures and signs that nobody sees (a soft hyphen, a zero-width space, an accent that stands
        apart from its letter), with straight quotation marks, and with one hyphen for every hyphen and dash. It may be
        shorter or longer than `text`.
    """
    if text.isascii():
        return text.casefold()
    # Signs that nobody sees go first: one may stand between a letter and its accent.
    seen = "".join(sign for sign in text if category(sign) != "Cf").translate(_TYPED_FOR)
    return plain(normalize("NFKC", normalize("NFKC", seen).casefold())).translate(_TYPED_FOR)


@dataclass(frozen=True)
class Sentence:
    """One sentence with its id, such as ``p4-s1``."""

    id: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; its role is ``headline``, ``deck``, ``body`` or ``page label``."""

    id: str
    role: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Span:
    """Words of one sentence, letter for letter."""

    sentence: str
    words: str
    occurrence: int = 1  # which one, if the words stand in the sentence more than once

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Span:
        """Read a span as the data files write it; other names beside it are left alone."""
        return cls(data["sentence"], data["words"], data.get("occurrence", 1))


@dataclass(frozen=True)
class Gloss:
    """Hard words of a story in plain words.

    A gloss explains the word and never the world: what the word says of the world stays with its speaker.
    """

    span: Span
    means: str  # without a full stop
    whose: str = ""  # whose word or claim it is, in whole sentences; empty for words that only name a thing

    def in_words(self) -> str:
        """Return the meaning, and whose word it is: “a false reason. The ministry’s word.”, for one."""
        return f"{self.means}. {self.whose}".rstrip()


@dataclass(frozen=True)
class Story:
    """A text to read, with who published it and whose it is."""

    about: Mapping[str, Any]  # outlet, date, place, address, rights: all of story.json but the text
    paragraphs: tuple[Paragraph, ...]

    @property
    def id(self) -> str:
        """The name of the story's folder."""
        return self.about["id"]

    @property
    def called(self) -> str:
        """How the course calls it, where its title would be too long."""
        return self.about.get("called", self.about["title"])

    @cached_property
    def sentences(self) -> dict[str, Sentence]:
        """Every sentence by its id, in reading order."""
        return {sentence.id: sentence for paragraph in self.paragraphs for sentence in paragraph.sentences}

    def sentence(self, sentence_id: str) -> Sentence:
        """Return a sentence by its id, such as ``"p4-s1"`` or ``"headline"``; a ContentProblem names them all."""
        try:
            return self.sentences[sentence_id]
        except KeyError:
            raise ContentProblem(
                f"The story {self.id} has no sentence “{sentence_id}”. It has: {', '.join(self.sentences)}."
            ) from None

    def find(self, span: Span) -> tuple[int, int]:
        """Find the words of a span in their sentence; see `find_words`."""
        return find_words(self.sentence(span.sentence), span)

    def choose(self, sentence_ids: Iterable[str]) -> tuple[Paragraph, ...]:
        """Return the paragraphs, in reading order, with some of their sentences only."""
        wanted = {self.sentence(sentence_id).id for sentence_id in sentence_ids}
        chosen = (Paragraph(p.id, p.role, tuple(s for s in p.sentences if s.id in wanted)) for p in self.paragraphs)
        return tuple(paragraph for paragraph in chosen if paragraph.sentences)

    def blocks(
        self,
        ways: Sequence[Mapping[str, Sequence[WayMark]]] = (),
        sentence_ids: Iterable[str] | None = None,
        glosses: Iterable[Gloss] = (),
    ) -> tuple[Block, ...]:
        """Return the story, or some sentences of it, as a living text takes it, without the label of its page.

        Each of `ways` has its marks by the id of their sentence.
        """
        explained: dict[str, list[Note]] = {}
        for gloss in glosses:
            explained.setdefault(gloss.span.sentence, []).append(Note(*self.find(gloss.span), gloss.in_words()))
        blocks = []
        for paragraph in self.paragraphs if sentence_ids is None else self.choose(sentence_ids):
            lines = tuple(
                Line(
                    sentence.text,
                    self.places.get(sentence.id, sentence.id),
                    {number: way.get(sentence.id, ()) for number, way in enumerate(ways, 1)},
                    tuple(explained.get(sentence.id, ())),
                )
                for sentence in paragraph.sentences
            )
            if paragraph.role != "page label":
                edge = paragraph.id.removeprefix("p") if paragraph.role == "body" else paragraph.role
                blocks.append(Block(edge, paragraph.role, lines))
        return tuple(blocks)

    @cached_property
    def places(self) -> dict[str, str]:
        """Where each sentence that counts stands, in words; page label and dateline do not count.

        Such as “deck” or “paragraph 4, sentence 2”.
        """
        places = {}
        for paragraph in self.paragraphs:
            if paragraph.role != "page label":
                counted = [sentence.id for sentence in paragraph.sentences if sentence.id != PLACE_AND_DATE]
                body = paragraph.role == "body"
                name = f"paragraph {paragraph.id.removeprefix('p')}" if body else paragraph.role
                for number, sentence_id in enumerate(counted, 1):
                    places[sentence_id] = name if len(counted) == 1 else f"{name}, sentence {number}"
        return places

    def card(
        self,
        marks: Iterable[tuple[str, str, Span]] = (),
        sentence_ids: Iterable[str] | None = None,
        glosses: Iterable[Gloss] = (),
    ) -> Card:
        """Show the story, or some sentences of it, with marks (label, name and words), and where it comes from.

        Hard words are explained at the word, when it is chosen, and once more in a list that is folded.
        """
        by_sentence: dict[str, list[WayMark]] = {}
        for label, name, span in marks:
            by_sentence.setdefault(span.sentence, []).append(WayMark(*self.find(span), f"wss-mark--{label}", name))
        blocks = self.blocks([by_sentence] if by_sentence else (), sentence_ids, glosses)
        body = LivingText(blocks).html(element("p", self.origin(), css="wss-origin"))
        shown = count_of(sum(len(block.lines) for block in blocks), "sentence")
        count = sum(len(highlights) for highlights in by_sentence.values())
        says = f"{shown} with {count_of(count, 'mark')}" if count else shown
        return Card(f"{self.origin()} Shown here: {says}.", body)

    def origin(self, *, with_address: bool = True) -> str:
        """Say where the text comes from: outlet, place, date and, if it was published, its address and whose it is."""
        about = self.about
        where = f"{about['outlet']['name']}, {about['place']}, {about['published']}"
        if about["written_for_the_course"]:
            return f"“{about['title']}”, written for this course. {where}."
        address = f", {about['address']}" if with_address and about["address"] else ""
        return f"“{about['title']}”, {where}{address}. All rights: {about['rights']['holder']}."


def count_of(number: int, thing: str) -> str:
    """Write a number with its thing, whose plural takes an s, such as "1 mark" or "2 marks"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def find_words(sentence: Sentence, span: Span) -> tuple[int, int]:
    """Find start and end of a span's words in a sentence; ContentProblem if they do not stand there so often.

    Spaces and quotation marks of any kind count as the same.
    """
    text, words, start = plain(sentence.text), plain(span.words), -1
    for _ in range(span.occurrence):
        start = text.find(words, start + 1)
        if start < 0:
            times = "" if span.occurrence == 1 else f" {span.occurrence} times"
            raise ContentProblem(f"In sentence {sentence.id} the words “{span.words}” do not stand{times}.")
    return start, start + len(words)


def load_story(story_id: str) -> Story:
    """Open a story of ``data/stories``, or one of one's own; a ContentProblem names those that are there."""
    if story_id in story_ids():
        return _shipped_story(story_id)
    if folder := own_story_folder(story_id):
        try:
            text = (folder / "story.txt").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise ContentProblem(f"The text of the story “{story_id}” is missing, or is no UTF-8 text.") from None
        return story_from(load_own(folder / "story.json"), text)
    known = ", ".join([*story_ids(), *own_story_ids()])
    raise ContentProblem(f"There is no story “{story_id}”. There are: {known}.")


@cache
def _shipped_story(story_id: str) -> Story:
    text = (data_folder() / "stories" / story_id / "story.txt").read_text(encoding="utf-8")
    return story_from(load(f"stories/{story_id}/story.json"), text)


def own_story_ids() -> list[str]:
    """Name the stories of one's own, in alphabetical order; the course's come first, so none has a name of theirs."""
    shipped = story_ids()
    found = (path.parent.name for path in own_stories_folder().glob("*/story.json"))
    return sorted(name for name in found if own_story_folder(name) and name not in shipped)


def own_state() -> tuple[tuple[str, int, int], ...]:
    """Tell one moment of the stories of one's own from another: their files, when they changed, and how large."""
    files = sorted(path for name in own_story_ids() for path in (own_stories_folder() / name).glob("*.json"))
    return tuple((str(path), state.st_mtime_ns, state.st_size) for path in files if (state := path.stat()))


@cache
def main_story() -> str:
    """Name the story that the course reads: the one whose ``story.json`` says ``"main": true``."""
    for story_id in story_ids():
        # A story that is to be mended is no reason to open no other.
        with suppress(ContentProblem, AttributeError):
            if load(f"stories/{story_id}/story.json").get("main"):
                return story_id
    raise ContentProblem('No story in data/stories says that it is the main one ("main": true in story.json).')


def load_beside(story_id: str, name: str) -> Any:
    """Read a file such as ``"claims"`` beside a story. It is shared between callers: do not change it."""
    if story_id not in story_ids() and (folder := own_story_folder(story_id)):
        return load_own(folder / f"{name}.json")
    return load(f"stories/{load_story(story_id).id}/{name}.json")


def stories_with(name: str) -> list[str]:
    """Name the stories of the course that have a file such as ``"names"`` beside them."""
    return [story for story in story_ids() if (data_folder() / "stories" / story / f"{name}.json").is_file()]


def load_listed(story: Story, name: str, not_there: str) -> Any:
    """Read a file that few stories have; a ContentProblem says what is `not_there`, and which stories have one."""
    listed = stories_with(name)
    if story.id not in listed:
        raise ContentProblem(f"For the story {story.id} {not_there} listed. There is a list for: {', '.join(listed)}.")
    return load_beside(story.id, name)


def story_from(data: Mapping[str, Any], text: str) -> Story:
    """Cut a text into the paragraphs and sentences that ``story.json`` numbers: every letter in exactly one sentence.

    The text stands in one file only; ``story.json`` says how each sentence begins, and a ContentProblem names one
    that does not begin where it should.
    """
    begins = [sentence for paragraph in data["paragraphs"] for sentence in paragraph["sentences"]]
    searched, starts, position = plain(text), [], 0
    for number, sentence in enumerate(begins):
        start = searched.find(plain(sentence["begins"]), position)
        if start < 0 or (number == 0 and text[:start].strip()):
            raise ContentProblem(
                f"The story {data['id']}: sentence {sentence['id']} should begin with "
                f"“{sentence['begins']}”, but after the sentence before it no such words come in story.txt."
            )
        starts.append(start)
        position = start + len(sentence["begins"])
    cut = {
        sentence["id"]: Sentence(sentence["id"], text[start:end].strip())
        for sentence, start, end in zip(begins, starts, [*starts[1:], len(text)], strict=True)
    }
    paragraphs = tuple(
        Paragraph(p["id"], p["role"], tuple(cut[sentence["id"]] for sentence in p["sentences"]))
        for p in data["paragraphs"]
    )
    return Story({name: value for name, value in data.items() if name != "paragraphs"}, paragraphs)


def story_ids() -> list[str]:
    """Name all stories that are there, in alphabetical order."""
    return sorted(path.parent.name for path in (data_folder() / "stories").glob("*/story.json"))


def load_reading(story_id: str) -> Mapping[str, Any]:
    """Open our reading of a story."""
    return load_beside(story_id, "reading")


@cache
def load_glosses(story_id: str) -> tuple[Gloss, ...]:
    """Open the glosses of a story's hard words, in its order; none if it has none."""
    story = load_story(story_id)
    if not (data_folder() / "stories" / story.id / "glosses.json").is_file():
        return ()
    entries = load_beside(story.id, "glosses")["glosses"]
    glosses = tuple(Gloss(Span.of(entry), entry["means"], entry.get("whose", "")) for entry in entries)
    for gloss in glosses:
        story.find(gloss.span)
    return glosses


@dataclass(frozen=True)
class Token:
    """A word with the punctuation that touches it, as a learner picks it, and its place in the sentence's text."""

    sentence: str
    start: int
    end: int
    text: str
    word: str  # the same without punctuation and capitals; empty for a dash


def tokens_of(sentence: Sentence) -> list[Token]:
    """Split a sentence in any script at its spaces; nothing but white space is lost."""
    return [
        Token(sentence.id, match.start(), match.end(), match.group(), _bare(match.group()))
        for match in re.finditer(r"\S+", sentence.text)
    ]


def _bare(text: str) -> str:
    """Return the letters and digits of a word, with what stands between them, in lower case."""
    inside = folded(text)
    first = next((i for i, c in enumerate(inside) if c.isalnum()), None)
    if first is None:
        return ""
    last = max(i for i, c in enumerate(inside) if c.isalnum())
    return inside[first : last + 1]
