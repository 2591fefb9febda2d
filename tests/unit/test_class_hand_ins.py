"""Files that learners hand in: each is read within bounds, what is wrong with it is told, and the rest counts."""

import io
import json
import os
import random
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.class_report import archives, counting, hand_ins
from helpers.class_report.counting import count_class
from helpers.class_report.hand_ins import (
    DAMAGED_ZIP,
    MOST_PROBLEMS,
    NO_RECORD,
    SAME_LEARNER,
    STRANGE,
    TOO_LARGE,
    FileProblem,
    Problems,
    record_in,
)


def attempt(answer="below", when="2026-09-07T08:00:00+00:00", **more):
    return {"when": when, "how": "buttons", "answer": answer, **more}


def record(answers, coin="A", **more):
    return {"schema": "who-says-so/record", "version": 1, "coin": coin, "answers": answers, **more}


def learner(number, answer="below"):
    """Return a record that only one learner can have."""
    return record({"first-choice": [attempt(answer, f"2026-09-07T08:{number // 60:02}:{number % 60:02}+00:00")]})


def written(data):
    return json.dumps(data).encode()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


def end_record(entries=0, size=0, offset=0, comment=b""):
    return b"PK\5\6" + struct.pack("<4H2LH", 0, 0, entries, entries, size, offset, len(comment)) + comment


def look(source):
    counts, problems = count_class(source)
    return counts.learners, dict(problems.first())


GOOD = written(learner(0))
BAD = {
    "empty": (b"", "empty"),
    "spaces": (b" \n", "empty"),
    "a text": (b"My homework", NO_RECORD),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", NO_RECORD),
    "cut off": (GOOD[:-9], "cut off"),
    "not UTF-8": (GOOD.decode().replace("below", "bélow").encode("latin-1"), "cannot be read"),
    "too deep": (b'"who-says-so/record"' + b"[" * 40_000, "cannot be read"),
    "a depth that was not cut off": (
        written({**learner(0), "more": 0})[:-2] + b"[" * 20_000 + b"]" * 20_000 + b"}",
        "read",
    ),
    "a number of ten thousand digits": (b'{"schema": "who-says-so/record", "version": ' + b"1" * 10_000 + b"}", "read"),
    "more lists than any record": (GOOD[:-1] + b', "more": [' + b"[]," * 50_000 + b"0]}", STRANGE),
    "a list": (b"[]", NO_RECORD),
    "a list that names the course": (b'["who-says-so/record"]', NO_RECORD),
    "another program's": (b'{"schema": "their/save", "version": 1}', "no record of this course"),
    "newer": (written(learner(0) | {"version": 2}), "newer release"),
    "without a version": (written({**learner(0), "version": None}), "damaged"),
    "true as version": (written({**learner(0), "version": True}), "damaged"),
    "answers as a list": (written(record([])), "damaged"),
    "an unknown coin": (written(learner(0) | {"coin": ["A"]}), "damaged"),
    "attempts as words": (written(record({"first-choice": "below"})), "damaged"),
    "no attempt": (written(record({"first-choice": []})), "damaged"),
    "an attempt without an answer": (written(record({"a": [{"when": "x", "how": "typed"}]})), "damaged"),
    "an attempt without a time": (written(record({"a": [{"how": "typed", "answer": "x"}]})), "damaged"),
    "a sureness beyond 100": (written(record({"a": [attempt(confidence=1000)]})), "damaged"),
    "a sureness of true": (written(record({"a": [attempt(confidence=True)]})), "damaged"),
    "a sureness that is no number": (
        written(record({"a": [attempt(confidence=1)]})).replace(b"1}]", b"NaN}]"),
        "damaged",
    ),
    "a reason as a list": (written(record({"a": [attempt(because=[])]})), "damaged"),
    "no answer at all": (written(record({})), "without an answer"),
    "huge": (b" " * (hand_ins.MAX_BYTES + 1), TOO_LARGE),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_and_the_rest_counts(name, tmp_path):
    content, told = BAD[name]
    (tmp_path / "bad.json").write_bytes(content)
    (tmp_path / "good.json").write_bytes(GOOD)
    counted, problems = look(tmp_path)
    assert counted == 1
    assert list(problems) == ["bad.json"] and told in problems["bad.json"]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_in_a_zip_is_told_as_well(name):
    content, told = BAD[name]
    counted, problems = look([("class.zip", zipped({"a/bad.json": content, "a/good.json": GOOD}))])
    assert counted == 1
    assert list(problems) == ["class.zip/a/bad.json"] and told in problems["class.zip/a/bad.json"]


def test_a_record_as_the_course_writes_it_is_taken():
    assert record_in(GOOD)["coin"] == "A"
    assert record_in(b"\xef\xbb\xbf" + GOOD) == record_in(GOOD)


def test_folders_in_a_folder_zips_and_lists_are_gone_through(tmp_path):
    deep = tmp_path / "week 1" / "group b"
    deep.mkdir(parents=True)
    (deep / "one.json").write_bytes(written(learner(1)))
    (tmp_path / "two.json").write_bytes(written(learner(2)))
    (tmp_path / "three.zip").write_bytes(zipped({"x/three.json": written(learner(3))}))
    assert look(tmp_path) == (3, {})
    assert look(str(tmp_path / "three.zip")) == (1, {})
    assert look([tmp_path, ("four.json", written(learner(4)))]) == (4, {})
    assert look(iter([tmp_path / "two.json", deep])) == (2, {})


def test_what_computers_put_beside_files_is_passed_over(tmp_path):
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.json"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "one.json").write_bytes(b"x")
    (tmp_path / "class.zip").write_bytes(zipped({"__MACOSX/one.json": b"x", "one.json": GOOD}))
    assert look(tmp_path) == (1, {})


def test_what_is_not_there_is_told():
    assert look("no/such/folder") == (0, {"folder": "There is no such file or folder."})
    assert look([]) == (0, {})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "good.json").write_bytes(GOOD)
    assert look(tmp_path) == (1, {"pipe.json": "It is no plain file."})


