"""The verbs of a lesson: what a cell prints, shows and keeps."""

import json
from html import escape

import pytest

import helpers
from helpers.content import ContentProblem, data_folder, read_json
from helpers.html import Card
from helpers.judgement import FEATURES, USES, accepted_uses
from helpers.kinds.exercise import Entry
from helpers.kinds.library import open_set
from helpers.story import load_story
from helpers.widgets.exercise_view import ExerciseView
from helpers.widgets.page import Page

WIDGET = "application/vnd.jupyter.widget-view+json"
CALLS = {
    "ask": lambda: helpers.ask("recall-the-question"),
    "mark": lambda: helpers.mark("who-says-lead"),
    "sort": lambda: helpers.sort("how-quoted"),
    "write": lambda: helpers.write("retell-headline"),
    "ask_all": lambda: helpers.ask_all("warm-up-01"),
    "take_form": lambda: helpers.take_form(),
    "check_setup": lambda: helpers.check_setup(),
    "open_story": lambda: helpers.open_story(),
    "open_story of ours": lambda: helpers.open_story("harbour-bridge"),
    "show_example": lambda: helpers.show_example("lead-has-said"),
    "show_speakers": lambda: helpers.show_speakers(),
    "show_status": lambda: helpers.show_status(),
    "show_rule": lambda: helpers.show_rule(),
    "show_rule folded": lambda: helpers.show_rule(folded=True),
    "look_up": lambda: helpers.look_up("notebook"),
}
LEAD = {
    "source": "The Russian Defense Ministry",
    "cue": "has said",
    "content": "it has obtained evidence the US-led coalition provides support for the terrorist group Islamic State",
}


@pytest.fixture(autouse=True)
def _own_record(record):
    """Let no test of a lesson touch another's record."""


def shown(thing):
    """Show something as a notebook would, and return its text."""
    bundle = thing._repr_mimebundle_(include=None, exclude=None)
    bundle = bundle[0] if isinstance(bundle, tuple) else bundle
    assert WIDGET in bundle
    return bundle["text/plain"]


# -- what is printed


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_what_a_cell_prints_is_one_sentence_that_never_changes(call):
    first = repr(call())
    assert first == repr(call())
    assert "\n" not in first and " object at 0x" not in first
    assert first[-1] in ".?"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_what_a_cell_prints_does_not_depend_on_the_record(call, record, monkeypatch):
    before = repr(call())
    monkeypatch.setattr("random.choice", lambda sides: "B")
    record.keep("recall-the-question", Entry("like"), how="buttons")
    record.keep("who-says-lead", Entry([{"label": "cue", "sentence": "p1-s1", "words": "has said"}], 80), how="typed")
    record.keep("b-patrol", Entry("wait", 60), how="buttons")
    assert record.form({"b-patrol": "B"}) == "B"
    assert repr(call()) == before
    record.path.write_text("damaged", encoding="utf-8")
    assert repr(call()) == before


def test_a_question_says_what_to_do_before_it_is_answered():
    assert repr(helpers.ask("recall-sure")) == (
        "Run this cell to answer: You set the handle to its left end. What does that say?"
    )


def test_a_question_without_a_typed_answer_keeps_nothing(record):
    repr(helpers.ask("recall-sure"))
    assert not record.path.exists()


def test_a_typed_answer_is_kept_when_its_cell_runs_shown_or_not(record):
    helpers.ask("recall-sure", "a")
    assert record.last("recall-sure") == Entry("half")


# -- answers that are typed


def test_a_typed_answer_prints_its_feedback_and_is_kept_once(record):
    asked = helpers.ask("recall-sure", "c")
    assert repr(asked).startswith("✓ ") and "(your answer: this one; our reading: it fits)" in repr(asked)
    assert shown(asked) == repr(asked)
    shown(helpers.ask("recall-sure", "c"))
    assert [attempt["answer"] for attempt in record.attempts("recall-sure")] == ["guess"]


def test_marks_are_typed_with_how_sure_one_is(record):
    asked = helpers.mark("who-says-lead", (LEAD, 80))
    assert repr(asked).startswith("✓ Your marks match our reading. 3 of 3 marks stand where we put them.")
    shown(asked)
    assert record.last("who-says-lead").confidence == 80


