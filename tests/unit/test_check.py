"""The author's check: each fault is told with its file, its place, and what to do; sound data pass."""

import copy
import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring import check as check_module
from authoring.beside_a_story import KINDS
from authoring.check import MAX_BYTES, Problem, Unreadable, check, main, read_json, read_text, schema_of
from authoring.plain_words import FORMS, TYPES, place_of, schema_faults
from authoring.rules import (
    doubled_in_files,
    glossary_faults,
    named_question_faults,
    prose_faults,
    questions_faults,
    reading_faults,
    status_faults,
    story_faults,
)
from helpers.content import data_folder
from helpers.kinds.faults import Course, Fault, nearest_words, words_fault
from helpers.story import Sentence, load_reading, load_story, story_from, story_ids

DATA = data_folder()
HARBOUR = DATA / "stories" / "harbour-bridge"
TEXT = (HARBOUR / "story.txt").read_text(encoding="utf-8")

CHOICE = {
    "id": "pick",
    "kind": "choice",
    "prompt": "Which one?",
    "options": [
        {"id": "yes", "text": "Yes.", "accepted": True, "reason": "It is."},
        {"id": "no", "text": "No.", "accepted": False, "reason": "It is not."},
    ],
}
ORDERING = {
    "id": "rank",
    "kind": "ordering",
    "prompt": "Rank.",
    "first": "sure",
    "last": "unsure",
    "items": [{"id": one, "text": one, "reason": "So."} for one in ("will", "may", "could")],
    "accepted": [{"order": ["will", "may", "could"], "says": "So."}],
}
SORTING = {
    "id": "group",
    "kind": "sorting",
    "prompt": "Sort.",
    "groups": [{"id": "direct", "text": "Direct"}, {"id": "mixed", "text": "Mixed"}],
    "items": [
        {"id": "first", "text": "First", "accepted": ["direct"], "reasons": {"direct": "Yes.", "mixed": "No."}},
        {"id": "last", "text": "Last", "accepted": ["mixed"], "reasons": {"direct": "No.", "mixed": "Yes."}},
    ],
}
SPANS = {
    "id": "spot",
    "kind": "spans",
    "prompt": "Mark.",
    "passage": {"story": "harbour-bridge", "sentences": ["p3-s1"]},
    "labels": ["source", "cue"],
    "key": ["attributions/voss-stay-shut"],
    "reasons": {"source": "He is named.", "cue": "It reports."},
    "misreadings": [{"label": "source", "sentence": "p3-s1", "words": "the bridge", "reason": "It cannot speak."}],
}
LAB = {
    "id": "build-it",
    "kind": "lab",
    "prompt": "Build.",
    "slots": [
        {
            "id": "verb",
            "name": "Verb",
            "options": [{"id": "said", "text": "said"}, {"id": "claimed", "text": "claimed"}],
        }
    ],
    "sentence": ["She ", {"choose": [{"when": {"verb": ["said"]}, "text": "said"}, {"text": "claimed"}]}, " it."],
    "commitments": [
        {
            "id": "it",
            "name": "it",
            "rules": [
                {"when": {"verb": ["claimed"]}, "state": "doubted", "says": "So."},
                {"state": "attributed", "says": "So."},
            ],
        }
    ],
    "goal": {"accepted": [{"verb": ["said"]}], "reached": "Yes.", "not_yet": "No."},
}
WRITE = {"id": "tell", "kind": "text", "prompt": "Tell.", "reveal": {"story": "harbour-bridge", "kinds": ["hedges"]}}
QUESTIONS = {"lesson": "01_test", "questions": [CHOICE, ORDERING, SORTING, SPANS, WRITE, LAB], "sets": []}


@pytest.fixture
def course():
    return Course(
        ["harbour-bridge"],
        labels=["source", "cue", "content", "hedge"],
        sources={"one-source": {}},
        stories={"harbour-bridge": load_story("harbour-bridge")},
        readings={"harbour-bridge": load_reading("harbour-bridge")},
    )


@pytest.fixture
def data(tmp_path):
    """A data folder with one short story and one question file."""
    folder = tmp_path / "data"
    shutil.copytree(HARBOUR, folder / "stories" / "harbour-bridge")
    shutil.copytree(DATA / "schemas", folder / "schemas")
    (folder / "questions").mkdir()
    write(folder / "questions" / "01_test.json", QUESTIONS)
    shutil.copy(DATA / "sources.json", folder)
    glossary = json.loads((DATA / "glossary.json").read_text(encoding="utf-8"))
    for term in glossary["terms"]:
        term["lesson"] = "01_test"
    write(folder / "glossary.json", glossary)
    return folder


