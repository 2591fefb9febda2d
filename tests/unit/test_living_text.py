"""A text with switches, glosses at its words and a miniature, in HTML that needs no script."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers import living_text
from helpers.html import style
from helpers.living_text import PLAIN, Block, KeyEntry, Line, LivingText, Note, Way, WayMark
from helpers.stylesheet import rules_for, stylesheet

HOSTILE = '"><script>alert(1)</script>'
VOICE = Way("By voice", (KeyEntry("wss-mark--voice-1", "A", "Ann: 1 sentence"),), "High bar: quoted.")
SURE = Way("How sure", (KeyEntry("wss-mark--hedge", "≈", "Hedge: 1"),))
SAID = WayMark(0, 14, "wss-mark--voice-1 wss-quoted", "Ann, quoted", "A")
MAY = WayMark(3, 6, "wss-mark--hedge", "Hedge", "≈", "Hedge: may")
LINES = (
    Line("It may rain on, Ann said.", "paragraph 1, sentence 1", {1: (SAID,), 2: (MAY,)}, (Note(7, 11, "fall"),)),
    Line("So be it.", "paragraph 1, sentence 2", {1: (), 2: ()}),
)
TEXT = LivingText((Block("1", "body", LINES),), (VOICE, SURE, PLAIN))


class Tags(HTMLParser):
    """Collects tags with their attributes, and what can be read without a style sheet."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.read = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.read += data


def test_each_way_has_a_switch_that_keeps_its_keys_and_the_first_is_on():
    buttons = [attributes for _, attributes in Tags(TEXT.html()).tags if attributes.get("type") == "radio"]
    assert [one["class"] for one in buttons] == ["wss-way-1", "wss-way-2", "wss-way-3"]
    assert len({one["name"] for one in buttons}) == 1
    assert ["checked" in one for one in buttons] == [True, False, False]
    assert all(one["data-lm-suppress-shortcuts"] == "true" for one in buttons)


def test_the_whole_text_is_shown_by_a_switch_that_keeps_its_keys():
    (box,) = [attributes for _, attributes in Tags(TEXT.html()).tags if attributes.get("type") == "checkbox"]
    assert box["data-lm-suppress-shortcuts"] == "true" and "checked" not in box
    assert "checkbox" not in LivingText(TEXT.blocks).html()


def test_without_a_style_sheet_the_text_stands_there_with_the_marks_of_its_first_way_only():
    """A code host takes away what is hidden no more than what is shown: only attributes go."""
    read = " ".join(Tags(TEXT.html()).read.split())
    assert read == (
        "A Ann: 1 sentenceHigh bar: quoted.1 Ann, quoted It may rain on, Ann said. So be it."
        "1 hard word in plain wordsrain: fall"
    )
    tags = [tag for tag, attributes in Tags(TEXT.html()).tags if "wss-mark" in attributes.get("class", "").split()]
    assert tags == ["mark", "span"], "what another way marks is no mark yet"


def test_the_miniature_has_a_line_for_each_sentence_that_leads_to_it():
    tags = Tags(TEXT.html()).tags
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert len(links) == 2 * len(TEXT.ways) and len(set(links)) == 2
    for link in set(links):
        (target,) = [attributes for _, attributes in tags if attributes.get("id") == link[1:]]
        assert target["class"] == "wss-sentence" and target["tabindex"] == "-1"


def test_a_line_says_to_those_who_hear_it_where_it_leads_and_what_is_marked_there():
    names = [attributes["aria-label"] for tag, attributes in Tags(TEXT.html()).tags if tag == "a"]
    assert names[:3] == [f"Paragraph 1, sentence 1{told}" for told in (": Ann, quoted", ": Hedge: may", "")]
    assert names[3:] == [f"Paragraph 1, sentence 2{told}" for told in (": nothing marked", ": nothing marked", "")]


def test_bars_stand_where_the_words_stand_on_one_scale_for_all_texts():
    by_voice, by_sureness, plain = re.findall(r"<svg .*?</svg>", TEXT.html(), re.DOTALL)[:3]
    assert '<rect x="0.0%" width="3.8%" class="wss-bar wss-mark--voice-1 wss-quoted">' in by_voice
    assert '<rect x="0.8%" width="1.1%" class="wss-bar wss-mark--hedge">' in by_sureness, "short, and yet to be seen"
    assert plain.count("<rect") == 1


def test_a_drawing_has_no_size_of_its_own_where_a_host_keeps_it_without_its_style_sheet():
    assert all('width="0" height="0"' in svg for svg in re.findall("<svg[^>]*>", TEXT.html() + TEXT.miniature()))


