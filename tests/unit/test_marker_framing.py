"""Scare quotes, names and loaded words: examples, look-alikes, any text, and no slow text."""

import pytest
from counting import calls_of
from hypothesis import given
from hypothesis import strategies as st

from helpers.content import load
from helpers.marker import annotate
from helpers.marker.framing import find_actor_names, find_loaded_words, find_scare_quotes
from helpers.marker.lexicon import Rule
from helpers.marker.quotations import Quotation, find_quotations
from helpers.marker.words import paragraphs_of
from helpers.story import load_reading, load_story

RULES = [Rule(**entry) for entry in load("marker/rules/framing.json")["rules"]]
ACTORS = load("marker/lexicons/actors.json")
LOADED = load("marker/lexicons/loaded_words.json")
NAMES = [name for group in ACTORS["groups"] for name in group["words"]]


def scare_quotes(text, spoken=()):
    return [mark for part in paragraphs_of(text) for mark in find_scare_quotes(part, find_quotations(part), spoken)]


def names(text):
    return [mark for part in paragraphs_of(text) for one in part.sentences for mark in find_actor_names(one)]


def loaded(text):
    return [mark for part in paragraphs_of(text) for one in part.sentences for mark in find_loaded_words(one)]


FINDERS = {"scare quote": scare_quotes, "name": names, "loaded-word candidate": loaded}


def words_of(text, marks):
    return [text[mark.start : mark.end] for mark in marks]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_example_and_not_on_its_look_alike(rule):
    finder = FINDERS[rule.kind]
    assert rule.id in {mark.rule for mark in finder(rule.example)}
    assert rule.id not in {mark.rule for mark in finder(rule.counter_example)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_can_be_told_to_a_learner(rule):
    assert rule.mode in ("speech", "wide", "guess")
    assert rule.confidence_from in ("measured", "estimate")
    assert 0 < rule.confidence < 1
    assert "{words}" in rule.says
    assert all((rule.idea, rule.source))


def test_loaded_words_are_asked_about_and_never_judged():
    for rule in RULES:
        if rule.kind == "loaded-word candidate":
            assert rule.says.count("?") or "Say" in rule.says
            assert rule.mode == "wide"


def test_rules_and_word_lists_belong_together():
    listed = {group["rule"] for group in LOADED["groups"]}
    assert listed == {rule.id for rule in RULES if rule.kind == "loaded-word candidate"}
    kinds = {group["kind"] for group in ACTORS["groups"]}
    assert kinds == {"state", "capital", "group", "people", "body", "the-adjective"}


def test_no_word_is_listed_twice():
    lists = [NAMES, [word for group in LOADED["groups"] for word in group["words"]], *LOADED["helpers"].values()]
    for words in lists:
        assert [word for word in words if words.count(word) > 1] == []
        assert all(word == word.strip() and "  " not in word and "’" not in word for word in words)


# Scare quotes


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("The new “park” is a bench.", "“park”", "scare-quote-short"),
        ("The new 'leisure area' is a bench.", "'leisure area'", "scare-quote-short"),
        ("These “green” cars burn coal.", "“green”", "scare-quote-short"),
        ("The “green” Ruritania car is old.", "“green”", "scare-quote-short"),
        ("The “park” answers a need.", "“park”", "scare-quote-short"),
        ("It is late. The new ‘park’ is a bench", "‘park’", "scare-quote-short"),
        ("“We saw the ‘park,’” Ann said.", "‘park,’", "scare-quote-inside-speech"),
        ("Ann calls it a “park”, and believes in it.", "“park”", "scare-quote-or-partial-quote"),
        ("According to Ann, a “park” is near.", "“park”", "scare-quote-or-partial-quote"),
        ("Council opens ‘park’ beside road", "‘park’", "scare-quote-or-headline-quote"),
    ],
)
def test_scare_quotes_are_found(text, words, rule):
    assert [(text[mark.start : mark.end], mark.rule) for mark in scare_quotes(text)] == [(words, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "“Never,” said Ann.",
        "“No way”, she told reporters.",
        "Ann said: “never again”.",
        "Ann told us “never again” and left.",
        "“Far too late.”",
        "They saw “Gone With the Wind” twice.",
        "They wore “NO” on the shirt.",
        "They sang the song “no more rain” twice.",
        "The word “park” is short.",
        "A pool known as “the tub” is closed.",
        "William “the hammer” Smith won.",
        "A park (“green place”) is near.",
        "The “third lake” (a pond) is dry.",
        "To “route out” in their talk refers to leaving.",
        "The sign “we are five” is new.",
        "The club has an open “park without an end",
        "The club is “a place where five words are”.",
        "They built “up. Down” there.",
        "The “中文” is old.",
        "A gap of “42” is left.",
        "“Help!” was heard.",
        "The cry of “really?” was heard.",
        "The “yes” was heard.",
    ],
)
def test_other_quotation_marks_are_left_alone(text):
    assert words_of(text, scare_quotes(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He wanted to buy a “castle” near the lake.", "“castle”"),
        ("The row began when an “expert” measured the roof and praised the mayor.", "“expert”"),
        ("The pair praised a bad “trip” to the coast.", "“trip”"),
        ("Most fans like her new “palace” by the road.", "“palace”"),
        ("Ruritania supports these ‘volunteers’ with money.", "‘volunteers’"),
        ("Neighbours blamed the ‘garden’ behind the bank.", "‘garden’"),
        ("The town blamed its ‘museum’, a shed with two pots.", "‘museum’"),
        ('Parents criticised the "menu" of cold rice.', '"menu"'),
        ('It moves about like a "herd".', '"herd"'),
        ("The firm praised your “free gift” in a letter.", "“free gift”"),
        ("Ann talked about the so-called “burden” on the town.", "“burden”"),
    ],
)
def test_marks_at_the_name_of_a_thing_keep_a_distance_where_nobody_says_the_words(text, words):
    assert [
        (text[m["start"] : m["end"]], m["rule"]) for m in annotate(text, "speech") if m["kind"] == "scare quote"
    ] == [(words, "scare-quote-noun")]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said he would stop the “madness” at once.",
        "He would stop the “madness” at once, the minister said.",
        "The mayor rejected it as a “trick”.",
        "Police believe the plan was a “trick”.",
        "According to Ann, a “palace” is being built.",
        "The council said it was ‘disappointed’.",
        "She insisted the car had been “clearly marked”.",
        "Modern life blamed for ‘worrying’ health",
    ],
)
def test_words_that_somebody_may_have_said_are_no_scare_quotes_but_on_request(text):
    assert not [mark for mark in annotate(text, "wide") if mark["kind"] == "scare quote"]
    assert [mark for mark in annotate(text, "guesses") if mark["kind"] == "scare quote"]


