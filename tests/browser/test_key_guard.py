"""JupyterLab must not take a key that is meant for an exercise: `a` inserts a cell, `m` destroys the exercise's own.

Two kinds stand for all: one of plain controls, and the one with words that arrow keys lead through. What Tab, Ctrl and
Shift+Enter do is said in tests/js, and looked at here in the full run.
"""

import string

import pytest
from playwright.sync_api import expect

TYPED = string.ascii_lowercase + string.digits
KEYS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Space", "Delete", "Backspace", "Enter", "Escape")
# With Ctrl (on a Mac: Command) JupyterLab merges and moves cells, and undoes what was done to them.
CELL_KEYS = ("Backspace", "Shift+ArrowUp", "Shift+ArrowDown", "z", "Shift+z", "Shift+m")
EVERY_KIND = """
import time
from pathlib import Path

from helpers.kinds.choice.model import Choice, Option
from helpers.kinds.lab.model import Commitment, Lab, Slot, SlotOption, When
from helpers.kinds.ordering.model import Item, Order, Ordering
from helpers.kinds.sorting.model import Group, SortedItem, Sorting
from helpers.kinds.spans.model import AcceptedReading, Spans
from helpers.reading import Label
from helpers.kinds.text.model import TextAnswer
from helpers.lesson.asking import show_exercises
from helpers.story import Paragraph, Sentence, Span

OPTIONS = [Option("yes", "Yes", True, "So it is."), Option("no", "No", False, "It is not so.")]
GROUPS = [Group(one, f"Group {one}") for one in "abcd"]

SHOWN = {
    "choice": [Choice("choice", "Choose.", ["A text."], "Some help.", True, True, options=OPTIONS)],
    "text": [TextAnswer("text", "Write.", look_for=["Is it short?"])],
    "file": [TextAnswer("file", "Write.", file=True)],
    "lab": [
        Lab("lab", "Build.", slots=[Slot("verb", "Verb", [SlotOption("said", "said"), SlotOption("sang", "sang")])],
            sentence=[[When("She said.", when={"verb": ["said"]}), When("She sang.")]],
            commitments=[Commitment("it", "it", [When("So.", "stated")])])
    ],
    "ordering": [
        Ordering("ordering", "Order.", items=[Item("one", "One", "First."), Item("two", "Two", "Second.")],
                 accepted=[Order(["one", "two"], "So.")])
    ],
    "sorting": [
        Sorting("sorting", "Sort.", groups=GROUPS,
                items=[SortedItem("one", "One", ["a"], {group.id: "So." for group in GROUPS})])
    ],
    "spans": [
        Spans("spans", "Mark.", paragraphs=[Paragraph("p1", "body", (Sentence("s1", "The mayor said it rained."),))],
              labels=[Label("source", "Source", "Who speaks."), Label("cue", "Cue", "The verb.")],
              accepted=[AcceptedReading("Our reading", "So.", [("source", Span("s1", "The mayor"))])])
    ],
    "deck": [Choice(name, "Choose.", options=OPTIONS) for name in ("first", "second")],
}


class Slow(Choice):
    def feedback(self, answer):
        end = time.monotonic() + 60
        while not Path("go_on").exists() and time.monotonic() < end:
            time.sleep(0.01)
        return super().feedback(answer)


SHOWN["slow"] = [Slow("slow", "Choose.", options=OPTIONS)]


def show(name):
    return show_exercises(name, SHOWN[name])
"""
SCRATCH = "every_kind.ipynb"
KINDS = ["choice", "text", "file", "lab", "ordering", "sorting", "spans", "deck"]
ALWAYS = ["choice", "spans"]
OTHERS = [kind for kind in KINDS if kind not in ALWAYS]
sweep = pytest.mark.full("every key on every control of every kind of exercise")

