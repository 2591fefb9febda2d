"""What must hold in the course's data beyond what their schemas can say.

Words stand in their sentence, ids are known and stand once, a key marks what is asked for, every answer has its reason.
The functions are pure: they take what files hold and yield what is to be mended.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from authoring.plain_words import Fault, Steps, nearest
from helpers.content import ContentProblem
from helpers.kinds.exercise import clip
from helpers.kinds.lab.model import When
from helpers.kinds.library import exercise_from
from helpers.kinds.spans.model import accepted_readings
from helpers.reading import marks_of
from helpers.story import Sentence, Span, Story, find_words, plain

MAX_PASSAGE_WORDS = 600
PARTS = ("attributions", "without_speaker", "hedges", "boosters", "scare_quotes", "presuppositions")
# Names whose values are words of a story or of a text of our own, not our prose.
QUOTED = {"words", "begins", "paragraphs", "forms"}


@dataclass
class Course:
    """What the files say of each other, as far as they could be read.

    Parameters
    ----------
    folders : collection of str
        Names of all stories.
    labels, lessons : collection of str, optional
        Their ids and names; None if the files cannot be used.
    sources : mapping, optional
        The records by their ids; None if the file cannot be used.
    """

    folders: Collection[str]
    labels: Collection[str] | None = None
    lessons: Collection[str] | None = None
    sources: Mapping[str, Mapping[str, Any]] | None = None
    stories: dict[str, Story] = field(default_factory=dict)
    readings: dict[str, Mapping[str, Any]] = field(default_factory=dict)


# -- all kinds of files


def doubled(entries: Iterable[Any], path: Steps, name: str = "id") -> Iterator[Fault]:
    """Say which ids stand more than once in a list.

    Parameters
    ----------
    entries : iterable of mapping
        The list.
    path : tuple of str and int
        Where it stands.
    name : str
        What may not stand there twice.

    Yields
    ------
    Fault
    """
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if entry[name] in seen:
            told = f"“{clip(entry[name])}” stands here more than once. Write another {name} for one of them."
            yield Fault((*path, number, name), told)
        seen.add(entry[name])


def prose_faults(data: Any, path: Steps = ()) -> Iterator[Fault]:
    """Say which texts of ours have a quotation mark without its partner, or half a character.

    Parameters
    ----------
    data : object
        What a file holds.
    path : tuple of str and int
        Where it stands.

    Yields
    ------
    Fault
    """
    if isinstance(data, str):
        if data.count("“") != data.count("”"):
            yield Fault(path, "A quotation mark “ or ” has no partner in this text.")
        if any("\ud800" <= c <= "\udfff" for c in data):
            yield Fault(path, "Half a character stands here (\\ud800 to \\udfff). Write the whole character.")
        return
    inner = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        if step not in QUOTED:
            yield from prose_faults(value, (*path, step))


# -- words of a story


def same_marks(text: str) -> str:
    """Make all quotation marks and all spaces the same: inner marks may be written as curly single ones.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
    """
    return " ".join(plain(text).replace('"', "'").split())


def stands_in(quoted: str, text: str) -> bool:
    """Tell whether words stand in a text: whole words, letter for letter, pieces around “…” in order.

    Only the first letter may be large where the text has it small, or small where it is large.

    Parameters
    ----------
    quoted : str
        The words.
    text : str
        The text, its quotation marks made the same by `same_marks`.

    Returns
    -------
    bool
    """
    position = 0
    for number, piece in enumerate(same_marks(quoted).split("…")):
        words = piece.strip()
        if not words:
            continue
        first = f"(?i:{re.escape(words[0])})" if number == 0 else re.escape(words[0])
        before = r"(?<!\w)" if words[0].isalnum() else ""
        after = r"(?!\w)" if words[-1].isalnum() else ""
        found = re.compile(before + first + re.escape(words[1:]) + after).search(text, position)
        if not found:
            return False
        position = found.end()
    return position > 0


def words_fault(sentences: Mapping[str, Sentence], span: Mapping[str, Any]) -> str:
    """Say why words cannot be found in a story.

    Parameters
    ----------
    sentences : mapping
        The story's sentences by their ids.
    span : mapping
        Sentence, words and occurrence, as the data files write them.

    Returns
    -------
    str
        What is wrong and what to do; empty if nothing is.
    """
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
    if cut := _cut_word(sentence.text, start, end):
        return f"The words cut the word “{clip(cut)}” in two.{_whole_occurrence(sentence, wanted)}"
    return ""


def nearest_words(text: str, words: str) -> str:
    """Find the words of a text that come nearest to some others.

    Parameters
    ----------
    text : str
        A sentence.
    words : str
        Words that do not stand in it.

    Returns
    -------
    str
        As many words, or one more or fewer; empty if none are alike.
    """
    if len(words) > 1_000 or len(text) > 5_000:
        return ""
    tokens = list(re.finditer(r"\S+", text))
    compared = SequenceMatcher(None, b=plain(words).casefold(), autojunk=False)
    best, closest = "", 0.6
    for size in (size for more in (-1, 0, 1) if (size := len(words.split()) + more) > 0):
        for first in range(len(tokens) - size + 1):
            found = text[tokens[first].start() : tokens[first + size - 1].end()]
            for part in (found, found.rstrip('.,;:!?"”’)')):
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


def _cut_word(text: str, start: int, end: int) -> str:
    """Return the word that a mark cuts in two, if it does."""
    for edge in (start, end):
        if 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum():
            return next(found.group() for found in re.finditer(r"\w+", text) if found.start() < edge < found.end())
    return ""


def _whole_occurrence(sentence: Sentence, span: Span) -> str:
    """Name the occurrence that is a word of its own."""
    with suppress(ContentProblem):
        for number in range(1, len(sentence.text)):
            start, end = find_words(sentence, Span(span.sentence, span.words, number))
            if not _cut_word(sentence.text, start, end):
                return f' To mean the word “{clip(span.words)}” itself, write "occurrence": {number}.'
    return " Mark whole words."


def there_are(name: str, known: Iterable[str]) -> str:
    """Suggest a known name in place of an unknown one, or else tell all that there are.

    Parameters
    ----------
    name : str
        What stands there.
    known : iterable of str
        What could stand there.

    Returns
    -------
    str
        A sentence that begins with a space.
    """
    known = list(known)
    return nearest(name, known) or f" There are: {', '.join(known)}."


# -- stories and readings


def story_faults(data: Mapping[str, Any], text: str, folder: str) -> Iterator[Fault]:
    """Say what is to be mended in a story that fits its schema.

    Parameters
    ----------
    data : mapping
        What ``story.json`` holds.
    text : str
        What ``story.txt`` holds.
    folder : str
        Name of the story's folder.

    Yields
    ------
    Fault
    """
    faults = list(_story_faults(data, text, folder))
    yield from faults or _number_faults(data)


def _number_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Check that ids tell where a paragraph and a sentence stand."""
    body = [(place, one) for place, one in enumerate(data["paragraphs"]) if one["role"] == "body"]
    for number, (place, paragraph) in enumerate(body, 1):
        if paragraph["id"] != f"p{number}":
            told = f"This is paragraph {number} of the body: its id must be “p{number}”."
            yield Fault(("paragraphs", place, "id"), told)
            return
        numbered = [one for one in enumerate(paragraph["sentences"]) if one[1]["id"] != "dateline"]
        for count, (step, sentence) in enumerate(numbered, 1):
            if sentence["id"] != f"p{number}-s{count}":
                told = f"This is sentence {count} of its paragraph: its id must be “p{number}-s{count}”."
                yield Fault(("paragraphs", place, "sentences", step, "id"), told)
                break


