"""How far a person is with a story: what ``progress.json`` holds, and how much of it still fits.

Such a file may be damaged, of another release, of a text that was edited since, or made by somebody hostile. So each
entry in it comes through the same gate as what the page sends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from helpers.content import OWN_NAME
from helpers.kinds.exercise import clip
from helpers.story import Story
from helpers.story_workshop.choice import usual
from helpers.story_workshop.confirmed import LONGEST_NAME, MOST_SPEAKERS, MOST_WORDS_SAID, NAMED, SAID_OF, Confirmed
from helpers.story_workshop.entries import MOST_ENTRIES, Entries, sound_entries
from helpers.story_workshop.generators import Generated, Material, generate
from helpers.story_workshop.pasted import without_unseen
from helpers.story_workshop.proposal import propose, sentences_to_read

VERSION = 1
KEPT_STEPS = 30
_MOST_CHANGED = 300  # sentences, in all the steps that are kept
LONGEST_WORDS = 600  # signs of one text of an exercise, as a teacher puts it
_MOST_WORDS = 100  # texts of one exercise
_MOST_TOLD = 5
_MOST_LOST, _MOST_CHOSEN, _MOST_SAID = 200, 1_000, 200


@dataclass(frozen=True)
class Kept:
    """A story of one's own as it is kept: its reading so far, and which exercises were chosen.

    Parameters
    ----------
    confirmed : Confirmed
        The story and its reading.
    chosen : mapping of str to mapping
        By id of a question: ``asked`` (whether it is in the lesson) and ``words`` (its texts in other words, by
        place), where a person said so.
    no_longer : mapping of str to tuple of str
        Words of marks that stand in the text no more, since it was edited: by sentence, until that is read again.
    lesson : str
        What stood in the lesson's cells when the workshop wrote it last, by sha256.
    came : str
        What the story was when it was opened from a file, by sha256; empty if it was brought here.
    """

    confirmed: Confirmed
    chosen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    no_longer: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lesson: str = ""
    came: str = ""

    @property
    def name(self) -> str:
        """The name of the story's folder."""
        return self.confirmed.story.id

    @cached_property
    def made(self) -> tuple[Generated, ...]:
        """Every exercise that what was confirmed gives."""
        return tuple(generate(self.confirmed))

    @cached_property
    def usual(self) -> set[str]:
        """Ids of the exercises that are in a lesson until somebody says otherwise."""
        return usual(self.made, Material(self.confirmed))

    @property
    def words_no_longer(self) -> str:
        """Quote the first words that stand in the text no more."""
        words = dict.fromkeys(words for some in self.no_longer.values() for words in some)
        return ", ".join(f"“{lost}”" for lost in list(words)[:_MOST_TOLD])

    def after(self, confirmed: Confirmed) -> Kept:
        """Return what it is after a step of reading: what stood in a sentence that was read again is told no more."""
        still = {
            sentence: words
            for sentence, words in self.no_longer.items()
            if (sentence in confirmed.to_read and sentence not in confirmed.settled) or sentence in confirmed.drafts
        }
        return replace(self, confirmed=confirmed, no_longer=still)


def progress_of(kept: Kept) -> dict[str, Any]:
    """Write down how far a person is."""
    confirmed = kept.confirmed
    return {
        "version": VERSION,
        "not_read": confirmed.not_read,
        "speakers": [dict(speaker) for speaker in confirmed.speakers],
        "settled": confirmed.settled,
        "drafts": confirmed.drafts,
        "said": confirmed.said,
        "chosen": kept.chosen,
        "no_longer": kept.no_longer,
        "lesson": kept.lesson,
        "came": kept.came,
        "steps": _last(confirmed.steps),
    }


