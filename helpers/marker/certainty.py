"""How sure a sentence sounds: words that soften a claim, words that stress it, and the words they soften.

The word lists in ``data/marker/lexicons`` name the rule that a word belongs to and the conditions that must hold
around it; the conditions are the small functions of this module. All of them look at a few neighbours, so the time
grows with the length of the sentence and with nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from helpers.marker.data import load
from helpers.marker.grammar import is_adverb
from helpers.marker.lexicon import rules
from helpers.marker.marks import Mark
from helpers.marker.words import RawSentence

_NEAR = 6
"""How many words a condition looks to either side."""

_BEYOND = ("",) * (8 * _NEAR)

_OPENED_BY = {"”": "“", ")": "(", "]": "[", "»": "«"}
_CLOSING = frozenset(_OPENED_BY) | {'"'}
_BREAKS = frozenset("?!;:…—–-")
_LINKS = frozenset(("that", "to", ",", "whether", "if", "like"))
# Before “potential” these make a quantity of it, or a fixed phrase.
_FIXED_WITH_NOUN = frozenset("no any without readily membrane action full true great electric growth resting".split())
_BETWEEN_I_AND_VERB = frozenset("do don't am would must wouldn't".split())


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words of one group of a word list, placed by the word that makes us look for them."""

    words: Sequence[str]
    anchor: int
    kind: str
    rule: str
    conditions: tuple[Condition, ...]
    scope: str
    cue: str


class _Row(list[str]):
    """The words of a sentence, with what the rules ask of them; each answer is worked out once.

    A look beyond either end finds empty words.
    """

    def __init__(self, sentence: RawSentence) -> None:
        super().__init__((*sentence.words, *_BEYOND))
        self.sentence = sentence
        self.words = sentence.words
        self._bounds: tuple[list[int], list[int]] | None = None

    def written(self, number: int) -> str:
        """Return a word with its capitals."""
        return self.sentence.written[number]

    def is_word(self, number: int) -> bool:
        """Tell whether a word, and no number and no punctuation, stands there."""
        return self[number][:1].isalpha()

    def opens(self, number: int) -> bool:
        """Tell whether nothing but punctuation stands before, up to four tokens."""
        return number <= 4 and not any(self.is_word(before) for before in range(number))

    def clause(self, number: int) -> tuple[int, int]:
        """Return the first word of the clause around a word, and the number after its last."""
        if self._bounds is None:
            self._bounds = _clause_bounds(self)
        begins, ends = self._bounds
        return begins[number], ends[number]


Condition = Callable[[_Row, int, int], bool]


def find_certainty(sentence: RawSentence) -> list[Mark]:
    """Find what makes a sentence sound less sure or surer, in the order of the text.

    A ``"hedge"`` is followed by the ``"scope"`` marks of the words that it softens, with the same relation id (none in
    “Maybe.”); a ``"booster"`` stands alone. The rules of both modes are there: the caller chooses by the rule's mode.
    """
    table = _table()
    hits = [number for number, word in enumerate(sentence.words) if word in table]
    if not hits:
        return []
    row, marks, taken = _Row(sentence), [], {"hedge": -1, "booster": -1}
    for number in hits:
        for entry in table[row.words[number]]:
            first = number - entry.anchor
            last = first + len(entry.words) - 1
            if len(entry.words) > 1 and (first < 0 or row.words[first : last + 1] != entry.words):
                continue
            if first <= taken[entry.kind] or not _holds(entry, row, first, last):
                continue
            first, last = _CUES[entry.cue](row, first, last)
            first = max(first, taken[entry.kind] + 1)
            taken[entry.kind] = last
            marks += _marks(row, first, last, entry, rules()[entry.rule].confidence)
            break
    return marks


def _holds(entry: _Entry, row: _Row, first: int, last: int) -> bool:
    for condition in entry.conditions:  # in a loop, since this is asked of each hit
        if not condition(row, first, last):
            return False
    return True


def _marks(row: _Row, first: int, last: int, entry: _Entry, confidence: float) -> Iterator[Mark]:
    start, end = row.sentence.place(first, last)
    relation = f"{entry.kind}@{start}"
    yield Mark(entry.kind, start, end, entry.rule, confidence, relation)
    if entry.kind != "hedge":
        return
    begin, stop = _trimmed(row, *_SCOPES[entry.scope](row, first, last))
    if begin < stop:
        yield Mark("scope", *row.sentence.place(begin, stop - 1), entry.rule, confidence, relation)