def _story_faults(data: Mapping[str, Any], text: str, folder: str) -> Iterator[Fault]:
    if data["id"] != folder:
        yield Fault(("id",), f"The folder is called “{folder}”: the id must be the same.")
    if not is_day(data["published"]):
        yield Fault(("published",), f"There is no such day: {data['published']}.")
    if data["address"] is None and not data["written_for_the_course"]:
        yield Fault(("address",), "A text that others published needs its address.")
    checksum = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if data["sha256"] != checksum:
        told = "The checksum does not fit story.txt."
        if "\r" in text:
            told += " Its lines end in the way of Windows (CRLF): save it with the line ends LF."
        else:
            told += f" If you changed the text on purpose, write: {checksum}"
        yield Fault(("sha256",), told)
    yield from doubled(data["paragraphs"], ("paragraphs",))
    places = [
        (("paragraphs", p, "sentences", s), sentence)
        for p, paragraph in enumerate(data["paragraphs"])
        for s, sentence in enumerate(paragraph["sentences"])
    ]
    for fault in doubled([sentence for _, sentence in places], ()):
        number, name = fault.path
        yield Fault((*places[number][0], name), fault.what)
    yield from _begins_faults(places, text.replace("\r\n", "\n"))


def _begins_faults(places: Sequence[tuple[Steps, Mapping[str, Any]]], text: str) -> Iterator[Fault]:
    """Follow `helpers.story.story_from` through the text, and go on after a sentence that is not found."""
    even, position = plain(text), 0
    for path, sentence in places:
        begins = plain(sentence["begins"])
        start = even.find(begins, position)
        if start < 0:
            near = nearest_words(text[position : position + 5_000], sentence["begins"])
            hint = f"Did you mean “{near}”?" if near else "Copy the first words of the sentence from there."
            told = f"After the sentence before it, story.txt has no words “{clip(sentence['begins'])}”. {hint}"
            yield Fault((*path, "begins"), told)
            continue
        if _cut_word(text, start, start):
            yield Fault((*path, "begins"), "These words are first found inside another word: write some more of them.")
        between = text[position:start].strip()
        if position == 0 and between:
            told = f"The text before this sentence belongs to no sentence: “{clip(between)}”. Number it, too."
            yield Fault((*path, "begins"), told)
        elif "\n\n" in between:
            told = "Before this sentence, story.txt has a paragraph without a number: it begins with "
            yield Fault(path, f"{told}“{clip(between.split(chr(10) * 2)[1], 40)}”.")
        position = start + len(begins)


