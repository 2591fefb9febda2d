"""The thresholds that decide what a learner or a teacher is told, each at its edge: a changed constant fails here.

The numbers stand here once more, as they are meant: a test that took them from the code would follow any change.
"""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from examples import SPANS
from examples import TEXT as OPEN

from helpers.charts.growing import goes_back_to
from helpers.class_report.cards import _verdict
from helpers.class_report.figures import FEW, TOO_SMALL, at_least, is_divided, share, steps
from helpers.class_report.standing import Fitted
from helpers.judgement import (
    BANDS,
    CERTAIN,
    GUESS,
    SURENESS,
    ClassChange,
    Counts,
    Interval,
    class_change,
    leaning,
    sureness_words,
    surest_misses,
)
from helpers.kinds.spans.model import AcceptedReading, Misreading
from helpers.kinds.spans.overlap import close
from helpers.kinds.text.model import MORE_WORDS
from helpers.kinds.text.read_back import ReadBackRules, read_back
from helpers.kinds.text.rewrite import RewriteChecks, Speaker, Statement
from helpers.kinds.text.rewrite_check import check_rewrite
from helpers.lesson.look_back import five_words
from helpers.lesson.typed_cells import answer_cell
from helpers.marker.marking import doubt_about, find_marks
from helpers.story import Paragraph, Sentence, Span
from helpers.widgets.exercise_view import ExerciseView

# -- how sure


@pytest.mark.parametrize(
    "words, first, last",
    [
        ("a guess", 50, 50),
        ("leaning this way", 51, 69),
        ("fairly sure", 70, 89),
        ("nearly sure", 90, 99),
        ("certain", 100, 100),
    ],
)
def test_each_word_for_sureness_has_its_edges_and_they_are_the_same_everywhere(words, first, last):
    assert {percent for percent in range(GUESS, CERTAIN + 1) if sureness_words(percent) == words} == {
        *range(first, last + 1)
    }
    (band,) = [band for band in BANDS if band.low <= first <= band.high]
    assert words in band.name.lower() and band.low <= last <= band.high
    assert [first, words] in ExerciseView.sureness.default()


def test_a_band_is_named_by_the_words_that_the_handle_says_in_it():
    assert [(band.name, band.low, band.high) for band in BANDS] == [
        ("Nearly sure or certain", 90, 100),
        ("Fairly sure", 70, 89),
        ("A guess or leaning this way", 50, 69),
    ]
    assert (GUESS, CERTAIN) == (50, 100) == (SURENESS[0].low, SURENESS[-1].high)


def said(confidence, fitted=False):
    return SimpleNamespace(confidence=confidence, fitted=fitted)


def test_a_sure_miss_begins_at_seventy():
    assert [one.confidence for one in surest_misses([said(69), said(70), said(71, True)])] == [70]


@pytest.mark.parametrize(
    "answers, told", [(4, "No word has 5 answers yet"), (5, "of 5 answers that were “certain”, 0 fitted")]
)
def test_a_word_is_held_against_its_answers_from_five_on(answers, told):
    given = [SimpleNamespace(confidence=100, fitted=False, would_fit=1.0)] * answers
    assert told in five_words(given)


# -- one learner, a class


@pytest.mark.parametrize(
    "weak_passed_on, sound_held_back, told",
    [(4, 0, "too few"), (5, 0, "passing on"), (4, 2, "passing on"), (5, 3, "neither"), (2, 4, "holding back")],
)
def test_a_leaning_is_told_from_five_misses_on_and_if_one_kind_is_twice_the_other(
    weak_passed_on, sound_held_back, told
):
    assert leaning(Counts(10, 10 - sound_held_back, 10, 10 - weak_passed_on)) == told


def test_a_class_begins_with_five():
    counts = [(Counts(4, 4, 4, 3), Counts(4, 4, 4, 3))] * 5
    assert class_change(counts).before.learners == 5
    with pytest.raises(ValueError, match="at least 5 learners"):
        class_change(counts[:4])
    assert (at_least(4), at_least(5), at_least(9), at_least(10)) == (FEW, "at least 5", "at least 5", "at least 10")


