"""The first cards of the class report: what to talk about now, what sits well, and where the class is stuck.

A card to talk about shows what the class chose, and keeps what fits folded away: the class talks first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.charts.share_bar import share_bar
from helpers.class_report.counting import LEAST_ANSWERS, ClassCounts
from helpers.class_report.figures import (
    SMALL_CLASS,
    TOO_SMALL,
    CommonMisreading,
    at_least,
    common_misreadings,
    in_cells,
    share,
)
from helpers.class_report.hand_ins import Problems
from helpers.class_report.report_card import ReportCard, asked
from helpers.class_report.standing import Fitted, HowFar, fitted, how_far
from helpers.html import Html, element, folded, join, table
from helpers.judgement import SMALLEST_CLASS
from helpers.kinds.exercise import clip
from helpers.story import count_of

INVENTED = "This class is invented: a program made these answers up, to show what a report looks like."
NOTHING_SMALLER = (
    "Nobody is named or ranked. Nothing is told about fewer than 5 learners. So shares come in wide steps, and each "
    "figure on show changes only when it has at least 5 new learners."
)
TALK, SITS, STUCK = "To talk about", "What sits well", "Where the class is stuck"
BARS = "A dark cell: at least so many. A cell with a stroke: somewhere in these. Shares come in wide steps on purpose."
MOST_QUESTIONS = 4
# So many squares fit into the widest line of the whole screen.
MOST_SQUARES = 40


@dataclass(frozen=True)
class HandedIn:
    """How many have handed in: what the teacher wants to know of the files, which says nothing of the answers."""

    now: int  # hand-ins that count, at this moment
    of: int | None = None  # learners in the class
    code: str = ""  # of its hand-ins; any, if empty


def first_cards(
    counts: ClassCounts, problems: Problems, *, invented: bool, handed_in: HandedIn | None, part: str
) -> Iterator[ReportCard]:
    """Write how many have handed in and the three answers in short; then a card or more for each of them.

    `part` names the lesson or the day that is looked at, if it is not all.
    """
    if counts.learners < SMALLEST_CLASS:
        told = element("p", "Fewer than 5 hand-ins count so far. The report begins with 5.", css="wss-report-figure")
        yield _opening(problems, invented, handed_in, told)
        return
    misreadings, answers = common_misreadings(counts), fitted(counts)
    sits = [value for value in answers if value.sits]
    stuck = [value for value in reversed(answers) if not value.sits]
    how_many = element("p", _how_many(counts.learners, handed_in), css="wss-report-figure")
    size = element("p", _size(counts.learners)) if counts.learners < SMALL_CLASS else None
    short = element("dl", *_in_short(misreadings, sits, stuck), css="wss-report-three")
    squares = _squares(counts.learners, handed_in)
    yield _opening(problems, invented, handed_in, join(how_many, squares, short, size), part)
    yield from _talk_cards(misreadings)
    yield _sits_card(sits)
    yield _stuck_card(stuck, how_far(counts))


def _opening(
    problems: Problems,
    invented: bool,
    handed_in: HandedIn | None,
    told: Html,
    part: str = "",
) -> ReportCard:
    lines = [element("p", INVENTED, css="wss-report-note")] if invented else []
    lines.append(told)
    if problems.count:
        lines.append(element("p", f"{count_of(problems.count, 'file')} left out: the last card says which, and why."))
    how = f"{NOTHING_SMALLER} Of each question the first answer counts: after it the reasons were seen."
    lines.append(element("p", how, css="wss-report-small"))
    lines += [_for_the_teacher(handed_in, problems)] if handed_in and not invented else []
    return ReportCard(f"What the class found{f': {part}' if part else ''}", join(*lines))


def _how_many(shown: int, handed_in: HandedIn | None) -> str:
    if not handed_in:
        return f"{shown:,} hand-ins count."
    code = f" with the code {handed_in.code}" if handed_in.code else ""
    of = handed_in.of
    return f"{shown:,} of {of:,} hand-ins{code} count." if of and of >= shown else f"{shown:,} hand-ins{code} count."


def _squares(shown: int, handed_in: HandedIn | None) -> Html | None:
    """Draw a square for each learner of the class, full for those whose hand-in counts."""
    of = handed_in.of if handed_in else None
    return share_bar(shown, shown, of) if of and shown <= of <= MOST_SQUARES else None


def _for_the_teacher(handed_in: HandedIn, problems: Problems) -> Html:
    """Say how many have come at this moment; the figure above waits for five, since figures of answers go with it."""
    of = f" of {handed_in.of:,}" if handed_in.of else ""
    rows = [(handed_in.code or "All that count", f"{handed_in.now:,}{of}")]
    rows += [
        (code or "Without a code", at_least(number))
        for code, number in sorted(problems.codes.items())
        if code != handed_in.code and number >= SMALLEST_CLASS
    ]
    few = sum(code != handed_in.code and number < SMALLEST_CLASS for code, number in problems.codes.items())
    told = "These are files that have come, with nothing of what is in them. Who it was cannot be told."
    body = element("p", told) + table("How many have handed in, by their code", ("Code", "Hand-ins"), rows)
    body += join(element("p", f"{count_of(few, 'other code')}, each of fewer than 5.") if few else None)
    return folded("How many have come, for the teacher alone", body, css="wss-report-names")


def _size(learners: int) -> str:
    return f"The class is small, n = {learners}: with a few other answers, much here could look different."


def _in_short(talk: Sequence[CommonMisreading], sits: Sequence[Fitted], stuck: Sequence[Fitted]) -> Iterator[Html]:
    """Answer the three questions, each in a line."""
    if talk:
        first = talk[0]
        told = share(first.number, first.answered).capitalize()
        given = clip(first.given, 90)
        yield from _line(TALK, first.ask, f"{told} answered what we do not accept: ✗ {given}")
    else:
        yield from _line(TALK, "Nothing yet: no answer that we do not accept was given often enough.")
    if sits:
        others = len(sits) - 1
        more = f" So did they in {count_of(others, 'more question')}." if others else ""
        yield from _line(SITS, asked(sits[0].exercise), f"{sits[0].told.capitalize()} gave what fits.{more}")
    else:
        yield from _line(SITS, "Not enough answers yet to tell.")
    if stuck:
        yield from _line(STUCK, asked(stuck[0].exercise), f"What fits was given by {stuck[0].told}.")
    else:
        yield from _line(STUCK, "Nowhere, as far as can be told.")


def _line(question: str, answer: str, more: str = "") -> Iterator[Html]:
    yield element("dt", question, dir=None)
    told = element("span", more, css="wss-report-small") if more else None
    yield element("dd", element("b", clip(answer, 170)), " " if told else None, told)


# -- to talk about


def _talk_cards(found: Sequence[CommonMisreading]) -> Iterator[ReportCard]:
    if not found:
        told = "No answer that we do not accept was given often enough to be told."
        yield ReportCard(TALK, element("p", told))
    for number, misreading in enumerate(found, 1):
        yield ReportCard(f"{TALK}, {number} of {len(found)}", _talk(misreading))


def _talk(misreading: CommonMisreading) -> Html:
    body = element("p", misreading.ask, css="wss-report-ask")
    if misreading.about:
        body += element("blockquote", element("p", clip(misreading.about, 320)), css="wss-report-sentence")
    body += element("p", clip(misreading.exercise.prompt, 240))
    body += bars("What the class chose", [(words, number, misreading.answered) for words, number in misreading.chosen])
    fits = [element("p", element("b", f"✓ {words}"), f" {reason}") for words, reason in misreading.fitting]
    against = element("p", element("b", f"✗ {misreading.given}"), f" {misreading.reason}")
    # The class talks first, and opens the reasons then.
    return body + folded("Which answer fits, and why", *fits, against, css="wss-report-why")


def bars(caption: str, rows: Sequence[tuple[str, int, int]]) -> Html:
    """Draw shares as bars: each row has its words, how many learners, and of how many."""
    lines = [
        element(
            "tr",
            element("th", clip(words, 150), scope="row"),
            element("td", share_bar(*in_cells(number, of)) if share(number, of) != TOO_SMALL else None),
            element("td", share(number, of), dir=None),
        )
        for words, number, of in rows
    ]
    head = (element("th", name, scope="col", dir=None) for name in ("Answer", "Share", "In words"))
    return element(
        "table",
        element("caption", caption, dir=None),
        element("thead", element("tr", *head), css="wss-unseen"),
        element("tbody", *lines),
        css="wss-table wss-report-bars",
    )


# -- what sits well, and where it is stuck


def _sits_card(found: Sequence[Fitted]) -> ReportCard:
    if not found:
        told = "No question yet: it takes 18 answers to one question, and nearly all of them must fit."
        return ReportCard(SITS, element("p", told))
    body = bars("Nearly all gave what fits", [_row(answer) for answer in found[:MOST_QUESTIONS]])
    if more := found[MOST_QUESTIONS:]:
        body += folded(f"And {count_of(len(more), 'question')} more", _listed(more))
    told = "You need not go over these again. Lessons that ask them once more do so on purpose."
    return ReportCard(SITS, body + element("p", told, css="wss-report-small"))


def _stuck_card(stuck: Sequence[Fitted], far: Sequence[HowFar]) -> ReportCard:
    if stuck:
        body = bars("Where fewest gave what fits", [_row(answer) for answer in stuck[:MOST_QUESTIONS]])
    else:
        body = element("p", "No question stands out: nearly all gave what fits, or too few have answered.")
    body += element("p", BARS, css="wss-report-small")
    if far:
        rows = [
            (f"{answer.lesson.number} {answer.lesson.title}", _came(answer.began), _came(answer.ended))
            for answer in far
        ]
        body += table("How far the class came", ("Lesson", "Have begun it", "Have answered its last question"), rows)
    told = "Counts only: who it is, these files do not say."
    return ReportCard(STUCK, body + element("p", told, css="wss-report-small"))


def _came(learners: int) -> str:
    return at_least(learners) if learners >= LEAST_ANSWERS else f"fewer than {LEAST_ANSWERS}"


def _row(answer: Fitted) -> tuple[str, int, int]:
    return f"{answer.lesson} {asked(answer.exercise)}".strip(), answer.number, answer.answered


def _listed(found: Sequence[Fitted]) -> Html:
    rows = [(clip(_row(answer)[0], 120), answer.told) for answer in found]
    return table("Question by question", ("Question", "Gave what fits"), rows)
