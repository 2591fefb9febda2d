"""Who says what: source, cue and content of each attribution in a paragraph.

The rules start from the cue, a reporting verb or *according to*, and look for its subject and for what is said,
the way a grammar describes reporting clauses (Quirk et al. 1985, 14.28-35; Biber et al. 1999, 11.2). The three
parts and their names follow Pareti 2015, *Attribution: A Computational Approach*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from helpers.marker.clauses import BRACKET, COMMA_OR_DASH, DASHES, QUOTE, Frame, frames_of
from helpers.marker.grammar import (
    DETERMINER,
    DRAWING_VERB,
    LIGHT_VERB,
    MONTH,
    NOT_A_SPEAKER,
    SOURCE_NOUN,
    STATE_OF_MIND,
    WEEKDAY,
    Use,
    cue_beginnings,
    cue_nouns,
    is_adverb,
    reporting_forms,
)
from helpers.marker.quotations import Quotation, find_quotations
from helpers.marker.reported import (
    VIEWS,
    can_speak,
    read_according_to,
    read_in_view_of,
    read_light_verb,
    read_noun,
    read_state_of_mind,
    read_verb,
)
from helpers.marker.reporting import Range, UnitAttribution
from helpers.marker.words import RawParagraph

_HEADLINE_WORDS = 25
_SPEAKER_AFTER = frozenset(("quotation-then-cue", "quotation-then-inverted", "clause-then-cue", "clause-then-inverted"))
_CUTS_AFTER_COMMA = frozenset(
    ("and", "but", "while", "although", "though", "whereas", "as", "adding", "citing", "speaking", "noting")
)
_CITES = frozenset(("citing", "according", "speaking", "referring", "adding"))
_CLAUSE_AFTER = frozenset(("cue-then-clause", "cue-then-clause-weak", "cue-then-that"))
_LOOSE = COMMA_OR_DASH.union(";:.")
_BEFORE_VIEW = frozenset(("and", "but", ","))
_BEFORE_PER = COMMA_OR_DASH.union(("",))
_CARRIES_STAND = LIGHT_VERB | DRAWING_VERB
_MAY_STAND_BEFORE_EDGE = _CUTS_AFTER_COMMA | {",", QUOTE}


@dataclass(slots=True)
class TextAttribution:
    """One attribution, with its parts as half-open ranges of characters of the whole text."""

    rule: str
    use: Use | None  # None where the cue is no verb
    source: list[tuple[int, int]]  # empty where the text names nobody
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    continued: list[tuple[int, int]] = field(default_factory=list)  # quotations that go on afterwards
    in_quotation: bool = False  # whether it stands in somebody's quotation
    that: int | None = None  # where the word *that* begins which opens the content, if one does
    inside: TextAttribution | None = None  # the attribution whose content it stands in


def find_attributions(paragraph: RawParagraph, quotations: Sequence[Quotation]) -> list[TextAttribution]:
    """Find the attributions of a paragraph in order, those inside quotations too."""
    if _signs().isdisjoint(paragraph.words):
        return []
    outer = [quotation for quotation in quotations if quotation.level == 0]
    frames = frames_of(paragraph, outer)
    attributions = _in_frames(frames, _is_headline(paragraph))
    for frame in frames:
        for quotation in frame.quotations.values():
            if not _may_attribute(paragraph, quotation):
                continue
            inner = paragraph.part(RawParagraph, quotation.inner_start, quotation.inner_end)
            for attribution in _in_frames(frames_of(inner, find_quotations(inner)), headline=False):
                attribution.in_quotation = True
                attributions.append(attribution)
    if not attributions:
        return []
    _with_quotation_marks(attributions, outer)
    if len(attributions) > 1:
        attributions.sort(key=lambda attribution: min(attribution.cue + attribution.source + attribution.content))
    return attributions


def _may_attribute(paragraph: RawParagraph, quotation: Quotation) -> bool:
    """Tell whether a word or a mark without which nothing is attributed stands in a quotation."""
    words = paragraph.words[paragraph.number_at(quotation.inner_start) : paragraph.number_at(quotation.inner_end)]
    return not _signs().isdisjoint(words)


@cache
def _signs() -> frozenset[str]:
    """Return words and marks of which one stands in each attribution; *in* alone is none, *in his view* is."""
    return (cue_beginnings() - {"in"}).union(VIEWS, DASHES, (":",))


def _with_quotation_marks(attributions: Iterable[TextAttribution], quotations: Sequence[Quotation]) -> None:
    """Take in the quotation mark at the edge of a content that holds the other one."""
    opening = {quotation.inner_start: quotation for quotation in quotations}
    closing = {quotation.inner_end: quotation for quotation in quotations}
    for attribution in attributions:
        if attribution.in_quotation:
            continue
        attribution.source = [
            (start, closing[end].end if end in closing and closing[end].inner_start >= start else end)
            for start, end in attribution.source  # Reed, who calls herself “a cook”
        ]
        for index, (start, end) in enumerate(attribution.content):
            if start in opening and opening[start].inner_end <= end + 1:
                start = opening[start].start
            if end in closing and closing[end].inner_start >= start:
                end = closing[end].end
            # “playing with fire,”: the comma before the closing mark is no part of the content, and the mark is.
            elif end + 1 in closing and start <= closing[end + 1].start:
                end = closing[end + 1].end
            attribution.content[index] = (start, end)


def tell_nested(attributions: Sequence[TextAttribution]) -> None:
    """Tell each attribution in whose content its cue stands, if it stands in any."""
    contents = sorted(
        ((place, number) for number, each in enumerate(attributions) for place in (*each.content, *each.continued)),
        key=lambda item: (item[0][0], -item[0][1]),
    )
    open_now: list[tuple[int, int]] = []  # where a content ends, and whose it is
    following = 0
    for number, attribution in sorted(enumerate(attributions), key=lambda item: item[1].cue[0]):
        start = attribution.cue[0][0]
        while following < len(contents) and contents[following][0][0] <= start:
            (_, end), owner = contents[following]
            while open_now and open_now[-1][0] < end:
                open_now.pop()
            open_now.append((end, owner))
            following += 1
        while open_now and open_now[-1][0] <= start:
            open_now.pop()
        if open_now and open_now[-1][1] != number:
            attribution.inside = attributions[open_now[-1][1]]


def _is_headline(paragraph: RawParagraph) -> bool:
    return len(paragraph.words) <= _HEADLINE_WORDS and paragraph.text[paragraph.end - 1] not in '.!?…"”’'


def _in_frames(frames: Sequence[Frame], headline: bool) -> list[TextAttribution]:
    """Find the attributions of frames that follow one another, and the quotations that go on after them."""
    attributions: list[TextAttribution] = []
    spoken: set[int] = set()
    speaker: TextAttribution | None = None  # whose words a quotation at the beginning of the next frame may be
    for before, frame in pairwise((None, *frames)):
        if _signs().isdisjoint(frame.words):
            if frame.words[0] != QUOTE:
                speaker = None
            elif speaker and frame.starts[0] not in spoken:
                speaker.continued.append((frame.starts[0], frame.ends[0]))
            continue
        frame.headline = headline
        frame.know_names(opens_paragraph=before is None)
        here = [
            attribution
            for piece in _in_frame(frame, before, headline)
            if (attribution := _with_places(piece, frame, before))
        ]
        if before is None and here and here[0].rule == "speaker-label" and frame.words[-1] != QUOTE:
            # In a transcript a paragraph is a speaker's turn.
            here[0].content = [(here[0].content[0][0], frames[-1].ends[-1])]
        if speaker:
            # A quotation that was given to the speaker before may prove to be the words of this frame's speaker.
            taken = {place for attribution in here for place in attribution.content}
            speaker.continued = [place for place in speaker.continued if place not in taken]
        for attribution in here:
            spoken.update([start for start, _ in attribution.content])
        if speaker and frame.words[0] == QUOTE and frame.starts[0] not in spoken:
            speaker.continued.append((frame.starts[0], frame.ends[0]))
        if here:
            speaker = _speaker_after(frame, here)
            if speaker:
                speaker.content += _later_quotations(frame, speaker, spoken)
        elif frame.words[0] != QUOTE:
            speaker = None
        attributions += here
    return attributions


def _with_places(attribution: UnitAttribution, frame: Frame, before: Frame | None) -> TextAttribution | None:
    """Turn units into characters, or return None if nothing is said."""
    content = [place for piece in attribution.content if (place := _place(frame, piece))]
    if attribution.takes_quotation_before and before is not None:
        content.insert(0, (before.starts[-1], before.ends[-1]))
    if not content and attribution.rule != "cue-then-colon":
        return None
    source = _place(frame, attribution.source) if attribution.source else None
    cue = (frame.starts[attribution.cue[0]], frame.ends[attribution.cue[1] - 1])
    placed = TextAttribution(attribution.rule, attribution.use, [source] if source else [], [cue], content)
    first = attribution.content[0][0] if attribution.content else 0
    if first > attribution.cue[0] and frame.near[first - 1] == "that" and content:
        placed.that = frame.starts[first - 1]
    return placed


def _speaker_after(frame: Frame, here: Sequence[TextAttribution]) -> TextAttribution | None:
    """Return the attribution whose quoted words may go on: the last one of speech, if it has a quotation."""
    last = next(
        (attribution for attribution in reversed(here) if attribution.use is None or attribution.use.kind == "speech"),
        None,
    )
    if last is None or not last.content:
        return None
    quotes_here = any((quotation.start, quotation.end) in last.content for quotation in frame.quotations.values())
    quotes_before = last.content[0][0] < frame.starts[0]
    return last if quotes_here or quotes_before else None


def _later_quotations(frame: Frame, speaker: TextAttribution, spoken: Collection[int]) -> list[tuple[int, int]]:
    """Return the quotations of the frame that stand after all that the speaker has said so far."""
    after = max(speaker.cue[0][0], *(end for _, end in speaker.content))
    return [
        (quotation.start, quotation.end)
        for quotation in frame.quotations.values()
        if quotation.start > after and quotation.start not in spoken
    ]


def _place(frame: Frame, piece: Range) -> tuple[int, int] | None:
    """Turn units into characters, without commas and dashes at the ends."""
    first, last = piece
    words = frame.words
    while first < last and words[first] in _LOOSE:
        first += 1
    while first < last and words[last - 1] in _LOOSE:
        last -= 1
    return (frame.starts[first], frame.ends[last - 1]) if first < last else None


def _in_frame(frame: Frame, before: Frame | None, headline: bool) -> list[UnitAttribution]:
    attributions: list[UnitAttribution] = []
    taken = -1
    begins_cue = cue_beginnings()
    for position, word in enumerate(frame.words):
        if word == "in" and position and frame.words[position - 1] not in _BEFORE_VIEW:
            continue
        if word in begins_cue and position > taken and (attribution := _read_at(frame, before, position, word)):
            if attribution.rule == "claim-noun" and attributions and _leads_on(attributions[-1], position):
                continue  # said in a statement that
            if attribution.shared and attributions:
                _share_speaker(attribution, attributions[-1])
            elif attributions:
                _keep_speaker_apart(attribution, attributions[-1])
            attributions.append(attribution)
            taken = attribution.cue[1] - 1
            if attribution.rule in _SPEAKER_AFTER:
                frame.speaker = attribution.source
    if headline and not any(attribution.rule in _SPEAKER_AFTER for attribution in attributions):
        attributions = _headline(frame) or attributions
    if ":" in frame.words:
        attributions += _before_colon(frame, attributions)
    if not attributions:
        attributions = _signature(frame, before) or _label(frame)
    if attributions:
        _cut(frame, attributions)
    return attributions


def _share_speaker(attribution: UnitAttribution, earlier: UnitAttribution) -> None:
    """Give a second verb the speaker of the first, where both were taken for the speaker."""
    source = attribution.source
    if not source or not earlier.source or earlier.cue[1] > attribution.cue[0]:
        return
    if source[0] == earlier.source[0] or source[0] <= earlier.cue[0] < source[1]:
        attribution.source = earlier.source


def _keep_speaker_apart(attribution: UnitAttribution, earlier: UnitAttribution) -> None:
    """End a speaker's words at the cue before: *a memo shows officials discussed the risk*."""
    source, (first, last) = attribution.source, earlier.cue
    if source and earlier.rule in _CLAUSE_AFTER and source[0] < first and last < source[1] == attribution.cue[0]:
        attribution.source, attribution.begins = (last, source[1]), last


