"""The page of search results, the posts with their picture, and the reverse search, as a lesson shows them."""

import re

import pytest

import helpers
from helpers.content import load

PICTURES = load("stories/harbour-bridge/pictures.json")
RESULTS = load("stories/tass-2017-11-14/results.json")
CARDS = {
    "results": lambda: helpers.show_results(),
    "posts": lambda: helpers.show_posts("harbour-bridge"),
    "search": lambda: helpers.search_picture("harbour-bridge"),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_prints_one_line_that_never_changes(name):
    told = repr(CARDS[name]())
    assert told == repr(CARDS[name]()) and "\n" not in told and told[-1] == "."


def test_every_picture_has_a_name_and_is_told_in_words_below_it():
    for card in (CARDS["posts"](), CARDS["search"]()):
        drawn = re.findall(r"<svg[^>]*>", card.body)
        assert drawn and all('role="img"' in tag and 'aria-label="' in tag for tag in drawn)
        assert card.body.count("The picture in words") == len(drawn)
    for post in PICTURES["posts"]:
        for part in ("who", "when", "caption", "in_words"):
            assert post[part] in CARDS["posts"]().body and post[part] in repr(CARDS["posts"]())


def test_a_post_shows_its_part_of_the_picture_and_which_way_round():
    drawn = re.findall(r'<svg viewBox="([^"]*)"[^>]*><g([^>]*)>', CARDS["posts"]().body)
    assert [view for view, _ in drawn] == ["0 0 250 270", "0 0 480 270", "0 0 480 270"]
    assert ["scale(-1 1)" in turned for _, turned in drawn] == [False, True, False]


def test_the_search_lists_its_pages_and_its_limits():
    card = CARDS["search"]()
    assert card.body.count("<li") == len(PICTURES["index"]["finds"])
    assert PICTURES["index"]["limits"] in card.body and PICTURES["index"]["limits"] in repr(card)


def test_a_result_is_closed_and_opens_to_its_own_words_with_owner_and_address():
    body = CARDS["results"]().body
    records = {one["id"]: one for one in load("sources.json")["sources"]}
    assert body.count("<details>") == len(RESULTS["results"]) == body.count('data-lm-suppress-shortcuts="true"')
    for one in RESULTS["results"]:
        for part in ("publisher", "owner", "party", "address"):
            assert records[one["source"]][part] in body
        assert all(f"“… {words} …”" in body for words in one["excerpts"])


def test_what_a_page_says_is_read_only_by_whoever_opens_it():
    """The sentence of the card is the page of results as it comes: choosing would mean little otherwise."""
    told = repr(CARDS["results"]())
    assert not [words for one in RESULTS["results"] for words in one["excerpts"] if words in told]