def is_day(text: str) -> bool:
    """Tell whether a text such as ``"2017-11-14"`` names a day of the calendar.

    Parameters
    ----------
    text : str
        Year, month and day.

    Returns
    -------
    bool
    """
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def reading_faults(reading: Mapping[str, Any], story: Story) -> Iterator[Fault]:
    """Say what is to be mended in a reading that fits its schema.

    Parameters
    ----------
    reading : mapping
        What ``reading.json`` holds.
    story : Story
        The story that it reads.

    Yields
    ------
    Fault
    """
    if reading["story"] != story.id:
        yield Fault(("story",), f"This reading lies in the folder “{story.id}”: the name must be the same.")
    for part in ("speakers", *PARTS):
        yield from doubled(reading[part], (part,))
    speakers = [speaker["id"] for speaker in reading["speakers"]]
    outer = {entry["id"]: entry["inside"] for entry in reading["attributions"]}
    for number, entry in enumerate(reading["attributions"]):
        path = ("attributions", number)
        if entry["speaker"] not in speakers:
            told = f"There is no speaker “{entry['speaker']}” in this reading.{there_are(entry['speaker'], speakers)}"
            yield Fault((*path, "speaker"), told)
        if entry["inside"] is not None and entry["inside"] not in outer:
            told = f"There is no attribution “{entry['inside']}”.{nearest(entry['inside'], outer)}"
            yield Fault((*path, "inside"), told)
        elif _stands_inside_itself(entry["id"], outer):
            yield Fault((*path, "inside"), "Followed from one to the next, this attribution stands inside itself.")
    for part in (*PARTS, "names"):
        for path, span in spans_in(reading[part], (part,)):
            if what := words_fault(story.sentences, span):
                yield Fault(path, what)


