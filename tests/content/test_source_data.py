"""What became known later rests on sources, and terms and addresses lead somewhere."""

import copy
import re

import course_texts
import pytest

from helpers.content import data_folder

SOURCES = course_texts.read(data_folder() / "sources.json")["sources"]
GLOSSARY = course_texts.read(data_folder() / "glossary.json")
STATUS_FILES = sorted((data_folder() / "stories").glob("*/status.json"))
ADDRESS = re.compile(r"https?://[^\s)>\]]+")


def unsourced(status, sources):
    """Return the lines without a source, and the sources that are not there."""
    known = {source["id"] for source in sources}
    lines = [f"no source for: {line['text']}" for line in status["lines"] if not line["sources"]]
    return lines + [f"no record of {one}" for line in status["lines"] for one in line["sources"] if one not in known]


def twice(names):
    return sorted({name for name in names if names.count(name) > 1})


def problems_of_glossary(glossary, lessons, sources):
    """Say which terms stand twice, which name a lesson or a source that is not there."""
    known = {source["id"] for source in sources}
    names = [name.casefold() for term in glossary["terms"] for name in (term["term"], *term.get("also", ()))]
    problems = [f"{one} names two terms" for one in twice(names)]
    problems += [f"the id {one} stands twice" for one in twice([term["id"] for term in glossary["terms"]])]
    problems += [f"the label {one} stands twice" for one in twice([one["id"] for one in glossary["labels"]])]
    for term in glossary["terms"]:
        if term["lesson"] not in lessons:
            problems.append(f"{term['id']}: there is no lesson {term['lesson']}")
        if "source" in term and term["source"] not in known:
            problems.append(f"{term['id']}: no record of {term['source']}")
    return problems


def lessons():
    return {path.stem for path in course_texts.lesson_files()}


@pytest.mark.parametrize("path", STATUS_FILES, ids=lambda path: path.parent.name)
def test_every_line_of_a_status_has_sources_that_are_on_record(path):
    assert not unsourced(course_texts.read(path), SOURCES)


def test_source_ids_and_addresses_stand_once():
    for name in ("id", "address"):
        values = [source[name] for source in SOURCES]
        assert sorted(set(values)) == sorted(values)


def test_a_published_story_is_on_record_as_a_source():
    stories = [course_texts.read(path) for path in (data_folder() / "stories").glob("*/story.json")]
    published = {story["address"] for story in stories if not story["written_for_the_course"]}
    assert published and published <= {source["address"] for source in SOURCES}


def test_every_address_in_a_lesson_is_on_record():
    known = {source["address"] for source in SOURCES}
    found = {address for text in course_texts.texts_of_lessons() for address in ADDRESS.findall(text.words)}
    assert found and found <= known


def test_the_glossary_is_whole():
    assert not problems_of_glossary(GLOSSARY, lessons(), SOURCES)


BREAKAGES = {
    "a term twice": lambda glossary: glossary["terms"].append(glossary["terms"][0] | {"id": "other"}),
    "an id twice": lambda glossary: glossary["terms"].append(glossary["terms"][0] | {"term": "other", "also": []}),
    "a lesson that is not there": lambda glossary: glossary["terms"][0].update(lesson="99_nowhere"),
    "a source that is not there": lambda glossary: glossary["terms"][0].update(source="hearsay"),
    "a label twice": lambda glossary: glossary["labels"].append(glossary["labels"][0]),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_glossary_is_found(breakage):
    glossary = copy.deepcopy(GLOSSARY)
    BREAKAGES[breakage](glossary)
    assert problems_of_glossary(glossary, lessons(), SOURCES)


def test_a_line_without_a_source_on_record_is_found():
    line = {"text": "It rained.", "sources": ["x"]}
    assert not unsourced({"lines": [line]}, [{"id": "x"}])
    assert unsourced({"lines": [line]}, [{"id": "y"}]) == ["no record of x"]
    assert unsourced({"lines": [line | {"sources": []}]}, [{"id": "x"}]) == ["no source for: It rained."]
