"""The lesson page in JupyterLab, as start.py starts it."""

from on_the_page import OnThePage

from conftest import TOKEN, Lesson

# What the page counts begins anew.
OPEN_BESIDE = """(path) => {
    window.timesReady = 0;
    return window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => null);
}"""
WINDOW = {"width": 1366, "height": 768}


class OnLabPage(OnThePage, Lesson):
    """A lesson as the lesson page shows it in JupyterLab."""

    def __init__(self, page, lab):
        super().__init__(page, lab)
        self.console = []
        page.on("console", lambda line: line.type == "error" and self.console.append(line.text))

    def load(self, name, path="lab/tree"):
        """Open a lesson in a page of Jupyter that is loaded anew: `ready` waits for it."""
        self.name = name
        self.page.goto(f"{self.lab.address}/{path}/{name}?reset&token={TOKEN}")
        return self

    def open(self, name):
        """Open a lesson: in a page that shows JupyterLab in the place of what is there. `ready` waits for it."""
        if self.page.url == "about:blank":
            return self.load(name)
        self.name = name
        self.page.evaluate(OPEN_BESIDE, name)
        return self

    def end_kernels(self):
        """End every kernel, as a night does."""
        for session in self.lab._ask("api/sessions"):
            self.lab._ask(f"api/sessions/{session['id']}", "DELETE")

    def next_day(self, name):
        """Open a lesson in a page that is loaded anew, with no kernel of yesterday."""
        self.save()
        self.end_kernels()
        self.page.goto("about:blank")
        return self.load(name).ready()

    def show_in(self, theme):
        """Choose one of JupyterLab's themes, and wait until it is there."""
        self.page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        self.page.wait_for_function("(theme) => document.body.dataset.jpThemeName === theme", arg=theme)
