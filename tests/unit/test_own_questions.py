"""Questions of one's own: asked like those of the course, checked first, kept apart, and never trusted."""

import copy
import doctest
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import helpers
from helpers import own_questions
from helpers.content import ContentProblem, data_folder, load, read_json
from helpers.kinds import kinds, room_of
from helpers.kinds.exercise import Entry
from helpers.kinds.form import form_faults
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.kinds.schema import question_schema
from helpers.lesson import verbs
from helpers.lesson.my_record_acts import hand_in_of
from helpers.own_questions import OWN, own_exercise, own_set

QUESTION = {
    "id": "mine",
    "prompt": "Which word is a hedge?",
    "options": [{"text": "may", "accepted": True, "reason": "It leaves it open."}, {"text": "is"}],
}
EXAMPLES = [
    pytest.param(example, id=f"{kind} {number}")
    for kind in kinds()
    for number, example in enumerate(read_json(room_of(kind) / "examples.json"))
]
OF_COURSE = [
    one
    for path in sorted((data_folder() / "questions").glob("*.json"))
    for one in load(f"questions/{path.name}")["questions"]
]
MARKED_HERE = [question for question in OF_COURSE if question.get("marking") != "later"]


@pytest.fixture(autouse=True)
def _own_record(record):
    """Let no test touch another's record."""


def changed(**names):
    return {**QUESTION, **names}


def without(name):
    return {key: value for key, value in QUESTION.items() if key != name}


def options(*given):
    return changed(options=list(given))


# -- asked like those of the course


def test_the_examples_of_the_verbs_are_true(record):
    names = {name: getattr(helpers, name) for name in helpers.__all__}
    finder = doctest.DocTestFinder(exclude_empty=True)
    told = []
    for verb in ("ask", "mark", "sort", "write", "ask_all"):
        [example] = finder.find(getattr(verbs, verb), verb, module=False, globs=dict(names))
        assert example.examples
        doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert not told


