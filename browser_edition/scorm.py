"""The browser edition as a package for a learning platform (SCORM 1.2): one item a lesson, completion only.

Nobody gets it who does not ask for it: ``python3 start.py site --scorm``. The platform hears that a learner worked
through a lesson, and neither an answer nor a score nor a time. Answers stay in the browser, as elsewhere.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from math import ceil
from pathlib import Path
from xml.etree import ElementTree

from browser_edition.fetch import HERE
from browser_edition.first_page import course
from helpers.html import filled, script_data
from helpers.on_paper.sections import Asked, lesson_on_paper

NAME = "who-says-so-scorm12"
PAGE, MANIFEST = "scorm.html", "imsmanifest.xml"
PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
RUN_TIME = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
# Of the exercises of a lesson's core. Any exercise of the lesson counts: whoever leaves the story out and takes the
# lighter text is not to be told by a missing tick. Nor is who skips one question.
ENOUGH = 3 / 4


def write_scorm(folder: Path, notebooks: list[Path], lessons: str, release: str) -> None:
    """Write what makes a package of a folder with the built site: the page around a lesson, and the manifest."""
    (static,) = (folder / "static").glob("python-*")
    rows = lesson_rows(notebooks, lessons)
    shutil.copy(HERE / "page" / "scorm.mjs", static)
    place = static.relative_to(folder).as_posix()
    page = filled(HERE / "page" / PAGE, static=place, lessons=script_data("lessons", rows))
    (folder / PAGE).write_text(page, encoding="utf-8")
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    titles = {name: str(row["name"]) for name, row in rows.items()}
    (folder / MANIFEST).write_bytes(manifest(titles, files, release))


def lesson_rows(notebooks: list[Path], lessons: str) -> dict[str, dict[str, object]]:
    """Tell the page of each lesson: its name, its address, what it asks, and how many answers are enough."""
    known = course(notebooks, lessons)
    # The items of a form do not count: which one a learner meets first, a coin says.
    of_a_form = {item for form in known["forms"].values() for item in form}
    rows = {}
    for notebook, row in zip(notebooks, known["lessons"], strict=True):
        core = [piece for section in lesson_on_paper(notebook).core for piece in section.pieces]
        asked = [piece for piece in core if isinstance(piece, Asked) and piece.exercise.id not in of_a_form]
        needed = ceil(ENOUGH * len(asked))
        rows[notebook.stem] = {
            "name": row["name"],
            "href": row["href"],
            "asked": row["core"] + row["more"],
            "needed": needed,
        }
    return rows


def manifest(titles: dict[str, str], files: Iterable[str], release: str) -> bytes:
    """Write the manifest of a package: the titles of lessons by name, the paths of all other files, the release."""
    ElementTree.register_namespace("", PACKAGING)
    ElementTree.register_namespace("adlcp", RUN_TIME)
    root = ElementTree.Element(_tag("manifest"), identifier="who-says-so", version=release)
    about = _within(root, "metadata")
    _within(about, "schema").text = "ADL SCORM"
    _within(about, "schemaversion").text = "1.2"
    organization = _within(_within(root, "organizations", default="course"), "organization", identifier="course")
    _within(organization, "title").text = "Who Says So?"
    for name, title in titles.items():
        reference = {"identifierref": "lesson", "isvisible": "true", "parameters": f"?lesson={name}"}
        item = _within(organization, "item", identifier=f"item-{name}", **reference)
        _within(item, "title").text = title
    kind = {f"{{{RUN_TIME}}}scormtype": "sco"}
    resource = _within(
        _within(root, "resources"), "resource", identifier="lesson", type="webcontent", href=PAGE, **kind
    )
    for path in files:
        _within(resource, "file", href=path)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _tag(name: str) -> str:
    return f"{{{PACKAGING}}}{name}"


def _within(parent: ElementTree.Element, name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, _tag(name), attributes)