@pytest.mark.parametrize(
    "call, told",
    [
        (lambda: helpers.ask("recall-sure", "z"), "! “z” is none of the options. Type one of these letters: a, b, c."),
        (
            lambda: helpers.mark("who-says-lead", LEAD),
            "! Say also how sure you are, from 50 (a guess) to 100 (certain).",
        ),
        (lambda: helpers.sort("how-quoted", ["a"]), "! There are 4 items, but your list has 1 entries."),
        (lambda: helpers.write("retell-headline", 5), "! Write your answer as words between quotation marks."),
        (
            lambda: helpers.ask_all("warm-up-01", ["a"]),
            "Question 1: ! Type a list with one answer for each of the 2 questions;",
        ),
        (
            lambda: helpers.ask_all("warm-up-01", "ab"),
            "Question 1: ! Type a list with one answer for each of the 2 questions;",
        ),
        (lambda: helpers.ask_all("warm-up-01", [..., "z"]), "Question 2: ! “z” is none of the options."),
    ],
)
def test_a_typed_answer_that_cannot_be_used_is_told_in_a_sentence(call, told, record):
    asked = call()
    assert repr(asked).startswith(told)
    assert shown(asked) == repr(asked)
    assert not record.path.exists()


def test_of_several_questions_those_answered_are_told(record):
    asked = helpers.ask_all("warm-up-01", ["b", ...])
    assert repr(asked).startswith("Question 1: ✓ ") and "Question 2" not in repr(asked)
    shown(asked)
    assert record.last("recall-the-question") == Entry("three-ways") and record.last("recall-sure") is None


def test_several_questions_are_told_one_after_another():
    told = repr(helpers.ask_all("warm-up-01", ("a", "z"))).splitlines()
    assert told[0].startswith("Question 1: ✗ ") and told[-1].startswith("Question 2: ! “z” is none of the options.")


def test_a_typed_answer_that_cannot_be_used_is_told_beside_its_question():
    asked = helpers.ask_all("warm-up-01", ["b", "z"])
    shown(asked)
    assert [asked.responses[one]["outcome"] for one in ("recall-the-question", "recall-sure")] == [
        "matches",
        "problem",
    ]


@pytest.mark.parametrize("verb", [helpers.ask, helpers.mark, helpers.write])
def test_a_verb_that_does_not_fit_the_exercise_is_told(verb):
    with pytest.raises(ContentProblem, match="an exercise of the kind “sorting”: it needs another verb, sort"):
        verb("how-quoted")


# -- buttons


def test_a_question_is_shown_with_the_answer_of_last_time(record):
    record.keep("recall-sure", Entry("half"), how="buttons")
    asked = helpers.ask("recall-sure")
    assert shown(asked).startswith("Run this cell to answer: ")
    assert asked.drafts["recall-sure"]["answer"] == "half"


@pytest.mark.parametrize("form", ["A", "B"])
def test_the_form_is_the_one_that_the_coin_says(form, record, monkeypatch):
    monkeypatch.setattr("random.choice", lambda sides: form)
    record.begin()
    asked = helpers.take_form()
    shown(asked)
    assert [one["id"] for one in asked.exercises] == [one.id for one in open_set(f"form-{form.lower()}")[1]]


def test_without_a_record_form_a_is_taken():
    asked = helpers.take_form()
    shown(asked)
    assert asked.exercises[0]["id"].startswith("a-")


def test_the_self_check_answers_a_click():
    asked = helpers.check_setup()
    shown(asked)
    asked._receive(asked, {"type": "submit", "id": "self-check", "answer": "alive"}, [])
    assert asked.responses["self-check"]["heading"] == "Everything works."


@pytest.mark.parametrize("verb", ["ask", "mark", "sort", "write", "ask_all", "take_form", "check_setup"])
def test_what_a_verb_that_asks_returns_is_a_widget(verb):
    assert isinstance(CALLS[verb](), ExerciseView)


# -- stories and cards


