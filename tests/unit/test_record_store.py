"""What the browser's page does with records (record_store.mjs, hand_in.mjs), run by Node over Python’s table.

A learner's file gives the ids of exercises: each must work, also one that is the name of something in JavaScript.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from browser_edition.first_page import course
from helpers.hand_in_code import code_of
from helpers.lesson import home
from helpers.notebooks import lesson_files
from helpers.past_answers import FORMS, form_items
from helpers.record import OUR_TIME, Record, handed_in_at, taken_back_until
from helpers.series import lessons

EDITION = Path(__file__).resolve().parents[2] / "browser_edition"
FILES = json.loads(Path(__file__).with_name("records_good_and_bad.json").read_text(encoding="utf-8"))["files"]
GOOD = [file["record"] for file in FILES if file["problem"] is None and "record" in file]
NAMES = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "then", "toJSON", "length", "prototype"]
SCRIPT = """
import { readFileSync } from "node:fs";
import { afterTakingBack, codeOf, handInFile, handInOf, takeBackFile, takeBackOf, takenBackAt } from "./hand_in.mjs";
import { howFar, onward, standings } from "./onward.mjs";
import { mergeRecords, readRecord, write } from "./record_store.mjs";

const { texts, merges, handIns, codes, files, takeBacks, goOn } = JSON.parse(readFileSync(0, "utf8"));
const problemOf = (text) => {
  try {
    return [null, write(readRecord(text))];
  } catch (problem) {
    return [problem.message, null];
  }
};
const merged = ([kept, given, base]) => mergeRecords(readRecord(kept), readRecord(given), base && readRecord(base));
/** Hand in, take back twice, and name what lies beside the record then. */
const takenBack = (text) => {
  const record = readRecord(text);
  const files = new Map([["my_record.json", text], ["my_record-hand-in-00000000.json", "damaged"]]);
  const { name, text: handIn } = handInFile(handInOf(record, { chosen: Object.keys(record.answers), own: [] }, false));
  let beside = files.set(name, handIn);
  return ["", "2126-01-01T00:00:00+00:00"].map((earlier) => {
    const made = takeBackOf(record, takenBackAt(beside, record.id) || earlier);
    if (made) beside = afterTakingBack(beside, made.id, takeBackFile(made));
    return { made, names: [...beside.keys()], at: takenBackAt(beside, record.id) };
  });
};
const answers = {
  read: texts.map(problemOf),
  merged: merges.map(merged),
  codes: codes.map(codeOf),
  takenBack: files.map(([names, id]) => takenBackAt(new Map(names), id)),
  takeBacks: takeBacks.map(takenBack),
  onward: goOn.answers.map((given) => {
    const all = standings(given, goOn.course);
    return { ...onward(all), howFar: all.map(howFar) };
  }),
  handIns: handIns.map(([text, chosen, own, ...more]) => handInOf(readRecord(text), { chosen, own }, ...more)),
};
process.stdout.write(JSON.stringify(answers));
"""


def record(answers, **more):
    return {"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": answers, **more}


def attempt(second, answer="wait"):
    return {"when": f"2026-01-02T03:04:{second:02}+00:00", "how": "typed", "answer": answer}


EACH = {name: [attempt(second)] for second, name in enumerate(NAMES)}
LATER = {name: [attempt(second + 20, "pass")] for second, name in enumerate(NAMES)}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not installed: tests/site asks the page in a browser")
    folder = tmp_path_factory.mktemp("page")
    for script in (
        EDITION / "kernel" / "record_store.mjs",
        EDITION / "page" / "hand_in.mjs",
        EDITION / "page" / "onward.mjs",
    ):
        shutil.copy(script, folder)
    (folder / "run.mjs").write_text(SCRIPT, encoding="utf-8")

    def run(texts=(), merges=(), hand_ins=(), codes=(), files=(), take_backs=(), answers=()):
        written = {
            "texts": list(texts),
            "codes": list(codes),
            "files": list(files),
            "takeBacks": [json.dumps(one) for one in take_backs],
            "merges": [[one and json.dumps(one) for one in merge] for merge in merges],
            "goOn": {"answers": list(answers), "course": course(lesson_files(), "lessons")},
            "handIns": [[json.dumps(one), *more] for one, *more in hand_ins],
        }
        done = subprocess.run(
            [node, "run.mjs"], cwd=folder, input=json.dumps(written), capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_the_page_says_of_each_file_what_the_table_says(run):
    texts = [file["text"] if "text" in file else json.dumps(file["record"]) for file in FILES]
    for file, text, (told, again) in zip(FILES, texts, run(texts)["read"], strict=True):
        assert told is None if file["problem"] is None else file["problem"] in told, file["name"]
        if told is None:
            assert json.loads(again) == json.loads(text.removeprefix("\ufeff")), file["name"]


def test_the_page_takes_back_as_python_does_and_leaves_nothing_to_give_away(run):
    late = {"pick": [{**attempt(0), "when": "2124-01-02T03:04:05+00:00"}]}
    for held in (record(EACH, id="0123456789abcdef"), record(late, id="0123456789abcdef")):
        first, second = run(take_backs=[held])["takeBacks"][0]
        assert first["made"].items() >= record({}, id=held["id"]).items() and OUR_TIME.fullmatch(first["at"])
        assert first["made"]["taken_back"] == first["at"] == taken_back_until(first["made"])
        assert handed_in_at(held) < first["at"] < second["at"]
        for step in (first, second):  # the damaged one is not ours to delete
            assert step["names"][:2] == ["my_record.json", "my_record-hand-in-00000000.json"]
            assert [name[:20] for name in step["names"][2:]] == ["my_record-take-back-"]
    assert run(take_backs=[record({})])["takeBacks"][0][0]["made"] is None


def test_every_name_works_as_the_id_of_an_exercise_in_both_languages(run, tmp_path):
    both = {name: [*EACH[name], *LATER[name]] for name in NAMES}
    merges = [
        (record(EACH), record({})),
        (record({}), record(EACH)),
        (record(EACH), record(EACH)),
        (record(EACH), record(LATER)),
        (record(both), record(EACH), record(both)),
        (record(EACH), record({}), record(EACH)),
        (record({"pick": [attempt(0)]}), record({"pick": [attempt(0)]}), record({})),
    ]
    got = [one["answers"] for one in run(merges=merges)["merged"]]
    assert got == [EACH, EACH, EACH, both, EACH, {}, {"pick": [attempt(0)]}]
    handed_in = run(hand_ins=[(record(both), NAMES[:4], NAMES[4:], words) for words in (True, False)])["handIns"]
    assert [one["answers"] for one in handed_in] == [both, {name: both[name] for name in NAMES[:4]}]
    assert run(hand_ins=[(record(both), ["pick"], [], True)])["handIns"][0]["answers"] == {}
    path = tmp_path / "my_record.json"
    path.write_text(json.dumps(record(both)), encoding="utf-8")
    assert Record(path).read()["answers"] == both
    assert [Record(path).last(name).answer for name in NAMES] == ["pass"] * len(NAMES)


def test_good_records_are_merged_with_themselves_without_a_change(run):
    whole = [one for one in GOOD if all(one["answers"].values())]
    for one, merged in zip(whole, run(merges=[(one, one) for one in whole])["merged"], strict=True):
        assert merged["answers"] == one["answers"]


CODES = [" green frog ", "GREEN_FROG!", "gru\u0308ner frosch", "straße 9", "", "—", "a b " * 30, "日本 七", "x" * 99]


def test_a_code_is_written_as_python_writes_it(run):
    assert run(codes=CODES)["codes"] == [code_of(code) for code in CODES]


def test_a_hand_in_has_code_and_time_after_something_was_taken_back(run):
    taken = "2026-09-08T08:00:00+00:00"
    plain, coded, after = run(
        hand_ins=[[record(EACH), NAMES, [], False, *more] for more in ([], ["green frog"], ["", taken])]
    )["handIns"]
    assert "code" not in plain and "handed_in" not in plain
    assert coded == plain | {"code": "GREEN-FROG"}
    assert OUR_TIME.fullmatch(after["handed_in"]) and after["handed_in"] > taken
    future = "9998-09-08T08:00:00+00:00"
    (later,) = run(hand_ins=[[record(EACH), NAMES, [], False, "", future]])["handIns"]
    assert later["handed_in"] == "9998-09-08T08:00:01+00:00"


def test_only_what_this_learner_took_back_is_taken_back(run):
    own = "0123456789abcdef"
    files = {
        "my_record-take-back-1.json": json.dumps(record({}, id=own, taken_back="2026-09-08T08:00:00+00:00")),
        "my_record-take-back-2.json": json.dumps(record({}, id=own, taken_back="2026-09-09T08:00:00+00:00")),
        "my_record-take-back-3.json": json.dumps(record({}, id="f" * 16, taken_back="2026-09-10T08:00:00+00:00")),
        "my_record-take-back-4.json": json.dumps(record({}, id=own, taken_back="soon")),
        "my_record-take-back-5.json": "{",
        "my_record.json": "damaged",
    }
    given = [[list(files.items()), own], [list(files.items()), None], [[], own]]
    assert run(files=given)["takenBack"] == ["2026-09-09T08:00:00+00:00", "", ""]


def worked(lesson, minute, share=1.0, form=""):
    """Return answers to a part of what a lesson asks, all of one minute."""
    ids = [question["id"] for question in lesson.questions] + [item.id for each in form for item in form_items(each)]
    when = f"2026-01-02T03:{minute:02}:00+00:00"
    return {one: [attempt(0) | {"when": when}] for one in ids[: max(1, round(len(ids) * share))]}


def core_alone(lesson, minute):
    """Return answers to all that the core of a lesson asks."""
    core, more = home.questions_of(lesson, home._heads()[lesson.name])
    assert core and more
    return {one: given for one, given in worked(lesson, minute).items() if one in core}


def by_lighter(lesson, minute, form=""):
    """Return answers to all that the lighter text of a lesson asks, and to a form."""
    lighter = lesson.asked_by(home._heads()[lesson.name].lighter)
    items = [item.id for each in form for item in form_items(each)]
    given = worked(lesson, minute, form=form).items()
    assert lighter
    return {one: attempts for one, attempts in given if one in (*lighter, *items)}


def test_the_first_page_tells_how_far_one_is_and_where_to_go_on_as_the_home_page_does(run):
    first, second, third, *_, last = lessons()
    records = [
        {},
        {"no-such-exercise": [attempt(1)]},
        worked(second, 1, 0.5),
        worked(second, 1),
        worked(first, 1),  # without its form
        *(worked(first, 1, form=form) for form in FORMS),
        *(worked(first, 1, form=form) | worked(third, 2, 0.2) for form in FORMS),
        worked(third, 1, 0.2) | worked(second, 2),
        worked(last, 3) | worked(second, 2, 0.3),
        *(worked(first, 1, form=a) | worked(last, 9, 0.9, form=b) for a, b in ("AB", "BA")),
        core_alone(second, 1),
        *(by_lighter(lesson, 1) for lesson in (second, last)),
        *(worked(first, 1, form=a) | by_lighter(last, 9, form=b) for a, b in ("AB", "BA")),
        {
            one: given
            for n, lesson in enumerate(lessons())
            for one, given in worked(lesson, n, form={"first": "A", "second": "B"}.get(lesson.form, "")).items()
        },
    ]
    told, heads = run(answers=records)["onward"], home._heads()
    ours = [home.standings(given, heads) for given in records]
    assert [one["lesson"]["name"][:2] for one in told] == [home.next_number(one) or last.number for one in ours]
    assert [one["howFar"] for one in told] == [list(map(home.how_far, one.values())) for one in ours]
    verbs = [one["verb"] for one in told]
    assert verbs[:4] == ["Begin", "Begin", "Continue", "Next"] and verbs[-2:] == ["Next", "Look again"]
