"""The browser edition beside a bare JupyterLite site with one core widget, built by the same builder.

Size on disk, size of the zip, bytes sent until the first widget stands, and seconds from opening the page to the first
cell run and to the first widget; each time in a browser that has never seen the site. Build the site first:
``python3 start.py site``.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from copied_project import ROOT
from lab_server import browser
from measuring import Pairs, alternate, print_head, ratio_aim, row, runs_asked_for

OURS = ROOT / "dist" / "who-says-so-browser"
LESSON, BARE = "01_who_says_so.ipynb", "bare.ipynb"
PATIENCE = 120_000
IS_OPEN = """() => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    return panel?.context?.isReady && panel.content.widgets.length > 0
        && panel.sessionContext.session?.kernel?.connectionStatus === 'connected';
}"""
# A lesson runs its cells itself.
RUN = """() => {
    const ours = window.jupyterapp.shell.currentWidget.context.model.getMetadata('who_says_so');
    if (!ours) void window.jupyterapp.commands.execute('notebook:run-all-cells');
}"""
FIRST_CELL_RAN = """() => {
    const {model} = window.jupyterapp.shell.currentWidget.content.widgets.find((cell) => cell.model.type === 'code');
    return model.executionState === 'idle' && model.executionCount >= 1;
}"""


def load_server() -> Any:
    """Load the site's own server."""
    spec = importlib.util.spec_from_file_location("serve_the_site", ROOT / "browser_edition" / "serve.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


serve = load_server()


class Counting(serve.Server):
    """Counts what is sent, without the lines and headers."""

    sent = 0

    async def _send(self, writer: Any, answer: Any) -> None:
        if body := answer.body:
            begin = body.tell()
            Counting.sent += body.seek(0, os.SEEK_END) - begin
            body.seek(begin)
        await super()._send(writer, answer)


@contextmanager
def served(folder: Path) -> Any:
    """Lend the address of a folder's lessons."""
    server = Counting(("127.0.0.1", 0), folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (lessons,) = (folder / "files").iterdir()
    yield f"http://127.0.0.1:{server.server_address[1]}/notebooks/index.html?path={lessons.name}/"
    server.shutdown()


def seconds_to_widget(chromium: Any, address: str, widget: str, first: list[float], sent: list[float]) -> float:
    """Return the seconds from the page to the first widget; those to the first cell run, and the bytes, go in lists."""
    Counting.sent = 0
    context = chromium.new_context(viewport={"width": 820, "height": 1180})
    try:
        page = context.new_page()
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_function(IS_OPEN, timeout=PATIENCE)
        page.evaluate(RUN)
        page.wait_for_function(FIRST_CELL_RAN, timeout=PATIENCE)
        first.append(time.perf_counter() - began)
        page.wait_for_selector(widget, state="attached", timeout=PATIENCE)
        seconds = time.perf_counter() - began
        sent.append(Counting.sent / 1e6)
        return seconds
    finally:
        context.close()


def size_of(folder: Path) -> float:
    """Return the size of all files, in megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def build_bare(folder: Path) -> Path:
    """Build the bare site."""
    python = next(
        path for name in ("bin/python", "Scripts/python.exe") if (path := ROOT / ".venv-site" / name).exists()
    )
    script = Path(__file__).with_name("build_bare_site.py")
    subprocess.run([str(python), str(script), str(folder)], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return folder / "bare"


def main() -> None:
    runs = runs_asked_for(__doc__)
    if not OURS.is_dir():
        sys.exit("There is no site in dist: build it with `python3 start.py site`.")
    with tempfile.TemporaryDirectory(prefix="bare-site-") as place, browser() as chromium:
        bare = build_bare(Path(place))
        print_head(runs)
        zipped = next(OURS.parent.glob("who-says-so-browser-*.zip"))
        print(row("size on disk", Pairs([size_of(OURS)], [size_of(bare)]), "MB", aim=ratio_aim(1.15), digits=1))
        sizes = [path.stat().st_size / 1e6 for path in (zipped, bare.with_suffix(".zip"))]
        print(row("size of the zip", Pairs(sizes[:1], sizes[1:]), "MB", aim=ratio_aim(1.15), digits=1))
        figures: dict[str, list[float]] = {name: [] for name in ("first", "bare first", "sent", "bare sent")}
        with served(OURS) as ours, served(bare) as other:
            pairs = alternate(
                partial(seconds_to_widget, chromium, ours + LESSON, ".wss-view", figures["first"], figures["sent"]),
                partial(
                    seconds_to_widget,
                    chromium,
                    other + BARE,
                    ".widget-radio",
                    figures["bare first"],
                    figures["bare sent"],
                ),
                runs,
            )
    last = {name: values[-runs:] for name, values in figures.items()}  # without the one before that fills the caches
    print(
        row("sent until the first widget", Pairs(last["sent"], last["bare sent"]), "MB", aim=ratio_aim(1.15), digits=1)
    )
    firsts = Pairs(last["first"], last["bare first"])
    print(row("page to first cell run, lesson 01", firsts, "s", aim=ratio_aim(1.2), digits=1))
    print(row("page to first widget, lesson 01", pairs, "s", aim=ratio_aim(1.2), digits=1))


if __name__ == "__main__":
    main()
