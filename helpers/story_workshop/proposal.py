"""What the marker proposes for a story, sentence by sentence, in the form of a reading; nobody has confirmed it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.marker import mark_text
from helpers.marker.marks import Link, Mark
from helpers.marker.result import Attribution, Marks
from helpers.story import Story
from helpers.story_workshop.entries import MOST_ENTRIES, Entries, Entry, empty
from helpers.story_workshop.reasons import with_reason
from helpers.story_workshop.speakers import Speakers, is_given_name, shortest_source, subject_of
from helpers.story_workshop.words_of import StoryText, free_id

NOT_READ = ("page label",)
SURE = 0.8
_LEAST_CLAIM = 3  # words
_LEAST_SCARE_QUOTE, _LEAST_GRANTED = 0.6, 0.7
# An act gives its actor no words (data/READING_GUIDE.md): “refused to close the moor”.
_ACT = re.compile(r"(?:(?:has|have|had|is|are|was|were) )?(?:also )?(?:refus|declin|fail)\w*")
# What only a clause or a quotation makes somebody's claim: “nobody complained about the taste”, in somebody's words.
_STANDS = ("takes-a-stand", "wants-to", "urges-to")
# What may be an act or a thing and no words: not sure, but for verbs that tell that somebody spoke.
_WEAK = (*_STANDS, "calls-names", "accuses-of", "describes-as", "claim-noun", "relative-clause-cue")
_SURELY_SAID = re.compile(
    r"\b(?:accus|admit|announc|confirm|criticis|criticiz|demand|den(?:y|ie)|dismiss|promis|predict|refut|reject|warn)\w*"
)
# What somebody did not say is nobody's claim: whoever wrote the story heard that it was not said.
_NOT_SAID = r"(?:did|does|do|could|can|would|will) not (?:say|tell|name|explain|comment|answer|reply|respond|give)"
_SEEN = re.compile(
    rf"\b(?:our reporter|could not (?:check|confirm|verify|reach)|{_NOT_SAID}|gave no|left open|declined to"
    r"|(?:is|are|can be read|was published) on (?:the|its|their)\b.*\b(?:website|page)|has seen the|have seen the"
    r"|seen by (?:this|our) (?:agency|news\w*|paper|reporter))\b",
    re.IGNORECASE,
)

# Who says so is left open by the word itself: nobody who speaks next is meant.
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|it is (?:widely )?(?:believed|expected|feared|said|thought|understood))\b",
    re.IGNORECASE,
)

# “A lost connection could explain it”, “work will go on”: what may or will be is seldom somebody’s saying so.
_NOT_YET_SAID = re.compile(r"(?:will|would|could|can|may|might|must|should)\b", re.IGNORECASE)
_AS_SAYING = re.compile(r" ((?:the |an? )?[\w’'-]+(?: [\w’'-]+){0,4}?) (as saying)\b")
_ITSELF = re.compile(r"(?:himself|herself|itself|themselves) ")  # “the report itself says”: the cue is “says”
_NOT, _FIND = re.compile(r"\bnot\b|n[’']t\b"), re.compile(r"\bf(?:in|oun)d\b")
_SELF, _NOBODY = ("i", "we"), re.compile(r"(?:nobody|no one|none|neither|anybody|anyone|here|there)\b")
_ON_THE_CLAIM = re.compile(r", an? (?:accusation|allegation|charge|claim) (?:that|which)\b")
_SOMEBODY = re.compile(r" ([^,;:.!?“”\"]{3,80})")  # “It is not known who checked the count”: somebody checked it
_NO_HEDGE, _NOT_KNOWN = re.compile(r"whether", re.IGNORECASE), re.compile(r"\bnot (?:known|clear)|\bun(?:clear|known)")
_A_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}")
_SENTENCES_BACK = 4
_NAME_AFTER = re.compile(r"(, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}),")


@dataclass(frozen=True)
class Proposal:
    """Entries of a reading that the marker proposes.

    Parameters
    ----------
    speakers : tuple of dict
        Who speaks, each once, as a reading names them.
    entries : mapping
        By sentence, lists of entries by kind; every sentence that is to be read has one, perhaps empty.
    unsure : frozenset of str
        Ids of entries whose rule is wrong more often than one time in five.
    """

    speakers: tuple[Mapping[str, str], ...]
    entries: Mapping[str, Entries]
    unsure: frozenset[str]


def sentences_to_read(story: Story) -> list[str]:
    """Name the sentences that a reading is made of: all but page labels and the dateline."""
    return [
        sentence.id
        for paragraph in story.paragraphs
        if paragraph.role not in NOT_READ
        for sentence in paragraph.sentences
        if sentence.id != "dateline"
    ]


def propose(story: Story) -> Proposal:
    """Let the marker read a story.

    Parameters
    ----------
    story : Story
        Any English text; in another language little is found.

    Returns
    -------
    Proposal
    """
    return _Proposer(story).proposal()


class _Proposer:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.text = StoryText.of(story)
        self.marks: Marks = mark_text(self.text.text, "wide", that=False)
        self.entries = {sentence: empty() for sentence in sentences_to_read(story)}
        self.unsure: set[str] = set()
        self.ids: set[str] = set()
        self.speakers = Speakers()
        self.paragraph = [paragraph.id for paragraph in story.paragraphs for _ in paragraph.sentences]
        self.pronoun: tuple[str, int | None] = ("", None)  # by which the last speaker was told, and who that is
        self.guessed: set[str] = set()  # relations whose speaker may as well be another
        self.place_of_relation: dict[str, int] = {}
        self.entry_of_relation: dict[str, Entry] = {}

    def proposal(self) -> Proposal:
        # Who only acts says nothing, and yet “she”, in the next sentence, may mean them.
        heard = [said for said in self.marks.attributions if self._is_saying(said) or self._is_act(said)]
        found = [(said, self._speaker_of(said)) for said in heard]
        speakers = self.speakers.entries()
        for attribution, place in found:
            if not self._is_act(attribution):
                self._attribution(attribution, speakers[place]["id"] if place is not None else "")
        used = {entry["speaker"] for lists in self.entries.values() for entry in lists["attributions"]}
        names = {speaker["id"]: speaker["name"] for speaker in speakers}
        self._certainty(names)
        self._scare_quotes()
        self._without_speaker()
        self._presuppositions()
        self._loaded()
        for lists in self.entries.values():
            for kind, entries in lists.items():
                lists[kind] = [with_reason(kind, entry, names) for entry in entries]
        return Proposal(
            tuple(speaker for speaker in speakers if speaker["id"] in used), self.entries, frozenset(self.unsure)
        )

    # -- who says what

    def _is_saying(self, attribution: Attribution) -> bool:
        """Tell whether somebody has said something; what is missing, may come, or is a first name says nothing."""
        if not attribution.cue or not attribution.content:
            return False
        start = attribution.cue[0].start
        cue = self.text.text[start : attribution.cue[0].end]
        if cue == "Per" and start not in self.text.starts:  # as in “the head of the kitchen, Per Lund”
            return False
        if re.fullmatch(_NOT_SAID, cue) or _NOT_YET_SAID.match(cue):
            return False
        source = self._source_words(attribution).casefold() if attribution.source else ""
        if _NOBODY.match(source) or (attribution.cue[0].inside and source in _SELF):
            return False  # “We have read every study”: who speaks of themselves is no second speaker
        if cue == "back" and source and not source.endswith("s"):
            return False  # “held back ships”
        return attribution.rule not in _STANDS or not (attribution.cue[0].inside or self._is_act(attribution))

    def _is_act(self, attribution: Attribution) -> bool:
        """Tell whether somebody only does something, or leaves it: “refused to close the moor”, “did not answer”."""
        if attribution.rule not in _STANDS or not attribution.cue or attribution.cue[0].inside:
            return False
        cue = self.text.text[attribution.cue[0].start : attribution.cue[0].end]
        return bool(_ACT.fullmatch(cue) or (_NOT.search(cue) and not _FIND.search(cue)))

    def _speaker_of(self, attribution: Attribution) -> int | None:
        if not attribution.source:
            return None
        relation = attribution.source[0].relation_id
        source = self._full_name(self._source_words(attribution))
        antecedent = next((link for link in self.marks.links if link.relation_id == relation), None)
        if antecedent and any(said.start <= antecedent.start < said.end for said in attribution.content):
            antecedent = None  # “Radar had shown it, she said”: whom she tells of is not who she is
        meant = None
        if antecedent and antecedent.kind == "antecedent":
            meant = next(
                (place for name, place in self.place_of_relation.items() if self._starts(name) == antecedent.start),
                None,
            )
        subject = self._subject_before(attribution.source[0].start, antecedent)
        if not subject and source.casefold() == self.pronoun[0]:
            meant = self.pronoun[1]  # “She said … she said”: the same one, whoever else is named between
        before = self.speakers.last
        place = self.speakers.who(subject or source, meant)
        if attribution.cue[0].inside:
            self.speakers.last = before  # a speaker told of by another is not the one who speaks on
        self.guessed |= {relation} if self.speakers.is_guess else set()
        self.place_of_relation[f"{relation} {attribution.source[0].start}"] = place
        self.pronoun = (source.casefold(), place) if source.casefold() in ("he", "she") else ("", None)
        return place

    def _full_name(self, source: str) -> str:
        """Name a surname whose whole name stands in the story, though not as a speaker’s: “Dunne” is Carl Dunne."""
        if not re.fullmatch(r"[A-Z][\w’'-]+", source) or self.speakers.knows(source):
            return source
        for found in re.finditer(rf"([A-Z][\w’'-]+) {re.escape(source)}\b(?! [A-Z])", self.text.text):
            if is_given_name(found[1]):
                return found[0]
        return source

    def _subject_before(self, place: int, antecedent: Link | None) -> str:
        """Find whom a pronoun means that is the subject of a sentence before, in its paragraph, and has not spoken.

        The marker knows speakers only: “School nurse Mara Holt counted the visits. She said …” is hers all the same.
        """
        number = bisect_right(self.text.starts, place) - 1
        pronoun = self.text.text[place : place + 4].split()[0].casefold() if number else ""
        if pronoun not in ("he", "she", "it"):
            return ""
        for before in range(number - 1, max(-1, number - 1 - _SENTENCES_BACK), -1):
            if self.paragraph[before] != self.paragraph[number]:
                return ""
            if antecedent and antecedent.start >= self.text.starts[before]:
                return ""
            if subject := subject_of(self.text.sentences[before][1], pronoun):
                return subject
        return ""

    @staticmethod
    def _starts(name: str) -> int:
        return int(name.rpartition(" ")[2])

    def _source_words(self, attribution: Attribution) -> str:
        start, end = self._source(attribution)
        return self.text.text[start:end]

    def _source(self, attribution: Attribution) -> tuple[int, int]:
        """Tell where the speaker stands: “Lorr Press quoted the service as saying” are the words of the service."""
        if found := self._quoted_by_another(attribution):
            return found.span(1)
        return attribution.source[0].start, attribution.source[-1].end

    def _quoted_by_another(self, attribution: Attribution) -> re.Match[str] | None:
        return _AS_SAYING.match(self.text.text, attribution.cue[0].end)

    def _attribution(self, attribution: Attribution, speaker: str) -> None:
        start, end = attribution.cue[0].start, attribution.cue[0].end
        if quoted := self._quoted_by_another(attribution):
            start, end = quoted.span(2)
        start += len(found[0]) if (found := _ITSELF.match(self.text.text[start:end])) else 0
        cue = next(self.text.spans(start, end), None)
        ends = [
            (mark.start, self._end_of_claim(mark))
            for mark in attribution.content
            if not (mark.start > end and _A_NAME.fullmatch(self.text.text, mark.start, mark.end))  # told Ann Lee
        ]
        content = [span for first, last in ends for span in self.text.spans(first, last, bare=True)]
        content = [span for span in content if span["sentence"] in self.entries]
        if not cue or not content or cue["sentence"] not in self.entries or not speaker:
            return
        source = None
        if attribution.source:
            first, _ = self._source(attribution)
            short = shortest_source(self._source_words(attribution))
            start = self.text.text.index(short, first)
            source = next(self.text.spans(start, start + len(short) + self._name_after(start + len(short))), None)
        inside = self.entry_of_relation.get(attribution.cue[0].inside)
        entry = {
            "id": self._id(speaker.rpartition("-")[2], content[0]["words"]),
            "speaker": speaker,
            "source": source,
            "cue": cue,
            "content": content,
            "quotation": self._quotation(attribution, ends),
            "construction": _construction(attribution.rule),
            "stance": attribution.stance if attribution.stance in ("endorsing", "doubting") else "neutral",
            "inside": inside["id"] if inside else None,
            "second_readings": [],
        }
        self.entry_of_relation[attribution.cue[0].relation_id] = entry
        self._add(
            "attributions", cue["sentence"], entry, attribution.confidence if self._is_plain(attribution) else 0.5
        )

    def _quotation(self, attribution: Attribution, ends: Sequence[tuple[int, int]]) -> str:
        """Tell how a claim is told; what the marker took for a part of it, and is none, does not count."""
        if len(ends) < len(attribution.content) and all(self.text.text[start] in '“„«"' for start, _ in ends):
            return "direct"
        return attribution.quotation or "indirect"

    def _end_of_claim(self, content: Mark) -> int:
        """End what somebody says before the writer's words on it: “…, a charge that a court found to be false”."""
        found = _ON_THE_CLAIM.search(self.text.text, content.start, content.end)
        return found.start() if found else content.end

    def _is_plain(self, attribution: Attribution) -> bool:
        """Tell whether nearly every reader would say yes: a clause or a quotation, or a stand that is surely said.

        In a headline words are left out; and of several who may be meant the nearest is only the likeliest.
        """
        above = self._sentence_at(attribution.cue[0].start) in ("headline", "deck")
        cue = self.text.text[attribution.cue[0].start : attribution.cue[0].end]
        is_said = attribution.rule not in _WEAK or _SURELY_SAID.search(cue)
        return bool(is_said) and not above and attribution.cue[0].relation_id not in self.guessed

    def _sentence_at(self, place: int) -> str:
        return self.text.sentences[bisect_right(self.text.starts, place) - 1][0]

    def _name_after(self, place: int) -> int:
        """Count the signs of a name that stands behind a speaker’s title, between commas: “its chair, Piet Oster,”."""
        found = _NAME_AFTER.match(self.text.text, place)
        return found.end(1) - place if found else 0

    # -- how sure

    def _certainty(self, names: Mapping[str, str]) -> None:
        scopes_of: dict[str, list[Mark]] = defaultdict(list)
        for scope in self.marks.of_kind("scope"):
            scopes_of[scope.relation_id].append(scope)
        for mark in self.marks.of_kind("hedge"):
            words = self._one_span(mark, "hedges")
            if not words or _NO_HEDGE.fullmatch(words["words"]) or self._is_source_or_cue(mark):
                continue
            scopes = [
                span
                for scope in (scopes_of[mark.relation_id] if mark.relation_id else ())
                for span in self.text.spans(scope.start, scope.end, bare=True)
            ]
            scope = scopes or list(self._rest_of_sentence(mark))
            if scope:
                entry = {
                    "id": self._id(words["words"], scope[0]["words"]),
                    "words": words,
                    "scope": scope,
                    "whose": self._whose(mark, names),
                    "second_readings": [],
                }
                is_sure = scopes and not _NOT_KNOWN.search(words["words"])
                self._add("hedges", words["sentence"], entry, mark.confidence if is_sure else 0.5)
        for mark in self.marks.of_kind("booster"):
            if words := self._one_span(mark, "boosters"):
                strength = "clear" if mark.confidence >= SURE else "arguable"
                entry = self._of_words(words, strength=strength)
                self._add("boosters", words["sentence"], entry, mark.confidence)

    def _whose(self, mark: Mark, names: Mapping[str, str]) -> str:
        """Say whose doubt it is: of the innermost speaker in whose words the hedge stands, else the paper's."""
        around = [
            (content.end - content.start, content.relation_id)
            for attribution in self.marks.attributions
            for content in attribution.content
            if content.start <= mark.start and mark.end <= content.end and content.relation_id in self.entry_of_relation
        ]
        if around:
            speaker = self.entry_of_relation[min(around)[1]]["speaker"]
            return f"{names[speaker]}: the word stands in what is reported of this speaker."
        return "The paper’s own: no speaker is named for this word."

    def _rest_of_sentence(self, mark: Mark) -> Iterator[dict[str, Any]]:
        for start, (_, words) in zip(self.text.starts, self.text.sentences, strict=True):
            if start <= mark.start < start + len(words):
                yield from self.text.spans(mark.end, start + len(words.rstrip('.!?”"’ ')), bare=True)

    # -- what else

    def _scare_quotes(self) -> None:
        for mark in self.marks.of_kind("scare quote"):
            words = self._one_span(mark, "scare_quotes")
            if words and mark.confidence >= _LEAST_SCARE_QUOTE and not self._is_said(mark):
                self._add("scare_quotes", words["sentence"], self._of_words(words), mark.confidence)

    def _is_source_or_cue(self, mark: Mark) -> bool:
        """Tell whether a word is marked already: “Experts” for its source, “suggested” for its cue."""
        return any(
            other.start <= mark.start and mark.end <= other.end and other.relation_id in self.entry_of_relation
            for other in self.marks.of_kind("source", "cue")
        )

    def _is_said(self, mark: Mark) -> bool:
        """Tell whether words stand in what somebody is told to have said: then the marks may quote them."""
        return not self.text.text[: mark.start].endswith("so-called ") and any(
            content.start <= mark.start and mark.end <= content.end and content.relation_id in self.entry_of_relation
            for content in self.marks.of_kind("content")
        )

    def _without_speaker(self) -> None:
        spoken = {
            span["sentence"]
            for lists in self.entries.values()
            for entry in lists["attributions"]
            for span in (entry["cue"], *entry["content"])
        }
        for sentence in self.entries:
            text = self.story.sentence(sentence).text
            claim = text.rstrip(".!… ")
            if sentence in spoken or len(text.split()) < _LEAST_CLAIM or text.endswith("?") or not claim:
                continue
            entry = {
                "id": self._id(claim, ""),
                "words": {"sentence": sentence, "words": claim},
                "degree": self._degree(sentence, text, spoken),
                "second_readings": [],
            }
            self._add("without_speaker", sentence, entry, 0.4)

    def _degree(self, sentence: str, text: str, spoken: set[str]) -> str:
        if _SEEN.search(text):
            return "seen by the reporter"
        order = list(self.entries)
        place = order.index(sentence)
        # Who speaks after a sentence of the story seldom covers it, too: that the reader must say.
        above = sentence in ("headline", "deck") and not _HEARSAY.search(text)
        soon = above and any(later in spoken for later in order[place + 1 : place + 4])
        return "speaker comes soon" if soon else "no speaker"

    def _presuppositions(self) -> None:
        """Keep the candidates: what they take for granted, a person must say in a sentence."""
        for mark in self.marks.of_kind("presupposition"):
            words = self._one_span(mark, "presuppositions")
            says = self._somebody(mark)
            if words and (mark.confidence >= _LEAST_GRANTED or says) and (mark.note or "presupposes") == "presupposes":
                entry = self._of_words(words, does="presupposes", says=says)
                self._add("presuppositions", words["sentence"], entry, 0.4)

    def _loaded(self) -> None:
        """Keep words that judge, as candidates: a shipped reading has them in the same list."""
        for mark in self.marks.of_kind("loaded-word candidate"):
            words = self._one_span(mark, "presuppositions")
            if words and words["words"].casefold() != "so-called":  # its scare quotes are marked
                entry = self._of_words(words, does="evaluates", says="")
                self._add("presuppositions", words["sentence"], entry, 0.4)

    def _somebody(self, mark: Mark) -> str:
        """Say what a question word takes for granted, where it asks who did something."""
        words = self.text.text[mark.start : mark.end]
        asks = mark.rule in ("presupposition-cleft", "presupposition-embedded-question") and words.endswith("who")
        found = _SOMEBODY.match(self.text.text, mark.end) if asks else None
        return f"Somebody {found[1]}." if found else ""

    # -- shared

    def _one_span(self, mark: Mark, kind: str) -> dict[str, Any] | None:
        """Name the words of a mark, if they stand in a sentence that is read and has room for one more of the kind."""
        found = next(self.text.spans(mark.start, mark.end), None)
        entries = self.entries.get(found["sentence"]) if found else None
        return found if entries and len(entries[kind]) < MOST_ENTRIES else None

    def _of_words(self, words: dict[str, Any], **more: str) -> Entry:
        """Write an entry that marks words and nothing else."""
        return {
            "id": self._id(words["words"], "", words["sentence"]),
            "words": words,
            **more,
            "second_readings": [],
        }

    def _add(self, kind: str, sentence: str, entry: Entry, confidence: float) -> None:
        there = self.entries[sentence][kind]
        if len(there) >= MOST_ENTRIES or any(_same_words(kind, entry, other) for other in there):
            return
        there.append(entry)
        if confidence < SURE:
            self.unsure.add(entry["id"])

    def _id(self, *words: str) -> str:
        return free_id(words, self.ids)


def _same_words(kind: str, entry: Entry, other: Entry) -> bool:
    name = "cue" if kind == "attributions" else "words"
    return entry[name] == other[name]


def _construction(rule: str) -> str:
    if rule == "according-to":
        return "according-to"
    if rule in ("headline-dash", "headline-colon"):
        return "headline-dash"
    return "asked" if rule == "cue-then-question" else "clause"