def write(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def load(name):
    return json.loads((HARBOUR / f"{name}.json").read_text(encoding="utf-8"))


def changed(content, *steps, to=None):
    """Copy content with one value changed; with no value, taken away."""
    content = copy.deepcopy(content)
    *way, last = steps
    inner = content
    for step in way:
        inner = inner[step]
    if to is None:
        del inner[last]
    else:
        inner[last] = to
    return content


def told(faults):
    """Say each fault as place and sentence."""
    return [(fault.path, fault.what) for fault in faults]


def only(faults):
    found = list(faults)
    assert len(found) == 1, found
    return found[0]


# -- sound data


def test_all_that_we_ship_is_sound(capsys):
    assert main([]) == 0
    stories, questions = (len(list((DATA / name).iterdir())) for name in ("stories", "questions"))
    assert capsys.readouterr().out == f"Nothing to mend in {stories} stories, {questions} question files.\n"


def test_what_a_class_may_talk_about_names_exercises_that_are_there_each_once(data):
    asks = [{"exercises": [name], "ask": "What would you ask this speaker?"} for name in ("who", "whom", "who")]
    write(data / "questions" / "01_test.json", QUESTIONS | {"questions": [QUESTIONS["questions"][0] | {"id": "who"}]})
    write(data / "discussion.json", {"questions": asks})
    found, _ = check(data)
    assert [(one.file, one.what) for one in found] == [
        ("data/discussion.json", "No question file has “whom”. Did you mean “who”?"),
        ("data/discussion.json", "“who” has a question already. Keep one."),
    ]


def test_a_second_main_story_and_a_speaker_who_says_nothing_are_found(data):
    shutil.copytree(data / "stories" / "harbour-bridge", data / "stories" / "another")
    files = [data / "stories" / name / "story.json" for name in ("harbour-bridge", "another")]
    for file in files:
        write(file, json.loads(file.read_text(encoding="utf-8")) | {"id": file.parent.name, "main": True})
    reading = load("reading")
    silent = {"id": "nobody-at-all", "name": "Nobody", "named": "none"}
    write(
        files[1].with_name("reading.json"),
        reading | {"story": "another", "speakers": [*reading["speakers"], silent]},
    )
    for file in files[1].parent.iterdir():
        if file.name not in ("story.json", "story.txt", "reading.json"):
            file.unlink()
    found = {(one.file, one.place): one.what for one in check(data)[0]}
    assert found.keys() == {
        ("data/stories/another/story.json", "main"),
        ("data/stories/harbour-bridge/story.json", "main"),
        ("data/stories/another/reading.json", "speakers → “nobody-at-all”"),
    }
    assert found["data/stories/another/story.json", "main"].startswith("Only one story is the main one, and harbour-br")
    assert [one.place for one in check(data, "harbour-bridge")[0]] == ["main"]


OF_A_LESSON = {
    "questions": {"questions": [CHOICE | {"id": "another"}]},
    "numbers": {"numbers": [{"phrase": "two", "value": 2, "recipe": "two"}]},
}


@pytest.mark.parametrize("kind", OF_A_LESSON)
def test_a_file_lies_under_the_name_of_its_lesson(data, kind):
    (data / kind).mkdir(exist_ok=True)
    file = data / kind / "02_test.json"
    write(file, OF_A_LESSON[kind] | {"lesson": "02_test"})
    assert check(data)[0] == []
    write(file, OF_A_LESSON[kind] | {"lesson": "01_test"})
    [problem] = check(data)[0]
    assert (problem.file, problem.place) == (f"data/{kind}/02_test.json", "lesson")
    assert problem.what.endswith("must be the same, “02_test”.")


@pytest.mark.parametrize("story", story_ids())
def test_one_story_can_be_looked_through(story, capsys):
    assert main([story]) == 0
    assert capsys.readouterr().out == "Nothing to mend in 1 story.\n"


def test_a_small_course_is_sound(data):
    assert check(data) == ([], "1 story, 1 question file")


# -- the command


def test_each_thing_to_mend_is_told_with_file_place_and_what_to_do(data, monkeypatch, capsys):
    reading = load("reading")
    [number] = [n for n, one in enumerate(reading["attributions"]) if one["id"] == "voss-stay-shut"]
    write(
        data / "stories" / "harbour-bridge" / "reading.json",
        changed(reading, "attributions", number, "cue", "words", to="sayd"),
    )
    monkeypatch.setattr(check_module, "data_folder", lambda: data)
    assert main(["harbour-bridge"]) == 1
    assert capsys.readouterr().out == (
        "data/stories/harbour-bridge/reading.json → attributions → “voss-stay-shut” → cue\n"
        "    The words “sayd” do not stand in sentence p3-s1. Did you mean “said”? It reads: “Council leader Amir Voss "
        "said the bridge would stay shut until the beams were mended.”\n"
        "\n"
        "1 thing to mend.\n"
    )


def test_things_to_mend_are_counted(data, monkeypatch, capsys):
    write(data / "questions" / "01_test.json", {"lesson": "01_test"})
    (data / "stories" / "harbour-bridge" / "story.txt").unlink()
    monkeypatch.setattr(check_module, "data_folder", lambda: data)
    assert main([]) == 1
    out = capsys.readouterr().out
    assert "data/stories/harbour-bridge/story.txt\n    The file is missing." in out
    assert "data/questions/01_test.json\n    “questions” is missing. Add it." in out
    assert out.endswith("\n2 things to mend.\n")


@pytest.mark.parametrize(
    "name, hint",
    [
        ("harbor-bridge", "Did you mean “harbour-bridge”?"),
        ("zebra", f"There are: {', '.join(story_ids())}."),
        ("../stories/harbour-bridge", "Did you mean “harbour-bridge”?"),
        ("\x1b[31m", f"There are: {', '.join(story_ids())}."),
    ],
)
def test_an_unknown_story_is_told_with_those_that_are_there(name, hint, capsys):
    assert main([name]) == 1
    out = capsys.readouterr().out
    assert f"There is no such story. {hint}" in out and "\x1b" not in out


@pytest.mark.parametrize("name", ["harbour-bridge/", "harbour-bridge\\"])
def test_a_slash_at_the_end_of_a_name_does_not_matter(name):
    assert main([name]) == 0


def test_a_story_that_was_only_begun_is_told_what_is_missing(data):
    (data / "stories" / "new-story").mkdir()
    problems, _ = check(data, "new-story")
    assert [problem.file.rpartition("/")[2] for problem in problems] == ["story.json", "story.txt", "reading.json"]


def test_what_a_file_holds_cannot_steer_the_terminal():
    shown = str(Problem("data/a.json", "“\x1b[2J”", "Look: \u202e \r\n \ud800 \u00a0—é👩"))
    assert shown == "data/a.json → “\ufffd[2J”\n    Look: \ufffd \ufffd\ufffd \ufffd \u00a0—é👩"


# -- files beside a story


@pytest.mark.sampled(4, "each kind of file beside a story, held against its schema")
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_beside_a_story_is_read_and_held_against_its_schema(data, kind):
    folder = data / "stories" / "harbour-bridge"
    (folder / f"{kind}.json").write_text("not json", encoding="utf-8")
    [problem] = check(data, "harbour-bridge")[0]
    assert problem.file == f"data/stories/harbour-bridge/{kind}.json" and problem.place == "line 1, column 1"
    write(folder / f"{kind}.json", {"nonsense": 1})
    told_of = [problem.what for problem in check(data, "harbour-bridge")[0]]
    assert any(what.startswith("The name “nonsense” is not known here.") for what in told_of)


def test_a_file_beside_a_story_is_held_against_the_story_and_the_sources(data):
    folder = data / "stories" / "harbour-bridge"
    claims = changed(load("claims"), "claims", 0, "parts", "act", "words", 0, "words", to="the grocers")
    write(folder / "claims.json", changed(claims, "statuses", 0, "entries", 0, "sources", 0, "locator", to="p99-s1"))
    found = [problem.what for problem in check(data)[0]]
    assert "The words “the grocers” do not stand in" in found[0] and "There is no “p99-s1”." in found[1]
    assert len(found) == 2


@pytest.mark.parametrize(
    "name, hint",
    [
        ("evidense.json", "Did you mean “evidence”?"),
        ("questions.json", "There are: acts, background, claims, evidence,"),
        ("claims.txt", "Did you mean “claims”?"),
    ],
)
def test_a_file_of_no_known_kind_is_told(data, name, hint):
    shutil.copy(HARBOUR / "claims.json", data / "stories" / "harbour-bridge" / name)
    (data / "stories" / "harbour-bridge" / ".hidden").write_text("of the file system", encoding="utf-8")
    [problem] = check(data)[0]
    assert problem.file.endswith(f"/{name}") and problem.what.startswith("No file of a story has this name.")
    assert hint in problem.what


def test_the_two_readings_that_were_compared_are_looked_through(data):
    folder = data / "stories" / "harbour-bridge" / "readings"
    folder.mkdir()
    write(folder / "first.json", changed(load("reading"), "hedges", 0, "words", "words", to="zebra"))
    [problem] = check(data)[0]
    assert problem.file.endswith("/readings/first.json") and "The words “zebra” do not stand in" in problem.what


def test_files_beside_a_story_wait_until_the_story_can_be_read(data):
    (data / "stories" / "harbour-bridge" / "story.txt").unlink()
    assert [problem.file.rpartition("/")[2] for problem in check(data, "harbour-bridge")[0]] == ["story.txt"]


# -- reading files


@pytest.mark.parametrize(
    "raw, place, what",
    [
        (b"\xef\xbb\xbf{}", "", "begins with an invisible mark (BOM). Save it again as UTF-8 without BOM."),
        (b'{\n"a": "\xe9"}', "line 2", "The file is not UTF-8 text."),
        (b"{}" + b" " * MAX_BYTES, "", "The file has 5.0 MB. More than 5 MB are not read"),
        (b'{"a": 1,\n "b" 2}', "line 2, column 6", "A colon is missing here"),
        (b'{"a": 1\n "b": 2}', "line 2, column 2", "A comma is missing before this place"),
        (b'{"a": "she said "no""}', "line 1, column 18", "a quotation mark inside a text lacks the backslash"),
        (b'{"a": [1, }', "line 1, column 11", "A value must stand here"),
        (b"{'a': 1}", "line 1, column 2", "A name in straight quotation marks"),
        ("{“a”: 1}".encode(), "line 1, column 2", "A name in straight quotation marks"),
        (b'{"a": "one\ntwo"}', "line 1, column 11", "A text may not go on in a new line"),
        (b'{"a": "one', "line 1, column 7", "has no quotation mark at its end"),
        (b'{"a": "\\d"}', "line 1, column 8", "A backslash in a text must be written twice"),
        (b"{} {}", "line 1, column 4", "The file should have ended before this"),
        (b'{"a": True}', "line 1, column 7", "A value must stand here"),
        (b"", "line 1, column 1", "A value must stand here"),
        (b'{"id": "x", "a": 1, "a": 2}', "", "The name “a” stands 2 times in one group (in the entry “x”). Keep one."),
        (b"[" * 200_000, "", "stand inside each other too deeply"),
        (b"[" + b"9" * 5_000 + b"]", "", "a number is too long"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)
def test_a_file_that_cannot_be_read_is_told_with_line_and_column(tmp_path, raw, place, what):
    path = tmp_path / "file.json"
    path.write_bytes(raw)
    with pytest.raises(Unreadable) as problem:
        read_json(path)
    assert problem.value.place == place
    assert what in str(problem.value) and str(problem.value).endswith((".", "?"))


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(Unreadable, match=r"The file is missing. Copy that of another story and change it."):
        read_text(tmp_path / "story.txt")
    with pytest.raises(Unreadable, match="The file cannot be opened"):
        read_text(tmp_path)


@given(st.binary(max_size=30) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "replace")))
def test_no_file_makes_the_check_fail(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("files") / "file.json"
    path.write_bytes(raw)
    try:
        read_json(path)
    except Unreadable as problem:
        assert str(problem)


# -- schemas in plain words

READING = load("reading")
STORY = load("story")


def schema(name):
    return schema_of(name, DATA)


def one_fault(name, content):
    fault = only(schema_faults(content, schema(name)))
    return place_of(content, fault.path), fault.what


@pytest.mark.parametrize(
    "name, content, place, what",
    [
        (
            "reading",
            changed(READING, "attributions", 0, "reason"),
            "attributions → “quill-cracks”",
            "“reason” is missing. Add it.",
        ),
        (
            "reading",
            changed(READING, "attributions", 0, "resaon", to="x"),
            "attributions → “quill-cracks”",
            "The name “resaon” is not known here. Did you mean “reason”?",
        ),
        (
            "reading",
            changed(READING, "attributions", 0, "quotation", to="indirekt"),
            "attributions → “quill-cracks” → quotation",
            "“indirekt” cannot stand here. One of these must: direct, indirect, mixed. Did you mean “indirect”?",
        ),
        (
            "reading",
            changed(READING, "attributions", 0, "content", to={}),
            "attributions → “quill-cracks” → content",
            "A list in [ ] must stand here, but there is a group of names and values in { }.",
        ),
        (
            "reading",
            changed(READING, "attributions", 0, "content", to=[]),
            "attributions → “quill-cracks” → content",
            "This list has 0, and needs at least 1.",
        ),
        (
            "reading",
            changed(READING, "attributions", 0, "source", to="the inspector"),
            "attributions → “quill-cracks” → source",
            "A group of names and values in { } or null must stand here, but there is “the inspector”.",
        ),
        (
            "reading",
            changed(READING, "attributions", 0, "source", to={"sentence": "p1-s1", "word": "x", "words": "x"}),
            "attributions → “quill-cracks” → source",
            "The name “word” is not known here. Did you mean “words”?",
        ),
        (
            "reading",
            changed(READING, "names", 1, "words", "occurrence", to=0),
            "names → no. 2 (“Nora Quill”) → words → occurrence",
            "The number must be at least 1, but it is the number 0.",
        ),
        (
            "reading",
            changed(READING, "speakers", 0, "id", to="Nora Quill"),
            "speakers → “Nora Quill” → id",
            "“Nora Quill” does not fit. Here stands small letters a–z and digits, with single hyphens between them, "
            "such as “two-words”. Perhaps “nora-quill”?",
        ),
        (
            "reading",
            changed(READING, "speakers", 0, "name", to=""),
            "speakers → “nora-quill” → name",
            "Nothing is written here. Write it, or take the name away if it may be left out.",
        ),
        (
            "story",
            changed(STORY, "published", to="16 May 2017"),
            "published",
            "“16 May 2017” does not fit. Here stands a day as year-month-day, such as “2017-11-14”.",
        ),
        (
            "story",
            changed(STORY, "written_for_the_course", to="true"),
            "written_for_the_course",
            "True or false, without quotation marks must stand here, but there is “true”.",
        ),
        ("story", changed(STORY, "language", to="ru"), "language", "“en” must stand here, but there is “ru”."),
        (
            "questions",
            changed(QUESTIONS, "questions", 0, "kind", to="choise"),
            "questions → “pick” → kind",
            "“choise” is no kind of exercise. One of these must stand here: choice, lab, ordering, own_text, "
            "sorting, spans, text. Did you mean “choice”?",
        ),
        (
            "questions",
            changed(QUESTIONS, "questions", 0, "kind"),
            "questions → “pick”",
            "“kind” is missing: it says what kind of exercise this is, such as “choice”.",
        ),
        (
            "questions",
            changed(QUESTIONS, "questions", 0, "options", 1, "reason"),
            "questions → “pick” → options → “no”",
            "“reason” is missing. Add it.",
        ),
        (
            "questions",
            changed(QUESTIONS, "questions", 3, "passage", "sentences"),
            "questions → “spot” → passage",
            "“sentences” is missing. Add it.",
        ),
        (
            "questions",
            changed(QUESTIONS, "questions", 3, "key", 0, to="voss-stay-shut"),
            "questions → “spot” → key → no. 1",
            "“voss-stay-shut” does not fit. Here stands a list of the reading and the id of an entry, such as "
            "“attributions/lead-has-said”.",
        ),
        (
            "questions",
            changed(QUESTIONS, "questions", 4, "max_length", to=10),
            "questions → “tell” → max_length",
            "The number must be at least 50, but it is the number 10.",
        ),
        (
            "claims",
            changed(load("claims"), "claims", 0, "parts", to={}),
            f"claims → “{load('claims')['claims'][0]['id']}” → parts",
            "This group is empty. It needs at least 1 of these names: act, interpretation, purpose.",
        ),
        (
            "names",
            changed(load("names"), "actors", 0, "names", 0, "forms", to=["he", "it", "it"]),
            f"actors → “{load('names')['actors'][0]['id']}” → names → no. 1 → forms",
            "This list has “it” more than once. Keep one.",
        ),
        (
            "glosses",
            {"story": "x", "glosses": [{"sentence": "p1-s1", "words": "x", "means": "y."}]},
            "glosses → no. 1 (“x”) → means",
            "“y.” does not fit. Here stands a text without a full stop at its end.",
        ),
        ("questions", [], "", "A group of names and values in { } must stand here, but there is a list."),
    ],
)
def test_a_file_that_leaves_its_schema_is_told_in_plain_words(name, content, place, what):
    assert one_fault(name, content) == (place, what)


def test_a_name_that_nothing_comes_near_is_told_with_those_that_can_stand_there():
    _, what = one_fault("status", {"as_of": "2020-01-01", "lines": [{"text": "x", "sources": []}], "zebra": 1})
    assert what == "The name “zebra” is not known here. These names can stand here: as_of, short, lines."


def rules_in(part, within="schema"):
    """Find every rule of a schema with its value."""
    if isinstance(part, dict):
        for name, value in part.items():
            if within != "names":
                yield name, value
            if name == "dependentRequired" and within != "names":
                continue  # it holds names, and no rules
            yield from rules_in(value, "names" if within != "names" and name in ("properties", "$defs") else "schema")
    elif isinstance(part, list):
        for one in part:
            yield from rules_in(one)


ONLY_WORDS = {"$schema", "$ref", "$defs", "title", "description", "default", "properties", "items", "propertyNames"}
TOLD = {
    "oneOf",
    "anyOf",
    "required",
    "dependentRequired",
    "additionalProperties",
    "type",
    "enum",
    "const",
    "pattern",
    "minLength",
    "minItems",
    "minProperties",
    "uniqueItems",
}


@pytest.mark.parametrize("name", ["story", "reading", *KINDS, "questions", "sources", "glossary"])
def test_every_rule_of_our_schemas_can_be_told_in_plain_words(name):
    rules = list(rules_in(schema(name)))
    assert {rule for rule, _ in rules} <= ONLY_WORDS | TOLD | {"minimum", "maximum"}
    assert {value for rule, value in rules if rule == "pattern"} <= set(FORMS)
    types = {one for rule, value in rules if rule == "type" for one in ([value] if isinstance(value, str) else value)}
    assert types <= set(TYPES)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["choice", "spans", "p1-s1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kind", "story", "lesson", "questions", "words", "x"]), inner)
    ),
    max_leaves=10,
)


