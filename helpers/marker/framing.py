"""How a story is framed by its words: scare quotes, names for the same actor, words that only one side may like.

All that is found here is a candidate to discuss. The lists are in ``data/marker/lexicons/loaded_words.json`` and
``actors.json``; the rules and what they say to a learner in ``data/marker/rules/framing.json``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from helpers.marker.data import load
from helpers.marker.grammar import may_be_noun, reporting_forms
from helpers.marker.lexicon import Phrases, rules
from helpers.marker.marks import Mark
from helpers.marker.quotations import Quotation
from helpers.marker.words import RawParagraph, RawSentence

_LONGEST_SCARE_QUOTE = 4
_LONGEST_SCARE_QUOTE_LETTERS = 80
_ENDS = frozenset(".!?…;:")
_BETWEEN = frozenset(", : that it him her us me them you reporters journalists".split())
"""What may stand between a verb of saying and the quotation."""

_LITTLE = frozenset("a an the of in on at to for and or but nor with by from as".split())
_ARTICLES = frozenset("a an the this that these those his her its their our my your".split())
_COPULAS = frozenset(
    "is are was were be been being isn't become becomes became remain remains remained as it him her them".split()
)
_LITTLE_OR_COPULA = _LITTLE | _COPULAS
_AFTER_NAMING = _LITTLE.union((":", ",", "it", "him", "her", "them"))
_STOPS = _ENDS | {","}
_PRONOUNS = frozenset("i you he she we they i'm we're you're they're he's she's it's we'll i'll".split())


# Scare quotes


def find_scare_quotes(
    paragraph: RawParagraph,
    quotations: Sequence[Quotation],
    spoken: Sequence[tuple[int, int]],
    reported: Sequence[tuple[int, int]] = (),
) -> list[Mark]:
    """Find quotation marks that keep a distance from a word and quote no speech; they count as part of the mark.

    What stands in `spoken`, the long quotations of somebody, or in `reported`, all that somebody is said to have said,
    is doubted more.
    """
    marks = []
    view = _View(paragraph)
    said = _Said(_merged(spoken), _merged(reported))
    for quotation in quotations:
        if not quotation.closed or quotation.inner_end - quotation.inner_start > _LONGEST_SCARE_QUOTE_LETTERS:
            continue
        rule = _scare_quote_rule(view, quotation, said)
        if rule:
            marks.append(Mark("scare quote", quotation.start, quotation.end, rule, rules()[rule].confidence))
    return marks


@dataclass(frozen=True, slots=True)
class _Said:
    """Ranges of characters, each list in order and without overlaps."""

    spoken: Sequence[tuple[int, int]]
    reported: Sequence[tuple[int, int]]


class _View:
    """The tokens of a paragraph, found by where they stand."""

    def __init__(self, paragraph: RawParagraph) -> None:
        self.paragraph = paragraph
        self.words = paragraph.words
        self.starts = paragraph.starts
        self._sentence_starts: list[int] | None = None
        self._reporting: dict[int, list[int]] = {}
        self._saying: dict[int, int] = {}

    def inside(self, start: int, end: int) -> range:
        """Return the numbers of the tokens that begin in a range."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def word(self, number: int) -> str:
        """Return a word in lower case, or the empty string."""
        return self.words[number] if 0 <= number < len(self.words) else ""

    def shape(self, number: int) -> str:
        """Return a token as it is written, or the empty string."""
        return self.paragraph.written[number] if 0 <= number < len(self.words) else ""

    def sentence(self, position: int) -> RawSentence:
        """Return the sentence around a position."""
        sentences = self.paragraph.sentences
        if self._sentence_starts is None:
            self._sentence_starts = [sentence.start for sentence in sentences]
        return sentences[max(0, bisect_right(self._sentence_starts, position) - 1)]

    def reports(self, sentence: RawSentence, quotation: Quotation) -> bool:
        """Tell whether the sentence has a verb of saying, thinking or judging outside the quotation."""
        if sentence.start not in self._reporting:
            numbers, verbs, words = self.inside(sentence.start, sentence.end), _reporting_words(), self.words
            self._reporting[sentence.start] = [
                self.starts[number] for number in numbers if words[number] in verbs and self._reports_at(number)
            ]
        return any(not quotation.start <= start < quotation.end for start in self._reporting[sentence.start])

    def _reports_at(self, number: int) -> bool:
        """Tell whether a verb of saying, thinking or judging stands here, with all its particles: *took issue with*."""
        particles = _reporting_words()[self.words[number]]
        return any(tuple(self.words[number + 1 : number + 1 + len(after)]) == after for after in particles)

    def says_before(self, sentence: RawSentence, position: int) -> bool:
        """Tell whether a verb of saying, or *according to*, stands in the sentence before a position."""
        if sentence.start not in self._saying:
            numbers = self.inside(sentence.start, sentence.end)
            says = (self.starts[n] for n in numbers if self.words[n] in _saying_words())
            self._saying[sentence.start] = next(says, sentence.end)
        return self._saying[sentence.start] < position


