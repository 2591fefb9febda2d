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


@pytest.mark.parametrize("first", ["claimed that the board was", "called the board", "described the board as"])
@pytest.mark.parametrize("second", ["said", "warned that", "added that"])
def test_a_second_verb_after_quoted_words_has_the_same_speaker(first, second):
    found = told(f"Dunne {first} “running an experiment on children” and {second} Okafor would leave.")
    cues = {(source, cue): content for source, cue, content in found}
    assert cues["Dunne", second.split()[0]] == "Okafor would leave"
    assert cues["Dunne", first.split()[0]].endswith("“running an experiment on children”")


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
        ("He said both accounts could be true.", ("He", "said", "both accounts could be true")),
        (
            "Boats that fish often carry sonar, he noted, although he had seen none.",
            ("he", "noted", "Boats that fish often carry sonar"),
        ),
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


LIGHT_VERBS = [
    ("Residents voiced their anger over the plan.", "Residents", "voiced their anger", "over the plan"),
    ("The union has expressed concern about the rota.", "The union", "has expressed concern", "about the rota"),
    ("Some officials express doubts about the count.", "Some officials", "express doubts", "about the count"),
    ("She expressed hope that the pool would open.", "She", "expressed hope", "the pool would open"),
    ("Ms. Reed voiced support for the strike.", "Ms. Reed", "voiced support", "for the strike"),
    ("Parents aired their frustration at the delay.", "Parents", "aired their frustration", "at the delay"),
    ("The envoy expressed deep regret for the raid.", "The envoy", "expressed deep regret", "for the raid"),
    ("Two groups have raised concerns about noise.", "Two groups", "have raised concerns", "about noise"),
    ("He raised no objections to the sale.", "He", "raised no objections", "to the sale"),
    ("Lowell expressed confidence in the pilots.", "Lowell", "expressed confidence", "in the pilots"),
    ("The club voiced its opposition to the tower.", "The club", "voiced its opposition", "to the tower"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), LIGHT_VERBS)
def test_a_light_verb_with_a_noun_of_stance(text, source, cue, content):
    assert told(text) == [(source, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The fire raised fears about the roof.",
        "The tests have raised concerns about the roof.",
        "The station aired a film about the sea.",
        "The voice concerns the whole choir.",
        "Concerns raised about the rota led to a strike.",
        "They raised hopes and money in the spring.",
        "The express stops at Norvale.",
        "Fears were voiced about the count.",
    ],
)
def test_what_only_looks_like_a_light_verb_with_a_noun_of_stance(text):
    assert told(text) == []


SIGNED = ["“He spreads hate.”", "“We will win!”", "“Who would have thought so?”", "“The bridge is safe. We use it.”"]


@pytest.mark.parametrize("words", SIGNED)
@pytest.mark.parametrize("name", ["Ann Reed", "Sir Tom of Wenlow", "Mayor Lee Park", "Ann Reed, a teacher"])
@pytest.mark.parametrize("dash", ["—", "–", "--"])
def test_a_signed_quotation(words, name, dash):
    assert told(f"{words} {dash} {name}") == [(name, dash, words)]


@pytest.mark.parametrize(
    "text",
    [
        "“The Long Road Home” — Ann Reed",  # a book
        "“He left.” — Monday",
        "“He left.” — a long day ends",
        "He was warned about the dog. — Ann Reed",
        "“He left.” — The mayor has two dogs.",
    ],
)
def test_what_only_looks_like_a_signed_quotation(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("subject", "verb", "rest"),
    [
        ("Strong growth", "expected", "to continue"),
        ("Prices", "expected", "to fall this year"),
        ("New bridge", "expected", "to open in May"),
        ("Two ferries", "believed", "to be lost"),
        ("Old mill", "thought", "to be unsafe"),
        ("Rare owl", "said", "to be near Wenlow"),
        ("Stolen painting", "reported", "to be in Norvale"),
        ("Young ferry captain", "assumed", "to have left"),
        ("Storm", "predicted", "to reach coast"),
        ("Town's debts", "estimated", "to have doubled"),
    ],
)
def test_a_headline_leaves_out_is(subject, verb, rest):
    assert told(f"{subject} {verb} {rest}") == [("", verb, f"{subject} … {rest}")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The board expected to win.", "The board"),  # a sentence, no headline
        ("They expected to win", "They"),
        ("Her rivals expected to win", "Her rivals"),
        ("Town expects to win", "Town"),
        ("Mayor promised to help", "Mayor"),
    ],
)
def test_who_expects_something_is_a_source(text, source):
    assert [found for found, _, _ in told(text)] == [source]


