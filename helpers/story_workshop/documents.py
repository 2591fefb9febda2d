"""A Word file or a PDF that somebody opened, read as a text by well-kept libraries, which no lesson needs.

They are fetched when the first such file is opened, with exact versions and hashes (`documents.lock`), into a folder of
their own beside the course. A file is hostile until it was read: that happens in another process, within bounds of time
and memory (`document_words.py`), and nothing in the file is run or fetched.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from helpers.browser import in_browser
from helpers.content import own_stories_folder
from helpers.kinds.exercise import clip
from helpers.story_workshop.pasted import StoryProblem

ENDINGS = (".docx", ".pdf")
MOST_BYTES = 8_000_000
LONGEST_FETCH, LONGEST_READ = 180, 20  # seconds
LOCKED, DAMAGED = 3, 4
"""How `document_words` ends if a file asks for a password, and if it cannot be read."""

_HERE = Path(__file__).parent
_COPY = "Open the file yourself, select the story, copy it and paste it."
_PIP = "--quiet --no-input --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes".split()


def usable_endings() -> tuple[str, ...]:
    """Name the endings that are read here: none in a browser, where no library can be fetched."""
    return () if in_browser() else ENDINGS


def read_document(name: str, content: bytes) -> str:
    """Read the words of a .docx or .pdf file.

    StoryProblem, if it is too large, locked, damaged or holds no words; or if the libraries cannot be fetched.
    """
    if len(content) > MOST_BYTES:
        raise StoryProblem(f"The file “{clip(name)}” is larger than {MOST_BYTES // 1_000_000} MB. {_COPY}")
    ending = name.rpartition(".")[2].casefold()
    command = [sys.executable, "-I", str(_HERE / "document_words.py"), str(_libraries(ending)), ending]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library has to say of a broken file may have no end
            timeout=LONGEST_READ,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        raise StoryProblem(f"The file “{clip(name)}” takes too long to read. {_COPY}") from None
    if done.returncode == LOCKED:
        raise StoryProblem(f"The file “{clip(name)}” asks for a password. {_COPY}")
    text = done.stdout.decode("utf-8", errors="replace")
    if done.returncode:
        raise StoryProblem(f"The file “{clip(name)}” cannot be read: it may be damaged, or of another kind. {_COPY}")
    if not text.strip():
        raise StoryProblem(f"The file “{clip(name)}” holds pictures of words, and no words. {_COPY}")
    return text


def _libraries(ending: str) -> Path:
    """Return the folder with the libraries; fetch them if they are not there yet."""
    lock = _HERE / "documents.lock"
    course = own_stories_folder().parent
    folder = course / f".venv-documents-{sha256(lock.read_bytes()).hexdigest()[:8]}"
    if folder.is_dir():
        return folder
    unfinished = None
    try:
        unfinished = Path(mkdtemp(prefix=".venv-documents-", dir=course))
        command = [sys.executable, "-m", "pip", "install", *_PIP, "--target", str(unfinished), "-r", str(lock)]
        subprocess.run(command, capture_output=True, timeout=LONGEST_FETCH, check=True)
        with suppress(OSError):  # another window was quicker
            unfinished.rename(folder)
        return folder
    except (OSError, subprocess.SubprocessError):
        raise StoryProblem(
            f"To open a .{ending} file a reader for such files is fetched from the internet, once. That did not work: "
            f"is there a network? {_COPY}"
        ) from None
    finally:
        if unfinished:
            rmtree(unfinished, ignore_errors=True)
