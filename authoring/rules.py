"""What must hold in the course's data beyond what their schemas can say.

Words stand in their sentence, ids are known and stand once, a key marks what is asked for, every answer has its reason.
The functions are pure: they take what files hold and yield what is to be mended.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from helpers.kinds import part_of
from helpers.kinds.exercise import clip
from helpers.kinds.faults import Course, Fault, Steps, cut_word, doubled, nearest, nearest_words, there_are, words_fault
from helpers.story import Story, plain

PARTS = ("attributions", "without_speaker", "hedges", "boosters", "scare_quotes", "presuppositions")
# Names whose values are words of a story or of a text of our own, not our prose.
QUOTED = {"words", "begins", "paragraphs", "forms"}


# -- all kinds of files


def prose_faults(data: Any, path: Steps = ()) -> Iterator[Fault]:
    """Say which texts of ours, at `path` and below, have a quotation mark without its partner, or half a character."""
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
    """Make all quotation marks and all spaces the same: inner marks may be written as curly single ones."""
    return " ".join(plain(text).replace('"', "'").split())


def stands_in(quoted: str, text: str) -> bool:
    """Tell whether words stand in a text: whole words, letter for letter, pieces around “…” in order.

    Only the first letter may be large where the text has it small, or small where it is large. The quotation marks of
    the text have been made the same by `same_marks`.
    """
    position = 0
    for number, piece in enumerate(same_marks(quoted).split("…")):
        words = piece.strip()
        if not words:
            continue
        first = f"(?i:{re.escape(words[0])})" if number == 0 else re.escape(words[0])
        before = r"(?<!\w)" if words[0].isalnum() else ""
        after = r"(?!\w)" if words[-1].isalnum() else ""
        match = re.compile(before + first + re.escape(words[1:]) + after).search(text, position)
        if not match:
            return False
        position = match.end()
    return position > 0


# -- stories and readings


def story_faults(data: Mapping[str, Any], text: str, folder: str) -> Iterator[Fault]:
    """Say what is to be mended in a story that fits its schema."""
    faults = list(_story_faults(data, text, folder))
    yield from faults or _number_faults(data)


def _number_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Check that ids tell where a paragraph and a sentence stand."""
    body = [(place, entry) for place, entry in enumerate(data["paragraphs"]) if entry["role"] == "body"]
    for number, (place, paragraph) in enumerate(body, 1):
        if paragraph["id"] != f"p{number}":
            message = f"This is paragraph {number} of the body: its id must be “p{number}”."
            yield Fault(("paragraphs", place, "id"), message)
            return
        numbered = [entry for entry in enumerate(paragraph["sentences"]) if entry[1]["id"] != "dateline"]
        for count, (step, sentence) in enumerate(numbered, 1):
            if sentence["id"] != f"p{number}-s{count}":
                message = f"This is sentence {count} of its paragraph: its id must be “p{number}-s{count}”."
                yield Fault(("paragraphs", place, "sentences", step, "id"), message)
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
        message = "The checksum does not fit story.txt."
        if "\r" in text:
            message += " Its lines end in the way of Windows (CRLF): save it with the line ends LF."
        else:
            message += f" If you changed the text on purpose, write: {checksum}"
        yield Fault(("sha256",), message)
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
            message = f"After the sentence before it, story.txt has no words “{clip(sentence['begins'])}”. {hint}"
            yield Fault((*path, "begins"), message)
            continue
        if cut_word(text, start, start):
            yield Fault((*path, "begins"), "These words are first found inside another word: write some more of them.")
        between = text[position:start].strip()
        if position == 0 and between:
            message = f"The text before this sentence belongs to no sentence: “{clip(between)}”. Number it, too."
            yield Fault((*path, "begins"), message)
        elif "\n\n" in between:
            message = "Before this sentence, story.txt has a paragraph without a number: it begins with "
            yield Fault(path, f"{message}“{clip(between.split(chr(10) * 2)[1], 40)}”.")
        position = start + len(begins)


