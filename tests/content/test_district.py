"""The district's report rests on the sums of the class report: DuckDB counts the same hand-ins and the same answers."""

import json
import re

import pytest

from authoring import district
from authoring.district import count_district
from helpers.class_report import counting
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
from helpers.class_report.hand_ins import Problems
from helpers.class_report.invented import invented_files
from helpers.notebooks import NOTEBOOKS

duckdb = pytest.importorskip("duckdb")
PAGE = (NOTEBOOKS / "for_teachers" / "district.md").read_text(encoding="utf-8")


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
    late, later = "2099-01-01T00:00:00+00:00", "2099-01-01T00:00:01+00:00"
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
        # … one that was handed in after another was taken back, …
        "taken-back.json": json.dumps(record | {"id": "2" * 16, "answers": cut}).encode(),
        "takes-back.json": json.dumps(record | {"id": "2" * 16, "answers": {}, "taken_back": late}).encode(),
        "taken-back-too.json": json.dumps(record | {"id": "3" * 16, "answers": cut}).encode(),
        "takes-back-too.json": json.dumps(record | {"id": "3" * 16, "answers": {}, "taken_back": late}).encode(),
        "after-it.json": json.dumps(record | {"id": "3" * 16, "answers": cut, "handed_in": later}).encode(),
        "takes-nothing-back.json": json.dumps({**record, "answers": {}, "taken_back": "soon"}).encode(),
        "answers-and-takes-back.json": json.dumps({**record, "taken_back": later}).encode(),
        # … and two whose answers cannot be read.
        "unread.json": json.dumps({**unread, "id": "1" * 16}).encode(),
        "sub/bom.json": b"\xef\xbb\xbf" + json.dumps({**unread, "id": None, "coin": record["coin"]}).encode(),
    }


HOSTILE_THAT_COUNT = 6


LARGE = [pytest.param(number, marks=pytest.mark.full("the sums of a large district")) for number in (90, 40)]


@pytest.fixture(scope="module", params=[*LARGE, 14, 2])
def both(request, tmp_path_factory):
    """The sums of the district's report and those of the class report, over the same files."""
    folder = tmp_path_factory.mktemp("hand_ins")
    files = dict(invented_files(request.param, seed=11))
    files |= hostile_files(json.loads(files["hand-in-00001.json"]))
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    counts, _ = count_class(folder)
    assert counts.learners == request.param + HOSTILE_THAT_COUNT
    return count_district(duckdb.connect(), folder), counts


def test_every_sum_is_the_same(both):
    ours, theirs = both
    assert ours.hand_ins == theirs.hand_ins
    assert ours.exercises == theirs.exercises
    assert ours.bands == theirs.bands
    assert ours.forms == theirs.forms
    assert ours.learners < 14 or (ours.forms.learners and all(band.answers for band in ours.bands))


def test_the_page_shows_the_cards_of_the_class_report(both, tmp_path):
    page = district.page_of(both[0])
    cards = report_cards(both[1], Problems(), in_words=False)
    assert [card.body in page for card in cards] == [True] * len(cards)
    assert page.count("<section") == len(cards) and "<script" not in page


def test_the_way_to_it_stands_in_its_page(tmp_path, capsys):
    (command,) = re.findall(r"python -m authoring\.district (\w+) ([\w.]+)\n", PAGE)
    place = tmp_path / command[0]
    place.mkdir()
    page = tmp_path / command[1]
    assert district.main([str(place), str(page)]) == 1 and "no hand-in" in capsys.readouterr().err
    for name, content in invented_files(12):
        (place / name).write_bytes(content)
    assert district.main([str(place), str(page)]) == 0 and str(page) in capsys.readouterr().out
    assert "12 hand-ins count." in page.read_text(encoding="utf-8")
    assert district.main([]) == 2 and "FOLDER" in capsys.readouterr().err


def test_as_many_tries_are_looked_at():
    script = district.SCRIPT.read_text(encoding="utf-8")
    assert re.findall(r"attempt < (\d+)", script) == [str(counting.MAX_ATTEMPTS)]
