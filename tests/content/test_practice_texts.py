"""Texts never seen before: of many fields and speakers, long enough to read, and one copy that a program spoilt."""

import copy
import re

import course_texts
import pytest
from test_quotations import same_marks, stands_in

from helpers.content import data_folder

LESSON = course_texts.lesson_called("texts_you_have_never_seen")
FIELDS = {"war", "health", "sport", "local politics", "science", "business"}
SPEAKERS = {"media", "military", "company", "aid group", "campaigners", "local council", "police", "science"}
# States of the texts; a few texts name a town only.
STATES = ("Toluvia", "Marren", "Kestria", "Orlund", "Vessen")
ORIGINAL, COPY, COMPARED = "bike-thefts", "bicycle-burglaries", "what-the-copy-broke"
# The texts of the core; the others stand in the parts called “More”.
CORE = ("practice-1", "practice-2")
# What leads a reader back to whoever knows: it stands in the original and must be lost in the copy.
LOST = ("Stonebridge", "police", "Rose Field", "Bank Street", "Mark Wells")
NUMBER = re.compile(r"\b\d+\b")
IN_MARKS = re.compile('"([^"]*)"')
QUOTED = re.compile("“([^”]*)”")


def load():
    return course_texts.read(data_folder() / "questions" / f"{LESSON}.json")


def texts(data):
    return [question for question in data["questions"] if "features" in question]


def question(data, name):
    return next(one for one in data["questions"] if one["id"] == name)


def words(text):
    return " ".join(text["passage"]["paragraphs"])


def single_key(text):
    return text.get("confidence") and len(course_texts.accepted(text)) == 1


def problems_of_texts(data):
    """Say what the practice texts lack."""
    found = texts(data)
    problems = [] if len(found) >= 12 else ["there are fewer than 12 texts"]
    for text in found:
        if not 90 <= len(words(text).split()) <= 200:
            problems.append(f"{text['id']} has {len(words(text).split())} words")
        if not text["passage"].get("invented") or not text.get("actor") or not text.get("topic"):
            problems.append(f"{text['id']} does not say that it is invented, who speaks, or what it is about")
    problems += [f"there is no text on {field}" for field in FIELDS - {text.get("topic") for text in found}]
    problems += [f"there is no text with {one}" for one in SPEAKERS - {text.get("actor") for text in found}]
    said = " ".join(words(text) for text in found)
    problems += [f"{state} is not in the texts" for state in STATES if state not in said]
    if sum(map(bool, map(single_key, found))) < 5:
        problems.append("fewer than five texts have one key and ask for confidence")
    lengths = {
        kind: [len(words(t).split()) for t in found if course_texts.deserves(t) == kind]
        for kind in ("weak", "well-supported")
    }
    means = sorted(sum(one) / len(one) for one in lengths.values())
    if means[1] / means[0] > 1.15:
        problems.append("the length of a text tells what it deserves")
    return problems


def problems_of_sets(data):
    """Say which texts about war stand among others: whoever skips the war leaves out whole cells."""
    sets = {one["id"]: one["questions"] for one in data["sets"]}
    topics = {text["id"]: text["topic"] for text in texts(data)}
    problems = []
    for name, ids in sets.items():
        for one in ids:
            if one in topics and (topics[one] == "war") != name.endswith("-war"):
                problems.append(f"{one} stands in {name}")
    in_sets = {one for ids in sets.values() for one in ids}
    problems += [
        f"{one} is about war and in no set" for one, topic in topics.items() if topic == "war" and one not in in_sets
    ]
    core = [course_texts.deserves(question(data, one)) for part in CORE for one in sets[part]]
    if sorted(core) != ["weak", *["well-supported"] * 3]:
        problems.append("the core does not have three well-supported texts and a weak one")
    return problems


def problems_of_copy(data):
    """Say where the spun copy is no such copy of its original."""
    original, spun = words(question(data, ORIGINAL)), words(question(data, COPY))
    problems = [f"the original does not have {one}" for one in LOST if one not in original]
    problems += [f"the copy still has {one}" for one in LOST if one in spun]
    if not set(NUMBER.findall(spun)) or not set(NUMBER.findall(spun)) <= set(NUMBER.findall(original)):
        problems.append("the copy has other numbers")
    theirs, ours = set(spun.casefold().split()), set(original.casefold().split())
    if not 0.2 < len(theirs & ours) / len(theirs | ours) < 0.6:
        problems.append("the copy differs too little or too much")
    if set(IN_MARKS.findall(spun)) & set(IN_MARKS.findall(original)) or not IN_MARKS.findall(spun):
        problems.append("the quotation is not spoilt")
    beside = question(data, COMPARED)["passage"]["paragraphs"]
    if [p for p in beside if not p.endswith(":")] != [
        *question(data, ORIGINAL)["passage"]["paragraphs"],
        *question(data, COPY)["passage"]["paragraphs"],
    ]:
        problems.append("other texts are compared")
    for item in question(data, COMPARED)["items"]:
        first, second = QUOTED.findall(item["text"])
        if not (first in plain(original) and second in plain(spun)):
            problems.append(f"the words of {item['id']} do not stand in their texts")
    return problems


