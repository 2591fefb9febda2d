"""The class report as cards, one after another: each has a title, one thing to see, and its numbers as words.

Colour never carries a meaning alone: each cell holds its number, and below stands what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from helpers.charts.interval_line import interval_line
from helpers.charts.share_bar import share_bar
from helpers.class_report.chosen import chosen_part
from helpers.class_report.counting import LEAST_ANSWERS, BandTally, ClassCounts, FormsTally
from helpers.class_report.figures import (
    SMALL_CLASS,
    Strip,
    StripRow,
    agreements,
    at_least,
    compare_forms,
    fitted_in_ten,
    fitted_tenths,
    just_right,
    just_right_tenths,
    share,
    step,
    step_words,
    steps,
    strips,
)
from helpers.class_report.first_cards import HandedIn, first_cards
from helpers.class_report.hand_ins import Problems
from helpers.class_report.report_card import ReportCard, asked
from helpers.class_report.story_by_agreement import story_by_agreement
from helpers.html import Html, element, folded, join, table
from helpers.judgement import BANDS, SMALLEST_CLASS, ClassChange, ClassDetection, Interval, told_range
from helpers.kinds.exercise import Exercise, clip
from helpers.kinds.sound import questions_left_out
from helpers.past_answers import form_items
from helpers.series import numbers_with_forms
from helpers.story import Story, count_of

MOST_ROWS = 4
FIRST_WORDS = 9
LONGEST_NAME = 34
# By the number of steps: the fuller the circle, the more.
SIGNS = {1: "?", 2: "○●", 3: "○◑●", 5: "○◔◑◕●", 10: "0123456789"}
# The shades of a cell; on the darkest ones the text is white, and a full circle would look like an empty one.
SHADES, DARKEST_FOR_CIRCLES = 10, 7
# With fewer pairs a range drawn anew says little.
ENOUGH_PAIRS = 10
SHORT_ROLES = {"headline": "H", "deck": "D"}


def report_cards(
    counts: ClassCounts,
    problems: Problems,
    *,
    invented: bool = False,
    handed_in: HandedIn | None = None,
    lesson: str = "",
    day: str = "",
    in_words: bool = True,
) -> list[ReportCard]:
    """Write the report of a class.

    Parameters
    ----------
    counts : ClassCounts
        Its sums.
    problems : Problems
        What was left out.
    invented : bool
        Whether no real class stands behind it.
    handed_in : HandedIn, optional
        How many of the class have handed in.
    lesson, day : str, optional
        The number of the lesson, or the day as 2026-09-07, whose questions alone are looked at.
    in_words : bool
        Whether stories stand there with their words, or their miniature only: a file may not keep what others own.

    Returns
    -------
    list of ReportCard
        In the order in which a class may look at them. For fewer than five learners only the first, and what was
        left out.
    """
    shown, part = chosen_part(counts, lesson, day)
    cards = list(first_cards(shown, problems, invented=invented, handed_in=handed_in, part=part))
    if counts.learners >= SMALLEST_CLASS:
        cards += [card for strip in strips(shown) for card in _story_cards(strip, in_words)]
        cards += _agreement_cards(shown)
        # Both are about the whole course.
        cards += [] if part else [_sureness_card(counts.bands), _forms_card(counts.forms)]
    if left_out := questions_left_out():
        cards.append(_questions_card(left_out))
    if problems.count:
        cards.append(_left_out_card(problems))
    return cards


# -- sentence by sentence


def _story_cards(strip: Strip, in_words: bool) -> Iterator[ReportCard]:
    places, name = _places(strip.story), strip.story.called
    chart = story_by_agreement(strip)
    living = (chart if in_words else chart.without_words()).card().body
    labels = folded("Label by label", _label_by_label(strip, places))
    yield ReportCard(f"{name}, sentence by sentence", living + labels)
    yield ReportCard(f"{name}: where the class is divided", _differing(strip, places))


def _label_by_label(strip: Strip, places: dict[str, str]) -> Html:
    head = (element("th", name, scope="col", dir=None) for name in ("Lesson and label", *places.values()))
    rows = []
    for row in strip.rows:
        cells = (_cell(*row.cells[place]) if place in row.cells else _NOT_ASKED for place in places)
        rows.append(element("tr", element("th", _row_name(row), scope="row"), *cells))
    caption = "How many gave this label, sentence by sentence"
    whole = element(
        "table",
        element("caption", caption, dir=None),
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        css="wss-strip",
    )
    # It can be scrolled sideways on a small screen, so it can take the focus.
    body = element("div", whole, css="wss-strip-frame", tabindex=0, role="region", aria_label=caption)
    signs = [SIGNS[steps(of)] for row in strip.rows for _, of in row.cells.values()]
    told = (
        f"{_legend(max(signs, key=len))} · not asked. "
        "Columns: H headline, D deck, then paragraphs, with a letter for each sentence."
    )
    return body + element("p", told, css="wss-report-small")


def _row_name(row: StripRow) -> Html:
    return join(f"{row.lesson} ", element("span", clip(row.name, LONGEST_NAME)))


def _sign_and_words(sign: str, words: str) -> Html:
    hidden = element("span", sign, aria_hidden="true", dir=None)
    return hidden + element("span", words, css="wss-unseen", dir=None)


_NOT_ASKED = element("td", _sign_and_words("·", "not asked"), css="wss-heat")


def _cell(number: int, of: int) -> Html:
    place, last = step(number, of), steps(of) - 1
    shade = SHADES * place // last if last else 0
    sign = SIGNS[last + 1][place]
    shade = shade if sign.isdigit() else min(shade, DARKEST_FOR_CIRCLES)
    return element("td", _sign_and_words(sign, share(number, of)), css="wss-heat", data_step=shade)


def _legend(signs: str) -> str:
    """Say what the signs of a strip mean: those of the rows that most answered, which have the most steps."""
    if signs == SIGNS[10]:
        return "4: 4 to 5 in 10, and so on; 0 and 9 are the ends."
    told = "; ".join(f"{sign} {words}" for sign, words in zip(signs, step_words(len(signs)), strict=True))
    return f"{told}. Where fewer answered, the steps are fewer."


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


def _differing(strip: Strip, places: dict[str, str]) -> Html:
    if not strip.differing:
        return element("p", "In no sentence is the class clearly divided over a label.")
    rows = []
    for sentence in strip.differing[:MOST_ROWS]:
        words = strip.story.sentence(sentence).text.split()
        opening = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
        told = [
            f"{row.name}: {told}"
            for row in strip.rows
            if sentence in row.cells and step(*row.cells[sentence]) and (told := share(*row.cells[sentence]))
        ]
        rows.append((places.get(sentence, sentence), opening, "; ".join(told)))
    more = len(strip.differing) - len(rows)
    body = element("p", "Read the sentence aloud. Let both sides say why.", css="wss-report-ask")
    header = ("Place", "It begins", "Labels above the lowest step")
    body += table("Some label was given by about half here", header, rows)
    further = element("p", f"And {count_of(more, 'sentence')} more.", css="wss-report-small") if more else None
    return join(body, further)


# -- agreement


def _agreement_cards(counts: ClassCounts) -> Iterator[ReportCard]:
    found = agreements(counts)
    few = sum(tally.learners < LEAST_ANSWERS for tally in counts.exercises.values())
    if not found:
        told = f"No question was answered by {LEAST_ANSWERS} learners or more."
        yield ReportCard("Where the class agrees", element("p", told))
        return
    rows = [
        (
            asked(agreement.exercise),
            share(round(agreement.value * agreement.answered), agreement.answered),
            agreement.splits,
        )
        for agreement in found
    ]
    header = ("Question", "Agreement", "Where it differs most, or what most chose")
    how = (
        "Agreement is the share of the most frequent answer. Of a question with parts it is the mean over the parts. "
        "Marks go word by word: marked or not. Agreement does not say that an answer fits."
    )
    less = f"{count_of(few, 'question')} answered by fewer than {LEAST_ANSWERS} learners: not shown." if few else ""
    everything = table("From the least to the most", header, _clipped(rows))
    whole = folded("All questions", everything)
    for title, part in (
        ("Where the class differs most", rows[:MOST_ROWS]),
        ("Where the class agrees most", rows[: -MOST_ROWS - 1 : -1]),
    ):
        body = table("Question by question", header, _clipped(part)) + element("p", how, css="wss-report-small")
        if part[0] == rows[0]:
            fits = folded("Which answers fit", _what_fits(agreement.exercise for agreement in found[:MOST_ROWS]))
            body += join(element("p", less, css="wss-report-small") if less else None, whole, fits)
        yield ReportCard(title, body)


def _what_fits(exercises: Iterable[Exercise]) -> Html:
    """Tell what we accept, part by part, where an answer is put together of such."""
    rows = []
    for exercise in exercises:
        parts = dict.fromkeys(part for part, _, _ in exercise.unaccepted())
        first = {name: part for part in reversed(parts) if (name := part[0]) and exercise.part_names(name)[1]}
        for name, part in first.items():
            words = "; ".join(f"✓ {words.rstrip('.')}" for words, _ in exercise.fitting(part))
            rows.append((clip(exercise.part_names(name)[0] or asked(exercise), 120), clip(words, 240)))
    told = "Of marks in a text see the lesson: they fit more or less."
    return table("What we accept", ("Question, or part of it", "Fits"), rows) + element(
        "p", told, css="wss-report-small"
    )


def _clipped(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(clip(question, 120), told, clip(splits, 160)) for question, told, splits in rows]


# -- how sure


def _sureness_card(bands: Iterable[BandTally]) -> ReportCard:
    rows = []
    for band, tally in zip(BANDS, bands, strict=True):
        told = fitted_in_ten(tally)
        tenths = fitted_tenths(tally)
        happened = told if tenths is None else share_bar(tenths, tenths, 10) + element("span", f" about {told} fitted")
        right = share_bar(*just_right_tenths(band), 10) + element("span", f" {just_right(band)}")
        rows.append((f"{band.name}: {told_range(band)}", happened, right))
    header = ("How sure", "What happened", "Just right would be")
    body = table("How sure the class was, and how often it fitted", header, rows)
    told = (
        "All answers of the class together, to questions that have one answer that fits. Learners who answered more "
        "weigh more. A row is told if at least 5 learners gave an answer that fitted, and at least 5 one that did "
        "not. Sure and wrong is no shame: it is where talking helps most."
    )
    return ReportCard("How sure, and how often it fitted", body + element("p", told, css="wss-report-small"))


# -- telling apart and leaning


def _forms_card(forms: FormsTally) -> ReportCard:
    title = "Telling apart and leaning, before and after"
    found = compare_forms(forms.pairs)
    before, after = numbers_with_forms()
    if found is None:
        told = (
            f"Fewer than 5 learners have done both forms, in lesson {before} and in lesson {after}: "
            "there is nothing to compare."
        )
        return ReportCard(title, element("p", told))
    rows = [
        _form_row(f"Before, in lesson {before}", found.before),
        _form_row(f"After, in lesson {after}", found.after),
        ("Change, learner by learner", _drawn(found.d_prime), "–"),
    ]
    header = ("Short texts", "Telling apart (d′)", "Leaning (c)")
    body = table(f"{len(form_items('A'))} short texts each: pass on, or wait?", header, rows)
    body += element("p", f"{at_least(forms.learners).capitalize()} learners did both forms. Only they are in it.")
    told = [
        "Telling apart: 0 is chance; the larger, the better were well-supported and weak texts told apart.",
        "Leaning: above 0 the class rather holds back, below 0 it rather passes on. 0 is neither.",
        "The upright stroke is 0. In brackets, and as a bar: the range in which 95 in 100 classes drawn anew from this "
        "one lie (bootstrap).",
    ]
    body += join(*(element("p", line, css="wss-report-small") for line in told))
    if forms.learners < SMALL_CLASS:
        body += element("p", f"n is small: fewer than {SMALL_CLASS} learners. These figures can move far by chance.")
    return ReportCard(title, body + element("p", _verdict(found, forms.learners)))


def _form_row(name: str, found: ClassDetection) -> tuple[str, Html, Html]:
    return name, _drawn(found.d_prime), _drawn(found.criterion)


def _drawn(found: Interval) -> Html:
    """Draw a figure with its range, to one decimal too, and write it."""
    line = interval_line(*(round(number, 1) for number in (found.value, found.low, found.high)))
    return line + element("span", f" {_interval(found)}", dir=None)


def _interval(found: Interval) -> str:
    return f"{_number(found.value)} ({_number(found.low)} to {_number(found.high)})"


def _number(value: float) -> str:
    """Write a figure to one decimal: with more, one learner's answers could be worked out of it."""
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "−")


