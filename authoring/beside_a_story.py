"""What must hold in the files that lie beside a story: claims and ledger, evidence, glosses, names, newsrooms …

As in `authoring.rules`, the functions are pure: they take what a file holds that fits its schema, and yield what is to
be mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from authoring.rules import is_day, same_marks, spans_in, stands_in, status_faults
from helpers.charts.acts import find_acts
from helpers.charts.naming import count_names
from helpers.content import ContentProblem
from helpers.kinds.exercise import clip
from helpers.kinds.faults import Course, Fault, Steps, doubled, there_are, words_fault
from helpers.story import Span, Story

# Topics of an evidence pack whose cards stand in a list of their own.
OWN_LISTS: Mapping[str, str] = {"checkers": "differences", "open": "open"}
RESTS_ON_OTHERS = ("not a party", "both kinds")


@dataclass(frozen=True)
class Around:
    """What a file beside a story may lean on."""

    story: Story
    course: Course
    as_of: str = ""  # the day at which the evidence pack was frozen, if there is one
    frozen: str = "the evidence pack"  # what was frozen at that day

    @property
    def reading(self) -> Mapping[str, Any] | None:
        """Our reading of the story, if it can be used."""
        return self.course.readings.get(self.story.id)


def faults_beside(kind: str, data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    """Say what is to be mended in a file beside a story that fits its schema; its kind is the name of the file."""
    name = around.story.id
    if data.get("story", name) != name:
        yield Fault(("story",), f"This file lies in the folder “{name}”: the name must be the same.")
    for path, span in spans_in(data, ()):
        if what := words_fault(around.story.sentences, span):
            yield Fault(path, what)
    yield from KINDS[kind](data, around)


# -- sources with a place in them


def own_source(story: Story, course: Course) -> str | None:
    """Return the id under which a story is cited: of its source record; of a story that we wrote, its own name."""
    if story.about["written_for_the_course"]:
        return story.id
    records = course.sources or {}
    return next(
        (source_id for source_id, record in records.items() if record["address"] == story.about["address"]), None
    )


def _citations(data: Any, path: Steps) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    """Find every source that is named with a place in it."""
    if isinstance(data, Mapping) and {"id", "locator"} <= data.keys():
        yield path, data
    elif isinstance(data, Mapping | list):
        for step, value in data.items() if isinstance(data, Mapping) else enumerate(data):
            yield from _citations(value, (*path, step))


def _citation_faults(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    course, as_of = around.course, around.as_of
    if course.sources is None:
        return
    stories = {own_source(story, course): story for story in course.stories.values()}
    for path, citation in _citations(data, ()):
        name, locator = citation["id"], citation["locator"].strip()
        record = course.sources.get(name)
        if record is None and name not in course.folders:
            yield Fault((*path, "id"), f"sources.json has no source “{name}”.{there_are(name, course.sources)}")
            continue
        if not locator:
            yield Fault((*path, "locator"), "Say where in the source it stands.")
        elif name in stories:
            known = stories[name].sentences
            for sentence_id in locator.split(", "):
                if sentence_id not in known:
                    message = (
                        f"The place in a story is its sentence ids (“p1-s1, p2-s3”). There is no “{clip(sentence_id)}”."
                    )
                    yield Fault((*path, "locator"), message)
        if record and as_of and max(record["date_read"], record["published"] or "") > as_of:
            message = f"This source is younger than {around.frozen}, which was frozen on {as_of}."
            yield Fault((*path, "id"), message)


# -- the kinds of files


def _status(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    yield from status_faults(data, around.course.sources)


def _claims(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    """Check the ledger: a row for each part of a claim, an entry for the first date, each date once and in order."""
    yield from doubled(data["columns"], ("columns",))
    yield from doubled(data["claims"], ("claims",))
    yield from _citation_faults(data, around)
    columns = [column["id"] for column in data["columns"]]
    parts = {(claim["id"], part) for claim in data["claims"] for part in claim["parts"]}
    rows = [(row["claim"], row["part"]) for row in data["statuses"]]
    for number, claim in enumerate(data["claims"]):
        for part in claim["parts"]:
            if (claim["id"], part) not in rows:
                yield Fault(("claims", number, "parts", part), "“statuses” has no row for this part. Add one.")
    for number, row in enumerate(data["statuses"]):
        path = ("statuses", number)
        if rows[number] not in parts:
            known = [f"{claim}, {part}" for claim, part in sorted(parts)]
            message = f"No claim has this part: {row['claim']}, {row['part']}."
            yield Fault(path, message + there_are(f"{row['claim']}, {row['part']}", known))
        elif rows.index(rows[number]) != number:
            yield Fault(path, f"There is a row for {row['claim']}, {row['part']} already. Put their entries together.")
        yield from _row_faults(row, columns, own_source(around.story, around.course), path)
    filled = {entry["column"] for row in data["statuses"] for entry in row["entries"]}
    for number, column in enumerate(columns):
        if column not in filled:
            yield Fault(("columns", number), "No row has an entry for this date. Add one, or take the date away.")


def _row_faults(row: Mapping[str, Any], columns: Sequence[str], own: str | None, path: Steps) -> Iterator[Fault]:
    dates = [entry["column"] for entry in row["entries"]]
    for place, date in enumerate(dates):
        if date not in columns:
            message = f"There is no column “{date}”.{there_are(date, columns)}"
            yield Fault((*path, "entries", place, "column"), message)
        elif dates.index(date) != place:
            yield Fault((*path, "entries", place, "column"), f"This row has an entry for “{date}” already. Keep one.")
    known = [date for date in dict.fromkeys(dates) if date in columns]
    if known != sorted(known, key=columns.index):
        yield Fault((*path, "entries"), f"Put the entries in the order of the columns: {', '.join(columns)}.")
    if columns[0] not in dates:
        yield Fault((*path, "entries"), f"Nothing is entered for “{columns[0]}”, the first column. Add an entry.")
    for place, entry in enumerate(row["entries"]):
        others = [source["id"] for source in entry["sources"] if source["id"] != own]
        if entry["column"] == columns[0] and own is not None and others:
            message = f"The first column says what the story alone shows, so its source is “{own}” and no other."
            yield Fault((*path, "entries", place, "sources"), message)


def _evidence(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    if not is_day(data["as_of"]):
        yield Fault(("as_of",), f"There is no such day: {data['as_of']}.")
    entries = [
        ((part, number, "id"), entry["id"])
        for part in ("topics", "items", "differences", "open")
        for number, entry in enumerate(data[part])
    ]
    often = Counter(entry_id for _, entry_id in entries)
    for path, entry_id in entries:
        if often[entry_id] > 1:
            often[entry_id] = 0  # told once
            yield Fault(path, f"“{entry_id}” stands in this file more than once. Write another id for one of them.")
    topics = [topic["id"] for topic in data["topics"]]
    lists = {topic for topic, part in OWN_LISTS.items() if data[part]}
    for topic in sorted(lists - set(topics)):
        yield Fault(("topics",), f"The topic “{topic}” is missing: “{OWN_LISTS[topic]}” belongs to it. Add it.")
    used = lists | {item["topic"] for item in data["items"]}
    for number, topic in enumerate(topics):
        if topic not in used:
            yield Fault(("topics", number), "Nothing belongs to this topic. Add to it, or take it away.")
    for number, item in enumerate(data["items"]):
        if item["topic"] not in topics:
            message = f"There is no topic “{item['topic']}”.{there_are(item['topic'], topics)}"
            yield Fault(("items", number, "topic"), message)
        if item["strength"] == "strong" and item["party"] not in RESTS_ON_OTHERS:
            yield Fault(("items", number, "strength"), "What rests on a party alone cannot be called strong.")
        if item["strength"] == "one side’s word" and item["party"] != "party to the dispute":
            message = "This is called one side’s word, so its “party” must be: party to the dispute."
            yield Fault(("items", number, "party"), message)
    yield from _citation_faults(data, around)


def _background(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    yield from doubled(data["map"]["places"], ("map", "places"))
    yield from doubled(data["who"]["actors"], ("who", "actors"))
    if drawn := data["map"].get("drawn"):
        yield from _drawn_map(drawn)
    if as_of := data.get("as_of"):  # the background may be looked up on another day than what the pack tells
        if not is_day(as_of):
            yield Fault(("as_of",), f"There is no such day: {as_of}.")
        around = replace(around, as_of=as_of, frozen="this background")
    yield from _citation_faults(data, around)


def _drawn_map(drawn: Mapping[str, Any]) -> Iterator[Fault]:
    """Check that a map names only what it has, and draws its towns inside its frame."""
    start, frame = ("map", "drawn"), drawn["frame"]
    for part in ("towns", "holders", "weeks"):
        yield from doubled(drawn[part], (*start, part))
    if frame["west"] >= frame["east"] or frame["south"] >= frame["north"]:
        yield Fault((*start, "frame"), "West must be less than east, and south less than north.")
    for path, point in _points(drawn, start):
        if len(point) != 2:
            yield Fault(path, "A place has two numbers: degrees east, then degrees north.")
            return
    for number, town in enumerate(drawn["towns"]):
        east, north = town["at"]
        if not (frame["west"] < east < frame["east"] and frame["south"] < north < frame["north"]):
            yield Fault((*start, "towns", number, "at"), "This lies outside the frame. Degrees east come first.")
    towns, holders = ([place["id"] for place in drawn[part]] for part in ("towns", "holders"))
    named = [((*start, "ring", "around"), drawn["ring"]["around"], towns)] if "ring" in drawn else []
    for week, of_week in enumerate(drawn["weeks"]):
        for number, fact in enumerate(of_week["facts"]):
            path: Steps = (*start, "weeks", week, "facts", number)
            named.append(((*path, "town"), fact["town"], towns))
            named += [((*path, "held_by", at), holder, holders) for at, holder in enumerate(fact["held_by"])]
    for path, name, known in named:
        if name not in known:
            yield Fault(path, f"The map has no “{name}”.{there_are(name, known)}")


def _points(drawn: Mapping[str, Any], start: Steps) -> Iterator[tuple[Steps, Sequence[float]]]:
    for number, line in enumerate(drawn["lines"]):
        yield from (((*start, "lines", number, "points", at), point) for at, point in enumerate(line["points"]))
    for part in ("names", "towns"):
        yield from (((*start, part, number, "at"), place["at"]) for number, place in enumerate(drawn[part]))


def _glosses(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    """Check that words are the story's letter for letter, in its order, and that judging words keep their speaker."""
    order, last = list(around.story.sentences), (-1, -1)
    for number, gloss in enumerate(data["glosses"]):
        path, span = ("glosses", number), Span.of(gloss)
        try:
            start, end = around.story.find(span)
        except ContentProblem:
            continue  # told with the other spans
        if (there := around.story.sentence(span.sentence).text[start:end]) != span.words:
            yield Fault((*path, "words"), f"Here stand the words letter for letter: “{clip(there)}”.")
        if span.words.casefold() in gloss["means"].casefold():
            yield Fault((*path, "means"), "This explains the words with themselves. Take others.")
        if "whose" not in gloss and around.reading is not None and _judged(span, around):
            message = "Our reading says that these words judge, boost or hedge. Add “whose”: it says whose word it is."
            yield Fault(path, message)
        place = (order.index(span.sentence), start)
        if place <= last:
            yield Fault(path, "The gloss before this one stands here or later in the story. Put them in its order.")
        last = place


