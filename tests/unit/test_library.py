"""From the question files to exercises: every one opens, and what is not there is told."""

import copy

import pytest

from helpers.content import ContentProblem
from helpers.kinds.library import (
    exercise_from,
    exercise_ids,
    open_exercise,
    open_set,
)
from helpers.kinds.paper import on_paper
from helpers.kinds.spans.model import MAX_READINGS, accepted_readings
from helpers.reading import labels, marks_of, reading_lines
from helpers.series import lessons
from helpers.story import Span, load_reading, load_story

HARBOUR = {"story": "harbour-bridge", "sentences": ["p3-s1"]}
SPANS = {
    "id": "who",
    "kind": "spans",
    "prompt": "Who says so?",
    "passage": HARBOUR,
    "labels": ["source", "cue"],
    "key": ["attributions/voss-stay-shut"],
}


def span(words, sentence="s1"):
    return {"sentence": sentence, "words": words}


def attribution(name, source, *second_readings):
    return "attributions", {
        "id": name,
        "source": source and span(source),
        "cue": span(f"{name} said"),
        "content": [span(f"{name} content"), span("more", "s2")],
        "reason": f"Reason of {name}.",
        "second_readings": [
            {"says": f"Second of {name}.", "reason": "Why not."} | changed for changed in second_readings
        ],
    }


def read(entries, wanted=("source", "cue", "content"), sentences=("s1", "s2")):
    return list(accepted_readings(entries, list(wanted), set(sentences)))


# -- what is there


def test_the_questions_of_each_lesson_stand_in_reading_order_without_the_forms():
    assert [lesson.number for lesson in lessons()] == [f"{number:02}" for number in range(len(lessons()))]
    ids = [question["id"] for lesson in lessons() for question in lesson.questions]
    forms = {exercise.id for form in "ab" for exercise in open_set(f"form-{form}")[1]}
    assert sorted([*ids, *forms]) == sorted(exercise_ids())


@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_every_exercise_opens(exercise_id):
    exercise = open_exercise(exercise_id)
    assert exercise.id == exercise_id
    assert exercise.view()["prompt"]


def test_an_exercise_is_opened_once():
    first = exercise_ids()[0]
    assert open_exercise(first) is open_exercise(first)


def test_an_unknown_exercise_is_told():
    with pytest.raises(ContentProblem, match="There is no exercise “no-such” in data/questions"):
        open_exercise("no-such")


def test_a_set_opens_in_order_and_an_unknown_one_is_told():
    prompt, exercises = open_set("form-a")
    assert prompt and len(exercises) == 6
    assert all(exercise.id.startswith("a-") for exercise in exercises)
    with pytest.raises(ContentProblem, match="There is no set of exercises “form-c”"):
        open_set("form-c")


def test_both_forms_ask_the_same_so_that_a_lesson_prints_the_same():
    assert open_set("form-a")[0] == open_set("form-b")[0]


# -- building one


def test_a_passage_comes_from_a_story_or_from_the_question():
    common = {"id": "tell", "kind": "text", "prompt": "Tell."}
    story = exercise_from(common | {"passage": {"story": "harbour-bridge", "sentences": ["p2-s2", "p1-s1"]}})
    assert len(story.passage) == 2 and story.passage[0].startswith("The town council closed")
    own = exercise_from(common | {"passage": {"paragraphs": ["One.", "Two."], "invented": True}})
    assert own.passage == ("One.", "Two.")
    assert exercise_from(common).passage == ()


def test_a_passage_is_folded_on_the_page_where_the_question_says_so_and_open_on_paper():
    question = {"id": "tell", "kind": "text", "prompt": "Tell."}
    passage = {"paragraphs": ["One."], "invented": True}
    assert exercise_from(question | {"passage": passage}).view()["folded"] == ""
    folded = exercise_from(question | {"passage": passage | {"folded": "In words"}})
    assert folded.view()["folded"] == "In words" and folded.view()["passage"] == [{"text": "One."}]
    assert ">One.</p>" in on_paper(folded, 1) and "<details" not in on_paper(folded, 1)


