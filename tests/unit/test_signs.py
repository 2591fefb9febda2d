"""One language of signs: no picture of the course uses a letter, a shape or a hue for two things."""

import re
from collections import defaultdict
from contextlib import suppress

import pytest

from helpers import charts, stylesheet
from helpers.charts.acts import acts_chart
from helpers.charts.certainty import KINDS, certainty_chart
from helpers.charts.growing import SIGNS
from helpers.charts.naming import naming_chart
from helpers.charts.speakers import SIGNS_WITHOUT_SPEAKER, speakers_chart
from helpers.charts.squares import EMPTY, FULL
from helpers.class_report.story_by_agreement import LOOKS
from helpers.content import ContentProblem
from helpers.lesson.family_tree import ADDED, LOST
from helpers.lesson.ledger import MARKS
from helpers.story import story_ids

PICTURES = {"voice": speakers_chart, "sureness": certainty_chart, "form": acts_chart, "name": naming_chart}
HUES_OF_VOICES = {f"var(--wss-{hue})" for hue in ("source", "content", "indigo", "brown", "slate", "olive")}
HUES_OF_SURENESS = {f"var(--wss-{hue})" for hue in ("cue", "hedge", "booster")}
NO_HUE = {f"var(--wss-{hue})" for hue in ("scope", "text", "edge")}


def ways():
    """Yield for each way to look at each story the thing that it is about, and its key."""
    for story_id in story_ids():
        for about, chart in PICTURES.items():
            with suppress(ContentProblem):  # not every story has names or acts beside it
                yield about, chart(story_id).ways[0]


def of_speaker(sign):
    return "what stands behind" if sign in SIGNS_WITHOUT_SPEAKER.values() else "voice"


def meanings():
    """Return for each sign what it stands for in any picture."""
    found = defaultdict(set)
    for about, (way, _) in ways():
        for entry in way.key:
            found[entry.sign].add(of_speaker(entry.sign) if about == "voice" else about)
    for sign in [*SIGNS.values(), LOST, ADDED]:
        found[sign.split()[0]].add({"+": "came in", "−": "went"}.get(sign[0], "the same or not"))
    for _, sign in LOOKS.values():
        found[sign].add("the same or not")
    for sign in (FULL, EMPTY):
        found[sign].add("counted")
    return found


def test_each_sign_stands_for_one_thing_and_the_table_names_it():
    rows = [line.split("  ", 1) for line in charts.__doc__.splitlines() if "  " in line]
    named = " ".join(signs for signs, _ in rows).split()
    for sign, things in meanings().items():
        assert len(things) == 1, f"{sign} stands for {things}"
        letter_of_a_voice = things == {"voice"} and sign.isalpha()
        assert sign in named or letter_of_a_voice, f"The table does not name {sign}."


def test_the_table_says_of_each_kind_what_the_pictures_say():
    table = dict(re.findall(r"^(\S.*?)  +(\S.*)$", charts.__doc__, re.MULTILINE))
    assert table["Letters P N C H"].startswith("in which form") and table["Letters X Y Z"] == "who is named"
    assert "❝ ≈ ▲ △" in table and " ".join(sign for _, _, sign in KINDS.values()) == "❝ ≈ ▲ △"
    assert "ring" not in table and set(MARKS) >= {"asserted", "supported", "contradicted", "disputed"}


def hue_of(look):
    """Return what the style sheet gives a look as its colour: the last rule that has its class."""
    found = None
    for rule in re.finditer(r"([^{}]*)\{([^{}]*)\}", stylesheet.stylesheet()):
        mark = re.search(r"--wss-mark: ([^;]*);", rule[2])
        if mark and any(re.search(rf"\.{one}(?![\w-])", rule[1]) for one in look.split()):
            found = mark[1]
    return found


@pytest.mark.parametrize(("about", "hues"), [("sureness", HUES_OF_SURENESS), ("form", NO_HUE), ("name", NO_HUE)])
def test_hues_say_whose_words_or_how_sure_and_nothing_else(about, hues):
    looks = {entry.look for what, (way, _) in ways() if what == about for entry in way.key}
    assert looks and {hue_of(look) for look in looks} <= hues


def test_each_voice_has_a_hue_of_its_own():
    for what, (way, _) in ways():
        if what == "voice":
            hues = [hue_of(entry.look) for entry in way.key if "voice" in entry.look]
            assert set(hues) <= HUES_OF_VOICES and len(set(hues)) == min(6, len(hues))
    assert not HUES_OF_VOICES & HUES_OF_SURENESS and hue_of("wss-mark--nobody") in NO_HUE


@pytest.mark.parametrize("sheet", ["growing.css", "tree.css", "ledger.css", "squares.css"])
def test_what_is_no_voice_and_no_sureness_has_no_hue(sheet):
    text = (stylesheet.Path(stylesheet.__file__).parent / sheet).read_text(encoding="utf-8")
    assert not re.findall(r"--wss-(?:source|cue|content|hedge|booster|indigo|brown|slate|olive)\b", text)


def test_whoever_counts_the_letters_of_a_story_finds_what_the_key_says():
    for what, (way, marks) in ways():
        for entry in way.key:
            if what != "voice":
                continue
            lines = sum(entry.sign in {mark.sign for mark in of_line} for of_line in marks.values())
            told = re.search(r"(?::|words, in) (\d+) (?:sentence|line)", entry.means)
            part = re.search(r"and part of (\d+) more", entry.means)
            assert int(told[1]) + (int(part[1]) if part else 0) == lines, entry.means


def strength_of(selector):
    """Count the classes, attributes and states of a selector; what stands in ``:where()`` counts nothing."""
    return len(re.findall(r"\.[\w-]+|\[|:(?!where|is|not|has|:)[\w-]+", re.sub(r":where\([^()]*\)", "", selector)))


def test_no_look_is_outdone_by_the_sheet_of_a_later_output_that_lacks_it():
    """Each output brings the rules that its own elements need: the plain one of a later card comes after all others."""
    sheet = re.sub(r"/\*.*?\*/", "", stylesheet.stylesheet(), flags=re.DOTALL)
    sheet = re.sub(r"@media \(forced-colors: active\) \{.*?\n\}\n", "", sheet, flags=re.DOTALL)
    plain, special = {}, []
    for heads, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        properties = set(re.findall(r"([\w-]+):", body))
        for head in re.split(r",(?![^()]*\))", heads):
            last = re.search(r"\.(wss-[\w-]+)\)?$", head.strip())
            if last and "--" in last[1]:
                special.append((last[1], strength_of(head), properties))
            elif last:
                plain.setdefault(last[1], []).append((strength_of(head), properties))
    for name, strong, properties in special:
        for base, others in plain.get(name.partition("--")[0], []):
            assert strong > base or not properties & others, f"{name} can be outdone: {properties & others}"
