"""What the marker found, told as a sentence, a table and a card with filters and reasons."""

import re
from dataclasses import replace
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_html import HOSTILE, Reader

from helpers.content import load
from helpers.marker import result
from helpers.marker.lexicon import Rule
from helpers.marker.marks import KIND_NAMES, Link, Mark, how_sure
from helpers.marker.result import Marks
from helpers.marks_card import MarkedText, marks_card
from helpers.stylesheet import stylesheet

TEXT = (
    "The mayor said the old “safe” bridge might have been closed again by the regime.\n\n"
    "“It clearly stands,” Ann Dale told us. Nobody paid for it."
)
RULE = Rule("made-up", "any", "speech", 0.8, "estimate", "“{words}” is {0} marked <here>.", "", "", "", "")


@pytest.fixture(autouse=True)
def one_rule(monkeypatch):
    monkeypatch.setattr(result, "rules", lambda: {"made-up": RULE})


def mark(kind, words, relation="", note="", confidence=0.8, text=TEXT):
    start = text.index(words)
    return Mark(kind, start, start + len(words), "made-up", confidence, relation, note)


ALL = (
    mark("source", "The mayor", "a"),
    mark("cue", "said", "a", "neutral"),
    mark("content", "the old “safe” bridge might have been closed again by the regime", "a"),
    mark("scare quote", "“safe”"),
    mark("hedge", "might", "h", confidence=0.95),
    mark("scope", "have been closed again by the regime", "h"),
    mark("presupposition", "again", confidence=0.55),
    mark("loaded-word candidate", "regime", confidence=0.35),
    mark("content", "“It clearly stands,”", "b"),
    mark("booster", "clearly"),
    mark("source", "Ann Dale", "b"),
    mark("name", "Ann Dale"),
    mark("cue", "told", "b"),
    mark("unattributed", "Nobody paid for it."),
)
MARKS = Marks(TEXT, "wide", ALL)


def read_card(marks):
    """Return what the text part of a card says without tags and reasons, and check that the HTML is well formed."""
    body = marks_card(marks).body
    Reader(re.sub(r"<input[^>]*>", "", body))
    return body


def text_of(body):
    shown = body.split('<div class="wss-marked">')[1].split("</div>")[0]
    shown = re.sub(r'<label.*?</label>|<span class="wss-reason".*?</span>', "", shown)
    return re.sub(r"<[^>]*>", "", shown.replace("</p>", "\n"))


# ---- attributions ------------------------------------------------------------------------------------------------


def test_attributions_stand_in_text_order_with_their_parts():
    first, second = Marks(TEXT, "wide", ALL[::-1]).attributions
    assert repr(first) == (
        "The mayor (source) said (cue): the old “safe” bridge might have been closed again by the r…"
    )
    assert repr(second) == "Ann Dale (source) told (cue): “It clearly stands,”"
    assert (first.quotation, first.stance, first.rule, first.confidence) == ("mixed", "neutral", "made-up", 0.8)
    assert second.quotation == "direct"


def test_an_attribution_inside_another_is_one_of_its_own():
    text = "Ann said that Bo said no."
    marks = [
        Mark("source", 0, 3, "made-up", 0.8, "a"),
        Mark("content", 9, 24, "made-up", 0.8, "a"),
        Mark("source", 14, 16, "made-up", 0.8, "b"),
        Mark("content", 22, 24, "made-up", 0.8, "b"),
    ]
    assert [repr(one) for one in Marks(text, "speech", tuple(marks)).attributions] == [
        "Ann (source): that Bo said no",
        "Bo (source): no",
    ]


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("Ann said it rained.", "it rained", "indirect"),
        ("Ann said: “It rained.”", "“It rained.”", "direct"),
        ("Ann said: “It rained.”", "It rained.", "direct"),
        ('Ann said: "It\'s raining."', '"It\'s raining."', "direct"),
        ("‘It rained,’ said Ann.", "‘It rained,’", "direct"),
        ("Ann said it was “wet” and Bo's", "it was “wet” and Bo's", "mixed"),
        ("Ann said the dogs' and Bo's hut leaks.", "the dogs' and Bo's hut leaks", "indirect"),
        ("Ann said “wet” and “cold” it was", "“wet” and “cold” it was", "mixed"),
    ],
)
def test_it_tells_how_words_are_quoted(text, content, kind):
    marks = (mark("source", "Ann", "a", text=text), mark("content", content, "a", text=text))
    assert Marks(text, "wide", marks).attributions[0].quotation == kind
    assert Marks(text, "wide", marks[:1]).attributions[0].quotation == ""


