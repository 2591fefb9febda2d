"""A gloss stands at its words, is easier than they are, and leaves what they say of the world with its speaker."""

import beside
import course_texts
import pytest

from helpers.story import Span, load_reading, load_story

FILES = beside.files("glosses")
GLOSSES = {path.parent.name: course_texts.read(path)["glosses"] for path in FILES}
SEED = "tass-2017-11-14"
# Words that judge and that a 14-year-old knows.
PLAIN_ENOUGH = {"terrorists"}
# Who may be named as the one whose word it is; where nobody can be, the gloss says so.
SPEAKERS = ("ministry", "does not tell", "customary")
ACTORS = ("Russia", "United States", "America", "Syria", "coalition", "Islamic State", "terrorist", "ministry")
# A name that the words stand for: without it they could not be explained.
NAMED_BY_THE_WORDS = {"US-led coalition": {"United States"}}


def problems_of(gloss):
    """Say what is wrong with what a gloss of this story tells of the world; the rest is the rules' for every story."""
    allowed = NAMED_BY_THE_WORDS.get(gloss["words"], set())
    problems = [
        f"its meaning speaks of “{actor}”: that belongs to whose word it is"
        for actor in ACTORS
        if actor in gloss["means"] and actor not in gloss["words"] and actor not in allowed
    ]
    whose = gloss.get("whose", "")
    if whose and not any(speaker in whose for speaker in SPEAKERS):
        problems.append("it does not name the one whose word it is")
    return problems


def overlap(one, other, story):
    if one.sentence != other.sentence:
        return False
    (start, end), (first, last) = story.find(one), story.find(other)
    return start < last and first < end


def test_there_are_glosses():
    assert SEED in GLOSSES


@pytest.mark.parametrize(
    "name, gloss",
    [(name, gloss) for name, glosses in GLOSSES.items() for gloss in glosses],
    ids=lambda value: value if isinstance(value, str) else value["words"],
)
def test_a_gloss_leaves_the_world_to_its_speaker(name, gloss):
    assert not problems_of(gloss)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_glosses_explain_the_story_s_words_in_its_order(path):
    assert not beside.faults("glosses", course_texts.read(path), path.parent.name)


def test_every_word_that_judges_or_doubts_is_explained():
    story, reading = load_story(SEED), load_reading(SEED)
    found = [one for one in reading["presuppositions"] if one["does"] == "evaluates"] + [
        one for one in reading["hedges"] if one["words"]["words"] == "allegedly"
    ]
    bare = [
        one["words"]["words"]
        for one in found
        if not any(overlap(Span.of(gloss), Span.of(one["words"]), story) for gloss in GLOSSES[SEED])
    ]
    assert set(bare) <= PLAIN_ENOUGH and len(found) > 5


@pytest.mark.parametrize("change", [{"means": "what the United States had to bear"}, {"whose": "So it is."}])
def test_a_gloss_that_speaks_of_the_world_or_of_nobody_is_found(change):
    assert problems_of(next(gloss for gloss in GLOSSES[SEED] if gloss["words"] == "derailed") | change)


def gloss_of(data, words):
    return next(one for one in data["glosses"] if one["words"] == words)


SLIPS = {
    "words that are cut": (
        lambda d: gloss_of(d, "derailed").update(words="railed"),
        "The words cut the word “derailed”",
    ),
    "words in other letters": (
        lambda d: gloss_of(d, "derailed").update(words="derailed\u00a0"),
        "The words begin or end with a space.",
    ),
    "other quotation marks": (
        lambda d: gloss_of(d, "derailed").update(words="US plans to set up 'pro-American'"),
        "Here stand the words letter for letter: “",
    ),
    "words explained with themselves": (
        lambda d: gloss_of(d, "derailed").update(means="being derailed"),
        "This explains the words with themselves.",
    ),
    "a judging word that nobody says": (
        lambda d: gloss_of(d, "on the pretext of the fact that").pop("whose"),
        "Add “whose”: it says whose word it is.",
    ),
    "a gloss twice": (lambda d: d["glosses"].insert(1, d["glosses"][0]), "Put them in its order."),
    "out of order": (lambda d: d["glosses"].reverse(), "Put them in its order."),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found(slip):
    assert beside.slip_told("glosses", FILES[0], *SLIPS[slip])
