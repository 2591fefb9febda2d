"""A learner's browser: the real JupyterLab on copies of the lessons, in the system's Chromium, asked by Playwright."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# Without these Chromium asks its maker for updates and lists; the lessons themselves ask nobody.
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
LIFETIME = 60_000


def find_chromium():
    """Return the path of a Chromium, Chrome or Edge of this system, or None."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in [*found, *CHROMIUM_PLACES] if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge was found on this computer: install one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Lab:
    """A JupyterLab server on a copy of the project, as start.py makes it for a learner."""

    def __init__(self, folder):
        self.folder = folder
        self.lessons = folder / "my_lessons"
        self.record = folder / "my_record.json"
        for name in ("helpers", "data"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.lessons.mkdir()
        for lesson in (ROOT / "notebooks").glob("*.ipynb"):
            shutil.copy(lesson, self.lessons)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {name: value for name, value in os.environ.items() if name != "WHO_SAYS_SO_RECORD"}
        environment |= {
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "IPYTHONDIR": str(folder / "ipython"),
        }
        self.log = (folder / "server.log").open("w", encoding="utf-8")
        self.server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={self.port}",
             f"--ServerApp.root_dir={self.lessons}", "--IdentityProvider.token=", "--ServerApp.password=",
             "--LabApp.expose_app_in_browser=True", "--allow-root"],
            env=environment, stdout=self.log, stderr=subprocess.STDOUT, cwd=folder,
        )  # fmt: skip
        self._wait()

    def _wait(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api", timeout=2).close()
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.2)
        raise RuntimeError(
            "JupyterLab did not start:\n" + (self.folder / "server.log").read_text(encoding="utf-8")[-2000:]
        )

    def url(self, lesson):
        return f"http://127.0.0.1:{self.port}/lab/tree/{lesson}?reset"

    def close(self):
        self.server.terminate()
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        self.log.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    server = Lab(tmp_path_factory.mktemp("project"))
    yield server
    server.close()


class Lesson:
    """A lesson open in JupyterLab, as a learner sees it."""

    def __init__(self, page, lab):
        self.page = page
        self.lab = lab

    def open(self, name):
        self.page.goto(self.lab.url(name))
        self.page.wait_for_function(
            "() => window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length > 3", timeout=LIFETIME
        )
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.connectionStatus === 'connected'",
            timeout=LIFETIME,
        )
        return self

    def run_all(self):
        """Run every cell, as the menu does, and wait until the kernel has done so."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                const cells = panel.content.widgets.filter((cell) => cell.model.type === 'code');
                return cells.every((cell) => cell.model.executionCount) && panel.sessionContext.session.kernel.status === 'idle';
            }""",
            timeout=LIFETIME,
        )
        return self

    def restart(self):
        """Restart the kernel without asking."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.connectionStatus === 'connected'",
            timeout=LIFETIME,
        )
        return self

    def source(self):
        """The notebook as it stands in the page: cells with their kinds and texts."""
        return self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.map((c) => [c.cell_type, c.source])"
        )

    def exercise(self, exercise_id):
        """The output that shows one exercise, scrolled into view."""
        number = next(
            number
            for number, (kind, source) in enumerate(self.source())
            if kind == "code" and f'"{exercise_id}"' in source
        )
        return self.cell(number)

    def cell(self, number):
        self.page.evaluate(
            f"() => window.jupyterapp.shell.currentWidget.content.scrollToItem({number}, 'center')"
        )
        cell = self.page.locator(f'.jp-Cell[data-windowed-list-index="{number}"]')
        cell.scroll_into_view_if_needed()
        return cell

    def answers(self):
        """What the record holds."""
        return (
            json.loads(self.lab.record.read_text(encoding="utf-8"))["answers"]
            if self.lab.record.exists()
            else {}
        )


@pytest.fixture
def lesson(chromium, lab):
    """A page of its own with a record that is empty."""
    lab.record.unlink(missing_ok=True)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    asked_outside = []
    context.on(
        "request",
        lambda request: (
            None
            if "127.0.0.1" in request.url or request.url.startswith(("data:", "blob:"))
            else asked_outside.append(request.url)
        ),
    )
    page = context.new_page()
    yield Lesson(page, lab)
    context.close()
    assert not asked_outside, f"the page asked for {asked_outside}"