def spans_in(data: Any, path: Steps) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    """Find every span in a part of a reading, second readings included.

    Parameters
    ----------
    data : object
        The part.
    path : tuple of str and int
        Where it stands.

    Yields
    ------
    path, mapping
        Each span with its place.
    """
    if isinstance(data, Mapping) and "sentence" in data:
        yield path, data
    elif isinstance(data, Mapping | list):
        for step, value in data.items() if isinstance(data, Mapping) else enumerate(data):
            yield from spans_in(value, (*path, step))


def _stands_inside_itself(entry_id: str, outer: Mapping[str, str | None]) -> bool:
    place, steps = outer[entry_id], 0
    while place is not None and place != entry_id and steps < len(outer):
        place, steps = outer.get(place), steps + 1
    return place == entry_id


def record_faults(story: Story, sources: Mapping[str, Mapping[str, Any]] | None) -> Iterator[Fault]:
    """Say whether a story that others published is on record as a source.

    Parameters
    ----------
    story : Story
        The story.
    sources : mapping or None
        The records, if they are known.

    Yields
    ------
    Fault
    """
    address = story.about["address"]
    if sources is not None and address is not None and address not in (one["address"] for one in sources.values()):
        told = "sources.json has no record with this address. Write one: the story is cited like any other source."
        yield Fault(("address",), told)


