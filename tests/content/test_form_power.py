"""How many texts a form needs: worked out, printed, and held beside the forms that there are."""

from random import Random
from statistics import mean, stdev

import pytest

from authoring.form_power import (
    BEFORE,
    LARGEST,
    POWER,
    SHOULD_BE_SEEN,
    enough,
    learners_needed,
    power,
    power_table,
    texts_of_a_form,
)
from helpers.content import data_folder


def test_a_form_has_the_fewest_texts_that_are_enough():
    assert enough(texts_of_a_form()) and not enough(texts_of_a_form() - 1)


def test_the_table_in_the_readme_is_the_one_that_the_program_prints():
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition("<!-- form power -->\n")
    table, end, _ = rest.partition("\n<!-- /form power -->")
    assert end and table == power_table()


@pytest.mark.parametrize("texts", [6, 8])
def test_the_learners_needed_are_the_fewest_with_enough_power(texts):
    needed = learners_needed(texts, SHOULD_BE_SEEN)
    assert power(needed, texts, SHOULD_BE_SEEN) >= POWER > power(needed - 1, texts, SHOULD_BE_SEEN)
    assert power(100_000, texts, 0.0) == pytest.approx(0.05)


def test_invented_classes_show_the_gain_about_as_often_as_is_worked_out():
    random, texts = Random(20261129), texts_of_a_form()

    def shows_it():
        def share(fits):
            return sum(random.random() < fits for _ in range(texts)) / texts

        gains = [share(BEFORE + SHOULD_BE_SEEN) - share(BEFORE) for _ in range(LARGEST)]
        return abs(mean(gains)) > 1.96 * stdev(gains) / LARGEST**0.5

    shown = mean(shows_it() for _ in range(1000))
    assert shown == pytest.approx(power(LARGEST, texts, SHOULD_BE_SEEN), abs=0.04)
