"""What is said: from a reporting verb, a noun or *according to*, find the words that they report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from helpers.marker.clauses import BRACKET, BREAKS, COMMA_OR_DASH, DASHES, QUOTE, Frame
from helpers.marker.grammar import (
    ANY_DETERMINER,
    AUXILIARY,
    BE,
    COORDINATOR,
    DETERMINER,
    DRAWING_VERB,
    FINITE,
    GIVING_VERB,
    MEASURE,
    OBJECT_PRONOUN,
    PARTICLE,
    PEOPLE_NOUN,
    PLACE_OF_SPEECH,
    PLURAL_NOUN,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUESTION_WORD,
    SOURCE_NOUN,
    STANCE_NOUN,
    SUBORDINATOR,
    Use,
    VerbForm,
    can_head,
    cue_nouns,
    is_adverb,
    reporting_forms,
)
from helpers.marker.reporting import (
    Range,
    UnitAttribution,
    ends_in_quotation,
    group_start,
    reads_as_noun,
    relative_before,
    subject_before_insertion,
    subject_of,
    with_list,
)

RELATIVE = frozenset(("who", "which", "that", "whose", "whom", "where"))
_BEFORE_NUMBER = frozenset("about almost around nearly over under".split())
_OPENS_CIRCUMSTANCE = frozenset("to in at on during via through of from by with before after outside for about".split())
_GOES_ON_AFTER = COMMA_OR_DASH | {QUOTE}
_BEGINS_ANEW = COMMA_OR_DASH | {""}
_BEFORE_SAYING = COMMA_OR_DASH.union(("and", "while", "by", QUOTE, BRACKET))
_CLOSES_REPORTING = _GOES_ON_AFTER.union((";",), "in as when during after of about to with before while and".split())
_OPENS_RELATIVE_OR_TIME = frozenset(("that", "when", "who", "where"))
_GOES_ON_OTHERWISE = frozenset("according with without who which while as although".split())
_HEADLINE_PASSIVES = frozenset(
    "assume believe estimate expect forecast predict project report rumour rumor say think understand".split()
)
_FINDS = frozenset("conclude determine discover find hold learn rule show".split())
_FINDS_OUT = frozenset("conclude determine discover find rule".split())
_RESEARCH = frozenset(
    "study studies report reports poll polls survey surveys research researchers review inquiry analysis audit data"
    " scientists tests figures investigation".split()
)
_RESULTS = frozenset(
    "cause change changes connection decrease difference differences drop effect effects evidence fall fault"
    " improvement increase link links pattern proof rise sign signs".split()
)
_AFTER_ONLY = frozenset(("that", ":", ",", QUOTE))
_TELLS_WHEN = frozenset("when after before as while once".split())
_AWAY = frozenset("aside away back down off out together up".split())
_BY_MEANS = frozenset("e-mail email fax letter phone telephone text way".split())
VIEWS = ("view", "opinion", "words", "eyes", "judgment")
"""Nouns that give what follows to somebody: *in his view, …*."""

_JUDGES_OF = frozenset("critical dismissive mindful supportive wary".split())
_NEW_SUBJECT = frozenset("he she it they there we".split())
_ONLY_TOPICS = frozenset(("cite", "discuss", "mention", "refer to", "speak of", "talk about", "talk of"))
_ADDS = frozenset(("and", "but"))
_TOPIC = frozenset("about against of on".split())
_HOLDS_CLAUSES = frozenset(("claim", "think", "fear"))
_TAKES_GERUND = frozenset("acknowledge admit confess deny mention recall recommend regret suggest".split())
_TAKES_TO = frozenset("agree promise decide order ask tell urge advise direct provide".split())


def read_verb(frame: Frame, before: Frame | None, position: int, end: int, verb: VerbForm) -> UnitAttribution | None:
    """Read a reporting verb, which stands from `position` to before `end`, with its speaker and what is said."""
    group = group_start(frame, position)
    if frame.near[position - 1] == frame.words[position] or reads_as_noun(frame, position, group, verb):
        return None  # said said
    if verb.lemma == "put it" and frame.near[end] in _AWAY:
        return None
    left = frame.words[group:position]
    with_be = bool(left) and not BE.isdisjoint(left)
    if with_be and "participle" in verb.forms and left[-1] not in {"have", "has", "had"}:
        return _passive(frame, group, end, verb)
    if "ing" in verb.forms and not with_be:
        return _participle(frame, group, end, verb)
    if frame.near[group - 1] == "to" or (not left and _is_reduced(frame, end, verb)):
        return None
    if frame.headline and group == position and (left_out := _headline_passive(frame, position, end, verb)):
        return left_out
    inverted = _inverted(frame, before, group, position, end, verb)
    if inverted:
        return inverted
    if verb.lemma == "like" and not (left and left[-1].endswith(("would", "'d", "should"))):
        return None
    subject, begins, shared = subject_of(frame, group)
    if subject is None or _is_what(frame, subject, end):
        return None
    if begins == subject[0] and frame.near[end] != ",":
        begins = with_list(frame, begins, subject[1])
        subject = (begins, subject[1])
    if verb.is_base and not left:
        # federal and state governments, rivers and state parks, to shut my eyes and tell him
        if not (_shares_base(frame, subject, begins) if shared else _takes_base(frame, subject)):
            return None
    return (
        _right(frame, verb, subject, (group, end), begins, shared)
        or _left(frame, before, verb, subject, (group, end), begins)
        or _stand(frame, verb, subject, (group, end), begins, shared)
    )


def _is_what(frame: Frame, subject: Range, end: int) -> bool:
    """Tell *What worries her most*, in which nobody speaks, from *What he would say is that*."""
    return subject[1] - subject[0] == 1 and frame.words[subject[0]] == "what" and frame.near[end] != "is"


def _is_reduced(frame: Frame, end: int, verb: VerbForm) -> bool:
    """Tell whether a form that stands alone is a participle: *known to all*, *said by a friend*, *briefed on it*."""
    if "past" not in verb.forms:
        return "participle" in verb.forms
    if frame.near[end] == "by" and frame.near[end + 1] not in _BY_MEANS:
        return True
    if "tell" not in verb.uses or "participle" not in verb.forms:
        return False
    if frame.near[end - 2] == "," and _closes_before_verb(frame, end):
        return True  # the mayor, asked if he would run, said
    if frame.near[end] in reporting_forms() and frame.is_finite(end):
        return True  # of those asked said
    if frame.near[end] not in _TOPIC:
        return False
    last = end + 2 if frame.near[end + 1] in OBJECT_PRONOUN else frame.phrase_after(end + 1)
    return last > end + 1 and frame.is_finite(last)  # officials briefed on the plan said


def _closes_before_verb(frame: Frame, first: int) -> bool:
    """Tell whether a comma ends what begins here, and a verb follows."""
    commas = (p for p in range(first, min(len(frame.words), first + 15)) if frame.words[p] in BREAKS)
    comma = next(commas, len(frame.words))
    return frame.near[comma] == "," and (frame.is_finite(comma + 1) or is_adverb(frame.near[comma + 1]))


def _takes_base(frame: Frame, subject: Range) -> bool:
    """Tell whether a subject goes with a verb form that has no ending: *officials say*."""
    words = frame.words[subject[0] : subject[1]]
    return (
        words[-1] in PLURAL_NOUN
        or words[-1] in {"i", "we", "you", "they", "who"}
        or words[-1].endswith("s")
        or "and" in words
        or "data" in words
        or any(word.endswith("s") and not word.endswith(("'s", "ss")) for word in words)
        or words[0] in {"these", "those", "some", "many", "most", "few", "several", "both", "all"}
    )


def _shares_base(frame: Frame, subject: Range, begins: int) -> bool:
    """Tell whether a subject goes with a second verb that has no ending, and has one before."""
    has_first = subject[1] < begins or frame.words[subject[0]] in PRONOUN
    return has_first and _takes_base(frame, subject)


# ---- What is said ------------------------------------------------------------------------------------------------


def _skip_hearer(frame: Frame, position: int) -> int:
    """Step over the hearer of *tell*: a pronoun or a noun phrase."""
    if frame.near[position] in OBJECT_PRONOUN and frame.near[position] not in ("her", "his"):
        return position + 1
    words = frame.words
    end = position
    while end < len(words) and end - position < 14:
        word = words[end]
        if word in (",", ":", QUOTE, "that", "to", "of", "about") or word in QUESTION_WORD:
            break
        if end > position and (
            word in PRONOUN
            or frame.skip_time(end) > end
            or (word in DETERMINER and words[end - 1] not in PREPOSITION and words[end - 1] not in COORDINATOR)
            or (word in POSSESSIVE and words[end - 1] not in PREPOSITION)
            or word in {"in", "on", "at", "during", "before", "after", "while", "outside"}
        ):
            break
        if end > position and frame.is_finite(end):
            # told Ann Lee would go: one word is the hearer; promised a full review and left: none is
            return position if words[position] in DETERMINER else position + 1
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
        if word == BRACKET or (is_adverb(word) and word not in {"there", "only", "so", "both"}):
            position += 1
            continue
        if word in _OPENS_CIRCUMSTANCE:
            after = position + 1
            if word == "to" and not _may_be_hearer(frame, after):
                return position  # vowed to repeal the law
            while after < len(words) and after - position < 12:
                inner = words[after]
                if (
                    inner in (",", ":", QUOTE, "that", ";")
                    or inner in DASHES
                    or inner in PRONOUN
                    or inner in {"in", "on", "at", "during", "after", "to", "from", "with", "by", "of"}
                ):
                    break
                if (
                    after > position + 1
                    and (inner in DETERMINER or frame.skip_time(after) > after)
                    and words[after - 1] not in COORDINATOR
                ):
                    break
                if inner in FINITE:
                    return position
                after += 1
            if after == position + 1 or _names_a_claim(frame, word, after):
                return position
            position = after
            continue
        break
    return position


def _names_a_claim(frame: Frame, preposition: str, after: int) -> bool:
    """*responded to reports that*: the clause belongs to the noun, unlike in *said in a report that*."""
    return (
        preposition not in {"in", "through", "via"}
        and frame.near[after] == "that"
        and frame.near[after - 1] in cue_nouns()
    )


def _may_be_hearer(frame: Frame, position: int) -> bool:
    """Tell a hearer after *to* from a verb: *said to the reporters*, *vowed to repeal it*."""
    word = frame.near[position]
    return (
        word in ANY_DETERMINER
        or word in OBJECT_PRONOUN
        or word in SOURCE_NOUN
        or word in PEOPLE_NOUN
        or (word.endswith("s") and not word.endswith("ss"))
        or (0 <= position < len(frame.words) and frame.capitals[position])
    )


def _right(
    frame: Frame, verb: VerbForm, subject: Range, cue: Range, begins: int, shared: bool
) -> UnitAttribution | None:
    """Look for what is said after the verb."""
    uses, end, size = verb.uses, cue[1], len(frame.words)
    hearer = _after_hearer(frame, end) if "tell" in uses else None
    tell = uses["tell"] if hearer is not None else None
    position = end if hearer is None else hearer
    first = _skip_however(frame, position if tell else _skip_circumstance(frame, position))
    if frame.near[first] == "only" and frame.near[first + 1] in _AFTER_ONLY:
        first += 1
    if (tell or "quote" in uses) and _reads_from_left(frame, begins, first):
        return None
    mark = _mark_of_speech(frame, uses, tell, first)
    if mark and frame.near[first] in _OPENS_RELATIVE_OR_TIME and _quotation_opens(frame, begins):
        return None  # “No,” she said when asked; “No,” she told us in a talk that lasted an hour
    if mark:
        rule, use, begin = mark
        if frame.words[subject[0]] in ("all", "what") and frame.near[first] in ("is", "was"):
            subject = (min(subject[0] + 1, subject[1] - 1), subject[1])  # all the firm would say is that
        return UnitAttribution(rule, use, subject, cue, [(begin, size)], begins, shared)
    speech = tell or uses.get("quote") or uses.get("that") or uses.get("tell")
    if speech and frame.near[begins - 1] == "as" and begins < 2:
        comma = next((p for p in range(end, min(size, end + 20)) if frame.words[p] == ","), None)
        if comma and comma + 1 < size:
            return UnitAttribution("clause-then-cue", speech, subject, cue, [(comma + 1, size)], begins, shared)
    heads = frame.headline and verb.lemma in _FINDS and _is_research(frame, subject)
    bare = tell or uses.get("bare") or _finding(frame, verb, subject, first, heads)
    if bare is None:
        return None
    if frame.near[begins - 1] in {"which", "that", "who", "whom", "what"} and frame.is_finite(end):
        return UnitAttribution(
            "relative-clause-cue", bare, subject, cue, _around_relative_clause(frame, begins, end), begins
        )
    strict = bare.group != "say" and tell is None
    places = (first,) if _was_said_before(frame, begins, first) else (first, position)
    begin = next((place for place in places if _bare_clause_begins(frame, place, strict)), None)
    if begin is None and (verb.lemma == "say" or heads) and _names_subject(frame, first):
        begin = first  # said Ms. Reed deserves a prize; Study Finds Sleep Helps Memory
    if begin is None and bare.group in _HOLDS_CLAUSES and _has_verb_in_s(frame, first):
        begin = first
    if begin is None or _is_between(frame, begins, begin):
        return None
    rule = "told-hearer" if tell else "cue-then-clause-weak" if strict else "cue-then-clause"
    return UnitAttribution(rule, bare, subject, cue, [(begin, size)], begins, shared)


def _quotation_opens(frame: Frame, begins: int) -> bool:
    """Tell whether a quotation and nothing else stands before a speaker."""
    edge = _edge_of_quotation(frame, begins)
    return edge is not None and frame.clause_start(edge) == edge - 1


def _after_hearer(frame: Frame, position: int) -> int | None:
    """Return where what is said begins after the hearer of *tell*, or None if no hearer or no words follow."""
    if frame.near[position] in (":", ",", QUOTE, "that", "of", "to", ""):
        return None
    moved = _skip_hearer(frame, position)
    after = _skip_circumstance(frame, moved)
    word = frame.near[after]
    quotes = word == "," and frame.near[after + 1] == QUOTE
    if word in ("that", ":", QUOTE) or quotes or word in QUESTION_WORD:
        return after
    if word == "," and frame.near[after + 1].endswith("ing"):
        return None  # It ends, she told them on Monday, adding that
    that = next((p for p in range(moved, min(len(frame.words), moved + 14)) if frame.words[p] == "that"), None)
    if that and frame.near[moved] in {"before", "after", "while", "during", "in", "on", "at"} and moved > position:
        if not frame.has_finite(moved + 1, that):
            return that
    if moved > position and frame.clause_begins(moved) and frame.near[moved] not in {"to", "of", "about"}:
        return moved
    return None


def _skip_however(frame: Frame, position: int) -> int:
    """Step over *, however,*."""
    filler = frame.near[position + 1] in {"however", "though", "meanwhile", "too", "then"}
    return position + 3 if filler and frame.near[position] == frame.near[position + 2] == "," else position


def _reads_from_left(frame: Frame, begins: int, first: int) -> bool:
    """Tell whether the verb stands within what is said, as in *“We came,” she told us, “to win”*."""
    goes_on = frame.near[first] == "," and frame.near[first + 1] == QUOTE
    comma = frame.near[begins - 1] == ","
    began = frame.near[begins - 1] == QUOTE or (comma and frame.near[begins - 2] == QUOTE)
    return goes_on and (began or (comma and _quotation_goes_on(frame, begins, first + 1)))


def _quotation_goes_on(frame: Frame, begins: int, quotation: int) -> bool:
    """Tell whether a subject before the speaker has its verb in a quotation: *The plan, she said, “has no teeth”*."""
    start = frame.clause_start(begins - 1)
    small = not frame.capitals[quotation]
    return small and 0 < begins - 1 - start <= 12 and _may_open_claim(frame, start, begins)


def _mark_of_speech(frame: Frame, uses: Mapping[str, Use], tell: Use | None, first: int) -> tuple[str, Use, int] | None:
    """Return rule, use and first unit of what follows *that*, a colon, a quotation mark or a question word."""
    size, word = len(frame.words), frame.near[first]
    quote, that = tell or uses.get("quote"), tell or uses.get("that")
    wh, speech = tell or uses.get("wh"), quote or that
    if word == "that" and that and first + 1 < size and frame.near[first + 1] != ",":
        return "told-hearer-that" if tell else "cue-then-that", that, first + 1
    if word == ":" and speech:
        return "cue-then-colon", speech, first + 1  # at the end of a paragraph the words come in the next
    if word == "," and frame.near[first + 1] == QUOTE and quote:
        return "cue-then-quotation", quote, first + 1
    if word == QUOTE and quote and frame.ends[first] - frame.starts[first] > 3:
        return "cue-then-quotation", quote, first
    if word in QUESTION_WORD and wh and first + 1 < size:
        return "cue-then-question", wh, first
    if word in ("is", "was") and frame.near[first + 1] == "that" and that and first + 2 < size:
        return "cue-then-that", that, first + 2  # all she would say was that
    if ":" in frame.words[first : min(size - 1, first + 12)]:
        colon = frame.words.index(":", first)
        if colon and speech and "quote" in uses and not frame.has_finite(first + 1, colon):
            return "cue-then-colon", speech, colon + 1
    return None


def _around_relative_clause(frame: Frame, begins: int, end: int) -> list[Range]:
    """Return what is said around *the bridge that Ann says is safe*: the noun phrase, and what follows the verb."""
    edge = begins - 2 if frame.near[begins - 2] == "," else begins - 1
    antecedent = frame.phrase_before(edge)
    stop = next((p for p in range(end, len(frame.words)) if frame.words[p] == ","), len(frame.words))
    return [(end, stop)] if antecedent is None else [(antecedent, edge), (end, stop)]


def _bare_clause_begins(frame: Frame, position: int, strict: bool) -> bool:
    word = frame.near[position]
    if word in QUESTION_WORD or (strict and word in PARTICLE):
        return False
    if word in {"nothing", "little"} and not strict and not frame.is_finite(position + 1):
        return False  # said nothing as he left
    return frame.clause_begins(position, strict)


def _names_subject(frame: Frame, position: int) -> bool:
    """Tell whether a name or a plural stands here, and enough after it for a clause, though no verb was recognised."""
    if len(frame.words) - position < 4 or frame.near[position] in PREPOSITION:
        return False
    word = frame.words[position]
    if word in {"thanks", "mass", "prayers", "grace", "things", "words", "goodbyes"}:
        return False
    return word[0].isalpha() and (frame.capitals[position] or (word.endswith("s") and not is_adverb(word)))


def _has_verb_in_s(frame: Frame, position: int) -> bool:
    """Tell *the tariff raises prices* from *the school rules*, after a verb that seldom takes a thing."""
    if frame.near[position] not in ANY_DETERMINER:
        return False
    for place in range(position + 2, min(len(frame.words) - 1, position + 7)):
        word, before, after = frame.words[place], frame.words[place - 1], frame.words[place + 1]
        if not can_head(before):
            return False
        if word.endswith("s") and not word.endswith(("ss", "'s")) and len(word) > 3 and not before.endswith("s"):
            return can_head(after) or is_adverb(after) or after in DETERMINER
    return False


def _is_research(frame: Frame, subject: Range) -> bool:
    """Tell whether a study, or who makes one, is the subject: *a survey of parents*, *researchers*."""
    words = frame.words[subject[0] : subject[1]]
    head = next((number for number, word in enumerate(words) if word in PREPOSITION and number), len(words)) - 1
    return words[head] in _RESEARCH


def _finding(frame: Frame, verb: VerbForm, subject: Range, first: int, heads: bool) -> Use | None:
    """Return how a verb is used in *A study found the drug cut deaths*, *Police found the boy was asleep*."""
    research = verb.lemma in _FINDS and _is_research(frame, subject) and not _has_participle(frame, first)
    finds_out = verb.lemma in _FINDS_OUT and _has_sure_verb(frame, first)
    return verb.uses.get("that") if heads or research or finds_out else None


def _has_participle(frame: Frame, first: int) -> bool:
    """Tell *found bones buried in the yard*: what stands before a preposition may be no verb of its own."""
    ends = (p for p in range(first + 1, len(frame.words)) if frame.words[p].endswith("ed") or frame.words[p] in BREAKS)
    place = next(ends, len(frame.words))
    return frame.near[place].endswith("ed") and frame.near[place + 1] in PREPOSITION


def _has_sure_verb(frame: Frame, first: int) -> bool:
    """Tell *found the keys were gone* from *found the book he had lost* and *found a man named Cole*."""
    words = frame.words
    for place in range(first + 1, min(len(words), first + 12)):
        word, before = words[place], words[place - 1]
        if word in BREAKS or word in RELATIVE or word in PREPOSITION or word in COORDINATOR:
            return False
        if word in AUXILIARY or word in BE:
            return place == first + 1 or before not in PRONOUN
    return False


def _was_said_before(frame: Frame, begins: int, first: int) -> bool:
    """Tell whether a clause stands before the speaker, and a circumstance after: *It ends, she said on Monday, …*."""
    return frame.near[begins - 1] == frame.near[first] == "," and frame.has_finite(
        frame.clause_start(begins - 1), begins - 1
    )


def _is_between(frame: Frame, begins: int, begin: int) -> bool:
    """Tell whether a quotation stands before the speaker: *“The bridge,” he said on Monday, “is safe”*."""
    if frame.near[begins - 1] == "," and frame.near[begins - 2] == QUOTE:
        return frame.near[begin] in PREPOSITION  # “No”, he said in a letter addressed to the mayor
    return frame.near[begins - 1] == QUOTE and not (frame.near[begins] in _ADDS and ends_in_quotation(frame, begins))


def _left(
    frame: Frame, before: Frame | None, verb: VerbForm, subject: Range, cue: Range, begins: int
) -> UnitAttribution | None:
    """Look for what is said before the subject, as in *It is safe, Ann said*."""
    use = verb.uses.get("quote") or verb.uses.get("inverted") or verb.uses.get("bare")
    found = verb.uses.get("that") if verb.lemma in _FINDS else None  # the bridge is safe, a study found
    if (use is None and found is None) or frame.near[cue[0] - 1] in ("who", "which"):
        return None
    after = _after_reporting_clause(frame, verb, cue[1])
    closes = (
        after >= len(frame.words)
        or frame.words[after] in _CLOSES_REPORTING
        or (frame.words[after] in PREPOSITION and frame.words[after] != "to")
    )
    if begins == 0:
        goes_on = after < len(frame.words) and frame.words[after] == "and"
        quoted = _ends_with_quotation(before) and "quote" in verb.uses
        if quoted and closes and not goes_on and use and use.group != "sound":
            return UnitAttribution("quotation-then-cue", use, subject, cue, [], begins, takes_quotation_before=True)
        return None
    as_put = verb.lemma == "put it" and frame.near[begins - 1] == "as"
    edge = _edge_of_quotation(frame, begins - as_put)
    open_end = closes or frame.words[after] not in {"that", ":", ","} or _quotation_opens(frame, begins)
    if edge is not None and use and "quote" in verb.uses and open_end:
        rest = [piece for piece in _rest(frame, after) if frame.words[piece[0]] not in _TELLS_WHEN]
        content = [(frame.clause_start(edge), edge), *rest]
        return UnitAttribution("quotation-then-cue", use, subject, cue, content, begins)
    linked = 1 if frame.words[begins - 1] == "as" and frame.near[begins - 2] == "," and not found else 0
    if frame.words[begins - 1 - linked] in COMMA_OR_DASH and closes and begins > 1:
        if found and not use and frame.words[frame.clause_start(begins - 1)] in SUBORDINATOR:
            return None  # when they came, they found
        content = _clause_before(frame, begins - linked, after)
        if content:
            use = verb.uses.get("bare") or use or found
            return UnitAttribution("clause-then-cue", use, subject, cue, content, begins)
    return None


def _after_reporting_clause(frame: Frame, verb: VerbForm, end: int) -> int:
    """Step over hearer and circumstances of a verb whose words stand before it."""
    if "tell" in verb.uses:
        end = _skip_hearer(frame, end)
    return _skip_circumstance(frame, end)


def _ends_with_quotation(frame: Frame | None) -> bool:
    return frame is not None and frame.words[-1] == QUOTE


def _edge_of_quotation(frame: Frame, begins: int) -> int | None:
    """Return the unit after the quotation that stands before a position, with or without a mark between."""
    if frame.near[begins - 1] == QUOTE:
        return begins
    if frame.near[begins - 1] in COMMA_OR_DASH and begins > 1 and frame.near[begins - 2] == QUOTE:
        return begins - 1
    return None


def _clause_before(frame: Frame, begins: int, after: int) -> list[Range]:
    """Return the clause before *, Ann said* and what goes on after it; nothing if no clause stands there."""
    words, size = frame.words, len(frame.words)
    first = frame.clause_start(begins - 1)
    rest = _rest(frame, after)
    if any("ing" in form.forms for form in reporting_forms().get(words[first], ())):
        return []  # Arguing that it is safe, the firm asked
    if words[first] == "when" and not rest and "," not in words[first : begins - 1]:
        return []  # When told of it, he laughed
    if all(is_adverb(word) for word in words[first : begins - 1]):
        return rest  # Also, he notes, the bridge is safe
    if not frame.has_finite(first, begins - 1):
        middle = after < size and words[after] in COMMA_OR_DASH and not _opens_quotation_anew(frame, after + 1)
        onward = frame.near[after + 1]  # it ends, he noted, adding that; he noted, although he had not seen it
        ends = after >= size or (words[after] == "," and (onward.endswith("ing") or onward in _GOES_ON_OTHERWISE))
        if ends and begins - first > 3 and not rest and _may_open_claim(frame, first, begins):
            return [(first, begins - 1)]  # Wolves live in the park, rangers say
        circumstance = words[first] in SUBORDINATOR or words[first] in PREPOSITION
        if not (middle and rest and begins - first <= 12) or (circumstance and not rest):
            return []
    return [(first, begins - 1), *rest]


def _opens_quotation_anew(frame: Frame, position: int) -> bool:
    """Tell a quotation that is a sentence of its own from one that goes on with the sentence."""
    return frame.near[position] == QUOTE and frame.capitals[position]


def _may_open_claim(frame: Frame, first: int, begins: int) -> bool:
    """Tell whether a claim may begin with a word, though no verb was recognised: it is no circumstance or name."""
    word = frame.words[first]
    return not (
        word in SUBORDINATOR
        or word in PREPOSITION
        or word.endswith(("ing", "ed"))
        or (is_adverb(word) and word != "both")
        or frame.skip_time(first) > first
        or "," in frame.words[first : begins - 1]
        or QUOTE in frame.words[first : begins - 1]
    )


def _rest(frame: Frame, after: int) -> list[Range]:
    """Return what goes on after a reporting clause in the middle."""
    words, size = frame.words, len(frame.words)
    if after >= size or words[after] not in _GOES_ON_AFTER:
        return []
    first = after if words[after] == QUOTE else after + 1
    word = frame.near[first]
    if (
        not word
        or word.endswith("ing")
        or _tells_manner(frame, first)
        or word in _GOES_ON_OTHERWISE
        or (word in ("and", "but") and (frame.near[first + 1] in reporting_forms() or frame.is_finite(first + 1)))
    ):
        return []
    return [(first, size)]


def _tells_manner(frame: Frame, first: int) -> bool:
    """Tell *his voice breaking*, *their house still smoking* from what is said."""
    if frame.words[first] not in POSSESSIVE:
        return False
    comma = next((p for p in range(first, len(frame.words)) if frame.words[p] in BREAKS), len(frame.words))
    if frame.has_finite(first + 1, comma):
        return False
    return any(word.endswith("ing") for word in frame.words[first + 2 : min(comma, first + 5)])


def _inverted(
    frame: Frame, before: Frame | None, group: int, position: int, end: int, verb: VerbForm
) -> UnitAttribution | None:
    """Read inverted order, as in *“It is safe,” said Ann* and *Said Ann: “It is safe”*."""
    use = verb.uses.get("inverted")
    if use is None or group != position or not verb.is_finite:
        return None
    source = _source_after(frame, end)
    if source is None:
        return None
    cue = (position, end)
    if position == 0:
        return _inverted_opening(frame, before, use, source, cue)
    previous = frame.near[position - 1]
    if previous == "," and relative_before(frame, position - 1) is not None:
        return None  # Ann Lee, who calls herself “a good cook”, said
    if previous == QUOTE or (previous == "," and frame.near[position - 2] == QUOTE):
        edge = position - (previous == ",")
        content = [(frame.clause_start(edge), edge), *_rest(frame, _skip_circumstance(frame, source[1]))]
        return UnitAttribution("quotation-then-inverted", use, source, cue, content, position)
    if previous in COMMA_OR_DASH and use.kind == "speech":
        return _inverted_after_clause(frame, use, source, cue)
    return None


def _source_after(frame: Frame, end: int) -> Range | None:
    """Find the speaker that follows the verb, with what describes them."""
    word = frame.near[end]
    if word in ("that", ":", ",", QUOTE, "", "more") or word in BE or word in PREPOSITION:
        return None
    last = frame.phrase_after(end)
    if last == end:
        return None
    last = frame.with_apposition(last)
    if frame.near[last] == BRACKET:
        last = frame.with_apposition(last + 1)
    return end, last


def _inverted_opening(
    frame: Frame, before: Frame | None, use: Use, source: Range, cue: Range
) -> UnitAttribution | None:
    """Read *Said Ann: …*, and *said Ann* after a quotation that is a sentence of its own."""
    name = next((p for p in range(*source) if frame.words[p] in BREAKS), source[1])  # without “, whose son is ill”
    if _ends_with_quotation(before) and not frame.has_finite(source[0], name):
        return UnitAttribution("quotation-then-inverted", use, source, cue, [], 0, takes_quotation_before=True)
    after = _skip_circumstance(frame, source[1])
    if frame.near[after] in (":", QUOTE) or (frame.near[after] == "," and frame.near[after + 1] == QUOTE):
        first = after + 1 if frame.near[after] == ":" else after
        return UnitAttribution("cue-then-colon", use, source, cue, [(first, len(frame.words))], 0)
    return None


def _inverted_after_clause(frame: Frame, use: Use, source: Range, cue: Range) -> UnitAttribution | None:
    """Read *It is safe, said Ann*."""
    position, last = cue[0], source[1]
    if frame.near[last] == "to":
        return None  # the group, saying it was late, asked the mayor to act
    if subject_before_insertion(frame, position - 1)[0] is not None:
        return None
    first, rest = frame.clause_start(position - 1), _rest(frame, last)
    middle = frame.near[last] == "," and first == 0 and position < 14 and bool(rest)
    if (frame.has_finite(first, position - 1) or middle) and frame.near[last] != "that":
        return UnitAttribution("clause-then-inverted", use, source, cue, [(first, position - 1), *rest], position)
    return None


def _stand(
    frame: Frame, verb: VerbForm, subject: Range, cue: Range, begins: int, shared: bool
) -> UnitAttribution | None:
    """Read a stand that somebody takes: *She wants to close it*, *She criticised the plan*."""
    end = cue[1]
    if frame.near[begins - 1] == "what" and (judged := _in_what_they_call(frame, verb, subject, cue, begins)):
        return judged
    if not frame.near[end] or frame.near[cue[0]] in {"must", "should", "shall", "ought"}:
        return None  # the group must reveal its donors
    if "expected" in frame.words[cue[0] : cue[1] - 1]:
        return None  # is expected to announce his plan: that is what others expect
    for name, (rule, first_of) in _STANDS.items():
        use = verb.uses.get(name)
        first = first_of(frame, verb, end) if use else None
        if first is not None:
            return UnitAttribution(rule, use, subject, cue, [(first, len(frame.words))], begins, shared)
    if verb.lemma in _FINDS_OUT and _is_research(frame, subject) and _is_result(frame, end):
        return UnitAttribution("takes-a-stand", verb.uses["that"], subject, cue, [(end, len(frame.words))], begins)
    return None


def _is_result(frame: Frame, first: int) -> bool:
    """Tell *The report found no clear change in grades* from *The report found few readers*."""
    last = frame.phrase_after(first)
    return last > first and any(word in _RESULTS for word in frame.words[first:last])


def _in_what_they_call(frame: Frame, verb: VerbForm, subject: Range, cue: Range, begins: int) -> UnitAttribution | None:
    """Read *what he described as an accident*, *what critics call a tax*."""
    first = cue[1] + (frame.near[cue[1]] == "as")
    rule = "describes-as" if "as" in verb.uses and first > cue[1] else "calls-names" if "call" in verb.uses else ""
    use = verb.uses.get("as" if rule == "describes-as" else "call")
    stop = next((p for p in range(first, len(frame.words)) if frame.words[p] in BREAKS), len(frame.words))
    if not rule or use is None or stop == first:
        return None
    return UnitAttribution(rule, use, subject, (cue[0], first), [(first, stop)], begins)


_NO_STAND = frozenset((",", ":", ";", ".", *DASHES))


def _first_of_to(frame: Frame, _: VerbForm, end: int) -> int | None:
    after = frame.near[end + 1]
    determined = after in ANY_DETERMINER
    return end if frame.near[end] == "to" and after and not determined else None  # committed to the agreement


def _first_of_object_to(frame: Frame, _: VerbForm, end: int) -> int | None:
    if frame.near[end] in _NO_STAND or frame.near[end] == QUOTE:
        return None
    moved = _skip_hearer(frame, end)
    return end if end < moved < len(frame.words) and frame.near[moved] in ("to", "not") else None


def _first_of_object_about(frame: Frame, _: VerbForm, end: int) -> int | None:
    if frame.near[end] in _NO_STAND or frame.near[end] == QUOTE:
        return None
    moved = _skip_hearer(frame, end)
    return moved if end < moved < len(frame.words) - 1 and frame.near[moved] == "about" else None


def _first_of_object_of(frame: Frame, verb: VerbForm, end: int) -> int | None:
    return end if _starts_object(frame, verb, end) and "of" in frame.words[end : end + 12] else None


def _first_of_as(frame: Frame, verb: VerbForm, end: int) -> int | None:
    return end if _starts_object(frame, verb, end) and "as" in frame.words[end + 1 : end + 14] else None


def _first_of_call(frame: Frame, verb: VerbForm, end: int) -> int | None:
    if frame.near[end] == QUOTE or (frame.capitals[end] and not _names_afterwards(frame, end + 1)):
        return None  # the quiz, called “How are you?”; a man called Osk
    no_name = ("at", "for", "on", "off", "out", "in", "up", "to", "by", "a")
    return end if _starts_object(frame, verb, end) and frame.near[end] not in no_name else None


def _names_afterwards(frame: Frame, position: int) -> bool:
    """Tell whether a name is followed by what it is called."""
    while position < len(frame.words) and frame.capitals[position] and frame.near[position] != QUOTE:
        position += 1
    word = frame.near[position]
    return (
        word == QUOTE
        or word in {"a", "an", "the", "his", "her", "their", "its"}
        or word.endswith(("ous", "ful", "ive", "ing"))
    )


def _first_of_at(frame: Frame, verb: VerbForm, end: int) -> int | None:
    """*put the cost at $3 million*: a figure follows within a few words."""
    at = next((p for p in range(end + 1, min(len(frame.words) - 1, end + 9)) if frame.words[p] == "at"), None)
    figure = at is not None and any(frame.near[p][:1].isdigit() for p in range(at + 1, at + 5))
    return end if figure and _starts_object(frame, verb, end) else None


def _first_of_object(frame: Frame, verb: VerbForm, end: int) -> int | None:
    word = frame.near[end]
    if not _starts_object(frame, verb, end) or word in {"to", "by", "up", "off", "down", "away"}:
        return None
    gerund = word.endswith("ing") and not frame.near[end + 1].endswith("s") and verb.lemma not in _TAKES_GERUND
    return None if gerund or (word in PREPOSITION and not verb.particle) else end


def _starts_object(frame: Frame, verb: VerbForm, end: int) -> bool:
    word = frame.near[end]
    return word not in _NO_STAND and (word != QUOTE or "object" in verb.uses)


# For each frame of a verb, in the order in which they are tried: the rule, and what finds the first unit of the stand.
_STANDS: Mapping[str, tuple[str, Callable[[Frame, VerbForm, int], int | None]]] = {
    "to": ("wants-to", _first_of_to),
    "object-to": ("urges-to", _first_of_object_to),
    "object-about": ("takes-a-stand", _first_of_object_about),
    "object-of": ("accuses-of", _first_of_object_of),
    "as": ("describes-as", _first_of_as),
    "call": ("calls-names", _first_of_call),
    "at": ("takes-a-stand", _first_of_at),
    "object": ("takes-a-stand", _first_of_object),
}


# ---- Participles, passives, nouns, according to -------------------------------------------------------------------


def _participle(frame: Frame, group: int, end: int, verb: VerbForm) -> UnitAttribution | None:
    """Read *…, saying that it is safe*: the speaker is the subject of the clause before."""
    floor = max(0, group - 7)
    absolute = next((p for p in range(group - 2, floor - 1, -1) if frame.words[p] == "with"), None)
    if absolute is not None and frame.near[absolute - 1] in _BEGINS_ANEW and verb.uses.get("quote"):
        if frame.words[group - 1] in PREPOSITION:
            return None  # with laws that keep them from claiming
        attribution = _right(frame, verb, (absolute + 1, group), (group, end), absolute, True)
        if attribution is not None and attribution.rule != "cue-then-question":
            attribution.rule = "participle-cue"
            return attribution
        return None
    before = frame.near[group - 1]
    if before == "" or (group == 1 and before in {"while", "by", "in", "after", "before"}):
        return _fronted_participle(frame, group, end, verb)
    if before not in _BEFORE_SAYING and not _is_piece_of_speech(frame, group - 1):
        return None
    subject = frame.speaker or frame.main_subject(0, group)
    if subject is None:
        return None
    attribution = _said_by_participle(frame, verb, subject, group, end)
    return attribution or (_stand(frame, verb, subject, (group, end), group, True) if before != "and" else None)


def _fronted_participle(frame: Frame, group: int, end: int, verb: VerbForm) -> UnitAttribution | None:
    """Read *Calling it a mess, the mayor left*: the speaker is the subject of the clause that follows."""
    for comma in range(end + 1, min(len(frame.words) - 1, end + 40)):
        if frame.words[comma] != ",":
            continue
        subject = frame.main_subject(comma + 1, len(frame.words))
        if subject is None or not frame.is_finite(subject[1]) or subject[1] - subject[0] > 9:
            continue
        attribution = _said_by_participle(frame, verb, subject, group, end)
        if attribution is None and group == 0 and verb.lemma not in _ONLY_TOPICS:
            attribution = _stand(frame, verb, subject, (group, end), group, True)
        if attribution is not None:
            attribution.content = [(first, min(last, comma)) for first, last in attribution.content if first < comma]
        return attribution if attribution and attribution.content else None
    return None


def _said_by_participle(frame: Frame, verb: VerbForm, subject: Range, group: int, end: int) -> UnitAttribution | None:
    use = verb.uses.get("that") or verb.uses.get("quote")
    if use is None or use.kind not in ("speech", "thought"):
        return None
    attribution = _right(frame, verb, subject, (group, end), group, True)
    if attribution is None or attribution.rule == "cue-then-question":
        return None
    attribution.rule = "participle-cue"
    return attribution


def _is_piece_of_speech(frame: Frame, position: int) -> bool:
    """Tell *issued a statement saying*, *a letter to parents warning* from other nouns before a participle."""
    first = max(0, position - 4)
    return any(
        frame.words[p] in PLACE_OF_SPEECH
        and frame.near[p - 1] not in PREPOSITION
        and (p == position or frame.near[p + 1] in PREPOSITION or frame.skip_time(p + 1) > p + 1)
        for p in range(position, first - 1, -1)
        if p >= 0
    )


def _passive(frame: Frame, group: int, end: int, verb: VerbForm) -> UnitAttribution | None:
    """Read *is said to*, *it is believed that*, *was accused of*, *was told that*."""
    size = len(frame.words)
    cue = (group, end)
    subject = frame.phrase_before(group)
    if subject is not None:
        subject = with_list(frame, subject, group)
    by = _by_whom(frame, end, verb)
    after = by[1] if by else end
    if frame.near[after] == "that" and (verb.uses.get("that") or verb.uses.get("tell")) and after + 1 < size:
        use = verb.uses.get("that") or verb.uses["tell"]
        if use.kind in ("speech", "thought"):
            return UnitAttribution(
                "it-is-said", use, by, cue, [(after + 1, size)], subject if subject is not None else group
            )
    if frame.near[after] == "to" and subject is not None and (verb.uses.get("that") or verb.uses.get("bare")):
        use = verb.uses.get("that") or verb.uses["bare"]
        if use.kind in ("speech", "thought") and verb.lemma not in _TAKES_TO:
            return UnitAttribution("is-said-to", use, by, cue, [(subject, group), (after, size)], subject)
    if "object-to" in verb.uses and frame.near[after] in ("to", "not") and subject is not None and after + 1 < size:
        content = [(subject, group), (after, size)]
        return UnitAttribution("is-urged-to", verb.uses["object-to"], by, cue, content, subject)
    if "object-of" in verb.uses and frame.near[after] == "of" and subject is not None:
        return UnitAttribution(
            "is-accused-of", verb.uses["object-of"], by, cue, [(subject, group), (after, size)], subject
        )
    if "as" in verb.uses and by and frame.near[after] == "as" and subject is not None and after + 1 < size:
        content = [(subject, group), (after, size)]
        return UnitAttribution("describes-as", verb.uses["as"], by, cue, content, subject)
    if frame.near[end] == "as" and frame.near[end + 1] == "saying" and subject is not None:
        first = end + 2 + (frame.near[end + 2] in {"that", ":", ","})
        use = verb.uses.get("quote") or verb.uses.get("that")
        if first < size and use:
            return UnitAttribution("cue-then-that", use, (subject, group), (group, end + 2), [(first, size)], subject)
    return None


def _by_whom(frame: Frame, end: int, verb: VerbForm) -> Range | None:
    """Find who speaks after *by*: *was accused by two women of lying*."""
    if frame.near[end] != "by":
        return None
    last = frame.phrase_after(end + 1)
    if "object-of" in verb.uses or "as" in verb.uses:
        last = next((p for p in range(end + 2, last) if frame.words[p] in ("of", "as")), last)
    return (end + 1, last) if last > end + 1 else None


def _headline_passive(frame: Frame, position: int, end: int, verb: VerbForm) -> UnitAttribution | None:
    """Read *Strong growth expected to continue*: headlines leave out *is*, and tell acts in the present."""
    use = verb.uses.get("that") or verb.uses.get("bare")
    if use is None or verb.lemma not in _HEADLINE_PASSIVES or "participle" not in verb.forms:
        return None
    subject = frame.phrase_before(position)
    if subject is None or frame.near[end] != "to" or end + 1 >= len(frame.words):
        return None
    first = frame.near[subject]
    if first in {"the", "a", "an"} or first in POSSESSIVE or first in PRONOUN:
        return None  # no headline leaves out *is* and keeps *the*
    content = [(subject, position), (end, len(frame.words))]
    return UnitAttribution("is-said-to", use, None, (position, end), content, subject)


def read_noun(frame: Frame, position: int) -> UnitAttribution | None:
    """Read *the claim that it is safe*, *his belief that …*."""
    with_that = (
        frame.near[position + 1] == "that" and position + 2 < len(frame.words) and frame.clause_begins(position + 2)
    )
    first = position
    source = None
    back = position - 1
    while (
        back >= 0
        and position - back < 4
        and frame.words[back] not in POSSESSIVE
        and not frame.words[back].endswith(("'s", "s'"))
    ):
        if frame.words[back] in DETERMINER or frame.words[back] in PREPOSITION or not frame.words[back][0].isalpha():
            back = -1
            break
        back -= 1
    if back >= 0 and (frame.words[back] in POSSESSIVE or frame.words[back].endswith(("'s", "s'"))):
        start = frame.phrase_before(back + 1) if frame.words[back].endswith(("'s", "s'")) else back
        source = (start if start is not None else back, back + 1)
    if not with_that:
        return _owned_noun(frame, position, source)
    content = [(position + 2, len(frame.words))]
    theirs = source is None or frame.words[source[0]] in POSSESSIVE
    return (_given(frame, position, content) if theirs else None) or UnitAttribution(
        "claim-noun", None, source, (first, position + 1), content, source[0] if source else first
    )


def _given(frame: Frame, noun: int, content: list[Range]) -> UnitAttribution | None:
    """Read *The agency gave no hint that it would act*: who gives the claim makes it."""
    verb = next((p for p in range(noun - 1, max(-1, noun - 5), -1) if frame.words[p] in GIVING_VERB), None)
    if verb is None or any(frame.words[p] in PREPOSITION for p in range(verb, noun)):
        return None
    group = group_start(frame, verb)
    subject, begins, shared = subject_of(frame, group)
    if subject is None or frame.near[group - 1] == "to":
        return None
    return UnitAttribution("claim-noun", None, subject, (group, noun + 1), content, begins, shared)


_OWNED = {
    "to": frozenset("commitment offer opposition pledge promise proposal refusal threat vow".split()),
    "for": frozenset("call calls demand demands praise support".split()),
    "of": frozenset("criticism condemnation denial forecast prediction".split()),
}


def _owned_noun(frame: Frame, position: int, source: Range | None) -> UnitAttribution | None:
    """Read *Ms. Reed's promise to lower taxes*, *her criticism of the plan*: a noun of saying, with its owner."""
    after, noun = frame.near[position + 1], frame.words[position]
    if source is None or not any(form in _OWNED.get(after, ()) for form in (noun, noun.removesuffix("s"))):
        return None
    theirs = frame.words[source[0]] in {"his", "her", "their", "our", "my"}
    if position + 2 >= len(frame.words) or not (theirs or _owner_speaks(frame, source)):
        return None
    of = (p + 1 for p in range(source[1] - 2, source[0] - 1, -1) if frame.words[p] in PREPOSITION)
    source = (next(of, source[0]), source[1])  # an example of the Department's commitment
    ends = (p for p in range(position + 3, len(frame.words)) if frame.words[p] == "," or frame.is_finite(p))
    stop = next(ends, len(frame.words))
    return UnitAttribution("owned-noun", None, source, (position, position + 1), [(position + 1, stop)], source[0])


