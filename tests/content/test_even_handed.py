"""No kind of speaker is always the weak one: counted over all practice texts (the two forms, and those never seen)."""

import copy
import re
from collections import Counter
from itertools import takewhile

import course_texts
import pytest
from course_texts import accepted, deserves

from helpers.content import data_folder, read_json
from helpers.kinds.sorting.model import accepted_groups
from helpers.notebooks import lesson_files

WEAK, WELL_SUPPORTED = "weak", "well-supported"
PRACTICE = course_texts.lesson_called("texts_you_have_never_seen")
FILES = ("form_a", "form_b", "10_look_back", PRACTICE)
USES = ["repeat-as-fact", "repeat-with-speaker", "wait"]
SIDES = ("Toluvia", "Marren")
WAR = "war"
# Kinds of speakers, as whoever believes some and doubts others might sort them.
SPEAKERS = {
    "states, towns, police": ("government", "military", "police", "local council"),
    "companies": ("company",),
    "groups and clubs": ("aid group", "campaigners", "sport body"),
    "news media": ("media",),
    "science and health": ("science", "health service"),
}
# Who counts and measures says nothing of the war.
NOT_ABOUT_WAR = {("science and health", True)}
# Who makes the claim in each real passage of that lesson: a state agency or ministry of Russia, or an official body or
# person of a Western state.
REAL = {
    "tass-station": "state agency",
    "nasa-capsule": "Western official",
    "sputnik-source": "state agency",
    "us-official": "Western official",
    "russian-ministry": "state agency",
    "cheney": "Western official",
}
OWNER = re.compile(r"(?<!Islamic )\bstate(?:-owned|-run)?\b|\bown(?:s|ed|er)\b|\bbelongs to\b", re.IGNORECASE)
TABLE = "| text | kind of speaker | topic | deserves |\n|---|---|---|---|\n"


def files():
    return {name: course_texts.read(data_folder() / "questions" / f"{name}.json") for name in FILES}


def has_key(question):
    """Tell whether a question asks for one of the three uses, and is not only a guess."""
    return [option["id"] for option in question["options"]] == USES and question.get("marking") != "prediction"


def practice_texts(of):
    """Return the practice texts of some question files."""
    return [question for name in of for question in of[name]["questions"] if "actor" in question]


def texts_of_sides(of):
    """Return side and what it deserves, for each text whose claim is made on a side of the invented war."""
    return [(text["side"], deserves(text)) for text in practice_texts(of) if "side" in text]


def group_of(text):
    """Return the kind of speaker, as whoever believes some and doubts others might sort them."""
    return next(name for name, kinds in SPEAKERS.items() if text["actor"] in kinds)


def crossing(of):
    """Count well-supported and weak texts by kind of speaker, about the war and about other things."""
    return Counter((group_of(text), text["topic"] == WAR, deserves(text)) for text in practice_texts(of))


def uses_by_topic(of):
    """Return which of the three uses the texts about the war allow, and which the others."""
    uses = {True: set(), False: set()}
    for text in practice_texts(of):
        uses[text["topic"] == WAR].add(tuple(accepted(text)))
    return uses


def problems_of_crossing(of):
    """Say where the topic, or the kind of speaker, tells what a text deserves."""
    counts = crossing(of)
    problems = [
        f"{speaker}: no {quality} text {'about' if war else 'beside'} the war"
        for speaker in SPEAKERS
        for war in (True, False)
        for quality in (WELL_SUPPORTED, WEAK)
        if not counts[speaker, war, quality] and (speaker, war) not in NOT_ABOUT_WAR
    ]
    for war, found in uses_by_topic(of).items():
        if not {tuple(USES[:2]), (USES[1],), (USES[2],)} <= found:
            problems.append(f"texts {'about' if war else 'beside'} the war allow only {sorted(found)}")
    return problems


def crossing_table(of):
    """Return the table of the crossing that data/README.md shows."""
    counts = crossing(of)
    cells = [(war, quality) for war in (True, False) for quality in (WELL_SUPPORTED, WEAK)]
    lines = [
        "| kind of speaker | the war: well-supported | the war: weak | other: well-supported | other: weak |",
        "|---|--:|--:|--:|--:|",
        *(f"| {name} | {' | '.join(str(counts[name, *cell]) for cell in cells)} |" for name in SPEAKERS),
        f"| **all** | {' | '.join(str(sum(counts[name, *cell] for name in SPEAKERS)) for cell in cells)} |",
    ]
    return "\n".join(lines)


def problems_of(of):
    """Say where the practice texts favour or blame a kind of speaker, or where key and text do not agree."""
    problems = []
    texts = practice_texts(of)
    if bare := [text["id"] for text in texts if "features" not in text]:
        return [f"{name} has no features" for name in bare]
    lesson = practice_texts({PRACTICE: of[PRACTICE]})
    kinds = {}
    for text in texts:
        kinds.setdefault(text["actor"], []).append(deserves(text))
    problems += [
        f"{kind} only ever speaks weakly" for kind, found in kinds.items() if len(found) > 1 and set(found) == {WEAK}
    ]
    both = {WEAK, WELL_SUPPORTED}
    sided = texts_of_sides(of)
    own = [(text["side"], deserves(text)) for text in lesson if "side" in text]
    for where, found in (("the course", sided), ("its lesson", own)):
        for side in SIDES:
            if {kind for one, kind in found if one == side} != both:
                problems.append(f"in {where}, {side} does not speak well and weakly")
    counts = [Counter(kind for one, kind in own if one == side) for side in SIDES]
    if counts[0] != counts[1]:
        problems.append(f"in its lesson the sides differ: {counts}")
    share = sum(deserves(text) == WELL_SUPPORTED for text in lesson) / len(lesson)
    if not 0.7 <= share <= 0.8:
        problems.append(f"{share:.0%} of the texts of its lesson deserve to be passed on, not about 3 in 4")
    for text in texts:
        if has_key(text) and "wait" in accepted(text) and len(accepted(text)) > 1:
            problems.append(f"{text['id']} is weak and is not")
    return problems + problems_of_crossing(of) + problems_of_real(of)


