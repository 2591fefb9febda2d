"""What the workshop asks a class: keys that hold, reasons that teach, and both sides heard alike."""

import re
from collections import Counter

import pytest
from test_workshop_beside_ours import confirmed_of

from helpers.story import plain, story_from, story_ids
from helpers.story_workshop.about import About
from helpers.story_workshop.choice import DEFAULT, side_of, usual
from helpers.story_workshop.confirmed import DIFFER, Confirmed
from helpers.story_workshop.generators import Material, generate
from helpers.story_workshop.pasted import read_paste
from helpers.story_workshop.reasons import all_words_of, reason_of, words_of
from helpers.story_workshop.story_file import draft_story

ABOUT = About("Valley Post", "local newspaper", "Valley Media", "no", "2026-03-12", "Millbrook", "", "Valley Post")
FILL = "Each boat has its own key now, and there are forty of them. " * 5


def read(text, change=lambda confirmed: confirmed):
    """Take what the marker proposes for a text as confirmed, but for what is changed."""
    confirmed = change(Confirmed.begin(story_from(*draft_story(read_paste(text), ABOUT, "gates"))))
    for sentence in confirmed.to_read:
        confirmed = confirmed.settle(sentence)
    return confirmed


def asked(confirmed, use):
    return [one.question for one in generate(confirmed) if one.use == use]


def accepted(question):
    return [one["text"] for one in question["options"] if one["accepted"]]


def item_of(question, confirmed, words):
    """Find the item of a sorting that shows a sentence with these words, or has them itself."""
    for item in question["items"]:
        shown = item["text"]
        text = shown if isinstance(shown, str) else confirmed.story.sentence(shown["sentence"]).text
        if words in plain(text):
            return item
    raise AssertionError(words)


# -- a hedge


def test_the_reason_of_a_scope_names_its_hedge():
    questions = [one for story_id in story_ids() for one in asked(confirmed_of(story_id), "hedge_scope")]
    assert questions
    for question in questions:
        hedge = re.search("“[^”]*”", question["prompt"])[0]
        assert all(hedge in option["reason"] for option in question["options"] if not option["id"].startswith("second"))


@pytest.mark.parametrize(
    ("sentence", "is_asked"),
    [
        ("In 2022 the customs office reportedly held back ships from Estra for weeks.", False),
        ("Otto Falk, a lecturer in law, said both accounts could be partly true.", False),
        ("Otto Falk, who saw the port, said both accounts could be partly true in the end.", True),
    ],
)
def test_words_of_the_hedges_own_clause_are_no_wrong_option(sentence, is_asked):
    """Who did it and when is as unsure as the rest: what is offered is another clause, else it is not asked."""
    made = asked(read(f"Gates shut\n\n{sentence} {FILL}"), "hedge_scope")
    assert bool(made) is is_asked
    for option in (option for question in made for option in question["options"]):
        assert option["accepted"] or not any(own in option["text"] for own in ("In 2022", "both accounts"))


# -- a headline


HEADLINES = (
    "Vesk seizes Lorrian trawler in strait — coast guard",
    "Coast guard: Vesk seizes Lorrian trawler in strait",
)
SEIZED = "A Lorrian trawler was seized on Tuesday in order to stop it, the Vesk Coast Guard said. Two were hurt."


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_headline_with_a_speaker_behind_a_dash_or_before_a_colon_names_one(headline):
    def nobody_marked_it(confirmed):
        for one in confirmed.entries("headline")["attributions"]:
            confirmed = confirmed.delete("headline", "attributions", one["id"])
        return confirmed

    for confirmed in (read(f"{headline}\n\n{SEIZED} {FILL}"), read(f"{headline}\n\n{SEIZED} {FILL}", nobody_marked_it)):
        assert Material(confirmed).headline_speaker.casefold() == "coast guard"
        (question,) = asked(confirmed, "headline_lead")
        assert "who it is that says this" not in accepted(question)
        assert accepted(question) == ["who the speaker is in full", "what it was done for"]


