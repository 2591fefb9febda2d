"""Ask which word could go, and the claim would stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Sentence, plain, tokens_of
from helpers.story_workshop.generators import Material, in_turn, option, words_of

STEP, ORDER = "how sure", 2
_MOST = 2
# Boosters that a sentence stands without; “no doubt” or “proof” it needs.
_DROPPABLE = re.compile(
    r"(?:(?:very|so|quite) )?(?:\w+ly|indisputable|undeniable|irrefutable|obvious|clear|absolute|total|complete|utter|"
    r"very|ever|indeed|of course|far|always|certain)",
    re.IGNORECASE,
)
_ALSO_LOUD = ("whatsoever", "absolutely", "completely", "totally", "really", "never", "always", "entirely", "very")


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for boosters in sentences that also name a speaker: there are other words to weigh."""
    asked = 0
    for entry in material.reading["boosters"]:
        sentence = entry["words"]["sentence"]
        found = [one for one in material.attributions_in(sentence) if one["source"]]
        if not found or asked == _MOST or not _DROPPABLE.fullmatch(entry["words"]["words"]):
            continue
        asked += 1
        first, booster = found[0], words_of(entry["words"])
        source, cue = words_of(first["source"]), words_of(first["cue"])
        word = _content_word(first, entry)
        options = [
            option("booster", booster, f"Without {booster} the same is claimed, only less loudly.", accepted=True),
            option("source", source, f"Without {source} nobody would be named for the claim."),
            option("cue", cue, f"Without {cue} nothing would tell that somebody said it."),
        ]
        if word:
            options.append(option("content", quoted(word), f"Without {quoted(word)} something else would be claimed."))
        if len({one["text"].casefold() for one in options}) < len(options):
            continue
        yield {
            "id": material.name("booster", entry["id"])[:120],
            "kind": "choice",
            "prompt": "Which of these could go, and the claim would stay the same, only less loud?",
            "passage": material.passage(sentence),
            "options": in_turn(options, entry["id"]),
        }


def _content_word(attribution: dict[str, Any], entry: dict[str, Any]) -> str:
    """Find the longest word of the claim besides the booster."""
    content = " ".join(span["words"] for span in attribution["content"])
    words = [token.text.strip(" ,.;:!?\"“”‘’'") for token in tokens_of(Sentence("", content))]
    free = [word for word in words if word and word.isalpha() and plain(word) not in plain(entry["words"]["words"])]
    free = [word for word in free if word.casefold() not in _ALSO_LOUD]
    return max(free, key=len, default="")
