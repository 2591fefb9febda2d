"""A story as a living text, coloured by how far a class agrees: what is said of a sentence, over all labels."""

from __future__ import annotations

from helpers.charts.living_story import LivingStory
from helpers.class_report.figures import LEAST_STEPS, Strip, is_divided, share, step, steps
from helpers.living_text import KeyEntry, Way, WayMark
from helpers.story import count_of

AGREES, MOSTLY, DIVIDED = "agrees", "mostly agrees", "divided"
# Look and sign of each: the line below the words tells them apart, colour only helps.
LOOKS = {
    AGREES: ("wss-mark--agrees", "="),
    MOSTLY: ("wss-mark--mostly", "(=)"),
    DIVIDED: ("wss-mark--divided", "≠"),
}
MEANS = {
    AGREES: "the class agrees: each label was given by nearly all, or by nearly nobody",
    MOSTLY: "mostly agrees: no label is given by half the class, some are not far from it",
    DIVIDED: "divided: about half gave some label",
}


def story_by_agreement(strip: Strip) -> LivingStory:
    """Mark each sentence that lessons asked about by how far the class agrees on it.

    Sentences that too few have answered are not marked. The agreement does not say that an answer fits.
    """
    marks, rows, found = {}, [], []
    for sentence_id in strip.story.sentences:
        cells = {
            row.name: cell
            for row in strip.rows
            if (cell := row.cells.get(sentence_id)) and steps(cell[1]) >= LEAST_STEPS
        }
        if not cells:
            continue
        how = _how(list(cells.values()))
        look, sign = LOOKS[how]
        marks[sentence_id] = [WayMark(0, len(strip.story.sentence(sentence_id).text), look, how, sign)]
        labels = "; ".join(f"{name}: {share(*cell)}" for name, cell in cells.items() if step(*cell))
        rows.append((strip.story.places.get(sentence_id, sentence_id), how, labels or "no label above the lowest step"))
        found.append(how)
    numbers = {how: found.count(how) for how in LOOKS}
    seen = (
        f"Of {count_of(len(found), 'sentence')} that the class was asked about, it agrees on {numbers[AGREES]}, "
        f"mostly agrees on {numbers[MOSTLY]}, and is divided over {numbers[DIVIDED]}."
        if found
        else "Too few have answered to tell where the class agrees."
    )
    key = tuple(KeyEntry(*LOOKS[how], f"{MEANS[how]}: {count_of(numbers[how], 'sentence')}") for how in LOOKS)
    way = Way("By agreement", key, "Sentences without a mark: not asked, or too few answers. Agreeing is not fitting.")
    header = ("Sentence", "The class", "Labels above the lowest step")
    return LivingStory("How far the class agrees", seen, header, rows, strip.story, ((way, marks),))


def _how(cells: list[tuple[int, int]]) -> str:
    if any(is_divided(*cell) for cell in cells):
        return DIVIDED
    at_an_end = all(step(*cell) in (0, steps(cell[1]) - 1) for cell in cells)
    return AGREES if at_an_end else MOSTLY