def problems_of_real(of):
    """Say where the real passages blame one side."""
    item = next(q for q in of[PRACTICE]["questions"] if q["id"] == "real-ones")
    if {one["id"] for one in item["items"]} != set(REAL):
        return ["the real passages are others than this test knows"]
    counts = {side: Counter() for side in REAL.values()}
    for one in item["items"]:
        counts[REAL[one["id"]]]["wait" in accepted_groups(item, one)] += 1
    problems = [f"the real passages of {side} are all alike" for side, found in counts.items() if len(found) < 2]
    if len({tuple(sorted(found.items())) for found in counts.values()}) > 1:
        problems.append("one side has more weak real passages than the other")
    return problems


def table_of(of):
    """Return the table of all practice texts that data/README.md shows."""
    rows = [
        f"| `{text['id']}` | {text['actor']}{', ' + text['side'] if 'side' in text else ''} "
        f"| {text.get('topic', '–')} | {deserves(text)} |"
        for text in practice_texts(of)
    ]
    return TABLE + "\n".join(rows)


def test_the_practice_texts_favour_nobody():
    assert not problems_of(files())


@pytest.mark.parametrize(("name", "table"), [("practice texts", table_of), ("crossing", crossing_table)])
def test_the_readme_shows_the_texts_as_the_data_have_them(name, table):
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    _, start, rest = readme.partition(f"<!-- {name} -->\n")
    assert start and rest.partition(f"\n<!-- /{name} -->")[0] == table(files())


def text(of, name):
    return next(one for one in practice_texts(of) if one["id"] == name)


def lesson(of):
    return of[PRACTICE]["questions"]


def real_ones(of):
    return next(question for question in lesson(of) if question["id"] == "real-ones")["items"]


def without(of, *names):
    for name in names:
        lesson(of).remove(text(of, name))


def campaigners_speak_only_weakly(of):
    text(of, "school-taps").update(actor="sport body")
    text(of, "bicycle-burglaries").update(actor="campaigners")


def war_is_always_weak(of):
    for one in practice_texts(of):
        if one["topic"] == WAR:
            one["features"] = []


def no_company_is_weak_on_the_war(of):
    text(of, "b-footbridge").update(actor="military")


BREAKAGES = {
    "a war that is always weak": war_is_always_weak,
    "a kind of speaker that is never weak on the war": no_company_is_weak_on_the_war,
    "local news that is always sound": lambda of: [
        one.update(features=[{"feature": "reporter-saw"}]) for one in practice_texts(of) if one["topic"] != WAR
    ],
    "campaigners that are weak only": campaigners_speak_only_weakly,
    "a side that is never weak": lambda of: text(of, "senn-water").update(side="Marren"),
    "a side that is always weak": lambda of: text(of, "ostrel-bridge").update(side="Marren"),
    "a side with one text more": lambda of: text(of, "warm-river").update(side="Marren"),
    "too few that deserve it": lambda of: without(of, "warm-river", "ferry-free", "pool-prices", "runner-ankle"),
    "too many that deserve it": lambda of: without(of, "homework-sleep", "bicycle-burglaries"),
    "weak, and may be passed on": lambda of: text(of, "homework-sleep").update(
        features=[{"feature": "speaker-named"}, {"feature": "place-to-know"}, {"feature": "says-how", "in_doubt": True}]
    ),
    "a text without features": lambda of: text(of, "homework-sleep").pop("features"),
    "a real passage that was weak": lambda of: real_ones(of)[-1].update(features=[{"feature": "open-document"}]),
    "a side with one real passage more": lambda of: real_ones(of)[0].update(features=[]),
    "a real passage that is not known": lambda of: real_ones(of).pop(),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_what_is_not_even_handed_is_found(breakage):
    of = copy.deepcopy(files())
    BREAKAGES[breakage](of)
    assert problems_of(of)


def test_in_the_forms_alone_each_side_of_the_war_speaks_once_well_and_once_weakly():
    found = Counter(texts_of_sides({name: one for name, one in files().items() if name.startswith("form")}))
    assert found == Counter({(side, kind): 1 for side in SIDES for kind in (WEAK, WELL_SUPPORTED)})


def test_another_table_is_noticed():
    of = files()
    before = table_of(of)
    text(of, "homework-sleep")["topic"] = "sport"
    assert table_of(of) != before


def whole_story_is_read(cell):
    return cell["cell_type"] == "code" and "".join(cell["source"]).strip() == "open_story()"


def told_before_the_first_read(cells):
    """Return the text cells that tell whose the agency is before a reader has seen the whole story."""
    before = list(takewhile(lambda cell: not whole_story_is_read(cell), cells))
    return [text for cell in before if OWNER.search(text := "".join(cell["source"]))]


def test_the_owner_of_the_agency_is_told_after_the_first_read():
    cells = []
    for lesson in lesson_files():
        cells += read_json(lesson)["cells"]
        if any(map(whole_story_is_read, cells)):
            break
    assert not told_before_the_first_read(cells)
    early = {"cell_type": "markdown", "source": "TASS belongs to the Russian state."}
    assert told_before_the_first_read([early, *cells])
