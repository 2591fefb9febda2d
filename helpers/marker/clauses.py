"""A sentence as a row of units, and the noun phrases in it.

A unit is a word, a punctuation mark, a whole quotation or a whole bracket. So a rule can step over what somebody
said to what stands around it. There is no parser: the limits of a noun phrase are guessed from the word classes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import compress
from operator import ne

from helpers.marker.grammar import (
    ADVERB,
    ANY_DETERMINER,
    AUXILIARY,
    BE,
    COORDINATOR,
    DETERMINER,
    FINITE,
    FINITE_BASE,
    MONTH,
    PLURAL_NOUN,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUESTION_WORD,
    SOURCE_NOUN,
    SUBORDINATOR,
    TIME_NOUN,
    TIME_WORD,
    UNIT_ABBREVIATION,
    WEEKDAY,
    WORDS_KEPT,
    can_head,
    is_adverb,
    may_be_noun,
    reporting_forms,
)
from helpers.marker.quotations import Quotation
from helpers.marker.words import RawParagraph, paragraphs_of

QUOTE, BRACKET = "“”", "()"
DASHES = frozenset(("—", "–", "-", "--", "―"))
COMMA_OR_DASH = DASHES | {","}
BREAKS = DASHES.union((",", ";", ":", QUOTE))
"""Marks that part clauses, and quotations."""

_STOPS = BREAKS.union(".!?…")
_BEFORE_YEAR = MONTH.union(("in", "on", "since"))
_OPENS_RELATIVE = frozenset("that because who whom whose which what when where why how whether".split())
_CONTRACTED = ("n't", "'re", "'ll", "'ve", "'m", "'d")
_BEFORE_PARTICIPLE = frozenset(("last", "first", "once", "long"))
_BEFORE_THEM = PREPOSITION | {"to"}
_OBJECT_PRONOUNS = frozenset("him her them us me it".split())
_SUBJECT_PRONOUNS = frozenset("he she they we i you".split())
_BEFORE_NUMBER = frozenset("about around over under almost nearly only just fully roughly".split())
_NUMBERS = frozenset("half two three four five six seven eight nine ten a all everyone every".split())
_BEFORE_TIME = frozenset("on in at late early earlier later since during by".split())
_BEYOND = ("",) * 16
"""No rule looks further beyond either end of a sentence than this."""

_MAY_BE_NO_UNIT = frozenset(".([-")
_ENDS = frozenset(".!?…")
_OPENS_CLAUSE = SUBORDINATOR | QUESTION_WORD
_TIME = WEEKDAY | MONTH | TIME_NOUN
_BEFORE_PHRASE = _STOPS | _OPENS_CLAUSE
_LONGEST_PHRASE = 45
_LONGEST_BRACKET = 40
_AFTER_PHRASE = _OPENS_CLAUSE.union(
    WEEKDAY,
    "in on at after during to while as when by through via before but".split(),
    "yesterday today tonight last this late early earlier adding".split(),
)
_BEGINS_DESCRIPTION = frozenset(
    "a an the one who whose then now formerly himself herself also both all many most some including among like such"
    " especially particularly".split()
)
_OPENS_DESCRIPTION = frozenset(("who", "whose", "which", "where", "that"))
_TITLE_BEGINNINGS = tuple(
    "ex- co- vice deputy chief senior former head chair founder author editor professor manager owner mother"
    " father".split()
)
# The preposition after these belongs to the title: ambassador to France.
_OFFICES = frozenset("ambassador envoy adviser advisor aide candidate heir minister secretary witness party".split())


class Frame:
    """The units of one sentence, without the mark that ends it; positions and ranges below are numbers of units.

    As in a `Stretch`, they stand in rows of their own: words in lower case (`QUOTE` or `BRACKET` for a whole one), as
    they are written, where in the whole text each begins and ends, and whether it begins with a capital.
    """

    __slots__ = (
        "_clauses",
        "_finite",
        "_searched",
        "capitals",
        "ends",
        "headline",
        "near",
        "quotations",
        "speaker",
        "starts",
        "text",
        "words",
        "written",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.written: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        # Both are known once the frame is looked at (see `know_names`). A look beyond either end finds an empty word.
        self.capitals: list[bool] = []
        self.near: list[str] = []
        self.quotations: dict[int, Quotation] = {}  # those that are units, by where they begin
        self.headline = False  # whether it is one
        self._searched: dict[int, tuple[int, bool]] = {}
        self._clauses: list[int] | None = None
        self._finite: dict[int, bool] = {}  # what is known of the verbs, so that each is looked at once
        self.speaker: tuple[int, int] | None = None  # whose words the sentence gave first: *…, Ann said, adding*

    def add(self, word: str, start: int, end: int) -> None:
        """Add one unit that is no word."""
        self.words.append(word)
        self.written.append("")
        self.starts.append(start)
        self.ends.append(end)

    def add_words(self, paragraph: RawParagraph, first: int, stop: int) -> None:
        """Add the tokens of a paragraph from the first to before the last, each as a unit."""
        if not self.words:
            self.words, self.written = paragraph.words[first:stop], paragraph.written[first:stop]
            self.starts, self.ends = paragraph.starts[first:stop], paragraph.ends[first:stop]
            return
        self.words += paragraph.words[first:stop]
        self.written += paragraph.written[first:stop]
        self.starts += paragraph.starts[first:stop]
        self.ends += paragraph.ends[first:stop]

    def know_names(self, opens_paragraph: bool) -> None:
        """Find the capitals, leave out a dateline and keep names apart: what is asked of a frame that has a cue."""
        self._find_capitals()
        if opens_paragraph and (past := _past_dateline(self)):
            for row in (self.words, self.written, self.starts, self.ends, self.capitals):
                del row[:past]
            self.quotations = {start: each for start, each in self.quotations.items() if start >= self.starts[0]}
        _keep_names(self)
        self.near = [*self.words, *_BEYOND]

    def _find_capitals(self) -> None:
        capitals = self.capitals = list(map(ne, self.written, self.words))
        for position in compress(range(len(capitals)), capitals):
            if letters := self.written[position]:
                capitals[position] = letters[0].isupper()
            elif self.words[position] == QUOTE:
                quotation = self.quotations[self.starts[position]]
                capitals[position] = not self.text[quotation.inner_start].islower()
            else:
                capitals[position] = False

    def is_shouted(self, position: int) -> bool:
        """Tell whether a word is all in capitals."""
        letters = self.written[position]
        return letters.isupper() and letters != letters.lower()

    def is_sentence(self, position: int) -> bool:
        """Tell whether a unit is a quotation of words that somebody said, and no title or name.

        They end as a sentence does, or run on in small letters.
        """
        quotation = self.quotations.get(self.starts[position])
        if quotation is None:
            return False
        inner = self.text[quotation.inner_start : quotation.inner_end].rstrip()
        words = inner.split()
        return inner.endswith((".", "!", "?", "…")) or (len(words) > 4 and sum(w[0].islower() for w in words[1:]) > 3)

    def is_finite(self, position: int) -> bool:
        """Guess whether a word is a verb that has a subject."""
        if not _may_be_finite(self.near[position]):
            return False
        known = self._finite.get(position)
        if known is None:
            known = self._finite[position] = self._looks_finite(position)
        return known

    def _looks_finite(self, position: int) -> bool:
        word = self.near[position]
        before = self.near[position - 1]
        if word.endswith(_CONTRACTED) and word not in ("let's", "o'd"):
            return True
        if word in ("have", "do") and before not in AUXILIARY and before not in {"to", "not", ""}:
            return True
        if word in FINITE:
            return self._is_known_verb(position) and not (word == "may" and self.capitals[position] and position)
        if before in PRONOUN and word in FINITE_BASE:
            return True
        if before in {"he", "she", "it"} and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s")):
            return not is_adverb(word)  # he deserves it
        if len(word) > 3 and word.endswith("ed") and not (self.capitals[position] and position):
            return self._is_past(position)
        if before in ANY_DETERMINER:
            return False
        return self._is_finite_reporting_verb(position)

    def _is_known_verb(self, position: int) -> bool:
        """Tell a verb from a noun, an adjective or a participle of the same form: *the set, his left, cut by half*."""
        word, before = self.words[position], self.near[position - 1]
        owned = before.endswith(("'s", "s'")) and word in {"cost", "cut", "hit", "left", "shot", "set", "thought"}
        if before in {"a", "an", "the"} or before in POSSESSIVE or owned:
            return False
        return self.near[position + 1] != "by" or before in PRONOUN or word in BE

    def _is_past(self, position: int) -> bool:
        """Tell a past form in -ed from an adjective or a participle: *the closed road, closed by police*."""
        before = self.near[position - 1]
        if before in ANY_DETERMINER or before in BE:
            return False
        return self.near[position + 1] != "by" or before in PRONOUN

    def _is_finite_reporting_verb(self, position: int) -> bool:
        word, before = self.near[position], self.near[position - 1]
        noun_too = word in may_be_noun()
        if noun_too and word.endswith("s") and self._follows_name_before_to(position):
            return True  # Ann Lee plans to leave
        for form in reporting_forms().get(word, ()):
            if "past" in form.forms:
                return True
            if "s" in form.forms and (not noun_too or before in PRONOUN):
                return True
            if "base" in form.forms and not noun_too:
                return before.endswith("s") or before in PRONOUN or before in PLURAL_NOUN
        return False

    def _follows_name_before_to(self, position: int) -> bool:
        if not position or not self.is_named(position - 1):
            return False
        return self.near[position + 1] == "to" and not self.words[position - 1].endswith(("'s", "s'"))

    def is_named(self, position: int) -> bool:
        """Tell whether a word with a capital stands here."""
        return self.capitals[position] and self.words[position][0].isalpha()

    def is_opening(self, position: int) -> bool:
        """Tell whether a noun phrase surely begins here, so that a clause may follow *said*."""
        word = self.near[position]
        return (word in DETERMINER and word not in {"no", "a", "an"}) or (word in POSSESSIVE and word != "whose")

    def clause_begins(self, position: int, strict: bool = False) -> bool:
        """Tell whether a clause with a verb of its own begins here.

        Strictly, none does where a word may open a relative clause before the verb: *announced the places which won*.
        """
        word = self.near[position]
        if not word or word in BREAKS or word in {"to", "of", "by", "than"}:
            return False
        if word in COORDINATOR or word in ("who", "which"):
            return False
        if strict and (word in PREPOSITION or word in SUBORDINATOR):
            return False  # they know because of him; she pleaded with him
        if word in PRONOUN and self.is_finite(position + 1):
            return True
        if word.partition("'")[0] in PRONOUN and self.is_finite(position):
            return True  # he's, they'll
        if not strict and len(self.words) > position + 2 and self.is_opening(position):
            return True
        after = self.near[position + 1]
        if not strict and word in _SUBJECT_PRONOUNS and after[:1].isalpha() and after not in PREPOSITION:
            return True  # they trust the clerk
        limit = min(len(self.words), position + 30)
        for later in range(position + 1, limit):
            if self.words[later] in (";", ":") or (strict and self.words[later] in _OPENS_RELATIVE):
                break
            if strict and later < position + 3 and self.words[later] in ("and", "but") and self.is_finite(later + 1):
                break  # he pleaded not guilty and left
            if strict and self.words[later] == "," and self.near[later + 1] in ("and", "but"):
                if "," not in self.words[position:later]:  # soybean, cotton, and peanut grow
                    break  # she knew the man, and came; he pleaded guilty, and his lawyer left
            if self.words[later] == QUOTE and not strict:
                return True  # the verb may stand in quotation marks
            if self.is_finite(later) or self._is_plural_verb(later) or self._is_singular_verb(later):
                return True
        return False

    def _is_plural_verb(self, position: int) -> bool:
        before = self.words[position - 1]
        return self.words[position] in FINITE_BASE and (
            (before.endswith("s") and before not in POSSESSIVE and before not in DETERMINER)
            or before in PLURAL_NOUN
            or before in PRONOUN
            or is_adverb(before)
        )

    def _is_singular_verb(self, position: int) -> bool:
        """Tell whether a word in -s stands between a noun and what begins another: *the bill funds 8,000 beds*."""
        word, before, after = self.words[position], self.words[position - 1], self.near[position + 1]
        noun = self._can_head(position - 1) and before not in DETERMINER and not before.endswith("s")
        lead = self.near[position - 2]
        led = lead in {"the", "a", "an", "this", "that"} or lead in POSSESSIVE or self.capitals[position - 1]
        opens = after.isdigit() or after in ANY_DETERMINER
        return noun and led and opens and word.endswith("s") and not word.endswith(("ss", "'s")) and len(word) > 3

    def has_finite(self, first: int, last: int) -> bool:
        """Tell whether a stretch has a verb with a subject; from each place the search goes on where it stopped."""
        place, found = self._searched.get(first, (first, False))
        if not found:
            while place < last and not self.is_finite(place):
                place += 1
            found = place < last
            self._searched[first] = place, found
        return found and place < last

    def clause_start(self, end: int) -> int:
        """Return where the clause before a position begins: at the sentence's beginning, or after a semicolon."""
        if self._clauses is None:
            # Ann Lee, a teacher: “It is safe,” she said
            marks = [p for p, word in enumerate(self.words) if word in (";", ":")]
            self._clauses = [p + 1 for p in marks if self.words[p] == ";" or self.near[p + 1] == QUOTE]
        number = bisect_right(self._clauses, end)
        start = self._clauses[number - 1] if number else 0
        while start < end and self.words[start] in {"and", "but", ","}:
            start += 1
        return start

    def phrase_before(self, end: int, floor: int = 0) -> int | None:
        """Find the first unit of the noun phrase that ends before a position, no further left than `floor`."""
        words = self.words
        last = end - 1
        after_preposition = last > 1 and words[last - 1] in _BEFORE_THEM
        of_them = after_preposition and words[last] in _OBJECT_PRONOUNS  # some of them, people close to him
        if last < floor or not (self._can_head(last) or of_them):
            return None
        if not of_them and words[last] in PRONOUN and words[last] not in {"one", "others", "someone", "everyone"}:
            return last
        first = last
        floor = max(floor, last - _LONGEST_PHRASE)
        position = last
        while position >= floor:
            word = words[position]
            if word in _BEFORE_PHRASE:
                break
            if word in COORDINATOR:
                if word not in {"and", "or", "&"} or not self._joins(position, floor):
                    break
            elif position < last and (
                self.is_finite(position)
                or (word in PRONOUN and word not in {"one", "others", "all", "someone", "everyone"})
            ):
                break
            first = position
            position -= 1
        first = self._without_time(first, end)
        if words[first] in COORDINATOR:  # he and his wife
            first += -1 if first > floor and self.near[first - 1] in _SUBJECT_PRONOUNS else 1
        if first < end and words[first] in PREPOSITION and not self._counts(first):
            first = self._after_preposition(first, end)
        while first < end and is_adverb(words[first]) and words[first] != "both" and not self._counts(first):
            first += 1
        return first if first < end and (not of_them or any(map(self._can_head, range(first, end)))) else None

    def _counts(self, position: int) -> bool:
        """Tell whether a word measures the number after it: *about 76 percent*, *nearly half*."""
        number = self.near[position + 1]
        return self.near[position] in _BEFORE_NUMBER and (number[:1].isdigit() or number in _NUMBERS)

    def phrase_after(self, first: int) -> int:
        """Find the unit after the noun phrase that begins here; `first` itself if there is none."""
        words, position = self.words, first
        if self.near[first] in PRONOUN and self.near[first] not in {"one", "others", "someone"}:
            return first + 1
        while position < len(words) and position - first < _LONGEST_PHRASE:
            word = words[position]
            if word in _STOPS or word == BRACKET:
                break
            if position > first and (word in _AFTER_PHRASE or is_adverb(word) or self.is_finite(position)):
                if word not in ("to", "in") or not self._place_of_office(position):
                    break
            position += 1
        if position > first and words[position - 1] in COORDINATOR:
            position -= 1
        return position if position > first and any(self._can_head(p) for p in range(first, position)) else first

    def with_apposition(self, end: int) -> int:
        """Step over what describes a speaker after a comma: *Ann Lee, a teacher at the school*."""
        for _ in range(3):
            while self.near[end] == BRACKET:
                end += 1
            if self.near[end] != "," or not self.describes(end + 1):
                break
            position = end + 1
            while position < len(self.words) and self.words[position] not in BREAKS:
                position += 1
            if not self.only_describes(end + 1, position):
                break
            end = position
        return end

    def is_pair(self, first: int, last: int) -> bool:
        """*old and new*: two adjectives that describe somebody between commas."""
        return last - first == 3 and self.words[first + 1] in {"and", "or", "but"}

    def only_describes(self, first: int, last: int) -> bool:
        """Tell whether a stretch between commas has no verb of its own but in a relative clause."""
        if self.is_pair(first, last):
            return True
        asked = self.words[first] == "asked"  # asked if he would sign
        opens = QUESTION_WORD if asked else _OPENS_DESCRIPTION
        relative = (p for p in range(first, last) if self.words[p] in opens)
        begins = first + (2 if self.words[first] in _BEFORE_PARTICIPLE else 1)
        return not self.has_finite(begins, next(relative, last)) and not (
            self.words[first] in FINITE
            or (is_adverb(self.words[first]) and self.words[first] != "both" and not self._is_participle(first))
        )

    def main_subject(self, first: int, last: int) -> tuple[int, int] | None:
        """Find the subject of the first clause of a stretch."""
        words = self.words
        start = first
        while start < last and (words[start] in COORDINATOR or words[start] == ","):
            start += 1
        if start < last and (
            words[start] in PREPOSITION
            or words[start] in SUBORDINATOR
            or is_adverb(words[start])
            or words[start].endswith("ing")
            or (words[start].endswith("ed") and start == 0)
            or words[start] in TIME_WORD
        ):
            comma = next((p for p in range(start, min(last, start + _LONGEST_PHRASE)) if words[p] == ","), None)
            if comma is not None:
                start = comma + 1
        position = start
        while position < last and position - start < _LONGEST_PHRASE:
            word = words[position]
            if word == ",":
                end = self.with_apposition(position)
                if end > position and self.near[end] == ",":
                    position = end + 1
                    continue
                break
            opening = position == start and word not in FINITE
            if (self.is_finite(position) and not opening) or word in SUBORDINATOR or word in _STOPS:
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
        start, near = position, self.near
        if near[position] in _BEFORE_TIME:
            position += 1
        if near[position] in ("the", "a"):
            position += 1
        count = 0
        while count < 5 and self.is_time(position):
            position += 1
            count += 1
        return position if count else start

    def is_time(self, position: int) -> bool:
        """Tell whether a word tells when: *Monday*, *last* in *last week*, a year."""
        word = self.near[position]
        return (
            word in _TIME
            or (word in TIME_WORD and self._time_follows(position + 1))
            or (
                word.isdigit()
                and len(word) <= 4
                and (
                    self.near[position - 1] in _BEFORE_YEAR
                    or (self.near[position - 1] == "," and self.near[position - 2].isdigit())
                )
            )
        )

    def _time_follows(self, position: int) -> bool:
        word = self.near[position]
        return word in _TIME or word in {"this", "that", "in", "on", "last"}

    def _without_time(self, first: int, end: int) -> int:
        moved = self.skip_time(first)
        return moved if moved < end else first

    def _after_preposition(self, first: int, end: int) -> int:
        """Leave out a phrase such as *in a statement* before the noun phrase, where no comma stands between."""
        for position in range(first + 2, end):
            if self.words[position] in ANY_DETERMINER and self.words[position - 1] not in PREPOSITION:
                return position
        return end

    def _joins(self, position: int, floor: int) -> bool:
        """Tell whether *and* joins two noun phrases: no verb stands before it in its clause."""
        left = position - 1
        if left < floor or not self._can_head(left):
            return False
        while left >= floor and self.words[left] not in _STOPS and self.words[left] not in SUBORDINATOR:
            if self.is_finite(left) or (self.words[left] in FINITE_BASE):
                return False
            left -= 1
        return self.words[left + 1] not in PREPOSITION

    def _can_head(self, position: int) -> bool:
        word = self.words[position]
        return can_head(word) or word == BRACKET

    def describes(self, position: int) -> bool:
        """Guess whether words that describe a speaker begin here: *a teacher*, *who lives nearby*, *45*."""
        word = self.near[position]
        if not word or word in {"and", "but", "or"}:
            return False
        return (
            word in _BEGINS_DESCRIPTION
            or word in POSSESSIVE
            or word in SOURCE_NOUN
            or word.isdigit()
            or self._is_participle(position)
            or word.startswith(_TITLE_BEGINNINGS)
            or (self.capitals[position] and word not in PRONOUN)
        )

    def _is_participle(self, position: int) -> bool:
        """*last revised in 2019*, *identified only as a friend*: what was done to the one described."""
        if self.words[position] in _BEFORE_PARTICIPLE:
            position += 1
        word = self.near[position]
        return len(word) > 4 and word.endswith("ed") and not self.capitals[position]

    def _place_of_office(self, position: int) -> bool:
        """*ambassador to France*, *minister in charge*: the preposition belongs to the title."""
        return self.words[position - 1] in _OFFICES


