"""A claim in several places: what is new, lost or told otherwise is worked out, and told in a sentence."""

import re
from itertools import pairwise

import pytest

from helpers.charts.growing import SIGNS, compare, goes_back_to, growing_chart
from helpers.content import ContentProblem, data_folder, read_json
from helpers.story import load_story

STORIES = ("tass-2017-11-14", "harbour-bridge")


@pytest.mark.parametrize(
    ("before", "now", "became"),
    [
        ({"how": "direct"}, {}, {"how": "lost"}),
        ({}, {"how": "direct"}, {"how": "new"}),
        ({"how": "direct"}, {"how": "openly"}, {"how": "other"}),
        ({"how": "direct"}, {"how": "directly"}, {"how": "form"}),
        ({"who": "The ‘club’"}, {"who": "the 'club'"}, {"who": "same"}),
        ({"a": "x", "b": "y"}, {"b": "y", "c": "z"}, {"a": "lost", "b": "same", "c": "new"}),
        ({}, {}, {}),
    ],
)
def test_what_became_of_each_part(before, now, became):
    assert compare(before, now) == became


@pytest.mark.parametrize(
    ("now", "earlier", "back"),
    [
        ("directly", ["direct", "the coalition"], "direct"),
        ("directly", ["in a direct way", "direct"], "direct"),
        ("openly", ["direct"], ""),
        ("supports IS", ["cooperation and support"], "cooperation and support"),
        ("a statement", ["the state said"], ""),
        ("he", ["her", "hear"], ""),
    ],
)
def test_a_word_of_a_stem_that_stood_before_is_back_and_not_new(now, earlier, back):
    assert goes_back_to(now, earlier) == back
    assert compare({}, {"part": now}, earlier) == {"part": "back" if back else "new"}


@pytest.mark.parametrize("story_id", STORIES)
def test_the_sentence_tells_everything_that_was_lost_or_is_new_and_the_card_shows_it(story_id):
    chart = growing_chart(story_id)
    places = read_json(data_folder() / "stories" / story_id / "growing.json")["places"]
    card = chart.card()
    assert f"one claim in {len(places)} places" in chart.sentence
    lost = new = 0
    for above, below in pairwise(places):
        step = chart.sentence.partition(f"{above['name']} to {below['name']}: ")[2].partition(".")[0]
        for part in above["told"].keys() - below["told"].keys():
            lost += 1
            assert f"“{above['told'][part]}”" in step.partition("lost")[2]
        for part in below["told"].keys() - above["told"].keys():
            back = f"back, changed: “{below['told'][part]}”" in step
            new += not back
            assert back or f"“{below['told'][part]}”" in step.partition("new")[2]
    assert card.body.count("wss-part--lost") == card.body.count("<s ") == lost > 0
    assert card.body.count("wss-part--new") == new
    assert card.body.count(f">{SIGNS['lost']}<") == lost
    assert repr(chart) == f"Chart: {chart.sentence}" and chart.table() in card.body


@pytest.mark.parametrize("story_id", STORIES)
def test_all_words_stand_in_the_sentence_of_their_place(story_id):
    story = load_story(story_id)
    for place in read_json(data_folder() / "stories" / story_id / "growing.json")["places"]:
        assert all(words in story.sentence(place["where"]).text for words in place["told"].values())


def test_what_the_lesson_says_about_the_claim_holds():
    quoted, lead, _, headline = growing_chart("tass-2017-11-14").places
    assert lead.became["how"] == "lost" and headline.became["how"] == "back" and headline.back["how"] == "direct"
    assert quoted.words["how"] == "direct" and headline.words["how"] == "directly"
    assert "ground" not in headline.words and headline.words["actor"] == "US"


def test_no_colour_alone_every_change_has_its_word():
    body = growing_chart("tass-2017-11-14").card().body
    for kind in SIGNS:
        cells = re.findall(rf'<div class="wss-part wss-part--{kind}">(.*?)</div>', body)
        assert all(SIGNS[kind] in cell for cell in cells)


def test_a_story_without_a_claim_says_which_have_one(monkeypatch):
    monkeypatch.setattr("helpers.story.stories_with", lambda _: [])
    with pytest.raises(ContentProblem, match="no claim is listed"):
        growing_chart("harbour-bridge")