def test_a_link_in_a_circle_ends(tmp_path):
    (tmp_path / "good.json").write_bytes(GOOD)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "itself.json").symlink_to(tmp_path / "itself.json")
    counted, problems = look(tmp_path)
    assert counted == 1 and list(problems) == ["itself.json"]


# -- zips


def test_a_damaged_zip_is_told():
    whole = zipped({"one.json": GOOD})
    for content in (whole[:-30], b"PK\x03\x04", b"PK" + b"\0" * 100):
        assert look([("class.zip", content), ("good.json", GOOD)]) == (
            1,
            {"class.zip": "It looks like a zip, but it is damaged."},
        )


def test_a_file_without_a_name_in_a_zip_is_told():
    whole = zipped({"x.json": GOOD, "two.json": written(learner(2))}).replace(b"x.json", b"\0.json")
    assert look([("class.zip", whole)]) == (1, {"class.zip": DAMAGED_ZIP})


def test_a_place_beyond_all_files_in_a_zip_is_told():
    """The offset of a file stands in 64 bits of the list of contents, and is larger than any file can be."""
    whole = bytearray(zipped({"one.json": GOOD}))
    entry, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    whole[entry + 42 : entry + 46] = b"\xff" * 4
    whole[entry + 30 : entry + 32] = struct.pack("<H", 12)
    extra = struct.pack("<HHQ", 1, 8, 2**63)
    whole[end:end] = extra
    size = end + len(extra) + 12
    whole[size : size + 4] = struct.pack("<L", end + len(extra) - entry)
    counted, problems = look([("class.zip", bytes(whole)), ("good.json", GOOD)])
    assert (counted, problems) == (1, {"class.zip/one.json": "It is damaged inside its zip."})


def test_no_damage_to_a_zip_stops_the_report(request):
    chance = random.Random(4)
    whole = zipped({f"{number}.json": written(learner(number)) for number in range(4)})
    for _ in range(2000 if request.config.getoption("full") else 400):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 4))):
            damaged[chance.randrange(len(whole))] = chance.randrange(256)
        counted, _ = look([("class.zip", bytes(damaged)), ("good.json", written(learner(9)))])
        assert 1 <= counted <= 5


