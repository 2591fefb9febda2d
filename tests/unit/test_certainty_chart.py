"""The certainty strip shows what our reading holds, sentence by sentence, with matplotlib or without."""

import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO

import pytest

from helpers import show_certainty
from helpers.charts.certainty import (
    COLUMNS,
    HEADER,
    SIGNS,
    CertaintyStrip,
    SentenceCertainty,
    _fitting,
    certainty_chart,
    certainty_of,
)
from helpers.content import PACKAGE, ContentProblem
from helpers.story import load_reading, load_story, story_ids

HOSTILE = '"><script>alert(1)</script>'
ROWS = (("headline", "— (dash)", "", "", "directly"), ("paragraph 1", "said", "may", "clearly", ""))
STRIP = CertaintyStrip("How sure?", "2 sentences in order.", HEADER, ROWS)
STORY = "harbour-bridge"


class Seen(HTMLParser):
    """Collects the tags, the text of a picture and the cells of the first table."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.alt, self.cells, self._tables, self._cell = [], None, [], 0, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.alt = dict(attributes).get("alt", self.alt)
        self._tables += tag == "table"
        self._cell = tag in ("td", "th") and self._tables == 1
        if self._cell:
            self.cells.append("")

    def handle_endtag(self, tag):
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data):
        if self._cell:
            self.cells[-1] += data


@pytest.fixture
def no_matplotlib(monkeypatch):
    """Take matplotlib away, as in the browser edition."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)


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
        "Chart: The Brenmouth Courier (invented), 17 sentences in order: "
        "2 hedges (may, perhaps: paragraph 2, sentence 4); 1 clear booster (surely: paragraph 3, sentence 1); "
        "1 arguable booster (directly: paragraph 3, sentence 2); "
        "a reporting word in 4 (said 2, according to 1, dash 1)."
    )


def test_a_dash_is_told_in_words_as_well(reading):
    assert certainty_chart(STORY).rows[0] == ("headline", "— (dash)", "", "", "")


def test_a_story_without_any_of_it_says_so(reading):
    for kind in reading:
        reading[kind] = []
    chart = certainty_chart(STORY)
    assert "no hedge; no clear booster; no arguable booster; a reporting word in 0 (none)." in chart.sentence
    assert all(not any(cells) for _, *cells in chart.rows)
    assert chart.png().startswith(b"\x89PNG")


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
    assert show_certainty().sentence.startswith("TASS, 18 sentences")
    assert show_certainty(STORY).sentence.startswith("The Brenmouth Courier")
    with pytest.raises(ContentProblem):
        show_certainty("nowhere")


# -- how it is shown


def test_the_strip_is_a_picture_with_its_sentence_and_its_table():
    html = STRIP._repr_html_()
    assert Seen(html).alt == "2 sentences in order."
    assert html.endswith(f"{STRIP.table()}</details></div>")
    for cell in (*HEADER, "— (dash)", "paragraph 1", "clearly"):
        assert f">{cell}<" in STRIP.table()


def test_the_picture_is_the_same_each_time_as_wide_as_ever_and_as_high_as_its_lines():
    from matplotlib.image import imread

    assert STRIP.png() == STRIP.png()
    longer = CertaintyStrip("T", "S.", HEADER, [*ROWS, *ROWS])
    (high, width, _), (higher, same_width, _) = (imread(BytesIO(chart.png())).shape for chart in (STRIP, longer))
    assert width == same_width == 880
    assert higher - high == pytest.approx(2 * 0.3 * 110, abs=1)


def test_the_picture_shows_more_than_colour_can(monkeypatch):
    """Every box has a sign and words; take the words away and the picture changes."""
    from matplotlib.axes import Axes

    drawn = []
    write = Axes.text
    monkeypatch.setattr(Axes, "text", lambda self, x, y, s, **k: drawn.append(s) or write(self, x, y, s, **k))
    STRIP.png()
    for text in ("headline", "1", "❝ — (dash)", "△ directly", "❝ said", "≈ may", "▲ clearly", "≈ Hedge"):
        assert text in drawn


def test_all_words_of_the_stories_fit_their_boxes():
    for story_id in story_ids():
        for _, *cells in certainty_chart(story_id).rows:
            for column, words in enumerate(cells):
                text = f"{SIGNS[column]} {words}"
                assert _fitting(text, COLUMNS[column + 2] - COLUMNS[column + 1]) == text


def test_words_too_long_for_their_box_are_cut_and_stand_in_the_table():
    long = "perhaps, possibly, maybe, or so it is said in town"
    assert _fitting(long, 0.2).endswith("…") and len(_fitting(long, 0.2)) < 25
    strip = CertaintyStrip("T", "S.", HEADER, [("headline", "", long, "", "")])
    assert strip.png().startswith(b"\x89PNG") and long in strip.table()


def test_without_matplotlib_signs_and_words_stand_in_a_table(no_matplotlib):
    with pytest.raises(ImportError):
        STRIP.png()
    seen = Seen(STRIP._repr_html_())
    assert "img" not in seen.tags
    assert seen.cells == [
        *HEADER, "headline", "❝ — (dash)", "", "", "△ directly", "1", "❝ said", "≈ may", "▲ clearly", "",
    ]  # fmt: skip


@pytest.mark.parametrize("drawn", [True, False])
def test_hostile_words_are_shown_as_text(drawn, request):
    if not drawn:
        request.getfixturevalue("no_matplotlib")
    html = CertaintyStrip(
        HOSTILE, HOSTILE, [HOSTILE] * 5, [[HOSTILE] * 5, ["$\\bad{$", "שלום", "", "", ""]]
    )._repr_html_()
    assert "<script" not in html and "script" not in Seen(html).tags


def test_importing_the_strip_imports_no_matplotlib():
    code = "import sys; from helpers.charts.certainty import certainty_chart; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent).returncode == 0
