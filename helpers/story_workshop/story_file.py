"""A text and the form about it as a story in the form of the shipped ones: what ``story.json`` holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from helpers.content import OWN_NAME
from helpers.kinds.exercise import clip
from helpers.story import plain, story_from
from helpers.story_workshop.about import About, missing_in
from helpers.story_workshop.pasted import (
    LONGEST,
    LONGEST_HEADLINE,
    MOST_LETTERS,
    Block,
    Pasted,
    StoryProblem,
    check_size,
    sentences_in,
    without_unseen,
)
from helpers.story_workshop.words_of import free_id

NOTICE = (
    "This text belongs to its owner. A teacher brought it for a class of their own, to be read closely there. "
    "The licence of the course does not cover it."
)
_ROLES = ("page label", "headline", "deck", "body")
_MOST_WORDS = 2 * LONGEST  # of a text that somebody edited or handed on
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
    paragraphs, text = _numbered(list(_rows(pasted)))
    story_text = text + "\n"
    data = _form(name, pasted.of_role("headline")[0], about) | _of_text(story_text, paragraphs)
    story_from(data, story_text)
    return data, story_text


def form_from(data: Any, text: str) -> tuple[dict[str, Any], str]:
    """Take form and text of a story as files have them: what a story needs, and without what nobody sees.

    It holds the form against ``data/schemas/story.schema.json``, as far as that is kept without a library.
    StoryProblem, if something is missing.
    """
    match data:
        case {
            "id": str(identity),
            "title": str(title),
            "outlet": {"name": str(outlet), **more},
            "published": str(published),
            "language": "en",
            "written_for_the_course": False,
            "rights": {"holder": str(holder)},
            "sha256": str(sha),
            "paragraphs": [_, *_] as paragraphs,
        }:
            told = {"outlet": outlet, "published": published, "rights": holder, "place": data.get("place")}
            about = About.of({**more, **told, "address": data.get("address")})
        case _:
            raise StoryProblem("What the file story.json says of the story is not complete.")
    title, text = clip(without_unseen(title), LONGEST_HEADLINE), without_unseen(text)
    if not title.strip() or missing_in(about):
        raise StoryProblem("What the file story.json says of the story is not complete.")
    if len(text) > MOST_LETTERS or len(text.split()) > _MOST_WORDS:
        raise StoryProblem(f"The text has more than {_MOST_WORDS:,} words. A lesson takes {LONGEST:,} at most.")
    taken: set[str] = set()
    rows = [_paragraph(paragraph, taken) for paragraph in paragraphs]
    return _form(identity, title, about) | {"sha256": sha, "paragraphs": rows}, text


def _paragraph(given: Any, taken: set[str]) -> dict[str, Any]:
    """Take a paragraph of a form; StoryProblem, if it is not as paragraphs are, or a sentence's id is taken."""
    match given:
        case {"id": str(identity), "role": str(role), "sentences": [_, *_] as given_sentences} if role in _ROLES:
            sentences = [_sentence(sentence, taken) for sentence in given_sentences]
            if OWN_NAME.fullmatch(identity):
                return {"id": identity, "role": role, "sentences": sentences}
    raise StoryProblem("A paragraph in the file story.json is not as a story needs it.")


def _sentence(given: Any, taken: set[str]) -> dict[str, str]:
    match given:
        case {"id": str(identity), "begins": str(begins)} if OWN_NAME.fullmatch(identity) and identity not in taken:
            taken.add(identity)
            if begins := without_unseen(begins).strip():
                return {"id": identity, "begins": begins}
    raise StoryProblem("A sentence in the file story.json is not as a story needs it.")


def _form(identity: str, title: str, about: About) -> dict[str, Any]:
    """Write what ``story.json`` says of a text."""
    outlet = {"name": about.outlet, "kind": about.kind or "news outlet", "owner": about.owner or "not known"}
    return {
        "id": identity,
        "title": title,
        "outlet": outlet | {"party": about.party},
        "published": about.published,
        "place": about.place or "place not told",
        "address": about.address or None,
        "language": "en",
        "written_for_the_course": False,
        "rights": {"holder": about.rights or about.outlet, "notice": NOTICE},
        "text_file": "story.txt",
    }


def _of_text(text: str, paragraphs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Write what ``story.json`` says of where the sentences of a text are."""
    return {"sha256": sha256(text.encode()).hexdigest(), "paragraphs": list(paragraphs)}


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
    return {**data, "title": clip(title, LONGEST_HEADLINE)} | _of_text(story_text, paragraphs), story_text


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
