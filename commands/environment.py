"""The environment: one folder with Python and the packages, made anew whenever it does not fit."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from commands.install_problems import NO_VENV, why_installing_failed
from commands.jupyter_folders import folders_to_use_instead
from commands.messages import ROOT, WINDOWS, Stop, say
from helpers.notebooks import lesson_files
from helpers.safe_file import locked, write_whole
from lesson_page.install import NAME as LESSON_PAGE
from lesson_page.install import install as install_lesson_page

LESSONS_LOCK = "requirements.lock"
TESTS_LOCK = "tests/requirements.lock"
SITE_LOCK = "browser_edition/requirements.lock"
NEWEST = ("requirements.txt", "tests/requirements.txt")

# Jupyter would keep what was typed into cells in the user's home: answers belong in the learner's record alone.
HISTORY_OFF = "c.HistoryManager.enabled = False\n"
# What is typed into a cell and is no Python is then told in a sentence, before the first cell was run too: at a hub,
# where the course is found first. In an environment of start.py a `helpers.py` beside the notebook would be taken for
# ours.
IN_WORDS = 'c.InteractiveShellApp.extensions.append("helpers.lesson.typed_cells")\n'
FIND_HELPERS = """\
import sys

place = next((n for n, entry in enumerate(sys.path) if not entry or entry.endswith("-packages")), len(sys.path))
sys.path.insert(place, {folder!r})
"""
NEWS_OFF = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
# See commands.saved_lessons; deploy/jupyter says the same to a hub's servers.
SERVER_EXTENSION = {"ServerApp": {"jpserver_extensions": {"commands.saved_lessons": True}}}
PAGES_TO_READ = {"@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}}
# What would let other Pythons, other folders or other settings in.
UNWANTED = "PYTHONHOME PYTHONPATH __PYVENV_LAUNCHER__ PIP_PREFIX PIP_TARGET JUPYTERLAB_DIR".split()
PIP_OPTIONS = "--quiet --no-input --disable-pip-version-check --progress-bar=off --retries=3".split()


class Environment:
    """A Python environment inside the project, made of requirement files in their order, relative to the project.

    The stamp, which says what has been installed, is taken away before each change and written after it. An environment
    without a stamp was left half-made and is made again. If the files are not locked, with exact versions and hashes,
    it is made anew each time, since only the package index knows what is newest. One in which no lesson is opened goes
    without the lesson page: what builds the browser edition takes over all pages that it finds.
    """

    def __init__(
        self, folder: Path, requirements: Sequence[str], *, locked: bool = True, with_lesson_page: bool = True
    ):
        self.folder = Path(folder)
        self.requirements = tuple(requirements)
        self.locked = locked
        self.with_lesson_page = with_lesson_page
        self.scripts = self.folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.scripts / ("python.exe" if WINDOWS else "python")
        self.stamp = self.folder / "who-says-so.json"
        self.log = self.folder.with_name(self.folder.name + ".log")

    def prepare(self) -> None:
        """Install what is missing; do nearly nothing if nothing is."""
        if not self.locked or self._missing(self._installed()):
            check_folder(self.folder.parent)
            check_venv_parts()
            with locked(self.folder.with_name(self.folder.name + ".lock"), wait_for_another_start):
                installed = self._installed() if self.locked else None
                if self._missing(installed):
                    self._install(installed)
        self.settle()

    def script(self, name: str) -> str:
        """Tell the path of a program that a package installed."""
        return str(self.scripts / (name + ".exe" if WINDOWS else name))

    def environ(self) -> dict[str, str]:
        """Return the environment variables for what is started in here."""
        environ = clean_environ()
        return environ | folders_to_use_instead(self.folder / "jupyter", environ)

    def settle(self) -> None:
        """Write the few files by which `import helpers` works, and Jupyter keeps quiet, and lay the lesson page there.

        What fits stays as it is. An environment that an older release made gets them too.
        """
        packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(self.folder)}))
        # Python looks there last: nothing in the project's folder stands in for a module of Python or of a package.
        # The way is relative, since not every Python reads this file as UTF-8.
        write_if_new(packages / "who-says-so.pth", os.path.relpath(ROOT, packages) + "\n")
        settings = self.folder / "share" / "jupyter" / "lab" / "settings"
        write_if_new(settings / "overrides.json", as_json(NEWS_OFF | PAGES_TO_READ))
        server = self.folder / "etc" / "jupyter" / "jupyter_server_config.d"
        write_if_new(server / "who-says-so.json", as_json(SERVER_EXTENSION))
        write_if_new(self.folder / "etc" / "ipython" / "ipython_kernel_config.py", HISTORY_OFF)
        pages = self.folder / "share" / "jupyter" / "labextensions"
        if self.with_lesson_page:
            install_lesson_page(pages, lesson_files(), signed=True)
        else:
            shutil.rmtree(pages / LESSON_PAGE, ignore_errors=True)

    def _fingerprint(self, requirement: str) -> str:
        return sha256((ROOT / requirement).read_bytes())

    def _origin(self) -> dict[str, str]:
        """Tell for which Python, system and place a usable environment was made."""
        python = "{}.{}".format(*sys.version_info)
        return {"python": python, "system": sys.platform, "folder": str(self.folder)}

    def _installed(self) -> Mapping[str, str] | None:
        """Tell which requirement files are installed, by fingerprint; None if none can be built on."""
        stamp = read_json(self.stamp)
        if not self.python.exists() or stamp.get("origin") != self._origin():
            return None
        return stamp.get("installed", {})

    def _missing(self, installed: Mapping[str, str] | None) -> list[str]:
        return [name for name in self.requirements if (installed or {}).get(name) != self._fingerprint(name)]

    def _install(self, installed: Mapping[str, str] | None) -> None:
        missing = self._missing(installed)
        self._forget()
        if installed is None:
            self._make()
        say("Installing what is needed, once; this takes from half a minute to a few minutes ...")
        if self.locked:
            for name in missing:
                self.pip("--require-hashes", "-r", str(ROOT / name))
        else:
            self.pip(*[part for name in missing for part in ("-r", str(ROOT / name))])
        fingerprints = {name: self._fingerprint(name) for name in missing}
        stamp = {"origin": self._origin(), "installed": dict(installed or {}) | fingerprints}
        write_whole(self.stamp, as_json(stamp))

    def _forget(self) -> None:
        for leftover in (self.stamp, self.log):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                leftover.unlink()

    def _make(self) -> None:
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        elif self.folder.exists():
            if self.locked:
                say(f"Making {self.folder.name} anew: it was left half-made, or fits another Python or place.")
            shutil.rmtree(self.folder)
        # By the base Python: the one that runs this file may live in the environment just removed.
        python = getattr(sys, "_base_executable", None) or sys.executable
        self._run([python, "-m", "venv", str(self.folder)])

    def pip(self, *arguments: str) -> None:
        """Install; stop with a sentence if that fails."""
        # What pip would print tells too little: an index that refuses and one that has nothing look the same there.
        self._run([str(self.python), "-m", "pip", "install", *PIP_OPTIONS, f"--log={self.log}", *arguments])

    def _run(self, command: Iterable[str]) -> None:
        with self.log.open("ab") as log:
            streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT}
            code = subprocess.call(list(command), env=clean_environ(), cwd=str(ROOT), **streams)
        if code:
            raise Stop(why_installing_failed(self.log))


def check_folder(folder: Path) -> None:
    """Refuse a folder in which Python cannot make an environment."""
    if os.pathsep in str(folder):
        raise Stop(
            f"Python cannot make an environment in a folder whose path contains '{os.pathsep}': "
            f"rename the folder {folder}, or move it, and start again."
        )


def check_venv_parts() -> None:
    """Refuse a Python that cannot make an environment (Debian and Ubuntu ship these parts separately)."""
    if not (find_spec("venv") and find_spec("ensurepip")):
        raise Stop(f"{NO_VENV}.")


def wait_for_another_start(tries: int) -> None:
    """Wait until another start has installed, so that two at the same time do not install over each other."""
    if tries == 1:
        say("Another start is installing right now; waiting for it ...")
    time.sleep(0.2)


def clean_environ() -> dict[str, str]:
    """Return the environment variables without those that would let other Pythons or settings in."""
    environ = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    # With PYTHONSAFEPATH Python does not look for modules in the folder where something is started.
    return environ | {
        "PYTHONSAFEPATH": "1",
        "PYTHONNOUSERSITE": "1",
        "PIP_USER": "0",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "DO_NOT_TRACK": "1",
    }


def kernel_settings(course: Path) -> str:
    """Write settings of IPython for an environment that is not ours: as in ours, and `import helpers` works.

    The course's folder is looked into after Python's own library, and before what is installed.
    """
    return FIND_HELPERS.format(folder=str(course)) + HISTORY_OFF + IN_WORDS


def sha256(content: bytes) -> str:
    """Return the fingerprint of some bytes."""
    return hashlib.sha256(content).hexdigest()


def read_json(path: Path) -> dict:
    """Read a JSON object; an empty one if there is none that can be read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def as_json(value: Mapping) -> str:
    """Write an object the one way in which we keep it in a file."""
    return json.dumps(value, indent=2) + "\n"


def write_if_new(path: Path, text: str) -> None:
    """Write a file unless it already holds this text: then nothing needs to be writable."""
    try:
        fits = path.read_text(encoding="utf-8") == text
    except (OSError, ValueError):
        fits = False
    if not fits:
        write_whole(path, text)