@pytest.mark.parametrize("name", ["story", "reading", "questions"])
@given(content=anything)
def test_nothing_in_a_file_makes_the_check_fail(name, content):
    for fault in schema_faults(content, schema(name)):
        assert fault.what.endswith((".", "?", ")")) and isinstance(place_of(content, fault.path), str)
    list(prose_faults(content))


def test_a_rule_that_our_schemas_do_not_have_yet_is_told_all_the_same():
    fault = only(schema_faults([1, 1], {"maxItems": 1}))
    assert fault.what.startswith("This does not have the form it should have")


def test_what_another_name_asks_for_is_told():
    rule = {"dependentRequired": {"language": ["in_english"]}}
    fault = only(schema_faults({"language": "ru"}, rule))
    assert fault.what == "“in_english” is missing: where there is “language”, it must stand, too."
    assert not list(schema_faults({"words": "x"}, rule))


def test_a_place_without_an_id_is_numbered():
    content = {"names": [{"words": {"words": "IS"}}, {"words": "US"}, 5], "sets": [{"id": "one"}]}
    assert [place_of(content, ("names", number)) for number in range(4)] == [
        "names → no. 1 (“IS”)",
        "names → no. 2 (“US”)",
        "names → no. 3",
        "names → no. 4",
    ]
    assert place_of(content, ("sets", 0, "id")) == "sets → “one” → id"