# ---- the word lists ---------------------------------------------------------------------------------------------


@cache
def _lexicon(kind: str) -> dict:
    return load(f"lexicons/{kind}s.json")


@cache
def _set(name: str) -> frozenset[str]:
    """Return a word list that conditions use, by its name in ``hedges.json`` or ``boosters.json``."""
    sets = {**_lexicon("hedge")["sets"], **_lexicon("booster")["sets"]}
    return frozenset(sets[name])


@cache
def _table() -> dict[str, list[_Entry]]:
    """Return the entries by their longest word, those of more words first."""
    by_word: dict[str, list[_Entry]] = {}
    for kind in ("hedge", "booster"):
        for group in _lexicon(kind)["groups"]:
            conditions = tuple(_CONDITIONS[name] for name in group.get("when", ()))
            for phrase in group["words"]:
                words = phrase.split(" ")
                anchor = max(range(len(words)), key=lambda number: len(words[number]))
                scope, cue = group.get("scope", ""), group.get("cue", "")
                entry = _Entry(words, anchor, kind, group["rule"], conditions, scope, cue)
                by_word.setdefault(words[anchor], []).append(entry)
    for entries in by_word.values():
        entries.sort(key=lambda entry: -len(entry.words))
    return by_word


# ---- conditions -------------------------------------------------------------------------------------------------


def _stands_like_adverb(word: str) -> bool:
    """Tell whether a word may stand between the parts of a verb: an adverb, or a word such as “most” or “all”."""
    return is_adverb(word) or word in _set("like_adverbs")


def _over_adverbs(row: _Row, number: int, step: int) -> int:
    """Return the nearest place, this one included, that holds no adverb."""
    for _ in range(_NEAR):
        if not _stands_like_adverb(row[number]):
            break
        number += step
    return number


def _be_before(row: _Row, number: int) -> int | None:
    """Return where the form of “be” stands that a participle belongs to; adverbs may stand between."""
    place = _over_adverbs(row, number - 1, -1)
    return place if row[place] in _set("be") else None


def _modal_verb(row: _Row, first: int, last: int) -> bool:
    """Find may and might as verbs: not the month, not strength, not “might as well”."""
    word, after = row[first], row[last + 1]
    if word == "may" and not row.written(first).islower():
        loud = row.written(first).isupper() and (row.written(first - 1) if first else "").isupper()
        if not loud or row[first - 1] in {"in", "of", "since", "until", "by", "on"}:
            return False
    if after in ("or", "and"):
        return row[last + 2] in {"may", "might", "could", "will", "should", "must"}
    if after == ",":
        return row[last + 2] in {"in", "however", "therefore", "of", "for", "at", "thus", "indeed", "perhaps", "or"}
    if after == "as" and row[last + 2] == "well":
        return False
    if word == "might" and (
        after == "of" or (row[first - 1] in _set("determiners") and row[first - 1] not in _set("people"))
    ):
        return row[first - 1] in {"this", "that", "these", "those", "some", "many", "most", "all", "each", "other"}
    return row.is_word(last + 1) and after not in {"of", "in", "was", "is", "were", "against", "to"}


def _possibility(row: _Row, first: int, last: int) -> bool:
    """Find could for what may be so: not for what somebody or something was able to do."""
    before, place = row[first - 1], _over_adverbs(row, last + 1, 1)
    after = row[place]
    if not row.is_word(place) or row[last + 1] in _set("ability_verbs") or after in _set("ability_verbs"):
        return False
    if row.opens(first) and before not in _set("pronouns") and after in {"you", "i", "we", "someone", "somebody"}:
        return False
    if before in ("i", "we") and after not in ("be", "have"):
        return False
    if after == "be" and row[_over_adverbs(row, place + 1, 1)] in _set("result_participles"):
        return False
    earlier = [row[first - back] for back in (2, 3, 4)]
    if any(row[first - back] in _set("nobody") for back in (1, 2, 3)) or "where" in earlier[:2]:
        return False
    if earlier[0] in {"if", "wish", "wished", "as", "all", "everything", "whatever", "anything", "so", "only"}:
        return False
    return "so" not in earlier or "that" not in earlier


def _not_come_into_view(row: _Row, first: int, last: int) -> bool:
    after = row[last + 1]
    if after == "as":
        return row[last + 2] in ("if", "though")
    if row[first - 1] in {"to", "and", "or"} and after != "to":
        return False
    return row.is_word(last + 1) and after not in _set("appear_stops")


