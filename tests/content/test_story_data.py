"""The stories stand letter for letter as they were taken, and are cut into sentences without loss."""

import hashlib

import course_texts
import pytest

from authoring.rules import story_faults
from helpers.content import data_folder
from helpers.story import load_story, main_story, story_ids

# Of the story as TASS published it: neither the file nor the checksum in story.json may change.
SEED_STORY = "109c1b309be995ced72619ad913547f4b9f5189eb63ab656e135571236fe0e18"
SEED_STORY_BYTES = 3835


def checksum(text):
    return hashlib.sha256(text).hexdigest()


def letters(text):
    return "".join(text.split())


def not_covered(text, sentences):
    """Tell whether the sentences, put together, miss or add a letter of the text."""
    return letters(text) != letters("".join(sentences))


def text_of(story_id):
    return (data_folder() / "stories" / story_id / "story.txt").read_bytes()


def about(story_id):
    return course_texts.read(data_folder() / "stories" / story_id / "story.json")


@pytest.mark.parametrize("story_id", story_ids())
def test_the_text_has_the_checksum_that_its_file_names(story_id):
    assert checksum(text_of(story_id)) == about(story_id)["sha256"]


def test_the_seed_story_is_letter_for_letter_as_it_was_published():
    text = text_of("tass-2017-11-14")
    assert len(text) == SEED_STORY_BYTES
    assert checksum(text) == about("tass-2017-11-14")["sha256"] == SEED_STORY


def test_one_story_is_the_main_one():
    assert [story_id for story_id in story_ids() if about(story_id).get("main")] == [main_story()]


@pytest.mark.parametrize("story_id", story_ids())
def test_every_letter_of_the_text_stands_in_one_sentence(story_id):
    sentences = [sentence.text for sentence in load_story(story_id).sentences.values()]
    assert not not_covered(text_of(story_id).decode("utf-8"), sentences)


@pytest.mark.parametrize("story_id", story_ids())
def test_paragraphs_are_those_of_the_text(story_id):
    blocks = [letters(block) for block in text_of(story_id).decode("utf-8").split("\n\n") if letters(block)]
    paragraphs = [
        letters("".join(sentence.text for sentence in paragraph.sentences))
        for paragraph in load_story(story_id).paragraphs
    ]
    assert paragraphs == blocks


@pytest.mark.parametrize("story_id", story_ids())
def test_ids_name_folder_paragraph_and_sentence(story_id):
    assert not list(story_faults(about(story_id), text_of(story_id).decode("utf-8"), story_id))


@pytest.mark.parametrize("story_id", story_ids())
def test_a_published_story_names_its_address_and_owner_and_ours_says_that_it_is_ours(story_id):
    data = about(story_id)
    if data["written_for_the_course"]:
        assert data["address"] is None and "written for" in data["rights"]["notice"]
    else:
        assert data["address"].startswith("http") and "does not cover it" in data["rights"]["notice"]


def test_a_changed_lost_or_doubled_letter_is_found():
    assert checksum(b"The ministry said") != checksum(b"The  ministry said")
    assert not not_covered("One. Two.\n", ["One.", "Two."])
    assert not_covered("One. Two.", ["One."])
    assert not_covered("One. Two.", ["One.", "One. Two."])
    assert not_covered("One. Two.", ["One.", "Too."])
