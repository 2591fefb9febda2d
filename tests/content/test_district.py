"""The district's DuckDB script gives the figures that the class report shows, row by row."""

import json
import re
from statistics import NormalDist

import pytest

from authoring.refresh import NOTEBOOKS
from authoring.synthetic_class import invented_files
from helpers.class_report.counting import count_class
from helpers.class_report.figures import agreements, class_bands, is_discussed, share, telling_apart
from helpers.exercises.library import open_exercise
from helpers.judgement import BANDS

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
        "unread.json": json.dumps(unread).encode(),
        "sub/bom.json": b"\xef\xbb\xbf" + json.dumps({**unread, "coin": record["coin"]}).encode(),
    }


@pytest.fixture(scope="module", params=[40, 7, 2])
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
    assert counts.learners == request.param + 2  # of the hostile files two count
    yield names["base"], counts
    names["base"].close()


def rows(both, table):
    return both[0].sql(f"FROM district_{table}").fetchall()


def discussed(counts, kinds):
    for exercise_id, tally in counts.exercises.items():
        exercise = open_exercise(exercise_id)
        if exercise.kind in kinds and is_discussed(exercise) and tally.answered >= 5:
            yield exercise, tally


def test_as_many_hand_ins_count(both):
    learners = both[1].learners
    assert rows(both, "size") == [(str(learners) if learners >= 5 else "fewer than 5",)]


def test_the_answers_are_the_same(both):
    ours = {
        (exercise.id, part, value, share(number, tally.answered))
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
            share(tally.parts["sentence", f"{label.id} {sentence.id}"], tally.answered),
        )
        for exercise, tally in discussed(both[1], ("spans",))
        for label in exercise.labels
        for paragraph in exercise.paragraphs
        for sentence in paragraph.sentences
    }
    assert set(rows(both, "sentences")) == ours


def test_the_sureness_is_the_same(both):
    counts = both[1]
    for band in counts.bands:
        for sums in (band.answers, band.fitted, band.sure):
            for kind in set(sums) - set(SURENESS_THERE):
                del sums[kind]
    ours = [
        (band.name, round(100 * one.band.fitted / one.band.answers), round(one.sure))
        for band, one in zip(BANDS, class_bands(counts), strict=True)
        if one
    ]
    assert rows(both, "sureness") == ours


def test_telling_apart_and_leaning_are_the_same(both):
    ours = [
        (side, found.learners, pytest.approx(found.d_prime.value), pytest.approx(found.criterion.value))
        for side, learners in (("before", both[1].before), ("after", both[1].after))
        if (found := telling_apart(learners))
    ]
    assert rows(both, "forms") == ours


def test_the_normal_quantile_is_the_same_over_its_whole_range(both):
    for p in (1e-9, 1e-4, 0.0749, 0.075, 0.0751, 0.3, 0.5, 0.7, 0.9249, 0.9251, 0.9999, 1 - 1e-9):
        ((ours,),) = both[0].sql(f"SELECT z({p!r}::DOUBLE)").fetchall()
        assert ours == pytest.approx(NormalDist().inv_cdf(p), rel=1e-9, abs=1e-12)
