"""Marking words in a text: found as a reader means them, compared by words, answered with reasons."""

from dataclasses import replace

import pytest
from counting import calls_of
from examples import PARAGRAPHS, SPANS, token_count, view_marks
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.kinds.exercise import AnswerProblem
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.kinds.spans.model import MAX_MARKS, AcceptedReading, Spans
from helpers.story import Paragraph, Sentence, Span, tokens_of

OURS = {
    "source": "The old mayor, Ann Lee,",
    "cue": "has said",
    "content": "the “big” bridge — and the road — is safe.",
}


def told(answer, exercise=SPANS):
    return exercise.feedback(exercise.read(answer))


def places(exercise, marks):
    """Say which words each mark holds; a dash or a lone quotation mark is no word."""
    tokens = [[t for s in p.sentences for t in tokens_of(s)] for p in exercise.paragraphs]
    found = []
    for mark in marks:
        words = [(mark["p"], i) for i in range(mark["start"], mark["end"]) if tokens[mark["p"]][i].word]
        found.append((mark["label"], words))
    return found


# -- words that were typed


@pytest.mark.parametrize(
    "words",
    [
        "the “big” bridge",
        'the "big" bridge',
        "The ‘Big’ Bridge",
        "  the   big\nbridge  ",
        "the big bridge,",
        "«the big bridge»",
        "the\u00a0big bridge",
        "the b\u00adig brid\u200bge",
        "„the ‚big‛ bridge‟",
        "ｔｈｅ big bridge",
    ],
)
def test_capitals_spaces_and_quotation_marks_do_not_matter(words):
    assert SPANS.read({"content": words}) == [{"label": "content", "sentence": "p1-s1", "words": "the “big” bridge"}]


THREE = [
    {"label": "source", "sentence": "p1-s1", "words": "Ann Lee,"},
    {"label": "cue", "sentence": "p1-s1", "words": "has said"},
    {"label": "content", "sentence": "p1-s1", "words": "the “big” bridge — and the road"},
]


@pytest.mark.parametrize(
    "typed",
    [
        'source: Ann Lee; cue: has said; content: the "big" bridge — and the road',
        "Source: Ann Lee, CUE = has said, Content : the big bridge and the road",
        "source: Ann Lee\ncue: has said\ncontent: the big … road",
        'source: Ann Lee / cue: has said. Content: the "big" ... road',
        '{"source": "Ann Lee", "cue": "has said", "content": "the "big" bridge — and the road"}',
        "{“source”: “Ann Lee”, “cue”: “has said”, “content”: “the big bridge – and the road",
        "ѕource: Ann Lee; сue: has said; соntent: the big bridge and the road",  # some letters are Cyrillic
        {"Sources": "Ann Lee", "CUE": "has said", "content": "the big … road"},
    ],
)
def test_labels_with_their_words_are_read_in_one_text(typed):
    assert SPANS.read(typed) == THREE


def test_a_label_may_stand_more_than_once_and_words_may_be_set_apart():
    wet = [{"label": "source", "sentence": "p1-s1", "words": words} for words in ("Ann Lee,", "the road")]
    for typed in ("source: Ann Lee; source: the road", "source: Ann Lee; the road", 'source: "Ann Lee", "the road"'):
        assert SPANS.read(typed) == wet


def test_with_one_label_the_words_are_enough():
    one = replace(SPANS, labels=SPANS.labels[:1])
    assert one.how_to_type == 'answer = "…"'
    for typed in ("Ann Lee", "“Ann Lee”", "source: Ann Lee", "Ann … Lee,"):
        assert one.read(typed) == THREE[:1]


@pytest.mark.parametrize("words", ["bridge and the", "bridge — and the", "bridge - and — the"])
def test_a_dash_between_words_may_be_left_out(words):
    assert SPANS.read({"content": words})[0]["words"] == "bridge — and the"


@pytest.mark.parametrize("dash", ["—", "-", "–"])
def test_a_dash_alone_is_found_at_any_length(dash):
    assert SPANS.read({"cue": dash}) == [{"label": "cue", "sentence": "p1-s1", "words": "—"}]


@pytest.mark.parametrize(
    "words, kept",
    [
        ("עומר אומר שלום", "“עומר אומר שלום,”"),
        ("caf\u00e9", "café"),
        ("cafe\u0301", "café"),
        ("na\u00efve", "nai\u0308ve."),
        ("👩‍🚒", "👩‍🚒"),
    ],
)
def test_words_of_any_script_are_found(words, kept):
    assert SPANS.read({"cue": words}) == [{"label": "cue", "sentence": "p2-s1", "words": kept}]


