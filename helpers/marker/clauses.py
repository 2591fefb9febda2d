"""A sentence as a row of units, and the noun phrases in it.

A unit is a word, a punctuation mark, a whole quotation or a whole bracket. So a rule can step over what somebody
said to what stands around it. There is no parser: the limits of a noun phrase are guessed from the word classes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from helpers.marker.grammar import is_adverb, may_be_noun, reporting_forms, word_class
from helpers.marker.quotations import Quotation
from helpers.marker.words import RawParagraph

QUOTE, BRACKET = "“”", "()"
DASHES = frozenset(("—", "–", "-", "--", "―"))
_STOPS = frozenset((";", ":", ",", QUOTE, *DASHES, ".", "!", "?", "…"))
_OPENS_RELATIVE = frozenset("that because who whom whose which what when where why how whether".split())
_CONTRACTED = ("n't", "'re", "'ll", "'ve", "'m", "'d")
_BEFORE_PARTICIPLE = frozenset(("last", "first", "once", "long"))
_OBJECT_PRONOUNS = frozenset("him her them us me it".split())
_LONGEST_PHRASE = 45
_LONGEST_BRACKET = 40
_AFTER_PHRASE = frozenset("in on at after during to while as when by through via before but".split())
_BEGINS_DESCRIPTION = frozenset(
    "a an the one who whose then now formerly himself herself also both all many most some including among like such"
    " especially particularly".split()
)
_TITLE_BEGINNINGS = tuple(
    "ex- co- vice deputy chief senior former head chair founder author editor professor manager owner mother"
    " father".split()
)
# The preposition after these belongs to the title: ambassador to France.
_OFFICES = frozenset("ambassador envoy adviser advisor aide candidate heir minister secretary witness party".split())


class Unit(NamedTuple):
    """A word, a punctuation mark, a whole quotation or a whole bracket."""

    word: str  # in lower case; QUOTE or BRACKET for a whole one
    start: int
    end: int  # a half-open range of characters of the whole text
    capital: bool
    shouted: bool = False  # whether it is all in capitals
    quotation: Quotation | None = None
    whole: bool = False  # whether it is a quotation that reads as a sentence does


class Frame:
    """The units of one sentence, without the mark that ends it; positions and ranges below are numbers of units."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.words = [unit.word for unit in units]
        self.headline = False  # whether it is one
        self.speaker: tuple[int, int] | None = None  # whose words the sentence gave first: *…, Ann said, adding*

    def __len__(self) -> int:
        return len(self.units)

    def at(self, position: int) -> str:
        """Return the word at a position, or an empty text outside the sentence."""
        return self.words[position] if 0 <= position < len(self.words) else ""

    def is_finite(self, position: int) -> bool:
        """Guess whether a word is a verb that has a subject."""
        word = self.at(position)
        before = self.at(position - 1)
        if word.endswith(_CONTRACTED) and word not in ("let's", "o'd"):
            return True
        if word in ("have", "do") and before not in word_class("auxiliary") and before not in ("to", "not", ""):
            return True
        if word in word_class("finite"):
            return self._is_known_verb(position)
        if before in word_class("pronoun") and word in word_class("finite_base"):
            return True
        if before in ("he", "she", "it") and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s")):
            return not is_adverb(word)  # he deserves it
        if len(word) > 3 and word.endswith("ed") and not (self.units[position].capital and position):
            return self._is_past(position)
        if before in word_class("determiner") or before in word_class("possessive"):
            return False
        return self._is_finite_reporting_verb(position)

    def _is_known_verb(self, position: int) -> bool:
        """Tell a verb from a noun, an adjective or a participle of the same form: *the set, his left, cut by half*."""
        word, before = self.words[position], self.at(position - 1)
        owned = before.endswith(("'s", "s'")) and word in ("cost", "cut", "hit", "left", "shot", "set", "thought")
        if before in ("a", "an", "the") or before in word_class("possessive") or owned:
            return False
        return self.at(position + 1) != "by" or before in word_class("pronoun") or word in word_class("be")

    def _is_past(self, position: int) -> bool:
        """Tell a past form in -ed from an adjective or a participle: *the closed road, closed by police*."""
        before = self.at(position - 1)
        if before in word_class("determiner") or before in word_class("possessive") or before in word_class("be"):
            return False
        return self.at(position + 1) != "by" or before in word_class("pronoun")

    def _is_finite_reporting_verb(self, position: int) -> bool:
        word, before = self.at(position), self.at(position - 1)
        noun_too = word in may_be_noun()
        if noun_too and word.endswith("s") and self._follows_name_before_to(position):
            return True  # Ann Lee plans to leave
        for form in reporting_forms().get(word, ()):
            if "past" in form.forms:
                return True
            if "s" in form.forms and (not noun_too or before in word_class("pronoun")):
                return True
            if "base" in form.forms and not noun_too:
                return before.endswith("s") or before in word_class("pronoun") or before in word_class("plural_noun")
        return False

    def _follows_name_before_to(self, position: int) -> bool:
        before = self.units[position - 1] if position else None
        named = before is not None and before.capital and before.quotation is None and before.word[0].isalpha()
        return named and self.at(position + 1) == "to" and not before.word.endswith(("'s", "s'"))

    def is_opening(self, position: int) -> bool:
        """Tell whether a noun phrase surely begins here, so that a clause may follow *said*."""
        word = self.at(position)
        return (word in word_class("determiner") and word not in ("no", "a", "an")) or (
            word in word_class("possessive") and word != "whose"
        )

    def clause_begins(self, position: int, strict: bool = False) -> bool:
        """Tell whether a clause with a verb of its own begins here.

        Strictly, none does where a word may open a relative clause before the verb: *announced the places which won*.
        """
        word = self.at(position)
        if not word or word in (",", ";", ":", QUOTE, *DASHES) or word in ("to", "of", "by", "than"):
            return False
        if word in word_class("coordinator") or word in ("who", "which"):
            return False
        if strict and (word in word_class("preposition") or word in word_class("subordinator")):
            return False  # they know because of him; she pleaded with him
        if word in word_class("pronoun") and self.is_finite(position + 1):
            return True
        if word.partition("'")[0] in word_class("pronoun") and self.is_finite(position):
            return True  # he's, they'll
        if not strict and len(self.words) > position + 2 and self.is_opening(position):
            return True
        limit = min(len(self.words), position + 30)
        for later in range(position + 1, limit):
            if self.words[later] in (";", ":") or (strict and self.words[later] in _OPENS_RELATIVE):
                break
            if strict and self.words[later] == "," and self._predicate_follows(later):
                break  # she knew the man, and came
            if self.words[later] == QUOTE and not strict:
                return True  # the verb may stand in quotation marks
            if self.is_finite(later) or self._is_plural_verb(later) or self._is_singular_verb(later):
                return True
        return False

    def _predicate_follows(self, comma: int) -> bool:
        return self.at(comma + 1) in ("and", "but") and self.is_finite(comma + 2)

    def _is_plural_verb(self, position: int) -> bool:
        before = self.words[position - 1]
        return self.words[position] in word_class("finite_base") and (
            (before.endswith("s") and before not in word_class("possessive") and before not in word_class("determiner"))
            or before in word_class("plural_noun")
            or before in word_class("pronoun")
            or is_adverb(before)
        )

    def _is_singular_verb(self, position: int) -> bool:
        """Tell whether a word in -s stands between a noun and what begins another: *the bill funds 8,000 beds*."""
        word, before, after = self.words[position], self.words[position - 1], self.at(position + 1)
        noun = self._can_head(position - 1) and before not in word_class("determiner") and not before.endswith("s")
        lead = self.at(position - 2)
        led = (
            lead in ("the", "a", "an", "this", "that")
            or lead in word_class("possessive")
            or self.units[position - 1].capital
        )
        opens = after.isdigit() or after in word_class("determiner") or after in word_class("possessive")
        return noun and led and opens and word.endswith("s") and not word.endswith(("ss", "'s")) and len(word) > 3

    def has_finite(self, first: int, last: int) -> bool:
        """Tell whether a stretch has a verb with a subject."""
        return any(self.is_finite(position) for position in range(first, last))

    def phrase_before(self, end: int, floor: int = 0) -> int | None:
        """Find the first unit of the noun phrase that ends before a position, no further left than `floor`."""
        words = self.words
        last = end - 1
        after_preposition = last > 1 and words[last - 1] in word_class("preposition") | {"to"}
        of_them = after_preposition and words[last] in _OBJECT_PRONOUNS  # some of them, people close to him
        if last < floor or not (self._can_head(last) or of_them):
            return None
        if (
            not of_them
            and words[last] in word_class("pronoun")
            and words[last] not in ("one", "others", "someone", "everyone")
        ):
            return last
        first = last
        floor = max(floor, last - _LONGEST_PHRASE)
        position = last
        while position >= floor:
            word = words[position]
            if word in _STOPS or word in word_class("subordinator") or word in word_class("question_word"):
                break
            if word in word_class("coordinator"):
                if word not in ("and", "or", "&") or not self._joins(position, floor):
                    break
            elif position < last and (
                self.is_finite(position)
                or (word in word_class("pronoun") and word not in ("one", "others", "all", "someone", "everyone"))
            ):
                break
            first = position
            position -= 1
        first = self._without_time(first, end)
        if first < end and words[first] in word_class("preposition"):
            first = self._after_preposition(first, end)
        while first < end and (is_adverb(words[first]) and words[first] != "both"):
            first += 1
        return first if first < end and any(self._can_head(p) for p in range(first, end)) else None

    def phrase_after(self, first: int) -> int:
        """Find the unit after the noun phrase that begins here; `first` itself if there is none."""
        words, position = self.words, first
        if self.at(first) in word_class("pronoun") and self.at(first) not in ("one", "others", "someone"):
            return first + 1
        while position < len(words) and position - first < _LONGEST_PHRASE:
            word = words[position]
            if word in _STOPS or word == BRACKET:
                break
            if position > first and (
                word in word_class("subordinator")
                or word in word_class("question_word")
                or word in _AFTER_PHRASE
                or word in word_class("weekday")
                or word in ("yesterday", "today", "tonight", "last", "this", "late", "early", "earlier", "adding")
                or is_adverb(word)
                or (self.is_finite(position) and position > first)
            ):
                if word not in ("to", "in") or not self._place_of_office(position):
                    break
            position += 1
        if position > first and words[position - 1] in word_class("coordinator"):
            position -= 1
        return position if position > first and any(self._can_head(p) for p in range(first, position)) else first

    def with_apposition(self, end: int) -> int:
        """Step over what describes a speaker after a comma: *Ann Lee, a teacher at the school*."""
        for _ in range(3):
            while self.at(end) == BRACKET:
                end += 1
            if self.at(end) != "," or not self.describes(end + 1):
                break
            position = end + 1
            while position < len(self.words) and self.words[position] not in (",", QUOTE, ";", ":", *DASHES):
                position += 1
            if not self.only_describes(end + 1, position):
                break
            end = position
        return end

    def is_pair(self, first: int, last: int) -> bool:
        """*old and new*: two adjectives that describe somebody between commas."""
        return last - first == 3 and self.words[first + 1] in ("and", "or", "but")

    def only_describes(self, first: int, last: int) -> bool:
        """Tell whether a stretch between commas has no verb of its own but in a relative clause."""
        if self.is_pair(first, last):
            return True
        relative = (p for p in range(first, last) if self.words[p] in ("who", "whose", "which", "where", "that"))
        begins = first + (2 if self.words[first] in _BEFORE_PARTICIPLE else 1)
        return not self.has_finite(begins, next(relative, last)) and not (
            self.words[first] in word_class("finite")
            or (is_adverb(self.words[first]) and self.words[first] != "both" and not self._is_participle(first))
        )

    def main_subject(self, first: int, last: int) -> tuple[int, int] | None:
        """Find the subject of the first clause of a stretch."""
        words = self.words
        start = first
        while start < last and (words[start] in word_class("coordinator") or words[start] == ","):
            start += 1
        if start < last and (
            words[start] in word_class("preposition")
            or words[start] in word_class("subordinator")
            or is_adverb(words[start])
            or words[start].endswith("ing")
            or (words[start].endswith("ed") and start == 0)
            or words[start] in word_class("time_word")
        ):
            comma = next((p for p in range(start, min(last, start + _LONGEST_PHRASE)) if words[p] == ","), None)
            if comma is not None:
                start = comma + 1
        position = start
        while position < last and position - start < _LONGEST_PHRASE:
            word = words[position]
            if word == ",":
                end = self.with_apposition(position)
                if end > position and self.at(end) == ",":
                    position = end + 1
                    continue
                break
            opening = position == start and word not in word_class("finite")
            if (self.is_finite(position) and not opening) or word in word_class("subordinator") or word in _STOPS:
                break
            if position > start and is_adverb(word):
                break
            position += 1
        end = position
        while end > start and words[end - 1] == ",":
            end -= 1
        if end > start and any(self._can_head(p) for p in range(start, end)):
            return start, end
        return None

    def skip_time(self, position: int) -> int:
        """Step over *on Tuesday*, *last week*, *in 2015*, if such words begin here."""
        start = position
        if self.at(position) in ("on", "in", "at", "late", "early", "earlier", "later", "since", "during", "by"):
            position += 1
        if self.at(position) in ("the", "a"):
            position += 1
        count = 0
        while count < 5 and self._is_time(position):
            position += 1
            count += 1
        return position if count else start

    def _is_time(self, position: int) -> bool:
        word = self.at(position)
        return (
            word in word_class("weekday")
            or word in word_class("month")
            or word in word_class("time_noun")
            or (word in word_class("time_word") and self._time_follows(position + 1))
            or (
                word.isdigit()
                and len(word) <= 4
                and (
                    self.at(position - 1) in (*word_class("month"), "in", "on", "since")
                    or (self.at(position - 1) == "," and self.at(position - 2).isdigit())
                )
            )
        )

    def _time_follows(self, position: int) -> bool:
        word = self.at(position)
        return (
            word in word_class("weekday")
            or word in word_class("time_noun")
            or word in word_class("month")
            or word in ("this", "that", "in", "on", "last")
        )

    def _without_time(self, first: int, end: int) -> int:
        moved = self.skip_time(first)
        return moved if moved < end else first

    def _after_preposition(self, first: int, end: int) -> int:
        """Leave out a phrase such as *in a statement* before the noun phrase, where no comma stands between."""
        for position in range(first + 2, end):
            if (
                self.words[position] in word_class("determiner") or self.words[position] in word_class("possessive")
            ) and self.words[position - 1] not in word_class("preposition"):
                return position
        return end

    def _joins(self, position: int, floor: int) -> bool:
        """Tell whether *and* joins two noun phrases: no verb stands before it in its clause."""
        left = position - 1
        if left < floor or not self._can_head(left):
            return False
        while left >= floor and self.words[left] not in _STOPS and self.words[left] not in word_class("subordinator"):
            if self.is_finite(left) or (self.words[left] in word_class("finite_base")):
                return False
            left -= 1
        return self.words[left + 1] not in word_class("preposition")

    def _can_head(self, position: int) -> bool:
        word = self.words[position]
        return (
            word[0].isalnum()
            and word not in word_class("preposition")
            and word not in word_class("coordinator")
            and word not in word_class("subordinator")
            and word not in word_class("auxiliary")
            and word not in word_class("be")
            and word not in word_class("possessive")
            and not is_adverb(word)
            and word not in ("a", "an", "the", "me", "him", "them", "us", "every", "there")
        ) or word == BRACKET

    def describes(self, position: int) -> bool:
        """Guess whether words that describe a speaker begin here: *a teacher*, *who lives nearby*, *45*."""
        word = self.at(position)
        if not word or word in ("and", "but", "or"):
            return False
        return (
            word in _BEGINS_DESCRIPTION
            or word in word_class("possessive")
            or word in word_class("source_noun")
            or word.isdigit()
            or self._is_participle(position)
            or word.startswith(_TITLE_BEGINNINGS)
            or (self.units[position].capital and word not in word_class("pronoun"))
        )

    def _is_participle(self, position: int) -> bool:
        """*last revised in 2019*, *identified only as a friend*: what was done to the one described."""
        if self.words[position] in _BEFORE_PARTICIPLE:
            position += 1
        word = self.at(position)
        return len(word) > 4 and word.endswith("ed") and not self.units[position].capital

    def _place_of_office(self, position: int) -> bool:
        """*ambassador to France*, *minister in charge*: the preposition belongs to the title."""
        return self.words[position - 1] in _OFFICES


