"""A new lesson is a notebook, its questions, its numbers and its plan: every consumer meets it, and nothing is told."""

import json
import random
from types import SimpleNamespace

import pytest
import toys

import helpers
from authoring.check import check
from authoring.estimate import estimate_of
from authoring.measure_lessons import core_exercises
from browser_edition import first_page
from commands.copies import copy_for_teachers, copy_lessons
from helpers import content, past_answers, series
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
from helpers.class_report.figures import ASK_ABOUT_ANY, common_misreadings, strips
from helpers.class_report.invented import invented_class, invented_record
from helpers.html import Html
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.kinds.sound import sound_exercises
from helpers.lesson.my_record_acts import lesson_titles, sentence_to_begin_again
from helpers.notebooks import lesson_files, lesson_head
from helpers.on_paper.__main__ import main as write_worksheets
from helpers.on_paper.lesson import sheets_of

TITLE = "What killed the fish?"
ASKED = [
    question["id"] for question in toys.read(toys.TOYS / "data" / "questions" / f"{toys.LESSON}.json")["questions"]
]
CHECK = "fish-check"
SORTED = {"counted": "seen", "works": "nobody", "headline": "nobody"}


@pytest.fixture
def course(tmp_path, monkeypatch, record):
    """A course with the toy lesson more, and a record that is empty."""
    with toys.course_in(tmp_path / "course", monkeypatch) as folder:
        toys.add_story(folder)
        lesson = toys.add_lesson(folder)
        toys.forget()
        yield SimpleNamespace(folder=folder, lesson=lesson, number=lesson[:2], record=record)


def attempt(answer, sure=None):
    told = {"when": "2026-11-28T08:00:00+00:00", "how": "buttons", "answer": answer}
    return told | ({} if sure is None else {"confidence": sure})


def class_of(answers, number=30):
    """Hand-ins of a class in which everybody gave these answers."""
    empty = {"schema": "who-says-so/record", "version": 1, "coin": "A"}
    given = {exercise_id: [attempt(answer)] for exercise_id, answer in answers.items()}
    files = [{**empty, "id": f"{learner:016x}", "answers": given} for learner in range(number)]
    return [(f"{learner}.json", json.dumps(file).encode()) for learner, file in enumerate(files)]


def test_it_is_listed_with_its_number_and_its_title(course):
    *_, last = series.lessons()
    assert (last.number, last.name) == (course.number, course.lesson)
    assert lesson_files()[-1].stem == course.lesson
    assert lesson_head(lesson_files()[-1]).title == TITLE
    assert lesson_titles()[course.number] + "?" == TITLE
    assert [one for one in exercise_ids() if one.startswith("fish-")] == ASKED


def test_its_exercises_open_are_answered_and_come_back(course):
    for exercise in map(open_exercise, ASKED):
        verb, right = getattr(helpers, exercise.verb), exercise.accepted_answer()
        assert repr(verb(exercise.id)) == f"Run this cell to answer: {exercise.prompt}"
        assert repr(verb(exercise.id, (right, 80) if exercise.confidence else right))[0] in "✓•"
        again = verb(exercise.id)
        assert again.responses[exercise.id]["restored"], exercise.id
    assert list(course.record.read()["answers"]) == ASKED


def test_it_has_a_plain_line_for_each_question_of_its_core(course):
    core = core_exercises(course.lesson)
    assert len(core) > 5 and all(exercise.in_other_words for exercise in core)


def test_a_set_of_it_is_asked_as_one(course):
    assert repr(helpers.ask_all("warm-up-fish")) == "Run this cell to answer: Two questions from the lessons before."


def test_the_page_of_the_record_counts_it_and_it_begins_again(course):
    helpers.ask(CHECK, ("fact", 100))
    helpers.ask("recall-sure", "guess")
    page = str(helpers.show_my_record().card.body)
    sentence = f"begin {course.number} again, 1 answer"
    assert f"{course.number} {TITLE.removesuffix('?')}" in page and sentence in page
    assert sentence_to_begin_again(course.record.read()["answers"], course.number) == sentence
    helpers.start_again(sentence)
    assert list(course.record.read()["answers"]) == ["recall-sure"]


