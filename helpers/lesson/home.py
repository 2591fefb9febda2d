"""The course's home page, and the card at a lesson's end: where one stands, and where to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from helpers.browser import in_browser
from helpers.content import ContentProblem, load
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
from helpers.notebooks import HEADS, HOME, WORKSHOP, YOUR_RECORD, LessonHead, lesson_files, lesson_head, read_heads
from helpers.past_answers import FORMS, PastAnswer, form_items, sure_answers
from helpers.record import Record, RecordProblem
from helpers.series import Lesson, OwnLesson, lessons, own_lesson_file, own_lessons
from helpers.story import count_of
from helpers.widgets.record_page import HandedIn, OpenedStory, RecordPage

FIRST_PAGE = "../index.html"  # of the browser edition, which has no other home
HOME_SENTENCE = "Your lessons, and how far you are: run this cell. It reads your record, and shows this to you alone."
OWN_SENTENCE = "Your stories: run this cell. It looks which there are, and shows them to you alone."
FINISH_SENTENCE = "Where you stand: run this cell. It reads your record, and shows this to you alone."


class Answered(NamedTuple):
    """How many questions of a part are answered, and how many it has."""

    count: int
    of: int


class Standing(NamedTuple):
    """How far one is in a lesson: in its core, in its parts called More, and when the last answer was given.

    Who would not read of the war takes the lighter text in place of the core. A form is asked of everybody.
    """

    core: Answered
    more: Answered = Answered(0, 0)
    last: str = ""
    by_lighter: bool = False  # all of the lighter text was answered, and the form, if there is one

    @property
    def is_touched(self) -> bool:
        """Whether anything of it was answered."""
        return self.core.count + self.more.count > 0

    @property
    def is_done(self) -> bool:
        """Whether all of its core was answered, or the lighter text: the parts called More can wait."""
        return self.is_touched and (self.core.count >= self.core.of or self.by_lighter)


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


def standings(answers: Answers, heads: Mapping[str, LessonHead]) -> Mapping[str, Standing]:
    """Tell for each lesson, by its number, how many of its questions are answered.

    The first page of the browser edition tells the same (browser_edition/page/onward.mjs; tests/unit compares them).
    """
    found = ids_by_lesson(answers)
    return {
        lesson.number: _standing(lesson, heads.get(lesson.name), found.get(lesson.number, ()), answers)
        for lesson in lessons()
    }


def _standing(lesson: Lesson, head: LessonHead | None, ids: Sequence[str], answers: Answers) -> Standing:
    core, more = questions_of(lesson, head)
    form = form_items("A") if lesson.form else ()  # both forms are equally long, and belong to the core
    in_form = [item.id for each in FORMS for item in form_items(each)] if lesson.form else []
    given = {exercise_id for exercise_id in ids if answers[exercise_id]}
    last = max((str(answers[name][-1].get("when", "")) for name in given & {*core, *more, *in_form}), default="")
    in_core = Answered(len(given & {*core, *in_form}), len(core) + len(form))
    lighter = lesson.asked_by(head.lighter) if head else []
    by_lighter = bool(lighter) and given >= {*lighter} and len(given & {*in_form}) >= len(form)
    return Standing(in_core, Answered(len(given & {*more}), len(more)), last, by_lighter)


def questions_of(lesson: Lesson, head: LessonHead | None) -> tuple[list[str], list[str]]:
    """Part a lesson's questions into those of its core and the others; where no notebook lies, all are its core."""
    return lesson.parts(head.asks) if head else ([question["id"] for question in lesson.questions], [])


def next_number(standing: Mapping[str, Standing]) -> str:
    """Choose the lesson to go on with: the one worked in last, or the first untouched one once that is done."""
    begun = [number for number, own in standing.items() if own.is_touched and not own.is_done]
    untouched = [number for number, own in standing.items() if not own.is_touched]
    newest = max(standing, key=lambda number: standing[number].last, default="")
    if newest in begun:
        return newest
    later = [number for number in untouched if number > newest] if newest and standing[newest].last else untouched
    return next(iter([*later, *begun, *untouched]), "")


# -- the home page


def _heads() -> Mapping[str, LessonHead]:
    """Read what the lessons say of themselves, by name: as shipped, or where none lie here, the copies beside us."""
    if in_browser():
        with suppress(ContentProblem):
            return read_heads(load(HEADS))
    heads = {}
    for path in lesson_files() or sorted(Path.cwd().glob("[0-9][0-9]_*.ipynb")):
        with suppress(OSError, ValueError, LookupError, TypeError):  # a copy that was changed says less
            heads[path.stem] = lesson_head(path)
    return heads


def _home() -> Html:
    record, heads = _record(), _heads()
    standing = standings(record["answers"], heads)
    onward = next_number(standing)
    cards = [
        _card(lesson, heads.get(lesson.name), standing[lesson.number], lesson.number == onward) for lesson in lessons()
    ]
    return join(element("ol", *cards, css="wss-lessons"), _own_part(record["answers"]), _record_part(record))