def _last(steps: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the last steps, as many as leave the file small: it is written at each step, and read within a bound."""
    number = changed = 0
    for step in reversed(steps[-KEPT_STEPS:]):
        changed += sum(len(step.get(part, ())) for part in ("settled", "drafts"))
        if changed > _MOST_CHANGED:
            break
        number += 1
    return steps[len(steps) - number :]


def kept_from(story: Story, progress: Any) -> Kept:
    """Take what is usable of what was kept; the rest is proposed anew.

    A sentence of which a mark fits no more is to be read again, with the marks that fit.
    """
    progress = _mapping(progress)
    speakers = _speakers(progress.get("speakers")) or propose(story).speakers
    names = _names(speakers)
    settled, lost = _entries(story, names, progress.get("settled"))
    drafts, lost_of_drafts = _entries(story, names, progress.get("drafts"))
    for sentence in [sentence for sentence in lost if sentence in settled]:
        drafts.setdefault(sentence, settled.pop(sentence))
    confirmed = Confirmed(story, speakers, settled, drafts, said=_said(progress.get("said")))
    steps = () if lost or lost_of_drafts else tuple(_steps(confirmed, progress.get("steps")))
    told = [_told_before(progress.get("no_longer")), lost, lost_of_drafts]
    no_longer = {
        sentence: tuple(dict.fromkeys(words for part in told for words in part.get(sentence, ())))
        for sentence in dict.fromkeys(sentence for part in told for sentence in part)
    }
    chosen = {name: _choice(how) for name, how in list(_mapping(progress.get("chosen")).items())[:_MOST_CHOSEN]}
    lesson, came = (value[:64] if isinstance(value := progress.get(name), str) else "" for name in ("lesson", "came"))
    return Kept(replace(confirmed, steps=steps), chosen, no_longer, lesson, came)


def _entries(
    story: Story, names: Mapping[str, str], given: Any
) -> tuple[dict[str, Entries], dict[str, tuple[str, ...]]]:
    """Take entries by sentence: what is sound, and the words of what is not."""
    found, lost, taken = {}, {}, set()
    to_read = sentences_to_read(story)
    for sentence, listed in _mapping(given).items():
        entries, gone = sound_entries(story, names, sentence, listed, taken)
        if sentence in to_read:
            found[sentence] = entries
        if gone:
            lost[sentence] = tuple(gone)
    return found, lost


def _steps(confirmed: Confirmed, given: Any) -> list[Mapping[str, Any]]:
    """Take the steps that can be taken back, from the last one to the first that cannot."""
    steps: list[Mapping[str, Any]] = []
    names = _names(confirmed.speakers)
    for step in reversed(given[-KEPT_STEPS:] if isinstance(given, list) else []):
        clean: dict[str, Any] = {}
        before = _mapping(step)
        if speakers := _speakers(before.get("speakers")):
            clean["speakers"], names = list(speakers), _names(speakers)
        for part in ("settled", "drafts"):
            was = _mapping(before.get(part))
            found, lost = _entries(confirmed.story, names, {name: was[name] for name in was if was[name] is not None})
            if lost:
                return steps
            if part in before:
                clean[part] = {name: found.get(name) for name in was if name in confirmed.to_read}
        if "said" in before:
            clean["said"] = _said(before["said"])
        steps.insert(0, clean)
    return steps


def _said(given: Any) -> dict[str, dict[str, str]]:
    """Take what only a person can say: of a mark that is there no more it does no harm."""
    return {
        about: {
            name: clip(value, MOST_WORDS_SAID)
            for name, value in list(_mapping(said).items())[:_MOST_SAID]
            if isinstance(value, str)
        }
        for about, said in _mapping(given).items()
        if about in SAID_OF
    }


def _told_before(given: Any) -> dict[str, tuple[str, ...]]:
    """Take the words of marks that stood in the text no more when it was opened before."""
    return {
        clip(sentence): tuple(clip(word) for word in words[:MOST_ENTRIES] if isinstance(word, str))
        for sentence, words in list(_mapping(given).items())[:_MOST_LOST]
        if isinstance(words, list)
    }


def _speakers(given: Any) -> tuple[dict[str, str], ...]:
    """Take the speakers of a file, each once."""
    found: dict[str, dict[str, str]] = {}
    for speaker in given if isinstance(given, list) else []:
        match speaker:
            case {"id": str(identity), "name": str(name), "named": str(named)} if (
                OWN_NAME.fullmatch(identity)
                and (called := clip(without_unseen(name), LONGEST_NAME))
                and named in NAMED
                and len(found) < MOST_SPEAKERS
            ):
                found.setdefault(identity, {"id": identity, "name": called, "named": named})
    return tuple(found.values())


def _names(speakers: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {speaker["id"]: speaker["name"] for speaker in speakers}


def _choice(how: Any) -> dict[str, Any]:
    """Take what was chosen of an exercise."""
    asked, words = _mapping(how).get("asked"), dict(list(_mapping(_mapping(how).get("words")).items())[:_MOST_WORDS])
    if "prompt" in _mapping(how):  # written before more than the question could be put in other words
        words = {"prompt": how["prompt"], **words}
    chosen: dict[str, Any] = {"asked": asked} if isinstance(asked, bool) else {}
    texts = {name: without_unseen(text)[:LONGEST_WORDS] for name, text in words.items() if isinstance(text, str)}
    return chosen | ({"words": texts} if texts else {})


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
