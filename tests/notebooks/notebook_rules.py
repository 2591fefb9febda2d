"""What every notebook of the course must be like: one function a rule, each returns what is wrong, in words.

The rules keep strict nbval honest (outputs committed, deterministic, read by people) and the lessons alike.
"""

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from helpers.content import data_folder
from helpers.notebooks import lesson_files, page_files
from helpers.on_paper.lesson_code import BY_CELLS, MARKS_OF_THE_SCREEN, SCREEN_ONLY, text_on_screen
from helpers.story import load_story, story_ids

SETUP = """\
import sys
from pathlib import Path
near = [str(up) for up in Path.cwd().parents[:2] if (up / "helpers" / "lesson").is_dir()]
after_python = next((n for n, path in enumerate(sys.path) if not path or path.endswith("-packages")), len(sys.path))
sys.path[after_python:after_python] = near  # the folder “helpers” is near this lesson: nothing to install
from helpers import *"""
EXERCISE_VERBS = {"ask", "ask_all", "build", "mark", "sort", "write", "take_form", "take_other_form"}
# Verbs of the notebook about the record: they ask in the same cells, but what is typed is no answer to keep.
RECORD_VERBS = {"hand_in", "start_again", "delete_my_record"}
ANSWER_CELL = re.compile(
    r'answer = \.\.\.\n(?:ask|build|mark|sort|write)\("[a-z0-9-]+", answer\)'
    r"|answer = \.\.\.\n(?:hand_in|start_again|delete_my_record)\(answer\)"
    r'|answers = \.\.\.\n(?:ask_all\("[a-z0-9-]+", answers\)|take_(?:other_)?form\(answers\))'
)
# The core of a lesson fits a period; the parts called “More” come on top.
CELLS_OF_THE_CORE, CELLS_IN_ALL = range(25, 41), 48
CODE_LINES, PROSE_WORDS = 15, 120
SHOW_STATUS = ("show_status()", "show_status(full=True)")
# So many words on end of a story that others own may stand in an output: one sentence, never the story.
WORDS_OF_OTHERS = 60
FIRST_LESSON_SECTIONS = [
    "A word of care",
    "How a notebook works",
    "Is everything ready?",
    "Look first",
    "Step 1",
    "Step 2",
    "Check yourself",
    "What this cannot tell you",
    "What is known today",
    "Key points",
]
LESSON_SECTIONS = [
    "Warm up",
    "Look first",
    "Step 1",
    "Step 2",
    "Step 3",
    "Check yourself",
    "What this cannot tell you",
    "Your turn",
    "Compare with our reading",
    "Key points",
]
FORBIDDEN = {
    "interact": "ipywidgets.interact leaks prints into the outputs",
    "interactive": "ipywidgets.interactive leaks prints into the outputs",
    "Output": "an Output widget is not compared by nbval",
    "clear_output": "nbval does not handle clear_output",
    "input": "a lesson that waits for a line cannot be run by itself",
    "uuid4": "an output with a new id each time cannot be compared",
}
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
MARKS_IN_TURN = ["<!-- screen -->", "<!-- /screen -->"]
PICTURE_DATA = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
PLACE_IN_MEMORY = re.compile(r"\b0x[0-9a-fA-F]{6,}")
PLACE_ON_DISK = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|Users|opt|work|usr|var|mnt)/\w|\b[A-Z]:\\\w")
READABLE_ID = re.compile(r"(?:\d\d-)?[a-z0-9]+(?:-[a-z0-9]+)*")
RANDOM_ID = re.compile(r"(?=.*\d)[0-9a-f]{8}(?:-[0-9a-f-]+)?")
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")


def text_of(cell):
    return "".join(cell["source"])


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def text_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def texts_of_output(output):
    """Return every text that an output stores, by its kind."""
    if "text" in output:
        return {"text/plain": "".join(output["text"])}
    return {kind: "".join(data) for kind, data in output.get("data", {}).items() if isinstance(data, list | str)}


def outputs(notebook):
    return [(cell, output) for cell in code_cells(notebook) for output in cell["outputs"]]


def names_in(source):
    """Return every name that a cell uses, after a dot too."""
    nodes = list(ast.walk(ast.parse(source)))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def headings(notebook):
    """Return level and text of each heading, code blocks left out."""
    found = []
    for cell in text_cells(notebook):
        prose = re.sub(r"^```.*?^```", "", text_of(cell), flags=re.MULTILINE | re.DOTALL)
        found += [(len(level), text) for level, text in re.findall(r"^(#{1,6}) +(.+)$", prose, re.MULTILINE)]
    return found


