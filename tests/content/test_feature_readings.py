"""The features of the short texts were read twice; what both found is told, and nothing settled hides what was read."""

import course_texts
import pytest

from authoring.feature_agreement import (
    answers_in_words,
    counted,
    features_table,
    readings,
    same_answers,
    today,
)
from helpers.claims import load_claims
from helpers.content import data_folder
from helpers.judgement import FEATURES, accepted_uses
from helpers.story import load_story

FIRST, SECOND = readings()


def name(text):
    return text["question"], text.get("item", "")


def settled():
    """Return the features that decide today, by the text's name."""
    found = {}
    for question in course_texts.all_questions():
        if question["kind"] == "choice" and "features" in question:
            found[question["id"], ""] = question["features"]
        for item in question.get("items", ()):
            if "features" in item:
                found[question["id"], item["id"]] = item["features"]
    return found


def test_both_read_every_text_that_the_rule_decides():
    assert [name(text) for text in FIRST] == [name(text) for text in SECOND]
    assert {name(text) for text in FIRST} == set(settled())
    assert {one["feature"] for text in (*FIRST, *SECOND) for one in text["features"]} <= FEATURES


def test_the_agreement_in_the_readme_is_the_one_that_the_program_prints():
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition("<!-- features agreement -->\n")
    table, end, _ = rest.partition("\n<!-- /features agreement -->")
    assert end and table == features_table()


def test_a_fourth_reader_who_saw_no_key_accepts_the_same_in_nine_of_ten_texts():
    deciding, fourth = today()
    assert {name(text) for text in fourth} == set(settled()) and len(fourth) == len(settled())
    assert [one["features"] for one in deciding] == [settled()[name(text)] for text in fourth]
    assert {one["feature"] for text in fourth for one in text["features"]} <= FEATURES
    assert same_answers(deciding, fourth)[0] >= 0.9 * len(fourth)
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    assert f"<!-- features today -->\n{answers_in_words(deciding, fourth)}\n<!-- /features today -->" in readme


def test_the_fourth_reader_read_the_words_that_stand_there_today():
    for text, read in zip(*today(), strict=True):
        words = text["text"] if "text" in text else " ".join(text["passage"]["paragraphs"])
        assert all(mark["words"] in words for mark in read["features"]), name(read)


def test_no_answer_that_decides_today_is_one_that_neither_reader_had():
    for text, other in zip(FIRST, SECOND, strict=True):
        had = {*accepted_uses(text["features"]), *accepted_uses(other["features"])}
        assert set(accepted_uses(settled()[name(text)])) <= had, name(text)


def test_the_parts_of_the_claims_of_two_stories_were_read_by_one_who_saw_no_features():
    ours, other = readings("ledgers_")
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    told = answers_in_words(ours, other, "parts of claims")
    assert f"<!-- ledgers -->\n{told}\n<!-- /ledgers -->" in readme
    for text, read in zip(ours, other, strict=True):
        assert [text[name] for name in ("story", "claim", "part")] == [
            read[name] for name in ("story", "claim", "part")
        ]
        words = " ".join(sentence.text for sentence in load_story(read["story"]).sentences.values())
        assert all(mark["words"] in words for mark in (*text["features"], *read["features"])), read["claim"]
        decides = load_claims(read["story"]).rows[read["claim"], read["part"]][0]
        # A doubt of the second reader may be settled, but an answer that neither had may not come in.
        assert set(decides.uses) <= {*accepted_uses(text["features"]), *accepted_uses(read["features"])}
    assert {text["story"] for text in ours} == {"tass-2017-11-14", "sawmill-at-hask"}


def test_what_both_marked_is_counted_and_what_one_changes_is_seen():
    rows = {row.feature: row for row in counted(FIRST, SECOND)}
    assert set(rows) == FEATURES and all(row.both <= min(row.first, row.second) for row in rows.values())
    nobody = [text | {"features": []} for text in SECOND]
    assert all(row.both == row.second == 0 for row in counted(FIRST, nobody))
    assert same_answers(FIRST, nobody)[0] == sum(accepted_uses(text["features"]) == ("wait",) for text in FIRST)
    with pytest.raises(ValueError, match="shorter"):
        same_answers(FIRST, SECOND[1:])
