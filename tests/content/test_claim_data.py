"""Claims name words that stand in their story, and each cell of the ledger has a source and a place in it."""

import beside
import course_texts
import pytest

from helpers.claims import PARTS, ledger_from, load_claims
from helpers.judgement import AS_CLAIM, WITH_SPEAKER

FILES, BACKGROUNDS = beside.files("claims"), beside.files("background")
SEED = "tass-2017-11-14"
FROM_THE_STORY = "story-alone"
OURS = next(path for path in FILES if path.parent.name == "harbour-bridge")
LEDGERS = [path.parent.name for path in FILES]
# What the course promises to split (issue of the series), whatever else is added.
PROMISED = {
    "pictures-of-9-november",
    "two-requests-and-a-refusal",
    "prisoners-of-war-ground",
    "unanswered-question",
    "flights-near-the-town",
    "flags-and-disguise",
    "eastern-bank-plans",
    "cover-and-its-purpose",
}


@pytest.mark.parametrize("path", [*FILES, *BACKGROUNDS], ids=lambda path: f"{path.stem} of {path.parent.name}")
def test_claims_ledger_and_background_hold(path):
    assert not beside.faults(path.stem, course_texts.read(path), path.parent.name)


def test_the_claims_that_the_series_promises_are_there():
    assert PROMISED <= load_claims(SEED).claims.keys()


def test_no_purpose_of_the_story_can_be_known_from_the_story():
    """No picture shows a purpose; only the one who acts can tell it first-hand, and here that side is not heard."""
    ledger = load_claims(SEED)
    purposes = [claim.id for claim in ledger.claims.values() if "purpose" in claim.parts]
    assert len(purposes) > 4
    for claim_id in purposes:
        assert ledger.entry(claim_id, "purpose", FROM_THE_STORY).status == "cannot be known from this"


def test_good_evidence_is_shown_too():
    entries = [entry for row in load_claims("harbour-bridge").rows.values() for entry in row]
    supported = [entry for entry in entries if entry.status == "supported"]
    assert len(supported) * 2 >= len(entries)


@pytest.mark.parametrize("path", FILES, ids=LEDGERS)
def test_what_one_story_alone_gives_is_worked_out_by_the_rule_and_never_typed(path):
    data = course_texts.read(path)
    entries = [entry for row in data["statuses"] for entry in row["entries"]]
    alone = [entry for entry in entries if entry["column"] == FROM_THE_STORY]
    assert alone and not [entry for entry in alone if "status" in entry]
    # What several reports leave of a claim is told by date, and weighed: the rule asks what one text gives.
    assert not [entry for entry in entries if entry not in alone and "features" in entry]


def test_a_ledger_of_good_practice_knows_what_is_shown_and_what_is_only_said():
    found = {entry.status for row in load_claims("harbour-bridge").rows.values() for entry in row}
    assert found == {"supported", "asserted", "disputed"}


def test_where_a_feature_is_in_doubt_both_answers_stand_and_nothing_is_called_supported_for_it():
    rows = load_claims(SEED).rows
    doubtful = {key: row[0] for key, row in rows.items() if row[0].in_doubt}
    # Of these acts the ministry may know first-hand; a careful reader may miss how.
    assert set(doubtful) == {
        ("pictures-of-9-november", "act"),
        ("two-requests-and-a-refusal", "act"),
        ("prisoners-of-war-ground", "act"),
        ("unanswered-question", "act"),
        ("flights-near-the-town", "act"),
        ("eastern-bank-plans", "act"),
        ("taking-of-the-town", "act"),
    }
    assert all(entry.uses == (WITH_SPEAKER, AS_CLAIM) for entry in doubtful.values())
    assert {entry.status for entry in doubtful.values()} == {"asserted"}


def test_a_claim_that_loses_what_carries_it_is_no_longer_supported():
    data = course_texts.read(OURS)
    cracks = next(row for row in data["statuses"] if row["claim"] == "cracks-in-the-beams" and row["part"] == "act")
    [entry] = cracks["entries"]
    entry["features"] = [one for one in entry["features"] if one["feature"] == "speaker-named"]
    assert ledger_from(data).entry("cracks-in-the-beams", "act", FROM_THE_STORY).status == "asserted"


def test_parts_stand_in_the_order_in_which_they_go_further():
    for path in FILES:
        for claim in ledger_from(course_texts.read(path)).claims.values():
            assert list(claim.parts) == [name for name in PARTS if name in claim.parts]


def first_entry(data):
    return data["statuses"][0]["entries"][0]


