"""Word classes that the attribution rules ask for, and the forms of the reporting verbs.

There is no tagger: a word's class is looked up, or guessed from its ending and its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.marker.data import load

_VOWELS = "aeiou"
WORDS_KEPT = 4096
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
    is_base: bool  # whether it is the base form and no other: *say*
    is_finite: bool  # whether it may have a subject of its own


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class of ``data/marker/lexicons/grammar.json``, such as ``"determiner"``, in lower case."""
    return frozenset(load("lexicons/grammar.json")["classes"][name])


# The classes by name, since the rules ask for them at every word.
ADVERB = word_class("adverb")
AUXILIARY = word_class("auxiliary")
BE = word_class("be")
CONTROL = word_class("control")
COORDINATOR = word_class("coordinator")
DETERMINER = word_class("determiner")
DRAWING_VERB = word_class("drawing_verb")
ENDS_LIKE_ADVERB = word_class("ends_like_adverb")
FINITE = word_class("finite")
FINITE_BASE = word_class("finite_base")
GIVING_VERB = word_class("giving_verb")
LIGHT_VERB = word_class("light_verb")
MEASURE = word_class("measure")
MONTH = word_class("month")
NOT_A_SPEAKER = word_class("not_a_speaker")
OBJECT_PRONOUN = word_class("object_pronoun")
PARTICLE = word_class("particle")
PEOPLE_NOUN = word_class("people_noun")
PLACE_OF_SPEECH = word_class("place_of_speech")
PLURAL_NOUN = word_class("plural_noun")
POSSESSIVE = word_class("possessive")
PREPOSITION = word_class("preposition")
PRONOUN = word_class("pronoun")
QUESTION_WORD = word_class("question_word")
SOURCE_NOUN = word_class("source_noun")
STANCE_NOUN = word_class("stance_noun")
STATE_OF_MIND = word_class("state_of_mind")
SUBORDINATOR = word_class("subordinator")
TIME_NOUN = word_class("time_noun")
TIME_WORD = word_class("time_word")
UNIT_ABBREVIATION = word_class("unit_abbreviation")
WEEKDAY = word_class("weekday")
ANY_DETERMINER = DETERMINER | POSSESSIVE
_NO_HEADS = PREPOSITION.union(
    COORDINATOR, SUBORDINATOR, AUXILIARY, BE, POSSESSIVE, "a an the me him them us every there".split()
)


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
    shared: dict[frozenset[str], frozenset[str]] = {}  # a few sets stand in a thousand forms
    return {
        form: tuple(
            VerbForm(
                lemma,
                tuple(lemma.split(" ")[1:]),
                shared.setdefault(forms := frozenset(names), forms),
                uses[lemma],
                forms == {"base"},
                not forms.isdisjoint(("past", "s", "base")),
            )
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
    return LIGHT_VERB.union(DRAWING_VERB, STATE_OF_MIND, reporting_forms(), cue_nouns(), ("according", "per", "in"))


@lru_cache(WORDS_KEPT)
def is_adverb(word: str) -> bool:
    """Tell whether a word in lower case is an adverb, by list or by ending."""
    if word in ADVERB:
        return True
    return len(word) > 4 and word.endswith("ly") and word not in ENDS_LIKE_ADVERB


@lru_cache(WORDS_KEPT)
def can_head(word: str) -> bool:
    """Tell whether a word in lower case can be the noun or the pronoun of a noun phrase."""
    return word[0].isalnum() and word not in _NO_HEADS and not is_adverb(word)
