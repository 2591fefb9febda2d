"""Charts say in a sentence and a table what they draw, with matplotlib or without."""

import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO

import pytest

from helpers import show_speakers
from helpers.charts.chart import Chart
from helpers.charts.speakers import (
    WITHOUT_SPEAKER,
    SpeakerCount,
    by_voice,
    count_speakers,
    letter,
    speakers_chart,
    voice_look,
)
from helpers.content import PACKAGE, data_folder, read_json
from helpers.story import load_reading, load_story

HOSTILE = '"><script>alert(1)</script>'
CHART = Chart("Who speaks?", "Ann: 3; Bob: 1.", ("Speaker", "Sentences", "Inside"), (("Ann", 3, 0), ("Bob", 1, 2)))


class Bars(HTMLParser):
    """Collects the bars of a chart that is drawn in HTML."""

    def __init__(self, html):
        super().__init__()
        self.bars, self.tags, self.alt = [], set(), None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.add(tag)
        self.alt = values.get("alt", self.alt)
        if tag == "meter":
            self.bars.append((int(values["value"]), int(values["max"])))


@pytest.fixture
def no_matplotlib(monkeypatch):
    """Take matplotlib away, as in the browser edition."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)


def attribution(speaker, *sentences, inside=None):
    return {"speaker": speaker, "inside": inside, "content": [{"sentence": one, "words": "e"} for one in sentences]}


def test_a_chart_prints_its_sentence():
    assert repr(CHART) == "Chart: Ann: 3; Bob: 1."


def test_a_chart_is_a_picture_with_its_sentence_and_its_table():
    html = CHART._repr_html_()
    assert Bars(html).alt == "Ann: 3; Bob: 1."
    assert 'src="data:image/png;base64,iVBORw0KGgo' in html
    assert html.endswith(f"{CHART.table()}</details></div>")
    assert "<figcaption>Ann: 3; Bob: 1.</figcaption>" in html


@pytest.mark.parametrize("more", ["", "Behind it: 5. And 6."])
def test_above_a_picture_stands_what_one_sees_and_all_the_rest_with_the_table(more):
    card = Chart("T", "In 2 of 3, of St. Ives.", ("a", "b"), (), more=more).framed()
    figure, _, folded = card.body.partition("</figure>")
    assert "T</p><p>In 2 of 3, of St. Ives.</p></figcaption>" in figure
    assert not more or (f"<p>{more}</p>" in folded and more not in figure)
    assert f"In 2 of 3, of St. Ives. {more}".strip() in repr(card)


def test_the_table_holds_every_number():
    html = CHART.table()
    assert html.count('<th scope="row"') == 2
    for cell in ("Speaker", "Sentences", "Inside", ">3<", ">0<", ">1<", ">2<"):
        assert cell in html


def test_the_picture_is_the_same_each_time_and_as_wide_as_ever():
    from matplotlib.image import imread

    assert CHART.png() == CHART.png()
    sizes = [imread(BytesIO(chart.png())).shape for chart in (CHART, Chart("T", "S.", ("a", "b"), (("x" * 20, 5),)))]
    assert [width for _, width, _ in sizes] == [880, 880]
    assert sizes[0][0] > sizes[1][0]


@pytest.mark.parametrize("rows", [(), (("Nobody", 0),), (("A long name, " * 3, 10**6), ("שלום $\\bad{$", 1))])
def test_a_chart_of_nothing_or_of_much_is_drawn(rows):
    chart = Chart("T", "S.", ("a", "b"), rows)
    assert chart.png().startswith(b"\x89PNG")
    assert "<table" in chart._repr_html_()


def test_without_matplotlib_bars_stand_in_html(no_matplotlib):
    with pytest.raises(ImportError):
        CHART.png()
    html = CHART._repr_html_()
    assert Bars(html).bars == [(3, 3), (1, 3)]
    assert "img" not in Bars(html).tags
    assert "<figcaption>Ann: 3; Bob: 1.</figcaption>" in html and CHART.table() in html


def test_without_matplotlib_a_chart_of_nothing_stands_as_well(no_matplotlib):
    assert Bars(Chart("T", "S.", ("a", "b"), (("Nobody", 0),))._repr_html_()).bars == [(0, 1)]
    assert Bars(Chart("T", "S.", ("a", "b"), ())._repr_html_()).bars == []


@pytest.mark.parametrize("drawn", [True, False])
def test_hostile_names_are_shown_as_text(drawn, request):
    if not drawn:
        request.getfixturevalue("no_matplotlib")
    html = Chart(HOSTILE, HOSTILE, (HOSTILE, HOSTILE), ((HOSTILE, 1),))._repr_html_()
    assert "<script" not in html and "script" not in Bars(html).tags


def test_importing_charts_imports_no_matplotlib():
    code = "import sys, helpers.charts.speakers; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent).returncode == 0


# -- who speaks


@pytest.fixture
def reading(monkeypatch):
    """A reading with three speakers, one of them heard only inside another's words."""
    read = {
        "speakers": [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}, {"id": "cay", "name": "Cay"}],
        "attributions": [
            attribution("ann", "p2-s1", "p2-s2"),
            attribution("ann", "p2-s2"),
            attribution("bob", "p3-s1"),
            attribution("bob", "p2-s1", inside="ann"),
            attribution("bob", "p3-s1", inside="ann"),
            attribution("cay", "p2-s2", inside="ann"),
            attribution("ann", "p4-s1"),
        ],
        "without_speaker": [
            {"words": {"sentence": "p4-s1", "words": "e"}, "degree": "speaker comes soon"},
            {"words": {"sentence": "p3-s2", "words": "e"}, "degree": "no speaker"},
        ],
    }
    for number, one in enumerate(read["attributions"]):
        one["id"] = one["speaker"] if number == 0 else f"{one['speaker']}-{number}"
    monkeypatch.setattr("helpers.charts.speakers.load_reading", lambda story_id: read)
    return read