def _no_comparison(row: _Row, first: int, last: int) -> bool:
    if row[first - 1] not in ("more", "less") or row[first] not in ("likely", "unlikely"):
        return True
    return row[first - 2] not in {"times", "%", "percent", "cent", "as"} and not any(
        row[last + ahead] == "than" for ahead in range(1, 2 * _NEAR)
    )


def _may_be_so(row: _Row, first: int, last: int) -> bool:
    """Find possible for what may be so: not “as soon as possible”, “make it possible”, “the best possible”."""
    before, after = row[first - 1], row[last + 1]
    if before in _set("before_what_can_be_done"):
        return False
    if before.endswith("est") or after == "to":
        return False
    if before == "it" and row[first - 2] in {"make", "makes", "made", "making", "find", "found"}:
        return False
    if _be_before(row, first) is None:
        return row.is_word(last + 1)
    return not any(row[first - back] in {"not", "would", "isn't", "wasn't", "longer", "made"} for back in (1, 2, 3, 4))


def _before_noun(row: _Row, first: int, last: int) -> bool:
    """Find an adjective before its noun: not a noun or a verb of the same form."""
    before, after = row[first - 1], row[last + 1]
    if not row.is_word(last + 1) or after in _set("function") or after in _set("modals"):
        return row[first].startswith("un") and _be_before(row, first) is not None
    pronoun = before in _set("pronouns") and before not in _set("determiners")
    return not pronoun and before not in _set("have")


def _no_measure(row: _Row, first: int, last: int) -> bool:
    noun_before = row[first - 1] in _FIXED_WITH_NOUN
    return not noun_before and row[last + 1] not in _set("measures") and not row[last + 1].startswith("differen")


def _said_by_nobody(row: _Row, first: int, last: int) -> bool:
    """Find passives such as “it is said that” that leave the speaker out."""
    after, place = row[last + 1], _be_before(row, first)
    if after == "by" and place is not None and row[last + 2] in _set("vague_agents"):
        return True
    if after == "to":
        follows = row[last + 2]
        if row[last] == "reported" or place is None:
            return follows in ("be", "have")
        return row.is_word(last + 2) and follows not in _set("determiners") and follows not in _set("pronouns")
    return place is not None and _it_before(row, place)


def _it_before(row: _Row, place: int) -> bool:
    back = place
    if row[place] in ("been", "being") or row[place - 1] in _set("have"):
        back = _over_adverbs(row, place - 1, -1)
        back = back if row[back] in _set("have") else place
    return row[place] == "it's" or row[back - 1] == "it" or row[_over_adverbs(row, back - 1, -1)] == "it"


def _believed_by_nobody(row: _Row, first: int, last: int) -> bool:
    after, place = row[last + 1], _be_before(row, first)
    if row[last] == "supposed":
        if place is not None and _it_before(row, place) and after == "that":
            return True
        goes_on = row[last + 2] in ("be", "have") and not row[last + 3].endswith("ed")
        return after == "to" and goes_on and row[first - 1] in ("is", "are")
    if after == "to":
        if row[last] in ("suggested", "proposed") and place is None:
            return False
        return place is not None or row[last + 2] in ("be", "have")
    if after == "of" and row[last] == "suspected":
        return place is not None
    if place is None:
        return False
    if _it_before(row, place):
        return after == "that" or row[last] not in {"suggested", "proposed", "suspected"} or row[place] == "been"
    return (after == "by" and row[last + 2] in _set("vague_agents")) or after == "that"


def _that_nobody_says(row: _Row, first: int, last: int) -> bool:
    """Find “it is feared that”; not “the wolf was feared”, “it is held in May”."""
    place = _be_before(row, first)
    if place is None and row[first - 1] == "long":
        place = _be_before(row, first - 1)  # it has long been held that
    return row[last + 1] == "that" and place is not None and _it_before(row, place)


def _not_taken_on(row: _Row, first: int, last: int) -> bool:
    """Find what is assumed to be so; not “the assumption of power”."""
    return row[last + 1] != "of"