def test_the_first_sentence_tells_what_matters_before_a_weekday():
    (question,) = asked(read(f"Trawler seized\n\n{SEIZED} {FILL}"), "headline_lead")
    assert accepted(question) == ["who it is that says this", "what it was done for"]
    assert not asked(read(f"Trawler seized\n\nA trawler was seized on Tuesday. {FILL}"), "headline_lead")


# -- who speaks


def test_a_claim_in_two_pieces_is_quoted_as_one():
    confirmed = read(f"Crane found\n\nThe crane, Otto Falk stressed, had been found on Monday. {FILL}")
    (question,) = asked(confirmed, "who_says")
    assert "“The crane … had been found on Monday”" in question["reasons"]["content"]
    (ring,) = asked(confirmed, "whom_to_ring")
    assert "“The crane … had been found on Monday”" in ring["prompt"]


def test_a_quotation_in_a_reason_has_one_pair_of_marks_and_no_comma():
    span = {"sentence": "p1-s1", "words": "“The likeness leaves no doubt,”"}
    assert words_of(span) == all_words_of([span]) == "“The likeness leaves no doubt”"
    assert words_of({**span, "words": "a “spy” or “thief”"}) == "“a ‘spy’ or ‘thief’”"


TWO_MINISTRIES = (
    "Trawler seized\n\nThe Ministry of Trade in Vesk called the boat a “spy ship”. "
    "The ministry said that the crew had been acting on orders.\n\n"
    "The Ministry for Security in Lorr said that the boat had been fishing. "
    f"The ministry added that the seizure was planned in order to frighten the fishers. {FILL}"
)


def test_words_that_could_mean_several_speakers_are_told_and_asked():
    confirmed = read(TWO_MINISTRIES)
    reasons = [one["reasons"]["source"] for one in asked(confirmed, "who_says")]
    assert any("“The ministry” alone does not tell who it is" in one and "in Lorr" in one for one in reasons)
    first, second = asked(confirmed, "who_is_meant")
    assert accepted(first) == ["The Ministry of Trade in Vesk"]
    assert accepted(second) == ["The Ministry for Security in Lorr"]
    one_only = TWO_MINISTRIES.replace("Ministry for Security in Lorr", "port of Lorr")
    one_only = one_only.replace("The ministry added", "The port added")
    assert not asked(read(one_only), "who_is_meant")


def test_who_is_told_something_is_a_usual_wrong_answer():
    (question,) = asked(read(f"Nets found\n\nMira Tolan told reporters that nets had been found. {FILL}"), "who_says")
    (wrong,) = question["misreadings"]
    assert wrong["words"] == "reporters" and "listens" in wrong["reason"]


def test_a_verb_takes_no_side_and_a_label_is_another_matter():
    entry = {
        "speaker": "vesk",
        "source": {"sentence": "p1-s1", "words": "Vesk"},
        "cue": {"sentence": "p1-s1", "words": "called"},
        "content": [{"sentence": "p1-s1", "words": "the boat a “spy ship”"}],
        "stance": "neutral",
        "quotation": "mixed",
    }
    called = reason_of("attributions", entry, {"vesk": "Vesk"})
    assert "takes no side. The words themselves may" in called
    said = reason_of("attributions", {**entry, "cue": {"sentence": "p1-s1", "words": "said"}}, {"vesk": "Vesk"})
    assert "The words themselves" not in said


# -- sentences without a speaker


def bare(degree, second=()):
    def change(confirmed):
        words = {"sentence": "p1-s2", "words": "Nobody was hurt"}
        entry = {"words": words, "degree": degree, "second_readings": list(second)}
        return confirmed.change("p1-s2", "without_speaker", entry)

    text = f"Shots fired\n\nOtto Falk said that shots had been fired. Nobody was hurt. {FILL}"
    return read(text, change)


@pytest.mark.parametrize(("degree", "group"), [("seen by the reporter", "open"), ("no speaker", "none")])
def test_what_a_person_chose_decides_who_stands_behind_a_sentence(degree, group):
    confirmed = bare(degree)
    item = item_of(asked(confirmed, "no_speaker")[0], confirmed, "Nobody was hurt")
    assert item["accepted"] == [group]
    assert not [reason for reason in item["reasons"].values() if "Right" in reason or "perhaps" in reason]


