"""Before an answer, neither a shipped notebook nor a view holds a reason, a key or a mark of one."""

import ast
import html
import json
import re
from functools import cache

import course_texts
import pytest

from helpers.kinds.library import open_exercise
from helpers.lesson.asking import show_exercises
from helpers.reading import labels
from helpers.record import PLACE_VARIABLE

QUESTIONS = course_texts.all_questions()
SECRET = ("reason", "reasons", "says", "look_for", "model_answer", "misreadings")
SHORTEST_SECRET = 12
MARK = re.compile(r'<mark class="[^"]*wss-mark--([a-z-]+)">(.*?)</mark>', re.DOTALL)


def secrets_of(question):
    """Return every text of a question that is for after the answer, the reasons of its reading too."""
    secrets = {text for name in SECRET for text in _texts(question.get(name))}
    for part in ("options", "items", "accepted"):
        for one in question.get(part, ()):
            secrets |= {text for name in SECRET for text in _texts(one.get(name))}
    secrets |= {question.get("goal", {}).get(name, "") for name in ("reached", "not_yet")}
    exercise = open_exercise(question["id"])
    for accepted in getattr(exercise, "accepted", ()):
        secrets |= set(_texts(getattr(accepted, "says", "")))
    for row in getattr(exercise, "reveal", ()):
        secrets |= set(_texts(row.text))
    return {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}


def _texts(found):
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for name, one in found.items():
            if name not in ("label", "sentence", "words", "occurrence"):
                yield from _texts(one)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from _texts(one)


def keys_of(question):
    """Return the marks of each accepted reading, as sets of label and words; none where nothing is marked."""
    readings = getattr(open_exercise(question["id"]), "accepted", ())
    return [{(label, flat(span.words)) for label, span in one.marks} for one in readings if hasattr(one, "marks")]


def flat(text):
    """Return the letters of a text, without tags: neither a space nor a quotation mark hides a leak."""
    shown = re.sub(r'<style>.*?</style>|<b class="wss-tag">.*?</b>|<[^>]+>', "", text, flags=re.DOTALL)
    return re.sub(r"[\W_]+", "", html.unescape(shown).casefold()) or shown.strip()


def marks_told(text):
    """Return each pair of label and words that a text tells: as marks, a sentence, or a typed answer."""
    names = {label.name: label.id for label in labels().values()}
    told = {(label, flat(words)) for label, words in MARK.findall(text)}
    told |= {(names[name], flat(words)) for name, words in re.findall(rf"\b({'|'.join(names)}): ([^;\n]+)", text)}
    quoted = rf"""["']({"|".join(names.values())})["']\s*:\s*\[?\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    return told | {(label, flat(ast.literal_eval(words))) for label, words in re.findall(quoted, text)}


@pytest.fixture(autouse=True)
def _no_record(tmp_path, monkeypatch):
    """Let no view meet a record of somebody's own."""
    monkeypatch.setenv(PLACE_VARIABLE, str(tmp_path / "record.json"))


def places_of(notebook):
    """Yield every text of a notebook with its place: sources, outputs, and the metadata."""
    yield "metadata", json.dumps(notebook["metadata"], ensure_ascii=False)
    for cell in notebook["cells"]:
        yield f"{cell['id']}, metadata", json.dumps(cell["metadata"], ensure_ascii=False)
        yield cell["id"], "".join(cell["source"])
        for output in cell.get("outputs", ()):
            yield cell["id"], "".join(output.get("text", ""))
            for data in output.get("data", {}).values():
                yield cell["id"], "".join(data) if isinstance(data, str | list) else json.dumps(data)


@cache
def to_be_kept(question_id):
    """Return the secrets of a question with their letters, and its keys; worked out once for all texts."""
    question = next(one for one in QUESTIONS if one["id"] == question_id)
    return [(secret, flat(secret)) for secret in secrets_of(question)], keys_of(question)


def leaks_in(text, questions):
    """Say which secrets and which whole keys a text tells."""
    seen, told = flat(text), marks_told(text)
    for question in questions:
        secrets, keys = to_be_kept(question["id"])
        for secret, letters in secrets:
            if letters in seen:
                yield f"{question['id']} tells: {secret}"
        for key in keys:
            if key <= told:
                yield f"{question['id']} tells its key: {sorted(key)}"


def state_of(exercise_id):
    """Return what the view of an exercise sends to the page before an answer."""
    view = show_exercises("", [open_exercise(exercise_id)])
    state = {name: value for name, value in view.get_state().items() if name not in ("_esm", "_css")}
    view.close()
    return state


