"""To write it fairly: our version passes the checks of a learner’s text, and each weak example fails its own."""

import re

import course_texts
import pytest

from authoring.rules import questions_faults
from helpers.content import data_folder, load
from helpers.kinds.faults import Course
from helpers.kinds.library import open_exercise
from helpers.kinds.text.rewrite_check import check_rewrite
from helpers.story import story_ids

LESSON = course_texts.lesson_called("how_would_you_write_it_fairly")
DATA = course_texts.read(data_folder() / "questions" / f"{LESSON}.json")
QUESTIONS = {question["id"]: question for question in DATA["questions"]}
WITH_CHECKS = [question["id"] for question in DATA["questions"] if "checks" in question]
SPEAKER, APART = "Found by rule: is the speaker named?", "Found by rule: are claim and fact apart?"
SAYS_MORE = {f"Found by rule: {watch['name']}" for watch in load("rewrite_words.json")["watch"]}


def flagged(exercise_id, text):
    """Return the labels of the rows that ask the learner to look twice."""
    return {row.label for row in check_rewrite(text, open_exercise(exercise_id).checks) if row.symbol == "?"}


def seen(exercise_id, text):
    return {row.label for row in check_rewrite(text, open_exercise(exercise_id).checks) if row.symbol == "✓"}


def bare(headline):
    return headline.strip("*")


def our_version():
    return QUESTIONS["our-weakness"]["passage"]["paragraphs"]


def model_of(exercise_id):
    return re.split(r" Its weakness(?:es)?: ", QUESTIONS[exercise_id]["model_answer"])


@pytest.mark.parametrize(
    ("exercise_id", "text"),
    [
        ("write-headline", our_version()[0]),
        ("write-lead", our_version()[1]),
        ("write-lead", "\n".join(our_version())),
        ("write-mirror", model_of("write-mirror")[0]),
        ("write-bridge", model_of("write-bridge")[0]),
    ],
)
def test_our_version_passes_its_own_checks(exercise_id, text):
    assert not flagged(exercise_id, text)
    assert {SPEAKER, APART, "Found by rule: did you add this?"} <= seen(exercise_id, text)
    assert len(text) <= open_exercise(exercise_id).max_length


def test_our_lead_tells_every_part_that_the_prompt_asks_for():
    rows = check_rewrite(our_version()[1], open_exercise("write-lead").checks)
    assert "Not found" not in rows[-1].text


@pytest.mark.parametrize("exercise_id", ["write-mirror", "write-bridge"])
def test_our_version_names_its_weaknesses(exercise_id):
    assert len(model_of(exercise_id)) == 2


def test_every_weakness_of_our_version_may_weigh_most():
    options = QUESTIONS["our-weakness"]["options"]
    assert len(options) >= 4 and all(option["accepted"] for option in options)


# --- The examples that the learner sorts --------------------------------------------------------------------

# Which checks know the actors of an example.
CHECKED_BY = {
    "ministry-accuses": "write-headline", "us-supports": "write-headline", "ministry-hides": "write-headline",
    "coalition-accuses": "write-mirror", "syria-helps": "write-mirror", "coalition-hides": "write-mirror",
    "owner-says": "write-bridge", "council-fast": "write-bridge", "council-scares": "write-bridge",
    "council-stays": "write-bridge",
}  # fmt: skip
ITEMS = {item["id"]: item for name in ("sort-headlines", "sort-bridge") for item in QUESTIONS[name]["items"]}


@pytest.mark.parametrize("item_id", CHECKED_BY)
def test_an_example_fails_the_check_that_it_is_there_for(item_id):
    item = ITEMS[item_id]
    found = flagged(CHECKED_BY[item_id], bare(item["text"]))
    match item["accepted"]:
        case ["fair"]:
            assert not found
        case ["as-fact"]:
            assert {SPEAKER, APART} <= found
        case ["more"]:
            assert SAYS_MORE & found


def test_the_examples_are_mirror_cases():
    """Each kind of headline stands there once for each side: no side is the weak one."""
    groups = {item["id"]: item["accepted"] for item in QUESTIONS["sort-headlines"]["items"]}
    twins = [("ministry-accuses", "coalition-accuses"), ("us-supports", "syria-helps")]
    twins.append(("ministry-hides", "coalition-hides"))
    assert sorted(name for pair in twins for name in pair) == sorted(groups)
    assert all(groups[one] == groups[other] for one, other in twins)
    first, second = (bare(ITEMS[name]["text"]) for name in twins[2])
    assert first.replace("Russian ministry", "US-led coalition").replace("about US", "about Syria") == second


@pytest.mark.parametrize("option", ["caught", "lied"])
def test_a_headline_that_says_too_much_is_flagged(option):
    text = next(one["text"] for one in QUESTIONS["predict-headline"]["options"] if one["id"] == option)
    assert flagged("write-headline", bare(text))


def test_the_fair_headline_of_the_guess_is_ours():
    fair = next(one["text"] for one in QUESTIONS["predict-headline"]["options"] if one["id"] == "then")
    assert bare(fair) == our_version()[0]


@pytest.mark.parametrize(("lab", "exercise_id"), [("lab-headline", "write-headline"), ("lab-lead", "write-lead")])
def test_what_reaches_the_goal_of_a_lab_names_its_speaker_and_nothing_else_does_without(lab, exercise_id):
    exercise = open_exercise(lab)
    for version in exercise.versions():
        found = flagged(exercise_id, exercise.text_of(version))
        if exercise.reaches_goal(version):
            assert not found & {SPEAKER, APART}
        if version.get("order") == "nowhere" or version.get("claim") == "flat":
            assert SPEAKER in found
        if version.get("claim") == "flat" or exercise.text_of(version) == "US supports IS in Syria":
            assert APART in found


def test_each_lab_begins_with_a_sentence_that_has_something_to_mend():
    for lab in ("lab-headline", "lab-lead", "lab-bridge"):
        exercise = open_exercise(lab)
        assert not exercise.reaches_goal(next(exercise.versions()))


# --- The checks themselves ------------------------------------------------------------------------------------


def problems_of(question):
    sources = {source["id"] for source in load("sources.json")["sources"]}
    return [fault.what for fault in questions_faults({"questions": [question]}, Course(story_ids(), sources=sources))]


@pytest.mark.parametrize("exercise_id", WITH_CHECKS)
def test_checks_name_speakers_and_material_that_are_there(exercise_id):
    assert not problems_of(QUESTIONS[exercise_id])


@pytest.mark.parametrize(
    "slip",
    [
        lambda checks: checks["claims"][0].pop("speaker"),
        lambda checks: checks["claims"][0].update(speaker="nobody"),
        lambda checks: checks["claims"][0].update(keeps=["may"]),
        lambda checks: checks["material"].update(stories=["nowhere"]),
        lambda checks: checks["material"].update(sources=["hearsay"]),
        lambda checks: checks["speakers"].append(checks["speakers"][0]),
    ],
)
def test_broken_checks_are_found(slip):
    question = course_texts.read(data_folder() / "questions" / f"{LESSON}.json")["questions"]
    broken = next(one for one in question if one["id"] == "write-headline")
    slip(broken["checks"])
    assert problems_of(broken)


def test_five_exercises_with_one_key_ask_how_sure():
    def has_one_key(question):
        if question["kind"] == "choice":
            return len(course_texts.accepted(question)) == 1
        return question["kind"] == "sorting" and all(len(item["accepted"]) == 1 for item in question["items"])

    sure = [one["id"] for one in DATA["questions"] if one.get("confidence") and has_one_key(one)]
    assert len(sure) >= 5