def _judged_by_nobody(row: _Row, first: int, last: int) -> bool:
    """Find judgements in the passive without a judge: “is considered the best”, “was widely seen as”."""
    place, word = _be_before(row, first), row[first]
    if place is None:
        return word == "considered" and row[last + 1] == "to" and row[last + 2] in ("be", "have")
    widely = any(
        row[number] in {"widely", "generally", "commonly", "often", "universally", "sometimes", "usually", "popularly"}
        for number in range(place + 1, first)
    )
    after = row[last + 1]
    if after == "by":
        return row[last + 2] in _set("vague_agents")
    if word in ("considered", "deemed"):
        significant = "significant" in (after, row[last + 2])
        return widely or (
            not significant
            and row.is_word(last + 1)
            and (after not in _set("function") or after in {"a", "an", "the", "to", "as"})
        )
    if word in {"described", "called", "criticised", "criticized", "likened", "praised", "accused"}:
        return row[place] == "been" and after in {"as", "a", "an", "the", "one", "for", "of", "to"}
    if word in {"seen", "viewed", "regarded", "perceived", "thought", "recognized", "recognised", "acknowledged"}:
        return widely or (after == "as" and word != "seen")
    return widely or (word in ("acclaimed", "hailed") and after == "as")


def _first_person(row: _Row, first: int, last: int) -> bool:
    after = row[last + 1]
    if after in {"of", "about", "twice", "back", "in", "ahead", "again", "over", "through"}:
        return False
    for number in range(first - 1, first - 4, -1):
        if row[number] in {"i", "we", "i'd", "i'm", "we'd", "i'll"}:
            return not (row[first].endswith("ing") and row[number] != "i'm" and row[number + 1] not in ("am", "was"))
        if not _stands_like_adverb(row[number]) and row[number] not in _BETWEEN_I_AND_VERB:
            return False
    return False


def _clause_follows(row: _Row, first: int, last: int) -> bool:
    return row[last + 1] in _set("clause_openers")


def _open_question(row: _Row, first: int, last: int) -> bool:
    before = row[first - 1]
    if row[last + 1] == "or" and before in _set("inquiries"):
        return True
    if row[last + 1] in {"by", "in", "on", "at", "from", "with", "for"}:
        return False  # whether by bus or by train
    if row[last + 1] in ("or", ",") or row[last + 2] == "be" or before in _set("no_open_question"):
        return False
    return not (before in ("of", "on") and row[first - 2] in {"regardless", "irrespective", "depends", "depending"})


def _evidence(row: _Row, first: int, last: int) -> bool:
    """Find results that suggest a thing; a person who suggests something only says it."""
    before = _over_adverbs(row, first - 1, -1)
    who = row[before]
    if row[first].endswith(("ing", "ive")):
        return row[last + 1] not in {"a", "i", "we", "you"} or who == ","
    if who in {"i", "you", "i'd", "i'll", "you'd", "to"} or who in _set("people_one"):
        return False
    if who in {"would", "can", "will"} and row[before - 1] in ("i", "you"):
        return False
    if row[last + 1] in {"i", "you", "we", "what", "how", "where", "ways"} or row[last + 1].endswith("ing"):
        return False
    if row[first] == "suggested" and (who in _set("determiners") or not row.is_word(last + 1)):
        return False
    named = before > 0 and who.isalpha() and row.written(before).istitle() and row[before - 1] not in ("and", "of")
    return not (named and row.is_word(before - 1) and row[first] in {"suggested", "suggests", "indicated"})


def _before_model(row: _Row, first: int, last: int) -> bool:
    return any(row[last + ahead] in _set("model_nouns") for ahead in (1, 2))


def _people_place(row: _Row, last: int) -> int | None:
    """Return where the people stand that “some” or “many” counts, at most four words on."""
    for number in range(last + 1, last + 5):
        word = row[number]
        if word in _set("people"):
            return number
        if not row.is_word(number) or (word in _set("function") and word not in {"of", "the", "other", "its", "their"}):
            return None
    return None


def _number_of_people(row: _Row, first: int, last: int) -> bool:
    before = row[first - 1]
    if before in {"the", "how", "so", "too", "as"} or (row[first] == "most" and before.endswith(("'s", "s'"))):
        return False
    return _people_place(row, last) is not None


def _people_next(row: _Row, first: int, last: int) -> bool:
    """Find “a number of scholars”; “a number of foreign newspapers” is told more closely."""
    return row[last + 1] in _set("people")


def _opinion_at(row: _Row, number: int) -> bool:
    place = _over_adverbs(row, number, 1)
    if row[place] in _set("have"):
        place = _over_adverbs(row, place + 1, 1)
    return row[place] in _set("opinion_verbs")


def _people_with_view(row: _Row, first: int, last: int) -> bool:
    place = _people_place(row, last)
    return place is not None and _opinion_at(row, place + 1)