def frames_of(paragraph: RawParagraph, quotations: Sequence[Quotation]) -> list[Frame]:
    """Cut a paragraph, or the inside of a quotation, into sentences of units; a quotation of level 0 is never cut."""
    return _UnitReader(paragraph, quotations).read()


def has_verb(text: str) -> bool:
    """Guess whether a text has a verb with a subject, and so tells something."""
    for paragraph in paragraphs_of(text):
        for frame in frames_of(paragraph, ()):
            frame.know_names(opens_paragraph=False)
            if frame.has_finite(0, len(frame.words)):
                return True
    return False


class _UnitReader:
    """Reads the tokens of a paragraph one by one and puts them together to units, and the units to sentences."""

    def __init__(self, paragraph: RawParagraph, quotations: Sequence[Quotation]) -> None:
        self._paragraph = paragraph
        self._words, self._starts, self._ends = paragraph.words, paragraph.starts, paragraph.ends
        self._marks = [number for number, word in enumerate(self._words) if word in _MAY_BE_NO_UNIT]
        self._whole = [quotation for quotation in quotations if is_speech_like(paragraph, quotation)]
        self._thin: set[int] = set()
        if len(self._whole) < len(quotations):
            self._thin = {p for quotation in quotations for p in (quotation.start, quotation.inner_end)}
            self._thin -= {p for quotation in self._whole for p in (quotation.start, quotation.inner_end)}
            self._marks = sorted({*self._marks, *(n for n, start in enumerate(self._starts) if start in self._thin)})
        self._frame = Frame(paragraph.text)
        self._frames: list[Frame] = []

    def read(self) -> list[Frame]:
        """Return the sentences."""
        starts, position, last = self._starts, 0, 0
        quotations = iter(self._whole)
        quote = next(quotations, None)
        for sentence in self._paragraph.sentences:
            last += len(sentence.words)
            while position < last:
                start = starts[position]
                while quote and quote.end <= start:
                    quote = next(quotations, None)
                if quote and quote.start <= start:
                    position = self._read_quotation(quote, position)
                else:
                    ahead = quote and quote.start < sentence.end
                    stop = bisect_left(starts, quote.start, position) if ahead else last
                    position = self._read_tokens(position, stop)
            self._finish()
        return self._frames

    def _finish(self) -> None:
        frame = self._frame
        words = frame.words
        if not words:
            return
        while words and words[-1] in _ENDS:
            del words[-1], frame.written[-1], frame.starts[-1], frame.ends[-1]
        if words:
            self._frames.append(frame)
        self._frame = Frame(frame.text)

    def _read_quotation(self, quote: Quotation, position: int) -> int:
        """Take a whole quotation as one unit; return the number of the token after it."""
        self._frame.add(QUOTE, quote.start, quote.end)
        self._frame.quotations[quote.start] = quote
        return bisect_left(self._starts, quote.end, position)

    def _read_tokens(self, position: int, stop: int) -> int:
        """Take words, marks and brackets as far as a token; return the number of the token after what was taken."""
        marks = self._marks
        while position < stop:
            number = bisect_left(marks, position)
            mark = min(marks[number], stop) if number < len(marks) else stop
            if mark > position:
                self._frame.add_words(self._paragraph, position, mark)
            position = self._read_mark(mark) if mark < stop else stop
        return position

    def _read_mark(self, position: int) -> int:
        """Take a mark that may belong to what stands beside it; return the number of the token after it."""
        word, start, end, frame = self._words[position], self._starts[position], self._ends[position], self._frame
        if word == "." and frame.words:
            if _is_shortened(frame, start, len(self._starts) - position):
                frame.ends[-1] = end
                return position + 1
        elif word in "([" and (close := _closing(self._words, position)):
            frame.add(BRACKET, start, self._ends[close])
            return close + 1
        if start in self._thin:
            return position + 1
        if word == "-" and self._words[position + 1 : position + 2] == ["-"]:
            position += 1
        frame.add(word, start, self._ends[position])
        return position + 1


