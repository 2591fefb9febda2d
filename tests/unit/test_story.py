"""Stories are cut without loss, and words are found where they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers.content import ContentProblem
from helpers.story import (
    Sentence,
    Span,
    count_of,
    find_words,
    load_reading,
    load_story,
    plain,
    story_from,
    story_ids,
    tokens_of,
)

ABOUT = {
    "id": "rain",
    "title": "Rain",
    "outlet": {"name": "The Courier", "kind": "local newspaper", "owner": "a club"},
    "published": "2017-05-16",
    "place": "Brenmouth",
    "address": "https://example.org/rain",
    "written_for_the_course": False,
    "rights": {"holder": "The Courier", "notice": "All rights reserved."},
}

TEXT = (
    "All news\n\nRain tomorrow\n\n"
    'It will rain, she said. "It may\u00a0snow," he said. He said so twice.\n\n'
    "That is all.\n"
)


def cut(*paragraphs):
    """Write the numbering of a story: for each paragraph id, role and how its sentences begin."""
    return {
        **ABOUT,
        "paragraphs": [
            {"id": i, "role": role, "sentences": [{"id": s, "begins": b} for s, b in sentences.items()]}
            for i, role, sentences in paragraphs
        ],
    }


DATA = cut(
    ("page-label", "page label", {"page-label": "All news"}),
    ("headline", "headline", {"headline": "Rain"}),
    ("p1", "body", {"p1-s1": "It will", "p1-s2": "“It may snow", "p1-s3": "He said"}),
    ("p2", "body", {"p2-s1": "That"}),
)
STORY = story_from(DATA, TEXT)

words = st.text(st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]), min_size=1, max_size=6)


# -- plain text and words


@given(st.text())
def test_evened_text_is_as_long_as_the_text(text):
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_quotation_marks_and_spaces_of_any_kind_are_the_same():
    assert plain("“a”\u00a0‘b’ «c» „d\u202f") == '"a" \'b\' "c" "d '


@given(st.text())
def test_tokens_hold_all_that_is_no_white_space(text):
    tokens = tokens_of(Sentence("s", text))
    assert "".join(token.text for token in tokens) == re.sub(r"\s", "", text)
    assert all(text[token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize(
    "text, word",
    [
        ("“Safe,”", "safe"),
        ("US-led", "us-led"),
        ("Russia’s", "russia's"),
        ("(IS)", "is"),
        ("—", ""),
        ("…", ""),
        ("👩‍🚒", ""),
        ("שלום,", "שלום"),
        ("cafe\u0301", "caf\u00e9"),
        ("412", "412"),
    ],
)
def test_a_word_is_bare_of_punctuation_and_capitals(text, word):
    assert [token.word for token in tokens_of(Sentence("s", text))] == [word]


@given(words)
def test_a_comma_or_a_quotation_mark_changes_no_word(word):
    [bare] = tokens_of(Sentence("s", word))
    [dressed] = tokens_of(Sentence("s", f"“{word},”"))
    assert dressed.word == bare.word


# -- words in their sentence


@given(st.text(min_size=1, max_size=30), st.data())
def test_words_cut_from_a_sentence_are_found_where_they_stood(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    earlier = sum(plain(text[:end][i:]).startswith(plain(text[start:end])) for i in range(start))
    assert find_words(Sentence("s", text), Span("s", text[start:end], earlier + 1)) == (start, end)


def test_the_second_occurrence_is_found_behind_the_first():
    sentence = Sentence("s", "it is in the city, is it")
    assert [find_words(sentence, Span("s", "it", n)) for n in (1, 2, 3)] == [(0, 2), (14, 16), (22, 24)]


@pytest.mark.parametrize("occurrence, told", [(1, "do not stand."), (2, "do not stand 2 times.")])
def test_words_that_are_not_there_are_named_with_their_sentence(occurrence, told):
    with pytest.raises(ContentProblem, match=f"sentence p1-s1 the words “snow” {told}"):
        find_words(Sentence("p1-s1", "It will rain."), Span("p1-s1", "snow", occurrence))


def test_words_are_found_in_a_story_by_their_sentence():
    assert STORY.find(Span("p1-s2", "It may snow")) == (1, 12)
    assert STORY.find(Span.of({"sentence": "p1-s3", "words": "said", "reason": "not needed"})) == (3, 7)


# -- cutting a story


def test_a_story_is_cut_where_its_sentences_begin():
    assert {s.id: s.text for s in STORY.sentences.values()} == {
        "page-label": "All news",
        "headline": "Rain tomorrow",
        "p1-s1": "It will rain, she said.",
        "p1-s2": '"It may\u00a0snow," he said.',
        "p1-s3": "He said so twice.",
        "p2-s1": "That is all.",
    }
    assert [p.role for p in STORY.paragraphs] == ["page label", "headline", "body", "body"]
    assert STORY.id == "rain" and "paragraphs" not in STORY.about


@given(st.lists(words, min_size=1, max_size=6), st.sampled_from(["\n\n", " ", "\n"]))
def test_no_letter_is_lost_when_a_story_is_cut(sentences, between):
    text = between.join(sentences)
    numbering = {f"s{number}": sentence for number, sentence in enumerate(sentences)}
    story = story_from(cut(("p1", "body", numbering)), text)
    assert [sentence.text for sentence in story.sentences.values()] == sentences


def test_a_sentence_that_does_not_begin_where_it_should_is_named():
    with pytest.raises(ContentProblem, match="story rain: sentence p1-s2 should begin with “It will”"):
        story_from(cut(("p1", "body", {"p1-s1": "All", "p1-s3": "It will", "p1-s2": "It will"})), TEXT)


def test_text_before_the_first_sentence_is_not_lost_in_silence():
    with pytest.raises(ContentProblem, match="sentence headline should begin"):
        story_from(cut(("headline", "headline", {"headline": "Rain tomorrow"})), TEXT)


def test_an_unknown_sentence_is_told_with_those_that_are_there():
    with pytest.raises(ContentProblem, match=r"no sentence “p9-s1”\. It has: page-label, headline, p1-s1"):
        STORY.sentence("p9-s1")


def test_chosen_sentences_come_in_reading_order():
    chosen = STORY.choose(["p2-s1", "p1-s3", "p1-s1"])
    assert [s.id for p in chosen for s in p.sentences] == ["p1-s1", "p1-s3", "p2-s1"]
    with pytest.raises(ContentProblem, match="p7-s7"):
        STORY.choose(["p7-s7"])


# -- cards


def test_a_card_counts_what_it_shows_and_leaves_the_page_label_out():
    card = STORY.card()
    assert repr(card).endswith("All rights: The Courier. Shown here: 5 sentences.")
    assert "All news" not in card.body
    assert '<span class="wss-number">2</span> That is all.' in card.body


@pytest.mark.parametrize("times, told", [(1, "1 sentence with 1 mark."), (2, "1 sentence with 2 marks.")])
def test_a_card_counts_its_marks(times, told):
    card = STORY.card([("cue", "Cue", Span("p1-s3", "said"))] * times, sentence_ids=["p1-s3"])
    assert repr(card).endswith(f"Shown here: {told}")
    assert card.body.count("wss-mark--cue") == times


def test_a_hostile_story_is_shown_as_text():
    script = "<script>alert(1)</script>"
    data = cut((f'"{script}', f'"{script}', {"s": script}))
    data["outlet"] = {"name": script}
    body = story_from(data, script).card([(script, script, Span("s", "alert"))]).body
    assert "<script" not in body and '"<' not in body
    assert body.count("&lt;script&gt;") > 3


def test_a_text_of_our_own_says_so_and_one_of_others_names_its_address():
    assert (
        STORY.origin()
        == "“Rain”, The Courier, Brenmouth, 2017-05-16, https://example.org/rain. All rights: The Courier."
    )
    ours = story_from({**DATA, "written_for_the_course": True, "address": None}, TEXT)
    assert STORY.origin(with_address=False) == "“Rain”, The Courier, Brenmouth, 2017-05-16. All rights: The Courier."
    assert ours.origin() == "“Rain”, written for this course. The Courier, Brenmouth, 2017-05-16."
    assert ours.origin(with_address=False) == ours.origin()


# -- the stories that are there


@pytest.mark.parametrize("story_id", story_ids())
def test_every_story_opens_with_its_reading(story_id):
    assert load_story(story_id).id == story_id
    assert load_reading(story_id)["story"] == story_id


@pytest.mark.parametrize("name", ["no-such-story", "../../etc", ""])
def test_an_unknown_story_is_told_with_those_that_are_there(name):
    with pytest.raises(ContentProblem, match=r"There is no story .* There are: " + ", ".join(story_ids())):
        load_story(name)


@pytest.mark.parametrize("verb", [helpers.open_pack, helpers.show_status, helpers.show_map, helpers.show_newsrooms])
def test_a_verb_that_needs_what_lies_beside_a_story_names_the_stories_that_are_there(verb):
    with pytest.raises(ContentProblem, match="There is no story “zebra”. There are: " + ", ".join(story_ids())):
        verb(story_id="zebra")


@pytest.mark.parametrize("number, told", [(0, "0 marks"), (1, "1 mark"), (2, "2 marks")])
def test_things_are_counted_in_english(number, told):
    assert count_of(number, "mark") == told
