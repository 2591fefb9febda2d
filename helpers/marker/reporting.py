"""The reporting clause: the verb with what belongs to it, and its subject."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.marker.clauses import BRACKET, BREAKS, COMMA_OR_DASH, QUOTE, Frame
from helpers.marker.grammar import (
    ANY_DETERMINER,
    AUXILIARY,
    BE,
    CONTROL,
    COORDINATOR,
    DETERMINER,
    GIVING_VERB,
    MONTH,
    PARTICLE,
    PEOPLE_NOUN,
    PLURAL_NOUN,
    POSSESSIVE,
    PREPOSITION,
    SOURCE_NOUN,
    SUBORDINATOR,
    Use,
    VerbForm,
    is_adverb,
    may_be_noun,
    reporting_forms,
)

Range = tuple[int, int]
"""Half-open range of units in a frame."""

_BEFORE_INVERTED = COMMA_OR_DASH.union((":", QUOTE))
_BEFORE_CLAUSE = BREAKS.union(("", BRACKET))
_BEFORE_WHOLE = frozenset(("", ",", ";", ":", QUOTE, "and", "but", "that"))
_ENDS_CLAUSE = BREAKS.union(("and", "but", "or"))
_HELPS_VERB = AUXILIARY | BE
_PEOPLE = PEOPLE_NOUN | SOURCE_NOUN | PLURAL_NOUN
_NO_PART_OF_VERB = frozenset("yesterday today so however yet instead meanwhile therefore thus".split())
_INSERTED_ADVERBS = frozenset("speaking however meanwhile though too instead then".split())
_IRREGULAR_PARTICIPLES = frozenset(
    "made held seen written taken led sent given known found built kept shown told set brought meant put".split()
)
_MAY_BE_SUBJECT = frozenset("all both each others another that this those some many most few one these several".split())


@dataclass(slots=True)
class UnitAttribution:
    """An attribution in a frame, before its parts are cut and turned into characters; ranges are of units."""

    rule: str
    use: Use | None  # None where the cue is no verb
    source: Range | None
    cue: Range
    content: list[Range]
    begins: int  # the unit at which the reporting clause begins
    shared: bool = False  # whether the speaker is the subject of an earlier verb
    takes_quotation_before: bool = False  # whether the quotation that ends the frame before is said too, and first


def group_start(frame: Frame, position: int) -> int:
    """Find where the verb group begins: auxiliaries, *not* and adverbs before the verb belong to it."""
    first = position
    while first > 0:
        word = frame.words[first - 1]
        if word == "and" and first < position and is_adverb(frame.words[first]) and is_adverb(frame.near[first - 2]):
            first -= 2  # openly and wrongly said
            continue
        if word in _HELPS_VERB or (is_adverb(word) and word not in _NO_PART_OF_VERB):
            first -= 1
        elif word == "to" and frame.near[first - 2] in CONTROL:
            first -= 2
        elif word == "to" and frame.near[first - 2] == "on" and frame.near[first - 3] in CONTROL:
            first -= 3
        else:
            break
    while first < position and is_adverb(frame.words[first]) and first > 0 and frame.words[first - 1] == ",":
        first += 1
    return first


def reads_as_noun(frame: Frame, position: int, group: int, verb: VerbForm) -> bool:
    """Tell whether a form is a noun or an adjective here, such as *claims* in *their claims*."""
    word, before, after = frame.words[position], frame.near[position - 1], frame.near[position + 1]
    if group < position:
        # All 22 previously confirmed cases: only adverbs stand between, so that it is an adjective
        lead = frame.near[group - 1]
        determined = lead.isdigit() or lead in POSSESSIVE or (lead in DETERMINER and lead not in _MAY_BE_SUBJECT)
        return all(is_adverb(word) for word in frame.words[group:position]) and (
            ("past" in verb.forms and determined) or verb.forms == {"participle"}  # the most well known effects
        )
    if frame.capitals[position] and position > 0:
        titled = verb.is_base and not frame.headline  # “…,” Press Secretary Ann Lee said
        if before not in _BEFORE_INVERTED or titled:
            return True
    determined = before in ANY_DETERMINER or before.endswith(("'s", "s'")) or before.isdigit()
    if determined and before not in _MAY_BE_SUBJECT and frame.near[position - 2] not in PREPOSITION:
        return True
    if before in PREPOSITION and "ing" not in verb.forms and before not in ("to",):
        return True
    if before in ("this", "that") and verb.is_base and word in may_be_noun():
        return True
    if word in may_be_noun():
        if before in {"that", "this", "some", "many", "most", "these", "those", "several"} and not frame.clause_begins(
            position + 1
        ):
            return True
        if after in PREPOSITION and after != "to" and not verb.particle and "past" not in verb.forms:
            return True
        if before.endswith("ing") and frame.near[position - 2] in ANY_DETERMINER and after in _HELPS_VERB:
            return True  # the shocking attacks have changed it
        if verb.is_base and before in GIVING_VERB:
            return True  # study gives hope
        if (
            before.endswith(("ed", "ic", "al", "ive", "ous", "ful", "able", "new", "recent"))
            and "past" not in verb.forms
        ):
            return True
    return False


def subject_of(frame: Frame, group: int) -> tuple[Range | None, int, bool]:
    """Find a verb group's subject, where the reporting clause begins, and whether an earlier verb shares it."""
    words = frame.words
    last = group - 1
    if last < 0:
        return None, group, False
    while last > 0 and words[last] == BRACKET:
        last -= 1
    last = _before_short_clause(frame, last)
    if words[last] in {"who", "which", "that"} and last > 0:
        end = last - 1 if words[last - 1] == "," else last
        first = frame.phrase_before(end)
        if first is not None and (words[last] != "that" or last - first <= 4):
            return (first, end), first, False
        return None, group, False
    if words[last] in {"and", "but", "then", "or"} or (words[last] == "," and words[last - 1] in ("and", "but")):
        if words[last] == "then" and words[last - 1] not in ("and", ","):
            return None, group, False
        return _clause_subject(frame, last), last, True
    if words[last] in COMMA_OR_DASH:
        return *subject_before_insertion(frame, last), False
    first, end = _phrase_with_time(frame, last + 1)
    if first is None or words[first] == "according":
        return None, group, False  # according to a person briefed on it
    first = _before_purpose(frame, first)
    return (first, end), first, False