def test_an_attribution_without_a_source_says_so():
    alone = replace(MARKS, marks=(mark("cue", "said"), mark("content", "Nobody paid for it")))
    assert [repr(one) for one in alone.attributions] == [
        "Nobody named said (cue): …",
        "Nobody named: Nobody paid for it",
    ]


# ---- words, kinds, reasons, sentence, table ----------------------------------------------------------------------


def test_marks_are_picked_by_kind():
    assert MARKS.of_kind("hedge", "booster") == (ALL[4], ALL[9])
    assert MARKS.of_kind() == ()
    with pytest.raises(ValueError, match=r"no kind “hedges”.*source, cue, content.*hedge"):
        MARKS.of_kind("hedge", "hedges")


def test_a_reason_has_the_words_and_nothing_else_filled_in():
    assert MARKS.words(ALL[1]) == "said"
    assert MARKS.reason(ALL[1]) == "“said” is {0} marked <here>."
    long = Marks("ab\n" * 60, "wide", (Mark("content", 0, 180, "made-up", 0.8),))
    words = re.fullmatch("“(.*)” is .*", long.reason(long.marks[0]))[1]
    assert len(words) <= 60 and words.startswith("ab ab") and words.endswith("…")


@pytest.mark.parametrize(
    ("confidence", "told"),
    [(1, "very often"), (0.9, "very often"), (0.89, "mostly"), (0.75, "mostly"), (0.74, "often"), (0.5, "often")],
)
def test_confidence_is_told_in_words(confidence, told):
    assert how_sure(ALL[0]._replace(confidence=confidence)) == f"{told} right"
    assert how_sure(ALL[0]._replace(confidence=0.49)) == "a guess"


def test_it_prints_what_was_found():
    assert repr(MARKS) == (
        "In these 26 words the marker found 2 attributions, 1 hedge, 1 booster, 1 scare quote, 1 presupposition, "
        "1 name, 1 loaded-word candidate, 1 claim without a speaker. These are candidates to discuss, no verdict."
    )
    assert repr(replace(MARKS, marks=(ALL[4], ALL[5]))) == (
        "In these 26 words the marker found 1 hedge. This is a candidate to discuss, no verdict."
    )
    assert "found 2 hedges. These are" in repr(replace(MARKS, marks=(ALL[4], ALL[4])))
    assert repr(Marks("Well!", "wide", ())).startswith("In this 1 word the marker found nothing.")
    assert repr(Marks("", "wide", ())).startswith("In these 0 words the marker found nothing.")


# ---- the card ----------------------------------------------------------------------------------------------------


def test_the_card_shows_the_text_as_it_is():
    assert text_of(read_card(MARKS)) == TEXT + "\n"