def test_a_label_may_have_more_than_one_mark_and_may_be_left_open():
    kept = SPANS.read({"source": ["Ann Lee", "she"], "cue": "", "content": ...})
    assert [(mark["label"], mark["words"]) for mark in kept] == [("source", "Ann Lee,"), ("source", "she")]


def test_words_that_cross_the_end_of_a_sentence_are_kept_in_two_parts():
    kept = SPANS.read({"content": "is safe. The road"})
    assert [(mark["sentence"], mark["words"]) for mark in kept] == [("p1-s1", "is safe."), ("p1-s2", "The road")]


@pytest.mark.parametrize(
    "typed, message",
    [
        ({"source": "the mare"}, "I cannot find the words “the mare” in the text. Copy them just as they stand there."),
        ({"source": "mayor old"}, "I cannot find the words “mayor old”"),
        ({"source": "may"}, "I cannot find the words “may”"),
        ({"sorce": "Ann Lee"}, "“sorce” is none of the labels here. They are: source, cue, content."),
        ({"source": 5}, "Write words of the text between quotation marks. For example: answer = "),
        ({}, "There are no marks yet"),
        ([], "There are no marks yet"),
        ({"source": "", "cue": None}, "There are no marks yet"),
        ("Ann Lee", "Write the words for each label"),
        (["Ann Lee"], "Write the words for each label"),
        ("Ann Lee; cue: said", "Write the words for each label: which label has “Ann Lee”?"),
        ("speaker: Ann Lee; cue: said", "“speaker” is none of the labels here. They are: source, cue, content."),
        ("source: Ann Lee; cue: sung", "I cannot find the words “sung”"),
        ("source:", "There are no marks yet"),
        ("   ", "There are no marks yet"),
        ("source: Lee … Ann", "I cannot find the words “Lee … Ann”"),
        ("source: mayor … wet", "I cannot find the words “mayor … wet”"),
        ({"source": ["she"] * (MAX_MARKS + 1)}, "These are 301 marks. Up to 300 can be kept. Delete some"),
        ([{"label": "cue", "words": "said", "sentence": "p1-s2", "occurrence": 2}], "I cannot find the words “said”"),
        ([{"label": "cue", "words": "said", "occurrence": 0}], "I cannot find the words “said”"),
        ([{"label": "cue", "words": "said", "occurrence": "1"}], "I cannot find the words “said”"),
    ],
)
def test_what_cannot_be_marked_is_told(typed, message):
    with pytest.raises(AnswerProblem) as problem:
        SPANS.read(typed)
    assert str(problem.value).startswith(message)


@pytest.mark.parametrize(
    "mark",
    [
        {},
        {"label": "cue", "p": 2, "start": 0, "end": 1},
        {"label": "cue", "p": 0, "start": 3, "end": 3},
        {"label": "cue", "p": 0, "start": -1, "end": 3},
        {"label": "cue", "p": 1, "start": 0, "end": 99},
        {"label": "cue", "p": 0, "start": 0, "end": 10**30},
        {"label": "cue", "p": 0, "start": "0", "end": 1},
        {"label": "cue", "p": 0, "start": 0.5, "end": 1},
        "cue",
        None,
    ],
)
def test_marks_that_do_not_fit_the_text_are_refused(mark):
    with pytest.raises(AnswerProblem, match="These marks do not fit this text"):
        SPANS.from_view([mark])


@pytest.mark.parametrize("given_", [None, [], "x", {"label": "cue"}])
def test_no_marks_are_asked_for_again(given_):
    with pytest.raises(AnswerProblem, match="There are no marks yet"):
        SPANS.from_view(given_)


# -- marks that are kept


@given(view_marks())
def test_kept_marks_come_back_on_the_same_words(marks):
    back = SPANS.to_view(SPANS.from_view(marks))
    wordy = {(label, word) for label, words in places(SPANS, marks) for word in words}
    assert {(label, word) for label, words in places(SPANS, back) for word in words} == wordy


def test_a_mark_is_kept_from_word_to_word():
    mark = {"label": "content", "p": 0, "start": 9, "end": 14}
    assert SPANS.from_view([mark | {"start": 10}])[0]["words"] == "and the road"
    assert SPANS.from_view([mark | {"start": 10, "end": 11}])[0]["words"] == "—"


@given(view_marks())
def test_kept_marks_read_again_stay_as_they_are(marks):
    kept = SPANS.from_view(marks)
    assert SPANS.read(kept) == kept == SPANS.from_view(SPANS.to_view(kept))