def _phrase_with_time(frame: Frame, end: int) -> tuple[int | None, int]:
    """Find the noun phrase before a position, with or without a time after it, and where it ends."""
    moved = _before_time(frame, end)
    first = _before_reduced_clause(frame, end) if moved < end else None
    if first is not None:
        return first, end  # a survey carried out last year
    first = frame.phrase_before(moved)
    if first is None and moved != end:
        first, moved = frame.phrase_before(end), end
    return (_before_reduced_clause(frame, moved) if first is None else first), moved


def _before_short_clause(frame: Frame, last: int) -> int:
    """Step back over *when interviewed*, *if reached by phone*, in *Workers when interviewed said*."""
    for place in range(last - 1, max(0, last - 5), -1):
        if frame.words[place] in {"when", "once", "if", "as"}:
            short = _may_be_participle(frame, place + 1) and not frame.has_finite(place + 2, last + 1)
            return place - 1 if short else last
    return last


def _before_reduced_clause(frame: Frame, end: int) -> int | None:
    """Step back over *released Monday by the college*, in *A poll released Monday by the college found*."""
    words = frame.words
    for place in range(end - 1, max(0, end - 14), -1):
        if words[place] in _ENDS_CLAUSE:
            return None
        after = place + 1
        if not _may_be_participle(frame, place):
            continue
        if words[after] in PARTICLE and _opens_time_or_phrase(frame, after + 1):
            after += 1
        if not _opens_time_or_phrase(frame, after):
            continue
        first = frame.phrase_before(place)
        begins = first == 0 or (first is not None and words[first - 1] in {",", "and", "but", ";", "that"})
        if begins and (words[after] == "to" or words[first] in ANY_DETERMINER or _are_people(frame, place - 1)):
            return first
    return None