ENTRY = st.tuples(
    st.sampled_from(["a.json", "b.json", "c/d.json", "a.json", "PK\5\6", "e/"]),
    st.sampled_from([GOOD, b"", b"x", b"PK\5\6"]),
)
JUNK = st.lists(
    st.sampled_from([b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"\0" * 12, b"\xff" * 4, end_record()]),
    max_size=6,
).map(b"".join)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(st.lists(ENTRY, max_size=5), JUNK, JUNK, JUNK, st.data())
def test_the_entries_that_are_read_are_those_of_the_standard_library(entries, before, comment, after, data):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        archive.comment = comment
    whole = bytearray(b"PK" + before + kept.getvalue() + after)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=3)):
        whole[place] = data.draw(st.integers(0, 255))
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            theirs = [(entry.filename, entry.header_offset) for entry in archive.infolist()]
    except Exception:
        theirs = None
    try:
        ours = [(entry.filename, entry.header_offset) for entry in archives.open_archive(io.BytesIO(whole)).entries]
    except FileProblem:
        ours = None
    assert ours == theirs
    counted, _ = look([("c.zip", bytes(whole)), ("good.json", written(learner(9)))])
    assert 1 <= counted <= 2


@pytest.mark.parametrize("place", ["record_in", "learner_of"])
def test_whatever_goes_wrong_with_one_file_the_others_count(place, monkeypatch):
    """No file is known to do this; if one does, it is one file that does not count."""
    real = getattr(counting, place)

    def fails(content):
        if "sent" in str(content):
            raise KeyError("unforeseen")
        return real(content)

    for module in (hand_ins, counting):
        monkeypatch.setattr(module, place, fails)
    files = [("bad.json", written(learner(1, "sent"))), *((f"{n}.json", written(learner(n))) for n in range(2, 5))]
    assert look(files) == (3, {"bad.json": STRANGE})


def test_a_file_that_cannot_be_used_is_read_once_only(monkeypatch):
    parsed = []
    real = hand_ins.record_in
    monkeypatch.setattr(hand_ins, "record_in", lambda content: parsed.append(content) or real(content))
    files = [("good.json", GOOD), ("bad.json", GOOD[:-9]), ("same.json", GOOD[:-9])]
    refused = {}
    for _ in range(2):
        counts, problems = count_class(files, refused)
        assert counts.learners == 1 and [name for name, _ in problems.first()] == ["bad.json", "same.json"]
    assert parsed == [GOOD, GOOD[:-9], GOOD]
    assert len(refused) == 1


def test_a_file_damaged_inside_a_zip_is_told():
    whole = bytearray(zipped({"one.json": GOOD, "two.json": written(learner(2))}, zipfile.ZIP_STORED))
    whole[whole.index(b"below")] ^= 1
    assert look([("class.zip", bytes(whole))]) == (1, {"class.zip/one.json": "It is damaged inside its zip."})


def test_a_file_with_a_password_and_one_packed_otherwise_are_told():
    locked = bytearray(zipped({"one.json": GOOD}))
    for start in (6, locked.index(b"PK\x01\x02") + 8):
        locked[start] |= 1
    assert "password" in look([("c.zip", bytes(locked))])[1]["c.zip/one.json"]
    assert "packed" in look([("c.zip", zipped({"one.json": GOOD}, zipfile.ZIP_LZMA))])[1]["c.zip/one.json"]


def test_a_zip_in_a_zip_is_not_opened():
    inner = zipped({"one.json": GOOD})
    assert "zip inside a zip" in look([("c.zip", zipped({"inner.zip": inner}))])[1]["c.zip/inner.zip"]


def test_a_zip_bomb_is_read_within_bounds(monkeypatch):
    bomb = zipped({f"{n}.json": b" " * (hand_ins.MAX_BYTES + 10) for n in range(3)})
    assert len(bomb) < 100_000
    unpacked = []
    read = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile, "read", lambda self, n=-1: unpacked.append(len(data := read(self, n))) or data
    )
    counted, problems = look([("bomb.zip", bomb)])
    assert counted == 0 and set(problems.values()) == {TOO_LARGE}
    assert max(unpacked) <= hand_ins.MAX_BYTES + 1


