"""What became known later rests on sources, and terms and addresses lead somewhere."""

import copy
import re

import beside
import course_texts
import pytest

from authoring.rules import glossary_faults, record_faults, sources_faults
from helpers.content import data_folder

SOURCES = course_texts.read(data_folder() / "sources.json")["sources"]
GLOSSARY = course_texts.read(data_folder() / "glossary.json")
STATUS_FILES = beside.files("status")
LESSONS = [path.stem for path in course_texts.lesson_files()]
ADDRESS = re.compile(r"https?://[^\s)>\]]+")


def told(faults):
    return [fault.what for fault in faults]


def test_a_status_a_source_and_a_term_rest_on_what_is_there():
    for path in STATUS_FILES:
        assert not beside.faults("status", course_texts.read(path), path.parent.name)
    assert not told(sources_faults(SOURCES))
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
    assert len(told(sources_faults([SOURCES[0], SOURCES[0] | change]))) == 1 + ("date_read" in change) * 2


@pytest.mark.parametrize("sources", [["hearsay"], []])
def test_a_line_without_a_source_on_record_is_found(sources):
    def slip(data):
        data["lines"][0]["sources"] = sources

    told_of = "has no source “hearsay”" if sources else "Every line needs a source."
    assert beside.slip_told("status", STATUS_FILES[0], slip, told_of)
