"""The verbs that show what claims stand on, where it was and who was there."""

import re

import pytest

from helpers import show_claims, show_map, show_who
from helpers.claims import load_claims
from helpers.content import ContentProblem, load
from helpers.lesson.evidence import NAMES_OF_PARTS
from helpers.lesson.sources import told_place

SEED = "tass-2017-11-14"


def test_one_claim_is_open_and_told_in_sentences():
    card = show_claims("flags-and-disguise")
    claim = load_claims(SEED).claim("flags-and-disguise")
    for part in claim.parts.values():
        assert part.says in repr(card) and part.says in card.body
    assert claim.if_genuine in repr(card)
    assert "cannot be known from this" in repr(card) and "<strong>cannot be known from this</strong>" in card.body
    seen, _, opened = card.body.partition("<details>")
    assert claim.if_genuine in seen and "What is missing?" not in seen
    assert all(line in opened for line in (*claim.missing, *claim.could_settle)) and "<details>" not in opened


def test_an_id_alone_and_a_list_of_one_show_the_same():
    assert show_claims("unanswered-question") == show_claims(["unanswered-question"])


def test_of_several_claims_each_is_folded_under_its_name():
    card = show_claims(["direct-support", "taking-of-the-town"])
    assert card.body.count("<details>") == card.body.count("</details>") == 2
    assert re.findall("<summary>(.*?)</summary>", card.body) == [
        "The headline: direct support",
        "The taking of the town",
    ]
    assert repr(card).startswith("Claim ledger, 2 claims. The headline: direct support.")


def test_a_claim_shows_what_is_offered_what_else_and_what_is_missing():
    card = show_claims("cracks-in-the-beams", "harbour-bridge")
    claim = load_claims("harbour-bridge").claim("cracks-in-the-beams")
    for line in (claim.offered, claim.if_genuine, *claim.other_explanations, *claim.missing, *claim.could_settle):
        assert line.replace("'", "&#x27;") in card.body


def test_a_part_that_the_story_does_not_claim_is_named_as_such():
    card = show_claims("direct-support")
    assert NAMES_OF_PARTS["act"] in card.body and "The story claims none here." in card.body
    assert NAMES_OF_PARTS["act"] not in repr(card)


def test_nothing_else_to_explain_it_is_said_in_words():
    assert "Nothing that we can think of." in show_claims("barrier-and-queue", "harbour-bridge").body


@pytest.mark.parametrize("story", [SEED, "harbour-bridge"])
def test_every_claim_is_told_in_eight_blocks_one_below_the_other(story):
    for claim_id in load_claims(story).claims:
        body = show_claims(claim_id, story).body
        assert len(re.findall("<p[^>]*><strong>", body)) == 8 and body.count("<ul>") == 3
        assert "<table" not in body  # no columns: it is read on phones and at twice its size


def test_words_of_the_story_are_quoted_inside_the_card_only():
    card = show_claims("pictures-of-9-november")
    assert "kilometers-long convoys" in card.body and "kilometers-long convoys" not in repr(card)


def test_a_claim_that_is_not_there_is_told():
    with pytest.raises(ContentProblem, match="no claim “the-moon”"):
        show_claims(["the-moon"])


def test_the_map_names_each_place_and_what_was_not_found():
    card, shown = show_map(), load(f"stories/{SEED}/background.json")["map"]
    for place in shown["places"]:
        assert f"<strong>{place['name']}.</strong>" in card.body and place["name"] in repr(card)
    assert len(shown["not_found"]) == 2
    for line in shown["not_found"]:
        assert line in card.body and line in repr(card)


def test_the_drawn_map_comes_first_and_the_map_in_words_is_folded_below():
    shown = load(f"stories/{SEED}/background.json")["map"]
    seen, _, opened = show_map().body.partition("<details>")
    assert seen.count("<svg") == len(shown["drawn"]["weeks"]) and shown["begins"] in opened
    for week in shown["drawn"]["weeks"]:
        assert all(fact["text"] in seen for fact in week["facts"])


def test_a_map_that_is_not_drawn_is_told_in_words_at_once(monkeypatch):
    shown = load(f"stories/{SEED}/background.json")
    words_only = {name: part for name, part in shown["map"].items() if name != "drawn"}
    monkeypatch.setattr("helpers.lesson.evidence.load_beside", lambda story, name: shown | {"map": words_only})
    card = show_map()
    assert "<svg" not in card.body and shown["map"]["begins"] in card.body.partition("<details>")[0]
    assert repr(card).startswith(shown["map"]["title"])


def test_who_is_who_says_of_each_whether_it_is_a_party():
    card, shown = show_who(), load(f"stories/{SEED}/background.json")["who"]
    for actor in shown["actors"]:
        assert re.search(rf"{re.escape(actor['name'])}: [^:]*{actor['party'].capitalize()}: ", repr(card))


def cited_in(data):
    """Yield every citation that stands anywhere in some data."""
    if isinstance(data, dict):
        yield from data.get("sources", [])
        for part in data.values():
            yield from cited_in(part)
    elif isinstance(data, list):
        for part in data:
            yield from cited_in(part)


@pytest.mark.parametrize("show, part", [(show_map, "map"), (show_who, "who")])
def test_every_source_stands_below_with_its_address_and_its_place(show, part):
    records = {source["id"]: source for source in load("sources.json")["sources"]}
    folded = show().body.partition("<details>")[2]
    used = list(cited_in(load(f"stories/{SEED}/background.json")[part]))
    assert folded.count("<li") == len({source["id"] for source in used})
    for source in used:
        assert records[source["id"]]["address"] in folded
        assert told_place(source["locator"]).replace("'", "&#x27;") in folded


def test_a_story_without_a_map_is_told():
    with pytest.raises(ContentProblem, match=r"background\.json is missing"):
        show_map("harbour-bridge")
