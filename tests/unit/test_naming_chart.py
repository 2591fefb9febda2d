"""Names are counted by voice, in the text itself, and the chart says in words what it draws."""

import pytest

from helpers.charts.naming import NameCount, by_names, count_names, naming_chart
from helpers.content import ContentProblem, data_folder, read_json
from helpers.story import Paragraph, Sentence, Story, load_story


def story(*paragraphs, role="body"):
    return Story({"id": "x"}, tuple(Paragraph(str(n), role, (Sentence(str(n), t),)) for n, t in enumerate(paragraphs)))


def actors(*forms_of_names, actor="The club"):
    return [{"id": "x", "name": actor, "names": [{"name": forms[0], "forms": forms} for forms in forms_of_names]}]


def counts(text, *forms_of_names):
    return [(one.name, one.outside, one.inside) for one in count_names(story(text), actors(*forms_of_names))]


@pytest.mark.parametrize(
    ("text", "outside", "inside"),
    [
        ("The club won.", 1, 0),
        ('He said "the club won".', 0, 1),
        ("He said “the club won”.", 0, 1),
        ('The club won. "The club, the club," they sang.', 1, 2),
        ("They call it ‘the club’.", 1, 0),
        ('"It is ‘the club’ again," he said. The club lost.', 1, 1),
        ("The clubs won, the nightclub too.", 0, 0),
        ("The club’s coach, the club-house and THE CLUB.", 2, 0),
        ("", 0, 0),
    ],
)
def test_a_name_is_counted_by_voice(text, outside, inside):
    assert counts(text, ["club"]) == [("club", outside, inside)]


def test_a_long_name_wins_over_a_short_one_inside_it():
    text = "The club met the old club. The ‘old club’ won."
    assert counts(text, ["club"], ["old club"], ["‘old club’"]) == [
        ("club", 1, 0),
        ("old club", 1, 0),
        ("‘old club’", 1, 0),
    ]


def test_several_forms_of_a_name_count_together_and_spaces_and_marks_are_the_same():
    assert counts(
        "Old\u00a0club, then Old Club: the ‘old club,’ at last.", ["old club", "Old club", "'old club,'"]
    ) == [("old club", 2, 0)]


def test_a_quotation_ends_with_its_paragraph_and_the_page_label_is_left_out():
    text = story('"The club won', "The club lost.")
    assert count_names(text, actors(["club"])) == [NameCount("The club", "club", 1, 1)]
    assert count_names(story("The club", role="page label"), actors(["club"])) == [NameCount("The club", "club", 0, 0)]


@pytest.mark.parametrize("story_id", ["tass-2017-11-14", "harbour-bridge"])
def test_the_sentence_tells_every_number_and_the_table_holds_it(story_id):
    chart = naming_chart(story_id)
    for name, outside, inside, actor in chart.rows:
        assert f"{name} {outside} and {inside}" in chart.sentence
        assert f"{actor}: " in chart.sentence
        assert f'{name}</th><td dir="auto">{outside}</td><td dir="auto">{inside}</td>' in chart.table()
    assert repr(chart) == f"Chart: {chart.sentence}"


def test_the_names_of_the_story_by_voice():
    found = {
        one.name: (one.outside, one.inside)
        for one in count_names(load_story("tass-2017-11-14"), ACTORS["tass-2017-11-14"])
    }
    assert found["ISIS"] == (0, 3)
    assert found["IS"] == (4, 0)
    assert found["US-led ‘international coalition’"] == (0, 2)


ACTORS = {
    story_id: read_json(data_folder() / "stories" / story_id / "names.json")["actors"]
    for story_id in ("tass-2017-11-14", "harbour-bridge")
}


def test_a_story_without_names_says_which_have_some(monkeypatch, tmp_path):
    monkeypatch.setattr("helpers.story.stories_with", lambda _: [])
    with pytest.raises(ContentProblem, match="no names are listed"):
        naming_chart("harbour-bridge")


@pytest.mark.parametrize("story_id", ["tass-2017-11-14", "harbour-bridge"])
def test_every_name_that_is_counted_is_marked_in_the_text(story_id):
    story, (way, marks) = load_story(story_id), by_names(story_id)
    words = [
        story.sentence(sentence).text[one.start : one.end] for sentence, several in marks.items() for one in several
    ]
    assert len(words) == sum(one.outside + one.inside for one in count_names(story, ACTORS[story_id]))
    assert {entry.sign for entry in way.key} == {one.sign for several in marks.values() for one in several}
    for one in (one for several in marks.values() for one in several):
        assert one.look.endswith("wss-quoted" if "inside" in one.says else "wss-reported")


def test_a_name_inside_quotation_marks_is_told_apart():
    _, marks = by_names("tass-2017-11-14")
    (isis,) = [one for one in marks["p2-s1"] if one.says.endswith("as “ISIS”, inside the ministry’s quotation marks")]
    assert isis.look == "wss-mark--plain-1 wss-quoted"