def test_it_counts_when_the_learner_looks_back(course):
    helpers.ask(CHECK, ("fact", 100))
    [found] = past_answers.sure_answers(course.record.read()["answers"])
    assert found.exercise.id == CHECK and not found.fitted
    told = str(helpers.look_back_at_confidence().body)
    assert f"Lesson {course.number}: " in told and "The word might is lost, and so is the speaker." in told


def test_a_class_report_tells_what_a_class_found_in_it(course):
    counts, problems = count_class(class_of({CHECK: "fact", "fish-sort": SORTED}))
    assert not problems.count and counts.learners == 30
    asks = {found.exercise.id: found.ask for found in common_misreadings(counts)}
    assert asks[CHECK] == "What does a friend still need to hear when you pass on a guess?"
    [strip] = strips(counts)
    assert strip.story.id == toys.STORY and {row.lesson for row in strip.rows} == {course.number}
    assert any("The pond story" in card.title for card in report_cards(counts, problems))


def report_of(answers):
    return {card.title: str(card.body) for card in report_cards(*count_class(class_of(answers)))}


def test_a_lesson_without_a_question_to_discuss_gets_one_for_each_of_its_exercises(tmp_path, monkeypatch, record):
    with toys.course_in(tmp_path / "course", monkeypatch) as folder:
        toys.add_story(folder)
        toys.add_lesson(folder, discussed=False)
        toys.forget()
        told = report_of({CHECK: "fact", "fish-sort": SORTED})
    to_discuss = [body for title, body in told.items() if title.startswith("To talk about, ")]
    assert len(to_discuss) == 2 and all(ASK_ABOUT_ANY in body for body in to_discuss)


BROKEN_DISCUSSIONS = ["", "[]", "3", "{}", '{"questions": 3}', '{"questions": [3, {"exercises": 3}, {"ask": "x"}]}']


@pytest.mark.sampled(2, "every way in which a question file can be broken")
@pytest.mark.parametrize("text", BROKEN_DISCUSSIONS)
def test_a_broken_file_of_questions_to_discuss_takes_no_report_down(course, text):
    toys.write(course.folder / "data" / "discussion.json", text)
    toys.forget()
    assert ASK_ABOUT_ANY in report_of({CHECK: "fact"})["To talk about, 1 of 1"]


def spoil(**names):
    """Change the question CHECK of a question file."""
    return lambda file: next(one for one in file["questions"] if one["id"] == CHECK).update(names)


# By what stands on the card: how a teacher's question file is broken.
BROKEN_QUESTIONS = {
    "is not valid JSON": lambda file: file.write_text("{", encoding="utf-8"),
    "is not UTF-8 text": lambda file: file.write_bytes(b"\xff"),
    "is no question file: “python3 start.py check”": lambda file: toys.write(file, '{"lesson": 10, "questions": []}'),
    "is no question file": lambda file: toys.write(file, '{"lesson": "10_x", "questions": [{"kind": "choice"}]}'),
    "There is no story “nowhere”": lambda file: toys.change(
        file, spoil(passage={"story": "nowhere", "sentences": ["p1-s1"]})
    ),
    "riddle": lambda file: toys.change(file, spoil(kind="riddle")),
    "a text is wanted": lambda file: toys.change(file, spoil(prompt=3)),
    "In “options”: Here 2 or more are wanted": lambda file: toys.change(file, spoil(options=[])),
}


