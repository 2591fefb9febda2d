"""The district's DuckDB script gives the figures that the class report shows, row by row."""

import json
import re
from statistics import NormalDist

import pytest

from helpers.class_report import counting
from helpers.class_report.counting import LEAST_ANSWERS, count_class
from helpers.class_report.figures import TOO_SMALL, agreements, compare_forms, fitted_in_ten, share
from helpers.class_report.invented import invented_files
from helpers.judgement import BANDS
from helpers.kinds.library import open_exercise
from helpers.notebooks import NOTEBOOKS

PAGE = (NOTEBOOKS / "for_teachers" / "district.md").read_text(encoding="utf-8")
(SCRIPT,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
COUNTED_THERE = ("choice", "sorting", "ordering", "lab")
SURENESS_THERE = ("choice", "sorting", "ordering")


def hostile_files(record):
    """Return files that do not count, and some that count instead of others."""
    answers = record["answers"]
    first = next(iter(answers))
    bad_sureness = {"when": "x", "how": "typed", "answer": "a", "confidence": 101}
    early = {**record, "answers": dict(list(answers.items())[:3])}
    unread = {**record, "coin": "A" if record["coin"] == "B" else "B"}
    tries = [("none of them", None), ("gone", 55)]
    other_id = record["id"][::-1]
    texts = {"retell-headline": [{"when": "x", "how": "typed", "answer": "a text"}]}
    old = {key: value for key, value in record.items() if key != "id"}
    older = {**old, "coin": unread["coin"]}
    cut = dict(list(answers.items())[:9])
    unread["answers"] = {
        "first-choice": [{"when": "x", "how": "typed", "answer": one, "confidence": sure} for one, sure in tries]
    }
    return {
        "empty.json": b"",
        "text.json": b"no record",
        "latin.json": '{"é": 1}'.encode("latin-1"),
        "foreign.json": b'{"schema": "other"}',
        "newer.json": json.dumps(record | {"version": 2}).encode(),
        "list.json": json.dumps(record | {"answers": []}).encode(),
        "no-answers.json": json.dumps(record | {"answers": {}}).encode(),
        "no-tries.json": json.dumps(record | {"answers": {first: []}}).encode(),
        "sureness.json": json.dumps(record | {"answers": {first: [bad_sureness]}}).encode(),
        "hostile.json": json.dumps(record | {"answers": {"a\"b'c$.*": "x"}}).encode(),
        "copy.json": json.dumps(record).encode(),
        "early.json": json.dumps(early).encode(),
        "begun-again.json": json.dumps(record | {"answers": dict(list(answers.items())[5:60])}).encode(),
        "no-id.json": json.dumps(old).encode(),
        "no-id-early.json": json.dumps(old | {"answers": dict(list(answers.items())[:4])}).encode(),
        "huge.json": json.dumps(record | {"id": other_id}).encode() + b" " * 2_000_000,
        # These count: one of two of another id …
        "other-id.json": json.dumps(record | {"id": other_id, "answers": cut}).encode(),
        "other-id-begun-again.json": json.dumps(record | {"id": other_id, "answers": texts}).encode(),
        # … one of three without an id, with a text first or last or none; what is no id of ours is passed over …
        "older.json": json.dumps(older | {"answers": texts | cut}).encode(),
        "older-handed-in.json": json.dumps(older | {"id": "F" * 16, "answers": cut}).encode(),
        "older-with-text.json": json.dumps(older | {"id": 7, "answers": cut | texts}).encode(),
        # … one of two that are alike and hold only texts …
        "texts.json": json.dumps(old | {"answers": texts}).encode(),
        "texts-again.json": json.dumps(old | {"answers": texts}).encode(),
        # … and two whose answers cannot be read.
        "unread.json": json.dumps({**unread, "id": "1" * 16}).encode(),
        "sub/bom.json": b"\xef\xbb\xbf" + json.dumps({**unread, "id": None, "coin": record["coin"]}).encode(),
    }


HOSTILE_THAT_COUNT = 5


@pytest.fixture(scope="module", params=[90, 40, 14, 2])
def both(request, tmp_path_factory):
    """The database after the page's own script, and the sums of the class report, over the same files."""
    folder = tmp_path_factory.mktemp("hand_ins")
    files = dict(invented_files(request.param, seed=11))
    files |= hostile_files(json.loads(files["hand-in-00001.json"]))
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    script = SCRIPT.replace("hand_ins/**", f"{folder.as_posix()}/**")
    for place in ("data/questions", "authoring/district.sql"):
        script = script.replace(place, (NOTEBOOKS.parent / place).as_posix())
    names = {}
    exec(compile(script, "district.md", "exec"), names)
    counts = count_class(folder)[0]
    assert counts.learners == request.param + HOSTILE_THAT_COUNT
    yield names["base"], counts, folder
    names["base"].close()


def rows(both, table):
    return both[0].sql(f"FROM district_{table}").fetchall()


def discussed(counts, kinds):
    for exercise_id, tally in counts.exercises.items():
        exercise = open_exercise(exercise_id)
        if exercise.kind in kinds and exercise.is_discussed and tally.learners >= LEAST_ANSWERS:
            yield exercise, tally


def test_as_many_hand_ins_count(both):
    learners = both[1].learners
    assert rows(both, "size") == [(str(learners) if learners >= 5 else "fewer than 5",)]


def test_the_answers_are_the_same(both):
    ours = {
        (exercise.id, part, value, share(number, tally.learners))
        for exercise, tally in discussed(both[1], COUNTED_THERE)
        for (part, value), number in tally.parts.items()
    }
    assert set(rows(both, "answers")) == ours


def test_the_agreement_is_the_same(both):
    ours = {
        (one.exercise.id, share(round(one.value * one.answered), one.answered))
        for one in agreements(both[1])
        if one.exercise.kind in COUNTED_THERE
    }
    assert set(rows(both, "agreement")) == ours


def test_the_marks_by_sentence_are_the_same(both):
    ours = {
        (
            exercise.id,
            label.id,
            sentence.id,
            share(tally.parts["sentence", f"{label.id} {sentence.id}"], tally.learners),
        )
        for exercise, tally in discussed(both[1], ("spans",))
        for label in exercise.labels
        for paragraph in exercise.paragraphs
        for sentence in paragraph.sentences
    }
    assert set(rows(both, "sentences")) == ours


def test_the_sureness_is_the_same(both, monkeypatch):
    kinds = {one for one in counting._sure_ids() if open_exercise(one).kind in SURENESS_THERE}
    monkeypatch.setattr(counting, "_sure_ids", lambda: kinds)
    counts, _ = count_class(both[2])
    ours = [(band.name, fitted_in_ten(tally)) for band, tally in zip(BANDS, counts.bands, strict=True)]
    assert rows(both, "sureness") == ours
    assert both[1].learners < 40 or TOO_SMALL not in dict(ours).values()


def test_telling_apart_and_leaning_are_the_same(both):
    forms = both[1].forms
    found = compare_forms(forms.pairs)
    sides = (("before", found.before), ("after", found.after)) if found else ()
    ours = [
        (
            side,
            forms.learners // 5 * 5,
            *(pytest.approx(round(one.value, 1)) for one in (side_of.d_prime, side_of.criterion)),
        )
        for side, side_of in sides
    ]
    assert rows(both, "forms") == ours
    assert bool(ours) == (both[1].learners >= 14)


def test_the_normal_quantile_is_the_same_over_its_whole_range(both):
    for p in (1e-9, 1e-4, 0.0749, 0.075, 0.0751, 0.3, 0.5, 0.7, 0.9249, 0.9251, 0.9999, 1 - 1e-9):
        ((ours,),) = both[0].sql(f"SELECT z({p!r}::DOUBLE)").fetchall()
        assert ours == pytest.approx(NormalDist().inv_cdf(p), rel=1e-9, abs=1e-12)
