"""What is done with the learner's own record: it is handed in, begun again, lesson by lesson, or deleted.

What takes something away asks for a sentence with the number of answers in it. So it happens to nobody by mistake, and
a cell in which the sentence was typed does nothing when it runs again: the number is another one by then. The cells
are in `my_record_cells`, the commands in `my_record_commands`; both need these. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpers.browser import in_browser
from helpers.content import ContentProblem
from helpers.hand_in_code import code_of
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise
from helpers.lesson.my_page import NAME as PAGE
from helpers.lesson.my_page import is_ours
from helpers.past_answers import FORMS, Attempts, form_items, forms_met, lesson_of, past_answer
from helpers.record import (
    OUR_TIME,
    SCHEMA,
    VERSION,
    Record,
    RecordProblem,
    handed_in_at,
    id_of,
    moment_after,
    of_one_learner,
    taken_back_until,
    text_of,
)
from helpers.safe_file import patiently, write_whole
from helpers.series import SELF_CHECK, lessons, numbers_with_forms
from helpers.story import count_of

Answers = Mapping[str, Attempts]
ALL = "all"


# -- what is in it


def lesson_titles() -> dict[str, str]:
    """Return what each lesson asks by its number, such as ``"05"``, in their order."""
    return {lesson.number: lesson.title for lesson in lessons()}


def ids_by_lesson(answers: Answers) -> dict[str, list[str]]:
    """Sort the ids in a record by the number of their lesson; under “” those that no lesson of this release has."""
    number_of = dict(lesson_of())
    _, second = forms_met(answers)
    first_lesson, second_lesson = numbers_with_forms()
    for form in FORMS:
        lesson = second_lesson if form == second else first_lesson
        number_of |= dict.fromkeys((item.id for item in form_items(form)), lesson)
    number_of[SELF_CHECK] = lessons()[0].number
    found: dict[str, list[str]] = {}
    for exercise_id in answers:
        found.setdefault(number_of.get(exercise_id, ""), []).append(exercise_id)
    return found


def lessons_begun_with(lesson: str) -> list[str]:
    """Name the lessons that begin again together with one, or with ``"all"``.

    The lesson with the second form compares its texts with those of the first: without them it could not tell which
    came first.
    """
    if lesson == ALL:
        return [*lesson_titles()]
    both = numbers_with_forms()
    return [*both] if lesson == both[0] else [lesson]


def ids_to_begin_again(answers: Answers, lesson: str) -> list[str] | None:
    """Name the exercises that are taken out when a lesson is begun again; ``None`` stands for all."""
    if lesson == ALL:
        return None
    found = ids_by_lesson(answers)
    return [exercise_id for number in lessons_begun_with(lesson) for exercise_id in found.get(number, ())]


def count_answers(answers: Answers, ids: Iterable[str] | None = None) -> int:
    """Count answers, every attempt, to some exercises or to all."""
    return sum(len(answers[exercise_id]) for exercise_id in (answers if ids is None else ids))


def sentence_to_begin_again(answers: Answers, lesson: str) -> str:
    """Return the sentence that must be typed to begin a lesson again."""
    return f"begin {lesson} again, {count_of(count_answers(answers, ids_to_begin_again(answers, lesson)), 'answer')}"


def sentence_to_delete() -> str:
    """Return the sentence that must be typed to delete all; without a number, if the record cannot be read."""
    try:
        return f"delete all {count_of(count_answers(Record().read()['answers']), 'answer')}"
    except RecordProblem:
        return "delete everything"


def same_sentence(typed: str, wanted: str) -> bool:
    """Compare two sentences by their words: capitals, commas and a plural do not matter."""
    given, other = (re.findall(r"\w+", text.casefold().replace("answers", "answer")) for text in (typed, wanted))
    return given == other


# -- handing in


def hand_in_of(data: Mapping[str, Any], *, own_words: bool, code: str = "", taken_back: str = "") -> dict[str, Any]:
    """Make a copy of a record to hand in, with or without texts and reasons in the learner's own words.

    Only answers that fit an exercise of this release are in it. So without own words there is no way for a text into
    it, whoever wrote the file; of the code, only the words of it. Texts stand last, so that both kinds of copies begin
    alike. After something was taken back, at `taken_back`, it says when it was made: it counts, what came before not.
    """
    chosen, texts = {}, {}
    for exercise_id, attempts in data["answers"].items():
        exercise = _exercise(exercise_id)
        if exercise is None or (exercise.own_words and not own_words):
            continue
        if kept := [copied for attempt in attempts if (copied := _copied(exercise, attempt, own_words))]:
            (texts if exercise.own_words else chosen)[exercise_id] = kept
    coin = data.get("coin") if data.get("coin") in ("A", "B") else "A"
    own_id = {"id": found} if (found := id_of(data)) else {}
    said = {"code": written} if (written := code_of(code)) else {}
    said |= {"handed_in": moment_after(taken_back)} if taken_back else {}
    return {"schema": SCHEMA, "version": VERSION, "coin": coin, **own_id, **said, "answers": chosen | texts}


def _exercise(exercise_id: str) -> Exercise | None:
    try:
        return open_exercise(exercise_id)
    except ContentProblem:
        return None


def _copied(exercise: Exercise, attempt: Mapping[str, Any], own_words: bool) -> dict[str, Any] | None:
    if not OUR_TIME.fullmatch(str(attempt.get("when"))):
        return None
    if exercise.own_words:
        found, sure = attempt["answer"], None
    else:
        past = past_answer(exercise, attempt)
        if past is None:
            return None
        found, sure = past.answer, past.confidence
    copied = {"when": attempt["when"], "how": attempt["how"], "answer": found}
    copied |= {} if sure is None else {"confidence": sure}
    because = attempt.get("because", "")
    return copied | ({"because": because} if own_words and because else {})


def told_before_handing_in(data: Mapping[str, Any]) -> str:
    """Say in a few sentences what a hand-in would hold, before it is written."""
    short, long = (hand_in_of(data, own_words=own)["answers"] for own in (False, True))
    texts = count_answers(long) - count_answers(short)
    reasons = sum("because" in attempt for attempts in long.values() for attempt in attempts)
    return (
        f"Your hand-in holds {count_of(count_answers(short), 'answer')}: what you chose, marked and sorted, how sure "
        f"you were, and the times. It holds no name. Your own words are {count_of(texts, 'answer')} that you wrote and "
        f"{count_of(reasons, 'reason')}. They go with it only if you choose that."
    )


def write_hand_in(*, own_words: bool, code: str = "") -> str:
    """Write a hand-in, and say where, in a sentence: see `written_hand_in`."""
    _, _, told = written_hand_in(own_words=own_words, code=code)
    return told


def written_hand_in(*, own_words: bool, code: str = "") -> tuple[Path, str, str]:
    """Write a hand-in beside the record, in place of an earlier one of the same learner.

    Returned are where it lies, what is in it, and a sentence that says both.

    Its name comes from what is in it. So the hand-ins of a class have different names, and no name of a person. A
    RecordProblem says that there is nothing to hand in.
    """
    record = Record()
    held = record.read_with_id()
    data = hand_in_of(held, own_words=own_words, code=code, taken_back=_taken_back_at(record, held))
    if not data["answers"]:
        raise RecordProblem("There is nothing to hand in: your record has no answer of this kind yet.")
    text = text_of(data)
    path = _write_to_hand_in(record, "hand-in", text)
    _delete_earlier(record, "hand-in", path, data)  # the class report leaves out the shorter of two
    with_code = f" Its code is {data['code']}." if "code" in data else ""
    told = (
        f"Written: {path.name}{_place_of(path)} It holds "
        f"{count_of(count_answers(data['answers']), 'answer')}{', your own words too' if own_words else ''}."
        f"{with_code} It is sent nowhere: give it to your teacher yourself."
    )
    return path, text, told


def take_back() -> str:
    """Write what takes back all hand-ins of the learner, and say what to do with it: see `written_take_back`."""
    _, _, told = written_take_back()
    return told


def written_take_back() -> tuple[Path, str, str]:
    """Write a file by which the class report leaves out what the learner handed in until now; delete what lies here.

    Returned are where it lies, what is in it, and a sentence that says what to do with it. It holds no answer. A
    RecordProblem says that there is nothing to take back.
    """
    record = Record()
    held = record.read_with_id()
    own_id = id_of(held)
    if own_id is None:
        raise RecordProblem("There is nothing to take back: your record has no answer yet.")
    until = moment_after(max(handed_in_at(held), _taken_back_at(record, held)))
    coin = held.get("coin") if held.get("coin") in ("A", "B") else "A"
    data = {"schema": SCHEMA, "version": VERSION, "coin": coin, "id": own_id, "taken_back": until, "answers": {}}
    text = text_of(data)
    path = _write_to_hand_in(record, "take-back", text)
    _delete_earlier(record, "take-back", path, data)
    _delete_earlier(record, "hand-in", path, held)
    told = (
        f"Written: {path.name}{_place_of(path)} Give it to your teacher as you gave the other file: then what you "
        "handed in before does not count, and your own words are not shown. What a class has seen already stays until "
        "five others have come. You can hand in again at any time."
    )
    return path, text, told


def _taken_back_at(record: Record, held: Mapping[str, Any]) -> str:
    """Return when this learner last took something back; empty if never."""
    found = (_read_beside(path) for path in _to_hand_in(record, "take-back"))
    return max((taken_back_until(data) for data in found if data and id_of(data) == id_of(held)), default="")


def _to_hand_in(record: Record, what: str) -> list[Path]:
    return sorted(record.path.parent.glob(f"{record.path.stem}-{what}-*{record.path.suffix}"))


def _write_to_hand_in(record: Record, what: str, text: str) -> Path:
    path = record.path.with_name(f"{record.path.stem}-{what}-{_sum(text)}{record.path.suffix}")
    write_whole(path, text)
    return path


def _delete_earlier(record: Record, what: str, new: Path, data: Mapping[str, Any]) -> None:
    """Delete what the same learner made to hand in before."""
    for old in _to_hand_in(record, what):
        if old != new and _is_earlier(old, what, data):
            with suppress(OSError):  # the new one is there
                patiently(old.unlink)


def _place_of(path: Path) -> str:
    if in_browser():
        return ". To get it, go to the course’s first page and save it as a file there."
    return f", beside your record, in the folder {path.parent.resolve()}."


def _sum(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _is_earlier(path: Path, what: str, data: Mapping[str, Any]) -> bool:
    """Tell whether a file is as we wrote it, and of the same learner: one that was changed by hand stays."""
    found = _read_beside(path)
    with suppress(OSError, ValueError):
        as_written = path.stem.endswith(f"-{what}-{_sum(path.read_text(encoding='utf-8'))}")
        return as_written and found is not None and of_one_learner(data, found)
    return False


def _read_beside(path: Path) -> Mapping[str, Any] | None:
    try:
        return Record(path).read()
    except RecordProblem:
        return None


# -- beginning again, and deleting


def begin_again(lesson: str) -> str:
    """Take the answers of a lesson out of the record, or all, and say so; a copy of the record stays."""
    record = Record()
    copy = record.begin_again(ids_to_begin_again(record.read()["answers"], lesson))
    what = "All lessons begin" if lesson == ALL else f"Lesson {lesson} begins"
    first, second = numbers_with_forms()
    with_it = f" Lesson {second} begins again too, for it looks back at lesson {first}." if lesson == first else ""
    return f"{what} again.{with_it} A copy of your record as it was is {copy.name}, beside it."


def all_files(record: Record) -> list[Path]:
    """Name all files made for this learner outside the lessons: the record, those beside it, pages as we wrote them."""
    pages = sorted(path for path in record.path.parent.glob(f"{PAGE}*.html") if _is_our_page(path))
    return [*record.files(), *pages]


def _is_our_page(path: Path) -> bool:
    try:
        return is_ours(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def told_of_others(record: Record) -> str:
    """Say, after a space, which files beside a record stay, since they may be somebody else's; or say nothing."""
    names = ", ".join(path.name for path in record.of_others())
    return f" This may be somebody else's and stays: {names}. If it is yours, delete it yourself." if names else ""


def delete_all() -> str:
    """Delete the record and all that was made from it; say what is gone."""
    record = Record()
    files, others = all_files(record), told_of_others(record)
    pages = [path for path in files if path not in record.files()]
    left = [*record.delete()]
    for page in pages:
        try:
            page.unlink()
        except OSError:
            left.append(page)
    gone = ", ".join(path.name for path in files if path not in left)
    told = f"Deleted: {gone}." if gone else "Nothing was deleted."
    if left:
        told += f" Could not be deleted: {', '.join(path.name for path in left)}. Close other programs, and try again."
    place = "in the folder my_lessons: delete them too, if you like."
    if in_browser():
        place = "in this browser: the course’s first page deletes them too."
    return f"{told}{others} What you typed into cells is still in your copies of the lessons, {place}"
