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


def shares_of_rules():
    """Return how many attributions each rule marks in the test texts, and which share of them the readings have."""
    scores = {}
    for text_id in text_ids():
        text = load_test_text(text_id)
        by_rule = {}
        for mark in annotate(text.text, "wide", that=False):
            if mark["kind"] in ("source", "cue", "content"):
                by_rule.setdefault(mark["relation_id"].partition("@")[0], []).append(mark)
        for rule, marks in by_rule.items():
            score = score_relations(text.text, relations_of(marks), text.attributions)
            scores[rule] = scores.get(rule, Score()) + score
    return {rule: (score.predicted, round(score.precision, 2)) for rule, score in scores.items()}


def test_a_measured_confidence_is_the_share_that_is_right():
    shares = shares_of_rules()
    attribution = [rule for rule in rules().values() if rule.kind == "attribution" and rule.id in shares]
    assert {rule.id for rule in attribution if rule.confidence_from == "measured"} == {
        rule for rule, (marks, _) in shares.items() if marks >= ENOUGH_MARKS
    }
    for rule in attribution:
        if rule.confidence_from == "measured":
            assert rule.confidence == shares[rule.id][1], rule.id


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
