"""What a term of the course means."""

from __future__ import annotations

from helpers.content import load
from helpers.html import Card, element, join
from helpers.marker.lexicon import rules


def term_card(term: str) -> Card:
    """Explain a term of the course, or one of the marker's rules; else name the terms that there are."""
    terms = load("glossary.json")["terms"]
    wanted = str(term).strip().casefold()
    for entry in terms:
        if wanted in [entry["term"].casefold(), *(name.casefold() for name in entry.get("also", ()))]:
            told = f"{entry['term']}: {entry['means']} Example: {entry['example']}"
            body = element("p", f"{entry['term']}: {entry['means']}") + element("p", f"Example: {entry['example']}")
            return Card(told, body)
    if wanted in rules():
        rule = rules()[wanted]
        lines = [
            f"{rule.id}: {rule.idea}",
            f"Example: {rule.example}",
            f"Not this: {rule.counter_example}",
            rule.source,
        ]
        return Card(" ".join(lines), join(*(element("p", line) for line in lines)))
    known = ", ".join(sorted(entry["term"] for entry in terms))
    told = f"The glossary does not have “{wanted[:60]}”. It has: {known}."
    return Card(told, element("p", told))
