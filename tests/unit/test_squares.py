"""A share of a hundred as a hundred squares: as many full ones as the number says, and never by colour alone."""

import re
from html import unescape

import pytest

from helpers import show_marker_rates
from helpers.charts.squares import EMPTY, FULL, Squares, squares


@pytest.mark.parametrize("full", [0, 1, 10, 48, 99, 100])
def test_there_are_a_hundred_squares_in_ten_lines_and_so_many_are_full(full):
    drawn = squares(full)
    assert drawn.count(FULL) == full and drawn.count(EMPTY) == 100 - full
    assert [len(line) for line in drawn.split("\n")] == [10] * 10
    assert EMPTY + FULL not in drawn.replace("\n", "")


def test_the_squares_the_numbers_beside_them_and_the_sentence_agree():
    chart = show_marker_rates()
    body = unescape(chart.card().body)
    drawn = re.findall(r'<pre class="wss-squares"[^>]*>([^<]*)</pre>', body)
    told = [int(number) for number in re.findall(r'<span class="wss-squares-says"><b>(\d+)</b>', body)]
    numbers = [int(number) for row in chart.rows for number in row[1:3]]
    assert [one.count(FULL) for one in drawn] == told == numbers
    for name, recall, precision, *_ in chart.rows:
        assert f"{name}: finds {recall} in 100, and {precision} in 100 marks are right" in chart.sentence


def test_squares_are_passed_over_when_the_page_is_read_aloud_and_what_they_mean_is_not():
    body = show_marker_rates().card().body
    assert body.count('class="wss-squares" aria-hidden="true"') == body.count("wss-squares-says") == 8


def test_hostile_words_are_shown_as_text():
    chart = Squares("<b>x</b>", "<i>y</i>.", ("a", "b"), [("<script>z</script>", 5)], ("<u>w</u>",))
    assert not re.search(r"<(script|i|u)>", chart.card().body)
