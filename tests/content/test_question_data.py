"""Every exercise has a reason for every answer, a key that its text carries, and a place in its lesson."""

import ast
import copy
from collections import Counter
from dataclasses import replace

import beside
import course_texts
import pytest

from authoring.plain_words import schema_faults
from authoring.rules import named_question_faults, questions_faults
from helpers.content import data_folder
from helpers.judgement import USES
from helpers.kinds.library import exercise_from
from helpers.kinds.schema import questions_schema

QUESTIONS = course_texts.all_questions()
SETS = {one["id"]: one for path in course_texts.question_files() for one in course_texts.read(path).get("sets", ())}
LABELS = [label["id"] for label in course_texts.read(data_folder() / "glossary.json")["labels"]]


def twice(names):
    return sorted({name for name in names if list(names).count(name) > 1})


def problems_of(question):
    """Say what the author's check finds in one question."""
    data = {"lesson": "01_test", "questions": [question]}
    course = replace(beside.COURSE, labels=LABELS, questions=[one["id"] for one in QUESTIONS])
    found = list(schema_faults(data, questions_schema())) or [
        *questions_faults(data, course),
        *named_question_faults(data, [one["id"] for one in QUESTIONS]),
    ]
    return [fault.what for fault in found] or (exercise_from(question) and [])


def asked_in(notebook):
    """Return the ids of the exercises that a lesson asks, sets taken apart."""
    asked = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in ("ask", "build", "mark", "sort", "write"):
                    asked.append(node.args[0].value)
                elif node.func.id == "ask_all":
                    asked += SETS[node.args[0].value]["questions"]
                elif node.func.id == "take_form":
                    asked += SETS["form-a"]["questions"] + SETS["form-b"]["questions"]
    return asked


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_an_exercise_is_whole(question):
    assert not problems_of(question)


def test_ids_are_unique_over_all_files():
    assert not twice([question["id"] for question in QUESTIONS])
    assert not twice(
        [one["id"] for path in course_texts.question_files() for one in course_texts.read(path).get("sets", ())]
    )


def test_a_text_to_mark_comes_from_a_question_for_a_text():
    kinds = {one["id"]: one["kind"] for one in QUESTIONS}
    assert {kinds[one["text_from"]] for one in QUESTIONS if one["kind"] == "own_text"} == {"text"}


def test_every_set_holds_exercises_that_are_there_each_once():
    known = {question["id"] for question in QUESTIONS}
    for one in SETS.values():
        assert set(one["questions"]) <= known and not twice(one["questions"]), one["id"]


def test_a_file_of_questions_is_named_for_its_lesson():
    for path in course_texts.question_files():
        assert course_texts.read(path)["lesson"] == path.stem
    lessons = {path.stem for path in course_texts.lesson_files()}
    assert {path.stem for path in course_texts.question_files("[0-9]*.json")} <= lessons


@pytest.mark.parametrize("path", course_texts.lesson_files(), ids=lambda path: path.stem)
def test_a_lesson_asks_each_of_its_questions_once_and_no_others(path):
    asked = asked_in(course_texts.read(path))
    own = course_texts.read(data_folder() / "questions" / f"{path.stem}.json")["questions"]
    ids = [question["id"] for question in own]
    forms = SETS["form-a"]["questions"] + SETS["form-b"]["questions"]
    assert not twice(asked)
    assert sorted(set(asked) - set(forms)) == sorted(ids)


def test_what_one_may_do_with_a_text_is_worked_out_and_never_typed():
    uses = [one for one in course_texts.all_questions() if {o["id"] for o in one.get("options", ())} >= set(USES)]
    assert len(uses) > 20
    assert not [one["id"] for one in uses if "features" not in one or any("accepted" in o for o in one["options"])]


def longest_options():
    """Count the choices with one key whose right option is the longest; in how many chance would have it; and all."""
    right, by_chance, asked = 0.0, 0.0, 0
    for question in course_texts.all_questions():
        # What the rule answers has the same options everywhere, so their length tells nothing.
        if question["kind"] != "choice" or question.get("marking") == "prediction" or "features" in question:
            continue
        if len(keys := course_texts.accepted(question)) != 1:
            continue
        lengths = {option["id"]: len(option["text"]) for option in question["options"]}
        longest = [name for name, length in lengths.items() if length == max(lengths.values())]
        right += (keys[0] in longest) / len(longest)
        by_chance += 1 / len(lengths)
        asked += 1
    return right, by_chance, asked