def test_a_text_as_long_as_the_line_fills_it():
    whole = LivingText(
        (Block("1", "body", (Line("x" * 999, "headline", {1: (WayMark(0, 999, "a", "b"),)}),)),), (VOICE,)
    )
    assert 'width="100.0%"' in whole.html() and "357" not in whole.html()


def test_the_miniature_alone_has_no_word_of_the_text_and_no_link():
    alone = TEXT.miniature()
    assert "rain" not in alone and "<a " not in alone and "<input" not in alone
    assert alone.count('role="listitem"') == 2 and "Ann: 1 sentence" in alone and "Hedge" not in alone


def test_a_text_without_ways_is_only_a_text():
    html = LivingText(TEXT.blocks).html()
    assert "<input" not in html and "<svg" not in html and "<a " not in html and "wss-gloss" in html


def test_two_texts_never_share_a_group_and_the_same_text_is_always_the_same():
    other = LivingText((Block("2", "body", LINES),), TEXT.ways)
    assert TEXT.html() == TEXT.html()
    assert set(re.findall(r'name="([^"]+)"', TEXT.html())).isdisjoint(re.findall(r'name="([^"]+)"', other.html()))


def test_hostile_text_is_shown_as_text():
    way = Way(HOSTILE, (KeyEntry(HOSTILE, HOSTILE, HOSTILE),), HOSTILE)
    line = Line(HOSTILE, HOSTILE, {1: (WayMark(0, 5, HOSTILE, HOSTILE, HOSTILE, HOSTILE),)}, (Note(1, 3, HOSTILE),))
    text = LivingText((Block(HOSTILE, HOSTILE, (line,)),), (way, PLAIN))
    for html in (text.html(), text.miniature()):
        assert "<script" not in html and "script" not in {tag for tag, _ in Tags(html).tags}


# -- the look of a card


def test_a_card_carries_the_rules_of_its_elements_and_no_others():
    rules = rules_for(TEXT.html())
    for needed in (
        ".wss-gloss{",
        ".wss-living:has(.wss-ways):not(:has(.wss-way-1:checked))",
        "@media print{",
        ".wss .wss-mark--voice-1{",
    ):
        assert needed in rules
    for other in (".wss-filters", ".wss-table", "wss-mark--voice-2", "wss-mark--booster", "/*"):
        assert other not in rules
    assert len(rules) < len(stylesheet()) / 2
    assert style(rules)


@pytest.mark.parametrize("html", ["", "<p>Words</p>"])
def test_a_card_of_plain_words_has_the_look_that_all_share(html):
    assert rules_for(html).startswith(".wss{color-scheme:light;")
    assert 'body[data-jp-theme-light="false"] .wss{' in rules_for(html)


def test_all_classes_of_a_card_together_have_all_rules():
    classes = " ".join(sorted(set(re.findall(r"\.(wss[\w-]*)", stylesheet()))))
    everything = rules_for(f'<p class="{classes}">')
    assert everything.count("{") == re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL).count("{")


def test_what_shows_a_hidden_part_is_stronger_than_what_hides_it():
    """Each card brings its rules with it: the hiding one of a later card comes after the showing one of an earlier."""
    sheet = Path(living_text.__file__).with_suffix(".css").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    hides = ".wss .wss-living [hidden]"
    shows = [
        selector.strip()
        for selectors, display in re.findall(r"([^{}]+)\{[^{}]*?\bdisplay: ([\w-]+);", sheet)
        for selector in re.split(r",(?![^()]*\))", selectors)
        if "[hidden]" in selector and display != "none"
    ]
    strength = {one: len(re.findall(r"\.[\w-]+|\[", re.sub(r":is\(([^,()]*),[^()]*\)", r"\1", one))) for one in shows}
    assert strength and min(strength.values()) > len(re.findall(r"\.[\w-]+|\[", hides)), strength


def test_no_look_of_the_text_reaches_into_an_exercise():
    """The sheet of a card stands in the whole page: a name that an exercise uses too would change the exercise."""
    helpers = Path(living_text.__file__).parent
    exercises = [*(helpers / "kinds").rglob("*.css"), *(helpers / "widgets").rglob("*.css")]
    exercises.remove(helpers / "widgets" / "hand_ins.css")  # the class report: no exercise; it shows the text itself

    def names(*sheets):
        return {name for sheet in sheets for name in re.findall(r"\.(wss-[\w-]+)", sheet.read_text(encoding="utf-8"))}

    in_common = names(helpers / "living_text.css") & names(*exercises)
    # The text of an exercise is a text, and its marks and their tags look like those of a card.
    assert in_common == {"wss-mark", "wss-paragraph", "wss-tag"}
