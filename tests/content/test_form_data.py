"""Forms A and B ask the same of both halves of a class, and favour nobody."""

import copy
from collections import Counter

import course_texts
import pytest
from course_texts import accepted, deserves

from authoring import forms_power
from helpers.content import data_folder
from helpers.series import lessons

WEAK, WELL_SUPPORTED = "weak", "well-supported"
WAR = "war"


def test_one_lesson_asks_each_form_and_the_first_comes_first():
    assert [lesson.form for lesson in lessons() if lesson.form] == ["first", "second"]


def form(letter):
    return course_texts.read(data_folder() / "questions" / f"form_{letter}.json")


def asked(item):
    """Return what every item of both forms must have in common."""
    return (
        item["prompt"],
        item["help"],
        [(option["id"], option["text"]) for option in item["options"]],
        item["confidence"],
        item["marking"],
    )


def problems_of(forms):
    """Say what is unfair or unlike in two forms, given by their letters."""
    problems = []
    items = {item["id"]: item for one in forms.values() for item in one["questions"]}
    for letter, one in forms.items():
        kinds = [deserves(item) for item in one["questions"]]
        half = forms_power.fewest() // 2
        if kinds.count(WEAK) != half or kinds.count(WELL_SUPPORTED) != half:
            problems.append(f"form {letter} has {kinds.count(WEAK)} weak and {kinds.count(WELL_SUPPORTED)} others")
        if [one["sets"][0]["id"]] != [f"form-{letter}"] or len(one["sets"]) != 1:
            problems.append(f"form {letter} has other sets than its own")
        elif sorted(one["sets"][0]["questions"]) != sorted(item["id"] for item in one["questions"]):
            problems.append(f"the set of form {letter} does not hold its items")
        if any("wait" in accepted(item) and len(accepted(item)) > 1 for item in one["questions"]):
            problems.append(f"form {letter} has an item that is weak and is not")
    first = next(iter(items.values()))
    problems += [f"{item['id']} is asked otherwise" for item in items.values() if asked(item) != asked(first)]
    a, b = forms["a"], forms["b"]
    if a["rubric"] != b["rubric"]:
        problems.append("the rubrics differ")
    if [one["prompt"] for one in a["sets"]] != [one["prompt"] for one in b["sets"]]:
        problems.append("the prompts of the sets differ")
    pairs = b["pairs"]
    for letter, one in forms.items():
        if sorted(pair[letter] for pair in pairs) != sorted(item["id"] for item in one["questions"]):
            problems.append(f"the pairs do not hold every item of form {letter} once")
    for pair in pairs:
        both = [items[pair[letter]] for letter in forms if pair[letter] in items]
        if {deserves(item) for item in both} != {pair["deserves"]}:
            problems.append(f"{pair['a']} and {pair['b']} do not deserve what their pair says")
        if len({tuple(accepted(item)) for item in both}) > 1:
            problems.append(f"{pair['a']} and {pair['b']} accept different answers")
    if not all(item.get("topic") for item in items.values()):
        problems.append("an item has no topic")
    if not all(item.get("actor") for item in items.values()):
        problems.append("an item does not say who makes its claim")
    return problems + problems_of_crossing(forms)


def problems_of_crossing(forms):
    """Say where the topic, or the kind of speaker, tells what a text deserves."""
    items = {item["id"]: item for one in forms.values() for item in one["questions"]}
    about_war = {name: item.get("topic") == WAR for name, item in items.items()}
    # The two texts of a pair deserve the same: so if one of them is about the war, topic and quality are crossed.
    pairs = [(pair["a"], pair["b"]) for pair in forms["b"]["pairs"]]
    problems = [
        f"{a} and {b}: not one about the war and one about something else"
        for a, b in pairs
        if {about_war.get(a), about_war.get(b)} != {True, False}
    ]
    problems += [
        f"form {letter} has no {what} text {'about' if war else 'beside'} the invented war"
        for letter, one in forms.items()
        for war in (True, False)
        for what in (WEAK, WELL_SUPPORTED)
        if (war, what) not in {(about_war[item["id"]], deserves(item)) for item in one["questions"]}
    ]
    speakers = {}
    for name, item in items.items():
        speakers.setdefault(item.get("actor"), []).append((about_war[name], deserves(item)))
    for speaker, found in speakers.items():
        wars, kinds = zip(*found, strict=True)
        if sorted(wars) != [False, True] or sorted(kinds) != [WEAK, WELL_SUPPORTED]:
            problems.append(
                f"{speaker} does not speak once of the war and once not, once weakly and once well: {found}"
            )
    for letter, one in forms.items():
        wars = sum(about_war[item["id"]] for item in one["questions"])
        if 2 * wars != len(one["questions"]):
            problems.append(f"form {letter} has {wars} texts about the war")
    topics = {}
    for item in items.values():
        topics.setdefault(item.get("topic"), Counter())[deserves(item)] += 1
    return problems + [
        f"{one}: {dict(n)}" for one, n in topics.items() if n.total() > 1 and n[WEAK] != n[WELL_SUPPORTED]
    ]