def test_a_question_needs_little():
    asked = helpers.ask(QUESTION, "a")
    assert repr(asked).startswith("✓ That fits.") and "It leaves it open." in repr(asked)
    assert asked.value == "option-1"
    assert [one["text"] for one in asked.exercises[0]["options"]] == ["may", "is"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_kind_can_be_asked(example):
    # A text of the learner's own is one of the course: there must be the question that asks for it.
    question = example["question"] | ({"text_from": exercise_ids()[0]} if "text_from" in example["question"] else {})
    exercise = own_exercise(question, helpers.kinds.kind_of(question["kind"]).verb)
    for outcome, answer in example["answers"].items():
        assert exercise.feedback(exercise.read(answer)).outcome == outcome


@pytest.mark.parametrize("question", MARKED_HERE, ids=lambda question: question["id"])
def test_a_question_of_the_course_is_the_same_as_one_of_ones_own(question):
    exercise = open_exercise(question["id"])
    asked = own_exercise(question, exercise.verb)
    other = {"id": asked.id, "in_other_words": ""}  # plain words of the course's questions stand in files of their own
    assert asked.id == OWN + exercise.id and asked.view() == {**exercise.view(), **other}


def test_a_list_a_file_and_both_together(tmp_path):
    listed = [QUESTION, {"kind": "text", "prompt": "Why?"}, "recall-sure"]
    path = tmp_path / "Mine.JSON"
    for content in (listed, {"prompt": "Three questions.", "questions": listed}):
        path.write_text("\ufeff" + json.dumps(content), encoding="utf-8")
        for place in (path, str(path)):
            asked = helpers.ask_all(place, ["a", "Because.", ...])
            assert list(asked.value.values()) == ["option-1", "Because."]
    assert repr(helpers.ask_all(path)) == "Run this cell to answer: Three questions."
    assert repr(helpers.ask_all(listed)) == "Run this cell to answer: 3 questions."
    assert helpers.ask_all(tuple(listed)).exercises[2]["id"] == "recall-sure"


def test_the_kind_is_found_by_what_the_question_has():
    [sorting] = read_json(room_of("sorting") / "examples.json")[:1]
    [ordering] = read_json(room_of("ordering") / "examples.json")[:1]
    for example, kind in ((sorting, "sorting"), (ordering, "ordering")):
        question = {name: value for name, value in example["question"].items() if name != "kind"}
        assert helpers.sort(question).exercises[0]["kind"] == kind


# -- kept apart from those of the course


def test_their_answers_are_kept_under_ids_that_no_exercise_of_the_course_has(record):
    helpers.ask(changed(id="recall-sure"), "a")
    assert list(record.read()["answers"]) == ["own/recall-sure"]
    assert helpers.ask("recall-sure").value is None and helpers.ask(changed(id="recall-sure")).value == "option-1"
    assert not [one for one in exercise_ids() if one.startswith(OWN)]
    Draft202012Validator(read_json(data_folder() / "schemas" / "record.schema.json")).validate(record.read())


def test_without_an_id_the_answers_belong_to_these_very_words():
    question = without("id")
    assert helpers.ask(question, "a").value == helpers.ask(copy.deepcopy(question)).value == "option-1"
    assert helpers.ask({**question, "prompt": "Another?"}).value is None


def test_with_an_id_an_answer_outlives_a_change_that_it_still_fits():
    helpers.ask(QUESTION, "b")
    assert helpers.ask(changed(prompt="Which of these is a hedge?")).value == "option-2"
    assert (
        helpers.ask(options({"id": "new", "text": "x", "accepted": True}, {"id": "newer", "text": "y"})).value is None
    )


def test_they_are_not_handed_in(record):
    helpers.ask(QUESTION, "a")
    record.keep("recall-sure", Entry("guess"), how="buttons")
    assert list(hand_in_of(record.read(), own_words=True)["answers"]) == ["recall-sure"]


# -- what is wrong is told


@pytest.mark.parametrize(
    "question, told",
    [
        (5, "This question cannot be asked: it is no dictionary. Here a question looks like this: "),
        (["a"], "This question cannot be asked: it is no dictionary. "),
        ({}, "“prompt” and “options” are missing."),
        (without("prompt"), "“prompt” is missing."),
        (changed(prompt=""), "In “prompt”: This is empty."),
        (changed(prompt=["x"]), "In “prompt”: Here a text is wanted."),
        (changed(id="My Question"), "In “id”: “My Question” is not of the form: small letters a–z and digits"),
        (changed(id="own/x"), "In “id”: “own/x” is not of the form"),
        (changed(id="__proto__"), "In “id”: “__proto__” is not of the form"),
        (changed(opitons=[]), "“opitons” has no meaning here. Did you mean “options”?"),
        (changed(options=[]), "In “options”: Here 2 or more are wanted."),
        (changed(options="ab"), "In “options”: Here a list is wanted."),
        (options("a", "b"), "In “options” 1: Here a group of names and values in { } is wanted."),
        (
            options({"text": "a", "accepted": True}, {"texte": "b"}),
            "In “options” 2: “texte” has no meaning here. Did you",
        ),
        (options({"text": "a", "accepted": 1}, {"text": "b"}), "In “options” 1, “accepted”: Here True or False"),
        (options({"text": "a"}, {"text": "b"}), "In “options”: No option is accepted."),
        (options({"text": "a", "accepted": True}, {"text": "a"}), "“a” stands here more than once."),
        (options({"id": "a", "text": "x", "accepted": True}, {"text": "y"}), "so “a” would be unclear. Take a word."),
        (
            options({"id": "Its Safe", "text": "x", "accepted": True}, {"text": "y"}),
            "“id”: “Its Safe” is not of the form",
        ),
        (options({"id": "Its Safe", "text": "x", "accepted": True}, {"text": "y"}), ". Perhaps “its-safe”?"),
        (options({"id": "ｓａｆｅ", "text": "x", "accepted": True}, {"text": "y"}), "words”. Perhaps “safe”?"),
        (options({"id": "safe\n", "text": "x", "accepted": True}, {"text": "y"}), "“id”: “safe” is not of the form"),
        (changed(passage={"paragraphs": []}), "In “passage”, “paragraphs”: Here 1 or more are wanted."),
        (changed(passage=5), "In “passage”: Here a group of names and values in { } is wanted."),
        (changed(passage={"story": "no-such", "sentences": ["p1-s1"]}), "no-such"),
        (changed(passage={"story": "../../etc", "sentences": ["p1"]}), "In “passage”, “story”: “../../etc” is not of"),
        (changed(passage={"story": "harbour-bridge", "sentences": ["p99-s1"]}), "p99-s1"),
        (changed(marking="later"), 'In “marking”: In a question of one’s own this can be "now" or "prediction".'),
        (changed(marking="soon"), 'In “marking”: Here one of these is wanted: "now", "later", "prediction".'),
        (changed(confidence="yes"), "In “confidence”: Here True or False"),
        (changed(kind="text"), "ask() asks questions of the kind “choice”, but not “text”."),
        (changed(kind=["choice"]), "ask() asks questions of the kind “choice”, but not “['choice']”."),
        (
            {"question": "x", "type": "multiple_choice", "answers": [{"answer": "a", "correct": True}]},
            "This question has the form of another quiz. Here a question looks like this: ",
        ),
        (changed(prompt={1, 2}), "“{1, 2}” in it is no text, number, list or dictionary."),
        (changed(prompt=object), "in it is no text, number, list or dictionary."),
        ({1: "x"}, "Its names must be texts."),
        (changed(prompt="x" * 100_000), "It has more than 40,000 letters."),
        (options(*[{"text": str(n)} for n in range(3_000)]), "It is too large for one question."),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(question, told, record):
    with pytest.raises(ContentProblem) as problem:
        helpers.ask(question)
    assert told in str(problem.value)
    assert len(str(problem.value)) < 500 and "\n" not in str(problem.value)
    assert not record.path.exists()


@pytest.mark.parametrize(
    "verb, question, told",
    [
        ("sort", {"prompt": "x"}, "say of which “kind” it is. The kind “ordering” needs “accepted” and “first” and"),
        ("build", {"prompt": "x"}, "“slots” and “sentence” and “commitments” are missing."),
        ("mark", {"prompt": "x", "labels": ["sauce"], "passage": "So."}, "glossary.json has no label “sauce”."),
        ("write", {"prompt": "x", "max_length": 10}, "In “max_length”: This is less than 50."),
        ("write", {"prompt": "x", "max_length": 10**5_000}, "A number in it is too large."),
        ("write", {"prompt": "x", "max_length": True}, "In “max_length”: Here a whole number is wanted."),
        ("write", {"prompt": "x", "reveal": {"story": "no-such", "kinds": ["hedges"]}}, "There is no story “no-such”."),
    ],
)
def test_what_is_wrong_in_the_other_kinds_is_told_too(verb, question, told):
    with pytest.raises(ContentProblem) as problem:
        getattr(helpers, verb)(question)
    assert told in str(problem.value)


@pytest.mark.parametrize(
    "questions, told",
    [
        ([], "These are 0 questions. From 1 to 100 can be asked."),
        ([QUESTION] * 101, "These are 101 questions."),
        ([QUESTION, QUESTION], "Question 2 is there twice, or has the id of another one"),
        ([QUESTION, {"prompt": "x"}], "Question 2 cannot be asked. “options” is missing."),
        ([QUESTION, 5], "Question 2 cannot be asked: it is no dictionary."),
        (
            {"questions": [QUESTION]},
            "ask_all() takes a list of questions, the path of a JSON file, or the id of a set.",
        ),
        (5, "ask_all() takes a list of questions"),
        (["no-such-exercise"], "There is no exercise “no-such-exercise” in data/questions."),
        ("no-such-set", "There is no set of exercises “no-such-set” in data/questions."),
    ],
)
def test_what_is_wrong_in_a_list_is_told_with_its_number(questions, told):
    with pytest.raises(ContentProblem) as problem:
        helpers.ask_all(questions)
    assert told in str(problem.value)


@pytest.mark.parametrize(
    "content, told",
    [
        (None, "There is no file “"),
        (b"", "is not valid JSON: line 1, column 1"),
        (b'[{"prompt": }]', "is not valid JSON: line 1, column 13"),
        (b"\xff\xfe[\x00", "is not UTF-8 text. Save it again as UTF-8."),
        (b"[" * 100_000, "The file “mine.json” is no list of questions."),
        (b"1" * 900_000, "The file “mine.json” is no list of questions."),
        (b'{"cells": [], "metadata": {}}', "The file “mine.json” is no list of questions. Here a question looks"),
        (b'{"prompt": 5, "questions": []}', "The file “mine.json” is no list of questions."),
        (b'"text"', "The file “mine.json” is no list of questions."),
        (b'[{"question": "x", "answers": []}]', "Question 1 of “mine.json” has the form of another quiz."),
        (b'[{"prompt": "x"}]', "Question 1 of “mine.json” cannot be asked. “options” is missing."),
        (b" " * 1_000_001, "is larger than 1 MB: it is no list of questions."),
    ],
)
def test_what_is_wrong_with_a_file_is_told(content, told, tmp_path):
    path = tmp_path / "mine.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ContentProblem) as problem:
        helpers.ask_all(str(path))
    assert told in str(problem.value)


@pytest.mark.parametrize("path", ["", "\x00.json", "x" * 5_000 + ".json", "/.json"])
def test_what_is_no_path_is_told(path, tmp_path):
    with pytest.raises(ContentProblem):
        helpers.ask_all(path)
    with pytest.raises(ContentProblem, match="cannot be opened"):
        (tmp_path / "folder.json").mkdir()
        helpers.ask_all(tmp_path / "folder.json")


# -- never trusted


def test_a_question_that_holds_itself_is_told():
    question = changed()
    question["options"] = [question]
    with pytest.raises(ContentProblem, match="It is too large for one question"):
        helpers.ask(question)


def test_what_is_changed_in_a_dictionary_afterwards_changes_no_exercise():
    question = copy.deepcopy(QUESTION)
    exercise = own_exercise(question)
    question["options"][0]["text"] = question["prompt"] = "changed"
    assert exercise.prompt == QUESTION["prompt"] and exercise.options[0].text == "may"


def test_texts_go_to_the_page_as_they_are_and_halves_of_characters_are_mended():
    hostile = "<img src=x onerror=alert(1)>{{7*7}} \ud83d"
    asked = helpers.ask(changed(prompt=hostile), "a")
    assert asked.exercises[0]["prompt"] == hostile.replace("\ud83d", "\ufffd")
    json.dumps(asked.get_state(), default=str).encode("utf-8")


def test_no_reason_reaches_the_page_before_an_answer():
    state = helpers.ask(QUESTION).get_state()
    assert "It leaves it open." not in json.dumps(
        {name: value for name, value in state.items() if name not in ("_esm", "_css")}, default=str
    )


def test_a_lab_with_more_versions_than_can_be_tried_is_told_at_once():
    slots = [
        {"id": f"slot-{n}", "name": "x", "options": [{"id": f"o-{m}", "text": "x"} for m in range(9)]}
        for n in range(12)
    ]
    rules = [{"state": "stated", "says": "x"}]
    lab = {"prompt": "x", "slots": slots, "sentence": ["x"], "commitments": [{"id": "c", "name": "x", "rules": rules}]}
    began = time.perf_counter()
    with pytest.raises(ContentProblem, match=r"282,429,536,481 versions of the sentence\. Up to 500"):
        helpers.build(lab)
    assert time.perf_counter() - began < 2


# -- the form, beside a library that knows all of JSON Schema

JUNK = st.sampled_from(
    [None, True, 0, 1.5, "", "x", "two-words", [], ["x"], {}, {"id": "x"}, {"story": "x"}, -1, 10**6]
)


def places_in(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield from places_in(one, (*path, step))


@st.composite
def broken_questions(draw):
    """A question of the course in which something was taken out, put in, or put in the place of something."""
    question = copy.deepcopy(draw(st.sampled_from(OF_COURSE)))
    *way, last = draw(st.sampled_from([path for path in places_in(question) if path and path != ("kind",)]))
    inside = question
    for step in way:
        inside = inside[step]
    match draw(st.sampled_from(["take out", "replace", "add"])):
        case "take out":
            del inside[last]
        case "replace":
            inside[last] = draw(JUNK)
        case "add" if isinstance(inside, dict):
            inside[draw(st.sampled_from(["extra", "id", "text", "when"]))] = draw(JUNK)
    return question


@pytest.mark.parametrize("question", OF_COURSE, ids=lambda question: question["id"])
def test_the_form_of_every_question_of_the_course_is_right(question):
    assert not list(form_faults(question, question_schema(question["kind"])))


@given(broken_questions())
def test_the_form_is_judged_as_a_library_judges_it(question):
    schema = question_schema(question["kind"])
    assert bool(list(form_faults(question, schema))) == (not Draft202012Validator(schema).is_valid(question))


@given(broken_questions())
def test_whatever_is_wrong_in_a_question_it_is_told_or_asked(question):
    try:
        exercise = own_exercise(question, helpers.kinds.kind_of(question["kind"]).verb)
    except ContentProblem as problem:
        assert str(problem)
    else:
        json.dumps(exercise.view())


def test_the_bounds_leave_room_for_every_question_of_the_course():
    for question in OF_COURSE:
        own_questions._plain(question)
    assert own_set([changed(id=f"q-{n}") for n in range(100)])
