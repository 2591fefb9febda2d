"""The way of a claim: what was lost or added is worked out, told in a sentence, and drawn as texts below texts."""

import pytest

import helpers
from helpers.content import ContentProblem, data_folder, read_json
from helpers.lesson.family_tree import ADDED, LOST, family_tree

WAYS = sorted((data_folder() / "stories").glob("*/way.json"))


@pytest.fixture(params=WAYS, ids=lambda path: path.parent.name)
def way(request):
    return read_json(request.param), family_tree(request.param.parent.name)


def test_what_a_text_lost_or_added_is_what_it_has_against_the_one_that_it_was_made_from(way):
    data, tree = way
    names, had = {one["id"]: one["name"] for one in data["carries"]}, {one["id"]: one["has"] for one in data["texts"]}
    origin, *others = tree.texts
    assert not origin.lost and not origin.added and not origin.parent
    for text, one in zip(others, data["texts"][1:], strict=True):
        before, now = set(had[one["from"]]), set(one["has"])
        assert set(text.lost) == {names[what] for what in before - now}
        assert set(text.added) == {names[what] for what in now - before}
    assert any(text.lost for text in others) and any(text.added for text in others)
    assert sum(not text.lost and not text.added for text in others) > 1  # a way is not always a way down


def test_the_sentence_tells_all_of_it(way):
    data, tree = way
    first = data["carries"][0]
    keep = sum(first["id"] in one["has"] for one in data["texts"])
    without = [one for one in data["texts"] if first["id"] not in one["has"]]
    ours = without and not any("source" in one for one in without)
    made = f"; the {len(without)} that do not were made for this course" if ours else ""
    assert tree.seen == f"One claim in {len(data['texts'])} texts, of which {keep} tell {first['name']}{made}."
    for text in tree.texts:
        for what, changes in (("Lost", text.lost), ("Added", text.added)):
            told = tree.sentence.partition(f"{what}: ")[2].partition(".")[0]
            assert all(change in told and text.name[1:] in told for change in changes)
    assert repr(tree) == f"Chart: {tree.sentence}"


def test_the_card_shows_each_text_below_the_one_that_it_was_made_from_with_its_words_and_changes(way):
    data, tree = way
    body = tree.card().body
    assert body.count("<li>") >= len(data["texts"]) and tree.table() in body
    assert body.count(f">{LOST}: ") == sum(bool(text.lost) for text in tree.texts)
    assert body.count(f">{ADDED}: ") == sum(bool(text.added) for text in tree.texts)
    for text in tree.texts:
        start = body.index(f">{text.name}</b>")
        parents = body[:start].count("<ul") - body[:start].count("</ul>")
        assert parents == 1 + len(list(ancestors(text, tree.texts)))
        assert f'lang="{text.language}"' in body[start : start + 600]
    assert "“'" not in body and "“‘" not in body


def ancestors(text, texts):
    """Yield the text that one was made from, the one before that, and so on."""
    while text.parent:
        text = next(one for one in texts if one.id == text.parent)
        yield text


def test_a_story_without_a_way_is_answered_with_those_that_have_one():
    with pytest.raises(ContentProblem, match="There is a list for: "):
        helpers.show_way("harbour-bridge")
