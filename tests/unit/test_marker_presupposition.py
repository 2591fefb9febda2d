"""Presuppositions: each rule does what its example says, the marks fit any text, and no text is slow."""

import pytest
from counting import calls_of
from hypothesis import given
from hypothesis import strategies as st

from helpers.content import load
from helpers.marker import presupposition
from helpers.marker.lexicon import Rule
from helpers.marker.presupposition import find_presuppositions
from helpers.marker.words import paragraphs_of

RULES = [Rule(**entry) for entry in load("marker/rules/presupposition.json")["rules"]]
LEXICON = load("marker/lexicons/presuppositions.json")
PHRASES = [phrase for group in LEXICON["groups"] for phrase in group["words"]]


def marks_of(text):
    return [mark for part in paragraphs_of(text) for one in part.sentences for mark in find_presuppositions(one)]


def found(text):
    return [(text[mark.start : mark.end], mark.note) for mark in marks_of(text)]


def rules_of(text):
    return {mark.rule for mark in marks_of(text)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_example_and_not_on_its_look_alike(rule):
    assert rule.id in rules_of(rule.example)
    assert rule.id not in rules_of(rule.counter_example)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_can_be_told_to_a_learner(rule):
    assert rule.kind == "presupposition"
    assert rule.mode in ("speech", "wide")
    assert rule.confidence_from in ("measured", "estimate")
    assert 0 < rule.confidence < 1
    assert "{words}" in rule.says
    assert all((rule.idea, rule.source))


def test_rules_and_word_lists_belong_together():
    assert {rule.id for rule in RULES} == {group["rule"] for group in LEXICON["groups"]}
    assert {group["does"] for group in LEXICON["groups"]} == {"presupposes", "points back", "evaluates", "implies"}
    assert {group["check"] for group in LEXICON["groups"] if "check" in group} == set(presupposition._CHECKS)


def test_the_word_lists_are_in_lower_case_and_hold_nothing_twice():
    lists = [group["words"] for group in LEXICON["groups"]] + list(LEXICON["helpers"].values())
    for words in lists:
        assert len(words) == len(set(words))
        assert all(word == word.lower().strip() and "  " not in word and "’" not in word for word in words)


@pytest.mark.parametrize(
    ("text", "words", "note"),
    [
        ("Nobody knew that the lake was poisoned.", "knew", "presupposes"),
        ("It is a shame that she was unaware that he had left.", "unaware", "presupposes"),
        ("The crew kept paying.", "kept", "presupposes"),
        ("The bridge remained closed.", "remained", "presupposes"),
        ("They may win back the town.", "win back", "presupposes"),
        ("He has once again lied.", "once again", "presupposes"),
        ("Residents fear another deadly attack.", "another deadly attack", "presupposes"),
        ("They do not live here any longer.", "any longer", "presupposes"),
        ("The guards did not manage to close it.", "manage", "presupposes"),
        ("It wasn’t Ann who opened the door.", "It wasn’t Ann who", "presupposes"),
        ("It was in May that he left.", "It was in May that", "presupposes"),
        ("They ran before the roof had burned.", "before", "presupposes"),
        ("They met the fleeing Ruritanian army units.", "the fleeing Ruritanian army", "presupposes"),
        ("The council’s failure to act surprised her.", "council’s failure", "presupposes"),
        ("The soldiers’ attack on the mill failed.", "soldiers’ attack", "presupposes"),
        ("He was afraid of the Ruritania plan to build a dam.", "the Ruritania plan", "presupposes"),
        ("The loss of the ship was a blow to him.", "The loss", "presupposes"),
        ("The money that had gone missing was hers.", "The money that", "presupposes"),
        ("The club is a sham.", "sham", "evaluates"),
        ("The so-called reform costs a lot.", "so-called", "evaluates"),
        ("Nobody confirmed that.", "that", "points back"),
        ("They pay for these crimes.", "these crimes", "points back"),
        ("The lamps are designed to fool birds.", "designed to", "implies"),
        ("Talks will resume.", "resume", "presupposes"),
        ("It was a boy that left.", "It was a boy that", "presupposes"),
        ("They met after he left.", "after", "presupposes"),
        ("They left before paying.", "before", "presupposes"),
        ("They hit the fleeing ISIS.", "the fleeing ISIS", "presupposes"),
        ("The brutal murder of the king was solved.", "The brutal murder", "presupposes"),
        ("The old money that had gone missing was hers.", "The old money that", "presupposes"),
        ("She knew of their secret plan to build a dam.", "their secret plan", "presupposes"),
        ("They disrupted the Ruritania plans to build a dam.", "the Ruritania plans", "presupposes"),
        ("Ann saw the Ruritania plan to build a dam.", "the Ruritania plan", "presupposes"),
        ("They pay for these terrible crimes.", "these terrible crimes", "points back"),
        ("They built it in order to fool birds.", "in order to", "implies"),
    ],
)
def test_words_that_slip_something_in_are_found(text, words, note):
    assert (words, note) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He stopped at the shop and knew the owner.",
        "It was clear that he left.",
        "It was the first time that he left.",
        "A still image hung there.",
        "The claim that was made is old.",
        "She wants to avoid taxes.",
        "The South retaliated by firing.",
        "Why not?",
        "Ruritania fans said the Ruritania plans to win.",
        "It gave a light show that can be seen.",
        "The meeting ended.",
        "He is a friend of the Stop Smoking Club.",
        "There is evidence of a leak.",
        "The bridge remained beautiful.",
        "He came every now and again.",
        "He refused to the end.",
        "She managed well.",
        "He read the resume aloud.",
        "It was late, said the man who left.",
        "It was clear that nobody saw the man who left.",
        "They left after lunch, which Ann ate; she was late.",
        "They saw the advancing and the rest.",
        "The man was hired by a firm.",
        "The murder was solved.",
        "They film the “murder of a king” now.",
        "Their plan failed.",
        "They blamed Ann and left.",
        "If the boys came early, they would have food.",
        "If she had time, she left.",
        "If so, the man had a plan; it would have worked.",
        "Like that.",
    ],
)
def test_look_alikes_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The man, who was rich, left.", "presupposition-known-by-clause"),
        ("They blamed Ann, who cried for help.", "presupposition-blame"),
        ("She loves her dog and attempts to sing.", "presupposition-owned-act"),
    ],
)
def test_words_that_do_another_thing_do_not_do_this_one(text, rule):
    assert rule not in rules_of(text)


