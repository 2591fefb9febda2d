"""How long a lesson takes: an estimate from its words and exercises, for the line at its top.

Run ``python -m authoring.estimate`` to print a line for each lesson. The constants below are judgements, not
measurements: no class has been timed yet. Whoever times one should put the measured numbers here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers import check_setup, notebooks
from helpers.charts.chart import Chart
from helpers.content import read_json
from helpers.kinds.exercise import Exercise
from helpers.kinds.library import open_exercise, questions_by_id
from helpers.kinds.text.model import MINUTES_TO_LOOK_UP
from helpers.lesson.self_check import SelfCheck
from helpers.marks_card import MarkedText
from helpers.on_paper.lesson_code import TELLS_TO_RUN, Call, calls_in, text_on_screen
from helpers.story import load_story, main_story
from helpers.widgets.page import Page

# Adults read English non-fiction at about 238 words a minute, in silence and on average (Brysbaert 2019,
# https://doi.org/10.1016/j.jml.2019.104047). Many of our readers are younger, or read in a second language.
WORDS_A_MINUTE = 200
# A published news story is much harder than our own texts, and is read to be worked on.
STORY_WORDS_A_MINUTE = 150
# Of the reasons for all options, a reader looks at the own one and at one or two more.
SHARE_OF_FEEDBACK_READ = 0.5
# A page about one's own answers is as long as they are: the estimate must not depend on anybody's record.
MINUTES_TO_LOOK_BACK: Mapping[str, float] = {
    "look_back_at_confidence": 2,
    "look_back_at_forms": 2,
    "look_back_at_marks": 2,
    "look_back_at_retelling": 1,
    "save_my_page": 0.5,
    "show_finish": 0,  # the way on stands after the lesson
    "show_rubric": 2,
}
FOLDED_AWAY = re.compile(r"<(style|details)\b(?! open).*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Estimate:
    """How many minutes a lesson takes, without the sections called “More” and with them."""

    core: float
    all: float

    def about(self) -> tuple[int, int]:
        """Return both as a lesson tells them, to five minutes: the estimate is no more exact than that."""
        return round(self.core / 5) * 5, round(self.all / 5) * 5


def estimate(notebook: Mapping[str, Any]) -> Estimate:
    """Estimate how long a lesson takes, from what its notebook holds."""
    core = more = 0.0
    in_more = False
    for cell in notebook["cells"]:
        source = TELLS_TO_RUN.sub("", text_on_screen("".join(cell["source"])))
        is_text = cell["cell_type"] == "markdown"
        for part in re.split(r"^(?=## )", source, flags=re.MULTILINE) if is_text else [source]:
            if part.startswith("## "):
                in_more = part.startswith("## More")
            minutes = _reading(part) if is_text else sum(_minutes_of_call(call) for call in calls_in(part))
            if in_more:
                more += minutes
            else:
                core += minutes
    return Estimate(core, core + more)


def estimate_of(lesson: str) -> Estimate:
    """Estimate how long a lesson of the course takes, by the name of its file without ``.ipynb``."""
    return estimate(read_json(notebooks.NOTEBOOKS / f"{lesson}.ipynb"))


def _minutes_of_call(call: Call) -> float:
    if exercises := call.asked():
        return sum(minutes_of_exercise(exercise.id) for exercise in exercises)
    match call.verb:
        case "check_setup":
            return SelfCheck.minutes + _reading(repr(check_setup()))
        case verb if verb in MINUTES_TO_LOOK_BACK:
            return MINUTES_TO_LOOK_BACK[verb]
        case "open_story":
            return _reading_of_story(*call.given, **call.named)
    looked_up = MINUTES_TO_LOOK_UP if isinstance(call.shown(), MarkedText) else 0
    return _reading(_words_shown(call)) + looked_up


def words_of_call(call: Call) -> int:
    """Count the words that a cell without an exercise gives to read; a story and one's own answers are left out."""
    apart = call.verb in MINUTES_TO_LOOK_BACK or call.verb in ("check_setup", "open_story")
    return 0 if apart or isinstance(call.shown(), MarkedText) else len(_words_shown(call).split())


def answered_in_full(exercise: Exercise) -> str:
    """Return the words of an exercise for somebody who answers it as we do and reads what is told; not its passage."""
    told = exercise.feedback(exercise.accepted_answer())
    after = [*(row.text for row in told.rows), *(reading.says for reading in told.readings)]
    before = _texts(questions_by_id()[exercise.id], exercise.read_before)
    return " ".join([*before, told.heading, told.summary, *after])


def _words_shown(call: Call) -> str:
    """Return what a cell shows to be read: of a chart the sentence below it, of a card whatever is not folded away."""
    shown = call.shown()
    if isinstance(shown, Page):
        shown = shown.lasting
    if isinstance(shown, MarkedText):  # the text is read, and a few of its marks are looked at
        return shown.marks.text
    return shown.seen if isinstance(shown, Chart) else _seen(shown.body)


def minutes_of_exercise(exercise_id: str) -> float:
    """Estimate how many minutes one exercise takes, with its text and its feedback."""
    exercise, question = open_exercise(exercise_id), questions_by_id()[exercise_id]
    before = [*exercise.passage_to_read, *_texts(question, exercise.read_before)]
    minutes = exercise.minutes + _reading(" ".join(before))
    if exercise.marking == "now":
        minutes += SHARE_OF_FEEDBACK_READ * _reading(" ".join(_texts(question, exercise.read_after)))
    return minutes


def _texts(data: Any, wanted: Sequence[str], inside: bool = False) -> Iterator[str]:
    """Yield the texts under some names of a question; its passage is counted elsewhere."""
    if isinstance(data, str):
        if inside:
            yield data
    elif isinstance(data, list):
        for part in data:
            yield from _texts(part, wanted, inside)
    elif isinstance(data, Mapping):
        for name, part in data.items():
            if name != "passage":
                yield from _texts(part, wanted, inside or name in wanted)


def _reading_of_story(story_id: str | None = None, sentences: list[str] | None = None) -> float:
    story = load_story(story_id or main_story())
    words = _seen(story.card(sentence_ids=sentences).body)
    ours = story.about["written_for_the_course"]
    return _reading(words, WORDS_A_MINUTE if ours else STORY_WORDS_A_MINUTE)


def _reading(text: str, words_a_minute: int = WORDS_A_MINUTE) -> float:
    return len(text.split()) / words_a_minute


def _seen(html: str) -> str:
    """Return the words of a card that a reader sees without opening anything."""
    return TAG.sub(" ", FOLDED_AWAY.sub(" ", html))


def main() -> int:
    """Print an estimate for each lesson."""
    for path in notebooks.lesson_files():
        minutes = estimate_of(path.stem)
        core, everything = minutes.about()
        print(
            f"{path.stem}: about {core} minutes, with the parts called More about {everything}"
            f" (an estimate: {minutes.core:.1f} and {minutes.all:.1f})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
