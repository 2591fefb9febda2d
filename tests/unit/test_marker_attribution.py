"""Who says what: the rules for attributions, and what holds for every mark of every rule."""

import pytest
from counting import calls_of
from hypothesis import given
from hypothesis import strategies as st

from helpers.marker import annotate, mark_text
from helpers.marker.attribution import find_attributions
from helpers.marker.lexicon import rules
from helpers.marker.marking import MarkerProblem, doubt_about
from helpers.marker.quotations import find_quotations
from helpers.marker.words import paragraphs_of

RULES = [rule for rule in rules().values() if rule.kind == "attribution"]
ACROSS = {"pronoun-speaker"}  # a link, not a mark
PARTS = ("source", "cue", "content")


def told(text, mode="wide"):
    """Return each attribution as (source, cue, content), with its pieces joined by dots."""
    relations = {}
    for mark in annotate(text, mode, that=False):
        if mark["kind"] in PARTS:
            parts = relations.setdefault(mark["relation_id"], {part: [] for part in PARTS})
            parts[mark["kind"]].append(text[mark["start"] : mark["end"]])
    return [tuple(" … ".join(parts[part]) for part in PARTS) for parts in relations.values()]


def fired(text):
    return {mark["rule"] for mark in annotate(text, "wide")}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_marks_its_example_and_not_its_look_alike(rule):
    assert rule.id in fired(rule.example)
    assert rule.id not in fired(rule.counter_example)


SENTENCES = {
    # the order of the parts
    "The mayor said that the bridge is safe.": [("The mayor", "said", "the bridge is safe")],
    "The mayor said on Tuesday the bridge is safe.": [("The mayor", "said", "the bridge is safe")],
    "The mayor told reporters on Monday that the bridge is safe.": [("The mayor", "told", "the bridge is safe")],
    "“The bridge is safe,” the mayor said.": [("the mayor", "said", "“The bridge is safe,”")],
    "“The bridge is safe,” said the mayor.": [("the mayor", "said", "“The bridge is safe,”")],
    "“The bridge,” the mayor said, “is safe.”": [("the mayor", "said", "“The bridge,” … “is safe.”")],
    "The bridge is safe, the mayor said on Tuesday.": [("the mayor", "said", "The bridge is safe")],
    "The bridge, the mayor said, is safe.": [("the mayor", "said", "The bridge … is safe")],
    "According to the mayor, the bridge is safe.": [("the mayor", "According to", "the bridge is safe")],
    "The bridge is safe, according to the mayor.": [("the mayor", "according to", "The bridge is safe")],
    # what may stand between a speaker and the verb
    "Ann Lee, a teacher at the school, said that it was late.": [
        ("Ann Lee, a teacher at the school", "said", "it was late")
    ],
    "Ann Lee, in a letter to parents, said that it was late.": [("Ann Lee", "said", "it was late")],
    "Ann Lee, the engineer who checked the bridge on Monday, said she had found cracks.": [
        ("Ann Lee, the engineer who checked the bridge on Monday", "said", "she had found cracks")
    ],
    "The bridge, which is old, is safe, said the mayor.": [("the mayor", "said", "The bridge, which is old, is safe")],
    "“It is safe,” she says, closing a door. She has a plan.": [("she", "says", "“It is safe,”")],
    "Officials on Tuesday said the bridge was closed.": [("Officials", "said", "the bridge was closed")],
    "The head of the agency (an engineer) has also said that it was late.": [
        ("The head of the agency", "has also said", "it was late")
    ],
    # verbs that share a speaker
    "The mayor opened the bridge, saying that it is safe.": [("The mayor", "saying", "it is safe")],
    "The mayor said the bridge is safe and added that it was cheap.": [
        ("The mayor", "said", "the bridge is safe"),
        ("The mayor", "added", "it was cheap"),
    ],
    "The mayor said the bridge is safe, but the builder said it is old.": [
        ("The mayor", "said", "the bridge is safe"),
        ("the builder", "said", "it is old"),
    ],
    # a speaker inside another's words
    "The mayor said that the builder believes that it is safe.": [
        ("The mayor", "said", "the builder believes that it is safe"),
        ("the builder", "believes", "it is safe"),
    ],
    # quotation marks of other kinds, and apostrophes that are none
    "‘We don’t know,’ she said.": [("she", "said", "‘We don’t know,’")],
    "„The bridge is safe and strong“, said the mayor.": [("the mayor", "said", "„The bridge is safe and strong“")],
    "«The bridge is safe and strong», the mayor said.": [("the mayor", "said", "«The bridge is safe and strong»")],
    "“The bridge is safe and strong,“ the mayor said.": [("the mayor", "said", "“The bridge is safe and strong,“")],
    "The workers' union said the plan's cost was high.": [("The workers' union", "said", "the plan's cost was high")],
    # nobody is named
    "It is believed that the bridge is safe.": [("", "is believed", "the bridge is safe")],
    "Officials said the bridge is safe.": [("Officials", "said", "the bridge is safe")],
    "A source close to the mayor said the bridge is safe.": [
        ("A source close to the mayor", "said", "the bridge is safe")
    ],
    # headlines and labels
    "Bridge is safe for cars — ministry": [("ministry", "—", "Bridge is safe for cars")],
    "Mayor: bridge is safe for cars": [("Mayor", ":", "bridge is safe for cars")],
    # no attribution
    "The bridge was closed on Monday.": [],
    "Their claims and reports were long.": [],
    "Colorado State University won.": [],
}


