"""The texts that the marker is measured on: every reading fits its text, and data/README.md tells the right figures."""

import copy
import re

import pytest

from helpers.content import data_folder, load
from helpers.marker.benchmark_texts import annotated_text, load_test_text, text_ids
from helpers.marker.data import MarkerProblem
from helpers.marker.scoring import Score, score_relations, score_role, score_spans

TEXTS = sorted(path.stem for path in (data_folder() / "marker" / "texts").glob("*.json"))
README = (data_folder() / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## The texts that the marker is measured on\n")[2].partition("\n## ")[0]
READERS = {"first": "first/", "second": "second/", "settled": ""}
ROLES = ("source", "cue", "content")


def annotated(id, reader):
    paragraphs = load(f"marker/texts/{id}.json")["paragraphs"]
    return annotated_text(id, paragraphs, load(f"marker/readings/{READERS[reader]}{id}.json"))


def table(name):
    """Return the cells of a table of the section, one list a row, without the two lines of its head."""
    _, start, rest = SECTION.partition(f"<!-- marker {name} -->\n")
    rows, end, _ = rest.partition(f"\n<!-- /marker {name} -->")
    assert start and end, f"there is no table of the {name}"
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()[2:]]


def counts(reader):
    readings = [annotated(id, reader) for id in TEXTS]
    return {
        "attributions": sum(len(reading.attributions) for reading in readings),
        "hedges": sum(len(reading.hedges) for reading in readings),
        "boosters": sum(len(reading.boosters) for reading in readings),
        "scare quotes": sum(len(reading.scare_quotes) for reading in readings),
    }


def scores():
    """Compare the first reading of each text with the second, and add up over all texts."""
    pairs = [(annotated(id, "first"), annotated(id, "second")) for id in TEXTS]

    def pooled(score):
        return sum((score(one.text, one, other) for one, other in pairs), Score())

    def relations(lenient):
        return pooled(lambda text, one, other: score_relations(text, one.attributions, other.attributions, lenient))

    def part(role):
        return pooled(lambda text, one, other: score_role(text, one.attributions, other.attributions, role))

    def hedge_cues(reading):
        return [hedge["cue"] for hedge in reading.hedges]

    return {
        "attributions, lenient": relations(True),
        "attributions, exact": relations(False),
        **{f"attributions, {role}, exact": part(role) for role in ROLES},
        "hedges, cue": pooled(lambda text, one, other: score_spans(text, hedge_cues(one), hedge_cues(other))),
        "boosters": pooled(lambda text, one, other: score_spans(text, one.boosters, other.boosters)),
        "scare quotes": pooled(lambda text, one, other: score_spans(text, one.scare_quotes, other.scare_quotes)),
    }


def inside_problems(reading):
    """Say where an entry has another's id, or stands inside one that is not there or inside itself."""
    inside = {entry["id"]: entry["inside"] for entry in reading.attributions}
    problems = [] if len(inside) == len(reading.attributions) else ["an id stands more than once"]
    for id, outer in inside.items():
        if outer is not None and outer not in inside:
            problems.append(f"{id}: there is no attribution {outer}")
        for _ in inside:
            outer = inside.get(outer)
        if outer is not None:
            problems.append(f"{id} stands inside itself")
    return problems


def test_every_text_has_its_readings():
    assert text_ids() == TEXTS
    for folder in ("first", "second"):
        assert sorted(path.stem for path in (data_folder() / "marker" / "readings" / folder).glob("*.json")) == TEXTS


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("id", TEXTS)
def test_every_piece_of_a_reading_stands_in_its_text(id, reader):
    assert not inside_problems(annotated(id, reader))


@pytest.mark.parametrize("id", TEXTS)
def test_the_marker_is_measured_on_the_settled_reading(id):
    assert load_test_text(id) == annotated(id, "settled")


