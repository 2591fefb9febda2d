"""A lesson as slides for a projector: its text, what it shows and what it asks, step by step, and no answer.

A page with a slide for each screen, one below the other: Page Down goes on, and the browser prints each on a page of
its own. There is no script, so how large the text can be is reckoned from its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from pathlib import Path

from helpers.charts.chart import Chart
from helpers.charts.living_story import LivingStory
from helpers.html import Html, blocks_of, document, element, join, unfolded, without_folds
from helpers.kinds.paper import on_a_slide
from helpers.marks_card import MarkedText
from helpers.on_paper.prose import heading, prose
from helpers.on_paper.sections import Asked, Piece, Section, Shown, Told, WholeStory, lesson_on_paper
from helpers.story import load_story
from helpers.stylesheet import rules_for

STYLE = Path(__file__).with_name("slides.css").read_text(encoding="utf-8")
# The heights of the text, the largest first, in eightieths of a slide's width, as the style sheet has them. Text fills
# 70 of these across and 33 down; a letter is about 0.57 as wide as it is high, and a line half as high again.
SIZES = {"large": 2.6, "middle": 2.1, "small": 1.7, "smaller": 1.35}
ACROSS, DOWN, LETTER, LINE, GAP, AROUND_A_ROW = 70, 33, 0.57, 1.42, 0.5, 0.4
# What fits in none of these is set smaller still; if that is too long, too, it goes on, on the next slide.
LONG, DOWN_LONG = 1.1, 38
READ_FROM_THE_BACK = ("large", "middle", "small")
_END_OF_LINE = re.compile(r"</(?:p|li|h\d|tr|summary|figcaption|caption|blockquote)>|<br>")


def slides_of(path: Path) -> Html:
    """Write the slides of a lesson: a page of HTML that is whole in itself."""
    lesson = lesson_on_paper(path)
    slides = [element("section", element("h1", lesson.name), css="slide first")]
    slides += [slide for section in lesson.core for slide in _slides(section)]
    look = "\n".join([rules_for(join(*slides)), STYLE])
    return document(f"Slides: {lesson.name}", look, *slides, css="wss", pictures=True)


def _slides(section: Section) -> Iterator[Html]:
    """Put what belongs together onto a slide as long as it can be read there from the back of the room."""
    for pieces in (section.first, section.afterwards):
        kept: list[Html] = []  # text that waits for what it leads to
        for piece in pieces:
            begins, blocks, css = _written(piece)
            if isinstance(piece, Told):
                kept = yield from _filled(section.heading, kept, blocks)
                continue
            if kept and not css and _fits([*kept, *begins, *blocks], READ_FROM_THE_BACK[:2]):
                begins = [*kept, *begins]
            elif kept:
                yield _slide(section.heading, kept)
            kept = []
            rest = yield from _filled(section.heading, begins, blocks, again=begins, css=css)
            yield _slide(section.heading, rest, css)
        if kept:
            yield _slide(section.heading, kept)


def _written(piece: Piece) -> tuple[list[Html], list[Html], str]:
    """Write a piece: what each of its slides begins with, its blocks, and what kind of slide it needs."""
    match piece:
        case Told(markdown):
            return [], [prose(block) for block in re.split(r"\n\s*\n", markdown.strip())], ""
        case Asked(exercise, number):
            prompt, blocks = on_a_slide(exercise, number)
            return [prompt], blocks, ""
        case WholeStory(story_id):
            title = element("p", element("b", load_story(story_id).about["title"]))
            return [], [element("p", "Read the story on its own sheet:"), title], ""
        case Shown(_, Chart() as chart):
            seen = chart.without_words() if isinstance(chart, LivingStory) else chart
            return [], [element("div", without_folds(seen.card().body), css="shown")], "shows"
        case Shown(_, what):
            body = (what.card() if isinstance(what, MarkedText) else what).body
            # Questions to look things up in are nothing without what stands below them.
            seen = without_folds(body, but_of_lists='class="wss-questions"' in body)
            whole = seen if re.sub("<[^>]*>", "", seen).strip() else unfolded(body)
            return [], [whole] if _height([whole], LONG) <= DOWN_LONG else blocks_of(whole), ""


def _filled(
    name: str, kept: Sequence[Html], blocks: Iterable[Html], again: Sequence[Html] = (), css: str = ""
) -> Iterator[Html]:
    """Yield each slide that is full, and return what is left for the next; the next ones begin with `again`."""
    kept, empty = list(kept), True
    for block in blocks:
        if not empty and not _fits([*kept, block], READ_FROM_THE_BACK):
            yield _slide(name, kept, css)
            kept = list(again)
        kept.append(block)
        empty = False
    return kept


def _fits(blocks: Iterable[Html], sizes: Iterable[str]) -> bool:
    return any(_height(blocks, SIZES[size]) <= DOWN for size in sizes)


def _height(blocks: Iterable[Html], size: float) -> float:
    """Reckon how high some blocks stand in a size."""
    a_line = ACROSS / (LETTER * size)
    html = str(join(*blocks))
    lines = [re.sub(r"<[^>]*>|\s+", " ", line).strip() for line in _END_OF_LINE.split(html)]
    rows = len(re.findall("</tr>", html)) * AROUND_A_ROW * size
    return rows + sum(ceil(len(line) / a_line) * LINE * size + GAP * size for line in lines if line)


def _slide(name: str, blocks: Sequence[Html], css: str = "") -> Html:
    # What fits in no size goes on below the screen, and on the next page.
    size = next((size for size in SIZES if _fits(blocks, [size])), "long")
    title = heading(name) if name else None
    return element("section", title, *blocks, css=f"slide {size} {css}".strip())