# -- words of a story

SENTENCES = {
    "s1": Sentence("s1", "She said “the ISIS flag” is his, and is it? IS said so."),
    "s2": Sentence("s2", "The Russian Defense Ministry has said it has evidence."),
}


@pytest.mark.parametrize(
    "span, what",
    [
        (("s2", "has said"), ""),
        (("s1", '"the ISIS flag"'), ""),
        (("s3", "said"), "There is no sentence “s3” here. There are: s1, s2."),
        (("s22", "said"), "There is no sentence “s22” here. Did you mean “s2”?"),
        (("s2", " has said"), "The words begin or end with a space. Take it away."),
        (("s2", " "), "The words begin or end with a space. Take it away."),
        (
            ("s2", "has sayd"),
            "The words “has sayd” do not stand in sentence s2. Did you mean “has said”? It reads: “The R",
        ),
        (("s2", "the Russian defence ministry"), "Did you mean “The Russian Defense Ministry”? It reads"),
        (("s1", "the “ISIS flag”"), "Only the quotation marks differ: copy them from the sentence, too."),
        (("s2", "is his, and"), "They stand in sentence s1."),
        (("s2", "said so. The Russian"), "They cross the end of a sentence: make a mark for each sentence."),
        (("s2", "zebra zoo"), "The words “zebra zoo” do not stand in sentence s2. Copy them from there."),
        (("s1", "said", 3), "The words “said” stand only 2 times in sentence s1. It reads: “She said"),
        (("s2", "said", 2), "The words “said” stand only once in sentence s2."),
        (("s1", "IS"), 'The words cut the word “ISIS” in two. To mean the word “IS” itself, write "occurrence": 3.'),
        (("s1", "lag"), "The words cut the word “flag” in two. Mark whole words."),
        (("s1", "is", 2), 'cut the word “his” in two. To mean the word “is” itself, write "occurrence": 1.'),
    ],
)
def test_words_that_cannot_be_marked_are_told_with_the_nearest(span, what):
    sentence, words, *occurrence = span
    found = words_fault(SENTENCES, {"sentence": sentence, "words": words, "occurrence": (occurrence or [1])[0]})
    assert found == "" if not what else what in found


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_nearest_words_are_words_of_the_text(text, words):
    near = nearest_words(text, words)
    assert near in text and near.strip() == near


