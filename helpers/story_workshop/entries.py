"""An entry of a reading, and the gate through which each comes that was not proposed here: from the page or a file.

Whatever such an entry holds, what comes through is sound: its words stand in the story, what can be chosen is one of
the choices, texts are bounded, and its reason is made here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.kinds.exercise import clip
from helpers.kinds.faults import words_fault
from helpers.story import Story, plain
from helpers.story_workshop.pasted import StoryProblem, without_unseen
from helpers.story_workshop.reasons import with_reason

Entry = dict[str, Any]
Entries = dict[str, list[Entry]]

KINDS = ("attributions", "without_speaker", "hedges", "boosters", "scare_quotes", "presuppositions")
"""The lists of a reading whose entries a person settles, in the order in which they are shown."""

CHOICES = {
    "quotation": ("direct", "indirect", "mixed"),
    "construction": ("clause", "according-to", "headline-dash", "shown", "asked", "other"),
    "stance": ("neutral", "endorsing", "doubting"),
    "degree": (
        "speaker comes soon",
        "next quotation may cover it",
        "speaker before may cover it",
        "only the showing is attributed",
        "seen by the reporter",
        "no speaker",
    ),
    "strength": ("clear", "arguable"),
    "does": ("presupposes", "asserts", "points back", "evaluates", "implies"),
}
MOST_ENTRIES = 30  # of one kind in a sentence
_CHOSEN = {
    "attributions": ("quotation", "construction", "stance"),
    "without_speaker": ("degree",),
    "hedges": (),
    "boosters": ("strength",),
    "scare_quotes": (),
    "presuppositions": ("does",),
}
UNREADABLE = "marks that cannot be read"
_ID = re.compile(r"[a-z0-9]{1,80}(?:-[a-z0-9]{1,80}){0,30}")
_MOST_SPANS, _MOST_SECOND = 20, 3
_LONGEST_SAID, _LONGEST_SECOND = 200, 300  # signs


def empty() -> Entries:
    """Return lists for the entries of a sentence, with nothing in them."""
    return {kind: [] for kind in KINDS}


def sound_entry(story: Story, names: Mapping[str, str], sentence: str, kind: str, given: Mapping[str, Any]) -> Entry:
    """Take what belongs into an entry of a kind, and make its reason.

    Parameters
    ----------
    story : Story
        In which its words must stand.
    names : mapping of str to str
        Of the speakers, by id.
    sentence : str
        Where it is marked: its cue, or its words, stand there.
    kind : str
        One of `KINDS`.
    given : mapping
        What somebody sent; nothing in it is known to be sound.

    Returns
    -------
    dict
        The entry without an ``id``, and as if it stood inside no other.

    Raises
    ------
    StoryProblem
        If something is missing, or its words do not stand in the story.
    """
    if kind not in KINDS:
        raise StoryProblem("There is no such kind of mark.")
    clean: Entry = {}
    if kind == "attributions":
        clean["speaker"] = known_speaker(given.get("speaker"), names)
        clean["source"] = _span(story, given["source"]) if given.get("source") else None
        clean["cue"] = _span(story, given.get("cue"), "Mark the cue: the words that tell that somebody speaks.")
        clean["content"] = _spans(story, given.get("content"), "Mark the content: what is claimed.")
        clean["inside"] = None
        given = {"quotation": quotation_of(clean["content"]), **given}
    else:
        clean["words"] = _span(story, given.get("words"))
    if first_span(clean)["sentence"] != sentence:
        raise StoryProblem("These words do not stand in this sentence.")
    clean |= {name: _one_of(name, given.get(name)) for name in _CHOSEN[kind]}
    if kind == "hedges":
        clean["scope"] = _spans(story, given.get("scope"), "Mark the scope: the words that the hedge softens.")
        clean["whose"] = _text(given.get("whose"), _LONGEST_SAID) or "It is not told whose doubt this is."
    if kind == "presuppositions":
        clean["says"] = _text(given.get("says"), _LONGEST_SAID)
    second = given.get("second_readings")
    clean["second_readings"] = [
        _second(story, kind, reading)
        for reading in (second if isinstance(second, list | tuple) else ())[:_MOST_SECOND]
        if isinstance(reading, Mapping)
    ]
    return with_reason(kind, clean, names)


def sound_entries(
    story: Story, names: Mapping[str, str], sentence: str, given: Any, taken: set[str]
) -> tuple[Entries, list[str]]:
    """Take the entries of a sentence as a file has them, each under its id.

    Parameters
    ----------
    story, names, sentence
        As for `sound_entry`.
    given : object
        What the file has for the sentence.
    taken : set of str
        The ids that other entries have; those that are found here are added.

    Returns
    -------
    Entries, list of str
        What is sound, and the words of what is not, such as those of marks that stand in the text no more.
    """
    kept, lost = empty(), []
    if not isinstance(given, Mapping) or not all(isinstance(given.get(kind, []), list) for kind in KINDS):
        return kept, [UNREADABLE]
    for kind in KINDS:
        for entry in given.get(kind, [])[:MOST_ENTRIES]:
            try:
                found = sound_entry(story, names, sentence, kind, entry if isinstance(entry, Mapping) else {})
            except StoryProblem:
                lost.append(_words_of(entry))
                continue
            identity, inside = entry.get("id"), entry.get("inside")
            if not isinstance(identity, str) or not _ID.fullmatch(identity) or identity in taken:
                lost.append(_words_of(entry))
                continue
            taken.add(identity)
            found |= {"inside": inside} if kind == "attributions" and isinstance(inside, str) else {}
            kept[kind].append({**found, "id": identity})
    return kept, lost


def first_span(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words by which an entry is known: of who says so the cue, else what is marked."""
    return entry.get("cue") or entry["words"]