def _before_purpose(frame: Frame, first: int) -> int:
    """Step back over *appointed to study*, in *The panel appointed to study the fire said*."""
    to = next((place for place in (first - 2, first, first + 1) if frame.near[place] == "to"), 0)
    place = to - 1
    if place > 1 and (frame.words[place] in PARTICLE or frame.words[place] == "in"):
        place -= 1  # brought in to
    begin = frame.phrase_before(place) if place > 0 and _may_be_participle(frame, place) else None
    return begin if begin is not None and frame.near[begin - 1] in _BEFORE_WHOLE else first


def with_list(frame: Frame, first: int, end: int) -> int:
    """Step back over *Ann Lee, Bo Day* in *Ann Lee, Bo Day and Cy Moss said*."""
    before, items = frame.near[first - 1], 0
    if before in {"and", "or"} and frame.near[first - 2] == ",":
        comma, least = first - 2, 2  # Ann Lee, Bo Day, and Cy Moss
    elif before == "," and not {"and", "or"}.isdisjoint(frame.words[first:end]):
        comma, least = first - 1, 1
    else:
        return first
    start = first
    while comma > 0 and frame.words[comma] == "," and (item := _item_before(frame, comma)) is not None:
        start, comma, items = item, item - 1, items + 1
    return start if items >= least and frame.near[start - 1] in _BEFORE_WHOLE else first


def _item_before(frame: Frame, comma: int) -> int | None:
    """Find where a short noun phrase before a comma begins, if it may be one of a list."""
    first = frame.phrase_before(comma)
    if first is None or comma - first > 5 or frame.is_finite(comma - 1) or frame.skip_time(first) >= comma:
        return None
    if frame.words[first].endswith("ing"):
        return None  # Writing in a paper, Ann Lee and Cy Moss said
    return first if frame.near[first - 1] in _BEFORE_WHOLE else None


def _opens_time_or_phrase(frame: Frame, position: int) -> bool:
    if frame.near[position] == "to":
        return frame.near[position + 1] not in ANY_DETERMINER  # trained to handle dogs
    return frame.near[position] in PREPOSITION or frame.skip_time(position) > position


def _are_people(frame: Frame, position: int) -> bool:
    """Tell whether a noun names people: *two officials*, *parents*."""
    return frame.words[position] in _PEOPLE


def _may_be_participle(frame: Frame, position: int) -> bool:
    return position > 0 and (frame.words[position].endswith("ed") or frame.words[position] in _IRREGULAR_PARTICIPLES)


def _before_time(frame: Frame, end: int) -> int:
    """Step back over *on Tuesday* between the subject and its verb."""
    if not frame.is_time(end - 1):
        return end
    for length in (4, 3, 2, 1):
        start = end - length
        if start > 0 and frame.words[start] not in MONTH and frame.skip_time(start) == end:
            return start
    return end


def _clause_subject(frame: Frame, last: int) -> Range | None:
    start = last - 1
    while start >= 0 and frame.words[start] not in (";", QUOTE, ":"):
        start -= 1
    if start == last - 1 and ends_in_quotation(frame, last):
        return _clause_subject(frame, start)
    return frame.main_subject(start + 1, last)


def ends_in_quotation(frame: Frame, last: int) -> bool:
    """Tell whether the clause before a position ends in words that it quotes: *She called it “a mess” and said*."""
    return last > 1 and frame.words[last - 1] == QUOTE and frame.words[last - 2] not in _BEFORE_INVERTED


