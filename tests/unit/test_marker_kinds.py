"""The constructions of `marker_kinds.txt`: of each kind ten examples and five look-alikes, with their marks."""

from pathlib import Path

import pytest
from marker_kinds import PARTS, bare, lines

import helpers.marker
from helpers.marker import annotate

README = Path(helpers.marker.__file__).with_name("README.md")
EXAMPLES, LOOK_ALIKES = 10, 5
LINES = list(lines())


def found(line):
    """Return the attributions of a line as parts, with the kind of quotation."""
    relations = {}
    for mark in annotate(line.text, that=False):
        if mark["kind"] in PARTS:
            parts = relations.setdefault(mark["relation_id"], dict.fromkeys(PARTS, ""))
            parts[mark["kind"]] += line.text[mark["start"] : mark["end"]]
            if mark["kind"] == "content":
                parts["quotation"] = mark["note"]
    return list(relations.values())


def holds(line):
    if line.wanted & {"hedge", "booster"}:
        return line.look_alike == any(mark["kind"] in line.wanted for mark in annotate(line.text))
    if "+hedge" in line.wanted:
        return line.look_alike != any(mark["kind"] == "hedge" for mark in annotate(line.text))
    attributions = found(line)
    if line.text == line.written:
        return not attributions
    return any(
        all(bare(each[part]) == words for part, words in line.parts.items())
        and ("indirect" not in line.wanted or each["quotation"] == "indirect")
        for each in attributions
    )


KINDS = {kind: [line for line in LINES if line.kind == kind] for kind in dict.fromkeys(line.kind for line in LINES)}


@pytest.mark.parametrize("of_kind", KINDS.values(), ids=KINDS)
def test_a_kind_holds_but_for_what_the_file_tells(of_kind):
    """What fails must have a question mark in the file, and what has one must fail."""
    wrong = {line.written: found(line) for line in of_kind if holds(line) != line.holds}
    assert not wrong


@pytest.mark.parametrize("of_kind", KINDS.values(), ids=KINDS)
def test_each_kind_has_its_examples_and_look_alikes(of_kind):
    look_alikes = sum(line.look_alike for line in of_kind)
    assert (len(of_kind) - look_alikes, look_alikes) == (EXAMPLES, LOOK_ALIKES)


def test_the_readme_tells_how_many_hold(capsys):
    def share(look_alike):
        asked = [line.holds for line in LINES if line.look_alike == look_alike]
        return f"{sum(asked)} of {len(asked)}"

    told = f"{len(KINDS)} constructions: {share(False)} examples and {share(True)} look-alikes"
    with capsys.disabled():
        print(f"\n{told}")
    assert told in README.read_text(encoding="utf-8").replace("\n", " ")