def is_day(text: str) -> bool:
    """Tell whether a text such as ``"2017-11-14"`` names a day of the calendar."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def reading_faults(reading: Mapping[str, Any], story: Story) -> Iterator[Fault]:
    """Say what is to be mended in a reading that fits its schema."""
    if reading["story"] != story.id:
        yield Fault(("story",), f"This reading lies in the folder “{story.id}”: the name must be the same.")
    for part in ("speakers", *PARTS):
        yield from doubled(reading[part], (part,))
    speakers = [speaker["id"] for speaker in reading["speakers"]]
    heard = {entry["speaker"] for entry in reading["attributions"]}
    for number, speaker in enumerate(speakers):
        if speaker not in heard:
            yield Fault(("speakers", number), "Nothing is said by this speaker: add an attribution, or take it out.")
    outer = {entry["id"]: entry["inside"] for entry in reading["attributions"]}
    for number, entry in enumerate(reading["attributions"]):
        path = ("attributions", number)
        if entry["speaker"] not in speakers:
            message = (
                f"There is no speaker “{entry['speaker']}” in this reading.{there_are(entry['speaker'], speakers)}"
            )
            yield Fault((*path, "speaker"), message)
        if entry["inside"] is not None and entry["inside"] not in outer:
            message = f"There is no attribution “{entry['inside']}”.{nearest(entry['inside'], outer)}"
            yield Fault((*path, "inside"), message)
        elif _stands_inside_itself(entry["id"], outer):
            yield Fault((*path, "inside"), "Followed from one to the next, this attribution stands inside itself.")
    for part in (*PARTS, "names"):
        for path, span in spans_in(reading[part], (part,)):
            if what := words_fault(story.sentences, span):
                yield Fault(path, what)


def spans_in(data: Any, path: Steps) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    """Find every span in a part of a reading, with its place, second readings included."""
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
    """Say whether a story that others published is on record as a source, if the sources are known."""
    address = story.about["address"]
    if (
        sources is not None
        and address is not None
        and address not in (source["address"] for source in sources.values())
    ):
        message = "sources.json has no record with this address. Write one: the story is cited like any other source."
        yield Fault(("address",), message)


def party_by_rule(source: Mapping[str, Any], sides: Mapping[str, Any]) -> str:
    """Work out whether a source is a party to the dispute: one rule for all owners (`sides` of sources.json)."""
    if source["party"] == "not applicable":
        return "not applicable"
    belongs = source.get("belongs_to", {})
    if belongs.get("state") in sides["parties"]:
        return "party to the dispute" if belongs["as"] == "office" else "owned by a party"
    if belongs.get("state") in {ally["state"] for ally in sides["beside"]}:
        return "on the side of a party"
    return "not a party" if source.get("owner_known", True) else "not known to be a party"


def sources_faults(sources: Sequence[Mapping[str, Any]], sides: Mapping[str, Any]) -> Iterator[Fault]:
    """Say what is to be mended in the records of a source file that fits its schema."""
    ids = {source["id"] for source in sources}
    for number, ally in enumerate(sides["beside"]):
        if ally["source"] not in ids:
            yield Fault(("sides", "beside", number, "source"), f"There is no source “{ally['source']}”.")
    for number, source in enumerate(sources):
        if source["party"] != (party := party_by_rule(source, sides)):
            yield Fault(("sources", number, "party"), f"By the rule in “sides” this one is: {party}.")
    yield from doubled(sources, ("sources",))
    yield from doubled(sources, ("sources",), "address")
    for number, source in enumerate(sources):
        if not is_day(source["date_read"]):
            yield Fault(("sources", number, "date_read"), f"There is no such day: {source['date_read']}.")


def status_faults(status: Mapping[str, Any], sources: Collection[str] | None) -> Iterator[Fault]:
    """Say what is to be mended in a status box that fits its schema."""
    if not is_day(status["as_of"]):
        yield Fault(("as_of",), f"There is no such day: {status['as_of']}.")
    for number, line in enumerate(status["lines"]):
        if not line["sources"]:
            yield Fault(("lines", number, "sources"), "Every line needs a source.")
        for place, source in enumerate(line["sources"]):
            if sources is not None and source not in sources:
                message = f"sources.json has no source “{source}”.{nearest(source, sources)}"
                yield Fault(("lines", number, "sources", place), message)


# -- questions


def questions_faults(data: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Say what is to be mended in the questions of a file that fits its schema."""
    for number, question in enumerate(data["questions"]):
        for fault in _question_faults(question, course):
            yield Fault(("questions", number, *fault.path), fault.what)