def test_quoted_words_within_what_somebody_says_may_be_a_partial_quotation():
    text = "The new “park” is a bench."
    assert [mark.rule for mark in scare_quotes(text, [(0, len(text))])] == ["scare-quote-or-partial-quote"]
    assert [mark.rule for mark in scare_quotes(text, [(0, len(text)), (1, 3)])] == ["scare-quote-or-partial-quote"]
    assert [mark.rule for mark in scare_quotes(text, [(len(text), len(text) + 9)])] == ["scare-quote-short"]


def test_the_scare_quotes_of_the_story_are_the_ones_that_we_read():
    story, reading = load_story("tass-2017-11-14"), load_reading("tass-2017-11-14")
    expected = [(entry["words"]["sentence"], entry["words"]["words"]) for entry in reading["scare_quotes"]]
    found = []
    for part in story.paragraphs:
        text = "\n".join(one.text for one in part.sentences)
        for words in words_of(text, scare_quotes(text)):
            found += [(one.id, words) for one in part.sentences if words in one.text]
    assert sorted(found) == sorted(expected)


# Names


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Washington denied it.", "Washington", "united-states"),
        ("The US’s plan is old.", "US", "united-states"),
        ("It is the Kremlin’s plan.", "Kremlin", "russia"),
        ("The Islamic Republic denied it.", "Islamic Republic", "iran"),
        ("They fear Daesh.", "Daesh", "islamic-state"),
        ("They fear IS.", "IS", "islamic-state"),
        ("They fear the so-called Islamic State.", "so-called Islamic State", "islamic-state"),
        ("They met Hamas fighters.", "Hamas fighters", "hamas"),
        ("They met fighters of the Taliban.", "fighters of the Taliban", "taliban"),
        ("They banned the terrorist group Hezbollah.", "terrorist group Hezbollah", "hezbollah"),
        ("The regime denied it.", "regime", "government"),
        ("The rebels left.", "rebels", "armed-people"),
        ("The freedom fighters left.", "freedom fighters", "armed-people"),
        ("Asylum seekers came.", "Asylum seekers", "people-on-the-move"),
        ("Illegal immigrants came.", "Illegal immigrants", "people-on-the-move"),
        ("Rioters came.", "Rioters", "people-in-the-street"),
        ("He helps the homeless.", "homeless", "people-without-homes"),
        ("The U.S. troops left.", "U.S. troops", "united-states"),
        ("MOSCOW DENIES EVERYTHING", "MOSCOW", "russia"),
        ("Moscow Warns Neighbours Again", "Moscow", "russia"),
    ],
)
def test_names_are_found_with_their_actor(text, words, actor):
    assert [(text[mark.start : mark.end], mark.note) for mark in names(text)] == [(words, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "He told us that it is late.",
        "THIS IS ALL ABOUT US AND THEM",
        "He lives in Moscow.",
        "He flew to the United States.",
        "MOSCOW, May 16.",
        "He reads the Moscow Times.",
        "George Washington was tall.",
        "He paid US$ 200.",
        "The disabled bus stood there.",
        "Nobody there reads the Moscow Times",
        "They swam in the South China Sea.",
    ],
)
def test_places_other_names_and_common_words_are_no_actors(text):
    assert words_of(text, names(text)) == []


