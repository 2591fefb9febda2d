"""Word classes that the attribution rules ask for, and the forms of the reporting verbs.

There is no tagger: a word's class is looked up, or guessed from its ending and its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.marker.data import load

_VOWELS = "aeiou"
_WORDS_KEPT = 4096
"""Of how many words the answer is kept: those of a newspaper come again and again."""


@dataclass(frozen=True, slots=True)
class Use:
    """One way of using a reporting verb."""

    group: str  # its id in data/marker/lexicons/reporting_verbs.json
    kind: str  # "speech", "thought", "showing" or "attitude"
    stance: str  # "neutral", "endorsing" or "doubting"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A form of a reporting verb."""

    lemma: str  # such as "point out"
    particle: tuple[str, ...]  # words that must follow the form, such as ("out",)
    forms: frozenset[str]  # of "base", "s", "past", "participle", "ing"
    uses: Mapping[str, Use]  # by frame, such as "that"


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class of ``data/marker/lexicons/grammar.json``, such as ``"determiner"``, in lower case."""
    return frozenset(load("lexicons/grammar.json")["classes"][name])


@cache
def words_of(*names: str) -> frozenset[str]:
    """Return the words of several classes together, so that a word is looked up once."""
    return frozenset().union(*map(word_class, names))


@cache
def reporting_forms() -> Mapping[str, tuple[VerbForm, ...]]:
    """Return the reporting verbs by the first word of each form they take; verbs with a particle come first."""
    data = load("lexicons/reporting_verbs.json")
    uses: dict[str, dict[str, Use]] = {}
    for group in data["groups"]:
        use = Use(group["id"], group["kind"], group["stance"])
        for lemma in group["verbs"]:
            for frame in group["frames"]:
                uses.setdefault(lemma, {}).setdefault(frame, use)
    by_form: dict[str, dict[str, set[str]]] = {}
    doubled = frozenset(data["doubles_last_letter"])
    for lemma in uses:
        verb = lemma.split(" ")[0]
        forms = data["irregular"].get(verb) or regular_forms(verb, verb in doubled)
        for name, form in zip(("base", "s", "past", "participle", "ing"), (verb, *forms), strict=True):
            by_form.setdefault(form, {}).setdefault(lemma, set()).add(name)
    for form, verb in data["also"].items():
        by_form.setdefault(form, {}).setdefault(verb, set()).update(("past", "participle"))
    return {
        form: tuple(
            VerbForm(lemma, tuple(lemma.split(" ")[1:]), frozenset(names), uses[lemma])
            for lemma, names in sorted(lemmas.items(), key=lambda pair: -pair[0].count(" "))
        )
        for form, lemmas in by_form.items()
    }


def regular_forms(verb: str, doubles: bool = False) -> list[str]:
    """Write third person, past, past participle and -ing form; some verbs double their last letter, as *admit* does."""
    stem = verb + verb[-1] if doubles else verb
    if verb.endswith("e"):
        return [f"{verb}s", f"{verb}d", f"{verb}d", f"{verb[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb[:-1]}ied", f"{verb}ing"]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return [f"{verb}es", f"{stem}ed", f"{stem}ed", f"{stem}ing"]
    return [f"{verb}s", f"{stem}ed", f"{stem}ed", f"{stem}ing"]


@cache
def may_be_noun() -> frozenset[str]:
    """Return the forms of reporting verbs that are nouns or adjectives as well, such as *claims*."""
    return frozenset(load("lexicons/reporting_verbs.json")["nouns_too"])


@cache
def cue_nouns() -> frozenset[str]:
    """Return the nouns that can carry a claim, such as *allegation*, with their plurals."""
    nouns = load("lexicons/reporting_verbs.json")["cue_nouns"]
    return frozenset(form for noun in nouns for form in (noun, regular_forms(noun)[0]))


@cache
def cue_beginnings() -> frozenset[str]:
    """Return the words with which a cue may begin, so that the rules are asked at these only."""
    classes = ("light_verb", "drawing_verb", "state_of_mind")
    return frozenset(("according", "per", "in")).union(reporting_forms(), cue_nouns(), *map(word_class, classes))


@lru_cache(_WORDS_KEPT)
def is_adverb(word: str) -> bool:
    """Tell whether a word in lower case is an adverb, by list or by ending."""
    if word in word_class("adverb"):
        return True
    return len(word) > 4 and word.endswith("ly") and word not in word_class("ends_like_adverb")


@lru_cache(_WORDS_KEPT)
def can_head(word: str) -> bool:
    """Tell whether a word in lower case can be the noun or the pronoun of a noun phrase."""
    return word[0].isalnum() and word not in _no_heads() and not is_adverb(word)


@cache
def _no_heads() -> frozenset[str]:
    classes = ("preposition", "coordinator", "subordinator", "auxiliary", "be", "possessive")
    return words_of(*classes).union("a an the me him them us every there".split())
