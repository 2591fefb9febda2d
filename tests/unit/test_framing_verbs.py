"""The verbs about framing: what they print, and what they show."""

import copy

import pytest

import helpers
from helpers.charts.chart import Chart
from helpers.content import ContentProblem, load
from helpers.html import Card

FILE = "stories/tass-2017-11-14/newsrooms.json"


def with_data(monkeypatch, change):
    """Let the verb read changed data."""
    data = copy.deepcopy(load(FILE))
    change(data)
    monkeypatch.setattr("helpers.lesson.framing.load_beside", lambda story_id, name: data)
    return helpers.show_newsrooms()


def test_both_print_a_sentence_that_never_changes():
    assert isinstance(helpers.show_naming().kept, Chart) and isinstance(helpers.show_newsrooms(), Card)
    for verb in (helpers.show_naming, helpers.show_newsrooms):
        assert repr(verb()) == repr(verb()) and "\n" not in repr(verb()) and repr(verb())[-1] == "."


def test_every_question_has_a_list_with_every_newsroom():
    data, html = load(FILE), helpers.show_newsrooms().body
    assert html.count("</summary><ul>") == len(data["rows"])
    for row in data["rows"]:
        assert f"<b>{row['question']}</b></summary><ul>" in html  # who asks it opens its list
        assert row["question"] in repr(helpers.show_newsrooms())
    for newsroom in data["newsrooms"]:
        assert html.count(f"<b>{newsroom['name']}:</b>") == len(data["rows"])


def test_owner_party_day_and_address_stand_below_the_lists():
    _, _, folded = helpers.show_newsrooms().body.rpartition("<details>")
    sources = {one["id"]: one for one in load("sources.json")["sources"]}
    for newsroom in load(FILE)["newsrooms"]:
        source = sources[newsroom["source"]]
        for told in (source["party"], source["published"], source["address"], newsroom["part_read"]):
            assert told in folded


@pytest.mark.parametrize(("read", "told"), [("whole", "not there"), ("part", "not seen in the part that was read")])
def test_what_was_not_seen_is_told_by_how_much_was_read(monkeypatch, read, told):
    def change(data):
        data["newsrooms"][1]["read"] = read
        data["rows"][0]["cells"]["reuters"] = {}

    assert f"Reuters: {told};" in repr(with_data(monkeypatch, change))


def test_words_stand_in_quotation_marks_and_pieces_are_kept_apart(monkeypatch):
    def change(data):
        data["rows"][0]["cells"]["reuters"] = {"words": ["one", "two"], "note": "here"}

    assert "Reuters: “one” … “two” (here);" in repr(with_data(monkeypatch, change))


def test_hostile_words_are_shown_as_text(monkeypatch):
    def change(data):
        data["rows"][0].update(question="<script>x</script>")
        data["rows"][0]["cells"]["tass"] = {"words": ["<script>y</script>"]}

    assert "<script" not in with_data(monkeypatch, change).body


def test_a_story_that_nobody_compared_is_refused():
    with pytest.raises(ContentProblem):
        helpers.show_newsrooms("harbour-bridge")
