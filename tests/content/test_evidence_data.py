"""The evidence pack and the ledger: every cell has a source and a place in it, and nothing says more than that."""

import copy
import re
from statistics import median

import course_texts
import pytest

from helpers.content import data_folder
from helpers.story import load_story, story_ids

PLACES = data_folder() / "stories"
PACKS = [course_texts.read(path) for path in sorted(PLACES.glob("*/evidence.json"))]
LEDGERS = [course_texts.read(path) for path in sorted(PLACES.glob("*/claims.json"))]
LEDGER = next(ledger for ledger in LEDGERS if ledger["story"] == PACKS[0]["story"])
SOURCES = {one["id"]: one for one in course_texts.read(data_folder() / "sources.json")["sources"]}
# Sources whose places are the sentences of a story that lies here.
STORIES = {"tass-story": "tass-2017-11-14"} | {story: story for story in story_ids()}
# Parts of a pack that are lists of their own.
OWN_LISTS = {"checkers": "differences", "open": "open"}
LONGEST_MEDIAN_SENTENCE = 18
# Words that would state a motive, or knowledge that nobody has shown. Quoted words are not ours.
MOTIVES = re.compile(
    r"\b(lied|lying|on purpose|deliberate(?:ly)?|intentional(?:ly)?|hoax|faked|knew that|must have known|cover-up)\b",
    re.I,
)
QUOTED = re.compile("“[^”]*”")


def ids_of(pack):
    return [one["id"] for part in ("topics", "items", "differences", "open") for one in pack[part]]


def problems_of_pack(pack):
    """Say what is missing in a pack: topics without cards, cards without topic, strengths that do not fit."""
    topics = {topic["id"] for topic in pack["topics"]}
    problems = [f"the id {one} stands twice" for one in sorted({o for o in ids_of(pack) if ids_of(pack).count(o) > 1})]
    used = {item["topic"] for item in pack["items"]} | {t for t, part in OWN_LISTS.items() if pack[part]}
    problems += [f"nothing belongs to the topic {one}" for one in sorted(topics - used)]
    problems += [f"there is no topic {one}" for one in sorted(used - topics)]
    for item in pack["items"]:
        if item["strength"] == "strong" and item["party"] not in ("not a party", "both kinds"):
            problems.append(f"{item['id']} is called strong and rests on a party alone")
        if item["strength"] == "one side’s word" and item["party"] != "party to the dispute":
            problems.append(f"{item['id']} is called one side’s word and names no party")
    return problems


def citations(found):
    """Return every source with its locator inside some data."""
    if isinstance(found, dict):
        if {"id", "locator"} <= found.keys():
            return [found]
        return [one for value in found.values() for one in citations(value)]
    return [one for value in found for one in citations(value)] if isinstance(found, list) else []


def problems_of_citations(data, as_of):
    """Say which sources are not on record, have no place, or are younger than the pack."""
    problems = []
    for citation in citations(data):
        record = SOURCES.get(citation["id"])
        if citation["id"] in STORIES:
            known = load_story(STORIES[citation["id"]]).sentences.keys()
            problems += [f"the story has no {one}" for one in citation["locator"].split(", ") if one not in known]
        if citation["id"] in story_ids():
            continue  # a text of ours is no record among the sources
        if record is None:
            problems.append(f"no record of {citation['id']}")
            continue
        if not citation["locator"].strip():
            problems.append(f"no place in {citation['id']}")
        if record["date_read"] > as_of or (record["published"] or "") > as_of:
            problems.append(f"{citation['id']} is younger than the pack")
    return problems


def problems_of_ledger(ledger):
    """Say which parts have no row, which rows no first column, and which dates no entry at all."""
    columns = [column["id"] for column in ledger["columns"]]
    parts = {(claim["id"], part) for claim in ledger["claims"] for part in claim["parts"]}
    rows = [(row["claim"], row["part"]) for row in ledger["statuses"]]
    problems = [f"no row for {one}" for one in sorted(parts - set(rows))]
    problems += [f"no such part: {one}" for one in sorted(set(rows) - parts)]
    for row in ledger["statuses"]:
        dates = [entry["column"] for entry in row["entries"]]
        if dates != sorted(set(dates), key=columns.index) or dates[:1] != columns[:1]:
            problems.append(f"{row['claim']}, {row['part']}: dates {dates}")
        problems += [
            f"{row['claim']}, {row['part']}: a cell without a source" for e in row["entries"] if not e["sources"]
        ]
    filled = {entry["column"] for row in ledger["statuses"] for entry in row["entries"]}
    return problems + [f"nothing is entered for {one}" for one in columns if one not in filled]


