"""The forms in which a story tells what is done stand in its text, each wording in one form; labels have an owner."""

import beside
import course_texts
import pytest

from helpers.notebooks import NOTEBOOKS

ACTS = beside.files("acts")
SLIPS = {
    "words that the story does not have": (
        lambda d: d["forms"][0]["words"].append("was eaten"),
        "The story never says",
    ),
    "words in two forms": (
        lambda d: d["forms"][1]["words"].append(d["forms"][0]["words"][0]),
        "already. Keep one.",
    ),
    "a form twice": (lambda d: d["forms"].append(d["forms"][0] | {"words": []}), "stands here more than once"),
}
# Each label of the table in lesson 04, by the row that it stands in: where its words must stand.
OWNERS = {
    "AFP": ("afp-town-10", "afp-town-19"),
    "BBC": ("bbc-town-9",),
    "the coalition, on Raqqa": ("coalition-raqqa",),
}


@pytest.mark.parametrize("path", ACTS, ids=lambda path: path.parent.name)
def test_acts_hold(path):
    assert not beside.faults("acts", course_texts.read(path), path.parent.name)


GROWING = beside.files("growing")
GROWING_SLIPS = {
    "words that stand elsewhere": (lambda d: d["places"][0]["told"].update(act="the grocers"), "do not stand in"),
    "a part that is not there": (lambda d: d["places"][0]["told"].update(why="cracks"), "There is no part “why”"),
    "a part without words": (lambda d: d["parts"].append({"id": "why", "name": "Why?"}), "No place has words"),
}


@pytest.mark.parametrize("path", GROWING, ids=lambda path: path.parent.name)
def test_a_claim_in_several_places_holds(path):
    assert not beside.faults("growing", course_texts.read(path), path.parent.name)


@pytest.mark.parametrize("slip", GROWING_SLIPS)
def test_a_slip_in_a_claim_in_several_places_is_found(slip):
    assert beside.slip_told("growing", GROWING[0], *GROWING_SLIPS[slip])


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_acts_is_found(slip):
    assert beside.slip_told("acts", ACTS[0], *SLIPS[slip])


def rows_of_labels():
    cells = course_texts.read(NOTEBOOKS / "04_how_is_it_framed.ipynb")["cells"]
    text = next("".join(cell["source"]) for cell in cells if "who tells it | the people" in "".join(cell["source"]))
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return {first: [word for part in others for word in course_quotes(part)] for first, *others in rows[2:]}


def course_quotes(text):
    return [part.partition("”")[0] for part in text.split("“")[1:]]


def test_every_label_of_the_table_stands_in_words_of_its_owner():
    found = rows_of_labels()
    story = next(one for one in beside.COURSE.stories.values() if not one.about["written_for_the_course"])
    text = "".join(sentence.text for sentence in story.sentences.values())
    quoted = " ".join(text.split('"')[1::2])
    plain = " ".join(text.split('"')[::2])
    for owner, words in found.items():
        if owner in OWNERS:
            there = " ".join(q for source in OWNERS[owner] for q in beside.SOURCES[source]["quotations"])
        else:
            there = quoted if "quoted" in owner else plain
        assert words and all(one in there for one in words), (owner, words)


def test_both_sides_of_the_dispute_are_in_the_table():
    found = rows_of_labels()
    assert {"the ministry, quoted", "the coalition, on Raqqa"} <= found.keys()
    assert all(
        any("terrorists" in word for word in found[one]) for one in ("the ministry, quoted", "the coalition, on Raqqa")
    )
