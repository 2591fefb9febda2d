"""The rates that data/marker/README.md tells are worked out anew from the texts and their readings."""

import re

import pytest
from story_gold import story_relations

from helpers.content import PACKAGE, data_folder
from helpers.marker import annotate
from helpers.marker.benchmark_texts import load_test_text, text_ids
from helpers.marker.lexicon import rules
from helpers.marker.scoring import Score, relations_of, score_relations, score_role, score_spans, spans_of

ENOUGH_MARKS = 8  # of one rule in the test texts, for its share to mean something
ENOUGH_TO_DOUBT = 4  # marks that are mostly wrong
ASKED_FOR_BY_ENCYCLOPEDIAS = ("hedge-some-people-say", "hedge-some-people")  # data/marker/README.md tells why
LEAST_SHOWN = 0.6  # F1 on our readings
README = (data_folder() / "marker" / "README.md").read_text(encoding="utf-8")


def told(score):
    return f"{100 * score.precision:.0f} | {100 * score.recall:.0f} | {100 * score.f1:.0f}"


def rows():
    """Return the rows of the rates table as (mode, what) and figures."""
    found = re.findall(r"^\| (speech|wide) \| ([^|]+) \| (\d+ \| \d+ \| \d+) \|$", README, flags=re.MULTILINE)
    return {(mode, what.strip()): figures for mode, what, figures in found}


def score(mode, what):
    total = Score()
    for text_id in text_ids():
        text = load_test_text(text_id)
        marks = annotate(text.text, mode, that=False)
        if what == "attributions, lenient":
            total += score_relations(text.text, relations_of(marks), text.attributions)
        elif what == "attributions, exact":
            total += score_relations(text.text, relations_of(marks), text.attributions, lenient=False)
        elif what in ("source", "cue", "content"):
            total += score_role(text.text, relations_of(marks), text.attributions, what)
        else:
            gold = {
                "hedge": [hedge["cue"] for hedge in text.hedges],
                "booster": text.boosters,
                "scare quote": text.scare_quotes,
            }[what]
            total += score_spans(text.text, spans_of(marks, what), gold, exact=False)
    return total


def test_the_table_has_both_modes():
    assert len(rows()) == 16


@pytest.mark.parametrize(("mode", "what"), rows(), ids=" ".join)
def test_a_rate_is_what_the_readme_says(mode, what):
    assert told(score(mode, what)) == rows()[mode, what]


@pytest.mark.parametrize("mode", ["speech", "wide"])
@pytest.mark.parametrize("kind", ["attributions, lenient", "hedge", "booster", "scare quote"])
def test_what_is_marked_unasked_is_good_enough_to_show(mode, kind):
    """A kind that scores less is marked in the mode “guesses” only, for those who ask for it."""
    measured = score(mode, kind)
    assert measured.predicted == 0 or measured.f1 >= LEAST_SHOWN


MISSED = {
    "direct quotations": lambda each: each["quotation"] == "direct",
    "quotations with words of the writer's": lambda each: each["quotation"] == "mixed",
    "what is told without quotation marks": lambda each: each["quotation"] == "indirect",
    "what somebody says": lambda each: each["type"] == "speech",
    "what somebody wants, blames, praises": lambda each: each["type"] == "attitude",
    "what somebody thinks, knows, believes": lambda each: each["type"] == "thought",
    "one inside another's words": lambda each: each["inside"],
    "one with nobody named": lambda each: not each["source"],
}


@pytest.mark.parametrize(("kind", "is_of_kind"), MISSED.items(), ids=MISSED)
def test_the_readme_tells_what_is_missed(kind, is_of_kind):
    total = Score()
    for text_id in text_ids():
        text = load_test_text(text_id)
        gold = [each for each in text.attributions if is_of_kind(each)]
        total += score_relations(text.text, relations_of(annotate(text.text, "wide", that=False)), gold)
    assert f"| {kind} | {total.true_positive} of {total.gold} |" in README


def counts_of_rules():
    """Return for each rule of a kind that the readings have how many of its marks are right, and how many there are."""
    scores = {}
    for text_id in text_ids():
        text = load_test_text(text_id)
        marks = annotate(text.text, "guesses", that=False)
        gold = {
            "hedge": [hedge["cue"] for hedge in text.hedges],
            "booster": text.boosters,
            "scare quote": text.scare_quotes,
        }
        for rule in rules().values():
            if rule.kind == "attribution":
                mine = [mark for mark in marks if mark["relation_id"].partition("@")[0] == rule.id]
                score = score_relations(text.text, relations_of(mine), text.attributions)
            elif rule.kind in gold:
                mine = [mark for mark in marks if mark["rule"] == rule.id]
                score = score_spans(text.text, spans_of(mine, rule.kind), gold[rule.kind], exact=False)
            else:
                continue
            scores[rule.id] = scores.get(rule.id, Score()) + score
    return {rule: [score.true_positive, score.predicted] for rule, score in scores.items()}


def test_each_rule_tells_how_often_it_was_right():
    counts = counts_of_rules()
    for rule in rules().values():
        right, marks = counts.get(rule.id, (0, 0))
        assert list(rule.measured) == [right, marks], rule.id
        assert rule.confidence_from == ("measured" if marks >= ENOUGH_MARKS else "estimate"), rule.id
        if marks >= ENOUGH_MARKS:
            assert rule.confidence == round(right / marks, 2), rule.id


def test_what_is_wrong_two_times_in_three_is_a_guess():
    for rule in rules().values():
        right, marks = rule.measured
        if marks >= ENOUGH_TO_DOUBT and 3 * right < marks and rule.id not in ASKED_FOR_BY_ENCYCLOPEDIAS:
            assert rule.mode == "guess", rule.id


@pytest.mark.parametrize("story", ["tass-2017-11-14", "harbour-bridge"])
def test_the_comparison_with_our_reading_is_what_the_readme_says(story):
    text, gold = story_relations(story)
    found = score_relations(text, relations_of(annotate(text, "speech", that=False)), gold)
    line = f"`{story}`: {found.true_positive} of {found.gold} found, {found.predicted - found.true_positive} extra"
    assert line in README


def test_the_package_tells_the_same_rates():
    told_there = (PACKAGE / "marker" / "README.md").read_text(encoding="utf-8").replace("\n", " ")
    for mode, words in (("speech", "it finds {1}, and {0} of a hundred"), ("wide", "it finds {1}, and {0} are right")):
        assert words.format(*rows()[mode, "attributions, lenient"].split(" | ")) in told_there