def our_words(pack):
    """Return the prose of a pack that is our own."""
    texts = [item[name] for item in pack["items"] for name in ("title", "summary", "why")]
    texts += [one["reading"] for one in pack["differences"]] + [one["why"] for one in pack["open"]]
    return [QUOTED.sub("X", text) for text in texts]


def test_there_is_a_pack_and_a_ledger():
    assert {pack["story"] for pack in PACKS} <= {ledger["story"] for ledger in LEDGERS} and PACKS


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack["story"])
def test_a_pack_is_whole(pack):
    assert not problems_of_pack(pack)


@pytest.mark.parametrize(
    "data", [*PACKS, *LEDGERS], ids=lambda data: f"{data['story']}, {'ledger' * ('claims' in data)}"
)
def test_everything_rests_on_a_source_on_record_and_a_place_in_it(data):
    assert citations(data) and not problems_of_citations(data, PACKS[0]["as_of"])


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger["story"])
def test_every_part_of_a_claim_has_its_row_and_every_date_its_entries(ledger):
    assert not problems_of_ledger(ledger)


def test_the_two_sides_speak_in_the_pack_and_each_is_called_one_side():
    alone = " ".join(item["who"] for pack in PACKS for item in pack["items"] if item["strength"] == "one side’s word")
    assert "Russian" in alone and "coalition" in alone


def test_the_pack_names_no_motive():
    assert not [text for pack in PACKS for text in our_words(pack) if MOTIVES.search(text)]


def test_that_the_pictures_are_the_same_is_called_probable_only():
    [item] = [item for pack in PACKS for item in pack["items"] if item["id"] == "same-pictures"]
    assert "probably the same" in item["summary"] and item["strength"] != "strong"


def test_the_pack_is_easy_to_read():
    sentences = [s for pack in PACKS for text in our_words(pack) for s in re.split(r"(?<=[.?!:;])\s+", text)]
    assert len(sentences) > 100 and median(len(sentence.split()) for sentence in sentences) <= LONGEST_MEDIAN_SENTENCE


PACK_SLIPS = {
    "an id twice": lambda pack: pack["items"].append(pack["items"][0]),
    "a topic that is not there": lambda pack: pack["items"][0].update(topic="aliens"),
    "an empty topic": lambda pack: pack["topics"].append({"id": "aliens", "title": "x", "about": "x"}),
    "no open question": lambda pack: pack.update(open=[]),
    "a party that is called strong": lambda pack: pack["items"][0].update(party="party to the dispute"),
    "nobody's word": lambda pack: pack["items"][0].update(strength="one side’s word"),
}
CITATION_SLIPS = {
    "no record": lambda entry: entry["sources"][0].update(id="hearsay"),
    "no place": lambda entry: entry["sources"][0].update(locator=" "),
    "a sentence that the story does not have": lambda entry: entry["sources"][0].update(locator="p99-s1"),
}
LEDGER_SLIPS = {
    "a part without a row": lambda ledger: ledger["statuses"].pop(),
    "a row without a part": lambda ledger: ledger["statuses"][0].update(part="motive"),
    "a row without the first date": lambda ledger: ledger["statuses"][0]["entries"].pop(0),
    "a date twice": lambda ledger: ledger["statuses"][0]["entries"].append(ledger["statuses"][0]["entries"][0]),
    "a cell without a source": lambda ledger: ledger["statuses"][0]["entries"][0].update(sources=[]),
    "a date without entries": lambda ledger: ledger["columns"].append({"id": "one-day", "name": "One day"}),
}


@pytest.mark.parametrize("slip", PACK_SLIPS)
def test_a_slip_in_a_pack_is_found(slip):
    pack = copy.deepcopy(PACKS[0])
    PACK_SLIPS[slip](pack)
    assert problems_of_pack(pack)


@pytest.mark.parametrize("slip", CITATION_SLIPS)
def test_a_slip_in_a_source_is_found(slip):
    ledger = copy.deepcopy(LEDGER)
    CITATION_SLIPS[slip](ledger["statuses"][0]["entries"][0])
    assert problems_of_citations(ledger, PACKS[0]["as_of"])


def test_a_source_younger_than_the_pack_is_found():
    assert problems_of_citations(PACKS[0], "2017-11-15")


@pytest.mark.parametrize("slip", LEDGER_SLIPS)
def test_a_slip_in_a_ledger_is_found(slip):
    ledger = copy.deepcopy(LEDGER)
    LEDGER_SLIPS[slip](ledger)
    assert problems_of_ledger(ledger)


@pytest.mark.parametrize("words", ["The ministry lied.", "It was on purpose.", "They must have known it."])
def test_a_motive_is_found(words):
    assert MOTIVES.search(words)
