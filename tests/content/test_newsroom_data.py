"""Words of the newsrooms stand in their sources, no newsroom is best in every row, and names stand in their story."""

import beside
import course_texts
import pytest

from helpers.content import data_folder

STORIES = data_folder() / "stories"
NEWSROOMS, NAMES = beside.files("newsrooms"), beside.files("names")
QUESTIONS = {one["id"]: one for one in course_texts.all_questions()}
# What the exercise asks, and the row of the table that answers it.
# Of these the table names the best; a careful reader may also take the other one, with the reason that stands there.
ALSO_READ = {"other": ["xinhua"]}
ASKED = {"every": "every-speaker", "evidence": "evidence", "other": "other-side", "sides": "background"}


@pytest.mark.parametrize("path", [*NEWSROOMS, *NAMES], ids=lambda path: f"{path.stem} of {path.parent.name}")
def test_names_and_a_comparison_of_newsrooms_hold(path):
    assert not beside.faults(path.stem, course_texts.read(path), path.parent.name)


def test_state_outlets_and_others_are_compared():
    """Even-handed: an owner decides no row, so outlets of a party and others must both be there and both be best."""
    data = course_texts.read(STORIES / "tass-2017-11-14" / "newsrooms.json")
    parties = {newsroom["id"]: beside.SOURCES[newsroom["source"]]["party"] for newsroom in data["newsrooms"]}
    best = {parties[one] for row in data["rows"] for one in row["best"]}
    assert best == set(parties.values()) == {"owned by a party", "not a party"}


def test_the_exercise_accepts_what_the_table_shows():
    rows = {row["id"]: row for row in course_texts.read(STORIES / "tass-2017-11-14" / "newsrooms.json")["rows"]}
    items = QUESTIONS["newsroom-rows"]["items"]
    assert {item["id"]: sorted(item["accepted"]) for item in items} == {
        asked: sorted([*rows[row]["best"], *ALSO_READ.get(asked, ())]) for asked, row in ASKED.items()
    }


def test_the_count_by_voice_agrees_with_the_reading():
    """The reading was made by two readers; the count comes from the quotation marks. On ISIS they must agree."""
    reading = course_texts.read(STORIES / "tass-2017-11-14" / "reading.json")["names"]
    voices = [one["voice"] for one in reading if "ISIS" in one["words"]["words"]]
    assert voices == ["quotation"] * 3


NEWSROOM_SLIPS = {
    "words that are not on record": (
        lambda d: d["rows"][0]["cells"]["reuters"].update(words=["Russia lies"]),
        "has no quotation with “Russia lies”",
    ),
    "words of another newsroom": (
        lambda d: d["rows"][0]["cells"]["reuters"].update(words=["Russia accuses"]),
        "has no quotation with “Russia accuses”",
    ),
    "a cell too few": (lambda d: d["rows"][0]["cells"].pop("tass"), "One cell for each newsroom must stand here"),
    "a newsroom without a record": (lambda d: d["newsrooms"][1].update(source="hearsay"), "has no source “hearsay”"),
    "a newsroom of another day": (lambda d: d["newsrooms"][1].update(source="bbc-raqqa"), "Its record says: published"),
    "a newsroom twice": (lambda d: d["newsrooms"].append(d["newsrooms"][0]), "stands here more than once"),
    "a note on nothing": (lambda d: d["rows"][0]["cells"].update(tass={"note": "x"}), "A note needs “words”"),
    "the best without words": (lambda d: d["rows"][2].update(best=["reuters"]), "has no words in this row"),
    "one is best everywhere": (lambda d: [row.update(best=["sputnik"]) for row in d["rows"]], "is best in every row"),
    "one is best nowhere": (lambda d: [row.update(best=["sputnik"]) for row in d["rows"][1:]], "is best in no row"),
}
NAME_SLIPS = {
    "a name that the story does not use": (
        lambda d: d["actors"][0]["names"][0].update(forms=["the grocers"]),
        "The story never says",
    ),
    "a form of two names": (
        lambda d: d["actors"][0]["names"].append({"name": "x", "forms": d["actors"][0]["names"][0]["forms"][:1]}),
        "already. Keep one.",
    ),
    "an actor twice": (lambda d: d["actors"].append(d["actors"][0]), "stands here more than once"),
}


@pytest.mark.parametrize("slip", NEWSROOM_SLIPS)
def test_a_slip_in_a_comparison_is_found(slip):
    assert beside.slip_told("newsrooms", NEWSROOMS[0], *NEWSROOM_SLIPS[slip])


@pytest.mark.parametrize("slip", NAME_SLIPS)
def test_a_slip_in_names_is_found(slip):
    assert beside.slip_told("names", NAMES[0], *NAME_SLIPS[slip])