@pytest.mark.parametrize("verb", ["plans", "wishes", "hopes", "promises", "vows", "needs"])
@pytest.mark.parametrize("name", ["Reed", "Mohamed", "Ann Lee"])
def test_a_name_with_a_verb_that_looks_like_a_noun_begins_a_clause(name, verb):
    claim = f"{name} {verb} to leave"
    assert ("the firm", "said", claim) in [
        (who.lower(), cue, what) for who, cue, what in told(f"The firm said {claim}.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They know because he was there.",
        "She pleaded with him to send a doctor who was able.",
        "All we know in Norvale has changed.",
        "The most well known effects of it are visible.",
        "The best known walls of the town were saved.",
        "She had known the man, and came back when it rained.",
        "With laws that keep them from claiming the land, they left.",
        "Categories: August 2008, Norland, Published, Archived, Town and country",
    ],
)
def test_a_verb_of_thought_without_a_clause_is_no_attribution(text):
    assert told(text, mode="speech") == []


# ---- What agencies write every day --------------------------------------------------------------------------------


ADDING = "The city will appeal, the mayor {}, adding that the ruling is wrong."


@pytest.mark.parametrize(
    "said",
    [
        *("said on Monday", "said in a letter", "told reporters on Monday", "wrote in a post", "said at the fair"),
        *("said in an interview", "said during the meeting", "told the council", "said after the vote"),
        "said by phone",
    ],
)
def test_a_claim_before_its_speaker_is_not_hidden_by_when_and_where_it_was_said(said):
    attributions = told(ADDING.format(said))
    assert ("the mayor", said.split()[0], "The city will appeal") in attributions
    assert ("the mayor", "adding", "the ruling is wrong") in attributions


ABOUT = [
    ("Reporters asked her about the missing files.", "Reporters", "asked", "about the missing files"),
    ("The panel questioned Mr. Hale about the loan.", "The panel", "questioned", "about the loan"),
    ("Lawmakers grilled the chairman about the delay.", "Lawmakers", "grilled", "about the delay"),
    ("She pressed him about his vote.", "She", "pressed", "about his vote"),
    ("The judge asked both sides about the map.", "The judge", "asked", "about the map"),
    ("A doctor warned them about the dust.", "A doctor", "warned", "about the dust"),
    ("She consulted a lawyer about the will.", "She", "consulted", "about the will"),
    ("Officers questioned the driver about the crash.", "Officers", "questioned", "about the crash"),
    ("The pupils quizzed the author about her next book.", "The pupils", "quizzed", "about her next book"),
    ("Aides briefed the senator about the plan.", "Aides", "briefed", "about the plan"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), ABOUT)
def test_what_somebody_is_asked_about(text, source, cue, content):
    assert told(text) == [(source, cue, content)]


STATES = [
    *("adamant that the road is closed", "critical of the plan", "supportive of the bill", "wary of the deal"),
    *("dismissive of the idea", "alarmed by the report", "thankful for the help", "opposed to the merger"),
    *("nervous about the vote", "insistent that the town must pay"),
]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", ["is", "has been"])
def test_a_state_of_mind_is_a_stand(state, verb):
    mind, rest = state.split(" ", 1)
    assert told(f"Ms. Reed {verb} {state}.") == [("Ms. Reed", f"{verb} {mind}", rest.removeprefix("that "))]


DRAWN = [
    ("The plan drew praise from doctors.", "doctors", "drew praise from", "The plan"),
    ("The move drew criticism from the union.", "the union", "drew criticism from", "The move"),
    ("The film has drawn praise from critics.", "critics", "has drawn praise from", "The film"),
    ("His remarks drew sharp criticism from teachers.", "teachers", "drew sharp criticism from", "His remarks"),
    ("The bill won support from farmers.", "farmers", "won support from", "The bill"),
    ("The ruling drew outrage from neighbours.", "neighbours", "drew outrage from", "The ruling"),
    ("The idea met resistance.", None, None, None),
    ("The team earned praise from the coach.", "the coach", "earned praise from", "The team"),
    ("Her book won admiration from scientists.", "scientists", "won admiration from", "Her book"),
    ("The offer received support from the mayor.", "the mayor", "received support from", "The offer"),
    ("The law drew opposition from hospitals.", "hospitals", "drew opposition from", "The law"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), DRAWN)
def test_who_praises_may_stand_after_from(text, source, cue, content):
    assert told(text) == ([(source, cue.removesuffix(" from"), content)] if source else [])