def _leads_on(attribution: UnitAttribution, position: int) -> bool:
    """Tell whether a unit stands between a cue and what it reports."""
    return any(attribution.cue[1] <= position < first for first, _ in attribution.content)


def _read_at(frame: Frame, before: Frame | None, position: int, word: str) -> UnitAttribution | None:
    """Read the attribution whose cue begins at a position."""
    if word == "according" and frame.near[position + 1] == "to":
        return read_according_to(frame, position, position + 2)
    if word == "per" and frame.near[position - 1] in _BEFORE_PER:
        return read_according_to(frame, position, position + 1)
    if word == "in":
        return read_in_view_of(frame, position)
    if word in _CARRIES_STAND and (attribution := read_light_verb(frame, position)):
        return attribution
    after = frame.near[position + 1]
    for verb in reporting_forms().get(word, ()):
        end, particle = position + 1, verb.particle
        if particle:
            end += len(particle)
            if particle[0] != after or tuple(frame.words[position + 1 : end]) != particle:
                continue
        attribution = read_verb(frame, before, position, end, verb)
        if attribution:
            return attribution
    if word in STATE_OF_MIND and (attribution := read_state_of_mind(frame, position)):
        return attribution
    return read_noun(frame, position) if word in cue_nouns() else None


_NO_LABEL = NOT_A_SPEAKER | MONTH | WEEKDAY


