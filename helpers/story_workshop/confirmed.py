"""The reading as a person has confirmed it so far: it grows sentence by sentence, and each step can be taken back.

What nobody confirmed is in no reading: it is never a key, and in no chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from helpers.judgement import FEATURES
from helpers.kinds.exercise import clip
from helpers.story import Story, folded
from helpers.story_workshop.entries import KINDS, MOST_ENTRIES, Entries, Entry, first_span, known_speaker, sound_entry
from helpers.story_workshop.pasted import StoryProblem
from helpers.story_workshop.proposal import Proposal, propose, sentences_to_read
from helpers.story_workshop.reading_of import reading_of
from helpers.story_workshop.reasons import with_reason
from helpers.story_workshop.speakers import Speakers, is_pronoun, shortest_source
from helpers.story_workshop.words_of import free_id, slug

MOST_STEPS = 100
MOST_WORDS_SAID = 200  # signs
SAID_OF = ("claims", "features")
CLAIMS = ("seen", "inferred", "intended")
MOST_SPEAKERS, LONGEST_NAME = 60, 120  # signs
NAMED = ("person", "institution", "side", "none")
JUDGES = "The word judges."
"""What stands for a loaded word until somebody says what it judges."""

DIFFER = {
    "says": "Another careful reader may not mark it so.",
    "reason": "Whoever read this story for you saw that there is something to say for both.",
}
"""What stands as a second reading until somebody says in words which one it is."""


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
            {**granted, "says": granted["says"] if granted["says"].strip() else JUDGES}
            for granted in entries["presuppositions"]
            if granted["says"].strip() or granted["does"] == "evaluates"
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
        known_speaker(speaker, self.names)
        if not name.strip():
            raise StoryProblem("A speaker needs a name, such as “A spokesman, not named”.")
        if named and named not in NAMED:
            raise StoryProblem(f"A speaker is one of these: {', '.join(NAMED)}.")
        changed = tuple(
            {**known, "name": clip(name, LONGEST_NAME), "named": named or known["named"]}
            if known["id"] == speaker
            else known
            for known in self.speakers
        )
        return self._with_speakers(changed)

    def join(self, gone: str, into: str) -> Confirmed:
        """Make two speakers one: all that the first says, the second says."""
        known_speaker(gone, self.names)
        known_speaker(into, self.names)
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
        known_speaker(speaker, self.names)
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
        return (*self.speakers, {"id": identity, "name": clip(name, LONGEST_NAME), "named": named}), identity

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
        if about not in SAID_OF:
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
            sentence: anew(entries)
            for sentence, entries in unread.items()
            if any(entry["id"] in speaker_of for entry in entries["attributions"])
        }
        # A step remembers what it changes: so few sentences as can be.
        return self._step(
            settled={sentence: new for sentence, lists in self.settled.items() if (new := anew(lists)) != lists},
            drafts=proposed
            | {sentence: new for sentence, lists in self.drafts.items() if (new := anew(lists)) != lists},
            speakers=speakers,
        )

    def _checked(self, sentence: str, kind: str, given: Mapping[str, Any]) -> Entry:
        """Take what belongs into an entry, under its own id or a free one; how much is quoted, its words tell."""
        told = {name: value for name, value in given.items() if name != "quotation"}
        entry = sound_entry(self.story, self.names, sentence, kind, told)
        if kind == "attributions":
            around = [other["id"] for other in self.entries(sentence)[kind] if other["id"] != given.get("id")]
            entry["inside"] = given.get("inside") if given.get("inside") in around else None
        ids = {other["id"] for entries in self._all_entries() for other in entries}
        first = first_span(entry)["words"]
        known = given.get("id")
        if not isinstance(known, str) or known not in ids:
            known = free_id([slug(entry.get("speaker", "")), slug(first), sentence], ids)
        return {**entry, "id": known}

    def _all_entries(self) -> Iterable[Sequence[Entry]]:
        for sentence in self.to_read:
            yield from self.entries(sentence).values()

    # -- what it makes

    def reading(self) -> dict[str, Any]:
        """Return what was confirmed, in the form of ``reading.json``."""
        return reading_of(self.story, self.to_read, self.settled, self.speakers)

    @property
    def told(self) -> str:
        """Say how far the reading is."""
        left = len({*self.not_read, *self.drafts})
        total = len(self.to_read)
        return f"{total - left} of {total} sentences read." if left else f"All {total} sentences read."


def _patched(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping with some of its entries changed; those that become None are left out."""
    return {name: value for name, value in {**before, **changes}.items() if value is not None}
