"""What `start.py check` says about a file beside a story: one way for the tool and for the tests."""

import course_texts

from authoring.beside_a_story import Around, faults_beside
from authoring.plain_words import schema_faults
from helpers.content import data_folder
from helpers.kinds.faults import Course, Fault
from helpers.story import load_reading, load_story, story_ids

SOURCES = {one["id"]: one for one in course_texts.read(data_folder() / "sources.json")["sources"]}
COURSE = Course(
    story_ids(),
    sources=SOURCES,
    stories={name: load_story(name) for name in story_ids()},
    readings={name: load_reading(name) for name in story_ids()},
)


def files(kind):
    """Return the files of a kind, such as "claims", of all stories."""
    return sorted((data_folder() / "stories").glob(f"*/{kind}.json"))


def faults(kind, data, story) -> list[Fault]:
    """Say what is to be mended in a file beside a story."""
    schema = course_texts.read(data_folder() / "schemas" / f"{kind}.schema.json")
    pack = next((path for path in files("evidence") if path.parent.name == story), None)
    as_of = course_texts.read(pack)["as_of"] if pack else ""
    around = Around(COURSE.stories[story], COURSE, data.get("as_of", as_of))
    return list(schema_faults(data, schema)) or list(faults_beside(kind, data, around))


def slip_told(kind, path, slip, what):
    """Tell whether the check finds a slip, and nothing before it: some sentence holds the words."""
    data = course_texts.read(path)
    before = faults(kind, data, path.parent.name)
    slip(data)
    return not before and any(what in fault.what for fault in faults(kind, data, path.parent.name))