def words_of_longest_gap(forms):
    """Return how much longer the texts of one kind are, as a ratio of mean words."""
    words = {WEAK: [], WELL_SUPPORTED: []}
    for one in forms.values():
        for item in one["questions"]:
            words[deserves(item)].append(len(" ".join(item["passage"]["paragraphs"]).split()))
    means = sorted(sum(counts) / len(counts) for counts in words.values())
    return means[1] / means[0]


def test_the_forms_are_balanced_and_alike():
    assert not problems_of({letter: form(letter) for letter in "ab"})


def test_length_does_not_tell_weak_from_well_supported():
    assert words_of_longest_gap({letter: form(letter) for letter in "ab"}) < 1.15


def test_items_are_about_invented_places():
    for letter in "ab":
        assert all(item["passage"]["invented"] for item in form(letter)["questions"])


def item(form, item_id):
    return next(one for one in form["questions"] if one["id"] == item_id)


def swap_topics(one, other):
    one["topic"], other["topic"] = other["topic"], one["topic"]


def swap_actors(one, other):
    one["actor"], other["actor"] = other["actor"], one["actor"]


def support_nothing(item):
    item["features"] = []


BREAKAGES = {
    "more weak ones": lambda a, b: support_nothing(item(a, "a-station-roof")),
    "another prompt": lambda a, b: a["questions"][0].update(prompt="Is it true?"),
    "another option": lambda a, b: b["questions"][0]["options"][0].update(text="Pass it on."),
    "another order of options": lambda a, b: b["questions"][0]["options"].reverse(),
    "no confidence": lambda a, b: a["questions"][0].update(confidence=False),
    "another rubric": lambda a, b: a["rubric"].append("x"),
    "another prompt of the set": lambda a, b: a["sets"][0].update(prompt="x"),
    "an item missing in the set": lambda a, b: a["sets"][0]["questions"].pop(),
    "an item in no pair": lambda a, b: b["pairs"].pop(),
    "an item in two pairs": lambda a, b: b["pairs"][0].update(a="a-bike-lane"),
    "a pair that says otherwise": lambda a, b: b["pairs"][0].update(deserves=WEAK),
    "other answers in a pair": lambda a, b: item(a, "a-station-roof").update(
        features=item(a, "a-truck-brakes")["features"]
    ),
    "an actor that is weak only": lambda a, b: item(a, "a-bike-lane").update(actor="media"),
    "an actor that is never weak": lambda a, b: item(a, "a-cup-game").update(actor="media"),
    "a war that is only weak": lambda a, b: item(a, "a-truck-brakes").update(topic="business"),
    "a topic that is weak more often": lambda a, b: item(a, "a-bike-lane").update(topic="crime"),
    "a pair that is about the war only": lambda a, b: item(a, "a-cup-game").update(topic="war"),
    "a form with more war": lambda a, b: swap_topics(item(a, "a-cup-game"), item(b, "b-patrol")),
    "a speaker of the war only": lambda a, b: swap_actors(item(a, "a-ridge-photo"), item(b, "b-lynx-photo")),
    "no actor": lambda a, b: a["questions"][0].pop("actor"),
    "no topic": lambda a, b: a["questions"][0].pop("topic"),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_an_unfair_form_is_found(breakage):
    forms = {letter: copy.deepcopy(form(letter)) for letter in "ab"}
    BREAKAGES[breakage](forms["a"], forms["b"])
    assert problems_of(forms)


def test_texts_that_give_their_kind_away_by_length_are_found():
    forms = {letter: copy.deepcopy(form(letter)) for letter in "ab"}
    for one in forms["a"]["questions"]:
        if deserves(one) == WEAK:
            one["passage"]["paragraphs"] *= 2
    assert words_of_longest_gap(forms) > 1.15


def test_a_form_has_the_fewest_texts_with_which_a_class_is_seen_to_change():
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    _, start, rest = readme.partition("<!-- power of the forms -->\n")
    assert start and rest.partition("\n<!-- /power of the forms -->")[0] == forms_power.table()
    assert {len(form(letter)["questions"]) for letter in "ab"} == {forms_power.fewest()} == {6}
    assert forms_power.power(4, 30) < forms_power.ENOUGH <= forms_power.power(6, 30)


def test_more_texts_more_learners_and_more_change_are_seen_more_often():
    power = forms_power.power
    assert power(8, 30) > power(6, 30) > power(6, 20)
    assert power(6, 30, after=0.9) > power(6, 30) > power(6, 30, after=0.7)
    assert abs(power(6, 30, before=0.8) - forms_power.ALPHA / 2) < 1e-9
