"""The browser edition as a class has it: the built site, handed out by its own server, in the system's Chromium.

Built beforehand by ``python3 start.py site``; ``python3 start.py test-site`` runs these tests. The page objects are
those of the tests in ``tests/browser``: the lessons are the same.
"""

import contextlib
import importlib.util
import json
import os
import subprocess
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAN_NAME = "school.lan"  # as a device in the room names the teacher's computer: no https, so no secure page


def load(name, path):
    """Load a module of another folder of tests."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


browser_tests = load("browser_tests_conftest", ROOT / "tests/browser/conftest.py")
on_the_page = load("on_the_page", ROOT / "tests/browser/on_the_page.py")
walking = load("walking", ROOT / "tests/browser/lesson_page/walking.py")
leaving = load("no_network", ROOT / "tests/browser/no_network.py")
serve = load("serve_the_site", ROOT / "browser_edition/serve.py")
PATIENCE = browser_tests.PATIENCE
TABLET = {"width": 820, "height": 1180}
FLAGS = [flag for flag in browser_tests.CHROMIUM_FLAGS if not flag.startswith("--host-resolver-rules")]
FLAGS.append(f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")

NOTEBOOK_IS_OPEN = """() => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    return panel?.context?.isReady && panel.content.widgets.length > 0
        && panel.sessionContext.session?.kernel?.connectionStatus === 'connected';
}"""
# What the first page holds: the files that this browser keeps, by name.
KEPT = """async () => {
    const script = document.querySelector('script[src*="first_page.mjs"]').src;
    const { RecordStore } = await import(new URL('record_store.mjs', script).href);
    const store = await new RecordStore().open();
    return Object.fromEntries(await store.files());
}"""

# Most of these tests look at a lesson as a notebook, cell by cell, as a learner does who has chosen to see it.
AS_NOTEBOOK = """
    try {
        localStorage['who-says-so:page'] ??= '{"notebook": true}';
    } catch {
        // a browser that keeps nothing shows the lesson page
    }
"""
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
    .flatMap((cell) => cell.outputs ?? [])
    .filter((output) => output.output_type === 'error')
    .map((output) => `${output.ename}: ${output.evalue}`)"""


def site_folder():
    """Return the built site: that of this project, or the one that the environment names."""
    return Path(os.environ.get("WHO_SAYS_SO_SITE", ROOT / "dist" / "who-says-so-browser"))


class Site:
    """A built site, and the server that hands it out."""

    def __init__(self, folder):
        self.folder = folder
        self.server = serve.make_server(folder, port=0)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, folder):
        """Hand out another folder from now on, at the same address."""
        self.folder = self.server.folder = folder

    @property
    def lessons(self):
        """The folder of the lessons, and their names in their order."""
        (folder,) = (self.folder / "files").iterdir()
        return folder.name, sorted(path.name for path in folder.glob("[0-9]*"))

    def address(self, host="127.0.0.1"):
        return f"http://{host}:{self.port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class SiteLesson(on_the_page.OnThePage, browser_tests.Lesson):
    """A lesson of the site, open in the single-document app: on the lesson page, or as the notebook behind it."""

    def __init__(self, page, site, host="127.0.0.1"):
        super().__init__(page, site)
        self.site = site
        self.host = host

    def open(self, name):
        """Open a lesson. Python begins to start, and the lesson page runs all; `run_all` waits for both."""
        self.name = name
        self.page.goto(f"{self.site.address(self.host)}/notebooks/index.html?path={self.site.lessons[0]}/{name}")
        return self.wait_for_notebook()

    def wait_for_notebook(self):
        """Wait until the notebook can be used whose address was just opened."""
        self.page.wait_for_function(NOTEBOOK_IS_OPEN, timeout=PATIENCE, polling=browser_tests.POLLING)
        return self

    def run_all(self):
        """Wait until the lesson page has run all."""
        self.ready()
        errors = self.page.evaluate(ERRORS)
        assert not errors, errors
        return self.wait_until_shown()

    def load_again(self):
        """Load the page again, as a learner does who comes back."""
        self.page.reload()
        return self.wait_for_notebook()

    def cell_with(self, text):
        """Scroll to the last cell that holds a text."""
        number = [n for n, (_, source) in enumerate(self.source()) if text in source][-1]
        return self.cell(number)

    def beside(self):
        """Return another page of the same browser."""
        return type(self)(self.page.context.new_page(), self.site, self.host)

    def first_page(self):
        """Go to the course's first page."""
        self.page.goto(f"{self.site.address(self.host)}/")
        self.page.locator("#actions").wait_for()
        return self.page

    def kept(self):
        """Return the files that this browser keeps, by name; asked on the first page."""
        self.first_page()
        return self.page.evaluate(KEPT)

    def wait_for_attempts(self, exercise_id, number):
        """Wait until this browser keeps so many attempts at an exercise; asked on the first page."""
        self.page.wait_for_function(
            f"""async ([id, number]) => {{
                const record = JSON.parse((await ({KEPT})())['my_record.json'] ?? '{{"answers": {{}}}}');
                return (record.answers[id] ?? []).length === number;
            }}""",
            arg=[exercise_id, number],
            polling=100,  # a page behind another draws nothing, and would never be asked
        )

    def attempts(self, exercise_id):
        """Return the attempts at an exercise that this browser keeps; asked on the first page."""
        return json.loads(self.kept()["my_record.json"])["answers"].get(exercise_id, [])


