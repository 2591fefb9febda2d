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
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise
from helpers.lesson.my_page import NAME as PAGE
from helpers.lesson.my_page import is_ours
from helpers.past_answers import FORMS, Attempts, form_items, forms_met, lesson_of, past_answer
from helpers.record import OUR_TIME, SCHEMA, VERSION, Record, RecordProblem, id_of, of_one_learner, text_of
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
    for one in answers:
        found.setdefault(number_of.get(one, ""), []).append(one)
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
    return [one for number in lessons_begun_with(lesson) for one in found.get(number, ())]


def count_answers(answers: Answers, ids: Iterable[str] | None = None) -> int:
    """Count answers, every attempt, to some exercises or to all."""
    return sum(len(answers[one]) for one in (answers if ids is None else ids))


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
    one, other = (re.findall(r"\w+", text.casefold().replace("answers", "answer")) for text in (typed, wanted))
    return one == other


# -- handing in


def hand_in_of(data: Mapping[str, Any], *, own_words: bool) -> dict[str, Any]:
    """Make a copy of a record to hand in, with or without texts and reasons in the learner's own words.

    Only answers that fit an exercise of this release are in it. So without own words there is no way for a text into
    it, whoever wrote the file. Texts stand last, so that both kinds of copies begin alike.
    """
    chosen, texts = {}, {}
    for exercise_id, attempts in data["answers"].items():
        exercise = _exercise(exercise_id)
        if exercise is None or (exercise.own_words and not own_words):
            continue
        if kept := [one for attempt in attempts if (one := _copied(exercise, attempt, own_words))]:
            (texts if exercise.own_words else chosen)[exercise_id] = kept
    coin = data.get("coin") if data.get("coin") in ("A", "B") else "A"
    own_id = {"id": found} if (found := id_of(data)) else {}
    return {"schema": SCHEMA, "version": VERSION, "coin": coin, **own_id, "answers": chosen | texts}


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


def write_hand_in(*, own_words: bool) -> str:
    """Write a hand-in, and say where, in a sentence: see `written_hand_in`."""
    _, _, told = written_hand_in(own_words=own_words)
    return told


def written_hand_in(*, own_words: bool) -> tuple[Path, str, str]:
    """Write a hand-in beside the record, in place of an earlier one of the same learner.

    Returned are where it lies, what is in it, and a sentence that says both.

    Its name comes from what is in it. So the hand-ins of a class have different names, and no name of a person. A
    RecordProblem says that there is nothing to hand in.
    """
    record = Record()
    data = hand_in_of(record.read_with_id(), own_words=own_words)
    if not data["answers"]:
        raise RecordProblem("There is nothing to hand in: your record has no answer of this kind yet.")
    text = text_of(data)
    path = record.path.with_name(f"{record.path.stem}-hand-in-{_sum(text)}{record.path.suffix}")
    write_whole(path, text)
    for old in record.path.parent.glob(f"{record.path.stem}-hand-in-*{record.path.suffix}"):
        if old != path and _is_earlier(old, data):
            with suppress(OSError):  # the new one is there: the class report leaves out the shorter of the two
                patiently(old.unlink)
    place = f", beside your record, in the folder {path.parent.resolve()}."
    if in_browser():
        place = ". To get it, go to the course’s first page and save it as a file there."
    told = (
        f"Written: {path.name}{place} It holds "
        f"{count_of(count_answers(data['answers']), 'answer')}{', your own words too' if own_words else ''}. "
        "It is sent nowhere: give it to your teacher yourself."
    )
    return path, text, told


def _sum(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _is_earlier(path: Path, data: Mapping[str, Any]) -> bool:
    """Tell whether a hand-in is as we wrote it, and of the same learner: one that was changed by hand stays."""
    try:
        as_written = path.stem.endswith(f"-hand-in-{_sum(path.read_text(encoding='utf-8'))}")
        return as_written and of_one_learner(data, Record(path).read())
    except (OSError, ValueError):
        return False


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