def test_together_a_zip_is_read_within_bounds(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 2 * archives.LEAST_PIECE)
    files = {f"{n}.json": written(learner(n)) for n in range(5)}
    counted, problems = look([("c.zip", zipped(files))])
    assert counted == 2 and "too large" in problems["c.zip"]


def directory_of(whole):
    """Return where the list of contents begins, and its size."""
    *_, size, offset, _ = struct.unpack("<4H2LH", whole[whole.rindex(b"PK\5\6") + 4 :][:18])
    return offset, size


def many_entries(count, name=b"a.json", packed=b"", claimed=0, **sums):
    """Return a zip whose list names one place as often as one likes; what lies there is deflated."""
    common = struct.pack("<3HHHLLL", 20, 0, 8, 0, 33, sums.get("crc", 0), len(packed), claimed)
    local = b"PK\3\4" + common + struct.pack("<2H", len(name), 0) + name + packed
    entry = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, 0) + name
    return local + entry * count + end_record(min(count, 0xFFFF), len(entry) * count, len(local))


@pytest.mark.parametrize("bound", ["MAX_CONTENTS", "MAX_FILES"])
def test_a_zip_with_a_huge_list_of_contents_is_not_opened(bound, monkeypatch):
    monkeypatch.setattr(archives, "_END", 22 + 20)  # the end record, and the place before it where 64 bits are told
    whole = zipped({f"{n}.json": written(learner(n)) for n in range(5)})
    at_the_edge = {"MAX_CONTENTS": directory_of(whole)[1], "MAX_FILES": 5}[bound]
    monkeypatch.setattr(archives, bound, at_the_edge)
    assert look([("c.zip", whole)]) == (5, {})
    monkeypatch.setattr(archives, bound, at_the_edge - 1)
    assert look([("c.zip", whole)]) == (0, {"c.zip": archives.TOO_MANY})


@pytest.mark.parametrize("place", [4, 6, 8, 10])
def test_the_end_of_a_zip_is_where_the_standard_library_finds_it(place):
    """The mark of an end record may stand inside the end record: then a search from behind finds no size at all."""
    whole = bytearray(many_entries(140_000))
    whole[len(whole) - 22 + place : len(whole) - 18 + place] = b"PK\5\6"
    assert directory_of(many_entries(140_000))[1] > archives.MAX_CONTENTS
    assert look([("c.zip", bytes(whole))]) == (0, {"c.zip": archives.TOO_MANY})


def test_a_comment_that_holds_another_end_is_read_as_the_standard_library_reads_it():
    whole = zipped({"one.json": GOOD})
    offset, size = directory_of(whole)
    inner = end_record(1, size, offset)
    for comment in (inner, b"words" + inner, inner + b"words", b"PK\5\6", b"PK\5\6" * 9, b"PK\6\7" * 9):
        longer = whole[:-22] + end_record(1, size, offset, comment)
        try:
            names = [entry.filename for entry in zipfile.ZipFile(io.BytesIO(longer)).infolist()]
        except zipfile.BadZipFile:
            names = []
        counted, problems = look([("c.zip", longer)])
        assert (counted == 1, problems == {}) == (names == ["one.json"], names == ["one.json"])


def test_a_zip_in_64_bits_is_read_within_the_same_bounds(monkeypatch):
    whole = zipped({"one.json": GOOD, "two.json": written(learner(2))})
    offset, size = directory_of(whole)

    def in_64_bits(size, offset):
        end = b"PK\6\6" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, 2, 2, size, offset)
        place = b"PK\6\7" + struct.pack("<LQL", 0, len(whole) - 22, 1)
        return whole[:-22] + end + place + end_record(0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFF)

    assert look([("c.zip", in_64_bits(size, offset))]) == (2, {})
    for bad in ((2**63, offset), (2**64 - 1, 0), (archives.MAX_CONTENTS * 2, 0)):
        counted, problems = look([("c.zip", in_64_bits(*bad)), ("good.json", GOOD)])
        assert counted == 1 and problems["c.zip"] in (DAMAGED_ZIP, archives.TOO_MANY)
    monkeypatch.setattr(archives, "MAX_FILES", 1)
    assert look([("c.zip", in_64_bits(size, offset))]) == (0, {"c.zip": archives.TOO_MANY})


