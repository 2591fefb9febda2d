"""Every notebook as it is shipped keeps the rules of notebook_rules, and each rule finds what breaks it."""

import copy
import json
import re

import notebook_rules as rules
import pytest

from authoring.refresh import lessons
from helpers.notebooks import NOTEBOOKS
from helpers.story import load_story

LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))
CHECKS = [(path, rule) for path in lessons() for rule in rules.FOR_EVERY_NOTEBOOK]
# The toy lesson is what an author reads beside the steps of CONTRIBUTING: a lesson like any other.
TOY = NOTEBOOKS.parent / "tests" / "fixtures" / "toys" / "notebooks" / "NN_what_killed_the_fish.ipynb"
CHECKS += [(path, rule) for path in (*LESSONS, TOY) for rule in rules.FOR_LESSONS]
TEMPLATE = NOTEBOOKS / "for_teachers" / "lesson_template.ipynb"
LESSON = NOTEBOOKS / "01_who_says_so.ipynb"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("path", "rule"), CHECKS, ids=[f"{path.stem}: {rule.__name__}" for path, rule in CHECKS])
def test_a_notebook_keeps_the_rule(path, rule):
    assert not list(rule(read(path), path))


@pytest.mark.parametrize("rule", [one for one in rules.FOR_LESSONS if one is not rules.no_note_to_the_author_is_left])
def test_what_is_left_of_the_template_without_its_notes_keeps_the_rules_of_a_lesson(rule):
    notebook = read(TEMPLATE)
    for cell in notebook["cells"]:
        paragraphs = "".join(cell["source"]).split("\n\n")
        cell["source"] = "\n\n".join(one for one in paragraphs if not re.match(r"\*[^*]", one))
    assert not list(rule(notebook, TEMPLATE))


def test_lessons_are_numbered_without_a_gap():
    assert [path.name[:3] for path in LESSONS] == [f"{number:02}_" for number in range(len(LESSONS))]


# --- Each rule, broken once -------------------------------------------------------------------------------


def first(notebook, kind, word=""):
    return next(c for c in notebook["cells"] if c["cell_type"] == kind and word in "".join(c["source"]))


def code(notebook, source, **more):
    """Put other code into the second code cell."""
    cell = rules.code_cells(notebook)[1]
    cell.update(source=source, **more)


def text(notebook, source):
    first(notebook, "markdown").update(source=source)


def output(notebook, kind, content, word="show_speakers"):
    first(notebook, "code", word)["outputs"][0]["data"][kind] = content


def without_section(notebook, section):
    cell = first(notebook, "markdown", section)
    cell["source"] = "".join(cell["source"]).replace(section, "Something else")


def swap_steps(notebook):
    one, two = first(notebook, "markdown", "## Step 1"), first(notebook, "markdown", "## Step 2")
    one["source"], two["source"] = two["source"], one["source"]


def whole_story():
    return " ".join(sentence.text for sentence in load_story("tass-2017-11-14").sentences.values())


