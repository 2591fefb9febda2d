"""Claims name words that stand in their story, and each cell of the ledger has a source and a place in it."""

import copy

import course_texts
import pytest

from helpers.claims import PARTS, ledger_from, load_claims
from helpers.content import ContentProblem, data_folder
from helpers.story import Span, load_story

FILES = sorted((data_folder() / "stories").glob("*/claims.json"))
BACKGROUNDS = sorted((data_folder() / "stories").glob("*/background.json"))
SOURCES = {one["id"]: one for one in course_texts.read(data_folder() / "sources.json")["sources"]}
SEED = "tass-2017-11-14"
FROM_THE_STORY = "story-alone"
# What the course promises to split (issue of the series), whatever else is added.
PROMISED = {
    "pictures-of-9-november",
    "two-requests-and-a-refusal",
    "prisoners-of-war-ground",
    "unanswered-question",
    "flights-near-the-town",
    "flags-and-disguise",
    "eastern-bank-plans",
    "cover-and-its-purpose",
}


def own_source(story):
    """Return the id under which a story is cited: its source record, or itself if the course wrote it."""
    if story.about["written_for_the_course"]:
        return story.id
    return next(one["id"] for one in SOURCES.values() if one["address"] == story.about["address"])


def problems_of_words(data):
    """Say which words of a claim do not stand in the story."""
    story = load_story(data["story"])
    problems = []
    for claim in data["claims"]:
        for name, part in claim["parts"].items():
            for words in part["words"]:
                try:
                    story.find(Span.of(words))
                except ContentProblem as problem:
                    problems.append(f"{claim['id']}, {name}: {problem}")
    return problems


def problems_of_ledger(data):
    """Say which cells lack a source or a place in it, and which rows and columns do not fit the claims."""
    story = load_story(data["story"])
    own, columns = own_source(story), [column["id"] for column in data["columns"]]
    parts = {(claim["id"], name) for claim in data["claims"] for name in claim["parts"]}
    rows = [(row["claim"], row["part"]) for row in data["statuses"]]
    problems = [f"no row for {one}" for one in sorted(parts - set(rows))]
    problems += [f"a row for {one}, which is no part of a claim" for one in sorted(set(rows) - parts)]
    problems += [f"two rows for {one}" for one in sorted({one for one in rows if rows.count(one) > 1})]
    for row in data["statuses"]:
        where = f"{row['claim']}, {row['part']}"
        dates = [entry["column"] for entry in row["entries"]]
        problems += [f"{where}: no column {one}" for one in dates if one not in columns]
        problems += [f"{where}: two entries for {one}" for one in sorted({d for d in dates if dates.count(d) > 1})]
        if FROM_THE_STORY not in dates:
            problems.append(f"{where}: nothing for {FROM_THE_STORY}")
        for entry in row["entries"]:
            problems += [f"{where}, {entry['column']}: {p}" for p in problems_of_cell(entry, story, own)]
    return problems


def problems_of_cell(entry, story, own):
    problems = [] if entry["sources"] else ["no source"]
    for source in entry["sources"]:
        locator = source.get("locator", "").strip()
        if not locator:
            problems.append(f"{source['id']} without a place in it")
        if source["id"] == own:
            problems += [f"no sentence {one}" for one in locator.split(", ") if one not in story.sentences]
        elif source["id"] not in SOURCES:
            problems.append(f"no record of {source['id']}")
    if entry["column"] == FROM_THE_STORY and {source["id"] for source in entry["sources"]} != {own}:
        problems.append("rests on more than the story")
    return problems


def problems_of_background(data):
    """Say which facts lack a source record or a place in it, and which names do not stand in the story."""
    story = load_story(data["story"])
    own, problems = own_source(story), []
    for one in [*data["map"]["places"], *data["who"]["actors"]]:
        for fact in one["facts"]:
            problems += [f"{one['id']}: {p}" for p in problems_of_cell(fact | {"column": ""}, story, own)]
        for words in one.get("names_in_story", ()):
            try:
                story.find(Span.of(words))
            except ContentProblem as problem:
                problems.append(f"{one['id']}: {problem}")
    return problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_words_of_a_claim_stand_in_the_story_letter_for_letter(path):
    data = course_texts.read(path)
    assert data["story"] == path.parent.name
    assert not problems_of_words(data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_cell_of_the_ledger_has_a_source_and_a_locator(path):
    assert not problems_of_ledger(course_texts.read(path))


@pytest.mark.parametrize("path", BACKGROUNDS, ids=lambda path: path.parent.name)
def test_every_outside_fact_has_a_source_and_a_locator(path):
    assert not problems_of_background(course_texts.read(path))


def test_the_claims_that_the_series_promises_are_there():
    assert PROMISED <= load_claims(SEED).claims.keys()


def test_no_purpose_of_the_story_can_be_known_from_the_story():
    """No picture shows a purpose; only the one who acts can tell it first-hand, and here that side is not heard."""
    ledger = load_claims(SEED)
    purposes = [claim.id for claim in ledger.claims.values() if "purpose" in claim.parts]
    assert len(purposes) > 4
    for claim_id in purposes:
        assert ledger.entry(claim_id, "purpose", FROM_THE_STORY).status == "cannot be known from this"


def test_good_evidence_is_shown_too():
    entries = [entry for row in load_claims("harbour-bridge").rows.values() for entry in row]
    supported = [entry for entry in entries if entry.status == "supported"]
    assert len(supported) * 2 >= len(entries)


def test_parts_stand_in_the_order_in_which_they_go_further():
    for path in FILES:
        for claim in ledger_from(course_texts.read(path)).claims.values():
            assert list(claim.parts) == [name for name in PARTS if name in claim.parts]


def drop_locator(data):
    data["statuses"][0]["entries"][0]["sources"][0]["locator"] = " "


def drop_source(data):
    data["statuses"][0]["entries"][0]["sources"] = []


def name_no_record(data):
    data["statuses"][0]["entries"][0]["sources"][0]["id"] = "hearsay"


def name_no_sentence(data):
    data["statuses"][0]["entries"][0]["sources"][0]["locator"] = "p99-s1"


def drop_row(data):
    data["statuses"].pop()


def double_row(data):
    data["statuses"].append(data["statuses"][0])


def double_entry(data):
    data["statuses"][0]["entries"].append(data["statuses"][0]["entries"][0])


def name_no_column(data):
    data["statuses"][0]["entries"][0]["column"] = "tomorrow"


BREAKAGES = (
    drop_locator,
    drop_source,
    name_no_record,
    name_no_sentence,
    drop_row,
    double_row,
    double_entry,
    name_no_column,
)


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda one: one.__name__)
def test_a_broken_ledger_is_found(breakage):
    data = copy.deepcopy(course_texts.read(FILES[-1]))
    breakage(data)
    assert problems_of_ledger(data)


def test_words_that_do_not_stand_in_the_story_are_found():
    data = copy.deepcopy(course_texts.read(FILES[-1]))
    data["claims"][0]["parts"]["act"]["words"][0]["words"] = "convoys of grocers"
    assert len(problems_of_words(data)) == 1


def test_a_fact_without_a_place_in_its_source_is_found():
    data = copy.deepcopy(course_texts.read(BACKGROUNDS[0]))
    data["map"]["places"][0]["facts"][0]["sources"][0]["locator"] = ""
    data["who"]["actors"][0]["names_in_story"][0]["words"] = "Ministry of Truth"
    assert len(problems_of_background(data)) == 2