def _scare_quote_rule(view: _View, quotation: Quotation, said: _Said) -> str:
    """Return the id of the rule that takes a quotation for a scare quote, or the empty string."""
    numbers = list(view.inside(quotation.inner_start, quotation.inner_end))
    if not _could_be_scare_quote(view, numbers) or _is_named_or_meant(view, quotation, numbers):
        return ""
    if quotation.level:
        return "" if _is_said(view, quotation) else "scare-quote-inside-speech"
    if _is_said(view, quotation) or _stands_alone(view, quotation, numbers):
        return ""
    sentence = view.sentence(quotation.start)
    before, _ = _around(view, quotation, numbers)
    if view.word(before) == "so-called":
        return "scare-quote-noun"
    if _is_headline(view.paragraph, sentence):
        return "scare-quote-or-headline-quote"
    if _touches(quotation, said.spoken):
        return "scare-quote-or-partial-quote"
    if not view.reports(sentence, quotation):
        return "scare-quote-short"
    told = _touches(quotation, said.reported) or view.says_before(sentence, quotation.start)
    return "scare-quote-noun" if not told and _names_a_thing(view, before) else "scare-quote-or-partial-quote"


def _names_a_thing(view: _View, before: int) -> bool:
    """Tell whether the noun phrase of a sentence goes on in the quotation: *a “hospital” for dolls*, *a bad “trip”*.

    What stands after *is* or *as* judges a thing, and is more often somebody's words: *the plan is a “trick”*.
    """
    if view.word(before) not in _ARTICLES:
        before -= 1  # a bad “trip”
        if not view.word(before + 1).isalpha() or view.word(before + 1) in _LITTLE_OR_COPULA:
            return False
    return view.word(before) in _ARTICLES and view.word(before - 1) not in _COPULAS


def _could_be_scare_quote(view: _View, numbers: Sequence[int]) -> bool:
    """Tell whether quoted words are few, no sentence and no title."""
    inner = [number for number in numbers if view.word(number)[0].isalnum()]
    if not 1 <= len(inner) <= _LONGEST_SCARE_QUOTE:
        return False
    if any(view.word(number) in _ENDS for number in range(numbers[0], inner[-1])):
        return False
    if view.word(numbers[-1]) in "!?…" or any(view.word(number) in _PRONOUNS for number in inner):
        return False
    if len(inner) == 1 and view.word(inner[0]) in _helpers("interjections"):
        return False
    shapes = [view.shape(number) for number in inner if view.word(number) not in _LITTLE]
    if not shapes or not any(letter.islower() for shape in shapes for letter in shape):
        return False
    return not all(shape[0].isupper() or shape[0].isdigit() for shape in shapes)


