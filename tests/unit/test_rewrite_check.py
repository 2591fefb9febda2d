"""What rules find in a learner's own headline: rows that point at words, and never a verdict."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.kinds.exercise import Row
from helpers.kinds.text.model import TextAnswer
from helpers.kinds.text.rewrite import RewriteChecks, Speaker, Statement, Watch
from helpers.kinds.text.rewrite_check import check_rewrite

CHECKS = RewriteChecks(
    speakers=(Speaker("mayor", "the mayor", ("mayor", "Lee")), Speaker("club", "the club", ("club", "NRC"))),
    claims=(
        Statement(
            "mill",
            "that the club sold the mill",
            (("sold", "sell*", "sale"), ("mill",)),
            "mayor",
            ("perhaps", "may have"),
            "She was not sure. Can a reader tell?",
        ),
    ),
    facts=(Statement("fire", "that the mill burned", (("fire", "burn*"), ("mill",))),),
    material=(
        'Mayor Ann Lee said: "Perhaps the club sold the old mill." The mill burned on Monday.',
        "A town report speaks of the US firm NRC.",
    ),
    watch=(
        Watch("vouching", "a verb that vouches", ("reveal*", "admit*"), "It vouches."),
        Watch("doubting", "a verb that doubts", ("claims",), "It doubts.", only_as_cue=True),
        Watch("motive", "a motive", ("in order to", "because"), "A motive."),
    ),
    plain=("says", "said", "claim", "claims"),
    saying_nouns=("claim", "claims"),
)
SPEAKER, APART, ADDED, TOLD = "is the speaker named", "claim and fact apart", "did you add this", "touch on"


def rows_about(text, part, checks=CHECKS):
    return [row for row in check_rewrite(text, checks) if part in row.label]


def row_about(text, part, checks=CHECKS):
    [row] = rows_about(text, part, checks)
    return row


# --- Who speaks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Mayor says the club sold the mill",
        "Club sold the mill, mayor says",
        "Club sold the mill — Mayor Lee",
        "Mayor: club sold the mill",
        "According to the mayor, the club sold the old mill.",
        "Mayor accuses club of selling the mill",
        "The mayor’s claim that the club sold the mill is old.",
        "The mill burned. Ann Lee said that the club sold the mill.",
    ],
)
def test_a_claim_with_its_speaker_is_seen(text):
    assert row_about(text, SPEAKER).symbol == row_about(text, APART).symbol == "✓"


@pytest.mark.parametrize(
    ("text", "says", "apart"),
    [
        ("Club sold the mill", "sees nobody", "?"),
        ("Club allegedly sold the mill", "hides who", "?"),
        ("Club sold the mill before the mayor came", "no cue that ties", "?"),
        ("The claim that the club sold the mill reached the mayor", "no cue that ties", "?"),
        ("Officials said the club sold the mill", "Can a reader tell who", "✓"),
        ("She said the club sold the mill", "clear who that is", "✓"),
        ("US denied the sale of the mill", "Can a reader tell who", "✓"),
        ("The club denies that it sold the mill", "Is this an answer?", "✓"),
        ("Mayor says the mill burned. The club sold the mill.", "sees nobody", "?"),
    ],
)
def test_a_claim_without_its_speaker_is_a_question(text, says, apart):
    row = row_about(text, SPEAKER)
    assert row.symbol == "?" and says in row.text
    assert row_about(text, APART).symbol == apart


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Club did not sell the mill", "not"),
        ("Club didn’t sell the mill", "didn't"),
        ("No proof that the club sold the mill", "No"),
        ("The club never sold the old mill", "never"),
    ],
)
def test_a_claim_with_a_negation_before_it_is_not_read_as_told(text, word):
    speaker, apart = row_about(text, SPEAKER), row_about(text, APART)
    assert speaker.symbol == apart.symbol == "?"
    assert f"“{word}” stands before" in speaker.text and "nobody who says that the club sold" not in speaker.text
    assert "You may be denying this in your own voice: that the club sold the mill." in apart.text
    assert "take it for a fact" not in apart.text


def test_a_negation_inside_what_somebody_says_is_a_question_too():
    row = row_about("The mayor said the club had not sold the mill", SPEAKER)
    assert row.symbol == "?" and "reads The mayor as the speaker" in row.text and "“not” stands before" in row.text
    row = row_about("The club said it had not sold the mill", SPEAKER)
    assert "somebody else says" not in row.text and "“not” stands before “sold”" in row.text


@pytest.mark.parametrize(
    "text",
    [
        "Club not only sold the mill",
        "No doubt the club sold the mill",
        "The club is not poor: it sold the mill",
        "The mill did not burn on that cold Monday when the club sold it",
        "Club sold the mill, not the bridge",
    ],
)
def test_other_words_of_negation_do_not_count(text):
    assert "stands before" not in row_about(text, SPEAKER).text
    assert "take it for a fact" in row_about(text, APART).text


def test_a_word_of_care_is_no_negation():
    claim = replace(CHECKS.claims[0], keeps=("not sure that",))
    checks = replace(CHECKS, claims=(claim,))
    assert "stands before" not in row_about("Not sure that the club sold the mill", SPEAKER, checks).text
    assert "stands before" in row_about("Not sure that the club sold the mill", SPEAKER).text


def test_names_of_claims_are_told_in_full():
    claim = replace(CHECKS.claims[0], name="that the club sold the old mill by the river to somebody")
    row = row_about("Club sold the mill", APART, replace(CHECKS, claims=(claim,)))
    assert claim.name in row.text and "…" not in row.text


def test_without_a_claim_nothing_is_looked_for():
    assert row_about("The mill burned on Monday", SPEAKER).symbol == "•"
    assert row_about("The mill burned on Monday", APART).symbol == "•"


def test_a_speaker_must_be_the_one_of_the_claim():
    row = row_about("The club said it sold the mill", SPEAKER)
    assert row.symbol == "?" and "somebody else" in row.text and row.yours == "The club said"


# --- Words ------------------------------------------------------------------------------------------------


def test_words_that_say_more_are_listed_with_the_reason():
    row = row_about("Mayor reveals that the club sold the mill in order to admit it", "a verb that vouches")
    assert (row.symbol, row.yours, row.text) == ("?", "reveals, admit", "It vouches.")
    row = row_about("The club sold the mill in  order\nto burn it", "a motive")
    assert row.yours == "in order to"


def test_a_word_that_doubts_counts_as_a_cue_only():
    assert rows_about("The mayor claims the club sold the mill", "a verb that doubts")
    assert not rows_about("The mayor said so. The claims are old, the mill is old.", "a verb that doubts")


def test_what_somebody_is_quoted_with_is_not_the_writers_word():
    assert not rows_about('The mayor said the club sold the mill "because" of fire', "a motive")


def test_without_such_words_one_row_says_so():
    assert row_about("Mayor says the club sold the mill", "does a word say more").symbol == "✓"
    assert not rows_about("Mayor reveals the club sold the mill", "does a word say more")


def test_new_words_are_a_question_and_no_error():
    row = row_about("Mayor says the greedy club sold the mill for 900 dollars", ADDED)
    assert (row.symbol, row.yours) == ("•", "greedy, 900, dollars")
    assert row_about("Mayors say the clubs sold old mills", ADDED).symbol == "✓"


def test_many_new_words_are_cut_short():
    new = " ".join(f"word{letter}" for letter in "abcdefghijklmnop")
    text = f"The mayor said that the club sold the old mill and the mill burned on Monday {new}"
    assert row_about(text, ADDED).yours.endswith("wordl and 4 more")


def test_quoted_words_must_stand_in_the_material():
    assert row_about('Mayor: club sold "the old mill"', "quoted words").symbol == "✓"
    row = row_about("Mayor: “Perhaps the club stole the mill.”", "quoted words")
    assert row.symbol == "?" and "stole" in row.yours
    assert not rows_about("Mayor: club sold the mill", "quoted words")


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Mayor says the club perhaps sold the mill", "✓"),
        ("Mayor says the club may have sold the mill", "✓"),
        ("Mayor says the club sold the mill", "?"),
    ],
)
def test_words_of_care_are_looked_for_where_the_source_has_them(text, symbol):
    assert row_about(text, "words of care").symbol == symbol


def test_words_of_care_do_not_matter_where_the_claim_is_not_told():
    assert not rows_about("The mill burned on Monday", "words of care")


def test_what_is_told_and_what_is_left_out_is_listed():
    text = row_about("Mayor says the club sold the mill", TOLD).text
    assert text.startswith("Touched on: that the club sold the mill.") and "Not found: that the mill burned." in text
    assert "Not found" not in row_about("The mill burned. Mayor says the club sold the mill", TOLD).text


def test_words_in_capitals_must_be_written_so():
    checks = RewriteChecks(
        speakers=CHECKS.speakers,
        claims=(Statement("x", "that the US came", (("came",), ("US",)), "mayor"),),
        material=("The US came to us.",),
    )
    assert "sees nobody" in row_about("The U.S. came", SPEAKER, checks).text
    assert row_about("The mayor came to us", SPEAKER, checks).symbol == "•"


# --- Modesty, and hostile texts ---------------------------------------------------------------------------

ANY_TEXT = st.text(max_size=400) | st.lists(
    st.sampled_from(
        ["mayor", "club", "sold", "the", "mill", "said", "that", "“", "”", '"', "\n", ".", "—", ":", "claims", "She",
         "because", "in", "order", "to", "perhaps", "😀", "US", "NRC", "\x00", "\u202e", "’s", "it", "allegedly"]
    ), max_size=60,
).map(" ".join)  # fmt: skip


@given(ANY_TEXT)
def test_any_text_gets_the_same_rows_each_time_and_each_row_is_modest(text):
    rows = check_rewrite(text, CHECKS)
    assert rows and rows == check_rewrite(text, CHECKS)
    for row in rows:
        assert isinstance(row, Row) and row.symbol in "✓?•"
        assert row.label.startswith("Found by rule")
        assert len(row.yours) < 600
    assert [row.text.endswith("look yourself.") for row in rows] == [False] * (len(rows) - 1) + [True]


@pytest.mark.parametrize(
    "text", ["", " \n ", "hi", "😀" * 600, "Die Bürgermeisterin sagt, der Klub habe die Mühle verkauft.", "\x00" * 50]
)
def test_where_the_rules_know_nothing_they_say_nothing(text):
    [row] = check_rewrite(text, CHECKS)
    assert row.symbol == "?"


def test_a_long_text_of_one_kind_is_looked_through():
    """A text as long as any question allows, made of what the patterns look for."""
    assert check_rewrite("the club sold the mill in order " * 600, CHECKS)


def test_an_open_answer_stays_without_a_verdict():
    exercise = TextAnswer(id="x", prompt="x", checks=CHECKS, look_for=("Is it fair?",))
    feedback = exercise.feedback("Club sold the mill")
    assert feedback.outcome == "kept" and "You decide" in feedback.summary
    assert [row.label for row in feedback.rows][-1] == "Ask yourself"
    assert "checks" not in exercise.view() and "Found by rule" not in repr(exercise.view())


def test_without_checks_nothing_is_looked_for():
    feedback = TextAnswer(id="x", prompt="x", look_for=("Is it fair?",)).feedback("Club sold the mill")
    assert len(feedback.rows) == 1 and "Hold your words" in feedback.summary
