"""What is to be mended in a data file, and the checks that the rooms share.

A room's ``check.py`` has ``faults(question, course)``: it yields, with paths inside the question, what must hold beyond
the schema. The functions are pure: they take what files hold and yield what is to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from helpers.content import ContentProblem
from helpers.kinds.exercise import clip
from helpers.story import Sentence, Span, Story, find_words, plain

Steps = tuple[str | int, ...]


class Fault(NamedTuple):
    """Something to mend in a file: the names and numbers that lead to the place, and what is wrong and what to do."""

    path: Steps
    what: str


@dataclass
class Course:
    """What the files say of each other, as far as they could be read: ``None`` stands for what cannot be used."""

    folders: Collection[str]  # the names of all stories
    questions: Collection[str] | None = None
    labels: Collection[str] | None = None
    lessons: Collection[str] | None = None
    sources: Mapping[str, Mapping[str, Any]] | None = None
    stories: dict[str, Story] = field(default_factory=dict)
    readings: dict[str, Mapping[str, Any]] = field(default_factory=dict)


# -- places


def place_in_question(path: Steps) -> str:
    """Say where in a question something stands, such as “In “options” 2, “reason”: ”."""
    if not path:
        return ""
    told = ""
    for step in path:
        told += f" {step + 1}" if isinstance(step, int) else f"{', ' if told else ''}“{clip(step)}”"
    return f"In {told}: "


# -- names


def doubled(entries: Iterable[Any], path: Steps, name: str = "id") -> Iterator[Fault]:
    """Say which ids (or what else `name` names) stand more than once in the list at `path`."""
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if entry[name] in seen:
            what = f"“{clip(entry[name])}” stands here more than once. Write another {name} for one of them."
            yield Fault((*path, number, name), what)
        seen.add(entry[name])


def nearest(word: Any, known: Iterable[str]) -> str:
    """Suggest a known word in place of an unknown one: a sentence that begins with a space, or nothing."""
    close = get_close_matches(clip(word).casefold(), known, 1, 0.6)
    return f" Did you mean “{close[0]}”?" if close else ""


def there_are(name: str, known: Iterable[str]) -> str:
    """Suggest a known name in place of an unknown one, or else tell all that there are: begins with a space."""
    known = list(known)
    return nearest(name, known) or f" There are: {', '.join(known)}."


def id_like(text: str) -> str:
    """Suggest an id in place of a text that is none, such as “cafe” for “Ｃafé”; begins with a space, or is nothing."""
    letters = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    words = "-".join(re.findall("[a-z0-9]+", letters.casefold()))
    return f" Perhaps “{clip(words)}”?" if len(words) > 1 else ""


# -- questions


def item_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check items that are a sentence of a story."""
    for number, item in enumerate(question.get("items", ())):
        if isinstance(item["text"], str):
            continue
        path, name, sentence = ("items", number, "text"), item["text"]["story"], item["text"]["sentence"]
        if name not in course.folders:
            yield Fault((*path, "story"), f"There is no story “{name}”.{there_are(name, course.folders)}")
        elif name in course.stories and sentence not in (known := course.stories[name].sentences):
            what = f"The story {name} has no sentence “{sentence}”.{there_are(sentence, known)}"
            yield Fault((*path, "sentence"), what)


def typed_id_faults(entries: Sequence[Mapping[str, Any]], path: Steps) -> Iterator[Fault]:
    """Check ids of what a learner may also name by a letter or a number."""
    yield from doubled(entries, path)
    for number, entry in enumerate(entries):
        if len(entry["id"]) == 1 or entry["id"].isdigit():
            what = f"A learner types letters and numbers to choose, so “{entry['id']}” would be unclear. Take a word."
            yield Fault((*path, number, "id"), what)


def blank_reason_faults(entries: Sequence[Mapping[str, Any]], path: Steps) -> Iterator[Fault]:
    """Check that each entry of a list has a reason."""
    for number, entry in enumerate(entries):
        if not entry["reason"].strip():
            yield Fault((*path, number, "reason"), "Only spaces stand here. Whoever chooses this must be told why.")


def reasons_faults(reasons: Mapping[str, str], wanted: Sequence[str], thing: str, path: Steps) -> Iterator[Fault]:
    """Check that each group, label or the like has a reason, and nothing else has one."""
    for name in wanted:
        if name not in reasons:
            what = f"The reason for the {thing} “{name}” is missing. Whoever chooses it must be told why."
            yield Fault(path, what)
    for name in reasons:
        if name not in wanted:
            yield Fault((*path, name), f"There is no {thing} “{name}” in this exercise.{there_are(name, wanted)}")


