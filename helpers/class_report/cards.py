"""The class report as cards, one after another: each has a title, one thing to see, and its numbers as words.

Colour never carries a meaning alone: each cell holds its number, and below stands what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from helpers.class_report.counting import ClassCounts
from helpers.class_report.figures import (
    ALL_BUT_FEW,
    FEW,
    SMALL_CLASS,
    TOO_SMALL,
    ClassBand,
    CommonMisreading,
    Strip,
    StripRow,
    agreements,
    class_bands,
    common_misreadings,
    share,
    strips,
    telling_apart,
    tenths,
)
from helpers.class_report.hand_ins import Problems
from helpers.exercises.base import Exercise, clip
from helpers.html import element, table
from helpers.judgement import BANDS, SMALLEST_CLASS, ClassDetection
from helpers.story import Story, count_of

INVENTED = "This class is invented: a program made these answers up, to show what a report looks like."
NOTHING_SMALLER = (
    "Nobody is named or ranked. Nothing is told about fewer than 5 learners. So shares are told in tenths, and a "
    "report that is on show changes only when at least 5 hand-ins have come or changed."
)
MOST_ROWS = 4
FIRST_WORDS = 9
LONGEST_NAME = 34
SIGNS = {FEW: "○", ALL_BUT_FEW: "●", TOO_SMALL: "?"}
SHORT_ROLES = {"headline": "H", "deck": "D"}
TITLES = {"tass-2017-11-14": "The story", "harbour-bridge": "The bridge story"}


@dataclass(frozen=True)
class ReportCard:
    """One card.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        Finished HTML; every text in it has been escaped.
    """

    title: str
    body: str


def report_cards(counts: ClassCounts, problems: Problems, *, invented: bool = False) -> list[ReportCard]:
    """Write the report of a class.

    Parameters
    ----------
    counts : ClassCounts
        Its sums.
    problems : Problems
        What was left out.
    invented : bool
        Whether no real class stands behind it.

    Returns
    -------
    list of ReportCard
        In the order in which a class may look at them. For fewer than five learners only the first, and what was
        left out.
    """
    cards = [_opening(counts, problems, invented)]
    if counts.learners >= SMALLEST_CLASS:
        cards += [card for strip in strips(counts) for card in _strip_cards(strip)]
        cards += _agreement_cards(counts)
        cards += _misreading_cards(common_misreadings(counts))
        cards += [_sureness_card(class_bands(counts)), _forms_card(counts)]
    if problems.count:
        cards.append(_left_out_card(problems))
    return cards


def _opening(counts: ClassCounts, problems: Problems, invented: bool) -> ReportCard:
    lines = [element("p", INVENTED, css="wss-report-note")] if invented else []
    if counts.learners >= SMALLEST_CLASS:
        lines.append(element("p", f"{counts.learners:,} hand-ins count.", css="wss-report-figure"))
        lines += [element("p", _size(counts.learners))] if counts.learners < SMALL_CLASS else []
    else:
        told = "Fewer than 5 hand-ins count so far. The report begins with 5."
        lines.append(element("p", told, css="wss-report-figure"))
    if problems.count:
        lines.append(element("p", f"{count_of(problems.count, 'file')} left out: the last card says which, and why."))
    lines.append(element("p", NOTHING_SMALLER))
    lines.append(element("p", "Of each question the first answer counts: after it the reasons were seen."))
    return ReportCard("What the class found", "".join(lines))


def _size(learners: int) -> str:
    return f"The class is small, n = {learners}: with a few other answers, much here could look different."


# -- sentence by sentence


def _strip_cards(strip: Strip) -> Iterator[ReportCard]:
    places = _places(strip.story)
    head = "".join(f'<th scope="col">{escape(place)}</th>' for place in places.values())
    rows = []
    for row in strip.rows:
        cells = "".join(_cell(*row.cells[one]) if one in row.cells else _NOT_ASKED for one in places)
        rows.append(f'<tr><th scope="row">{_row_name(row)}</th>{cells}</tr>')
    caption = "How many in ten gave this label, sentence by sentence"
    # It can be scrolled sideways on a small screen, so it can take the focus.
    body = (
        f'<div class="wss-strip-frame" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="wss-strip"><caption>{caption}</caption><thead><tr><th scope="col">Lesson and label</th>{head}'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    told = (
        "1 to 9: so many in ten. ○ fewer than 5 learners. ● all but fewer than 5. ? too few to tell. · not asked. "
        "Columns: H headline, D deck, then paragraphs, with a letter for each sentence."
    )
    name = TITLES.get(strip.story.id, strip.story.about["title"])
    yield ReportCard(f"{name}, sentence by sentence", body + element("p", told, css="wss-report-small"))
    yield ReportCard(f"{name}: where the class is divided", _differing(strip, places))


def _row_name(row: StripRow) -> str:
    return f"{escape(row.lesson)} {element('span', clip(row.name, LONGEST_NAME))}"


_NOT_ASKED = '<td class="wss-heat"><span aria-hidden="true">·</span><span class="wss-unseen">not asked</span></td>'


def _cell(number: int, of: int) -> str:
    told = share(number, of)
    sign = SIGNS.get(told, told.split()[0])
    step = {FEW: 0, TOO_SMALL: 0, ALL_BUT_FEW: 10}.get(told, tenths(number, of))
    return (
        f'<td class="wss-heat" data-step="{step}"><span aria-hidden="true">{sign}</span>'
        f'<span class="wss-unseen">{told}</span></td>'
    )


def _places(story: Story) -> dict[str, str]:
    """Return a short name for each sentence: the number of its paragraph, with a letter if it has several."""
    places = {}
    for paragraph in story.paragraphs:
        if paragraph.role == "page label":
            continue
        for number, sentence in enumerate(paragraph.sentences):
            letter = "abcdefghij"[number % 10] if len(paragraph.sentences) > 1 else ""
            short = SHORT_ROLES.get(paragraph.role, paragraph.id.lstrip("p"))
            places[sentence.id] = f"{short}{letter}"
    return places


def _differing(strip: Strip, places: dict[str, str]) -> str:
    if not strip.differing:
        return element("p", "In no sentence is the class divided: no label was given by 3 to 7 in 10.")
    rows = []
    for sentence in strip.differing[:MOST_ROWS]:
        words = strip.story.sentence(sentence).text.split()
        opening = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
        told = [
            f"{row.name}: {told}"
            for row in strip.rows
            if sentence in row.cells and (told := share(*row.cells[sentence])) != FEW
        ]
        rows.append((places.get(sentence, sentence), opening, "; ".join(told)))
    more = len(strip.differing) - len(rows)
    body = element("p", "Read the sentence aloud. Let both sides say why.", css="wss-report-ask")
    body += table("Some label was given by 3 to 7 in 10 here", ("Place", "It begins", "Given by 5 or more"), rows)
    return body + (element("p", f"And {count_of(more, 'sentence')} more.", css="wss-report-small") if more else "")


# -- agreement


def _agreement_cards(counts: ClassCounts) -> Iterator[ReportCard]:
    found = agreements(counts)
    few = sum(tally.answered < SMALLEST_CLASS for tally in counts.exercises.values())
    if not found:
        told = "No question was answered by 5 learners or more."
        yield ReportCard("Where the class agrees", element("p", told))
        return
    rows = [(asked(one.exercise), share(round(one.value * one.answered), one.answered), one.splits) for one in found]
    header = ("Question", "Agreement", "Where it differs most, or what most chose")
    how = (
        "Agreement is the share of the most frequent answer. Of a question with parts it is the mean over the parts. "
        "Marks go word by word: marked or not. Agreement does not say that an answer fits."
    )
    less = f"{count_of(few, 'question')} answered by fewer than 5 learners: not shown." if few else ""
    everything = table("From the least to the most", header, _clipped(rows))
    whole = f"<details><summary>All questions</summary>{everything}</details>"
    for title, part in (
        ("Where the class differs most", rows[:MOST_ROWS]),
        ("Where the class agrees most", rows[: -MOST_ROWS - 1 : -1]),
    ):
        body = table("Question by question", header, _clipped(part)) + element("p", how, css="wss-report-small")
        if part[0] == rows[0]:
            body += (element("p", less, css="wss-report-small") if less else "") + whole
        yield ReportCard(title, body)


def _clipped(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(clip(question, 120), told, clip(splits, 160)) for question, told, splits in rows]


def asked(exercise: Exercise) -> str:
    """Return what was asked, with the beginning of the text that it was asked about.

    Parameters
    ----------
    exercise : Exercise
        Any.

    Returns
    -------
    str
    """
    about = exercise.passage[0].partition(". ")[0] if exercise.passage else ""
    return f"{clip(about, 90)}: {exercise.prompt}" if about else exercise.prompt


# -- misreadings


def _misreading_cards(found: list[CommonMisreading]) -> Iterator[ReportCard]:
    if not found:
        told = "No answer that we do not accept was given by 5 learners or more."
        yield ReportCard("To talk about", element("p", told))
    for number, one in enumerate(found, 1):
        body = element("p", one.ask, css="wss-report-ask")
        body += element("p", f"The question was: {asked(one.exercise)}")
        body += element("p", f"{share(one.number, one.answered).capitalize()} chose: {one.given}")
        # The class talks first, and opens the reason then.
        body += f"<details><summary>What our material says to it</summary>{element('p', one.reason)}</details>"
        yield ReportCard(f"To talk about, {number} of {len(found)}", body)


# -- how sure


def _sureness_card(bands: list[ClassBand | None]) -> ReportCard:
    rows = []
    for band, one in zip(BANDS, bands, strict=True):
        name = f"{band.name}: {band.low} to {band.high} percent"
        if one is None:
            rows.append((name, "fewer than 5 learners", "not shown"))
            continue
        fitted = round(100 * one.band.fitted / one.band.answers)
        rows.append((name, f"{fitted} in 100 fitted", f"about {round(one.sure)} in 100"))
    header = ("How sure", "What happened", "Just right would be")
    body = table("How sure the class was, and how often it fitted", header, rows)
    told = (
        "All answers of the class together, to questions that have one answer that fits. Learners who answered more "
        "weigh more. Sure and wrong is no shame: it is where talking helps most."
    )
    return ReportCard("How sure, and how often it fitted", body + element("p", told, css="wss-report-small"))


# -- telling apart and leaning


def _forms_card(counts: ClassCounts) -> ReportCard:
    sides = [
        (name, telling_apart(learners), learners.total())
        for name, learners in (("Before, in lesson 00", counts.before), ("After, in lesson 09", counts.after))
    ]
    rows = [_form_row(name, found) for name, found, _ in sides]
    header = ("Short texts", "Learners", "Telling apart (d′)", "Leaning (c)")
    body = table("Eight short texts each: pass on, or wait?", header, rows)
    told = [
        "Telling apart: 0 is chance; the larger, the better were well-supported and weak texts told apart.",
        "Leaning: above 0 the class rather holds back, below 0 it rather passes on. 0 is neither.",
        "In brackets: the range in which 95 in 100 classes drawn anew from this one lie (bootstrap).",
    ]
    body += "".join(element("p", line, css="wss-report-small") for line in told)
    if smallest := min((number for _, found, number in sides if found), default=0):
        if smallest < SMALL_CLASS:
            body += element("p", f"n is small: {smallest} learners. These figures can move far by chance.")
        body += element("p", _change(*(found for _, found, _ in sides)))
    return ReportCard("Telling apart and leaning, before and after", body)


def _form_row(name: str, found: ClassDetection | None) -> tuple[str, str, str, str]:
    if found is None:
        return name, "fewer than 5", "not shown", "not shown"
    d, c = found.d_prime, found.criterion
    return (
        name,
        f"{found.learners:,}",
        f"{_number(d.value)} ({_number(d.low)} to {_number(d.high)})",
        f"{_number(c.value)} ({_number(c.low)} to {_number(c.high)})",
    )


def _number(value: float) -> str:
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _change(before: ClassDetection | None, after: ClassDetection | None) -> str:
    if not before or not after:
        return "There is nothing to compare yet."
    if before.d_prime.low > after.d_prime.high or after.d_prime.low > before.d_prime.high:
        return "The two ranges of d′ do not overlap: the class changed by more than chance would easily make."
    return "The two ranges of d′ overlap: no change can be read out of them."


# -- what was left out


def _left_out_card(problems: Problems) -> ReportCard:
    first = problems.first()
    body = table("Files that do not count; all others do", ("File", "Why"), first)
    if problems.count > len(first):
        body += element("p", f"And {problems.count - len(first):,} more.")
    return ReportCard("Files left out", body)
