"""JupyterLab must not take a key that is meant for an exercise: `a` inserts a cell, `m` destroys the exercise's own."""

import string

import pytest
from playwright.sync_api import expect

KEYS = [
    *string.ascii_lowercase,
    *string.digits,
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"),
    *("Space", "Escape", "Delete", "Backspace", "Enter", "Shift+Enter"),
]
EVERY_KIND = """
from helpers.exercises.choice import Choice, Option
from helpers.exercises.ordering import Item, Order, Ordering
from helpers.exercises.sorting import Group, SortedItem, Sorting
from helpers.exercises.spans import AcceptedReading, Label, Spans
from helpers.exercises.text_answer import TextAnswer
from helpers.lesson import Asked
from helpers.story import Paragraph, Sentence, Span

OPTIONS = [Option("yes", "Yes", True, "So it is."), Option("no", "No", False, "It is not so.")]
AB, ABCD = ([Group(one, f"Group {one}") for one in letters] for letters in ("ab", "abcd"))


def sorting(name, groups):
    return Sorting(name, name, groups=groups, items=[SortedItem("one", "One", ["a"], {g.id: "So." for g in groups})])


SHOWN = {
    "choice": [Choice("choice", "Choose.", ["A text."], "Some help.", True, True, options=OPTIONS)],
    "text": [TextAnswer("text", "Write.", look_for=["Is it short?"])],
    "ordering": [
        Ordering("ordering", "Order.", items=[Item("one", "One", "First."), Item("two", "Two", "Second.")],
                 accepted=[Order(["one", "two"], "So.")])
    ],
    "radios": [sorting("radios", AB)],
    "menu": [sorting("menu", ABCD)],
    "spans": [
        Spans("spans", "Mark.", paragraphs=[Paragraph("p1", "body", (Sentence("s1", "The mayor said it rained."),))],
              labels=[Label("source", "Source", "Who speaks."), Label("cue", "Cue", "The verb.")],
              accepted=[AcceptedReading("Our reading", "So.", [("source", Span("s1", "The mayor"))])])
    ],
    "deck": [Choice(name, "Choose.", options=OPTIONS) for name in ("first", "second")],
}
def show(name):
    return Asked(name, SHOWN[name], [...] * len(SHOWN[name]))
"""
KINDS = ["choice", "text", "ordering", "radios", "menu", "spans", "deck"]

# All that can hold the focus, in the order of the page; of the rows of a learner's marks the first stands for all.
CONTROLS = """(view) => {
    const words = [...view.querySelectorAll('.wss-word')];
    const labels = [...view.querySelectorAll('.wss-label')];
    for (const i of labels.keys()) {
        if (view.querySelectorAll('.wss-marks select').length >= labels.length) break;
        words[2 * i].click();
        labels[i].click();
    }
    const canFocus = (node) => (node.tabIndex >= 0 || node.hasAttribute('tabindex')) && node.getClientRects().length;
    const all = [...view.querySelectorAll('*')].filter(canFocus);
    const rows = all.filter((node) => node.closest('.wss-marks'));
    return [...all.filter((node) => !rows.includes(node)), ...rows.slice(0, 2)];
}"""
FOCUS = f"""(view, number) => {{
    if (document.activeElement.matches('select')) document.activeElement.blur();
    const node = ({CONTROLS})(view)[number];
    node.focus({{ preventScroll: true }});
    if (document.activeElement !== node) throw new Error(`no focus: ${{node.outerHTML}}`);
    window.pressedOn = node.outerHTML;
}}"""
CELL_IS_ACTIVE = """async (view) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    while (!content.activeCell.node.contains(view)) await new Promise(requestAnimationFrame);
}"""
IS_FOCUSED = f"(view, number) => ({CONTROLS})(view)[number] === document.activeElement"
# Whatever JupyterLab does by a key is a command; and what a notebook is, is its content.
WATCH = """() => {
    const app = window.jupyterapp;
    const panel = app.shell.currentWidget;
    window.done = [];
    window.addEventListener('keydown', ({ key }) => { window.pressed = key; }, true);
    const note = (what) => window.done.push(`${what}, by ${window.pressed} on ${window.pressedOn}`);
    app.commands.commandExecuted.connect((_, { id }) => note(id));
    panel.content.modelContentChanged.connect(() => note('the notebook changed'));
    panel.content.activeCellChanged.connect(() => note('another cell became active'));
}"""
STATE = """() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.model.toJSON().cells.map((cell) => [cell.cell_type, cell.source, cell.execution_count]);
    return { cells, active: content.activeCellIndex, mode: content.mode };
}"""


@pytest.fixture
def kinds(lesson, lab):
    """A notebook with every kind of exercise, and JupyterLab watched."""
    cells = [f'show("{name}")' for name in KINDS]
    lesson.open(lab.scratch("every_kind.ipynb", EVERY_KIND, *cells)).run_all()
    lesson.page.evaluate(WATCH)
    return {name: lesson.cell(number).locator(".wss-view") for number, name in enumerate(KINDS, 2)}


def begin(lesson, view, control):
    """Focus a control, wait until JupyterLab has seen it, and forget what that did."""
    view.evaluate(FOCUS, control)
    view.evaluate(CELL_IS_ACTIVE)
    lesson.page.evaluate("() => { window.done = []; }")


def done(lesson):
    return lesson.page.evaluate("() => window.done")


def press_all_keys(lesson, view):
    """Press every key on every control; return how many controls there were."""
    controls = view.evaluate(f"(view) => ({CONTROLS})(view).length")
    for control in range(controls):
        begin(lesson, view, control)
        before = lesson.page.evaluate(STATE)
        for key in KEYS:
            view.evaluate(FOCUS, control)
            lesson.page.keyboard.press(key)
        assert done(lesson) == []
        assert lesson.page.evaluate(STATE) == before
        assert before["mode"] == "command"
    return controls


def test_no_key_of_an_exercise_reaches_the_notebook(lesson, kinds):
    count = {}
    for name, view in kinds.items():
        count[name] = press_all_keys(lesson, view)
    print(count)
