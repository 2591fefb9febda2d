"""Verbs that show what a claim stands on: its parts, the evidence, and who and where the story speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.charts.plain_map import plain_map
from helpers.claims import PARTS, Claim, Entry, Ledger, load_claims
from helpers.html import Card, Html, bullets, element, folded, join
from helpers.lesson.sources import where_from
from helpers.story import load_beside, main_story

# What a learner sees as the name of each part of a claim.
NAMES_OF_PARTS = {"act": "Seen (act)", "interpretation": "Inferred (interpretation)", "purpose": "Intended (purpose)"}


def claims_card(claim_ids: str | Sequence[str], story_id: str | None = None) -> Card:
    """Show claims split into act, interpretation and purpose, with what is offered and what is missing."""
    story_id = story_id or main_story()
    ledger = load_claims(story_id)
    wanted = [claim_ids] if isinstance(claim_ids, str) else claim_ids
    claims = [ledger.claim(claim_id) for claim_id in wanted]
    told = " ".join(_told(claim, ledger) for claim in claims)
    if len(claims) == 1:
        title = element("p", claims[0].name, css="wss-known-title")
        return Card(f"Claim ledger. {told}", title + _claim_body(claims[0], ledger, fold=True))
    body = element("p", "Open a claim to see what it stands on.")
    body += join(*(folded(claim.name, _claim_body(claim, ledger)) for claim in claims))
    return Card(f"Claim ledger, {len(claims)} claims. {told}", body)


def map_card(story_id: str | None = None) -> Card:
    """Show a map: drawn week by week, if the story has one, and in words which place lies where and who was there."""
    story_id = story_id or main_story()
    shown = load_beside(story_id, "background")["map"]
    places = [(place["name"], [fact["text"] for fact in place["facts"]]) for place in shown["places"]]
    words = element("p", shown["begins"])
    words += join(*(_block(f"{name}.", " ".join(facts)) for name, facts in places))
    words += join(*(element("p", line) for line in shown["not_found"]))
    told = [f"{shown['title']}.", shown["begins"]]
    told += [f"{name}: {' '.join(facts)}" for name, facts in places]
    told += shown["not_found"]
    from_where = where_from(source for fact in _facts_of_map(shown) for source in fact["sources"])
    if "drawn" not in shown:
        title = element("p", shown["title"], css="wss-known-title")
        return Card(" ".join(told), title + words + from_where)
    drawn = plain_map(shown["drawn"])
    body = drawn.card().body + folded(shown["title"], words) + from_where
    return Card(" ".join([f"{drawn.title}. {drawn.sentence}", *told]), body)


def _facts_of_map(shown: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield all that stands on a map with its sources: what is drawn first, then what is told in words."""
    if drawn := shown.get("drawn"):
        yield from (*drawn["lines"], *drawn["towns"], *([drawn["ring"]] if "ring" in drawn else []))
        yield from (fact for week in drawn["weeks"] for fact in week["facts"])
    yield from (fact for place in shown["places"] for fact in place["facts"])


def who_card(story_id: str | None = None) -> Card:
    """Show who is who in a story: by which names, on whose side, and whether a party to the dispute."""
    story_id = story_id or main_story()
    shown = load_beside(story_id, "background")["who"]
    body = element("p", shown["title"], css="wss-known-title") + element("p", shown["begins"])
    told = [f"{shown['title']}.", shown["begins"]]
    for actor in shown["actors"]:
        facts = " ".join(fact["text"] for fact in actor["facts"])
        named = "; ".join(f"“{name['words']}”" for name in actor["names_in_story"])
        in_story = f"In the story: {named}." if named else "The story does not name it."
        more = (facts, actor["party_because"], in_story)
        body += folded(
            f"{actor['name']}: {actor['party']}", element("p", join(*more, between=element("br")), dir="auto")
        )
        side = f"{actor['party'].capitalize()}: {_small_first(actor['party_because'])}"
        told.append(f"{actor['name']}: {facts} {side}")
    body += where_from(source for actor in shown["actors"] for fact in actor["facts"] for source in fact["sources"])
    return Card(" ".join(told), body)


def _told(claim: Claim, ledger: Ledger) -> str:
    """Say a claim in a few sentences, for those who hear it and for the notebook's file."""
    told = [f"{claim.name}."]
    for name in PARTS:
        if name in claim.parts:
            entry = _entry_of_story(claim, name, ledger)
            status = f" From the story alone: {entry.status}." if entry else ""
            told.append(f"{NAMES_OF_PARTS[name]}: {claim.parts[name].says}{status}")
    return " ".join([*told, f"If genuine: {claim.if_genuine}"])


def _entry_of_story(claim: Claim, part: str, ledger: Ledger) -> Entry | None:
    """Return the first column of the ledger: what can be known from the story alone."""
    return ledger.entry(claim.id, part, next(iter(ledger.columns)))


def _claim_body(claim: Claim, ledger: Ledger, *, fold: bool = False) -> Html:
    """Write a claim as short blocks one below the other, which fit a phone and a page at twice its size.

    What stands beside the story, such as what is missing, may be folded away: a claim that is shown at once is long.
    """
    blocks = [_part(claim, name, ledger) for name in PARTS]
    blocks += [_block("What the story offers.", claim.offered), _block("If it is genuine:", claim.if_genuine)]
    further = (
        _list("What else could explain it?", claim.other_explanations or ["Nothing that we can think of."]),
        _list("What is missing?", claim.missing),
        _list("What could settle it?", claim.could_settle),
    )
    blocks += [folded("What else could explain it, and what is missing", *further)] if fold else further
    return join(*blocks)


def _part(claim: Claim, name: str, ledger: Ledger) -> Html:
    """Write one part of a claim: our words, the story's, and what can be known from the story alone."""
    head = f"{NAMES_OF_PARTS[name]}."
    if name not in claim.parts:
        return _block(head, "The story claims none here.")
    part = claim.parts[name]
    quoted = " … ".join(span.words.strip('"').rstrip(",") for span in part.words)
    further: list[str] = [f"In the story: “{quoted}”."]
    if entry := _entry_of_story(claim, name, ledger):
        status = element("strong", entry.status, dir=None)
        further.append(join(f"{ledger.columns[entry.column]}: ", status, f". {entry.says}{_in_doubt(entry)}"))
    return _block(head, part.says, further)


def _in_doubt(entry: Entry) -> str:
    """Say that careful readers may differ on what the story gives for this part."""
    return " Careful readers differ: you may tell it with its speaker, or as a claim." if entry.in_doubt else ""


def _block(head: str, text: str, further: Sequence[str] = ()) -> Html:
    """Write a paragraph that begins with its name; what comes further stands on lines of its own."""
    first = join(element("strong", head, dir=None), f" {text}")
    return element("p", join(first, *further, between=element("br")), dir="auto")


def _list(head: str, lines: Sequence[str]) -> Html:
    return element("p", element("strong", head, dir=None)) + bullets(lines)


def _small_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
