"""Charts say in a sentence and a table what they draw, with matplotlib or without."""

import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO

import pytest

from helpers.charts.chart import Chart
from helpers.charts.speakers import WITHOUT_SPEAKER, SpeakerCount, count_speakers, speakers_chart
from helpers.content import PACKAGE, data_folder, read_json

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
    return {"speaker": speaker, "inside": inside, "content": [{"sentence": one, "words": "x"} for one in sentences]}


def test_a_chart_prints_its_sentence():
    assert repr(CHART) == "Chart: Ann: 3; Bob: 1."


def test_a_chart_is_a_picture_with_its_sentence_and_its_table():
    html = CHART._repr_html_()
    assert Bars(html).alt == "Ann: 3; Bob: 1."
    assert 'src="data:image/png;base64,iVBORw0KGgo' in html
    assert html.endswith(f"{CHART.table()}</details></div>")
    assert "<figcaption>Ann: 3; Bob: 1.</figcaption>" in html


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
            attribution("ann", "s1", "s2"),
            attribution("ann", "s2"),
            attribution("bob", "s3"),
            attribution("bob", "s1", inside="ann"),
            attribution("bob", "s3", inside="ann"),
            attribution("cay", "s2", inside="ann"),
            attribution("ann", "s9"),
        ],
        "without_speaker": [
            {"words": {"sentence": "s9", "words": "x"}, "degree": "speaker comes soon"},
            {"words": {"sentence": "s8", "words": "x"}, "degree": "no speaker"},
        ],
    }
    monkeypatch.setattr("helpers.charts.speakers.load_reading", lambda story_id: read)
    return read


def test_each_sentence_counts_once_for_each_speaker(reading):
    counts, bare = count_speakers("any")
    assert counts == [SpeakerCount("Ann", 2, 0), SpeakerCount("Bob", 1, 1), SpeakerCount("Cay", 0, 1)]
    assert bare == {"No speaker of its own": 2}


def test_the_chart_of_a_story_tells_who_is_heard_only_inside(reading):
    chart = speakers_chart("harbour-bridge")
    assert repr(chart) == (
        "Chart: The Brenmouth Courier (invented), sentences by speaker. Ann: 2; Bob: 1; No speaker of its own: 2. "
        "Heard only inside somebody else’s words: Cay."
    )
    assert chart.rows == [("Ann", 2, 0), ("Bob", 1, 1), ("Cay", 0, 1), ("No speaker of its own", 2, 0)]


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
