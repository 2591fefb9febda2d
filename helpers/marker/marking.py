"""A text in, marks out: the rules of every kind, run paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from helpers.marker.attribution import TextAttribution, find_attributions, tell_nested
from helpers.marker.certainty import find_certainty
from helpers.marker.data import MarkerProblem
from helpers.marker.framing import find_actor_names, find_loaded_words, find_scare_quotes
from helpers.marker.grammar import word_class
from helpers.marker.lexicon import rules
from helpers.marker.marks import Link, Mark
from helpers.marker.plain import PlainText, plain
from helpers.marker.presupposition import find_presuppositions
from helpers.marker.quotations import Quotation, find_quotations
from helpers.marker.words import RawParagraph, paragraphs_of

if TYPE_CHECKING:
    from helpers.marker.result import Marks

MODES = {"speech": ("speech",), "wide": ("speech", "wide"), "guesses": ("speech", "wide", "guess")}
"""The modes of the marker, each with the modes of the rules that it keeps."""

LONGEST_TEXT = 20_000_000
"""Characters that the marker takes at once."""

_SHORTEST_JUDGED = 25
"""Words below which nobody can tell whether a text is English."""

_LEAST_FUNCTION_WORDS = 0.12
_CONTINUES = "quotation-continues"
_PRONOUN = "pronoun-speaker"


def check_text(text: object) -> None:
    """Raise `MarkerProblem` for what is no text, or too much of it."""
    if not isinstance(text, str):
        raise MarkerProblem(
            f"The marker needs a text in quotation marks, and this is of another kind: {type(text).__name__}."
        )
    if len(text) > LONGEST_TEXT:
        raise MarkerProblem(
            f"This text has {len(text):,} characters. The marker takes {LONGEST_TEXT:,} at most: cut it into parts."
        )
    if not text.strip():
        raise MarkerProblem("There is no text here yet. Put some sentences between the quotation marks.")


def doubt_about(text: str) -> str:
    """Say why the marks of a text may be worth little, in a sentence; empty if nothing speaks against them."""
    sample = plain(text[:20_000]).text
    if "\x00" in sample or sum(not (c.isprintable() or c.isspace()) for c in sample) > len(sample) / 50:
        return "This does not look like a text but like some other kind of file, so the marks may be wrong."
    words = [word for paragraph in paragraphs_of(sample) for word in paragraph.words if word[0].isalpha()]
    if len(words) < _SHORTEST_JUDGED:
        return ""
    known = ("determiner", "preposition", "pronoun", "auxiliary", "be", "coordinator", "possessive")
    common = sum(any(word in word_class(name) for name in known) for word in words)
    if common < _LEAST_FUNCTION_WORDS * len(words):
        return "This does not look like English. The marker knows English only, so the marks may be wrong."
    return ""


def find_marks(
    text: str, mode: str = "wide", *, nested: bool = True, that: bool = True
) -> tuple[list[Mark], list[Link]]:
    """Run all rules over a text, in time proportional to its length.

    The marks are in text order; those of a paragraph whose quotation marks are balanced never depend on another
    paragraph, but for what goes on from the one before: a quotation, or the words after *she said:*. The links go
    across paragraphs: quotations that go on, and names that pronouns may stand for.
    """
    check_text(text)
    if mode not in MODES:
        raise MarkerProblem(f"The marker has the modes “speech”, “wide” and “guesses”, and not “{str(mode)[:30]}”.")
    read = plain(text)
    marks, links = _marks_in(read.text, mode, nested, that)
    if read.text == text:
        return marks, links
    return [_placed(mark, read) for mark in marks], [_placed(link, read) for link in links]


def _placed(item: Mark | Link, read: PlainText) -> Any:
    """Tell the places of a mark or link in the text that was given."""
    start, end = read.place(item.start, item.end)
    names = {"relation_id": _placed_name(item.relation_id, read)}
    if isinstance(item, Mark):
        names["inside"] = _placed_name(item.inside, read)
    return item._replace(start=start, end=end, **names)


def _placed_name(name: str, read: PlainText) -> str:
    rule, _, place = name.rpartition("@")
    return f"{rule}@{read.place(int(place), int(place) + 1)[0]}" if rule else name


def _marks_in(text: str, mode: str, nested: bool, that: bool) -> tuple[list[Mark], list[Link]]:
    kept = frozenset(rule.id for rule in rules().values() if rule.mode in MODES[mode])
    marks: list[Mark] = []
    links: list[Link] = []
    speaker: tuple[int, int] | None = None
    open_relation = ""
    after_colon = False
    confidence = rules()[_CONTINUES].confidence
    for paragraph in paragraphs_of(text):
        quotations = find_quotations(paragraph)
        attributions = [
            attribution for attribution in find_attributions(paragraph, quotations) if attribution.rule in kept
        ]
        if len(attributions) > 1:
            tell_nested(attributions)
        told = attributions if nested else [attribution for attribution in attributions if not attribution.inside]
        here = [mark for mark in _other_marks(paragraph, quotations, attributions) if mark.rule in kept]
        if told:
            outer = [quotation for quotation in quotations if quotation.level == 0]
            for attribution in told:
                here += _marks_of(text, attribution, outer, that)
        if mode != "speech":
            here += _unattributed(paragraph, attributions)
        if len(here) > 1:
            here.sort(key=_in_text_order)
        begins = bool(quotations) and quotations[0].start == paragraph.start
        if open_relation and (begins or after_colon):
            start, end = (quotations[0].start, quotations[0].end) if begins else (paragraph.start, paragraph.end)
            if begins:
                links.append(Link("continuation", start, end, open_relation, _CONTINUES, confidence))
            if all(attribution.in_quotation or (start, end) not in attribution.content for attribution in told):
                goes_on = Mark("content", start, end, _CONTINUES, confidence, open_relation, "direct")
                here = list(_with_continuation(here, goes_on, nested))
        marks += here
        speaker = _link_pronouns(text, attributions, speaker, links)
        open_relation = _left_open(quotations, told, open_relation if begins else "", paragraph)
        after_colon = bool(open_relation) and text[paragraph.end - 1] == ":"
    return marks, links


def mark_text(text: str, mode: str = "speech", *, nested: bool = True, that: bool = True) -> Marks:
    """Mark a text for a reader.

    Parameters
    ----------
    text : str
        Any English text.
    mode : str, optional
        ``"speech"`` for the confident rules, ``"wide"`` for more, ``"guesses"`` also for those that are wrong more
        often than two times in three.
    nested : bool, optional
        Whether to mark what somebody says inside somebody else's words; such marks tell so (``inside``).
    that : bool, optional
        Whether a content begins with the word *that* which opens it.

    Returns
    -------
    Marks
        Prints as a sentence and shows itself as a card in a notebook. It tells a doubt if the text does not look
        like English.

    Raises
    ------
    MarkerProblem
        If there is no text, too much of it, or no such mode.
    """
    from helpers.marker.result import Marks  # what shows marks is needed only here, and costs memory

    marks, links = find_marks(text, mode, nested=nested, that=that)
    return Marks(text, mode, tuple(marks), tuple(links), doubt_about(text))


def annotate(text: str, mode: str = "wide", *, nested: bool = True, that: bool = True) -> list[dict[str, Any]]:
    """Mark a text and return plain dictionaries.

    Parameters
    ----------
    text : str
        Any English text.
    mode : str, optional
        ``"speech"`` for the confident rules, ``"wide"`` for more, ``"guesses"`` also for those that are wrong more
        often than two times in three.
    nested : bool, optional
        Whether to mark what somebody says inside somebody else's words; such marks tell so (``inside``).
    that : bool, optional
        Whether a content begins with the word *that* which opens it.

    Returns
    -------
    list of dict
        With ``kind``, ``start``, ``end``, ``relation_id``, ``rule``, ``confidence``, ``note`` and ``inside``;
        links across paragraphs come last.

    Raises
    ------
    MarkerProblem
        If there is no text, too much of it, or no such mode.

    Notes
    -----
    The kinds, spelled as in ``kind`` and in ``Marks.of_kind``:

    ===================== =============================================================================
    source                who says it
    cue                   the words that tell that it is said
    content               what is said
    unattributed          a sentence in which nobody is said to say it (not in the mode *speech*)
    hedge                 a word that makes a claim less sure
    scope                 the words that a hedge or a booster is about
    booster               a word that makes a claim more sure
    scare quote           quotation marks that keep a distance from a word
    presupposition        a word that takes something for granted
    name                  one of several names for the same actor
    loaded-word candidate a word that only one side may like
    continuation          a link: a quotation goes on here
    antecedent            a link: the name that a pronoun may stand for
    ===================== =============================================================================
    """
    marks, links = find_marks(text, mode, nested=nested, that=that)
    return [item._asdict() for item in (*marks, *links)]


def relation_id(attribution: TextAttribution) -> str:
    """Name an attribution by the place of its cue, so that the name needs no counting."""
    return f"{attribution.rule}@{attribution.cue[0][0]}"


def _in_text_order(mark: Mark) -> tuple[int, int, str, str]:
    return mark.start, -mark.end, mark.kind, mark.rule


def _with_continuation(here: Sequence[Mark], goes_on: Mark, nested: bool) -> Iterator[Mark]:
    """Put first the quotation that goes on from the paragraph before; who speaks within it stands inside."""
    yield goes_on
    for mark in here:
        within = mark.kind in ("source", "cue", "content") and mark.end <= goes_on.end and not mark.inside
        if nested or not within:
            yield mark._replace(inside=goes_on.relation_id) if within else mark


def _marks_of(text: str, attribution: TextAttribution, quotations: Sequence[Quotation], that: bool) -> list[Mark]:
    rule = attribution.rule
    confidence = rules()[rule].confidence
    name = relation_id(attribution)
    inside = relation_id(attribution.inside) if attribution.inside else ""
    stance = attribution.use.stance if attribution.use else "neutral"
    kind = quotation_kind((*attribution.content, *attribution.continued), quotations) if quotations else "indirect"
    marks = [
        Mark("source", start, end, rule, confidence, name, source_kind(text[start:end]), inside)
        for start, end in attribution.source
    ]
    marks += [Mark("cue", start, end, rule, confidence, name, stance, inside) for start, end in attribution.cue]
    for number, (start, end) in enumerate(attribution.content):
        if that and number == 0 and attribution.that is not None:
            start = attribution.that
        marks.append(Mark("content", start, end, rule, confidence, name, kind, inside))
    for start, end in attribution.continued:
        marks.append(Mark("content", start, end, _CONTINUES, rules()[_CONTINUES].confidence, name, kind, inside))
    return marks


def source_kind(words: str) -> str:
    """Tell a named source from a pronoun and from one that stays unnamed, such as *officials*.

    It is named if a word after the first begins with a capital, or the only one does.
    """
    parts = words.split()
    if words.lower() in word_class("pronoun"):
        return "pronoun"
    named = parts if len(parts) == 1 and not words.lower().endswith("s") else parts[1:]
    return "named" if any(part.lstrip("([“‘\"'")[:1].isupper() for part in named) else "unnamed"


def quotation_kind(content: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> str:
    """Tell direct (all is quoted) from mixed (some is) and indirect; the quotations stand in no other, in order."""
    whole = touched = False
    for number, (start, end) in enumerate(content):
        at = bisect_right(quotations, start, key=_start)
        around = at > 0 and quotations[at - 1].end >= end
        whole = around and (whole or number == 0)
        touched = (
            touched
            or around
            or any(
                start <= quotation.start and quotation.end <= end for quotation in quotations[max(0, at - 1) : at + 1]
            )
        )
    return "direct" if whole else "mixed" if touched else "indirect"


_start = attrgetter("start")


def _other_marks(
    paragraph: RawParagraph, quotations: Sequence[Quotation], attributions: Iterable[TextAttribution]
) -> list[Mark]:
    marks: list[Mark] = []
    for sentence in paragraph.sentences:
        marks += find_certainty(sentence)
        marks += find_presuppositions(sentence)
        marks += find_actor_names(sentence)
        marks += find_loaded_words(sentence)
    if quotations:
        contents = sorted(
            place for attribution in attributions for place in (*attribution.content, *attribution.continued)
        )
        starts, reach = [start for start, _ in contents], list(accumulate((end for _, end in contents), max))
        spoken = [
            (quotation.start, quotation.end)
            for quotation in quotations
            if quotation.level == 0
            and quotation.end - quotation.start > 40
            and (before := bisect_right(starts, quotation.start))
            and reach[before - 1] >= quotation.end
        ]
        reported = [
            place
            for attribution in attributions
            if attribution.use is None or attribution.use.kind in ("speech", "thought")
            for place in (*attribution.content, *attribution.continued)
        ]
        marks += find_scare_quotes(paragraph, quotations, spoken, reported)
    return marks


def _unattributed(paragraph: RawParagraph, attributions: Sequence[TextAttribution]) -> Iterator[Mark]:
    """Mark the sentences that stand beside reported words and name no speaker themselves."""
    if not attributions:
        return
    taken = sorted(
        place
        for attribution in attributions
        for place in (*attribution.source, *attribution.cue, *attribution.content, *attribution.continued)
    )
    rule = rules()["unattributed"]
    number = 0
    for sentence in paragraph.sentences:
        if len(sentence.words) <= 6 or sentence.words[-1] == "?":
            continue
        begins, ends = sentence.start, sentence.end
        while number < len(taken) and taken[number][1] <= begins and taken[number][0] < begins:
            number += 1
        for start, end in taken[number : number + 8]:
            if start < ends and begins < end:
                break
        else:
            yield Mark("unattributed", begins, ends, rule.id, rule.confidence)


def _link_pronouns(
    text: str, attributions: Iterable[TextAttribution], speaker: tuple[int, int] | None, links: list[Link]
) -> tuple[int, int] | None:
    """Guess that a pronoun stands for the speaker named last, and return the last speaker that is named."""
    for attribution in attributions:
        if attribution.in_quotation or not attribution.source:
            continue
        start, end = attribution.source[0]
        words = text[start:end].lower()
        if words in ("he", "she", "they", "it"):
            if speaker:
                links.append(
                    Link("antecedent", *speaker, relation_id(attribution), _PRONOUN, rules()[_PRONOUN].confidence)
                )
        elif text[start:end] != words and words not in ("i", "we", "you"):
            speaker = (start, end)
    return speaker


def _left_open(
    quotations: Sequence[Quotation], attributions: Sequence[TextAttribution], before: str, paragraph: RawParagraph
) -> str:
    """Return the attribution whose words go on in the next paragraph, as after a colon or an unclosed quotation."""
    last = next((attribution for attribution in reversed(attributions) if not attribution.in_quotation), None)
    if last and not last.content and paragraph.text[paragraph.end - 1] == ":":
        return relation_id(last)
    if not quotations or quotations[-1].closed or quotations[-1].end < paragraph.end - 1:
        return ""
    return relation_id(last) if last else before
