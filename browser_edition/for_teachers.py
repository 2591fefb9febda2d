"""What a teacher has in the site: guide, plans, sheets and slides as plain pages, and where the class report opens.

These pages run nothing and fetch nothing, so they also open from a stick, without a server. They may name addresses
outside: for a reader to follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from browser_edition.fetch import HERE
from browser_edition.own_stories import page_in_the_browser
from helpers.charts import chart
from helpers.content import load, source_records
from helpers.html import Html, bullets, document, element, filled, folded, join, style
from helpers.notebooks import CLASS_REPORT, NOTEBOOKS, WORKSHOP, lesson_head, page_file
from helpers.on_paper.pages import ENDINGS, pages_of
from helpers.on_paper.prose import prose
from helpers.story import load_story

FOLDER = "for_teachers"
CLASS_REPORT_PAGE = page_file(CLASS_REPORT)
GUIDE, GUIDE_HERE = "teaching_guide.md", HERE / "page" / "guide_here.md"
SOURCES = "sources.html"
OURS = (SOURCES, "index.html")  # pages of the site that are made of no text in Markdown
# What the class report's page says where no folder is near and files are dropped onto it: by the id of a cell.
IN_THE_BROWSER = {
    "title": (
        "# What did the class find?\n\n"
        "Drop the files of your class onto the report, all at once, or choose them below it. Their names do not "
        "matter, and a zip does as well. They stay in this browser tab, and are gone when you close it."
    ),
    "report": "report_class([])",
    "the-report": (
        "## Your own class\n\n"
        "**If you gave a code,** write it into its field before you add the files: then only hand-ins with it count. "
        "With the number of learners you see how many of how many have come."
    ),
}
LOOK = (HERE / "page" / "first_page.css").read_text(encoding="utf-8")
PAPER = {"exercises": "Exercises", "more": "More", "answers": "Answers", "slides": "Slides"}


def class_report_page(work: Path) -> Path:
    """Write the notebook of the class report as the site has it, and return its path."""
    return page_in_the_browser(CLASS_REPORT_PAGE, IN_THE_BROWSER, work)


def write_for_teachers(out: Path, notebooks: list[Path], lessons: str, pictures: dict[str, bytes], work: Path) -> None:
    """Write the pages; `lessons` is the folder of the notebooks in the site, `pictures` are those of the charts."""
    folder = out / FOLDER
    pages = {
        path: f"../notebooks/index.html?path={quote(f'{lessons}/{path.name}')}"
        for path in (CLASS_REPORT_PAGE, page_file(WORKSHOP))
    }
    for path in sorted((NOTEBOOKS / FOLDER).rglob("*.md")):
        _write_text_page(path, folder, pages)
    (folder / SOURCES).write_text(_sources_page(), encoding="utf-8")
    sheets = _write_sheets(folder / "sheets", notebooks, pictures, work / "drawn")
    page = filled(
        HERE / "page" / "for_teachers.html",
        look=style(LOOK),
        report=pages[CLASS_REPORT_PAGE],
        workshop=pages[page_file(WORKSHOP)],
        rows=join(*(_row(notebook, sheets) for notebook in notebooks), between="\n"),
        stories=bullets(_story_links(sheets)),
    )
    (folder / "index.html").write_text(page, encoding="utf-8")


def _write_text_page(path: Path, folder: Path, pages: dict[Path, str]) -> None:
    """Write a text in Markdown as a page, at the same place in the folder."""
    place = path.relative_to(NOTEBOOKS / FOLDER)
    target = (folder / place).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    title, text = path.read_text(encoding="utf-8").split("\n", 1)
    up = "../" * (len(place.parts) - 1)
    linked = _leads_to(path, pages, up)
    told = [prose(title), prose(_with_sources(text, up), linked)]
    if path.name == GUIDE:
        here = prose(GUIDE_HERE.read_text(encoding="utf-8"), linked)
        told.insert(1, folded("In the browser edition: what to do where this guide names a command", here))
    page = document(title.removeprefix("# "), LOOK, _back(up), *told)
    target.write_text(page, encoding="utf-8")


def _back(up: str = "") -> Html:
    return element("p", element("a", "For teachers", href=f"{up}index.html", dir=None))


def _with_sources(text: str, up: str) -> str:
    """Link the id of a source, in square brackets, and the file of all to the page that has their addresses."""

    def link(found: re.Match[str]) -> str:
        known = found[1] in source_records()
        return f"[\\[{found[1]}\\]]({up}{SOURCES}#{found[1]})" if known else found[0]

    text = re.sub(r"\[([a-z0-9-]+)\](?!\()", link, text)
    return text.replace("`data/sources.json`", f"[`data/sources.json`]({up}{SOURCES})")


def _sources_page() -> Html:
    """Write where each fact of the course comes from."""
    lines = (
        join(
            element("b", record["id"], id=record["id"], dir=None),
            ": ",
            element("a", record["title"], href=record["address"]),
            f", {record['publisher']}. Owner: {record['owner']} ({record['party']}). Read on {record['date_read']}.",
        )
        for record in source_records().values()
    )
    told = element(
        "p", "Every outside fact of the course is from one of these. ", load("sources.json")["sides"]["rule"]
    )
    return document("Sources", LOOK, _back(), element("h1", "Sources"), told, bullets(lines))


def _leads_to(path: Path, pages: dict[Path, str], up: str) -> Callable[[str], str | None]:
    """Say where the links of a text lead in the site: to its other pages, or outside; to nothing that is not there."""

    def linked(address: str) -> str | None:
        place, sign, anchor = address.partition("#")
        if not place or place.startswith("https://") or place.endswith(OURS):
            return address
        named = (path.parent / place).resolve()
        if named in pages:
            return f"{up}{pages[named]}"
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
