"""What the workshop asks a class: keys that hold, reasons that teach, and both sides heard alike."""

import re
from collections import Counter

import pytest
from test_workshop_beside_ours import confirmed_of

from helpers.story import Span, plain, story_from, story_ids
from helpers.story_workshop.choice import DEFAULT, side_of, usual
from helpers.story_workshop.confirmed import DIFFER, Confirmed
from helpers.story_workshop.draft import About, draft_story
from helpers.story_workshop.generators import Material, generate
from helpers.story_workshop.pasted import read_paste
from helpers.story_workshop.reasons import all_words_of, reason_of, words_of

ABOUT = About("Valley Post", "local newspaper", "Valley Media", "no", "2026-03-12", "Millbrook", "", "Valley Post")
FILL = "Each boat has its own key now, and there are forty of them. " * 5


def read(text, change=lambda confirmed: confirmed):
    """Take what the marker proposes for a text as confirmed, but for what is changed."""
    confirmed = change(Confirmed.begin(story_from(*draft_story(read_paste(text), ABOUT, "gates"))))
    for sentence in confirmed.to_read:
        confirmed = confirmed.settle(sentence)
    return confirmed


def asked(confirmed, use):
    return [one.question for one in generate(confirmed) if one.use == use]


def accepted(question):
    return [one["text"] for one in question["options"] if one["accepted"]]


def item_of(question, confirmed, words):
    """Find the item of a sorting that shows a sentence with these words, or has them itself."""
    for item in question["items"]:
        shown = item["text"]
        text = shown if isinstance(shown, str) else confirmed.story.sentence(shown["sentence"]).text
        if words in plain(text):
            return item
    raise AssertionError(words)


# -- a hedge


def test_the_reason_of_a_scope_names_its_hedge():
    questions = [one for story_id in story_ids() for one in asked(confirmed_of(story_id), "hedge_scope")]
    assert questions
    for question in questions:
        hedge = re.search("“[^”]*”", question["prompt"])[0]
        assert all(hedge in option["reason"] for option in question["options"] if not option["id"].startswith("second"))


@pytest.mark.parametrize(
    ("sentence", "is_asked"),
    [
        ("In 2022 the customs office reportedly held back ships from Estra for weeks.", False),
        ("Otto Falk, a lecturer in law, said both accounts could be partly true.", False),
        ("Otto Falk, who saw the port, said both accounts could be partly true in the end.", True),
    ],
)
def test_words_of_the_hedges_own_clause_are_no_wrong_option(sentence, is_asked):
    """Who did it and when is as unsure as the rest: what is offered is another clause, else it is not asked."""
    made = asked(read(f"Gates shut\n\n{sentence} {FILL}"), "hedge_scope")
    assert bool(made) is is_asked
    for option in (option for question in made for option in question["options"]):
        assert option["accepted"] or not any(own in option["text"] for own in ("In 2022", "both accounts"))