# ---- Headlines and labels ----------------------------------------------------------------------------------------


def _headline(frame: Frame) -> list[UnitAttribution]:
    """Read *Ministry: bridge is safe*, *Bridge is safe — ministry*."""
    words, size = frame.words, len(frame.words)
    marks = [p for p in range(1, size - 1) if words[p] == ":" or words[p] in DASHES]
    for mark in marks:
        left, right = (0, mark), (mark + 1, size)
        if words[mark] == ":":
            if _may_speak(frame, left, 5) and size - mark > 3:
                return [UnitAttribution("headline-colon", None, left, (mark, mark + 1), [right], 0)]
            if _may_speak(frame, right, 6, named=True) and (mark > 3 or (words[mark - 1] == QUOTE and size - mark < 5)):
                return [UnitAttribution("headline-colon", None, right, (mark, mark + 1), [left], 0)]
        elif _may_speak(frame, right, 6, named=True) and mark >= 3:
            return [UnitAttribution("headline-dash", None, right, (mark, mark + 1), [left], 0)]
    return []


def _may_speak(frame: Frame, piece: Range, longest: int, named: bool = False) -> bool:
    words = frame.words[piece[0] : piece[1]]
    if (
        not 0 < len(words) <= longest
        or QUOTE in words
        or BRACKET in words
        or any(word in NOT_A_SPEAKER for word in words)
    ):
        return False
    if (
        any(word.isdigit() for word in words)
        or frame.has_finite(*piece)
        or (not frame.capitals[piece[0]] and named is False)
    ):
        return False
    if any(word in SOURCE_NOUN for word in words):
        return True
    return (
        not named
        and (frame.has_finite(piece[1] + 1, len(frame.words)) or frame.near[piece[1] + 1] == QUOTE)
        and len(words) <= 3
        and all(frame.capitals[slice(*piece)])
        and words[0] not in DETERMINER
    )


