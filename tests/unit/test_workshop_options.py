"""No key of a generated choice shows in its length: wrong options come from the story, and are about as long."""

import json
from functools import cache
from math import sqrt

import pytest
import toys
from test_workshop_beside_ours import confirmed_of
from workshop_texts import HARBOUR, PASTE

from helpers.content import data_folder
from helpers.story import story_from, story_ids
from helpers.story_workshop.about import About
from helpers.story_workshop.confirmed import Confirmed
from helpers.story_workshop.generators import generate
from helpers.story_workshop.pasted import read_paste
from helpers.story_workshop.pieces import as_sentence, clauses_of, is_like_length, of_like_length
from helpers.story_workshop.story_file import draft_story

ABOUT = About("Valley Post", "local newspaper", "Valley Media", "no", "2026-03-12", "Millbrook", "", "Valley Post")


def texts():
    yield from (PASTE, HARBOUR)
    for path in (toys.ROOT / "tests" / "fixtures" / "workshop").glob("*.txt"):
        yield path.read_text(encoding="utf-8")
    for path in (data_folder() / "marker" / "texts").glob("*.json"):
        yield "\n\n".join(json.loads(path.read_text(encoding="utf-8"))["paragraphs"])


@cache
def choices():
    """Options of all choices that are made of our readings, and of what is proposed for twenty texts."""
    readings = [confirmed_of(story_id) for story_id in story_ids()]
    for number, text in enumerate(texts()):
        confirmed = Confirmed.begin(story_from(*draft_story(read_paste(text), ABOUT, f"story-{number}")))
        for sentence in confirmed.to_read:
            confirmed = confirmed.settle(sentence)
        readings.append(confirmed)
    return [
        (made.use, {one["text"]: one["accepted"] for one in made.question["options"]})
        for confirmed in readings
        for made in generate(confirmed)
        if made.question["kind"] == "choice" and made.question.get("marking") != "prediction"
    ]


@pytest.mark.parametrize("which", [max, min], ids=["longest", "shortest"])
def test_the_right_option_is_the_longest_or_the_shortest_no_more_often_than_by_chance(which):
    """Counted in letters; of several equally long ones each counts for its share, and so do several right ones."""
    right = by_chance = varies = 0
    for _, options in choices():
        length = which(map(len, options))
        outstanding = [fits for text, fits in options.items() if len(text) == length]
        share = sum(options.values()) / len(options)
        right += sum(outstanding) / len(outstanding)
        by_chance += share
        varies += share * (1 - share)
    assert len(choices()) > 100
    assert right <= by_chance + sqrt(varies) / 2, (right, by_chance)  # half of what chance alone goes up and down


def test_options_are_about_equally_long():
    names = ("who_is_meant", "who_acts", "purpose")  # a name is as long as it is
    apart = [max(map(len, options)) / min(map(len, options)) for use, options in choices() if use not in names]
    assert sum(apart) / len(apart) < 1.5
    of = {use for use, _ in choices()}
    assert of >= {"hedge_scope", "booster_out", "verb_adds", "headline_lead", "who_acts", "purpose", "negation"}
    for use, options in choices():
        if use == "hedge_scope":  # no piece of the sentence is like it: then it is not asked
            right = [text.strip("“”") for text, fits in options.items() if fits]
            assert all(any(is_like_length(one, text.strip("“”")) for one in right) for text in options), options


def test_by_lot_the_nearest_are_shorter_or_longer_and_share_no_words():
    words = [
        "a far longer row of words than that",
        "six letters",
        "of six letters",
        "five",
        "sixes",
        "ninety",
        "hundred",
    ]
    lots = {tuple(of_like_length("letter", words, 2, seed, str)) for seed in map(str, range(20))}
    assert {sum(len(one) < 6 for one in lot) for lot in lots} == {0, 1, 2}
    for lot in lots:
        assert len(lot) == 2 and words[0] not in lot and not {"six letters", "of six letters"} <= set(lot)
    assert of_like_length("letter", ["five"], 3, "a", str) == ["five"]


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("the gates would stay shut until May", ("the gates would stay shut until May", "the gates would stay shut")),
        ("When it rains, the gates are shut", ()),
        ("photographs from the air", ()),
        ("Nobody asked us", ("Nobody asked us",)),
        ("the storm that came in May took the roof", ("the storm that came in May took the roof",)),
    ],
)
def test_a_clause_can_stand_alone(words, clauses):
    assert clauses_of(words) == clauses


def test_of_a_claim_only_what_is_set_beside_it_is_cut_off():
    assert clauses_of("the gates would stay shut until May", whole_claim=True) == (
        "the gates would stay shut until May",
    )
    assert clauses_of("she knew it, but said no", whole_claim=True) == ("she knew it, but said no", "she knew it")


def test_a_claim_is_written_as_a_sentence_like_the_others():
    assert as_sentence("“nobody asked us,”") == "Nobody asked us."
    assert as_sentence("Is it so?") == "Is it so?"
    assert as_sentence("word " * 60).endswith("…") and len(as_sentence("word " * 60)) == 160
