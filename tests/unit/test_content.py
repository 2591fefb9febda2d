"""The course's data are found beside the package or inside it, and a file that cannot be read is told."""

import pytest

from helpers import content
from helpers.content import ContentProblem, data_folder, load, read_json


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package in a folder of its own, without data."""
    folder = tmp_path / "helpers"
    folder.mkdir()
    monkeypatch.setattr(content, "PACKAGE", folder)
    data_folder.cache_clear()
    yield folder
    data_folder.cache_clear()


@pytest.mark.parametrize("place", ["../data", "data"])
def test_data_lie_beside_the_package_or_inside_it(package, place):
    folder = (package / place).resolve()
    folder.mkdir()
    (folder / "glossary.json").write_text("{}", encoding="utf-8")
    assert data_folder().resolve() == folder


def test_data_that_are_missing_are_told_with_the_place_where_they_belong(package):
    with pytest.raises(ContentProblem, match=r"The folder “data” is missing\. It belongs beside the folder .*helpers"):
        data_folder()


@pytest.mark.parametrize(
    "raw, told",
    [
        (None, "is missing"),
        (b'{"a": "\xe9"}', "is not UTF-8 text. Save it again as UTF-8"),
        (b'{\n"a": 1,\n}', "is not valid JSON: line 3, column 1"),
        (b"", "is not valid JSON: line 1, column 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, raw, told):
    path = tmp_path / "file.json"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(ContentProblem, match=told):
        read_json(path)


def test_a_file_is_read_once():
    assert load("glossary.json") is load("glossary.json")