def _with_view(row: _Row, first: int, last: int) -> bool:
    return row[first - 1] not in {"the", "how", "so", "too", "as", "a"} and _opinion_at(row, last + 1)


def _nobody_named_before(row: _Row, first: int, last: int) -> bool:
    if row[first - 1] in {"recent", "other", "modern", "early", "later", "contemporary", "local"}:
        first -= 1
    return row.opens(first) or row[first - 1] in {",", ";", ":", "that", "and", "but", "while", "although", "though"}


def _after_be(row: _Row, first: int, last: int) -> bool:
    """Find “is often …”, “are usually …”, but not “I am usually …”, and not when a belief follows."""
    if not row.is_word(last + 1):
        return False
    if row[first - 1] == ",":
        return row[last + 1].endswith("ed") or row[last + 1] in {"called", "known", "seen", "found"}
    place = _be_before(row, first)
    if place is None:
        place = last + 1 if row[last + 1] == "been" and row[first - 1] in _set("have") else -1
    if row[place] not in {"is", "are", "was", "were", "been", "be"} or row[place - 1] in {"i", "we", "you"}:
        return False
    if row[first] in ("largely", "mostly") and row[last + 1] == "in":
        return False
    return row[_over_adverbs(row, last + 1, 1)] not in _set("belief_participles")


def _not_manner(row: _Row, first: int, last: int) -> bool:
    manner = _set("manner_frames")
    before = row[first - 1]
    if before in manner or before in {"more", "so", "very", "as", "too"} or row[last + 1] in manner:
        return False
    return row.is_word(last + 1) or row[last + 1] == ","


def _not_a_name(row: _Row, first: int, last: int) -> bool:
    """Find “in fact” and “of course”: not “in reality TV”, “as a matter of course”, “of course work”."""
    if row[last] == "reality" and (row[last + 1] in _set("real_things") or row[last + 1] == "-"):
        return False
    return not (row[last] == "course" and row[first - 1] in {"matter", "change", "changes", "end", "lack"})


def _it_is_so(row: _Row, first: int, last: int) -> bool:
    """Find “it is clear that”, “becomes obvious that”; not “not clear”, “a clear sky”."""
    if last == first:
        return row[first - 1] == "a" and row[first] in ("clear", "obvious") and row[last + 1] in {"case", "sign", "lie"}
    for number in range(first - 1, first - 5, -1):
        word = row[number]
        if word in {"not", "isn't", "never", "yet", "less"}:
            return False
        if word in {"it", "it's", "becomes", "became"} or word in _set("be"):
            return row[first] != "sure" and not (word in ("is", "was") and row[number + 1] == "not")
        if not _stands_like_adverb(word):
            return False
    return False


def _a_proof(row: _Row, first: int, last: int) -> bool:
    """Find prove as “show to be true”; not “proved difficult”, “cannot prove”, “proof of address”."""
    if any(row[first - back] in _set("test_subjects") or row[first - back] == "no" for back in (1, 2)):
        return False
    if last > first:
        return row[last + 1] not in {"address", "identity", "concept", "purchase", "age", "payment", "residence"}
    return row[last + 1] in _set("what_is_proved")


def _finite(row: _Row, first: int, last: int) -> bool:
    """Find a verb with what it shows; not “the show”, “to show”, “may reveal”, “was confirmed”."""
    before = row[_over_adverbs(row, first - 1, -1)]
    determined = before in _set("determiners") and before not in {"this", "that", "these"}
    if determined or before in _set("modals") or before in _set("be"):
        return False
    if before in {"to", "of", "for", "tv", "talk", "quiz", "in", "not", ""} or before.endswith("'s"):
        return False
    if row[first] == "show" and not (before.endswith("s") or before in _set("plural_subjects")):
        return False
    return row.is_word(last + 1) and row[last + 1] not in {"of", "in", "on", "at", "by", "to", "for", "and", "or"}


def _not_fixed(row: _Row, first: int, last: int) -> bool:
    """Find evidence and facts that are named; not “no evidence”, “the fact that”, “in fact”, “evidence suggests”."""
    before = row[first - 1]
    if before in {"no", "little", "not", "in", "any", "without", "of", "insufficient", "false", "alternative"}:
        return False
    if row[first] in ("fact", "truth"):
        if before == "the":
            return row[last + 1] in (",", "is")
        return before in {"proven", "established", "simple", "plain"}
    return row[last + 1] not in {"-", "bag", "suggests", "suggest", "suggesting", "room", "locker"}


