"""The course's first page: the lessons with their minutes and questions, and what is kept where."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from browser_edition.fetch import HERE, pyodide_lock
from browser_edition.own_stories import OWN_STORIES
from helpers.html import Html, element, filled, join, script_data
from helpers.kinds import kind_of, kinds
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.notebooks import WORKSHOP, YOUR_RECORD, lesson_head
from helpers.past_answers import FORMS, form_items
from helpers.series import lesson_with_form
from helpers.series import lessons as course_lessons
from helpers.story import load_story, main_story

PAGE = HERE / "page"
STAND_IN = "jedi-"  # an empty package of ours


def write_first_page(out: Path, notebooks: list[Path], *, lessons: str, python: str, release: str, given: Html) -> None:
    """Write the page, its script and its look.

    `lessons` is their folder in the site, `python` the one in ``static`` with the scripts that page and kernel share;
    `given` leads to the stories that were built in.
    """
    page = filled(
        PAGE / "index.html",
        rows=join(*(_row(notebook, lessons) for notebook in notebooks), between="\n"),
        release=release,
        static=f"static/{python}",
        exercises=script_data("exercises", _exercises()),
        course=script_data("course", course(notebooks, lessons)),
        first=_address(lessons, notebooks[0].name),
        first_name=_name(notebooks[0]),
        story=load_story(main_story()).origin(with_address=False),  # no page of the site names one outside
        look_back=lesson_with_form("second").number,
        your_record=_address(lessons, YOUR_RECORD),
        given=given,
        own_stories=_address(lessons, OWN_STORIES),
        workshop=_address(lessons, WORKSHOP),
    )
    (out / "index.html").write_text(page, encoding="utf-8")
    for name in ("first_page.css", "first_page.mjs", "hand_in.mjs", "onward.mjs", "own_stories.mjs"):
        shutil.copy(PAGE / name, out / "static" / python)
    # JupyterLab's own way out of a notebook, its logo and “Open …”, leads to a list of files: here, to the lessons.
    (out / "tree").mkdir()
    shutil.copy(PAGE / "back.html", out / "tree" / "index.html")
    shutil.copy(PAGE / "favicon.svg", out)
    # What a teacher starts, and the page that shows its address to a room.
    shutil.copy(HERE / "serve.py", out)
    shutil.copy(PAGE / "room.template", out)


def write_notices(out: Path, *, python: str, release: str) -> None:
    """Write what to do with the folder, and under which licences its parts are."""
    wheels = sorted((out / "static" / python).glob("*.whl"))
    named = (wheel.name.split("-")[:2] for wheel in wheels if not wheel.name.startswith(STAND_IN))
    words = {
        "release": release,
        "pyodide": pyodide_lock()["version"],
        "python": python,
        "segno": version("segno"),
        "packages": "\n".join(f"   {name} {version}" for name, version in named),
    }
    for name in ("READ_ME_FIRST.txt", "NOTICES.txt"):
        text = Template((PAGE / name).read_text(encoding="utf-8")).substitute(words)
        (out / name).write_text(text, encoding="utf-8")
    shutil.copy(HERE.parent / "LICENSE", out / "LICENSE.txt")


def _address(lessons: str, name: str) -> str:
    return f"notebooks/index.html?path={quote(f'{lessons}/{name}')}"


def _exercises() -> dict[str, list[str]]:
    """Name the exercises; those that ask for own words, which a hand-in may leave out, stand apart.

    Those of a story of one's own are not known here: the page knows them by the kinds that ask for own words.
    """
    own = [exercise_id for exercise_id in exercise_ids() if open_exercise(exercise_id).own_words]
    chosen = [exercise_id for exercise_id in exercise_ids() if exercise_id not in own]
    return {"chosen": chosen, "own": own, "own_kinds": [name for name in kinds() if kind_of(name).own_words]}


def course(notebooks: list[Path], lessons: str) -> dict[str, Any]:
    """Tell the page's script what each lesson asks, to find where a learner goes on."""
    known = {lesson.name: lesson for lesson in course_lessons()}
    rows = []
    for notebook in notebooks:
        lesson = known.get(notebook.stem)
        head = lesson_head(notebook)
        core, more = lesson.parts(head.asks) if lesson else ([], [])
        rows.append(
            {
                "name": _name(notebook),
                "href": _address(lessons, notebook.name),
                "core": core,
                "more": more,
                "lighter": lesson.asked_by(head.lighter) if lesson else [],
                "form": lesson.form if lesson else "",
            }
        )
    return {"lessons": rows, "forms": {form: [item.id for item in form_items(form)] for form in FORMS}}


def _name(notebook: Path) -> str:
    return f"{notebook.stem[:2]} {lesson_head(notebook).title}"


def _row(notebook: Path, lessons: str) -> Html:
    """Write one lesson as a row of the table."""
    head = lesson_head(notebook)
    more = () if head.core == head.all else (", with ", element("i", "More", dir=None), f" {head.all}")
    link = element("a", head.title, href=_address(lessons, notebook.name), dir=None)
    return element(
        "tr",
        element("td", notebook.stem[:2], dir=None),
        element("th", link, scope="row"),
        element("td", head.core, *more, dir=None),
        element("td", data_lesson=_address(lessons, notebook.name)),
        data_path=f"{lessons}/{notebook.name}",
    )