def plain(text):
    return text.replace('"', "")


def problems_of_real(data, sources):
    """Say which real passages are long, or stand in no source that was read."""
    known = [
        words
        for source in sources
        if source["read"] != "not read, cited by others"
        for words in source.get("quotations", ())
    ]
    known += course_texts.story_texts()
    problems = []
    for item in question(data, "real-ones")["items"]:
        [passage] = QUOTED.findall(item["text"])
        if len(passage.split()) > 40:
            problems.append(f"{item['id']} is long")
        if not any(stands_in(passage, same_marks(one)) for one in known):
            problems.append(f"{item['id']} has no source")
        if not (passage[0].isupper() or passage[0] == "…") or passage[-1] not in ".!?…":
            problems.append(f"{item['id']} does not show where it was cut")
    return problems


def sources():
    return course_texts.read(data_folder() / "sources.json")["sources"]


def all_problems(data):
    return problems_of_texts(data) + problems_of_sets(data) + problems_of_copy(data) + problems_of_real(data, sources())


def test_the_texts_of_the_lesson_are_as_they_should_be():
    assert not all_problems(load())


def swap(data, name, old, new):
    paragraphs = question(data, name)["passage"]["paragraphs"]
    assert any(old in one for one in paragraphs)
    paragraphs[:] = [one.replace(old, new) for one in paragraphs]


def hide_cut(item):
    assert "“… " in item["text"]
    item["text"] = item["text"].replace("“… ", "“")


def in_set(data, name):
    return next(one for one in data["sets"] if one["id"] == name)["questions"]


BREAKAGES = {
    "too few texts": lambda d: [d["questions"].remove(one) for one in texts(d)[:5]],
    "a short text": lambda d: question(d, "warm-river")["passage"]["paragraphs"].pop(),
    "a long text": lambda d: question(d, "warm-river")["passage"]["paragraphs"].append("word " * 90),
    "a text without a speaker": lambda d: question(d, "warm-river").pop("actor"),
    "no text on sport": lambda d: [t.update(topic="health") for t in texts(d) if t["topic"] == "sport"],
    "no police": lambda d: question(d, ORIGINAL).update(actor="media"),
    "a state that is missing": lambda d: swap(d, "chess-clock", "Vessen", "Kestria"),
    "no confidence": lambda d: [t.update(confidence=False) for t in texts(d)],
    "weak ones are long": lambda d: [
        t["passage"]["paragraphs"].append("word " * 50) for t in texts(d) if course_texts.deserves(t) == "weak"
    ],
    "war among the light ones": lambda d: in_set(d, "practice-3").append(in_set(d, "practice-war").pop()),
    "a light one among the war": lambda d: in_set(d, "practice-war").append(in_set(d, "practice-3").pop()),
    "a war text in no set": lambda d: in_set(d, "practice-war").pop(),
    "a core where all is well supported": lambda d: in_set(d, "practice-1").remove("homework-sleep"),
    "a core of five texts": lambda d: in_set(d, "practice-1").append("warm-river"),
    "a copy with a name that leads back": lambda d: swap(d, COPY, "Rockbridge", "Stonebridge"),
    "a copy with other numbers": lambda d: swap(d, COPY, "150", "151"),
    "a copy with the same quotation": lambda d: swap(
        d, COPY, "We likewise realize that numerous individuals never record a taken bicycle,",
        "We also know that many people never report a stolen bike,"),
    "no copy but the original": lambda d: question(d, COPY)["passage"].update(question(d, ORIGINAL)["passage"]),
    "another text compared": lambda d: question(d, COMPARED)["passage"]["paragraphs"].pop(),
    "compared words that are not there": lambda d: question(d, COMPARED)["items"][0].update(text="“a” → “zzz”"),
    "a real passage that nobody read": lambda d: question(d, "real-ones")["items"][0].update(text="TASS: “It rained.”"),
    "a cut that is not shown": lambda d: hide_cut(question(d, "real-ones")["items"][0]),
    "a long real passage": lambda d: question(d, "real-ones")["items"][0].update(text=f"TASS: “{'word ' * 41}”"),
}  # fmt: skip


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_lesson_that_is_not_as_it_should_be_is_found(breakage):
    data = copy.deepcopy(load())
    BREAKAGES[breakage](data)
    assert all_problems(data)
