"""How marks are scored against a reading, and how a reading's words are found in its text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.marker import data
from helpers.marker.benchmark_texts import annotated_text, load_test_text, text_ids
from helpers.marker.data import MarkerProblem
from helpers.marker.scoring import Score, relations_of, score_relations, score_role, score_spans, spans_of

TEXT = "“It may rain,” Ann Lee said, but Bo Orr says that Ann Lee told him it won’t."
#       ↑0             ↑15
NONE = {"source": [], "cue": [], "content": []}


def ranges(*words, text=TEXT):
    return [(text.index(each), text.index(each) + len(each)) for each in words]


def relation(source=(), cue=(), content=()):
    return {"source": ranges(*source), "cue": ranges(*cue), "content": ranges(*content)}


LEE = relation(["Ann Lee"], ["said"], ["“It may rain,”"])
ORR = relation(["Bo Orr"], ["says"], ["that Ann Lee told him it won’t"])
INNER = {"source": [(49, 56)], "cue": ranges("told"), "content": ranges("it won’t")}
ALL = [LEE, ORR, INNER]


def mark(kind, start, end, relation_id="r1"):
    return {"kind": kind, "start": start, "end": end, "relation_id": relation_id, "rule": "any", "confidence": 0.9}


def test_a_score_reads_as_a_sentence():
    assert repr(Score(31, 40, 45)) == (
        "31 of 40 marks are right; 31 of 45 in the text are found (precision 78 %, recall 69 %, F1 .73)"
    )
    assert repr(Score(1, 1, 1)) == (
        "1 of 1 mark is right; 1 of 1 in the text is found (precision 100 %, recall 100 %, F1 1.00)"
    )


@pytest.mark.parametrize(
    "score, precision, recall, f1",
    [
        (Score(), 0, 0, 0),
        (Score(0, 5, 0), 0, 0, 0),
        (Score(0, 0, 5), 0, 0, 0),
        (Score(2, 4, 2), 0.5, 1, 2 / 3),
        (Score(3, 4, 6), 0.75, 0.5, 0.6),
    ],
)
def test_precision_recall_and_f1(score, precision, recall, f1):
    assert (score.precision, score.recall) == (precision, recall)
    assert score.f1 == pytest.approx(f1)


def test_scores_of_several_texts_add_up():
    assert sum([Score(1, 2, 3), Score(4, 5, 6)], Score()) == Score(5, 7, 9)
    with pytest.raises(TypeError):
        Score() + 1


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_f1_is_the_harmonic_mean(right, wrong, missed):
    score = Score(right, right + wrong, right + missed)
    both = score.precision + score.recall
    assert score.f1 == pytest.approx(2 * score.precision * score.recall / both if both else 0)


def test_marks_are_put_together_by_attribution():
    marks = [
        mark("content", 0, 14),
        mark("source", 15, 22),
        mark("hedge", 4, 7, "h1"),
        mark("scope", 8, 12, "h1"),
        mark("cue", 23, 27),
        mark("content", 29, 75, "r2"),
        mark("source", 33, 39, "r2"),
        mark("content", 60, 75),
        mark("cue", 40, 44, ""),
        mark("cue", 57, 61, ""),
    ]
    assert relations_of(marks) == [
        {"source": [(15, 22)], "cue": [(23, 27)], "content": [(0, 14), (60, 75)]},
        {"source": [(33, 39)], "cue": [], "content": [(29, 75)]},
        {"source": [], "cue": [(40, 44)], "content": []},
        {"source": [], "cue": [(57, 61)], "content": []},
    ]
    assert relations_of([]) == []


def test_marks_of_one_kind_are_items_of_one_or_more_pieces():
    marks = [mark("hedge", 0, 3), mark("scope", 4, 7), mark("hedge", 8, 9), mark("hedge", 1, 2, ""), mark("cue", 0, 1)]
    assert spans_of(marks, "hedge") == [[(0, 3), (8, 9)], [(1, 2)]]
    assert spans_of([], "hedge") == []


@pytest.mark.parametrize("lenient", [True, False])
def test_the_same_attributions_are_all_right_in_any_order(lenient):
    assert score_relations(TEXT, ALL, ALL, lenient) == Score(3, 3, 3)
    assert score_relations(TEXT, ALL[::-1], ALL, lenient) == Score(3, 3, 3)


@pytest.mark.parametrize("lenient", [True, False])
def test_nothing_marked_or_nothing_to_mark(lenient):
    assert score_relations(TEXT, [], [], lenient) == Score(0, 0, 0)
    assert score_relations(TEXT, [], ALL, lenient) == Score(0, 0, 3)
    assert score_relations(TEXT, ALL, [], lenient) == Score(0, 3, 0)
    assert score_relations("", [NONE], [], lenient) == Score(0, 1, 0)


@pytest.mark.parametrize("lenient", [True, False])
def test_punctuation_never_decides(lenient):
    bare = relation(["Ann Lee"], ["said,"], ["It may rain"])
    assert score_relations(TEXT, [bare], [LEE], lenient) == Score(1, 1, 1)


@pytest.mark.parametrize(
    "change, lenient, exact",
    [
        ({"source": ranges("Lee")}, 1, 0),
        ({"source": ranges("Bo Orr")}, 0, 0),
        ({"source": []}, 0, 0),
        ({"cue": ranges("said, but")}, 1, 0),
        ({"cue": []}, 0, 0),
        ({"content": ranges("It")}, 1, 0),  # Dice 2 · 1 / (1 + 3) is one half
        ({"content": ranges("It may rain,” Ann Lee said, but")}, 1, 0),  # 2 · 3 / (7 + 3)
        ({"content": ranges("may rain,” Ann Lee said, but")}, 0, 0),  # 2 · 2 / (6 + 3)
        ({"content": ranges("rain,” Ann Lee said, but")}, 0, 0),  # 2 · 1 / (5 + 3)
        ({"content": []}, 0, 0),
    ],
)
def test_what_lenient_and_exact_let_pass(change, lenient, exact):
    assert score_relations(TEXT, [LEE | change], [LEE]).true_positive == lenient
    assert score_relations(TEXT, [LEE | change], [LEE], lenient=False).true_positive == exact


def test_a_source_or_cue_that_the_reading_leaves_empty_always_matches_leniently():
    assert score_relations(TEXT, [LEE], [LEE | {"source": []}]).true_positive == 1
    assert score_relations(TEXT, [LEE], [LEE | {"cue": []}]).true_positive == 1
    assert score_relations(TEXT, [LEE], [LEE | {"source": []}], lenient=False).true_positive == 0
    assert score_relations(TEXT, [LEE], [LEE | {"content": []}]).true_positive == 0
    no_content = LEE | {"content": []}
    assert score_relations(TEXT, [no_content], [no_content]).true_positive == 1


@pytest.mark.parametrize("lenient", [True, False])
def test_each_attribution_is_paired_once(lenient):
    assert score_relations(TEXT, [LEE, LEE], [LEE], lenient) == Score(1, 2, 1)
    assert score_relations(TEXT, [LEE], [LEE, LEE], lenient) == Score(1, 1, 2)
    assert score_relations(TEXT, [LEE, LEE], [LEE, LEE], lenient) == Score(2, 2, 2)


def test_the_greatest_overlap_is_paired_first():
    shorter = LEE | {"content": ranges("It may")}
    # Taken in order, `shorter` would get the whole content and leave LEE with nothing.
    assert score_relations(TEXT, [shorter, LEE], [LEE]) == Score(1, 2, 1)
    only_one = LEE | {"content": ranges("It")}
    assert score_relations(TEXT, [shorter, LEE], [LEE, only_one]) == Score(2, 2, 2)


def test_a_tie_of_contents_is_settled_by_source_and_cue():
    both = LEE | {"source": ranges("Ann Lee said, but Bo Orr")}
    orr = LEE | {"source": ranges("Bo Orr")}
    # `both` fits either reading, LEE only its own: were `both` paired with LEE, one would be lost.
    for predicted in ([both, LEE], [LEE, both]):
        assert score_relations(TEXT, predicted, [LEE, orr]) == Score(2, 2, 2)
        assert score_relations(TEXT, predicted, [orr, LEE]) == Score(2, 2, 2)


def test_an_attribution_inside_another_is_one_of_its_own():
    assert score_relations(TEXT, [ORR], [ORR, INNER]) == Score(1, 1, 2)
    assert score_relations(TEXT, [INNER], [ORR, INNER]) == Score(1, 1, 2)
    assert score_role(TEXT, [ORR, INNER], [ORR, INNER], "content") == Score(2, 2, 2)


def test_content_in_two_pieces_is_one_content():
    gold = LEE | {"content": ranges("It may", "rain")}
    assert score_relations(TEXT, [LEE], [gold], lenient=False).true_positive == 1
    overlapping = LEE | {"content": ranges("It may rain", "may rain,”")}
    assert score_relations(TEXT, [overlapping], [gold], lenient=False).true_positive == 1


def test_one_role_is_scored_whatever_the_others_are():
    wrong_cues = [LEE | {"cue": ranges("but")}, ORR | {"cue": []}]
    assert score_role(TEXT, wrong_cues, [LEE, ORR], "source") == Score(2, 2, 2)
    assert score_role(TEXT, wrong_cues, [LEE, ORR], "cue") == Score(0, 1, 2)
    assert score_role(TEXT, [LEE, LEE], [LEE], "source") == Score(1, 2, 1)


def test_spans_exact_and_touching():
    may, may_rain, said = ranges("may"), ranges("may rain,”"), ranges("said")
    assert score_spans(TEXT, [may, said], [may_rain, said]) == Score(1, 2, 2)
    assert score_spans(TEXT, [may, said], [may_rain, said], exact=False) == Score(2, 2, 2)
    assert score_spans(TEXT, [may, may], [may_rain], exact=False) == Score(1, 2, 1)
    assert score_spans(TEXT, [may_rain], [ranges("rain,”")], exact=False) == Score(1, 1, 1)
    assert score_spans(TEXT, [], []) == score_spans(TEXT, [], [], exact=False) == Score()


@pytest.mark.parametrize("nothing", [[], [(0, 1)], [(3, 3)], [(9, 4)], [(500, 600)]])
def test_an_item_without_words_does_not_count(nothing):
    assert score_spans(TEXT, [nothing], [nothing]) == Score()
    assert score_spans("", [nothing], [nothing], exact=False) == Score()


some_ranges = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=2)
some_relations = st.lists(
    st.fixed_dictionaries({"source": some_ranges, "cue": some_ranges, "content": some_ranges}), max_size=4
)


@given(some_relations, some_relations)
def test_counts_are_never_impossible_and_exact_is_never_easier(predicted, gold):
    lenient = score_relations(TEXT, predicted, gold)
    exact = score_relations(TEXT, predicted, gold, lenient=False)
    assert (lenient.predicted, lenient.gold) == (len(predicted), len(gold))
    assert exact.true_positive <= min(len(predicted), len(gold))
    assert lenient.true_positive <= min(len(predicted), len(gold))
    assert score_relations(TEXT, gold, gold, lenient=False).true_positive == len(gold)


PARAGRAPHS = ["Rain may come, Ann Lee said.", "“Rain?” Bo Orr asked. He “doubts” the rain, the man."]


def piece(paragraph, words, **more):
    return {"paragraph": paragraph, "words": words} | more


def reading(**more):
    entry = {
        "id": "a1",
        "source": [piece(1, "Ann Lee")],
        "cue": [piece(1, "said")],
        "content": [piece(1, "Rain may"), piece(1, "come")],
        "quotation": "indirect",
        "type": "speech",
        "inside": None,
    }
    return {
        "text": "rain",
        "attributions": [entry],
        "hedges": [{"cue": [piece(1, "may")], "scope": [piece(1, "Rain may come")]}],
        "boosters": [],
        "scare_quotes": [[piece(2, "“doubts”")]],
    } | more


def test_the_words_of_a_reading_are_found_in_their_paragraphs():
    found = annotated_text("rain", PARAGRAPHS, reading(boosters=[[piece(2, "the", occurrence=2)]]))
    assert found.text == "\n\n".join(PARAGRAPHS)

    def words(pieces):
        return [found.text[start:end] for start, end in pieces]

    (attribution,) = found.attributions
    assert words(attribution["source"]) == ["Ann Lee"]
    assert words(attribution["content"]) == ["Rain may", "come"]
    assert (attribution["id"], attribution["quotation"], attribution["inside"]) == ("a1", "indirect", None)
    assert words(found.hedges[0]["scope"]) == ["Rain may come"]
    assert words(found.scare_quotes[0]) == ["“doubts”"]
    assert words(found.boosters[0]) == ["the"]
    assert found.boosters[0] == [(found.text.rindex("the"), found.text.rindex("the") + 3)]


def test_an_occurrence_counts_letters_not_words():
    found = annotated_text("rain", ["other the there"], reading(attributions=[], hedges=[], scare_quotes=[]))
    assert found.attributions == found.hedges == found.scare_quotes == ()
    more = {"attributions": [], "hedges": [], "scare_quotes": []}
    found = annotated_text("rain", ["other the"], reading(boosters=[[piece(1, "the", occurrence=2)]], **more))
    assert found.boosters == ([(6, 9)],)


@pytest.mark.parametrize(
    "wrong, told",
    [
        (piece(2, "Ann Lee"), "occurrence 1 of the words “Ann Lee” in paragraph 2, where they stand 0 times"),
        (piece(1, "Ann Lee", occurrence=2), "occurrence 2 of the words “Ann Lee” in paragraph 1, where they stand 1 t"),
        (piece(1, "Ann Lee", occurrence=0), "occurrence 0 of the words “Ann Lee”"),
        (piece(0, "Ann Lee"), "points at paragraph 0 for the words “Ann Lee”, but the text has the paragraphs 1 to 2"),
        (piece(3, "Ann Lee"), "points at paragraph 3"),
        (piece(1, ""), "without words"),
        ({"paragraph": 1}, "without words"),
        ({"words": "Ann Lee"}, "without a paragraph number"),
    ],
)
def test_a_piece_that_is_not_there_is_told_with_its_text_and_place(wrong, told):
    bad = reading()
    bad["attributions"][0]["source"] = [wrong]
    with pytest.raises(MarkerProblem) as problem:
        annotated_text("rain", PARAGRAPHS, bad)
    assert "the text “rain”, the source of attribution a1 " in str(problem.value)
    assert told in str(problem.value)


@pytest.mark.parametrize(
    "change, part",
    [
        ({"hedges": [{"cue": [piece(1, "might")], "scope": []}]}, "the cue of hedge 1"),
        ({"boosters": [[piece(1, "Rain")], [piece(1, "surely")]]}, "booster 2"),
        ({"scare_quotes": [[piece(1, "doubts")]]}, "scare quote 1"),
    ],
)
def test_every_kind_of_mark_is_named_when_it_is_not_there(change, part):
    with pytest.raises(MarkerProblem, match=part):
        annotated_text("rain", PARAGRAPHS, reading(**change))


def test_a_reading_of_another_text_is_refused():
    with pytest.raises(MarkerProblem, match="“rain” says that it is of the text “snow”"):
        annotated_text("rain", PARAGRAPHS, reading(text="snow"))


def test_a_text_is_loaded_with_its_reading(tmp_path, monkeypatch):
    for folder, held in (("texts", {"paragraphs": PARAGRAPHS}), ("readings", reading())):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rain.json").write_text(json.dumps(held), encoding="utf-8")
    monkeypatch.setattr(data, "data_folder", lambda: tmp_path)
    monkeypatch.setattr("helpers.marker.benchmark_texts.data_folder", lambda: tmp_path)
    data.load.cache_clear()
    try:
        assert text_ids() == ["rain"]
        assert load_test_text("rain") == annotated_text("rain", PARAGRAPHS, reading())
        with pytest.raises(MarkerProblem, match="is missing"):
            load_test_text("snow")
    finally:
        data.load.cache_clear()
