"""Ask which word adds nothing to a claim, and only makes it louder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import Sentence, Span, plain, tokens_of
from helpers.story_workshop.generators import Material, in_turn, is_agreed, option, words_of
from helpers.story_workshop.pieces import of_like_length

STEP, ORDER = "how sure", 2
ASKS = "Which word only makes it louder?"
_MOST, _LEAST, _OTHERS, _SHORT = 2, 2, 3, 3
# Boosters that a sentence stands without; “no doubt” or “proof” it needs.
_DROPPABLE = re.compile(
    r"(?:(?:very|so|quite) )?(?:\w+ly|indisputable|undeniable|irrefutable|obvious|clear|absolute|total|complete|utter|"
    r"very|ever|indeed|of course|far|always|certain)",
    re.IGNORECASE,
)
# Words that one could take for mere colour, and yet they tell something.
_TEMPTING = re.compile(
    r"(?:about|already|also|first|half|last|many|most|never|often|once|only|partly|same|some|still|then|twice|yet|"
    r"[a-z]+(?:al|ful|ic|ish|ive|less|ous|ary|ent|ant|est))(?: [a-z]+)?",
    re.IGNORECASE,
)
_BEFORE_A_WORD = frozenset("a an the too so very no not any my our his her its their".split())
_NO_CONTENT = frozenset("about cent that their them there they this those what when which with".split())
_BE_BEFORE = re.compile(r"\b(?:is|was|are|were|be|been) $")
_ENDS_AFTER = re.compile(r"\W*$|[,.;:]| (?:that|to|and|but)\b")
_ALSO_LOUD = ("whatsoever", "absolutely", "completely", "totally", "really", "never", "always", "entirely", "very")


def questions(material: Material) -> Iterator[dict[str, Any]]:
    """Yield a question for boosters in claims that hold other words to weigh."""
    asked = 0
    for entry in material.reading["boosters"]:
        sentence = entry["words"]["sentence"]
        found = [attribution for attribution in material.attributions_in(sentence) if attribution["source"]]
        usable = (
            is_agreed(entry) and _DROPPABLE.fullmatch(entry["words"]["words"]) and not _is_predicate(material, entry)
        )
        if not found or asked == _MOST or not usable:
            continue
        words = _content_words(found[0], entry)
        if len(words) < _LEAST:
            continue
        asked += 1
        booster = words_of(entry["words"])
        tempting = [word for word in words if _TEMPTING.fullmatch(word)]
        others = words if len(tempting) < _OTHERS else tempting
        words = of_like_length(entry["words"]["words"], others, _OTHERS, entry["id"], str)
        options = [
            option("booster", booster, f"Without {booster} the same is claimed, only less loudly.", accepted=True)
        ]
        for number, word in enumerate(words, 1):
            reason = f"{quoted(word)} belongs to what is claimed: without it the sentence tells less, or breaks."
            options.append(option(f"word-{number}", quoted(word), reason))
        yield {
            "id": material.name("booster", entry["id"])[:120],
            "kind": "choice",
            "prompt": "Which of these adds nothing to the claim, and only makes it louder?",
            "passage": material.passage(sentence),
            "options": in_turn(options, entry["id"]),
        }


def _is_predicate(material: Material, entry: dict[str, Any]) -> bool:
    """Tell “It is undeniable that …”, which breaks without its booster."""
    story = material.confirmed.story
    start, end = story.find(Span.of(entry["words"]))
    text = story.sentence(entry["words"]["sentence"]).text
    return bool(_BE_BEFORE.search(text[:start]) and _ENDS_AFTER.match(text[end:])) and not text[:end].endswith("ly")


def _content_words(attribution: dict[str, Any], entry: dict[str, Any]) -> list[str]:
    """Find words of the claim besides the booster, in their order: each alone, and with the word before it."""
    sentence = entry["words"]["sentence"]
    content = " ".join(span["words"] for span in attribution["content"] if span["sentence"] == sentence)
    words = [token.text.strip(" ,.;:!?\"“”‘’'") for token in tokens_of(Sentence("", content))]
    loud = {*_ALSO_LOUD, *plain(entry["words"]["words"]).casefold().split()}
    found: list[str] = []
    for before, word in pairwise(["", *words]):
        if (
            word.isalpha()
            and len(word) > _SHORT
            and word.casefold() not in _NO_CONTENT
            and plain(word).casefold() not in loud
        ):
            found.append(word)
            # “Too high” is as much as “clearly”; what a comma parts from the word does not belong to it.
            if (
                before.casefold() in _BEFORE_A_WORD
                and plain(before).casefold() not in loud
                and f"{before} {word}" in content
            ):
                found.append(f"{before} {word}")
    return list(dict.fromkeys(found))