REPEATED = Spans(
    id="repeated",
    prompt="Mark.",
    paragraphs=(
        Paragraph("p1", "body", (Sentence("p1-s1", "a b — a “b a” b a, b"), Sentence("p1-s2", "a b a b — — a"))),
        Paragraph("p2", "body", (Sentence("p2-s1", "a b"),)),
    ),
    labels=SPANS.labels,
    accepted=(AcceptedReading("Our reading", "", (("cue", Span("p1-s1", "b", 2)),)),),
)


@given(view_marks(REPEATED))
def test_words_that_stand_more_than_once_keep_their_place(marks):
    kept = REPEATED.from_view(marks)
    assert REPEATED.read(kept) == kept
    wordy = {(label, word) for label, words in places(REPEATED, marks) for word in words}
    assert {(label, word) for label, words in places(REPEATED, REPEATED.to_view(kept)) for word in words} == wordy


def test_only_a_later_occurrence_is_numbered():
    first, second = ({"label": "cue", "p": 0, "start": place, "end": place + 1} for place in (1, 4))
    assert REPEATED.from_view([first, second]) == [
        {"label": "cue", "sentence": "p1-s1", "words": "b"},
        {"label": "cue", "sentence": "p1-s1", "words": "“b", "occurrence": 2},
    ]


def test_marks_of_another_text_are_not_shown():
    assert SPANS.to_view([{"label": "cue", "sentence": "p9-s9", "words": "said"}]) is None
    assert SPANS.to_view([{"label": "mood", "sentence": "p1-s2", "words": "said"}]) is None


# -- marking


def test_our_own_marks_match():
    feedback = told(OURS)
    assert feedback.outcome == "matches"
    assert feedback.summary == "3 of 3 marks stand where we put them."
    assert [(row.symbol, row.label) for row in feedback.rows] == [("✓", "Source"), ("✓", "Cue"), ("✓", "Content")]
    assert feedback.rows[1].text == "REASON it reports."
    assert [reading.says for reading in feedback.readings] == [reading.says for reading in SPANS.accepted]


@pytest.mark.parametrize(("source", "number"), [("The old mayor, Ann Lee,", 0), ("The old mayor", 1)])
def test_marks_that_are_a_reading_are_shown_once_with_it(source, number):
    feedback = told(OURS | {"source": source})
    names = [reading.name for reading in feedback.readings]
    rest = [one.name for one in SPANS.accepted if one is not SPANS.accepted[number]]
    name = SPANS.accepted[number].name
    assert names == [f"Your marks, and {name[0].lower()}{name[1:]}", *rest]
    assert [(row.yours, row.ours, row.text[:6]) for row in feedback.rows] == [("", "", "REASON")] * len(feedback.rows)


@pytest.mark.parametrize(
    "marks, heading, summary",
    [
        ({"source": "Ann"}, "Your marks come near ours.", "1 of 3 marks comes near, but none stands just where"),
        (
            OURS | {"source": "Ann"},
            "Part of your marks",
            "2 of 3 marks stand where we put them, and 1 more comes near.",
        ),
        ({"cue": "has said"}, "Part of your marks", "1 of 3 marks stand where we put them."),
        ({"cue": "wet"}, "We mark other words.", "0 of 3 marks stand where we put them."),
    ],
)
def test_heading_and_number_tell_the_same(marks, heading, summary):
    feedback = told(marks)
    assert feedback.heading.startswith(heading) and feedback.summary.startswith(summary)


def test_a_second_reading_matches_as_well():
    assert told(OURS | {"source": "The old mayor"}).outcome == "matches"


OF_OURS = [exercise for exercise in map(open_exercise, exercise_ids()) if exercise.kind == "spans"]


@pytest.mark.parametrize("exercise", OF_OURS, ids=lambda exercise: exercise.id)
def test_every_reading_that_we_accept_matches_when_it_is_marked(exercise):
    label = exercise.labels[0].id
    first = exercise.feedback(exercise.from_view([{"label": label, "p": 0, "start": 0, "end": 1}]))
    for reading in first.readings[1:]:
        assert exercise.feedback(exercise.from_view(list(reading.marks))).outcome == "matches", reading.name


def test_a_reading_far_from_ours_is_the_measure_where_it_fits_clearly_better():
    far = replace(
        SPANS, accepted=(SPANS.accepted[0], AcceptedReading("Another", "", (("cue", Span("p1-s2", "she said")),)))
    )
    feedback = told({"cue": "she said"}, far)
    assert feedback.outcome == "matches"
    assert feedback.heading == "Your marks match another reading that stands as well."


