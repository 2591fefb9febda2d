"""What a program can see in a learner's own headline or lead: who speaks, what is told flatly, what may be new.

The marker's rules (`helpers.marker`) and word lists find words; they do not understand sentences. So nothing here is
a verdict: each row tells which words were found, or that none were, and asks the learner to look. How often the marker
errs stands in ``data/marker/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.kinds.exercise import Row, clip
from helpers.kinds.text.rewrite import RewriteChecks, Statement
from helpers.marker.grammar import word_class
from helpers.marker.marking import MarkerProblem, mark_text
from helpers.marker.result import Attribution, Marks
from helpers.marker.words import RawSentence, paragraphs_of

SEEN, LOOK, NEUTRAL = "✓", "?", "•"
# Said once, at the end.
_LOOK_YOURSELF = "Rules see words only: look yourself."
_MOST_WORDS = 12
_FUNCTION_WORDS = (
    "determiner",
    "possessive",
    "pronoun",
    "object_pronoun",
    "be",
    "auxiliary",
    "adverb",
    "preposition",
    "coordinator",
    "subordinator",
)
# Word classes that the marker keeps for itself hold some words that say more than grammar.
_NEVER_NEUTRAL = frozenset({"because", "famously", "simply", "repeatedly"})
# Words that may turn a claim into its opposite, if they stand shortly before it; *not only* and *no doubt* do not.
_NEGATIONS = frozenset({"not", "cannot", "never", "no", "neither", "nor"})
_DENYING = frozenset({"deny", "denies", "denied", "denying"})
_NO_NEGATION_BEFORE = frozenset({"only", "just", "doubt"})
_NEAR_ENOUGH = 6
_BREAK = re.compile(r"[,;:–—()]")
_QUOTED = re.compile(r"[“\"]([^“”\"]{1,600})[”\"]")
# Longer endings first; what is left must be a word of three letters at least.
_ENDINGS = ("ing", "ed", "es", "ly", "s", "e", "d")


@dataclass(frozen=True)
class _Word:
    """A word of the text: as written without dots, in small letters, and its place."""

    raw: str
    low: str
    start: int
    end: int


@dataclass(frozen=True)
class _Hit:
    """A sentence that tells a claim: the word that tells it, and who is read as saying so."""

    claim: Statement
    sentence: RawSentence
    word: _Word
    kind: str  # "named", "other", "pronoun", "unnamed", "near" or "bare"
    speaker: str = ""
    cue: str = ""
    negation: str = ""  # a word such as "not" shortly before it


@dataclass
class _Text:
    """A learner's text with all that was found in it."""

    marks: Marks
    sentences: list[RawSentence]
    words: list[_Word]
    quoted: list[tuple[int, int]] = field(default_factory=list)

    def words_of(self, sentence: RawSentence) -> list[_Word]:
        return [word for word in self.words if sentence.start <= word.start < sentence.end]

    def is_cue(self, word: _Word) -> bool:
        return any(mark.start <= word.start < mark.end for mark in self.marks.of_kind("cue"))

    def is_quoted(self, word: _Word) -> bool:
        return any(start <= word.start < end for start, end in self.quoted)


def check_rewrite(text: str, checks: RewriteChecks) -> list[Row]:
    """Look through a text with the marker and the word lists of a question: never a verdict, the same each time."""
    try:
        marks = mark_text(text, "wide")
    except MarkerProblem as problem:
        return [Row(LOOK, "Found by rule: nothing", f"{problem} {_LOOK_YOURSELF}")]
    looked_at = _Text(
        marks,
        [sentence for paragraph in paragraphs_of(text) for sentence in paragraph.sentences],
        _words(text),
        [match.span(1) for match in _QUOTED.finditer(text)],
    )
    stems = _known_stems(checks)
    known = [word for word in looked_at.words if _stem(word.low) in stems]
    if marks.doubt or len(known) * 4 < len(looked_at.words) or not known:
        why = marks.doubt or "The rules know English and the words of our sources. They find few of them here."
        return [Row(LOOK, "Found by rule: too little", f"{why} They can say nothing. {_LOOK_YOURSELF}")]
    hits = list(_hits(looked_at, checks))
    return [
        _speaker_row(hits, looked_at),
        _apart_row(hits),
        *_watch_rows(looked_at, checks),
        *_quotation_rows(looked_at, checks),
        _added_row(looked_at, stems),
        *_care_rows(looked_at, checks),
        _touched_on_row(looked_at, checks, hits),
    ]