def test_words_as_long_as_a_story_are_not_compared():
    assert nearest_words(TEXT, "The town council " * 100) == nearest_words(TEXT * 10, "The town") == ""


@given(st.text(max_size=20), st.integers(1, 3))
def test_any_words_are_looked_for_without_failing(words, occurrence):
    assert isinstance(words_fault(SENTENCES, {"sentence": "s1", "words": words, "occurrence": occurrence}), str)


# -- stories, readings, status, glossary


def story_told(content, text=TEXT):
    return told(story_faults(content, text, "harbour-bridge"))


def test_a_story_that_is_sound_has_no_fault():
    assert story_told(STORY) == []


@pytest.mark.parametrize(
    "steps, to, place, what",
    [
        (["id"], "harbor-bridge", ("id",), "The folder is called “harbour-bridge”: the id must be the same."),
        (["published"], "2017-02-30", ("published",), "There is no such day: 2017-02-30."),
        (["written_for_the_course"], False, ("address",), "A text that others published needs its address."),
        (["paragraphs", 2, "id"], "p1", ("paragraphs", 2, "id"), "“p1” stands here more than once."),
        (
            ["paragraphs", 2, "sentences", 1, "id"],
            "p1-s1",
            ("paragraphs", 2, "sentences", 1, "id"),
            "“p1-s1” stands here more than once.",
        ),
        (
            ["paragraphs", 1, "sentences", 1, "begins"],
            "The city council closed",
            ("paragraphs", 1, "sentences", 1, "begins"),
            "story.txt has no words “The city council closed”. Did you mean “The town council closed”?",
        ),
        (
            ["paragraphs", 6, "sentences", 2, "begins"],
            "Zebra",
            ("paragraphs", 6, "sentences", 2, "begins"),
            "Copy the first words of the sentence from there.",
        ),
        (
            ["paragraphs", 1, "sentences", 1, "begins"],
            "ouncil closed",
            ("paragraphs", 1, "sentences", 1, "begins"),
            "These words are first found inside another word: write some more of them.",
        ),
        (
            ["paragraphs", 0, "sentences", 0, "begins"],
            "bridge closed after",
            ("paragraphs", 0, "sentences", 0, "begins"),
            "The text before this sentence belongs to no sentence: “Harbour”. Number it, too.",
        ),
    ],
)
def test_a_fault_of_a_story_is_told_at_its_place(steps, to, place, what):
    [(path, sentence)] = story_told(changed(STORY, *steps, to=to))
    assert path == place and what in sentence