def test_the_steps_of_a_share_begin_at_12_18_30_and_60_answers():
    edges = {11: 1, 12: 2, 17: 2, 18: 3, 29: 3, 30: 5, 59: 5, 60: 10}
    assert {of: steps(of) for of in edges} == edges
    assert share(6, 11) == TOO_SMALL and share(5, 12) == "under half" and share(6, 12) == "half or more"
    assert not is_divided(6, 12) and not is_divided(5, 18) and is_divided(6, 18)


@pytest.mark.parametrize("answered, sits", [(17, False), (18, True)])
def test_what_all_got_right_sits_from_18_answers_on(answered, sits):
    assert Fitted("", OPEN, answered, 1.0).sits is sits


@pytest.mark.parametrize("pairs, told", [(9, "Fewer than 10 learners did both"), (10, "told them apart better")])
def test_a_change_is_read_out_of_ten_learners_and_more(pairs, told):
    assert told in _verdict(ClassChange(None, None, Interval(1.0, 0.4, 1.6)), pairs)


# -- words of one's own


@pytest.mark.parametrize(
    "line, is_one", [("two words", False), ("three words more", True), ("第二句最难", False), ("第二句最难懂", True)]
)
def test_a_line_has_three_words_or_six_letters_without_spaces(line, is_one):
    assert (MORE_WORDS in OPEN.feedback(line).summary) is not is_one


RETOLD = ReadBackRules(("russia", "russian"), ("us", "is", "support*", "help*"))


@pytest.mark.parametrize(
    "retold, outcome",
    [
        ("US helps IS says russia now and then again", "hears"),  # four words may follow
        ("US helps IS says russia now and then again today", "somebody"),
        ("Russian Ministry of Defence in Moscow: US supports IS", "hears"),  # a name has up to six words
        ("Russian Ministry of Defence in old Moscow: US supports IS", "name only"),
        ("The US zork zork zork", "does not"),  # more than a third of the words are known
        ("The US zork zork zork zork", "cannot tell"),
    ],
)
def test_how_near_a_speaker_stands_and_how_much_is_english(retold, outcome):
    assert read_back(retold, RETOLD).outcome == outcome


EVER = "The club did ever sell the mill."


@pytest.mark.parametrize("between, seen", [(5, True), (6, False)])
def test_a_negation_is_seen_among_the_six_words_before(between, seen):
    claim = Statement("mill", "that the mill was sold", (("sell*",), ("mill",)), "mayor")
    checks = RewriteChecks(speakers=(Speaker("mayor", "the mayor", ("mayor",)),), claims=(claim,), material=(EVER,))
    rows = check_rewrite(f"The club did not {'ever ' * between} sell the mill.", checks)
    assert any("“not” stands before" in row.text for row in rows) is seen


@pytest.mark.parametrize("name, is_meant", [("anzwers", True), ("asner", False)])  # 0.77 and 0.73
def test_a_name_is_a_misspelt_answer_from_three_quarters_alike_on(name, is_meant):
    assert (answer_cell(f'{name} = b\nask("one", answer)') is not None) is is_meant


@pytest.mark.parametrize(
    "word, earlier, back",
    [
        ("direct", "direly", ""),
        ("stone", "stones", "stones"),
        ("openly", "openlyish", "openlyish"),
        ("openly", "openlyness", ""),
    ],
)
def test_words_are_of_one_stem_from_five_letters_and_up_to_an_ending_of_three(word, earlier, back):
    assert goes_back_to(word, [earlier]) == back


# -- marked words

WORDS = [f"word{number}" for number in range(60)]
TEXT = SPANS.__class__(
    id="edges",
    prompt="Mark.",
    paragraphs=(Paragraph("p1", "body", (Sentence("p1-s1", " ".join(WORDS)),)),),
    labels=SPANS.labels,
    accepted=(),
    reasons={},
)


def span(first, last):
    return Span("p1-s1", " ".join(WORDS[first : last + 1]))


def reading(name, *marks):
    return AcceptedReading(name, "", tuple((label, span(first, last)) for label, first, last in marks))


