"""Every file in data/ is of a kind that we know, and holds what its schema says."""

import json
from fnmatch import fnmatch

import pytest
from jsonschema import Draft202012Validator

from authoring.beside_a_story import KINDS as STORY_KINDS
from authoring.check import OF_EVERY_STORY, schema_of
from helpers.content import data_folder

KINDS = {
    "discussion.json": "discussion",
    "glossary.json": "glossary",
    "in_other_words/*.json": "in_other_words",
    "numbers/*.json": "numbers",
    "rewrite_words.json": "rewrite_words",
    "rule.json": "rule",
    "who_would_choose.json": "who_would_choose",
    "feature_readings/*.json": "feature_reading",
    "sources.json": "sources",
    "questions/*.json": "questions",
    "stories/*/story.json": "story",
    "stories/*/reading.json": "reading",
    "stories/*/readings/first.json": "reading",
    "stories/*/readings/second.json": "reading",
    "stories/*/status.json": "status",
    "stories/*/acts.json": "acts",
    "stories/*/growing.json": "growing",
    "stories/*/names.json": "names",
    "stories/*/way.json": "way",
    "stories/*/newsrooms.json": "newsrooms",
    "stories/*/pictures.json": "pictures",
    "stories/*/results.json": "results",
    "stories/*/glosses.json": "glosses",
    "stories/*/claims.json": "claims",
    "stories/*/evidence.json": "evidence",
    "stories/*/background.json": "background",
    "marker/rules/*.json": "marker_rules",
    "marker/lexicons/reporting_verbs.json": "marker_verbs",
    "marker/lexicons/*.json": "marker_words",
    "marker/texts/*.json": "marker_text",
    "marker/readings/*.json": "marker_reading",
}
PROSE = (
    "README.md",
    "marker/README.md",
    "READING_GUIDE.md",
    "stories/*/story.txt",
    "stories/*/readings/differences.md",
)
# The schema of a file that the course writes for a learner, and that is never in data/.
WRITTEN_BY_THE_COURSE = {"record"}
# The schema that is put together from those of the rooms in helpers/kinds.
WRITTEN_BY_THE_ROOMS = {"questions"}


def schema_name(name):
    """Return the name of a data file's schema, "" for prose, or None for a file of no kind that we know."""
    if any(fnmatch(name, pattern) for pattern in PROSE):
        return ""
    return next((schema for pattern, schema in KINDS.items() if fnmatch(name, pattern)), None)


def data_files():
    files = (path.relative_to(data_folder()).as_posix() for path in data_folder().rglob("*") if path.is_file())
    return sorted(name for name in files if not name.startswith("schemas/"))


def problems_of(data, schema):
    found = Draft202012Validator(schema_of(schema, data_folder())).iter_errors(data)
    return [f"{error.json_path}: {error.message}" for error in found]


def load(name):
    return json.loads((data_folder() / name).read_text(encoding="utf-8"))


def test_every_data_file_has_a_schema_or_is_prose():
    assert not [name for name in data_files() if schema_name(name) is None]


def test_every_kind_of_file_is_there():
    for pattern in (*KINDS, *PROSE):
        assert any(fnmatch(name, pattern) for name in data_files()), pattern


@pytest.mark.parametrize("name", [name for name in data_files() if schema_name(name)])
def test_a_data_file_holds_what_its_schema_says(name):
    assert not problems_of(load(name), schema_name(name))


@pytest.mark.parametrize("name", [name for name in data_files() if name.endswith((".json", ".md", ".txt"))])
def test_a_data_file_is_plain_utf8_with_simple_line_ends(name):
    content = (data_folder() / name).read_bytes()
    assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf")
    content.decode("utf-8")


def test_the_authors_check_knows_the_files_of_a_story():
    ours = {path.name for path in (data_folder() / "stories").glob("*/*") if path.is_file()}
    assert ours == {*OF_EVERY_STORY, *(f"{kind}.json" for kind in STORY_KINDS)}


def test_every_schema_is_a_schema_and_is_used():
    names = {path.name.removesuffix(".schema.json") for path in (data_folder() / "schemas").iterdir()}
    assert names | WRITTEN_BY_THE_ROOMS == {*KINDS.values(), *WRITTEN_BY_THE_COURSE}
    for name in names | WRITTEN_BY_THE_ROOMS:
        Draft202012Validator.check_schema(schema_of(name, data_folder()))


def break_choice(data):
    next(q for q in data["questions"] if q["kind"] == "choice")["options"][0].pop("reason")


def break_sorting(data):
    next(q for q in data["questions"] if q["kind"] == "sorting")["items"][0]["accepted"] = []


BREAKAGES = {
    "an option without a reason": ("questions/01_who_says_so.json", break_choice),
    "an item that fits in no group": ("questions/01_who_says_so.json", break_sorting),
    "a name that the schema does not have": ("glossary.json", lambda data: data.update(remark="x")),
    "an id with a capital": ("sources.json", lambda data: data["sources"][0].update(id="TASS")),
    "a date in words": ("stories/tass-2017-11-14/story.json", lambda data: data.update(published="today")),
    "a degree that we do not have": (
        "stories/tass-2017-11-14/reading.json",
        lambda data: data["without_speaker"][0].update(degree="none"),
    ),
    "a number as words": ("numbers/00_start_here.json", lambda data: data["numbers"][0].update(value="20")),
    "a line without a text": (
        "stories/tass-2017-11-14/status.json",
        lambda data: data["lines"][0].update(text=""),
    ),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_slip_is_found(breakage):
    name, slip = BREAKAGES[breakage]
    data = load(name)
    slip(data)
    assert problems_of(data, schema_name(name))


@pytest.mark.parametrize("name", ["notes.json", "questions/old/a.txt", "stories/x/picture.png", "stories/x/y.json"])
def test_a_file_of_no_known_kind_is_found(name):
    assert schema_name(name) is None