def test_two_names_side_by_side_stay_two():
    assert len(names("The Taliban Hamas meeting was short.")) == 2
    text = "The regime, rebels and Hamas, fighters and soldiers met."
    assert words_of(text, names(text)) == ["regime", "rebels", "Hamas", "fighters", "soldiers"]


# Loaded words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The puppet regime fell.", ["puppet", "regime"]),
        ("A surgical strike was made.", ["surgical strike"]),
        ("Waves of migrants came.", ["Waves of migrants"]),
        ("TERROR AT SEA", ["TERROR"]),
        ("The People’s Liberation Army marched.", []),
        ("They fear Terror alone.", ["Terror"]),
        ("The bus was late.", []),
    ],
)
def test_loaded_words_are_offered(text, words):
    assert words_of(text, loaded(text)) == words


# Any text

LISTED = [word for group in LOADED["groups"] for word in group["words"]]
pieces = [*NAMES, *LISTED, "“", "”", "'", '"', "said", ",", "."]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(pieces)).map(" ".join), st.text("“”‘’'\" .,aIS\n"))
ranges = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)).map(lambda pair: (min(pair), max(pair))))


@given(texts, ranges)
def test_scare_quotes_are_quotations_of_the_text(text, spoken):
    for part in paragraphs_of(text):
        quotations = find_quotations(part)
        marks = find_scare_quotes(part, quotations, spoken)
        assert marks == find_scare_quotes(part, quotations, list(reversed(spoken)))
        assert marks == sorted(marks, key=lambda mark: mark.start)
        assert {(mark.start, mark.end) for mark in marks} <= {(one.start, one.end) for one in quotations if one.closed}


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_quotations_from_elsewhere_do_no_harm(text, first, second, closed):
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    for part in paragraphs_of(text):
        find_scare_quotes(part, [Quotation(start, end, start, end, 0, closed)], [])


@given(texts)
def test_names_and_loaded_words_lie_in_their_sentence_and_come_in_order(text):
    for part in paragraphs_of(text):
        for sentence in part.sentences:
            for finder in (find_actor_names, find_loaded_words):
                marks = finder(sentence)
                assert marks == finder(sentence)
                ends = [sentence.start, *(place for mark in marks for place in (mark.start, mark.end)), sentence.end]
                assert ends == sorted(ends)
                assert all(text[mark.start : mark.end].strip() for mark in marks)


@pytest.mark.parametrize("name", NAMES)
def test_every_listed_name_is_found_where_it_acts(name):
    text = f"Today the {name} have denied it."
    assert name in words_of(text, names(text))


@pytest.mark.sampled(2, "the marker's work over every repetition that could grow")
@pytest.mark.parametrize(
    "unit",
    [
        "“a” ",
        '"so" said, ',
        "'a ",
        "“a ‘b’ ” ",
        "“",
        "the US ",
        "IS ",
        "fighters of the Hamas ",
        "terror ",
        "wave of ",
        "'s ",
        "İ “x” ",
    ],
)
def test_the_work_for_long_repetitions_grows_in_proportion(unit):
    def work(count):
        text = unit * count
        parts = [(part, find_quotations(part)) for part in paragraphs_of(text)]

        def act():
            for part, quotations in parts:
                find_scare_quotes(part, quotations, [(one.start, one.end) for one in quotations])
                find_scare_quotes(part, quotations, [])
                for sentence in part.sentences:
                    find_actor_names(sentence)
                    find_loaded_words(sentence)

        return calls_of(act)

    work(10)  # the lists are read once
    assert work(3_000) < 12 * work(300) + 2_000