def _is_named_or_meant(view: _View, quotation: Quotation, numbers: Sequence[int]) -> bool:
    """Tell whether the words are a name, a nickname, a gloss or a word that is spoken of: the word “so”."""
    before, after = _around(view, quotation, numbers)
    near = [view.word(before - step) for step in range(3)]
    if near[0] in _helpers("naming") or view.word(after) == "(":
        return True
    if any(view.word(number) in _helpers("meaning") for number in range(after, after + 5)):
        return True
    if near[0] in _AFTER_NAMING and near[1] in _helpers("naming-verbs"):
        return True
    if near[0] == "(" or (near[1] == "(" and near[0] in _LITTLE):
        return True
    nickname = view.shape(before)[:1].isupper() and view.shape(after)[:1].isupper()
    return nickname and before >= 0 and not _is_first(view, before)


def _is_first(view: _View, number: int) -> bool:
    """Tell whether a token opens its sentence and would have a capital letter anyway."""
    return view.sentence(view.starts[number]).start == view.starts[number] and view.word(number) in _LITTLE


def _around(view: _View, quotation: Quotation, numbers: Sequence[int]) -> tuple[int, int]:
    """Return the numbers of the tokens before and after a quotation, its marks left out."""
    before, after = numbers[0] - 1, numbers[-1] + 1
    while before >= 0 and view.starts[before] >= quotation.start:
        before -= 1
    while after < len(view.starts) and view.starts[after] < quotation.end:
        after += 1
    return before, after


def _is_said(view: _View, quotation: Quotation) -> bool:
    """Tell whether somebody says the words: said “no”, “never,” said Ann, “never,” she told them."""
    numbers = list(view.inside(quotation.inner_start, quotation.inner_end))
    before, after = _around(view, quotation, numbers)
    verbs = _speech_verbs()
    for number in (before, before - 1):
        if view.word(number) in verbs and (number == before or view.word(before) in _BETWEEN):
            return True
    inner_end = view.word(numbers[-1])
    if inner_end != "," and view.word(after) != ",":
        return False
    first = after + (view.word(after) == ",")
    return any(view.word(number) in verbs for number in range(first, first + 4) if _no_stop(view, first, number))


def _no_stop(view: _View, first: int, number: int) -> bool:
    return all(view.word(other)[:1].isalnum() for other in range(first, number))


def _stands_alone(view: _View, quotation: Quotation, numbers: Sequence[int]) -> bool:
    """Tell whether the quotation is a sentence of its own."""
    sentence = view.sentence(quotation.start)
    opens = sentence.start == quotation.start
    return opens and (view.word(numbers[-1]) in _STOPS or quotation.end >= sentence.end)


def _is_headline(paragraph: RawParagraph, sentence: RawSentence) -> bool:
    """Tell whether a sentence looks like a headline: alone in its paragraph, short and without a full stop."""
    text = paragraph.text[paragraph.start : paragraph.end] if paragraph.end - paragraph.start < 200 else ""
    alone = (sentence.start, sentence.end) == (paragraph.start, paragraph.end)
    return bool(text) and alone and not text.rstrip("\"'“”‘’»").endswith((".", "!", "?", "…", ":", ";"))


@cache
def _speech_verbs() -> frozenset[str]:
    """Return the forms of verbs of saying."""
    return frozenset(
        form
        for form, verbs in reporting_forms().items()
        if any(use.kind == "speech" for verb in verbs for use in verb.uses.values())
    )


@cache
def _saying_words() -> frozenset[str]:
    """Return the forms of verbs of saying that take a clause with *that* and are no nouns, with *according*."""
    return {"according"} | {
        form
        for form, verbs in reporting_forms().items()
        if form not in may_be_noun() and any(use.kind == "speech" for v in verbs if (use := v.uses.get("that")))
    }