@pytest.fixture(scope="session")
def no_network():
    """Leave the network before a server or a browser is started: all these tests are offline, where a system can."""
    return leaving.leave()


@pytest.fixture(scope="session")
def chromium(no_network):
    path = browser_tests.find_chromium()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge was found on this computer: install one")
    with browser_tests.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built():
    folder = site_folder()
    assert (folder / "notebooks" / "index.html").is_file(), f"build the site first: python3 start.py site ({folder})"
    return folder


@pytest.fixture(scope="session")
def served(built, no_network):
    served = Site(built)
    yield served
    served.close()


@pytest.fixture
def site(served, built):
    served.show(built)
    return served


@pytest.fixture(scope="session")
def next_release(built, tmp_path_factory):
    """A later release, in which a lesson was corrected."""
    usual = [ROOT / ".venv-site" / place for place in ("bin/python", "Scripts/python.exe")]
    python = os.environ.get("WHO_SAYS_SO_SITE_PYTHON") or next((path for path in usual if path.exists()), None)
    assert python, "prepare what builds the site: python3 start.py site"
    folder = tmp_path_factory.mktemp("next-release")
    done = subprocess.run(
        [str(python), str(Path(__file__).with_name("build_next_release.py")), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "who-says-so-browser"


@pytest.fixture
def new_learner(chromium, site):
    """Lend pages of browsers that have never seen the site."""
    with newcomers(chromium, site) as learner:
        yield learner


@contextlib.contextmanager
def newcomers(chromium, site):
    """Lend pages of browsers that have never seen the site; see that nothing outside was asked, and nothing broke."""
    with contextlib.ExitStack() as stack:
        watched = browser_tests.Watched(site.port)
        watched.note_address = lambda address: outside(watched, address, site.port)

        def learner(host="127.0.0.1", *, notebook=True, **options):
            context = chromium.new_context(**{"viewport": TABLET, "accept_downloads": True, **options})
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            if notebook:
                context.add_init_script(AS_NOTEBOOK)
            watched.watch(context)
            context.on("console", lambda message: note_refused(watched, message.text))
            return SiteLesson(context.new_page(), site, host)

        yield learner
    watched.check()


def note_refused(watched, told):
    """Note what our policy refused: it did not leave, but somebody in the page wanted it to."""
    if "Content Security Policy" in told:
        watched.outside.append(told)


def outside(watched, address, port):
    """Note an address that is not on our server; its name in the room is as good as its number."""
    here = address.replace(f"//{LAN_NAME}:", "//127.0.0.1:")
    if browser_tests.is_outside(here, port):
        watched.outside.append(address)


@pytest.fixture
def learner(new_learner):
    return new_learner()


@pytest.fixture(scope="session")
def first_lesson(chromium, served, built):
    """The first lesson, run by a newcomer: for tests that answer no question of it, since Python starts for seconds."""
    served.show(built)
    with newcomers(chromium, served) as learner:
        yield learner().open(served.lessons[1][0]).run_all()