def _past_dateline(frame: Frame) -> int:
    """Return the number of units in *LEEDS, England (AP) —* before the first sentence of a paragraph."""
    words = frame.words
    dash = next((number for number, word in enumerate(words[:9]) if word in DASHES), 0)
    place = [number for number, word in enumerate(words[:dash]) if word not in (",", BRACKET)]
    if not place or dash + 2 >= len(words) or not frame.is_shouted(place[0]) or len(words[place[0]]) <= 2:
        return 0
    agency = BRACKET in words[:dash]
    named = all(frame.capitals[number] or words[number].isdigit() for number in place)
    return dash + 1 if named and (agency or dash <= 4) else 0


def _keep_names(frame: Frame) -> None:
    """Keep names apart from words of grammar: *Theresa May*, *The Sunday Times*; in a line of capitals none is a name.

    The word of a name keeps its capital, so that no word class holds it.
    """
    words, capitals = frame.words, frame.capitals
    if _is_in_capitals(frame):
        capitals[1:] = [word == QUOTE for word in words[1:]]
        return
    grammatical = _grammatical()
    names = [p for p in compress(range(len(words)), capitals) if words[p] in grammatical and p and _is_name(frame, p)]
    if words[0] in ("us", "who") and frame.is_shouted(0):
        words[0] = words[0].upper()
    for position in names:
        words[position] = words[position].capitalize()