@cache
def _reporting_words() -> dict[str, frozenset[tuple[str, ...]]]:
    """Return forms of verbs of saying, thinking and judging, each with the particles that make it one.

    Left out are forms that are nouns as well (“claims”), and *put*, which judges only with a figure.
    """
    words: dict[str, frozenset[tuple[str, ...]]] = dict.fromkeys(("according", "grounds"), frozenset(((),)))
    for form, verbs in reporting_forms().items():
        if form in may_be_noun() and not any("past" in verb.forms and "base" not in verb.forms for verb in verbs):
            continue
        judging = (verb for verb in verbs if any(use.kind != "showing" for use in verb.uses.values()))
        particles = frozenset(verb.particle for verb in judging if verb.uses.keys() != {"at"})
        if particles:
            words[form] = particles
    return words


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(quotation: Quotation, said: Sequence[tuple[int, int]]) -> bool:
    number = bisect_right(said, (quotation.start, quotation.end)) - 1
    touching = said[max(0, number) : number + 2]
    return any(start < quotation.end and quotation.start < end for start, end in touching)


# Names

_PLACES = ("state", "capital")
"""Kinds of names that are places, too: whether one acts depends on the words and the capitals around it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name for an actor: as it is written, what kind of name it is, and whether capitals alone tell it (“US”)."""

    actor: str
    written: tuple[str, ...]
    kind: str
    short: bool


def find_actor_names(sentence: RawSentence) -> list[Mark]:
    """Find names for actors that vary with who is speaking, without article; the note is the actor's id."""
    words = sentence.words
    in_lower_case, in_capitals = _actor_words()
    if in_lower_case.isdisjoint(words) and in_capitals.isdisjoint(sentence.written):
        return []
    bare = _bare(words)
    hits: list[tuple[int, int, _Name]] = []
    style = ""
    for first, last, names in _actors().find(bare):
        style = style or (_style(sentence) if any(name.short or name.kind in _PLACES for name in names) else "")
        name = next((name for name in names if _is_written(sentence, first, name, style)), None)
        if name is None or not _is_actor(sentence, bare, first, last, name, style):
            continue
        if hits and _belongs_to(hits[-1], bare, first, name):
            start, _, before = hits[-1]
            hits[-1] = (start, last, before if before.kind == "group" else name)
        else:
            hits.append((first, last, name))
    marks = []
    for first, last, name in hits:
        start, end = sentence.place(first, last)
        if bare[last] != words[last]:
            end -= 2
        marks.append(Mark("name", start, end, "name-variant", rules()["name-variant"].confidence, note=name.actor))
    return marks


def _bare(words: Sequence[str]) -> list[str]:
    """Take the ’s from the words of owners."""
    return [word[:-2] if word.endswith("'s") and len(word) > 2 else word for word in words]


@cache
def _actors() -> Phrases:
    names: dict[str, list[_Name]] = {}
    for group in load("lexicons/actors.json")["groups"]:
        for written in group["words"]:
            stretch = RawSentence(written, 0, len(written))
            short = any(shape[0].isalnum() and not shape.islower() and len(shape) < 3 for shape in stretch.written)
            name = _Name(group["actor"], tuple(stretch.written), group["kind"], short)
            names.setdefault(" ".join(_bare(stretch.words)), []).append(name)
    return Phrases(names.items())


