"""What became known later rests on sources, and terms and addresses lead somewhere."""

import copy
import re

import beside
import course_texts
import pytest

from authoring.rules import glossary_faults, party_by_rule, record_faults, sources_faults
from helpers.content import data_folder

SIDES, SOURCES = course_texts.read(data_folder() / "sources.json").values()
GLOSSARY = course_texts.read(data_folder() / "glossary.json")
STATUS_FILES = beside.files("status")
LESSONS = [path.stem for path in course_texts.lesson_files()]
ADDRESS = re.compile(r"https?://[^\s)>\]]+")


def told(faults):
    return [fault.what for fault in faults]


def test_a_status_a_source_and_a_term_rest_on_what_is_there():
    for path in STATUS_FILES:
        assert not beside.faults("status", course_texts.read(path), path.parent.name)
    assert not told(sources_faults(SOURCES, SIDES))
    assert not told(glossary_faults(GLOSSARY, beside.SOURCES, LESSONS))


def test_a_published_story_is_on_record_as_a_source():
    published = [story for story in beside.COURSE.stories.values() if not story.about["written_for_the_course"]]
    assert published
    for story in beside.COURSE.stories.values():
        assert not told(record_faults(story, beside.SOURCES))
    others = {name: one for name, one in beside.SOURCES.items() if one["address"] != published[0].about["address"]}
    assert len(told(record_faults(published[0], others))) == 1


def test_every_address_in_a_lesson_is_on_record():
    known = {source["address"] for source in SOURCES}
    found = {address for text in course_texts.texts_of_lessons() for address in ADDRESS.findall(text.words)}
    assert found and found <= known


def test_each_side_is_judged_by_the_same_rule():
    first, second = SIDES["parties"]
    beside_of = {
        party: [one["state"] for one in SIDES["beside"] if one["party"] == party] for party in SIDES["parties"]
    }
    assert all(beside_of.values())
    swapped = {first: second, second: first}
    swapped |= dict.fromkeys(beside_of[first], beside_of[second][0]) | dict.fromkeys(
        beside_of[second], beside_of[first][0]
    )
    judged = set()
    for source in SOURCES:
        if belongs := source.get("belongs_to"):
            mirror = source | {"belongs_to": belongs | {"state": swapped.get(belongs["state"], belongs["state"])}}
            assert party_by_rule(mirror, SIDES) == party_by_rule(source, SIDES)
            judged.add(source["party"])
    assert judged == {"party to the dispute", "owned by a party", "on the side of a party", "not a party"}


def test_what_is_not_about_the_case_is_cited_nowhere_beside_its_story():
    told = "".join(
        path.read_text(encoding="utf-8")
        for path in data_folder().glob("stories/tass-2017-11-14/*.json")
        if path.stem in ("status", "claims", "evidence", "background", "newsrooms")
    )
    assert not [one["id"] for one in SOURCES if one["party"] == "not applicable" and f'"{one["id"]}"' in told]


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("tass-story", {"party": "not a party"}),
        ("bbc-town-9", {"party": "not a party"}),
        ("upi-remain", {"owner_known": True}),
        ("reuters-first-report", {"belongs_to": {"state": "United Kingdom", "as": "newsroom"}}),
    ],
)
def test_an_owner_that_is_judged_otherwise_than_the_rule_does_is_found(where, change):
    changed = [source | change if source["id"] == where else source for source in SOURCES]
    assert ["By the rule" in what for what in told(sources_faults(changed, SIDES))] == [True]


SLIPS = {
    "a term twice": (lambda g: g["terms"].append(g["terms"][0] | {"id": "other"}), "already leads to the term"),
    "an id twice": (
        lambda g: g["terms"].append(g["terms"][0] | {"term": "other", "also": []}),
        "stands here more than once",
    ),
    "a lesson that is not there": (
        lambda g: g["terms"][0].update(lesson="99_nowhere"),
        "There is no lesson “99_nowhere”",
    ),
    "a source that is not there": (lambda g: g["terms"][0].update(source="hearsay"), "has no source “hearsay”"),
    "a label twice": (lambda g: g["labels"].append(g["labels"][0]), "stands here more than once"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_broken_glossary_is_found(slip):
    glossary = copy.deepcopy(GLOSSARY)
    change, what = SLIPS[slip]
    change(glossary)
    assert any(what in one for one in told(glossary_faults(glossary, beside.SOURCES, LESSONS)))


@pytest.mark.parametrize("change", [{"id": "other"}, {"address": "https://example.org"}, {"date_read": "2026-02-30"}])
def test_a_source_that_stands_twice_or_was_read_on_no_day_is_found(change):
    assert (
        len(told(sources_faults([SOURCES[0], SOURCES[0] | change], SIDES | {"beside": []})))
        == 1 + ("date_read" in change) * 2
    )


@pytest.mark.parametrize("sources", [["hearsay"], []])
def test_a_line_without_a_source_on_record_is_found(sources):
    def slip(data):
        data["lines"][0]["sources"] = sources

    told_of = "has no source “hearsay”" if sources else "Every line needs a source."
    assert beside.slip_told("status", STATUS_FILES[0], slip, told_of)
