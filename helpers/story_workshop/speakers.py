"""Whom the words of a source mean: name, title, pronoun and "the ministry" put together into one speaker.

The rules guess, and a person joins or splits what they put together. A speaker is known by its heads: a surname, or the
noun of a description (*ministry*, *engineer*).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.marker.grammar import word_class
from helpers.story import plain
from helpers.story_workshop.words_of import slug

_DETERMINERS = frozenset("the a an its his her their this that these those our one some another".split())
_TITLES = frozenset(
    "mr mrs ms mx dr prof professor sir lady lord judge justice president minister mayor king queen general colonel "
    "captain sergeant inspector detective senator governor secretary".split()
)
_ROLES = frozenset(
    "captain chair chairman chairwoman chief coach director doctor driver farmer head leader manager nurse officer "
    "resident spokesman spokesperson spokeswoman student teacher trainer".split()
)
_PERSONS = {"he": "person", "she": "person", "they": "", "it": "thing"}
_SAID_OF = {
    **dict.fromkeys("he mr sir lord king spokesman chairman husband father brother son".split(), "he"),
    **dict.fromkeys("she mrs ms miss lady queen spokeswoman chairwoman wife mother sister daughter".split(), "she"),
}
"""Words that tell with which pronoun somebody is spoken of."""
_INSTITUTION = frozenset(
    "ministry council court police agency department university hospital company government army commission committee "
    "union board bank institute office service services centre center authority party parliament school trust charity "
    "report study survey statement website paper newspaper letter firm group association federation organisation "
    "organization nato un eu who coalition inc ltd press radio television tv guard navy force forces line lines club "
    "unit herald gazette courier times tribune".split()
)
_STOPS = re.compile(r",|\s[–—-]\s|\s\(|\s(?:who|which|that|whose|where|of the paper)\s")
_NEW = re.compile(r"(?:an?|another|one) ", re.IGNORECASE)  # “a second nurse” is another one than the nurse of before
_APPOSITION = re.compile(r"(?:the|a|an)\s+((?:[\w’'-]+\s?){1,4}?)(?:\s(?:who|which|that|of|in|at|for)\b|,|$)")
_NAME_AFTER = re.compile(r"((?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+)(?:,|$)")
_BEGINS_WITH_NAME = re.compile(r"(?:[A-Z][\w'-]*(?: [a-z][\w'-]*){0,3} )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)+(?=,| [a-z])")
_BEGINS_WITH_INSTITUTION = re.compile(
    rf"(?:The|A|An) (?:[\w'-]+ ){{0,3}}?(?:{'|'.join(_INSTITUTION)})(?: of(?: [\w'-]+){{1,2}}?)?(?= [a-z])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# “Her colleague Viktor Sand”: whose colleague, his name alone does not tell.
_RELATION = re.compile(
    r"^(?:aunt|brother|colleague|cousin|daughter|father|friend|husband|mother|neighbou?r|partner|sister|son|uncle"
    r"|wife) (?=[A-Z])"
)
_NAME_RUN = re.compile(r"(?:[A-Z][\w-]+\.? )+[A-Z][\w-]+")
_LONGEST_NAME = 9  # words
_SMALL = frozenset("of for and in at on de la van von der den bin al".split())


@dataclass
class Speaker:
    """Somebody to whom words are given: the fullest name that was met, and the words that mean the same one."""

    name: str
    heads: set[str] = field(default_factory=set)
    person: str = ""  # "person", "thing" or empty, as far as it is known
    named: bool = False  # whether by a name of its own
    spoken_of: str = ""  # "he" or "she", as far as it is known

    def entry(self, identity: str) -> dict[str, str]:
        """Write it as a reading does."""
        if self.person == "person" and self.named:
            kind = "person"
        elif self.named or self.person == "thing":
            kind = "institution"
        else:
            kind = "none"
        return {"id": identity, "name": self.name, "named": kind}


def is_pronoun(words: str) -> bool:
    """Tell whether a speaker is meant by a pronoun only."""
    return words.casefold() in ("he", "she", "it", "they", "we", "i", "who")


def is_institution(name: str) -> bool:
    """Tell whether a name has a word of an institution in it, such as a ministry, and is no person's title there."""
    words = [word.casefold() for word in _WORD.findall(plain(shortest_source(name)))]
    return any(word in _INSTITUTION for word in words) and not any(word in _ROLES for word in words)


