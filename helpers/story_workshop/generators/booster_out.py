"""Ask which word adds nothing to a claim, and only makes it louder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Sentence, plain, tokens_of
from helpers.story_workshop.generators import Material, in_turn, is_agreed, option, words_of

STEP, ORDER = "how sure", 2
_MOST, _LEAST, _OTHERS, _SHORT = 2, 2, 3, 3
# Boosters that a sentence stands without; “no doubt” or “proof” it needs.
_DROPPABLE = re.compile(
    r"(?:(?:very|so|quite) )?(?:\w+ly|indisputable|undeniable|irrefutable|obvious|clear|absolute|total|complete|utter|"
    r"very|ever|indeed|of course|far|always|certain)",
    re.IGNORECASE,
)
_ALSO_LOUD = ("whatsoever", "absolutely", "completely", "totally", "really", "never", "always", "entirely", "very")


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for boosters in claims that hold other words to weigh."""
    asked = 0
    for entry in material.reading["boosters"]:
        sentence = entry["words"]["sentence"]
        found = [attribution for attribution in material.attributions_in(sentence) if attribution["source"]]
        usable = is_agreed(entry) and _DROPPABLE.fullmatch(entry["words"]["words"])
        if not found or asked == _MOST or not usable:
            continue
        words = _content_words(found[0], entry)
        if len(words) < _LEAST:
            continue
        asked += 1
        booster = words_of(entry["words"])
        options = [
            option("booster", booster, f"Without {booster} the same is claimed, only less loudly.", accepted=True)
        ]
        for number, word in enumerate(words, 1):
            reason = f"{quoted(word)} belongs to what is claimed: without it the sentence tells less, or breaks."
            options.append(option(f"word-{number}", quoted(word), reason))
        yield {
            "id": material.name("booster", entry["id"])[:120],
            "kind": "choice",
            "prompt": "Which of these words adds nothing to the claim, and only makes it louder?",
            "passage": material.passage(sentence),
            "options": in_turn(options, entry["id"]),
        }


def _content_words(attribution: dict[str, Any], entry: dict[str, Any]) -> list[str]:
    """Find the longest words of the claim besides the booster, in their order."""
    content = " ".join(span["words"] for span in attribution["content"])
    words = [token.text.strip(" ,.;:!?\"“”‘’'") for token in tokens_of(Sentence("", content))]
    free = [word for word in words if word and word.isalpha() and plain(word) not in plain(entry["words"]["words"])]
    free = list(dict.fromkeys(word for word in free if word.casefold() not in _ALSO_LOUD and len(word) > _SHORT))
    longest = sorted(free, key=len, reverse=True)[:_OTHERS]
    return [word for word in free if word in longest]