# -- words


def _words(text: str) -> list[_Word]:
    """Cut a text into words; dots inside a short form do not count, so that U.S. is US."""
    words = []
    for paragraph in paragraphs_of(text):
        for written, start, end in zip(paragraph.written, paragraph.starts, paragraph.ends, strict=True):
            if written[0].isalnum():
                raw = written.replace("’", "'").replace(".", "")
                raw = raw[:-2] if raw.endswith(("'s", "'S")) else raw
                words.append(_Word(raw, raw.casefold(), start, end))
    return words


def _known_stems(checks: RewriteChecks) -> frozenset[str]:
    """Return the stems of all words that a rewrite may use without adding anything."""
    neutral = {word for name in _FUNCTION_WORDS for word in word_class(name)} - _NEVER_NEUTRAL
    words = {word.low for text in checks.material for word in _words(text)}
    return frozenset(map(_stem, words | neutral | {word.casefold() for word in checks.plain}))


def _stem(word: str) -> str:
    """Cut off the commonest endings, so that *accused* and *accuses* are one word. Rough on purpose."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return f"{word[:-1]}i" if word.endswith("y") else word


def _even(text: str) -> str:
    return " ".join(re.sub("[\"'‘’“”]", "'", text).casefold().split())


def _fits(pattern: str, word: _Word) -> bool:
    if pattern.isupper():
        return word.raw == pattern
    if pattern.endswith("*"):
        return word.low.startswith(pattern[:-1].casefold())
    return word.low == pattern.casefold()


def _find(phrases: Sequence[str], words: Sequence[_Word]) -> list[_Word]:
    """Return each place where one of the phrases stands, as one word."""
    places = []
    for number, word in enumerate(words):
        for phrase in phrases:
            parts = phrase.split()
            here = words[number : number + len(parts)]
            if len(here) == len(parts) and all(map(_fits, parts, here)):
                raw = " ".join(part.raw for part in here)
                places.append(_Word(raw, raw.casefold(), word.start, here[-1].end))
                break
    return places


def _listed(words: Sequence[str]) -> str:
    """List words once each, in the order of the text, cut short if they are many."""
    once = list(dict.fromkeys(clip(word, 40) for word in words))
    more = f" and {len(once) - _MOST_WORDS} more" if len(once) > _MOST_WORDS else ""
    return ", ".join(once[:_MOST_WORDS]) + more


# -- claims and who says them


def _telling_words(statement: Statement, words: Sequence[_Word]) -> list[_Word]:
    """Return the words of the first list, if the sentence has a word of every list."""
    by_list = [_find(group, words) for group in statement.tells]
    return by_list[0] if all(by_list) else []


def _hits(text: _Text, checks: RewriteChecks) -> Iterator[_Hit]:
    for sentence in text.sentences:
        words = text.words_of(sentence)
        for claim in checks.claims:
            for word in _telling_words(claim, words)[:1]:
                kind, speaker, cue = _speaker_of(claim, word, words, text, checks)
                yield _Hit(claim, sentence, word, kind, speaker, cue, _negation(claim, word, words, text))


def _negation(claim: Statement, word: _Word, words: Sequence[_Word], text: _Text) -> str:
    """Return a plain word of negation that stands shortly before a claim's word, with no mark between them.

    What it denies is not looked at, and other ways to deny are not seen. A verb that the marker reads as a cue is
    left out: its speaker is told anyway.
    """
    care = _find(claim.keeps, words)
    before = [other for other in words if other.end <= word.start][-_NEAR_ENOUGH:]
    for negation, after in pairwise([*before, word]):
        if (
            (negation.low in _NEGATIONS or negation.low.endswith("n't") or _denies(negation, text))
            and after.low not in _NO_NEGATION_BEFORE
            and not any(kept.start <= negation.start < kept.end for kept in care)
            and not _BREAK.search(text.marks.text[negation.end : word.start])
        ):
            return negation.raw
    return ""


def _denies(word: _Word, text: _Text) -> bool:
    return word.low in _DENYING and not text.is_cue(word)


def _speaker_of(
    claim: Statement, word: _Word, words: Sequence[_Word], text: _Text, checks: RewriteChecks
) -> tuple[str, str, str]:
    """Tell how a claim's word stands to a speaker: the kind, the speaker's words, and the cue."""
    around = [said for said in text.marks.attributions if said.cue and _covers(said, word)]
    sources = [(_source(said), _cue(said), _known_speakers(_source(said), checks)) for said in around]
    for source, cue, ids in sources:
        if claim.speaker in ids:
            return "named", source, cue
    owner = next(speaker for speaker in checks.speakers if speaker.id == claim.speaker)
    for said in around:
        before = [other for other in words if other.end <= said.cue[0].start]
        if not said.source and _cue(said).casefold() in checks.saying_nouns and _find(owner.words, before):
            return "named", owner.name, _cue(said)
    for source, cue, ids in sources:
        if ids:
            return "other", source, cue
    for source, cue, _ in sources:
        if source.casefold() in word_class("pronoun"):
            return "pronoun", source, cue
    for source, cue, _ in sources:
        if source:
            return "unnamed", source, cue
    return ("near", owner.name, "") if _find(owner.words, words) else ("bare", "", "")


def _covers(attribution: Attribution, word: _Word) -> bool:
    return any(mark.start <= word.start and word.end <= mark.end for mark in attribution.content)


def _source(attribution: Attribution) -> str:
    return " ".join(attribution.text[mark.start : mark.end] for mark in attribution.source)


def _cue(attribution: Attribution) -> str:
    return " ".join(attribution.text[mark.start : mark.end] for mark in attribution.cue)


def _known_speakers(source: str, checks: RewriteChecks) -> set[str]:
    words = _words(source)
    return {speaker.id for speaker in checks.speakers if _find(speaker.words, words)}


_SPEAKER_SAYS: Mapping[str, str] = {
    "named": "The rule reads {speaker} as the speaker, with the cue {cue}.",
    "other": "The rule reads {speaker} as the speaker. In the sources somebody else says {claim}. Is this an answer?",
    "denied": "The rule reads {speaker} as the speaker.",
    "pronoun": "The speaker is {speaker}. Is it clear who that is?",
    "unnamed": "The rule reads {speaker} as the speaker. Can a reader tell who that is?",
    "near": "{speaker} stands in the sentence. The rule sees no cue that ties {word} to it.",
    "bare": "The rule sees nobody who says {claim}.",
    "nobody": "The rule sees no speaker here.",
}
_NEGATED = "“{negation}” stands before “{word}”. Do you deny the claim? Then look in the sources: does anybody say so?"
# A claim that may be denied is not told: then the rule must not speak as if it were.
_IF_NEGATED: Mapping[str, str] = {"other": "denied", "bare": "nobody"}


def _speaker_row(hits: Sequence[_Hit], text: _Text) -> Row:
    label = "Found by rule: is the speaker named?"
    if not hits:
        none = "None of the disputed claims of this task was found in your text. So no speaker was looked for."
        return Row(NEUTRAL, label, none)
    lines = [_filled(line, hit) for hit in hits for line in _lines_about(hit)]
    if any(hit.kind == "bare" and _is_hedged(hit, text) for hit in hits):
        lines.append("A word such as allegedly says that somebody claims it, and hides who.")
    symbol = SEEN if all(hit.kind == "named" and not hit.negation for hit in hits) else LOOK
    words = _listed([f"{hit.speaker} {hit.cue}".strip() for hit in hits if hit.speaker])
    return Row(symbol, label, " ".join(dict.fromkeys(lines)), words)


def _lines_about(hit: _Hit) -> tuple[str, ...]:
    if hit.negation:
        return _SPEAKER_SAYS[_IF_NEGATED.get(hit.kind, hit.kind)], _NEGATED
    return (_SPEAKER_SAYS[hit.kind],)


def _filled(sentence: str, hit: _Hit) -> str:
    values = {
        "speaker": clip(hit.speaker),
        "cue": clip(hit.cue),
        "word": clip(hit.word.raw),
        "negation": clip(hit.negation),
        "claim": hit.claim.name,
    }
    line = sentence.format(**values)
    return line[:1].upper() + line[1:]


def _is_hedged(hit: _Hit, text: _Text) -> bool:
    return any(hit.sentence.start <= mark.start < hit.sentence.end for mark in text.marks.of_kind("hedge"))


def _apart_row(hits: Sequence[_Hit]) -> Row:
    label = "Found by rule: are claim and fact apart?"
    if not hits:
        return Row(NEUTRAL, label, "No disputed claim was found, so there is nothing to keep apart.")
    flat = [hit for hit in hits if hit.kind in ("near", "bare")]
    if not flat:
        return Row(SEEN, label, "The claim stands inside what somebody is reported to say.")
    lines = []
    if names := _names(hit.claim for hit in flat if not hit.negation):
        lines.append(f"By the rule you tell this in your own voice: {names}. A reader may take it for a fact.")
    if names := _names(hit.claim for hit in flat if hit.negation):
        lines.append(f"You may be denying this in your own voice: {names}. A denial is a claim too: who makes it?")
    return Row(LOOK, label, " ".join(lines), _listed([hit.word.raw for hit in flat]))


def _names(statements: Iterable[Statement]) -> str:
    """List names in full, once each."""
    return "; ".join(dict.fromkeys(statement.name for statement in statements))


# -- words that say more, words that are new


def _watch_rows(text: _Text, checks: RewriteChecks) -> Iterator[Row]:
    own = [word for word in text.words if not text.is_quoted(word)]
    any_watched = False
    for watch in checks.watch:
        watched = [word.raw for word in _find(watch.words, own) if not watch.only_as_cue or text.is_cue(word)]
        if watched:
            any_watched = True
            yield Row(LOOK, f"Found by rule: {watch.name}", watch.reason, _listed(watched))
    if checks.watch and not any_watched:
        label = "Found by rule: does a word say more than the sources?"
        yield Row(SEEN, label, "No word of our lists stands in your text. The lists are short.")


def _quotation_rows(text: _Text, checks: RewriteChecks) -> Iterator[Row]:
    quoted = [text.marks.text[start:end] for start, end in text.quoted]
    if not quoted:
        return
    quotable = " ".join(_even(text) for text in checks.material)
    other = [words for words in quoted if _even(words).strip(" ,.;:!?") not in quotable]
    label = "Found by rule: are quoted words the speaker’s own?"
    if other:
        question = "These words stand in quotation marks, and not so in our sources. Were they said like that?"
        yield Row(LOOK, label, question, _listed(other))
    else:
        yield Row(SEEN, label, "Your quoted words stand in our sources.", _listed(quoted))


def _added_row(text: _Text, stems: frozenset[str]) -> Row:
    label = "Found by rule: did you add this?"
    new = [word.raw for word in text.words if _stem(word.low) not in stems]
    if not new:
        return Row(SEEN, label, "All your words stand in our sources or only join others.")
    question = "These words do not stand in our sources. Often that is fine: another word for the same thing. Is it?"
    return Row(NEUTRAL, label, question, _listed(new))


def _care_rows(text: _Text, checks: RewriteChecks) -> Iterator[Row]:
    for sentence in text.sentences:
        words = text.words_of(sentence)
        for statement in (*checks.claims, *checks.facts):
            if not statement.keeps or not _telling_words(statement, words):
                continue
            kept = [word.raw for word in _find(statement.keeps, words)]
            label = f"Found by rule: words of care ({statement.name})"
            if kept:
                yield Row(SEEN, label, "You kept the care of the source.", _listed(kept))
            else:
                yield Row(LOOK, label, statement.keeps_reason)


def _touched_on_row(text: _Text, checks: RewriteChecks, hits: Sequence[_Hit]) -> Row:
    touched_on = {hit.claim.id for hit in hits}
    touched_on |= {
        fact.id
        for fact in checks.facts
        if any(_telling_words(fact, text.words_of(sentence)) for sentence in text.sentences)
    }
    parts = (*checks.claims, *checks.facts)
    there = _names(part for part in parts if part.id in touched_on)
    missing = _names(part for part in parts if part.id not in touched_on)
    says = f"Touched on: {there}." if there else "None of the parts of this task was found."
    if there and missing:
        says += f" Not found: {missing}. Leaving something out can be right, if you choose it."
    return Row(NEUTRAL, "Found by rule: what you touch on", f"{says} {_LOOK_YOURSELF}")