@lru_cache(WORDS_KEPT)
def _may_be_finite(word: str) -> bool:
    """Tell whether a word is a verb with a subject in some sentence: most words never are."""
    return (
        word in FINITE
        or word in FINITE_BASE
        or word in reporting_forms()
        or word in may_be_noun()
        or word.endswith(("s", "ed", *_CONTRACTED))
        or word in ("have", "do")
    )


@cache
def _grammatical() -> frozenset[str]:
    """Return the words that a word class holds and that may be names: *May*, *Will*, *Day*."""
    return _TIME.union(AUXILIARY, FINITE, ADVERB, ("us", "who", "evening"))


def _is_in_capitals(frame: Frame) -> bool:
    """Tell a line of capitals, or with a capital at each long word, but no *“…” — Ann Lee*."""
    if frame.capitals.count(True) < 3:
        return False
    long = [c for word, c in zip(frame.words, frame.capitals, strict=True) if len(word) > 3 and word[0].isalpha()]
    if sum(long) < 0.85 * len(long):
        return False
    words = [number for number, word in enumerate(frame.words) if word[0].isalpha()]
    if len(words) <= 3:
        return False
    return all(map(frame.is_shouted, words)) or (len(long) > 2 and DASHES.isdisjoint(frame.words[:2]))


def _is_name(frame: Frame, position: int) -> bool:
    word, before = frame.words[position], frame.words[position - 1]
    by_title = before in UNIT_ABBREVIATION and before not in {"st", "jr", "sr"}
    if word in ("us", "who"):
        return frame.is_shouted(position)
    leads_name = position + 1 < len(frame.words) and frame.is_named(position + 1)
    if word in WEEKDAY or word == "evening":
        return before == "the" and leads_name and frame.words[position + 1] not in TIME_NOUN
    if word in MONTH or word in TIME_NOUN:
        follows_name = frame.is_named(position - 1) and (before not in {"the", "on", "in"} or position > 1)
        return (by_title or (before == "the" and leads_name) or follows_name) and (
            position == 1 or before not in WEEKDAY
        )
    if word in AUXILIARY or word in FINITE:
        return not frame.is_shouted(position) and before[0].isalpha()
    return by_title and word in ADVERB


def _is_shortened(frame: Frame, stop: int, left: int) -> bool:
    """Tell whether a full stop belongs to the word before it: *Mr.*, *Ann B. Lowe*, *a U.S. official*, *5 p.m.*."""
    if frame.ends[-1] != stop or left < 2:
        return False
    word = frame.text[frame.starts[-1] : stop]
    return (
        frame.words[-1] in UNIT_ABBREVIATION
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
