"""A new kind is a new folder: `ticks`, which lies among the tests, passes every consumer, and nothing else is told."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from toys import forget

import helpers
from authoring.check import check
from authoring.estimate import estimate, minutes_of_exercise
from helpers import content, kinds, past_answers
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
from helpers.class_report.figures import agreements, common_misreadings, share, strips
from helpers.class_report.invented import invented_class
from helpers.kinds.examples import examples_of
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.lesson.look_back import confidence
from helpers.on_paper.lesson import sheets_of
from helpers.on_paper.lesson_code import calls_in
from helpers.record import Record

ROOT = Path(__file__).parents[2]
TOYS = ROOT / "tests" / "fixtures" / "kinds"
QUESTION = {
    "id": "tick-speakers",
    "kind": "ticks",
    "prompt": "In which sentences does somebody speak?",
    "confidence": True,
    "passage": {"story": "harbour-bridge", "sentences": ["p1-s1", "p2-s2", "p3-s1"]},
    "lines": [
        {"sentence": "p1-s1", "ticked": False, "reason": "Nobody speaks in it, so no one can be asked how they know."},
        {"sentence": "p2-s2", "ticked": False, "reason": "It is told in the voice of the paper, whatever it says."},
        {"sentence": "p3-s1", "ticked": True, "reason": "Somebody is named in it, and a verb says that they speak."},
    ],
}
RIGHT, WRONG = ["p3-s1"], ["p1-s1", "p3-s1"]


@pytest.fixture
def course(tmp_path, monkeypatch, record):
    """A course with one question of the toy kind more; the kind lies in a folder that the package is told of."""
    data = tmp_path / "course" / "data"
    shutil.copytree(ROOT / "data", data)
    file = data / "questions" / "01_who_says_so.json"
    questions = json.loads(file.read_text(encoding="utf-8"))
    questions["questions"].append(QUESTION)
    questions.setdefault("sets", []).append({"id": "toys", "prompt": "Tick.", "questions": [QUESTION["id"]]})
    file.write_text(json.dumps(questions), encoding="utf-8")
    file = data / "discussion.json"
    discussion = json.loads(file.read_text(encoding="utf-8"))
    discussion["questions"].append({"exercises": [QUESTION["id"]], "ask": "How do we hear that somebody speaks?"})
    file.write_text(json.dumps(discussion), encoding="utf-8")
    monkeypatch.setattr(content, "PACKAGE", data.parent / "helpers")
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(TOYS)])
    forget()
    yield data
    forget()
    for name in [name for name in sys.modules if name.startswith("helpers.kinds.ticks")]:
        del sys.modules[name]


def attempt(answer, sure=80):
    return {"when": "2026-11-28T08:00:00+00:00", "how": "buttons", "answer": answer, "confidence": sure}


def class_of(*answers):
    """Hand-ins of a class, each with one answer to the toy question."""
    empty = {"schema": "who-says-so/record", "version": 1, "coin": "A"}
    files = [
        {**empty, "id": f"{number:016x}", "answers": {QUESTION["id"]: [attempt(answer)]}}
        for number, answer in enumerate(answers)
    ]
    return [(f"{number}.json", json.dumps(file).encode()) for number, file in enumerate(files)]


def test_the_kind_is_known_by_its_folder(course):
    assert "ticks" in kinds.kinds()
    assert open_exercise(QUESTION["id"]).kind == "ticks"


def test_a_cell_asks_it_by_its_verb_and_keeps_what_was_typed(course):
    assert repr(helpers.sort(QUESTION["id"])) == f"Run this cell to answer: {QUESTION['prompt']}"
    with pytest.raises(content.ContentProblem, match="ticks"):
        helpers.mark(QUESTION["id"])
    cell = helpers.sort(QUESTION["id"], ([3], 90))
    assert repr(cell).startswith("✓ Here is our reading. 3 of 3 sentences fit.")
    assert cell.exercises[0]["lines"][0]["id"] == "p1-s1"
    assert 'reasonsTable("Sentence")' in cell._esm  # the page gets the view that lies in the folder
    assert cell.responses[QUESTION["id"]]["outcome"] == "matches"
    kept = Record().last(QUESTION["id"])
    assert (kept.answer, kept.confidence) == (RIGHT, 90)


def test_the_page_sends_an_answer_and_gets_it_back_later(course):
    cell = helpers.ask_all("toys")
    answer = {"type": "submit", "id": QUESTION["id"], "answer": WRONG, "confidence": 70}
    cell._handle_custom_msg(answer, [])
    assert cell.responses[QUESTION["id"]]["outcome"] == "partly"
    again = helpers.sort(QUESTION["id"])
    assert again.drafts[QUESTION["id"]]["answer"] == WRONG
    assert again.responses[QUESTION["id"]]["restored"]


def test_it_counts_when_the_learner_looks_back(course):
    answers = {QUESTION["id"]: [attempt(WRONG, 100)]}
    [found] = past_answers.sure_answers(answers)
    assert found.exercise.id == QUESTION["id"] and not found.fitted
    told = str(confidence(answers))
    assert QUESTION["prompt"] in told and "not ticked" not in found.in_words.split(":")[0]
    assert "Nobody speaks in it" in told


def test_it_is_printed_with_and_without_its_key(course, tmp_path):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Ticks"},
        {"cell_type": "code", "metadata": {}, "source": f'answer = ...\nsort("{QUESTION["id"]}", answer)'},
    ]
    path = tmp_path / "01_ticks.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    sheet, _, answers = map(str, sheets_of(path))
    assert "☐" in sheet and "Nobody speaks in it" not in sheet
    assert "✓ ticked" in answers and "Nobody speaks in it" in answers


def test_the_time_it_takes_is_estimated(course):
    exercise = open_exercise(QUESTION["id"])
    minutes = minutes_of_exercise(exercise.id)
    words = sum(len(text.split()) for text in exercise.passage_to_read)
    assert exercise.minutes + words / 200 < minutes < exercise.minutes + words / 200 + 0.5
    cell = {"cell_type": "code", "source": f'sort("{exercise.id}", ...)'}
    assert estimate({"cells": [cell]}).core == minutes
    assert [one.id for call in calls_in(cell["source"].replace(", ...", "")) for one in call.asked()] == [exercise.id]


def test_a_class_report_tells_how_a_class_stands_to_it(course):
    counts, problems = count_class(class_of(*[RIGHT] * 13, *[WRONG] * 17))
    assert not problems.count and counts.learners == 30
    [agreed] = agreements(counts)
    assert agreed.exercise.id == QUESTION["id"] and agreed.answered == 30
    assert agreed.splits.endswith(f"→ Ticked: {share(17, 30)}; Not ticked: {share(13, 30)}")
    [misread] = common_misreadings(counts)
    assert misread.number == 17 and misread.reason.startswith("Nobody speaks in it")
    assert misread.ask == "How do we hear that somebody speaks?"
    [strip] = strips(counts)
    assert [(row.name, row.cells["p1-s1"]) for row in strip.rows] == [("Ticked", (17, 30))]
    assert strip.differing == ["p1-s1"]
    assert any(QUESTION["prompt"] in str(card.body) for card in report_cards(counts, problems))


def test_an_invented_class_answers_it(course):
    counts, problems = count_class(invented_class(20))
    assert not problems.count
    tally = counts.exercises[QUESTION["id"]]
    assert tally.learners > 12 and {part for part, _ in tally.parts} == {"p1-s1", "p2-s2", "p3-s1"}


def test_the_authors_check_finds_what_is_to_be_mended_in_it(course):
    def told():
        return [(problem.place, problem.what) for problem in check(course)[0]]

    def change(**line):
        file = course / "questions" / "01_who_says_so.json"
        questions = json.loads(file.read_text(encoding="utf-8"))
        questions["questions"][-1]["lines"][0].update(line)
        file.write_text(json.dumps(questions), encoding="utf-8")

    assert told() == []
    change(sentence="p9-s9")
    [(place, what)] = told()
    assert place == "questions → “tick-speakers” → lines → no. 1 → sentence"
    assert what.startswith("The passage has no sentence “p9-s9”.")
    change(sentence="p1-s1", ticked="yes")
    [(place, what)] = told()
    assert what == "True or false, without quotation marks must stand here, but there is “yes”."


def test_its_examples_have_an_answer_for_each_outcome(course):
    [example] = examples_of("ticks")
    for outcome, answer in example.answers.items():
        assert example.exercise.feedback(example.exercise.read(answer)).outcome == outcome


def test_a_course_without_the_folder_does_not_know_it():
    assert "ticks" not in kinds.kinds() and QUESTION["id"] not in exercise_ids()
