"""The course's home page, and the card at a lesson's end: where one stands, and where to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from helpers.browser import in_browser
from helpers.content import ContentProblem
from helpers.html import Html, element, join
from helpers.judgement import SURE, surest_misses
from helpers.kinds.exercise import clip
from helpers.lesson.desktop import open_folder
from helpers.lesson.my_record_acts import (
    Answers,
    ids_by_lesson,
    told_before_handing_in,
    written_hand_in,
    written_take_back,
)
from helpers.notebooks import HOME, WORKSHOP, YOUR_RECORD, LessonHead, lesson_files, lesson_head
from helpers.past_answers import PastAnswer, form_items, sure_answers
from helpers.record import Record, RecordProblem
from helpers.series import Lesson, OwnLesson, lessons, own_lesson_file, own_lessons
from helpers.story import count_of
from helpers.widgets.record_page import HandedIn, OpenedStory, RecordPage

FIRST_PAGE = "../index.html"  # of the browser edition, which has no other home
HOME_SENTENCE = "Your lessons, and how far you are: run this cell. It reads your record, and shows this to you alone."
OWN_SENTENCE = "Your stories: run this cell. It looks which there are, and shows them to you alone."
FINISH_SENTENCE = "Where you stand: run this cell. It reads your record, and shows this to you alone."


class Standing(NamedTuple):
    """How far one is in a lesson: questions answered, of how many, and when the last answer was given."""

    answered: int
    of: int
    last: str


def home_page() -> RecordPage:
    """Show the lessons as cards, with how far one is."""
    return RecordPage(_home, HOME_SENTENCE, _hand_in, _take_back, _open_story)


def own_stories_page() -> RecordPage:
    """Show the lessons of stories of one's own alone: in the browser edition, whose first page knows no Python."""
    return RecordPage(lambda: _own_part(_answers()), OWN_SENTENCE, open_story=_open_story, notebooks=_own_notebooks)


def finish_card(number: str) -> RecordPage:
    """Show where one stands at the end of a lesson, and the next one."""
    return RecordPage(lambda: _finish(number), FINISH_SENTENCE)


# -- where one stands


def _record() -> Mapping[str, Any]:
    """Return the learner's record; an empty one, if it cannot be read: the page about the record says why."""
    with suppress(RecordProblem):
        return Record().read()
    return {"answers": {}}


def _answers() -> Answers:
    return _record()["answers"]


def standings(answers: Answers) -> Mapping[str, Standing]:
    """Tell for each lesson, by its number, how many of its questions are answered."""
    found = ids_by_lesson(answers)
    return {lesson.number: _standing(lesson, found.get(lesson.number, ()), answers) for lesson in lessons()}


def _standing(lesson: Lesson, ids: Sequence[str], answers: Answers) -> Standing:
    asked = {question["id"] for question in lesson.questions}
    form = form_items("A") if lesson.form else ()  # both forms are equally long
    in_form = {item.id for each in "AB" for item in form_items(each)} if lesson.form else set()
    answered = [one for one in ids if one in asked | in_form and answers[one]]
    last = max((str(answers[one][-1].get("when", "")) for one in answered), default="")
    return Standing(len(answered), len(asked) + len(form), last)


def next_number(standing: Mapping[str, Standing]) -> str:
    """Choose the lesson to go on with: the one worked in last, or the first untouched one once that is done."""
    begun = [number for number, one in standing.items() if 0 < one.answered < one.of]
    untouched = [number for number, one in standing.items() if not one.answered]
    newest = max(standing, key=lambda number: standing[number].last, default="")
    if newest in begun:
        return newest
    later = [number for number in untouched if number > newest] if newest and standing[newest].last else untouched
    return next(iter([*later, *begun, *untouched]), "")


# -- the home page


def _heads() -> Mapping[str, LessonHead]:
    """Read what the lessons say of themselves, by name: as shipped, or where none lie here, the copies beside us."""
    heads = {}
    for path in lesson_files() or sorted(Path.cwd().glob("[0-9][0-9]_*.ipynb")):
        with suppress(OSError, ValueError, LookupError, TypeError):  # a copy that was changed says less
            heads[path.stem] = lesson_head(path)
    return heads


