"""The pages for teachers in the browser edition: whole, linked to what is there, and fetching nothing."""

import json
import re
from html.parser import HTMLParser

import pytest

from browser_edition import for_teachers
from browser_edition.fetch import BuildProblem
from helpers.charts import chart
from helpers.notebooks import NOTEBOOKS, lesson_files

OUTSIDE = ("https://", "http://")
FETCHES = ("src", "srcset", "data", "action", "poster", "formaction", "style")


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.fetched, self.tags = [], set(), [], set()
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        given = dict(attributes)
        self.ids |= {given["id"]} if "id" in given else set()
        if tag == "a":
            self.links.append(given["href"])
        elif tag == "link":
            self.fetched.append(given["href"])
        self.fetched += [given[name] for name in FETCHES if name in given]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    before = chart.DRAWN_BEFORE
    for_teachers.write_for_teachers(out, lesson_files()[:2], "lessons-1", {"a.png": b"a picture"}, out / "work")
    chart.DRAWN_BEFORE = before
    return out / "for_teachers"


def test_every_link_leads_to_a_page_that_is_there_or_outside(folder):
    pages = {path: Page(path) for path in folder.rglob("*.html")}
    inside = 0
    for path, page in pages.items():
        for link in page.links:
            place, _, anchor = link.partition("#")
            target = (path.parent / place).resolve() if place else path
            if place.startswith(OUTSIDE) or not target.is_relative_to(folder):
                assert place.startswith((*OUTSIDE, "../index.html", "../notebooks/index.html?"))
                continue
            assert target in pages, f"{path.name}: {link}"
            assert not anchor or anchor in pages[target].ids, f"{path.name}: {link}"
            inside += 1
    assert inside > 40
    cited = [link for link in pages[folder / "teaching_guide.html"].links if link.startswith("sources.html#")]
    assert len(set(cited)) > 8, "a source is one click away from where it is named"
    report = "../notebooks/index.html?path=lessons-1/class_report.ipynb"
    assert report in pages[folder / "index.html"].links and report in pages[folder / "teaching_guide.html"].links


def test_nothing_is_fetched_or_run(folder):
    for path in folder.rglob("*.html"):
        page, text = Page(path), path.read_text(encoding="utf-8")
        assert not page.tags & {"script", "iframe", "object", "embed", "base", "form"}
        assert all(re.match(r"data:image/png;base64,|\.\./favicon\.svg", one) for one in page.fetched), path.name
        assert "default-src 'none'" in text and not re.search(r"@import|url\(", text)


def test_guide_plans_sheets_and_slides_are_there(folder):
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    shipped = (NOTEBOOKS / "for_teachers").rglob("*.md")
    assert {path.relative_to(NOTEBOOKS / "for_teachers").with_suffix(".html").as_posix() for path in shipped} <= made
    assert {
        "sheets/01_who_says_so.html",
        "sheets/01_who_says_so-slides.html",
        "sheets/story-harbour-bridge.html",
    } <= made
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f"sheets/{name.removeprefix('sheets/')}" in index for name in made if name.startswith("sheets/"))
    assert "$" not in index and index.count(">Plan<") == 2


def test_the_builder_shows_the_pictures_that_the_lessons_hold(folder):
    assert (folder.parent / "work" / "drawn" / "a.png").read_bytes() == b"a picture"


def test_the_class_report_of_the_site_asks_for_files_and_invents_nobody(tmp_path):
    page = for_teachers.class_report_page(tmp_path)
    notebook = json.loads(page.read_text(encoding="utf-8"))
    shipped = json.loads(for_teachers.CLASS_REPORT_PAGE.read_text(encoding="utf-8"))
    sources = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    assert sources["report"] == "report_class([])" and "invented" not in "".join(sources.values())
    left_out = [cell["id"] for cell in shipped["cells"] if cell["id"] not in sources]
    assert not left_out and list(sources)[:3] == ["title", "setup", "report"], "the report stands on the first screen"
    assert notebook["metadata"]["who_says_so"] == {"lesson": "class_report"}


def test_a_report_whose_cells_have_other_names_stops_the_build(tmp_path, monkeypatch):
    shipped = json.loads(for_teachers.CLASS_REPORT_PAGE.read_text(encoding="utf-8"))
    shipped["cells"][-1]["id"] = "other"
    shipped["cells"] = [cell for cell in shipped["cells"] if cell["id"] != "the-report"]
    other = tmp_path / "class_report.ipynb"
    other.write_text(json.dumps(shipped), encoding="utf-8")
    monkeypatch.setattr(for_teachers, "CLASS_REPORT_PAGE", other)
    with pytest.raises(BuildProblem, match="has no cell the-report"):
        for_teachers.class_report_page(tmp_path / "work")
