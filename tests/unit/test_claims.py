"""Claims and ledger as objects."""

import pytest

from helpers.claims import Citation, ledger_from, load_claims
from helpers.content import ContentProblem
from helpers.story import Span

DATA = {
    "story": "some-story",
    "columns": [{"id": "monday", "name": "Monday"}, {"id": "friday", "name": "Friday"}],
    "claims": [
        {
            "id": "open-door",
            "name": "The open door",
            "parts": {
                "purpose": {"says": "To let the cat in.", "words": [{"sentence": "p1-s1", "words": "for the cat"}]},
                "act": {"says": "A door was open.", "words": [{"sentence": "p1-s1", "words": "door", "occurrence": 2}]},
            },
            "offered": "A picture.",
            "if_genuine": "It shows a door.",
            "else": ["The wind."],
            "missing": [],
            "could_settle": ["A witness."],
        }
    ],
    "statuses": [
        {
            "claim": "open-door",
            "part": "act",
            "entries": [
                {
                    "column": "friday",
                    "status": "supported",
                    "says": "A neighbour saw it.",
                    "sources": [{"id": "neighbour", "locator": "line 2"}, {"id": "diary", "locator": "page 3"}],
                },
                {
                    "column": "monday",
                    "status": "asserted",
                    "says": "He says so.",
                    "sources": [{"id": "story", "locator": "p1-s1"}],
                },
            ],
        }
    ],
}


def test_parts_come_in_the_order_in_which_they_go_further():
    claim = ledger_from(DATA).claim("open-door")
    assert list(claim.parts) == ["act", "purpose"]
    assert claim.parts["act"].words == (Span("p1-s1", "door", 2),)


def test_entries_come_in_the_order_of_the_dates():
    row = ledger_from(DATA).rows["open-door", "act"]
    assert [entry.column for entry in row] == ["monday", "friday"]
    assert row[1].sources == (Citation("neighbour", "line 2"), Citation("diary", "page 3"))


def test_a_cell_is_found_or_empty():
    ledger = ledger_from(DATA)
    assert ledger.entry("open-door", "act", "friday").status == "supported"
    assert ledger.entry("open-door", "purpose", "friday") is None
    assert ledger.entry("open-door", "act", "sunday") is None


def test_a_claim_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(ContentProblem, match=r"no claim “shut-door”\. It has: open-door"):
        ledger_from(DATA).claim("shut-door")


def test_nothing_of_a_ledger_can_be_changed():
    ledger = ledger_from(DATA)
    with pytest.raises(TypeError):
        ledger.claims["open-door"] = None
    with pytest.raises(TypeError):
        ledger.claim("open-door").parts["act"] = None
    with pytest.raises(AttributeError):
        ledger.claim("open-door").name = "another"


def test_a_story_that_is_not_there_is_told():
    with pytest.raises(ContentProblem, match="no story “nowhere”"):
        load_claims("nowhere")