PNG = '<figure class="wss-chart"><img alt="A sentence that says what it shows." src="data:x"></figure>'
BREAKAGES = {
    "every_cell_was_run_in_order": [
        lambda n: rules.code_cells(n)[2].update(execution_count=9),
        lambda n: rules.code_cells(n)[2].update(execution_count=None),
    ],
    "what_a_cell_returns_is_stored": [lambda n: rules.code_cells(n)[2].update(outputs=[])],
    "no_cell_failed": [
        lambda n: rules.code_cells(n)[0]["outputs"].append({"output_type": "error", "ename": "x"}),
        lambda n: rules.code_cells(n)[0]["outputs"].append(
            {"output_type": "stream", "name": "stderr", "text": "UserWarning"}
        ),
    ],
    "metadata_are_the_ones_we_write": [
        lambda n: n["metadata"].update(widgets={}),
        lambda n: n["metadata"]["kernelspec"].update(name="my-env"),
        lambda n: n["metadata"].pop("who_says_so"),
        lambda n: n["metadata"]["who_says_so"].update(lesson="02"),
        lambda n: n["metadata"]["who_says_so"].update(run="all"),
        lambda n: n["cells"][3]["metadata"].update(execution={}),
        lambda n: n["cells"][3]["metadata"].update({"nbdime-conflicts": {}}),
        lambda n: n["cells"][3]["metadata"].update(tags=["nbval-ignore-output"]),
    ],
    "widget_views_are_not_stored": [
        lambda n: output(n, "application/vnd.jupyter.widget-view+json", {"model_id": "a"}),
    ],
    "cell_ids_are_unique_and_can_be_read": [
        lambda n: n["cells"][1].update(id=n["cells"][0]["id"]),
        lambda n: n["cells"][1].update(id="3fa9c01b"),
        lambda n: n["cells"][1].update(id="8d2f1c3e-55aa-4b1c-9f0e-6d1f0a7b3c21"),
        lambda n: n["cells"][1].update(id="Cell 1"),
    ],
    "code_uses_nothing_that_cannot_be_compared": [
        lambda n: code(n, "!ls"),
        lambda n: code(n, "%%bash\nls"),
        lambda n: code(n, "%matplotlib inline"),
        lambda n: code(n, "ax.plot([1, 2]);"),
        lambda n: code(n, "ax.plot([1, 2]);  # no output"),
        lambda n: code(n, "interact(f, x=1)"),
        lambda n: code(n, "with widgets.Output():\n    print(1)"),
        lambda n: code(n, "IPython.display.clear_output()"),
        lambda n: code(n, "display(1, display_id='x')"),
        lambda n: code(n, "name = input('Your name?')"),
    ],
    "headings_go_down_one_level_at_a_time": [
        lambda n: text(n, "No heading"),
        lambda n: text(n, "# One\n\n# Two"),
        lambda n: text(n, "# One\n\n### Three"),
        lambda n: n["cells"].insert(0, {"cell_type": "markdown", "id": "a-b", "source": "## First"}),
    ],
    "code_cells_are_short": [lambda n: code(n, "x = 1\n" * 16)],
    "pictures_are_charts_and_have_a_text": [
        lambda n: text(n, "# A\n\n![The town](town.png)"),
        lambda n: text(n, '# A\n\n<img src="town.png" alt="The town on that day">'),
        lambda n: output(n, "image/png", "iVBOR"),
        lambda n: output(n, "text/html", '<img alt="The town as it was on that day" src="data:x">'),
        lambda n: output(n, "text/html", PNG.replace("A sentence that says what it shows.", "")),
        lambda n: output(n, "text/html", PNG.replace('alt="A sentence that says what it shows."', "")),
    ],
    "marks_of_the_screen_can_be_read": [
        lambda n: text(n, "# A\n\nRead.<!-- screen --> Run the cell."),
        lambda n: text(n, "# A\n\nRead.<!-- /screen --> Run the cell.<!-- screen -->"),
        lambda n: text(n, "# A\n\nRead.<!--screen --> Run the cell.<!-- /screen -->"),
        lambda n: text(n, "# A\n\n<!-- screen -->Run the **cell**.<!-- /screen -->"),
    ],
    "links_lead_somewhere_and_say_where": [
        lambda n: text(n, "# A\n\n[The next lesson](02_not_there.ipynb)"),
        lambda n: text(n, "# A\n\n[The next lesson](/etc)"),
        lambda n: text(n, "# A\n\n[here](00_start_here.ipynb)"),
        lambda n: text(n, "# A\n\n[](00_start_here.ipynb)"),
    ],
    "outputs_are_the_same_on_every_computer": [
        lambda n: output(n, "text/plain", "<helpers.widgets.page.Page object at 0x7f3a5c0d1e50>"),
        lambda n: output(n, "text/plain", "Saved in /home/maria/my_record.json"),
        lambda n: output(n, "text/html", "<p>C:\\Users\\maria</p>"),
    ],
    "exercises_read_as_questions_before_they_are_run": [
        lambda n: output(n, "text/plain", "✓ This matches our reading.", word="who-says-lead"),
        lambda n: output(n, "text/plain", "An exercise to answer: Who says so?", word="who-says-lead"),
        lambda n: output(n, "text/plain", "Run this cell to answer: ", word="who-says-lead"),
        lambda n: first(n, "code", "who-says-lead").update(outputs=[]),
    ],
    "no_story_of_others_stands_in_the_file": [
        lambda n: output(n, "text/html", f"<p>{whole_story()}</p>"),
        lambda n: output(n, "text/html", "<p>" + whole_story().replace(" ", "</b> <b>") + "</p>"),
        lambda n: text(n, "# A\n\n" + " ".join(whole_story().split()[100:175])),
    ],
    "nothing_is_left_to_fill_in": [lambda n: text(n, "# A\n\nabout @@CORE minutes")],
    "sections_are_there_in_order": [
        lambda n: without_section(n, "## Warm up"),
        lambda n: without_section(n, "## What this cannot tell you"),
        swap_steps,
    ],
    "the_setup_cell_is_the_same_everywhere": [
        lambda n: rules.code_cells(n)[0].update(source="from helpers import *"),
        lambda n: n.update(cells=rules.text_cells(n)),
    ],
    "answer_cells_have_two_lines": [
        lambda n: code(n, 'answers = ["b", "a"]\nask_all("warm-up-01", answers)'),
        lambda n: code(n, 'ask_all("warm-up-01")'),
        lambda n: code(n, 'answers = ...\nprint(1)\nask_all("warm-up-01", answers)'),
        lambda n: rules.code_cells(n)[1]["metadata"].clear(),
        lambda n: rules.code_cells(n)[-1]["metadata"].update(tags=["answer"]),
    ],
    "text_cells_are_short": [lambda n: text(n, "# A\n\n" + "word " * 121)],
    "the_lesson_is_neither_short_nor_endless": [
        lambda n: n.update(cells=n["cells"][:24]),
        lambda n: n.update(cells=n["cells"] + n["cells"][:9]),
    ],
    "no_note_to_the_author_is_left": [
        lambda n: text(n, "# A\n\n*For the author: a question, or a verb phrase.*"),
        lambda n: text(n, "# Template: the lesson's question"),
        lambda n: text(n, "# A\n\n**Time:** about … minutes"),
    ],
    "who_reads_on_the_lesson_page_hears_of_no_cells": [
        lambda n: text(n, "# A\n\nRead.<!-- screen --> Run the next cell.<!-- /screen -->"),
        lambda n: text(n, "# A\n\nWrite `show_rule()` in a cell of your own."),
    ],
    "it_ends_with_what_is_known_today": [
        lambda n: rules.code_cells(n)[-1].update(source="show_speakers()"),
        lambda n: n["cells"].append(copy.deepcopy(rules.code_cells(n)[0])),
    ],
}
BROKEN = [(name, number) for name, breakages in BREAKAGES.items() for number in range(len(breakages))]