def _not_softened(row: _Row, first: int, last: int) -> bool:
    """Find words that allow no exception; not “almost all”, “not always”, “at all”, “after all”, “all right”."""
    before = row[first - 1]
    if before in {"almost", "nearly", "not", "virtually", "practically", "at", "after", "above", "isn't", "hardly"}:
        return False
    return row[last + 1] not in {"-", "right", "over"} and (before, row[first - 2]) != ("of", "first")


def _no_share(row: _Row, first: int, last: int) -> bool:
    """Find the highest degree of a claim; not how far a thing is filled or finished: “made entirely of”."""
    after = row[last + 1]
    if after in _set("counted_wholes") or after in _set("filled_or_finished") or after == "-":
        return False
    return after not in {"by", "of", "from", "in", "on", "with", "within", "out", "for"}


def _said_aside(row: _Row, first: int, last: int) -> bool:
    """Find a call to trust that stands beside the clause: “To be honest, …”, “…, frankly.”; “Let us be clear about”."""
    before, after = row[first - 1], row[last + 1]
    if row[first].startswith("let"):
        return row.opens(first)
    aside = not row.is_word(last + 1) or after in _set("subject_pronouns")
    return aside and (row.opens(first) or not row.is_word(first - 1) or before in ("and", "but"))


def _question_follows(row: _Row, first: int, last: int) -> bool:
    return row[last + 1] in _set("how_words")


def _a_conclusion(row: _Row, first: int, last: int) -> bool:
    """Find must for what one concludes: “must have seen”; not for what one has to do."""
    after = row[last + 1]
    if row[last] == "be":
        return after in {"true", "false", "wrong", "right", "because", "why", "mistaken", "lying"}
    return after.endswith("ed") or after in {"been", "known", "seen", "done", "had", "made", "come", "gone", "thought"}


_CONDITIONS: dict[str, Condition] = {
    "modal verb": _modal_verb,
    "possibility, not ability": _possibility,
    "not come into view": _not_come_into_view,
    "no comparison of numbers": _no_comparison,
    "may be so, not can be done": _may_be_so,
    "before a noun": _before_noun,
    "no measure": _no_measure,
    "said by nobody in particular": _said_by_nobody,
    "believed by nobody in particular": _believed_by_nobody,
    "that, and nobody in particular": _that_nobody_says,
    "not taken on": _not_taken_on,
    "judged by nobody in particular": _judged_by_nobody,
    "said in the first person": _first_person,
    "a clause follows": _clause_follows,
    "an open question": _open_question,
    "evidence, not a person": _evidence,
    "before a model": _before_model,
    "a number of people": _number_of_people,
    "people stand next": _people_next,
    "who hold a view": _people_with_view,
    "hold a view": _with_view,
    "nobody named before": _nobody_named_before,
    "after a form of be": _after_be,
    "not a manner": _not_manner,
    "not a thing of that name": _not_a_name,
    "it is so, they say": _it_is_so,
    "a proof, not a test": _a_proof,
    "a finite verb": _finite,
    "not a fixed phrase": _not_fixed,
    "a conclusion": _a_conclusion,
    "no softener before": _not_softened,
    "no share of a whole": _no_share,
    "said aside": _said_aside,
    "a question follows": _question_follows,
}


# ---- which words are marked -------------------------------------------------------------------------------------


def _cue_as_found(row: _Row, first: int, last: int) -> tuple[int, int]:
    return first, last


