"""A learner's browser: the real JupyterLab on copies of the lessons, in the system's Chromium, asked by Playwright.

Nothing here waits for a time to pass: every wait names what must have happened.
"""

import ast
import contextlib
import json
import os
import shutil
import socket
import string
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from playwright.sync_api import expect, sync_playwright

from helpers.notebooks import lesson_files, page_files
from lesson_page.install import NAME as LESSON_PAGE
from lesson_page.install import install

ROOT = Path(__file__).resolve().parents[2]
# First the one that was built to show no window: a page costs it a fifth, and it does nothing while nothing is asked.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# Without these Chromium asks its maker for updates and lists; the lessons themselves ask nobody.
# No name but this computer's own is looked up: what a page asks of others is seen, and fails.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 60_000  # milliseconds: two shared cores can be slow, and nothing is won by giving up early
POLLING = 50  # milliseconds: asked in every frame, a page would draw sixty a second while it has other things to do
TOKEN = "known-to-the-tests"
LARGE_PAGE = {"width": 1280, "height": 900}
# A scratch notebook finds the helpers as a lesson does.
SET_UP = 'import sys\n\nsys.path[:0] = [".."]'

expect.set_options(timeout=PATIENCE)


def find_chromium():
    """Return the path of a Chromium, Chrome or Edge of this system, or None."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in [*found, *CHROMIUM_PLACES] if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def no_network():
    """Leave the network before a server or a browser is started: all these tests are offline, where a system can."""
    from no_network import leave  # here, since the benchmarks load this file from elsewhere

    return leave()


@pytest.fixture(scope="session")
def chromium(no_network):
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge was found on this computer: install one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Lab:
    """A JupyterLab server on a copy of the project, started as start.py starts it for a learner.

    Most tests are of a lesson as a notebook: cell by cell, in plain Jupyter, as a learner meets it who has not started
    with start.py. So the lesson page is installed only where it is asked for.
    """

    def __init__(self, folder, lesson_page=False):
        self.folder = folder
        self.lesson_page = lesson_page
        self.lessons = folder / "my_lessons"
        self.record = folder / "my_record.json"
        self.drafts = folder / "my_record-drafts.json"
        for name in ("commands", "helpers", "data"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        self._copy_lessons()
        from commands.environment import SERVER_EXTENSION  # here, since the benchmarks load this file from elsewhere

        server = folder / "config" / "jupyter_server_config.d"
        server.mkdir(parents=True)
        (server / "who-says-so.json").write_text(json.dumps(SERVER_EXTENSION), encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("WHO_SAYS_SO_RECORD", "PYTHONPATH", "JUPYTER_PATH")
        }
        self.environment = environment | {
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "IPYTHONDIR": str(folder / "ipython"),
            "JUPYTER_DATA_DIR": str(folder / "jupyter_data"),
            "JUPYTER_PATH": str(folder / "share" / "jupyter"),
        }
        if lesson_page:
            install(folder / "share" / "jupyter" / "labextensions", [*lesson_files(), *page_files()], signed=True)
            settings = folder / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
            settings.parent.mkdir(parents=True)
            settings.write_text('{"fetchNews": "false"}', encoding="utf-8")
        else:  # the environment may have one: start.py lays it there
            page = folder / "config" / "labconfig" / "page_config.json"
            page.parent.mkdir(parents=True)
            page.write_text(json.dumps({"disabledExtensions": {LESSON_PAGE: True}}), encoding="utf-8")
        self.start()

    def start(self):
        """Start the server; after `close` it is there again at the same address."""
        self.log = (self.folder / "server.log").open("a", encoding="utf-8")
        self.server = subprocess.Popen(
            self._command(), env=self.environment, stdout=self.log, stderr=subprocess.STDOUT, cwd=self.folder
        )
        self._wait()

    def _copy_lessons(self):
        shutil.rmtree(self.lessons, ignore_errors=True)
        self.lessons.mkdir()
        for lesson in [*(ROOT / "notebooks").glob("*.ipynb"), *page_files()]:
            shutil.copy(lesson, self.lessons)
        if self.lesson_page:
            self.sign(*self.lessons.glob("*.ipynb"))

    def sign(self, *notebooks):
        """Sign notebooks as trusted, as start.py signs the copies that it makes."""
        (self.folder / "jupyter_data").mkdir(exist_ok=True)
        notary = NotebookNotary(data_dir=str(self.folder / "jupyter_data"))
        for path in notebooks:
            notary.sign(nbformat.read(path, as_version=4))

    def _command(self):
        from commands.lessons import lab_command  # here, since the benchmarks load this file from elsewhere

        python, options = SimpleNamespace(python=sys.executable), SimpleNamespace(port=self.port, no_browser=True)
        return [
            *lab_command(python, self.lessons, options),
            f"--IdentityProvider.token={TOKEN}",
            "--LabApp.expose_app_in_browser=True",
            # What dies six times, each time within ten seconds, stays dead: only tests kill a kernel that fast.
            "--KernelRestarter.restart_limit=100",
        ]

    def _wait(self):
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end and self.server.poll() is None:
            with contextlib.suppress(OSError):
                self._ask("api")
                return
            time.sleep(0.05)
        told = (self.folder / "server.log").read_text(encoding="utf-8")
        raise RuntimeError(f"JupyterLab did not start:\n{told[-2000:]}")

    def _ask(self, path, method="GET"):
        headers = {"Authorization": f"token {TOKEN}"}
        request = urllib.request.Request(f"{self.address}/{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE / 1000) as answer:
            return json.loads(answer.read() or "null")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def url(self, lesson):
        """Return the address of a lesson, without those that were open before."""
        return f"{self.address}/lab/tree/{lesson}?reset&token={TOKEN}"

    def reset(self):
        """Make everything as on the first day: no kernel, lessons as they came, no record."""
        for session in self._ask("api/sessions"):
            self._ask(f"api/sessions/{session['id']}", "DELETE")
        self._copy_lessons()
        shutil.rmtree(self.folder / "my_stories", ignore_errors=True)
        self.record.unlink(missing_ok=True)
        self.drafts.unlink(missing_ok=True)

    def scratch(self, name, *cells):
        """Write a notebook of our own beside the lessons; return its name."""
        notebook = nbformat.v4.new_notebook()
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook.cells = [nbformat.v4.new_code_cell(source) for source in (SET_UP, *cells)]
        nbformat.write(notebook, self.lessons / name)
        return name

    def read_record(self):
        """Return what the record file holds."""
        return json.loads(self.record.read_text(encoding="utf-8"))

    def attempts(self, exercise_id):
        """Return the attempts at an exercise that the record file holds."""
        return self.read_record()["answers"].get(exercise_id, []) if self.record.exists() else []

    def close(self):
        self.server.terminate()
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        self.log.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory, no_network):
    server = Lab(tmp_path_factory.mktemp("project"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def page_lab(tmp_path_factory, no_network):
    """Return a server with the lesson page."""
    server = Lab(tmp_path_factory.mktemp("with_the_page"), lesson_page=True)
    yield server
    server.close()


NOTEBOOK_IS_OPEN = """(name) => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    return panel?.context?.path === name && panel.context.isReady && panel.content.widgets.length > 0
        && panel.sessionContext.session?.kernel?.connectionStatus === 'connected';
}"""
RUN_ALL = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await window.jupyterapp.commands.execute('notebook:run-all-cells');
    return panel.content.model.toJSON().cells
        .flatMap((cell) => cell.outputs ?? [])
        .filter((output) => output.output_type === 'error')
        .map((output) => `${output.ename}: ${output.evalue}`);
}"""
# A widget is there when its output holds what it shows: anywidget draws it some time after the cell was run.
# What stands above a cell is laid out when it comes near the window, and pushes the cell away again: a cell is in view
# when it was found in the same place in ten frames running.
STANDS_STILL = """(number) => {
    const content = window.jupyterapp.shell.currentWidget.content;
    const { top, bottom } = content.widgets[number].node.getBoundingClientRect();
    const seen = window.wssPlace ?? { frames: 0 };
    const still = seen.top === top && top < window.innerHeight && bottom > 0;
    window.wssPlace = { top, frames: still ? seen.frames + 1 : 0 };
    if (!still) content.scrollToItem(number, 'center');
    return window.wssPlace.frames >= 10;
}"""
ALL_IS_SHOWN = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const isWidget = (output) => output.data?.['application/vnd.jupyter.widget-view+json'];
    const shown = ({ outputArea }) => outputArea.model.toJSON()
        .every((output, i) => !isWidget(output) || outputArea.widgets[i]?.node.querySelector('.wss'));
    return panel.content.widgets.filter((cell) => cell.model.type === 'code').every(shown);
}"""
CLOSE_ALL = """async () => {
    for (const panel of [...window.jupyterapp.shell.widgets('main')]) {
        await panel.sessionContext?.shutdown();
        panel.dispose();
    }
}"""
ASK_KERNEL = """async (expression) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const future = kernel.requestExecute({ code: '', store_history: false, user_expressions: { it: expression } });
    const { it } = (await future.done).content.user_expressions;
    return it.status === 'ok' ? it.data['text/plain'] : `${it.ename}: ${it.evalue}`;
}"""
WAIT_FOR_KERNEL = f"""async ([expression, patience]) => {{
    const end = performance.now() + patience;
    for (;;) {{
        const told = await ({ASK_KERNEL})(expression);
        if (told === 'True') return;
        if (performance.now() > end) throw new Error(`${{expression}} is still ${{told}}`);
    }}
}}"""
WORDS = """(nodes) => nodes.map((node) => {
    const copy = node.querySelector('.wss-word-text').cloneNode(true);
    for (const tag of copy.querySelectorAll('.wss-tag')) tag.remove();
    return copy.textContent;
})"""


def bare(words):
    """Return words without the marks round them: a text may set a full stop where a quotation of it does not."""
    return [word.strip(string.punctuation) or word for word in words]


class Lesson:
    """A lesson open in JupyterLab, as a learner sees it."""

    def __init__(self, page, lab):
        self.page = page
        self.lab = lab
        self.name = None

    # -- opening and running

    def open(self, name):
        """Open a notebook, and wait for its kernel: in a page that shows JupyterLab beside what is there."""
        return self.load(name) if self.page.url == "about:blank" else self.beside(name)

    def load(self, name):
        """Open a notebook in a page of JupyterLab that is loaded anew."""
        self.name = name
        self.page.goto(self.lab.url(name))
        return self._wait_for_notebook()

    def beside(self, name):
        """Open another notebook in the same page: much faster than a new page."""
        self.name = name
        self.page.evaluate(
            "(path) => window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)", name
        )
        return self._wait_for_notebook()

    def _wait_for_notebook(self):
        self.page.wait_for_function(NOTEBOOK_IS_OPEN, arg=self.name, timeout=PATIENCE, polling=POLLING)
        return self

    def reopen(self):
        """Close the page and open the notebook in a new one."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        return self.load(self.name)

    def close_all(self):
        """Close every notebook, and end its kernel; the page stays."""
        self.page.evaluate(CLOSE_ALL)

    def run_all(self):
        """Run every cell, as the menu does, and wait until all is done and shown."""
        errors = self.page.evaluate(RUN_ALL)
        assert not errors, errors
        return self.wait_until_shown()

    def run(self, number):
        """Run one cell, and wait until it is done and shown."""
        self.page.evaluate(
            """async (number) => {
                window.jupyterapp.shell.currentWidget.content.activeCellIndex = number;
                await window.jupyterapp.commands.execute('notebook:run-cell');
            }""",
            number,
        )
        self.wait_until_shown()
        return self.cell(number)

    def wait_until_shown(self):
        """Wait until every widget of the notebook is drawn."""
        self.page.wait_for_function(ALL_IS_SHOWN, timeout=PATIENCE, polling=POLLING)
        return self

    def restart(self):
        """Restart the kernel without asking."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel().then(() => null)"
        )
        return self._wait_for_notebook()

    def save(self):
        """Save the notebook, as JupyterLab does by itself every two minutes."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")
        return self

    def ask_kernel(self, expression):
        """Return what an expression is in the notebook's kernel, as Python prints it."""
        return self.page.evaluate(ASK_KERNEL, expression)

    def wait_for_kernel(self, expression):
        """Wait until an expression is true in the kernel: what the page sends, arrives a little later."""
        self.page.evaluate(WAIT_FOR_KERNEL, [f"bool({expression})", PATIENCE])

    def view_of(self, exercise_id):
        """Return a Python expression for the view that shows an exercise (the newest, if a cell was run again)."""
        widgets = "__import__('ipywidgets').widgets.widget._instances.values()"
        shows = f"any(one['id'] == {exercise_id!r} for one in getattr(w, 'exercises', ()))"
        return f"[w for w in {widgets} if {shows}][-1]"

    def held(self, exercise_id, trait):
        """Return what the kernel holds of an exercise on show: its draft or its response."""
        return ast.literal_eval(self.ask_kernel(f"{self.view_of(exercise_id)}.{trait}.get({exercise_id!r})"))

    def wait_for_draft(self, exercise_id, answer):
        """Wait until the kernel holds a draft."""
        view = self.view_of(exercise_id)
        self.wait_for_kernel(f"{view}.drafts.get({exercise_id!r}, {{}}).get('answer') == {answer!r}")

    # -- looking

    def source(self):
        """Return the notebook as it stands in the page: cells with their kinds and texts."""
        return self.page.evaluate(
            """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
                .map((cell) => [cell.cell_type, cell.source])"""
        )

    def number(self, text):
        """Return the place of the code cell that holds a text."""
        cells = enumerate(self.source())
        return next(number for number, (kind, source) in cells if kind == "code" and text in source)

    def cell(self, number):
        """Return a cell, scrolled into view."""
        self.page.evaluate("() => { window.wssPlace = undefined; }")
        self.page.wait_for_function(STANDS_STILL, arg=number)
        cell = self.page.locator(f'.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell[data-windowed-list-index="{number}"]')
        cell.scroll_into_view_if_needed()
        return cell

    def exercise(self, exercise_id):
        """Return the cell that shows one exercise, scrolled into view."""
        return self.cell(self.number(f'"{exercise_id}"'))

    # -- answering

    def words(self, cell, text):
        """Return the first and the last word of a stretch of the text to mark."""
        wanted, found = bare(text.split()), bare(cell.locator(".wss-word").evaluate_all(WORDS))
        first = next(n for n in range(len(found)) if found[n : n + len(wanted)] == wanted)
        words = cell.locator(".wss-word")
        return words.nth(first), words.nth(first + len(wanted) - 1)

    def drag(self, cell, text):
        """Select words by dragging the mouse over them."""
        first, last = self.words(cell, text)
        first.scroll_into_view_if_needed()
        begin, end = first.bounding_box(), last.bounding_box()
        mouse = self.page.mouse
        mouse.move(begin["x"] + 3, begin["y"] + begin["height"] / 2)
        mouse.down()
        mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
        mouse.up()

    def press(self, *keys):
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def go_to_cell(self, number):
        """Go to a cell by keyboard, wherever the focus is: Escape leaves an exercise, once no words are selected."""
        self.press("Escape", "Escape")
        active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
        for _ in self.source():
            if (here := self.page.evaluate(active)) == number:
                return self.cell(number)
            self.page.keyboard.press("ArrowDown" if here < number else "ArrowUp")
        raise AssertionError(f"the arrow keys did not lead to cell {number}: {self.page.evaluate(active)}")

    def tab_to(self, target, key="Tab", limit=60):
        """Press Tab until an element has the focus; return how often it was pressed."""
        for count in range(1, limit + 1):
            self.page.keyboard.press(key)
            if target.evaluate("(node) => node === document.activeElement"):
                return count
        raise AssertionError(f"{limit} times {key} did not lead to {target}")