def deflated(content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


@pytest.mark.sampled(2, "every size that an entry of an archive can claim")
@pytest.mark.parametrize("claimed", [0, 1, 5000, hand_ins.MAX_BYTES, 2**32 - 2])
def test_what_is_really_unpacked_counts_whatever_an_entry_claims(claimed, monkeypatch):
    """A thousand names for one bomb: each unpacks megabytes, and may say that it is empty."""
    monkeypatch.setattr(archives, "MAX_UNPACKED", 20_000_000)
    bomb = many_entries(20_000, packed=deflated(b" " * 4_000_000), claimed=claimed)
    given = []
    unpack = zlib.decompressobj

    class Counted:
        def __init__(self, *arguments):
            self.real = unpack(*arguments)

        def decompress(self, data, most=0):
            given.append(len(content := self.real.decompress(data, most)))
            return content

        def __getattr__(self, name):
            return getattr(self.real, name)

    monkeypatch.setattr(zlib, "decompressobj", Counted)
    problems = Problems()
    survey = hand_ins.Survey(problems)
    for hand_in in hand_ins.files_of([("c.zip", bomb)], problems):
        survey.look_at(hand_in)
    # The last one may begin while a little is left; unpacked in vain is at most as much as was paid.
    assert sum(given) <= 2 * (archives.MAX_UNPACKED + archives.MAX_BYTES) + archives.LEAST_PIECE
    assert "together they are too large" in dict(problems.first())["c.zip"]


def test_two_entries_of_one_name_and_one_place_are_one_learner():
    packed = deflated(GOOD)
    whole = many_entries(3, packed=packed, claimed=len(GOOD), crc=zlib.crc32(GOOD))
    assert look([("c.zip", whole)])[0] <= 1


def test_time_and_memory_for_an_archive_grow_with_its_bytes():
    def cost(count):
        whole = many_entries(count)
        tracemalloc.start()
        began = time.process_time()
        look([("c.zip", whole)])
        spent, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return spent, most

    cost(50)
    (short, small), (long, large) = cost(500), cost(4_000)
    assert large < 12 * small and long < 24 * max(short, 0.05)


def test_too_many_files_are_told(monkeypatch):
    monkeypatch.setattr(hand_ins, "MAX_FILES", 3)
    counted, problems = look([(f"{n}.json", written(learner(n))) for n in range(9)])
    assert counted == 3 and "not read" in problems["all further files"]


def test_of_many_bad_files_the_first_are_listed_and_all_are_counted():
    problems = Problems()
    for number in reversed(range(1000)):
        problems.add(f"{number:04}.json", "It is empty.")
    assert problems.count == 1000
    assert [name for name, _ in problems.first()] == [f"{n:04}.json" for n in range(MOST_PROBLEMS)]


def test_a_long_name_is_cut():
    assert len(next(iter(look([("x" * 5000, b"")])[1]))) <= 80


# -- one learner, one hand-in


def several(count, start=0):
    """Return one learner's answers to the first exercises."""
    ids = ["first-choice", "first-typed", "recall-the-question", "recall-sure", "recall-cue", "recall-scope"]
    return {one: [attempt("x", f"2026-09-07T08:00:{start + n:02}+00:00")] for n, one in enumerate(ids[:count])}


ID = "0123456789abcdef"
TEXT = {"retell-headline": [attempt("My own words", "2026-09-07T07:59:00+00:00")]}


def test_one_id_is_one_learner_whatever_else_differs():
    begun_again = record(several(6, start=30), coin="B", id=ID)
    for order in (("a.json", "b.json"), ("b.json", "a.json")):
        files = dict(zip(order, map(written, (record(several(3), id=ID), begun_again)), strict=True))
        counts, problems = count_class(list(files.items()))
        assert counts.learners == 1 and problems.first() == ((order[0], SAME_LEARNER),)


def test_two_ids_are_two_learners_even_if_all_else_is_alike():
    same_minute = [record(several(1), id=f"{number:016x}") for number in range(35)]
    assert look([(f"{n}.json", written(one)) for n, one in enumerate(same_minute)]) == (35, {})


@pytest.mark.parametrize("bad", ["", "0123", ID.upper(), 7, None, [ID], f"{ID}\n"])
def test_an_id_of_another_form_counts_as_none(bad):
    files = [("a.json", written(record(several(6), id=bad))), ("b.json", written(record(several(6, start=7), id=bad)))]
    assert look(files) == (2, {})


@pytest.mark.parametrize("short", range(1, 7))
def test_a_file_without_an_id_gives_way_to_one_that_begins_alike_and_has_one(short):
    files = [("old.json", written(record(several(short)))), ("new.json", written(record(several(6), id=ID)))]
    for order in (files, files[::-1]):
        assert look(order) == (1, {"old.json": SAME_LEARNER})


def test_a_record_and_the_hand_in_made_from_it_are_one_learner_also_without_an_id():
    whole, without_texts, texts_last = TEXT | several(6), several(6), several(6) | TEXT
    for other in (without_texts, texts_last):
        assert look([("a.json", written(record(whole))), ("b.json", written(record(other)))])[0] == 1


def test_records_of_texts_alone_are_told_apart_by_what_they_hold():
    other = {"retell-headline": [attempt("Other words")]}
    files = [(f"{n}.json", written(record(one))) for n, one in enumerate((TEXT, other, TEXT))]
    assert look(files) == (2, {"2.json": SAME_LEARNER})


@pytest.mark.parametrize("short", range(1, 6))
def test_of_two_hand_ins_of_one_learner_the_longer_counts(short):
    files = [("early.json", written(record(several(short)))), ("late.json", written(record(several(6))))]
    for order in (files, files[::-1]):
        counts, problems = count_class(order)
        assert counts.learners == 1 and problems.first() == (("early.json", SAME_LEARNER),)


def test_of_two_copies_the_first_by_name_counts():
    for order in (("a.json", "b.json"), ("b.json", "a.json")):
        assert look([(name, GOOD) for name in order]) == (1, {"b.json": SAME_LEARNER})


def test_more_tries_make_a_hand_in_longer():
    more = several(6)
    more["first-choice"] = [*more["first-choice"], attempt("below", "2026-09-08T09:00:00+00:00")]
    assert look([("a.json", written(record(more))), ("b.json", written(record(several(6))))]) == (
        1,
        {"b.json": SAME_LEARNER},
    )


def test_learners_who_differ_in_coin_time_or_answer_are_two():
    other_answer = several(6)
    other_answer["first-typed"][0]["answer"] = "y"
    others = [record(several(6), coin="B"), record(several(6, start=7)), record(other_answer)]
    for other in others:
        assert look([("a.json", written(record(several(6)))), ("b.json", written(other))]) == (2, {})


@given(st.permutations([*range(12)]))
def test_the_order_of_the_files_does_not_matter(order):
    files = [
        ("a.json", written(record(several(2)))),
        ("b.json", written(record(several(6)))),
        ("c.json", written(record(several(6)))),
        ("d.json", written(record(several(5)))),
        ("e.json", b"x"),
        ("f.json", written(learner(1))),
        ("g.json", written(learner(2))),
        ("h.zip", zipped({"i.json": written(learner(2)), "j.json": b""})),
        ("k.json", written(record(several(4, start=9), id=ID))),
        ("l.json", written(record(several(6, start=9)))),
        ("m.json", written(record(several(5, start=20), id=ID))),
        ("n.json", written(record(several(3), id=ID[::-1]))),
    ]
    counts, problems = count_class(files)
    again, its_problems = count_class([files[place] for place in order])
    assert (counts, problems.first(), problems.reasons) == (again, its_problems.first(), its_problems.reasons)
    assert counts.learners == 6


# -- whatever comes


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_no_content_makes_it_fail(content):
    count_class([("x", content)])


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(ANYTHING)
def test_what_is_no_record_is_refused_and_nothing_else_happens(data):
    try:
        record_in(json.dumps(data).encode())
    except FileProblem:
        return
    raise AssertionError("this is no record")