def _home() -> Html:
    record = _record()
    standing = standings(record["answers"])
    onward = next_number(standing)
    heads = _heads()
    cards = [
        _card(lesson, heads.get(lesson.name), standing[lesson.number], lesson.number == onward) for lesson in lessons()
    ]
    return join(element("ol", *cards, css="wss-lessons"), _own_part(record["answers"]), _record_part(record))


def _card(lesson: Lesson, head: LessonHead | None, standing: Standing, is_next: bool) -> Html:
    title = head.title if head else lesson.title
    facts = [_minutes(head)] if head else []
    facts.append(_how_far(standing))
    called = f"lesson {lesson.number}"
    shown = f"{lesson.number}  {title}"
    return _card_of(shown, facts, standing, f"{lesson.name}.ipynb", f"{called}, {title}", called.capitalize(), is_next)


def _card_of(
    title: str,
    facts: Sequence[str],
    standing: Standing,
    file: str,
    leads_to: str,
    bar_of: str,
    is_next: bool = False,
) -> Html:
    done = standing.answered >= standing.of
    verb = "Look again" if done else "Continue" if standing.answered else "Start"
    bar = element("progress", value=standing.answered, max=standing.of, aria_label=bar_of)
    return element(
        "li",
        element("h3", title),
        element("p", " · ".join(facts), css="wss-lesson-facts"),
        bar,
        element("a", verb, css="wss-record-link", href=file, aria_label=f"{verb}: {leads_to}", dir=None),
        css="wss-lesson is-next" if is_next else "wss-lesson",
    )


def _own_part(answers: Answers) -> Html:
    """Show the lessons of stories of one's own, and the way to another one."""
    cards = [_own_card(lesson, answers) for lesson in own_lessons()]
    bring = element(
        "li",
        element("h3", "Bring your own story"),
        element("p", "Paste a news story, say what is right, choose exercises: there is a lesson."),
        element("a", "Open the story workshop", css="wss-record-link", href=WORKSHOP, dir=None),
        css="wss-lesson",
    )
    return element(
        "section",
        element("h3", "Stories of your own"),
        element("ul", *cards, bring, css="wss-lessons"),
        element("div", css="wss-open-place"),
        css="wss-own-part",
    )


def _own_card(lesson: OwnLesson, answers: Answers) -> Html:
    standing = _own_standing(lesson, answers)
    title = clip(lesson.title, 120)
    return _card_of(title, [_how_far(standing)], standing, f"{lesson.story}.ipynb", title, title)


def _own_standing(lesson: OwnLesson, answers: Answers) -> Standing:
    asked = [question["id"] for question in lesson.questions]
    return Standing(sum(bool(answers.get(one)) for one in asked), len(asked), "")


def _minutes(head: LessonHead) -> str:
    more = "" if head.core == head.all else f", with More {head.all}"
    return f"About {head.core} minutes{more}"


def _how_far(standing: Standing) -> str:
    if not standing.answered:
        return count_of(standing.of, "question")
    return f"{standing.answered} of {count_of(standing.of, 'question')} answered"


def _record_part(record: Mapping[str, Any]) -> Html:
    if not record["answers"]:
        told = "Your record begins with your first answer. It stays on this computer, and holds no name."
        return element("section", element("h3", "Your record"), element("p", told), css="wss-record-part")
    return element(
        "section",
        element("h3", "Your record"),
        element("p", told_before_handing_in(record)),
        element("div", css="wss-hand-in-place"),
        element("p", element("a", "See your record, begin a lesson again, or delete everything", href=YOUR_RECORD)),
        css="wss-record-part",
    )


def _hand_in(own_words: bool, code: str) -> HandedIn:
    return _written(partial(written_hand_in, own_words=own_words, code=code))


def _take_back() -> HandedIn:
    return _written(written_take_back)