def test_a_paragraph_without_a_number_is_told_with_its_words():
    [(path, what)] = story_told(changed(STORY, "paragraphs", 3))
    assert path == ("paragraphs", 3, "sentences", 0)
    assert what.startswith("Before this sentence, story.txt has a paragraph without a number: it begins with “Council")


@pytest.mark.parametrize(
    "steps, to, what",
    [
        (["paragraphs", 2, "id"], "p9", "This is paragraph 2 of the body: its id must be “p2”."),
        (["paragraphs", 2, "sentences", 1, "id"], "p2-s9", "its id must be “p2-s2”."),
    ],
)
def test_ids_tell_where_a_paragraph_and_a_sentence_stand(steps, to, what):
    [(path, sentence)] = story_told(changed(STORY, *steps, to=to))
    assert path == tuple(steps) and what in sentence


def test_a_text_that_changed_is_told_with_its_new_checksum():
    text = TEXT.replace("closed", "shut", 1)
    [(path, what), *_] = story_told(STORY, text)
    assert path == ("sha256",)
    new = what.rpartition(" ")[2]
    assert story_told(changed(STORY, "sha256", to=new), text)[0][0] != ("sha256",)
    assert "If you changed the text on purpose, write: " in what


def test_line_ends_of_windows_are_told_as_the_reason_of_another_checksum():
    [(path, what)] = story_told(STORY, TEXT.replace("\n", "\r\n"))
    assert path == ("sha256",) and "(CRLF): save it with the line ends LF." in what


def reading_told(content):
    return told(reading_faults(content, load_story("harbour-bridge")))


@pytest.mark.parametrize(
    "steps, to, place, what",
    [
        (["story"], "another", ("story",), "This reading lies in the folder “harbour-bridge”"),
        (["attributions", 1, "id"], READING["attributions"][0]["id"], ("attributions", 1, "id"), "more than once"),
        (
            ["attributions", 0, "speaker"],
            "nora-quil",
            ("attributions", 0, "speaker"),
            "There is no speaker “nora-quil” in this reading. Did you mean “nora-quill”?",
        ),
        (["attributions", 0, "inside"], "zebra", ("attributions", 0, "inside"), "There is no attribution “zebra”."),
        (
            ["attributions", 0, "inside"],
            READING["attributions"][0]["id"],
            ("attributions", 0, "inside"),
            "this attribution stands inside itself",
        ),
        (["hedges", 0, "scope", 0, "words"], "zebra", ("hedges", 0, "scope", 0), "The words “zebra” do not stand in"),
        (["names", 0, "words", "sentence"], "p9-s9", ("names", 0, "words"), "There is no sentence “p9-s9” here."),
    ],
)
def test_a_fault_of_a_reading_is_told_at_its_place(steps, to, place, what):
    [(path, sentence)] = reading_told(changed(READING, *steps, to=to))
    assert path == place and what in sentence


def test_the_words_of_a_second_reading_are_looked_for_as_well():
    second = {"says": "x", "reason": "x", "cue": {"sentence": "p1-s1", "words": "zebra"}}
    [(path, _)] = reading_told(changed(READING, "attributions", 0, "second_readings", to=[second]))
    assert path == ("attributions", 0, "second_readings", 0, "cue")


def test_attributions_that_stand_inside_each_other_in_a_ring_are_told():
    ids = [one["id"] for one in READING["attributions"][:3]]
    ring = READING
    for number in range(3):
        ring = changed(ring, "attributions", number, "inside", to=ids[(number + 1) % 3])
    assert [path for path, _ in reading_told(ring)] == [("attributions", number, "inside") for number in range(3)]


def test_a_status_needs_sources_that_are_there_and_a_day_that_is_one():
    status = {"as_of": "2020-02-30", "lines": [{"text": "x", "sources": ["one-sourse"]}, {"text": "y", "sources": []}]}
    assert told(status_faults(status, ["one-source"])) == [
        (("as_of",), "There is no such day: 2020-02-30."),
        (("lines", 0, "sources", 0), "sources.json has no source “one-sourse”. Did you mean “one-source”?"),
        (("lines", 1, "sources"), "Every line needs a source."),
    ]
    assert [path for path, _ in told(status_faults(status, None))] == [("as_of",), ("lines", 1, "sources")]


def test_two_terms_with_one_name_are_told():
    terms = [
        {"id": "hedge", "term": "hedge", "also": ["softener"]},
        {"id": "softener", "term": "Softener", "source": "no-source"},
        {"id": "hedge", "term": "fence"},
    ]
    assert told(glossary_faults({"terms": terms, "labels": []}, ["one-source"])) == [
        (("terms", 2, "id"), "“hedge” stands here more than once. Write another id for one of them."),
        (("terms", 1), "“Softener” already leads to the term “hedge”."),
        (("terms", 1, "source"), "sources.json has no source “no-source”. Did you mean “one-source”?"),
    ]


