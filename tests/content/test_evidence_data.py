"""The evidence pack and the ledger: every cell has a source and a place in it, and nothing says more than that."""

import re
from statistics import median

import beside
import course_texts
import pytest

FILES = beside.files("evidence")
PACKS = [course_texts.read(path) for path in FILES]
LEDGERS = [course_texts.read(path) for path in beside.files("claims")]
LONGEST_MEDIAN_SENTENCE = 18
# Words that would state a motive, or knowledge that nobody has shown. Quoted words are not ours.
MOTIVES = re.compile(
    r"\b(lied|lying|on purpose|deliberate(?:ly)?|intentional(?:ly)?|hoax|faked|knew that|must have known|cover-up)\b",
    re.I,
)
QUOTED = re.compile("“[^”]*”")


def our_words(pack):
    """Return the prose of a pack that is our own."""
    texts = [item[name] for item in pack["items"] for name in ("title", "summary", "why")]
    texts += [one["reading"] for one in pack["differences"]] + [one["why"] for one in pack["open"]]
    return [QUOTED.sub("X", text) for text in texts]


def test_there_is_a_pack_and_a_ledger():
    assert {pack["story"] for pack in PACKS} <= {ledger["story"] for ledger in LEDGERS} and PACKS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_pack_is_whole(path):
    assert not beside.faults("evidence", course_texts.read(path), path.parent.name)


def test_the_two_sides_speak_in_the_pack_and_each_is_called_one_side():
    alone = " ".join(item["who"] for pack in PACKS for item in pack["items"] if item["strength"] == "one side’s word")
    assert "Russian" in alone and "coalition" in alone


def test_the_pack_names_no_motive():
    assert not [text for pack in PACKS for text in our_words(pack) if MOTIVES.search(text)]


def test_that_the_pictures_are_the_same_is_called_probable_only():
    [item] = [item for pack in PACKS for item in pack["items"] if item["id"] == "same-pictures"]
    assert "probably the same" in item["summary"] and item["strength"] != "strong"


def test_the_pack_is_easy_to_read():
    sentences = [s for pack in PACKS for text in our_words(pack) for s in re.split(r"(?<=[.?!:;])\s+", text)]
    assert len(sentences) > 100 and median(len(sentence.split()) for sentence in sentences) <= LONGEST_MEDIAN_SENTENCE


PACK_SLIPS = {
    "an id twice": (lambda pack: pack["items"].append(pack["items"][0]), "stands in this file more than once"),
    "a topic that is not there": (lambda pack: pack["items"][0].update(topic="aliens"), "There is no topic “aliens”."),
    "an empty topic": (
        lambda pack: pack["topics"].append({"id": "aliens", "title": "x", "about": "x"}),
        "Nothing belongs to this topic.",
    ),
    "no open question": (lambda pack: pack.update(open=[]), "This list has 0, and needs at least 1."),
    "open questions without a topic": (
        lambda pack: pack.update(topics=[one for one in pack["topics"] if one["id"] != "open"]),
        "The topic “open” is missing",
    ),
    "a party that is called strong": (
        lambda pack: next(one for one in pack["items"] if one["strength"] == "strong").update(party="owned by a party"),
        "What rests on a party alone cannot be called strong.",
    ),
    "nobody's word": (
        lambda pack: pack["items"][0].update(strength="one side’s word", party="not a party"),
        "This is called one side’s word",
    ),
    "no such day": (lambda pack: pack.update(as_of="2026-11-31"), "There is no such day"),
    "sources younger than the pack": (
        lambda pack: pack.update(as_of="2017-11-15"),
        "This source is younger than the evidence pack, which was frozen on 2017-11-15.",
    ),
    "no record": (lambda pack: pack["items"][0]["sources"][0].update(id="hearsay"), "has no source “hearsay”"),
    "no place": (lambda pack: pack["items"][0]["sources"][0].update(locator=" "), "Say where in the source it stands."),
    "a sentence that the story does not have": (
        lambda pack: pack["items"][0]["sources"].append({"id": "tass-story", "locator": "p1-s1, p99-s1"}),
        "There is no “p99-s1”.",
    ),
}


@pytest.mark.parametrize("slip", PACK_SLIPS)
def test_a_slip_in_a_pack_is_found(slip):
    assert beside.slip_told("evidence", FILES[0], *PACK_SLIPS[slip])


@pytest.mark.parametrize("words", ["The ministry lied.", "It was on purpose.", "They must have known it."])
def test_a_motive_is_found(words):
    assert MOTIVES.search(words)