def sources_faults(sources: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """Say what is to be mended in the records of a source file that fits its schema.

    Parameters
    ----------
    sources : sequence of mapping
        The records.

    Yields
    ------
    Fault
    """
    yield from doubled(sources, ("sources",))
    yield from doubled(sources, ("sources",), "address")
    for number, source in enumerate(sources):
        if not is_day(source["date_read"]):
            yield Fault(("sources", number, "date_read"), f"There is no such day: {source['date_read']}.")


def status_faults(status: Mapping[str, Any], sources: Collection[str] | None) -> Iterator[Fault]:
    """Say what is to be mended in a status box that fits its schema.

    Parameters
    ----------
    status : mapping
        What ``status.json`` holds.
    sources : collection of str or None
        Ids of the sources, if they are known.

    Yields
    ------
    Fault
    """
    if not is_day(status["as_of"]):
        yield Fault(("as_of",), f"There is no such day: {status['as_of']}.")
    for number, line in enumerate(status["lines"]):
        if not line["sources"]:
            yield Fault(("lines", number, "sources"), "Every line needs a source.")
        for place, source in enumerate(line["sources"]):
            if sources is not None and source not in sources:
                told = f"sources.json has no source “{source}”.{nearest(source, sources)}"
                yield Fault(("lines", number, "sources", place), told)


# -- questions


def questions_faults(data: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Say what is to be mended in the questions of a file that fits its schema.

    Parameters
    ----------
    data : mapping
        What the question file holds.
    course : Course
        Stories, readings and labels that a question may name.

    Yields
    ------
    Fault
    """
    for number, question in enumerate(data["questions"]):
        for fault in _question_faults(question, course):
            yield Fault(("questions", number, *fault.path), fault.what)


def doubled_in_files(data: Mapping[str, Any], file: str, earlier: dict[tuple[str, str], str]) -> Iterator[Fault]:
    """Say which ids of questions and sets stand already, in this file or in one before it.

    Parameters
    ----------
    data : mapping
        What the question file holds.
    file : str
        Its name.
    earlier : dict
        Which file has which id; what this file has is added.

    Yields
    ------
    Fault
    """
    for part in ("questions", "sets"):
        for number, entry in enumerate(data.get(part, ())):
            first = earlier.setdefault((part, entry["id"]), f"{file}, no. {number + 1}")
            if first != f"{file}, no. {number + 1}":
                told = f"“{entry['id']}” is there already ({first} of its {part}). Choose another id."
                yield Fault((part, number, "id"), told)


def named_question_faults(data: Mapping[str, Any], known: Collection[str]) -> Iterator[Fault]:
    """Say which questions are named in a file, in its sets and pairs or as the place of a text, and are not there.

    Parameters
    ----------
    data : mapping
        What the question file holds.
    known : collection of str
        Ids of the questions of all files.

    Yields
    ------
    Fault
    """
    named = [
        (("sets", number, "questions", place), question)
        for number, one in enumerate(data.get("sets", ()))
        for place, question in enumerate(one["questions"])
    ]
    named += [
        (("questions", number, "text_from"), one["text_from"])
        for number, one in enumerate(data.get("questions", ()))
        if one["kind"] == "own_text"
    ]
    named += [(("pairs", number, side), one[side]) for number, one in enumerate(data.get("pairs", ())) for side in "ab"]
    for path, question in named:
        if question not in known:
            yield Fault(path, f"No question file has “{question}”.{nearest(question, known)}")


def _question_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check one question, with paths inside of it."""
    yield from _passage_faults(question, course)
    yield from _item_faults(question, course)
    match question["kind"]:
        case "choice":
            yield from _choice_faults(question)
        case "ordering":
            yield from _ordering_faults(question)
        case "sorting":
            yield from _sorting_faults(question)
        case "spans":
            yield from _spans_faults(question, course)
        case "text":
            yield from _reveal_faults(question, course)
            yield from _checks_faults(question.get("checks"), course)
        case "lab":
            yield from _lab_faults(question)


def _passage_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    passage = question.get("passage", {})
    name = passage.get("story")
    if name is None:
        return
    if name not in course.folders:
        yield Fault(("passage", "story"), f"There is no story “{name}”.{there_are(name, course.folders)}")
    if name in course.stories:
        known = course.stories[name].sentences
        for number, sentence in enumerate(passage["sentences"]):
            if sentence not in known:
                told = f"The story {name} has no sentence “{sentence}”.{there_are(sentence, known)}"
                yield Fault(("passage", "sentences", number), told)


def _item_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check items that are a sentence of a story."""
    for number, item in enumerate(question.get("items", ())):
        if isinstance(item["text"], str):
            continue
        path, name, sentence = ("items", number, "text"), item["text"]["story"], item["text"]["sentence"]
        if name not in course.folders:
            yield Fault((*path, "story"), f"There is no story “{name}”.{there_are(name, course.folders)}")
        elif name in course.stories and sentence not in (known := course.stories[name].sentences):
            told = f"The story {name} has no sentence “{sentence}”.{there_are(sentence, known)}"
            yield Fault((*path, "sentence"), told)


def _typed_id_faults(entries: Sequence[Mapping[str, Any]], path: Steps) -> Iterator[Fault]:
    """Check ids of what a learner may also name by a letter or a number."""
    yield from doubled(entries, path)
    for number, entry in enumerate(entries):
        if len(entry["id"]) == 1 or entry["id"].isdigit():
            told = f"A learner types letters and numbers to choose, so “{entry['id']}” would be unclear. Take a word."
            yield Fault((*path, number, "id"), told)


def _choice_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    options = question["options"]
    yield from _typed_id_faults(options, ("options",))
    yield from doubled(options, ("options",), "text")
    yield from _blank_reason_faults(options, ("options",))
    for number, option in enumerate(options):
        if question.get("marking") == "prediction" and not option["accepted"]:
            told = 'A prediction is never called wrong: write "accepted": true.'
            yield Fault(("options", number, "accepted"), told)
    if not any(option["accepted"] for option in options):
        yield Fault(("options",), 'No option is accepted. Write "accepted": true for one at least.')


def _blank_reason_faults(entries: Sequence[Mapping[str, Any]], path: Steps) -> Iterator[Fault]:
    for number, entry in enumerate(entries):
        if not entry["reason"].strip():
            yield Fault((*path, number, "reason"), "Only spaces stand here. Whoever chooses this must be told why.")


def _ordering_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    items = [item["id"] for item in question["items"]]
    yield from _typed_id_faults(question["items"], ("items",))
    yield from _blank_reason_faults(question["items"], ("items",))
    for number, accepted in enumerate(question["accepted"]):
        path = ("accepted", number, "order")
        for place, item in enumerate(accepted["order"]):
            if item not in items:
                yield Fault((*path, place), f"There is no item “{item}”.{there_are(item, items)}")
            elif accepted["order"].index(item) != place:
                yield Fault((*path, place), f"“{item}” stands in this order twice. Keep one.")
        missing = [item for item in items if item not in accepted["order"]]
        if missing:
            yield Fault(path, f"This order does not name: {', '.join(missing)}. Add them.")


def _sorting_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    groups = [group["id"] for group in question["groups"]]
    yield from _typed_id_faults(question["groups"], ("groups",))
    yield from doubled(question["items"], ("items",))
    for number, item in enumerate(question["items"]):
        path = ("items", number)
        for place, group in enumerate(item["accepted"]):
            if group not in groups:
                yield Fault((*path, "accepted", place), f"There is no group “{group}”.{there_are(group, groups)}")
        yield from _reasons_faults(item["reasons"], groups, "group", (*path, "reasons"))
    used = {group for item in question["items"] for group in item["accepted"]}
    for number, group in enumerate(groups):
        if group not in used:
            yield Fault(("groups", number), "Nothing belongs to this group. Add an item, or take the group away.")


def _lab_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    faults = list(_lab_name_faults(question))
    yield from faults or _lab_use_faults(question)


def _lab_use_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    """Try every version of the sentence: each choice changes it, each line is told once, the goal can be missed."""
    lab = exercise_from({name: value for name, value in question.items() if name != "passage"})
    versions = list(lab.versions())
    for number, slot in enumerate(lab.slots):
        for one, other in combinations([option.id for option in slot.options], 2):
            if all(lab.text_of(v | {slot.id: one}) == lab.text_of(v | {slot.id: other}) for v in versions):
                told = f"Whether “{one}” or “{other}” is chosen never changes the sentence."
                yield Fault(("slots", number), told)
    for number, commitment in enumerate(lab.commitments):
        used = {id(next(rule for rule in commitment.rules if rule.fits(version))) for version in versions}
        for place, rule in enumerate(commitment.rules):
            if id(rule) not in used:
                yield Fault(("commitments", number, "rules", place), "No version of the sentence is told this.")
    if lab.goal is None:
        return
    for number, when in enumerate(lab.goal.accepted):
        if not any(When("", when=when).fits(version) for version in versions):
            yield Fault(("goal", "accepted", number), "No version of the sentence is like this.")
    reached = sum(map(lab.reaches_goal, versions))
    if reached in (0, len(versions)):
        yield Fault(("goal",), f"{reached} of {len(versions)} versions reach the goal: some must, and some must not.")


def _lab_name_faults(question: Mapping[str, Any]) -> Iterator[Fault]:
    slots = {slot["id"]: [option["id"] for option in slot["options"]] for slot in question["slots"]}
    yield from doubled(question["slots"], ("slots",))
    for number, slot in enumerate(question["slots"]):
        if slot["id"] in ("answer", "sure", "because"):
            told = f"“{slot['id']}” already has a meaning in a typed answer. Take another word."
            yield Fault(("slots", number, "id"), told)
    yield from doubled(question["commitments"], ("commitments",))
    for number, slot in enumerate(question["slots"]):
        yield from _typed_id_faults(slot["options"], ("slots", number, "options"))
    ruled = [
        (("sentence", number, "choose"), piece["choose"])
        for number, piece in enumerate(question["sentence"])
        if not isinstance(piece, str)
    ]
    ruled += [(("commitments", number, "rules"), one["rules"]) for number, one in enumerate(question["commitments"])]
    for path, rules in ruled:
        for number, rule in enumerate(rules):
            last = number == len(rules) - 1
            if last and "when" in rule:
                yield Fault((*path, number), "The last of these must fit always: take its “when” out, or add one more.")
            elif not last and "when" not in rule:
                yield Fault((*path, number), "This fits always, so that what follows is never used. Give it a “when”.")
            yield from _when_faults(rule.get("when", {}), slots, (*path, number, "when"))
    for number, when in enumerate(question.get("goal", {}).get("accepted", ())):
        yield from _when_faults(when, slots, ("goal", "accepted", number))


def _when_faults(when: Mapping[str, Sequence[str]], slots: Mapping[str, Sequence[str]], path: Steps) -> Iterator[Fault]:
    for slot, options in when.items():
        if slot not in slots:
            yield Fault((*path, slot), f"There is no slot “{slot}”.{there_are(slot, slots)}")
            continue
        for number, option in enumerate(options):
            if option not in slots[slot]:
                told = f"The slot “{slot}” has no option “{option}”.{there_are(option, slots[slot])}"
                yield Fault((*path, slot, number), told)


def _reasons_faults(reasons: Mapping[str, str], wanted: Sequence[str], thing: str, path: Steps) -> Iterator[Fault]:
    for one in wanted:
        if one not in reasons:
            told = f"The reason for the {thing} “{one}” is missing. Whoever chooses it must be told why."
            yield Fault(path, told)
    for one in reasons:
        if one not in wanted:
            yield Fault((*path, one), f"There is no {thing} “{one}” in this exercise.{there_are(one, wanted)}")


def _spans_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    passage, wanted = question.get("passage", {}), question["labels"]
    for number, label in enumerate(wanted):
        if course.labels is not None and label not in course.labels:
            told = f"glossary.json has no label “{label}”.{there_are(label, course.labels)}"
            yield Fault(("labels", number), told)
        elif wanted.index(label) != number:
            yield Fault(("labels", number), f"The label “{label}” stands here twice. Keep one.")
    yield from _reasons_faults(question.get("reasons", {}), wanted, "label", ("reasons",))
    if "story" not in passage:
        told = "Words are marked in a story: give the “passage” a “story” and its “sentences”."
        yield Fault(("passage",), told)
        return
    if "key" not in question:
        yield Fault((), "“key” is missing: the entries of our reading that say what is to be marked.")
        return
    story, reading = course.stories.get(passage["story"]), course.readings.get(passage["story"])
    if story is None:
        return
    shown = {s: story.sentences[s] for s in passage["sentences"] if s in story.sentences}
    words = sum(len(sentence.text.split()) for sentence in shown.values())
    if words > MAX_PASSAGE_WORDS:
        told = (
            f"The passage has {words} words. More than {MAX_PASSAGE_WORDS} cannot be marked well: show fewer sentences."
        )
        yield Fault(("passage", "sentences"), told)
    for number, misreading in enumerate(question.get("misreadings", ())):
        path = ("misreadings", number)
        if misreading["label"] not in wanted:
            told = f"The exercise does not ask for “{misreading['label']}”.{there_are(misreading['label'], wanted)}"
            yield Fault((*path, "label"), told)
        if what := words_fault(shown, misreading):
            yield Fault(path, what)
    if reading is not None:
        yield from _key_faults(question, reading, shown)


def _key_faults(
    question: Mapping[str, Any], reading: Mapping[str, Any], shown: Mapping[str, Sentence]
) -> Iterator[Fault]:
    """Check that the key is there, and that it gives each label something to mark."""
    entries = []
    for number, key in enumerate(question["key"]):
        kind, _, entry_id = key.partition("/")
        found = [entry for entry in reading[kind] if entry["id"] == entry_id]
        entries += [(kind, entry) for entry in found]
        if not found:
            hint = there_are(entry_id, [entry["id"] for entry in reading[kind]])
            yield Fault(("key", number), f"reading.json has no “{entry_id}” in “{kind}”.{hint}")
    if len(entries) < len(question["key"]):
        return
    given = {label for kind, entry in entries for label, span in marks_of(kind, entry) if span.sentence in shown}
    for number, label in enumerate(question["labels"]):
        if label not in given:
            told = f"The key marks nothing with “{label}” in these sentences. Leave the label out, or add to the key."
            yield Fault(("labels", number), told)
    if given.isdisjoint(question["labels"]):
        return
    readings = list(accepted_readings(entries, question["labels"], set(shown)))
    for one in readings:
        for number, label in enumerate(question["labels"]):
            if label in given and label not in {marked for marked, _ in one.marks}:
                told = f"{one.name} of the key marks nothing with “{label}”. Leave the label out, or change the key."
                yield Fault(("labels", number), told)
    accepted = {mark for one in readings for mark in one.marks}
    for number, misreading in enumerate(question.get("misreadings", ())):
        if (misreading["label"], Span.of(misreading)) in accepted:
            told = "Our reading accepts these very words with this label: they cannot be a misreading."
            yield Fault(("misreadings", number), told)


def _reveal_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    name = question.get("reveal", {}).get("story")
    if name is not None and name not in course.folders:
        yield Fault(("reveal", "story"), f"There is no story “{name}”.{there_are(name, course.folders)}")
    for number, kind in enumerate(question.get("reveal", {}).get("kinds", ())):
        if name in course.readings and not course.readings[name][kind]:
            yield Fault(("reveal", "kinds", number), f"The reading of {name} has nothing under “{kind}”.")


def _checks_faults(checks: Mapping[str, Any] | None, course: Course) -> Iterator[Fault]:
    """Check what a learner's text is looked through for."""
    if checks is None:
        return
    for part in ("speakers", "claims", "facts"):
        yield from doubled(checks[part], ("checks", part))
        for number, one in enumerate(checks[part]):
            if "keeps" in one and "keeps_reason" not in one:
                told = "Words of care need a “keeps_reason”: it tells the learner why one of them belongs there."
                yield Fault(("checks", part, number), told)
    speakers = [speaker["id"] for speaker in checks["speakers"]]
    for number, claim in enumerate(checks["claims"]):
        path = ("checks", "claims", number)
        if "speaker" not in claim:
            yield Fault(path, "A claim needs its “speaker”. What needs none belongs to “facts”.")
        elif claim["speaker"] not in speakers:
            told = f"There is no speaker “{claim['speaker']}”.{there_are(claim['speaker'], speakers)}"
            yield Fault((*path, "speaker"), told)
    known = {"stories": course.folders, "status": course.folders, "sources": course.sources}
    for part, there in known.items():
        for number, name in enumerate(checks["material"][part]):
            if there is not None and name not in there:
                told = f"There is no “{name}” among the {part}.{there_are(name, there)}"
                yield Fault(("checks", "material", part, number), told)


def glossary_faults(
    glossary: Mapping[str, Any], sources: Collection[str] | None, lessons: Collection[str] | None = None
) -> Iterator[Fault]:
    """Say what is to be mended in a glossary that fits its schema.

    Parameters
    ----------
    glossary : mapping
        What ``glossary.json`` holds.
    sources, lessons : collection of str or None
        Ids of the sources and names of the lessons, if they are known.

    Yields
    ------
    Fault
    """
    yield from doubled(glossary["labels"], ("labels",))
    yield from doubled(glossary["terms"], ("terms",))
    seen: dict[str, str] = {}
    for number, entry in enumerate(glossary["terms"]):
        for name in (entry["term"], *entry.get("also", ())):
            first = seen.setdefault(name.casefold(), entry["id"])
            if first != entry["id"]:
                yield Fault(("terms", number), f"“{name}” already leads to the term “{first}”.")
        if lessons is not None and entry["lesson"] not in lessons:
            told = f"There is no lesson “{entry['lesson']}”.{there_are(entry['lesson'], lessons)}"
            yield Fault(("terms", number, "lesson"), told)
        if sources is not None and "source" in entry and entry["source"] not in sources:
            told = f"sources.json has no source “{entry['source']}”.{nearest(entry['source'], sources)}"
            yield Fault(("terms", number, "source"), told)
