"""Whatever the record accepts comes back: for every kind, for texts of one's own, and for any number of marks."""

import json
from dataclasses import replace
from random import Random

import pytest
from counting import calls_of
from examples import EVERY, SPANS, view_answers
from hypothesis import given
from hypothesis import strategies as st

from helpers.kinds.exercise import AnswerProblem
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.kinds.own_text.model import LABEL_OF, MOST_SUGGESTED, OwnText
from helpers.kinds.spans.model import MAX_MARKS
from helpers.reading import labels
from helpers.record import Record

every_kind = pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.id)


def own(text):
    return OwnText(
        "mine",
        "Correct the marks.",
        text=text,
        labels=tuple(labels()[one] for one in LABEL_OF.values()),
        text_from="my-text",
    )


def comes_back(exercise, given_):
    """Keep what the view sends, open the lesson again, and compare; whether it was accepted."""
    try:
        kept = exercise.from_view(given_)
    except AnswerProblem:
        return False
    written = json.loads(json.dumps(kept))
    shown = exercise.to_view(written)
    assert shown is not None, "it was said to be saved, and is not shown again"
    assert exercise.from_view(shown) == kept == exercise.read(written)
    return True


def words_marked(exercise, marks):
    """Which word of which paragraph has which label; a mark may be in several parts, and has no dash at its ends."""
    words = [[token["text"] for token in paragraph] for paragraph in exercise.view()["paragraphs"]]
    return {
        (mark["label"], mark["p"], place)
        for mark in marks
        for place in range(mark["start"], mark["end"])
        if any(map(str.isalnum, words[mark["p"]][place]))
    }


@every_kind
@given(data=st.data())
def test_an_answer_that_is_kept_comes_back(exercise, data):
    assert comes_back(exercise, data.draw(view_answers(exercise)))


@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_an_answer_to_a_question_of_the_course_comes_back(exercise_id):
    exercise = open_exercise(exercise_id)
    for skill in (0, 0.5, 1):
        assert comes_back(exercise, exercise.to_view(exercise.invent(skill, Random(skill))))
    assert comes_back(exercise, exercise.to_view(exercise.accepted_answer()))


# Sentences of one word and of many, words that come again, dashes, quotation marks, other scripts, empty lines.
pieces = st.sampled_from(
    [
        "Rain.",
        "She said it may rain.",
        "“No,” he said.",
        "— —",
        "the the the",
        "Ann Lee",
        "\n\n",
        "עומר אומר.",
        "🚒",
        "a.",
    ]
)
texts = st.lists(pieces | st.text(max_size=12), min_size=1, max_size=30).map(" ".join)


@st.composite
def texts_with_marks(draw):
    exercise = own(draw(texts))
    paragraphs = [len(paragraph) for paragraph in exercise.view()["paragraphs"]]
    marks = []
    for _ in range(draw(st.integers(1, 40)) if any(paragraphs) else 0):
        number = draw(st.sampled_from([n for n, size in enumerate(paragraphs) if size]))
        start = draw(st.integers(0, paragraphs[number] - 1))
        end = draw(st.integers(start + 1, paragraphs[number]))
        marks.append({"label": draw(st.sampled_from(["source", "cue"])), "p": number, "start": start, "end": end})
    return exercise, marks * draw(st.sampled_from([1, 1, 5, 200]))


@given(texts_with_marks())
def test_marks_in_a_text_of_ones_own_come_back_word_by_word(drawn):
    exercise, marks = drawn
    if comes_back(exercise, marks):
        assert words_marked(exercise, exercise.to_view(exercise.from_view(marks))) == words_marked(exercise, marks)


@given(texts)
def test_the_marks_to_begin_with_come_back(text):
    exercise = own(text)
    begun = exercise.begin_with()
    assert len(begun) <= MOST_SUGGESTED
    if begun:
        assert comes_back(exercise, exercise.to_view(begun))


def test_the_record_gives_back_what_the_view_was_told_is_saved(record):
    exercise = own("She said it may rain. It will not. " * 60)
    marks = [{"label": "cue", "p": 0, "start": n, "end": n + 9} for n in range(100)]  # each reaches into two sentences
    kept = exercise.from_view(marks)
    assert len(kept) > len(marks)
    record.keep("mine", replace(exercise).entry(marks, from_view=True), how="buttons")
    assert exercise.to_view(Record(record.path).last("mine").answer) == exercise.to_view(kept)


# -- how many


ONE_WORD_SENTENCES = "Rain. " * 1_000


@pytest.mark.parametrize("count", [MAX_MARKS, MAX_MARKS + 1, 5_000])
def test_as_many_marks_as_can_be_kept_come_back_and_more_are_refused_with_one_sentence(count):
    exercise = own(ONE_WORD_SENTENCES)
    marks = [{"label": "cue", "p": 0, "start": n % 1_000, "end": n % 1_000 + 1} for n in range(count)]
    assert comes_back(exercise, marks) == (count <= MAX_MARKS)
    if count > MAX_MARKS:
        with pytest.raises(AnswerProblem, match=rf"^These are {count:,} marks. Up to {MAX_MARKS} can be kept."):
            exercise.from_view(marks)


def test_a_mark_counts_once_for_each_sentence_that_it_reaches_into():
    exercise = own(ONE_WORD_SENTENCES)
    assert comes_back(exercise, [{"label": "cue", "p": 0, "start": 0, "end": MAX_MARKS}])
    with pytest.raises(
        AnswerProblem, match=r"^These are 301 marks\. .* each sentence that a mark reaches into counts\.$"
    ):
        exercise.from_view([{"label": "cue", "p": 0, "start": 0, "end": MAX_MARKS + 1}])


def test_marks_that_would_be_many_more_when_they_are_cut_are_refused_before_they_are():
    exercise = own(ONE_WORD_SENTENCES)
    exercise.from_view([{"label": "cue", "p": 0, "start": 0, "end": 1}])  # the index is built once

    def refused(count):
        whole = [{"label": "cue", "p": 0, "start": 0, "end": 1_000}] * count

        def act():
            with pytest.raises(AnswerProblem, match=f"These are {count * 1_000:,} marks"):
                exercise.from_view(whole)

        act()
        return calls_of(act)

    assert refused(200) < 200 * 20


@pytest.mark.parametrize("text", [ONE_WORD_SENTENCES, "rain " * 1_000, "She said it may rain again today. " * 150])
def test_the_work_grows_with_the_number_of_marks_only(text):
    exercise = own(text)

    def work(count):
        places = [1_000 * n // count for n in range(count)]  # over the whole text
        marks = [{"label": "cue", "p": 0, "start": place, "end": place + 1} for place in places]

        def act():
            kept = exercise.from_view(marks)
            exercise.feedback(exercise.read(kept))

        act()
        return calls_of(act)

    assert work(MAX_MARKS) < 5 * work(MAX_MARKS // 4)


@pytest.mark.parametrize("words", ["a a a a a a a b", "a a a a", "b a a b a"])
def test_words_that_come_again_and_again_are_found_in_each_place(words):
    exercise = replace(SPANS, paragraphs=own(f"{words} {words}").paragraphs, accepted=(), misreadings=())
    tokens = f"{words} {words}".split()
    for size in range(1, len(tokens) + 1):
        for start in range(len(tokens) - size + 1):
            mark = {"label": "cue", "p": 0, "start": start, "end": start + size}
            assert exercise.to_view(exercise.from_view([mark])) == [mark]