# All that can hold the focus, in the order of the page; of the rows of a learner's marks the first stands for all.
CONTROLS = """(view) => {
    const words = [...view.querySelectorAll('.wss-word')];
    const labels = [...view.querySelectorAll('.wss-label')];
    for (const i of labels.keys()) {
        if (view.querySelectorAll('.wss-marks select').length >= labels.length) break;
        words[2 * i].click();
        labels[i].click();
    }
    const canFocus = (node) => (node.tabIndex >= 0 || node.hasAttribute('tabindex')) && node.checkVisibility();
    const all = [...view.querySelectorAll('*')].filter(canFocus);
    const rows = all.filter((node) => node.closest('.wss-marks'));
    return [...all.filter((node) => !rows.includes(node)), ...rows.slice(0, 2)];
}"""
FOCUS = f"""(view, number) => {{
    if (document.activeElement.matches('select')) document.activeElement.blur();
    const all = ({CONTROLS})(view);
    const node = all[Math.min(number, all.length - 1)];  // Back and Next may show a question with one control less
    node.focus({{ preventScroll: true }});
    if (document.activeElement !== node) throw new Error(`no focus: ${{node.outerHTML}}`);
    window.pressedOn = node.outerHTML;
}}"""
# A response takes the focus: one that is still on its way must come first.
ALL_ANSWERED = """() => [...document.querySelectorAll('.wss-actions [role=status]')]
    .every((line) => line.textContent !== 'Checking …')"""
# Whatever JupyterLab does by a key is a command; and what a notebook is, is its content.
WATCH = """() => {
    const app = window.jupyterapp;
    const panel = app.shell.currentWidget;
    window.done = [];
    window.addEventListener('keydown', ({ key }) => { window.pressed = key; }, true);
    const note = (what) => window.done.push(`${what}, by ${window.pressed} on ${window.pressedOn}`);
    app.commands.commandExecuted.connect((_, { id }) => note(id));
    panel.content.modelContentChanged.connect(() => note('the notebook changed'));
}"""
# Controls of an ipywidget that do not stand in our guarded view. JupyterLab spares what opens and closes in a card,
# and what asks it to.
UNGUARDED = """() => [...document.querySelectorAll('.jp-OutputArea-output .jupyter-widgets *')]
    .filter((node) => node.tabIndex >= 0 && !node.closest('.wss-view'))
    .filter((node) => !node.matches('summary, [data-lm-suppress-shortcuts]'))
    .map((node) => node.outerHTML)"""
# Keys made by a script, fifty times as fast as real ones: JupyterLab does not tell them apart.
MAKE_KEYS = """(typed) => {
    for (const key of typed) {
        const keyCode = key.toUpperCase().charCodeAt(0);
        const options = { key, code: key, keyCode, bubbles: true, cancelable: true, composed: true };
        for (const type of ['keydown', 'keyup']) document.activeElement.dispatchEvent(new KeyboardEvent(type, options));
    }
}"""
STATE = """() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.model.toJSON().cells.map((cell) => [cell.cell_type, cell.source, cell.execution_count]);
    return { cells, active: content.activeCellIndex, mode: content.mode };
}"""


IS_AT_THE_CELL = "() => document.activeElement.matches('.jp-Cell.jp-mod-active')"


@pytest.fixture(scope="module")
def lesson(request, learners, lab):
    """A notebook with every kind of exercise, open for all checks here: JupyterLab watched."""
    with learners.kept(request.session) as lesson:
        cells = [f'show("{name}")' for name in (*KINDS, "slow")]
        lesson.open(lab.scratch(SCRATCH, EVERY_KIND, *cells)).run_all()
        lesson.page.evaluate(WATCH)
        yield lesson


@pytest.fixture
def kinds(lesson):
    """The exercises by their kind."""
    lesson.beside(SCRATCH)
    return {name: lesson.cell(number).locator(".wss-view") for number, name in enumerate(KINDS, 2)}


def begin(lesson, view, control):
    """Focus a control, and forget what that did."""
    lesson.page.wait_for_function(ALL_ANSWERED)
    view.evaluate(FOCUS, control)
    lesson.page.evaluate("() => { window.done = []; }")


def done(lesson):
    return lesson.page.evaluate("() => window.done")


def count_controls(view):
    return view.evaluate(f"(view) => ({CONTROLS})(view).length")