def _written(write: Callable[[], tuple[Path, str, str]]) -> HandedIn:
    try:
        path, text, told = write()
    except RecordProblem as problem:
        return HandedIn(str(problem))
    except OSError as error:
        return HandedIn(f"This did not work: {error.strerror or error}.")
    with suppress(OSError):
        if open_folder(path.parent):
            return HandedIn(f"{told} The folder opens in a window of its own.")
    return HandedIn(f"{told} Your browser saves a copy among its downloads.", path.name, text)


def _own_notebooks() -> dict[str, str]:
    """Read the lessons that the page must lay among the others: in a browser Python does not reach those."""
    if not in_browser():
        return {}
    files = [own_lesson_file(lesson.story) for lesson in own_lessons()]
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def _open_story(content: bytes) -> OpenedStory:
    """Take a story that was handed on."""
    from helpers.story_workshop.hand_on import unpack  # here, since few who look at this page open one

    try:
        kept, lesson = unpack(content)
    except ContentProblem as problem:
        return OpenedStory(str(problem))
    except OSError as error:
        return OpenedStory(f"This did not work: {error.strerror or error}.")
    title = clip(kept.confirmed.story.about["title"], 120)
    if not lesson:
        return OpenedStory(f"“{title}” is here, and nobody has read it yet.")
    return OpenedStory(f"“{title}” is among your stories.", lesson.name)


# -- the end of a lesson


def _finish(number: str) -> Html:
    """Write the card: a count, one surprise if there is one, and what comes next."""
    answers = _answers()
    own = {lesson.story: _own_standing(lesson, answers) for lesson in own_lessons()}
    standing = (standings(answers) | own).get(number, Standing(0, 0, ""))
    # Nothing is said of no answers: they may not have been counted yet.
    lines = [element("h3", "Where you stand" if standing.answered else "Where to go on")]
    if standing.answered:
        lines.append(element("p", _done(standing, has_more=number not in own)))
        lines += [element("p", surprise) for surprise in _surprise(number, answers)]
    lines.append(element("p", *_onward(number)))
    return element("section", *lines, css="wss-finish")


def _done(standing: Standing, has_more: bool) -> str:
    """Say how much is done; a core that is done is nothing half done, though more can follow."""
    if standing.answered >= standing.of:
        return "All its questions are answered."
    if not has_more:
        return f"{_how_far(standing)}."
    told = f"{count_of(standing.answered, 'question')} answered"
    return f"{told}. With the parts called More the lesson has {standing.of}: they can wait."


def _surprise(number: str, answers: Answers) -> list[str]:
    """Choose one answer to look at again: the surest that differs from ours, else the least sure that fitted."""
    ids = {question["id"] for lesson in lessons() if lesson.number == number for question in lesson.questions}
    given = [one for one in sure_answers(answers) if one.exercise.id in ids and one.confidence is not None]
    for one in surest_misses(given)[:1]:
        return [f"One surprise: you were {one.confidence} % sure, and we read it otherwise. Look again at: {_ask(one)}"]
    unsure = [one for one in given if one.fitted and one.confidence < SURE]
    if unsure:
        one = min(unsure, key=lambda each: each.confidence)
        return [f"One surprise: you were only {one.confidence} % sure, and your answer fits: {_ask(one)}"]
    return []


def _ask(answer: PastAnswer) -> str:
    words = answer.exercise.prompt.split()
    return " ".join(words) if len(words) <= 16 else f"{' '.join(words[:16])} …"


def _onward(number: str) -> list[Html]:
    following = next((lesson for lesson in lessons() if lesson.number > number), None)
    to_all = element("a", "All lessons", href=FIRST_PAGE if in_browser() else HOME, dir=None)
    if not following:
        return [to_all]
    head = _heads().get(following.name)
    title = head.title if head else following.title
    link = element(
        "a", f"Next: {following.number} {title}", css="wss-record-link", href=f"{following.name}.ipynb", dir=None
    )
    return [link, join("  "), to_all]
