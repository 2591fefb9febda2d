"""From a mended text and what is known of it to a story in the form of the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from unicodedata import combining, normalize

from helpers.content import OWN_NAME
from helpers.kinds.exercise import clip, whole_characters
from helpers.story import plain, story_from
from helpers.story_workshop.pasted import DAY, Block, Pasted, StoryProblem, check_size, sentences_in

LONGEST_FIELD = 300
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/|$)", re.IGNORECASE)
_LEAST_BEGINNING = 3  # words: fewer would tell a reader of story.json nothing
NOTICE = (
    "This text belongs to its owner. A teacher brought it for a class of their own, to be read closely there. "
    "The licence of the course does not cover it."
)
PARTY = ("yes", "no", "not known")


@dataclass(frozen=True)
class About:
    """What the form asks of a story besides its text.

    Parameters
    ----------
    outlet, kind, owner : str
        Who published it; what that is, such as a local newspaper; who owns that.
    party : {"yes", "no", "not known"}
        Whether outlet or owner is a party to what the story tells.
    published : str
        The day, as YYYY-MM-DD.
    place : str
        Where it was published.
    address : str
        Where it can be read; empty if it has none.
    rights : str
        Whose text it is; the outlet's, if empty.
    """

    outlet: str = ""
    kind: str = ""
    owner: str = ""
    party: str = "not known"
    published: str = ""
    place: str = ""
    address: str = ""
    rights: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> About:
        """Take what a form sends: known names, texts in one line, bounded; an address may come without https."""
        taken = {
            name: " ".join(whole_characters(str(value)[:LONGEST_FIELD]).split())
            for name, value in given.items()
            if name in cls.__dataclass_fields__ and isinstance(value, str)
        }
        if _BARE_ADDRESS.match(taken.get("address", "")):
            taken["address"] = f"https://{taken['address']}"
        return cls(**taken)


def guess_about(pasted: Pasted, told: Mapping[str, str] | None = None) -> About:
    """Fill in the form as far as the text, or the page that it came from, tells.

    Parameters
    ----------
    pasted : Pasted
        The text.
    told : mapping of str to str, optional
        What a web page says of itself; see `helpers.story_workshop.files.read_file`.
    """
    told = told or {}
    datelines, head = pasted.of_role("dateline"), pasted.of_role("byline") + pasted.of_role("dateline")
    place, agency = "", ""
    if datelines:
        found = re.match(r"(?P<place>[^(\[,/—–]+)[^(\[]*(?:[(\[](?P<agency>[^)\]]+)[)\]])?", datelines[0])
        place, agency = found["place"].strip(" .-").title(), (found["agency"] or "").strip()
    day = next((iso for line in head if (iso := _iso_day(line))), "")
    return About.of(
        {
            "outlet": told.get("outlet") or agency or pasted.page_name,
            "published": told.get("published") or day,
            "place": place,
            "address": told.get("address", ""),
        }
    )


def _iso_day(line: str) -> str:
    found = DAY.search(line)
    if not found:
        return ""
    if found["iso"]:
        return found["iso"]
    name = found["month"] or found["month2"]
    month = _MONTHS.index(name[:3].casefold()) + 1
    return f"{int(found['year'] or found['year2']):04}-{month:02}-{int(found['day'] or found['day2']):02}"


def missing_in(about: About) -> list[str]:
    """Say in sentences what the form still needs."""
    needs = []
    if not about.outlet:
        needs.append("Who published it? Write the name of the outlet.")
    try:
        date.fromisoformat(about.published)
    except ValueError:
        needs.append("When was it published? Write the day as YYYY-MM-DD, such as 2026-03-12.")
    if about.address and not re.fullmatch(r"https?://[^\s<>\"]+", about.address):
        needs.append("The address begins with http:// or https://; leave it empty if there is none.")
    if about.party not in PARTY:
        needs.append("Is the outlet, or its owner, a party to what the story tells? Answer yes, no, or not known.")
    return needs


def name_for(headline: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """Make the name of a story's folder of its headline: small letters, digits and hyphens, and not one that is taken.

    It begins with a letter: what begins with a number is a lesson of the course.
    """
    letters = "".join(sign for sign in normalize("NFKD", headline) if not combining(sign))
    words = [word[:40] for word in re.findall("[a-z0-9]+", letters.casefold())]
    name = "-".join(words[:5]) or "story"
    name = name if name[0].isalpha() else f"story-{name}"
    number, free = 1, name
    while free in taken or not OWN_NAME.fullmatch(free):
        number += 1
        free = f"{name}-{number}" if OWN_NAME.fullmatch(name) else f"story-{number}"
    return free


def draft_story(pasted: Pasted, about: About, name: str) -> tuple[dict[str, Any], str]:
    """Make ``story.json`` and ``story.txt`` of a text.

    Parameters
    ----------
    pasted : Pasted
        The text, in parts.
    about : About
        What the form asks.
    name : str
        The story's folder.

    Returns
    -------
    dict, str
        What the two files hold.

    Raises
    ------
    StoryProblem
        If the text is no story for a lesson, or the form needs something.
    """
    check_size(pasted)
    if needs := missing_in(about):
        raise StoryProblem(" ".join(needs))
    data: dict[str, Any] = {
        "id": name,
        "title": pasted.of_role("headline")[0],
        "outlet": {
            "name": about.outlet,
            "kind": about.kind or "news outlet",
            "owner": about.owner or "not known",
            "party": about.party,
        },
        "published": about.published,
        "place": about.place or "place not told",
        "address": about.address or None,
        "language": "en",
        "written_for_the_course": False,
        "rights": {"holder": about.rights or about.outlet, "notice": NOTICE},
        "text_file": "story.txt",
    }
    paragraphs, text = _numbered(pasted)
    story_text = text + "\n"
    data |= {"sha256": sha256(story_text.encode()).hexdigest(), "paragraphs": paragraphs}
    story_from(data, story_text)
    return data, story_text


def recut(data: Mapping[str, Any], text: str) -> tuple[dict[str, Any], str]:
    """Cut a story anew whose text somebody edited; its headline and deck stand where they stood.

    Parameters
    ----------
    data, text : mapping, str
        What ``story.json`` and the edited ``story.txt`` hold.

    Returns
    -------
    dict, str
        What they should hold.
    """
    roles = [paragraph["role"] for paragraph in data["paragraphs"] if paragraph["role"] in ("headline", "deck")]
    begins = [sentence["begins"] for paragraph in data["paragraphs"] for sentence in paragraph["sentences"]]
    ids = [sentence["id"] for paragraph in data["paragraphs"] for sentence in paragraph["sentences"]]
    blocks = []
    for number, words in enumerate(" ".join(part.split()) for part in text.split("\n\n") if part.strip()):
        role = roles[number] if number < len(roles) else "body"
        after = begins[ids.index("dateline") + 1 :][:1] if "dateline" in ids else []
        if role == "body" and after and (at := words.find(after[0])) > 0:
            blocks.append(Block("dateline", words[:at].strip()))
            words, ids = words[at:], []
        blocks.append(Block(role, words))
    paragraphs, story_text = _numbered(Pasted(tuple(blocks)))
    story_text += "\n"
    return {**data, "sha256": sha256(story_text.encode()).hexdigest(), "paragraphs": paragraphs}, story_text


def _numbered(pasted: Pasted) -> tuple[list[dict[str, Any]], str]:
    """Write paragraphs and sentences with ids; each begins where `helpers.story.story_from` will find it."""
    rows = list(_rows(pasted))
    text, starts = "", []
    for number, (_, sentences) in enumerate(rows):
        text += "\n\n" if number else ""
        for place, (_, words) in enumerate(sentences):
            text += " " if place else ""
            starts.append(len(text))
            text += words
    begins = iter(_beginnings(text, starts))
    paragraphs = []
    for (identity, role), sentences in rows:
        entries = [{"id": sentence, "begins": next(begins)} for sentence, _ in sentences]
        paragraphs.append({"id": identity, "role": role, "sentences": entries})
    return paragraphs, text


def _rows(pasted: Pasted) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]]]]:
    """Yield id and role of each paragraph, with id and words of each sentence."""
    number, before, seen = 0, [], set()
    # A headline stands above all; a byline is about the text, and no part of it.
    order = {"headline": 0, "deck": 1}
    for block in sorted(pasted.blocks, key=lambda block: order.get(block.role, 2)):
        if block.role in order and block.role not in seen:
            seen.add(block.role)
            yield (block.role, block.role), _sentences(block.role, block.text, only_one=True)
        elif block.role == "dateline":
            before = [("dateline", block.text)] if "dateline" not in seen else before
            seen.add("dateline")
        elif block.role == "body":
            number += 1
            yield (f"p{number}", "body"), [*before, *_sentences(f"p{number}-s", block.text)]
            before = []


def _sentences(name: str, text: str, *, only_one: bool = False) -> list[tuple[str, str]]:
    """Name the sentences of a paragraph."""
    if only_one:
        return [(name, text)]
    return [(f"{name}{number}", piece) for number, piece in enumerate(sentences_in(text), 1)]


def _beginnings(text: str, starts: list[int]) -> list[str]:
    """Find for each sentence the fewest first words by which it is found after the one before."""
    same, ends = plain(text), [*starts[1:], len(text)]
    wholes = [text[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    begins: list[str] = []
    position = 0
    for number, (start, whole) in enumerate(zip(starts, wholes, strict=True)):
        found = _shortest(same, start, whole, position)
        if found is None:  # these words stand in the sentence before, too: that one is named to its end
            begins[-1] = wholes[number - 1]
            found = _shortest(same, start, whole, starts[number - 1] + len(begins[-1])) or whole
        begins.append(found)
        position = start + len(found)
    return begins


def _shortest(same: str, start: int, whole: str, position: int) -> str | None:
    ends = [match.end() for match in re.finditer(r"\S+", whole)]
    for end in ends[_LEAST_BEGINNING - 1 :] or ends[-1:]:
        if same.find(plain(whole[:end]), position) == start:
            return whole[:end]
    return None


def with_headline(pasted: Pasted, headline: str) -> Pasted:
    """Give a text that has none a headline that the teacher wrote, or another one."""
    words = clip(headline, LONGEST_FIELD)
    if not words.strip():
        raise StoryProblem("Write a headline first.")
    others = [replace(b, role="left out") if b.role == "headline" else b for b in pasted.blocks]
    return Pasted((Block("headline", words), *others), pasted.mended)