def _owner_speaks(frame: Frame, owner: Range) -> bool:
    last = frame.words[owner[1] - 1].removesuffix("'s").removesuffix("'")
    known = last in SOURCE_NOUN or last in PEOPLE_NOUN
    return known or frame.capitals[owner[1] - 1]


def read_according_to(frame: Frame, position: int, first: int) -> UnitAttribution | None:
    """Read *according to Ann, it is safe*, *per police*, and the same after or within the claim."""
    end = _end_of_named_source(frame, position, first)
    if end == first or (end == first + 1 and frame.words[first] in MEASURE):
        return None
    if first == position + 1 and not _per_somebody(frame, (first, end)):
        return None
    if _opens_clause(frame, position):
        end = _past_description(frame, end)
        content = [(end, len(frame.words))] if end < len(frame.words) else []
    else:
        end, content = _around_according_to(frame, position, end)
    source, cue = (first, end), (position, first)
    return UnitAttribution("according-to", None, source, cue, content, position) if content else None


def _per_somebody(frame: Frame, source: Range) -> bool:
    """Tell *per police*, *per the report* from *per person*, *per cent*."""
    words = frame.words[source[0] : source[1]]
    named = words[0] == "the" or frame.capitals[source[1] - 1] or can_speak(frame, source)
    return named or (len(words) > 1 and any(word in PLURAL_NOUN for word in words))