def test_the_right_option_is_the_longest_no_more_often_than_by_chance():
    right, by_chance, asked = longest_options()
    assert asked > 40 and 0.7 * by_chance < right <= by_chance
    told = f"In {right:g} of {asked} such questions the right option is the longest; "
    told += f"by chance it would be {by_chance:.1f}."
    assert told in " ".join((data_folder() / "README.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("path", course_texts.question_files("[0-9]*.json"), ids=lambda path: path.stem)
def test_the_fitting_option_stands_in_no_place_most_of_the_time(path):
    places = Counter(
        [option["id"] for option in question["options"]].index(course_texts.accepted(question)[0])
        for question in course_texts.read(path)["questions"]
        if question["kind"] == "choice" and len(course_texts.accepted(question)) == 1
    )
    assert max(places.values(), default=0) <= max(2, 0.6 * places.total()), places


def question(exercise_id):
    return copy.deepcopy(next(one for one in QUESTIONS if one["id"] == exercise_id))


ORDERING = {
    "id": "x", "kind": "ordering", "prompt": "x", "first": "x", "last": "y",
    "items": [{"id": "will", "text": "A", "reason": "x"}, {"id": "may", "text": "B", "reason": "x"}],
    "accepted": [{"order": ["will", "may"], "says": "x"}],
}  # fmt: skip

BREAKAGES = {
    "no reason for an option": ("check-good", lambda q: q["options"][1].update(reason=" ")),
    "no accepted option": ("check-good", lambda q: q["options"][0].update(accepted=False)),
    "an option twice": ("check-good", lambda q: q["options"].append(q["options"][0])),
    "a prediction that is wrong": ("predict-speakers", lambda q: q["options"][0].update(accepted=False)),
    "no reason for a group": ("no-speaker", lambda q: q["items"][0]["reasons"].pop("half")),
    "a group that is not there": ("no-speaker", lambda q: q["items"][0].update(accepted=["none"])),
    "an empty group": ("no-speaker", lambda q: [item.update(accepted=["near"]) for item in q["items"]]),
    "an item twice": ("no-speaker", lambda q: q["items"].append(q["items"][0])),
    "no reason for a label": ("who-says-lead", lambda q: q["reasons"].pop("cue")),
    "a reason too many": ("who-says-lead", lambda q: q["reasons"].update(hedge="x")),
    "an unknown label": ("who-says-lead", lambda q: q["labels"].append("speaker")),
    "a label that the key does not mark": (
        "who-says-lead",
        lambda q: (q["labels"].append("hedge"), q["reasons"].update(hedge="x")),
    ),
    "an unknown key": ("who-says-lead", lambda q: q.update(key=["attributions/nowhere"])),
    "a key in another sentence": ("who-says-lead", lambda q: q["passage"].update(sentences=["p2-s1"])),
    "a sentence that is not there": ("who-says-lead", lambda q: q["passage"].update(sentences=["p99-s1"])),
    "a misreading of words that are not there": (
        "who-says-lead",
        lambda q: q["misreadings"][0].update(words="the Pentagon"),
    ),
    "a misreading elsewhere": ("who-says-lead", lambda q: q["misreadings"][0].update(sentence="p2-s1")),
    "a misreading of another label": ("who-says-lead", lambda q: q["misreadings"][0].update(label="hedge")),
    "a misreading that is accepted": (
        "who-says-lead",
        lambda q: q["misreadings"][0].update(words="The Russian Defense Ministry"),
    ),
    "a choice that changes nothing": (
        "move-allegedly",
        lambda q: q.update(sentence=["The mayor closed the road."]),
    ),
    "a rule that is never used": ("move-allegedly", lambda q: q["commitments"][0]["rules"].insert(
        0, {"state": "pushed", "says": "x"}
    )),
    "a goal out of reach": ("move-allegedly", lambda q: q["goal"].update(
        accepted=[{q["slots"][0]["id"]: ["nowhere-at-all"]}]
    )),
    "a text from nowhere": ("my-marks", lambda q: q.update(text_from="nowhere")),
    "a story to reveal that is not there": (
        "argue-with-our-reading",
        lambda q: q["reveal"].update(story="nowhere"),
    ),
    "a part to reveal that is empty": ("argue-with-our-reading", lambda q: q["reveal"].update(
        story="harbour-bridge", kinds=["scare_quotes"]
    )),
}  # fmt: skip


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_an_exercise_that_is_not_whole_is_found(breakage):
    exercise_id, slip = BREAKAGES[breakage]
    broken = question(exercise_id)
    slip(broken)
    assert problems_of(broken)


def test_an_order_that_leaves_an_item_out_is_found():
    assert not problems_of(ORDERING)
    assert problems_of(ORDERING | {"accepted": [{"order": ["will"], "says": "x"}]})
    assert problems_of(ORDERING | {"items": ORDERING["items"][:1] * 2})


def test_an_id_that_stands_twice_is_found():
    assert twice(["a", "b", "a"]) == ["a"] and not twice(["a", "b"])
