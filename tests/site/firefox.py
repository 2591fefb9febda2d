"""The browser edition in Firefox: a lesson runs, an answer is marked, and is there again after loading the page anew.

Run by hand before a release, with the packages of the tests and a Firefox of this computer (Debian: firefox-esr)::

    .venv/bin/python tests/site/firefox.py [FIREFOX]

Playwright drives only a Firefox of its own making, so this speaks WebDriver BiDi with the one that people have.
"""

import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import urlsplit

import websocket  # a dependency of Jupyter's own server

from conftest import NOTEBOOK_IS_OPEN, Site, site_folder

PATIENCE = 120  # seconds
LESSON, EXERCISE = "00_start_here.ipynb", "first-choice"
RUN_ALL = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await window.jupyterapp.commands.execute('notebook:run-all-cells');
    return JSON.stringify(panel.content.model.toJSON().cells.flatMap((cell) => cell.outputs ?? [])
        .filter((output) => output.output_type === 'error').map((output) => output.evalue));
}"""
FIND = f"""() => {{
    const {{ content }} = window.jupyterapp.shell.currentWidget;
    const {{ cells }} = content.model.toJSON();
    content.scrollToItem(cells.findIndex((cell) => cell.source.includes('"{EXERCISE}"')), 'center');
    return true;
}}"""
# The panel of the exercise: the one whose typed twin stands in the cell that names it.
PANEL = f"""[...document.querySelectorAll('.jp-Cell')]
    .find((cell) => cell.textContent.includes('"{EXERCISE}"') && cell.querySelector('.wss-panel'))"""
PREPARE = f"""() => {{
    const slider = {PANEL}.querySelector('input[type=range]');
    slider.value = 80;
    slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
    slider.dispatchEvent(new Event('change', {{ bubbles: true }}));
}}"""


class Firefox:
    """A Firefox with an empty profile, spoken to by WebDriver BiDi."""

    def __init__(self, program):
        self.profile = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        command = [program, "--headless", "--no-remote", "--profile", self.profile.name, "--remote-debugging-port=0"]
        self.process = subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, text=True)
        found = next(filter(None, (re.search(r"ws://\S+", line) for line in self.process.stderr)))
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.socket = websocket.create_connection(f"{found.group()}/session", timeout=PATIENCE, suppress_origin=True)
        self.numbers = itertools.count(1)
        self.asked = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["network.beforeRequestSent"])
        self.page = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method, **params):
        """Send a command; return its result, and note the requests that are told meanwhile."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv())
            if told.get("method") == "network.beforeRequestSent" and told["params"].get("context"):
                self.asked.append(told["params"]["request"]["url"])
            if told.get("id") == number:
                if told["type"] == "error":
                    raise RuntimeError(f"{method}: {told['message']}")
                return told["result"]

    def run(self, function):
        """Call a function in the page; return a plain value."""
        target = {"context": self.page}
        told = self.ask("script.callFunction", functionDeclaration=function, target=target, awaitPromise=True)
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return told["result"].get("value")

    def wait(self, function):
        """Wait until a function of the page returns true."""
        end = time.monotonic() + PATIENCE
        while self.run(function) is not True:
            if time.monotonic() > end:
                raise TimeoutError(f"not within {PATIENCE} s: {function}")
            time.sleep(0.2)

    def click(self, element):
        """Click an element, given as a JavaScript expression, as a mouse does."""
        place = self.run(f"""() => {{
            const element = {element};
            element.scrollIntoView({{ block: 'center' }});
            const box = element.getBoundingClientRect();
            return `${{Math.round(box.x + box.width / 2)}} ${{Math.round(box.y + box.height / 2)}}`;
        }}""")
        x, y = map(int, place.split())
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        actions = [{"type": "pointerMove", "x": x, "y": y}, *press]
        source = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self.ask("input.performActions", context=self.page, actions=[source])

    def open(self, address):
        self.ask("browsingContext.navigate", context=self.page, url=address, wait="complete")

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        self.profile.cleanup()


def run_lesson(firefox, address):
    """Open the lesson, run it, and bring the exercise into view; return the seconds until all was run."""
    began = time.perf_counter()
    firefox.open(address)
    firefox.wait(NOTEBOOK_IS_OPEN)
    errors = json.loads(firefox.run(RUN_ALL))
    assert errors == [], errors
    seconds = time.perf_counter() - began
    firefox.wait(FIND)
    firefox.wait(f"() => Boolean({PANEL})")
    return seconds


def main():
    program = sys.argv[1] if sys.argv[1:] else shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        sys.exit("No Firefox was found on this computer: name one.")
    site = Site(site_folder())
    firefox = Firefox(program)
    try:
        address = f"{site.address()}/notebooks/index.html?path={site.lessons[0]}/{LESSON}"
        seconds = run_lesson(firefox, address)
        firefox.click(f"{PANEL}.querySelector('input[type=radio]')")
        firefox.run(PREPARE)
        firefox.click(f"{PANEL}.querySelector('.wss-button--main')")
        firefox.wait(f"() => {PANEL}.textContent.includes('Saved in this browser.')")
        run_lesson(firefox, address)
        firefox.wait(f"() => {PANEL}.textContent.includes('Your answer from before is back.')")
        firefox.wait(f"() => {PANEL}.querySelector('input[type=radio]').checked")
        outside = [url for url in firefox.asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")]
        outside = [url for url in outside if urlsplit(url).hostname != "127.0.0.1"]
        assert not outside, outside
        version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()
        print(f"{version}: lesson 00 ran in {seconds:.1f} s, its answer was kept, and nobody outside was asked.")
    finally:
        firefox.close()
        site.close()


if __name__ == "__main__":
    main()
