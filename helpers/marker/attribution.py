"""Who says what: source, cue and content of each attribution in a paragraph.

The rules start from the cue, a reporting verb or *according to*, and look for its subject and for what is said,
the way a grammar describes reporting clauses (Quirk et al. 1985, 14.28-35; Biber et al. 1999, 11.2). The three
parts and their names follow Pareti 2015, *Attribution: A Computational Approach*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.marker.clauses import BRACKET, DASHES, QUOTE, Frame, frames_of
from helpers.marker.grammar import Use, VerbForm, cue_nouns, is_adverb, may_be_noun, reporting_forms, word_class
from helpers.marker.quotations import Quotation, find_quotations
from helpers.marker.words import Paragraph

Range = tuple[int, int]
"""Half-open range of units in a frame."""

_HEADLINE_WORDS = 25
_OPENS_RELATIVE = frozenset("that because who whom whose which what when where why how whether".split())
_CUTS_AFTER_COMMA = frozenset(
    ("and", "but", "while", "although", "though", "whereas", "as", "adding", "citing", "speaking", "noting")
)


@dataclass(slots=True)
class Attribution:
    """One attribution, with its parts as character ranges of the whole text.

    Parameters
    ----------
    rule : str
        Id of the rule that found it.
    use : Use or None
        How the reporting verb is used; None where the cue is no verb.
    source, cue, content : list of (int, int)
        Half-open ranges; `source` is empty where the text names nobody.
    continued : list of (int, int)
        Quotations of the same paragraph that go on after the attribution.
    inside : bool
        Whether it stands in somebody's quotation.
    """

    rule: str
    use: Use | None
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    continued: list[tuple[int, int]] = field(default_factory=list)
    inside: bool = False


@dataclass(slots=True)
class _Found:
    """An attribution in a frame, before its parts are cut and turned into characters."""

    rule: str
    use: Use | None
    source: Range | None
    cue: Range
    content: list[Range]
    begins: int
    shared: bool = False


def find_attributions(paragraph: Paragraph, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Find the attributions of a paragraph, those inside quotations too.

    Parameters
    ----------
    paragraph : Paragraph
        Any paragraph.
    quotations : sequence of Quotation
        What :func:`helpers.marker.quotations.find_quotations` found in it.

    Returns
    -------
    list of Attribution
        In order.
    """
    outer = [quotation for quotation in quotations if quotation.level == 0]
    frames = frames_of(paragraph, outer)
    found = _in_frames(frames, _is_headline(paragraph))
    for frame in frames:
        for unit in frame.units:
            if unit.quotation is None:
                continue
            inner = Paragraph(paragraph.text, unit.quotation.inner_start, unit.quotation.inner_end)
            for one in _in_frames(frames_of(inner, find_quotations(inner)), headline=False):
                one.inside = True
                found.append(one)
    return sorted(found, key=lambda one: min(one.cue + one.source + one.content))


