"""What lies beside or above the course is never run in its place: neither for a module of Python, nor for our own.

The course lies in a folder, as in Downloads. There, above it, and wherever a program is started, lie files that bear
the names of modules that the course uses. Each leaves a mark when it is run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from machine import POSIX_ONLY, PROJECT

PARTS = (
    "authoring",
    "browser_edition",
    "commands",
    "data",
    "deploy",
    "helpers",
    "lesson_page",
    "notebooks",
)
FILES = ("start.py", "conftest.py", "pyproject.toml", "tests/nbval_sanitize.cfg", "requirements.lock")
PLANTED = ("helpers", "json", "lesson_page", "random", "secrets", "statistics")
# Where: above the course, beside its programs, its lessons and its tests.
PLACES = ("..", "../..", ".", "deploy", "browser_edition", "notebooks", "notebooks/for_teachers", "my_lessons", "tests")
LOOK = (
    "import helpers, json, random, secrets, statistics, helpers.record\n"
    "print(*sorted({m.__file__ for m in (json, random, secrets, statistics)}), helpers.__file__, sep='\\n')\n"
)


class Course:
    """A copy of the course with planted files around it and in it."""

    def __init__(self, folder):
        self.marks = folder / "marks"
        self.marks.mkdir()
        self.root = folder / "home" / "Downloads" / "who says so"
        ours = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "dist")
        for name in PARTS:
            shutil.copytree(PROJECT / name, self.root / name, ignore=ours)
        (self.root / "tests").mkdir()
        for name in FILES:
            shutil.copy(PROJECT / name, self.root / name)
        shutil.copytree(self.root / "notebooks", self.root / "my_lessons")
        for place in PLACES:
            for name in PLANTED:
                self.plant(self.root / place / f"{name}.py")

    def plant(self, file):
        """Leave a file that leaves a mark when it is run."""
        mark = self.marks / "-".join(file.resolve().parts[-3:])
        file.write_text(f"open({str(mark)!r}, 'w').close()\n", encoding="utf-8")

    def run(self, *command, at=".", **variables):
        """Run a program in a folder of the course, as somebody would by hand; see that it ran nothing planted."""
        for mark in self.marks.iterdir():
            mark.unlink()
        unwanted = ("PYTHONPATH", "PYTHONSAFEPATH", "WHO_SAYS_SO_RECORD")
        environ = {name: value for name, value in os.environ.items() if name not in unwanted}
        done = subprocess.run(
            [str(word) for word in command], cwd=self.root / at, env=environ | variables,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert [mark.name for mark in self.marks.iterdir()] == [], done.stdout + done.stderr
        return done

    def run_notebook(self, path, sources, **variables):
        """Run cells in a kernel that was started where a lesson lies; return what the last one printed."""
        lesson = self.root / path
        notebook = nbformat.read(lesson, as_version=4)
        [setup] = [cell for cell in notebook.cells if "from helpers import *" in cell.source]
        cells = [setup.source, *sources]
        notebook.cells = [nbformat.v4.new_code_cell(source, id=str(n)) for n, source in enumerate(cells)]
        scratch = lesson.with_name("scratch.ipynb")
        nbformat.write(notebook, scratch)
        code = (
            "import sys, nbformat; from nbclient import NotebookClient\n"
            "notebook = nbformat.read(sys.argv[1], as_version=4)\n"
            "NotebookClient(notebook, timeout=60, kernel_name='python3', resources={'metadata': {'path': sys.argv[2]}})"
            ".execute()\n"
            "print(notebook.cells[-1].outputs[-1]['text'])"
        )
        command = [sys.executable, "-P", "-c", code, scratch, lesson.parent]
        done = self.run(*command, WHO_SAYS_SO_RECORD=str(self.marks.with_name("record.json")), **variables)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip().splitlines()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course(tmp_path_factory.mktemp("planted"))


def test_what_is_planted_leaves_a_mark(course):
    with pytest.raises(AssertionError, match="secrets"):
        course.run(sys.executable, "-c", "import secrets")


@pytest.mark.sampled(1, "code planted beside the course, met by pip, by nbval, on a hub and by the authors' tools")
@pytest.mark.parametrize(
    ("path", "variables"),
    [("my_lessons/01_who_says_so.ipynb", {}), ("my_lessons/for_teachers/class_report.ipynb", {"PYTHONSAFEPATH": "1"})],
    ids=["by hand", "by start.py"],
)
def test_the_setup_cell_brings_our_helpers_and_nothing_else(course, path, variables):
    again = "exec(In[1])"  # as a learner may run the cell twice
    *python, ours = course.run_notebook(path, [again, LOOK], **variables)
    assert Path(ours).is_relative_to(course.root)
    assert not [file for file in python if Path(file).is_relative_to(course.root)]


@pytest.mark.full("code planted beside the course, met by pip, by nbval, on a hub and by the authors' tools")
def test_the_helpers_near_a_lesson_win_over_others_that_are_installed(course, tmp_path):
    installed = tmp_path / "site-packages"
    installed.mkdir()
    course.plant(installed / "helpers.py")
    add = f"import sys; sys.path.append({str(installed)!r}); exec(In[1])"
    lesson = course.root / "notebooks" / "00_start_here.ipynb"
    assert Path(course.run_notebook(lesson, [add, LOOK])[-1]).is_relative_to(course.root)


@pytest.mark.full("code planted beside the course, met by pip, by nbval, on a hub and by the authors' tools")
def test_a_whole_lesson_in_nbval(course):
    done = course.run(sys.executable, "-P", "-m", "pytest", "-q", "notebooks/01_who_says_so.ipynb")
    assert done.returncode == 0, done.stdout


@pytest.mark.full("code planted beside the course, met by pip, by nbval, on a hub and by the authors' tools")
def test_conftest_and_the_tests_behind_it(course):
    (course.root / "tests" / "unit").mkdir(exist_ok=True)
    (course.root / "tests" / "unit" / "test_look.py").write_text(f"def test_look():\n    import {', '.join(PLANTED)}\n")
    done = course.run(sys.executable, "-P", "-m", "pytest", "-q", "tests/unit/test_look.py")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("word", "at", "code"), [("--help", ".", 0), ("hand-in", "..", 1)])
def test_commands_that_install_nothing(course, word, at, code):
    done = course.run(sys.executable, course.root / "start.py", word, at=at)
    assert done.returncode == code, done.stderr


@pytest.mark.full("code planted beside the course, met by pip, by nbval, on a hub and by the authors' tools")
def test_installing(course):
    (course.root / "requirements.lock").write_text("./no-such-package\n", encoding="utf-8")
    done = course.run(sys.executable, course.root / "start.py", "--no-browser", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 1 and ".venv.log" in done.stderr


@POSIX_ONLY
def test_what_start_py_starts(course):
    code = f"""
