"""Sources as cards list them: each once, with its places, its owner and its party."""

from helpers.content import source_records
from helpers.lesson.sources import publisher_of, told_place, where_from


def test_each_source_stands_once_with_all_its_places():
    html = where_from(
        [
            {"id": "tass-story", "locator": "headline"},
            {"id": "tass-story", "locator": "p4-s1, p4-s2"},
            {"id": "tass-story", "locator": "headline"},
            {"id": "uawire-posts"},
        ]
    )
    assert html.count("<li") == 2
    assert "Where in it: headline; paragraph 4." in html
    assert html.count("Where in it") == 1


def test_owner_party_address_and_what_was_read_are_told():
    source = source_records()["tass-story"]
    html = where_from([{"id": "tass-story"}])
    for told in (source["owner"], source["party"], source["address"], source["date_read"], source["read"]):
        assert told in html


def test_a_text_of_ours_is_named_as_one():
    assert "a text written for the course" in where_from([{"id": "harbour-bridge", "locator": "p2-s1"}])
    assert publisher_of("harbour-bridge").startswith("The Brenmouth Courier")


def test_what_stands_on_the_fold_is_escaped():
    assert '<summary dir="auto">&lt;b&gt;</summary>' in where_from([], "<b>")


def test_sentences_are_told_by_their_paragraph():
    assert told_place("headline, p4-s1, p4-s2, 2nd paragraph") == "headline, paragraph 4, 2nd paragraph"