def _is_headline(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= _HEADLINE_WORDS and paragraph.text[paragraph.end - 1] not in '.!?…"”’'


def _in_frames(frames: Sequence[Frame], headline: bool) -> list[Attribution]:
    """Find the attributions of frames that follow one another, and the quotations that go on after them."""
    found: list[Attribution] = []
    spoken: set[int] = set()
    speaking: Attribution | None = None
    for number, frame in enumerate(frames):
        before = frames[number - 1] if number else None
        here = _in_frame(frame, before, headline)
        attributions = []
        for one in here:
            if one.content and one.content[0][0] < 0:  # the quotation that ends the frame before
                ranges = [(before.units[-1].start, before.units[-1].end)]
                one.content = one.content[1:]
                if speaking and ranges[0] in speaking.continued:
                    speaking.continued.remove(ranges[0])
            else:
                ranges = []
            ranges += [place for piece in one.content if (place := _place(frame, piece))]
            if ranges or one.rule == "cue-then-colon":
                attributions.append(
                    Attribution(
                        one.rule,
                        one.use,
                        [_place(frame, one.source)] if one.source and _place(frame, one.source) else [],
                        [(frame.units[one.cue[0]].start, frame.units[one.cue[1] - 1].end)],
                        ranges,
                    )
                )
        for one in attributions:
            spoken.update(start for start, _ in one.content)
        if frame.at(0) == QUOTE and frame.units[0].start not in spoken and speaking is not None:
            speaking.continued.append((frame.units[0].start, frame.units[0].end))
        if attributions:
            quoting = [one for one in attributions if one.use is None or one.use.kind == "speech"]
            last = quoting[-1] if quoting else None
            speaking = (
                last
                if last and any(u.quotation and (u.start, u.end) in last.content for u in frame.units)
                else (last if last and last.content and last.content[0][0] < frame.units[0].start else None)
            )
            for one in attributions:
                later = [
                    (unit.start, unit.end)
                    for unit in frame.units
                    if unit.quotation
                    and unit.start > max(one.cue[0][0], *(end for _, end in one.content), 0)
                    and unit.start not in spoken
                ]
                if one is last and one is speaking:
                    one.content += later
        elif frame.at(0) != QUOTE:
            speaking = None
        found += attributions
    return found


def _place(frame: Frame, piece: Range) -> tuple[int, int] | None:
    """Turn units into characters, without commas and dashes at the ends."""
    first, last = piece
    loose = (",", ";", ":", *DASHES, ".")
    while first < last and frame.words[first] in loose:
        first += 1
    while first < last and frame.words[last - 1] in loose:
        last -= 1
    return (frame.units[first].start, frame.units[last - 1].end) if first < last else None


def _in_frame(frame: Frame, before: Frame | None, headline: bool) -> list[_Found]:
    found: list[_Found] = []
    if headline:
        found += _headline(frame)
        if found:
            return found
    taken = -1
    forms = reporting_forms()
    for position, word in enumerate(frame.words):
        if position <= taken:
            continue
        one = None
        if word == "according" and frame.at(position + 1) == "to":
            one = _according_to(frame, position)
        elif word in forms:
            for verb in forms[word]:
                end = position + 1 + len(verb.particle)
                if verb.particle and tuple(frame.words[position + 1 : end]) != verb.particle:
                    continue
                one = _verb(frame, before, position, end, verb)
                if one:
                    break
        if one is None and word in cue_nouns():
            one = _noun(frame, position)
        if one is not None:
            found.append(one)
            taken = one.cue[1] - 1
    if not found:
        found += _label(frame)
    _cut(frame, found)
    return found


# ---- The verb and its group --------------------------------------------------------------------------------------


def _group_start(frame: Frame, position: int) -> int:
    """Return where the verb group begins: auxiliaries, *not* and adverbs before the verb belong to it."""
    first = position
    while first > 0:
        word = frame.words[first - 1]
        if (
            word in word_class("auxiliary")
            or word in word_class("be")
            or (
                is_adverb(word)
                and word
                not in (
                    "yesterday",
                    "today",
                    "so",
                    "however",
                    "yet",
                    "only",
                    "instead",
                    "meanwhile",
                    "therefore",
                    "thus",
                )
            )
        ):
            first -= 1
        elif word == "to" and frame.at(first - 2) in word_class("control"):
            first -= 2
        elif word == "to" and frame.at(first - 2) == "on" and frame.at(first - 3) in word_class("control"):
            first -= 3
        else:
            break
    while first < position and is_adverb(frame.words[first]) and first > 0 and frame.words[first - 1] == ",":
        first += 1
    return first


def _reads_as_noun(frame: Frame, position: int, group: int, verb: VerbForm) -> bool:
    """Tell whether the form is a noun or an adjective here, such as *claims* in *their claims*."""
    word, before, after = frame.words[position], frame.at(position - 1), frame.at(position + 1)
    if group < position:
        return False
    if frame.units[position].capital and position > 0 and before not in (QUOTE, ",", ":", *DASHES):
        return True
    determined = (
        before in word_class("determiner")
        or before in word_class("possessive")
        or before.endswith(("'s", "s'"))
        or before.isdigit()
    )
    if determined and before not in (
        "all",
        "both",
        "each",
        "others",
        "another",
        "that",
        "this",
        "those",
        "some",
        "many",
        "most",
        "few",
        "one",
        "these",
        "several",
    ):
        return True
    if before in word_class("preposition") and "ing" not in verb.forms and before not in ("to",):
        return True
    if word in may_be_noun():
        if before in ("that", "this", "some", "many", "most", "these", "those", "several") and not _clause_begins(
            frame, position + 1
        ):
            return True
        if after in word_class("preposition") and after != "to" and not verb.particle and "past" not in verb.forms:
            return True
        if (
            before.endswith(("ed", "ic", "al", "ive", "ous", "ful", "able", "new", "recent"))
            and "past" not in verb.forms
        ):
            return True
    return False


def _verb(frame: Frame, before: Frame | None, position: int, end: int, verb: VerbForm) -> _Found | None:
    group = _group_start(frame, position)
    if _reads_as_noun(frame, position, group, verb):
        return None
    left = frame.words[group:position]
    passive = (
        "participle" in verb.forms
        and any(word in word_class("be") for word in left)
        and not (left and left[-1] in ("have", "has", "had"))
    )
    if passive:
        return _passive(frame, group, position, end, verb)
    if "ing" in verb.forms and not any(word in word_class("be") for word in left):
        return _participle(frame, group, position, end, verb)
    if "participle" in verb.forms and "past" not in verb.forms and not left:
        return None
    if frame.at(end) == "by" and not left and "past" in verb.forms:
        return None
    if frame.at(group - 1) == "to":
        return None
    inverted = _inverted(frame, before, group, position, end, verb)
    if inverted:
        return inverted
    subject, begins, shared, relative = _subject(frame, group)
    if subject is None:
        return None
    if verb.forms == {"base"} and not left and not shared and not _takes_base(frame, subject):
        return None
    return (
        _right(frame, verb, subject, (group, end), begins, shared, relative)
        or _left(frame, before, verb, subject, (group, end), begins)
        or _stand(frame, verb, subject, (group, end), begins, shared)
    )


def _takes_base(frame: Frame, subject: Range) -> bool:
    """Tell whether a subject goes with a verb form that has no ending: *officials say*."""
    words = frame.words[subject[0] : subject[1]]
    return (
        words[-1]
        in (
            "i",
            "we",
            "you",
            "they",
            "who",
            "people",
            "police",
            "others",
            "some",
            "many",
            "most",
            "few",
            "men",
            "women",
            "children",
            "media",
        )
        or words[-1].endswith("s")
        or "and" in words
        or any(word.endswith("s") and not word.endswith(("'s", "ss")) for word in words)
        or words[0] in ("these", "those", "some", "many", "most", "few", "several", "both", "all")
    )


# ---- The subject -------------------------------------------------------------------------------------------------


def _subject(frame: Frame, group: int) -> tuple[Range | None, int, bool, bool]:
    """Find the subject of the verb group.

    Returns its range, where the reporting clause begins, whether it is shared with an earlier verb, and whether it is
    the antecedent of *who*.
    """
    words = frame.words
    last = group - 1
    if last < 0:
        return None, group, False, False
    while last > 0 and words[last] == BRACKET:
        last -= 1
    if words[last] in ("who", "which", "that") and last > 0:
        end = last - 1 if words[last - 1] == "," else last
        end -= end > 0 and words[end - 1] == ","
        end = last - 1 if words[last - 1] == "," else last
        first = frame.phrase_before(end)
        if first is not None and (words[last] != "that" or last - first <= 4):
            return (first, end), first, False, True
        return None, group, False, False
    if words[last] in ("and", "but", "then", "or") or (words[last] == "," and words[last - 1] in ("and", "but")):
        if words[last] == "then" and words[last - 1] not in ("and", ","):
            return None, group, False, False
        subject = _clause_subject(frame, last)
        return subject, last, True, False
    if words[last] in (",", *DASHES):
        return *_subject_before_insertion(frame, last), False, False
    moved = _before_time(frame, last + 1)
    first = frame.phrase_before(moved)
    if first is None and moved != last + 1:
        first, moved = frame.phrase_before(last + 1), last + 1
    if first is None:
        return None, group, False, False
    begins = first
    # An appositive name at the end belongs to a longer phrase: "Ann Lee, the mayor of Leeds, told" is handled
    # above; here "the mayor of Leeds" alone.
    return (first, moved), begins, False, False


def _before_time(frame: Frame, end: int) -> int:
    """Step back over *on Tuesday* between the subject and its verb."""
    for length in (4, 3, 2, 1):
        start = end - length
        if start > 0 and frame.words[start] not in word_class("month") and frame.skip_time(start) == end:
            return start
    return end


def _clause_subject(frame: Frame, last: int) -> Range | None:
    start = last - 1
    while start >= 0 and frame.words[start] not in (";", QUOTE, ":"):
        start -= 1
    return frame.main_subject(start + 1, last)


def _subject_before_insertion(frame: Frame, comma: int) -> tuple[Range | None, int]:
    """Find the subject of *Ann Lee, a teacher, said*: what stands before the commas, with its description."""
    words = frame.words
    mark = words[comma]
    chunks: list[Range] = []
    end = comma
    while len(chunks) < 5:
        start = end - 1
        while start >= 0 and words[start] != mark and words[start] not in (QUOTE, ";", ":") and end - start < 40:
            start -= 1
        if start < 0 or words[start] != mark:
            break
        chunks.append((start + 1, end))
        first = frame.phrase_before(start)
        if first is not None:
            inner = words[start + 1 : end]
            clause = inner and inner[0] in ("who", "whose", "which", "where")
            if clause or not frame.has_finite(start + 2, end):
                before = frame.at(first - 1)
                whole_left = (
                    first == 0
                    or before in word_class("coordinator")
                    or before in (QUOTE, ",", ":", ";", "that", *DASHES)
                    or before in word_class("subordinator")
                    or before == BRACKET
                )
                if whole_left and not (
                    before == ","
                    and len(chunks) < 5
                    and frame.phrase_before(first - 1) is not None
                    and frame._describes(first)
                    and first - 1 > 0
                    and words[first - 1] == mark
                ):
                    describes = clause or frame._describes(start + 1)
                    return ((first, comma) if describes else (first, start)), first
        end = start
    first = frame.phrase_before(comma)
    if first is not None and frame.at(first - 1) in ("", QUOTE) and not chunks:
        return (first, comma), first  # "The firm, said": a comma too many
    return None, comma


# ---- What is said ------------------------------------------------------------------------------------------------


def _clause_begins(frame: Frame, position: int, strict: bool = False) -> bool:
    """Tell whether a clause with a verb of its own begins here.

    A strict look stops at a word that may open a relative clause, so that *announced the places which won* is no
    clause.
    """
    word = frame.at(position)
    if not word or word in (",", ";", ":", QUOTE, *DASHES) or word in ("to", "of", "by", "than"):
        return False
    if word in word_class("coordinator") or word in ("who", "which"):
        return False
    if word in word_class("pronoun") and frame.is_finite(position + 1):
        return True
    if not strict and len(frame) > position + 2 and frame.is_opening(position):
        return True
    limit = min(len(frame), position + 30)
    for later in range(position + 1, limit):
        if frame.words[later] in (";", ":") or (strict and frame.words[later] in _OPENS_RELATIVE):
            break
        if frame.words[later] == QUOTE and not strict:
            return True  # the verb may stand in quotation marks
        if frame.is_finite(later) or frame.words[later] in word_class("finite_base"):
            return True
    return False


def _skip_hearer(frame: Frame, position: int) -> int:
    """Step over the hearer of *tell*: a pronoun or a noun phrase."""
    if frame.at(position) in word_class("object_pronoun") and frame.at(position) not in ("her", "his"):
        return position + 1
    words = frame.words
    end = position
    while end < len(words) and end - position < 14:
        word = words[end]
        if word in (",", ":", QUOTE, "that", "to", "of", "about") or word in word_class("question_word"):
            break
        if end > position and (
            word in word_class("pronoun")
            or frame.skip_time(end) > end
            or (
                word in word_class("determiner")
                and words[end - 1] not in word_class("preposition")
                and words[end - 1] not in word_class("coordinator")
            )
            or (word in word_class("possessive") and words[end - 1] not in word_class("preposition"))
            or word in ("in", "on", "at", "during")
        ):
            break
        if end > position and frame.is_finite(end):
            return position + 1  # "told Ann Lee would go": one word is the hearer
        end += 1
    return end


def _skip_circumstance(frame: Frame, position: int) -> int:
    """Step over *to reporters*, *in a statement on Tuesday*, *Tuesday*, as far as what is said."""
    words = frame.words
    start = position
    while position < len(words) and position - start < 25:
        moved = frame.skip_time(position)
        if moved > position:
            position = moved
            continue
        word = words[position]
        if word == BRACKET or (is_adverb(word) and word not in ("there", "only", "so")):
            position += 1
            continue
        if word in (
            "to",
            "in",
            "at",
            "on",
            "during",
            "via",
            "through",
            "of",
            "from",
            "by",
            "with",
            "before",
            "after",
            "outside",
            "for",
            "about",
        ):
            after = position + 1
            while after < len(words) and after - position < 12:
                inner = words[after]
                if (
                    inner in (",", ":", QUOTE, "that", ";")
                    or inner in DASHES
                    or inner in word_class("pronoun")
                    or inner in ("in", "on", "at", "during", "after", "to", "from", "with", "by", "of")
                ):
                    break
                if (
                    after > position + 1
                    and (inner in word_class("determiner") or frame.skip_time(after) > after)
                    and words[after - 1] not in word_class("coordinator")
                ):
                    break
                if inner in word_class("finite"):
                    return position
                after += 1
            if after == position + 1:
                return position
            position = after
            continue
        break
    return position


def _right(
    frame: Frame, verb: VerbForm, subject: Range, cue: Range, begins: int, shared: bool, relative: bool
) -> _Found | None:
    """Look for what is said after the verb."""
    uses, end, size = verb.uses, cue[1], len(frame)
    position = end
    use = uses.get("tell")
    told = False
    if use and frame.at(position) not in (":", ",", QUOTE, "that", "of", "to", ""):
        moved = _skip_hearer(frame, position)
        after = _skip_circumstance(frame, moved)
        if (
            frame.at(after) in ("that", ":", QUOTE)
            or (frame.at(after) == "," and frame.at(after + 1) == QUOTE)
            or frame.at(after) in word_class("question_word")
        ):
            position, told = after, True
        elif moved > position and _clause_begins(frame, moved) and frame.at(moved) not in ("to", "of", "about"):
            position, told = moved, True
    use = use if told else None
    skipped = position if told else _skip_circumstance(frame, position)
    speech = use or uses.get("quote") or uses.get("that")
    word = frame.at(skipped)
    made = lambda rule, chosen, first: _Found(rule, chosen, subject, cue, [(first, size)], begins, shared)  # noqa: E731
    if (
        word == ","
        and frame.at(skipped + 1) != QUOTE
        and frame.at(skipped + 1) in ("however", "though", "meanwhile", "too", "then")
        and frame.at(skipped + 2) == ","
    ):
        skipped += 3
        word = frame.at(skipped)
    if word == "that" and (use or uses.get("that")) and skipped + 1 < size:
        rule = "told-hearer-that" if use else "cue-then-that"
        return made(rule, use or uses["that"], skipped + 1)
    if word == ":" and (use or uses.get("quote") or uses.get("that")):
        return made("cue-then-colon", speech, skipped + 1)  # at the end of a paragraph the words come in the next
    if word == "," and frame.at(skipped + 1) == QUOTE and (use or uses.get("quote")):
        if frame.at(begins - 1) == QUOTE or (frame.at(begins - 1) == "," and frame.at(begins - 2) == QUOTE):
            return None  # “We came,” she told us, “to win” is read from the left
        return made("cue-then-quotation", speech, skipped + 1)
    if word == QUOTE and (use or uses.get("quote")):
        if frame.units[skipped].quotation and frame.units[skipped].end - frame.units[skipped].start > 3:
            return made("cue-then-quotation", speech, skipped)
    if word in word_class("question_word") and (use or uses.get("wh")) and skipped + 1 < size:
        return made("cue-then-question", use or uses["wh"], skipped)
    colon = next((p for p in range(skipped, min(size - 1, skipped + 12)) if frame.words[p] == ":"), None)
    if colon and uses.get("quote") and not frame.has_finite(skipped + 1, colon):
        return made("cue-then-colon", speech, colon + 1)
    bare = use or uses.get("bare")
    if frame.at(begins - 1) == "as" and begins < 2 and (speech or uses.get("tell")):
        comma = next((p for p in range(end, min(size, end + 20)) if frame.words[p] == ","), None)
        if comma and comma + 1 < size:
            return made("clause-then-cue", speech or uses["tell"], comma + 1)
    if bare and frame.at(begins - 1) in ("which", "that", "whom", "what") and frame.is_finite(end):
        first = begins - 2
        antecedent = frame.phrase_before(first + 1 - (frame.at(first) == ","))
        stop = next((p for p in range(end, size) if frame.words[p] == ","), size)
        edge = begins - 2 if frame.at(first) == "," else begins - 1
        content = [(end, stop)] if antecedent is None else [(antecedent, edge), (end, stop)]
        return _Found("relative-clause-cue", bare, subject, cue, content, begins)
    if bare:
        for first in dict.fromkeys((skipped, position)):
            weak = bare.group != "say" and use is None
            if _clause_begins(frame, first, weak) and frame.at(first) not in word_class("question_word"):
                if _is_between(frame, subject, begins):
                    return None  # "The bridge, he said on Monday, is safe" is read from the left
                rule = "told-hearer" if use else ("cue-then-clause" if bare.group == "say" else "cue-then-clause-weak")
                return made(rule, bare, first)
    return None


def _is_between(frame: Frame, subject: Range, begins: int) -> bool:
    return frame.at(begins - 1) == QUOTE and frame.units[begins - 1].quotation is not None and begins >= 1


def _left(frame: Frame, before: Frame | None, verb: VerbForm, subject: Range, cue: Range, begins: int) -> _Found | None:
    """Look for what is said before the subject, as in *It is safe, Ann said*."""
    use = verb.uses.get("quote") or verb.uses.get("inverted") or verb.uses.get("bare")
    if use is None:
        return None
    words, size = frame.words, len(frame)
    after = _skip_circumstance(frame, cue[1])
    if "tell" in verb.uses:
        moved = _skip_hearer(frame, cue[1])
        after = _skip_circumstance(frame, moved)
    closes = after >= size or words[after] in (
        ",",
        ";",
        QUOTE,
        *DASHES,
        "in",
        "as",
        "when",
        "during",
        "after",
        "of",
        "about",
        "to",
        "with",
        "before",
        "while",
        "and",
    )
    if begins == 0:
        if (
            before is not None
            and before.at(len(before) - 1) == QUOTE
            and (after >= size or (closes and words[after] != "and"))
            and verb.uses.get("quote")
            and use.group != "sound"
        ):
            return _Found("quotation-then-cue", use, subject, cue, [(-1, -1)], begins)
        return None
    previous = words[begins - 1]
    if previous == QUOTE and closes and verb.uses.get("quote"):
        first = _clause_start(frame, begins - 1)
        return _Found("quotation-then-cue", use, subject, cue, [(first, begins), *_rest(frame, after)], begins)
    if previous in (",", *DASHES) and closes and begins > 1:
        if words[begins - 2] == QUOTE and verb.uses.get("quote"):
            first = _clause_start(frame, begins - 2)
            return _Found("quotation-then-cue", use, subject, cue, [(first, begins - 1), *_rest(frame, after)], begins)
        first = _clause_start(frame, begins - 1)
        middle = after < size and words[after] in (",", *DASHES) and words[after + 1 : after + 2] != [QUOTE]
        clause = frame.has_finite(first, begins - 1)
        rest = _rest(frame, after)
        if clause or (middle and rest and begins - first <= 12):
            if (
                not clause
                and (words[first] in word_class("subordinator") or words[first] in word_class("preposition"))
                and not rest
            ):
                return None
            return _Found(
                "clause-then-cue", verb.uses.get("bare") or use, subject, cue, [(first, begins - 1), *rest], begins
            )
    return None


def _clause_start(frame: Frame, end: int) -> int:
    """Return where the clause before a position begins: at the sentence's beginning or after a semicolon."""
    position = end - 1
    while position >= 0 and frame.words[position] != ";":
        position -= 1
    position += 1
    while position < end and frame.words[position] in ("and", "but", ","):
        position += 1
    return position


def _rest(frame: Frame, after: int) -> list[Range]:
    """Return what goes on after a reporting clause in the middle."""
    words, size = frame.words, len(frame)
    if after >= size or words[after] not in (",", *DASHES, QUOTE):
        return []
    first = after if words[after] == QUOTE else after + 1
    word = frame.at(first)
    if (
        not word
        or word
        in (
            "adding",
            "citing",
            "noting",
            "referring",
            "speaking",
            "according",
            "saying",
            "who",
            "which",
            "while",
            "as",
            "although",
            "stressing",
            "warning",
            "describing",
            "calling",
            "insisting",
            "arguing",
            "explaining",
        )
        or (word in ("and", "but") and (frame.at(first + 1) in reporting_forms() or frame.is_finite(first + 1)))
    ):
        return []
    return [(first, size)]


def _inverted(frame: Frame, before: Frame | None, group: int, position: int, end: int, verb: VerbForm) -> _Found | None:
    """Read inverted order, as in *“It is safe,” said Ann* and *Said Ann: “It is safe”*."""
    use = verb.uses.get("inverted")
    if use is None or group != position or not verb.forms & {"past", "s", "base"}:
        return None
    previous = frame.at(position - 1)
    if (
        frame.at(end) in ("that", ":", ",", QUOTE, "")
        or frame.at(end) in word_class("be")
        or frame.at(end) in word_class("preposition")
    ):
        return None
    last = frame.phrase_after(end)
    if last == end:
        return None
    last = frame.with_apposition(last)
    if frame.at(last) == BRACKET:
        last = frame.with_apposition(last + 1)
    source = (end, last)
    if position == 0:
        if before is not None and before.at(len(before) - 1) == QUOTE and not frame.has_finite(end, last):
            return _Found("quotation-then-inverted", use, source, (position, end), [(-1, -1)], 0)
        after = _skip_circumstance(frame, last)
        if frame.at(after) in (":", QUOTE) or (frame.at(after) == "," and frame.at(after + 1) == QUOTE):
            return _Found(
                "cue-then-colon",
                use,
                source,
                (position, end),
                [(after + 1 if frame.at(after) == ":" else after, len(frame))],
                0,
            )
        return None
    if previous == QUOTE or (previous == "," and frame.at(position - 2) == QUOTE):
        edge = position - (previous == ",")
        after = _skip_circumstance(frame, last)
        return _Found(
            "quotation-then-inverted",
            use,
            source,
            (position, end),
            [(_clause_start(frame, edge), edge), *_rest(frame, after)],
            position,
        )
    if previous in (",", *DASHES) and use.kind == "speech":
        first = _clause_start(frame, position - 1)
        middle = frame.at(last) == "," and first == 0 and position < 14 and bool(_rest(frame, last))
        if (frame.has_finite(first, position - 1) or middle) and frame.at(last) != "that":
            return _Found(
                "clause-then-inverted",
                use,
                source,
                (position, end),
                [(first, position - 1), *_rest(frame, last)],
                position,
            )
    if previous in ("as", "so") and use.kind == "speech" and frame.at(position - 2) in (",", ""):
        return None
    return None


def _stand(frame: Frame, verb: VerbForm, subject: Range, cue: Range, begins: int, shared: bool) -> _Found | None:
    """Read a stand that somebody takes: *She wants to close it*, *She criticised the plan*."""
    uses, end, size = verb.uses, cue[1], len(frame)
    word = frame.at(end)
    if not word:
        return None

    def made(rule: str, use: Use, first: int) -> _Found:
        return _Found(rule, use, subject, cue, [(first, size)], begins, shared)

    if word == "to" and "to" in uses and frame.at(end + 1):
        return made("wants-to", uses["to"], end)
    if word in (",", ":", ";", QUOTE, ".", *DASHES) and not (word == QUOTE and "object" in uses):
        return None
    if (
        "object-to" in uses
        and (moved := _skip_hearer(frame, end)) < size
        and frame.at(moved) in ("to", "not")
        and moved > end
    ):
        return made("urges-to", uses["object-to"], end)
    if "object-of" in uses:
        stop = next((p for p in range(end, min(size, end + 12)) if frame.words[p] == "of"), None)
        if stop:
            return made("accuses-of", uses["object-of"], end)
    if "as" in uses:
        stop = next((p for p in range(end, min(size, end + 14)) if frame.words[p] == "as"), None)
        if stop and stop > end:
            return made("describes-as", uses["as"], end)
    if "call" in uses and word not in ("for", "on", "off", "out", "in", "up", "to", "by", "a"):
        return made("calls-names", uses["call"], end)
    if "object" in uses and word not in ("to", "by", "up", "off", "down", "away") and not word.endswith("ing"):
        if word in word_class("preposition") and not verb.particle:
            return None
        return made("takes-a-stand", uses["object"], end)
    return None


# ---- Participles, passives, nouns, according to -------------------------------------------------------------------


def _participle(frame: Frame, group: int, position: int, end: int, verb: VerbForm) -> _Found | None:
    """Read *…, saying that it is safe*: the speaker is the subject of the clause before."""
    floor = max(0, group - 7)
    absolute = next((p for p in range(group - 2, floor - 1, -1) if frame.words[p] == "with"), None)
    if absolute is not None and frame.at(absolute - 1) in (",", "", *DASHES) and verb.uses.get("quote"):
        found = _right(frame, verb, (absolute + 1, group), (group, end), absolute, True, False)
        if found is not None and found.rule != "cue-then-question":
            found.rule = "participle-cue"
            return found
        return None
    if frame.at(group - 1) not in (",", "and", QUOTE, BRACKET, *DASHES):
        return None
    subject = frame.main_subject(0, group)
    if subject is None:
        return None
    use = verb.uses.get("that") or verb.uses.get("quote")
    if use is None or use.kind not in ("speech", "thought"):
        return None
    found = _right(frame, verb, subject, (group, end), group, True, False)
    if found is None or found.rule == "cue-then-question":
        return None
    found.rule = "participle-cue"
    return found


def _passive(frame: Frame, group: int, position: int, end: int, verb: VerbForm) -> _Found | None:
    """Read *is said to*, *it is believed that*, *was accused of*, *was told that*."""
    size = len(frame)
    begin = group
    cue = (begin, end)
    subject = frame.phrase_before(group)
    by = None
    after = end
    if frame.at(end) == "by":
        last = frame.phrase_after(end + 1)
        if last > end + 1:
            by, after = (end + 1, last), last
    if frame.at(after) == "that" and (verb.uses.get("that") or verb.uses.get("tell")) and after + 1 < size:
        use = verb.uses.get("that") or verb.uses["tell"]
        if use.kind in ("speech", "thought"):
            return _Found("it-is-said", use, by, cue, [(after + 1, size)], subject if subject is not None else group)
    if frame.at(after) == "to" and subject is not None and (verb.uses.get("that") or verb.uses.get("bare")):
        use = verb.uses.get("that") or verb.uses["bare"]
        if use.kind in ("speech", "thought") and verb.lemma not in (
            "agree",
            "promise",
            "decide",
            "order",
            "ask",
            "tell",
            "urge",
            "advise",
            "direct",
            "provide",
        ):
            return _Found("is-said-to", use, by, cue, [(subject, group), (after, size)], subject)
    if "object-of" in verb.uses and frame.at(after) == "of" and subject is not None:
        return _Found("is-accused-of", verb.uses["object-of"], by, cue, [(subject, group), (after, size)], subject)
    if frame.at(end) == "as" and frame.at(end + 1) == "saying" and subject is not None:
        first = end + 2 + (frame.at(end + 2) in ("that", ":", ","))
        use = verb.uses.get("quote") or verb.uses.get("that")
        if first < size and use:
            return _Found("cue-then-that", use, (subject, group), (begin, end + 2), [(first, size)], subject)
    if frame.at(group - 1) == "as" and frame.at(end) == "":
        return None
    return None


def _noun(frame: Frame, position: int) -> _Found | None:
    """Read *the claim that it is safe*, *his belief that …*."""
    if frame.at(position + 1) != "that" or position + 2 >= len(frame) or not _clause_begins(frame, position + 2):
        return None
    first = position
    source = None
    back = position - 1
    while (
        back >= 0
        and position - back < 4
        and frame.words[back] not in word_class("possessive")
        and not frame.words[back].endswith(("'s", "s'"))
    ):
        if (
            frame.words[back] in word_class("determiner")
            or frame.words[back] in word_class("preposition")
            or not frame.words[back][0].isalpha()
        ):
            back = -1
            break
        back -= 1
    if back >= 0 and (frame.words[back] in word_class("possessive") or frame.words[back].endswith(("'s", "s'"))):
        start = frame.phrase_before(back + 1) if frame.words[back].endswith(("'s", "s'")) else back
        source = (start if start is not None else back, back + 1)
    return _Found(
        "claim-noun", None, source, (first, position + 1), [(position + 2, len(frame))], source[0] if source else first
    )


def _according_to(frame: Frame, position: int) -> _Found | None:
    words, size = frame.words, len(frame)
    cue = (position, position + 2)
    first = position + 2
    end = first
    while end < size and words[end] not in (",", QUOTE, ";", ":", *DASHES) and end - first < 40:
        if end > first and words[end] in word_class("finite") and position == 0:
            break
        end += 1
    if end == first or (end == first + 1 and words[first] in word_class("measure")):
        return None
    initial = (
        position == 0
        or words[position - 1] in (*word_class("coordinator"), ";", ":")
        or (
            words[position - 1] == ","
            and not frame.has_finite(0, position - 1)
            and position > 1
            and words[0] in ("and", "but", "yet", "meanwhile")
        )
    )
    if initial:
        if words[end : end + 1] == [","] and frame._describes(end + 1):
            close = next((p for p in range(end + 1, min(size, end + 25)) if words[p] == ","), None)
            if close and not frame.has_finite(end + 1, close) and _clause_begins(frame, close + 1):
                end = close
        content = [(end, size)] if end < size else []
        return _Found("according-to", None, (first, end), cue, content, position) if content else None
    if words[position - 1] in (",", *DASHES):
        left = (_clause_start(frame, position - 1), position - 1)
    else:
        left = (_clause_start(frame, position), position)
    content = [left]
    if end < size:
        moved = frame.with_apposition(end)
        if moved > end and (moved >= size or words[moved] == ","):
            end = moved
    rest = _rest(frame, end) if words[position - 1] == "," else []
    if rest and (
        frame.has_finite(*left) is False
        or words[left[1] - 1] in ("and", "but", "which", "that", "who")
        or frame.has_finite(rest[0][0], min(size, rest[0][0] + 25)) is not False
    ):
        if not frame.has_finite(*left) or words[left[1] - 1] in ("which", "that", "who"):
            content.append(rest[0])
    return _Found("according-to", None, (first, end), cue, content, position)


# ---- Headlines and labels ----------------------------------------------------------------------------------------


def _headline(frame: Frame) -> list[_Found]:
    """Read *Ministry: bridge is safe*, *Bridge is safe — ministry*."""
    words, size = frame.words, len(frame)
    marks = [p for p in range(1, size - 1) if words[p] == ":" or words[p] in DASHES]
    for mark in marks:
        left, right = (0, mark), (mark + 1, size)
        use = None
        if words[mark] == ":":
            if _may_speak(frame, left, 5) and size - mark > 3:
                return [_Found("headline-colon", use, left, (mark, mark + 1), [right], 0)]
            if _may_speak(frame, right, 6, named=True) and mark > 3:
                return [_Found("headline-colon", use, right, (mark, mark + 1), [left], 0)]
        elif _may_speak(frame, right, 6, named=True) and mark >= 3:
            return [_Found("headline-dash", use, right, (mark, mark + 1), [left], 0)]
    return []


def _may_speak(frame: Frame, piece: Range, longest: int, named: bool = False) -> bool:
    words = frame.words[piece[0] : piece[1]]
    if (
        not 0 < len(words) <= longest
        or QUOTE in words
        or BRACKET in words
        or any(word in word_class("not_a_speaker") for word in words)
    ):
        return False
    if (
        any(word.isdigit() for word in words)
        or frame.has_finite(*piece)
        or (not frame.units[piece[0]].capital and named is False)
    ):
        return False
    if any(word in word_class("source_noun") for word in words):
        return True
    return (
        not named
        and len(words) <= 3
        and all(frame.units[p].capital for p in range(*piece))
        and words[0] not in word_class("determiner")
    )


def _label(frame: Frame) -> list[_Found]:
    """Read a speaker's label in an interview, as in *Ann Lee: It is safe*."""
    for mark in range(1, min(6, len(frame) - 1)):
        if frame.words[mark] == ":":
            if (
                all(frame.units[p].capital for p in range(mark))
                and not any(
                    word in word_class("not_a_speaker") or word in word_class("month") for word in frame.words[:mark]
                )
                and len(frame) - mark > 3
            ):
                return [_Found("speaker-label", None, (0, mark), (mark, mark + 1), [(mark + 1, len(frame))], 0)]
            return []
    return []


# ---- Where what is said ends -------------------------------------------------------------------------------------


def _cut(frame: Frame, found: list[_Found]) -> None:
    """End what is said where another attribution of the same rank begins."""
    for number, one in enumerate(found):
        for index, (first, last) in enumerate(one.content):
            if first < one.cue[0]:
                continue
            for later in found[number + 1 :]:
                edge = later.cue[0] if later.shared else later.begins
                if not first < edge < last:
                    continue
                stop = _coordinate(frame, edge, later)
                if stop is not None and first < stop < last:
                    last = stop
                    break
            for mark in range(first + 1, last):
                if frame.words[mark] == ";" or (
                    frame.words[mark] == ","
                    and frame.at(mark + 1) in ("citing", "according", "speaking", "referring", "adding")
                ):
                    last = mark
                    break
            one.content[index] = (first, last)


def _coordinate(frame: Frame, edge: int, later: _Found) -> int | None:
    words = frame.words
    if later.rule == "according-to":
        return edge - 1 if words[edge - 1] == "," else None
    if later.rule == "participle-cue":
        return edge - 1 if words[edge - 1] == "," else edge
    if later.shared and words[edge - 1] in ("and", "but"):
        return edge - 2 if words[edge - 2] == "," else edge - 1
    if later.rule in ("clause-then-cue", "quotation-then-cue") and words[edge - 1] == ",":
        return None
    if words[edge - 1] in _CUTS_AFTER_COMMA and words[edge - 2] == ",":
        return edge - 2
    return None