@dataclass
class Watched:
    """What happened in the pages of a test that must never happen."""

    port: int
    outside: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def note_address(self, address):
        if is_outside(address, self.port):
            self.outside.append(address)

    def watch(self, context):
        context.on("request", lambda request: self.note_address(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.note_address(socket.url)))

    def check(self):
        """See that no page asked anybody else and none broke; then begin anew."""
        outside, errors = self.outside[:], self.errors[:]
        self.outside.clear()
        self.errors.clear()
        assert not outside, f"the page asked for {outside}"
        assert not errors, f"scripts of the page failed: {errors}"


def is_outside(address, port):
    """Tell whether an address lies anywhere but on our own server."""
    parts = urlsplit(address)
    if parts.scheme in ("data", "about"):
        return False
    if parts.scheme == "blob":
        return is_outside(parts.path, port)
    return (parts.hostname, parts.port) != ("127.0.0.1", port)


class Learners:
    """Lends pages to learners who begin, one test after another."""

    def __init__(self, chromium, lab, kind=Lesson):
        self.chromium = chromium
        self.lab = lab
        self.kind = kind
        self._kept = None

    @contextlib.contextmanager
    def new(self):
        """Lend as many new pages as are asked for, with options of their own, such as a finger in place of a mouse."""
        self.lab.reset()
        watched, contexts = Watched(self.lab.port), []

        def new_lesson(**options):
            lesson, context = self._new_page(watched, options)
            contexts.append(context)
            return lesson

        new_lesson.watched = watched
        yield new_lesson
        for context in contexts:
            context.close()
        watched.check()

    @contextlib.contextmanager
    def kept(self, session):
        """Lend the page that is kept open: to load JupyterLab takes longer than most tests do.

        What was done in it is closed afterwards; if a test failed meanwhile, it is not lent again.
        """
        failed_before = session.testsfailed
        self.lab.reset()
        if self._kept is None:
            watched = Watched(self.lab.port)
            self._kept = (*self._new_page(watched, {}), watched)
        lesson, context, watched = self._kept
        self._kept = None
        lesson.watched = watched
        yield lesson
        if session.testsfailed == failed_before:
            lesson.close_all()
            lesson.page.evaluate("() => localStorage.clear()")  # what was begun
            lesson.page.set_viewport_size(LARGE_PAGE)
            self._kept = lesson, context, watched
        else:
            context.close()
        watched.check()

    def _new_page(self, watched, options):
        context = self.chromium.new_context(**{"viewport": LARGE_PAGE, **options})
        context.set_default_timeout(PATIENCE)
        watched.watch(context)
        return self.kind(context.new_page(), self.lab), context


@pytest.fixture(scope="session")
def learners(chromium, lab):
    return Learners(chromium, lab)


@pytest.fixture(scope="session")
def page_learners(chromium, page_lab):
    """Lend pages with the lesson page."""
    from on_the_lab_page import OnLabPage  # here, since it builds on this file

    return Learners(chromium, page_lab, OnLabPage)


@pytest.fixture
def new_lesson(learners):
    """Open pages with options of their own."""
    with learners.new() as new:
        yield new


@pytest.fixture
def lesson(learners, request):
    """A page for a learner who begins."""
    with learners.kept(request.session) as lesson:
        yield lesson