def test_items_to_order_and_to_sort_come_as_they_are_written():
    item = {"id": "rain", "text": "Rain.", "reason": "So."}
    order = exercise_from(
        {"id": "rank", "kind": "ordering", "prompt": "Rank.", "first": "sure", "last": "unsure"}
        | {"items": [item, item | {"id": "snow"}], "accepted": [{"order": ["snow", "rain"], "says": "So."}]}
    )
    assert order.feedback(["snow", "rain"]).outcome == "matches"
    sort = exercise_from(
        {"id": "group", "kind": "sorting", "prompt": "Sort.", "groups": [{"id": "wet", "text": "Wet"}]}
        | {"items": [{"id": "rain", "text": "Rain.", "accepted": ["wet"], "reasons": {"wet": "So."}}]}
    )
    assert sort.feedback({"rain": "wet"}).outcome == "matches"


def test_an_item_may_be_a_sentence_of_a_story():
    item = {"id": "closed", "text": {"story": "harbour-bridge", "sentence": "p1-s1"}, "reason": "So."}
    exercise = exercise_from(
        {"id": "rank", "kind": "ordering", "prompt": "Rank.", "first": "sure", "last": "unsure"}
        | {
            "items": [item, item | {"id": "own", "text": "Our own."}],
            "accepted": [{"order": ["closed", "own"], "says": "So."}],
        }
    )
    assert exercise.items[0].text == load_story("harbour-bridge").sentence("p1-s1").text
    assert exercise.items[1].text == "Our own."


def test_marks_are_asked_for_with_the_names_of_the_glossary():
    exercise = exercise_from(SPANS)
    assert [label.name for label in exercise.labels] == [labels()["source"].name, labels()["cue"].name]
    assert exercise.accepted[0].name == "Our reading"
    assert exercise.passage == ()


@pytest.mark.parametrize(
    "change, told",
    [
        ({"passage": HARBOUR | {"story": "no-such"}}, "There is no story “no-such”"),
        ({"passage": HARBOUR | {"sentences": ["p9-s9"]}}, "no sentence “p9-s9”"),
        ({"key": ["attributions/no-such"]}, "no entry “attributions/no-such”"),
        ({"labels": ["hedge"]}, r"\(attributions/voss-stay-shut\) marks nothing with hedge"),
        ({"kind": "riddle"}, "There is no kind of exercise “riddle”"),
    ],
)
def test_what_a_question_names_and_is_not_there_is_told(change, told):
    with pytest.raises(ContentProblem, match=told):
        exercise_from(copy.deepcopy(SPANS) | change)


def test_a_fault_in_a_question_is_not_told_as_a_missing_question(monkeypatch):
    broken = {name: value for name, value in SPANS.items() if name != "passage"} | {"id": "broken-question"}
    monkeypatch.setattr("helpers.kinds.library.questions_by_id", lambda: {"broken-question": broken})
    with pytest.raises(KeyError, match="passage"):
        open_exercise("broken-question")


# -- accepted readings


def test_our_reading_comes_first_and_a_second_one_replaces_what_it_names():
    first, second = read([attribution("ann", "Ann Lee", {"source": span("Ann")})])
    assert (first.name, first.says) == ("Our reading", "Reason of ann.")
    assert first.marks == (
        ("source", Span("s1", "Ann Lee")),
        ("cue", Span("s1", "ann said")),
        ("content", Span("s1", "ann content")),
        ("content", Span("s2", "more")),
    )
    assert second.name != first.name
    assert second.says == "Second of ann. Why not."
    assert second.marks == (("source", Span("s1", "Ann")), *first.marks[1:])


