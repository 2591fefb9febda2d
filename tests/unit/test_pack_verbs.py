"""The evidence pack and the ledger by date, as a lesson shows them."""

import re

import pytest

import helpers
from helpers.claims import PARTS, load_claims
from helpers.content import ContentProblem, data_folder, load, read_json
from helpers.lesson.ledger import AS_BEFORE, MARKS, STATUS_MEANS
from helpers.lesson.pack import STRENGTH_SIGNS
from helpers.story import load_story

STORY = "tass-2017-11-14"
PACK = load(f"stories/{STORY}/evidence.json")
TOPICS = [topic["id"] for topic in PACK["topics"]]
CLAIM = "taking-of-the-town"
PARAGRAPH = re.compile(r"\bp(\d+)-s\d+")


def schema(name):
    return read_json(data_folder() / "schemas" / f"{name}.schema.json")


def words(html):
    """Return what a reader sees and hears, without the look."""
    return re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_part_of_the_pack_prints_one_line_that_never_changes(topic):
    told = repr(helpers.open_pack(topic))
    assert told == repr(helpers.open_pack(topic))
    assert "\n" not in told and told[-1] == "." and PACK["as_of"] in told


@pytest.mark.parametrize("item", PACK["items"], ids=lambda item: item["id"])
def test_a_card_says_who_when_how_strong_and_why_as_text_and_as_html(item):
    card = helpers.open_pack(item["topic"])
    for told in (repr(card), helpers.html.Card("", card.body).body):
        for part in (item["title"], item["why"]):
            assert part in told.replace("&#x27;", "'")
    assert STRENGTH_SIGNS[item["strength"]] in words(card.body) and item["strength"] in repr(card)
    assert item["who"] in words(card.body) and item["when"] in words(card.body)


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "open"])
def test_every_source_stands_below_its_card_with_owner_place_and_address(topic):
    records = {source["id"]: source for source in load("sources.json")["sources"]}
    cited = [place for item in PACK["items"] if item["topic"] == topic for place in item["sources"]]
    if topic == "checkers":
        cited = [place for one in PACK["differences"] for version in one["versions"] for place in version["sources"]]
    shown = helpers.open_pack(topic).body
    assert cited
    for place in cited:
        record = records[place["id"]]
        where = PARAGRAPH.sub(r"paragraph \1", place["locator"])
        for part in (record["publisher"], record["address"], record["party"], where):
            assert part.replace("&", "&amp;").replace("'", "&#x27;") in shown


def test_differences_and_open_questions_are_told():
    assert all(one["point"] in repr(helpers.open_pack("checkers")) for one in PACK["differences"])
    assert all(one["question"] in repr(helpers.open_pack("open")) for one in PACK["open"])


@pytest.mark.parametrize("asked", ["", "aliens", "<b>town</b>", "x" * 500])
def test_a_part_that_is_not_there_is_answered_with_those_that_are(asked):
    card = helpers.open_pack(asked)
    assert all(topic in repr(card) for topic in TOPICS)
    assert "<b>" not in card.body and len(repr(card)) < 800


def test_every_status_and_every_strength_has_a_sign_of_its_own():
    claims = schema("claims")["properties"]["statuses"]["items"]["properties"]
    assert set(MARKS) == set(STATUS_MEANS) == set(claims["entries"]["items"]["properties"]["status"]["enum"])
    strengths = schema("evidence")["properties"]["items"]["items"]["properties"]["strength"]["enum"]
    assert set(STRENGTH_SIGNS) == set(strengths)
    for signs in (MARKS, STRENGTH_SIGNS):
        assert len(set(map(str, signs.values()))) == len(signs)


def test_the_ledger_and_the_glossary_give_a_status_one_meaning():
    means = {term["term"]: term["means"] for term in load("glossary.json")["terms"]}
    assert {status: means.get(status) for status in STATUS_MEANS} == {
        status: f"Status of a claim: {meaning}." for status, meaning in STATUS_MEANS.items()
    }


def test_the_ledger_has_a_row_for_each_part_and_a_column_for_each_date():
    ledger = load_claims(STORY)
    shown = helpers.show_ledger([CLAIM]).body
    parts = ledger.claims[CLAIM].parts
    assert shown.count('role="row"') == 1 + 2 * len(parts)  # the head; each row, and what it opens to
    assert shown.count('role="rowheader"') == len(parts) and list(parts) == [part for part in PARTS if part in parts]
    assert shown.count('role="columnheader"') == 1 + len(ledger.columns)
    assert shown.count('role="cell"') == len(parts) * (len(ledger.columns) + 1)
    for date in ledger.columns.values():  # a narrow page shows no head: each cell then names its date
        assert shown.count(f'data-date="{date}') == len(parts) and date in words(shown)


