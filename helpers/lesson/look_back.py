"""Verbs that look back at the learner's own answers, for the learner alone.

What they show stands in no notebook file: a cell stores one sentence, the same for everybody. Only counts, words and
reasons are shown. The texts of a form are too few for any measure of one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from helpers.content import load
from helpers.html import Card, Html, bullets, element, join, table
from helpers.judgement import (
    ENOUGH_ANSWERS,
    GUESS,
    SURE,
    SURENESS,
    Counts,
    count_judgements,
    leaning,
    surest_misses,
)
from helpers.kinds.library import open_exercise
from helpers.kinds.text.read_back import read_back
from helpers.lesson.my_marks import my_marks
from helpers.lesson.my_page import save_page, whole_page
from helpers.lesson.sources import publisher_of
from helpers.past_answers import (
    FORMS,
    MAY_BE_LEFT_OPEN,
    Attempts,
    Forms,
    PastAnswer,
    form_items,
    forms_of,
    judged,
    last_text,
    lesson_of,
    practice_answers,
    single_key_ids,
    sure_answers,
)
from helpers.record import Record, RecordProblem
from helpers.series import lesson_with_form, numbers_with_forms
from helpers.story import load_beside, main_story
from helpers.widgets.record_page import RecordPage

Answers = Mapping[str, Attempts]
MOST_MISSES, MOST_MISSES_ON_PAGE = 8, 3
OF_TEN = 10  # squares that a guess is drawn with
# JupyterLab takes single keys from plain controls in an output; only this attribute on each control keeps them.
_KEEP_KEYS = {"data_lm_suppress_shortcuts": "true"}
TELLINGS = (("Your words then", "retell-headline"), ("Your words now", "retell-again"))
PLAN, MY_ERROR = "my-plan", "which-error"
ASK_OF_TELLINGS = (
    "The speaker: does your sentence say who says so? Is the speaker kept, lost, or there only now?",
    "The strength: does your sentence sound surer than the headline, or less sure? Which word does that?",
    "Something added: is there anything in it that the headline does not say?",
)
ASK_OF_LEANINGS = {
    "too few": "These are too few to speak of a leaning: a few other texts, and it could look the other way round.",
    "passing on": "In these texts you passed on weak ones more often than you held back sound ones. "
    "Is that like you? What made you trust them?",
    "holding back": "In these texts you held back sound ones more often than you passed on weak ones. "
    "Is that like you? What did you miss in them?",
    "neither": "Neither came clearly more often. Which of the two would you rather avoid, and why?",
}
ON_PAGE = "This page is made from the record on your own computer. Its counts are of a few texts: no measure of you."
OF_PAIRS = (
    "Texts with the same number are built alike; they are not the same. First come the pairs in which one answer "
    "fits and the other does not. That can be chance: the reasons say more."
)
SURE_WORDS = ", ".join(level.words for level in SURENESS[:-1] if level.low >= SURE) + f" or {SURENESS[-1].words}"
NO_MEASURE = "These are counts of a few texts. They are no measure of you, and nobody else sees them."


def retelling_page() -> RecordPage:
    """Show both tellings of the headline side by side, with questions to ask of them."""
    return _page("Your two tellings of the headline", retelling)


def forms_page() -> RecordPage:
    """Show what was passed on and held back, then and now, and the reasons item by item."""
    return _page("Your answers to the short texts, then and now, with all reasons", forms)


def confidence_page() -> RecordPage:
    """Show in five words how sure one was and how often it fitted; the surest misses first."""
    return _page("How sure you were, and how often it fitted", confidence)


def rubric_page() -> RecordPage:
    """Show how the key of the short texts was made, once they are answered."""
    return _page("How the key of the short texts was made", rubric)


def marks_page() -> RecordPage:
    """Show each story as the learner marked it, beside our reading of the same."""
    return _page("The stories, as you marked them", my_marks)


def saved_page() -> RecordPage:
    """Save one page to keep or print, beside the record."""
    return _page("One page to keep or print", lambda answers: saved(answers, date.today()))


def _page(title: str, body: Callable[[Answers], Html]) -> RecordPage:
    """Make a page from the record that looks again when it comes into view; its sentence is the same for everybody."""
    told = f"{title}: run this cell. It reads your record, and shows this to you alone."

    def look() -> Html:
        return Card(told, element("p", title, css="wss-known-title") + _shown(body)).html()

    return RecordPage(look, told)


def _shown(body: Callable[[Answers], Html]) -> Html:
    try:
        return body(Record().read()["answers"])
    except RecordProblem as problem:
        told = f"{problem} So there is nothing to look back at here. Your lessons work all the same."
        if problem.readable:
            told += (
                " With your next answer this file is set aside: it gets another name, and a new record is begun "
                "beside it. Nothing in the old file is deleted."
            )
        return element("p", told)


# -- the two tellings


def retelling(answers: Answers) -> Html:
    """Write both tellings side by side."""
    both = _both_tellings(answers)
    if not both:
        told = "Your record holds no telling of the headline. Write your sentence above: it is then shown here."
        return element("p", told)
    asked = element("p", "Three questions to ask yourself. There is no key to them.") + bullets(ASK_OF_TELLINGS)
    return both + _read_back(answers) + asked


def _read_back(answers: Answers) -> Html:
    """Say of each telling, by the same rules as in the first lesson, whether a friend hears who said it."""
    rules = open_exercise(TELLINGS[0][1]).read_back
    told = ((when, last_text(answers, exercise_id)) for when, exercise_id in TELLINGS)
    lines = [join(element("b", f"{when}: "), read_back(text, rules).says) for when, text in told if text]
    title = "Read back by rule. Rules see words, not sense, and can err."
    return element("p", title, css="wss-known-title") + bullets(lines)


def _both_tellings(answers: Answers) -> Html:
    """Write a table of the headline and both tellings; nothing, if the record holds neither."""
    said = [
        (f"{when}, in lesson {lesson_of()[exercise_id]}", last_text(answers, exercise_id))
        for when, exercise_id in TELLINGS
    ]
    if not any(text for _, text in said):
        return join()
    rows = [
        (f"Headline by {publisher_of(main_story())}", open_exercise(TELLINGS[0][1]).passage[0]),
        *((when, text or "Your record holds none.") for when, text in said),
    ]
    return table("The headline, and what you made of it", ("Whose", "Words"), rows)


# -- the two forms


def forms(answers: Answers) -> Html:
    """Write counts, leaning and reasons of both forms."""
    found = forms_of(answers)
    if not found.open:
        return element("p", _not_yet(found))
    body = what_changed(found) + _counts_table(found)
    if not found.first:
        told = (
            "Your record holds no answers to such texts from before this lesson, so there is nothing to compare with."
        )
        body += element("p", told)
    body += element("p", NO_MEASURE) + _leaning(answers, found)
    entries = [
        entry
        for number, pair in enumerate(found.pairs(), 1)
        for entry in _pair_entries(number, pair, bool(found.first))
    ]
    body += element("p", "Text by text", css="wss-known-title")
    if found.first:
        body += element("p", OF_PAIRS)
    return body + _entries(entries)


def _not_yet(found: Forms) -> str:
    return (
        f"{_answered(found)} "
        f"The reasons come when no more than {MAY_BE_LEFT_OPEN} are open: go back to Step 1. They are then shown here."
    )


def _answered(found: Forms) -> str:
    lesson, asked = lesson_with_form("second").number, len(form_items(found.second))
    return f"Your record holds answers to {len(found.now)} of the {asked} texts of lesson {lesson}."


def _sides(found: Forms) -> list[tuple[str, Mapping[str, PastAnswer]]]:
    first, second = numbers_with_forms()
    sides = [(f"Then, in lesson {first} (form {found.first})", found.then)] if found.first else []
    return [*sides, (f"Now, in lesson {second} (form {found.second})", found.now)]


def _counts(answers: Iterable[PastAnswer]) -> Counts:
    return count_judgements(map(judged, answers))


def _counts_table(found: Forms) -> Html:
    sides = _sides(found)
    counts = [_counts(given.values()) for _, given in sides]
    told_so = [
        [answer for answer in given.values() if judged(answer).passed_on and judged(answer).well_supported]
        for _, given in sides
    ]
    rows = [
        (
            "Well-supported texts passed on",
            *(_share(count.passed_on, count.well_supported, "none answered") for count in counts),
        ),
        (
            "Of these, in a way that fits",
            *(_share(sum(answer.fitted for answer in group), len(group), "none passed on") for group in told_so),
        ),
        ("Weak texts held back", *(_share(count.held_back, count.weak, "none answered") for count in counts)),
    ]
    return table("What you did with the texts", ("Texts", *(name for name, _ in sides)), rows)


def what_changed(found: Forms) -> Html:
    """Draw both forms as two rows of signs, a column for each pair, and say what changed; nothing without a first form.

    The columns have the numbers of the reasons below them. It is a table: it reads the same without its look.
    """
    if not found.first:
        return join()
    pairs = found.pairs()
    rows = [(when, *(_sign(pair[side]) for pair in pairs)) for side, when in enumerate(("Then", "Now"))]
    both = [(then.fitted, now.fitted) for then, now in pairs if then and now]
    better, worse = both.count((False, True)), both.count((True, False))
    told = (
        f"✓ fits, ✗ does not fit. Of {len(both)} pairs with both answers, {better} went from ✗ to ✓, "
        f"{worse} from ✓ to ✗, and {len(both) - better - worse} stayed."
    )
    drawn = table("What changed, text by text", ("Pair", *range(1, len(pairs) + 1)), rows)
    return element("figure", drawn, element("figcaption", told, dir=None), css="wss-chart wss-then-now")


def _sign(answer: PastAnswer | None) -> str:
    return "none" if answer is None else "✓" if answer.fitted else "✗"


def _share(part: int, whole: int, none: str) -> str:
    return f"{part} of {whole}" if whole else none


def _leaning(answers: Answers, found: Forms) -> Html:
    practice = practice_answers(answers)
    counts = _counts([*found.then.values(), *found.now.values(), *practice])
    first, second = numbers_with_forms()
    where = f"the texts of lessons {first} and {second}" if found.first else f"the texts of lesson {second}"
    told = (
        "Which error came more often: to pass on a weak text, or to hold back a well-supported one? "
        f"Counted are {where}{_of_practice(practice)}. "
        f"Weak texts passed on: {counts.let_through} of {counts.weak}. "
        f"Well-supported texts held back: {counts.lost} of {counts.well_supported}. "
    )
    return element("p", told + ASK_OF_LEANINGS[leaning(counts)])


def _of_practice(practice: Sequence[PastAnswer]) -> str:
    """Name the lessons whose texts ask the same as the forms, and say which answers count there."""
    if not practice:
        return ""
    of = Counter(lesson_of()[answer.exercise.id] for answer in practice)
    named = " and ".join(f"{count} of lesson {lesson}" for lesson, count in sorted(of.items()))
    return f", and also {named} that asked you the same; there your first answer counts"


def _pair_entries(
    number: int, pair: tuple[PastAnswer | None, PastAnswer | None], compared: bool
) -> Iterator[tuple[str, list[str]]]:
    for when, answer in zip(("then", "now"), pair, strict=True):
        if answer:
            place = f"{number}, {when}" if compared else f"{number}"
            sure = f" {_sure_in_words(answer.confidence)}" if answer.confidence is not None else ""
            verdict = "✓ Your answer fits" if answer.fitted else "✗ Not this one"
            yield f"{place}: {_main_point(answer.exercise)}", [f"{verdict}: {answer.in_words}{sure}", *answer.reasons]


def _main_point(exercise: Any) -> str:
    """Return the first sentence of an item: its main point stands there."""
    return exercise.passage[0].partition(". ")[0].rstrip(".") + "."


# -- how sure, and how often it fitted


def confidence(answers: Answers) -> Html:
    """Write the five words and the surest misses."""
    given = sure_answers(answers)
    if not given:
        return element("p", "There is no answer yet of which you said how sure you are, and to which one key fits.")
    told = (
        f"{len(given)} answers, to questions that ask how sure you are and have one answer that fits. "
        f"In the whole course there are {len(single_key_ids())} such questions. Your first answer to each counts: "
        "it came before any hint or reason. "
        "A guess counts as the chance of the question: with three options, one in three."
    )
    left_out = None
    if not forms_of(answers).open:
        left_out = element("p", "The short texts are left out until you have answered those of this lesson.")
    shown = join(five_words(given), left_out, element("p", NO_MEASURE), misses(given, MOST_MISSES))
    return element("p", told) + after_a_guess(given, shown)


def after_a_guess(given: Sequence[PastAnswer], shown: Html) -> Html:
    """Let the learner draw a guess of ten squares, and show the rest when it is drawn: see squares.css.

    There is no script and nothing is kept: a guess is for the one who makes it. Nothing is asked where there is nothing
    to guess at.
    """
    sure = [answer for answer in given if answer.confidence >= SURENESS[-2].low]
    if not sure:
        return shown
    words = f"{SURENESS[-2].words} or {SURENESS[-1].words}"
    ask = f"First draw your guess: of ten answers that were {words}, how many fitted?"
    squares = []
    for number in range(OF_TEN + 1):
        name = f"{number} of {OF_TEN}"
        box = element("input", type="radio", name="wss-guess", aria_label=name, **_KEEP_KEYS)
        none = number == 0
        squares.append(element("label", box, "none" if none else "", css="wss-guess-none" if none else "", dir=None))
    fitted = sum(answer.fitted for answer in sure)
    in_ten = round(OF_TEN * fitted / len(sure))
    truth = f"So it was: of {len(sure)} answers that were {words}, {fitted} fitted. That is {in_ten} in ten."
    drawn = element("fieldset", element("legend", ask, dir=None), *squares, css="wss-guess")
    after = element("div", element("p", truth, css="wss-guess-truth"), shown, css="wss-after-guess")
    return element("div", drawn, after, css="wss-guessed")


def five_words(given: Sequence[PastAnswer]) -> Html:
    """Draw a row of squares for each word of sureness, a line where the full ones would end, and say what stands out.

    The sentence is about the word whose answers are farthest from what it says, of those with enough answers.
    """
    rows, told = [], []
    for level in reversed(SURENESS):
        answers = [answer for answer in given if level.low <= answer.confidence <= level.high]
        fitted, would = sum(answer.fitted for answer in answers), round(sum(answer.would_fit for answer in answers))
        squares = "■" * fitted + "□" * (len(answers) - fitted)
        signs = element(
            "span", f"{squares[:would]}┃{squares[would:]}" if answers else "", aria_hidden="true", dir="ltr"
        )
        happened = f"{fitted} of {len(answers)}" if answers else "–"
        rows.append((level.words.capitalize(), signs, happened, would if answers else "–"))
        if len(answers) >= ENOUGH_ANSWERS:
            told.append((abs(fitted - would), level.words, fitted, len(answers), would))
    sentence = f"No word has {ENOUGH_ANSWERS} answers yet: nothing can be read out of it."
    if told:
        far, words, fitted, whole, would = max(told, key=lambda band: band[0])
        sentence = (
            f"Farthest apart: of {whole} answers that were “{words}”, {fitted} fitted; that word says about {would}."
            if far
            else "Each word with enough answers fitted just as often as it says."
        )
    header = ("How sure", "Each answer", "Fitted", "Says")
    drawn = table("Your five words: full squares fitted; the line is where they would end", header, rows)
    return element("figure", drawn, element("figcaption", sentence, dir=None), css="wss-chart wss-five-words")


def misses(given: Sequence[PastAnswer], most: int) -> Html:
    """Write the surest misses, so many at most, each with its reason and the way back."""
    found = surest_misses(given)
    if not found:
        return element("p", f"No answer of which you were {SURE_WORDS} missed.")
    entries = [
        (
            f"{answer.confidence} percent sure. {_where(answer)}: {_asked(answer)}",
            [f"Your answer: {answer.in_words}", *answer.reasons],
        )
        for answer in found[:most]
    ]
    left = len(found) - len(entries)
    more = element("p", f"{left} more of this kind {'is' if left == 1 else 'are'} not shown.") if left > 0 else None
    told = "Sure, and yet it did not fit. The surest come first."
    return join(element("p", told, css="wss-known-title"), _entries(entries), more)


def _sure_in_words(percent: int) -> str:
    """Tell how sure somebody was; a guess has no percentage of its own."""
    return "It was a guess." if percent == GUESS else f"You were {percent} percent sure."


def _where(answer: PastAnswer) -> str:
    """Tell the way back to a question."""
    number = lesson_of().get(answer.exercise.id)
    return f"Lesson {number}" if number else "Short text"


def _asked(answer: PastAnswer) -> str:
    return answer.exercise.prompt if answer.exercise.id in lesson_of() else _main_point(answer.exercise)


# -- how the key was made


def rubric(answers: Answers) -> Html:
    """Write the rubric of the forms, and the pairs in which their items were built."""
    found = forms_of(answers)
    if not found.open:
        return element("p", _not_yet(found))
    form = load("questions/form_b.json")
    items = {item.id: item for letter in FORMS for item in form_items(letter)}
    rows = [
        (
            _main_point(items[pair["a"]]),
            _main_point(items[pair["b"]]),
            f"{pair['deserves'].capitalize()}. {pair['built_on']}",
        )
        for pair in form["pairs"]
    ]
    return bullets(form["rubric"]) + table("The pairs", ("Form A", "Form B", "What both are built on"), rows)


# -- one page to keep


def saved(answers: Answers, today: date) -> Html:
    """Save one page beside the record, say where, and let it be opened here: Jupyter does not reach that place."""
    if not answers:
        return element("p", "Your record has no answer yet, so there is nothing to keep.")
    body = page_body(answers, today)
    link = element("a", "Open the page", css="wss-record-link", href="#", data_page=str(whole_page(body)), dir=None)
    return element("p", save_page(body, Record().path.parent)) + element("p", link)


def page_body(answers: Answers, today: date) -> Html:
    """Write the page to keep: the plan first, then the same counts and words, shorter.

    The headline retold is an accusation: it never stands here without what became known later, and its date.
    """
    found, given = forms_of(answers), sure_answers(answers)
    if found.open:
        texts = _counts_table(found) + _leaning(answers, found)
    else:
        texts = element("p", f"{_answered(found)} Counts stand here when no more than {MAY_BE_LEFT_OPEN} are open.")
    texts += _own_words("You wrote, on the error that you are prone to:", last_text(answers, MY_ERROR))
    sure = five_words(given) + misses(given, MOST_MISSES_ON_PAGE) if given else confidence(answers)
    tellings = _both_tellings(answers)
    parts = (
        ("Your plan", _own_words("You wrote:", last_text(answers, PLAN)) or element("p", "Your record holds none.")),
        ("Your two tellings of the headline", tellings and tellings + known_later()),
        ("Passing on and holding back", texts),
        ("How sure you were, and how often it fitted", sure),
    )
    body = element("h1", "Who Says So? Your page") + element("p", f"Saved on {today.isoformat()}. {ON_PAGE}")
    return join(body, *(element("section", element("h2", title), part) for title, part in parts if part))


def known_later() -> Html:
    """Write the dated status of the story, in full, with the names of those it is from."""
    status = load_beside(main_story(), "status")
    names = dict.fromkeys(publisher_of(source) for line in status["lines"] for source in line["sources"])
    told = f"What became known later. Status, as of {status['as_of']}"
    where = f"From: {'; '.join(names)}. The addresses stand at the end of lesson {lesson_with_form('second').number}."
    lines = bullets(line["text"] for line in status["lines"])
    return element("p", told, css="wss-known-title") + lines + element("p", where, css="wss-note")


def _own_words(label: str, text: str) -> Html:
    """Write what the learner wrote, set apart and labelled as theirs; nothing, if there is no text."""
    lines = [element("p", line) for line in text.splitlines() if line.strip()]
    return element("p", label, css="wss-label") + element("blockquote", *lines) if lines else join()


def _entries(entries: Iterable[tuple[str, Iterable[str]]]) -> Html:
    """Write a list in which each entry has a title and some paragraphs."""
    return bullets(join(element("b", title), *(element("p", line) for line in lines)) for title, lines in entries)
