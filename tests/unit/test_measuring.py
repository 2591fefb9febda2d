"""The marker measured in a lesson: counts that follow from the test texts and their readings."""

import pytest

from helpers import measure_marker, show_marks
from helpers.charts.marker_rates import PARTS, marker_rates_chart, score_rows, scores_of, total_scores
from helpers.content import ContentProblem
from helpers.marker.benchmark_texts import load_test_text, text_ids
from helpers.marker.scoring import Score


def test_counts_are_found_and_besides():
    assert score_rows({"Hedges": Score(3, 5, 4)}) == [("Hedges", 4, 3, 2)]


def test_the_total_is_the_sum_over_all_texts():
    for part in PARTS:
        each = [scores_of(load_test_text(text_id))[part] for text_id in text_ids()]
        assert total_scores()[part].gold == sum(score.gold for score in each)
        assert total_scores()[part].true_positive == sum(score.true_positive for score in each)


def test_the_chart_tells_rates_that_follow_from_its_own_counts():
    for part, found, right, wanted, hits, besides in marker_rates_chart().rows:
        assert found == round(100 * hits / wanted), part
        assert right == round(100 * hits / (hits + besides)), part


def test_a_card_tells_each_part_of_one_text():
    card = measure_marker("lake-race-wire")
    rows = score_rows(scores_of(load_test_text("lake-race-wire")))
    for part, wanted, found, besides in rows:
        assert f"{part}: {found} of {wanted} found, {besides} marked besides" in repr(card)
        assert f'<td dir="auto">{wanted - found}</td>' in card.body


def test_the_marks_shown_are_those_of_that_text():
    assert show_marks("lake-race-wire").marks.text == load_test_text("lake-race-wire").text


def test_the_marks_of_some_paragraphs_are_those_of_their_words_alone():
    whole = load_test_text("lake-race-wire").text.split("\n\n")
    assert show_marks("lake-race-wire", paragraphs=[2, 4]).marks.text == f"{whole[1]}\n\n{whole[3]}"
    with pytest.raises(ContentProblem, match=f"has paragraphs 1 to {len(whole)}, but none with number 0"):
        show_marks("lake-race-wire", paragraphs=[0])


@pytest.mark.parametrize("verb", [measure_marker, show_marks])
def test_an_unknown_text_is_told_with_those_that_there_are(verb):
    with pytest.raises(ContentProblem, match="There are: cargo-sails-radio"):
        verb("../../secret")
