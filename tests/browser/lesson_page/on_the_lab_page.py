"""The lesson page in JupyterLab, as start.py starts it."""

from on_the_page import OnThePage

from conftest import TOKEN, Lesson


class OnLabPage(OnThePage, Lesson):
    """A lesson as the lesson page shows it in JupyterLab."""

    def __init__(self, page, lab):
        super().__init__(page, lab)
        self.console = []
        page.on("console", lambda line: line.type == "error" and self.console.append(line.text))

    def open(self, name, path="lab/tree"):
        self.name = name
        self.page.goto(f"{self.lab.address}/{path}/{name}?reset&token={TOKEN}")
        return self

    def show_in(self, theme):
        """Choose one of JupyterLab's themes, and wait until it is there."""
        self.page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        self.page.wait_for_function("(theme) => document.body.dataset.jpThemeName === theme", arg=theme)