# -- words of a story


def words_fault(sentences: Mapping[str, Sentence], span: Mapping[str, Any]) -> str:
    """Say why words cannot be found in a story."""
    wanted = Span.of(span)
    sentence = sentences.get(wanted.sentence)
    if sentence is None:
        return f"There is no sentence “{wanted.sentence}” here.{there_are(wanted.sentence, sentences)}"
    if wanted.words != wanted.words.strip():
        return "The words begin or end with a space. Take it away."
    try:
        start, end = find_words(sentence, wanted)
    except ContentProblem:
        return _why_not_found(sentences, sentence, wanted)
    if cut := cut_word(sentence.text, start, end):
        return f"The words cut the word “{clip(cut)}” in two.{_whole_occurrence(sentence, wanted)}"
    return ""


def nearest_words(text: str, words: str) -> str:
    """Find the words of a text that come nearest to some others."""
    if len(words) > 1_000 or len(text) > 5_000:
        return ""
    tokens = list(re.finditer(r"\S+", text))
    compared = SequenceMatcher(None, b=plain(words).casefold(), autojunk=False)
    best, closest = "", 0.6
    for size in (size for more in (-1, 0, 1) if (size := len(words.split()) + more) > 0):
        for first in range(len(tokens) - size + 1):
            words_here = text[tokens[first].start() : tokens[first + size - 1].end()]
            for part in (words_here, words_here.rstrip('.,;:!?"”’)')):
                compared.set_seq1(plain(part).casefold())
                if compared.quick_ratio() > closest and compared.ratio() > closest:
                    best, closest = part, compared.ratio()
    return best


def _why_not_found(sentences: Mapping[str, Sentence], sentence: Sentence, span: Span) -> str:
    words = clip(span.words)
    often = plain(sentence.text).count(plain(span.words))
    if often:
        times = "once" if often == 1 else f"{often} times"
        return f"The words “{words}” stand only {times} in sentence {sentence.id}. {_reads(sentence)}"
    bare = _without_quotation_marks
    if bare(span.words) and bare(span.words) in bare(sentence.text):
        hint = "Only the quotation marks differ: copy them from the sentence, too."
    elif near := nearest_words(sentence.text, span.words):
        hint = f"Did you mean “{near}”?"
    elif other := next((s for s in sentences.values() if plain(span.words) in plain(s.text)), None):
        hint = f"They stand in sentence {other.id}."
    elif plain(span.words) in plain(" ".join(s.text for s in sentences.values())):
        hint = "They cross the end of a sentence: make a mark for each sentence."
    else:
        hint = "Copy them from there."
    return f"The words “{words}” do not stand in sentence {sentence.id}. {hint} {_reads(sentence)}"


def _reads(sentence: Sentence) -> str:
    return f"It reads: “{clip(sentence.text, 1_000)}”"


def _without_quotation_marks(text: str) -> str:
    return " ".join(re.sub("[\"'`´‚‹›]", "", plain(text)).split())


def cut_word(text: str, start: int, end: int) -> str:
    """Return the word that a mark cuts in two, if it does."""
    for edge in (start, end):
        if 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum():
            return next(word.group() for word in re.finditer(r"\w+", text) if word.start() < edge < word.end())
    return ""


def _whole_occurrence(sentence: Sentence, span: Span) -> str:
    """Name the occurrence that is a word of its own."""
    with suppress(ContentProblem):
        for number in range(1, len(sentence.text)):
            start, end = find_words(sentence, Span(span.sentence, span.words, number))
            if not cut_word(sentence.text, start, end):
                return f' To mean the word “{clip(span.words)}” itself, write "occurrence": {number}.'
    return " Mark whole words."


# -- features of a text


def passage_words(question: Mapping[str, Any], course: Course) -> str:
    """Return the words above a question: its own short text, or sentences of a story; nothing where it has none."""
    passage = question.get("passage", {})
    if (story := course.stories.get(passage.get("story", ""))) is not None:
        known = story.sentences
        return "\n".join(known[sentence].text for sentence in passage["sentences"] if sentence in known)
    return "\n".join(passage.get("paragraphs", ()))


def feature_faults(features: Iterable[Mapping[str, Any]], words: str, path: Steps) -> Iterator[Fault]:
    """Say which features name words that do not stand in the text, letter for letter."""
    for number, feature in enumerate(features):
        if feature["words"] not in words:
            what = f"The text does not have “{clip(feature['words'])}”. Copy the words exactly."
            yield Fault((*path, number, "words"), what)