def _judged(span: Span, around: Around) -> bool:
    """Tell whether words touch some that judge, boost or hedge."""
    reading, story = around.reading, around.story
    marked = [*reading["boosters"], *reading["hedges"]]
    marked += [entry for entry in reading["presuppositions"] if entry["does"] == "evaluates"]
    start, end = story.find(span)
    for other in (Span.of(entry["words"]) for entry in marked):
        try:
            first, last = story.find(other)
        except ContentProblem:
            continue  # told with the reading
        if other.sentence == span.sentence and start < last and first < end:
            return True
    return False


def _acts(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    """Check that the story has all words that are listed, each in one form."""
    yield from doubled(data["forms"], ("forms",))
    there = {same_marks(act.words) for act in find_acts(around.story, data["forms"])}
    seen: dict[str, str] = {}
    for number, form in enumerate(data["forms"]):
        for place, words in enumerate(form["words"]):
            path = ("forms", number, "words", place)
            if same_marks(words) in seen:
                yield Fault(path, f"“{clip(words)}” stands under “{seen[same_marks(words)]}” already. Keep one.")
            elif same_marks(words) not in there:
                yield Fault(path, f"The story never says “{clip(words)}”, or only inside longer words of this list.")
            seen.setdefault(same_marks(words), form["name"])


def _growing(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    """Check that the words of each part stand in their sentence, and that each part is there somewhere."""
    yield from doubled(data["parts"], ("parts",))
    parts = [part["id"] for part in data["parts"]]
    for number, place in enumerate(data["places"]):
        for part, words in place["told"].items():
            path = ("places", number, "told", part)
            if part not in parts:
                yield Fault(path, f"There is no part “{part}”.{there_are(part, parts)}")
            if what := words_fault(around.story.sentences, {"sentence": place["where"], "words": words}):
                yield Fault(path, what)
    for number, part in enumerate(parts):
        if not any(part in place["told"] for place in data["places"]):
            yield Fault(("parts", number), "No place has words for this part. Add some, or take the part away.")


def _names(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    yield from doubled(data["actors"], ("actors",))
    counts = {
        (count.actor, count.name): count.outside + count.inside for count in count_names(around.story, data["actors"])
    }
    seen: dict[str, str] = {}
    for number, actor in enumerate(data["actors"]):
        for place, name in enumerate(actor["names"]):
            path = ("actors", number, "names", place)
            if not counts.get((actor["name"], name["name"])):
                yield Fault(path, f"The story never says “{clip(name['name'])}” in one of these forms.")
            for form in name["forms"]:
                if same_marks(form) in seen:
                    message = f"The form “{clip(form)}” stands for “{clip(seen[same_marks(form)])}” already. Keep one."
                    yield Fault((*path, "forms"), message)
                seen.setdefault(same_marks(form), name["name"])


def _newsrooms(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    """Check that words are on record, and that no newsroom is best in every row, nor in none."""
    yield from doubled(data["newsrooms"], ("newsrooms",))
    ids = [newsroom["id"] for newsroom in data["newsrooms"]]
    on_record: dict[str, list[str]] = {}
    for number, newsroom in enumerate(data["newsrooms"]):
        path, name = ("newsrooms", number, "source"), newsroom["source"]
        record = (around.course.sources or {}).get(name)
        if record is None:
            if around.course.sources is not None:
                yield Fault(path, f"sources.json has no source “{name}”.{there_are(name, around.course.sources)}")
            continue
        if record["published"] != around.story.about["published"]:
            message = (
                f"Its record says: published {record['published']}. Compared is what was written on the story’s day."
            )
            yield Fault(path, message)
        on_record[newsroom["id"]] = [same_marks(text) for text in _texts_of(record, around.story)]
    for number, row in enumerate(data["rows"]):
        path = ("rows", number)
        if list(row["cells"]) != ids:
            yield Fault((*path, "cells"), f"One cell for each newsroom must stand here, in order: {', '.join(ids)}.")
        for name, cell in row["cells"].items():
            for place, words in enumerate(cell.get("words", ())):
                if name in on_record and not any(stands_in(words, text) for text in on_record[name]):
                    message = (
                        f"The record of this newsroom’s source has no quotation with “{clip(words)}”. Add it there."
                    )
                    yield Fault((*path, "cells", name, "words", place), message)
            if "note" in cell and "words" not in cell:
                yield Fault((*path, "cells", name), "A note needs “words” that it is about.")
        for place, name in enumerate(row["best"]):
            if "words" not in row["cells"].get(name, {}):
                message = f"“{name}” is called best here and has no words in this row."
                yield Fault((*path, "best", place), message)
    for name in dict.fromkeys(ids):
        rows = [name in row["best"] for row in data["rows"]]
        if all(rows) or not any(rows):
            which = "every row" if all(rows) else "no row"
            yield Fault(("rows",), f"“{name}” is best in {which}. Ask also what others do better, or it.")


def _texts_of(record: Mapping[str, Any], story: Story) -> list[str]:
    """Return what is on record of a newsroom's words: title and quotations, or the whole story."""
    if record["address"] == story.about["address"]:
        return [" ".join(sentence.text for sentence in story.sentences.values())]
    return [record["title"], *record.get("quotations", ())]


def _pictures(data: Mapping[str, Any], _: Around) -> Iterator[Fault]:
    whole = data["drawing"]
    shown = [(("posts", number), post) for number, post in enumerate(data["posts"])]
    shown += [(("index", "finds", number), page) for number, page in enumerate(data["index"]["finds"])]
    for path, picture in shown:
        if not (view := picture.get("shows")):
            continue
        if not picture.get("in_words"):
            yield Fault(path, "Tell this picture in words (“in_words”): not everybody sees it.")
        fits = all(
            0 <= view[start] and 0 < view[length] and view[start] + view[length] <= whole[length]
            for start, length in (("x", "width"), ("y", "height"))
        )
        if not fits:
            yield Fault((*path, "shows"), "This reaches out of the drawing. Show a part of it, or all of it.")
    yield from doubled(data["posts"], ("posts",))


def _results(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    records = around.course.sources or {}
    for number, result in enumerate(data["results"]):
        path = ("results", number)
        if not (record := records.get(result["source"])):
            message = f"data/sources.json has no source “{result['source']}”.{there_are(result['source'], records)}"
            yield Fault((*path, "source"), message)
            continue
        for place, words in enumerate(result["excerpts"]):
            if words not in record.get("quotations", ()):
                message = "These words are not among the quotations of the source. Write them as they stand there."
                yield Fault((*path, "excerpts", place), message)


def _way(data: Mapping[str, Any], around: Around) -> Iterator[Fault]:
    records, carries = around.course.sources or {}, [carried["id"] for carried in data["carries"]]
    earlier: list[str] = []
    for number, text in enumerate(data["texts"]):
        path = ("texts", number)
        if number and text.get("from") not in earlier:
            yield Fault((*path, "from"), "A text comes after the one that it was made from: name an earlier one.")
        if not number and "from" in text:
            yield Fault((*path, "from"), "The first text is the origin: it is made from none.")
        earlier.append(text["id"])
        for what in text["has"]:
            if what not in carries:
                yield Fault((*path, "has"), f"“{what}” is not among what a text can have.{there_are(what, carries)}")
        if (name := text.get("source")) is None:
            continue
        if not (record := records.get(name)):
            yield Fault((*path, "source"), f"data/sources.json has no source “{name}”.{there_are(name, records)}")
        elif not any(stands_in(text["words"], same_marks(known)) for known in _texts_of(record, around.story)):
            message = (
                "These words are neither the title of the source nor among its quotations. Write them as they are."
            )
            yield Fault((*path, "words"), message)
    yield from doubled(data["texts"], ("texts",))


KINDS: Mapping[str, Callable[[Mapping[str, Any], Around], Iterator[Fault]]] = {
    "acts": _acts,
    "background": _background,
    "claims": _claims,
    "evidence": _evidence,
    "glosses": _glosses,
    "growing": _growing,
    "names": _names,
    "newsrooms": _newsrooms,
    "pictures": _pictures,
    "results": _results,
    "status": _status,
    "way": _way,
}