@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: text[:50])
def test_source_cue_and_content(text):
    assert sorted(told(text)) == sorted(SENTENCES[text])


def test_a_quotation_goes_on_after_its_speaker_and_ends_with_another():
    text = "“It is safe,” Ann said. “We checked it.” Bob said it was not. “Nobody did.”"
    assert told(text)[0] == ("Ann", "said", "“It is safe,” … “We checked it.”")


def test_words_inside_a_quotation_may_have_a_speaker_of_their_own():
    text = "“I think that it is safe, and my boss said it was cheap,” Ann told us."
    assert ("I", "think", "it is safe") in told(text)
    assert any(source == "my boss" for source, _, _ in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ann said: “We came early.\n\n“We left late.”",
        "Ann Lee said:\n\n“We left late.”",
        "“We came early,” said Ann. “It was cold.\n\n“We left late.”",
    ],
)
def test_a_quotation_that_goes_on_in_the_next_paragraph_is_linked_and_marked(text):
    marks = annotate(text)
    (link,) = [mark for mark in marks if mark["kind"] == "continuation"]
    assert text[link["start"] : link["end"]] == "“We left late.”"
    (name,) = {mark["relation_id"] for mark in marks if mark["kind"] == "cue"}
    assert link["relation_id"] == name
    last = [mark for mark in marks if mark["kind"] == "content"][-1]
    assert (last["start"], last["end"], last["relation_id"]) == (link["start"], link["end"], name)


def test_words_after_a_colon_at_the_end_of_a_paragraph_are_what_is_said():
    assert told("Ann Lee said:\n\nWe left late and it was cold.") == [
        ("Ann Lee", "said", "We left late and it was cold.")
    ]
    assert told("Ann Lee said:\n\n“We left late,” Bob said.")[0] == ("Ann Lee", "said", "")
    assert told("The shop sold three things:\n\nWe left late and it was cold.") == []


def test_who_speaks_in_a_quotation_that_goes_on_stands_inside_it():
    text = "Ann said: “We came early.\n\n“Bob said that it was late.”"
    inside = {mark["inside"] for mark in annotate(text) if mark["kind"] == "source" and mark["start"] > 20}
    assert inside == {"cue-then-colon@4"}
    assert [source for source, _, _ in told(text)] == ["Ann", "Bob"]
    assert [text[m["start"] : m["end"]] for m in annotate(text, nested=False) if m["kind"] == "source"] == ["Ann"]


def test_a_pronoun_is_linked_to_the_speaker_named_last():
    text = "Ann Lee said it was safe.\n\nShe said it was cheap."
    (link,) = [mark for mark in annotate(text) if mark["kind"] == "antecedent"]
    assert text[link["start"] : link["end"]] == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ann said: “It is safe.”", "direct"),
        ("Ann said it is safe.", "indirect"),
        ("Ann said it is “as safe as a big old house.”", "mixed"),
        ("“It is safe,” Ann said. “It is ‘so’ very cheap.”", "direct"),
    ],
)
def test_the_content_tells_its_kind_of_quotation(text, kind):
    assert {mark["note"] for mark in annotate(text) if mark["kind"] == "content"} == {kind}


@pytest.mark.parametrize(("verb", "stance"), [("said", "neutral"), ("claimed", "doubting"), ("admitted", "endorsing")])
def test_the_cue_tells_the_stance_of_its_verb(verb, stance):
    assert [m["note"] for m in annotate(f"Ann {verb} that it is safe.") if m["kind"] == "cue"] == [stance]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ann Lee", "named"),
        ("Reuters", "unnamed"),  # a limit: one word that ends like a plural
        ("TASS", "unnamed"),
        ("Hamdan", "named"),
        ("the mayor of Leeds", "named"),
        ("Officials", "unnamed"),
        ("A source close to the talks", "unnamed"),
        ("She", "pronoun"),
    ],
)
def test_the_source_tells_whether_it_is_named(source, kind):
    assert {mark["note"] for mark in annotate(f"{source} said it was late.") if mark["kind"] == "source"} == {kind}