def _end_of_named_source(frame: Frame, position: int, first: int) -> int:
    words, end = frame.words, first
    while end < len(frame.words) and words[end] not in BREAKS and end - first < 40:
        if end > first and words[end] in _NEW_SUBJECT:
            break
        if end > first and position == 0 and frame.is_finite(end) and RELATIVE.isdisjoint(words[first:end]):
            begins = _subject_without_comma(frame, first, end)
            if begins is not None or words[end] in FINITE:
                return end if begins is None else begins
        end += 1
    return end


def _subject_without_comma(frame: Frame, first: int, verb: int) -> int | None:
    """Find where the claim begins in *According to the report the bridge is closed*."""
    words = frame.words
    for place in range(verb - 1, first, -1):
        counts = words[place].isdigit() or words[place] in ANY_DETERMINER or words[place] in PRONOUN
        if counts and words[place - 1] not in PREPOSITION and words[place - 1] not in COORDINATOR:
            return place
        if words[place].isdigit() and place - 1 > first and words[place - 1] in _BEFORE_NUMBER:
            return place - 1  # over 345 people
    return None


def _opens_clause(frame: Frame, position: int) -> bool:
    """Tell whether *according to* stands before the claim."""
    before = frame.near[position - 1]
    return (
        before in {"", ";", ":"}
        or before in COORDINATOR
        or (
            before == ","
            and not frame.has_finite(0, position - 1)
            and position > 1
            and frame.words[0] in {"and", "but", "yet", "meanwhile"}
        )
        or (before == "," and frame.words[0] in {"although", "though", "while", "if", "because", "since"})
    )