# --- Every notebook ---------------------------------------------------------------------------------------


def every_cell_was_run_in_order(notebook, path):
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"the cells were run as {counts}: run them from top to bottom in a fresh kernel"


def what_a_cell_returns_is_stored(notebook, path):
    for cell in code_cells(notebook):
        statements = ast.parse(text_of(cell)).body
        if statements and isinstance(statements[-1], ast.Expr) and not cell["outputs"]:
            yield f"cell {cell['id']} has no output: nbval would compare nothing"


def no_cell_failed(notebook, path):
    for cell, output in outputs(notebook):
        if output["output_type"] == "error" or output.get("name") == "stderr":
            yield f"cell {cell['id']} stores an error or a warning"


def metadata_are_the_ones_we_write(notebook, path):
    name = path.name[:2] if path.name[:2].isdecimal() else path.stem if path in page_files() else ""
    if notebook["metadata"] != METADATA | ({"who_says_so": {"lesson": name}} if name else {}):
        yield f"the notebook's metadata are {sorted(notebook['metadata'])}, not the ones of authoring.refresh"
    for cell in notebook["cells"]:
        if not set(cell["metadata"]) <= {"tags"}:
            yield f"cell {cell['id']} has the metadata {sorted(cell['metadata'])}"
        if set(cell["metadata"].get("tags", ())) - {"answer", SCREEN_ONLY, BY_CELLS}:
            yield f"cell {cell['id']} has the tags {cell['metadata']['tags']}, one of which we do not use"


def widget_views_are_not_stored(notebook, path):
    for cell, output in outputs(notebook):
        if any("widget" in kind for kind in output.get("data", {})):
            yield f"cell {cell['id']} stores a view of a widget, which dies with its kernel"


def cell_ids_are_unique_and_can_be_read(notebook, path):
    ids = [cell["id"] for cell in notebook["cells"]]
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"the cell id {one} stands twice"
    for one in ids:
        if RANDOM_ID.fullmatch(one) or not READABLE_ID.fullmatch(one):
            yield f"the cell id {one} cannot be read: write words, or the lesson and a place"


def code_uses_nothing_that_cannot_be_compared(notebook, path):
    for cell in code_cells(notebook):
        source = text_of(cell)
        if re.search(r"^\s*(!|%)", source, re.MULTILINE):
            yield f"cell {cell['id']} calls a shell or a magic"
            continue
        if re.search(r";\s*(#.*)?$", source, re.MULTILINE):
            yield f"cell {cell['id']} ends a line with a semicolon, which nbval does not know"
        for name in sorted(names_in(source) & FORBIDDEN.keys()):
            yield f"cell {cell['id']} uses {name}: {FORBIDDEN[name]}"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.keyword) and node.arg == "display_id":
                yield f"cell {cell['id']} uses display_id: nbval does not handle it"


def headings_go_down_one_level_at_a_time(notebook, path):
    levels = [level for level, _ in headings(notebook)]
    if levels.count(1) != 1 or levels[:1] != [1]:
        yield "the notebook must have one heading of level 1, and begin with it"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"


def code_cells_are_short(notebook, path):
    for cell in code_cells(notebook):
        if len(text_of(cell).splitlines()) > CODE_LINES:
            yield f"cell {cell['id']} has more than {CODE_LINES} lines of code"


def pictures_are_charts_and_have_a_text(notebook, path):
    for cell in text_cells(notebook):
        if re.search(r"!\[|<img\b", text_of(cell)) or cell.get("attachments"):
            yield f"cell {cell['id']} has a picture: only charts are shown, and a chart is an output"
    for cell, output in outputs(notebook):
        if any(kind.startswith(("image/", "application/pdf")) for kind in output.get("data", {})):
            yield f"cell {cell['id']} stores a bare picture, which has no text for those who cannot see it"
        html = texts_of_output(output).get("text/html", "")
        in_charts = "".join(re.findall(r'<figure class="wss-chart">.*?</figure>', html, re.DOTALL))
        if html.count("<img") != in_charts.count("<img"):
            yield f"cell {cell['id']} shows a picture that is no chart"
        for tag in re.findall(r"<img\b[^>]*>", html):
            if not re.search(r'\balt="[^"]{20,}"', tag):
                yield f"cell {cell['id']} shows a chart without a sentence as its text"