def test_speech_mode_keeps_fewer_marks_and_only_those_of_wide_mode():
    text = "Ann wants to leave. Bob criticised the plan and said that it may be very late."
    wide = [tuple(mark.values()) for mark in annotate(text, "wide")]
    speech = [tuple(mark.values()) for mark in annotate(text, "speech")]
    assert speech and set(speech) < set(wide)


# ---- What holds for every text -----------------------------------------------------------------------------------

NEWS = st.sampled_from([*SENTENCES, "‘We came early.", "It may rain.", "She said:", "", "Why?", "“No!”"])
ANYTHING = st.one_of(st.text(), st.lists(st.one_of(NEWS, st.text(max_size=20))).map(" ".join))


@given(ANYTHING)
def test_marks_slice_the_text_and_are_the_same_each_time(text):
    if not text.strip():
        return
    marks = annotate(text)
    assert marks == annotate(text)
    for mark in marks:
        words = text[mark["start"] : mark["end"]]
        assert words and words == words.strip()
        assert 0 <= mark["start"] < mark["end"] <= len(text)
        assert mark["rule"] in rules() and 0 < mark["confidence"] <= 1


BALANCED = [text for text in SENTENCES if all(q.closed for p in paragraphs_of(text) for q in find_quotations(p))]


@given(st.lists(ANYTHING.map(lambda text: " ".join(text.split())), max_size=3), st.sampled_from(BALANCED))
def test_the_marks_of_a_paragraph_do_not_depend_on_others(before, paragraph):
    def of_paragraph(text, start):
        return [
            (m["kind"], m["start"] - start, m["end"] - start, m["rule"], m["note"])
            for m in annotate(text)
            if m["kind"] not in ("continuation", "antecedent")
            and m["start"] >= start
            # what goes on from the paragraph before belongs to an attribution that began there
            and int(m["relation_id"].rpartition("@")[2] or start) >= start
        ]

    lead = "".join(text + "\n\n" for text in before if text)
    assert of_paragraph(lead + paragraph, len(lead)) == of_paragraph(paragraph, 0)


@pytest.mark.sampled(2, "the marker's work over every repetition that could grow")
@pytest.mark.parametrize(
    "piece",
    [
        "said ",
        "that ",
        "“",
        '"',
        "‘a ",
        "according to ",
        "— ",
        ", ",
        "(",
        "A. ",
        "Ann said, ",
        "and said ",
        "claims ",
        "“Yes, it is so,” he said. ",
    ],
)
def test_the_work_grows_in_proportion_to_the_text(piece):
    """Ten times the text makes about ten times the calls: counted, not timed."""

    def work(size):
        text = piece * size
        return calls_of(lambda: annotate(text))

    work(10)  # the lists are read once
    assert work(1000) < 13 * work(100) + 2000


# ---- What is no text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "part"),
    [
        (None, "needs a text"),
        (b"bytes", "needs a text"),
        (12, "needs a text"),
        ("", "no text here yet"),
        (" \n ", "no text here yet"),
        ("x" * 20_000_001, "20,000,000 at most"),
    ],
    ids=["None", "bytes", "number", "empty", "blank", "huge"],
)
def test_what_is_no_text_gets_a_sentence(given_, part):
    with pytest.raises(MarkerProblem, match=part):
        annotate(given_)


def test_an_unknown_mode_gets_a_sentence():
    with pytest.raises(MarkerProblem, match="“speech”, “wide” and “guesses”"):
        annotate("Ann said so.", "loud")


def test_other_languages_and_files_are_marked_with_a_doubt():
    german = "Der Bürgermeister sagte gestern, dass die Brücke sicher sei und niemand sich Sorgen machen müsse. " * 3
    assert "English" in doubt_about(german)
    assert "other kind of file" in doubt_about("PK\x00\x01\x02" * 50)
    assert doubt_about("The mayor said on Monday that the bridge is safe and that it will open in May. " * 3) == ""
    assert doubt_about("Brücke sicher") == ""


def test_a_learner_is_told_the_doubt_with_the_marks():
    marks = mark_text("Der Bürgermeister sagte gestern, dass die Brücke sicher sei und niemand warten müsse. " * 3)
    assert repr(marks).startswith("This does not look like English.")
    assert repr(mark_text("Ann Lee said it was late.")).startswith("In these 6 words the marker found 1 attribution")


@pytest.mark.parametrize("text", ["This claim that it is late is old.", "Some reports of it were long."])
def test_a_noun_after_a_pointing_word_is_no_verb(text):
    assert not [one for one in told(text, "speech") if one[0]]


def test_every_attribution_of_a_paragraph_has_a_rule():
    (paragraph,) = paragraphs_of("The mayor said that Ann wants to leave, according to Bob.")
    assert {one.rule for one in find_attributions(paragraph, [])} <= {rule.id for rule in RULES} - ACROSS