def test_a_row_opens_to_each_date_that_has_something_new():
    ledger = load_claims(STORY)
    shown = helpers.show_ledger([CLAIM], parts=["interpretation"]).body
    [opened] = re.findall(r'<tr role="row" class="wss-ledger-why">.*?</tr>', shown, re.DOTALL)
    entries = ledger.rows[CLAIM, "interpretation"]
    assert opened.count("<li") == opened.count("<small") == len(entries)
    assert all(f"{ledger.columns[entry.column]}: {entry.status}." in opened for entry in entries)
    assert "<details>" in opened and ledger.claims[CLAIM].name in opened  # what opens has the name of its row


def test_one_steps_through_as_many_dates_as_there_are_and_one_date_has_no_steps():
    ledger = load_claims(STORY)
    shown = helpers.show_ledger([CLAIM]).body
    assert shown.count('type="radio"') == len(ledger.columns) and shown.count(" checked") == 1
    for number in range(1, len(ledger.columns) + 1):
        assert f'class="wss-step-{number}"' in shown and f"wss-at-{number}" in shown
    assert 'type="radio"' not in helpers.show_ledger(story_id="harbour-bridge").body


def test_the_sentence_tells_each_turn_and_counts_the_rows_that_stayed():
    told = repr(helpers.show_ledger(["first-posts", "two-requests-and-a-refusal"], parts=["act"]))
    turn = "“What the ministry’s first posts showed” (act) turned from “cannot be known from this” to “contradicted”"
    assert "2 rows, 4 dates. " in told and f"{turn} (Later on 14 November, order unknown)." in told
    assert "The others stayed as they were: 1 asserted." in told
    assert "All stayed as they were: 1 asserted." in repr(helpers.show_ledger(["flags-and-disguise"], parts=["act"]))
    marked = helpers.show_ledger(["first-posts", "two-requests-and-a-refusal"], parts=["act"]).body
    assert len(re.findall(r'class="[^"]*wss-ledger-turned', marked)) == 1


def test_a_cell_says_its_status_by_word_and_sign_its_reason_and_its_sources():
    entry = load_claims(STORY).entry(CLAIM, "interpretation", "19-november")
    shown = words(helpers.show_ledger([CLAIM]).body)
    assert f"{MARKS[entry.status]}</svg><b>{entry.status}</b>" in helpers.show_ledger([CLAIM]).body
    assert entry.says in shown
    assert all(citation.locator in shown for citation in entry.sources)


def test_a_date_without_news_says_so():
    assert load_claims(STORY).entry(CLAIM, "act", "19-november") is None
    [cell] = re.findall(
        r'<td role="cell" data-date="19 November"[^>]*>(.*?)</td>', helpers.show_ledger([CLAIM], parts=["act"]).body
    )
    assert words(cell).strip() == AS_BEFORE and "<svg" not in cell


def test_the_ledger_prints_every_status_that_it_holds():
    ledger = load_claims(STORY)
    told = repr(helpers.show_ledger())
    assert "\n" not in told and told == repr(helpers.show_ledger()) and told[-1] == "."
    for (claim, part), entries in ledger.rows.items():
        assert f"{ledger.claims[claim].name}, {part}: " in told
        assert all(f"{ledger.columns[entry.column]}: {entry.status}" in told for entry in entries)


def test_some_claims_are_shown_in_the_order_asked_for():
    told = repr(helpers.show_ledger([CLAIM, "direct-support"]))
    names = [load_claims(STORY).claims[one].name for one in (CLAIM, "direct-support", "flags-and-disguise")]
    assert told.index(names[0]) < told.index(names[1]) and names[2] not in told


def test_some_parts_of_the_claims_are_shown_and_claims_without_them_are_left_out():
    shown = helpers.show_ledger([CLAIM, "direct-support"], parts=["act"])
    names = [load_claims(STORY).claims[one].name for one in (CLAIM, "direct-support")]
    assert shown.body.count('role="rowheader"') == 1  # the one act
    assert names[0] in shown.body and names[1] not in words(shown.body)
    assert f"{names[0]}, act: " in repr(shown) and "interpretation" not in repr(shown)


def test_a_claim_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(ContentProblem, match=CLAIM):
        helpers.show_ledger(["aliens"])


def test_a_text_of_our_own_has_a_ledger_as_well():
    shown = helpers.show_ledger(story_id="harbour-bridge").body
    assert "a text written for the course" in shown and load_story("harbour-bridge").about["outlet"]["name"] in shown


def test_a_place_in_a_story_is_told_as_the_page_numbers_it():
    told = words(helpers.show_ledger(["eastern-bank-plans"]).body)  # among its places: p11-s1, p12-s1
    assert "paragraph 11, paragraph 12" in told and not PARAGRAPH.search(told)