def marks_of_the_screen_can_be_read(notebook, path):
    for cell in text_cells(notebook):
        source = text_of(cell)
        marks = MARKS_OF_THE_SCREEN.findall(source)
        if "screen -->" in MARKS_OF_THE_SCREEN.sub("", source) or marks != MARKS_IN_TURN * (len(marks) // 2):
            yield f"cell {cell['id']} has marks of the screen that are misspelt or do not come in pairs"
        if re.search(r"^<!-- /?screen -->.", source, re.MULTILINE):
            yield f"cell {cell['id']} has text after a mark at the beginning of a line: put the mark on its own line"


def links_lead_somewhere_and_say_where(notebook, path):
    for cell in text_cells(notebook):
        for label, target in LINK.findall(text_of(cell)):
            if len(label.strip()) < 4 or label.strip().lower() in {"here", "link", "this", "click here"}:
                yield f"cell {cell['id']}: the link “{label}” does not say where it leads"
            if target.startswith(("http://", "https://", "mailto:")):
                continue
            file = target.partition("#")[0]
            if Path(file).is_absolute() or not (Path(path).parent / file).exists():
                yield f"cell {cell['id']}: the link to “{target}” leads nowhere"


def outputs_are_the_same_on_every_computer(notebook, path):
    for cell, output in outputs(notebook):
        for text in texts_of_output(output).values():
            bare = PICTURE_DATA.sub("", text)
            for pattern in (PLACE_IN_MEMORY, PLACE_ON_DISK):
                if found := pattern.search(bare):
                    yield f"cell {cell['id']} stores {found.group()}…, which is not the same everywhere"


def exercises_read_as_questions_before_they_are_run(notebook, path):
    for cell in code_cells(notebook):
        if not names_in(text_of(cell)) & (EXERCISE_VERBS | RECORD_VERBS | {"check_setup"}):
            continue
        told = [texts_of_output(output).get("text/plain", "") for output in cell["outputs"]]
        if len(told) != 1 or not re.match(r"Run this cell to answer: \S.{10,}", told[0]):
            yield f"cell {cell['id']} does not read “Run this cell to answer: …”, but {told}"


def no_story_of_others_stands_in_the_file(notebook, path):
    for cell in notebook["cells"]:
        texts = [text_of(cell)]
        texts += [text for output in cell.get("outputs", ()) for text in texts_of_output(output).values()]
        for text in texts:
            if found := longest_run_of_others(text):
                yield f"cell {cell['id']} holds {found} words on end of a story that others own"


def nothing_is_left_to_fill_in(notebook, path):
    for cell in notebook["cells"]:
        if found := re.search(r"@@\w+|\bTODO\b|\bFIXME\b|\bXXX\b", text_of(cell)):
            yield f"cell {cell['id']} still has {found.group()}"


# --- Lessons only -----------------------------------------------------------------------------------------


def sections_are_there_in_order(notebook, path):
    wanted = FIRST_LESSON_SECTIONS if Path(path).name.startswith("00") else LESSON_SECTIONS
    there = iter(text.removeprefix("More: ") for level, text in headings(notebook) if level == 2)
    for section in wanted:
        if not any(text.startswith(section) for text in there):
            yield f"the section “{section}” is missing or stands elsewhere"
            return


def the_setup_cell_is_the_same_everywhere(notebook, path):
    if not code_cells(notebook) or text_of(code_cells(notebook)[0]) != SETUP:
        yield "the first code cell is not the setup cell that all lessons share"


def answer_cells_have_two_lines(notebook, path):
    for cell in code_cells(notebook):
        source, tags = text_of(cell), cell["metadata"].get("tags", [])
        asks = bool(names_in(source) & (EXERCISE_VERBS | RECORD_VERBS))
        if asks and not ANSWER_CELL.fullmatch(source):
            yield f"cell {cell['id']} is not “answer = ...” and one call"
        if asks != ("answer" in tags):
            yield f"cell {cell['id']} asks something and has no tag “answer”, or the other way round"


def text_cells_are_short(notebook, path):
    for cell in text_cells(notebook):
        words = len(text_on_screen(text_of(cell)).split())
        if words > PROSE_WORDS:
            yield f"cell {cell['id']} has {words} words: up to {PROSE_WORDS} are read in one go"


def the_lesson_is_neither_short_nor_endless(notebook, path):
    # The way on to the next lesson is no part of this one.
    cells = [cell for cell in notebook["cells"] if not text_of(cell).startswith("show_finish(")]
    core, more = 0, False
    for cell in cells:
        found = [text for level, text in headings({"cells": [cell]}) if level == 2]
        more = found[-1].startswith("More") if found else more
        core += not more
    if core not in CELLS_OF_THE_CORE:
        yield f"{core} cells outside the parts called “More” are not within {CELLS_OF_THE_CORE}"
    if len(cells) > CELLS_IN_ALL:
        yield f"{len(cells)} cells are more than {CELLS_IN_ALL}"


@cache
def first_lesson_with_evidence():
    """Return the file name of the first lesson that shows what others found; in those before, a box must say it."""
    return next(path.name for path in lesson_files() if "open_pack(" in path.read_text(encoding="utf-8"))


def no_note_to_the_author_is_left(notebook, path):
    for cell in text_cells(notebook):
        if found := re.search(r"For the author:|# Template:|\babout … minutes", text_of(cell)):
            yield f"cell {cell['id']} still has a note of the template to its author: “{found.group()}”"


def who_reads_on_the_lesson_page_hears_of_no_cells(notebook, path):
    for cell in text_cells(notebook):
        if "by-cells" not in cell["metadata"].get("tags", ()):
            seen = re.sub(r'<span class="wss-cells">.*?</span>', "", text_of(cell), flags=re.DOTALL)
            for found in re.findall(r"\b(?:[Rr]un|in) (?:it|the|an?)\b[^.]{0,20}\bcells?\b", seen):
                yield f"{cell['id']}: {found!r} is no use to who sees no cells: class wss-cells"


def it_ends_with_what_is_known_today(notebook, path):
    # The way on to the next lesson is nothing of the story.
    shown = [cell for cell in map(text_of, code_cells(notebook)) if not cell.startswith("show_finish(")]
    if Path(path).name < first_lesson_with_evidence() and shown[-1] not in SHOW_STATUS:
        yield "the last that is shown of the story must be show_status(): nobody leaves with the accusation alone"


FOR_EVERY_NOTEBOOK = (
    every_cell_was_run_in_order,
    what_a_cell_returns_is_stored,
    no_cell_failed,
    metadata_are_the_ones_we_write,
    widget_views_are_not_stored,
    cell_ids_are_unique_and_can_be_read,
    code_uses_nothing_that_cannot_be_compared,
    headings_go_down_one_level_at_a_time,
    code_cells_are_short,
    pictures_are_charts_and_have_a_text,
    marks_of_the_screen_can_be_read,
    links_lead_somewhere_and_say_where,
    outputs_are_the_same_on_every_computer,
    exercises_read_as_questions_before_they_are_run,
    no_story_of_others_stands_in_the_file,
    nothing_is_left_to_fill_in,
)
FOR_LESSONS = (
    who_reads_on_the_lesson_page_hears_of_no_cells,
    sections_are_there_in_order,
    the_setup_cell_is_the_same_everywhere,
    answer_cells_have_two_lines,
    text_cells_are_short,
    the_lesson_is_neither_short_nor_endless,
    no_note_to_the_author_is_left,
    it_ends_with_what_is_known_today,
)


def words_in(text):
    """Return the words of a text, or of some HTML, without tags, capitals and punctuation."""
    plain = re.sub(r"<style>.*?</style>|<[^>]+>|data:\S+", " ", text, flags=re.DOTALL)
    plain = plain.replace("&quot;", " ").replace("&#x27;", "'").replace("’", "'").replace("&amp;", "&")
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", plain.casefold())


def _runs(words, length):
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _stories_of_others():
    for story_id in story_ids():
        story = load_story(story_id)
        if not story.about["written_for_the_course"]:
            yield words_in((data_folder() / "stories" / story_id / "story.txt").read_text(encoding="utf-8"))


def longest_run_of_others(text):
    """Return how many words on end of a published story a text holds, if more than we allow, else 0."""
    words = words_in(text)
    for theirs in _stories_of_others():
        if _runs(words, WORDS_OF_OTHERS + 1) & _runs(theirs, WORDS_OF_OTHERS + 1):
            return next(
                length
                for length in range(len(theirs), WORDS_OF_OTHERS, -1)
                if _runs(words, length) & _runs(theirs, length)
            )
    return 0