def _words_of(entry: Any) -> str:
    """Tell the words of an entry that did not come through the gate."""
    try:
        return clip(first_span(entry)["words"])
    except (LookupError, TypeError, AttributeError):
        return UNREADABLE


def known_speaker(speaker: object, names: Mapping[str, str]) -> str:
    """Return the id of a speaker who is there; StoryProblem for anybody else."""
    if not isinstance(speaker, str) or speaker not in names:
        raise StoryProblem("Choose one of the speakers, or write the name of a new one.")
    return speaker


def quotation_of(content: Sequence[Mapping[str, Any]]) -> str:
    """Tell from the words of a claim whether it is quoted: all of it, a part, or nothing."""
    words = [plain(span["words"]).strip(" ,.") for span in content]
    whole = [quotation[:1] in "\"'" and quotation[-1:] in "\"'" and len(quotation) > 1 for quotation in words]
    if all(whole):
        return "direct"
    return "mixed" if any('"' in quotation for quotation in words) else "indirect"


def _second(story: Story, kind: str, given: Mapping[str, Any]) -> Entry:
    """Take a second reading: what it says and why, and the words that it marks in place of ours."""
    says, reason = (_text(given.get(name), _LONGEST_SECOND) for name in ("says", "reason"))
    if not says.strip() or not reason.strip():
        raise StoryProblem("A second reading needs what it says, and a reason.")
    clean: Entry = {"says": says, "reason": reason}
    if kind == "attributions" and given.get("content"):
        clean["content"] = _spans(story, given["content"], "Mark the content.")
    if kind == "attributions" and given.get("source"):
        clean["source"] = _span(story, given["source"])
    if kind == "hedges" and given.get("scope"):
        clean["scope"] = _spans(story, given["scope"], "Mark the scope.")
    return clean


def _span(story: Story, given: Any, missing: str = "Mark the words first.") -> dict[str, Any]:
    if not isinstance(given, Mapping) or not isinstance(given.get("words"), str) or not given["words"].strip():
        raise StoryProblem(missing)
    occurrence = given.get("occurrence", 1)
    span = {"sentence": str(given.get("sentence")), "words": given["words"].strip()}
    if isinstance(occurrence, int) and occurrence > 1:
        span["occurrence"] = occurrence
    if what := words_fault(story.sentences, span):
        raise StoryProblem(what)
    return span


def _spans(story: Story, given: Any, missing: str) -> list[dict[str, Any]]:
    if not isinstance(given, list | tuple) or not given:
        raise StoryProblem(missing)
    return [_span(story, words, missing) for words in given[:_MOST_SPANS]]


def _one_of(name: str, given: Any) -> str:
    if given not in CHOICES[name]:
        raise StoryProblem(f"Choose one of these: {', '.join(CHOICES[name])}.")
    return given


def _text(given: Any, most: int) -> str:
    return clip(without_unseen(given), most) if isinstance(given, str) else ""
