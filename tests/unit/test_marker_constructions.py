"""Sentences as newspapers build them: each construction with many words, and look-alikes that stay unmarked."""

import pytest

from helpers.marker import annotate

PARTS = ("source", "cue", "content")
THE_ROAD = "the road is closed"


def told(text, **options):
    relations = {}
    for mark in annotate(text, that=False, **options):
        if mark["kind"] in PARTS:
            parts = relations.setdefault(mark["relation_id"], {part: [] for part in PARTS})
            parts[mark["kind"]].append(text[mark["start"] : mark["end"]])
    return [tuple(" … ".join(parts[part]) for part in PARTS) for parts in relations.values()]


NAMES = [
    # titles, initials and abbreviations
    *("Mr. Lowell", "Ms. Reed", "Dr. Ann Lee", "Gen. Park", "Sen. Marsh", "Gov. Hale", "Ann B. Lowe", "J. R. Vance"),
    *("a U.S. official", "St. Mary's School", "the U.N. envoy", "Lt. Col. Ferris"),
    # names made of words of grammar
    *("Theresa May", "Mr May", "Ms Day", "The Met Office", "USA Today", "The Sunday Times", "the Evening Post"),
    *("Mr. Might", "the April Fund", "Ms. March"),
    # what describes a speaker
    *(
        "Norland, the town's only ally,",
        "The 34-year-old mother of three",
        "Lowell, the first woman on the board,",
    ),
    *("the guide, last revised in 2019,", "a note, signed by both,", "Some leaders, both old and young,"),
    *("Reed, who calls herself “a poor cook but a good talker”,",),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sentence", ["{} said {road}.", "{} has said that {road}.", "On Monday, {} said {road}."])
def test_a_speaker_is_whole(name, sentence):
    name = name if sentence[0] != "{" else name[0].upper() + name[1:]
    text = sentence.format(name, road=THE_ROAD)
    attributions = told(text)
    assert (name.rstrip(","), THE_ROAD) in [(source.rstrip(","), content) for source, _, content in attributions]


CLAIMS = [
    *("Three people have been arrested", "Prices have risen", "Wolves live in the park", "The plans do not add up"),
    *("Two aides want to close the bridge", "They don't know", "We'll see more of it", "The boats come in at night"),
    *("The fire started at 5 p.m. Monday", "The shops open at 9 a.m. Friday", "It isn't over"),
    *("Workers from the north of the town travel far", "Most farms lie along the old road"),
]


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("speaker", ["police", "a source", "Ms. Reed", "the fund"])
def test_a_claim_before_its_speaker(claim, speaker):
    assert (speaker, "said", claim) in told(f"{claim}, {speaker} said.")


QUOTED = "“The road is closed,”"


@pytest.mark.parametrize(
    "rest",
    [
        "she told reporters after opening the fair.",
        "she said several months after her release.",
        "she said a day before the vote.",
        "she told the council during a long meeting.",
        "she wrote from the harbour in May.",
        "she said while waiting for a bus.",
        "she told the Evening Post in an interview.",
        "she said two weeks later.",
    ],
)
def test_what_follows_the_speaker_of_a_quotation_does_not_hide_them(rest):
    assert told(f"{QUOTED} {rest}")[0] == ("she", rest.split()[1], QUOTED)


@pytest.mark.parametrize("verb", ["adding", "noting", "warning", "explaining", "saying", "insisting", "stressing"])
@pytest.mark.parametrize("first", [QUOTED, "The road is closed,"])
def test_a_second_verb_after_a_closing_speaker_has_the_same_speaker(verb, first):
    assert ("the mayor", verb, "it may take hours") in told(f"{first} the mayor said, {verb} that it may take hours.")


@pytest.mark.parametrize(
    "opening",
    [
        *("Echoing her words", "In that report", "Asked why the office did not act", "Recalling the flood"),
        *("At the hearing", "Pressed for an answer", "Speaking at the fair", "After the storm", "Meanwhile"),
        *("Dressed in black", "Citing the report"),
    ],
)
@pytest.mark.parametrize(
    "speaker", ["the mayor", "Norland's envoy, Ann Reed,", "Lowell, the first woman on the board,"]
)
def test_what_stands_before_the_speaker_is_no_part_of_them(opening, speaker):
    text = f"{opening}, {speaker} said the town needs help."
    assert any(source == speaker.rstrip(",") and what == "the town needs help" for source, _, what in told(text))


@pytest.mark.parametrize(
    "place", ["NORVALE (AP) — ", "WENLOW, Norland (Reuters) – ", "LEEDS — ", "PORT HALE, June 3 (AP) — "]
)
def test_a_dateline_is_nobody_and_nothing(place):
    assert told(f"{place}Council members said {THE_ROAD}.") == [("Council members", "said", THE_ROAD)]
    assert told(f"{place}The road is closed, police said.") == [("police", "said", "The road is closed")]


@pytest.mark.parametrize(
    ("headline", "marks"),
    [
        ("Reed Says Museum Will Reopen", ("Reed", "Says", "Museum Will Reopen")),
        ("Bridge Could Reopen, Ann Reed Says", ("Ann Reed", "Says", "Bridge Could Reopen")),
        ("Council Admits That Bridge Was Unsafe", ("Council", "Admits", "Bridge Was Unsafe")),
        ("THE MAYOR SAID THAT THE ROAD WAS CLOSED.", ("THE MAYOR", "SAID", "THE ROAD WAS CLOSED")),
        ("POLICE SAY THE ROAD IS CLOSED", ("POLICE", "SAY", "THE ROAD IS CLOSED")),
    ],
)
def test_a_line_in_capitals(headline, marks):
    assert told(headline) == [marks]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (
            "The Reed campaign has said he's not being audited.",
            ("The Reed campaign", "has said", "he's not being audited"),
        ),
        ("The club said they'll pay.", ("The club", "said", "they'll pay")),
        (
            "Workers at the plant when interviewed said that the taps were dry.",
            ("Workers at the plant", "said", "the taps were dry"),
        ),
        (
            "The fund has demanded spending cuts and tax hikes.",
            ("The fund", "has demanded", "spending cuts and tax hikes"),
        ),
        (
            "Several politicians have charged that the taxes are lost.",
            ("Several politicians", "have charged", "the taxes are lost"),
        ),
        ("All she would say was that the road was closed.", ("she", "would say", "the road was closed")),
        ("He told the Norvale Post before leaving the country that he came to win.", ("He", "told", "he came to win")),
        ('Police said "nobody was hurt" in the fire.', ("Police", "said", '"nobody was hurt" in the fire')),
        ("Officials are worried about melting ice.", ("Officials", "are worried", "about melting ice")),
        ("Residents were urged to boil water.", ("", "were urged", "Residents … to boil water")),
    ],
)
def test_a_sentence(text, marks):
    assert told(text) == [marks]


