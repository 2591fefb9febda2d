"""Sources as cards list them: each once, with its places, its owner and its party."""

from helpers.content import source_records
from helpers.lesson.sources import owner_told, publisher_of, told_place, where_from


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


def test_the_place_of_an_owner_in_the_dispute_is_a_sentence():
    told = {source["party"]: owner_told(source) for source in source_records().values()}
    assert told["owned by a party"].endswith(". It is owned by a party to the dispute.")
    assert told["party to the dispute"].endswith(". It is party to the dispute.")
    assert told["not applicable"].startswith("Belongs to: ") and "dispute" not in told["not applicable"]


def test_a_text_of_ours_is_named_as_one():
    assert "a text written for the course" in where_from([{"id": "harbour-bridge", "locator": "p2-s1"}])
    assert publisher_of("harbour-bridge").startswith("The Brenmouth Courier")


def test_what_stands_on_the_fold_is_escaped():
    assert '<summary dir="auto">&lt;b&gt;</summary>' in where_from([], "<b>")


def test_sentences_are_told_by_their_paragraph():
    assert told_place("headline, p4-s1, p4-s2, 2nd paragraph") == "headline, paragraph 4, 2nd paragraph"