def _past_description(frame: Frame, end: int) -> int:
    """Step over what describes the source between two commas, if the claim follows."""
    words, size = frame.words, len(frame.words)
    if frame.near[end] == "," and frame.describes(end + 1):
        close = next((p for p in range(end + 1, min(size, end + 25)) if words[p] == ","), None)
        if close and not frame.has_finite(end + 1, close) and frame.clause_begins(close + 1):
            return close
    return end


def _around_according_to(frame: Frame, position: int, end: int) -> tuple[int, list[Range]]:
    """Return where the source ends, and the claim around it."""
    words, size = frame.words, len(frame.words)
    edge = position - 1 if words[position - 1] in COMMA_OR_DASH else position
    left = (frame.clause_start(edge), edge)
    if end < size:
        moved = frame.with_apposition(end)
        if moved > end and (moved >= size or words[moved] == ","):
            end = moved
    rest = _rest(frame, end) if words[position - 1] == "," else []
    unfinished = not frame.has_finite(*left) or words[left[1] - 1] in {"which", "that", "who"}
    return end, [left, *(rest if unfinished else [])]


def read_state_of_mind(frame: Frame, position: int) -> UnitAttribution | None:
    """Read *officials are worried about ice*, *she is confident that it will hold*."""
    group = group_start(frame, position)
    if not any(word in BE or word in {"feel", "feels", "felt"} for word in frame.words[group:position]):
        return None
    first = position + 1
    word = frame.near[first]
    if frame.words[position] in _JUDGES_OF and word != "of":
        return None  # critical to the plan
    if word not in {"that", "to", "about", "of", "with", "at", "by", "over", "for", "if"} and not frame.clause_begins(
        first, True
    ):
        return None
    subject, begins, shared = subject_of(frame, group)
    if (
        subject is None
        or frame.words[subject[0]] in {"it", "there", "this", "that"}
        or first + (word == "that") >= len(frame.words)
    ):
        return None
    content = [(first + (word == "that"), len(frame.words))]
    return UnitAttribution("is-of-a-mind", None, subject, (group, position + 1), content, begins, shared)