def test_words_in_capitals_are_words_still():
    assert found("COUNCIL STOPS PAYING NURSES") == [("STOPS", "presupposes")]


def test_where_two_uses_of_a_word_are_known_what_follows_decides():
    assert "presupposition-managed-or-failed" in rules_of("She forgot to lock the door.")
    assert "presupposition-factive-verb" in rules_of("She forgot that the door was locked.")


texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*PHRASES, "that", "to", "who", "had", "paying", ",", ".", "’", "Ruritania", "plan"])).map(
        " ".join
    ),
)


@given(texts)
def test_marks_lie_in_their_sentence_on_whole_words_and_come_in_order(text):
    for part in paragraphs_of(text):
        for sentence in part.sentences:
            marks = find_presuppositions(sentence)
            assert marks == find_presuppositions(sentence)
            assert marks == sorted(marks, key=lambda mark: (mark.start, mark.end, mark.rule))
            for mark in marks:
                assert sentence.start <= mark.start < mark.end <= sentence.end
                assert mark.start in sentence.starts and mark.end in sentence.ends
                assert mark.kind == "presupposition"
                assert mark.note


@given(texts)
def test_a_text_before_does_not_change_the_marks_of_a_paragraph(text):
    shift = len("He left.\n\n")
    moved = [(mark.start - shift, mark.end - shift, mark.rule) for mark in marks_of("He left.\n\n" + text)]
    assert moved == [(mark.start, mark.end, mark.rule) for mark in marks_of(text)]


FIRST_WORDS = list(dict.fromkeys(phrase.split(" ")[0] for phrase in PHRASES))
HOSTILE = [*FIRST_WORDS, "the plan", "if he had", "It was Ann", "blame him", "'s plan to"]
UNITS = ["the ", "if a had ", "It was a ", "plan ", "who", ", who ", "blamed a ", "\u0130 ", "that. "]


@pytest.mark.sampled(2, "the marker's work over every repetition that could grow")
@pytest.mark.parametrize("unit", UNITS)
def test_the_work_for_long_repetitions_grows_in_proportion(unit):
    def work(count):
        return calls_of(lambda: marks_of(unit * count))

    work(10)  # the lists are read once
    assert work(10_000) < 12 * work(1_000) + 2_000


def test_the_work_for_all_triggers_in_one_row_grows_in_proportion():
    def work(count):
        return calls_of(lambda: marks_of(" ".join(HOSTILE * count)))

    work(1)
    assert work(40) < 12 * work(4) + 2_000
