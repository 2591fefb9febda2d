"""In which forms a story tells what is done: counted in its own text, and told in a sentence."""

import re

import pytest

from helpers.charts.acts import acts_chart, by_acts, find_acts
from helpers.content import ContentProblem, data_folder, read_json
from helpers.kinds.library import open_exercise
from helpers.story import Paragraph, Sentence, Story, load_reading, load_story

STORIES = ("tass-2017-11-14", "harbour-bridge")
FORMS = {name: read_json(data_folder() / "stories" / name / "acts.json")["forms"] for name in STORIES}
PASSIVE = {"id": "passive", "name": "Passive", "sign": "P", "actor_after": "by"}


def story(text):
    return Story({"id": "x"}, (Paragraph("p1", "body", (Sentence("p1-s1", text),)),))


def acts(text, *words):
    found = find_acts(story(text), [PASSIVE | {"words": list(words)}])
    return [(one.words, one.actor_follows) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge was closed by the council.", [("closed", True)]),
        ("The bridge was closed, by night.", [("closed", False)]),
        ("The bridge was closed bylaw or not.", [("closed", False)]),
        ("It was closed.", [("closed", False)]),
        ("Enclosed, it was closed\u00a0by nobody, disclosed.", [("closed", True)]),
        ("It stayed open.", []),
    ],
)
def test_a_passive_is_found_and_whether_it_goes_on_with_by(text, found):
    assert acts(text, "closed") == found


def test_of_two_wordings_in_one_place_the_longer_one_counts():
    assert [
        one for one, _ in acts("The council said. The town council said.", "council said", "town council said")
    ] == [
        "council said",
        "town council said",
    ]


def test_a_story_without_any_of_the_words_has_no_acts():
    assert acts("It rained.") == []


@pytest.mark.parametrize("story_id", STORIES)
def test_every_number_of_the_sentence_is_counted_anew_in_the_text(story_id):
    """Counted another way than by the finder: each wording by itself, the longest first, each place once."""
    chart = acts_chart(story_id)
    text = "\n".join(sentence.text for sentence in load_story(story_id).sentences.values())
    for row, form in zip(chart.rows, FORMS[story_id], strict=True):
        assert row[0] == form["name"]
        left, number, followed = text, 0, 0
        for words in sorted(form["words"], key=len, reverse=True):
            pattern = rf"\b{re.escape(words)}\b(?P<by> by\b)?"
            hits = list(re.finditer(pattern, left))
            number, followed = number + len(hits), followed + sum(bool(hit["by"]) for hit in hits)
            left = re.sub(rf"\b{re.escape(words)}\b", "#", left)
        assert row[1] == number
        told = f"{form['name']}: {number}"
        assert told + (f" ({followed} with “by”)" if "actor_after" in form else "") in chart.sentence
    numbers = [int(number) for number in re.findall(r": (\d+)", chart.sentence)]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("story_id", STORIES)
def test_every_act_is_marked_in_the_text_and_no_mark_says_who_did_it(story_id):
    way, marks = by_acts(story_id)
    found = list(find_acts(load_story(story_id), FORMS[story_id]))
    assert sum(len(several) for several in marks.values()) == len(found) > 10
    assert [entry.sign for entry in way.key] == [form["sign"] for form in FORMS[story_id]]
    told = {one.says.split(":")[0] for several in marks.values() for one in several}
    assert told <= {form["name"] for form in FORMS[story_id]}


def test_what_the_lesson_says_about_the_counts_holds():
    counts = {row[0]: row[1] for row in acts_chart("tass-2017-11-14").rows}
    assert (
        counts["A person with a name"]
        == 0
        < {row[0]: row[1] for row in acts_chart("harbour-bridge").rows}["A person with a name"]
    )
    passives = [
        one for one in find_acts(load_story("tass-2017-11-14"), FORMS["tass-2017-11-14"]) if one.form == "passive"
    ]
    without = [one.words for one in passives if not one.actor_follows]
    assert len(without) < len(passives) / 2 and without == ["outlawed", "equipped", "found"]
    shown = {"headline", "deck", "p1-s1", "p2-s1"}
    speakers = {
        one["speaker"]
        for one in load_reading("tass-2017-11-14")["attributions"]
        if not one["inside"] and any(span["sentence"] in shown for span in one["content"])
    }
    assert len(speakers) == 1


def test_what_has_no_by_after_it_is_not_told_in_the_exercise_and_what_has_is():
    items = {item.id: item.accepted for item in open_exercise("put-the-actor-back").items}
    assert items["flags"] == ["not-told"] and "not-told" not in items["strikes"]
    assert (
        "strikes by the Russian aviation and the government army"
        in load_story("tass-2017-11-14").sentence("p3-s1").text
    )


def test_a_story_without_acts_says_which_have_some(monkeypatch):
    monkeypatch.setattr("helpers.story.stories_with", lambda _: [])
    with pytest.raises(ContentProblem, match="no acts are listed"):
        acts_chart("harbour-bridge")