def test_a_mark_of_another_reading_beside_ours_is_not_called_wrong():
    far = replace(
        SPANS, accepted=(SPANS.accepted[0], AcceptedReading("Another", "", (("source", Span("p1-s2", "she")),)))
    )
    [*_, extra] = told(OURS | {"source": ["The old mayor, Ann Lee", "she"]}, far).rows
    assert extra.text == "Another reading that stands marks these words so."


def test_a_mark_between_a_shorter_and_a_longer_reading_stands():
    assert told(OURS | {"source": "The old mayor, Ann"}).outcome == "matches"


dressing = st.sampled_from(["{}", "{},", "“{}”", '"{}"', "{}.", "‘{}", "({})", "  {} "])


@given(st.fixed_dictionaries({label: dressing for label in OURS}))
def test_a_comma_or_a_quotation_mark_never_changes_the_outcome(dressed):
    bare = {"source": "The old mayor Ann Lee", "cue": "has said", "content": "the big bridge and the road is safe"}
    feedback = told({label: dressed[label].format(words) for label, words in bare.items()})
    assert feedback == told(OURS)


@given(view_marks())
def test_a_dash_more_or_less_never_changes_the_outcome(marks):
    tokens = [[t for s in p.sentences for t in tokens_of(s)] for p in PARAGRAPHS]
    wider = []
    for mark in marks:
        line, start, end = tokens[mark["p"]], mark["start"], mark["end"]
        assume(any(token.word for token in line[start:end]))
        while start and not line[start - 1].word:
            start -= 1
        while end < len(line) and not line[end].word:
            end += 1
        wider.append(mark | {"start": start, "end": end})
    narrow, wide = (SPANS.feedback(SPANS.from_view(given_)) for given_ in (marks, wider))
    assert (narrow.outcome, narrow.rows) == (wide.outcome, wide.rows)


@pytest.mark.parametrize("source", ["old mayor, Ann Lee,", "The old mayor, Ann Lee,"])
def test_an_article_more_or_less_never_changes_the_outcome(source):
    assert told(OURS | {"source": source}).outcome == "matches"


def test_an_article_before_a_single_word_never_changes_the_outcome():
    one = replace(SPANS, accepted=(AcceptedReading("Our reading", "", (("source", Span("p1-s2", "The road")),)),))
    feedback = told([{"label": "source", "sentence": "p1-s2", "words": "road"}], one)
    assert feedback.outcome == "matches"
    assert feedback.rows[0].text == "The same words, with or without “The”. REASON it names her."


@pytest.mark.parametrize("cue, content", [("said that", "it rains"), ("said", "that it rains"), ("said", "it rains")])
def test_the_word_that_opens_what_is_said_may_go_to_either_side_or_to_none(cue, content):
    text = Paragraph("p1", "body", (Sentence("p1-s1", "The mayor said that it rains."),))
    marks = (("cue", Span("p1-s1", "said")), ("content", Span("p1-s1", "it rains")))
    exercise = replace(SPANS, paragraphs=(text,), accepted=(AcceptedReading("Our reading", "", marks),), misreadings=())
    assert told({"cue": cue, "content": content}, exercise).outcome == "matches"


@pytest.mark.parametrize(
    "content, symbol",
    [
        ("big bridge — and the road — is", "✓"),
        ("bridge — and the road — is", "≈"),
        ("is safe. The", "≈"),
        ("said", "✗"),
    ],
)
def test_one_word_in_five_may_be_missing(content, symbol):
    # Ours are six words without the articles: big, bridge, and, road, is, safe.
    assert told(OURS | {"content": content}).rows[2].symbol == symbol


def test_a_partial_match_says_which_words_are_missing_and_which_are_more():
    feedback = told({"source": "Ann Lee, has", "cue": "said", "content": "has said the big bridge"})
    assert feedback.outcome == "partly"
    assert [row.symbol for row in feedback.rows] == ["≈", "≈", "≈"]
    assert feedback.rows[0].text == (
        "You marked 2 of our 5 words. Not marked: “The old mayor,”. More than we mark: “has”. REASON it names her."
    )
    assert feedback.rows[2].text.startswith("You marked 3 of our 8 words. Not marked: “and the road … is safe.”.")
    assert (feedback.rows[1].yours, feedback.rows[1].ours) == ("said", "has said")