def _card(lesson: Lesson, head: LessonHead | None, standing: Standing, is_next: bool) -> Html:
    title = head.title if head else lesson.title
    facts = [_minutes(head)] if head else []
    facts.append(how_far(standing))
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
    verb = "Look again" if standing.is_done else "Continue" if standing.is_touched else "Start"
    done = standing.core.of if standing.is_done else standing.core.count
    bar = element("progress", value=done, max=standing.core.of, aria_label=bar_of)
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
        element("a", "Bring a story", css="wss-record-link", href=WORKSHOP, dir=None),
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
    return _card_of(title, [how_far(standing)], standing, f"{lesson.story}.ipynb", title, title)


def _own_standing(lesson: OwnLesson, answers: Answers) -> Standing:
    asked = [question["id"] for question in lesson.questions]
    return Standing(Answered(sum(bool(answers.get(exercise_id)) for exercise_id in asked), len(asked)))


def _minutes(head: LessonHead) -> str:
    more = "" if head.core == head.all else f", with More {head.all}"
    return f"About {head.core} minutes{more}"


def how_far(standing: Standing) -> str:
    """Tell in words how far one is in a lesson."""
    core, more = standing.core, standing.more
    questions = count_of(core.of, "question")
    if not standing.is_touched:
        return f"{questions}, with More {core.of + more.of}" if more.of else questions
    done = "Done with the lighter text: " if core.count < core.of else "Done: "
    told = f"{done if standing.is_done else ''}{core.count} of {questions} answered"
    return f"{told}, {more.count} of {more.of} in More" if more.count else told


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
    from helpers.story_workshop.hand_on import beside_which, unpack  # here, since few who look at this page open one

    try:
        kept, lesson = unpack(content)
    except ContentProblem as problem:
        return OpenedStory(str(problem))
    except OSError as error:
        return OpenedStory(f"This did not work: {error.strerror or error}.")
    title = clip(kept.confirmed.story.about["title"], 120)
    if not lesson:
        return OpenedStory(f"“{title}” is here, and nobody has read it yet.")
    return OpenedStory(f"“{title}” is among your stories. {beside_which(kept)}".strip(), lesson.name)


# -- the end of a lesson


def _finish(number: str) -> Html:
    """Write the card: a count, one surprise if there is one, and what comes next."""
    answers, heads = _answers(), _heads()
    own = {lesson.story: _own_standing(lesson, answers) for lesson in own_lessons()}
    standing = (standings(answers, heads) | own).get(number, Standing(Answered(0, 0)))
    # Nothing is said of no answers: they may not have been counted yet.
    lines = [element("h3", "Where you stand" if standing.is_touched else "Where to go on")]
    if standing.is_touched:
        lines.append(element("p", _done(standing)))
        lines += _surprise(number, answers)
    lines.append(element("p", *_onward(number, heads)))
    return element("section", *lines, css="wss-finish")


def _done(standing: Standing) -> str:
    """Say how much is done; a core that is done is nothing half done, though more can follow."""
    if not standing.is_done:
        return f"{how_far(standing)}."
    if standing.core.count < standing.core.of:
        return "You have done the lesson with its lighter text."
    waiting = standing.more.of - standing.more.count
    if not waiting:
        return "You have done the lesson: all its questions are answered."
    wait = "waits" if waiting == 1 else "wait"
    return f"You have done the lesson. {count_of(waiting, 'more question')} {wait} in the parts called More."


def _surprise(number: str, answers: Answers) -> list[Html]:
    """Choose one answer to look at again: the surest that differs from ours, else the least sure that fitted."""
    ids = {question["id"] for lesson in lessons() if lesson.number == number for question in lesson.questions}
    given = [answer for answer in sure_answers(answers) if answer.exercise.id in ids and answer.confidence is not None]
    for answer in surest_misses(given)[:1]:
        sure = f"One surprise: you were {answer.confidence} % sure, and we read it otherwise. Look again at: "
        return [element("p", sure, _ask(answer))]
    unsure = [answer for answer in given if answer.fitted and answer.confidence < SURE]
    if unsure:
        answer = min(unsure, key=lambda each: each.confidence)
        unsure_of = f"One surprise: you were only {answer.confidence} % sure, and your answer fits: "
        return [element("p", unsure_of, _ask(answer))]
    return []


def _ask(answer: PastAnswer) -> Html:
    """Lead to a question of this lesson by its first words."""
    words = answer.exercise.prompt.split()
    told = " ".join(words) if len(words) <= 16 else f"{' '.join(words[:16])} …"
    return element("a", told, href=f"#{answer.exercise.id}", data_question=answer.exercise.id)


def _onward(number: str, heads: Mapping[str, LessonHead]) -> list[Html]:
    following = next((lesson for lesson in lessons() if lesson.number > number), None)
    to_all = element("a", "All lessons", href=FIRST_PAGE if in_browser() else HOME, dir=None)
    if not following:
        return [to_all]
    head = heads.get(following.name)
    title = head.title if head else following.title
    link = element(
        "a", f"Next: {following.number} {title}", css="wss-record-link", href=f"{following.name}.ipynb", dir=None
    )
    return [link, join("  "), to_all]
