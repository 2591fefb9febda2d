"""Exercises on paper: what a learner fills in, and what a teacher looks up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from string import ascii_lowercase

from helpers.html import Mark, bullets, element, marked_text, table
from helpers.judgement import SURENESS
from helpers.kinds.choice.model import Choice, Option
from helpers.kinds.exercise import Exercise
from helpers.kinds.lab.model import STATES, Lab
from helpers.kinds.ordering.model import Ordering
from helpers.kinds.own_text.model import OwnText
from helpers.kinds.sorting.model import Sorting
from helpers.kinds.spans.model import Spans
from helpers.kinds.text.model import TextAnswer
from helpers.story import Span, find_words

BOX = "☐"
LINE = '<div class="line"></div>'
TO_RING = (50, 60, 70, 80, 90, 100)


def on_paper(exercise: Exercise, number: int) -> str:
    """Write an exercise as it is printed for a learner: no key, no reason.

    Parameters
    ----------
    exercise : Exercise
        Any kind.
    number : int
        Its number on the sheet.

    Returns
    -------
    str
        HTML.
    """
    parts = [f'<p class="prompt"><b>{number}.</b> {escape(exercise.prompt)}</p>']
    if exercise.help:
        parts.append(element("p", exercise.help, css="help"))
    if exercise.passage:
        parts.append(f'<div class="passage">{_paragraphs(exercise.passage)}</div>')
    parts += _body(exercise)
    if exercise.confidence:
        ring = " ".join(f"<span>{percent}</span>" for percent in TO_RING)
        parts.append(f'<p class="sure">How sure are you? Put a ring around a number: {ring} percent. {_scale()}</p>')
    if exercise.because:
        parts.append(f"<p>Because:</p>{LINE}")
    return f'<section class="exercise">{"".join(parts)}</section>'


def _scale() -> str:
    """Tell the words for sureness, the same as on the handle."""
    first, *between, last = SURENESS
    words = [f"{first.low} is {first.words}", *(f"to {level.high}: {level.words}" for level in between)]
    return escape(", ".join([*words, f"{last.low}: {last.words}"]) + ".")


def with_answers(exercise: Exercise, number: int) -> str:
    """Write the accepted answers of an exercise with every reason, for a teacher.

    Parameters
    ----------
    exercise : Exercise
        Any kind.
    number : int
        Its number on the sheet.

    Returns
    -------
    str
        HTML.
    """
    head = f'<p class="prompt"><b>{number}.</b> {escape(exercise.prompt)}</p>'
    if exercise.marking == "prediction":
        return f'<section class="exercise">{head}<p>A guess. No answer is better than another.</p></section>'
    return f'<section class="exercise">{head}{"".join(_answers(exercise))}</section>'


def _body(exercise: Exercise) -> Iterator[str]:
    match exercise:
        case Choice():
            yield bullets(f"{BOX} {letter}) {option.text}" for letter, option in _lettered(exercise))
        case Sorting():
            groups = [group.text for group in exercise.groups]
            rows = ((item.text, *[BOX] * len(groups)) for item in exercise.items)
            yield table("Tick one box in each row", ("", *groups), rows)
        case Ordering():
            yield element("p", f"Number them. 1 is: {exercise.first}. The last number is: {exercise.last}.")
            yield bullets(f"____ {item.text}" for item in exercise.items)
        case OwnText():
            yield element("p", "Bring a news text of your own. Mark it with the labels, and show it to somebody.")
            yield _legend(exercise)
        case Spans():
            yield _legend(exercise)
            passage = [" ".join(s.text for s in paragraph.sentences) for paragraph in exercise.paragraphs]
            yield f'<div class="passage to-mark">{_paragraphs(passage)}</div>'
        case Lab():
            for slot in exercise.slots:
                yield element("p", f"{slot.name} {' · '.join(f'{BOX} {option.text}' for option in slot.options)}")
            yield f"<p>Write your sentence.</p>{LINE * 2}"
            names = [f"{sign} {words}" for sign, words in STATES.values()]
            yield element("p", f"What becomes of each claim? Write the sign. {'; '.join(names)}.", css="help")
            yield bullets(f"____ {commitment.name}" for commitment in exercise.commitments)
        case TextAnswer():
            yield LINE * (3 if exercise.max_length <= 300 else 6)


def _answers(exercise: Exercise) -> Iterator[str]:
    match exercise:
        case Choice():
            for letter, option in _lettered(exercise):
                sign = "✓ accepted" if option.accepted else "– not our reading"
                yield _reason(f"{letter}) {option.text}", sign, option.reason)
        case Sorting():
            names = {group.id: group.text for group in exercise.groups}
            for item in exercise.items:
                yield _reason(item.text, f"✓ {' or '.join(names[one] for one in item.accepted)}", "")
                yield bullets(f"{names[group]}: {reason}" for group, reason in item.reasons.items())
        case Ordering():
            items = {item.id: item for item in exercise.items}
            for order in exercise.accepted:
                yield _reason("✓ Accepted order", " → ".join(items[one].text for one in order.order), order.says)
            yield bullets(f"{item.text}: {item.reason}" for item in exercise.items)
        case OwnText():
            yield element("p", "An own text has no key.")
        case Spans():
            names = {label.id: label.name for label in exercise.labels}
            for reading in exercise.accepted:
                yield _reason(reading.name, reading.says, "")
                yield _marked(exercise, reading.marks)
            yield bullets(f"{names[label]}: {reason}" for label, reason in exercise.reasons.items())
            yield bullets(f"Not “{one.span.words}” as {names[one.label]}: {one.reason}" for one in exercise.misreadings)
        case Lab():
            if exercise.goal:
                reached = [exercise.text_of(one) for one in exercise.versions() if exercise.reaches_goal(one)]
                yield _reason("✓ For example", reached[0], exercise.goal.reached)
            for commitment in exercise.commitments:
                rules = (f"{' '.join(STATES[rule.state])}: {rule.says}" for rule in commitment.rules)
                yield element("p", commitment.name) + bullets(rules)
        case TextAnswer():
            yield element("p", "An open question has no key. Look for:") if exercise.look_for else ""
            yield bullets(exercise.look_for)
            if exercise.model_answer:
                yield _reason("Our version", exercise.model_answer, "")
            yield bullets(f"{row.label} {row.ours and f'({row.ours})'}: {row.text}" for row in exercise.reveal)


def _lettered(exercise: Choice) -> Iterator[tuple[str, Option]]:
    return zip(ascii_lowercase, exercise.options, strict=False)


def _marked(exercise: Spans, marks: Iterable[tuple[str, Span]]) -> str:
    """Write the passage with the marks of one accepted reading."""
    names = {label.id: label.name for label in exercise.labels}
    shown = []
    for paragraph in exercise.paragraphs:
        for sentence in paragraph.sentences:
            here = [
                Mark(*find_words(sentence, span), label, names[label])
                for label, span in marks
                if span.sentence == sentence.id
            ]
            shown.append(f"<p>{marked_text(sentence.text, here)}</p>")
    return f'<div class="passage">{"".join(shown)}</div>'


def _legend(exercise: Spans) -> str:
    how = "Underline the words, and write the number of the label below them."
    lines = (f"{number} {label.name}: {label.hint}" for number, label in enumerate(exercise.labels, 1))
    return element("p", how, css="help") + bullets(lines)


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(element("p", text) for text in texts)


def _reason(what: str, how: str, why: str) -> str:
    return f"<p><b>{escape(what)}</b> {escape(how)}{f'. {escape(why)}' if why else ''}</p>"