@pytest.mark.parametrize(
    "text, what",
    [
        ("A “word.", "has no partner"),
        ("A word”.", "has no partner"),
        ("half \ud83d", "Half a character"),
        ("“a” “b”", ""),
    ],
)
def test_prose_has_whole_quotations_and_whole_characters(text, what):
    content = {"questions": [{"reason": text, "words": "“", "begins": "“", "passage": {"paragraphs": ["“"]}}]}
    found = told(prose_faults(content))
    assert [path for path, _ in found] == ([("questions", 0, "reason")] if what else [])
    assert all(what in sentence for _, sentence in found)


# -- questions


def questions_told(course, question, *steps, to=None):
    content = {"questions": [changed(question, *steps, to=to) if steps else question]}
    return [(fault.path[2:], fault.what) for fault in questions_faults(content, course)]


@pytest.mark.parametrize("question", QUESTIONS["questions"], ids=lambda question: question["kind"])
def test_a_question_that_is_sound_has_no_fault(question, course):
    assert questions_told(course, question) == []


@pytest.mark.parametrize(
    "question, steps, to, place, what",
    [
        (CHOICE, ["options", 0, "accepted"], False, ("options",), "No option is accepted."),
        (CHOICE, ["options", 1, "id"], "yes", ("options", 1, "id"), "“yes” stands here more than once."),
        (CHOICE, ["options", 1, "text"], "Yes.", ("options", 1, "text"), "Write another text for one of them."),
        (CHOICE, ["options", 1, "id"], "a", ("options", 1, "id"), "so “a” would be unclear. Take a word."),
        (ORDERING, ["items", 1, "id"], "12", None, "so “12” would be unclear"),
        (
            ORDERING,
            ["accepted", 0, "order"],
            ["will", "may"],
            ("accepted", 0, "order"),
            "does not name: could. Add them.",
        ),
        (
            ORDERING,
            ["accepted", 0, "order", 2],
            "cold",
            ("accepted", 0, "order", 2),
            "There is no item “cold”. Did you mean “could”?",
        ),
        (
            ORDERING,
            ["accepted", 0, "order", 2],
            "may",
            ("accepted", 0, "order", 2),
            "“may” stands in this order twice.",
        ),
        (SORTING, ["groups", 1, "id"], "b", None, "“b” would be unclear"),
        (SORTING, ["items", 0, "accepted", 0], "directly", ("items", 0, "accepted", 0), "Did you mean “direct”?"),
        (
            SORTING,
            ["items", 0, "reasons", "mixed"],
            None,
            ("items", 0, "reasons"),
            "The reason for the group “mixed” is missing. Whoever chooses it must be told why.",
        ),
        (SORTING, ["items", 0, "reasons", "mxed"], "x", ("items", 0, "reasons", "mxed"), "Did you mean “mixed”?"),
        (
            SORTING,
            ["items", 0, "text"],
            {"story": "harbour-bridge", "sentence": "p1-s9"},
            ("items", 0, "text", "sentence"),
            "The story harbour-bridge has no sentence “p1-s9”.",
        ),
        (
            ORDERING,
            ["items", 0, "text"],
            {"story": "zebra", "sentence": "p1-s1"},
            ("items", 0, "text", "story"),
            "There is no story “zebra”. There are: harbour-bridge.",
        ),
        (
            SORTING,
            ["passage"],
            {"status": "zebra", "folded": "What is known"},
            ("passage", "status"),
            "There is no story “zebra”. There are: harbour-bridge.",
        ),
        (LAB, ["slots", 0, "options", 0, "id"], "b", None, "“b” would be unclear"),
        (LAB, ["slots", 0, "id"], "sure", None, "“sure” already has a meaning in a typed answer."),
        (
            LAB,
            ["commitments", 0, "rules", 0, "when"],
            {"verb": ["claims"]},
            ("commitments", 0, "rules", 0, "when", "verb", 0),
            "The slot “verb” has no option “claims”. Did you mean “claimed”?",
        ),
        (LAB, ["commitments", 0, "rules", 0, "when"], None, ("commitments", 0, "rules", 0), "Give it a “when”."),
        (
            LAB,
            ["sentence", 1, "choose", 1, "when"],
            {"verb": ["said"]},
            ("sentence", 1, "choose", 1),
            "The last of these must fit always",
        ),
        (LAB, ["goal", "accepted", 0], {"very": ["said"]}, ("goal", "accepted", 0, "very"), "There is no slot “very”."),
        (SPANS, ["passage", "story"], "harbor-bridge", ("passage", "story"), "Did you mean “harbour-bridge”?"),
        (SPANS, ["passage", "sentences", 0], "p3-s9", ("passage", "sentences", 0), "no sentence “p3-s9”."),
        (SPANS, ["passage"], None, ("passage",), "give the “passage” a “story” and its “sentences”"),
        (SPANS, ["passage"], {"paragraphs": ["x"], "invented": True}, ("passage",), "give the “passage” a “story”"),
        (SPANS, ["key"], None, (), "“key” is missing"),
        (
            SPANS,
            ["key", 0],
            "attributions/voss-stay-shot",
            ("key", 0),
            "reading.json has no “voss-stay-shot” in “attributions”. Did you mean “voss-stay-shut”?",
        ),
        (SPANS, ["labels", 1], "source", ("labels", 1), "The label “source” stands here twice."),
        (SPANS, ["reasons", "cue"], None, ("reasons",), "The reason for the label “cue” is missing."),
        (SPANS, ["reasons", "content"], "x", ("reasons", "content"), "There is no label “content” in this exercise."),
        (SPANS, ["misreadings", 0, "label"], "hedge", ("misreadings", 0, "label"), "does not ask for “hedge”"),
        (SPANS, ["misreadings", 0, "words"], "the brigde", ("misreadings", 0), "Did you mean “the bridge”?"),
        (SPANS, ["misreadings", 0, "sentence"], "p2-s1", ("misreadings", 0), "There is no sentence “p2-s1” here."),
        (SPANS, ["misreadings", 0, "words"], "Amir Voss", ("misreadings", 0), "they cannot be a misreading"),
        (CHOICE, ["options", 1, "reason"], " ", ("options", 1, "reason"), "Only spaces stand here."),
        (ORDERING, ["items", 1, "reason"], "\n", ("items", 1, "reason"), "Only spaces stand here."),
        (CHOICE, ["marking"], "prediction", ("options", 1, "accepted"), "A prediction is never called wrong"),
        (SORTING, ["items", 1, "accepted"], ["direct"], ("groups", 1), "Nothing belongs to this group."),
        (
            LAB,
            ["sentence", 1, "choose", 0, "text"],
            "claimed",
            ("slots", 0),
            "Whether “said” or “claimed” is chosen never changes the sentence.",
        ),
        (
            LAB,
            ["commitments", 0, "rules", 0, "when"],
            {"verb": ["said", "claimed"]},
            ("commitments", 0, "rules", 1),
            "No version of the sentence is told this.",
        ),
        (
            LAB,
            ["commitments", 0, "rules", 0, "says"],
            "Kept at a distance, and more.",
            ("commitments", 0, "rules", 0, "says"),
            "A learner reads “kept at a distance” before this",
        ),
        (LAB, ["goal", "accepted"], [{"verb": ["said", "claimed"]}], ("goal",), "2 of 2 versions reach the goal"),
        (WRITE, ["reveal", "kinds"], ["scare_quotes"], ("reveal", "kinds", 0), "has nothing under “scare_quotes”"),
        (WRITE, ["reveal", "story"], "harbor-bridge", ("reveal", "story"), "Did you mean “harbour-bridge”?"),
    ],
)
def test_a_fault_of_a_question_is_told_at_its_place(course, question, steps, to, place, what):
    found = questions_told(course, question, *steps, to=to)
    assert any((place is None or path == place) and what in sentence for path, sentence in found), found


