"""Claims: what a story says was done, what it takes that for, and what it says it was for.

A claim is split into **act** (what was done, or could be seen), **interpretation** (what it is taken for) and
**purpose** (what it is said to be for). The claim ledger beside it says of each part what is known, by date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from helpers.content import ContentProblem
from helpers.judgement import AS_CLAIM, accepted_uses, status_by_rule
from helpers.story import Span, load_beside

PARTS = ("act", "interpretation", "purpose")  # seen, inferred, intended: each a step further than the one before


@dataclass(frozen=True)
class Part:
    """One part of a claim: what it says in the course's own plain words, without its speaker, and where it stands."""

    says: str
    words: tuple[Span, ...]


@dataclass(frozen=True)
class Claim:
    """Something that a story claims, with what is and is not offered for it."""

    id: str
    name: str
    parts: Mapping[str, Part]  # some of PARTS, in their order
    offered: str  # what the story offers for it
    if_genuine: str  # what that would show, if it is genuine
    other_explanations: tuple[str, ...]
    missing: tuple[str, ...]  # what a reader would need and does not get
    could_settle: tuple[str, ...]


@dataclass(frozen=True)
class Citation:
    """A source record and the place in it; the place in a story is its sentence ids."""

    source: str
    locator: str


@dataclass(frozen=True)
class Entry:
    """One cell of the ledger: what is known of one part at one date, why, and what that rests on."""

    column: str  # id of the date
    status: str  # asserted, supported, contradicted, disputed or cannot be known from this
    says: str
    sources: tuple[Citation, ...]  # never empty
    uses: tuple[str, ...] = ()  # what the one rule accepts, where one text alone is asked

    @property
    def in_doubt(self) -> bool:
        """Whether careful readers may differ: one holds it for no more than a claim, another one passes it on."""
        return AS_CLAIM in self.uses and len(self.uses) > 1


@dataclass(frozen=True)
class Ledger:
    """The claims of one story, in the order of the file, and what is known of each part of them, by date."""

    story: str
    columns: Mapping[str, str]  # id and name of each date, in order
    claims: Mapping[str, Claim]
    rows: Mapping[tuple[str, str], tuple[Entry, ...]]  # by claim and part, in the order of the columns

    def claim(self, claim_id: str) -> Claim:
        """Return a claim by its id; a ContentProblem names those that there are."""
        try:
            return self.claims[claim_id]
        except KeyError:
            raise ContentProblem(
                f"The story {self.story} has no claim “{claim_id}”. It has: {', '.join(self.claims)}."
            ) from None

    def entry(self, claim_id: str, part: str, column: str) -> Entry | None:
        """Return one cell; None if nothing is entered for that date."""
        return next((entry for entry in self.rows.get((claim_id, part), ()) if entry.column == column), None)


@cache
def load_claims(story_id: str) -> Ledger:
    """Open the claims of a story; a ContentProblem says that they have not been written down."""
    return ledger_from(load_beside(story_id, "claims"))


def ledger_from(data: Mapping[str, Any]) -> Ledger:
    """Read claims and ledger as ``claims.json`` writes them."""
    columns = {column["id"]: column["name"] for column in data["columns"]}
    order = list(columns)
    rows = {
        (row["claim"], row["part"]): tuple(
            sorted(
                (_entry_from(entry, row["part"]) for entry in row["entries"]),
                key=lambda entry: order.index(entry.column),
            )
        )
        for row in data["statuses"]
    }
    claims = {claim["id"]: _claim_from(claim) for claim in data["claims"]}
    return Ledger(data["story"], MappingProxyType(columns), MappingProxyType(claims), MappingProxyType(rows))


def _claim_from(data: Mapping[str, Any]) -> Claim:
    parts = {
        name: Part(data["parts"][name]["says"], tuple(Span.of(words) for words in data["parts"][name]["words"]))
        for name in PARTS
        if name in data["parts"]
    }
    return Claim(
        data["id"],
        data["name"],
        MappingProxyType(parts),
        data["offered"],
        data["if_genuine"],
        tuple(data["else"]),
        tuple(data["missing"]),
        tuple(data["could_settle"]),
    )


def _entry_from(data: Mapping[str, Any], part: str) -> Entry:
    sources = tuple(Citation(source["id"], source["locator"]) for source in data["sources"])
    if "features" not in data:
        return Entry(data["column"], data["status"], data["says"], sources)
    status = status_by_rule(data["features"], part)
    return Entry(data["column"], status, data["says"], sources, accepted_uses(data["features"]))