def test_each_sentence_counts_once_for_each_speaker(reading):
    counts, bare = count_speakers("any")
    assert counts == [SpeakerCount("Ann", 2, 0), SpeakerCount("Bob", 1, 1), SpeakerCount("Cay", 0, 1)]
    assert bare == {"No speaker of its own": 2}


def test_the_chart_of_a_story_tells_who_is_heard_only_inside(reading):
    chart = speakers_chart("harbour-bridge")
    assert repr(chart) == (
        "Chart: The Brenmouth Courier (invented): 2 voices in 17 sentences; none has more than 2 to itself. "
        "Sentences by speaker: Ann: 2; Bob: 1; No speaker of its own: 2. "
        "Heard only inside somebody else’s words: Cay."
    )
    assert chart.rows == [("Ann", 2, 0), ("Bob", 1, 1), ("Cay", 0, 1), ("No speaker of its own", 2, 0)]


def test_one_voice_that_fills_a_story_is_told_first():
    counts, _ = count_speakers("tass-2017-11-14")
    sentences = len(load_story("tass-2017-11-14").places)
    said = f"in {counts[0].sentences} of {sentences} sentences one voice speaks, {counts[0].name}."
    assert 2 * counts[0].sentences > sentences and said in speakers_chart("tass-2017-11-14").sentence


def test_a_story_where_all_are_heard_says_nothing_of_the_silent(reading):
    reading["speakers"].pop()
    reading["attributions"] = [one for one in reading["attributions"] if one["speaker"] != "cay"]
    assert "Heard only" not in repr(speakers_chart("harbour-bridge"))


@pytest.mark.parametrize("story_id", ["tass-2017-11-14", "harbour-bridge"])
def test_every_bar_of_a_story_is_told_in_its_sentence(story_id):
    chart = speakers_chart(story_id)
    for name, number, _ in chart.rows:
        assert (f"{name}: {number}" if number else name) in chart.sentence


def test_every_degree_of_a_missing_speaker_has_its_bar():
    schema = read_json(data_folder() / "schemas" / "reading.schema.json")
    degrees = schema["properties"]["without_speaker"]["items"]["properties"]["degree"]["enum"]
    assert set(WITHOUT_SPEAKER) == set(degrees)


# -- the story by voice


@pytest.mark.parametrize("story_id", ["tass-2017-11-14", "harbour-bridge"])
def test_the_sentences_of_each_voice_that_are_marked_are_those_that_are_counted(story_id):
    (way, marks), counts = by_voice(story_id), count_speakers(story_id)[0]
    bare = {one["words"]["sentence"] for one in load_reading(story_id)["without_speaker"]}
    for count, entry in zip(counts, way.key, strict=False):
        outer = {
            sentence
            for sentence, several in marks.items()
            if any(one.sign == entry.sign and "told by" not in one.says for one in several)
        }
        assert len(outer - bare) == count.sentences
        assert entry.means.startswith(count.name)


def test_what_is_quoted_and_what_is_reported_is_told_apart():
    _, marks = by_voice("harbour-bridge")
    story = load_story("harbour-bridge")
    found = [
        (story.sentence("p4-s1").text[one.start : one.end], one.says, one.look.partition(" ")[2])
        for one in marks["p4-s1"]
    ]
    assert found == [
        ("the council had acted ", "Bella Strand, reported", "wss-reported"),
        ('"far too fast"', "Bella Strand, quoted", "wss-quoted"),
    ]
    assert [one.says for one in marks["p5-s1"]] == ["Bella Strand, reported", "Nora Quill, told by Bella Strand"]


def test_each_voice_has_a_sign_of_its_own_however_many_there_are():
    assert len({letter(place) for place in range(60)}) == 60
    assert len({voice_look(place) for place in range(60)}) == 6


def test_of_a_story_that_others_own_the_file_keeps_no_word_of_the_text():
    page = show_speakers()
    kept = page._repr_mimebundle_()["text/html"]
    assert 'class="wss-paragraph' in page.value and "conducted by the Syrian" in page.value
    assert "conducted by the Syrian" not in kept and "wss-gloss" not in kept
    assert kept.count('class="wss-mini-line wss-in-1"') == 19 and page.kept.table() in kept
    assert not hasattr(show_speakers("harbour-bridge"), "kept"), "ours is stored whole, and lives without a kernel"