def test_a_story_of_others_is_shown_and_not_stored():
    page = helpers.open_story()
    assert isinstance(page, Page) and not hasattr(page, "_repr_html_")
    bundle = page._repr_mimebundle_()
    stored = json.dumps(bundle, ensure_ascii=False)
    for sentence in load_story("tass-2017-11-14").sentences.values():
        assert sentence.id == "headline" or sentence.text not in stored
    assert set(bundle) == {"text/plain", WIDGET}


def test_a_text_of_our_own_and_a_few_sentences_are_stored():
    assert isinstance(helpers.open_story("harbour-bridge"), Card)
    card = helpers.open_story(sentences=["p1-s1"])
    assert isinstance(card, Card) and repr(card).endswith("Shown here: 1 sentence.")


def test_an_example_marks_and_tells_source_cue_and_content():
    card = helpers.show_example("liberation-said")
    assert repr(card).startswith(
        "Worked example. Source: the Russian Defense Ministry; Cue: said; Content: The Abu Kamal"
    )
    assert card.body.count('<b class="wss-tag">') == 3
    with pytest.raises(ContentProblem, match="no attribution “no-such”"):
        helpers.show_example("no-such")


def test_the_status_is_dated_and_names_all_its_sources():
    status = read_json(data_folder() / "stories" / "tass-2017-11-14" / "status.json")
    card = helpers.show_status(full=True)
    assert repr(card).startswith(f"Status, as of {status['as_of']}. {status['lines'][0]['text']}")
    short = helpers.show_status()
    assert repr(short) == f"Status, as of {status['as_of']}. {status['short']}"
    assert "<details>" in short.body and all(escape(line["text"]) in short.body for line in status["lines"])
    # Nobody who stops early leaves with one side alone.
    assert "withdrew" in status["short"] and "coalition" in status["short"] and "rejected" in status["short"]
    used = {source for line in status["lines"] for source in line["sources"]}
    assert card.body.count("<li") == len(used)
    assert "owned by a party" in card.body


def test_the_rule_tells_each_tiny_text_what_the_rule_works_out():
    rule = read_json(data_folder() / "rule.json")
    assert [use["use"] for use in rule["uses"]] == list(USES)
    names = {use["use"]: use["name"] for use in rule["uses"]}
    body = str(helpers.show_rule().body)
    accepted = [accepted_uses(one["features"]) for one in rule["examples"]]
    assert {use for uses in accepted for use in uses} == set(USES)
    for one, uses in zip(rule["examples"], accepted, strict=True):
        fits = " Or: ".join(f"{names[use]}." for use in uses)
        assert f'{escape(one["text"])}</i> <b dir="auto">{fits}</b>' in body
        assert all(feature["feature"] in FEATURES and feature["words"] in one["text"] for feature in one["features"])


def test_the_rule_unfolds_by_key_in_a_notebook_too():
    card = helpers.show_rule(folded=True)
    assert card.body.count("<details") == card.body.count("<summary") == 1
    assert "<details class" in card.body and "<details open " in helpers.show_rule().body
    # Without it JupyterLab would take Enter and the space bar to itself.
    assert '<summary data-lm-suppress-shortcuts="true">' in card.body
    assert repr(card) == repr(helpers.show_rule())


def test_a_story_without_a_status_is_told():
    with pytest.raises(ContentProblem, match=r"status\.json is missing"):
        helpers.show_status("harbour-bridge")


@pytest.mark.parametrize("term", ["notebook", "  NOTEBOOK ", "jupyter Notebook"])
def test_a_term_is_found_by_any_of_its_names(term):
    assert repr(helpers.look_up(term)).startswith("notebook: A page made of text")


@pytest.mark.parametrize("term", ["no such term", "", 5, None, "<script>" * 100_000])
def test_a_term_that_is_not_there_is_told_with_those_that_are(term):
    card = helpers.look_up(term)
    assert "The glossary does not have “" in repr(card) and "It has: " in repr(card)
    assert "notebook" in repr(card) and len(repr(card)) < 2_000
    assert "<script" not in card.body


def test_the_glossary_explains_the_rules_of_the_marker_too():
    told = repr(helpers.look_up("According-To"))
    assert told.startswith("according-to: ") and "Example: " in told and "Not this: " in told