def test_what_careful_readers_differ_on_is_in_no_sorting_and_is_asked_openly():
    confirmed = bare("no speaker", [DIFFER])
    with pytest.raises(AssertionError):
        item_of(asked(confirmed, "no_speaker")[0], confirmed, "Nobody was hurt")
    (question,) = asked(confirmed, "compare")
    assert question["passage"]["sentences"] == ["p1-s2"] and "“Nobody was hurt”" in question["look_for"][0]
    assert not asked(bare("no speaker"), "compare")


# -- whose word, whose deed, whose purpose


def test_labels_and_words_in_marks_are_asked_before_careful_ones():
    def label(confirmed):
        entry = {
            "words": {"sentence": "p1-s1", "words": "regime"},
            "does": "evaluates",
            "says": "That it is no government.",
        }
        return confirmed.change("p1-s1", "presuppositions", entry)

    text = (
        "Boat seized\n\nThe port of Vesk called the boat a “spy ship” of the regime. Lorr said that it had been "
        "“kidnapped by armed pirates”. It may have been clearly lost. It could be far away. The so-called “border” "
        f"reportedly moved. {FILL}"
    )
    (question,) = asked(read(text, label), "whose_word")
    voices = {item["text"]: item["accepted"] for item in question["items"]}
    assert voices["“regime”"] == ["paraphrase"]
    assert voices["“spy ship”"] == voices["“kidnapped by armed pirates”"] == ["quotation"]
    assert voices["“reportedly”"] == ["agency"]
    assert not {"“may”", "“could”"} & voices.keys()


def test_who_tells_of_a_deed_is_an_option_for_who_did_it_wherever_they_stand():
    (question,) = asked(read(f"Boat seized\n\n{SEIZED} Otto Falk said that he was sad. {FILL}"), "who_acts")
    assert "“the Vesk Coast Guard”" in [one["text"] for one in question["options"]]


def test_every_purpose_is_asked_also_behind_another_word_with_to():
    said = "Otto Falk said that Lorr was trying to weaken the port in order to win. Ilda Moor said that it was not so."
    text = f"Plans\n\n{said} {FILL}"
    (question,) = asked(read(text), "purpose")
    assert "“in order to win”" in question["prompt"]


# -- the two sides

DISPUTE = (
    "Boat of {a} seized\n\n"
    "The coast guard of {b} said on Monday that the boat had been sent in order to map cables. "
    "It stressed that the nets hid a radio.\n\n"
    "{a} rejected the accusation. The ministry of {a} said that the boat had been fishing in order to feed a town. "
    "“The boat was stolen at night,” the ministry of {a} added. {a} claimed that the radio was a toy.\n\n"
    "“Every boat has a radio,” Ilda Moor, an engineer, said. She noted, however, that she had not seen this one. "
)


@pytest.mark.parametrize(("a", "b"), [("Lorr", "Vesk"), ("Vesk", "Lorr")])
def test_both_sides_are_heard_alike_whoever_is_who(a, b):
    confirmed = read(f"{DISPUTE.format(a=a, b=b)}\n{FILL}")
    material = Material(confirmed)
    claim, against = material.dispute
    assert b in material.names[claim["speaker"]] and material.names[against["speaker"]] == a
    made = list(generate(confirmed))
    chosen = usual(made, material)
    count = Counter(side_of(one, material) for one in made if one.question["id"] in chosen)
    assert len(chosen) == DEFAULT and abs(count[0] - count[1]) <= 1 and count[0]
    (model,) = (one["model_answer"] for one in asked(confirmed, "retell"))
    assert model.endswith(f"But {a} rejected the accusation.")


def test_who_denies_one_thing_denies_not_what_was_said_of_another():
    text = f"Strike\n\nThe union said that the strike would last. The ferry line denied that it was in debt. {FILL}"
    assert Material(read(text)).dispute is None