def name_alone(words: str) -> str:
    """Take the name of a person out of the words for a speaker: “Dana Reth” of “Its spokeswoman, Colonel Dana Reth”.

    Empty if there is none, or nothing else beside it.
    """
    for found in _NAME_RUN.finditer(words):
        run = found[0].split()
        while len(run) > 2 and plain(run[0]).casefold().rstrip(".") in _TITLES | _ROLES:
            run = run[1:]
        name = " ".join(run)
        if not is_institution(name) and name != words.strip():
            return name
        return ""
    return ""


def shortest_source(words: str) -> str:
    """Take from a source what stands after the name: “Nora Quill, the engineer who …” is “Nora Quill”."""
    found = _STOPS.search(words)
    short = words[: found.start()] if found and found.start() > 1 else words
    return short.strip(" ,;:—–")


class Speakers:
    """Puts the sources of a story together, in the order of the story."""

    def __init__(self) -> None:
        self.found: list[Speaker] = []
        self.last: int | None = None
        self.is_guess = False  # whether several may have been meant by the last words

    def who(self, source: str, antecedent: int | None = None) -> int:
        """Return the place of the speaker that a source means; a new one, if it means none of before.

        `antecedent` is the one that a pronoun points to, as far as the marker guesses.
        """
        words, self.is_guess = plain(source).strip(), False
        if words.casefold() in word_class("pronoun") | _PERSONS.keys():
            return self._pronoun(words.casefold(), antecedent)
        short = shortest_source(words)
        heads, named = self._heads(words, short)
        words, short, named = _name_first(words, short) or (words, short, named)
        spoken_of = _spoken_of(words, short)
        place = self._same(words, short) if _NEW.match(words) else self._known(heads, short, spoken_of)
        if place is None:
            place = len(self.found)
            self.found.append(Speaker(_display(words, short), set(heads), named=named))
        speaker = self.found[place]
        speaker.heads |= heads
        speaker.person = speaker.person or _person(short, named)
        speaker.spoken_of = speaker.spoken_of or spoken_of
        if named and (not speaker.named or len(short) > len(shortest_source(speaker.name))):
            speaker.name, speaker.named = _display(words, short), True
        self.last = place
        return place

    def _pronoun(self, word: str, antecedent: int | None) -> int:
        wanted, spoken_of = _PERSONS.get(word, ""), _SAID_OF.get(word, "")
        fits = [antecedent, self.last, *range(len(self.found) - 1, -1, -1)]
        for place in fits:
            speaker = self.found[place] if place is not None else None
            if speaker and speaker.person in ("", wanted or speaker.person) and _may_be(speaker, spoken_of):
                speaker.person = speaker.person or wanted
                speaker.spoken_of = speaker.spoken_of or spoken_of
                self.last = place
                return place
        self.found.append(Speaker(word, {word}, person=wanted, spoken_of=spoken_of))
        self.last = len(self.found) - 1
        return self.last

    def _heads(self, words: str, short: str) -> tuple[set[str], bool]:
        """Return the words by which a source may be met again, and whether it has a name."""
        tokens = [token for token in _WORD.findall(short) if token.casefold() not in _DETERMINERS]
        if not tokens:
            return {words.casefold()}, False
        bare = [token.removesuffix("'s") for token in tokens]
        last = bare[-1].casefold()
        # The first word of a sentence has a capital whatever it is: alone it names somebody if it is no plural.
        counted = bare if len(bare) == 1 or short[:1].islower() or len(tokens) < len(_WORD.findall(short)) else bare[1:]
        named = any(token[:1].isupper() and token.casefold() not in _TITLES for token in counted)
        if len(bare) == 1 and len(_WORD.findall(short)) == 1:
            named = (named and not last.endswith("s")) or bare[0].isupper() or last in self._surnames()
        heads = {last}
        if preposition := re.search(r"\s(?:by|of|for|from|in|at|on)\s", short):
            before = _WORD.findall(short[: preposition.start()])
            # “The police in Estra” are the police: “the Estra harbour” is somebody else.
            heads = {before[-1].casefold()} if before else heads
        if named:
            # “Council leader Owen Darby”: “the leader” means him, too.
            role = [token for token in bare[:-1] if token.islower() and token not in _SMALL]
            role += [bare[0].casefold()] if len(bare) > 1 and bare[0].casefold() in _ROLES else []  # “Farmer Colin Hay”
            heads |= {role[-1]} if role else set()
        after = words[len(short) :].lstrip(" ,")
        # “Its director, Selma Okoro”: “Okoro” means her, too.
        if found := _NAME_AFTER.match(after):
            heads.add(found[1].split()[-1].casefold())
        if found := _APPOSITION.match(after):
            heads.add(found[1].split()[-1].casefold())
        return heads, named

    def _surnames(self) -> set[str]:
        names = (plain(shortest_source(speaker.name)) for speaker in self.found if speaker.named)
        return {_WORD.findall(name)[-1].casefold() for name in names}

    def knows(self, name: str) -> bool:
        """Tell whether somebody who has spoken is called so."""
        return any(name.casefold() in speaker.heads for speaker in self.found)

    def _known(self, heads: set[str], short: str, spoken_of: str) -> int | None:
        """Find whom some heads mean: who spoke last, if several do; Tom Brandt is another one than Ida Brandt."""
        last_first = sorted(range(len(self.found)), key=lambda place: (place == self.last, place), reverse=True)
        fits = [
            place
            for place in last_first
            if self.found[place].heads & heads
            and _may_be(self.found[place], spoken_of)
            and not _are_two(short, shortest_source(self.found[place].name))
        ]
        self.is_guess = len(fits) > 1
        return fits[0] if fits else None

    def _same(self, words: str, short: str) -> int | None:
        """Find the speaker who was called by these very words."""
        name = _display(words, short)
        return next((place for place, speaker in enumerate(self.found) if speaker.name == name), None)

    def entries(self) -> list[dict[str, str]]:
        """Write all speakers as a reading does, each with an id of its own."""
        taken: set[str] = set()
        entries = []
        for number, speaker in enumerate(self.found, 1):
            base = slug(shortest_source(speaker.name)) or f"speaker-{number}"
            identity, more = base, 1
            while identity in taken:
                more += 1
                identity = f"{base}-{more}"
            taken.add(identity)
            entries.append(speaker.entry(identity))
        return entries


