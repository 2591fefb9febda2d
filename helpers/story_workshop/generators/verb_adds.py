"""Ask what the reporting verb adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.story_workshop.generators import Material, is_agreed, option, words_of

STEP, ORDER = "how sure", 1
ASKS = "What does the verb add?"
_MOST = 2
_PLAIN = ("said", "says", "told", "wrote", "writes", "added", "announced", "stated", "reported", "declared")
# Verbs that take a side so that careful readers hardly differ: “stressed” or “argued” may as well be plain ones.
_CLEAR = frozenset(
    "claimed claims claim alleged alleges allege confirmed confirms confirm revealed reveals reveal admitted admits "
    "admit acknowledged acknowledges conceded concedes proved proves exposed exposes demonstrated demonstrates".split()
) | {"pointed out", "points out"}
_TEXTS = {
    "neutral": "It only tells that somebody said so, and takes no side.",
    "doubting": "It keeps a distance: the writer does not stand by this.",
    "endorsing": "It lets the words pass as something that is plainly so.",
}
_FITS = {
    "neutral": "{cue} tells that it was said, and no more. That is a good verb.",
    "doubting": "{cue} marks it as what one side says: the writer does not vouch for it.",
    "endorsing": "{cue} fits best when the writer takes what is said to be true.",
}
_WHY_NOT = {
    "neutral": "{cue} does more than tell that it was said: it lets you see how the writer stands to it.",
    "doubting": "A writer who wants distance takes another verb: {cue} does not hold the words away.",
    "endorsing": "{cue} does not say that it is so: the claim may be false, and the verb still fits.",
}
# Who admits something says it against himself.
_ADMITS = re.compile(r"(?:admit|acknowledg|conced)\w+")
_AGAINST_HIMSELF = "{cue} fits best when it is true, and not easy to say: one admits what speaks against oneself."


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for verbs that do more than tell, and for one that does not."""
    seen: set[str] = set()
    clauses = [(said, said["cue"]["words"].casefold()) for said in material.outer if said["construction"] == "clause"]
    sides = [said for said, cue in clauses if said["stance"] != "neutral" and cue in _CLEAR]
    plain_ones = [said for said, cue in clauses if said["stance"] == "neutral" and cue in _PLAIN]
    for entry in [*sides, *plain_ones[:1]][: _MOST + 1]:
        usable = entry["source"] and material.one_sentence(entry) and is_agreed(entry)
        if not usable or entry["cue"]["words"].casefold() in seen:
            continue
        seen.add(entry["cue"]["words"].casefold())
        yield {
            "id": material.name("verb", entry["cue"]["sentence"], str(len(seen))),
            "kind": "choice",
            "prompt": f"What does the verb {words_of(entry['cue'])} add here?",
            "passage": material.passage(entry["cue"]["sentence"]),
            "options": [_option(stance, entry) for stance in _TEXTS],
        }


def _option(stance: str, entry: dict[str, Any]) -> dict[str, Any]:
    fits, cue = stance == entry["stance"], entry["cue"]["words"]
    told = (_FITS if fits else _WHY_NOT)[stance]
    if fits and stance == "endorsing" and _ADMITS.fullmatch(cue):
        told = _AGAINST_HIMSELF
    return option(stance, _TEXTS[stance], told.format(cue=words_of(entry["cue"])), accepted=fits)