def read_light_verb(frame: Frame, position: int) -> UnitAttribution | None:
    """Read *Residents voiced their anger over the plan*: the noun tells the stand, and the verb only carries it."""
    noun = position + 1
    while noun - position < 4 and (
        frame.near[noun] in POSSESSIVE
        or frame.near[noun] in {"some", "serious", "grave", "deep", "strong", "great", "public", "similar", "no", "any"}
        or frame.near[noun]
        in {"fresh", "growing", "widespread", "sharp", "swift", "fierce", "further", "new", "harsh", "high"}
    ):
        noun += 1
    first = noun + 1
    if frame.near[noun] not in STANCE_NOUN or first + 1 >= len(frame.words):
        return None
    if frame.words[position] in DRAWING_VERB:
        return _drawn(frame, position, first)
    if frame.near[first] not in {"about", "over", "at", "for", "to", "with", "in", "on", "that", "of"}:
        return None
    group = group_start(frame, position)
    subject, begins, shared = subject_of(frame, group)
    if subject is None or frame.near[group - 1] == "to" or frame.words[position - 1] in BE:
        return None
    word = frame.words[position]
    base = not word.endswith(("s", "ed")) and word != "cast"
    if group == position and base and not _takes_base(frame, subject):
        return None
    if word.startswith("raise") and not can_speak(frame, subject):
        return None  # the fire raised fears
    content = (first + (frame.near[first] == "that"), len(frame.words))
    return UnitAttribution("takes-a-stand", None, subject, (group, first), [content], begins, shared)


