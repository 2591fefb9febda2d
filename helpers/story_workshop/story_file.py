"""A text and the form about it as a story in the form of the shipped ones: what ``story.json`` holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from helpers.content import OWN_NAME
from helpers.kinds.exercise import whole_characters
from helpers.story import plain, story_from
from helpers.story_workshop.about import About, missing_in
from helpers.story_workshop.pasted import LONGEST, Block, Pasted, StoryProblem, check_size, sentences_in
from helpers.story_workshop.words_of import free_id

NOTICE = (
    "This text belongs to its owner. A teacher brought it for a class of their own, to be read closely there. "
    "The licence of the course does not cover it."
)
FORM = tuple(
    "id title outlet published place address language written_for_the_course rights text_file sha256 paragraphs".split()
)
"""What ``story.json`` of a story of one's own has, and nothing else."""

_ROLES = ("page label", "headline", "deck", "body")
_MOST_WORDS = 2 * LONGEST  # of a text that somebody edited or handed on
_LONGEST_TOLD = 2_000
_LEAST_BEGINNING = 3  # words: fewer would tell a reader of story.json nothing
_PLACES = ("headline", "deck", "dateline")  # ids of sentences that are there once, and say where they stand
_Row = tuple[tuple[str, str], list[tuple[str, str]]]  # id and role of a paragraph; id and words of each sentence


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
    paragraphs, text = _numbered(list(_rows(pasted)))
    story_text = text + "\n"
    data |= {"sha256": sha256(story_text.encode()).hexdigest(), "paragraphs": paragraphs}
    story_from(data, story_text)
    return data, story_text


def check_form(data: Any, text: str) -> None:
    """Raise `StoryProblem` for a ``story.json`` or a text that is not as a story of one's own needs it.

    It holds the file against ``data/schemas/story.schema.json``, as far as that is kept without a library.
    """
    match data:
        case {
            "id": str(),
            "title": str(title),
            "outlet": {"name": str(outlet), "kind": str(kind), "owner": str(owner)},
            "published": str(published),
            "place": str(place),
            "address": None | str() as address,
            "language": "en",
            "written_for_the_course": False,
            "rights": {"holder": str(holder), "notice": str(notice)},
            "paragraphs": [_, *_] as paragraphs,
        }:
            party = data["outlet"].get("party", "not known")
            about = About(outlet, kind, owner, party, published, place, address or "", holder)
        case _:
            raise StoryProblem("What the file story.json says of the story is not complete.")
    told = (title, outlet, kind, owner, place, holder, notice)
    whole = all(0 < len(one.strip()) and len(one) <= _LONGEST_TOLD and one == whole_characters(one) for one in told)
    if not whole or missing_in(about):
        raise StoryProblem("What the file story.json says of the story is not complete.")
    ids = [identity for paragraph in paragraphs for identity in _ids_in(paragraph)]
    if len(set(ids)) < len(ids):
        raise StoryProblem("In the file story.json two sentences have one name.")
    if len(text.split()) > _MOST_WORDS:
        raise StoryProblem(f"The text has more than {_MOST_WORDS:,} words. A lesson takes {LONGEST:,} at most.")


def _ids_in(paragraph: Any) -> list[str]:
    """Return the ids of a paragraph's sentences; StoryProblem, if it is not as paragraphs are."""
    match paragraph:
        case {"id": str(identity), "role": str(role), "sentences": [_, *_] as sentences} if role in _ROLES:
            rows = [(row.get("id"), row.get("begins")) for row in sentences if isinstance(row, Mapping)]
            ids = [identity, *(name for name, begins in rows if isinstance(begins, str) and begins.strip())]
            if len(ids) > len(sentences) and all(isinstance(name, str) and OWN_NAME.fullmatch(name) for name in ids):
                return ids[1:]
    raise StoryProblem("A paragraph in the file story.json is not as a story needs it.")


def recut(data: Mapping[str, Any], text: str) -> tuple[dict[str, Any], str]:
    """Cut a story anew whose text somebody edited.

    Headline and deck stand where they stood. A sentence that is still there keeps its id, wherever it stands now: so
    what was marked in it, asked of it and answered stays with it.

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
    before = {row["id"]: row["begins"] for paragraph in data["paragraphs"] for row in paragraph["sentences"]}
    ids = list(before)
    after_dateline = before[ids[ids.index("dateline") + 1]] if "dateline" in ids[:-1] else ""
    blocks = []
    for number, words in enumerate(" ".join(part.split()) for part in text.split("\n\n") if part.strip()):
        role = roles[number] if number < len(roles) else "body"
        if role == "body" and after_dateline and (at := words.find(after_dateline)) > 0:
            blocks.append(Block("dateline", words[:at].strip()))
            words, after_dateline = words[at:], ""
        blocks.append(Block(role, words))
    rows = _with_their_ids(list(_rows(Pasted(tuple(blocks)))), before)
    paragraphs, story_text = _numbered(rows)
    story_text += "\n"
    title = next((block.text for block in blocks if block.role == "headline"), data["title"])
    changed = {"title": title, "sha256": sha256(story_text.encode()).hexdigest(), "paragraphs": paragraphs}
    return {**data, **changed}, story_text


def _with_their_ids(rows: Sequence[_Row], before: Mapping[str, str]) -> list[_Row]:
    """Give sentences the ids that they had before: known by their first words, and by their order."""
    kept = [identity for identity in before if identity not in _PLACES]
    now = [(name, words) for _, sentences in rows for name, words in sentences if name not in _PLACES]
    pairs = SequenceMatcher(
        None, [_first_words(before[name]) for name in kept], [_first_words(words) for _, words in now], autojunk=False
    ).get_opcodes()
    same = {
        now[there][0]: kept[here]
        for _, start, end, first, last in pairs
        if end - start == last - first
        for here, there in zip(range(start, end), range(first, last), strict=True)
    }
    taken = set(before)
    return [
        (
            paragraph,
            [
                (name if name in _PLACES else same.get(name) or free_id([name], taken), words)
                for name, words in sentences
            ],
        )
        for paragraph, sentences in rows
    ]


def _first_words(words: str) -> tuple[str, ...]:
    return tuple(plain(words).split()[:_LEAST_BEGINNING])


def _numbered(rows: Sequence[_Row]) -> tuple[list[dict[str, Any]], str]:
    """Write paragraphs and sentences with ids; each begins where `helpers.story.story_from` will find it."""
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


def _rows(pasted: Pasted) -> Iterator[_Row]:
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
