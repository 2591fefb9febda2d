"""A class that nobody taught: hand-ins made up by a seeded program, to show and to test the class report.

Each learner has a hidden skill and a hidden leaning, drawn at random. Nothing here was taken from, or fitted to, real
learners; the figures that come out say nothing about people. The same seed gives the same class.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from helpers.class_report.hand_ins import Invented
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise, open_set
from helpers.kinds.sound import sound_exercises
from helpers.past_answers import FORMS, form_of
from helpers.record import SCHEMA, VERSION
from helpers.series import lessons

SIZE, SEED = 35, 2017
FIRST_DAY = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


def invented_class(size: int = SIZE, *, seed: int = SEED) -> Invented:
    """Make up the hand-ins of a class.

    Parameters
    ----------
    size : int
        How many learners.
    seed : int
        The same seed gives the same class.

    Returns
    -------
    Invented
        Pairs of a file name and its bytes.
    """
    return Invented(invented_files(size, seed=seed))


def invented_files(size: int, *, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """Make up hand-ins one at a time: the name and the content of a file, as a learner would hand it in."""
    for number in range(size):
        record = invented_record(Random(f"{seed}/{number}"))
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        yield f"hand-in-{number + 1:05}.json", text.encode()


def invented_record(random: Random) -> dict[str, Any]:
    """Make up one learner's record."""
    skill, coin = min(0.95, max(0.2, random.gauss(0.66, 0.14))), random.choice(FORMS)
    # Some stop early: their later lessons are not there.
    last = random.choices(range(1, len(lessons())), weights=[*[1] * (len(lessons()) - 3), 2, 31])[0]
    answers: dict[str, Any] = {}
    for number, lesson in enumerate(lessons()[: last + 1]):
        form = {"first": coin, "second": FORMS.replace(coin, "")}.get(lesson.form)
        asked = [question["id"] for question in lesson.questions if question["id"] in sound_exercises()]
        asked += _form(form) if form else ()
        moment = FIRST_DAY + timedelta(days=7 * number, seconds=random.randrange(900))
        for exercise_id in asked:
            moment += timedelta(seconds=random.randrange(20, 90))
            if random.random() < 0.03:
                continue
            # A little is learned on the way, in this invented class.
            better = min(0.97, skill + 0.012 * number)
            answers[exercise_id] = [_attempt(open_exercise(exercise_id), better, moment, random)]
    own_id = f"{random.getrandbits(64):016x}"
    return {"schema": SCHEMA, "version": VERSION, "coin": coin, "id": own_id, "answers": answers}


def _form(form: str) -> list[str]:
    return [item.id for item in open_set(f"form-{form.lower()}")[1]]


def _attempt(exercise: Exercise, skill: float, moment: datetime, random: Random) -> dict[str, Any]:
    # The items of the forms are harder: half of the skill above chance is left.
    answer = exercise.invent(0.5 + skill / 3 if exercise.id in form_of() else skill, random)
    attempt = {"when": moment.isoformat(), "how": "buttons", "answer": answer}
    if exercise.confidence:
        sure = min(100, max(50, round(random.gauss(62 + 28 * skill, 14))))
        attempt["confidence"] = sure
    if exercise.because:
        attempt["because"] = "An invented reason."
    return attempt
