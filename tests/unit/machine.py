"""A course of its own for a test of start.py and its commands, in a folder whose name has spaces.

Nothing is downloaded: where a command would call venv, pip or pytest, a stand-in makes the same files and remembers
the call.
"""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

PROJECT = Path(__file__).resolve().parents[2]
START = PROJECT / "start.py"
POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="not on this system: a program that becomes another")
MODULES = """
    checks command_line copies environment install_problems jupyter_folders lanes lessons messages record reports site
""".split()
LESSONS = ["00_start_here.ipynb", "01_who_says_so.ipynb"]
COPIES = [*LESSONS, "your_record.ipynb"]


class Machine:
    """A course in a folder, the commands loaded from it, and stand-ins for all that they would start."""

    def __init__(self, root, monkeypatch, capsys):
        self.root = root
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.calls = []
        self.answers = {}
        self.handed = None
        self.load()

    def load(self):
        """Load the commands from the course, as a new process would."""
        for name in [name for name in sys.modules if name.partition(".")[0] == "commands"]:
            del sys.modules[name]
        sys.path.insert(0, str(self.root))
        for name in MODULES:
            setattr(self, name, import_module(f"commands.{name}"))
        sys.path.remove(str(self.root))
        self.monkeypatch.setattr(subprocess, "call", self.call)
        self.monkeypatch.setattr(self.lanes, "begin", self.begin)
        self.monkeypatch.setattr(self.lessons, "hand_over", self.hand_over)

    def call(self, command, stdout=None, **options):
        """Stand in for subprocess.call."""
        words = [str(word) for word in command]
        self.calls.append(words)
        for word, answer in self.answers.items():
            if word in words:
                return answer(words, stdout)
        if "venv" in words:
            self.make_venv(Path(words[-1]))
        if words[-1].endswith("Record().begin()"):
            (self.root / "my_record.json").write_text("{}", encoding="utf-8")
        return 0

    def begin(self, command, output, environ):
        """Stand in for starting a check beside others: it has ended at once."""
        code = self.call(command, output)
        return SimpleNamespace(wait=lambda timeout=None: code)

    def hand_over(self, command, environ):
        """Stand in for becoming JupyterLab."""
        self.handed = command
        return 0

    def make_venv(self, folder):
        """Make what the commands look at in an environment."""
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        python.parent.mkdir(parents=True)
        python.write_text("")

    def answer(self, word, answer):
        """Let calls with this word be answered by a function of the command and its output file."""
        self.answers[word] = answer

    def fails(self, word, printed):
        """Let calls with this word print something and fail."""

        def answer(words, stdout):
            stdout.write(printed.encode())
            return 1

        self.answer(word, answer)

    def run(self, *words):
        """Run one command; return the exit code and what was printed."""
        self.calls.clear()
        self.handed = None
        try:
            code = self.command_line.main(list(words))
        except SystemExit as end:  # how argparse ends after a page of help
            code = end.code
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err

    def calls_with(self, word):
        """Return the calls that contain a word."""
        return [call for call in self.calls if word in call]

    @property
    def mine(self):
        return self.root / "my_lessons"

    def ship(self, name, text):
        """Put a lesson among those that come with the course."""
        (self.root / "notebooks" / name).write_text(text, encoding="utf-8")


def lay_out(root):
    """Make a course with two lessons, and a notebook for teachers that is nobody's lesson."""
    (root / "notebooks" / "for_teachers").mkdir(parents=True)
    (root / "tests").mkdir()
    shutil.copy(START, root)
    for name in ("commands", "lesson_page"):
        shutil.copytree(PROJECT / name, root / name)
    (root / "helpers").mkdir()
    for name in (
        "__init__.py",
        "browser.py",
        "notebooks.py",
        "safe_file.py",
        "search_path.py",
    ):  # with these alone it installs the rest
        shutil.copy(PROJECT / "helpers" / name, root / "helpers")
    for name in (
        "requirements.txt",
        "requirements.lock",
        "tests/requirements.txt",
        "tests/requirements.lock",
    ):
        (root / name).write_text(f"# {name}\n", encoding="utf-8")
    (root / "notebooks" / "00_start_here.ipynb").write_text("start, first release", encoding="utf-8")
    (root / "notebooks" / "01_who_says_so.ipynb").write_text("who, first release", encoding="utf-8")
    (root / "notebooks" / "for_teachers" / "guide.ipynb").write_text("guide", encoding="utf-8")
    (root / "notebooks" / "your_record").mkdir()
    (root / "notebooks" / "your_record" / "your_record.ipynb").write_text("record", encoding="utf-8")


def is_one_sentence(text):
    """Tell whether a text is one line that ends as a sentence, and no traceback."""
    return text.count("\n") == 1 and text.endswith((".\n", ").\n")) and "Traceback" not in text


def names(folder):
    """Name the notebooks in a folder."""
    return sorted(path.name for path in folder.glob("*.ipynb"))
