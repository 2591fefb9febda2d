"""A class from the log-in to the report, in one run: hub, lessons, hand-ins, the teacher's report.

35 invented learners start at once at a hub with the configuration in deploy/, run three lessons, answer them with the
buttons, and write their hand-ins with the notebook about the record. The hand-ins are collected as an administrator
does, and a teacher opens the class report over them. At the end its sums are compared with what the learners were told
to answer. For a quick check: --learners 5.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from class_hub import (
    Place,
    give,
    learners_of_this_computer,
    our_settings,
    prepared_place,
    running_hub,
    separate_users_possible,
)
from copied_project import ROOT
from hub import LESSON, RECORD, Pupil, all_at_once, answer_one, begin, class_of, records_lost
from hub_learner import Learner
from measuring import machine

sys.path.append(str(ROOT))
from helpers.class_report.counting import count_class
from helpers.kinds.library import open_exercise
from helpers.record import SCHEMA, VERSION

LESSONS = (LESSON, "my_lessons/00_start_here.ipynb", "my_lessons/05_what_would_the_evidence_show.ipynb")
ABOUT_THE_RECORD = "my_lessons/your_record.ipynb"
REPORT = "class_report.ipynb"
HAND_INS = "my_record-hand-in-*.json"
TEACHER = "wsst"
SECONDS_TO_BEGIN, SECONDS_TO_THINK = 30, 2
CARDS = "print(__import__('json').dumps([card['title'] + ': ' + card['body'] for card in {}.cards]))"


def answer_in_own_time(pupil: Pupil) -> None:
    """Answer every exercise, each learner at another pace.

    Two hand-ins that begin with the same answers in the same seconds are taken for one learner's, and scripts that all
    answer at the same moment would bring that about.
    """
    pace = Random(pupil.learner.name)
    time.sleep(pace.uniform(0, SECONDS_TO_BEGIN))
    for exercise_id in list(pupil.kernel.shown):
        time.sleep(pace.uniform(0, SECONDS_TO_THINK))
        answer_one(pupil, exercise_id)


def further_lessons(pupil: Pupil) -> None:
    """Go on with further lessons: open, run all cells, answer."""
    for notebook in LESSONS[1:]:
        cells, kernel = pupil.learner.open(notebook)
        for source in cells:
            kernel.run(source)
        pupil.kernel = kernel
        answer_in_own_time(pupil)


def hand_in(pupil: Pupil) -> None:
    """Open the notebook about the record and write the hand-in, without own words."""
    cells, kernel = pupil.learner.open(ABOUT_THE_RECORD)
    pupil.kernel = kernel
    for source in cells:
        kernel.run(source)
    kernel.submit("hand-in", "without-own-words", None, "")
    told = kernel.responses["hand-in"]
    if told["outcome"] != "kept":
        raise RuntimeError(f"{told['heading']} {told['summary']}")


def collect(place: Place, pupils: Sequence[Pupil]) -> dict[str, bytes]:
    """Fetch the hand-ins from the learners' folders, as the page about the server says."""
    return {
        path.name: path.read_bytes()
        for pupil in pupils
        for path in (place.home(pupil.learner.name) / RECORD).parent.glob(HAND_INS)
    }


def report(place: Place, address: str, hand_ins: dict[str, bytes]) -> tuple[list[str], float]:
    """Let the teacher open the class report at the hub over the hand-ins; return its cards and the seconds it took."""
    folder = place.home(TEACHER) / "who_says_so"
    teacher = Learner(address, TEACHER)
    teacher.start_server()
    give(folder, f"for_teachers/{REPORT}", (ROOT / "notebooks/for_teachers" / REPORT).read_bytes())
    for name, content in hand_ins.items():
        give(folder, f"hand_ins/{name}", content)
    cells, kernel = teacher.open(f"for_teachers/{REPORT}")
    setup, _ = cells
    kernel.run(setup)
    began = time.perf_counter()
    kernel.run(f"report = report_class({str(folder / 'hand_ins')!r})\nreport")
    took = time.perf_counter() - began
    return json.loads(kernel.run(CARDS.format("report"))), took


def differences(hand_ins: dict[str, bytes], pupils: Sequence[Pupil]) -> list[str]:
    """Tell where the report's sums over the hand-ins are not those over what the learners were told to answer."""
    told = [(f"{pupil.learner.name}.json", _as_hand_in(pupil)) for pupil in pupils]
    (ours, problems), (expected, _) = count_class(tuple(hand_ins.items())), count_class(tuple(told))
    found = [f"{name}: {why}" for name, why in problems.first()]
    names = sorted(ours.exercises.keys() | expected.exercises.keys())
    found += [name for name in names if ours.exercises.get(name) != expected.exercises.get(name)]
    rest = [name for name in ("learners", "bands", "forms") if getattr(ours, name) != getattr(expected, name)]
    return [*found, *rest]


def _as_hand_in(pupil: Pupil) -> bytes:
    """Write the first answers that a learner was told to give as a hand-in, without own words."""
    answers = {
        one: [{key: value for key, value in pupil.answers[one][0].items() if key != "because"}]
        for one in pupil.kept
        if not open_exercise(one).own_words
    }
    return json.dumps({"schema": SCHEMA, "version": VERSION, "coin": "A", "answers": answers}).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=35, help="how many start at once (default: 35)")
    parser.add_argument("--environment", type=Path, help="an environment that make_environment has made before")
    options = parser.parse_args()
    names = [f"wss{number:02}" for number in range(1, options.learners + 1)]
    print(machine(), flush=True)
    with (
        prepared_place(options.environment) as place,
        learners_of_this_computer(place, [*names, TEACHER]),
        running_hub(place, our_settings(place)) as hub,
    ):
        pupils = class_of(names, hub.address)
        began = time.perf_counter()

        def tell(what: str) -> None:
            lost = [pupil.lost for pupil in pupils if pupil.lost]
            print(f"- {time.perf_counter() - began:4.0f} s: {what}; {len(lost)} of {len(pupils)} lost", flush=True)
            for why in sorted(set(lost))[:3]:
                print(f"  {why}")

        all_at_once(pupils, begin(LESSON, began))
        tell("logged in, opened lesson 01 and ran it")
        all_at_once(pupils, answer_in_own_time)
        all_at_once(pupils, further_lessons)
        answers = sum(len(pupil.kept) for pupil in pupils)
        tell(f"{answers} answers to lessons 01, 00 and 05; {records_lost(place, pupils)} records not as answered")
        all_at_once(pupils, hand_in)
        hand_ins = collect(place, pupils)
        tell(f"{len(hand_ins)} hand-ins written and collected")
        cards, took = report(place, hub.address, hand_ins)
        differ = differences(hand_ins, [pupil for pupil in pupils if not pupil.lost])
        counts = f"{len(pupils)} hand-ins count" in cards[0]
        tell(f"the teacher's report: {len(cards)} cards in {took:.1f} s")
        print(f"- The report counts every learner: {counts}; its sums are those of what was answered: {not differ}")
        print("".join(f"  {one}\n" for one in differ[:5]), end="")
        if not separate_users_possible():
            print("- Not tested: separate users (needs root)")
    if not (counts and not differ and not any(pupil.lost for pupil in pupils)):
        sys.exit("The class did not come through whole.")


if __name__ == "__main__":
    main()
