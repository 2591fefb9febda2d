"""From sums to what may be told: shares in wide steps, and nothing about fewer than five learners.

Each step of a share holds at least six neighbouring numbers of learners, and the lowest one begins with none. So who
adds and subtracts all shares of a question finds no group of one to four: it may as well be empty, or five or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import count

from helpers.class_report.counting import LEAST_ANSWERS, BandTally, ClassCounts
from helpers.content import ContentProblem, load
from helpers.judgement import GUESS, SMALLEST_CLASS, Band, ClassChange, Counts, class_change
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise
from helpers.series import lessons, own_files
from helpers.story import Story, load_story

MOST_MISREADINGS = 6
# For an exercise that has no question of its own in discussion.json, as in a teacher's own lesson.
ASK_ABOUT_ANY = "Which words speak for this answer, and which against it?"
# Draws for the intervals: as many as a class of a hundred can be given, fewer where each costs more.
MOST_DRAWS, LEAST_DRAWS, DRAWN_LEARNERS = 2000, 200, 200_000
SMALL_CLASS = 30
# From so many answers on, so many steps; below the least, no share is told.
STEPS = ((60, 10), (30, 5), (18, 3), (LEAST_ANSWERS, 2))
LEAST_STEPS = 3  # to say that a class agrees, or that something sits: with two, half of it would do
HALVES = ("under half", "half or more")
THIRDS = ("under a third", "a third to two thirds", "two thirds or more")
FEW, TOO_SMALL = "fewer than 5", "too few to tell"


def steps(of: int) -> int:
    """Say in how many steps a share of all who answered is told; 1, if it is not told at all."""
    return next((number for least, number in STEPS if of >= least), 1)


def step(number: int, of: int) -> int:
    """Return the step of a share, so many of all who answered; the lowest is 0."""
    return min(steps(of) - 1, steps(of) * number // of)


def share(number: int, of: int) -> str:
    """Tell a share, such as “6 to 8 in 10”, so that no group of fewer than five can be seen or worked out."""
    return step_words(steps(of))[step(number, of)]


@cache
def step_words(number: int) -> tuple[str, ...]:
    """Name so many steps of a share, from the lowest to the highest."""
    if number <= len(THIRDS):
        return ((TOO_SMALL,), HALVES, THIRDS)[number - 1]
    wide = 10 // number
    between = (f"{low} to {low + wide} in 10" for low in range(wide, 10 - wide, wide))
    return (f"under {wide} in 10", *between, f"{10 - wide} in 10 or more")


def in_cells(number: int, of: int) -> tuple[int, int, int]:
    """Return a share as a stretch of a bar: from which cell to which of how many it may end."""
    all_steps, place = steps(of), step(number, of)
    cells = 9 if all_steps == len(THIRDS) else 10
    return cells * place // all_steps, cells * (place + 1) // all_steps, cells


def is_divided(number: int, of: int) -> bool:
    """Tell whether a share is the middle one: the class is divided. Never where there are but two steps."""
    return steps(of) > len(HALVES) and abs(2 * step(number, of) + 1 - steps(of)) <= 1


def at_least(learners: int) -> str:
    """Tell a number of learners in fives, such as “at least 15”, so that it cannot be set beside another one."""
    found = learners // SMALLEST_CLASS * SMALLEST_CLASS
    return f"at least {found:,}" if found else FEW


# -- agreement


@dataclass(frozen=True)
class Agreement:
    """How far a class agrees in one exercise."""

    exercise: Exercise
    answered: int
    value: float  # the share of the most frequent answer; of an exercise with parts, the mean over its parts
    splits: str  # where the class differs most, in words


def agreements(counts: ClassCounts) -> list[Agreement]:
    """Work out the agreement in every exercise that enough learners answered, the least first.

    For a choice it is the share of the most frequent option. Of a sorting, an order or a sentence lab each item (or
    slot) has such a share, and their mean is taken. Of marks each word that anybody marked is marked or not: the larger
    share, and the mean over these words. Predictions, free texts and the texts of the two forms are left out.
    """
    found = []
    for exercise_id, tally in counts.exercises.items():
        exercise = open_exercise(exercise_id)
        if tally.learners < LEAST_ANSWERS or not exercise.is_discussed or exercise.is_opinion:
            continue
        shares = exercise.agreement(tally.parts, tally.learners)
        if shares:
            least = min(shares, key=shares.__getitem__)
            divided = exercise.how_divided(least, tally.parts, partial(share, of=tally.learners))
            found.append(Agreement(exercise, tally.learners, sum(shares.values()) / len(shares), divided))
    return sorted(found, key=lambda result: (result.value, result.exercise.id))


# -- usual misreadings


@dataclass(frozen=True)
class CommonMisreading:
    """An answer that we do not accept and that several gave, with what to talk about."""

    exercise: Exercise
    number: int  # learners who gave it
    answered: int
    given: str  # the answer in words
    reason: str  # what our material says to it
    ask: str  # a question for the class
    about: str = ""  # the sentence, or the text, that was asked about
    chosen: Sequence[tuple[str, int]] = ()  # what learners put there, in words, and how many did
    fitting: Sequence[tuple[str, str]] = ()  # what we accept there, in words, with the reason


def common_misreadings(counts: ClassCounts) -> list[CommonMisreading]:
    """Find the answers that we do not accept and that many gave, the most frequent first, up to `MOST_MISREADINGS`.

    Above the lowest step only: whether an answer is here tells no more than its share. One for each question to discuss
    at most.
    """
    asks = discussion_questions()
    found = []
    for exercise_id, tally in counts.exercises.items():
        exercise = open_exercise(exercise_id)
        if tally.learners < LEAST_ANSWERS or not exercise.is_discussed:
            continue
        given = [
            (tally.parts[part], words, reason, part)
            for part, words, reason in exercise.unaccepted()
            if step(tally.parts[part], tally.learners)
        ]
        if given:
            number, words, reason, part = max(given, key=lambda misread: (misread[0], misread[1]))
            _, values = exercise.part_names(part[0])
            chosen = [(name, tally.parts[part[0], value]) for value, name in values.items()] or [(words, number)]
            misreading = CommonMisreading(
                exercise,
                number,
                tally.learners,
                words,
                reason,
                asks.get(exercise_id, ASK_ABOUT_ANY),
                exercise.asked_about(part),
                chosen,
                tuple(exercise.fitting(part)),
            )
            found.append(misreading)
    found.sort(key=lambda result: (-result.number / result.answered, result.exercise.id))
    # Several exercises may share a question that was written for them: the class talks about it once.
    first = {result.ask: result for result in reversed(found)}
    return [result for result in found if result.ask == ASK_ABOUT_ANY or first[result.ask] is result][:MOST_MISREADINGS]


def discussion_questions() -> Mapping[str, str]:
    """Return the questions to discuss that were written for exercises, by id; an unusable entry is passed over."""
    try:
        of_course = load("discussion.json")["questions"]
    except (ContentProblem, LookupError, TypeError):
        of_course = []
    found = {}
    lists = [*(file.get("questions") for file in own_files("discussion")), of_course]
    for entry in (entry for entries in lists if isinstance(entries, list) for entry in entries):
        match entry:
            case {"exercises": [*exercises], "ask": str(ask)}:
                found |= {exercise_id: ask for exercise_id in exercises if isinstance(exercise_id, str)}
    return found


# -- sentence by sentence


@dataclass(frozen=True)
class StripRow:
    """One label or group over the sentences of a story, in the lesson that asked for it."""

    lesson: str
    name: str
    cells: Mapping[str, tuple[int, int]]  # by sentence: how many put the label there, of how many who answered


@dataclass(frozen=True)
class Strip:
    """What a class marked and sorted in one story, over all lessons."""

    story: Story
    rows: Sequence[StripRow]

    @property
    def differing(self) -> list[str]:
        """Sentences in which the class is divided over some label, in the order of the story."""
        split = {sentence for row in self.rows for sentence, cell in row.cells.items() if is_divided(*cell)}
        return [sentence for sentence in self.story.sentences if sentence in split]


def strips(counts: ClassCounts) -> list[Strip]:
    """Gather what was marked and sorted: published stories first, in each the rows in the order of the lessons."""
    stories: dict[str, dict[tuple[str, str, int], dict[str, tuple[int, int]]]] = {}
    asked = ((lesson.number, question) for lesson in lessons() for question in lesson.questions)
    for lesson, question in asked:
        tally = counts.exercises.get(question["id"])
        if not tally or tally.learners < LEAST_ANSWERS:
            continue
        exercise = open_exercise(question["id"])
        if not exercise.is_discussed:
            continue
        for story, sentence, name, part in exercise.sentence_parts():
            rows = stories.setdefault(story, {})
            # A sentence that a lesson asks about twice with one label gets a second row.
            again = next(n for n in count() if sentence not in rows.get((lesson, name, n), {}))
            rows.setdefault((lesson, name, again), {})[sentence] = (tally.parts[part], tally.learners)
    found = [
        Strip(load_story(story), [StripRow(lesson, name, cells) for (lesson, name, _), cells in rows.items()])
        for story, rows in stories.items()
    ]
    return sorted(found, key=lambda strip: strip.story.about["written_for_the_course"])


# -- how sure; telling apart and leaning


def fitted_in_ten(band: BandTally) -> str:
    """Tell in tenths how many of the answers in a band of confidence fitted.

    Only if at least five learners gave one that fitted and five gave one that did not.
    """
    tenths = fitted_tenths(band)
    return TOO_SMALL if tenths is None else f"{tenths} in 10"


def fitted_tenths(band: BandTally) -> int | None:
    """Return the tenths that `fitted_in_ten` tells; ``None``, if they are not told."""
    if min(band.with_fitting, band.with_missing) < SMALLEST_CLASS:
        return None
    return (20 * band.fitted + band.answers) // (2 * band.answers)


def just_right(band: Band) -> str:
    """Tell how many answers of a band would fit if sureness were just right: that rests on the band alone.

    A guess means the chance of its question, which may be small.
    """
    low, high = just_right_tenths(band)
    return f"{low} to {high} in 10" if low else f"up to {high} in 10"


def just_right_tenths(band: Band) -> tuple[int, int]:
    """Return the tenths between which `just_right` lies."""
    return 0 if band.low <= GUESS else band.low // 10, -(-band.high // 10)


def compare_forms(pairs: Mapping[tuple[Counts, Counts], int]) -> ClassChange | None:
    """Work out d′ and c before and after, and the change, from how many judged so before and so after.

    ``None`` for fewer than five learners.
    """
    # In one order, whatever the order of the files: the draws are the same then.
    in_order = sorted(pairs.items(), key=lambda counted: str(counted[0]))
    everybody = [pair for pair, number in in_order for _ in range(number)]
    if len(everybody) < SMALLEST_CLASS:
        return None
    rounds = max(LEAST_DRAWS, min(MOST_DRAWS, DRAWN_LEARNERS // len(everybody)))
    return class_change(everybody, rounds=rounds)