def _verdict(found: ClassChange, learners: int) -> str:
    low, high = round(found.d_prime.low, 1), round(found.d_prime.high, 1)
    if learners < ENOUGH_PAIRS:
        return f"Fewer than {ENOUGH_PAIRS} learners did both: no change is read out of so few."
    if low == high:
        return "All changed alike, so nothing tells what chance would do: no change is read out of it."
    if low <= 0 <= high:
        return "The range of the change holds 0: no change can be read out of it."
    how = "better" if low > 0 else "less well"
    return f"The range of the change does not hold 0: the class told them apart {how}; chance seldom does that."


# -- what was left out


def _questions_card(left_out: Mapping[str, str]) -> ReportCard:
    told = "A file in data/questions has something to mend. All other questions count."
    body = element("p", told) + table("Questions that do not count", ("Which", "Why"), sorted(left_out.items()))
    return ReportCard("Questions left out", body)


def _left_out_card(problems: Problems) -> ReportCard:
    body = table("Files that do not count; all others do", ("Why", "Files"), sorted(problems.reasons.items()))
    first = problems.first()
    names = table("The first by name", ("File", "Why"), first)
    if problems.count > len(first):
        names += element("p", f"And {problems.count - len(first):,} more.")
    # Pupils often name a file after themselves. On the whole screen, which the class sees, this is not there at all.
    kept_apart = folded("Names of these files, for the teacher alone", names, css="wss-report-names")
    return ReportCard("Files left out", body + kept_apart)