def is_given_name(word: str) -> bool:
    """Guess whether a word with a capital, before a surname, is somebody's own name."""
    return word.casefold() not in (
        _TITLES | _ROLES | _DETERMINERS | _INSTITUTION | word_class("preposition") | word_class("subordinator")
    )


def _may_be(speaker: Speaker, spoken_of: str) -> bool:
    """Tell whether *Ms Reed*, or *she*, may mean somebody: not one who was “he”."""
    return not spoken_of or speaker.spoken_of in ("", spoken_of)


def _spoken_of(words: str, short: str) -> str:
    """Tell with which pronoun somebody is spoken of, by a title or a role that says so."""
    told = [word.casefold() for word in _WORD.findall(words if _name_first(words, short) else short)]
    return next((_SAID_OF[word] for word in told if word in _SAID_OF and word not in ("he", "she")), "")


def _are_two(one: str, other: str) -> bool:
    """Tell two by what their names add to a head they share: Ida and Tom Brandt, the ministries of Trade and of War."""
    if _is_institution(one) or _is_institution(other):
        more, less = _capitals(one), _capitals(other)
        return not (more <= less or less <= more)
    given, others = _given_names(one), _given_names(other)
    return bool(given and others and not given & others)


def _is_institution(short: str) -> bool:
    return _head(short) in _INSTITUTION