def marked(readings, *marks, misreadings=()):
    exercise = replace(TEXT, accepted=readings, misreadings=misreadings)
    answer = [{"label": label, "sentence": "p1-s1", "words": span(a, b).words} for label, a, b in marks]
    return exercise.feedback(exercise.read(answer))


@pytest.mark.parametrize(
    "mine, ours, near",
    [
        ({0, 1}, {0, 1, 2}, True),  # 0.8
        ({0, 1, 2, 9}, {0, 1, 2, 3}, False),  # 0.75
        (range(16), range(20), True),  # one word in five
        (range(15), range(20), False),
    ],
)
def test_marks_are_close_from_four_fifths_on_and_with_one_word_in_five_to_spare(mine, ours, near):
    assert close(frozenset(mine), frozenset(ours)) is near


@pytest.mark.parametrize("ours, symbol", [((27, 36), "≈"), ((28, 36), "✗"), ((27, 39), "✗")])
def test_a_mark_touches_ours_from_three_tenths_on(ours, symbol):
    """Of mine, 20 to 29: 6 of 20 words, 4 of 19, 6 of 23."""
    assert marked((reading("Ours", ("content", *ours)),), ("content", 20, 29)).rows[0].symbol == symbol


@pytest.mark.parametrize("ours, stands", [((25, 34), True), ((26, 34), False), ((26, 33), False)])
def test_half_of_the_words_make_a_mark_one_of_another_reading(ours, stands):
    """Of mine, 20 to 29: 10 of 20 words, 8 of 19, 8 of 18."""
    first = reading("Ours", ("source", 0, 4), ("content", 40, 49))
    told = marked((first, reading("Other", ("content", *ours))), ("source", 0, 4), ("content", 20, 29))
    (row,) = [row for row in told.rows if row.symbol == "+"]
    assert row.text.startswith("Another reading that stands") is stands


@pytest.mark.parametrize("usual, known", [((25, 34), True), ((26, 34), False), ((26, 33), False)])
def test_half_of_the_words_make_a_mark_a_usual_misreading_or_one_of_another_label(usual, known):
    ours = (reading("Ours", ("source", 0, 4), ("cue", 50, 52)),)
    slip = Misreading("source", span(*usual), "REASON it is usual.")
    told = marked(ours, ("source", 0, 4), ("source", 20, 29), misreadings=(slip,))
    assert any("REASON it is usual." in row.text for row in told.rows) is known
    ours = (reading("Ours", ("source", 0, 4), ("cue", *usual)),)
    told = marked(ours, ("source", 0, 4), ("source", 20, 29))
    assert any("In our reading these words are" in row.text for row in told.rows) is known


@pytest.mark.parametrize("other, measured_by_it", [((15, 24), True), ((0, 28), False)])
def test_another_reading_is_the_measure_if_it_fits_by_a_fifth_better(other, measured_by_it):
    """Ours fits by 0.3; the other one by 0.5, and by 0.46."""
    told = marked((reading("Ours", ("content", 27, 36)), reading("Other", ("content", *other))), ("content", 20, 29))
    assert (told.rows[0].ours == " ".join(WORDS[other[0] : other[1] + 1])) is measured_by_it


# -- the marker


@pytest.mark.parametrize("words, told", [(24, False), (25, True)])
def test_a_text_is_judged_to_be_no_english_from_25_words_on(words, told):
    assert bool(doubt_about("zzkrm " * words)) is told


@pytest.mark.parametrize("common, told", [(12, False), (11, True)])
def test_english_has_twelve_common_words_in_a_hundred(common, told):
    assert bool(doubt_about("the " * common + "zzkrm " * (100 - common))) is told


@pytest.mark.parametrize("words, found", [(4, True), (5, False)])
def test_a_scare_quote_has_four_words_at_most(words, found):
    inner = " ".join(["brave", "new", "clean", "plan", "idea"][5 - words :])
    marks, _ = find_marks(f"The mayor opened the “{inner}” on Monday.")
    assert any(mark.kind == "scare quote" for mark in marks) is found
