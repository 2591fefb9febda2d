"""Who works with help is told each question of a core once more: short, plain, and without the answer."""

import re

import pytest

from authoring.measure_lessons import core_exercises
from helpers.kinds.choice.model import Choice
from helpers.kinds.library import in_other_words, open_exercise, questions_by_id
from helpers.series import lessons

MOST_WORDS = 12
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


def words(text):
    return {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", text)}


def long_sentences(line):
    return [sentence for sentence in SENTENCE_END.split(line) if len(sentence.split()) > MOST_WORDS]


def given_away(choice, line):
    """Return the words of a line that lead to an option that fits: those that stand nowhere else in the question."""
    fits = words(" ".join(option.text for option in choice.options if option.accepted))
    others = " ".join(option.text for option in choice.options if not option.accepted)
    return words(line) & fits - words(" ".join((choice.prompt, choice.help, others, *choice.passage_to_read)))


@pytest.mark.parametrize("lesson", [lesson.name for lesson in lessons()])
def test_every_question_of_a_core_has_its_plain_words(lesson):
    asked = core_exercises(lesson)
    assert asked and not [one.id for one in asked if not one.in_other_words]


def test_plain_words_are_of_questions_that_there_are():
    assert not in_other_words().keys() - questions_by_id().keys()


@pytest.mark.parametrize("exercise_id", in_other_words())
def test_plain_words_are_short_and_give_nothing_away(exercise_id):
    exercise, line = open_exercise(exercise_id), in_other_words()[exercise_id]
    assert not long_sentences(line)
    assert line[-1] in ".?!" and line != exercise.prompt
    if isinstance(exercise, Choice):
        assert not given_away(exercise, line)


def test_a_long_sentence_and_an_answer_are_found():
    assert long_sentences("Read. This sentence goes on and on and on and on and on and on and on.")
    choice = open_exercise("recall-plain-verb")
    fits = next(option.text for option in choice.options if option.accepted)
    assert given_away(choice, f"Is it {fits}?")
