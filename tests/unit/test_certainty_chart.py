"""How sure a story sounds: what our reading holds, sentence by sentence."""

import subprocess
import sys

import pytest

from helpers import show_certainty
from helpers.charts.certainty import SentenceCertainty, by_certainty, certainty_chart, certainty_of
from helpers.content import PACKAGE, ContentProblem
from helpers.living_text import Way
from helpers.story import load_reading, load_story, story_ids

STORY = "harbour-bridge"


def cue(sentence, words, inside=None, construction="clause"):
    return {"cue": {"sentence": sentence, "words": words}, "inside": inside, "construction": construction}


def marked(sentence, words, **more):
    return {"words": {"sentence": sentence, "words": words}, **more}


@pytest.fixture
def reading(monkeypatch):
    """A reading of the bridge story with one mark of each kind, and with some that do not count."""
    read = {
        "attributions": [
            cue("headline", "—", construction="headline-dash"),
            cue("p2-s1", "has said"),
            cue("p2-s2", "also said"),
            cue("p2-s2", "told", inside="x"),
            cue("p2-s3", "showed", construction="shown"),
            cue("p2-s4", "According to", construction="according-to"),
        ],
        "hedges": [marked("p2-s4", "may"), marked("p2-s4", "perhaps")],
        "boosters": [marked("p3-s1", "surely", strength="clear"), marked("p3-s2", "directly", strength="arguable")],
    }
    monkeypatch.setattr("helpers.charts.certainty.load_reading", lambda story_id: read)
    # The words of this reading do not stand in the story: here it is the counting that is looked at.
    monkeypatch.setattr("helpers.charts.certainty.by_certainty", lambda story_id: (Way("How sure"), {}))
    return read


# -- what is collected


def test_each_word_stands_with_its_sentence_and_kind(reading):
    found = {one.place: one for one in certainty_of(STORY)}
    assert found["headline"].reporting == ("—",)
    assert found["paragraph 2, sentence 4"] == SentenceCertainty(
        "paragraph 2, sentence 4", ("According to",), ("may", "perhaps"), (), ()
    )
    assert found["paragraph 3, sentence 1"].boosters == ("surely",)
    assert found["paragraph 3, sentence 2"].arguable == ("directly",)


def test_a_speaker_inside_a_speaker_and_a_mere_showing_do_not_count(reading):
    found = {one.place: one for one in certainty_of(STORY)}
    assert found["paragraph 2, sentence 2"].reporting == ("also said",)
    assert found["paragraph 2, sentence 3"].reporting == ()


def test_the_sentence_tells_how_many_there_are_and_where(reading):
    assert repr(certainty_chart(STORY)) == (
        "Chart: The Brenmouth Courier (invented), 17 sentences: a reporting word in 4, 2 hedges, 1 clear booster, "
        "1 arguable one. In order: "
        "2 hedges (may, perhaps: paragraph 2, sentence 4); 1 clear booster (surely: paragraph 3, sentence 1); "
        "1 arguable booster (directly: paragraph 3, sentence 2); "
        "reporting words: said 2, according to 1, dash 1."
    )


def test_a_dash_is_told_in_words_as_well(reading):
    assert certainty_chart(STORY).rows[0] == ("headline", "— (dash)", "", "", "")


def test_a_story_without_any_of_it_says_so(reading):
    for kind in reading:
        reading[kind] = []
    chart = certainty_chart(STORY)
    assert "no hedge; no clear booster; no arguable booster; reporting words: none." in chart.sentence
    assert all(not any(cells) for _, *cells in chart.rows)


@pytest.mark.parametrize("story_id", story_ids())
def test_every_sentence_has_its_line_in_the_order_of_the_story(story_id):
    counted = [one for one in load_story(story_id).sentences if one not in ("page-label", "dateline")]
    rows = certainty_chart(story_id).rows
    assert len(rows) == len(counted) == len({row[0] for row in rows})
    assert rows[0][0] == "headline"


@pytest.mark.parametrize("story_id", story_ids())
def test_every_hedge_and_booster_of_our_reading_is_on_the_strip(story_id):
    found, reading = certainty_of(story_id), load_reading(story_id)
    hedges = [words for one in found for words in one.hedges]
    boosters = [words for one in found for words in (*one.boosters, *one.arguable)]
    assert sorted(hedges) == sorted(one["words"]["words"] for one in reading["hedges"])
    assert sorted(boosters) == sorted(one["words"]["words"] for one in reading["boosters"])


@pytest.mark.parametrize("story_id", story_ids())
def test_every_word_on_the_strip_stands_in_its_sentence(story_id):
    texts = [s.text for key, s in load_story(story_id).sentences.items() if key not in ("page-label", "dateline")]
    for text, one in zip(texts, certainty_of(story_id), strict=True):
        for words in (*one.reporting, *one.hedges, *one.boosters, *one.arguable):
            assert words in text


def test_the_verb_shows_the_war_story_unless_told_otherwise():
    assert repr(show_certainty()).startswith("Chart: TASS, 18 sentences")
    assert show_certainty(STORY).sentence.startswith("The Brenmouth Courier")
    with pytest.raises(ContentProblem):
        show_certainty("nowhere")


# -- how it is shown


@pytest.mark.parametrize("story_id", story_ids())
def test_every_word_that_counts_is_marked_in_the_text(story_id):
    story, (_, marks) = load_story(story_id), by_certainty(story_id)
    shown = {
        place: sorted(story.sentence(sentence).text[one.start : one.end] for one in marks.get(sentence, ()))
        for sentence, place in story.places.items()
    }
    for one in certainty_of(story_id):
        assert shown[one.place] == sorted([*one.reporting, *one.hedges, *one.boosters, *one.arguable])


def test_each_kind_has_a_look_a_name_and_a_sign_of_its_own_and_its_number():
    way, marks = by_certainty(STORY)
    assert [entry.means for entry in way.key] == [
        "Reporting word: 12", "Hedge: 1", "Booster: 0", "Booster, arguable: 1",
    ]  # fmt: skip
    for one in ({entry.look for entry in way.key}, {entry.sign for entry in way.key}):
        assert len(one) == 4
    (hedge,) = [one for several in marks.values() for one in several if one.name == "Hedge"]
    assert hedge.says == "Hedge: may"


def test_importing_it_imports_no_matplotlib():
    code = "import sys; from helpers.charts.certainty import certainty_chart; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent).returncode == 0
