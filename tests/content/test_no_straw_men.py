"""No wrong option is a straw man: `data/who_would_choose.json` names for each who would choose it, and why."""

import course_texts

from helpers.content import data_folder
from helpers.kinds.choice.model import asks_for_use

NAMED = course_texts.read(data_folder() / "who_would_choose.json")["lessons"]


def wrong_options(lesson):
    """Return the wrong options of each question of a lesson that has options of its own and a key, by its id."""
    questions = course_texts.read(data_folder() / "questions" / f"{lesson}.json")["questions"]
    own = [q for q in questions if q["kind"] == "choice" and not asks_for_use(q) and q.get("marking") != "prediction"]
    wrong = {q["id"]: {option["id"] for option in q["options"] if not option["accepted"]} for q in own}
    return {question: options for question, options in wrong.items() if options}


def test_somebody_would_choose_each_wrong_option():
    assert NAMED.keys() == {path.stem for path in course_texts.lesson_files()}
    for lesson, named in NAMED.items():
        assert {question: {*options} for question, options in named.items()} == wrong_options(lesson), lesson


def test_each_says_who_and_why():
    said = [words for named in NAMED.values() for options in named.values() for words in options.values()]
    assert len(said) > 100 and all(words.startswith("whoever ") and len(words.split()) > 2 for words in said)