def press_all_keys(lesson, view, *, by_hand=False):
    """Press every key on every control: letters and digits made by a script, `by_hand` real ones on the first."""
    view = view.element_handle()
    for control in range(count_controls(view)):
        begin(lesson, view, control)
        before = lesson.page.evaluate(STATE)
        if by_hand and control == 0:
            lesson.page.keyboard.type(TYPED)
        else:
            lesson.page.evaluate(MAKE_KEYS, TYPED)
        for key in KEYS:
            view.evaluate(FOCUS, control)
            lesson.page.keyboard.press(key)
        # Escape gives the focus back to the cell, once no words are selected
        if not lesson.page.evaluate(IS_AT_THE_CELL):
            lesson.page.keyboard.press("Escape")
        assert lesson.page.evaluate(IS_AT_THE_CELL)
        assert done(lesson) == []
        assert lesson.page.evaluate(STATE) == before


def see_shift_enter(lesson, view):
    """Press Shift+Enter on every control: what is not kept stays; once all is kept, it leads to the next cell."""
    for control in range(count_controls(view)):
        begin(lesson, view, control)
        if lesson.page.evaluate("() => document.activeElement.matches('.wss-button--main, .wss-deck-foot button')"):
            continue  # these do what they always do
        before = lesson.page.evaluate(STATE)
        lesson.page.keyboard.press("Shift+Enter")
        assert done(lesson) == []
        assert lesson.page.evaluate(STATE) == before
    expect(view.get_by_text("Not kept yet.")).to_be_visible()
    view.locator(".wss-panel:visible .wss-button--main").click()
    lesson.page.wait_for_function(ALL_ANSWERED)  # feedback of another test may stand there already
    view.locator(".wss-feedback-heading:visible").press("Shift+Enter")
    lesson.page.wait_for_function(
        "() => window.done.some((what) => what.startsWith('notebook:run-cell-and-select-next'))"
    )
    lesson.wait_until_shown()
    expect(view.get_by_text("Your answer from before is back.").first).to_be_visible()


def see_tab_leave(lesson, view):
    """Press Tab and Shift+Tab on every control: they must leave it, and in the end the exercise."""
    view = view.element_handle()
    for key in ("Tab", "Shift+Tab"):
        for control in range(count_controls(view)):
            begin(lesson, view, control)
            held = lesson.page.evaluate_handle("() => document.activeElement")
            lesson.page.keyboard.press(key)
            assert held.evaluate("(node) => node !== document.activeElement"), (key, held)
        begin(lesson, view, 0)
        for _ in range(50):
            lesson.page.keyboard.press(key)
            if view.evaluate("(view) => !view.contains(document.activeElement)"):
                break
        else:
            raise AssertionError(f"{key} never left {view}")


def change_all(kinds):
    """Change every exercise, so that there is something to lose."""
    for name in ("choice", "sorting", "deck", "lab"):
        for option in (1, 0):
            kinds[name].get_by_role("radio").nth(option).check()
    kinds["choice"].get_by_role("slider").fill("80")
    for name in ("text", "file"):
        kinds[name].get_by_role("textbox").fill("Some words.")
    kinds["ordering"].get_by_role("listitem").first.get_by_role("button", name="Move down").click()
    kinds["spans"].locator(".wss-word").last.click()
    kinds["spans"].locator(".wss-label").first.click()


@pytest.mark.parametrize("names", [pytest.param(ALWAYS, id="always"), pytest.param(OTHERS, id="others", marks=sweep)])
def test_no_key_of_an_exercise_reaches_the_notebook(lesson, kinds, names):
    before = {name: count_controls(view) for name, view in kinds.items()}
    least = {"choice": 5, "text": 2, "file": 3, "lab": 3, "ordering": 5, "sorting": 3, "spans": 10, "deck": 6}
    assert all(before[name] >= least[name] for name in KINDS), before
    for name in names:
        press_all_keys(lesson, kinds[name], by_hand=True)
    # by now every button was pressed, and the feedback has come
    back = kinds["deck"].get_by_role("button", name="Back", exact=True)
    while back.get_attribute("aria-disabled") == "false":  # what is not kept there holds once
        back.click()
    for name in names:
        view = kinds[name]
        expect(view.locator(".wss-feedback:visible")).to_have_count(1)
        # once there is nothing new to check, the button is away
        away = view.locator(".wss-panel:visible .wss-button--main[hidden]").count()
        # how sure one was and why is a line, which opens
        lines = view.locator(".wss-how-sure:not([open]) > summary:visible")
        for line in lines.all():
            line.click()
        assert count_controls(view) + away > before[name]
        press_all_keys(lesson, view)
    # where nothing guards, made keys do reach JupyterLab: the focus is now on a cell
    lesson.page.evaluate(MAKE_KEYS, "k")
    assert any(what.startswith("notebook:move-cursor-up") for what in done(lesson))