def test_what_nobody_can_miss_comes_last():
    confirmed = read(f"{DISPUTE.format(a='Lorr', b='Vesk')}\n{FILL}")
    made = list(generate(confirmed))
    chosen = usual(made, Material(confirmed))
    assert not {"guess_first", "booster_out", "names_by_voice"} & {
        one.use for one in made if one.question["id"] in chosen
    }
    sentences = [
        one.question["passage"]["sentences"] for one in made if one.question["id"] in chosen and one.use == "who_says"
    ]
    assert len(sentences) == 2 and sentences[0] != sentences[1]


# -- what three teachers stumbled over


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The port denied that crews were tired.", "says that it is not so"),
        ("The port warned against haste.", "speaks against something"),
        ("Neighbours fear that the street will die.", "feared, hoped or expected"),
        ("The port promised to publish the figures.", "what somebody will do"),
    ],
)
def test_what_is_denied_feared_or_promised_is_not_called_a_claim(sentence, told):
    words = sentence.rstrip(".")
    speaker, cue, content = re.match(r"(.*?) (denied|warned against|fear|promised) (?:that )?(.*)", words).groups()
    span = {"sentence": "p1-s1"}
    entry = {
        "speaker": "x",
        "source": {**span, "words": speaker},
        "cue": {**span, "words": cue},
        "content": [{**span, "words": content}],
        "stance": "neutral",
        "quotation": "indirect",
    }
    reason = reason_of("attributions", entry, {"x": speaker})
    assert told in reason and "tells that it was said" not in reason
    assert bool(asked(read(f"Quarrel\n\n{sentence} Otto Falk said so. {FILL}"), "who_says")) is ("promised" in sentence)


def test_the_shortest_words_that_name_a_speaker_are_the_key_and_the_longer_ones_are_accepted():
    text = f"Ferries\n\nIts managing director, Douglas Reed, said that no crew had been tired. {FILL}"
    (said,) = read(text).reading()["attributions"]
    assert said["source"]["words"] == "Douglas Reed"
    assert [one["source"]["words"] for one in said["second_readings"]] == ["Its managing director, Douglas Reed"]
    assert not asked(read(text), "compare")


@pytest.mark.parametrize("source", ["Experts", "A spokeswoman", "Some residents"])
def test_who_has_no_name_is_not_said_to_be_named(source):
    made = asked(read(f"Wolves\n\n{source} said that wolves seldom bite. {FILL}"), "who_says")
    assert all("gives no name" in one["reasons"]["source"] for one in made)


def test_the_headline_is_held_against_careful_first_sentences():
    text = f"Wolves close in\n\nA grey animal may be a wolf, Arne Solberg said. {FILL}"
    (question,) = asked(read(text), "headline_louder")
    assert "“may”" in question["look_for"][0] and "“Arne Solberg”" in question["look_for"][1]
    assert not asked(read(f"Wolf may be near\n\nA wolf was here. {FILL}"), "headline_louder")


def test_whom_one_could_ring_has_a_telephone_and_is_of_no_side():
    confirmed = read(f"{DISPUTE.format(a='Lorr', b='Vesk')} The yearly report says that boats are old. {FILL}")
    (question,) = asked(confirmed, "whom_to_ring")
    (others,) = (one for one in question["look_for"] if one.startswith("Who else"))
    assert "Ilda Moor" in others and not any(word in others for word in ("report", "Lorr", "Vesk"))


def test_a_sentence_that_points_back_stands_beside_the_one_before_it():
    confirmed = read(f"Salt\n\nPer Lund said that no parents had come. He insisted that he knew none of them. {FILL}")
    (both,) = asked(confirmed, "who_says")
    assert both["passage"]["sentences"] == ["p1-s1", "p1-s2"] and "Mark the last sentence" in both["prompt"]
    named = read(f"Salt\n\nNobody came. Otto Falk insisted that the salt was gone. {FILL}")
    (alone,) = asked(named, "who_says")
    assert len(alone["passage"]["sentences"]) == 1 and "Mark the last" not in alone["prompt"]