@cache
def _actor_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return words of which one stands in each name, and the same with ’s: in lower case, and words such as “IS”.

    Of those only the capitals tell that they are names, and in lower case they stand everywhere.
    """
    written = {shape for group in load("lexicons/actors.json")["groups"] for shape in group["words"]}
    capitals = {shape for shape in written if len(shape) <= 3 and shape.isupper()}
    others = _actors().signs - {shape.lower() for shape in capitals}
    owners = ("", "'s", "’s")
    return tuple(frozenset(word + owner for word in words for owner in owners) for words in (others, capitals))


def _style(sentence: RawSentence) -> str:
    """Tell how the sentence uses capital letters: ``"capitals"``, ``"title"`` as in some headlines, or ``"plain"``."""
    shapes = [shape for shape in sentence.written if len(shape) > 3]
    large = sum(shape[0].isupper() for shape in shapes)
    if not shapes or large <= 0.7 * len(shapes):
        return "plain"
    if sum(shape.isupper() for shape in shapes) > 0.7 * len(shapes):
        return "capitals"
    return "plain" if sentence.words[-1] in _ENDS else "title"


def _is_written(sentence: RawSentence, first: int, name: _Name, style: str) -> bool:
    """Tell whether capital letters stand where the name needs them: “US” is not “us”, “IS” is not “is”."""
    for number, shape in enumerate(name.written, first):
        token = sentence.written[number]
        if shape.islower() or not shape[0].isalnum():
            continue
        shape = shape.removesuffix("'s")
        if not token.startswith(shape) and not (len(shape) > 3 and token.startswith(shape.upper())):
            return False
    return not name.short or style != "capitals"


def _is_actor(sentence: RawSentence, bare: Sequence[str], first: int, last: int, name: _Name, style: str) -> bool:
    """Tell an actor from a place (“in Moscow”, a dateline) and from a part of another name (“the Moscow Times”)."""
    if name.kind == "the-adjective":
        following = bare[last + 1] if last + 1 < len(bare) else ""
        people = not following[:1].isalnum() or following in _helpers("after-people")
        return people and first > 0 and bare[first - 1] == "the"
    if name.kind not in _PLACES:
        return True
    before = bare[first - 1] if first else ""
    if before == "the" and first > 1:
        before = bare[first - 2]
    if before in _helpers("place-words") or _is_dateline(sentence, bare, first, last):
        return False
    if style != "plain":
        return True
    after = sentence.written[last + 1] if last + 1 < len(bare) else ""
    own = first and sentence.written[first - 1][:1].isupper() and bare[first - 1] not in _LITTLE
    return not own and not after[:1].isupper() and after[:1] != "$" and not after[:1].isdigit()


def _is_dateline(sentence: RawSentence, bare: Sequence[str], first: int, last: int) -> bool:
    """Tell whether a name opens the sentence as a place: “MOSCOW, May 16.”, “WASHINGTON (AP)”."""
    shape = sentence.written[first]
    after = bare[last + 1] if last + 1 < len(bare) else ""
    return first == 0 and len(shape) > 3 and shape.isupper() and after in {",", "(", "-", "–", "—", "/"}


def _belongs_to(hit: tuple[int, int, _Name], bare: Sequence[str], first: int, name: _Name) -> bool:
    """Tell whether two finds are one name: “Hamas fighters”, “terrorist group Hamas”, “fighters of the Taliban”."""
    if {hit[2].kind, name.kind} != {"group", "people"}:
        return False
    between = tuple(bare[hit[1] + 1 : first])
    return not between or (name.kind == "group" and between in (("of",), ("of", "the"), ("from",), ("from", "the")))


# Loaded words


def find_loaded_words(sentence: RawSentence) -> list[Mark]:
    """Find words that only one side may like, that heat up or that cool down: candidates, never a verdict."""
    marks = []
    for first, last, rule in _loaded().find(sentence.words):
        if not _is_in_name(sentence, first, last):
            start, end = sentence.place(first, last)
            marks.append(Mark("loaded-word candidate", start, end, rule, rules()[rule].confidence))
    return marks


@cache
def _loaded() -> Phrases:
    groups = load("lexicons/loaded_words.json")["groups"]
    return Phrases((phrase, group["rule"]) for group in groups for phrase in group["words"])


def _is_in_name(sentence: RawSentence, first: int, last: int) -> bool:
    """Tell whether words are part of a name: “People’s Liberation Army”."""
    shape = sentence.written[first]
    if first == 0 or not shape[0].isupper() or shape.isupper():
        return False
    around = [number for number in (first - 1, last + 1) if 0 <= number < len(sentence.words)]
    return any(sentence.written[number][0].isupper() for number in around)


@cache
def _helpers(name: str) -> frozenset[str]:
    return frozenset(load("lexicons/loaded_words.json")["helpers"][name])