def _signature(frame: Frame, before: Frame | None) -> list[UnitAttribution]:
    """Read *“It is safe.” — Ann Lee, a teacher*: a quotation that ends like a sentence, and a name after it."""
    dash = 1 if frame.near[0] == QUOTE else 0  # the quotation may be a frame of its own
    signed = frame.is_sentence(0) if dash else before is not None and before.is_sentence(len(before.words) - 1)
    if not signed or frame.near[dash] not in DASHES:
        return []
    first = last = dash + 1
    while last < len(frame.words) and _is_part_of_name(frame, last):
        last += 1
    if not first < last < first + 7 or not frame.capitals[first] or frame.with_apposition(last) < len(frame.words):
        return []
    content = [(0, 1)] if dash else []
    name = (first, len(frame.words))
    attribution = UnitAttribution("quotation-then-name", None, name, (dash, dash + 1), content, 0)
    attribution.takes_quotation_before = not dash
    return [attribution]


def _is_part_of_name(frame: Frame, position: int) -> bool:
    word = frame.words[position]
    dated = word == QUOTE or word in MONTH or word in WEEKDAY
    return (frame.capitals[position] and not dated) or word in {"of", "the", "de", "van", "von"}


def _before_colon(frame: Frame, attributions: Sequence[UnitAttribution]) -> list[UnitAttribution]:
    """Read *Ann Lee was blunt: “It is over.”*: a clause about a speaker, and a quotation after a colon."""
    mark = len(frame.words) - 2
    if mark < 2 or frame.words[mark] != ":" or frame.near[mark + 1] != QUOTE or not frame.capitals[mark + 1]:
        return []
    for attribution in attributions:
        if any(first <= mark + 1 < last for first, last in attribution.content):
            return _after_stand(attribution, mark) if attribution.rule == "takes-a-stand" else []
    subject = frame.main_subject(0, mark)
    if subject is None:
        return []
    cue = (subject[1] + (frame.near[subject[1]] == ","), mark)
    if not (can_speak(frame, subject) and cue[0] < mark and frame.is_finite(cue[0])):
        return []
    return [UnitAttribution("colon-then-quotation", None, subject, cue, [(mark + 1, mark + 2)], subject[0])]


