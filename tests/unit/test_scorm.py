"""The package for learning platforms: a manifest that names what is there, and completion that tells on nobody."""

from math import ceil
from xml.etree import ElementTree

import pytest

from browser_edition import scorm
from helpers.notebooks import lesson_files
from helpers.series import lessons

PACKAGING = {"": scorm.PACKAGING}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    for name in ("static/python-1/record_store.mjs", "index.html", "for_teachers/ä & b.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    scorm.write_scorm(folder, lesson_files(), "lessons-1", "1.2")
    return folder


def test_the_manifest_has_an_item_for_each_lesson_and_names_every_file(package):
    root = ElementTree.parse(package / scorm.MANIFEST).getroot()
    assert root.findtext("metadata/schema", namespaces=PACKAGING) == "ADL SCORM"
    assert root.findtext("metadata/schemaversion", namespaces=PACKAGING) == "1.2"
    items = root.findall("organizations/organization/item", PACKAGING)
    asked = [item.get("parameters") for item in items]
    assert asked == [f"?lesson={path.stem}" for path in lesson_files()]
    assert items[1].findtext("title", namespaces=PACKAGING) == "01 Who says so?"
    (resource,) = root.findall("resources/resource", PACKAGING)
    assert {item.get("identifierref") for item in items} == {resource.get("identifier")}
    assert (resource.get("href"), resource.get(f"{{{scorm.RUN_TIME}}}scormtype")) == (scorm.PAGE, "sco")
    named = {file.get("href") for file in resource.findall("file", PACKAGING)}
    there = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    assert named == there - {scorm.MANIFEST} and scorm.PAGE in named


def test_the_page_lies_at_the_root_and_finds_its_script(package):
    page = (package / scorm.PAGE).read_text(encoding="utf-8")
    assert 'src="static/python-1/scorm.mjs"' in page and (package / "static/python-1/scorm.mjs").is_file()
    assert "$" not in page


def test_the_lighter_text_and_skipped_questions_leave_enough_to_complete_a_lesson():
    """Whoever does not read the story of the war answers enough without a question about it."""
    known = {lesson.name: lesson for lesson in lessons()}
    for name, row in scorm.lesson_rows(lesson_files(), "lessons-1").items():
        asked, needed = row["asked"], row["needed"]
        assert len(set(asked)) == len(asked) and 0 < needed <= ceil(0.75 * len(asked)), name
        assert {question["id"] for question in known[name].questions} <= set(asked)
        about_the_war = [q for q in known[name].questions if "tass-2017-11-14" in str(q)]
        print(name, needed, len(asked), len(about_the_war))
        assert len(asked) - len(about_the_war) >= needed, name