def frames_of(paragraph: RawParagraph, quotations: Sequence[Quotation]) -> list[Frame]:
    """Cut a paragraph, or the inside of a quotation, into sentences of units; a quotation of level 0 is never cut."""
    return _UnitReader(paragraph, quotations).read()


class _UnitReader:
    """Reads the tokens of a paragraph one by one and puts them together to units, and the units to sentences."""

    def __init__(self, paragraph: RawParagraph, quotations: Sequence[Quotation]) -> None:
        self._paragraph = paragraph
        self._tokens, self._words = paragraph.tokens, paragraph.words
        self._starts = [token.start() for token in paragraph.tokens]
        self._whole = [quotation for quotation in quotations if is_speech_like(paragraph, quotation)]
        self._thin = {p for quotation in quotations for p in (quotation.start, quotation.inner_end)}
        self._thin -= {p for quotation in self._whole for p in (quotation.start, quotation.inner_end)}
        self._units: list[Unit] = []
        self._frames: list[Frame] = []

    def read(self) -> list[Frame]:
        """Return the sentences."""
        ends = [sentence.end for sentence in self._paragraph.sentences]
        next_quote = next_end = position = 0
        whole, starts, size = self._whole, self._starts, len(self._starts)
        while position < size:
            start = starts[position]
            while next_quote < len(whole) and whole[next_quote].end <= start:
                next_quote += 1
            quote = whole[next_quote] if next_quote < len(whole) else None
            while next_end < len(ends) and ends[next_end] <= start:
                if not (quote and quote.start < ends[next_end] < quote.end):
                    self._finish()
                next_end += 1
            if quote and quote.start <= start:
                position = self._read_quotation(quote, position)
                continue
            until = min(ends[next_end], quote.start) if quote else ends[next_end]
            while position < size and starts[position] < until:
                position = self._read_token(position)
        self._finish()
        return self._frames

    def _finish(self) -> None:
        units = self._units
        while units and units[-1].word in (".", "!", "?", "…"):
            units.pop()
        if units:
            self._frames.append(Frame(_with_names(units if self._frames else _without_dateline(units))))
        units.clear()

    def _read_quotation(self, quote: Quotation, position: int) -> int:
        """Take a whole quotation as one unit; return the number of the token after it."""
        small = self._paragraph.text[quote.inner_start].islower()
        whole = _is_whole(self._paragraph, quote)
        self._units.append(Unit(QUOTE, quote.start, quote.end, not small, quotation=quote, whole=whole))
        return bisect_left(self._starts, quote.end, position)

    def _read_token(self, position: int) -> int:
        """Take a word, a mark or a bracket; return the number of the token after it."""
        word, token, start, units = self._words[position], self._tokens[position], self._starts[position], self._units
        if word == "." and units:
            if _is_shortened(self._paragraph.text, units[-1], start, len(self._tokens) - position):
                units[-1] = units[-1]._replace(end=token.end())
                return position + 1
        elif word in "([" and (close := _closing(self._words, position)):
            units.append(Unit(BRACKET, start, self._tokens[close].end(), False))
            return close + 1
        if start in self._thin:
            return position + 1
        if word == "-" and self._words[position + 1 : position + 2] == ["-"]:
            position += 1
        letters, end = token.group(), self._tokens[position].end()
        capital = letters != word and letters[0].isupper()
        units.append(Unit(word, start, end, capital, letters != word and letters.isupper()))
        return position + 1


