"""Every exercise has a reason for every answer, a key that its text carries, and a place in its lesson."""

import ast
import copy
from collections import Counter
from itertools import combinations

import course_texts
import pytest

from helpers.content import ContentProblem, data_folder
from helpers.exercises.lab import When
from helpers.exercises.library import exercise_from
from helpers.exercises.spans import Spans
from helpers.story import find_words, load_reading, story_ids

QUESTIONS = course_texts.all_questions()
SETS = {one["id"]: one for path in course_texts.question_files() for one in course_texts.read(path).get("sets", ())}
LABELS = [label["id"] for label in course_texts.read(data_folder() / "glossary.json")["labels"]]


def twice(names):
    return sorted({name for name in names if list(names).count(name) > 1})


def problems_of_choice(question):
    options = question["options"]
    problems = [f"two options {one}" for one in twice([o["id"] for o in options]) + twice([o["text"] for o in options])]
    problems += [f"option {o['id']} has no reason" for o in options if not o.get("reason", "").strip()]
    if not any(option["accepted"] for option in options):
        problems.append("no option is accepted")
    if question.get("marking") == "prediction" and not all(option["accepted"] for option in options):
        problems.append("a prediction calls an option wrong")
    return problems


def problems_of_sorting(question):
    groups = [group["id"] for group in question["groups"]]
    items = question["items"]
    problems = [f"two of {one}" for one in twice(groups) + twice([item["id"] for item in items])]
    for item in items:
        if sorted(item["reasons"]) != sorted(groups) or not all(item["reasons"].values()):
            problems.append(f"item {item['id']} does not have one reason for each group")
        if not item["accepted"] or not set(item["accepted"]) <= set(groups):
            problems.append(f"item {item['id']} belongs to no group that is there")
    empty = set(groups) - {group for item in items for group in item["accepted"]}
    return problems + [f"nothing belongs to the group {group}" for group in sorted(empty)]


def problems_of_ordering(question):
    items = [item["id"] for item in question["items"]]
    problems = [f"two items {one}" for one in twice(items)]
    problems += [f"item {i['id']} has no reason" for i in question["items"] if not i.get("reason", "").strip()]
    for accepted in question["accepted"]:
        if sorted(accepted["order"]) != sorted(items):
            problems.append("an accepted order does not name every item once")
    return problems


def problems_of_spans(question):
    problems = [f"there is no label {label}" for label in question["labels"] if label not in LABELS]
    problems += [
        f"label {label} has no reason" for label in question["labels"] if not question.get("reasons", {}).get(label)
    ]
    problems += [
        f"a reason for {label}, which is not asked" for label in set(question["reasons"]) - set(question["labels"])
    ]
    if problems:
        return problems
    exercise = exercise_from(question)
    assert isinstance(exercise, Spans)
    sentences = {sentence.id: sentence for paragraph in exercise.paragraphs for sentence in paragraph.sentences}
    for number, accepted in enumerate(exercise.accepted):
        marked = {label for label, _ in accepted.marks}
        problems += [
            f"reading {number} marks nothing as {label}" for label in question["labels"] if label not in marked
        ]
    ours = {(label, span.sentence, span.words) for accepted in exercise.accepted for label, span in accepted.marks}
    for misreading in exercise.misreadings:
        if misreading.label not in question["labels"]:
            problems.append(f"a misreading has the label {misreading.label}, which is not asked")
        if misreading.span.sentence not in sentences:
            problems.append(f"a misreading points at {misreading.span.sentence}, which is not shown")
            continue
        find_words(sentences[misreading.span.sentence], misreading.span)
        if (misreading.label, misreading.span.sentence, misreading.span.words) in ours:
            problems.append(f"“{misreading.span.words}” is called a misreading and is accepted")
    return problems


def problems_of_text(question):
    problems = []
    if "reveal" in question:
        reveal = question["reveal"]
        if reveal["story"] not in story_ids():
            return [f"there is no story {reveal['story']}"]
        problems = [f"the reading has no {kind}" for kind in reveal["kinds"] if not load_reading(reveal["story"])[kind]]
    return problems


def problems_of_lab(question):
    lab = exercise_from(question)
    versions = list(lab.versions())
    problems = []
    for slot in lab.slots:
        for one, other in combinations([option.id for option in slot.options], 2):
            if all(lab.text_of(v | {slot.id: one}) == lab.text_of(v | {slot.id: other}) for v in versions):
                problems.append(f"whether {one} or {other} is chosen never changes the sentence")
    for commitment in lab.commitments:
        used = {next(rule for rule in commitment.rules if rule.fits(version)).says for version in versions}
        problems += [f"no version tells: {rule.says}" for rule in commitment.rules if rule.says not in used]
    if lab.goal:
        reached = sum(lab.reaches_goal(version) for version in versions)
        if reached in (0, len(versions)):
            problems.append(f"{reached} of {len(versions)} versions reach the goal")
        for number, when in enumerate(lab.goal.accepted):
            if not any(When("", when=when).fits(version) for version in versions):
                problems.append(f"no version is what accepted {number} asks for")
    return problems


def problems_of_own_text(question):
    known = {one["id"]: one["kind"] for one in QUESTIONS}
    return [] if known.get(question["text_from"]) == "text" else ["there is no exercise that its text comes from"]


PROBLEMS = {
    "lab": problems_of_lab,
    "own_text": problems_of_own_text,
    "choice": problems_of_choice,
    "sorting": problems_of_sorting,
    "ordering": problems_of_ordering,
    "spans": problems_of_spans,
    "text": problems_of_text,
}


def problems_of(question):
    """Say what is missing or does not fit in one question."""
    try:
        problems = PROBLEMS[question["kind"]](question)
        return problems or (exercise_from(question) and [])
    except ContentProblem as problem:
        return [str(problem)]


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


@pytest.mark.parametrize("path", course_texts.question_files("[0-9]*.json"), ids=lambda path: path.stem)
def test_the_fitting_option_stands_in_no_place_most_of_the_time(path):
    places = Counter(
        next(place for place, option in enumerate(question["options"]) if option["accepted"])
        for question in course_texts.read(path)["questions"]
        if question["kind"] == "choice" and sum(option["accepted"] for option in question["options"]) == 1
    )
    assert max(places.values(), default=0) <= max(2, 0.6 * places.total()), places


def question(exercise_id):
    return copy.deepcopy(next(one for one in QUESTIONS if one["id"] == exercise_id))


ORDERING = {
    "id": "x", "kind": "ordering", "prompt": "x", "first": "x", "last": "y",
    "items": [{"id": "a", "text": "A", "reason": "x"}, {"id": "b", "text": "B", "reason": "x"}],
    "accepted": [{"order": ["a", "b"], "says": "x"}],
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
    assert problems_of(ORDERING | {"accepted": [{"order": ["a"], "says": "x"}]})
    assert problems_of(ORDERING | {"items": ORDERING["items"][:1] * 2})


def test_an_id_that_stands_twice_is_found():
    assert twice(["a", "b", "a"]) == ["a"] and not twice(["a", "b"])
