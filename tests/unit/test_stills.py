"""What a code host shows of a picture: a file that was drawn from the same marks, and words that read well."""

import re
import subprocess
import sys
from io import BytesIO

import pytest

from authoring import stills
from helpers.charts.living_story import LINES_AT
from helpers.charts.speakers import by_voice, speakers_chart
from helpers.charts.still import FOLDER, INK, WIDTH, Bar, Still, Words, bar_of, hue_of
from helpers.content import PACKAGE
from helpers.story import story_ids

SMALL = Still(40, (Bar(0, 0, 400, 40, "#0072b2"), Words(500, 20, "A", look="bold")))


def test_each_picture_has_its_file_and_no_file_is_left_over():
    """Run ``python3 start.py refresh`` where this fails: it draws them."""
    wanted = {still.file() for still in stills.stills()}
    assert wanted == set(FOLDER.glob("*.png")) and len(wanted) > 2 * len(story_ids())


def test_other_marks_never_get_an_old_file():
    other = Still(40, (*SMALL.marks[:1], Words(500, 20, "B", look="bold")))
    assert SMALL.file() != other.file() and SMALL.image("A bar.") is None


def test_it_is_drawn_as_it_says_and_the_same_each_time():
    from PIL import Image

    assert SMALL.png() == SMALL.png()
    drawn = Image.open(BytesIO(SMALL.png())).convert("RGB")
    assert drawn.size == (WIDTH, 40)
    blue = tuple(int("0072b2"[at : at + 2], 16) for at in (0, 2, 4))
    assert all(abs(one - two) < 8 for one, two in zip(drawn.getpixel((200, 20)), blue, strict=True))
    assert drawn.getpixel((700, 20)) == (255, 255, 255)


@pytest.mark.parametrize("story_id", story_ids())
def test_a_still_has_a_row_for_each_sentence_with_its_signs_and_bars(story_id):
    chart = speakers_chart(story_id)
    _, marks = by_voice(story_id)
    signs = [one.text for one in chart.still().marks if isinstance(one, Words) and one.look == "bold"]
    assert sorted(filter(None, signs)) == sorted(
        " ".join(dict.fromkeys(mark.sign for mark in of_line)) for of_line in marks.values() if of_line
    )
    bars = [one for one in chart.still().marks if isinstance(one, Bar)]
    assert all(LINES_AT <= bar.x and bar.x + bar.width <= WIDTH for bar in bars)
    assert len(bars) >= sum(map(bool, marks.values()))


def test_a_look_has_the_hue_of_the_style_sheet_and_another_fill_where_it_says_less():
    assert hue_of("wss-mark--voice-1") == "#0072b2" and hue_of("wss-mark--voice-3") == "#5b4bb7"
    assert hue_of("wss-mark--plain-1") == INK
    clear, arguable = (bar_of(f"wss-mark--booster{more}", 0, 10, 5) for more in ("", "-arguable"))
    assert clear.fill == arguable.edge == hue_of("wss-mark--booster") and clear.fill != arguable.fill
    assert bar_of("wss-mark--nobody", 0, 10, 5).dashed
    assert bar_of("a wss-reported", 0, 10, 5).height < bar_of("a wss-quoted", 0, 10, 5).height


def test_the_card_has_it_with_the_sentence_and_its_look_hides_it():
    chart = speakers_chart("harbour-bridge")
    card = chart.card()
    (alt,) = re.findall(r'<img alt="([^"]*)" src="data:image/png;base64,[^"]+" class="wss-still">', card.body)
    assert alt == chart.sentence
    assert re.search(r"\.wss \.wss-still\{display:none\}", card.html())


def test_showing_it_loads_no_matplotlib():
    code = "import sys, helpers; helpers.show_acts(); helpers.show_map(); sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent).returncode == 0