@pytest.mark.parametrize(("name", "number"), BROKEN)
def test_a_rule_finds_what_breaks_it(name, number):
    rule, notebook = getattr(rules, name), read(LESSON)
    assert not list(rule(notebook, LESSON))
    BREAKAGES[name][number](notebook)
    assert list(rule(notebook, LESSON))


def test_every_rule_was_broken_once():
    assert set(BREAKAGES) == {rule.__name__ for rule in (*rules.FOR_EVERY_NOTEBOOK, *rules.FOR_LESSONS)}


def test_a_notebook_without_outputs_is_refused():
    notebook = read(LESSON)
    for cell in rules.code_cells(notebook):
        cell.update(outputs=[], execution_count=None)
    found = [rule.__name__ for rule in rules.FOR_EVERY_NOTEBOOK if list(rule(notebook, LESSON))]
    assert {"every_cell_was_run_in_order", "what_a_cell_returns_is_stored"} <= set(found)
    for number, cell in enumerate(rules.code_cells(notebook), 1):
        cell["execution_count"] = number
    assert list(rules.what_a_cell_returns_is_stored(notebook, LESSON))


def test_the_first_lesson_has_a_list_of_sections_of_its_own():
    notebook = read(NOTEBOOKS / "00_start_here.ipynb")
    assert list(rules.sections_are_there_in_order(notebook, LESSON))
    without_section(notebook, "## A word of care")
    assert list(rules.sections_are_there_in_order(notebook, NOTEBOOKS / "00_start_here.ipynb"))


def test_a_sentence_of_the_story_may_stand_in_an_output_and_the_whole_may_not():
    longest = max(load_story("tass-2017-11-14").sentences.values(), key=lambda sentence: len(sentence.text))
    assert rules.longest_run_of_others(longest.text) == 0
    assert rules.longest_run_of_others(whole_story()) == len(rules.words_in(whole_story()))
