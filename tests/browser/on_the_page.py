"""What a learner sees and does on the lesson page: for the tests here, and for those of the browser edition."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

# Counts how often the page was made ready since it was loaded.
COUNT_READY = """
    window.timesReady = 0;
    window.addEventListener('wss:lesson-ready', () => { window.timesReady += 1; });
"""
IS_READY = """([name, times]) => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    return panel?.context?.path.endsWith(name) && window.timesReady >= times;
}"""
COUNTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .filter(({ model }) => model.type === 'code').map(({ model }) => model.executionCount)"""
VISIBLE = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .flatMap(({ node }, i) => node.getClientRects().length ? [i] : [])"""
# What can be seen or reached of Jupyter: text with a place, and stops of the Tab key.
NOT_OURS = """() => {
    const isSeen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
    const parts = '#jp-top-panel, #jp-menu-panel, #jp-left-stack, .jp-SideBar, #jp-bottom-panel, .jp-Toolbar,'
        + '.lm-TabBar, #top-panel, #menu-panel, .jp-InputPrompt, .jp-OutputPrompt, .jp-Collapser, .jp-cell-toolbar,'
        + '.jp-Notebook-footer, .cm-editor, .jp-CodeCell .jp-InputArea';
    return [...document.querySelectorAll(parts)].filter(isSeen).map((node) => node.className || node.id);
}"""
IN_VIEW = """(node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return top >= 0 && top < window.innerHeight && bottom > 0;
}"""


class OnThePage:
    """A lesson as the lesson page shows it; goes before a class that opens lessons."""

    def __init__(self, page, *others):
        super().__init__(page, *others)
        page.add_init_script(COUNT_READY)

    def ready(self, times=1):
        """Wait until the page has said so often that the lesson is ready."""
        self.page.wait_for_function(IS_READY, arg=[self.name, times], polling=50)
        return self

    def cells(self):
        """Return the places of the cells that can be seen, or reached by scrolling."""
        return self.page.evaluate(VISIBLE)

    def counts(self):
        """Return the numbers that Jupyter gave to the runs of the code cells."""
        return self.page.evaluate(COUNTS)

    def see_each_run(self, times=1):
        """See that all code cells were run so often in this kernel, in order, and that each exercise is there."""
        counts = self.counts()
        first = (times - 1) * len(counts) + 1
        assert counts == list(range(first, first + len(counts)))
        asking = sum(kind == "code" and source.startswith("answer") for kind, source in self.source())
        assert self.page.locator(".wss-view").count() == asking

    def not_ours(self):
        """Return what of Jupyter's can be seen."""
        return self.page.evaluate(NOT_OURS)

    def grave(self):
        """Return what axe finds serious or critical in the whole page."""
        found = Axe().run(self.page).response["violations"]
        return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    def place(self, number):
        """Return a cell, where it is."""
        return self.page.locator(f'.jp-Cell[data-windowed-list-index="{number}"]')

    def answer_deck(self, cell):
        """Answer every question of a row."""
        while True:
            panel = cell.locator(".wss-panel:visible")
            panel.get_by_role("radio").first.check()
            if panel.get_by_role("slider").count():
                panel.get_by_role("slider").fill("80")
            panel.locator(".wss-button--main").click()
            expect(panel.locator(".wss-feedback")).to_be_visible()
            if (reasons := panel.get_by_role("button", name="Show me the reasons")).count():
                reasons.click()
                expect(reasons).to_have_count(0)
            following = cell.get_by_role("button", name="Next", exact=True)
            if following.get_attribute("aria-disabled") == "true":
                return
            following.click()
