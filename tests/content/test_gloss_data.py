"""A gloss stands at its words, is easier than they are, and leaves what they say of the world with its speaker."""

import copy

import course_texts
import pytest

from helpers.content import data_folder
from helpers.story import Span, find_words, load_reading, load_story

FILES = sorted((data_folder() / "stories").glob("*/glosses.json"))
GLOSSES = {path.parent.name: course_texts.read(path)["glosses"] for path in FILES}
SEED = "tass-2017-11-14"
# Words that judge and that a 14-year-old knows.
PLAIN_ENOUGH = {"terrorists"}
# Who may be named as the one whose word it is; where nobody can be, the gloss says so.
SPEAKERS = ("ministry", "does not tell", "customary")
ACTORS = ("Russia", "United States", "America", "Syria", "coalition", "Islamic State", "terrorist", "ministry")
# A name that the words stand for: without it they could not be explained.
NAMED_BY_THE_WORDS = {"US-led coalition": {"United States"}}


def problems_of(gloss, story, reading):
    """Say what is wrong with one gloss."""
    span = Span.of(gloss)
    sentence = story.sentence(span.sentence)
    start, end = find_words(sentence, span)
    around = sentence.text[start - 1 : start] + sentence.text[end : end + 1]
    problems = ["it cuts a word in two"] if any(letter.isalnum() for letter in around) else []
    if sentence.text[start:end] != span.words:
        problems.append("its words are not the story's, letter for letter")
    if span.words.casefold() in gloss["means"].casefold():
        problems.append("it explains the words with themselves")
    allowed = NAMED_BY_THE_WORDS.get(span.words, set())
    problems += [
        f"its meaning speaks of “{actor}”: that belongs to whose word it is"
        for actor in ACTORS
        if actor in gloss["means"] and actor not in span.words and actor not in allowed
    ]
    whose = gloss.get("whose", "")
    if judged(gloss, story, reading) and not whose:
        problems.append("the word judges, boosts or hedges, and the gloss does not say whose word it is")
    if whose and not any(speaker in whose for speaker in SPEAKERS):
        problems.append("it does not name the one whose word it is")
    return problems


def marked_by(reading):
    """Return the words of a reading that judge, boost or hedge."""
    found = [*reading["boosters"], *reading["hedges"]]
    found += [one for one in reading["presuppositions"] if one["does"] == "evaluates"]
    return [Span.of(one["words"]) for one in found]


def judged(gloss, story, reading):
    """Tell whether a gloss explains words that judge, boost or hedge."""
    return any(overlap(Span.of(gloss), span, story) for span in marked_by(reading))


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
def test_a_gloss_explains_its_words_and_keeps_their_speaker(name, gloss):
    assert not problems_of(gloss, load_story(name), load_reading(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_glosses_stand_in_the_order_of_the_story_each_once(path):
    data = course_texts.read(path)
    story = load_story(path.parent.name)
    assert data["story"] == story.id
    order = list(story.sentences)
    places = [(order.index(g["sentence"]), story.find(Span.of(g))[0]) for g in data["glosses"]]
    assert places == sorted(set(places))


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


BREAKAGES = {
    "words that are cut": ("derailed", {"words": "railed"}),
    "words in other letters": ("derailed", {"words": "US plans to set up 'pro-American'"}),
    "words explained with themselves": ("derailed", {"means": "being derailed"}),
    "a meaning that speaks of the world": ("derailed", {"means": "what the United States had to bear"}),
    "a judging word that nobody says": ("on the pretext of the fact that", {"whose": ""}),
    "a word of nobody": ("derailed", {"whose": "So it is."}),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_slip_is_found(breakage):
    words, change = BREAKAGES[breakage]
    broken = copy.deepcopy(next(gloss for gloss in GLOSSES[SEED] if gloss["words"] == words)) | change
    assert problems_of(broken, load_story(SEED), load_reading(SEED))