@pytest.mark.parametrize(
    "label, what", [("hegde", "Did you mean “hedge”?"), ("hedge", "The key marks nothing with “hedge”")]
)
def test_a_label_that_cannot_be_marked_is_told(course, label, what):
    question = changed(SPANS, "labels", to=["source", "cue", label]) | {"reasons": SPANS["reasons"] | {label: "x"}}
    assert any(path == ("labels", 2) and what in sentence for path, sentence in questions_told(course, question))


def test_a_key_that_is_not_there_is_told_once(course):
    [(path, _)] = questions_told(course, SPANS, "key", 0, to="attributions/zebra")
    assert path == ("key", 0)


def test_a_passage_that_is_too_long_to_mark_is_told(course):
    long = story_from(
        {"id": "long", "paragraphs": [{"id": "p1", "role": "body", "sentences": [{"id": "s1", "begins": "word"}]}]},
        "word " * 601,
    )
    course.folders, course.stories = ["long"], {"long": long}
    question = changed(SPANS, "passage", to={"story": "long", "sentences": ["s1"]}) | {"misreadings": []}
    [(path, what)] = questions_told(course, question)
    assert path == ("passage", "sentences") and what.startswith("The passage has 601 words. More than 600 cannot")


def test_ids_stand_once_in_all_question_files():
    earlier = {}
    assert not list(doubled_in_files({"questions": [CHOICE], "sets": [{"id": "pick"}]}, "a.json", earlier))
    fault = only(doubled_in_files({"questions": [ORDERING, CHOICE]}, "b.json", earlier))
    assert fault.path == ("questions", 1, "id")
    assert fault.what == "“pick” is there already (a.json, no. 1 of its questions). Choose another id."


def test_sets_and_pairs_name_questions_that_are_there():
    content = {"questions": [CHOICE], "sets": [{"questions": ["pick", "pik"]}]}
    assert told(named_question_faults(content | {"pairs": [{"a": "pick", "b": "zebra"}]}, ["pick"])) == [
        (("sets", 0, "questions", 1), "No question file has “pik”. Did you mean “pick”?"),
        (("pairs", 0, "b"), "No question file has “zebra”."),
    ]


def test_a_text_of_ones_own_comes_from_a_question_that_is_there(course):
    own_text = {"kind": "own_text", "text_from": "pack", "passage": {"paragraphs": ["One."], "invented": True}}
    assert not questions_told(course, own_text)
    course.questions = ["pick"]
    assert questions_told(course, own_text) == [(("text_from",), "No question file has “pack”. Did you mean “pick”?")]


def test_a_question_about_a_story_that_cannot_be_read_waits_until_it_can(course):
    course.stories, course.readings = {}, {}
    assert questions_told(course, SPANS) == []


def test_faults_of_one_file_do_not_hide_those_of_another(data):
    (data / "glossary.json").write_text("{", encoding="utf-8")
    (data / "sources.json").write_text("[]", encoding="utf-8")
    write(data / "questions" / "02_test.json", QUESTIONS | {"lesson": "02_test"})
    files = [problem.file for problem in check(data)[0]]
    assert set(files) == {"data/glossary.json", "data/sources.json", "data/questions/02_test.json"}
    assert files.count("data/questions/02_test.json") == len(QUESTIONS["questions"])


def test_a_fault_is_a_value():
    assert Fault(("a",), "x") == Fault(("a",), "x") and Problem("f", "p", "w") == Problem("f", "p", "w")
