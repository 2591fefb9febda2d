"""Put one fault of each sort into a copy of the project, and see that the short run finds it: each must make it fail.

Run by hand when checks were changed, with the packages of the tests::

    .venv/bin/python tests/seeded_faults.py [WORD]     only the faults whose names hold the word

The last ones need a browser; that of the browser edition needs its environment too (``python3 start.py site``).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FIRST = "00_start_here.ipynb"
LEAKS, REFRESH = "tests/content/test_no_leaks.py", "tests/notebooks/test_refresh.py"
SOLVED, HOSTILE = "tests/notebooks/test_solved_run.py -k 03_", "tests/browser/test_hostile_text.py"
SPECIMENS, RUNS = "tests/browser/test_accessibility.py", "tests/browser/test_every_lesson.py -k 00_"
ASK_ELSEWHERE = 'fetch(["https:", "", "example.invalid", ""].join("/")).catch(() => null);'


class Fault(NamedTuple):
    """What is changed in a file, and the part of the short run that must fail."""

    file: str
    old: str
    new: str
    finds: str


FAULTS = {
    "an altered output": Fault(f"notebooks/{FIRST}", 'cell.\\n"', 'cell!\\n"', f"notebooks/{FIRST}"),
    "a notebook written another way": Fault(f"notebooks/{FIRST}", '{\n "cells"', '{\n\n "cells"', REFRESH),
    "a key in a notebook": Fault(
        f"notebooks/{FIRST}",
        'You ran a cell.\\n"',
        'No. It is kept after every answer. Run the cells again, and it is back.\\n"',
        LEAKS,
    ),
    "a key in what a page is sent": Fault(
        "helpers/kinds/exercise.py",
        '"text": entry.text}',
        '"text": entry.text, "told": getattr(entry, "reason", "")}',
        LEAKS,
    ),
    "an answer that is kept twice": Fault(
        "helpers/record.py",
        "and _entry(typed_before[-1])",
        "and False and _entry(typed_before[-1])",
        SOLVED,
    ),
    "a script in a text, by Python": Fault("helpers/html.py", "return escape(str(part))", "return str(part)", HOSTILE),
    "a script in a text, by the page": Fault(
        "helpers/widgets/parts/dom.js",
        "node.append(...children.filter((child) => child !== null && child !== undefined));",
        'node.append(...children.filter((child) => child && typeof child !== "string"));\n'
        'for (const text of children) if (typeof text === "string") node.insertAdjacentHTML("beforeend", text);',
        HOSTILE,
    ),
    "a request of the page": Fault(
        "helpers/widgets/exercise_view/panel.js",
        "    this.exercise = exercise;\n",
        f"    this.exercise = exercise;\n    {ASK_ELSEWHERE}\n",
        RUNS,
    ),
    "a request of Python": Fault(
        "helpers/lesson/asking.py",
        "    record = Record()\n    settle",
        '    import urllib.request; urllib.request.urlopen("http://192.0.2.1/")\n    record = Record()\n    settle',
        RUNS,
    ),
    "pale words in a lesson": Fault("helpers/look.css", "--wss-quiet: #555b63", "--wss-quiet: #b5bbc3", RUNS),
    "pale words in the dark": Fault("helpers/look.css", "--wss-quiet: #b6bdc7", "--wss-quiet: #3b4047", SPECIMENS),
    "a control without a name": Fault(
        "helpers/widgets/exercise_view/parts.js", '"aria-labelledby": ids.prompt, ', "", SPECIMENS
    ),
    "what is too wide": Fault("helpers/look.css", "box-sizing: border-box;", "min-width: 60rem;", SPECIMENS),
    "a request of the browser edition": Fault(
        "browser_edition/page/first_page.mjs", "const PAGE =", f"{ASK_ELSEWHERE}\nconst PAGE =", "tests/site"
    ),
}


def copy_of(folder):
    """Copy what git knows, or would know, of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def run(folder, finds):
    """Run a part of the checks in a copy; return the exit code of pytest and its last words."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if finds == "tests/site":
        python = os.environ.get("WHO_SAYS_SO_SITE_PYTHON", str(ROOT / ".venv-site" / "bin" / "python"))
        subprocess.run([python, "-m", "browser_edition.build"], cwd=folder, env=environ, check=True)
        finds = "tests/site/test_site.py -k first_page_leads"
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-x", *finds.split()]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8")
    told = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return done.returncode, told[0] if told else done.stdout[-300:]


def main():
    word = sys.argv[1] if sys.argv[1:] else ""
    unseen = []
    for name, fault in FAULTS.items():
        if word not in name:
            continue
        with tempfile.TemporaryDirectory(prefix="who-says-so-fault-", ignore_cleanup_errors=True) as place:
            copy_of(Path(place))
            file = Path(place) / fault.file
            before = file.read_text(encoding="utf-8")
            assert fault.old in before, f"{name}: {fault.file} no longer holds {fault.old!r}"
            file.write_text(before.replace(fault.old, fault.new, 1), encoding="utf-8", newline="\n")
            began = time.monotonic()
            code, told = run(Path(place), fault.finds)
        unseen += [] if code == 1 else [name]
        print(
            f"{'found' if code == 1 else 'NOT FOUND'}: {name}, in {time.monotonic() - began:.0f} s: {told}", flush=True
        )
    sys.exit(f"Not found: {', '.join(unseen)}." if unseen else 0)


if __name__ == "__main__":
    main()
