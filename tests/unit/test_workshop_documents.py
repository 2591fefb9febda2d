"""Word files and PDFs in the story workshop: read by libraries that are fetched once, in a process of its own."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from helpers import content
from helpers.story_workshop import documents, files
from helpers.story_workshop.pasted import StoryProblem

READER = """
class PdfReader:
    is_encrypted = False
    def __init__(self, file):
        content = file.read()
        assert content.startswith(b"%PDF"), "no PDF"
        self.is_encrypted = b"locked" in content
        words = content.decode().removeprefix("%PDF ")
        if words == "large":
            words = "x" * 3_000_000_000
        if words == "slow":
            import time
            time.sleep(60)
        self.pages = [type("Page", (), {"extract_text": lambda self: words})()] * 2
    def decrypt(self, password):
        return 0
"""
WORDS = "def extract_raw_text(file): return type('Found', (), {'value': 'Words of it.'})"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(content, "PACKAGE", tmp_path / "helpers")
    return tmp_path


@pytest.fixture
def libraries(place, monkeypatch):
    """Stand in for the libraries, as if they had been fetched."""
    folder = place / "libraries"
    folder.mkdir()
    (folder / "pypdf.py").write_text(READER, encoding="utf-8")
    (folder / "mammoth.py").write_text(WORDS, encoding="utf-8")
    monkeypatch.setattr(documents, "_libraries", lambda ending: folder)
    return folder


def test_the_words_of_a_file_come_through(libraries):
    assert files.read_file("Story.PDF", "%PDF “Süß”".encode()) == ("“Süß”\n“Süß”", {})
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert files.read_file("story.docx", packed.getvalue())[0] == "Words of it."


def test_what_cannot_be_read_is_told_in_a_sentence(libraries, monkeypatch):
    monkeypatch.setattr(documents, "LONGEST_READ", 3)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    parts = BytesIO()
    with zipfile.ZipFile(parts, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}.png", b"")
    for name, file, told in (
        ("a.pdf", b"rubbish", "may be damaged"),
        ("a.docx", b"rubbish", "may be damaged"),
        ("a.docx", bomb.getvalue(), "may be damaged"),
        ("a.docx", parts.getvalue(), "may be damaged"),
        ("a.pdf", b"%PDF locked", "asks for a password"),
        ("a.pdf", b"%PDF  ", "pictures of words"),
        ("a.pdf", b"%PDF slow", "too long to read"),
        ("a.pdf", b"x" * 8_000_001, "larger than 8 MB"),
    ):
        with pytest.raises(StoryProblem, match=told):
            files.read_file(name, file)


def test_pictures_of_a_file_may_be_large(libraries):
    """They are not unpacked: what is bounded is what is read."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "x")
        archive.writestr("word/media/image1.bmp", b" " * 90_000_000)
    assert files.read_file("story.docx", packed.getvalue())[0] == "Words of it."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no bound of memory for a process")
def test_a_file_cannot_take_all_memory(libraries):
    with pytest.raises(StoryProblem, match="may be damaged"):
        files.read_file("a.pdf", b"%PDF large")


def test_the_libraries_are_fetched_once_with_their_hashes(place, monkeypatch):
    asked = []

    def run(command, **_):
        asked.append(command)
        Path(command[command.index("--target") + 1], "pypdf.py").write_text(READER, encoding="utf-8")

    monkeypatch.setattr(documents.subprocess, "run", run)
    folder = documents._libraries("pdf")
    assert documents._libraries("pdf") == folder and len(asked) == 1 and "--require-hashes" in asked[0]
    assert [path.name for path in place.iterdir()] == [folder.name] and folder.name.startswith(".venv-")


@pytest.mark.parametrize(
    "problem", [subprocess.CalledProcessError(1, "pip"), OSError(), subprocess.TimeoutExpired("", 1)]
)
def test_without_a_network_it_says_so_and_leaves_nothing_half_made(place, monkeypatch, problem):
    def run(command, **_):
        raise problem

    monkeypatch.setattr(documents.subprocess, "run", run)
    with pytest.raises(StoryProblem, match="is there a network"):
        files.read_file("story.docx", b"PK")
    assert list(place.iterdir()) == []


def test_in_a_browser_such_files_are_not_offered(monkeypatch):
    monkeypatch.setattr(documents, "in_browser", lambda: True)
    with pytest.raises(StoryProblem, match=r"ends in \.txt, \.md or \.html"):
        files.read_file("story.pdf", b"%PDF")