@pytest.mark.parametrize("id", TEXTS)
def test_a_settled_reading_adds_nothing_that_neither_reader_marked(id):
    first, second, settled = (annotated(id, reader) for reader in READERS)
    for role in ROLES:
        # A cue may be a part of what a reader marked: some conventions were settled afterwards.
        marked = {place for one in (first, second) for entry in one.attributions for place in letters(entry[role])}
        assert {place for entry in settled.attributions for place in letters(entry[role])} <= marked, role
    for mine, theirs, others in (
        (settled.boosters, first.boosters, second.boosters),
        (settled.scare_quotes, first.scare_quotes, second.scare_quotes),
    ):
        assert all(item in (*theirs, *others) for item in mine)
    cues = [hedge["cue"] for one in (first, second) for hedge in one.hedges]
    assert all(hedge["cue"] in cues for hedge in settled.hedges)


def letters(ranges):
    return {place for start, end in ranges for place in range(start, end)}


def test_a_piece_that_stands_nowhere_is_found():
    id = TEXTS[0]
    paragraphs, reading = load(f"marker/texts/{id}.json")["paragraphs"], load(f"marker/readings/{id}.json")
    for change in ({"words": "nowhere at all"}, {"paragraph": 0}, {"paragraph": len(paragraphs) + 1}):
        broken = copy.deepcopy(reading)
        broken["attributions"][0]["content"][0].update(change)
        with pytest.raises(MarkerProblem):
            annotated_text(id, paragraphs, broken)


def test_the_readme_tells_how_many_there_are():
    found = re.search(r"(\d+) texts, ([\d,]+) words, (\d+) attributions and (\d+) hedges", SECTION)
    assert found, "the sentence with the counts is not there"
    words = sum(len(load_test_text(id).text.split()) for id in TEXTS)
    settled = counts("settled")
    wanted = [len(TEXTS), words, settled["attributions"], settled["hedges"]]
    assert [int(number.replace(",", "")) for number in found.groups()] == wanted


def test_the_readme_tells_how_many_each_reading_has():
    told = {name: [int(number) for number in numbers] for name, *numbers in table("counts")}
    each = [counts(reader) for reader in READERS]
    assert told == {name: [count[name] for count in each] for name in each[0]}


def test_the_readme_tells_how_far_the_readings_agree():
    wanted = {
        name: [str(score.predicted), str(score.gold), str(score.true_positive), f"{score.f1:.2f}"]
        for name, score in scores().items()
    }
    assert {name: cells for name, *cells in table("agreement")} == wanted


def test_the_readme_lists_the_texts():
    texts = [load(f"marker/texts/{id}.json") for id in TEXTS]
    told = [[name.strip("`"), style, origin, licence] for name, style, origin, licence in table("texts")]
    assert [row[:2] for row in told] == [[text["id"], text["style"]] for text in texts]
    for (_, _, origin, licence), text in zip(told, texts, strict=True):
        assert origin == "written for the course by AI"
        assert licence == text["licence"]


def signs_of_another_owner(text):
    """Say what in a text's file tells that it was not written for the course."""
    ours = {
        "written_for_the_course": True,
        "read_from": "written for the course",
        "rights_holder": "The maintainers of Who Says So?",
        "licence": "CC BY 4.0",
        "address": None,
        "published": None,
    }
    signs = [field for field, value in ours.items() if text[field] != value]
    return signs + [field for field in ("outlet", "note") if "invented" not in text[field]]


@pytest.mark.parametrize("id", TEXTS)
def test_every_text_was_written_for_the_course(id):
    assert not signs_of_another_owner(load(f"marker/texts/{id}.json"))


def test_a_text_of_another_owner_is_found():
    ours = load(f"marker/texts/{TEXTS[0]}.json")
    theirs = {
        "written_for_the_course": False,
        "read_from": "https://example.org/",
        "rights_holder": "Example News",
        "licence": "Public domain",
        "address": "https://example.org/",
        "published": "1898-03-26",
        "outlet": "Example News",
        "note": "Captions were cut.",
    }
    for field, value in theirs.items():
        assert signs_of_another_owner({**ours, field: value}) == [field]