def _drawn(frame: Frame, position: int, first: int) -> UnitAttribution | None:
    """Read *The plan drew praise from doctors*: who speaks stands after *from*."""
    group = group_start(frame, position)
    subject, begins, _ = subject_of(frame, group)
    last = frame.phrase_after(first + 1)
    if frame.near[first] != "from" or subject is None or last == first + 1:
        return None
    return UnitAttribution("takes-a-stand", None, (first + 1, last), (group, first), [subject], begins)


def can_speak(frame: Frame, subject: Range) -> bool:
    """Guess whether a subject is somebody: a pronoun for people, a noun for those who speak, or a name."""
    words = frame.words[subject[0] : subject[1]]
    people = ("i", "he", "she", "we", "they", "who")
    name = words[0] not in DETERMINER and words[0] not in POSSESSIVE and words[0] != "it"
    if name and all(frame.capitals[position] or frame.words[position] == "," for position in range(*subject)):
        return True
    return words[-1] in people or any(word in SOURCE_NOUN or word in PEOPLE_NOUN for word in words)


def read_in_view_of(frame: Frame, position: int) -> UnitAttribution | None:
    """Read *In his opinion, it is safe*, *In the view of the court, …*."""
    first = position + 1
    if frame.near[first] == "the" and frame.near[first + 1] in VIEWS and frame.near[first + 2] == "of":
        return _in_view_of_somebody(frame, position)
    last = first
    while last < len(frame.words) and last - first < 8 and frame.words[last] not in VIEWS:
        if frame.words[last][0] in ",;:" or frame.words[last] in PREPOSITION:
            return None
        last += 1
    owned = last > first and (
        (last == first + 1 and frame.words[first] in POSSESSIVE) or frame.near[last - 1].endswith(("'s", "s'"))
    )
    if not owned or frame.near[last] not in VIEWS or frame.near[last + 1] != ",":
        return None
    if last + 2 >= len(frame.words) or not frame.has_finite(last + 2, len(frame.words)):
        return None
    content = [*_inserted_into(frame, position), (last + 2, len(frame.words))]
    return UnitAttribution("in-their-view", None, (first, last), (position, last + 1), content, position)


def _in_view_of_somebody(frame: Frame, position: int) -> UnitAttribution | None:
    """Read *In the view of the court, it is safe*, *The men were, in the words of one guard, “like ghosts”*."""
    first, size = position + 4, len(frame.words)
    last = frame.with_apposition(frame.phrase_after(first))
    if last == first or (last < size and frame.near[last] not in (",", QUOTE)):
        return None
    rest = last + (frame.near[last] == ",")
    content = [*_inserted_into(frame, position), *([(rest, size)] if rest < size else [])]
    return (
        UnitAttribution("in-their-view", None, (first, last), (position, first), content, position) if content else None
    )


def _inserted_into(frame: Frame, position: int) -> list[Range]:
    """Return the claim that an insertion between two commas breaks: *The fault, in his view, is ours*."""
    if not position or frame.near[position - 1] != ",":
        return []
    return [(frame.clause_start(position - 1), position - 1)]