def test_a_mark_that_is_missing_is_told_with_its_reason():
    feedback = told({"cue": "has said"})
    assert feedback.outcome == "partly"
    assert feedback.rows[0].symbol == "✗"
    assert feedback.rows[0].text == "You marked none of these words. REASON it names her."
    few = told({"content": "is safe. The", "cue": "has said"}).rows[2]
    assert few.text.startswith("You marked ") and "none" not in few.text
    assert feedback.rows[0].ours.startswith("The old mayor,") and not feedback.rows[0].yours


def test_a_usual_misreading_gets_its_own_reason():
    [*_, extra] = told(OURS | {"source": ["The old mayor, Ann Lee", "the road"]}).rows
    assert (extra.symbol, extra.text) == ("+", "REASON a road cannot speak.")


def test_words_under_the_wrong_label_are_told_the_right_one():
    feedback = told({"source": "has said"})
    assert feedback.outcome == "differs"
    assert feedback.rows[-1].text == "In our reading these words are: Cue. REASON it reports."


def test_words_that_nobody_marks_are_told_which_ones_are_asked_about():
    [*_, extra] = told({"source": "wet"}).rows
    assert extra.text == "Here we mark other words as Source: “The old mayor, Ann Lee”."


def test_words_beside_the_right_ones_are_told_that_they_are_more():
    [*_, extra] = told(OURS | {"source": ["The old mayor, Ann Lee", "wet"]}).rows
    assert extra.text == "Here we mark only this as Source: “The old mayor, Ann Lee”."


def test_words_under_a_label_that_we_set_nowhere_are_told_what_it_means():
    only_cue = replace(SPANS, accepted=(AcceptedReading("Our reading", "", (("cue", Span("p1-s1", "has said")),)),))
    [*_, extra] = told({"source": "wet"}, only_cue).rows
    assert extra.text == f"We do not mark these words as Source. {SPANS.labels[0].hint}"


def test_a_match_with_more_marks_than_ours_is_no_full_match():
    assert told(OURS | {"cue": ["has said", "she said"]}).outcome == "partly"


def test_one_mark_over_everything_is_no_match():
    everything = [
        {"label": label, "p": p, "start": 0, "end": token_count(paragraph)}
        for label in OURS
        for p, paragraph in enumerate(PARAGRAPHS)
    ]
    assert SPANS.feedback(SPANS.from_view(everything)).outcome != "matches"


@given(view_marks())
def test_readings_are_set_side_by_side_in_the_text(marks):
    feedback = SPANS.feedback(SPANS.from_view(marks))
    assert [reading.name for reading in feedback.readings] == ["Your marks", "Our reading", "A second reading"]
    for reading in feedback.readings:
        for mark in reading.marks:
            assert 0 <= mark["start"] < mark["end"] <= token_count(PARAGRAPHS[mark["p"]])
    assert [(m["label"], m["p"], m["start"], m["end"]) for m in feedback.readings[1].marks] == [
        ("source", 0, 0, 5),
        ("cue", 0, 5, 7),
        ("content", 0, 7, 17),
    ]


@given(view_marks())
def test_the_order_of_marks_does_not_matter(marks):
    forth, back = (SPANS.feedback(SPANS.from_view(given_)) for given_ in (marks, marks[::-1]))
    assert (forth.outcome, forth.summary) == (back.outcome, back.summary)


# -- the view, and the work


def test_the_view_shows_every_word_of_the_passage():
    view = SPANS.view()
    assert [" ".join(word["text"] for word in words) for words in view["paragraphs"]] == [
        " ".join(sentence.text for sentence in paragraph.sentences) for paragraph in PARAGRAPHS
    ]
    assert view["labels"][0] == {"id": "source", "name": "Source", "hint": "who says it"}


def test_the_work_for_many_marks_in_a_long_passage_grows_with_their_number():
    sentences = tuple(Sentence(f"p1-s{n}", f"Ann Lee has said that the road {n} is safe, again.") for n in range(100))
    long = replace(
        SPANS,
        paragraphs=(Paragraph("p1", "body", sentences),),
        accepted=(AcceptedReading("Our reading", "", (("source", Span("p1-s9", "Ann Lee")),)),),
        misreadings=(),
    )

    def work(count):
        starts = (11 * (n // 3) + 3 * (n % 3) for n in range(count))  # three in each sentence
        marks = [{"label": "source", "p": 0, "start": start, "end": start + 3} for start in starts]
        assert long.feedback(long.from_view(marks)).outcome == "partly"
        return calls_of(lambda: long.feedback(long.from_view(marks)))

    assert work(MAX_MARKS) < 5 * work(MAX_MARKS // 4)