@pytest.mark.parametrize("view", ["words", "view", "opinion", "eyes", "judgment"])
@pytest.mark.parametrize("who", ["one guard", "the court"])
def test_in_the_words_of_somebody(view, who):
    cue = f"in the {view} of"
    assert told(f"In the {view} of {who}, the road is closed.") == [(who, cue.capitalize(), THE_ROAD)]
    assert told(f"The men were, {cue} {who}, “like ghosts”.")[0] == (who, cue, "The men were … “like ghosts”")


SPLIT = [
    *(
        "The plan",
        "The whole idea",
        "His party",
        "Norland",
        "Old laws",
        "This town",
        "The state's budget",
        "Our school",
    ),
    *("A bridge of wood", "The new rule"),
]


@pytest.mark.parametrize("subject", SPLIT)
def test_a_subject_before_the_speaker_belongs_to_the_quotation_after_it(subject):
    quoted = "“has no teeth” and should go"
    assert told(f"{subject}, she argued, {quoted}.")[0] == ("she", "argued", f"{subject} … {quoted}")


REDUCED = [
    *("A poll released Monday by the college", "A study published in March", "The report issued by the council"),
    *("A survey carried out last year", "The letter sent to parents", "A film made in Norland"),
    *("The guide written for teachers", "A note signed by the chairman", "The plan presented on Friday"),
    "A paper published in the journal",
]


@pytest.mark.parametrize("source", REDUCED)
@pytest.mark.parametrize("rest", ["says that {}.", "said {}."])
def test_a_short_clause_after_a_source_belongs_to_it(source, rest):
    text = f"{source} {rest.format(THE_ROAD)}"
    assert (source, rest.split()[0], THE_ROAD) in told(text)


GIVEN = [
    *("gave no indication", "made the claim", "repeated his claim", "gave no hint", "issued a warning"),
    *("made the argument", "offered no evidence", "gave a guarantee", "made a promise", "repeated the allegation"),
]


@pytest.mark.parametrize("given", GIVEN)
def test_who_gives_a_claim_makes_it(given):
    assert told(f"The agency {given} that {THE_ROAD}.") == [("The agency", given, THE_ROAD)]


@pytest.mark.parametrize("mind", ["promised", "guaranteed", "reckoned"])
def test_a_promise_is_said(mind):
    assert told(f"Ms. Reed {mind} that {THE_ROAD}.", mode="speech") == [("Ms. Reed", mind, THE_ROAD)]


@pytest.mark.parametrize(
    "who",
    [
        *("people close to him", "the men behind them", "most of them", "someone near us", "those around her"),
        *("two people next to me", "the man beside him", "officers with them", "neighbours of us"),
        "friends of her",
    ],
)
def test_a_speaker_may_end_in_a_pronoun(who):
    assert (who, "said", "The road is closed") in told(f"The road is closed, {who} said.")


@pytest.mark.parametrize("hearer", ["his wife", "the mayor", "them", "Ms. Reed"])
def test_who_texts_somebody_tells_them(hearer):
    assert told(f"He texted {hearer} that {THE_ROAD}.") == [("He", "texted", THE_ROAD)]


@pytest.mark.parametrize("control", ["was quick to", "is careful to", "was swift to", "went on to", "declined to"])
def test_what_somebody_is_quick_to_say(control):
    assert ("She", f"{control} say", THE_ROAD) in told(f"She {control} say that {THE_ROAD}.")


PASSIVE = [
    ("He has been accused by two women of lying.", "two women", "has been accused", "He … of lying"),
    ("She was described by friends as quiet.", "friends", "was described", "She … as quiet"),
    ("The plan was dismissed by critics as a trick.", "critics", "was dismissed", "The plan … as a trick"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), PASSIVE)
def test_who_judges_may_stand_after_by(text, source, cue, content):
    assert told(text) == [(source, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        # a time, a thing, a place: nobody speaks
        *("The road is critical to the plan.", "The path was clear of snow.", "The town is close to the sea."),
        *(
            "The farmer drew water from the well.",
            "The team won points from Norland.",
            "He received letters from home.",
        ),
        *(
            "She drew a line from the door.",
            "The club earned money from fairs.",
            "The rope drew the boat from the bank.",
        ),
        *("In the middle of the night, the road was closed.", "In the words of the song, one is missing.")[:1],
        *("In the name of the king, the gate was shut.", "In the back of the car, the dog slept."),
        *("In the course of the day, the road was closed.", "In the heart of the town, the road was closed."),
        *("A book about the war lay there.", "They walked about the town.", "The story about the fire is long."),
        *("It was about noon.", "He ran about the yard."),
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert told(text) == []
