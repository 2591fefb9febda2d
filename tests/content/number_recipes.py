"""How each number of the lessons' prose is worked out from the data: the recipes of data/numbers."""

from datetime import date
from inspect import isfunction
from itertools import product
from math import comb

import course_texts

from authoring.agreement import compare
from authoring.estimate import estimate_of
from helpers.charts.certainty import certainty_of
from helpers.charts.speakers import count_speakers
from helpers.claims import PARTS
from helpers.content import data_folder, load
from helpers.judgement import ENOUGH_ANSWERS
from helpers.kinds.exercise import GUESS
from helpers.kinds.library import open_exercise, open_set
from helpers.lesson.look_back import TELLINGS
from helpers.marker.words import paragraphs_of
from helpers.story import Span, load_reading, load_story

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


def confidence_of_a_guess():
    return GUESS


def reporting_words(story, word):
    """Count the reporting words of outer speakers: “has said” and “also said” count as “said”."""
    found = [cue.casefold() for one in certainty_of(story) for cue in one.reporting]
    return sum(cue == word or cue.endswith(f" {word}") for cue in found)


def marks_of_certainty(story, kind):
    """Count hedges, boosters or arguable boosters, as the certainty strip shows them."""
    return sum(len(getattr(one, kind)) for one in certainty_of(story))


def words_in_scope_of(story, hedge):
    found = next(one for one in load_reading(story)["hedges"] if one["id"] == hedge)
    return sum(len(span["words"].split()) for span in found["scope"])


def groups_of_exercise(exercise, without=()):
    return len([group for group in open_exercise(exercise).groups if group.id not in without])


def keys_of_exercise(exercise):
    return len(open_exercise(exercise).accepted[0].marks)


def marks_by_readers(story, what, counted):
    """Count marks of the two raw readings: of the first, of the second, or the nearly same ones of both."""
    folder = data_folder() / "stories" / story / "readings"
    raw = [course_texts.read(folder / f"{name}.json") for name in ("first", "second")]
    found, _ = compare(load_story(story), *raw)
    return getattr(next(one for one in found if one.what == what), counted)


def tellings_side_by_side():
    return len(TELLINGS)


def out_of_ten_at(percent):
    """Return how many of ten answers fit where sureness is just right."""
    return 10 * percent // 100


def answers_that_are_enough_for_a_word():
    return ENOUGH_ANSWERS


def cases_in_ten_that_differ_by_chance(items, fits, by):
    """Return in how many of ten cases an unchanged learner's counts on two forms differ by so much or more."""
    chance = [comb(items, count) * fits**count * (1 - fits) ** (items - count) for count in range(items + 1)]
    pairs = product(enumerate(chance), repeat=2)
    return round(10 * sum(p * q for (one, p), (other, q) in pairs if abs(one - other) >= by))


def parts_of_a_claim():
    return len(PARTS)


def number_in_words(story, sentence, words):
    """Read the number in some words of a story, which must stand there."""
    span = Span(sentence, words)
    load_story(story).find(span)
    return 2 if "twice" in words else int("".join(sign for sign in words if sign.isdigit()))


def options_of_exercise(exercise, without=()):
    return len([option for option in open_exercise(exercise).options if option.id not in without])


def items_of_exercise(exercise, accepted=""):
    return len([item for item in open_exercise(exercise).items if not accepted or accepted in item.accepted])


def slots_of_lab(exercise):
    return len(open_exercise(exercise).slots)


def sentences_of_passage(exercise, paragraph):
    return sum(len(one.sentences) for one in paragraphs_of(open_exercise(exercise).passage[paragraph]))


def texts_for_practice(lesson):
    """Return the texts written for a lesson, each with what it deserves."""
    questions = course_texts.read(data_folder() / "questions" / f"{lesson}.json")["questions"]
    return {question["id"]: course_texts.deserves(question) for question in questions if "features" in question}


def texts_of_speaker(actor, sets):
    """Count the practice texts of some sets in which one kind of speaker makes the claim."""
    speakers = {
        question["id"]: question.get("actor")
        for path in (data_folder() / "questions").glob("*.json")
        for question in course_texts.read(path)["questions"]
    }
    return sum(speakers[item.id] == actor for one in sets for item in open_set(one)[1])


def texts_of_lesson(lesson):
    return len(texts_for_practice(lesson))


def texts_that_deserve(lesson, sets=()):
    """Count the well-supported texts of a lesson, or of some of its sets."""
    texts = texts_for_practice(lesson)
    chosen = [item.id for one in sets for item in open_set(one)[1]] or list(texts)
    return sum(texts[name] == "well-supported" for name in chosen)


def questions_of_sets(sets):
    return sum(questions_of_set(one) for one in sets)


def forms_of_acts(story):
    return len(load(f"stories/{story}/acts.json")["forms"])


def places_of_growing_claim(story):
    return len(load(f"stories/{story}/growing.json")["places"])


def newsrooms(story):
    return len(load(f"stories/{story}/newsrooms.json")["newsrooms"])


def sentences_with_words(story, words):
    """Count the sentences of a story that hold some words, capitals aside."""
    return sum(words.casefold() in sentence.text.casefold() for sentence in load_story(story).sentences.values())


def paragraph_with_words(story, words):
    """Return the number of the first paragraph of the body that holds some words."""
    body = [paragraph for paragraph in load_story(story).paragraphs if paragraph.role == "body"]
    return next(n for n, one in enumerate(body, 1) if words in " ".join(sentence.text for sentence in one.sentences))


def jobs_of_a_frame(exercise):
    return len(open_exercise(exercise).groups)


def day_of_source(source):
    """Return the day of the month on which a source was published."""
    records = {one["id"]: one for one in course_texts.read(data_folder() / "sources.json")["sources"]}
    return date.fromisoformat(records[source]["published"]).day


def days_between_sources(first, last):
    records = {one["id"]: one for one in course_texts.read(data_folder() / "sources.json")["sources"]}
    days = [date.fromisoformat(records[one]["published"]) for one in (first, last)]
    return (days[1] - days[0]).days


RECIPES = {name: one for name, one in globals().items() if isfunction(one) and one.__module__ == __name__}
