"""The one rule decides outside the practice texts, too: what is asked of the stories of ours, and of headlines."""

import course_texts
import pytest

from helpers.content import data_folder
from helpers.judgement import AS_CLAIM, AS_FACT, WITH_SPEAKER, accepted_uses
from helpers.kinds.sorting.model import accepted_groups

QUESTIONS = {one["id"]: one for one in course_texts.all_questions()}
# What the two stories of ours give for each part of their claims, as their ledgers mark it.
GIVEN = {
    (row["claim"], row["part"]): row["entries"][0]["features"]
    for story in ("harbour-bridge", "sawmill-at-hask")
    for row in course_texts.read(data_folder() / "stories" / story / "claims.json")["statuses"]
}

# Options that speak of a claim of these stories, by question: the key asks which can be told as a fact.
CAN_BE_TOLD_AS_FACT = {
    "report-as-fact": {
        "fired": ("who-fired", "act"),
        "shells": ("shells-at-the-mill", "act"),
        "store": ("store-for-shells", "act"),
        "nobody": ("nobody-hurt", "act"),
    },
    "bridge-as-fact": {
        "customers": ("customers-who-stayed-away", "act"),
        "fast": ("closing-the-bridge", "interpretation"),
        "sound": ("talk-in-april", "act"),
        "counted": ("barrier-and-queue", "act"),
    },
    "check-good": {"fact": ("barrier-and-queue", "act")},
}

# A party that is named claims it of its opponent, nothing tells how it knows, and the other side rejects it.
ACCUSATION = [{"feature": "speaker-named"}, {"feature": "disputed"}]
TOO_FAST, CRACKS = GIVEN["closing-the-bridge", "interpretation"], GIVEN["cracks-in-the-beams", "act"]
PLAN = GIVEN["closing-the-bridge", "purpose"]  # the council leader speaks for the council
# Of each headline: what is given for its claim, how it tells that, and whether it adds a motive or a verdict.
HEADLINES = {
    "sort-headlines": {
        "ministry-accuses": (ACCUSATION, AS_CLAIM, False),
        "us-supports": (ACCUSATION, AS_FACT, False),
        "ministry-hides": (ACCUSATION, AS_FACT, True),
        "coalition-accuses": (ACCUSATION, AS_CLAIM, False),
        "syria-helps": (ACCUSATION, AS_FACT, False),
        "coalition-hides": (ACCUSATION, AS_FACT, True),
    },
    "sort-bridge": {
        "owner-says": (TOO_FAST, AS_CLAIM, False),
        "council-fast": (TOO_FAST, AS_FACT, False),
        "council-scares": (PLAN, AS_FACT, True),
        "council-stays": (PLAN, AS_CLAIM, False),
        "engineer-cracks": (CRACKS, AS_FACT, False),
        "owner-greedy": (TOO_FAST, AS_CLAIM, True),
    },
}


def group_of(given, told, adds):
    """Sort a headline: it may always tell less than the rule allows; to tell a claim as a claim is always fair."""
    if adds:
        return "more"
    return "as-fact" if told == AS_FACT and AS_FACT not in accepted_uses(given) else "fair"


@pytest.mark.parametrize("name", CAN_BE_TOLD_AS_FACT)
def test_what_can_be_told_as_a_fact_of_a_story_of_ours_follows_from_the_rule(name):
    claims = CAN_BE_TOLD_AS_FACT[name]
    options = {option["id"]: option["accepted"] for option in QUESTIONS[name]["options"] if option["id"] in claims}
    assert options == {option: AS_FACT in accepted_uses(GIVEN[claim]) for option, claim in claims.items()}


@pytest.mark.parametrize("name", HEADLINES)
def test_headlines_are_judged_by_the_rule(name):
    question = QUESTIONS[name]
    assert HEADLINES[name].keys() == {item["id"] for item in question["items"]}
    for item in question["items"]:
        given, told, adds = HEADLINES[name][item["id"]]
        first, *others = accepted_groups(question, item)
        assert first == group_of(given, told, adds), item["id"]
        # Who hears a fact in a sound headline has heard right: it is told as one.
        assert not others or (others == ["as-fact"] and told == AS_FACT)


def test_the_two_sides_of_the_war_are_judged_alike():
    ours, theirs = list(HEADLINES["sort-headlines"].values())[:3], list(HEADLINES["sort-headlines"].values())[3:]
    assert ours == theirs


def test_a_claim_that_is_shown_may_stand_as_a_fact_and_any_other_may_not():
    assert group_of(CRACKS, AS_FACT, False) == "fair" and group_of(CRACKS, AS_FACT, True) == "more"
    assert group_of(TOO_FAST, AS_FACT, False) == "as-fact" and group_of(TOO_FAST, AS_CLAIM, False) == "fair"
    assert accepted_uses(CRACKS) == (AS_FACT, WITH_SPEAKER)