def _head(short: str) -> str:
    """Return the noun that a description is about: *ministry* of “the Ministry of Trade in Vesk”."""
    before = re.split(r"\s(?:by|of|for|from|in|at|on)\s", short)[0]
    row = _WORD.findall(before)
    return row[-1].casefold().removesuffix("'s") if row else ""


def _capitals(short: str) -> set[str]:
    """Return the names in a description, but for its head: *Trade* and *Vesk* of “the Ministry of Trade in Vesk”."""
    row = [word for word in _WORD.findall(short) if word[:1].isupper() and word.casefold() not in _DETERMINERS]
    return {word.casefold().removesuffix("'s") for word in row} - {_head(short)}


def _given_names(short: str) -> set[str]:
    """Return the capital words right before the last one that are no title: “Ida” of “Board chair Ida Brandt”."""
    row = _WORD.findall(short)
    if not row or not row[-1][:1].isupper():
        return set()
    names: set[str] = set()
    for word in reversed(row[:-1]):
        if not word[:1].isupper() or word.casefold() in (_TITLES | _ROLES | _DETERMINERS | _INSTITUTION):
            break
        names.add(word.casefold().rstrip("."))
    return names


def _person(short: str, named: bool) -> str:
    words = [word.casefold().removesuffix("'s") for word in _WORD.findall(short)]
    if _is_institution(short):
        return "thing"
    if re.match(r"[Tt]he [A-Z]", short) and words[1] not in _TITLES:
        return "thing"  # no person's name begins so: “the Vesk Coast Guard”
    if short.isupper() and len(words) == 1:
        return "thing"
    if any(
        one.casefold() in _INSTITUTION and one.islower() and two[:1].isupper()
        for one, two in pairwise(_WORD.findall(short))
    ):
        return "thing"  # “the bus company Carrow Lines”
    capitals = [word for word in _WORD.findall(short) if word[:1].isupper() and word.casefold() not in _DETERMINERS]
    return "person" if named and (len(capitals) >= 2 or (words and words[0] in _TITLES)) else ""


def subject_of(sentence: str, pronoun: str) -> str:
    """Return the person or the institution with whom a sentence begins, if a pronoun of the next one may mean them."""
    found = (_BEGINS_WITH_NAME if pronoun in ("he", "she") else _BEGINS_WITH_INSTITUTION).match(plain(sentence))
    return found[0] if found and _person(found[0], named=True) == _PERSONS.get(pronoun) else ""


def _name_first(words: str, short: str) -> tuple[str, str, bool] | None:
    """Turn “its director, Selma Okoro” round: the name comes first, then what she is."""
    found = _NAME_AFTER.match(words[len(short) :].lstrip(" ,"))
    if not found or short.split()[0].casefold() not in _DETERMINERS:
        return None
    role = re.sub(r"^(?:its|his|her|their|our)\s", "", short[:1].casefold() + short[1:])
    return f"{found[1]}, {role}", found[1], True


def _display(words: str, short: str) -> str:
    """Name a speaker with a role, as far as the first words after the name tell it."""
    name = re.sub(r"^(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)\s(?=.*\b[A-Z])", "", short)  # “her colleague Viktor Sand”
    name = _RELATION.sub("", name)
    name = re.sub(r"^(?:the|a|an)\s", lambda found: found[0].capitalize(), name)
    name = " ".join(name.split()[:_LONGEST_NAME])
    name = name[:1].upper() + name[1:]
    after = words[len(short) :]
    found = re.match(r",\s+((?:the|a|an|its|his|her)?\s?(?:[\w’'-]+\s?){1,5}?)(?=\s(?:who|which|that)\b|,|$)", after)
    if found and not re.match(r"(?:who|which|that)\b", found[1]):
        name = f"{name}, {found[1].strip()}"
    return name.replace("'", "’")