def _is_whole(paragraph: RawParagraph, quotation: Quotation) -> bool:
    """Tell words that somebody said from a title or a name: they end as a sentence does, or run on in small letters."""
    inner = paragraph.text[quotation.inner_start : quotation.inner_end].rstrip()
    words = inner.split()
    return inner.endswith((".", "!", "?", "…")) or (len(words) > 4 and sum(w[0].islower() for w in words[1:]) > 3)


def _without_dateline(units: Sequence[Unit]) -> Sequence[Unit]:
    """Leave out *LEEDS, England (AP) —* before the first sentence of a paragraph."""
    dash = next((number for number, unit in enumerate(units[:9]) if unit.word in DASHES), 0)
    place = [unit for unit in units[:dash] if unit.word not in (",", BRACKET)]
    agency = any(unit.word == BRACKET for unit in units[:dash])
    shouted = bool(place) and place[0].shouted and len(place[0].word) > 2
    if (
        place
        and shouted
        and (agency or dash <= 4)
        and all(unit.capital or unit.word.isdigit() for unit in place)
        and dash + 2 < len(units)
    ):
        return units[dash + 1 :]
    return units


def _with_names(units: Sequence[Unit]) -> list[Unit]:
    """Keep names apart from words of grammar: *Theresa May*, *The Sunday Times*; in a line of capitals none is a name.

    The word of a name keeps its capital, so that no word class holds it.
    """
    if _is_in_capitals(units):
        return [units[0], *(unit._replace(capital=unit.quotation is not None) for unit in units[1:])]
    named = list(units)
    if units[0].shouted and units[0].word in ("us", "who"):
        named[0] = units[0]._replace(word=units[0].word.upper())
    for number, unit in enumerate(units):
        if unit.capital and number and unit.quotation is None:
            after = units[number + 1] if number + 1 < len(units) else None
            if _is_name(unit, units[number - 1], after, number):
                named[number] = unit._replace(word=unit.word.capitalize())
    return named


