"""What is to be mended in a story of one's own: its files, its exercises, its notebook. A shipped one has more rules.

A private lesson for one period need not have the numbers, sources and length that a shipped one has. It needs sound
files, keys that fit the words, a reason for each option, and no key in the notebook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from helpers.content import ContentProblem
from helpers.kinds.exercise import clip
from helpers.kinds.faults import place_in_question
from helpers.kinds.sound import question_faults
from helpers.series import own_lesson_file
from helpers.story import count_of
from helpers.story_workshop.lesson import chosen
from helpers.story_workshop.pasted import StoryProblem
from helpers.story_workshop.progress import Kept
from helpers.story_workshop.store import folder_of, open_kept, read_bounded

_PICTURE_WITHOUT_WORDS = re.compile(r"!\[\s*\]\(|<img (?![^>]*alt=\\?[\"'][^\"'\\])")
_LEAST_LEAK = 25  # letters: shorter reasons may stand in a lesson's own sentences


def faults_of(name: str) -> tuple[list[str], list[str]]:
    """Look through a story of one's own: return what is to be mended, and what is good to know, in sentences.

    Good to know is which sentences nobody has read, and that a lesson is older than its reading.
    """
    try:
        kept = open_kept(name)
    except ContentProblem as problem:
        return [str(problem)], []
    return [*_reading(kept), *_questions(kept)], list(_notes(kept))


def _reading(kept: Kept) -> Iterator[str]:
    if kept.no_longer:
        words = kept.words_no_longer
        yield f"The text was edited: {words} stands there no more. Open the workshop and read these sentences again."


def _questions(kept: Kept) -> Iterator[str]:
    file = _file(kept, "questions")
    questions = file.get("questions") if isinstance(file, Mapping) else None
    if file is not None and not isinstance(questions, list):
        yield "questions.json is no list of questions. Make the lesson again in the workshop."
    for number, question in enumerate(questions or (), 1):
        try:
            for fault in question_faults(question):
                yield f"Exercise {number} (“{clip(question.get('id'))}”): {place_in_question(fault.path)}{fault.what}"
        except (ContentProblem, LookupError, TypeError, AttributeError):
            yield f"Exercise {number} is no question that can be asked. Make the lesson again in the workshop."
    with suppress(OSError, UnicodeDecodeError):
        notebook = own_lesson_file(kept.name).read_text(encoding="utf-8")
        if leak := next((reason for reason in _reasons(questions) if _as_written(reason) in notebook), None):
            yield f"The notebook tells a reason before anybody answers: “{clip(leak)}”. Clear its outputs and save it."
        if _PICTURE_WITHOUT_WORDS.search(notebook):
            yield "A picture in the notebook says nothing to those who do not see it: describe it, as in ![words](…)."


def _notes(kept: Kept) -> Iterator[str]:
    if left := len(kept.confirmed.not_read):
        yield f"Not read: {count_of(left, 'sentence')}. They are in no exercise and in no chart."
    file = _file(kept, "questions")
    if file is None:
        yield "There is no lesson of it yet."
    elif isinstance(file, Mapping) and file.get("questions") != [dict(exercise.question) for exercise in chosen(kept)]:
        yield "The lesson is older than your reading: make it again in the workshop."


def _file(kept: Kept, name: str) -> Any:
    path = folder_of(kept.name) / f"{name}.json"
    if not path.is_file():
        return None
    try:
        return read_bounded(path)
    except (StoryProblem, ContentProblem):
        return ()


def _reasons(value: Any) -> Iterator[str]:
    """Yield every reason in questions."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "reason" and isinstance(inner, str) and len(inner) >= _LEAST_LEAK:
                yield inner
            elif name == "reasons" and isinstance(inner, Mapping):
                yield from (words for words in inner.values() if isinstance(words, str) and len(words) >= _LEAST_LEAK)
            else:
                yield from _reasons(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _reasons(inner)


def _as_written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