def subject_before_insertion(frame: Frame, comma: int) -> tuple[Range | None, int]:
    """Find the subject of *Ann Lee, a teacher, said* with its description, and where the reporting clause begins."""
    words, mark = frame.words, frame.words[comma]
    end = comma
    inserted: Range | None = None
    for _ in range(5):
        start = _mark_before(frame, end, mark)
        if start is None or (inserted and not frame.only_describes(*inserted)):
            break
        inserted = (start + 1, end)
        first = frame.phrase_before(start)
        if first is not None and (
            frame.only_describes(*inserted)
            or words[start + 1] in _INSERTED_ADVERBS
            or _opens_with_adverb(frame, inserted)
            or any("ing" in form.forms for form in reporting_forms().get(words[start + 1], ()))
        ):
            if _is_whole(frame, first) and not _describes_another(frame, first, mark):
                described = (
                    frame.describes(start + 1) or frame.is_pair(*inserted) or _opens_with_adverb(frame, inserted)
                )
                return (first, comma if described else start), first
        end = start
    first = frame.phrase_before(comma)
    if first is not None and frame.near[first - 1] in ("", QUOTE) and inserted is None:
        return (first, comma), first  # "The firm, said": a comma too many
    return None, comma


def _opens_with_adverb(frame: Frame, inserted: Range) -> bool:
    """*once a friend*, *even mild ones*: what describes a speaker after an adverb."""
    first, last = inserted
    adverb = is_adverb(frame.words[first]) and not frame.words[first].endswith("ly")
    return adverb and last - first > 2 and not frame.has_finite(first + 1, last)


def _mark_before(frame: Frame, end: int, mark: str) -> int | None:
    """Find the comma or dash that opens the insertion which ends before a position."""
    start = end - 1
    while start >= 0 and frame.words[start] not in (mark, QUOTE, ";", ":") and end - start < 40:
        start -= 1
    if start > 0 and frame.words[start] == QUOTE and mark == ",":
        return relative_before(frame, end)
    return start if start >= 0 and frame.words[start] == mark else None


def relative_before(frame: Frame, end: int) -> int | None:
    """Find the comma of *, who calls herself “a good cook”* before a position, if a quotation ends such a clause."""
    if frame.near[end - 1] != QUOTE:
        return None
    opening = next((p for p in range(end - 2, max(0, end - 14), -1) if frame.words[p] == ","), 0)
    return opening if opening and frame.near[opening + 1] in ("who", "whose") else None


def _is_whole(frame: Frame, first: int) -> bool:
    """Tell whether a noun phrase begins where a clause can."""
    before = frame.near[first - 1]
    return before in _BEFORE_CLAUSE or is_adverb(before) or before in COORDINATOR or before in SUBORDINATOR


def _describes_another(frame: Frame, first: int, mark: str) -> bool:
    """Tell whether a noun phrase is itself such an insertion: *Ann Lee, a teacher, a mother, said*."""
    return (
        first > 1
        and frame.words[first - 1] == mark == ","
        and not _is_fronted(frame, first - 1)
        and not _is_claim(frame, first - 1)
        and frame.phrase_before(first - 1) is not None
        and frame.describes(first)
    )


def _is_claim(frame: Frame, comma: int) -> bool:
    """Tell whether a clause of its own stands before a comma: *It is safe, his lawyer, Ann Lee, said*."""
    start = comma
    while start > 0 and frame.words[start - 1] not in (",", QUOTE, ";", ":"):
        start -= 1
    return frame.words[start] not in {"who", "whose", "which", "where"} and frame.has_finite(start + 1, comma)


def _is_fronted(frame: Frame, comma: int) -> bool:
    """Tell whether *In that report*, *Echoing her words* or *Asked why* stands before a comma, at the beginning."""
    start = comma
    while start > 0 and frame.words[start - 1] not in (",", QUOTE, ";", ":"):
        start -= 1
    word = frame.words[start]
    return (
        word in PREPOSITION
        or word in SUBORDINATOR
        or is_adverb(word)
        or (len(word) > 4 and word.endswith(("ing", "ed")) and not (start and frame.capitals[start]))
    )
