"""Words that take something for granted, point back, judge, or lead the reader to an aim nobody has shown.

The words and what must stand around them are in ``data/marker/lexicons/presuppositions.json``; the patterns that no
list of words can tell are the functions at the end. Each looks at a few words around a hit and at nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers.marker.data import load
from helpers.marker.grammar import reporting_forms
from helpers.marker.lexicon import Phrases, rules
from helpers.marker.marks import Mark
from helpers.marker.words import RawSentence

_NEAR = 8
"""No pattern looks further ahead than this many words, but for the two halves of a condition."""

_BEYOND = ("",) * (_NEAR + 8)

_ARTICLES = frozenset("the a an this that these those my your his her its our their no some any every each".split())
_HE_OR_SHE = frozenset("i he she we they".split())
_POSSESSIVES = frozenset("my your his her its our their".split())
_FINITE = frozenset(
    "was were is are am has have had did does do will would can could may might must shall should"
    " wasn't weren't isn't aren't hasn't haven't hadn't didn't doesn't don't won't wouldn't can't couldn't".split()
)
_FUNCTION_WORDS = frozenset(
    "it you him me us them and or but nor so of in on at to for from by with about into over under after before since"
    " as than if when while where who whom whose which what why how not be been being there here then also too"
    " because until although though up out off down through against between among without".split()
)
_SMALL = _FUNCTION_WORDS | _ARTICLES | _HE_OR_SHE | _FINITE
_PREPOSITIONS = frozenset("of against behind by for about on over to with into from under".split())
_OPENS_CLEFT = _PREPOSITIONS.union("in at during because not only after before".split())
_OPENS_CLAUSE = frozenset(("who", "that", "which"))
_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class _Trigger:
    """Words that may do it, and what must stand around them."""

    rule: str
    does: str
    confidence: float
    check: Callable[[_Row, int, int], tuple[int, int] | None] | None
    then: frozenset[str]
    not_then: frozenset[str]
    not_after: frozenset[str]
    ahead: frozenset[str]  # where given, one of them stands among the next words


class _Row:
    """The words of a sentence, in lower case and as they are written; a look beyond either end finds empty words."""

    __slots__ = ("size", "words", "written")

    def __init__(self, sentence: RawSentence) -> None:
        self.words, self.written = [*sentence.words, *_BEYOND], [*sentence.written, *_BEYOND]
        self.size = len(sentence.words)


def find_presuppositions(sentence: RawSentence) -> list[Mark]:
    """Find the words by which a sentence slips something in.

    The note of each mark is ``"presupposes"``, ``"points back"``, ``"evaluates"`` or ``"implies"``.
    """
    marks = []
    row = None
    for first, last, (triggers, ahead) in _phrases().find(sentence.words):
        row = row or _Row(sentence)
        if first and row.written[first][0].isupper() and _is_part_of_name(row, first):
            continue
        if ahead and ahead.isdisjoint(row.words[last + 1 : last + 6]):
            continue
        before, after = row.words[first - 1], row.words[last + 1]
        for trigger in triggers:
            if (trigger.then and after not in trigger.then) or after in trigger.not_then or before in trigger.not_after:
                continue
            place = trigger.check(row, first, last) if trigger.check else (first, last)
            if place is not None:
                start, end = sentence.place(*place)
                marks.append(Mark("presupposition", start, end, trigger.rule, trigger.confidence, "", trigger.does))
                break
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.rule)) if len(marks) > 1 else marks


@cache
def _phrases() -> Phrases:
    triggers: dict[str, list[_Trigger]] = {}
    for group in load("lexicons/presuppositions.json")["groups"]:
        trigger = _trigger(group)
        for phrase in group["words"]:
            triggers.setdefault(phrase, []).append(trigger)
    return Phrases((phrase, (group, _ahead_of_all(group))) for phrase, group in triggers.items())


def _ahead_of_all(triggers: Sequence[_Trigger]) -> frozenset[str]:
    """Return words of which one stands ahead of each of these triggers; none where one of them asks for no word."""
    asked = [trigger.ahead for trigger in triggers]
    return frozenset().union(*asked) if all(asked) else frozenset()


def _trigger(group: dict[str, Any]) -> _Trigger:
    return _Trigger(
        group["rule"],
        group["does"],
        rules()[group["rule"]].confidence,
        _CHECKS[group["check"]] if "check" in group else None,
        frozenset(group.get("then", ())),
        frozenset(group.get("not_then", ())),
        frozenset(group.get("not_after", ())),
        _ahead(group.get("check", "")),
    )


def _ahead(check: str) -> frozenset[str]:
    """Return the words that a check looks for ahead: *the* stands everywhere, and these seldom."""
    called = {"known doing": "doing", "known event": "act"}
    if check in called:
        return _words_called(called[check])
    return {"done by": frozenset(("by",)), "known person": _OPENS_CLAUSE}.get(check, frozenset())


def _is_word(word: str) -> bool:
    return word[:1].isalnum()


def _is_content_word(word: str) -> bool:
    return word[:1].isalnum() and word not in _SMALL


def _is_part_of_name(row: _Row, number: int) -> bool:
    """Tell whether a word that begins with a capital letter does so in the middle of a sentence."""
    shape = row.written[number]
    return not shape.isupper() and _is_word(row.words[number - 1])


def _is_ing(word: str) -> bool:
    return len(word) > 4 and word.endswith("ing") and word not in _words_called("no-participle")


@cache
def _words_called(name: str) -> frozenset[str]:
    return frozenset(load("lexicons/presuppositions.json")["helpers"][name])


def _is_participle(word: str) -> bool:
    return (len(word) > 4 and word.endswith("ed")) or word in _words_called("irregular-participle")


# Patterns. Each is given a hit and returns what to mark, or None.


def _before_ing(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark a verb that an -ing form follows: “stopped paying”."""
    return (first, last) if _is_ing(row.words[last + 1]) else None


