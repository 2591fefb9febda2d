"""The stories as a learner marked them in the course: their own marks, and with a switch ours for the same tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from helpers.charts.living_story import LivingStory, MarksBySentence
from helpers.charts.speakers import NOBODY
from helpers.html import Html, element, join
from helpers.kinds.library import exercises_that_open
from helpers.living_text import KeyEntry, Way, WayMark
from helpers.past_answers import Attempts, newest_answer
from helpers.reading import labels
from helpers.story import Span, Story, count_of, load_glosses, load_story, story_ids

MINE, OURS = "Your marks", "Our reading"
NOTE = "A mark of ours is one reading of it: where two stand, the exercise says so."
NO_MARKS = "Your record holds no marks in a story yet. They come with the exercises in which you mark words."
Labelled = Sequence[tuple[str, Span]]


def my_marks(answers: Mapping[str, Attempts]) -> Html:
    """Show each story in which the learner marked words, with the newest marks of each exercise."""
    found = [living for story_id in story_ids() if (living := marked_story(story_id, answers))]
    return join(*(living.card().body for living in found)) if found else element("p", NO_MARKS)


def marked_story(story_id: str, answers: Mapping[str, Attempts]) -> LivingStory | None:
    """Return a story with the learner's marks and ours for the same exercises; None if there are no marks in it."""
    story, mine, ours = load_story(story_id), [], []
    for exercise in exercises_that_open().values():
        if not (given := newest_answer(answers, exercise)):
            continue
        marked, marks = exercise.marks_in_story(given.answer)
        if marked == story_id:
            mine += [(mark["label"], Span.of(mark)) for mark in marks]
            ours += [(mark["label"], Span.of(mark)) for mark in exercise.accepted_answer()]
    if not mine:
        return None
    per_sentence: dict[str, list[str]] = defaultdict(list)
    for label, span in mine:
        per_sentence[span.sentence].append(f"{labels()[label].name}: {span.words}")
    sentences = [sentence for sentence in story.places if sentence in per_sentence]
    seen = (
        f"{story.called}: {count_of(len(mine), 'mark')} of yours in {len(sentences)} of its"
        f" {count_of(len(story.places), 'sentence')}."
    )
    more = "Look at our reading of the same, with the switch."
    rows = [(story.places[one], "; ".join(dict.fromkeys(per_sentence[one]))) for one in sentences]
    ways = (_way(MINE, story, mine), _way(OURS, story, ours, NOTE))
    title = f"{story.called}, as you marked it"
    header = ("Sentence", "Your marks")
    return LivingStory(title, seen, header, rows, story, ways, load_glosses(story_id), more=more)


def _way(name: str, story: Story, given: Labelled, note: str = "") -> tuple[Way, MarksBySentence]:
    marks: dict[str, list[WayMark]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for label, span in dict.fromkeys(given):  # two exercises may ask for the same words
        counts[label] += 1
        called = labels()[label].name
        marks[span.sentence].append(WayMark(*story.find(span), _look(label), called, told=f"{called}: {span.words}"))
    key = tuple(
        KeyEntry(_look(one.id), one.name, count_of(counts[one.id], "mark"))
        for one in labels().values()
        if counts[one.id]
    )
    return Way(name, key, note), marks


def _look(label: str) -> str:
    return NOBODY if label == "no-speaker" else f"wss-mark--{label}"
