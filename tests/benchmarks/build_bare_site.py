"""Build what the browser edition is measured against: JupyterLite with one core widget, by the same builder.

Run by `site_figures.py` with the environment that builds the site: ``python build_bare_site.py FOLDER``.
"""

import sys
from pathlib import Path

import nbformat

from browser_edition.build import ROOT, Site, write_zip
from browser_edition.fetch import pyodide_lock

CORE_WIDGET = "import ipywidgets\nipywidgets.RadioButtons(options=['fact', 'with its speaker', 'wait'], value=None)"


class BareSite(Site):
    """The same without helpers, data and first page, and with Pyodide started as it comes."""

    def _write_configuration(self, python, packages):
        super()._write_configuration(python, packages)
        settings = self.source / "jupyter-lite.json"
        text = settings.read_text(encoding="utf-8")
        start = f"./static/pyodide-{pyodide_lock()['version']}/pyodide.mjs"
        settings.write_text(text.replace(f"./static/{python}/kernel_start.mjs", start), encoding="utf-8")

    def _add_our_wheel(self, wheels):
        for name in ("anywidget", "psygnal"):
            next(wheels.glob(f"{name}-*.whl")).unlink()

    def _finish(self, python):
        pass

    def build(self):
        super().build()
        zipped = self.out.with_suffix(".zip")
        write_zip(self.out, zipped, inside=self.out.name)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python", "display_name": "Python"}})
    notebook.cells = [nbformat.v4.new_code_cell("1 + 1"), nbformat.v4.new_code_cell(CORE_WIDGET)]
    lesson = folder / "bare.ipynb"
    nbformat.write(notebook, lesson)
    work = ROOT / "build" / "bare_site"
    work.mkdir(parents=True, exist_ok=True)
    site = BareSite(folder / "bare", work, [lesson], "0", {})
    site.pages = []
    site.build()