def _cue_first_word(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Mark the verb alone: “suspect” of “suspect that”, “proposed” of “is proposed”."""
    place = last if row[last].startswith("propos") else first
    return place, place


def _cue_with_adverb(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Add the adverb that says how many think so: “widely believed”."""
    many = row[first - 1] in {"widely", "generally", "commonly", "popularly", "universally", "often"}
    return (first - 1 if many else first), last


def _cue_with_be(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Add the auxiliaries: “is said”, “has been claimed”."""
    place = _be_before(row, first)
    if place is None:
        return first, last
    have = row[place] == "been" and row[place - 1] in _set("have")
    return (place - 1 if have else place), last


def _cue_to_people(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Add the people that are counted: “some critics”."""
    return first, _people_place(row, last) or last


_CUES = {
    "": _cue_as_found,
    "first word": _cue_first_word,
    "with adverb": _cue_with_adverb,
    "with be": _cue_with_be,
    "to the people": _cue_to_people,
}


# ---- which words are softened -----------------------------------------------------------------------------------


def _clause_bounds(row: _Row) -> tuple[list[int], list[int]]:
    """Return, for each word, where its clause begins and where it ends, in two passes over the sentence."""
    count = len(row.words)
    inside, breaks = _brackets(row), list(_clause_breaks(row))
    begins, ends = [0] * count, [count] * count
    begin, end = 0, count
    for number in range(count):
        if breaks[number]:
            begin = number + 1
        begins[number] = begin
    for number in range(count - 1, -1, -1):
        ends[number] = min(end, inside[number])
        if breaks[number]:
            end = number
    return begins, ends


def _clause_breaks(row: _Row) -> Iterator[bool]:
    """Tell for each word whether a clause ends before it; a comma also ends “, who …” and “, which …”."""
    relative = False
    may_break = _may_break()
    for number, word in enumerate(row.words):
        if word == ",":
            yield relative or _breaks(row, number)
            relative = row[number + 1] in {"who", "which", "whose", "whom"}
        else:
            yield word in may_break and _breaks(row, number)


def _brackets(row: _Row) -> list[int]:
    """Return, for each word, where the bracket or the quotation around it closes, or the length of the sentence."""
    if _CLOSING.isdisjoint(row.words):
        return [len(row.words)] * len(row.words)
    closes = _pairs(row.words)
    around, ends = [closes.get(-1, len(row.words))], []
    for number in range(len(row.words)):
        while len(around) > 1 and around[-1] <= number:
            around.pop()
        ends.append(around[-1] if around[-1] > number else len(row.words))
        if number in closes:
            around.append(closes[number])
    return ends


def _pairs(words: list[str]) -> dict[int, int]:
    """Return the closing marks by the number of the opening one; -1 opens in a sentence before."""
    closes: dict[int, int] = {}
    still_open: list[tuple[str, int]] = []
    waiting = dict.fromkeys((*_OPENED_BY.values(), '"'), 0)
    for number, word in enumerate(words):
        opened_by = '"' if word == '"' and waiting['"'] else _OPENED_BY.get(word)
        if opened_by and waiting[opened_by]:
            mark = ""
            while mark != opened_by:
                mark, start = still_open.pop()
                waiting[mark] -= 1
            closes[start] = number
        elif opened_by in ("“", "«"):
            closes.setdefault(-1, number)
        elif word in waiting:
            still_open.append((word, number))
            waiting[word] += 1
    return closes


def _breaks(row: _Row, number: int) -> bool:
    """Tell whether a clause ends before this word, one of those before which it may."""
    word, after = row.words[number], row[number + 1]
    if word in _BREAKS or word in _set("breaks"):
        return True
    if word == ".":
        return not row.is_word(number + 1)
    if word == ",":
        return _comma_breaks(row, number)
    if word in ("and", "or"):
        return after in _set("finite") or after in _set("subject_pronouns")
    return word in _set("hedged_participle") and after.endswith(("ing", "ed")) and _ends_noun(row[number - 1])


@cache
def _may_break() -> frozenset[str]:
    """Return the words before which a clause may end."""
    return _BREAKS.union(_set("breaks"), _set("hedged_participle"), (".", ",", "and", "or"))


def _ends_noun(word: str) -> bool:
    """Tell whether a word may end a noun phrase, so that a participle after it belongs to the noun."""
    return bool(word) and word not in _set("function") and word != "," and not _stands_like_adverb(word)


def _comma_breaks(row: _Row, number: int) -> bool:
    after = row[number + 1]
    if after in _set("breaks_after_comma") or after in _set("finite") or after.endswith("ing"):
        return True
    if after in {"and", "or", "nor"} and row[number + 2] in _set("pronouns"):
        return True
    if row[number + 2] == "of" and row[number + 3] in ("which", "whom"):
        return True
    return any(row[number + ahead] in _set("speech_verbs") for ahead in range(1, _NEAR + 1))


def _trimmed(row: _Row, first: int, stop: int) -> tuple[int, int]:
    """Leave out punctuation at both ends, but no quotation mark whose partner stands within."""
    first, stop = max(first, 0), min(stop, len(row.words))
    while first < stop and row[first] in _TRIM_FIRST:
        first += 1
    while first < stop and row[stop - 1] in _TRIM_LAST:
        stop -= 1
    return first, stop


_TRIM_FIRST = frozenset(".,;:!?…)]”»—–-'’")
_TRIM_LAST = frozenset(".,;:!?…([“«—–-‘")


def _scope_none(row: _Row, first: int, last: int) -> tuple[int, int]:
    return last, last


def _scope_before(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Return what stands before it in its clause: “A leak | cannot be ruled out”."""
    return _clause_before(row, first) if row.clause(first)[0] < first else _scope_after(row, first, last)


def _scope_view(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Return what nameless people hold: “some critics say | it is loud”, or “it is loud |, critics say”."""
    verb = _over_adverbs(row, last + 1, 1)
    if row[verb] in _set("have"):
        verb = _over_adverbs(row, verb + 1, 1)
    if row[verb] not in _set("opinion_verbs"):
        return _scope_after(row, first, last)
    if not any(row.is_word(number) for number in (verb + 1, verb + 2)):
        before = first - 1 if row[first - 1] == "," else first
        return row.clause(before - 1)[0] if before > 0 else first, before
    return _scope_after(row, first, verb)


def _scope_after(row: _Row, first: int, last: int, links: frozenset[str] = _LINKS) -> tuple[int, int]:
    """Return what stands after it, to the end of the clause: “may | be too weak”."""
    begin, stop = last + 1, row.clause(last)[1]
    if row[begin] == "as" and row[begin + 1] in ("if", "though"):
        begin += 2
    while begin <= last + 2 and row[begin] in links:
        begin += 1
    if stop <= begin < len(row.words) and (begin > last + 1 or row[begin] in _set("how_words")):
        stop = row.clause(begin)[1]
    if any(row.is_word(number) or row[number].isdigit() for number in range(begin, min(stop, begin + 3))):
        return begin, stop
    return _clause_before(row, first)


def _clause_before(row: _Row, first: int) -> tuple[int, int]:
    """Return what stands before it in its clause; if that is “I”, the clause before: “She was tired |, I guess”."""
    begin = row.clause(first)[0]
    if begin >= 2 and all(row[number] in _set("pronouns") for number in range(begin, min(first, begin + 4))):
        return row.clause(begin - 2)[0], begin - 1
    loose = row[first - 1] in {"of", "with", "to", "by", "for", "in", "on", "at", "and", "or", "among"}
    return begin, first - 1 if loose else first


def _scope_complement(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Return what a noun is about: “the possibility that | …”, “the possibility of | …”."""
    if row[last + 1] == "of":
        return last + 2, row.clause(last)[1]
    return _scope_after(row, first, last)


def _scope_noun(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Return the rest of the noun phrase: “suspected | war crimes | in the north”."""
    function = _set("function")
    begin = stop = last + 2 if row[last + 1] in ("“", '"') else last + 1
    while stop <= last + _NEAR and (row.is_word(stop) or row[stop][:1].isdigit()):
        if row[stop] in function or row[stop] in _set("speech_verbs"):
            break
        if stop > begin and row[stop].endswith("ed") and row[stop - 1] not in function:
            break
        stop += 1
    return (begin, stop) if stop > begin else _scope_before(row, first, last)


def _scope_adverb(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Return the predicate that follows, or the noun phrase that it stands in, or the clause before it."""
    if row[first - 1] in {"a", "an", "the", "his", "her", "their", "its"} and row.is_word(last + 1):
        return _scope_noun(row, first, last)
    return _scope_after(row, first, last, frozenset(","))


def _scope_adjective(row: _Row, first: int, last: int) -> tuple[int, int]:
    """Return what is likely or unclear: “likely to | …”, “a likely | cause”, “a link | is possible”."""
    after = row[last + 1]
    if after in {"that", "to", "whether", "if"} or after in _set("how_words"):
        return _scope_after(row, first, last)
    if _be_before(row, first) is None and _ends_noun(after) and row.is_word(last + 1):
        if row[first - 1] in ("most", "very") and row[first - 2] not in _set("determiners"):
            return _scope_after(row, first, last)
        return _scope_noun(row, first, last)
    if after in _set("clause_openers") and (row[first - 1] in _set("be") or _stands_like_adverb(row[first - 1])):
        return _scope_after(row, first, last)
    begin = row.clause(first)[0]
    place = _be_before(row, first)
    return (begin, first if place is None else place) if first > begin else _scope_after(row, first, last)


_SCOPES: dict[str, Callable[[_Row, int, int], tuple[int, int]]] = {
    "": _scope_none,
    "before": _scope_before,
    "after": _scope_after,
    "view": _scope_view,
    "complement": _scope_complement,
    "noun": _scope_noun,
    "adverb": _scope_adverb,
    "adjective": _scope_adjective,
}