def names_in(found):
    if isinstance(found, dict):
        for name, one in found.items():
            yield name
            yield from names_in(one)
    elif isinstance(found, list):
        for one in found:
            yield from names_in(one)


def examples_in(notebook):
    """Return the readings that a notebook shows as worked examples: story and id."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show_example":
                    given = [one.value for one in node.args] + [one.value.value for one in node.keywords]
                    yield given[1] if len(given) > 1 else "tass-2017-11-14", given[0]


def keyed_readings():
    return {(q["passage"]["story"], key.partition("/")[2]) for q in QUESTIONS for key in q.get("key", ())}


@pytest.mark.parametrize("path", course_texts.all_notebooks(), ids=lambda path: path.stem)
def test_a_shipped_notebook_tells_no_key(path):
    found = {
        where: leaks for where, text in places_of(course_texts.read(path)) if (leaks := [*leaks_in(text, QUESTIONS)])
    }
    assert not found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_view_tells_no_key_before_an_answer(question):
    state = state_of(question["id"])
    assert state["responses"] == state["previews"] == {}
    # A text of the learner's own begins with the marker's marks: nobody has read it, so it has no key.
    assert state["drafts"] == {} or open_exercise(question["id"]).own_words
    assert not set(names_in(state["exercises"])) & {"accepted", "key", "says", "reveal", *SECRET}
    assert not list(leaks_in(json.dumps(state, ensure_ascii=False, default=str), [question]))


def test_every_exercise_with_a_key_has_secrets_to_keep():
    marked = [
        question
        for question in QUESTIONS
        if question.get("marking") != "prediction" and (open_exercise(question["id"]).keys() or "reveal" in question)
    ]
    assert marked and all(secrets_of(question) for question in marked)


def test_a_worked_example_is_no_key_of_an_exercise():
    shown = {one for path in course_texts.all_notebooks() for one in examples_in(course_texts.read(path))}
    assert shown and not shown & keyed_readings()


# --- Leaks that are found ---------------------------------------------------------------------------------


LEAD = "it has obtained evidence the US-led coalition provides support for the terrorist group Islamic State"
REASON = "This is a reporting verb: it says that somebody said it, and not that it is so."
LEAKS = {
    "a reason": REASON,
    "a reason in HTML": f"<p>{REASON.replace('reporting', '<b>reporting</b>')}</p>",
    "a reason with other spaces": REASON.replace(" ", "  "),
    "a reason of the reading": "",
    "a typed answer": f'answer = {{"source": "The Russian Defense Ministry", "cue": "has said", "content": "{LEAD}"}}',
    "a sentence": f"Worked example. Source: The Russian Defense Ministry; Cue: has said; Content: {LEAD}.",
    "marks": '<mark class="wss-mark wss-mark--source"><b class="wss-tag">Source</b> The Russian Defense '
    'Ministry</mark> <mark class="wss-mark wss-mark--cue">has said</mark> '
    f'<mark class="wss-mark wss-mark--content">{LEAD}</mark>',
}


def the_lead():
    return next(question for question in QUESTIONS if question["id"] == "who-says-lead")


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_found(leak):
    text = LEAKS[leak] or open_exercise("who-says-lead").accepted[0].says
    assert list(leaks_in(text, [the_lead()]))


@pytest.mark.parametrize(
    "text",
    [
        "Worked example. Source: The ministry; Cue: also said; Content: it was so.",
        'answer = {"source": "The Russian Defense Ministry"}',
        "The Russian Defense Ministry has said it has obtained evidence",
    ],
)
def test_what_tells_no_key_is_left_alone(text):
    assert not list(leaks_in(text, [the_lead()]))


def test_a_view_that_has_an_answer_does_tell_reasons():
    """So the check of the view above looks where reasons would be."""
    exercise = open_exercise("first-choice")
    question = next(one for one in QUESTIONS if one["id"] == exercise.id)
    right = exercise.accepted_answer()
    wrong = next(one for one in exercise.choices() if one != right)
    for answer, tells in ((wrong, False), (right, True)):  # a first miss is told a hint
        view = show_exercises("", [exercise], [(answer, 80)])
        assert bool(list(leaks_in(json.dumps(view.get_state(), ensure_ascii=False, default=str), [question]))) == tells
        view.close()


def test_a_worked_example_that_is_a_key_is_found():
    cell = {"cell_type": "code", "source": 'show_example("lead-has-said")'}
    assert set(examples_in({"cells": [cell]})) <= keyed_readings()
    cell["source"] = 'show_example("quill-cracks", story_id="harbour-bridge")'
    assert set(examples_in({"cells": [cell]})) <= keyed_readings()
