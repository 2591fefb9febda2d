"""Our readings point at words that are there, and keep what was hard to get right."""

import copy

import course_texts
import pytest

from authoring.agreement import agreement_table
from helpers.content import ContentProblem, data_folder
from helpers.story import Span, load_story, story_ids

SEED = "tass-2017-11-14"
LISTS = ("attributions", "without_speaker", "hedges", "boosters", "scare_quotes", "presuppositions")


def reading_files():
    stories = data_folder() / "stories"
    return [path.relative_to(stories).as_posix() for path in sorted(stories.glob("*/reading*/*.json"))] + [
        f"{story_id}/reading.json" for story_id in story_ids()
    ]


def reading(name):
    return course_texts.read(data_folder() / "stories" / name)


def spans_in(found):
    """Yield every span inside some data of a reading, those of second readings too."""
    if isinstance(found, dict):
        if "sentence" in found:
            yield Span.of(found)
        for one in found.values():
            yield from spans_in(one)
    elif isinstance(found, list):
        for one in found:
            yield from spans_in(one)


def problems_of(data, story):
    """Say where a reading points at words, speakers or entries that are not there."""
    problems = []
    for span in spans_in(data):
        try:
            story.find(span)
        except ContentProblem as problem:
            problems.append(str(problem))
    for name in LISTS:
        ids = [entry["id"] for entry in data[name]]
        problems += [f"{name} has {one} more than once" for one in {one for one in ids if ids.count(one) > 1}]
    speakers = {speaker["id"] for speaker in data["speakers"]}
    inside = {entry["id"]: entry["inside"] for entry in data["attributions"]}
    for entry in data["attributions"]:
        if entry["speaker"] not in speakers:
            problems.append(f"{entry['id']}: there is no speaker {entry['speaker']}")
        outer = entry["inside"]
        for _ in inside:
            outer = inside.get(outer)
        if outer is not None:
            problems.append(f"{entry['id']} stands inside itself")
        if entry["inside"] is not None and entry["inside"] not in inside:
            problems.append(f"{entry['id']}: there is no attribution {entry['inside']}")
    heard = {entry["speaker"] for entry in data["attributions"]}
    problems += [f"the speaker {one} never speaks" for one in speakers - heard]
    return problems


def one(entries, **wanted):
    """Return the one entry that has what is wanted."""
    found = [entry for entry in entries if all(entry[name] == value for name, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} entries with {wanted}"
    return found[0]


def span(sentence, words, **more):
    return {"sentence": sentence, "words": words, **more}


SETTLED = reading(f"{SEED}/reading.json")
STORY = load_story(SEED)
WHOLE = "\n".join(sentence.text for sentence in STORY.sentences.values())


@pytest.mark.parametrize("name", reading_files())
def test_a_reading_points_at_what_is_there(name):
    assert not problems_of(reading(name), load_story(name.partition("/")[0]))


@pytest.mark.parametrize("name", reading_files())
def test_a_reading_says_which_story_it_reads(name):
    assert reading(name)["story"] == name.partition("/")[0]


BREAKAGES = {
    "words that do not stand there": lambda data: data["hedges"][0]["words"].update(words="reportedly"),
    "an occurrence too many": lambda data: data["attributions"][2]["source"].update(occurrence=2),
    "a sentence that is not there": lambda data: data["names"][0]["words"].update(sentence="p99-s1"),
    "wrong words in a second reading": lambda data: data["hedges"][0]["second_readings"].append(
        {"says": "x", "reason": "y", "scope": [span("p13-s1", "nowhere")]}
    ),
    "an unknown speaker": lambda data: data["attributions"][0].update(speaker="nobody"),
    "an unknown outer attribution": lambda data: data["attributions"][0].update(inside="nowhere"),
    "an attribution inside itself": lambda data: data["attributions"][0].update(inside=data["attributions"][0]["id"]),
    "an id twice": lambda data: data["boosters"].append(data["boosters"][0]),
    "a speaker who never speaks": lambda data: data["speakers"].append({"id": "silent"}),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_reading_that_points_nowhere_is_found(breakage):
    data = copy.deepcopy(SETTLED)
    BREAKAGES[breakage](data)
    assert problems_of(data, STORY)


# --- Easily got wrong: what the course settled once --------------------------------------------------


def test_allegedly_stands_once_and_covers_the_control_of_the_city_only():
    assert WHOLE.count("allegedly") == 1
    entry = one(SETTLED["hedges"], words=span("p13-s1", "allegedly"))
    assert entry["scope"] == [span("p13-s1", "controlling the city")]
    assert "Cannot be told" in entry["whose"]
    assert not [version for version in entry["second_readings"] if "scope" in version]


def test_could_has_two_fair_readings():
    entry = one(SETTLED["hedges"], words=span("p13-s1", "could"))
    assert len(entry["second_readings"]) >= 1
    assert all(version["says"] and version["reason"] for version in entry["second_readings"])


def test_one_according_to_stands_inside_a_quotation():
    found = [entry for entry in SETTLED["attributions"] if entry["construction"] == "according-to"]
    assert len(found) == WHOLE.casefold().count("according to")
    nested = one(found, id="their-information")
    assert [entry for entry in found if entry["inside"]] == [nested]
    outer = one(SETTLED["attributions"], id=nested["inside"])
    assert (outer["quotation"], outer["speaker"]) == ("direct", "russian-defense-ministry")


def test_three_claims_have_no_speaker_of_their_own_each_by_its_degree():
    degrees = {entry["words"]["sentence"]: entry["degree"] for entry in SETTLED["without_speaker"]}
    assert len(SETTLED["without_speaker"]) == 3
    assert degrees == {
        "p3-s1": "only the showing is attributed",
        "p4-s1": "next quotation may cover it",
        "p13-s1": "speaker comes soon",
    }


def test_only_the_showing_of_the_pictures_is_attributed():
    shown = one(SETTLED["attributions"], construction="shown")
    assert shown["cue"] == span("p3-s1", "showed")
    assert not [part for part in shown["content"] if "show" in part["words"]]


def test_the_american_reason_stands_once_inside_a_quotation_of_the_ministry():
    americans = [entry for entry in SETTLED["attributions"] if entry["speaker"] == "united-states"]
    assert all(entry["inside"] for entry in americans)
    assert one(americans, construction="according-to")["source"]["sentence"] == "p4-s2"


@pytest.mark.parametrize(("sentence", "act"), [("p4-s1", "refused"), ("p6-s1", "failed to answer")])
def test_what_the_us_did_is_told_by_others_and_is_no_attribution(sentence, act):
    assert act in STORY.sentence(sentence).text
    cues = [entry["cue"]["words"] for entry in SETTLED["attributions"] if entry["cue"]["sentence"] == sentence]
    assert act not in cues


def test_that_in_confirm_that_points_back():
    assert one(SETTLED["presuppositions"], words=span("p13-s2", "confirm that"))["does"] == "points back"


READ_TWICE = sorted(path.parent.parent.name for path in (data_folder() / "stories").glob("*/readings/second.json"))


@pytest.mark.parametrize("story_id", READ_TWICE)
def test_the_table_of_agreement_is_the_one_that_the_program_prints(story_id):
    name = "agreement" if story_id == SEED else f"agreement {story_id}"
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition(f"<!-- {name} -->\n")
    table, end, _ = rest.partition(f"\n<!-- /{name} -->")
    assert end and table == agreement_table(story_id)