LEDGER_SLIPS = {
    "another story": (lambda d: d.update(story="elsewhere"), "This file lies in the folder"),
    "words that are not the story's": (
        lambda d: d["claims"][0]["parts"]["act"]["words"][0].update(words="convoys of grocers"),
        "The words “convoys of grocers” do not stand in",
    ),
    "no place in a source": (lambda d: first_entry(d)["sources"][0].update(locator=" "), "Say where in the source"),
    "no source": (lambda d: first_entry(d).update(sources=[]), "This list has 0, and needs at least 1."),
    "no record": (lambda d: first_entry(d)["sources"][0].update(id="hearsay"), "sources.json has no source “hearsay”"),
    "no sentence": (lambda d: first_entry(d)["sources"][0].update(locator="p99-s1"), "There is no “p99-s1”"),
    "more than the story": (
        lambda d: first_entry(d)["sources"].append({"id": "reuters-statement", "locator": "paragraph 1"}),
        "The first column says what the story alone shows",
    ),
    "a part without a row": (lambda d: d["statuses"].pop(), "“statuses” has no row for this part"),
    "a row without a part": (lambda d: d["statuses"][0].update(claim="nobodys-claim"), "No claim has this part"),
    "a row twice": (lambda d: d["statuses"].append(d["statuses"][0]), "There is a row for"),
    "a row without the first date": (lambda d: d["statuses"][0]["entries"].pop(0), "Nothing is entered for"),
    "a date twice": (
        lambda d: d["statuses"][0]["entries"].append(first_entry(d)),
        "This row has an entry for “story-alone” already",
    ),
    "dates out of order": (lambda d: d["columns"].reverse(), "Put the entries in the order of the columns"),
    "an unknown date": (lambda d: first_entry(d).update(column="tomorrow"), "There is no column “tomorrow”"),
    "a date without entries": (
        lambda d: d["columns"].append({"id": "one-day", "name": "One day"}),
        "No row has an entry for this date",
    ),
    "a claim twice": (lambda d: d["claims"].append(d["claims"][0]), "stands here more than once"),
    "words of a feature that are not the story's": (
        lambda d: first_entry(d).update(features=[{"feature": "speaker-named", "words": "the grocers"}]),
        "The text does not have “the grocers”",
    ),
}


@pytest.mark.parametrize("slip", LEDGER_SLIPS)
def test_a_slip_in_a_ledger_is_found(slip):
    assert beside.slip_told("claims", FILES[-1], *LEDGER_SLIPS[slip])


BACKGROUND_SLIPS = {
    "a fact without a place in its source": (
        lambda d: d["map"]["places"][0]["facts"][0]["sources"][0].update(locator=" "),
        "Say where in the source it stands.",
    ),
    "a name that the story does not have": (
        lambda d: d["who"]["actors"][0]["names_in_story"][0].update(words="Ministry of Truth"),
        "The words “Ministry of Truth” do not stand in",
    ),
    "a town that the map does not have": (
        lambda d: d["map"]["drawn"]["weeks"][0]["facts"][0].update(town="atlantis"),
        "The map has no “atlantis”.",
    ),
    "a holder that the map does not have": (
        lambda d: d["map"]["drawn"]["weeks"][0]["facts"][0].update(held_by=["martians"]),
        "The map has no “martians”.",
    ),
    "a ring around nothing": (
        lambda d: d["map"]["drawn"]["ring"].update(around="atlantis"),
        "The map has no “atlantis”.",
    ),
    "degrees in the wrong order": (
        lambda d: d["map"]["drawn"]["towns"][0]["at"].reverse(),
        "This lies outside the frame.",
    ),
    "a frame turned round": (lambda d: d["map"]["drawn"]["frame"].update(west=50), "West must be less than east"),
    "a place of three numbers": (
        lambda d: d["map"]["drawn"]["towns"][0]["at"].append(10),
        "A place has two numbers",
    ),
    "a source that was read later": (
        lambda d: d.update(as_of="2026-11-23"),
        "This source is younger than this background, which was frozen on 2026-11-23.",
    ),
    "no such day": (lambda d: d.update(as_of="2026-13-01"), "There is no such day"),
    "a town twice": (
        lambda d: d["map"]["drawn"]["towns"].append(d["map"]["drawn"]["towns"][0]),
        "stands here more than once",
    ),
    "a week without a source": (
        lambda d: d["map"]["drawn"]["weeks"][1]["facts"][0]["sources"][0].update(id="hearsay"),
        "has no source “hearsay”",
    ),
    "a place twice": (lambda d: d["map"]["places"].append(d["map"]["places"][0]), "stands here more than once"),
}


@pytest.mark.parametrize("slip", BACKGROUND_SLIPS)
def test_a_slip_in_the_background_is_found(slip):
    assert beside.slip_told("background", BACKGROUNDS[0], *BACKGROUND_SLIPS[slip])
