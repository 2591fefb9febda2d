"""Plain Jupyter, without the lesson page: the question whose cell was run is in view, and nothing else moves."""

import pytest
from playwright.sync_api import expect

LESSON = "01_who_says_so.ipynb"
RUNS = 3
# How far the question of a cell is below the top of what is to be read.
BELOW_TOP = """(number) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const view = content.widgets[number].node.querySelector('.wss-view');
    return view.getBoundingClientRect().top - content.outerNode.getBoundingClientRect().top;
}"""
ACTIVE = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
SELECT = "(number) => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = number; }"
A_WHILE = 1500  # milliseconds, in which a page that moves would have moved


@pytest.mark.full("plain Jupyter: the question whose cell was run comes to the top (tests/js says when)")
def test_the_question_whose_cell_was_run_is_at_the_top_and_stays_where_the_learner_leaves_it(new_lesson):
    lesson = new_lesson(viewport={"width": 1366, "height": 768})
    page = lesson.load(LESSON).page
    code = [number for number, (kind, _) in enumerate(lesson.source()) if kind == "code"]
    asking = [number for number in code if lesson.source()[number][1].startswith("answer")][:RUNS]
    lesson.run(code[0])
    page.locator(".jp-Notebook").focus()
    for number in asking:
        page.evaluate(SELECT, number)
        page.keyboard.press("Shift+Enter")
        expect(lesson.page.locator(f'.jp-Cell[data-windowed-list-index="{number}"] .wss-view')).to_be_attached()
        page.wait_for_timeout(A_WHILE)
        assert abs(page.evaluate(BELOW_TOP, number)) < 2
        assert page.evaluate(ACTIVE) == number + 1

    # what was seen before is shown again without a move, here in a second view of the same notebook
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:clone').then(() => null)")
    page.wait_for_timeout(A_WHILE)
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.outerNode.scrollTop") == 0
