"""The reading as a person has confirmed it so far: it grows sentence by sentence, and each step can be taken back.

What nobody confirmed is in no reading: it is never a key, and in no chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from helpers.content import ContentProblem
from helpers.judgement import FEATURES
from helpers.kinds.exercise import clip
from helpers.kinds.faults import words_fault
from helpers.story import Span, Story, folded, plain
from helpers.story_workshop.pasted import StoryProblem
from helpers.story_workshop.proposal import KINDS, Entries, Entry, Proposal, empty, free_id, propose, sentences_to_read
from helpers.story_workshop.reasons import with_reason
from helpers.story_workshop.speakers import Speakers, is_pronoun, shortest_source
from helpers.story_workshop.words_of import slug, span_in

MOST_STEPS = 100
MOST_WORDS_SAID = 200  # signs
CLAIMS = ("seen", "inferred", "intended")
MOST_SPEAKERS, MOST_ENTRIES = 60, 30  # of a story; of one kind in a sentence
NAMED = ("person", "institution", "side", "none")
CHOICES = {
    "quotation": ("direct", "indirect", "mixed"),
    "construction": ("clause", "according-to", "headline-dash", "shown", "asked", "other"),
    "stance": ("neutral", "endorsing", "doubting"),
    "degree": (
        "speaker comes soon",
        "next quotation may cover it",
        "only the showing is attributed",
        "seen by the reporter",
        "no speaker",
    ),
    "strength": ("clear", "arguable"),
    "does": ("presupposes", "asserts", "points back", "evaluates", "implies"),
}
DIFFER = {
    "says": "Another careful reader may not mark it so.",
    "reason": "Whoever read this story for you saw that there is something to say for both.",
}
"""What stands as a second reading until somebody says in words which one it is."""

_NEEDED = {
    "attributions": ("quotation", "construction", "stance"),
    "without_speaker": ("degree",),
    "hedges": (),
    "boosters": ("strength",),
    "scare_quotes": (),
    "presuppositions": ("does",),
}


@dataclass(frozen=True)
class Confirmed:
    """A story, what is proposed for it, and what a person confirmed.

    Parameters
    ----------
    story : Story
        The text.
    speakers : tuple of mapping
        Who speaks, as a reading names them; also those whose words nobody confirmed yet.
    settled : mapping of str to Entries
        By sentence: what was confirmed.
    drafts : mapping of str to Entries
        By sentence: what was changed and is still to be confirmed.
    steps : tuple of mapping
        What each step changed, as it was before, the last one last.
    said : mapping of str to mapping
        What only a person can say: of each claim whether it is seen, inferred or intended (``claims``, by the id of the
        attribution), and which words give the main point its support (``features``, by name).
    """

    story: Story
    speakers: tuple[Mapping[str, str], ...] = ()
    settled: Mapping[str, Entries] = field(default_factory=dict)
    drafts: Mapping[str, Entries] = field(default_factory=dict)
    steps: tuple[Mapping[str, Any], ...] = ()
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def begin(cls, story: Story) -> Confirmed:
        """Begin with the proposal's speakers, and nothing confirmed."""
        return cls(story, propose(story).speakers)

    @cached_property
    def proposal(self) -> Proposal:
        """What the marker proposes."""
        return propose(self.story)

    @cached_property
    def to_read(self) -> list[str]:
        """The sentences that a reading is made of."""
        return sentences_to_read(self.story)

    @property
    def not_read(self) -> list[str]:
        """The sentences that nobody has confirmed yet, in order."""
        return [sentence for sentence in self.to_read if sentence not in self.settled]

    @property
    def names(self) -> dict[str, str]:
        """Names of the speakers by id."""
        return {speaker["id"]: speaker["name"] for speaker in self.speakers}

    def entries(self, sentence: str) -> Entries:
        """Return what stands for a sentence now: changed, else confirmed, else proposed."""
        if sentence not in self.to_read:
            raise StoryProblem(f"There is no sentence “{clip(sentence)}” to read.")
        found = self.drafts.get(sentence) or self.settled.get(sentence)
        if found is None:
            known = self.names
            proposed = self.proposal.entries[sentence]
            found = {
                kind: [entry for entry in proposed[kind] if kind != "attributions" or entry["speaker"] in known]
                for kind in KINDS
            }
        return found

    # -- steps: each returns what it is afterwards

    def settle(self, sentence: str) -> Confirmed:
        """Confirm a sentence as it stands now.

        What is taken for granted counts only where somebody has said in a sentence what that is.
        """
        entries = {kind: list(listed) for kind, listed in self.entries(sentence).items()}
        entries["presuppositions"] = [
            presupposition for presupposition in entries["presuppositions"] if presupposition["says"].strip()
        ]
        return self._step(settled={sentence: entries}, drafts={sentence: None})

    def change(self, sentence: str, kind: str, entry: Mapping[str, Any]) -> Confirmed:
        """Change an entry of a sentence, or add one that has no ``id`` yet; its reason is made anew."""
        entries = self.entries(sentence)
        clean = self._checked(sentence, kind, entry)
        others = [other for other in entries[kind] if other["id"] != clean["id"]]
        if len(others) >= MOST_ENTRIES:
            raise StoryProblem(f"One sentence can hold {MOST_ENTRIES} marks of a kind, and no more.")
        place = next((i for i, other in enumerate(entries[kind]) if other["id"] == clean["id"]), len(others))
        changed = [*others[:place], clean, *others[place:]]
        return self._step(drafts={sentence: {**entries, kind: changed}})

    def delete(self, sentence: str, kind: str, entry_id: str) -> Confirmed:
        """Take an entry away."""
        entries = self.entries(sentence)
        left = [entry for entry in entries.get(kind, []) if entry["id"] != entry_id]
        return self._step(drafts={sentence: {**entries, kind: left}})

    def differ(self, sentence: str, kind: str, entry_id: str) -> Confirmed:
        """Say of an entry that careful readers differ, or take it back: then no choice and no sorting asks for it."""
        entry = next((other for other in self.entries(sentence).get(kind, ()) if other["id"] == entry_id), None)
        if entry is None:
            raise StoryProblem("There is no such mark any more.")
        return self.change(sentence, kind, {**entry, "second_readings": [] if entry["second_readings"] else [DIFFER]})

    def rename(self, speaker: str, name: str, named: str = "") -> Confirmed:
        """Give a speaker another name; reasons that tell it are made anew."""
        self._known_speaker(speaker)
        if not name.strip():
            raise StoryProblem("A speaker needs a name, such as “A spokesman, not named”.")
        if named and named not in NAMED:
            raise StoryProblem(f"A speaker is one of these: {', '.join(NAMED)}.")
        changed = tuple(
            {**known, "name": clip(name, 120), "named": named or known["named"]} if known["id"] == speaker else known
            for known in self.speakers
        )
        return self._with_speakers(changed)

    def join(self, gone: str, into: str) -> Confirmed:
        """Make two speakers one: all that the first says, the second says."""
        self._known_speaker(gone)
        self._known_speaker(into)
        if gone == into:
            raise StoryProblem("These are the same speaker already.")
        speakers = tuple(speaker for speaker in self.speakers if speaker["id"] != gone)
        said = {entry["id"] for entry in self.said_by(gone)}
        return self._with_speakers(speakers, dict.fromkeys(said, into))

    def split(self, speaker: str, going: Iterable[str], name: str = "") -> Confirmed:
        """Make two speakers of one: some of what the first says, the second says.

        Parameters
        ----------
        speaker : str
            The one in whom two were put together.
        going : iterable of str
            Ids of the attributions that go to the other one.
        name : str
            What the other one is called, perhaps a speaker who is there already; if empty, as the first of these
            attributions calls them.
        """
        self._known_speaker(speaker)
        said, ids = self.said_by(speaker), set(going)
        moved = [entry for entry in said if entry["id"] in ids]
        if not moved or len(moved) == len(said):
            raise StoryProblem("Tick some of what is said there, and not all of it: that goes to the other speaker.")
        sources = (entry["source"]["words"] for entry in moved if entry["source"])
        called = name.strip() or next((shortest_source(words) for words in sources if not is_pronoun(words)), "")
        if folded(called) == folded(self.names[speaker]) or not called:
            raise StoryProblem("The other speaker needs a name of their own.")
        named = next(known["named"] for known in self.speakers if known["id"] == speaker)
        more, other = self._with_speaker(called, named)
        new = more[len(self.speakers) :]  # in the list the two stand beside each other
        place = next(at for at, known in enumerate(more, 1) if known["id"] == speaker)
        speakers = (*more[:place], *new, *more[place : len(self.speakers)])
        return self._with_speakers(speakers, {entry["id"]: other for entry in moved})

    def said_by(self, speaker: str) -> list[Entry]:
        """Return what stands as somebody's words now, in the order of the story."""
        return [
            entry
            for sentence in self.to_read
            for entry in self.entries(sentence)["attributions"]
            if entry["speaker"] == speaker
        ]

    def add_speaker(self, name: str, named: str = "person") -> tuple[Confirmed, str]:
        """Add a speaker whom the marker did not find; return also the id, which a known name has already."""
        speakers, identity = self._with_speaker(name, named)
        return (self if speakers == self.speakers else self._step(speakers=speakers)), identity

    def speaker_of_words(self, source: Mapping[str, Any] | None) -> tuple[Confirmed, str]:
        """Find whom the words of a source mean, perhaps somebody new; return also the id."""
        words = source["words"] if source else ""
        if not words or is_pronoun(words):
            who = f"who “{words}” is" if words else "who says it"
            raise StoryProblem(f"Say {who}: choose under “Who is it?”, or write a name.")
        met = Speakers()
        known = [met.who(speaker["name"]) for speaker in self.speakers]
        place = met.who(words)
        if known.count(place) == 1:
            return self, self.speakers[known.index(place)]["id"]
        new = Speakers()
        new.who(words)
        (entry,) = new.entries()
        return self.add_speaker(entry["name"], entry["named"])

    def _with_speaker(self, name: str, named: str) -> tuple[tuple[Mapping[str, str], ...], str]:
        """Return the speakers with one more, and the id; a known name gets no second one."""
        if not name.strip():
            raise StoryProblem("A speaker needs a name, such as “A spokesman, not named”.")
        known = next((known_id for known_id, other in self.names.items() if folded(other) == folded(name.strip())), "")
        if known:
            return self.speakers, known
        if len(self.speakers) >= MOST_SPEAKERS:
            raise StoryProblem(f"A story can have {MOST_SPEAKERS} speakers, and no more.")
        if named not in NAMED:
            raise StoryProblem(f"A speaker is one of these: {', '.join(NAMED)}.")
        identity = free_id([slug(shortest_source(name)) or "speaker"], set(self.names))
        return (*self.speakers, {"id": identity, "name": clip(name, 120), "named": named}), identity

    def say(self, about: str, name: str, value: str) -> Confirmed:
        """Say what no rule can tell: of a claim what it is, or which words support the main point; empty takes it back.

        Parameters
        ----------
        about : str
            ``claims`` or ``features``.
        name : str
            The id of an attribution that was confirmed, or a feature of the one rule.
        value : str
            One of `CLAIMS`, or words of the story.
        """
        ids = {attribution["id"] for entries in self.settled.values() for attribution in entries["attributions"]}
        if about == "claims" and (name not in ids or (value and value not in CLAIMS)):
            raise StoryProblem(f"A claim that was confirmed is one of these: {', '.join(CLAIMS)}.")
        if about == "features" and name not in FEATURES:
            raise StoryProblem("The rule does not ask for that.")
        if about not in ("claims", "features"):
            raise StoryProblem("There is nothing to say about that.")
        rest = {which: said for which, said in self.said.get(about, {}).items() if which != name}
        words = " ".join(value.split())[:MOST_WORDS_SAID]
        return self._step(said={**self.said, about: {**rest, name: words} if words else rest})

    def undo(self) -> Confirmed:
        """Take the last step back."""
        if not self.steps:
            raise StoryProblem("There is nothing to undo.")
        before = self.steps[-1]
        return self._with(
            speakers=tuple(before.get("speakers") or self.speakers),
            settled=_patched(self.settled, before.get("settled", {})),
            drafts=_patched(self.drafts, before.get("drafts", {})),
            steps=self.steps[:-1],
            said=before.get("said", self.said),
        )

    def _with(self, **changes: Any) -> Confirmed:
        """Return what it is after a step; what was proposed for the story stays, and is not worked out again."""
        after = replace(self, **changes)
        if "proposal" in vars(self):
            vars(after)["proposal"] = self.proposal
        return after

    def _step(
        self,
        settled: Mapping[str, Entries | None] | None = None,
        drafts: Mapping[str, Entries | None] | None = None,
        speakers: tuple[Mapping[str, str], ...] | None = None,
        said: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Confirmed:
        before: dict[str, Any] = {}
        if settled:
            before["settled"] = {sentence: self.settled.get(sentence) for sentence in settled}
        if drafts:
            before["drafts"] = {sentence: self.drafts.get(sentence) for sentence in drafts}
        if said is not None:
            before["said"] = self.said
        if speakers is not None:
            before["speakers"] = list(self.speakers)
        return self._with(
            speakers=self.speakers if speakers is None else speakers,
            settled=_patched(self.settled, settled or {}),
            drafts=_patched(self.drafts, drafts or {}),
            steps=(*self.steps[1 - MOST_STEPS :], before),
            said=self.said if said is None else said,
        )

    def _with_speakers(
        self, speakers: tuple[Mapping[str, str], ...], speaker_of: Mapping[str, str] | None = None
    ) -> Confirmed:
        """Change the speakers, and whatever tells of them, in what was confirmed and in what is to be confirmed.

        `speaker_of` says by the id of an attribution who says it from now on.
        """
        names, speaker_of = {speaker["id"]: speaker["name"] for speaker in speakers}, speaker_of or {}

        def anew(entries: Entries) -> Entries:
            told = [
                with_reason("attributions", {**entry, "speaker": speaker_of.get(entry["id"], entry["speaker"])}, names)
                for entry in entries["attributions"]
            ]
            return {**entries, "attributions": told}

        unread = {sentence: self.entries(sentence) for sentence in self.not_read if sentence not in self.drafts}
        proposed = {
            sentence: entries
            for sentence, entries in unread.items()
            if any(entry["id"] in speaker_of for entry in entries["attributions"])
        }
        return self._step(
            settled={sentence: anew(lists) for sentence, lists in self.settled.items()},
            drafts={sentence: anew(lists) for sentence, lists in {**proposed, **self.drafts}.items()},
            speakers=speakers,
        )

    def _known_speaker(self, speaker: object) -> None:
        if speaker not in self.names:
            raise StoryProblem("Choose one of the speakers, or write the name of a new one.")

    # -- an entry that comes from outside

    def _checked(self, sentence: str, kind: str, entry: Mapping[str, Any]) -> Entry:
        """Take what belongs into an entry, and see that its words stand in the story."""
        if kind not in KINDS:
            raise StoryProblem("There is no such kind of mark.")
        clean: Entry = {}
        if kind == "attributions":
            self._known_speaker(entry.get("speaker"))
            clean["speaker"] = entry["speaker"]
            clean["source"] = self._span(entry["source"]) if entry.get("source") else None
            clean["cue"] = self._span(entry.get("cue"), "Mark the cue: the words that tell that somebody speaks.")
            clean["content"] = self._spans(entry.get("content"), "Mark the content: what is claimed.")
            given = {"quotation": quotation_of(clean["content"]), **entry}
            clean |= {name: _one_of(name, given.get(name)) for name in _NEEDED[kind]}
            clean["quotation"] = quotation_of(clean["content"])
            around = {attribution["id"] for attribution in self.entries(sentence)["attributions"]} - {entry.get("id")}
            clean["inside"] = entry.get("inside") if entry.get("inside") in around else None
        else:
            clean["words"] = self._span(entry.get("words"), "Mark the words first.")
            clean |= {name: _one_of(name, entry.get(name)) for name in _NEEDED[kind]}
            if kind == "hedges":
                clean["scope"] = self._spans(entry.get("scope"), "Mark the scope: the words that the hedge softens.")
                clean["whose"] = clip(entry.get("whose") or "It is not told whose doubt this is.", 200)
            if kind == "presuppositions":
                clean["says"] = clip(entry.get("says") or "", 200)
        ids = {other["id"] for entries in self._all_entries() for other in entries}
        known = entry.get("id") if entry.get("id") in ids else None
        first = clean["cue" if kind == "attributions" else "words"]["words"]
        clean["id"] = known or free_id([slug(clean.get("speaker", "")), slug(first), sentence], ids)
        clean["second_readings"] = [
            self._second(kind, second)
            for second in list(entry.get("second_readings") or [])[:3]
            if isinstance(second, Mapping)
        ]
        return with_reason(kind, clean, self.names)

    def _second(self, kind: str, given: Mapping[str, Any]) -> Entry:
        """Take a second reading: what it says and why, and the words that it marks in place of ours."""
        says, reason = (clip(given.get(name) or "", 300) for name in ("says", "reason"))
        if not says.strip() or not reason.strip():
            raise StoryProblem("A second reading needs what it says, and a reason.")
        clean: Entry = {"says": says, "reason": reason}
        if kind == "attributions" and given.get("content"):
            clean["content"] = self._spans(given["content"], "Mark the content.")
        if kind == "attributions" and given.get("source"):
            clean["source"] = self._span(given["source"])
        if kind == "hedges" and given.get("scope"):
            clean["scope"] = self._spans(given["scope"], "Mark the scope.")
        return clean

    def _all_entries(self) -> Iterable[Sequence[Entry]]:
        for sentence in self.to_read:
            yield from self.entries(sentence).values()

    def _span(self, given: Any, missing: str = "Mark the words first.") -> dict[str, Any]:
        if not isinstance(given, Mapping) or not isinstance(given.get("words"), str) or not given["words"].strip():
            raise StoryProblem(missing)
        occurrence = given.get("occurrence", 1)
        span = {"sentence": str(given.get("sentence")), "words": given["words"].strip()}
        if isinstance(occurrence, int) and 1 < occurrence < 100:
            span["occurrence"] = occurrence
        if what := words_fault(self.story.sentences, span):
            raise StoryProblem(what)
        return span

    def _spans(self, given: Any, missing: str) -> list[dict[str, Any]]:
        if not isinstance(given, list | tuple) or not given:
            raise StoryProblem(missing)
        return [self._span(words, missing) for words in given[:20]]

    # -- what it makes

    def reading(self) -> dict[str, Any]:
        """Return what was confirmed, in the form of ``reading.json``."""
        lists: dict[str, list[Entry]] = {
            kind: [entry for sentence in self.to_read for entry in self.settled.get(sentence, empty())[kind]]
            for kind in KINDS
        }
        kept = {attribution["id"] for attribution in lists["attributions"]}
        lists["attributions"] = [
            attribution if attribution["inside"] in kept else {**attribution, "inside": None}
            for attribution in lists["attributions"]
        ]
        used = {attribution["speaker"] for attribution in lists["attributions"]}
        speakers = [dict(speaker) for speaker in self.speakers if speaker["id"] in used]
        left = {"not_read": self.not_read} if self.not_read else {}
        names = list(self._names(speakers, lists))
        return {"story": self.story.id, **left, "speakers": speakers, **lists, "names": names}

    def _names(self, speakers: Sequence[Mapping[str, str]], lists: Mapping[str, Sequence[Entry]]) -> Iterable[Entry]:
        """Find where confirmed sentences name a speaker, and in whose voice."""
        for sentence in self.to_read:
            if sentence not in self.settled:
                continue
            text = self.story.sentence(sentence).text
            for speaker in speakers:
                name = shortest_source(plain(speaker["name"]))
                forms = [name, name.split()[-1]] if speaker["named"] == "person" else [name]
                start = next((at for form in forms if (at := _word_at(text, form)) >= 0), -1)
                if start >= 0:
                    form = next(form for form in forms if _word_at(text, form) == start)
                    span = span_in(sentence, text, start, start + len(form))
                    if span:
                        yield {"actor": speaker["id"], "words": span, "voice": voice_at(self.story, lists, span)}

    @property
    def told(self) -> str:
        """Say how far the reading is."""
        left = len(self.not_read)
        total = len(self.to_read)
        return f"{total - left} of {total} sentences read." if left else f"All {total} sentences read."


def quotation_of(content: Sequence[Mapping[str, Any]]) -> str:
    """Tell from the words of a claim whether it is quoted: all of it, a part, or nothing."""
    words = [plain(span["words"]).strip(" ,.") for span in content]
    whole = [quotation[:1] in "\"'" and quotation[-1:] in "\"'" and len(quotation) > 1 for quotation in words]
    if all(whole):
        return "direct"
    return "mixed" if any('"' in quotation for quotation in words) else "indirect"


def voice_at(story: Story, lists: Mapping[str, Sequence[Entry]], span: Mapping[str, Any]) -> str:
    """Tell in whose voice words stand: the outlet's own, reported, or quoted."""
    start, end = story.find(Span.of(span))
    for entry in lists["attributions"]:
        for content in entry["content"]:
            if content["sentence"] == span["sentence"]:
                first, last = story.find(Span.of(content))
                if first <= start and end <= last:
                    inside = plain(story.sentence(span["sentence"]).text)[first:start].count('"') % 2
                    return "quotation" if inside else "paraphrase"
    return "agency"


def _word_at(text: str, form: str) -> int:
    """Find a whole word, or several, in a text; -1 if they do not stand there."""
    here, wanted, start = plain(text), plain(form), -1
    while (start := here.find(wanted, start + 1)) >= 0:
        end = start + len(wanted)
        if not (start and here[start - 1].isalnum()) and not (end < len(here) and here[end].isalnum()):
            return start
    return -1


def _one_of(name: str, given: Any) -> str:
    if given not in CHOICES[name]:
        raise StoryProblem(f"Choose one of these: {', '.join(CHOICES[name])}.")
    return given


def _patched(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping with some of its entries changed; those that become None are left out."""
    return {name: value for name, value in {**before, **changes}.items() if value is not None}


def fitting(story: Story, entries: Mapping[str, Any]) -> tuple[Entries, list[str]]:
    """Keep the entries whose words stand in a story, and tell the words of the others."""
    kept, lost = empty(), []
    for kind in KINDS:
        for entry in entries.get(kind, []):
            spans = [entry.get("source"), entry.get("cue"), entry.get("words"), *entry.get("content", ())]
            spans += [*entry.get("scope", ())]
            try:
                for span in spans:
                    if span:
                        story.find(Span.of(span))
                kept[kind].append(entry)
            except ContentProblem:
                lost.append((entry.get("cue") or entry["words"])["words"])
    return kept, lost
