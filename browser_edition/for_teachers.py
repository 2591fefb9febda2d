"""What a teacher has in the site: guide, plans, sheets and slides as plain pages, and where the class report opens.

These pages run nothing and fetch nothing, so they also open from a stick, without a server. They may name addresses
outside: for a reader to follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from browser_edition.fetch import HERE, BuildProblem
from helpers.charts import chart
from helpers.content import read_json
from helpers.html import Html, bullets, document, element, filled, join, style
from helpers.notebooks import NOTEBOOKS, lesson_head
from helpers.story import load_story
from on_paper.pages import ENDINGS, pages_of
from on_paper.prose import prose

FOLDER = "for_teachers"
CLASS_REPORT = NOTEBOOKS / FOLDER / "class_report.ipynb"
# What the class report's page says where no folder is near and files are dropped onto it: by the id of a cell.
IN_THE_BROWSER = {
    "what-you-need": (
        "**What you need:** the files that your pupils made to hand in. Their names do not matter. "
        "A zip does as well.\n\n"
        "**What it takes:** some seconds until Python is there, then about one. The files stay in this browser tab: "
        "they are sent nowhere, and gone when you close it."
    ),
    "the-report": "## The report\n\nDrop the files onto the field below the report, or choose them there: all at once.",
    "folder": None,
    "report": "report_class([])",
}
LOOK = (HERE / "page" / "first_page.css").read_text(encoding="utf-8")
PAPER = {"exercises": "Exercises", "more": "More", "answers": "Answers", "slides": "Slides"}


def class_report_page(work: Path) -> Path:
    """Write the notebook of the class report as the site has it, and return its path."""
    notebook = read_json(CLASS_REPORT)
    missing = IN_THE_BROWSER.keys() - {cell["id"] for cell in notebook["cells"]}
    if missing:
        raise BuildProblem(f"{CLASS_REPORT.name} has no cell {', '.join(sorted(missing))}: see IN_THE_BROWSER.")
    cells = [
        cell | {"source": IN_THE_BROWSER.get(cell["id"], cell["source"])}
        for cell in notebook["cells"]
        if IN_THE_BROWSER.get(cell["id"], "") is not None
    ]
    known = notebook["metadata"] | {"who_says_so": {"lesson": CLASS_REPORT.stem}}  # the lesson page knows it by that
    path = work / CLASS_REPORT.name
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = notebook | {"cells": cells, "metadata": known}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def write_for_teachers(out: Path, notebooks: list[Path], lessons: str, pictures: dict[str, bytes], work: Path) -> None:
    """Write the pages; `lessons` is the folder of the notebooks in the site, `pictures` are those of the charts."""
    folder = out / FOLDER
    report = f"../notebooks/index.html?path={quote(f'{lessons}/{CLASS_REPORT.name}')}"
    for path in sorted((NOTEBOOKS / FOLDER).rglob("*.md")):
        _write_text_page(path, folder, report)
    sheets = _write_sheets(folder / "sheets", notebooks, pictures, work / "drawn")
    page = filled(
        HERE / "page" / "for_teachers.html",
        look=style(LOOK),
        report=report,
        rows=join(*(_row(notebook, sheets) for notebook in notebooks), between="\n"),
        stories=bullets(_story_links(sheets)),
    )
    (folder / "index.html").write_text(page, encoding="utf-8")


def _write_text_page(path: Path, folder: Path, report: str) -> None:
    """Write a text in Markdown as a page, at the same place in the folder."""
    place = path.relative_to(NOTEBOOKS / FOLDER)
    target = (folder / place).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8")
    up = "../" * (len(place.parts) - 1)
    back = element("p", element("a", "For teachers", href=f"{up}index.html", dir=None))
    title = re.sub(r"^# ", "", text.splitlines()[0])
    page = document(title, LOOK, back, prose(text, _leads_to(path, f"{up}{report}")))
    target.write_text(page, encoding="utf-8")


def _leads_to(path: Path, report: str) -> Callable[[str], str | None]:
    """Say where the links of a text lead in the site: to its other pages, or outside; to nothing that is not there."""

    def linked(address: str) -> str | None:
        place, sign, anchor = address.partition("#")
        if not place or place.startswith("https://"):
            return address
        named = (path.parent / place).resolve()
        if named == CLASS_REPORT:
            return report
        if named.suffix == ".md" and named.is_relative_to(NOTEBOOKS / FOLDER) and named.is_file():
            return f"{place.removesuffix('.md')}.html{sign}{anchor}"
        return None

    return linked


def _write_sheets(folder: Path, notebooks: list[Path], pictures: dict[str, bytes], drawn: Path) -> list[str]:
    """Write sheets and slides; the builder cannot draw, so charts take the pictures that the lessons hold."""
    for target in (folder, drawn):
        target.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        (drawn / name).write_bytes(picture)
    chart.DRAWN_BEFORE = drawn
    names = []
    for name, page in pages_of(notebooks):
        (folder / name).write_text(page, encoding="utf-8")
        names.append(name)
    return names


def _row(notebook: Path, sheets: list[str]) -> Html:
    plan = f"plans/{notebook.stem}.html"
    has_plan = (NOTEBOOKS / FOLDER / "plans" / f"{notebook.stem}.md").is_file()
    links = [element("a", "Plan", href=plan, dir=None)] if has_plan else []
    for kind, words in PAPER.items():
        name = f"{notebook.stem}{ENDINGS[kind]}.html"
        if name in sheets:
            links.append(element("a", words, href=f"sheets/{name}", dir=None))
    head = element("th", f"{notebook.stem[:2]} {lesson_head(notebook).title}", scope="row", dir=None)
    return element("tr", head, element("td", *[join(link, " ") for link in links], css="pages"))


def _story_links(sheets: list[str]) -> list[Html]:
    stories = [name for name in sheets if name.startswith("story-")]
    titles = [load_story(name.removeprefix("story-").removesuffix(".html")).about["title"] for name in stories]
    return [element("a", title, href=f"sheets/{name}", dir=None) for title, name in zip(titles, stories, strict=True)]