@pytest.mark.sampled(2, "every way in which a question file can be broken")
@pytest.mark.parametrize("told", BROKEN_QUESTIONS)
def test_a_broken_question_file_takes_no_report_and_no_other_lesson_down(course, told):
    BROKEN_QUESTIONS[told](course.folder / "data" / "questions" / f"{course.lesson}.json")
    toys.forget()
    report = report_of({CHECK: "fact", "recall-sure": "quite"})
    assert told in report["Questions left out"]
    assert "To talk about, 1 of 1" in report and "You say how sure you are" in report["To talk about, 1 of 1"]
    assert repr(helpers.ask("recall-sure", "guess")).startswith("✓")
    assert "100 percent" not in str(helpers.look_back_at_confidence().body)
    assert str(helpers.show_my_record().card.body)
    assert count_class(invented_class(12))[0].learners == 12


def test_an_exercise_of_a_file_that_cannot_be_read_says_why_it_is_not_there(course):
    BROKEN_QUESTIONS["is not valid JSON"](course.folder / "data" / "questions" / f"{course.lesson}.json")
    toys.forget()
    with pytest.raises(content.ContentProblem, match=f"no exercise “{CHECK}”.*{course.lesson}.json is not valid JSON"):
        helpers.ask(CHECK)


def test_a_sound_course_has_no_card_about_its_questions(course):
    assert list(sound_exercises()) == exercise_ids()
    assert "Questions left out" not in report_of({CHECK: "fact"})


@pytest.mark.parametrize("text", ["", "[]", '{"id": 3}'])
def test_a_broken_story_takes_no_report_and_no_other_story_down(course, text):
    toys.write(course.folder / "data" / "stories" / toys.STORY / "story.json", text)
    toys.write(course.folder / "data" / "stories" / "a-first-one" / "story.json", text)
    toys.forget()
    report = report_of({"fish-sort": SORTED, "recall-sure": "quite"})
    assert "fish-sort" in report["Questions left out"] and "recall-sure" not in report["Questions left out"]
    assert repr(helpers.open_story())


def test_an_invented_class_reaches_it(course):
    counts, problems = count_class(invented_class(20))
    assert not problems.count
    assert counts.exercises[CHECK].learners > 12
    last = [max(open_lessons(invented_record(random.Random(seed)))) for seed in range(60)]
    assert course.number in last and len(set(last)) > 1, "some stop before the last lesson, most do not"


def open_lessons(record):
    lesson = past_answers.lesson_of()
    return {lesson[one] for one in record["answers"] if one in lesson}


def test_its_time_is_estimated_as_its_notebook_says(course):
    head = lesson_head(lesson_files()[-1])
    assert estimate_of(course.lesson).about() == (head.core, head.all)


def test_it_is_printed_and_its_key_stands_with_the_answers_only(course, capsys):
    sheet, _, answers = map(str, sheets_of(lesson_files()[-1]))
    assert f"<title>{course.number} {TITLE}</title>" in sheet
    assert "The word might is lost" in answers and "The word might is lost" not in sheet
    write_worksheets(["77"])
    assert course.number in capsys.readouterr().out


def test_the_first_page_of_the_browser_edition_leads_to_it(course):
    row = first_page._row(lesson_files()[-1], "release")
    assert isinstance(row, Html) and TITLE in row and f"{course.lesson}.ipynb" in row
    exercises = first_page._exercises()
    assert CHECK in exercises["chosen"] and "fish-open" in exercises["own"]


def test_start_copies_it_and_its_plan(course):
    added, _ = copy_lessons(course.folder / "notebooks", course.folder / "mine")
    assert f"{course.lesson}.ipynb" in [path.name for path in added]
    added, _ = copy_for_teachers(course.folder / "notebooks", course.folder / "mine")
    assert f"{course.lesson}.md" in [path.name for path in added]


def test_the_authors_check_finds_nothing_to_mend_and_what_is_broken(course):
    assert check(course.folder / "data")[0] == []
    questions = course.folder / "data" / "questions" / f"{course.lesson}.json"
    toys.change(questions, lambda there: there["questions"][3].update(key=["attributions/nowhere"]))
    [problem] = check(course.folder / "data")[0]
    assert "fish-who-says" in problem.place


def test_a_course_without_it_does_not_know_it():
    assert CHECK not in exercise_ids() and not [path for path in lesson_files() if "fish" in path.name]