def test_second_readings_of_several_entries_are_combined():
    entries = [attribution(name, name.title(), {"source": span(f"{name}!")}) for name in ("ann", "bob")]
    sources = [[s.words for label, s in one.marks if label == "source"] for one in read(entries)]
    assert sources == [["Ann", "Bob"], ["Ann", "bob!"], ["ann!", "Bob"], ["ann!", "bob!"]]
    assert read(entries)[3].says == "Second of ann. Why not. Second of bob. Why not."


def test_many_second_readings_do_not_grow_without_end():
    entries = [attribution(f"n{n}", f"N{n}", {"source": span(f"n{n}!")}) for n in range(20)]
    assert len(read(entries)) == MAX_READINGS


def test_only_labels_asked_for_and_sentences_shown_count():
    [reading] = read([attribution("ann", "Ann Lee")], wanted=["content"], sentences=["s2"])
    assert reading.marks == (("content", Span("s2", "more")),)


def test_a_second_reading_that_changes_no_mark_shown_is_left_out():
    assert len(read([attribution("ann", "Ann Lee", {}, {"source": span("Ann")})], wanted=["cue"])) == 1


def test_a_second_reading_with_nothing_to_mark_is_left_out():
    assert len(read([attribution("ann", "Ann Lee", {"source": None})], wanted=["source"])) == 1


def test_a_key_that_marks_nothing_is_told():
    with pytest.raises(ContentProblem, match=r"Our reading \(attributions/ann\) marks nothing with source here"):
        read([attribution("ann", None)], wanted=["source"])


@pytest.mark.parametrize(
    "kind, label",
    [
        ("boosters", "booster"),
        ("scare_quotes", "scare-quote"),
        ("presuppositions", "presupposition"),
        ("without_speaker", "no-speaker"),
    ],
)
def test_an_entry_marks_its_words_with_a_label_of_the_glossary(kind, label):
    assert list(marks_of(kind, {"words": span("safe")})) == [(label, Span("s1", "safe"))]
    assert label in labels()


def test_a_hedge_marks_its_words_and_what_they_cover():
    entry = {"words": span("may"), "scope": [span("rain"), span("snow")]}
    assert [(label, one.words) for label, one in marks_of("hedges", entry)] == [
        ("hedge", "may"),
        ("scope", "rain"),
        ("scope", "snow"),
    ]


# -- our reading line by line


@pytest.mark.parametrize("story_id", ["tass-2017-11-14", "harbour-bridge"])
def test_our_reading_is_told_in_the_order_of_the_story(story_id):
    reading, story = load_reading(story_id), load_story(story_id)
    rows = list(reading_lines(story_id, ["attributions", "without_speaker"]))
    assert len(rows) == len(reading["attributions"]) + len(reading["without_speaker"])
    marked = [entry["content"][0] for entry in reading["attributions"]]
    marked += [entry["words"] for entry in reading["without_speaker"]]
    in_order = [one["words"] for name in story.sentences for one in marked if one["sentence"] == name]
    assert [row.words for row in rows] == in_order


def test_a_line_of_our_reading_names_the_speaker_and_the_other_readings():
    [entry] = [one for one in load_reading("tass-2017-11-14")["attributions"] if one["id"] == "lead-has-said"]
    [row] = [
        row for row in reading_lines("tass-2017-11-14", ["attributions"]) if row.words == entry["content"][0]["words"]
    ]
    assert row.marked_as == "Russian Defense Ministry (indirect)"
    assert row.reasons.startswith(entry["reason"])
    assert entry["second_readings"] and all(second["says"] in row.reasons for second in entry["second_readings"])


def test_other_readings_are_counted():
    entries = [attribution("ann", "Ann Lee", *({"source": span(f"n{n}")} for n in range(8)))]
    names = [reading.name for reading in read(entries)]
    assert names[:3] == ["Our reading", "A second reading", "A third reading"]
    assert names[-2:] == ["Another reading", "Another reading"]