def test_somebodys_view():
    assert told("In her view, the road is safe.") == [("her", "In her view", "the road is safe")]


def test_an_adverb_before_a_speaker_hides_nobody():
    text = "Even Norland, the town's only ally, said it was firmly opposed to the test."
    assert told(text) == [("Norland, the town's only ally", "said", "it was firmly opposed to the test")]


def test_an_adverb_pair_belongs_to_its_verb_and_cuts_nothing():
    text = "Reed said in the letter that the poster openly and wrongly suggests that the town agrees."
    assert told(text)[0][2] == "the poster openly and wrongly suggests that the town agrees"


@pytest.mark.parametrize(
    "text",
    [
        "Federal and state governments are meeting in Norvale today.",
        "All 22 previously confirmed cases were in dairy cattle.",
        "The newly announced plan costs more.",
        "His often repeated words are on the wall.",
        "BREAKING: the road is closed today for all",
        "Exclusive: the bridge that was closed is open",
        "The quiz, called “How are you?”, takes an hour.",
        "A man called Osk drank there.",
        "It is sure to rain on the bridge.",
        "The bridge was built to carry trains.",
        "In the view from the hill, the bridge is small.",
        "After the storm, the mayor said goodbye.",
        "A quiet man, he said little.",
        "The set of tools was sold on Monday.",
        "Mr. Lowell lives at 9 St. Mary's Lane.",
    ],
)
def test_a_look_alike_is_not_marked(text):
    assert told(text) == []


# ---- Nested marks, and “that” ------------------------------------------------------------------------------------

NESTED = "The mayor said that the builder believes that it is safe."


def test_a_nested_mark_tells_in_whose_words_it_stands():
    marks = annotate(NESTED)
    names = {NESTED[m["start"] : m["end"]]: m["relation_id"] for m in marks if m["kind"] == "source"}
    inside = {NESTED[m["start"] : m["end"]]: m["inside"] for m in marks if m["kind"] == "source"}
    assert inside == {"The mayor": "", "the builder": names["The mayor"]}


def test_nested_marks_can_be_left_out():
    assert told(NESTED, nested=False) == [("The mayor", "said", "the builder believes that it is safe")]


def test_content_counts_that_unless_the_caller_asks_otherwise():
    def first_content(**options):
        return next(NESTED[m["start"] : m["end"]] for m in annotate(NESTED, **options) if m["kind"] == "content")

    assert first_content() == "that the builder believes that it is safe"
    assert first_content(that=False) == "the builder believes that it is safe"