import sys; sys.path.append({str(course.root)!r})
from pathlib import Path; from types import SimpleNamespace
from commands.environment import Environment; from commands.lessons import hand_over
environment = Environment(Path({str(course.marks.with_name("environment"))!r}), [])
hand_over([{sys.executable!r}, "-m", "jupyterlab", "--version"], environment.environ())
"""
    done = course.run(sys.executable, "-P", "-c", code)
    assert done.returncode == 0, done.stderr


@pytest.mark.full("code planted beside the course, met by pip, by nbval, on a hub and by the authors' tools")
def test_the_authors_tools_by_hand(course):
    done = course.run(sys.executable, "-m", "authoring.check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_browser_edition(course):
    assert course.run(sys.executable, "-m", "browser_edition.build", "--help").returncode == 0
    assert course.run(sys.executable, "serve.py", "--help", at="browser_edition").returncode == 0


@pytest.mark.full("code planted beside the course, met by pip, by nbval, on a hub and by the authors' tools")
@POSIX_ONLY
def test_a_learners_server_on_a_hub(course, tmp_path):
    (tmp_path / "stand_in" / "jupyterhub").mkdir(parents=True)
    (tmp_path / "stand_in" / "jupyterhub" / "singleuser.py").write_text(f"def main():\n    exec({LOOK!r})\n")
    (tmp_path / "home" / "who_says_so" / "my_lessons").mkdir(parents=True)
    for name in PLANTED:
        course.plant(tmp_path / "home" / f"{name}.py")
        course.plant(tmp_path / "home" / "who_says_so" / f"{name}.py")
    variables = {"HOME": str(tmp_path / "home"), "PYTHONPATH": str(tmp_path / "stand_in")}
    done = course.run(sys.executable, course.root / "deploy" / "learner_server.py", at=tmp_path / "home", **variables)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[-2].endswith("helpers/__init__.py")
    # The kernels there find the helpers by these settings.
    ipython = tmp_path / "home" / "who_says_so" / ".ipython"
    settings = (ipython / "profile_default" / "ipython_kernel_config.py").read_text(encoding="utf-8")
    code = f"from traitlets.config import Config\nc = Config()\n{settings}\n{LOOK}"
    done = course.run(sys.executable, "-P", "-c", code, at=tmp_path / "home" / "who_says_so")
    assert str(course.root) in done.stdout.splitlines()[-1], done.stderr


def test_the_light_mode(course):
    done = course.run(sys.executable, "light_mode.py", "77", at="deploy")
    assert done.stderr == "There is no lesson 77.\n"


def test_no_cell_puts_a_folder_before_pythons_own_library():
    for path in (PROJECT / "notebooks").rglob("*.ipynb"):
        sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        assert not [source for source in sources if "sys.path[:0]" in source or "sys.path.insert(0" in source], path
