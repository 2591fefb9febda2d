"""Hard words are explained at the word, and the words of the story stay as they are."""

import re

import pytest

import helpers
from helpers import story as story_module
from helpers.content import ContentProblem
from helpers.story import Gloss, Span, load_glosses, story_from
from helpers.widgets.page import Page

SEED = "tass-2017-11-14"
FOLDED = re.compile("<details.*?</details>", re.DOTALL)
DATA = {
    "id": "rain",
    "title": "Rain",
    "outlet": {"name": "The Courier", "kind": "local newspaper", "owner": "a club"},
    "published": "2017-05-16",
    "place": "Brenmouth",
    "address": None,
    "written_for_the_course": True,
    "rights": {"holder": "The Courier", "notice": "All rights reserved."},
    "paragraphs": [
        {"id": "headline", "role": "headline", "sentences": [{"id": "headline", "begins": "Rain"}]},
        {"id": "p1", "role": "body", "sentences": [{"id": "p1-s1", "begins": "It"}, {"id": "p1-s2", "begins": "So"}]},
        {"id": "p2", "role": "body", "sentences": [{"id": "p2-s1", "begins": "That"}]},
    ],
}
STORY = story_from(DATA, "Rain looms\n\nIt will pour, she averred. So be it.\n\nThat is all.\n")
LOOMS = Gloss(Span("headline", "looms"), "comes near")
AVERRED = Gloss(Span("p1-s1", "averred"), "said firmly", "Her claim, in the paper’s word.")
BE_IT = Gloss(Span("p1-s2", "So be it"), "we shall bear it")


def glossed(card):
    """Return each word that is a button, with what it shows while it has the focus."""
    found = re.findall(
        r'<span class="wss-gloss" tabindex="0" role="button" aria-describedby="([^"]+)" data-lm-'
        r'suppress-shortcuts="true">'
        r'(.*?)</span><span class="wss-meaning" hidden><b data-says="[^"]*: " class="wss-meaning-of"></b>'
        r'<span data-says="(.*?)"></span></span>',
        card.body,
    )
    listed = dict(re.findall(r'<li id="([^"]+)" dir="auto"><b>.*?</b>: (.*?)</li>', card.body))
    assert [listed[described] for described, _, _ in found] == [means for *_, means in found], "each by its own meaning"
    assert len({described for described, *_ in found}) == len(found)
    return [(words, means) for _, words, means in found]


def folded(card):
    """Return the folded lists of a card, as HTML."""
    return FOLDED.findall(card.body)


def test_a_gloss_tells_the_meaning_and_then_whose_word_it_is():
    assert AVERRED.in_words() == "said firmly. Her claim, in the paper’s word."
    assert LOOMS.in_words() == "comes near."


def test_the_story_and_its_sentence_are_the_same_with_glosses_and_without():
    plain, explained = STORY.card(), STORY.card(glosses=[LOOMS, AVERRED])
    assert repr(explained) == repr(plain)
    words = FOLDED.sub("", explained.body)
    assert re.sub("<.*?>", "", words) == re.sub("<.*?>", "", plain.body)
    assert not folded(plain) and not glossed(plain)


def test_a_gloss_opens_at_its_word():
    card = STORY.card(glosses=[BE_IT, LOOMS, AVERRED])
    assert glossed(card) == [(gloss.span.words, gloss.in_words()) for gloss in (LOOMS, AVERRED, BE_IT)]


def test_all_glosses_stand_once_more_in_one_list_that_is_folded_and_keeps_its_keys():
    (one,) = folded(STORY.card(glosses=[BE_IT, LOOMS, AVERRED]))
    assert one.startswith('<details class="wss-notes"><summary data-lm-suppress-shortcuts="true">3 hard words in plain')
    assert [one.index(word) for word in ("looms", "averred", "So be it")] == sorted(
        one.index(word) for word in ("looms", "averred", "So be it")
    )
    assert "<b>averred</b>: said firmly. Her claim, in the paper’s word.</li>" in one
    assert "1 hard word in plain words" in folded(STORY.card(glosses=[LOOMS]))[0]


def test_only_words_of_the_sentences_shown_are_explained():
    card = STORY.card(glosses=[LOOMS, AVERRED, BE_IT], sentence_ids=["p1-s2"])
    assert [words for words, _ in glossed(card)] == ["So be it"]
    (one,) = folded(card)
    assert "So be it" in one and "averred" not in one and "looms" not in one


def test_words_that_are_explained_and_marked_stay_one_button():
    card = STORY.card([("cue", "Cue", Span("p1-s1", "averred"))], glosses=[Gloss(Span("p1-s1", "she averred"), "x")])
    assert card.body.count('role="button"') == 1
    assert '<mark class="wss-mark wss-mark--cue' in card.body


def test_a_hostile_gloss_is_shown_as_text():
    script = "<script>alert(1)</script>"
    body = STORY.card(glosses=[Gloss(Span("headline", "looms"), script, script)]).body
    assert "<script" not in body and body.count("&lt;script&gt;") == 4, "at the word and in the list"


def test_the_war_story_has_glosses_and_the_bridge_story_needs_none():
    assert len(load_glosses(SEED)) > 30
    assert load_glosses("harbour-bridge") == ()
    with pytest.raises(ContentProblem, match="no story"):
        load_glosses("no-such-story")


def test_words_that_do_not_stand_in_the_story_are_refused(monkeypatch):
    broken = {"glosses": [{"sentence": "p3-s1", "words": "photo sessions", "means": "pictures"}]}
    monkeypatch.setattr(story_module, "load", lambda name: broken)
    with pytest.raises(ContentProblem, match="photo sessions"):
        load_glosses.__wrapped__(SEED)


def test_a_learner_opens_the_story_with_its_glosses():
    page = helpers.open_story()
    assert isinstance(page, Page) and "<b>peremptorily</b>: sharply" in page.card.body
    assert len(glossed(page.card)) > 30
    assert not folded(helpers.open_story("harbour-bridge"))
    (one,) = folded(helpers.open_story(sentences=["p4-s2"]))
    assert "on the pretext" in one and "photo shoots" not in one


def test_a_worked_example_shows_its_marks_alone():
    assert not folded(helpers.show_example("also-said"))
