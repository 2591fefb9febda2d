"""JupyterLab and a browser for the benchmarks.

As in the browser tests, but started anew for each run, and asked often whether it is there.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from copied_project import ROOT, environment_of
from nbformat.sign import NotebookNotary
from playwright.sync_api import sync_playwright

PATIENCE = 60.0
# In the folder of a copied project: what Jupyter finds beside its own, and what it writes down.
SHARED, DATA = "share/jupyter", "jupyter_data"
LARGE_PAGE = {"width": 1280, "height": 900}


def _browser_tests() -> Any:
    """Load the page objects of the browser tests."""
    spec = importlib.util.spec_from_file_location("browser_tests_conftest", ROOT / "tests/browser/conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sys.path.append(str(ROOT))
lab_command = importlib.import_module("commands.lessons").lab_command
lessons = importlib.import_module("helpers.notebooks")
install_lesson_page = importlib.import_module("lesson_page.install").install
browser_tests = _browser_tests()


def lay_lesson_page(folder: Path) -> None:
    """Lay the lesson page where the servers of a copied project may find it, and sign the lessons for it."""
    pages = [*lessons.lesson_files(), *lessons.page_files()]
    install_lesson_page(folder / SHARED / "labextensions", pages, signed=True)
    (folder / DATA).mkdir()
    notary = NotebookNotary(data_dir=str(folder / DATA))
    for lesson in (folder / "my_lessons").glob("*.ipynb"):
        notary.sign(nbformat.read(lesson, as_version=4))


class LabServer:
    """JupyterLab on a copied project; made when the command is given, not when it answers."""

    def __init__(self, folder: Path, *, lesson_page: bool = False) -> None:
        self.record = folder / "my_record.json"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._log = (folder / "server.log").open("w", encoding="utf-8")
        python, options = SimpleNamespace(python=sys.executable), SimpleNamespace(port=self.port, no_browser=True)
        command = lab_command(python, folder / "my_lessons", options)
        # No token to type, and the page objects of the browser tests ask for the app.
        command += ["--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
        environment = environment_of(folder) | {"JUPYTER_DATA_DIR": str(folder / DATA)}
        if lesson_page:
            environment["JUPYTER_PATH"] = str(folder / SHARED)
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=self._log, stderr=subprocess.STDOUT
        )

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api", timeout=2).close()
                return
            time.sleep(0.02)
        raise RuntimeError(f"JupyterLab did not start: see {self._log.name}")

    def url(self, notebook: str) -> str:
        """Return the address of a notebook, without those that were open before."""
        return f"http://127.0.0.1:{self.port}/lab/tree/{notebook}?reset"

    def close(self) -> None:
        """Stop it and its kernels."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


@contextmanager
def lab_server(folder: Path) -> Iterator[LabServer]:
    """Lend a running JupyterLab."""
    server = LabServer(folder)
    try:
        server.wait()
        yield server
    finally:
        server.close()


@contextmanager
def browser() -> Iterator[Any]:
    """Lend a Chromium that is already running."""
    path = browser_tests.find_chromium()
    if path is None:
        sys.exit("No Chromium, Chrome or Edge was found on this computer: install one.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=browser_tests.CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def opened(chromium: Any, server: LabServer, notebook: str) -> Iterator[Any]:
    """Lend a notebook that is open in a browser which has never seen it, with its kernel connected."""
    context = chromium.new_context(viewport=LARGE_PAGE)
    try:
        yield browser_tests.Lesson(context.new_page(), server).open(notebook)
    finally:
        context.close()
