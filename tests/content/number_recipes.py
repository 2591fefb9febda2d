"""How each number of the lessons' prose is worked out from the data: the recipes of data/numbers."""

from inspect import isfunction

import course_texts

from authoring.estimate import estimate_of
from helpers.charts.speakers import count_speakers
from helpers.content import data_folder
from helpers.exercises.base import CERTAIN, GUESS
from helpers.exercises.library import open_exercise, open_set
from helpers.story import load_reading, load_story

NOT_COUNTED = {"page-label", "dateline"}


def minutes_of_core(lesson):
    return estimate_of(lesson).about()[0]


def minutes_of_all(lesson):
    return estimate_of(lesson).about()[1]


def questions_of_set(set):
    return len(open_set(set)[1])


def share_that_deserves_to_be_passed_on(set):
    items = open_set(set)[1]
    weak = [item for item in items if [o.id for o in item.options if o.accepted] == ["wait"]]
    return 1 - len(weak) / len(items)


def most_options_that_fit(set):
    return max(sum(option.accepted for option in item.options) for item in open_set(set)[1])


def labels_of_exercise(exercise, without=()):
    return len([label for label in open_exercise(exercise).labels if label.id not in without])


def button_of_label(exercise, label):
    return [known.id for known in open_exercise(exercise).labels].index(label) + 1


def paragraphs_of_body(story):
    return sum(paragraph.role == "body" for paragraph in load_story(story).paragraphs)


def sentences_that_count(story):
    """Count as the chart does: headline and deck too, page label and dateline not."""
    return len(load_story(story).sentences.keys() - NOT_COUNTED)


def sentences_of_speaker(story, speaker):
    names = {one["id"]: one["name"] for one in load_reading(story)["speakers"]}
    return next(count.sentences for count in count_speakers(story)[0] if count.name == names[speaker])


def sentences_without_speaker(story):
    return sum(count_speakers(story)[1].values())


def raw_readings(story):
    return len(list((data_folder() / "stories" / story / "readings").glob("*.json")))


def attributions(story, speaker, construction):
    found = course_texts.read(data_folder() / "stories" / story / "reading.json")["attributions"]
    return sum(one["speaker"] == speaker and one["construction"] == construction for one in found)


def words_in_scare_quotes(story, entry, split_at_hyphens):
    quotes = {one["id"]: one["words"]["words"] for one in load_reading(story)["scare_quotes"]}
    words = quotes[entry].replace("-", " ") if split_at_hyphens else quotes[entry]
    return len(words.split())


def confidence_of_a_guess():
    return GUESS


def confidence_of_certainty():
    return CERTAIN


RECIPES = {name: one for name, one in globals().items() if isfunction(one) and one.__module__ == __name__}