def _after_stand(stand: UnitAttribution, mark: int) -> list[UnitAttribution]:
    """Read *He rejected the idea: “We will not pay.”*: the stand ends at the colon, and its words tell who speaks."""
    stand.content = [(first, min(last, mark)) for first, last in stand.content if first < mark]
    cue, quotation = (stand.cue[0], mark), [(mark + 1, mark + 2)]
    return [UnitAttribution("colon-then-quotation", None, stand.source, cue, quotation, stand.begins)]


def _label(frame: Frame) -> list[UnitAttribution]:
    """Read a speaker's label in an interview: *Ann Lee: It is safe*, *LEE (on tape): It is*, *The mayor: “It is.”*."""
    mark = next((p for p in range(1, min(6, len(frame.words) - 1)) if frame.words[p] == ":"), 0)
    words = frame.words[:mark]
    if not mark or QUOTE in words or not _NO_LABEL.isdisjoint(words):
        return []
    name = [p for p, word in enumerate(words) if word not in (",", BRACKET)]
    named = all(frame.capitals[p] for p in name)
    shouted = all(map(frame.is_shouted, name))
    quoted = frame.is_sentence(mark + 1)
    speaker = (0, words.index(",") if "," in words[1:] else mark)
    speaks = quoted and can_speak(frame, speaker) and not frame.has_finite(0, mark)
    if speaks or (named and (quoted or shouted or len(frame.words) - mark > 3)):
        return [UnitAttribution("speaker-label", None, (0, mark), (mark, mark + 1), [(mark + 1, len(frame.words))], 0)]
    return []


# ---- Where what is said ends -------------------------------------------------------------------------------------


def _cut(frame: Frame, attributions: list[UnitAttribution]) -> None:
    """End what is said where another attribution of the same rank begins."""
    edges = [
        (number, edge, later)
        for number, later in enumerate(attributions)
        if number
        for edge in (later.cue[0] if later.shared else later.begins,)
        if later.rule == "participle-cue" or frame.near[edge - 1] in _MAY_STAND_BEFORE_EDGE
    ]
    marks = [position for position, word in enumerate(frame.words) if word in (",", ";")]
    for number, attribution in enumerate(attributions):
        cue = attribution.cue[0]
        for index, (first, last) in enumerate(attribution.content):
            if first >= cue:
                for place, edge, later in edges:
                    if place > number and first < edge < last:
                        stop = _coordinate(frame, edge, later, cue)
                        if stop is not None and first < stop < last:
                            last = stop
                            break
                attribution.content[index] = (first, _end_at_mark(frame, attribution, (first, last), marks))


def _end_at_mark(frame: Frame, attribution: UnitAttribution, content: Range, marks: Sequence[int]) -> int:
    """Find the comma or semicolon that ends what is said; none does if the end is the content's own."""
    first, last = content
    cue, begins = attribution.cue[0], attribution.begins
    aside = frame.near[begins - 1] in {"which", "who", "whom"} and frame.near[begins - 2] == "," and begins < cue
    lead = frame.near[cue - 1]
    inserted = (lead in ("who", "which") and frame.near[cue - 2] == ",") or (
        lead == "," and frame.near[cue].endswith("ing")
    )
    for mark in marks[bisect_right(marks, first) :]:
        if mark >= last:
            break
        if frame.words[mark] == ";" or frame.near[mark + 1] in _CITES or aside:
            return mark  # the storm, which forecasters expect to weaken, killed nine
        if inserted and _verb_follows(frame, mark + 1):
            return mark  # the senator, who has said he will not run, told
    return last


def _verb_follows(frame: Frame, position: int) -> bool:
    while is_adverb(frame.near[position]):
        position += 1
    return frame.is_finite(position)


def _coordinate(frame: Frame, edge: int, later: UnitAttribution, cue: int) -> int | None:
    words = frame.words
    if later.rule == "according-to":
        return edge - 1 if words[edge - 1] == "," else edge if words[edge - 1] == QUOTE else None
    if later.rule == "participle-cue":
        return edge - 1 if words[edge - 1] == "," else edge
    if later.shared and words[edge - 1] == "," and words[later.cue[0]].endswith("ing"):
        return edge - 1  # said that it is safe, calling the report a mess
    if later.shared and words[edge - 1] in ("and", "but"):
        return edge - 2 if words[edge - 2] == "," else edge - 1
    quoted = words[edge - 1] == QUOTE and not later.rule.endswith("inverted")
    if later.rule in _SPEAKER_AFTER and (words[edge - 1] == "," or quoted):
        stop = edge if quoted else edge - 1
        return stop if later.content and later.content[0][0] <= cue else None  # it reports both
    if words[edge - 1] in _CUTS_AFTER_COMMA and words[edge - 2] == ",":
        return edge - 2
    return None