def _is_in_capitals(units: Sequence[Unit]) -> bool:
    """Tell a line of capitals, or with a capital at each long word, but no *“…” — Ann Lee*."""
    words = long = capitals = shouted = 0
    for unit in units:
        if unit.word[0].isalpha():
            words += 1
            shouted += unit.shouted
            if len(unit.word) > 3:
                long += 1
                capitals += unit.capital
    signed = any(unit.word in DASHES for unit in units[:2])
    return words > 3 and ((long > 2 and capitals >= 0.85 * long and not signed) or shouted == words)


def _is_name(unit: Unit, before: Unit, after: Unit | None, number: int) -> bool:
    word = unit.word
    by_title = before.word in word_class("unit_abbreviation") and before.word not in ("st", "jr", "sr")
    follows_name = (
        before.capital
        and before.quotation is None
        and before.word[0].isalpha()
        and (before.word not in ("the", "on", "in") or number > 1)
    )
    leads_name = after is not None and after.capital and after.quotation is None and after.word[0].isalpha()
    if word in ("us", "who"):
        return unit.shouted
    if word in word_class("weekday") or word == "evening":
        return before.word == "the" and leads_name and after is not None and after.word not in word_class("time_noun")
    if word in word_class("month") or word in word_class("time_noun"):
        return (by_title or (before.word == "the" and leads_name) or follows_name) and (
            number == 1 or before.word not in word_class("weekday")
        )
    if word in word_class("auxiliary") or word in word_class("finite"):
        return not unit.shouted and before.word[0].isalpha()
    return by_title and word in word_class("adverb")


def _is_shortened(text: str, unit: Unit, stop: int, left: int) -> bool:
    """Tell whether a full stop belongs to the word before it: *Mr.*, *Ann B. Lowe*, *a U.S. official*, *5 p.m.*."""
    if unit.end != stop or left < 2:
        return False
    word = text[unit.start : unit.end]
    return (
        unit.word in word_class("unit_abbreviation")
        or (len(word) == 1 and word.isupper())
        or (1 < len(word) <= 8 and all(len(letter) == 1 for letter in word.split(".")))
    )


def is_speech_like(paragraph: RawParagraph, quotation: Quotation) -> bool:
    """Tell a quotation of somebody's words from a word or two in quotation marks."""
    text = paragraph.text
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    if inner.endswith((",", ".", "?", "!", "…")) and (inner[0].isupper() or inner.count(" ") > 2):
        return True
    before = text[max(paragraph.start, quotation.start - 2) : quotation.start].strip()
    return not before or before in (":", ",") or inner.count(" ") >= 4


def _closing(words: Sequence[str], position: int) -> int | None:
    wanted = ")" if words[position] == "(" else "]"
    for close in range(position + 1, min(position + _LONGEST_BRACKET, len(words))):
        if words[close] == wanted:
            return close
    return None