@given(
    st.text(max_size=60) | st.sampled_from(HOSTILE),
    st.lists(
        st.builds(
            Mark,
            st.sampled_from(list(KIND_NAMES)),
            st.integers(-2, 62),
            st.integers(-2, 62),
            st.just("made-up"),
            st.just(0.8),
            st.sampled_from(["", "a"]),
        ),
        max_size=6,
    ),
)
def test_any_text_with_any_marks_is_safe(text, marks):
    body = read_card(Marks(text, "wide", tuple(marks)))
    assert "<script" not in body and "<img" not in body and "<style" not in body
    shown = "".join(text_of(body).split())
    assert shown == "".join(escape(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_safe_in_the_text_the_reasons_and_the_list(text):
    marks = Marks(text, "wide", (Mark("content", 0, len(text), "made-up", 0.8, "a"),))
    assert not re.search(r"<(script|img|style|here)|</mark></p><style", marks_card(marks).body)


def test_every_mark_has_its_tag_and_its_reason_twice():
    body = read_card(MARKS)
    assert body.count('class="wss-tag"') == len(ALL)
    assert body.count("marked &lt;here&gt;.") == 2 * len(ALL)
    ids = re.findall(r' id="([^"]*)"', body)
    assert len(set(ids)) == len(ALL) and set(re.findall(r'aria-describedby="([^"]*)"', body)) == set(ids)
    # Without styles the reasons in the text stay out of the way.
    assert body.count(" hidden>") == len(ALL)
    assert body.count("<li id=") == len(ALL)


def test_a_mark_over_two_paragraphs_has_one_tag():
    body = read_card(Marks("One\n\ntwo", "wide", (Mark("content", 0, 8, "made-up", 0.8),)))
    assert body.count('class="wss-tag"') == 1 and body.count("<mark") == 2


def test_the_card_is_the_same_each_time_and_differs_between_texts():
    assert marks_card(MARKS) == marks_card(replace(MARKS, marks=tuple(list(ALL))))
    group = re.compile(r'name="(wss-\w+)"')
    other = replace(MARKS, text=TEXT.replace("mayor", "major"))
    assert len(set(group.findall(marks_card(MARKS).body))) == 1
    assert set(group.findall(marks_card(MARKS).body)).isdisjoint(group.findall(marks_card(other).body))


def test_jupyterlab_takes_no_key_from_any_control():
    body = marks_card(MARKS).body
    controls = re.findall(r"<(?:input|summary|button|a|select|textarea)\b[^>]*>", body)
    assert len(controls) == len(KIND_NAMES) + 1 + len(ALL) + 1
    assert all('data-lm-suppress-shortcuts="true"' in control for control in controls)
    assert "tabindex" not in body and "<form" not in body


def test_attributions_show_first_and_other_kinds_when_asked():
    checked = re.findall(r'class="wss-show--([\w-]+)" checked', marks_card(MARKS).body)
    assert checked == ["source", "cue", "content", "unattributed"]
    no_attribution = marks_card(replace(MARKS, marks=ALL[4:6])).body
    assert re.findall(r'class="wss-show--([\w-]+)" checked', no_attribution) == ["hedge", "scope"]


def test_every_kind_has_a_look_and_can_be_hidden():
    css = stylesheet()
    for kind in KIND_NAMES:
        name = kind.replace(" ", "-")
        assert f".wss .wss-mark--{name} {{" in css
        off = f".wss-marker:not(:has(.wss-show--{name}:checked)) .wss-marked .wss-mark--{name}"
        assert f"{off} >" in css and (f"{off},\n" in css or f"{off} {{" in css)


def test_kinds_have_the_names_of_the_glossary():
    names = {entry["id"]: entry["name"] for entry in load("glossary.json")["labels"]}
    shared = {kind: kind.replace(" ", "-") for kind in KIND_NAMES} | {"unattributed": "no-speaker"}
    same = {kind: names[label] for kind, label in shared.items() if label in names}
    assert len(same) == 9 and same.items() <= KIND_NAMES.items()


def test_a_long_text_is_cut_with_a_sentence():
    text = "word " * 4_001
    body = read_card(Marks(text, "wide", (Mark("hedge", 20_000, 20_004, "made-up", 0.8),)))
    assert len(text_of(body)) <= 20_000 and "The text has 20,005 characters." in body
    assert body.count("<li id=") == 1 and 'class="wss-tag"' not in body
    exact = marks_card(Marks(text[:20_000], "wide", ())).body
    assert "The text has" not in exact
    assert len(text_of(marks_card(Marks("x" * 20_050, "wide", ())).body).strip()) == 20_000


def test_very_many_marks_are_cut_with_a_sentence():
    body = marks_card(replace(MARKS, marks=ALL[:1] * 1_002)).body
    assert body.count("<li id=") == 1_000 and "2 more marks are left out." in body


def test_guesses_across_paragraphs_stand_apart():
    link = Link("antecedent", 0, 9, "b", "made-up", 0.4)
    assert "Guesses" not in marks_card(MARKS).body
    body = read_card(replace(MARKS, links=(link, link._replace(kind="continuation", confidence=0.6))))
    guesses = body.split("<p>Guesses")[1]
    assert "“The mayor” may be meant by “Ann Dale” (a guess)." in guesses
    assert "“The mayor” may go on with what is told of “Ann Dale” (often right)." in guesses


def test_nothing_found_is_still_a_card():
    body = read_card(Marks("Rain.", "wide", ()))
    assert "found nothing" in body and "<input" not in body and "<details" not in body
    assert MarkedText(Marks("Rain.", "wide", ()))._repr_html_().count("Rain.") == 1