@sweep
def test_shift_enter_loses_nothing(lesson, kinds):
    change_all(kinds)
    for view in kinds.values():
        see_shift_enter(lesson, view)


@sweep
def test_tab_leaves_an_exercise(lesson, kinds):
    for view in kinds.values():
        see_tab_leave(lesson, view)


@sweep
def test_ctrl_reaches_jupyterlab(lesson, kinds):
    without = []
    for view in kinds.values():
        for control in range(count_controls(view)):
            begin(lesson, view, control)
            lesson.page.keyboard.press("ControlOrMeta+s")
            if not any(what.startswith("docmanager:save") for what in done(lesson)):
                without.append(lesson.page.evaluate("() => window.pressedOn"))
    assert without == [], "Ctrl+S does not save here"
    begin(lesson, kinds["spans"], 0)
    lesson.page.keyboard.press("ControlOrMeta+Shift+c")
    expect(lesson.page.locator("#modal-command-palette")).to_be_visible()
    lesson.page.keyboard.press("Escape")


def test_feedback_that_comes_late_leaves_the_focus_where_the_learner_is(lesson, lab, kinds):
    """While Python thinks, a learner presses the button and goes on writing elsewhere."""
    slow = lesson.cell(lesson.number('show("slow")')).locator(".wss-view")
    box = kinds["text"].get_by_role("textbox")
    slow.get_by_role("radio").first.check()
    slow.get_by_role("button", name="Check my answer").click()
    expect(slow.get_by_text("Checking …")).to_be_visible()
    box.click()
    (lab.lessons / "go_on").touch()
    expect(slow.locator(".wss-feedback")).to_be_visible()
    expect(box).to_be_focused()


def opens_and_closes_by_keys(lesson, summary):
    """Press Enter and the space bar on what unfolds: it turns each time, and the notebook takes no key."""
    lesson.page.evaluate(WATCH)
    summary.focus()
    lesson.page.evaluate("() => { window.done = []; }")
    before = lesson.page.evaluate(STATE)
    is_open = summary.evaluate("(node) => node.parentElement.open")
    for key in ("Enter", "Space"):
        lesson.press(key)
        is_open = not is_open
        assert summary.evaluate("(node) => node.parentElement.open") is is_open
    assert done(lesson) == []
    assert lesson.page.evaluate(STATE) == before


@pytest.mark.full("what unfolds in a card, by keys, in lessons 00 and 01")
def test_what_holds_the_focus_in_an_output_without_being_ours(lesson):
    """No core ipywidget with a control; and what opens and closes in a card does so by keys."""
    lesson.beside("00_start_here.ipynb").run_all()
    assert lesson.page.evaluate(UNGUARDED) == []
    [rule] = lesson.cell(lesson.number("show_rule()")).locator("summary").all()
    opens_and_closes_by_keys(lesson, rule)
    lesson.beside("01_who_says_so.ipynb").run_all()
    assert lesson.page.evaluate(UNGUARDED) == []
    status = lesson.cell(lesson.number("show_status()")).locator("summary").all()
    assert len(status) == 2  # all that is known, and where it comes from
    for summary in status:
        opens_and_closes_by_keys(lesson, summary)


@sweep
def test_ctrl_does_nothing_to_cells_from_within_an_exercise(lesson, kinds):
    """Last, since a cell that was merged or moved would be missed by the others."""
    lesson.beside("every_kind.ipynb")
    for view in (locator.element_handle() for locator in kinds.values()):
        for control in range(count_controls(view)):
            begin(lesson, view, control)
            before = lesson.page.evaluate(STATE)["cells"]
            for key in CELL_KEYS:
                view.evaluate(FOCUS, control)
                lesson.page.keyboard.press(f"ControlOrMeta+{key}")
            assert done(lesson) == []
            assert lesson.page.evaluate(STATE)["cells"] == before