def _before_to(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark a verb that “to” and a verb follow: “failed to answer”, but not “refused to the end”."""
    after = row.words[last + 2]
    verb = _is_content_word(after) or after in {"be", "have", "do"}
    fits = row.words[last + 1] == "to" and verb
    return (first, last) if fits and row.words[first - 1] not in _ARTICLES else None


def _before_ing_or_to(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark a verb that either form follows: “continued to pay”, “continued paying”."""
    return _before_ing(row, first, last) or _before_to(row, first, last)


def _verb(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark a verb, but not the same word as a noun after an article."""
    return None if row.words[first - 1] in _ARTICLES else (first, last)


def _before_that(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark a verb or adjective that a that-clause follows, not a noun before a relative one (“a show that has …”)."""
    after = row.words[last + 2]
    fits = row.words[last + 1] == "that" and _is_word(after) and after not in _FINITE
    return (first, last) if fits and row.words[first - 1] not in _ARTICLES else None


def _before_bare_clause(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark a verb that a clause without “that” follows; only “she knew he …” is sure to be one."""
    return (first, last) if row.words[last + 1] in _HE_OR_SHE and _is_word(row.words[last + 2]) else None


def _before_question(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark the question word of “asked how the money was lost”, not of “asked how to pay”."""
    after = row.words[last + 1]
    return None if not _is_word(after) or after in {"to", "many", "much", "long", "old", "about"} else (last, last)


def _why(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “why” before a clause."""
    after = row.words[last + 1]
    return (first, last) if _is_word(after) and after not in {"not", "or", "and", "to"} else None


def _still(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “still” as an adverb of time: not “Still, …”, “a still image” or “better still”."""
    after = row.words[last + 1]
    before = row.words[first - 1]
    return None if first == 0 or not _is_word(after) or before in _ARTICLES else (first, last)


def _another_round(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “new strikes” and “another deadly attack”: events of a kind that can come again."""
    events = _words_called("event")
    if row.words[last + 1] in events:
        return first, last + 1
    if row.words[last + 1] not in _SMALL and row.words[last + 2] in events:
        return first, last + 2
    return None


def _cleft(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “It was … who”: the rest is taken as known, and only who it was is told."""
    opening = row.words[last + 1]
    for number in range(last + 2, min(last + 2 + _NEAR, row.size)):
        word = row.words[number]
        if not _is_word(word):
            return None
        if word == "who" or (word == "that" and _can_be_cleft(row, last + 1, opening)):
            return first, number
        if word == "that":
            return None
    return None


def _can_be_cleft(row: _Row, number: int, opening: str) -> bool:
    """Tell “it was the mayor that …” and “it was in May that …” from “it was clear that …”."""
    if opening in _OPENS_CLEFT:
        return True
    if opening in _ARTICLES:
        return row.words[number + 1] not in _words_called("no-cleft")
    return row.written[number][:1].isupper()


def _before_clause(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “after” before a clause or an -ing form, not before a plain noun (“after lunch”)."""
    after = row.words[last + 1]
    if after in _HE_OR_SHE or _is_ing(after):
        return first, last
    for number in range(last + 1, min(last + 1 + _NEAR, row.size)):
        word = row.words[number]
        if not _is_word(word) or word in {"who", "which", "that", "when", "where", "and", "to"}:
            return None
        if word in _FINITE and number > last + 1:
            return first, last
    return None


def _known_doing(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “the retreating army”: a thing that is doing something, told as known."""
    if row.words[last + 1] not in _words_called("doing"):
        return None
    end = last + 2
    while end < min(last + 6, row.size) and row.written[end][:1].isupper():
        end += 1
    word = row.words[end]
    if _is_content_word(word):
        return first, end
    return (first, end - 1) if end > last + 2 else None


def _done_by(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “the area controlled by”, not “the Nile controlled by” or “the army retaliated by firing”."""
    if "by" not in row.words[last + 3 : last + 6]:
        return None
    for number in range(last + 2, last + 5):
        word = row.words[number]
        if not _is_content_word(word):
            return None
        if _is_participle(word) and row.words[number + 1] == "by":
            known_anyway = row.written[number - 1][:1].isupper() or _is_ing(row.words[number + 2])
            return None if known_anyway else (first, number + 1)
    return None


def _known_event(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “the destruction of”: an act turned into a thing that is told as known."""
    for number in (last + 1, last + 2):
        if row.words[number] in _words_called("act"):
            fits = row.words[number + 1] in {"of", "on", "against", "by", "in"}
            return (first, number) if fits else None
        if not _is_content_word(row.words[number]):
            return None
    return None


def _known_person(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “the money that had”: a thing singled out by a clause, unless the clause is a claim (“the claim that”)."""
    if _OPENS_CLAUSE.isdisjoint(row.words[last + 2 : last + 4]):
        return None
    for number in (last + 2, last + 3):
        word = row.words[number]
        if word in _OPENS_CLAUSE and row.words[number + 1] in {"had", "has", "have", "was", "were"}:
            return None if row.words[number - 1] in _words_called("claim") else (first, number)
        if not _is_content_word(word):
            return None
    return None


def _owned(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “their plan to …”, “the council’s failure to …”: who has it is told, that they have it is taken as known."""
    after = row.words[last + 1]
    if after not in {"to", "for", "of", "against", "in", "on", "with", "over"} and not _is_ing(after):
        return None
    for number in range(first - 1, max(first - 4, -1), -1):
        word = row.words[number]
        if word in _POSSESSIVES or word.endswith("'s"):
            return number, last
        if word == "'" and number and row.words[number - 1].endswith("s"):
            return number - 1, last
        if not _is_content_word(word):
            break
    return _owned_by_name(row, first, last)


def _owned_by_name(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “of the Ruritania plan to …”; where a verb could stand (“the US plans to”) nothing is marked."""
    name = row.written[first - 1]
    if not name[:1].isupper() or row.words[first - 2] != "the" or first < 3:
        return None
    before = row.words[first - 3]
    verb = before.endswith("ed") and before not in reporting_forms()
    singular = not row.words[first].endswith("s")
    return (first - 2, last) if singular or verb or before in _PREPOSITIONS else None


def _aside(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “, who had …”: a clause that slips in something at the side."""
    after = row.words[last + 1]
    fits = row.words[first - 1] == "," and (after in _FINITE or _is_participle(after))
    return (first, last) if fits else None


def _blames_for(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “blamed … for”: that the thing was done is taken as known."""
    for number in range(last + 1, min(last + 1 + _NEAR, row.size - 1)):
        word = row.words[number]
        if not _is_word(word):
            return None
        if word == "for":
            return _verb(row, first, last)
    return None


def _had_it_been(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “if … had” where “would have” comes later: it did not happen."""
    words = row.words
    for number in range(last + 2, min(last + 2 + _NEAR, row.size - 1)):
        if words[number] in ("had", "hadn't"):
            later = words[number + 1 : number + 30]
            fits = any(
                word in {"would", "could", "might", "wouldn't", "couldn't"} and "have" in later[place + 1 : place + 4]
                for place, word in enumerate(later)
            )
            return (first, number) if fits else None
        if not _is_word(words[number]):
            return None
    return None


def _too_much(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “too fast”: the speaker's measure; not “she too left” or “he left too”."""
    after = row.words[last + 1]
    fits = _is_content_word(after) and not _is_participle(after)
    return (first, last + 1) if fits else None


def _even_more(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “even worse”: it was bad already."""
    after = row.words[last + 1]
    fits = after in _words_called("comparative") or (len(after) > 4 and after.endswith("ier"))
    return (first, last + 1) if fits else None


def _label(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “this claim”, “those brutal attacks”: a name for what was said before."""
    labels = _words_called("label")
    if row.words[last + 1] in labels:
        return first, last + 1
    two = _is_content_word(row.words[last + 1]) and row.words[last + 2] in labels
    if two and row.words[first] != "that":
        return first, last + 2
    return None


def _that_alone(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “that” as the last word of a sentence: “nobody confirmed that”."""
    if row.words[last + 1] not in _ENDS or not _is_word(row.words[first - 1]):
        return None
    return (first, last) if first >= 2 else None


def _aim(row: _Row, first: int, last: int) -> tuple[int, int] | None:
    """Mark “to hide” where it tells what an act was for, not after “try”, “want” or “able”."""
    before = row.words[first - 1]
    if before in _words_called("takes-to") or (before in _SMALL and before not in {"it", "him", "us", "me", "them"}):
        return None
    return first, last


_CHECKS: dict[str, Callable[[_Row, int, int], tuple[int, int] | None]] = {
    "before -ing": _before_ing,
    "before to": _before_to,
    "before -ing or to": _before_ing_or_to,
    "verb": _verb,
    "before that": _before_that,
    "before bare clause": _before_bare_clause,
    "before question": _before_question,
    "why": _why,
    "still": _still,
    "another round": _another_round,
    "cleft": _cleft,
    "before clause": _before_clause,
    "known doing": _known_doing,
    "done by": _done_by,
    "known event": _known_event,
    "known person": _known_person,
    "owned": _owned,
    "aside": _aside,
    "blames for": _blames_for,
    "had it been": _had_it_been,
    "too much": _too_much,
    "even more": _even_more,
    "label": _label,
    "that alone": _that_alone,
    "aim": _aim,
}
