"""Words of the newsrooms stand in their sources, no newsroom is best in every row, and names stand in their story."""

import copy

import course_texts
import pytest
from test_quotations import same_marks, stands_in

from helpers.charts.naming import count_names
from helpers.content import data_folder
from helpers.story import load_story

STORIES = data_folder() / "stories"
NEWSROOMS = sorted(STORIES.glob("*/newsrooms.json"))
NAMES = sorted(STORIES.glob("*/names.json"))
SOURCES = {one["id"]: one for one in course_texts.read(data_folder() / "sources.json")["sources"]}
QUESTIONS = {one["id"]: one for one in course_texts.all_questions()}
# What the exercise asks, and the row of the table that answers it.
ASKED = {"every": "every-speaker", "evidence": "evidence", "other": "other-side", "sides": "background"}


def texts_of(source, story):
    """Return what is on record of a newsroom's words: title and quotations, or the whole story."""
    if source["address"] == story.about["address"]:
        return [" ".join(sentence.text for sentence in story.sentences.values())]
    return [source["title"], *source.get("quotations", ())]


def problems_of(data, story, sources):
    """Say what does not hold in a comparison of newsrooms."""
    ids = [newsroom["id"] for newsroom in data["newsrooms"]]
    problems = [f"{one} stands twice" for one in sorted(set(ids)) if ids.count(one) > 1]
    on_record = {}
    for newsroom in data["newsrooms"]:
        source = sources.get(newsroom["source"])
        if source is None:
            problems.append(f"no record of {newsroom['source']}")
        elif source["published"] != story.about["published"]:
            problems.append(f"{newsroom['id']} did not write on the day of the story")
        else:
            on_record[newsroom["id"]] = [same_marks(text) for text in texts_of(source, story)]
    for row in data["rows"]:
        if list(row["cells"]) != ids:
            problems.append(f"{row['id']}: not one cell for each newsroom")
        for name, cell in row["cells"].items():
            for words in cell.get("words", ()):
                if not any(stands_in(words, text) for text in on_record.get(name, ())):
                    problems.append(f"{row['id']}: “{words}” is not on record for {name}")
            if "note" in cell and "words" not in cell:
                problems.append(f"{row['id']}: a note without words for {name}")
        problems += [
            f"{row['id']}: {one} is called best and has no words"
            for one in row["best"]
            if "words" not in row["cells"].get(one, {})
        ]
    best = [set(row["best"]) for row in data["rows"]]
    problems += [f"{one} is best in every row" for one in ids if all(one in row for row in best)]
    problems += [f"{one} is best in no row" for one in ids if not any(one in row for row in best)]
    return problems


@pytest.mark.parametrize("path", NEWSROOMS, ids=lambda path: path.parent.name)
def test_a_comparison_of_newsrooms_holds(path):
    assert not problems_of(course_texts.read(path), load_story(path.parent.name), SOURCES)


def test_state_outlets_and_others_are_compared():
    """Even-handed: an owner decides no row, so outlets of a party and others must both be there and both be best."""
    data = course_texts.read(STORIES / "tass-2017-11-14" / "newsrooms.json")
    parties = {newsroom["id"]: SOURCES[newsroom["source"]]["party"] for newsroom in data["newsrooms"]}
    best = {parties[one] for row in data["rows"] for one in row["best"]}
    assert best == set(parties.values()) == {"owned by a party", "not a party"}


def test_the_exercise_accepts_what_the_table_shows():
    rows = {row["id"]: row for row in course_texts.read(STORIES / "tass-2017-11-14" / "newsrooms.json")["rows"]}
    items = QUESTIONS["newsroom-rows"]["items"]
    assert {item["id"]: sorted(item["accepted"]) for item in items} == {
        asked: sorted(rows[row]["best"]) for asked, row in ASKED.items()
    }


@pytest.mark.parametrize("path", NAMES, ids=lambda path: path.parent.name)
def test_every_name_that_is_counted_stands_in_the_story(path):
    names = course_texts.read(path)
    assert not [
        one for one in count_names(load_story(path.parent.name), names["actors"]) if one.outside + one.inside == 0
    ]


def test_a_form_stands_for_one_name_only():
    for path in NAMES:
        forms = [f for actor in course_texts.read(path)["actors"] for name in actor["names"] for f in name["forms"]]
        assert len(set(map(same_marks, forms))) == len(forms)


def test_the_count_by_voice_agrees_with_the_reading():
    """The reading was made by two readers; the count comes from the quotation marks. On ISIS they must agree."""
    reading = course_texts.read(STORIES / "tass-2017-11-14" / "reading.json")["names"]
    voices = [one["voice"] for one in reading if "ISIS" in one["words"]["words"]]
    assert voices == ["quotation"] * 3


BREAKAGES = {
    "words that are not on record": lambda d: d["rows"][0]["cells"]["reuters"].update(words=["Russia lies"]),
    "words of another newsroom": lambda d: d["rows"][0]["cells"]["reuters"].update(words=["Russia accuses"]),
    "a cell too few": lambda d: d["rows"][0]["cells"].pop("tass"),
    "a newsroom without a record": lambda d: d["newsrooms"][1].update(source="hearsay"),
    "a newsroom of another day": lambda d: d["newsrooms"][1].update(source="bbc-raqqa"),
    "a newsroom twice": lambda d: d["newsrooms"].append(d["newsrooms"][0]),
    "a note on nothing": lambda d: d["rows"][0]["cells"].update(tass={"note": "x"}),
    "the best without words": lambda d: d["rows"][2].update(best=["reuters"]),
    "one is best everywhere": lambda d: [row["best"].append("sputnik") for row in d["rows"]],
    "one is best nowhere": lambda d: [row.update(best=["sputnik"]) for row in d["rows"][1:]],
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_slip_in_a_comparison_is_found(breakage):
    path = NEWSROOMS[0]
    data = copy.deepcopy(course_texts.read(path))
    BREAKAGES[breakage](data)
    assert problems_of(data, load_story(path.parent.name), SOURCES)