def doubled_in_files(data: Mapping[str, Any], file: str, earlier: dict[tuple[str, str], str]) -> Iterator[Fault]:
    """Say which ids of questions and sets stand already, in this file or in one before it; add them to `earlier`."""
    for part in ("questions", "sets"):
        for number, entry in enumerate(data.get(part, ())):
            first = earlier.setdefault((part, entry["id"]), f"{file}, no. {number + 1}")
            if first != f"{file}, no. {number + 1}":
                message = f"“{entry['id']}” is there already ({first} of its {part}). Choose another id."
                yield Fault((part, number, "id"), message)


def named_question_faults(data: Mapping[str, Any], known: Collection[str]) -> Iterator[Fault]:
    """Say which questions are named in a file, in its sets and pairs, and stand in no file."""
    named = [
        (("sets", number, "questions", place), question)
        for number, entry in enumerate(data.get("sets", ()))
        for place, question in enumerate(entry["questions"])
    ]
    named += [
        (("pairs", number, side), entry[side]) for number, entry in enumerate(data.get("pairs", ())) for side in "ab"
    ]
    for path, question in named:
        if question not in known:
            yield Fault(path, f"No question file has “{question}”.{nearest(question, known)}")


def _question_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check one question, with paths inside of it."""
    yield from _passage_faults(question, course)
    yield from part_of(question["kind"], "check").faults(question, course)


def _passage_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    passage = question.get("passage", {})
    if (told := passage.get("status")) is not None and told not in course.folders:
        yield Fault(("passage", "status"), f"There is no story “{told}”.{there_are(told, course.folders)}")
    name = passage.get("story")
    if name is None:
        return
    if name not in course.folders:
        yield Fault(("passage", "story"), f"There is no story “{name}”.{there_are(name, course.folders)}")
    if name in course.stories:
        known = course.stories[name].sentences
        for number, sentence in enumerate(passage["sentences"]):
            if sentence not in known:
                message = f"The story {name} has no sentence “{sentence}”.{there_are(sentence, known)}"
                yield Fault(("passage", "sentences", number), message)


def glossary_faults(
    glossary: Mapping[str, Any], sources: Collection[str] | None, lessons: Collection[str] | None = None
) -> Iterator[Fault]:
    """Say what is to be mended in a glossary that fits its schema, as far as sources and lessons are known."""
    yield from doubled(glossary["labels"], ("labels",))
    yield from doubled(glossary["terms"], ("terms",))
    seen: dict[str, str] = {}
    for number, entry in enumerate(glossary["terms"]):
        for name in (entry["term"], *entry.get("also", ())):
            first = seen.setdefault(name.casefold(), entry["id"])
            if first != entry["id"]:
                yield Fault(("terms", number), f"“{name}” already leads to the term “{first}”.")
        if lessons is not None and entry["lesson"] not in lessons:
            message = f"There is no lesson “{entry['lesson']}”.{there_are(entry['lesson'], lessons)}"
            yield Fault(("terms", number, "lesson"), message)
        if sources is not None and "source" in entry and entry["source"] not in sources:
            message = f"sources.json has no source “{entry['source']}”.{nearest(entry['source'], sources)}"
            yield Fault(("terms", number, "source"), message)


def discussion_faults(discussion: Mapping[str, Any], questions: Collection[str] | None) -> Iterator[Fault]:
    """Say what is to be mended in the questions that a class may talk about, in a file that fits its schema."""
    seen: set[str] = set()
    for number, entry in enumerate(discussion["questions"]):
        for place, exercise in enumerate(entry["exercises"]):
            path = ("questions", number, "exercises", place)
            if exercise in seen:
                yield Fault(path, f"“{exercise}” has a question already. Keep one.")
            seen.add(exercise)
            if questions is not None and exercise not in questions:
                yield Fault(path, f"No question file has “{exercise}”.{nearest(exercise, questions)}")
